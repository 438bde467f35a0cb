//! Reads the responses of refused requests: [`Rejection`].
//!
#![doc = include_str!("../../docs/rejections.md")]

mod body;
mod cause;
mod causes;
mod challenge;
mod classify;
mod found;
mod html;
mod json;
mod kind;
mod reader;
mod reason;
mod report;
mod xml;

use http::{HeaderMap, StatusCode};
use time::Duration;

use self::body::{Body, Detail};
pub use self::cause::Cause;
use self::found::Found;
pub use self::kind::Kind;
use self::reason::Reason;
use crate::account::AccountId;
use crate::http_date::ClockError;
use crate::macros::debug;
use crate::signer::Signer;
use crate::timestamp::Timestamp;

/// A response that refuses a request: its kind, its message and its possible causes.
///
/// A `Rejection` is a client's view, so the cause is often uncertain.
/// [`verify::Error`](crate::verify::Error) is a server's view: it is the exact cause.
///
/// `{}` prints one line, and `{:#}` prints a report of several lines. Both are deterministic and
/// mask secrets.
///
/// ```
/// use http::{HeaderMap, StatusCode};
/// use netsuite_oauth1::rejection::{Kind, Rejection};
///
/// let body = r#"{"o:errorDetails":[{"detail":"Permission Violation: You need  the 'Custom Lists' permission to access this page.","o:errorCode":"INSUFFICIENT_PERMISSION"}]}"#;
/// let rejection = Rejection::from_parts(StatusCode::FORBIDDEN, &HeaderMap::new(), body).unwrap();
/// assert_eq!(rejection.kind(), Kind::Permission);
/// assert_eq!(rejection.permission(), Some("Custom Lists"));
/// assert_eq!(rejection.login_accepted(), Some(true));
/// assert!(!rejection.can_retry());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Rejection {
    // Boxed to keep a `Result` small.
    found: Box<Found>,
}

impl Rejection {
    /// Reads a response. `None` if it does not refuse anything.
    ///
    /// A script can catch an error and return it in any form with status 200. Such a response is a
    /// rejection only if its `error` contains a known NetSuite code.
    ///
    /// ```
    /// use http::{HeaderMap, StatusCode};
    /// use netsuite_oauth1::rejection::Rejection;
    ///
    /// let headers = HeaderMap::new();
    /// assert_eq!(Rejection::from_parts(StatusCode::OK, &headers, r#"{"items": []}"#), None);
    ///
    /// let body = r#"{"error": {"code": "SSS_REQUEST_LIMIT_EXCEEDED"}}"#;
    /// let rejection = Rejection::from_parts(StatusCode::BAD_REQUEST, &headers, body);
    /// assert!(rejection.is_some_and(|rejection| rejection.can_retry()));
    /// ```
    #[must_use = "the response may be a rejection"]
    pub fn from_parts(
        status: StatusCode,
        headers: &HeaderMap,
        body: impl AsRef<[u8]>,
    ) -> Option<Self> {
        let body = reader::read(body.as_ref());
        let reason = classify::classify(status, &body)?;
        Some(Self::new(status, headers, body, reason))
    }

    /// Reads a response that is known to refuse something.
    pub(crate) fn read(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Self {
        let body = reader::read(body);
        let reason = classify::classify(status, &body).unwrap_or(reason::UNKNOWN);
        Self::new(status, headers, body, reason)
    }

    fn new(status: StatusCode, headers: &HeaderMap, body: Body, reason: &'static Reason) -> Self {
        let found = Box::new(Found::new(status, headers, body, reason));
        Self { found }.with_causes()
    }

    /// Compares the response with the signer's clock and realm, and drops causes that are
    /// impossible for a request that this crate signed.
    ///
    /// Call it when the response arrives, because it reads the clock ([`Signer::now`]).
    ///
    /// ```
    /// use http::header::WWW_AUTHENTICATE;
    /// use http::{HeaderMap, StatusCode};
    /// use netsuite_oauth1::audit::AuditCode;
    /// use netsuite_oauth1::rejection::Rejection;
    /// # use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
    ///
    /// # let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret")?);
    /// let signer = Signer::new(Credentials::new("1234567_SB1".parse()?, consumer, token));
    /// let challenge = "OAuth realm=\"1234567\", error=\"token_rejected\"".parse()?;
    /// let headers = HeaderMap::from_iter([(WWW_AUTHENTICATE, challenge)]);
    /// let rejection = Rejection::from_parts(StatusCode::UNAUTHORIZED, &headers, "")
    ///     .ok_or("an answer")?
    ///     .signed_by(&signer);
    /// // The request was signed for the sandbox, but NetSuite understood the production account.
    /// assert_eq!(rejection.causes()[0].code(), AuditCode::ConsumerKeyUnknown);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if the system has no clock.
    #[must_use]
    pub fn signed_by(mut self, signer: &Signer) -> Self {
        self.found.is_signed_here = true;
        self.found.account_id = Some(signer.account_id().clone());
        self.found.clock = Some((signer.now(), signer.clock_offset()));
        self.with_causes()
    }

    /// Compares the `Date` header with the time when the response arrived, by the clock that sets
    /// the requests' timestamps. For requests that no [`Signer`] signed.
    ///
    /// ```
    /// use http::{HeaderMap, StatusCode, header::DATE};
    /// use netsuite_oauth1::{Timestamp, rejection::Rejection};
    ///
    /// let headers = HeaderMap::from_iter([(DATE, "Tue, 17 Oct 2017 12:11:46 GMT".parse()?)]);
    /// let rejection = Rejection::from_parts(StatusCode::UNAUTHORIZED, &headers, "")
    ///     .ok_or("an answer")?
    ///     .with_clock(Timestamp::from_unix(1508242306 - 412)); // usually `Timestamp::now()`
    /// assert_eq!(rejection.clock_offset(), Some(time::Duration::seconds(412)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_clock(mut self, now: Timestamp) -> Self {
        self.found.clock = Some((now, Duration::ZERO));
        self.with_causes()
    }

    /// Compares the account that the request was signed for with the realm that NetSuite
    /// understood. For requests that no [`Signer`] signed.
    #[must_use]
    pub fn with_account_id(mut self, account_id: &AccountId) -> Self {
        self.found.account_id = Some(account_id.clone());
        self.with_causes()
    }

    fn with_causes(mut self) -> Self {
        self.found.causes = causes::causes(&self.found);
        self
    }

    /// Returns the response's status.
    pub fn status(&self) -> StatusCode {
        self.found.status
    }

    /// Returns what the rejection is about.
    pub fn kind(&self) -> Kind {
        self.found.kind()
    }

    /// Returns the code in the body, such as `INVALID_LOGIN`. If there are several, the code that
    /// decided the kind, or else the first.
    pub fn code(&self) -> Option<&str> {
        self.detail()?.code.as_deref()
    }

    /// Returns the message that belongs to the code, or the title of a page.
    pub fn message(&self) -> Option<&str> {
        let beside = self.detail()?.message.as_deref();
        beside.or_else(|| self.found.body.messages().next())
    }

    /// Returns the error that decided the kind, or else the first with a code, or else the first.
    fn detail(&self) -> Option<&Detail> {
        let is_decisive = |detail: &&Detail| {
            let code = detail.code.as_deref().and_then(Reason::of_code);
            let phrase = || Reason::of_messages(detail.message.as_deref().into_iter());
            let reason = code.or_else(phrase);
            reason.is_some_and(|reason| reason.kind == self.kind())
        };
        let details = &self.found.body.details;
        let with_code = || details.iter().find(|detail| detail.code.is_some());
        let decisive = details.iter().find(is_decisive);
        decisive.or_else(with_code).or(details.first())
    }

    /// Returns the permission that the role lacks, as the message names it, such as `Lists ->
    /// Currency`. Add it in the [setup step](crate::setup) `Role`.
    ///
    /// Some messages do not name the permission exactly. Three of them are known to mean
    /// `SuiteAnalytics Workbook`, `REST Web Services` and `SOAP Web Services`.
    pub fn permission(&self) -> Option<&str> {
        self.found.permission.as_deref()
    }

    /// Returns whether NetSuite accepted the login, that is, the credentials and the signature.
    /// `None` if the response does not show it.
    pub fn login_accepted(&self) -> Option<bool> {
        match self.kind() {
            Kind::LoginRefused => Some(false),
            // A code of the Login Audit Trail does not tell a missing permission from a refused
            // login.
            Kind::Permission => self.found.reason.evidence.is_some().then_some(true),
            Kind::Request if self.found.reason != reason::OLD_ENDPOINT => {
                let is_own = self.found.body.any_code(&classify::is_in_capitals);
                is_own.then_some(true)
            }
            _ => None,
        }
    }

    /// Returns the possible causes, likeliest first. Empty if the login is not at fault. The
    /// [module page](self#possible-causes) explains the order.
    pub fn causes(&self) -> &[Cause] {
        &self.found.causes
    }

    /// Returns whether the same request, signed again, can succeed later.
    ///
    /// After a server error, NetSuite may have executed the call already.
    pub fn can_retry(&self) -> bool {
        match self.kind() {
            Kind::ConcurrencyLimit | Kind::ServerError => true,
            Kind::LoginRefused => self.found.reason == reason::SESSION_OVER,
            _ => false,
        }
    }

    /// Returns how long to wait before a retry, from `Retry-After`. It has no upper limit. Oracle
    /// does not document this header.
    pub fn retry_after(&self) -> Option<std::time::Duration> {
        self.found.retry_after
    }

    /// Returns the realm that NetSuite understood, from `WWW-Authenticate`.
    pub fn realm(&self) -> Option<&str> {
        self.found.challenge.realm.as_deref()
    }

    /// Returns how far NetSuite's clock is ahead of the system clock, in whole seconds: the offset
    /// for [`Signer::with_clock_offset`]. It includes the time that the response took to arrive.
    ///
    /// `None` if the `Date` header is missing, repeated or invalid, or if neither
    /// [`signed_by`](Self::signed_by) nor [`with_clock`](Self::with_clock) was called.
    pub fn clock_offset(&self) -> Option<Duration> {
        let (_, offset) = self.found.clock?;
        let ClockError(error) = self.found.clock_error()?;
        error.checked_add(offset)
    }
}

impl std::error::Error for Rejection {}

debug!(Rejection, status(), kind(), code(), message());
