//! The text of a base string in the making.

use percent_encoding::percent_encode_byte;

use crate::encode::split_unreserved;

/// Bytes on the stack as long as they fit, then on the heap. Base strings of RESTlets and SuiteQL
/// have 400 to 500 bytes.
///
/// Not a `SmallVec`: its `extend_from_slice` is an insertion, which also moves the bytes after it.
/// With it, `Signer::authorize` takes 41% more instructions beyond the MAC.
pub(crate) struct Text {
    stack: [u8; 1024],
    length: usize,
    /// All bytes, once they do not fit on the stack.
    heap: Vec<u8>,
}

impl Text {
    pub(crate) fn new() -> Self {
        Self {
            stack: [0; 1024],
            length: 0,
            heap: Vec::new(),
        }
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        self.stack.get(..self.length).unwrap_or(&self.heap)
    }

    pub(super) fn make_ascii_uppercase(&mut self) {
        self.stack
            .get_mut(..self.length)
            .unwrap_or(&mut self.heap)
            .make_ascii_uppercase();
    }

    #[inline]
    pub(crate) fn extend(&mut self, bytes: &[u8]) {
        let end = self.length + bytes.len();
        match self.stack.get_mut(self.length..end) {
            Some(room) => room.copy_from_slice(bytes),
            None => self.extend_heap(bytes),
        }
        self.length = end;
    }

    #[cold]
    fn extend_heap(&mut self, bytes: &[u8]) {
        if self.heap.is_empty() {
            self.heap.extend_from_slice(&self.stack[..self.length]);
        }
        self.heap.extend_from_slice(bytes);
    }

    pub(super) fn extend_encoded(&mut self, bytes: &[u8]) {
        let (mut run, mut rest) = split_unreserved(bytes);
        loop {
            self.extend(run);
            let Some((byte, after)) = rest.split_first() else {
                return;
            };
            self.extend(percent_encode_byte(*byte).as_bytes());
            (run, rest) = split_unreserved(after);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn holds_the_same_bytes_on_the_stack_and_on_the_heap() {
        for size in [1, 3, 7, 1023, 1024, 1025, 3000] {
            let (mut text, mut expected) = (Text::new(), Vec::new());
            for number in 0..2100 / size + 2 {
                let bytes = (0..=u8::MAX).cycle().skip(number).step_by(7);
                let bytes: Vec<u8> = bytes.take(size).collect();
                text.extend(&bytes);
                expected.extend(bytes);
                assert_eq!(text.as_slice(), expected);
            }
        }
    }
}
