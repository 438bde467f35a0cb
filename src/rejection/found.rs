use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use time::Duration;

use super::body::{Body, Detail};
use super::cause::Cause;
use super::challenge::Challenge;
use super::classify::is_in_capitals;
use super::kind::Kind;
use super::reason::{LOGIN, OLD_ENDPOINT, OTHER_SCHEME, Reason};
use crate::account::AccountId;
use crate::http_date;
use crate::timestamp::Timestamp;

/// What is known about a rejection. All text in it that is shown is sanitized.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) status: StatusCode,
    pub(super) reason: &'static Reason,
    pub(super) body: Body,
    pub(super) permission: Option<String>,
    pub(super) challenge: Challenge,
    pub(super) date: Option<Timestamp>,
    pub(super) retry_after: Option<std::time::Duration>,
    /// The time by the clock that stamps requests, and its offset from the system's clock.
    pub(super) clock: Option<(Timestamp, Duration)>,
    pub(super) account_id: Option<AccountId>,
    pub(super) is_signed_here: bool,
    pub(super) causes: Vec<Cause>,
}

impl Found {
    pub(super) fn new(
        status: StatusCode,
        headers: &HeaderMap,
        body: Body,
        reason: &'static Reason,
    ) -> Self {
        let date = http_date::read(headers, &DATE);
        let challenge = Challenge::read(headers);
        let is_other = challenge.scheme.is_some() && !challenge.is_oauth();
        let reason = if is_other && reason == LOGIN {
            OTHER_SCHEME
        } else {
            reason
        };
        let named = || named_permission(&body).or(reason.permission);
        Self {
            status,
            permission: (reason.kind == Kind::Permission)
                .then(named)
                .flatten()
                .map(str::to_owned),
            reason,
            body,
            challenge,
            date,
            retry_after: retry_after(headers, date),
            clock: None,
            account_id: None,
            is_signed_here: false,
            causes: Vec::new(),
        }
    }

    pub(super) fn kind(&self) -> Kind {
        self.reason.kind
    }

    /// Returns the error that decided the kind or, without one, the first with a code, or the
    /// first.
    pub(super) fn detail(&self) -> Option<&Detail> {
        let is_decisive = |detail: &&Detail| {
            let code = detail.code.as_deref().and_then(Reason::of_code);
            let phrase = || Reason::of_messages(detail.message.as_deref().into_iter());
            let reason = code.or_else(phrase);
            reason.is_some_and(|reason| reason.kind == self.kind())
        };
        let details = &self.body.details;
        let with_code = || details.iter().find(|detail| detail.code.is_some());
        let decisive = details.iter().find(is_decisive);
        decisive.or_else(with_code).or(details.first())
    }

    pub(super) fn login_accepted(&self) -> Option<bool> {
        match self.kind() {
            Kind::LoginRefused => Some(false),
            // A code of the Login Audit Trail says only that one of the two is missing.
            Kind::Permission => self.reason.evidence.is_some().then_some(true),
            Kind::Request if self.reason != OLD_ENDPOINT => {
                self.body.codes().any(is_in_capitals).then_some(true)
            }
            _ => None,
        }
    }

    pub(super) fn is_own_realm(&self) -> Option<bool> {
        let own = self.account_id.as_ref()?.realm();
        let realm = self.challenge.raw_realm.as_deref()?;
        Some(realm == own)
    }

    pub(super) fn clock_error(&self) -> Option<ClockError> {
        let (now, _) = self.clock?;
        self.date?.since(now).map(ClockError)
    }
}

/// How far NetSuite's clock is ahead of the clock that stamps requests.
#[derive(Clone, Copy)]
pub(super) struct ClockError(pub(super) Duration);

impl ClockError {
    /// Whether NetSuite rejects a timestamp that is this far off.
    pub(super) fn is_too_large(self) -> bool {
        self.0.whole_seconds().unsigned_abs() > 5 * 60
    }
}

/// Finds the name of a permission: `You need the 'Custom Lists' permission` or, in another language
/// beside a code that is about permissions, the only text in quotes.
fn named_permission(body: &Body) -> Option<&str> {
    let is_quote = |c: char| "'\"\u{2018}\u{2019}\u{201c}\u{201d}\u{ab}\u{bb}".contains(c);
    body.details.iter().find_map(|Detail { code, message }| {
        let message = message.as_deref()?;
        let pieces: Vec<&str> = message.split(is_quote).collect();
        let named = pieces
            .windows(2)
            .skip(1)
            .find(|pair| pair[1].trim_start().starts_with("permission"))
            .map(|pair| pair[0]);
        let only = || match (code.as_deref(), pieces.as_slice()) {
            (Some("INSUFFICIENT_PERMISSION" | "PERMISSION_VIOLATION"), [before, name, after])
                if !message.contains("permission")
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

/// Reads `Retry-After` (RFC 9110 section 10.2.3). A date is compared with that of the response.
fn retry_after(headers: &HeaderMap, date: Option<Timestamp>) -> Option<std::time::Duration> {
    let text = http_date::single(headers, &RETRY_AFTER)?.trim();
    let seconds = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // Only a number that is too large cannot be read.
        text.parse().unwrap_or(u64::MAX)
    } else {
        let until = http_date::parse(text)?;
        // A date in the past asks for no delay.
        until.unix().saturating_sub(date?.unix())
    };
    Some(std::time::Duration::from_secs(seconds))
}
