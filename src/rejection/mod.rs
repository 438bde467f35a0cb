//! Reads what a response that refuses a request says, and what to do next.
//!
//! NetSuite answers all refused logins alike, and its other errors in a dozen forms. A
//! [`Rejection`] reads status, headers and body, and says what the response is about, whether a
//! retry can help, what the likeliest causes are and which check tells them apart.
//!
//! # In a client
//!
//! ```
//! use http::Response;
//! use netsuite_oauth1::Signer;
//! use netsuite_oauth1::rejection::Rejection;
//!
//! /// Returns the body of an answer.
//! fn answer(signer: &Signer, response: Response<Vec<u8>>) -> Result<Vec<u8>, Rejection> {
//!     match Rejection::from_parts(response.status(), response.headers(), response.body()) {
//!         Some(rejection) => Err(rejection.signed_by(signer)),
//!         None => Ok(response.into_body()),
//!     }
//! }
//! ```
//!
//! Call it for each response: SOAP, login pages and scripts refuse with a status of 200 too. `{}`
//! prints one line for a log, `{:#}` the report for a ticket.
//!
//! # A report
//!
//! A request to a RESTlet, signed for a sandbox by a machine whose clock is 412 seconds behind:
//!
//! ```
//! # use http::{HeaderMap, StatusCode, header};
//! # use netsuite_oauth1::{Timestamp, rejection::Rejection};
//! # let headers = HeaderMap::from_iter([
//! #     (header::DATE, "Sun, 06 Nov 1994 08:49:37 GMT".parse()?),
//! #     (header::WWW_AUTHENTICATE, r#"OAuth realm="1234567", error="token_rejected", error_description="Invalid login attempt.""#.parse()?),
//! # ]);
//! # let body = r#"{"error" : {"code" : "INVALID_LOGIN_ATTEMPT", "message" : "Invalid login attempt."}}"#;
//! # let rejection = Rejection::from_parts(StatusCode::UNAUTHORIZED, &headers, body).ok_or("an answer")?
//! #     .with_account_id(&"1234567_SB1".parse()?)
//! #     .with_clock(Timestamp::from_unix(784_111_365));
//! assert_eq!(
//!     format!("{rejection:#}"),
//!     "\
//! 401 Unauthorized: NetSuite refused the login
//! body: INVALID_LOGIN_ATTEMPT: Invalid login attempt.
//! WWW-Authenticate: OAuth: token_rejected: Invalid login attempt.
//! realm: 1234567, but the account is 1234567_SB1
//! date: 1994-11-06 08:49:37 UTC
//! clock: 412 seconds behind NetSuite's
//! to do: look up the column Detail of Setup > Users/Roles > User Management > View Login Audit Trail before sending again: five failed logins lock the user for 30 minutes
//! note: a RESTlet whose script or deployment is missing may answer like this too
//! note: if many requests run at once, the account's concurrency limit may look like this; all services share it
//! 1. InvalidTimestamp: the clock is 412 seconds behind NetSuite's
//!    correct the clock, and sign when the request is sent instead of when it is queued
//! 2. consumer_key_unknown: NetSuite understood the realm `1234567`, but the account is `1234567_SB1`
//!    compare the consumer key and the account id with the integration record; production and sandbox differ
//!    setup step 2: Setup > Integration > Manage Integrations
//! 3. InvalidSignature: NetSuite computes another signature from the request and the secrets
//!    sign the URL that is really sent, query included, and compare both secrets with the pages that showed them
//!    setup step 2: Setup > Integration > Manage Integrations
//!    setup step 5: Setup > Users/Roles > Access Tokens
//! 4. nonce_used: a request with this nonce and timestamp has been received before
//!    sign each attempt again; a retry, a queue or a redirect must not repeat a header
//! 5. permission_denied: the user or the role is inactive, or the role may not log in with access tokens
//!    give the role the permission Log in using Access Tokens, give the user the role, and check that both are active
//!    setup step 3: Setup > Users/Roles > Manage Roles
//!    setup step 4: Lists > Employees > Employees
//! and 9 less likely causes
//! next check: when cause 1 is fixed, GET https://1234567-sb1.restlets.api.netsuite.com/rest/tokeninfo, signed with the same credentials: an answer means that this URL is signed wrong, a refusal that the credentials or the setup are wrong",
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Only the Login Audit Trail shows the cause itself; [`audit`](crate::audit) explains its codes.
//!
//! # What it is about
//!
//! A code decides before a message, because messages come in the account's language. If neither is
//! known, or the body was cut, the kind is [`Kind::Unknown`] unless the status decides.
//!
//! | [`Kind`] | response | retry |
//! |---|---|---|
//! | `LoginRefused` | 401; `INVALID_LOGIN`, `INVALID_LOGIN_ATTEMPT` (also with 403*); `invalidCredentialsFault`, `invalidAccountFault` | no |
//! | | `SESSION_TIMED_OUT`, `INVALID_SESSION`, `invalidSessionFault` | yes |
//! | `MalformedHeader` | `INVALID_REQUEST`; "malformed syntax"*, "Ambiguous authentication" in SOAP | no |
//! | `WrongDomain` | 403 without a code; "Incorrect data center" in SOAP, also with 200*; an HTML page with 200* | no |
//! | `Permission` | `INSUFFICIENT_PERMISSION`, `WS_FEATURE_REQD` and the like; messages that deny a permission*; 403 with other `o:errorDetails` | no |
//! | `ConcurrencyLimit` | 429; `SSS_REQUEST_LIMIT_EXCEEDED`, `CONCURRENCY_LIMIT_EXCEEDED`, `WS_REQUEST_BLOCKED`, `WS_CONCUR_SESSION_DISALLWD` | yes |
//! | `ContentType` | 415; `INVALID_CONTENT_TYPE` | no |
//! | `ScriptNotFound` | `SSS_INVALID_SCRIPTLET_ID`; 404 without a code | no |
//! | `Method` | 405; with an empty body*, the authorization flow is off | no |
//! | `Request` | any other code with 4xx or in a SOAP status | no |
//! | `LoginPage` | 2xx with a page that asks for a password | no |
//! | `Redirect` | 3xx: another data center, or a login page | no |
//! | `ServerError` | 5xx, unless a code or a fault says more; `ACCT_TEMP_UNAVAILABLE` | yes |
//! | `Unknown` | `USER_ERROR` with an unknown message; a body that was cut; any other status | no |
//!
//! Rows with * were seen by users of other clients. The rest is on Oracle's pages on errors of
//! [RESTlets][restlets], [REST web services][rest] and SOAP ([faults][soap], [codes][codes]). A
//! retry always needs a new header or TokenPassport, and no page says how long to wait.
//!
//! # Possible causes
//!
//! [`Rejection::causes`] lists codes of the Login Audit Trail, likeliest first:
//!
//! 1. Those with evidence in the response: a code, the clock by its `Date`, another realm.
//! 2. The usual ones, in the order in which users of other clients meet them.
//! 3. Those with evidence against them.
//!
//! A request that this crate signed cannot have some of them: another algorithm or version, a short
//! nonce, missing or repeated parameters. [`signed_by`](Rejection::signed_by) drops these.
//!
//! A refusal that names a permission, a feature or a record comes after the login. This is an
//! inference, not Oracle's words. [`login_accepted`](Rejection::login_accepted) is then true, and the
//! report lists no causes.
//!
//! # What is not trusted
//!
//! Anything may have answered: a proxy, a page, a script. The first 64 KiB of the body are read in
//! linear time, as JSON, XML, HTML or text by their form, whatever the `Content-Type` says. Text
//! that is kept is truncated to 300 characters, control and invisible characters are escaped, and
//! `[hidden]` replaces
//!
//! * words with 32 or more hex digits in a row, as keys and tokens have,
//! * Base64 that ends in `=`, as signatures do,
//! * all that follows `Authorization`, `oauth_…`, `nonce`, `signature`, `cookie`, `secret` or
//!   `password` and a sign such as `=`.
//!
//! The secrets themselves are never sent, so that no response can have them.
//!
//! [restlets]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4634920277.html
//! [rest]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156570709583.html
//! [soap]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_N3539420.html
//! [codes]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_N3539978.html

mod body;
mod cause;
mod challenge;
mod classify;
mod found;
mod html;
mod json;
mod kind;
mod reason;
mod report;
mod xml;

use std::fmt;

use http::{HeaderMap, StatusCode};
use time::Duration;

use self::body::Body;
pub use self::cause::Cause;
use self::found::{ClockError, Found};
pub use self::kind::Kind;
use self::reason::Reason;
use crate::account::AccountId;
use crate::signer::Signer;
use crate::timestamp::Timestamp;

/// A response that refuses a request: its kind, its message and its possible causes.
///
/// It is what a client knows. [`verify::Error`](crate::verify::Error) is what a server knows: the
/// one cause.
///
/// `Display` prints one line, and with `{:#}` a report of several lines. Both are the same for the
/// same response and hide secrets.
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
    /// Reads a response. `None` if it refuses nothing.
    ///
    /// A script that catches an error and returns it with a status of 200 answers as it likes: only
    /// an `error` with a code of NetSuite's that is known is a rejection.
    #[must_use]
    pub fn from_parts(
        status: StatusCode,
        headers: &HeaderMap,
        body: impl AsRef<[u8]>,
    ) -> Option<Self> {
        let body = Body::read(body.as_ref());
        let reason = classify::classify(status, &body)?;
        Some(Self::new(status, headers, body, reason))
    }

    /// Reads a response that is known to refuse something.
    pub(crate) fn read(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Self {
        let body = Body::read(body);
        let reason = classify::classify(status, &body).unwrap_or(reason::UNKNOWN);
        Self::new(status, headers, body, reason)
    }

    fn new(status: StatusCode, headers: &HeaderMap, body: Body, reason: &'static Reason) -> Self {
        let rejection = Self {
            found: Box::new(Found::new(status, headers, body, reason)),
        };
        rejection.with_causes()
    }

    /// Compares clock and realm with those of the signer, and drops causes that a request signed by
    /// this crate cannot have.
    ///
    /// Call it when the response arrives, because it reads the clock: [`Signer::now`].
    #[must_use]
    pub fn signed_by(mut self, signer: &Signer) -> Self {
        self.found.is_signed_here = true;
        self.found.account_id = Some(signer.account_id().clone());
        self.found.clock = Some((signer.now(), signer.clock_offset()));
        self.with_causes()
    }

    /// Compares the time by the clock that stamps the requests, when the response arrived, with the
    /// `Date` header. For requests that no [`Signer`] signed.
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
        self.found.causes = cause::causes(&self.found);
        self
    }

    /// Returns the response's status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.found.status
    }

    /// Returns what the rejection is about.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.found.kind()
    }

    /// Returns the code in the body, such as `INVALID_LOGIN`. Of several, the one that decided the
    /// kind, or the first.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.found.detail()?.code.as_deref()
    }

    /// Returns the message beside the code; of a page, its title.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        let beside = self.found.detail()?.message.as_deref();
        beside.or_else(|| self.found.body.messages().next())
    }

    /// Returns the permission that the role lacks, as the message names it: `Lists -> Currency`. It
    /// is granted in the [setup step](crate::setup) `Role`.
    ///
    /// Three messages are known to mean a permission without naming it exactly: `SuiteAnalytics
    /// Workbook`, `REST Web Services` and `SOAP Web Services`.
    #[must_use]
    pub fn permission(&self) -> Option<&str> {
        self.found.permission.as_deref()
    }

    /// Whether NetSuite accepted the login, and with it the credentials and the signature. `None`
    /// if the response says nothing about it.
    #[must_use]
    pub fn login_accepted(&self) -> Option<bool> {
        self.found.login_accepted()
    }

    /// Returns the possible causes, likeliest first; none if the login is not at fault. The
    /// [module's page](self#possible-causes) explains the order.
    #[must_use]
    pub fn causes(&self) -> &[Cause] {
        &self.found.causes
    }

    /// Returns what to change, in one sentence without a full stop.
    pub(crate) fn to_do(&self) -> String {
        self.found.to_do()
    }

    /// Whether the same request, signed again, can succeed later without any change.
    ///
    /// After a server error, the call may have been carried out all the same.
    #[must_use]
    pub fn can_retry(&self) -> bool {
        match self.kind() {
            Kind::ConcurrencyLimit | Kind::ServerError => true,
            Kind::LoginRefused => self.found.reason == reason::SESSION_OVER,
            _ => false,
        }
    }

    /// Returns how long the server asks to wait, by `Retry-After`, without an upper limit. No page
    /// of Oracle's mentions the header.
    #[must_use]
    pub fn retry_after(&self) -> Option<std::time::Duration> {
        self.found.retry_after
    }

    /// Returns the realm that NetSuite understood, from `WWW-Authenticate`.
    #[must_use]
    pub fn realm(&self) -> Option<&str> {
        self.found.challenge.realm.as_deref()
    }

    /// Returns how far NetSuite's clock is ahead of the system's, to the second: the offset for
    /// [`Signer::with_clock_offset`]. The duration of the response's trip is in it.
    ///
    /// `None` without one valid `Date` header, or before [`signed_by`](Self::signed_by) or
    /// [`with_clock`](Self::with_clock).
    #[must_use]
    pub fn clock_offset(&self) -> Option<Duration> {
        let (_, offset) = self.found.clock?;
        let ClockError(error) = self.found.clock_error()?;
        Some(error.saturating_add(offset))
    }
}

impl std::error::Error for Rejection {}

impl fmt::Debug for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rejection")
            .field("status", &self.status())
            .field("kind", &self.kind())
            .field("code", &self.code())
            .field("message", &self.message())
            .finish_non_exhaustive()
    }
}
