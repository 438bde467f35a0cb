//! A parser of the signature that was sent: its digest, and mistakes in its form.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode;

use crate::buffer::Buffer;
use crate::catalogue as mistakes;
use crate::convert::{decode, from_hex};
use crate::keys::Keys;
use crate::mistake::Mistake;

pub(crate) struct Signature {
    /// The value as it was sent. With PLAINTEXT, it contains both secrets.
    pub(crate) value: Buffer,
    /// Empty if the value is neither Base64 nor hex digits.
    digest: Buffer,
    pub(crate) mistakes: Vec<Mistake>,
}

impl Signature {
    /// Reads a value that was percent-decoded once.
    pub(crate) fn read(value: &[u8]) -> Self {
        let mut mistakes = Vec::new();
        let mut add = |entry| mistakes.push(Mistake::new(entry));
        let mut text = Buffer::from(value);
        if let Some(inner) = printed_bytes(&text) {
            add(&mistakes::SIGNATURE_PRINTED);
            text = inner.into();
        }
        if text.contains(&b'%') {
            add(&mistakes::SIGNATURE_ENCODED_TWICE);
            text = percent_decode(&text).collect();
        }
        // Ruby's `Base64.encode64` and Java's MIME encoder break lines, and end with a break.
        if text.iter().any(|byte| matches!(byte, b'\r' | b'\n')) {
            add(&mistakes::SIGNATURE_LINE_BREAK);
            let is_break = |byte: &u8| matches!(byte, b'\r' | b'\n');
            text = text
                .iter()
                .copied()
                .filter(|byte| !is_break(byte))
                .collect();
        }
        if let Some((digest, _)) = read_hex(&text) {
            add(&mistakes::SIGNATURE_IN_HEX);
            return Self::new(value, digest, mistakes);
        }
        // A `+` that was decoded to a space.
        if text.contains(&b' ') {
            add(&mistakes::NOT_ENCODED);
            text = text
                .iter()
                .map(|byte| if *byte == b' ' { b'+' } else { *byte })
                .collect();
        }
        let is_for_urls = text.iter().any(|byte| matches!(byte, b'-' | b'_'));
        if is_for_urls || !text.len().is_multiple_of(4) {
            add(&mistakes::SIGNATURE_OTHER_BASE64);
        }
        let decoded = decode_base64(&text);
        let digest = match read_hex(&decoded) {
            Some((digest, is_labelled)) => {
                add(if is_labelled {
                    &mistakes::SIGNATURE_LABELLED
                } else {
                    &mistakes::SIGNATURE_HEX_IN_BASE64
                });
                digest
            }
            None => decoded,
        };
        Self::new(value, digest, mistakes)
    }

    /// Reads the value of a TokenPassport or a token password, which must not be percent-encoded.
    pub(crate) fn read_plain(value: &[u8]) -> Self {
        let mut signature = Self::read(value);
        for (in_header, plain) in [
            (
                &mistakes::SIGNATURE_ENCODED_TWICE,
                &mistakes::SIGNATURE_ENCODED,
            ),
            (&mistakes::NOT_ENCODED, &mistakes::SIGNATURE_WITH_SPACE),
            (
                &mistakes::SIGNATURE_MALFORMED,
                &mistakes::PASSPORT_SIGNATURE_MALFORMED,
            ),
        ] {
            let [in_header, plain] = [in_header, plain].map(Mistake::new);
            let found = signature.mistakes.iter_mut();
            let found = found.filter(|mistake| **mistake == in_header);
            found.for_each(|mistake| *mistake = plain.clone());
        }
        signature
    }

    fn new(value: &[u8], digest: Buffer, mistakes: Vec<Mistake>) -> Self {
        let signature = Self {
            value: value.into(),
            digest,
            mistakes,
        };
        if signature.hash().is_some() {
            return signature;
        }
        // Other mistakes in the form of something that is not a digest would be guesses.
        Self {
            digest: Buffer::default(),
            mistakes: vec![Mistake::new(&mistakes::SIGNATURE_MALFORMED)],
            ..signature
        }
    }

    /// Drops the digest if the value is a secret, which may consist of hex digits. Returns the name
    /// of the secret.
    pub(crate) fn reject_secret(&mut self, keys: Keys<'_>) -> Option<&'static str> {
        let name = self.name_of_secret(keys)?;
        self.digest = Buffer::default();
        self.mistakes.clear();
        Some(name)
    }

    /// Returns the name of the secret that was sent as the signature.
    pub(crate) fn name_of_secret(&self, keys: Keys<'_>) -> Option<&'static str> {
        let name = keys.name_of_secret(&self.value);
        name.or_else(|| keys.name_of_secret(&decode(&self.value)))
    }

    pub(crate) fn digest(&self) -> &[u8] {
        &self.digest
    }

    /// Returns the hash whose digests have this length.
    pub(crate) fn hash(&self) -> Option<Hash> {
        match self.digest.len() {
            16 => Some(Hash::Md5),
            20 => Some(Hash::Sha1),
            32 => Some(Hash::Sha256),
            48 => Some(Hash::Sha384),
            64 => Some(Hash::Sha512),
            _ => None,
        }
    }

    /// Returns the hash if its digests have another length than those of SHA-256.
    pub(crate) fn other_hash(&self) -> Option<Hash> {
        self.hash().filter(|hash| *hash != Hash::Sha256)
    }
}

/// The hash of an HMAC, recognized by the length of the digest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hash {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Md5 => "HMAC-MD5",
            Self::Sha1 => "HMAC-SHA1",
            Self::Sha256 => "HMAC-SHA256",
            Self::Sha384 => "HMAC-SHA384",
            Self::Sha512 => "HMAC-SHA512",
        }
    }

    /// Returns the length of its digests as a text.
    pub(crate) fn length(self) -> &'static str {
        match self {
            Self::Md5 => "16 bytes, like MD5",
            Self::Sha1 => "20 bytes, like SHA-1",
            Self::Sha256 => "32 bytes, like SHA-256",
            Self::Sha384 => "48 bytes, like SHA-384",
            Self::Sha512 => "64 bytes, like SHA-512",
        }
    }
}

/// Returns the text inside `b'…'`.
fn printed_bytes(text: &[u8]) -> Option<&[u8]> {
    let rest = text.strip_prefix(b"b")?;
    let inside = |quote: &[u8]| rest.strip_prefix(quote)?.strip_suffix(quote);
    inside(b"'").or(inside(b"\""))
}

/// Reads the hex digits of a digest. Also returns whether openssl's label or whitespace surrounds
/// them.
fn read_hex(text: &[u8]) -> Option<(Buffer, bool)> {
    let digits = text.trim_ascii();
    let start = digits.iter().rposition(|byte| matches!(byte, b' ' | b'='));
    let digits = match start {
        // After the label's last character.
        Some(start) => &digits[start + 1..],
        None => digits,
    };
    if !matches!(digits.len(), 32 | 40 | 64 | 96 | 128) {
        return None;
    }
    Some((from_hex(digits)?, digits.len() < text.len()))
}

/// Decodes standard or URL-safe Base64, with or without padding. Other text gives an empty result.
fn decode_base64(text: &[u8]) -> Buffer {
    let standard: Buffer = text
        .iter()
        .map(|byte| match byte {
            b'-' => b'+',
            b'_' => b'/',
            _ => *byte,
        })
        .collect();
    let mut decoded = zeroize::Zeroizing::new(vec![0; standard.len()]);
    match LENIENT.decode_slice(&*standard, &mut decoded) {
        // Decoding returns a length within the buffer.
        Ok(length) => Buffer::from(&decoded[..length]),
        Err(_) => Buffer::default(),
    }
}

/// Strict except for the padding: bits after the last byte are an error.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
