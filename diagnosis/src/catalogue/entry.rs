//! An entry of the catalogue.

use crate::client::Client;

/// One mistake: its texts, and how a client makes it.
pub(crate) struct Entry {
    /// A stable name for scripts.
    pub(crate) code: &'static str,
    /// What happened. `{}` is replaced by the subject of the way.
    pub(crate) what: &'static str,
    /// How to fix it in the client.
    pub(crate) fix: &'static str,
    pub(crate) frequency: Frequency,
    /// The ways to make the mistake. None if the header or the URL shows it.
    pub(crate) ways: &'static [Way],
}

/// One way to make a mistake.
pub(crate) struct Way {
    /// Replaces `{}` in the entry.
    pub(crate) subject: &'static str,
    /// Changes a correct client to one that makes the mistake.
    pub(crate) change: fn(&mut Client),
    pub(crate) is_rare: bool,
    pub(crate) requests: Requests,
}

/// The requests for which a way is tried.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Requests {
    All,
    /// All except step one of the flow, which has no token yet.
    WithToken,
    StepOne,
    /// All except those with OAuth parameters in a form, which is signed.
    WithoutForm,
}

impl Way {
    pub(super) const fn only(self, requests: Requests) -> Self {
        Self { requests, ..self }
    }
}

/// Returns a way that is tried alone and in pairs with other mistakes.
pub(super) const fn way(subject: &'static str, change: fn(&mut Client)) -> Way {
    Way {
        subject,
        change,
        is_rare: false,
        requests: Requests::All,
    }
}

/// Returns a way that no published client or report shows. It is only tried alone.
pub(super) const fn rare(subject: &'static str, change: fn(&mut Client)) -> Way {
    Way {
        is_rare: true,
        ..way(subject, change)
    }
}

/// How common a mistake is. Common mistakes are tried and reported first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Frequency {
    /// Several published clients or reports show it.
    Common,
    /// One published client or report shows it.
    Occasional,
    /// No published client or report shows it. It is a variant of another mistake, and is only
    /// tried alone.
    Rare,
}
