//! HMACs and plain hashes of texts in pieces.

use hmac::digest::Update;
use hmac::{Hmac, KeyInit};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

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

    /// Signs a text that equals the expected one up to a mark.
    pub(crate) fn sign<'p>(
        &mut self,
        marks: &Marks<'_>,
        mark: usize,
        pieces: impl IntoIterator<Item = &'p [u8]>,
    ) -> Output {
        match self {
            Self::Sha1(keyed) => keyed.sign(marks, mark, pieces),
            Self::Sha256(keyed) => keyed.sign(marks, mark, pieces),
            Self::Sha512(keyed) => keyed.sign(marks, mark, pieces),
        }
    }
}

/// Marks in the expected text, at equal distances.
pub(crate) struct Marks<'a> {
    pub(crate) expected: &'a [u8],
    pub(crate) step: usize,
}

/// The states of one key: at the start of the text, and at the marks used so far.
pub(crate) struct Keyed<M> {
    start: M,
    marked: Vec<M>,
}

impl<M: hmac::Mac + KeyInit + Update + Clone> Keyed<M> {
    fn new(key: &[u8]) -> Self {
        match M::new_from_slice(key) {
            Ok(start) => Self {
                start,
                marked: Vec::new(),
            },
            Err(_) => unreachable!("HMAC takes a key of any length (RFC 2104 section 2)"),
        }
    }

    fn sign<'p>(
        &mut self,
        marks: &Marks<'_>,
        mark: usize,
        pieces: impl IntoIterator<Item = &'p [u8]>,
    ) -> Output {
        if mark > 0 && self.marked.is_empty() {
            // Room for all, so that no state is left behind in a block that is freed.
            self.marked.reserve_exact(marks.expected.len() / marks.step);
        }
        for next in self.marked.len()..mark {
            let mut state = self.marked.last().unwrap_or(&self.start).clone();
            Update::update(
                &mut state,
                &marks.expected[next * marks.step..][..marks.step],
            );
            self.marked.push(state);
        }
        let start = mark
            .checked_sub(1)
            .map_or(&self.start, |at| &self.marked[at]);
        let mac = continued(start.clone(), mark * marks.step, pieces);
        padded(&hmac::Mac::finalize(mac).into_bytes())
    }
}

/// Hashes the text after the skipped bytes.
fn continued<'p, H: Update>(
    mut hash: H,
    mut skipped: usize,
    pieces: impl IntoIterator<Item = &'p [u8]>,
) -> H {
    for piece in pieces {
        let (_, rest) = piece.split_at(skipped.min(piece.len()));
        skipped -= piece.len() - rest.len();
        hash.update(rest);
    }
    hash
}

impl Hash {
    pub(crate) fn digest<'p>(self, pieces: impl IntoIterator<Item = &'p [u8]>) -> Output {
        match self {
            Self::Sha1 => padded(&continued(Sha1::new(), 0, pieces).finalize()),
            Self::Sha512 => padded(&continued(Sha512::new(), 0, pieces).finalize()),
            _ => padded(&continued(Sha256::new(), 0, pieces).finalize()),
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
