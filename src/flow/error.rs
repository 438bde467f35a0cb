use http::StatusCode;

use crate::account::AccountId;
use crate::macros::names;

/// Why a step of the authorization flow or a token endpoint failed.
///
/// No message contains a token, a secret, a verifier or a state. Messages of NetSuite are shown on
/// one line of at most 300 characters, with secrets masked and control characters escaped.
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

    /// NetSuite would not accept the state, because of its length or a character.
    #[error("invalid state: expected 1 to 512 ASCII letters and digits")]
    StateInvalid,

    /// No request can be sent to the URL: `http::Uri` rejects it.
    #[error("invalid URL of a request: expected at most 65534 bytes and a plain host name")]
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

    /// An answer or a callback is longer than any that NetSuite sends.
    #[error("{place} of {found} bytes: expected at most 65536")]
    #[non_exhaustive]
    LengthExceeded {
        /// The answer or the callback.
        place: Place,
        /// The number of bytes.
        found: usize,
    },

    /// The answer of `/rest/tokeninfo` is not a JSON object.
    #[error("invalid JSON in the answer of tokeninfo: expected an object")]
    JsonInvalid,

    /// NetSuite answered 405 with an empty body, which was seen when the flow is not enabled.
    #[error(
        "{place} is 405 without a body: check the feature Token-based Authentication, and the box \
         `TBA: Authorization Flow` of the integration record"
    )]
    #[non_exhaustive]
    FlowDisabled {
        /// The answer.
        place: Place,
    },

    /// NetSuite rejected the request.
    #[error("{place} is {status}{}", reason([code, message]))]
    #[non_exhaustive]
    RequestRejected {
        /// The answer.
        place: Place,
        /// The status of the answer.
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
        /// The answer or the callback.
        place: Place,
        /// The field.
        field: Field,
    },

    /// A field appears more than once, so that readers could differ on which one counts.
    #[error("more than one `{field}` in the {place}")]
    #[non_exhaustive]
    FieldRepeated {
        /// The answer or the callback.
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
        /// The answer or the callback.
        place: Place,
        /// The field.
        field: Field,
    },

    /// NetSuite did not confirm the callback URL (RFC 5849 section 2.1).
    #[error(
        "unconfirmed callback URL in the answer to step one: expected `oauth_callback_confirmed=true`"
    )]
    CallbackUnconfirmed,

    /// The answer to step three contains the request token of step one, which signs nothing.
    #[error("request token in the answer to step three: expected an access token")]
    TokenUnchanged,

    /// The callback has another state than the browser was sent off with: somebody else may have
    /// made it.
    #[error("different `state` in the callback: expected the state of this user's session")]
    StateDiffers,

    /// The callback is for another request token.
    #[error("different `oauth_token` in the callback: expected the id of the request token")]
    TokenDiffers,

    /// The user logged in to another account than the requested one.
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
        /// The fault of the account id.
        error: crate::Error,
    },

    /// The user declined: the callback has no verifier, or an [empty one][section_156536698849].
    ///
    /// [section_156536698849]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156536698849.html
    #[error("no `oauth_verifier` in the callback: the user declined")]
    UserDeclined,
}

/// Writes NetSuite's code and message, as far as there are any.
fn reason(texts: [&Option<String>; 2]) -> String {
    let texts = texts.into_iter().flatten();
    texts.flat_map(|text| [": ", text]).collect()
}

names! {
    /// Where a field or an error was found. `Display` writes the name.
    ///
    /// ```
    /// use netsuite_oauth1::flow::Place;
    ///
    /// assert_eq!(Place::StepOne.to_string(), "answer to step one");
    /// ```
    Place {
        StepOne = "answer to step one",
        Callback = "callback",
        StepThree = "answer to step three",
        TokenInfo = "answer of tokeninfo",
    }
}

names! {
    /// A field of an answer or of the callback. `Display` writes its name.
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
