use http::header::DATE;
use http::{HeaderMap, StatusCode};
use time::Duration;

use super::body::Body;
use super::cause::Cause;
use super::challenge::Challenge;
use super::kind::Kind;
use super::reason::{LOGIN, OTHER_SCHEME, Reason};
use crate::account::AccountId;
use crate::http_date::{self, ClockError};
use crate::timestamp::Timestamp;

/// The facts about a rejection. All displayed text is sanitized.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) status: StatusCode,
    pub(super) reason: &'static Reason,
    pub(super) body: Body,
    pub(super) permission: Option<String>,
    pub(super) challenge: Challenge,
    pub(super) date: Option<Timestamp>,
    pub(super) retry_after: Option<std::time::Duration>,
    /// The time by the clock that sets timestamps, and its offset from the system clock.
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
        let is_other = challenge.scheme.is_some() && !challenge.is_oauth() && reason == LOGIN;
        let reason = if is_other { OTHER_SCHEME } else { reason };
        let permission = match reason.kind {
            Kind::Permission => body.permission().or(reason.permission),
            _ => None,
        };
        Self {
            status,
            reason,
            permission: permission.map(str::to_owned),
            body,
            challenge,
            date,
            retry_after: http_date::retry_after(headers, date),
            clock: None,
            account_id: None,
            is_signed_here: false,
            causes: Vec::new(),
        }
    }

    pub(super) fn kind(&self) -> Kind {
        self.reason.kind
    }

    /// Whether NetSuite's realm is the account's own.
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
