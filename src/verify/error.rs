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
    pub fn code(&self) -> AuditCode {
        self.kind.code()
    }
}

impl From<Kind> for Error {
    #[cold]
    fn from(kind: Kind) -> Self {
        let kind = Box::new(kind);
        Self { kind }
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
    HeaderMissing,
    #[error("more than one `Authorization` header")]
    HeaderRepeated,
    #[error("unknown scheme in the `Authorization` header: expected `OAuth`")]
    SchemeUnknown,
    #[error("malformed header at byte {at}: expected `name=\"value\"`, separated by commas")]
    HeaderMalformed { at: usize },
    #[error("unquoted value in the header at byte {at}: expected double quotes")]
    ValueUnquoted { at: usize },
    #[error("unterminated value in the header at byte {at}: expected a closing double quote")]
    ValueUnterminated { at: usize },
    #[error(
        "invalid character in the header at byte {at}: expected an unreserved character or `%` and two hex digits"
    )]
    ValueUnencoded { at: usize },
    #[error("invalid UTF-8 in the header's name or value at byte {at}")]
    ParameterUtf8Invalid { at: usize },
    #[error("empty {name} in the header at byte {at}")]
    ParameterEmpty { name: &'static str, at: usize },
    #[error("repeated {name} in the header at byte {at}")]
    ParameterRepeated { name: &'static str, at: usize },
    #[error("repeated parameter in the header, which is not one of NetSuite's own")]
    OtherRepeated,
    #[error("no {name} in the header")]
    ParameterMissing { name: &'static str },
    #[error("unsupported oauth_signature_method: expected `HMAC-SHA256`")]
    SignatureMethodUnsupported,
    #[error("unsupported oauth_version: expected `1.0`")]
    VersionUnsupported,
    #[error("{0}")]
    NonceInvalid(crate::Error),
    #[error(
        "invalid oauth_timestamp: expected whole seconds in decimal digits, at most {}",
        u64::MAX
    )]
    TimestampInvalid,

    #[error("misspelled realm: expected `{expected}`, in upper case and with `_`")]
    RealmMisspelled { expected: AccountId },
    #[error("unknown realm: expected an account whose credentials are known here")]
    RealmUnknown,
    #[error("unknown oauth_consumer_key in account `{account}`")]
    ConsumerUnknown { account: AccountId },
    #[error("unknown oauth_token of this consumer in account `{account}`")]
    TokenUnknown { account: AccountId },

    #[error("oauth_timestamp {} seconds {} the clock: expected at most {window}", .found.unix().abs_diff(.now.unix()), if .found < .now { "behind" } else { "ahead of" })]
    TimestampOutOfWindow {
        found: Timestamp,
        now: Timestamp,
        window: u64,
    },
    #[error(
        "oauth_timestamp too old to rule out a replay: the clock went back, or the window became wider"
    )]
    TimestampForgotten,

    #[error("no `Host` header and no absolute URL")]
    HostMissing,
    #[error("more than one `Host` header")]
    HostRepeated,
    #[error("malformed `Host` header: expected a host, with or without a port")]
    HostMalformed,
    #[error("{0}")]
    UrlInvalid(#[from] crate::Error),
    #[error("a parameter in the query that the header has too")]
    OtherRepeatedInQuery,
    #[error("oauth_version in the query at byte {at}: expected it in the header")]
    VersionMisplaced { at: usize },

    #[error(
        "wrong signature: expected the method, URL, parameters and secrets that were signed with"
    )]
    SignatureWrong,
    #[error("nonce `{nonce}` used before with timestamp {timestamp}")]
    NonceUsed { nonce: Nonce, timestamp: Timestamp },
}

impl Kind {
    fn code(&self) -> AuditCode {
        match self {
            Self::HeaderMissing | Self::SchemeUnknown | Self::ParameterMissing { .. } => {
                AuditCode::MissingTokenPassportRequiredFields
            }
            Self::HeaderRepeated
            | Self::HeaderMalformed { .. }
            | Self::ValueUnquoted { .. }
            | Self::ValueUnterminated { .. }
            | Self::ValueUnencoded { .. }
            | Self::ParameterUtf8Invalid { .. }
            | Self::ParameterEmpty { .. }
            | Self::ParameterRepeated { .. }
            | Self::OtherRepeated
            | Self::OtherRepeatedInQuery
            | Self::VersionMisplaced { .. }
            | Self::UrlInvalid(crate::Error::QueryParameterReserved { .. }) => {
                AuditCode::ParameterRejected
            }
            Self::SignatureMethodUnsupported => AuditCode::UnknownAlgorithm,
            Self::VersionUnsupported => AuditCode::VersionRejected,
            Self::NonceInvalid(_) => AuditCode::NonceRejected,
            Self::RealmMisspelled { .. } | Self::RealmUnknown | Self::ConsumerUnknown { .. } => {
                AuditCode::ConsumerKeyUnknown
            }
            Self::TokenUnknown { .. } => AuditCode::TokenRejected,
            Self::TimestampInvalid
            | Self::TimestampOutOfWindow { .. }
            | Self::TimestampForgotten => AuditCode::InvalidTimestamp,
            Self::HostMissing
            | Self::HostRepeated
            | Self::HostMalformed
            | Self::UrlInvalid(_)
            | Self::SignatureWrong => AuditCode::InvalidSignature,
            Self::NonceUsed { .. } => AuditCode::NonceUsed,
        }
    }
}
