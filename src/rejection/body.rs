//! What a body says: its form and its errors.

use crate::clean::clean;

/// The errors at the beginning of a body. All text is sanitized.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) shape: Shape,
    /// The errors, in their order.
    pub(super) details: Vec<Detail>,
    /// Whether the body was read to its end. If not, a decisive code may be missing.
    pub(super) is_whole: bool,
    /// The name of NetSuite's own element in a SOAP fault.
    pub(super) fault: Option<String>,
    /// Whether a SOAP response contains a fault or a failed status.
    pub(super) is_failure: bool,
}

/// The form of a body. The `Content-Type` is ignored: NetSuite sends errors with the request's
/// type, with the type that a success would have, or with none.
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

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Detail {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
}

impl Body {
    /// REST web services may send several errors. Only these are read.
    pub(super) const MAX_DETAILS: usize = 8;

    /// Adds an error, unless it adds nothing new.
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

    /// Finds the name of a permission, as in `You need the 'Custom Lists' permission`. In other
    /// languages, it is the only quoted text in the message of a permission code.
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
            let code = code.as_deref();
            let is_code = matches!(
                code,
                Some("INSUFFICIENT_PERMISSION" | "PERMISSION_VIOLATION")
            );
            let only = || match *pieces {
                [before, name, after]
                    if is_code
                        && !message.contains("permission")
                        // Not an apostrophe.
                        && !before.ends_with(char::is_alphanumeric)
                        && !after.starts_with(char::is_alphanumeric) =>
                {
                    Some(name)
                }
                _ => None,
            };
            let name = named.or_else(only)?.trim();
            Some(name).filter(|name| !name.is_empty())
        })
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
