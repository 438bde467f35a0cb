//! A buffer for text that may contain a secret.

use std::hint::black_box;
use std::ops::Deref;

/// Bytes that are zeroized when they are dropped, and when they move to a larger block.
///
/// A header may contain a secret by mistake, and then so does each text that is derived from it.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Buffer(Vec<u8>);

impl Buffer {
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self(Vec::with_capacity(capacity))
    }

    #[inline]
    pub(crate) fn push(&mut self, byte: u8) {
        self.reserve(1);
        self.0.push(byte);
    }

    #[inline]
    pub(crate) fn extend(&mut self, bytes: &[u8]) {
        self.reserve(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    /// Zeroizes and removes the bytes, and keeps the allocation.
    ///
    /// Nothing else removes bytes, so the spare capacity never contains any. `fill` becomes a
    /// `memset`, but `zeroize` writes byte by byte, and a diagnosis drops megabytes.
    pub(crate) fn clear(&mut self) {
        self.0.fill(0);
        // Keeps the compiler from removing the writes: to it, the zeros are read here.
        black_box(&self.0);
        self.0.clear();
    }

    pub(crate) fn make_ascii_lowercase(&mut self) {
        self.0.make_ascii_lowercase();
    }

    #[inline]
    pub(crate) fn reserve(&mut self, count: usize) {
        if count > self.0.capacity() - self.0.len() {
            self.grow(count);
        }
    }

    /// Moves the bytes to a larger block, and zeroizes the old one.
    #[cold]
    fn grow(&mut self, count: usize) {
        let length = self.0.len() + count;
        let mut larger = Self::with_capacity(length * 2);
        larger.0.extend_from_slice(&self.0);
        *self = larger;
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        self.clear();
    }
}

impl Deref for Buffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl From<&[u8]> for Buffer {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<&str> for Buffer {
    fn from(text: &str) -> Self {
        text.as_bytes().into()
    }
}

impl FromIterator<u8> for Buffer {
    fn from_iter<I: IntoIterator<Item = u8>>(bytes: I) -> Self {
        let bytes = bytes.into_iter();
        let mut buffer = Self::with_capacity(bytes.size_hint().1.unwrap_or_default());
        bytes.for_each(|byte| buffer.push(byte));
        buffer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// If the vector grew by itself, it would leave its bytes in a freed block.
    #[test]
    fn a_buffer_grows_before_its_vector_does() {
        let mut buffer = Buffer::with_capacity(4);
        buffer.extend(b"abcd");
        assert_eq!(buffer.0.capacity(), 4);
        buffer.extend(b"e");
        // Twice the length. The vector would have doubled its capacity.
        assert_eq!(buffer.0.capacity(), 10);
        assert_eq!(*buffer, *b"abcde");
    }
}
