//! A name or value of the header as it stands there: percent-encoded, RFC 5849 section 3.6.

use std::borrow::Cow;

use percent_encoding::percent_decode;

use super::refusal::Cause;
use crate::encode::{encoded, is_all_unreserved, split_unreserved};

/// Unreserved characters, and escapes that are whole.
#[derive(Clone, Copy, Default)]
pub(super) struct Encoded<'a> {
    text: &'a [u8],
    /// How many: a `bool` here would leave a gap in memory, over which it is slow to copy.
    escapes: usize,
}

impl<'a> Encoded<'a> {
    /// Splits it off the start of text that is `at` bytes into the header; refuses it if it is not UTF-8 when decoded.
    #[inline]
    pub(super) fn split_off(text: &'a [u8], at: usize) -> Result<(Self, &'a [u8]), Cause> {
        let rest = skip_unreserved(text);
        if let [b'%', ..] = rest {
            return Self::split_off_escaped(text, rest, at);
        }
        let (text, rest) = split_before(text, rest);
        Ok((Self { text, escapes: 0 }, rest))
    }

    fn split_off_escaped(
        text: &'a [u8],
        mut rest: &'a [u8],
        at: usize,
    ) -> Result<(Self, &'a [u8]), Cause> {
        let (mut escapes, mut is_ascii) = (0_usize, true);
        while let [b'%', high, low, after @ ..] = rest
            && high.is_ascii_hexdigit()
            && low.is_ascii_hexdigit()
        {
            escapes = escapes.saturating_add(1);
            is_ascii &= matches!(high, b'0'..b'8');
            rest = skip_unreserved(after);
        }
        let (text, rest) = split_before(text, rest);
        if is_ascii || percent_decode(text).decode_utf8().is_ok() {
            Ok((Self { text, escapes }, rest))
        } else {
            Err(Cause::NotUtf8 { at })
        }
    }

    /// Takes a name that has nothing to encode.
    pub(super) fn unreserved(text: &'static str) -> Self {
        Self {
            text: text.as_bytes(),
            escapes: 0,
        }
    }

    pub(super) fn as_bytes(self) -> &'a [u8] {
        self.text
    }

    /// Returns what it stands for.
    pub(super) fn decode(self) -> Cow<'a, [u8]> {
        if self.escapes == 0 {
            Cow::Borrowed(self.text)
        } else {
            percent_decode(self.text).into()
        }
    }

    /// Returns it as the crate itself would encode it, so that equal values are equal text.
    ///
    /// Only escapes that the crate would not make cost an allocation.
    pub(super) fn canonical(self) -> Cow<'a, [u8]> {
        if self.escapes == 0 {
            return Cow::Borrowed(self.text);
        }
        let canonical = percent_decode(self.text).flat_map(|byte| {
            let [text @ .., count] = encoded(byte);
            text.into_iter().take(usize::from(count))
        });
        if canonical.clone().eq(self.text.iter().copied()) {
            Cow::Borrowed(self.text)
        } else {
            Cow::Owned(canonical.collect())
        }
    }
}

/// Skips what stands for itself, in steps at first: keys and ids are long.
#[inline]
fn skip_unreserved(mut text: &[u8]) -> &[u8] {
    while let Some((step, rest)) = text.split_first_chunk::<16>()
        && is_all_unreserved(step)
    {
        text = rest;
    }
    split_unreserved(text).1
}

/// Returns what stands before the end of a text, and the end.
fn split_before<'a>(text: &'a [u8], end: &[u8]) -> (&'a [u8], &'a [u8]) {
    let length = text.len().saturating_sub(end.len());
    text.split_at_checked(length).unwrap_or_default()
}
