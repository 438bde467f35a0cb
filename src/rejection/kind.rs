use std::fmt;

/// What a rejection is about. `Display` prints its [`meaning`](Self::meaning).
///
/// ```
/// use http::{HeaderMap, StatusCode};
/// use netsuite_oauth1::rejection::{Kind, Rejection};
///
/// let status = StatusCode::TOO_MANY_REQUESTS;
/// let rejection = Rejection::from_parts(status, &HeaderMap::new(), "").ok_or("an answer")?;
/// assert_eq!(rejection.kind(), Kind::ConcurrencyLimit);
/// assert!(rejection.can_retry());
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// NetSuite refused the login.
    LoginRefused,
    /// NetSuite could not read the request or its `Authorization` header.
    MalformedHeader,
    /// The host is not the account's or not the service's.
    WrongDomain,
    /// The role lacks a permission, or the account a feature.
    Permission,
    /// The account has too many requests at once.
    ConcurrencyLimit,
    /// NetSuite does not accept the request's `Content-Type`.
    ContentType,
    /// There is no such script or deployment, or nothing at the URL.
    ScriptNotFound,
    /// NetSuite does not accept the method at this URL.
    Method,
    /// The request is at fault in another way, which has nothing to do with the login.
    Request,
    /// A login page came instead of an answer.
    LoginPage,
    /// A redirect came instead of an answer.
    Redirect,
    /// NetSuite, or a proxy in front of it, is down or failed.
    ServerError,
    /// The response does not say what is wrong, or says it in a language that is not known here.
    Unknown,
}

impl Kind {
    /// Returns the meaning, in one sentence without a full stop.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::LoginRefused => "NetSuite refused the login",
            Self::MalformedHeader => "NetSuite could not read the request or its credentials",
            Self::WrongDomain => "the host is not the account's or not the service's",
            Self::Permission => "the role lacks a permission, or the account a feature",
            Self::ConcurrencyLimit => "the account has too many requests at once",
            Self::ContentType => "NetSuite does not accept the request's Content-Type",
            Self::ScriptNotFound => "there is no such script or deployment, or nothing at the URL",
            Self::Method => "NetSuite does not accept the method at this URL",
            Self::Request => "the request is at fault, not the login",
            Self::LoginPage => "a login page came instead of an answer",
            Self::Redirect => "a redirect came instead of an answer",
            Self::ServerError => "NetSuite, or a proxy in front of it, is down or failed",
            Self::Unknown => "the response does not say what is wrong",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.meaning())
    }
}
