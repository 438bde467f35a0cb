//! The key and the signature, RFC 5849 section 3.4.2, with SHA-256 in place of SHA-1.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::encode::encode;

/// The key `enc(consumer secret)&enc(token secret)`, as the two SHA-256 states that HMAC makes of it.
///
/// The states sign as well as the key does, so they are wiped on drop too (the `zeroize` features of hmac and sha2).
#[derive(Clone)]
pub(crate) struct Key {
    keyed: Hmac<Sha256>,
    shape: KeyShape,
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
        Self {
            keyed: keyed(key.as_bytes()),
            shape,
        }
    }

    pub(crate) fn shape(&self) -> KeyShape {
        self.shape
    }

    /// Returns the MAC, with the key in it and no text yet.
    pub(crate) fn mac(&self) -> Hmac<Sha256> {
        self.keyed.clone()
    }
}

/// A finished signature, in Base64.
#[derive(Clone, Copy)]
pub(crate) struct Signature([u8; SIGNATURE_LENGTH]);

impl Signature {
    pub(crate) fn new(mac: Hmac<Sha256>) -> Self {
        let mut text = [0; SIGNATURE_LENGTH];
        // The one error is an array that is too short.
        let written = STANDARD.encode_slice(mac.finalize().into_bytes(), &mut text);
        debug_assert_eq!(written, Ok(SIGNATURE_LENGTH));
        Self(text)
    }

    pub(crate) fn as_str(&self) -> &str {
        // Base64 is ASCII.
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Signature").finish_non_exhaustive()
    }
}

/// Keys the MAC. A key longer than a block is hashed first (RFC 2104 section 2); done here, it leaves no key of a length
/// that could be refused.
fn keyed(key: &[u8]) -> Hmac<Sha256> {
    let mut block = Zeroizing::new([0_u8; 64]);
    let hashed = Zeroizing::new(<[u8; 32]>::from(Sha256::digest(key)));
    let start: &[u8] = if key.len() > block.len() {
        &*hashed
    } else {
        key
    };
    for (to, from) in block.iter_mut().zip(start) {
        *to = *from;
    }
    Hmac::new((&*block).into())
}

/// 32 bytes in Base64.
const SIGNATURE_LENGTH: usize = 44;
