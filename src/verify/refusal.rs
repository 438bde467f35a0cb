use std::fmt;

use crate::account::AccountId;
use crate::audit::AuditCode;
use crate::error::Error;
use crate::nonce::Nonce;
use crate::timestamp::Timestamp;

/// Why a request is refused: the code that NetSuite would log, and a sentence of detail.
///
/// `Display` gives both. No text of it has a consumer key, a token id, a secret or a signature.
///
/// It is what the one who runs the server should read. Answer the client as NetSuite does, without the cause.
#[derive(Clone, PartialEq, Eq)]
pub struct Refusal {
    // Boxed, so that what is not refused does not carry the room for it.
    cause: Box<Cause>,
}

impl Refusal {
    #[cold]
    pub(super) fn new(cause: Cause) -> Self {
        Self {
            cause: Box::new(cause),
        }
    }

    /// Returns the code that NetSuite would show in its Login Audit Trail; the module's table says how sure that is.
    #[must_use]
    pub fn code(&self) -> AuditCode {
        self.cause.code()
    }
}

impl std::error::Error for Refusal {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.cause)
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Refusal").field(&self.to_string()).finish()
    }
}

/// What was found; positions are in bytes from the start of the header's value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Cause {
    #[error("the request has no `Authorization` header")]
    NoHeader,
    #[error("the request has more than one `Authorization` header")]
    HeaderTwice,
    #[error("the `Authorization` header is of another scheme: expected `OAuth`")]
    NotOAuth,
    #[error("the header is malformed at byte {at}: expected `name=\"value\"`, and commas between")]
    Malformed { at: usize },
    #[error("the header's value at byte {at} is not in double quotes")]
    NotQuoted { at: usize },
    #[error("the header's parameter at byte {at} has no closing double quote")]
    NotClosed { at: usize },
    #[error(
        "the header's byte {at} is not percent-encoded: expected an unreserved character or `%` and two hex digits"
    )]
    NotEncoded { at: usize },
    #[error("the header's name or value at byte {at} decodes to bytes that are not UTF-8")]
    NotUtf8 { at: usize },
    #[error("the header's {name} at byte {at} is empty")]
    Empty { name: &'static str, at: usize },
    #[error("the header's {name} at byte {at} stands there for the second time")]
    Twice { name: &'static str, at: usize },
    #[error("the header has a parameter twice that is none of the usual ones")]
    OtherTwice,
    #[error("the header has no {name}")]
    Missing { name: &'static str },
    #[error("the header's oauth_signature_method is another than `HMAC-SHA256`")]
    SignatureMethod,
    #[error("the header's oauth_version is another than `1.0`")]
    Version,
    #[error("{0}")]
    Nonce(Error),
    #[error(
        "the header's oauth_timestamp is not a number: expected whole seconds in decimal digits"
    )]
    TimestampNumber,

    #[error("the header's realm is misspelt: expected `{expected}`, in upper case and with `_`")]
    RealmSpelling { expected: AccountId },
    #[error("the header's realm is the id of no account that is known here")]
    UnknownAccount,
    #[error("the header's oauth_consumer_key is unknown in account `{account}`")]
    UnknownConsumer { account: AccountId },
    #[error("the header's oauth_token is none of this consumer's in account `{account}`")]
    UnknownToken { account: AccountId },

    #[error("the header's oauth_timestamp is {} seconds {} the clock: expected at most {window}", .found.unix().abs_diff(.now.unix()), if .found < .now { "behind" } else { "ahead of" })]
    OutOfWindow {
        found: Timestamp,
        now: Timestamp,
        window: u64,
    },
    #[error(
        "the header's oauth_timestamp is of a time whose used nonces are forgotten: the clock has gone back, or the window has become wider"
    )]
    Forgotten,

    #[error("the request has no `Host` header and no absolute URL")]
    NoHost,
    #[error("the request has more than one `Host` header")]
    HostTwice,
    #[error("the request's `Host` header is malformed: expected a host, with or without a port")]
    Host,
    #[error("{0}")]
    Url(#[from] Error),
    #[error("the query has a parameter that the header carries too")]
    OtherInQuery,
    #[error("the query has `oauth_version` at byte {at}: expected in the header alone")]
    VersionInQuery { at: usize },

    #[error(
        "the signature differs: the method, the URL, a parameter or a secret is not the one that was signed with"
    )]
    Signature,
    #[error("the nonce `{nonce}` was used before with timestamp {timestamp}")]
    NonceUsed { nonce: Nonce, timestamp: Timestamp },
}

impl Cause {
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
            | Self::Twice { .. }
            | Self::OtherTwice
            | Self::OtherInQuery
            | Self::VersionInQuery { .. }
            | Self::Url(Error::QueryProtocolParameter { .. }) => AuditCode::ParameterRejected,
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
