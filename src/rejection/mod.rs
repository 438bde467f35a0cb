//! Reads what a refused response says: from a 401 to its cause.
//!
//! NetSuite answers every refused login alike, whatever is wrong. A [`Rejection`] takes what there is, the status, the headers and
//! the body, and says which kind of refusal it is, whether sending again can help, and what may be behind it, likeliest first.
//!
//! # In a client
//!
//! ```
//! use http::Response;
//! use netsuite_oauth1::rejection::{Kind, Rejection};
//! use netsuite_oauth1::{Signer, Timestamp};
//!
//! /// Takes the answer out of a response, of whatever client.
//! fn answer(signer: &Signer, response: Response<Vec<u8>>) -> Result<Vec<u8>, Rejection> {
//!     if response.status().is_success() {
//!         return Ok(response.into_body());
//!     }
//!     Err(Rejection::read(response.status(), response.headers(), response.body())
//!         .with_clock(Timestamp::now())              // finds out whether the clock is right
//!         .with_account_id(signer.account_id()))     // finds out whether the realm is
//! }
//!
//! # use netsuite_oauth1::{Consumer, Credentials, Token};
//! # let credentials = Credentials::new("1234567_SB1".parse()?, Consumer::new("k", "s")?, Token::new("i", "t")?);
//! # let signer = Signer::new(credentials);
//! # let response = Response::builder()
//! #     .status(401)
//! #     .header("www-authenticate", r#"OAuth realm="1234567", error="token_rejected", error_description="Invalid login attempt.""#)
//! #     .body(br#"{"error" : {"code" : "INVALID_LOGIN_ATTEMPT", "message" : "Invalid login attempt."}}"#.to_vec())?;
//! let rejection = answer(&signer, response).unwrap_err();
//! assert_eq!(rejection.kind(), Kind::LoginRefused);
//! assert_eq!(rejection.code(), Some("INVALID_LOGIN_ATTEMPT"));
//! assert_eq!(rejection.is_own_realm(), Some(false));
//! assert!(!rejection.can_retry());
//!
//! let likeliest = &rejection.causes()[0];
//! assert_eq!(likeliest.code().to_string(), "consumer_key_unknown");
//! println!("{rejection}"); // for the ticket
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What it can be
//!
//! The status decides first. What the body says decides where a status stands for several kinds, and where none of it is known the
//! status decides alone. Oracle's pages on errors are `section_4634920277` (RESTlets), `section_156570709583` (REST web services) and
//! `section_N3539420` (SOAP); what is marked with * was seen by users of other clients.
//!
//! | [`Kind`] | response | sending again |
//! |---|---|---|
//! | `LoginRefused` | 401; else `INVALID_LOGIN`, `INVALID_LOGIN_ATTEMPT` (with 403*), `invalidCredentialsFault`, `invalidAccountFault`, `invalidSessionFault` | no |
//! | `MalformedHeader` | `INVALID_REQUEST` | no |
//! | `WrongDomain` | 403 without a code in capitals | no |
//! | `Permission` | `INSUFFICIENT_PERMISSION`, 403 with other `o:errorDetails`, `insufficientPermissionFault` | no |
//! | `ConcurrencyLimit` | 429; `SSS_REQUEST_LIMIT_EXCEEDED` (with 400), `WS_REQUEST_BLOCKED`, `exceededRequestLimitFault` | yes |
//! | `ContentType` | 415 | no |
//! | `ScriptNotFound` | 404; `SSS_INVALID_SCRIPTLET_ID` | no |
//! | `Method` | 405; with an empty body*, the authorization flow is not enabled | no |
//! | `Request` | 403 with a code that is not known, such as `UNEXPECTED_ERROR`, 404 with `o:errorDetails`, all other 4xx, 501, 505 | no |
//! | `LoginPage` | 2xx with a page that asks for a password | no |
//! | `Redirect` | 3xx: to another data center, or to a login page | no |
//! | `ServerError` | all other 5xx, but for a fault that says more | yes |
//! | `Success` | 2xx | |
//! | `Unknown` | every other status | no |
//!
//! Where no code is known, `USER_ERROR` among them, the message decides if it speaks of an invalid login attempt, of failed login
//! attempts, of a request limit or of a permission, in English.
//!
//! "Yes" is always a new header: the old one is used up. A limit of concurrency may show as a refused login*.
//!
//! # What may be behind it
//!
//! [`Rejection::causes`] are codes of the Login Audit Trail, each with what to change and where to look. First stand those that there
//! is evidence for: the response names a code or speaks of failed logins; the clock is more than five minutes off NetSuite's, going by
//! the `Date` header; NetSuite understood another realm than ours. Then come the usual causes, in the order in which the users of other
//! clients meet them, and last those that there is evidence against.
//!
//! They are guesses. The cause itself stands in NetSuite alone: Setup > Users/Roles > User Management > View Login Audit Trail, there
//! Use Advanced Search, with `Detail` among the result columns (Oracle: `subsect_156935170194`). What stands in that column,
//! [`AuditCode`](crate::audit::AuditCode) reads.
//!
//! # What is not trusted
//!
//! Anything may have answered: a proxy, a page, a script. Of a body the first 64 KiB are read, as JSON, XML, HTML or text, by what it
//! looks like and not by its `Content-Type`. JSON that is cut or lacks a comma is read as far as it goes. What is kept is cut to 200
//! characters and has its control characters escaped. `[hidden]` stands in place of what follows `Authorization`, `OAuth`, `Bearer`,
//! `Basic` or `Cookie`; of the value of an `oauth_…` parameter and of whatever else is called a secret, a key, a token or a session,
//! however it is escaped, and where it has quotes, of all that follows; of 32 and more hex digits in a row; and of whatever has the
//! form of a signature. A secret that stands in other words, without its name, cannot be told from them.

mod body;
mod cause;
mod challenge;
mod date;
mod html;
mod json;
mod kind;
mod xml;

use std::fmt;
use std::time::Duration as StdDuration;

use http::{HeaderMap, StatusCode};
use time::{Duration, OffsetDateTime};

use self::body::{Body, Detail, Details, Shape};
pub use self::cause::Cause;
use self::challenge::Challenge;
use self::date::RetryAfter;
pub use self::kind::Kind;
use crate::account::AccountId;
use crate::timestamp::Timestamp;

/// What a response says that is no answer: its kind, its words, and what may be behind it.
///
/// It is the client's side of a refusal: it guesses at what NetSuite does not say. The server's side is
/// [`verify::Error`](crate::verify::Error), the one cause that a [`Verifier`](crate::verify::Verifier) has found itself.
///
/// `Display` is what belongs into a ticket: several lines, the same for the same response, with what may be a secret hidden. It is an
/// error of its own for callers that want one.
///
/// ```
/// use http::{HeaderMap, StatusCode};
/// use netsuite_oauth1::rejection::{Kind, Rejection};
///
/// let body = br#"{"error" : {"code" : "SSS_REQUEST_LIMIT_EXCEEDED", "message" : "Request Limit Exceeded."}}"#;
/// let rejection = Rejection::read(StatusCode::BAD_REQUEST, &HeaderMap::new(), body);
/// assert_eq!(rejection.kind(), Kind::ConcurrencyLimit);
/// assert!(rejection.can_retry()); // with a new header
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Rejection {
    // Boxed, as what `Result` carries is best small.
    found: Box<Found>,
}

/// All text in it that is shown is cleaned.
#[derive(Clone, PartialEq, Eq)]
struct Found {
    status: StatusCode,
    kind: Kind,
    shape: Shape,
    details: Details,
    challenge: Challenge,
    date: Option<Timestamp>,
    retry_after: Option<RetryAfter>,
    clock: Option<Timestamp>,
    account_id: Option<AccountId>,
    causes: Vec<Cause>,
}

impl Rejection {
    /// Reads a response, whatever it is: every status, all headers and any body give a `Rejection`, in time that grows with the headers
    /// and the first 64 KiB of the body.
    #[must_use]
    pub fn read(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Self {
        let body = Body::read(body);
        let found = Found {
            status,
            kind: Kind::new(status, &body),
            shape: body.shape,
            details: body.details,
            challenge: Challenge::read(headers),
            date: date::read(headers),
            retry_after: RetryAfter::read(headers),
            clock: None,
            account_id: None,
            causes: Vec::new(),
        };
        let rejection = Self {
            found: Box::new(found),
        };
        rejection.with_causes()
    }

    /// Takes what the clock that stamps the requests said when the response came, to compare it with the `Date` header.
    ///
    /// That is [`Timestamp::now`]; behind a signer with a clock offset, it is that time with the offset added.
    #[must_use]
    pub fn with_clock(mut self, now: Timestamp) -> Self {
        self.found.clock = Some(now);
        self.with_causes()
    }

    /// Takes the account that the request was signed for, to compare it with the realm.
    #[must_use]
    pub fn with_account_id(mut self, account_id: &AccountId) -> Self {
        self.found.account_id = Some(account_id.clone());
        self.with_causes()
    }

    fn with_causes(mut self) -> Self {
        self.found.causes = cause::causes(&self);
        self
    }

    /// Returns the response's status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.found.status
    }

    /// Returns which kind of refusal it is, if it is one.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.found.kind
    }

    /// Returns the code that the body has, such as `INVALID_LOGIN`; of several, the one that the kind was read from, or the first.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.detail()?.code.as_deref()
    }

    /// Returns the message that the body has beside the code; of a page, its title.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.detail()?.message.as_deref()
    }

    fn detail(&self) -> Option<&Detail> {
        let details = &self.found.details;
        let is_decisive = |detail: &&Detail| Kind::of_detail(detail) == Some(self.kind());
        details
            .iter()
            .find(is_decisive)
            .or_else(|| details.iter().next())
    }

    /// Returns the realm that NetSuite understood: what the `WWW-Authenticate` header has as `realm`.
    #[must_use]
    pub fn realm(&self) -> Option<&str> {
        self.found.challenge.realm.as_deref()
    }

    /// Whether that realm is the account's, letter by letter: NetSuite refuses one in lower case.
    ///
    /// `None` without a realm, or without [`with_account_id`](Self::with_account_id).
    #[must_use]
    pub fn is_own_realm(&self) -> Option<bool> {
        let own = self.found.account_id.as_ref()?.realm();
        Some(self.found.challenge.raw_realm.as_deref()? == own)
    }

    /// Returns how far NetSuite's clock is ahead, to the second: what [`Signer::with_clock_offset`](crate::Signer::with_clock_offset)
    /// takes.
    ///
    /// [`Signer::clock_offset_of`](crate::Signer::clock_offset_of) reads it from the headers of any response.
    ///
    /// `None` without one `Date` header that is a date, or without [`with_clock`](Self::with_clock). The time that the response took is in
    /// it.
    #[must_use]
    pub fn clock_offset(&self) -> Option<Duration> {
        let seconds = |time: Timestamp| i64::try_from(time.unix()).unwrap_or(i64::MAX);
        let offset = seconds(self.found.date?).saturating_sub(seconds(self.found.clock?));
        Some(Duration::seconds(offset))
    }

    /// Whether the same request can succeed though nothing is mended, sent later and signed again: its old header is used up.
    ///
    /// After a server error, a request may have been carried out all the same.
    #[must_use]
    pub fn can_retry(&self) -> bool {
        self.kind().can_retry()
    }

    /// Returns how long the server asks to wait (`Retry-After`), however long that is.
    #[must_use]
    pub fn retry_after(&self) -> Option<StdDuration> {
        let seconds = match self.found.retry_after? {
            RetryAfter::Seconds(seconds) => seconds,
            RetryAfter::Time(time) => {
                // Both are of the server's clock, if it says what that is.
                let now = self.found.date.or(self.found.clock)?;
                time.unix().saturating_sub(now.unix())
            }
        };
        Some(StdDuration::from_secs(seconds))
    }

    /// Returns what may be behind it, likeliest first; no cause at all if the refusal has nothing to do with logging in. See the
    /// [module's page](crate::rejection#what-may-be-behind-it) for the order.
    #[must_use]
    pub fn causes(&self) -> &[Cause] {
        &self.found.causes
    }
}

impl std::error::Error for Rejection {}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = &*self.found;
        f.write_str(found.status.as_str())?;
        if let Some(reason) = found.status.canonical_reason() {
            write!(f, " {reason}")?;
        }
        write!(f, ": {}", found.kind)?;
        if found.details.is_empty() {
            write!(f, "\nbody: {}", found.shape.name())?;
        }
        for Detail { code, message } in found.details.iter() {
            write!(f, "\nbody: {}", Pair(code.as_deref(), message.as_deref()))?;
        }
        let Challenge {
            error, description, ..
        } = &found.challenge;
        if error.is_some() || description.is_some() {
            let pair = Pair(error.as_deref(), description.as_deref());
            write!(f, "\nWWW-Authenticate: {pair}")?;
        }
        if let Some(realm) = self.realm() {
            write!(f, "\nrealm: {realm}")?;
            match (self.is_own_realm(), &found.account_id) {
                (Some(true), _) => f.write_str(", which is ours")?,
                (Some(false), Some(account_id)) => write!(f, ", and ours is {account_id}")?,
                _ => {}
            }
        }
        if let Some(date) = found.date {
            write!(f, "\ndate: {}", Utc(date))?;
        }
        if let Some(offset) = self.clock_offset() {
            write!(f, "\nclock: {} NetSuite's", Seconds(offset))?;
        }
        match (self.can_retry(), self.retry_after()) {
            (false, _) => {}
            (true, None) => f.write_str("\nsend again: later, and signed again")?,
            (true, Some(wait)) => {
                write!(
                    f,
                    "\nsend again: in {} seconds, and signed again",
                    wait.as_secs()
                )?;
            }
        }
        write!(f, "\nto do: {}", found.kind.remedy())?;
        for (cause, number) in found.causes.iter().take(MAX_CAUSES).zip(1..) {
            write!(f, "\n{number}. {cause}\n   {}", cause.code().remedy())?;
            if let Some(step) = cause.code().setup_step() {
                write!(f, "\n   {step}")?;
            }
        }
        match found.causes.len().saturating_sub(MAX_CAUSES) {
            0 => Ok(()),
            more => write!(f, "\nand {more} more, less likely"),
        }
    }
}

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

/// A code and a message, as far as they are there.
struct Pair<'a>(Option<&'a str>, Option<&'a str>);

impl fmt::Display for Pair<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0, self.1) {
            (Some(code), Some(message)) => write!(f, "{code}: {message}"),
            (text, other) => f.write_str(text.or(other).unwrap_or_default()),
        }
    }
}

/// A point in time, in UTC as the Login Audit Trail may be searched by.
struct Utc(Timestamp);

impl fmt::Display for Utc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match OffsetDateTime::try_from(self.0) {
            Ok(time) => {
                let ((year, month, day), (hour, minute, second)) =
                    (time.to_calendar_date(), time.to_hms());
                let month = u8::from(month);
                write!(
                    f,
                    "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC"
                )
            }
            Err(_) => self.0.fmt(f),
        }
    }
}

/// How far NetSuite's clock is ahead.
struct Seconds(Duration);

impl Seconds {
    /// Whether a request that is stamped now would be refused for its timestamp (Oracle: `section_1534941088`).
    fn is_out_of_window(&self) -> bool {
        self.0.whole_seconds().unsigned_abs() > 5 * 60
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.whole_seconds();
        let side = if seconds < 0 { "ahead of" } else { "behind" };
        let plural = if seconds.unsigned_abs() == 1 { "" } else { "s" };
        write!(f, "{} second{plural} {side}", seconds.unsigned_abs())
    }
}

/// How many causes are shown; the rest has hardly ever been it.
const MAX_CAUSES: usize = 5;
