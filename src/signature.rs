//! The key and the signature, RFC 5849 section 3.4.2, with SHA-256 in place of SHA-1.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::block_api::compress256;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::base_string::Text;
use crate::encode::{encode, encoded};
use crate::stack_vec::StackVec;

/// The key `enc(consumer secret)&enc(token secret)`, as the two SHA-256 states that HMAC makes of it (RFC 2104 section 4):
/// computed once, they save every signature the blocks that hold the key.
///
/// The states sign as well as the key does, so they are wiped on drop as it is.
#[derive(Clone)]
pub(crate) struct Key {
    inner: Midstate,
    outer: Midstate,
    shape: KeyShape,
    beginnings: Vec<Beginning>,
}

/// The first block of many texts, with the state after it: found again, it need not be hashed again.
#[derive(Clone)]
struct Beginning {
    block: [u8; BLOCK],
    after: Midstate,
}

/// How many bytes each part of the key has, encoded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyShape {
    pub(crate) consumer_secret: usize,
    pub(crate) token_secret: usize,
}

impl Key {
    pub(crate) fn new(consumer_secret: &str, token_secret: &str) -> Self {
        let length = |secret| encode(secret).map(str::len).sum();
        let shape = KeyShape {
            consumer_secret: length(consumer_secret),
            token_secret: length(token_secret),
        };
        // Of the right size at once: a `String` that grows leaves what it held behind.
        let size = shape
            .consumer_secret
            .saturating_add(shape.token_secret)
            .saturating_add(1);
        let mut key = Zeroizing::new(String::with_capacity(size));
        key.extend(
            encode(consumer_secret)
                .chain(["&"])
                .chain(encode(token_secret)),
        );

        // RFC 2104 section 2: a key that is longer than a block is hashed.
        let hashed = Zeroizing::new(<[u8; 32]>::from(Sha256::digest(&*key)));
        let key = if key.len() > BLOCK {
            hashed.as_slice()
        } else {
            key.as_bytes()
        };
        let [inner, outer] = [0x36, 0x5c].map(|pad| {
            let mut block = Zeroizing::new([pad; BLOCK]);
            block
                .iter_mut()
                .zip(key)
                .for_each(|(byte, key)| *byte ^= key);
            Midstate::start().after(&[*block])
        });
        Self {
            inner,
            outer,
            shape,
            // All the room at once: a `Vec` that grows leaves states behind.
            beginnings: Vec::with_capacity(MOST_BEGINNINGS),
        }
    }

    pub(crate) fn shape(&self) -> KeyShape {
        self.shape
    }

    /// Hashes the first block of texts that will begin so, as long as there is room.
    pub(crate) fn expect(&mut self, beginning: &[u8]) {
        if let Some(block) = beginning.first_chunk()
            && self.beginnings.len() < MOST_BEGINNINGS
        {
            self.beginnings.push(Beginning {
                block: *block,
                after: self.inner.after(&[*block]),
            });
        }
    }

    /// Signs a text.
    pub(crate) fn sign(&self, text: &mut Text) -> Signature {
        let mut beginnings = self.beginnings.iter();
        let (start, hashed) =
            match beginnings.find(|known| text.as_slice().starts_with(&known.block)) {
                Some(beginning) => (&beginning.after, BLOCK),
                None => (&self.inner, 0),
            };
        self.inner.pad(text);
        self.finish(start, text.as_slice().get(hashed..).unwrap_or_default())
    }

    /// Signs a text that is not written beforehand into room for its padding.
    pub(crate) fn sign_str(&self, text: &str) -> Signature {
        let mut padded = Text::new(0);
        padded.extend(text.as_bytes());
        self.sign(&mut padded)
    }

    /// Computes what signing makes of the beginning of a text, once for all that begin so.
    ///
    /// Returns it with the number of bytes that are in it, a multiple of the block's size: the text goes on after them.
    pub(crate) fn begin(&self, beginning: &[u8]) -> (Midstate, usize) {
        let (blocks, _) = beginning.as_chunks();
        (self.inner.after(blocks), blocks.as_flattened().len())
    }

    /// Signs what is left of a text, padded, after its beginning.
    pub(crate) fn finish(&self, start: &Midstate, padded: &[u8]) -> Signature {
        let mut block = OUTER_BLOCK;
        write_state(start.hash(padded), &mut block);
        let mut mac = [0; 32];
        write_state(self.outer.hash(&block), &mut mac);
        Signature::new(&mac)
    }
}

/// The state of SHA-256 after whole blocks of the key and a text.
///
/// With it, and not with hmac's `Hmac`, a base string is compressed where it stands, all blocks at once, and what is wiped is
/// the key and not the base string.
#[derive(Clone)]
pub(crate) struct Midstate {
    state: Zeroizing<[u32; 8]>,
    /// How many bytes are in it.
    length: u64,
}

impl Midstate {
    /// FIPS 180-4 section 5.3.3.
    fn start() -> Self {
        let state = [
            0x6a09_e667,
            0xbb67_ae85,
            0x3c6e_f372,
            0xa54f_f53a,
            0x510e_527f,
            0x9b05_688c,
            0x1f83_d9ab,
            0x5be0_cd19,
        ];
        Self {
            state: Zeroizing::new(state),
            length: 0,
        }
    }

    fn after(&self, blocks: &[[u8; BLOCK]]) -> Self {
        let mut after = self.clone();
        compress256(&mut after.state, blocks);
        after.length = after
            .length
            .saturating_add(blocks.as_flattened().len() as u64);
        after
    }

    /// Pads a text that comes after this state, as FIPS 180-4 section 5.1.1 says.
    pub(crate) fn pad<const N: usize>(&self, text: &mut StackVec<u8, N>) {
        let bits = self
            .length
            .saturating_add(text.len() as u64)
            .saturating_mul(8);
        // The one bit and the length need 9 bytes of the last block.
        let last = text.len() % BLOCK;
        let padding = if last < BLOCK - 8 {
            BLOCK - 8
        } else {
            2 * BLOCK - 8
        };
        text.extend(
            PADDING
                .get(..padding.saturating_sub(last))
                .unwrap_or_default(),
        );
        text.extend(&bits.to_be_bytes());
    }

    /// Returns the state after whole blocks.
    fn hash(&self, blocks: &[u8]) -> [u32; 8] {
        let mut state = *self.state;
        compress256(&mut state, blocks.as_chunks().0);
        state
    }
}

/// A finished signature, in Base64.
#[derive(Clone, Copy)]
pub(crate) struct Signature([u8; SIGNATURE_LENGTH]);

impl Signature {
    fn new(mac: &[u8; 32]) -> Self {
        let mut signature = Self([0; SIGNATURE_LENGTH]);
        // The one error is an array that is too short.
        let written = STANDARD.encode_slice(mac, &mut signature.0);
        debug_assert_eq!(written, Ok(SIGNATURE_LENGTH));
        signature
    }

    pub(crate) fn as_str(&self) -> &str {
        // Base64 is ASCII.
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Returns it percent-encoded.
    ///
    /// Without a branch: where its `+` and `/` stand is random, and a processor that guesses is wrong. Each character is written
    /// as four bytes, of which one or three count, and the next is written over the others.
    pub(crate) fn encoded(&self) -> EncodedSignature {
        let mut to = EncodedSignature {
            text: [0; ENCODED_LENGTH],
            length: 0,
        };
        for byte in self.0 {
            let bytes = encoded(byte);
            if let Some(room) = to.text.get_mut(to.length..to.length + bytes.len()) {
                room.copy_from_slice(&bytes);
            }
            to.length += usize::from(bytes[3]);
        }
        to
    }
}

/// A signature as it stands in the header.
pub(crate) struct EncodedSignature {
    text: [u8; ENCODED_LENGTH],
    length: usize,
}

impl EncodedSignature {
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.text.get(..self.length).unwrap_or_default()
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Signature").finish_non_exhaustive()
    }
}

/// Writes a state as the hash that it is at the end.
fn write_state(state: [u32; 8], to: &mut [u8]) {
    for (bytes, word) in to.as_chunks_mut().0.iter_mut().zip(state) {
        *bytes = word.to_be_bytes();
    }
}

/// How many beginnings are known, at most: each is compared in turn.
const MOST_BEGINNINGS: usize = 4;

/// The size of SHA-256's blocks, in bytes.
const BLOCK: usize = 64;

/// A one bit, then zeros: two blocks would be more than any text needs.
const PADDING: [u8; 2 * BLOCK] = {
    let mut padding = [0; 2 * BLOCK];
    padding[0] = 0x80;
    padding
};

/// The outer hash's last block, but for the inner hash at its start: the one bit, zeros, and the length of the key's block and
/// the inner hash in bits.
const OUTER_BLOCK: [u8; BLOCK] = {
    let mut block = [0; BLOCK];
    block[32] = 0x80;
    [block[62], block[63]] = (8 * (64 + 32_u16)).to_be_bytes();
    block
};

/// 32 bytes in Base64.
const SIGNATURE_LENGTH: usize = 44;

/// Base64 whose characters are all escaped, and the one byte that is written after the last.
const ENCODED_LENGTH: usize = 3 * SIGNATURE_LENGTH + 1;
