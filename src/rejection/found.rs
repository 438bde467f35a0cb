use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use time::Duration;

use super::body::{Body, Detail, Details, Shape};
use super::cause::Cause;
use super::challenge::Challenge;
use super::code::{self, Phrase};
use super::kind::Kind;
use crate::account::AccountId;
use crate::http_date;
use crate::timestamp::Timestamp;

/// All text in it that is shown is sanitized.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) status: StatusCode,
    pub(super) kind: Kind,
    pub(super) shape: Shape,
    pub(super) details: Details,
    pub(super) phrase: Option<Phrase>,
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
    pub(super) fn new(status: StatusCode, headers: &HeaderMap, body: Body, kind: Kind) -> Self {
        let date = http_date::read(headers, &DATE);
        let phrase = Phrase::find(body.details.messages());
        Self {
            status,
            kind,
            permission: permission(kind, phrase, &body),
            shape: body.shape,
            details: body.details,
            phrase: phrase.filter(|phrase| phrase.kind() == kind),
            challenge: Challenge::read(headers),
            date,
            retry_after: retry_after(headers, date),
            clock: None,
            account_id: None,
            is_signed_here: false,
            causes: Vec::new(),
        }
    }

    /// Returns the error that decided the kind or, without one, the first with a code, or the
    /// first.
    pub(super) fn detail(&self) -> Option<&Detail> {
        let is_decisive = |detail: &&Detail| {
            let code = detail.code.as_deref().and_then(code::kind);
            let phrase = || Phrase::find(detail.message.as_deref().into_iter());
            code.or_else(|| phrase().map(Phrase::kind)) == Some(self.kind)
        };
        let has_code = |detail: &&Detail| detail.code.is_some();
        let mut details = self.details.iter();
        details
            .find(is_decisive)
            .or_else(|| self.details.iter().find(has_code))
            .or_else(|| self.details.iter().next())
    }

    pub(super) fn login_accepted(&self) -> Option<bool> {
        let is_audit_code = |code| code::audit_code(code).is_some();
        match self.kind {
            Kind::LoginRefused => Some(false),
            Kind::Permission if self.details.codes().any(is_audit_code) => None,
            Kind::Permission => Some(true),
            Kind::Request => {
                let says_nothing =
                    |code: &str| !code::is_in_capitals(code) || code.ends_with("_WS_VERSION");
                let mut codes = self.details.codes();
                codes.any(|code| !says_nothing(code)).then_some(true)
            }
            _ => None,
        }
    }

    /// Whether a feature is missing rather than a permission.
    pub(super) fn names_feature(&self) -> bool {
        let mut codes = self.details.codes();
        self.phrase == Some(Phrase::Feature) || codes.any(code::is_about_feature)
    }

    pub(super) fn is_session_over(&self) -> bool {
        let mut codes = self.details.codes();
        codes.any(|code| matches!(code, "SESSION_TIMED_OUT" | "INVALID_SESSION"))
            || self.is_fault("invalidSessionFault")
    }

    pub(super) fn is_credentials_fault(&self) -> bool {
        self.is_fault("invalidCredentialsFault")
    }

    pub(super) fn is_fault(&self, name: &str) -> bool {
        let Shape::Soap { fault, .. } = &self.shape else {
            return false;
        };
        let fault = fault.as_deref();
        fault.is_some_and(|fault| fault.eq_ignore_ascii_case(name))
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

/// Finds the name of a permission: `You need the 'Custom Lists' permission` or, in another language
/// beside a code that is about permissions, the only text in quotes.
fn permission(kind: Kind, phrase: Option<Phrase>, body: &Body) -> Option<String> {
    if kind != Kind::Permission {
        return None;
    }
    let is_quote = |c: char| "'\"\u{2018}\u{2019}\u{201c}\u{201d}\u{ab}\u{bb}".contains(c);
    for Detail { code, message } in body.details.iter() {
        let Some(message) = message else {
            continue;
        };
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
        let name = named.or_else(only).map(str::trim);
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            return Some(name.to_owned());
        }
    }
    let is_soap = body.shape.is_soap();
    let needs_soap = body
        .details
        .codes()
        .any(|code| code == "WS_PERMISSION_REQD");
    let name = match phrase {
        _ if needs_soap => "SOAP Web Services",
        Some(Phrase::RoleMayNot) if body.shape == Shape::Rest => "SuiteAnalytics Workbook",
        Some(Phrase::RestWebServices) => "REST Web Services",
        Some(Phrase::SoapWebServices) if is_soap => "SOAP Web Services",
        _ => return None,
    };
    Some(name.to_owned())
}

/// Reads `Retry-After` (RFC 9110 section 10.2.3). A date is compared with that of the response.
fn retry_after(headers: &HeaderMap, date: Option<Timestamp>) -> Option<std::time::Duration> {
    let text = http_date::single(headers, &RETRY_AFTER)?.trim();
    let seconds = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().unwrap_or(u64::MAX)
    } else {
        let until = http_date::parse(text)?;
        until.unix().saturating_sub(date?.unix())
    };
    Some(std::time::Duration::from_secs(seconds))
}
