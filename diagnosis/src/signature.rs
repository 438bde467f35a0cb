//! The signature as the header has it: what its form says of the client, and the digest in it.

use std::borrow::Cow;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode;

use crate::encode::decode_escape;
use crate::mistake::Mistake;

/// A signature, decoded.
pub(crate) struct Signature {
    /// Empty where it is neither Base64 nor hex digits.
    pub(crate) digest: Vec<u8>,
    pub(crate) faults: Vec<Mistake>,
}

impl Signature {
    /// Reads a value that was percent-decoded once.
    pub(crate) fn read(value: &[u8]) -> Self {
        let mut faults = Vec::new();
        let mut text = Cow::Borrowed(value);
        if text.contains(&b'%') {
            faults.push(Mistake::SignatureEncodedTwice);
            text = percent_decode(value).collect::<Vec<u8>>().into();
        }
        // Ruby's `Base64.encode64` and Java's MIME encoder break lines, and end with a break.
        if text.iter().any(|byte| matches!(byte, b'\r' | b'\n')) {
            faults.push(Mistake::SignatureLineBreak);
            text.to_mut().retain(|byte| !matches!(byte, b'\r' | b'\n'));
        }
        // A `+` that was taken for a space on the way.
        if text.contains(&b' ') {
            faults.push(Mistake::NotEncoded);
            let text = text.to_mut();
            text.iter_mut()
                .filter(|byte| **byte == b' ')
                .for_each(|byte| *byte = b'+');
        }
        let digest = if let Some(digest) = decode_hex(&text) {
            faults.push(Mistake::SignatureInHex);
            digest
        } else {
            let decoded = decode_base64(&text, &mut faults);
            match decode_hex(&decoded) {
                Some(digest) => {
                    faults.push(Mistake::SignatureHexInBase64);
                    digest
                }
                None => decoded,
            }
        };
        let signature = Self { digest, faults };
        if signature.digest().is_some() {
            return signature;
        }
        // What else may be said of its form is guesswork.
        Self {
            digest: Vec::new(),
            faults: vec![Mistake::SignatureMalformed],
        }
    }

    /// Returns the hash that makes digests of this length.
    pub(crate) fn digest(&self) -> Option<Hash> {
        match self.digest.len() {
            16 => Some(Hash::Md5),
            20 => Some(Hash::Sha1),
            32 => Some(Hash::Sha256),
            48 => Some(Hash::Sha384),
            64 => Some(Hash::Sha512),
            _ => None,
        }
    }
}

/// A hash, known by the length of its digests.
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
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// Returns what `oauth_signature_method` is with it.
    pub(crate) fn method(self) -> &'static str {
        match self {
            Self::Md5 => "HMAC-MD5",
            Self::Sha1 => "HMAC-SHA1",
            Self::Sha256 => "HMAC-SHA256",
            Self::Sha384 => "HMAC-SHA384",
            Self::Sha512 => "HMAC-SHA512",
        }
    }
}

/// Reads hex digits as many as a digest has.
fn decode_hex(text: &[u8]) -> Option<Vec<u8>> {
    if !matches!(text.len(), 32 | 40 | 64 | 96 | 128) {
        return None;
    }
    let pairs = text.as_chunks::<2>().0.iter();
    pairs
        .map(|[high, low]| decode_escape(*high, *low))
        .collect()
}

/// Reads Base64 in either alphabet, with or without padding.
fn decode_base64(text: &[u8], faults: &mut Vec<Mistake>) -> Vec<u8> {
    let is_url_safe = text.iter().any(|byte| matches!(byte, b'-' | b'_'));
    if is_url_safe || !text.len().is_multiple_of(4) {
        faults.push(Mistake::SignatureOtherBase64);
    }
    let standard: Vec<u8> = text
        .iter()
        .map(|byte| match byte {
            b'-' => b'+',
            b'_' => b'/',
            _ => *byte,
        })
        .collect();
    let mut decoded = vec![0; standard.len()];
    let written = INDIFFERENT.decode_slice(standard, &mut decoded);
    decoded.truncate(written.unwrap_or(0));
    decoded
}

/// Strict in all but the padding: bits beyond the last byte are a fault.
const INDIFFERENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
