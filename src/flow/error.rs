use std::fmt;

use http::StatusCode;

use crate::account::AccountId;

/// What the authorization flow and the token endpoints can refuse: what was found, where, and what was expected.
///
/// No text of an error contains a token, a secret, a verifier or a state of yours. What NetSuite itself says is shown on one line,
/// cut to 200 characters, with what may be a secret in it hidden and its control characters escaped.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The callback URL is not absolute, or has white space around it.
    #[error(
        "the callback URL is not absolute: expected one such as `https://example.com/callback`"
    )]
    CallbackUrl,

    /// The state is empty or longer than NetSuite takes.
    #[error("the state has {found} bytes: expected 1 to 512")]
    StateLength {
        /// How many bytes it has.
        found: usize,
    },

    /// The state has a character other than the ASCII letters and digits.
    #[error("the state has {found:?} at byte {at}: expected ASCII letters and digits")]
    StateCharacter {
        /// The character.
        found: char,
        /// Where it stands, in bytes from the start.
        at: usize,
    },

    /// No request can be sent to the URL.
    #[error(
        "the URL cannot be requested: expected `https://`, a host name and at most 65534 bytes"
    )]
    Url,

    /// The request cannot be signed.
    #[error(transparent)]
    Signing(#[from] crate::Error),

    /// An answer or a callback is longer than any that NetSuite sends.
    #[error("{place} has {found} bytes: expected at most 65536")]
    TooLong {
        /// `the answer to step one`, `the callback`, `the answer to step three` or `the answer of tokeninfo`.
        place: &'static str,
        /// How many bytes it has.
        found: usize,
    },

    /// The bytes of an answer are not UTF-8.
    #[error("{place} is not UTF-8 from byte {at} on")]
    NotUtf8 {
        /// Which answer.
        place: &'static str,
        /// Where the first byte stands that is not.
        at: usize,
    },

    /// An answer is not the JSON that it should be.
    #[error("{place} is not a JSON object")]
    NotJson {
        /// Which answer.
        place: &'static str,
    },

    /// NetSuite answered 405 with an empty body, as it does where the flow is switched off.
    #[error(
        "{place} is 405 and empty, as where the flow is not enabled: see the feature Token-Based Authentication and the box \
         `TBA: Authorization Flow` of the integration record"
    )]
    FlowDisabled {
        /// Which answer.
        place: &'static str,
    },

    /// NetSuite refused.
    #[error("{place} is {status}{}", Reason(.code.as_deref(), .message.as_deref()))]
    Refused {
        /// Which answer.
        place: &'static str,
        /// The answer's status.
        status: StatusCode,
        /// NetSuite's code, where the body has one. The Login Audit Trail says the same or more: an
        /// [`AuditCode`](crate::audit::AuditCode), for the flow one of `UnknownIntegration`, `IntegrationBlocked`,
        /// `AuthorizationFlowRequired`, `InvalidCallback`, `MissingRequiredParameter`, `InvalidTimestamp`, `NonceRejected`,
        /// `InvalidSignature`, `TokenRejected`, `EntityOrRoleDisabled` and `InvalidVerifier` (Oracle: `subsect_156934879823`).
        code: Option<String>,
        /// NetSuite's message, where the body has one.
        message: Option<String>,
    },

    /// A field is missing, or empty where it may not be.
    #[error("{place} has no `{field}`")]
    MissingField {
        /// Which answer, or the callback.
        place: &'static str,
        /// The field's name.
        field: &'static str,
    },

    /// A field is there more than once, so that readers may differ on which counts.
    #[error("{place} has `{field}` more than once")]
    DoubledField {
        /// Which answer, or the callback.
        place: &'static str,
        /// The field's name.
        field: &'static str,
    },

    /// A field's value is not form-encoded UTF-8, or no value that such a field can have.
    #[error(
        "{place} has a `{field}` that cannot be read: expected form-encoded UTF-8 without control characters"
    )]
    BadField {
        /// Which answer, or the callback.
        place: &'static str,
        /// The field's name.
        field: &'static str,
    },

    /// NetSuite did not confirm that it took the callback URL (RFC 5849 section 2.1).
    #[error("the answer to step one has an `oauth_callback_confirmed` that is not `true`")]
    CallbackNotConfirmed,

    /// The answer to step three has step one's token in it, which signs nothing.
    #[error("the answer to step three has the request token: expected an access token")]
    RequestTokenAgain,

    /// The callback has another state than the browser was sent off with: somebody else may have made it.
    #[error("the callback has another `state` than the one that was sent")]
    StateDiffers,

    /// The callback is for another request token.
    #[error("the callback has another `oauth_token` than the request token's")]
    TokenDiffers,

    /// The verifier is empty, as it is when the user did not consent (Oracle: `section_156536698849`).
    #[error("the callback has an empty `oauth_verifier`, as when the user denies access")]
    Denied,

    /// The callback names a company that is no account id.
    #[error("the callback has a `company` that is no account id: {0}")]
    Company(crate::Error),

    /// The user logged in to another account than the one that was asked for.
    #[error("the callback has the `company` `{found}`: expected `{expected}`")]
    OtherAccount {
        /// The account that the user logged in to.
        found: AccountId,
        /// The account that was asked for.
        expected: AccountId,
    },
}

/// What NetSuite says, as far as it says anything.
struct Reason<'a>(Option<&'a str>, Option<&'a str>);

impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        [self.0, self.1]
            .iter()
            .flatten()
            .try_for_each(|text| write!(f, ": {text}"))
    }
}
