//! Percent-encoding as OAuth wants it, RFC 5849 section 3.6.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, percent_encode};

use crate::stack_vec::StackVec;

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

/// Returns a byte encoded, as one or three bytes, and in the fourth place how many of them count.
///
/// It is what [`encode`] makes of the byte, as a table: it is looked up without a branch and copied without a call.
#[inline]
pub(crate) fn encoded(byte: u8) -> [u8; 4] {
    ENCODED.get(usize::from(byte)).copied().unwrap_or_default()
}

/// Whether a byte stands for itself in encoded text.
#[inline]
pub(crate) fn is_unreserved(byte: u8) -> bool {
    let [_, _, _, count] = encoded(byte);
    count == 1
}

/// Whether all bytes stand for themselves.
#[inline]
pub(crate) fn is_plain(text: &[u8]) -> bool {
    text.iter().all(|byte| is_unreserved(*byte))
}

/// Returns the byte that two hex digits of an escape stand for, in either case.
#[inline]
pub(crate) fn decode_escape(high: u8, low: u8) -> Option<u8> {
    let digit = |digit: u8| u8::try_from(char::from(digit).to_digit(16)?).ok();
    Some((digit(high)? << 4) | digit(low)?)
}

/// Whether decoded bytes are UTF-8.
pub(crate) fn is_utf8(decoded: impl Iterator<Item = u8>) -> bool {
    let mut text = StackVec::<u8, 256>::new(0);
    decoded.for_each(|byte| text.push(byte));
    str::from_utf8(text.as_slice()).is_ok()
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

#[expect(clippy::indexing_slicing, reason = "it would fail to compile")]
static ENCODED: [[u8; 4]; 256] = {
    let digits = b"0123456789ABCDEF";
    let mut table = [[0; 4]; 256];
    let mut byte = 0_u8;
    loop {
        let is_unreserved =
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        table[byte as usize] = if is_unreserved {
            [byte, 0, 0, 1]
        } else {
            [
                b'%',
                digits[byte as usize / 16],
                digits[byte as usize % 16],
                3,
            ]
        };
        if byte == u8::MAX {
            break table;
        }
        byte += 1;
    }
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Section 3.6, written out byte by byte.
    const UNRESERVED: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    #[test]
    fn all_bytes() {
        for byte in 0..=u8::MAX {
            let is_unreserved = UNRESERVED.contains(&byte);
            let expected = if is_unreserved {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            };
            assert_eq!(percent_encode(&[byte], RESERVED).to_string(), expected);
            let [text @ .., count] = encoded(byte);
            assert_eq!(text.get(..usize::from(count)), Some(expected.as_bytes()));
            assert_eq!(super::is_unreserved(byte), is_unreserved);
            assert_eq!(is_plain(&[b'a', byte, b'z']), is_unreserved);
            let run = if is_unreserved { 2 } else { 1 };
            assert_eq!(split_unreserved(&[b'a', byte, b'/']).0.len(), run);
        }
    }
}
