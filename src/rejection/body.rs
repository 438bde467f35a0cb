//! What a body says: its form and its errors.

use crate::clean::clean;

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
