use http::StatusCode;

use crate::account::AccountId;
use crate::macros::names;
use crate::printable::join;

/// Why a step of the authorization flow or a token endpoint failed.
///
/// No message contains a token, a secret, a verifier or a state. NetSuite's own messages are
/// sanitized: secrets are masked, control characters are escaped, and text is truncated to 300
/// characters.
///
/// ```
/// use http::StatusCode;
/// use netsuite_oauth1::flow::{Error, Place, TokenInfo};
///
/// let body = br#"{"error": {"code": "INVALID_LOGIN_ATTEMPT", "message": "Invalid login attempt."}}"#;
/// let error = TokenInfo::read(StatusCode::UNAUTHORIZED, body).unwrap_err();
/// if let Error::RequestRejected { place, code, .. } = &error {
///     assert_eq!(*place, Place::TokenInfo);
///     assert_eq!(code.as_deref(), Some("INVALID_LOGIN_ATTEMPT"));
/// }
/// # assert!(matches!(error, Error::RequestRejected { .. }));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The callback URL is not absolute, or contains whitespace.
    #[error(
        "invalid callback URL: expected an absolute one such as `https://example.com/callback`"
    )]
    CallbackUrlInvalid,

    /// NetSuite does not accept the state's length or one of its characters.
    #[error("invalid state: expected 1 to 512 ASCII letters and digits")]
    StateInvalid,

    /// The URL is not a valid `http::Uri`, so no request can be created.
    #[error("invalid request URL: expected at most 65534 bytes and a plain host name")]
    UrlInvalid,

    /// The request cannot be signed, for instance because of a host from
    /// [`Start::with_hosts`](super::Start::with_hosts).
    #[error(transparent)]
    #[non_exhaustive]
    SigningFailed {
        /// The reason.
        #[from]
        source: crate::Error,
    },

    /// A response or a callback is far longer than any that NetSuite sends.
    #[error("{place} of {found} bytes: expected at most 65536")]
    #[non_exhaustive]
    LengthExceeded {
        /// The response or the callback.
        place: Place,
        /// The number of bytes.
        found: usize,
    },

    /// The response to `/rest/tokeninfo` is not a JSON object.
    #[error("invalid JSON in the response to tokeninfo: expected an object")]
    JsonInvalid,

    /// NetSuite answered 405 with an empty body. Users have seen this when the flow is not enabled.
    #[error(
        "{place} is 405 without a body: check that the feature Token-based Authentication is on, \
         and that `TBA: Authorization Flow` is ticked on the integration record"
    )]
    #[non_exhaustive]
    FlowDisabled {
        /// The response.
        place: Place,
    },

    /// NetSuite rejected the request.
    #[error(
        "{place} is {}",
        join(&[Some(&status.to_string()), code.as_deref(), message.as_deref()], ": ")
    )]
    #[non_exhaustive]
    RequestRejected {
        /// The response.
        place: Place,
        /// The status of the response.
        status: StatusCode,
        /// NetSuite's code, if the body contains one.
        ///
        /// The Login Audit Trail shows the same code or a more precise one. The codes of the flow
        /// are [listed by Oracle][subsect_156934879823] and explained by
        /// [`AuditCode`](crate::audit::AuditCode).
        ///
        /// [subsect_156934879823]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/subsect_156934879823.html
        code: Option<String>,
        /// NetSuite's message, if the body contains one.
        message: Option<String>,
    },

    /// A field is missing or empty.
    #[error("no `{field}` in the {place}")]
    #[non_exhaustive]
    FieldMissing {
        /// The response or the callback.
        place: Place,
        /// The field.
        field: Field,
    },

    /// A field appears more than once. Parsers disagree on which value counts.
    #[error("more than one `{field}` in the {place}")]
    #[non_exhaustive]
    FieldRepeated {
        /// The response or the callback.
        place: Place,
        /// The field.
        field: Field,
    },

    /// A field is not form-encoded UTF-8, or contains a control character.
    #[error(
        "invalid `{field}` in the {place}: expected form-encoded UTF-8 without control characters"
    )]
    #[non_exhaustive]
    FieldInvalid {
        /// The response or the callback.
        place: Place,
        /// The field.
        field: Field,
    },

    /// NetSuite did not confirm the callback URL (RFC 5849 section 2.1).
    #[error(
        "unconfirmed callback URL in the response to step one: expected `oauth_callback_confirmed=true`"
    )]
    CallbackUnconfirmed,

    /// The response to step three contains the request token of step one instead of an access
    /// token.
    #[error("request token in the response to step three: expected an access token")]
    TokenUnchanged,

    /// The callback's state is not the one that was sent: somebody may have forged the callback.
    #[error("different `state` in the callback: expected the state of this user's session")]
    StateDiffers,

    /// The callback is for another request token.
    #[error("different `oauth_token` in the callback: expected the id of the request token")]
    TokenDiffers,

    /// The user logged in to an account other than the requested one.
    #[error("company `{found}` in the callback: expected `{expected}`")]
    #[non_exhaustive]
    CompanyDiffers {
        /// The account that the user logged in to.
        found: AccountId,
        /// The requested account.
        expected: AccountId,
    },

    /// The company in the callback is not an account id.
    #[error("invalid `company` in the callback: {error}")]
    #[non_exhaustive]
    CompanyInvalid {
        /// Why it is not an account id.
        error: crate::Error,
    },

    /// The user declined: the callback has no verifier, or an [empty one][section_156536698849].
    ///
    /// [section_156536698849]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156536698849.html
    #[error("no `oauth_verifier` in the callback: the user declined")]
    UserDeclined,
}

names! {
    /// Where a field or an error was found. `Display` writes the name.
    ///
    /// ```
    /// use netsuite_oauth1::flow::Place;
    ///
    /// assert_eq!(Place::StepOne.to_string(), "response to step one");
    /// ```
    Place {
        StepOne = "response to step one",
        Callback = "callback",
        StepThree = "response to step three",
        TokenInfo = "response to tokeninfo",
    }
}

names! {
    /// A field of a response or of the callback. `Display` writes its name.
    ///
    /// ```
    /// use netsuite_oauth1::flow::Field;
    ///
    /// assert_eq!(Field::Verifier.to_string(), "oauth_verifier");
    /// ```
    Field {
        Token = "oauth_token",
        TokenSecret = "oauth_token_secret",
        CallbackConfirmed = "oauth_callback_confirmed",
        Verifier = "oauth_verifier",
        State = "state",
        Company = "company",
        Role = "role",
        Entity = "entity",
    }
}
