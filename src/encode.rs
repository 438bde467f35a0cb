//! Percent-encoding as OAuth wants it, RFC 5849 section 3.6.

use percent_encoding::{
    AsciiSet, NON_ALPHANUMERIC, PercentEncode, percent_encode, percent_encode_byte,
};

/// All bytes but the unreserved ones, `ALPHA`, `DIGIT`, `-`, `.`, `_` and `~` (RFC 3986 section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Encodes text: unreserved characters stay, all other bytes become `%` and two upper-case hex digits.
pub(crate) fn encode(text: &str) -> PercentEncode<'_> {
    percent_encode(text.as_bytes(), RESERVED)
}

/// Whether a byte stands for itself in encoded text.
#[inline]
pub(crate) fn is_unreserved(byte: u8) -> bool {
    UNRESERVED
        .get(usize::from(byte))
        .is_some_and(|unreserved| *unreserved)
}

/// Returns a byte's escape.
#[inline]
pub(crate) fn escape(byte: u8) -> [u8; 3] {
    // An escape always has three characters; as an array it is copied without a call.
    percent_encode_byte(byte)
        .as_bytes()
        .first_chunk()
        .copied()
        .unwrap_or_default()
}

/// Splits off the bytes at the start that stand for themselves.
#[inline]
pub(crate) fn split_unreserved(text: &[u8]) -> (&[u8], &[u8]) {
    let run = text
        .iter()
        .position(|byte| !is_unreserved(*byte))
        .unwrap_or(text.len());
    text.split_at_checked(run).unwrap_or_default()
}

/// Whether all bytes stand for themselves: found without a branch, so that many are looked at side by side.
#[expect(clippy::needless_bitwise_bool, reason = "it would be a branch")]
pub(crate) fn is_all_unreserved(text: &[u8]) -> bool {
    text.iter().fold(true, |all, byte| {
        let is_mark = (*byte == b'-') | (*byte == b'.') | (*byte == b'_') | (*byte == b'~');
        all & (byte.is_ascii_alphanumeric() | is_mark)
    })
}

/// The unreserved bytes as a table: one look at it is quicker than the comparisons.
#[expect(clippy::indexing_slicing, reason = "it would fail to compile")]
const UNRESERVED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] =
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Section 3.6, written out byte by byte.
    const UNRESERVED: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    #[test]
    fn all_bytes() {
        for byte in 0..=u8::MAX {
            let encoded = percent_encode(&[byte], RESERVED).to_string();
            if UNRESERVED.contains(&byte) {
                assert_eq!(encoded.as_bytes(), [byte]);
                assert_eq!(split_unreserved(&[byte, b'/']), (&[byte][..], &b"/"[..]));
                assert!(is_all_unreserved(&[b'a', byte, b'z']));
            } else {
                assert_eq!(encoded, format!("%{byte:02X}"));
                assert_eq!(
                    split_unreserved(&[byte, b'a']),
                    (&[][..], &[byte, b'a'][..])
                );
            }
        }
    }
}
