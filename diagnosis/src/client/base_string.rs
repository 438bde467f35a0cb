//! The base string, built from method, URL and parameters (RFC 5849 section 3.4.1.1).

use std::borrow::Cow;

use super::encoder::{Encoder, Times};
use crate::buffer::Buffer;
use crate::convert::write_repr;

/// How a client builds the base string.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct BaseString {
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

/// The separators between method, URL and parameters.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Separators {
    #[default]
    Plain,
    SecondEncoded,
    BothEncoded,
    LineFeeds,
    Nothing,
}

/// What happens to the base string before it is signed.
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

impl BaseString {
    /// Returns the method and the separator after it.
    pub(crate) fn front(self, method: &str) -> Buffer {
        let method = match self.method {
            Method::Upper => Cow::Owned(method.to_ascii_uppercase()),
            Method::Lower => Cow::Owned(method.to_ascii_lowercase()),
            Method::Capitalized => {
                let (first, rest) = method.split_at_checked(1).unwrap_or((method, ""));
                Cow::Owned(first.to_ascii_uppercase() + &rest.to_ascii_lowercase())
            }
            Method::Other(method) => Cow::Borrowed(method),
        };
        let mut front = Buffer::with_capacity(method.len() + 3);
        Encoder::default().write(method.as_bytes(), &mut front);
        front.extend(match self.separators {
            Separators::Plain | Separators::SecondEncoded => b"&",
            Separators::BothEncoded => b"%26",
            Separators::LineFeeds => b"\n",
            Separators::Nothing => b"",
        });
        front
    }

    /// Returns the separator between URL and parameters.
    pub(crate) fn separator(self) -> &'static [u8] {
        match self.separators {
            Separators::Plain => b"&",
            Separators::SecondEncoded | Separators::BothEncoded => b"%26",
            Separators::LineFeeds => b"\n",
            Separators::Nothing => b"",
        }
    }
}

impl End {
    /// Returns the characters that are added at the end.
    pub(crate) fn suffix(self) -> &'static [u8] {
        match self {
            Self::LineFeed => b"\n",
            Self::CarriageReturnLineFeed => b"\r\n",
            Self::Nothing | Self::PythonBytes | Self::Quoted | Self::LowerCase => b"",
        }
    }

    /// Changes the whole text, unless only a suffix is added.
    pub(crate) fn change(self, text: &mut Buffer) {
        match self {
            Self::Nothing | Self::LineFeed | Self::CarriageReturnLineFeed => {}
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
            Self::LowerCase => text.make_ascii_lowercase(),
        }
    }
}
