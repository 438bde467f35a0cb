//! A name or value of the header as it stands there: percent-encoded, RFC 5849 section 3.6.

use std::borrow::Cow;

use percent_encoding::percent_decode;

use super::refusal::Cause;
use crate::encode::{decode_escape, encoded, is_utf8, split_unreserved};

/// Unreserved characters, and escapes that are whole.
#[derive(Clone, Copy)]
pub(super) struct Encoded<'a> {
    text: &'a [u8],
    form: Form,
}

/// What [`Encoded`] consists of. Of a word's size, since a gap in memory after it is slow to copy over.
#[derive(Clone, Copy)]
#[repr(usize)]
enum Form {
    /// Unreserved characters alone.
    Plain,
    /// Escapes too, all of them as the crate itself makes them.
    Canonical,
    /// An escape too that the crate would not make: in lower case, or of an unreserved character.
    Other,
}

impl<'a> Encoded<'a> {
    /// Nothing.
    pub(super) const EMPTY: Self = Self {
        text: &[],
        form: Form::Plain,
    };

    /// Splits it off the start of text that is `at` bytes into the header; refuses it if it is not UTF-8 when decoded.
    pub(super) fn split_off(text: &'a [u8], at: usize) -> Result<(Self, &'a [u8]), Cause> {
        let (run, mut rest) = split_unreserved(text);
        if !matches!(rest, [b'%', ..]) {
            let form = Form::Plain;
            return Ok((Self { text: run, form }, rest));
        }
        let (mut form, mut is_ascii) = (Form::Canonical, true);
        while let [b'%', high, low, after @ ..] = rest
            && let Some(byte) = decode_escape(*high, *low)
        {
            is_ascii &= byte.is_ascii();
            if encoded(byte) != [b'%', *high, *low, 3] {
                form = Form::Other;
            }
            (_, rest) = split_unreserved(after);
        }
        let length = text.len().saturating_sub(rest.len());
        let (text, rest) = text.split_at_checked(length).unwrap_or_default();
        if is_ascii || is_utf8(percent_decode(text)) {
            Ok((Self { text, form }, rest))
        } else {
            Err(Cause::NotUtf8 { at })
        }
    }

    /// Whether text is a whole value, encoded as the crate itself does it.
    pub(super) fn is_canonical(text: &[u8]) -> bool {
        match Encoded::split_off(text, 0) {
            Ok((value, [])) => !text.is_empty() && !matches!(value.form, Form::Other),
            _ => false,
        }
    }

    pub(super) fn as_bytes(self) -> &'a [u8] {
        self.text
    }

    /// Returns what it stands for.
    pub(super) fn decode(self) -> Cow<'a, [u8]> {
        match self.form {
            Form::Plain => Cow::Borrowed(self.text),
            Form::Canonical | Form::Other => percent_decode(self.text).into(),
        }
    }

    /// Returns it as the crate itself would encode it, so that equal values are equal text.
    pub(super) fn canonical(self) -> Cow<'a, [u8]> {
        match self.form {
            Form::Plain | Form::Canonical => Cow::Borrowed(self.text),
            Form::Other => {
                let text = percent_decode(self.text).flat_map(|byte| {
                    let [text @ .., count] = encoded(byte);
                    text.into_iter().take(usize::from(count))
                });
                Cow::Owned(text.collect())
            }
        }
    }
}
