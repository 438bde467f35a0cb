//! Reads the errors in a body, whatever its form.

use super::{code, html, json, xml};
use crate::clean::{clean, without_last_word};
use crate::json::parse_start;

/// What a body says. All text in it is sanitized.
pub(super) struct Body {
    pub(super) shape: Shape,
    pub(super) details: Details,
    /// Whether a reader got to the end. If not, a code that decides may be missing.
    pub(super) is_whole: bool,
}

/// The form of a body. Its `Content-Type` does not matter: NetSuite's errors come with the
/// request's type, the type of the answer that failed, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Empty,
    /// JSON with `o:errorDetails`.
    Rest,
    /// JSON with an object `error`.
    Restlet,
    Json,
    Soap {
        has_failure: bool,
        /// The name of NetSuite's own element in a fault.
        fault: Option<String>,
    },
    Xml,
    LoginPage,
    Page,
    Text,
    /// Compressed, or an image.
    Binary,
}

impl Shape {
    /// Describes a body without a message.
    pub(super) fn describe(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Rest | Self::Restlet | Self::Json => "JSON without an error",
            Self::Soap { .. } => "SOAP without a message",
            Self::Xml => "XML without an error",
            Self::LoginPage => "a login page",
            Self::Page => "an HTML page without a title",
            Self::Text => "no text to show",
            Self::Binary => "not text",
        }
    }

    pub(super) fn is_soap(&self) -> bool {
        matches!(self, Self::Soap { .. })
    }
}

impl Body {
    /// Reads the first [`MAX_LENGTH`] bytes.
    pub(super) fn read(body: &[u8]) -> Self {
        let start = &body[..body.len().min(MAX_LENGTH)];
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        let text = String::from_utf8_lossy(start);
        let text = match text.trim() {
            text if body.len() > MAX_LENGTH => without_last_word(text),
            text => text,
        };
        let mut details = Details::default();
        let (shape, is_whole) = read_text(text, &mut details);
        Self {
            shape,
            details,
            is_whole: is_whole && body.len() <= MAX_LENGTH,
        }
    }
}

fn read_text(text: &str, details: &mut Details) -> (Shape, bool) {
    if text.is_empty() {
        return (Shape::Empty, true);
    }
    if text.contains('\0') {
        return (Shape::Binary, true);
    }
    if html::is_page(text) {
        let page = html::read(text);
        details.push(Detail::new(None, page.title.as_deref()));
        return if page.asks_for_password {
            (Shape::LoginPage, true)
        } else {
            (Shape::Page, page.is_whole)
        };
    }
    if text.starts_with('<') {
        let xml = xml::read(text, details);
        let shape = if xml.is_soap {
            Shape::Soap {
                has_failure: xml.has_failure,
                fault: xml.fault.and_then(clean),
            }
        } else {
            Shape::Xml
        };
        return (shape, xml.is_whole);
    }
    let (value, is_whole) = parse_start(text);
    if let Some(value) = value.filter(|_| is_whole || text.starts_with(['{', '['])) {
        let shape = json::read(&value, details);
        if details.is_empty() && !is_whole {
            details.push(read_broken(text));
        }
        return (shape, is_whole);
    }
    read_plain(text, details)
}

/// Reads `error code: X error message: Y`, on one line or two, or any other text as a message.
fn read_plain(text: &str, details: &mut Details) -> (Shape, bool) {
    let lower = text.to_ascii_lowercase();
    let code_and_message = || {
        let (code, message) = (lower.find(CODE)?, lower.find(MESSAGE)?);
        let code = text.get(code + CODE.len()..message)?;
        Some((code.trim(), &text[message + MESSAGE.len()..]))
    };
    if let Some((code, message)) = code_and_message() {
        details.push(Detail::new(Some(code), Some(message)));
        return (Shape::Text, true);
    }
    let is_cut = CODE.starts_with(&*lower) || lower.starts_with(CODE);
    let is_json = text.starts_with('"') || text.contains("\":");
    details.push(if is_json {
        read_broken(text)
    } else {
        Detail::new(None, Some(text))
    });
    (Shape::Text, !is_cut && !is_json)
}

/// Shows broken JSON as it is, with the first code in it that is known.
fn read_broken(text: &str) -> Detail {
    let is_of_code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let text = without_last_word(text);
    let mut words = text.split(|c: char| !is_of_code(c));
    let code = words.find(|word| code::kind(word).is_some());
    Detail::new(code, Some(text))
}

/// One error of a body, each text sanitized.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Detail {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
}

impl Detail {
    pub(super) fn new(code: Option<&str>, message: Option<&str>) -> Self {
        Self {
            code: code.and_then(Self::text),
            message: message.and_then(Self::text),
        }
    }

    pub(super) fn text(text: &str) -> Option<String> {
        clean(text)
    }
}

/// The errors of a body, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Details(Vec<Detail>);

impl Details {
    /// NetSuite's REST web services may send several errors; the rest is not read.
    pub(super) const MAX: usize = 8;

    pub(super) fn push(&mut self, detail: Detail) {
        if self.0.len() < Self::MAX && detail != Detail::default() {
            self.0.push(detail);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, Detail> {
        self.0.iter()
    }

    pub(super) fn codes(&self) -> impl Iterator<Item = &str> {
        self.iter().filter_map(|detail| detail.code.as_deref())
    }

    pub(super) fn messages(&self) -> impl Iterator<Item = &str> {
        self.iter().filter_map(|detail| detail.message.as_deref())
    }
}

const CODE: &str = "error code:";
const MESSAGE: &str = "error message:";

/// No published error is nearly as long.
const MAX_LENGTH: usize = 64 * 1024;
