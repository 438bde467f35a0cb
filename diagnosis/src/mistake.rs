use std::borrow::Cow;
use std::fmt;

use crate::catalogue::Entry;

/// A mistake of a client: its code, what happened, and how to fix it.
///
/// `Display` shows `what: fix`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Mistake {
    code: &'static str,
    what: Cow<'static, str>,
    fix: &'static str,
}

impl Mistake {
    pub(crate) fn new(entry: &Entry) -> Self {
        Self::about(entry, "")
    }

    /// Creates a mistake about a subject, such as the field that is wrong.
    pub(crate) fn about(entry: &Entry, subject: &str) -> Self {
        let what = if entry.what.contains("{}") {
            entry.what.replace("{}", subject).into()
        } else {
            entry.what.into()
        };
        Self {
            code: entry.code,
            what,
            fix: entry.fix,
        }
    }

    /// Returns the stable name of the mistake for scripts, such as `query-left-out`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Returns what happened, such as "the query is not signed".
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }

    /// Returns how to fix the mistake in the client.
    #[must_use]
    pub fn fix(&self) -> &'static str {
        self.fix
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.fix)
    }
}

impl fmt::Debug for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Mistake").field(&self.code).finish()
    }
}
