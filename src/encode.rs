//! Percent-encoding as OAuth wants it, RFC 5849 section 3.6.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, percent_encode};

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
pub(crate) fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

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
                assert!(is_unreserved(byte), "{byte}");
            } else {
                assert_eq!(encoded, format!("%{byte:02X}"));
                assert!(!is_unreserved(byte), "{byte}");
            }
        }
    }
}
