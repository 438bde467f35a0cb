//! The base string as a client puts it together (RFC 5849 section 3.4.1.1).

use std::borrow::Cow;

use super::encoder::{Encoder, Times};
use super::query::write_repr;
use crate::buffer::Buffer;

#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Text {
    pub(crate) method: Method,
    pub(crate) url: Times,
    pub(crate) url_encoder: Encoder,
    pub(crate) parameters: Times,
    pub(crate) encoder: Encoder,
    pub(crate) separators: Separators,
    pub(crate) end: End,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Method {
    #[default]
    Upper,
    Lower,
    Capitalized,
    Other(&'static str),
}

/// The two `&` between the parts.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Separators {
    #[default]
    Plain,
    SecondEncoded,
    BothEncoded,
    LineFeeds,
    Nothing,
}

/// What becomes of the finished text.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum End {
    #[default]
    Nothing,
    LineFeed,
    CarriageReturnLineFeed,
    /// `b'…'`.
    PythonBytes,
    Quoted,
    LowerCase,
}

impl Text {
    /// Joins the parts.
    pub(crate) fn join(self, method: &str, url: &[u8], parameters: &[u8]) -> Buffer {
        let method = match self.method {
            Method::Upper => Cow::Owned(method.to_ascii_uppercase()),
            Method::Lower => Cow::Owned(method.to_ascii_lowercase()),
            Method::Capitalized => {
                let (first, rest) = method.split_at_checked(1).unwrap_or((method, ""));
                Cow::Owned(first.to_ascii_uppercase() + &rest.to_ascii_lowercase())
            }
            Method::Other(method) => Cow::Borrowed(method),
        };
        let [first, second]: [&[u8]; 2] = match self.separators {
            Separators::Plain => [b"&", b"&"],
            Separators::SecondEncoded => [b"&", b"%26"],
            Separators::BothEncoded => [b"%26", b"%26"],
            Separators::LineFeeds => [b"\n", b"\n"],
            Separators::Nothing => [b"", b""],
        };
        let pieces = [first, url, second, parameters];
        let size: usize = pieces.iter().map(|piece| piece.len()).sum();
        // A custom method has few characters, and `end` adds few.
        let mut text = Buffer::with_capacity(size.saturating_add(method.len()).saturating_add(16));
        Encoder::default().write(method.as_bytes(), &mut text);
        for piece in pieces {
            text.extend(piece);
        }
        self.end.apply(&mut text);
        text
    }
}

impl End {
    pub(crate) fn apply(self, text: &mut Buffer) {
        match self {
            Self::Nothing => {}
            Self::LineFeed => text.push(b'\n'),
            Self::CarriageReturnLineFeed => text.extend(b"\r\n"),
            Self::PythonBytes => {
                let mut printed = Buffer::from("b");
                write_repr(text, &mut printed);
                *text = printed;
            }
            Self::Quoted => {
                let mut quoted = Buffer::from("\"");
                quoted.extend(text);
                quoted.push(b'"');
                *text = quoted;
            }
            Self::LowerCase => *text = text.iter().map(u8::to_ascii_lowercase).collect(),
        }
    }
}
