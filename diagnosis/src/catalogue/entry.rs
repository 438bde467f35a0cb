//! What an entry of the catalogue says of a mistake.

use crate::client::Client;

/// One mistake.
pub(crate) struct Entry {
    /// Stable, for scripts.
    pub(crate) code: &'static str,
    /// What happened; `{}` is the subject of the way.
    pub(crate) what: &'static str,
    /// How to fix it in that client.
    pub(crate) fix: &'static str,
    pub(crate) frequency: Frequency,
    /// The ways to make it; none if the header or the URL shows the mistake.
    pub(crate) ways: &'static [Way],
}

/// One way to make a mistake: the choices of a client that makes it.
pub(crate) struct Way {
    /// The text for `{}` in the entry.
    pub(crate) subject: &'static str,
    pub(crate) change: fn(&mut Client),
    pub(crate) is_rare: bool,
}

/// A way that is tried alone and together with every other mistake.
pub(super) const fn way(subject: &'static str, change: fn(&mut Client)) -> Way {
    Way {
        subject,
        change,
        is_rare: false,
    }
}

/// A variant of a way that no published client or report has. It is tried alone.
pub(super) const fn rare(subject: &'static str, change: fn(&mut Client)) -> Way {
    Way {
        is_rare: true,
        ..way(subject, change)
    }
}

/// How common a mistake is. The more common one of two explanations is reported first, and the
/// pairs of common mistakes are tried first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Frequency {
    /// Several published clients or reports have it.
    Common,
    /// One published client or report has it.
    Occasional,
    /// It was only thought of, as a variant of another. It is tried alone.
    Rare,
}
