//! A name or value of the header as it stands there: percent-encoded, RFC 5849 section 3.6.

use std::borrow::Cow;

use percent_encoding::percent_decode;

use super::refusal::Cause;
use crate::encode::{encoded, split_unreserved};

/// Unreserved characters, and escapes that are whole.
#[derive(Clone, Copy, Default)]
pub(super) struct Encoded<'a>(&'a [u8]);

impl<'a> Encoded<'a> {
    /// Splits it off the start of text that is `at` bytes into the header; refuses it if it is not UTF-8 when decoded.
    pub(super) fn split_off(text: &'a [u8], at: usize) -> Result<(Self, &'a [u8]), Cause> {
        let (_, mut rest) = split_unreserved(text);
        let mut is_ascii = true;
        while let [b'%', high, low, after @ ..] = rest
            && high.is_ascii_hexdigit()
            && low.is_ascii_hexdigit()
        {
            is_ascii &= matches!(high, b'0'..b'8');
            (_, rest) = split_unreserved(after);
        }
        let length = text.len().saturating_sub(rest.len());
        let (text, rest) = text.split_at_checked(length).unwrap_or_default();
        if is_ascii || percent_decode(text).decode_utf8().is_ok() {
            Ok((Self(text), rest))
        } else {
            Err(Cause::NotUtf8 { at })
        }
    }

    pub(super) fn as_bytes(self) -> &'a [u8] {
        self.0
    }

    /// Returns what it stands for.
    pub(super) fn decode(self) -> Cow<'a, [u8]> {
        percent_decode(self.0).into()
    }

    /// Returns it as the crate itself would encode it, so that equal values are equal text.
    ///
    /// Only escapes that the crate would not make cost an allocation.
    pub(super) fn canonical(self) -> Cow<'a, [u8]> {
        let canonical = percent_decode(self.0).flat_map(|byte| {
            let [text @ .., count] = encoded(byte);
            text.into_iter().take(usize::from(count))
        });
        if canonical.clone().eq(self.0.iter().copied()) {
            Cow::Borrowed(self.0)
        } else {
            Cow::Owned(canonical.collect())
        }
    }
}
