//! The key and the signature, RFC 5849 section 3.4.2, with SHA-256 in place of SHA-1.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::encode::encode;

/// The key `enc(consumer secret)&enc(token secret)`, as an HMAC that has consumed it.
///
/// The state signs as well as the key does, so hmac zeroizes it on drop. Whoever keeps a key keeps
/// it behind a pointer: a move would leave a copy behind.
pub(crate) struct Key {
    state: Hmac<Sha256>,
    shape: KeyShape,
}

/// The length of each half of the key, percent-encoded, in bytes.
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
        // A `String` that grows would leave its old block behind, so it gets its full size at once.
        let mut key = Zeroizing::new(String::with_capacity(
            shape.consumer_secret + "&".len() + shape.token_secret,
        ));
        key.extend(encode(consumer_secret));
        key.push('&');
        key.extend(encode(token_secret));
        let Ok(state) = Hmac::new_from_slice(key.as_bytes()) else {
            unreachable!("HMAC takes a key of any length (RFC 2104 section 2)");
        };
        Self { state, shape }
    }

    pub(crate) fn shape(&self) -> KeyShape {
        self.shape
    }

    /// Starts an HMAC with this key.
    pub(crate) fn start(&self) -> Hmac<Sha256> {
        self.state.clone()
    }

    pub(crate) fn sign(&self, text: &[u8]) -> Signature {
        Signature::new(self.start().chain_update(text))
    }
}

/// A finished signature, in Base64.
#[derive(Clone, Copy)]
pub(crate) struct Signature([u8; SIGNATURE_LENGTH]);

impl Signature {
    pub(crate) fn new(mac: Hmac<Sha256>) -> Self {
        let mut text = [0; SIGNATURE_LENGTH];
        let written = STANDARD.encode_slice(mac.finalize().as_bytes(), &mut text);
        debug_assert_eq!(written, Ok(SIGNATURE_LENGTH));
        Self(text)
    }

    pub(crate) fn as_str(&self) -> &str {
        let Ok(text) = str::from_utf8(&self.0) else {
            unreachable!("Base64 is ASCII");
        };
        text
    }

    /// Returns the length of the percent-encoded signature: its `+`, `/` and `=` become three bytes.
    pub(crate) fn encoded_length(&self) -> usize {
        // In `u8`, which the compiler vectorizes.
        let is_escaped = |byte: &u8| u8::from(matches!(byte, b'+' | b'/' | b'='));
        let escaped: u8 = self.0.iter().map(is_escaped).sum();
        SIGNATURE_LENGTH + 2 * usize::from(escaped)
    }

    /// Writes the percent-encoded signature.
    pub(crate) fn write_encoded(&self, text: &mut Vec<u8>) {
        for byte in self.0 {
            match byte {
                b'+' => text.extend_from_slice(b"%2B"),
                b'/' => text.extend_from_slice(b"%2F"),
                b'=' => text.extend_from_slice(b"%3D"),
                _ => text.push(byte),
            }
        }
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Signature").finish_non_exhaustive()
    }
}

/// 32 bytes in Base64.
const SIGNATURE_LENGTH: usize = 44;
