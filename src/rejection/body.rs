//! A response's body, whatever it is.

use super::kind::Kind;
use super::{html, json, xml};
use crate::clean::{clean, drop_cut_word};
use crate::json::parse;

/// What a body says, cleaned of all that may not be shown.
pub(super) struct Body {
    pub(super) shape: Shape,
    pub(super) details: Details,
}

/// What a body is. Its `Content-Type` is not asked: NetSuite's errors come with that of the request, of the answer that there
/// would have been, or of none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Empty,
    /// JSON with `o:errorDetails`, whole or broken.
    Rest,
    /// Other JSON, whole or broken.
    Json,
    /// A fault, with the kind that NetSuite's own element in it stands for.
    Soap(Option<Kind>),
    Xml,
    LoginPage,
    Page,
    Text,
    /// Compressed, or an image.
    Binary,
}

impl Shape {
    /// Returns what to say of a body that says nothing.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Rest | Self::Json => "JSON without an error",
            Self::Soap(_) => "a SOAP fault without a message",
            Self::Xml => "XML without an error",
            Self::LoginPage => "a page to log in at",
            Self::Page => "a page without a title",
            Self::Text => "nothing to show",
            Self::Binary => "not text",
        }
    }
}

impl Body {
    /// Reads the first [`MAX_LENGTH`] bytes.
    pub(super) fn read(body: &[u8]) -> Self {
        let start = body.get(..MAX_LENGTH).unwrap_or(body);
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        let text = String::from_utf8_lossy(start);
        let mut text = text.trim();
        if body.len() > MAX_LENGTH {
            text = drop_cut_word(text);
        }
        let mut details = Details::default();
        let shape = read_text(text, &mut details);
        Self { shape, details }
    }
}

fn read_text(text: &str, details: &mut Details) -> Shape {
    if text.is_empty() {
        return Shape::Empty;
    }
    if text.contains('\0') {
        return Shape::Binary;
    }
    if html::is_page(text) {
        details.push(Detail::new(None, html::title(text).as_deref()));
        let is_login_page = html::is_login_page(text);
        return if is_login_page {
            Shape::LoginPage
        } else {
            Shape::Page
        };
    }
    if text.starts_with('<') {
        let xml = xml::read(text, details);
        let fault = xml.fault.and_then(Kind::of_fault);
        return if xml.is_soap {
            Shape::Soap(fault)
        } else {
            Shape::Xml
        };
    }
    let value = parse(text.as_bytes());
    let is_rest = match &value {
        Some(value) => json::read(value, details),
        None => json::read_broken(text, details),
    };
    if is_rest {
        return Shape::Rest;
    }
    if value.is_some() || !details.is_empty() || text.starts_with(['{', '[', '"']) {
        return Shape::Json;
    }
    details.push(read_plain(text));
    Shape::Text
}

/// Reads `error code: X error message: Y` (Oracle: `section_4634920277`), on one line or on two; other text is a message.
fn read_plain(text: &str) -> Detail {
    let lower = text.to_ascii_lowercase();
    let after = |name: &str| Some(lower.find(name)?.saturating_add(name.len()));
    let message_at = after("error message:");
    let message = message_at.and_then(|at| text.get(at..));
    let code = after("error code:").and_then(|at| {
        let end = message_at.map(|at| at.saturating_sub("error message:".len()));
        text.get(at..end.filter(|end| *end > at).unwrap_or(text.len()))?
            .split_whitespace()
            .next()
    });
    match (code, message) {
        (None, None) => Detail::new(None, Some(text)),
        _ => Detail::new(code, message),
    }
}

/// One error of a body: neither its code nor its message is longer than can be shown, and neither has a secret in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Detail {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
}

impl Detail {
    pub(super) fn new(code: Option<&str>, message: Option<&str>) -> Self {
        Self {
            code: code.and_then(clean),
            message: message.and_then(clean),
        }
    }

    /// Whether the code is one as NetSuite writes them, not `403` or `Forbidden`.
    pub(super) fn has_code_in_capitals(&self) -> bool {
        let code = self.code.as_deref().unwrap_or_default();
        code.contains(char::is_uppercase) && !code.contains(char::is_lowercase)
    }

    /// Whether the message says that the user is locked out.
    pub(super) fn speaks_of_a_lock(&self) -> bool {
        let message = self.message.as_deref().unwrap_or_default();
        let message = message.to_ascii_lowercase();
        message.contains("failed login attempts")
    }
}

/// The errors of a body, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Details(Vec<Detail>);

impl Details {
    /// REST web services may send several; more than these are not read.
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
}

/// How much of a body is read: no error of NetSuite's has come near.
const MAX_LENGTH: usize = 64 * 1024;
