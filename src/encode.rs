//! Percent-encoding, RFC 5849 section 3.6.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, percent_encode};
use smallvec::SmallVec;

/// All bytes but the unreserved ones: `ALPHA`, `DIGIT`, `-`, `.`, `_` and `~` (RFC 3986
/// section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Encodes text: unreserved characters stay, every other byte becomes `%` and two upper-case hex
/// digits.
pub(crate) fn encode(text: &str) -> PercentEncode<'_> {
    percent_encode(text.as_bytes(), RESERVED)
}

/// Whether a byte is unreserved, so that encoding does not change it.
#[inline]
pub(crate) fn is_unreserved(byte: u8) -> bool {
    CLASSES[usize::from(byte)] != OTHER
}

/// Whether a text has only unreserved bytes and no upper-case letter.
#[inline]
pub(crate) fn is_lower_and_unreserved(text: &[u8]) -> bool {
    // Branch-free: it is cheaper to look at every byte than to stop at the first.
    let classes = text
        .iter()
        .fold(UNRESERVED, |all, byte| all & CLASSES[usize::from(*byte)]);
    classes == UNRESERVED
}

/// Splits off the leading run of unreserved bytes.
#[inline]
pub(crate) fn split_unreserved(text: &[u8]) -> (&[u8], &[u8]) {
    let run = text.iter().position(|byte| !is_unreserved(*byte));
    text.split_at(run.unwrap_or(text.len()))
}

/// Decodes the two hex digits of an escape, in either case.
#[inline]
pub(crate) fn decode_escape(high: u8, low: u8) -> Option<u8> {
    let digit = |digit: u8| u8::try_from(char::from(digit).to_digit(16)?).ok();
    Some((digit(high)? << 4) | digit(low)?)
}

/// Decodes the first byte of form-encoded text. `None` at the end, or at a `%` that begins no
/// escape.
#[inline]
pub(crate) fn decode_first(text: &[u8]) -> Option<(u8, &[u8])> {
    match text {
        [b'%', high, low, rest @ ..] => Some((decode_escape(*high, *low)?, rest)),
        [b'%', ..] | [] => None,
        [b'+', rest @ ..] => Some((b' ', rest)),
        [byte, rest @ ..] => Some((*byte, rest)),
    }
}

pub(crate) fn is_utf8(decoded: impl Iterator<Item = u8>) -> bool {
    let text: SmallVec<[u8; 256]> = decoded.collect();
    str::from_utf8(&text).is_ok()
}

// The classes of bytes. The class of a text is the bitwise AND of its bytes' classes.
const OTHER: u8 = 0;
const UPPER_CASE: u8 = 1;
const UNRESERVED: u8 = 3;

/// A table: computed for each byte, `Signer::authorize` takes 13% more instructions beyond the MAC.
const CLASSES: &[u8; 256] = &{
    let mut table = [OTHER; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        table[byte as usize] = match byte {
            b'A'..=b'Z' => UPPER_CASE,
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => UNRESERVED,
            _ => OTHER,
        };
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Section 3.6, written out.
    const EXPECTED: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    #[test]
    fn encodes_all_bytes_but_the_unreserved_ones() {
        for byte in 0..=u8::MAX {
            let is_expected = EXPECTED.contains(&byte);
            let expected = if is_expected {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            };
            assert_eq!(percent_encode(&[byte], RESERVED).to_string(), expected);
            assert_eq!(is_unreserved(byte), is_expected);
            let is_lower = is_expected && !byte.is_ascii_uppercase();
            for text in [[byte, b'a'], [b'0', byte]] {
                assert_eq!(is_lower_and_unreserved(&text), is_lower);
            }
            let run = if is_expected { 2 } else { 1 };
            assert_eq!(split_unreserved(&[b'a', byte, b'/']).0.len(), run);
        }
    }

    #[test]
    fn decodes_escapes_in_either_case_and_nothing_else() {
        for high in 0..=u8::MAX {
            for low in 0..=u8::MAX {
                let digits = [high, low];
                let is_hex = digits.iter().all(u8::is_ascii_hexdigit);
                let text = str::from_utf8(&digits).ok().filter(|_| is_hex);
                let expected = text.and_then(|text| u8::from_str_radix(text, 16).ok());
                assert_eq!(decode_escape(high, low), expected);
            }
        }
    }
}
