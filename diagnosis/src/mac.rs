//! HMACs and plain hashes.

use std::slice::ChunksExact;

use hmac::digest::Update;
use hmac::{Hmac, KeyInit};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use crate::buffer::Buffer;
use crate::signature::Hash;

/// The longest digest, with zeros after a shorter one.
pub(crate) type Output = [u8; 64];

/// HMAC with one key. Its states are zeroized on drop.
///
/// Each variant is boxed: moving a small one within a larger enum would copy stale stack bytes.
pub(crate) enum Mac {
    Sha1(Box<Keyed<Hmac<Sha1>>>),
    Sha256(Box<Keyed<Hmac<Sha256>>>),
    Sha512(Box<Keyed<Hmac<Sha512>>>),
}

impl Mac {
    pub(crate) fn new(hash: Hash, key: &[u8]) -> Self {
        match hash {
            Hash::Sha1 => Self::Sha1(Box::new(Keyed::new(key))),
            Hash::Sha512 => Self::Sha512(Box::new(Keyed::new(key))),
            _ => Self::Sha256(Box::new(Keyed::new(key))),
        }
    }

    /// Signs a text, and returns how many of its bytes were hashed.
    pub(crate) fn sign(&mut self, expected: &Expected, text: &[u8]) -> (Output, usize) {
        match self {
            Self::Sha1(keyed) => keyed.sign(expected, text),
            Self::Sha256(keyed) => keyed.sign(expected, text),
            Self::Sha512(keyed) => keyed.sign(expected, text),
        }
    }
}

/// The base string that NetSuite expects. Most others begin in the same way, so each key keeps its
/// states at marks in it.
pub(crate) struct Expected {
    text: Buffer,
    /// The distance of the marks, in bytes.
    step: usize,
}

impl Expected {
    pub(crate) fn new(text: Buffer) -> Self {
        // A multiple of every hash's block, and at most 32 marks.
        let step = (text.len() / 32).next_multiple_of(128).max(128);
        Self { text, step }
    }

    pub(crate) fn text(&self) -> &[u8] {
        &self.text
    }

    fn steps(&self) -> ChunksExact<'_, u8> {
        self.text.chunks_exact(self.step)
    }
}

/// The states of one key: at the start of a text, and at the marks used so far.
pub(crate) struct Keyed<M> {
    start: M,
    marked: Vec<M>,
    /// Whether the key was used before. A key that is used only once needs no marks.
    is_used: bool,
}

impl<M: hmac::Mac + KeyInit + Update + Clone> Keyed<M> {
    fn new(key: &[u8]) -> Self {
        match M::new_from_slice(key) {
            Ok(start) => Self {
                start,
                marked: Vec::new(),
                is_used: false,
            },
            Err(_) => unreachable!("HMAC takes a key of any length (RFC 2104 section 2)"),
        }
    }

    fn sign(&mut self, expected: &Expected, text: &[u8]) -> (Output, usize) {
        let (mut state, mut rest) = (&self.start, text);
        if self.is_used {
            let steps = text.chunks_exact(expected.step).zip(expected.steps());
            let equal = steps.take_while(|(a, b)| a == b).count();
            if self.marked.is_empty() {
                // Room for all marks: a reallocation would leave states in a freed block.
                self.marked.reserve_exact(expected.steps().len());
            }
            for step in expected.steps().take(equal).skip(self.marked.len()) {
                let mut next = self.marked.last().unwrap_or(&self.start).clone();
                Update::update(&mut next, step);
                self.marked.push(next);
            }
            if let Some(last) = equal.checked_sub(1) {
                state = &self.marked[last];
                rest = &text[equal * expected.step..];
            }
        }
        self.is_used = true;
        let mut mac = state.clone();
        Update::update(&mut mac, rest);
        (padded(&hmac::Mac::finalize(mac).into_bytes()), rest.len())
    }
}

impl Hash {
    pub(crate) fn digest(self, text: &[u8]) -> Output {
        match self {
            Self::Sha1 => padded(&Sha1::digest(text)),
            Self::Sha512 => padded(&Sha512::digest(text)),
            _ => padded(&Sha256::digest(text)),
        }
    }
}

/// Pads a digest with zeros.
pub(crate) fn padded(digest: &[u8]) -> Output {
    let mut output = [0; 64];
    output
        .iter_mut()
        .zip(digest)
        .for_each(|(to, from)| *to = *from);
    output
}
