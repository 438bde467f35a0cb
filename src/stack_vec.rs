//! A list that stays off the heap as long as it is short.

/// Items that are gathered on the stack, and move to the heap where there are more than `N`: the base string and the
/// parameters of nearly every request cost no allocation, and those of a long query are as right.
#[derive(Clone)]
pub(crate) struct StackVec<T, const N: usize> {
    stack: [T; N],
    /// All of the items, if there are more than `N`.
    heap: Vec<T>,
    length: usize,
}

impl<T: Copy, const N: usize> StackVec<T, N> {
    /// Makes an empty list; `blank` is what the unused places hold.
    pub(crate) fn new(blank: T) -> Self {
        Self {
            stack: [blank; N],
            heap: Vec::new(),
            length: 0,
        }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.length
    }

    #[inline]
    pub(crate) fn push(&mut self, item: T) {
        match self.stack.get_mut(self.length) {
            Some(room) => {
                *room = item;
                self.length = self.length.saturating_add(1);
            }
            None => self.extend(&[item]),
        }
    }

    #[inline]
    pub(crate) fn extend(&mut self, items: &[T]) {
        let end = self.length.saturating_add(items.len());
        match self.stack.get_mut(self.length..end) {
            Some(room) => room.copy_from_slice(items),
            None => self.extend_on_heap(items),
        }
        self.length = end;
    }

    #[cold]
    fn extend_on_heap(&mut self, items: &[T]) {
        if self.heap.is_empty() {
            self.heap
                .extend_from_slice(self.stack.get(..self.length).unwrap_or_default());
        }
        self.heap.extend_from_slice(items);
    }

    #[inline]
    pub(crate) fn as_slice(&self) -> &[T] {
        self.stack.get(..self.length).unwrap_or(&self.heap)
    }

    #[inline]
    pub(crate) fn as_mut_slice(&mut self) -> &mut [T] {
        self.stack.get_mut(..self.length).unwrap_or(&mut self.heap)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_a_vec_holds() {
        for sizes in [
            vec![],
            vec![0],
            vec![4],
            vec![5],
            vec![3, 1, 0, 1],
            vec![3, 2, 1],
            vec![1; 20],
            vec![4, 0, 9, 0],
        ] {
            let (mut list, mut expected) = (StackVec::<u8, 4>::new(0xff), Vec::new());
            for size in sizes {
                let items: Vec<u8> = (0..size).map(|item| item + 10 * size).collect();
                match items.as_slice() {
                    [item] => list.push(*item),
                    _ => list.extend(&items),
                }
                expected.extend(items);
                assert_eq!(list.as_slice(), expected);
                assert_eq!(list.as_mut_slice(), expected);
                assert_eq!(list.len(), expected.len());
            }
        }
    }
}
