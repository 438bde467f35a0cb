//! Percent-encoded names and values in the header, RFC 5849 section 3.6.

use percent_encoding::percent_decode;
use smallvec::SmallVec;

use super::error::Kind;
use crate::encode::{decode_escape, is_utf8, split_unreserved};

/// A percent-encoded name or value: unreserved characters and complete escapes that decode to UTF-8.
#[derive(Clone, Copy)]
pub(super) struct Encoded<'a> {
    text: &'a [u8],
    /// Whether there is no escape, so that the text is its own decoded form.
    is_plain: bool,
}

impl<'a> Encoded<'a> {
    /// Splits off the longest name or value at the start of a text, `at` bytes into the header.
    pub(super) fn split_off(text: &'a [u8], at: usize) -> Result<(Self, &'a [u8]), Kind> {
        let (run, mut rest) = split_unreserved(text);
        if !matches!(rest, [b'%', ..]) {
            let plain = Self {
                text: run,
                is_plain: true,
            };
            return Ok((plain, rest));
        }
        let mut is_ascii = true;
        while let [b'%', high, low, after @ ..] = rest
            && let Some(byte) = decode_escape(*high, *low)
        {
            is_ascii &= byte.is_ascii();
            (_, rest) = split_unreserved(after);
        }
        // `rest` is a suffix of `text`.
        let text = &text[..text.len() - rest.len()];
        if is_ascii || is_utf8(percent_decode(text)) {
            let is_plain = text.len() == run.len();
            Ok((Self { text, is_plain }, rest))
        } else {
            Err(Kind::NotUtf8 { at })
        }
    }

    pub(super) fn as_bytes(self) -> &'a [u8] {
        self.text
    }

    pub(super) fn is_empty(self) -> bool {
        self.text.is_empty()
    }

    /// Decodes it, on the stack up to the length that keys and ids have today.
    pub(super) fn decode(self) -> SmallVec<[u8; 64]> {
        if self.is_plain {
            SmallVec::from_slice(self.text)
        } else {
            percent_decode(self.text).collect()
        }
    }

    /// Whether it decodes to a text.
    pub(super) fn is(self, text: &str) -> bool {
        if self.is_plain {
            self.text == text.as_bytes()
        } else {
            percent_decode(self.text).eq(text.bytes())
        }
    }
}
