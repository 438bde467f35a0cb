//! The base string as a client puts it together (RFC 5849 section 3.4.1.1).

use std::borrow::Cow;
use std::rc::Rc;

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

/// A text that is signed, as pieces that follow each other: most attempts share most of them.
#[derive(Clone)]
pub(crate) struct Pieces {
    /// The method and the `&` after it.
    front: Buffer,
    url: Rc<Buffer>,
    separator: &'static [u8],
    parameters: Rc<Buffer>,
    end: &'static [u8],
}

impl Pieces {
    /// Takes a text that is one piece.
    pub(crate) fn one(text: Buffer) -> Self {
        Self {
            front: text,
            url: Rc::default(),
            separator: b"",
            parameters: Rc::default(),
            end: b"",
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let pieces: [&[u8]; 5] = [
            &self.front[..],
            &self.url[..],
            self.separator,
            &self.parameters[..],
            self.end,
        ];
        pieces.into_iter()
    }

    pub(crate) fn len(&self) -> usize {
        self.iter().map(<[u8]>::len).sum()
    }

    /// Joins the pieces.
    pub(crate) fn text(&self) -> Buffer {
        let mut text = Buffer::with_capacity(self.len());
        self.iter().for_each(|piece| text.extend(piece));
        text
    }
}

impl Text {
    /// Puts the parts together.
    pub(crate) fn join(self, method: &str, url: Rc<Buffer>, parameters: Rc<Buffer>) -> Pieces {
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
        let mut front = Buffer::with_capacity(method.len().saturating_add(3));
        Encoder::default().write(method.as_bytes(), &mut front);
        front.extend(first);
        let pieces = Pieces {
            front,
            url,
            separator: second,
            parameters,
            end: self.end.suffix(),
        };
        if self.end.changes_all() {
            let mut text = pieces.text();
            self.end.apply(&mut text);
            return Pieces::one(text);
        }
        pieces
    }
}

impl End {
    /// Returns what is added at the end.
    fn suffix(self) -> &'static [u8] {
        match self {
            Self::LineFeed => b"\n",
            Self::CarriageReturnLineFeed => b"\r\n",
            Self::Nothing | Self::PythonBytes | Self::Quoted | Self::LowerCase => b"",
        }
    }

    /// Whether more changes than the end.
    fn changes_all(self) -> bool {
        matches!(self, Self::PythonBytes | Self::Quoted | Self::LowerCase)
    }

    pub(crate) fn apply(self, text: &mut Buffer) {
        match self {
            Self::Nothing | Self::LineFeed | Self::CarriageReturnLineFeed => {
                text.extend(self.suffix());
            }
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
