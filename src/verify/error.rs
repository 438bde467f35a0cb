use std::fmt;

use crate::account::AccountId;
use crate::audit::AuditCode;
use crate::nonce::Nonce;
use crate::timestamp::Timestamp;

/// Why a [`Verifier`](super::Verifier) rejects a request.
///
/// `Display` prints the code that NetSuite would log and a sentence of detail, for the operator of
/// the server. Do not send it to the client: NetSuite does not either.
///
/// It never contains a consumer key, a token id, a secret or a signature.
///
/// ```
/// use http::{HeaderMap, Method, Uri};
/// use netsuite_oauth1::{Timestamp, audit::AuditCode, verify::Verifier};
///
/// let verifier = Verifier::new([]);
/// let (uri, no_headers) = (Uri::from_static("https://localhost/"), HeaderMap::new());
/// let error = verifier.verify(&Method::GET, &uri, &no_headers, Timestamp::now()).unwrap_err();
/// assert_eq!(error.code(), AuditCode::MissingTokenPassportRequiredFields);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    // Boxed to keep `Result<Verified, Error>` small.
    kind: Box<Kind>,
}

impl Error {
    /// Returns the code that NetSuite would show in its Login Audit Trail. The table in the
    /// [module](super)'s documentation marks the codes that are inferred.
    #[must_use]
    pub fn code(&self) -> AuditCode {
        self.kind.code()
    }
}

impl From<Kind> for Error {
    #[cold]
    fn from(kind: Kind) -> Self {
        Self {
            kind: Box::new(kind),
        }
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.kind)
    }
}

/// The reason. Positions are in bytes from the start of the header's value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Kind {
    #[error("no `Authorization` header")]
    NoHeader,
    #[error("more than one `Authorization` header")]
    HeaderTwice,
    #[error("unknown scheme in the `Authorization` header: expected `OAuth`")]
    NotOAuth,
    #[error("malformed header at byte {at}: expected `name=\"value\"`, separated by commas")]
    Malformed { at: usize },
    #[error("unquoted value in the header at byte {at}: expected double quotes")]
    NotQuoted { at: usize },
    #[error("unterminated value in the header at byte {at}: expected a closing double quote")]
    NotClosed { at: usize },
    #[error(
        "invalid character in the header at byte {at}: expected an unreserved character or `%` and two hex digits"
    )]
    NotEncoded { at: usize },
    #[error("invalid UTF-8 in the header's name or value at byte {at}")]
    NotUtf8 { at: usize },
    #[error("empty {name} in the header at byte {at}")]
    Empty { name: &'static str, at: usize },
    #[error("repeated {name} in the header at byte {at}")]
    Repeated { name: &'static str, at: usize },
    #[error("repeated parameter in the header, which is not one of NetSuite's own")]
    OtherRepeated,
    #[error("no {name} in the header")]
    Missing { name: &'static str },
    #[error("unsupported oauth_signature_method: expected `HMAC-SHA256`")]
    SignatureMethod,
    #[error("unsupported oauth_version: expected `1.0`")]
    Version,
    #[error("{0}")]
    Nonce(crate::Error),
    #[error("invalid oauth_timestamp: expected whole seconds in decimal digits")]
    TimestampNumber,

    #[error("misspelled realm: expected `{expected}`, in upper case and with `_`")]
    RealmSpelling { expected: AccountId },
    #[error("unknown realm: expected an account whose credentials are known here")]
    UnknownAccount,
    #[error("unknown oauth_consumer_key in account `{account}`")]
    UnknownConsumer { account: AccountId },
    #[error("unknown oauth_token of this consumer in account `{account}`")]
    UnknownToken { account: AccountId },

    #[error("oauth_timestamp {} seconds {} the clock: expected at most {window}", .found.unix().abs_diff(.now.unix()), if .found < .now { "behind" } else { "ahead of" })]
    OutOfWindow {
        found: Timestamp,
        now: Timestamp,
        window: u64,
    },
    #[error(
        "oauth_timestamp too old to rule out a replay: the clock went back, or the window became wider"
    )]
    Forgotten,

    #[error("no `Host` header and no absolute URL")]
    NoHost,
    #[error("more than one `Host` header")]
    HostTwice,
    #[error("malformed `Host` header: expected a host, with or without a port")]
    Host,
    #[error("{0}")]
    Url(#[from] crate::Error),
    #[error("a parameter in the query that the header has too")]
    OtherInQuery,
    #[error("oauth_version in the query at byte {at}: expected it in the header")]
    VersionInQuery { at: usize },

    #[error(
        "wrong signature: expected the method, URL, parameters and secrets that were signed with"
    )]
    Signature,
    #[error("nonce `{nonce}` used before with timestamp {timestamp}")]
    NonceUsed { nonce: Nonce, timestamp: Timestamp },
}

impl Kind {
    fn code(&self) -> AuditCode {
        match self {
            Self::NoHeader | Self::NotOAuth | Self::Missing { .. } => {
                AuditCode::MissingTokenPassportRequiredFields
            }
            Self::HeaderTwice
            | Self::Malformed { .. }
            | Self::NotQuoted { .. }
            | Self::NotClosed { .. }
            | Self::NotEncoded { .. }
            | Self::NotUtf8 { .. }
            | Self::Empty { .. }
            | Self::Repeated { .. }
            | Self::OtherRepeated
            | Self::OtherInQuery
            | Self::VersionInQuery { .. }
            | Self::Url(crate::Error::QueryProtocolParameter { .. }) => {
                AuditCode::ParameterRejected
            }
            Self::SignatureMethod => AuditCode::UnknownAlgorithm,
            Self::Version => AuditCode::VersionRejected,
            Self::Nonce(_) => AuditCode::NonceRejected,
            Self::RealmSpelling { .. } | Self::UnknownAccount | Self::UnknownConsumer { .. } => {
                AuditCode::ConsumerKeyUnknown
            }
            Self::UnknownToken { .. } => AuditCode::TokenRejected,
            Self::TimestampNumber | Self::OutOfWindow { .. } | Self::Forgotten => {
                AuditCode::InvalidTimestamp
            }
            Self::NoHost | Self::HostTwice | Self::Host | Self::Url(_) | Self::Signature => {
                AuditCode::InvalidSignature
            }
            Self::NonceUsed { .. } => AuditCode::NonceUsed,
        }
    }
}
