//! The key and the signature, RFC 5849 section 3.4.2, with SHA-256 in place of SHA-1.

use ctutils::CtEq;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::encode::encode;

/// The key `enc(consumer secret)&enc(token secret)`, as an HMAC that has consumed it.
///
/// The state can sign like the key itself, so hmac zeroizes it on drop. Keep a `Key` behind a
/// pointer, because a move leaves a copy behind.
pub(crate) struct Key {
    state: Hmac<Sha256>,
    /// The lengths of both halves of the key, percent-encoded, in bytes.
    lengths: [usize; 2],
}

impl Key {
    pub(crate) fn new(consumer_secret: &str, token_secret: &str) -> Self {
        let secrets = [consumer_secret, token_secret];
        let lengths @ [first, second] =
            secrets.map(|secret| encode(secret).map(str::len).sum::<usize>());
        // A `String` that grows would leave its old block behind, so it gets its full size at once.
        let mut key = Zeroizing::new(String::with_capacity(first + "&".len() + second));
        key.extend(encode(consumer_secret));
        key.push('&');
        key.extend(encode(token_secret));
        let Ok(state) = Hmac::new_from_slice(key.as_bytes()) else {
            unreachable!("HMAC takes a key of any length (RFC 2104 section 2)");
        };
        Self { state, lengths }
    }

    pub(crate) fn lengths(&self) -> [usize; 2] {
        self.lengths
    }

    pub(crate) fn start(&self) -> Hmac<Sha256> {
        self.state.clone()
    }

    pub(crate) fn sign(&self, text: &[u8]) -> Signature {
        Signature::new(self.start().chain_update(text))
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Signature([u8; 32]);

impl Signature {
    pub(crate) fn new(mac: Hmac<Sha256>) -> Self {
        Self(mac.finalize().into_bytes().into())
    }

    /// Compares it with a received signature in Base64, in constant time.
    pub(crate) fn is(self, base64: &[u8]) -> bool {
        self.base64().text[..].ct_eq(base64).to_bool()
    }

    pub(crate) fn to_base64(self) -> String {
        self.base64().text.map(char::from).iter().collect()
    }

    /// Encodes it in Base64 (RFC 4648 section 4), in constant time.
    ///
    /// Eight characters at once. With a look-up in a table for each character, `Endpoint::authorize`
    /// takes 13% more instructions beyond the MAC; with the crate base64 and then a table, 29%.
    pub(crate) fn base64(self) -> Base64 {
        let mut bytes = [0; 40];
        bytes[..32].copy_from_slice(&self.0);
        let mut sextets = [0; 48];
        let mut escaped = 0;
        for round in 0..6 {
            // Eight characters encode six bytes; the other two are shifted out.
            let mut eight = [0; 8];
            eight.copy_from_slice(&bytes[6 * round..6 * round + 8]);
            let bits = u64::from_be_bytes(eight) >> 16;
            // Spreads the bits, six to a byte.
            let bits = (bits & 0xff_ffff) | (bits & 0xffff_ff00_0000) << 8;
            let bits = (bits & 0xfff_0000_0fff) | (bits & 0xff_f000_00ff_f000) << 4;
            let bits = (bits & 0x3f_003f_003f_003f) | (bits & 0xfc0_0fc0_0fc0_0fc0) << 2;
            sextets[8 * round..8 * round + 8].copy_from_slice(&bits.to_be_bytes());
            // Marks 62 and 63, which become `+` and `/`: the sum sets the highest bit of their
            // bytes, and the product collects these bits in the highest byte.
            let marks = (bits + (128 - 62) * EACH_BYTE) >> 7 & EACH_BYTE;
            escaped |= (marks.wrapping_mul(0x8040_2010_0804_0201) >> 56) << (8 * round);
        }
        // `A` to `Z`, `a` to `z`, `0` to `9`, `+` and `/`. Branch-free, so the compiler vectorizes it.
        let mut characters = sextets;
        for byte in &mut characters {
            let sextet = *byte;
            let lower = if sextet >= 26 { b'a' - b'Z' - 1 } else { 0 };
            let digit = if sextet >= 52 { b'z' - b'0' + 1 } else { 0 };
            let plus = if sextet >= 62 { b'9' - b'+' + 1 } else { 0 };
            let slash = if sextet == 63 { b'/' - b'+' - 1 } else { 0 };
            *byte = (b'A' + sextet + lower + slash) - digit - plus;
        }
        let mut text = [b'='; 44];
        text[..43].copy_from_slice(&characters[..43]);
        Base64 { text, escaped }
    }
}

/// A signature in Base64: 43 characters and a `=`.
pub(crate) struct Base64 {
    text: [u8; 44],
    /// The positions of `+` and `/`: bit 0 is the first character.
    escaped: u64,
}

impl Base64 {
    /// Returns its length, percent-encoded.
    pub(crate) fn encoded_len(&self) -> usize {
        self.text.len() + 2 * (self.escaped.count_ones() as usize + "=".len())
    }

    /// Appends it, percent-encoded, to a text.
    pub(crate) fn write_encoded(&self, text: &mut Vec<u8>) {
        let [characters @ .., _] = &self.text;
        let (mut start, mut escaped) = (0, self.escaped);
        while escaped != 0 {
            let at = escaped.trailing_zeros() as usize;
            text.extend_from_slice(&characters[start..at]);
            let is_plus = characters[at] == b'+';
            text.extend_from_slice(if is_plus { b"%2B" } else { b"%2F" });
            start = at + 1;
            escaped &= escaped - 1;
        }
        text.extend_from_slice(&characters[start..]);
        text.extend_from_slice(b"%3D");
    }
}

const EACH_BYTE: u64 = 0x0101_0101_0101_0101;

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

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
            let base64 = STANDARD.encode(bytes);
            assert_eq!(signature.to_base64(), base64);
            let mut encoded = Vec::new();
            signature.base64().write_encoded(&mut encoded);
            assert_eq!(encoded, encode(&base64).to_string().as_bytes());
            assert_eq!(signature.base64().encoded_len(), encoded.len());
        }
    }
}
