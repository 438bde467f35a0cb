//! Reads the errors in a body, whatever its form.

use super::reason::Reason;
use super::{html, json, xml};
use crate::clean::{clean, without_last_word};
use crate::json::parse_start;

/// What the beginning of a body says. All text in it is sanitized.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) shape: Shape,
    /// The errors, in their order.
    pub(super) details: Vec<Detail>,
    /// Whether a reader got to the end. If not, a code that decides may be missing.
    pub(super) is_whole: bool,
    /// The name of NetSuite's own element in a SOAP fault.
    pub(super) fault: Option<String>,
    /// Whether SOAP has a fault, or a status that is not a success.
    pub(super) is_failure: bool,
}

/// The form of a body. Its `Content-Type` does not matter: NetSuite's errors come with the
/// request's type, the type of the answer that failed, or none.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Empty,
    /// JSON with `o:errorDetails`.
    Rest,
    /// JSON with an object `error`.
    Restlet,
    Json,
    Soap,
    Xml,
    LoginPage,
    Page,
    Text,
    /// Compressed, or an image.
    Binary,
}

/// One error.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Detail {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
}

impl Body {
    /// NetSuite's REST web services may send several errors; the rest is not read.
    pub(super) const MAX_DETAILS: usize = 8;

    /// Reads the first [`MAX_LENGTH`] bytes.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let start = &bytes[..bytes.len().min(MAX_LENGTH)];
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        let text = String::from_utf8_lossy(start);
        let is_cut = bytes.len() > MAX_LENGTH;
        let text = match text.trim() {
            text if is_cut => without_last_word(text),
            text => text,
        };
        let mut body = Self {
            shape: Shape::Empty,
            details: Vec::new(),
            is_whole: true,
            fault: None,
            is_failure: false,
        };
        body.shape = body.read_text(text);
        body.is_whole &= !is_cut;
        body
    }

    /// Adds an error, unless it says nothing new.
    pub(super) fn push(&mut self, code: Option<&str>, message: Option<&str>) {
        let (code, message) = (code.and_then(clean), message.and_then(clean));
        let is_known = match (&code, &message) {
            (None, Some(message)) => self.messages().any(|known| known == message),
            (code, _) => code.is_none(),
        };
        if !is_known && self.details.len() < Self::MAX_DETAILS {
            self.details.push(Detail { code, message });
        }
    }

    pub(super) fn codes(&self) -> impl Iterator<Item = &str> {
        let details = self.details.iter();
        details.filter_map(|detail| detail.code.as_deref())
    }

    pub(super) fn messages(&self) -> impl Iterator<Item = &str> {
        let details = self.details.iter();
        details.filter_map(|detail| detail.message.as_deref())
    }

    pub(super) fn any_code(&self, is_wanted: &dyn Fn(&str) -> bool) -> bool {
        self.codes().any(is_wanted)
    }

    pub(super) fn has_code(&self, code: &str) -> bool {
        self.any_code(&|found| found == code)
    }

    pub(super) fn is_soap(&self) -> bool {
        self.shape == Shape::Soap
    }

    /// Finds the name of a permission: `You need the 'Custom Lists' permission` or, in another
    /// language beside a code that is about permissions, the only text in quotes.
    pub(super) fn permission(&self) -> Option<&str> {
        let is_quote = |c: char| "'\"\u{2018}\u{2019}\u{201c}\u{201d}\u{ab}\u{bb}".contains(c);
        self.details.iter().find_map(|Detail { code, message }| {
            let message = message.as_deref()?;
            let pieces: Vec<&str> = message.split(is_quote).collect();
            let named = pieces
                .windows(2)
                .skip(1)
                .find(|pair| pair[1].trim_start().starts_with("permission"))
                .map(|pair| pair[0]);
            let only = || match (code.as_deref(), pieces.as_slice()) {
                (
                    Some("INSUFFICIENT_PERMISSION" | "PERMISSION_VIOLATION"),
                    [before, name, after],
                ) if !message.contains("permission")
                        // Not an apostrophe.
                        && !before.ends_with(char::is_alphanumeric)
                        && !after.starts_with(char::is_alphanumeric) =>
                {
                    Some(*name)
                }
                _ => None,
            };
            let name = named.or_else(only)?.trim();
            Some(name).filter(|name| !name.is_empty())
        })
    }

    fn read_text(&mut self, text: &str) -> Shape {
        if text.is_empty() {
            return Shape::Empty;
        }
        if text.contains('\0') {
            return Shape::Binary;
        }
        if html::is_page(text) {
            return html::read(text, self);
        }
        if text.starts_with('<') {
            return xml::read(text, self);
        }
        let (value, is_whole) = parse_start(text);
        if let Some(value) = value.filter(|_| is_whole || text.starts_with(['{', '['])) {
            self.is_whole = is_whole;
            let shape = json::read(&value, self);
            if self.details.is_empty() && !is_whole {
                self.push_broken(text);
            }
            return shape;
        }
        self.read_plain(text);
        Shape::Text
    }

    /// Reads `error code: X error message: Y`, on one line or two, or any other text as a message.
    fn read_plain(&mut self, text: &str) {
        // Changes ASCII only, so that positions are the same in both texts.
        let lower = text.to_ascii_lowercase();
        let code_and_message = || {
            let (code, message) = (lower.find(CODE)?, lower.find(MESSAGE)?);
            let code = text.get(code + CODE.len()..message)?;
            Some((code.trim(), &text[message + MESSAGE.len()..]))
        };
        if let Some((code, message)) = code_and_message() {
            self.push(Some(code), Some(message));
        } else if text.starts_with('"') || text.contains("\":") {
            self.is_whole = false;
            self.push_broken(text);
        } else {
            self.is_whole = !CODE.starts_with(&*lower) && !lower.starts_with(CODE);
            self.push(None, Some(text));
        }
    }

    /// Shows broken JSON as it is, with the first code in it that is known.
    fn push_broken(&mut self, text: &str) {
        let is_of_code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        let text = without_last_word(text);
        let mut words = text.split(|c: char| !is_of_code(c));
        let code = words.find(|word| Reason::of_code(word).is_some());
        self.push(code, Some(text));
    }
}

impl Shape {
    /// Describes a body without a message.
    pub(super) fn describe(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Rest | Self::Restlet | Self::Json => "JSON without an error",
            Self::Soap => "SOAP without a message",
            Self::Xml => "XML without an error",
            Self::LoginPage => "a login page",
            Self::Page => "an HTML page without a title",
            Self::Text => "no text to show",
            Self::Binary => "not text",
        }
    }
}

const CODE: &str = "error code:";
const MESSAGE: &str = "error message:";

/// No published error is nearly as long.
const MAX_LENGTH: usize = 64 * 1024;
