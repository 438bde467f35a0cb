//! The key and the signature, RFC 5849 section 3.4.2, with SHA-256 in place of SHA-1.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ctutils::CtEq;
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

/// A finished signature.
#[derive(Clone, Copy)]
pub(crate) struct Signature([u8; 32]);

impl Signature {
    pub(crate) fn new(mac: Hmac<Sha256>) -> Self {
        Self(mac.finalize().into_bytes().into())
    }

    /// Compares it with a received signature in Base64, in constant time.
    pub(crate) fn is(&self, base64: &[u8]) -> bool {
        // The decoder asks for room in multiples of three bytes.
        let mut received = [0; 33];
        match STANDARD.decode_slice(base64, &mut received) {
            Ok(length) => self.0[..].ct_eq(&received[..length]).to_bool(),
            Err(_) => false,
        }
    }

    /// Compares it with a received signature in percent-encoded Base64, in constant time. Unlike
    /// [`is`](Self::is), it knows only the escapes that [`encoded`](Self::encoded) makes.
    pub(crate) fn is_encoded(&self, text: &[u8]) -> bool {
        self.encoded().as_bytes().ct_eq(text).to_bool()
    }

    pub(crate) fn to_base64(self) -> String {
        STANDARD.encode(self.0)
    }

    /// Writes it in Base64 (RFC 4648 section 4) and percent-encodes that, in one pass.
    ///
    /// Each character is written as four bytes, of which one or three count: the next character is
    /// written over the others. In two passes, with the crate base64 and then a table,
    /// `Endpoint::authorize` takes 14% more instructions beyond the MAC.
    pub(crate) fn encoded(&self) -> EncodedSignature {
        let mut text = [0; 256 + 4];
        let mut length = 0_u8;
        let mut push = |bytes: [u8; 4]| {
            // In range whatever the length is. The compiler sees that too, and omits the check.
            let at = usize::from(length);
            text[at..at + 4].copy_from_slice(&bytes);
            length += bytes[3];
        };
        let (groups, last) = self.0.as_chunks::<3>();
        for [first, second, third] in groups {
            let bits = u32::from_be_bytes([0, *first, *second, *third]);
            for shift in [18, 12, 6, 0] {
                push(CHARACTERS[(bits >> shift & 63) as usize]);
            }
        }
        // 32 bytes are ten groups and two bytes.
        let bits = u32::from_be_bytes([0, last[0], last[1], 0]);
        for shift in [18, 12, 6] {
            push(CHARACTERS[(bits >> shift & 63) as usize]);
        }
        push(*b"%3D\x03");
        EncodedSignature { text, length }
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Signature").finish_non_exhaustive()
    }
}

/// A signature in Base64, percent-encoded: at most 44 times three bytes.
pub(crate) struct EncodedSignature {
    text: [u8; 256 + 4],
    length: u8,
}

impl EncodedSignature {
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.text[..usize::from(self.length)]
    }
}

/// The alphabet of Base64, each character percent-encoded and followed by the length of that.
static CHARACTERS: [[u8; 4]; 64] = {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut characters = [[0; 4]; 64];
    let mut at = 0;
    while at < 64 {
        characters[at] = match alphabet[at] {
            b'+' => *b"%2B\x03",
            b'/' => *b"%2F\x03",
            character => [character, 0, 0, 1],
        };
        at += 1;
    }
    characters
};

#[cfg(test)]
mod tests {
    use percent_encoding::percent_decode;

    use super::*;

    #[test]
    fn encodes_like_base64_and_percent_encoding() {
        let all = (0..=u8::MAX).map(|byte| [byte; 32]);
        let runs = (0..=u8::MAX).map(|first| {
            let mut byte = first;
            [(); 32].map(|()| {
                byte = byte.wrapping_add(37);
                byte
            })
        });
        for bytes in all.chain(runs) {
            let signature = Signature(bytes);
            let expected = encode(&STANDARD.encode(bytes)).to_string();
            assert_eq!(signature.encoded().as_bytes(), expected.as_bytes());
            assert_eq!(
                percent_decode(expected.as_bytes()).collect::<Vec<u8>>(),
                signature.to_base64().as_bytes()
            );
        }
    }

    #[test]
    fn accepts_no_other_base64() {
        let mut bytes = [0; 32];
        bytes[..6].copy_from_slice(&[0xfb, 0xff, 0xbf, 0x3e, 0x13, 0x55]);
        let signature = Signature(bytes);
        let base64 = signature.to_base64();
        assert!(signature.is(base64.as_bytes()));
        for other in [
            base64.trim_end_matches('=').to_owned(),
            base64.replace('+', "-").replace('/', "_"),
            format!("{base64}="),
            format!("{base64}AAAA"),
            base64.to_ascii_lowercase(),
            // Other bits beyond the last byte.
            base64.replace("A=", "B="),
            "A".repeat(44),
            "A".repeat(100_000),
            String::new(),
        ] {
            assert_ne!(other, base64);
            assert!(!signature.is(other.as_bytes()), "{other}");
        }
    }
}
