//! Explains the codes of NetSuite's Login Audit Trail.
//!
//! All refused logins look alike in the response. Only the Login Audit Trail shows the cause:
//!
//! 1. Open Setup > Users/Roles > User Management > View Login Audit Trail.
//! 2. Tick Use Advanced Search, and add `Detail` on the subtab Results.
//! 3. Submit, and parse the text of that column as an [`AuditCode`].
//!
//! | code | meaning | what to change | [setup step](Step) |
//! |---|---|---|---|
//! | [`consumer_key_refused`](AuditCode::ConsumerKeyRefused) | the integration record is blocked | set the State of the integration record to Enabled | 2 [`Integration`](Step::Integration) |
//! | [`consumer_key_unknown`](AuditCode::ConsumerKeyUnknown) | the account has no integration record with this consumer key | compare the consumer key and the account id with the integration record; production and sandbox differ | 2 [`Integration`](Step::Integration) |
//! | [`FeatureDisabled`](AuditCode::FeatureDisabled) | Token-based Authentication is off in the account | tick Token-based Authentication | 1 [`Features`](Step::Features) |
//! | [`MissingTokenPassportRequiredFields`](AuditCode::MissingTokenPassportRequiredFields) | a required parameter is missing | send every parameter, in one `Authorization` header | |
//! | [`nonce_rejected`](AuditCode::NonceRejected) | the nonce has fewer than six characters | send a fresh nonce of 6 to 64 letters and digits, ideally 20 | |
//! | [`nonce_used`](AuditCode::NonceUsed) | a request with this nonce and timestamp has been received before | sign each attempt again; a retry, a queue or a redirect must not repeat a header | |
//! | [`parameter_rejected`](AuditCode::ParameterRejected) | a parameter is malformed, empty or repeated | send each parameter once, in the header only, with its value percent-encoded and in double quotes | |
//! | [`permission_denied`](AuditCode::PermissionDenied) | the user or the role is inactive, or the role may not log in with access tokens | give the role the permission Log in using Access Tokens, give the user the role, and check that both are active | 3 [`Role`](Step::Role), 4 [`User`](Step::User) |
//! | [`InvalidSignature`](AuditCode::InvalidSignature) | NetSuite computes another signature from the request and the secrets | sign the URL that is really sent, query included, and compare both secrets with the pages that showed them | 2 [`Integration`](Step::Integration), 5 [`Token`](Step::Token) |
//! | [`UnknownAlgorithm`](AuditCode::UnknownAlgorithm) | the signature method is not HMAC-SHA256 | sign with HMAC-SHA256 and name it in `oauth_signature_method` | |
//! | [`temporary_locked`](AuditCode::TemporaryLocked) | five failed logins have locked the user | stop sending, fix what made the logins fail and wait 30 minutes, or have an administrator unlock the user at Setup > Users/Roles > User Management > User Access Reset Tool | |
//! | [`InvalidTimestamp`](AuditCode::InvalidTimestamp) | the timestamp is more than five minutes off NetSuite's clock | correct the clock, and sign when the request is sent instead of when it is queued | |
//! | [`token_rejected`](AuditCode::TokenRejected) | the token is unknown, inactive or revoked, or belongs to another integration or account | create a new access token for this integration in this account; a sandbox refresh deletes all tokens of the sandbox | 5 [`Token`](Step::Token) |
//! | [`VersionRejected`](AuditCode::VersionRejected) | `oauth_version` is not 1.0 | send `oauth_version` as 1.0 | |
//!
//! The [authorization flow](crate::flow) has codes of its own:
//!
//! | code | meaning | what to change | [setup step](Step) |
//! |---|---|---|---|
//! | [`UnknownIntegration`](AuditCode::UnknownIntegration) | no integration record has the consumer key of step one | compare the consumer key and the account id with the integration record; production and sandbox differ | 2 [`Integration`](Step::Integration) |
//! | [`IntegrationBlocked`](AuditCode::IntegrationBlocked) | the integration record of the flow is blocked | set the State of the integration record to Enabled | 2 [`Integration`](Step::Integration) |
//! | [`AuthorizationFlowRequired`](AuditCode::AuthorizationFlowRequired) | the integration record does not allow the authorization flow | tick TBA: Authorization Flow on the integration record | 2 [`Integration`](Step::Integration) |
//! | [`InvalidCallback`](AuditCode::InvalidCallback) | the callback URL differs from the integration record's | send the callback URL exactly as the integration record has it | 2 [`Integration`](Step::Integration) |
//! | [`MissingRequiredParameter`](AuditCode::MissingRequiredParameter) | a step of the flow lacks a required parameter | send every parameter of the step, in one `Authorization` header | |
//! | [`EntityOrRoleDisabled`](AuditCode::EntityOrRoleDisabled) | the user or the role of the flow is inactive | activate the user and the role, or start the flow with another role | 3 [`Role`](Step::Role), 4 [`User`](Step::User) |
//! | [`InvalidVerifier`](AuditCode::InvalidVerifier) | the verifier is not the one that the callback had | send the callback's `oauth_verifier` unchanged, once, with its own request token | |
//!
//! The codes and their meanings are Oracle's: [all requests][a], [the flow][b]. Who can unlock a
//! user is on the page of the [User Access Reset Tool][c].
//!
//! [a]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/subsect_156935170194.html
//! [b]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/subsect_156934879823.html
//! [c]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156442554498.html

use std::fmt;
use std::str::FromStr;

use crate::setup::Step;

/// A code of the Login Audit Trail: its meaning, what to change, and the setup step to check.
///
/// `Display` prints NetSuite's spelling. `FromStr` ignores case and underscores, because RESTlets
/// write `nonce_used` and SOAP and REST `NonceUsed`. A callback URL may follow `InvalidCallback`.
///
/// ```
/// use netsuite_oauth1::{audit::AuditCode, setup::Step};
///
/// let code: AuditCode = "NonceUsed".parse()?;
/// assert_eq!(code, "nonce_used".parse()?);
/// println!("{code}: {}. To do: {}.", code.meaning(), code.remedy());
///
/// assert_eq!(AuditCode::TokenRejected.setup_steps(), [Step::Token]);
/// # Ok::<(), netsuite_oauth1::audit::UnknownAuditCode>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AuditCode {
    /// `consumer_key_refused`: the integration record is blocked; set the State of the integration
    /// record to Enabled.
    ConsumerKeyRefused,
    /// `consumer_key_unknown`: the account has no integration record with this consumer key;
    /// compare the consumer key and the account id with the integration record; production and
    /// sandbox differ.
    ConsumerKeyUnknown,
    /// `FeatureDisabled`: Token-based Authentication is off in the account; tick Token-based
    /// Authentication.
    FeatureDisabled,
    /// `MissingTokenPassportRequiredFields`: a required parameter is missing; send every parameter,
    /// in one `Authorization` header.
    MissingTokenPassportRequiredFields,
    /// `nonce_rejected`, in the flow `NonceRejected`: the nonce has fewer than six characters; send
    /// a fresh nonce of 6 to 64 letters and digits, ideally 20.
    NonceRejected,
    /// `nonce_used`, for SOAP and REST `NonceUsed`: a request with this nonce and timestamp has
    /// been received before; sign each attempt again; a retry, a queue or a redirect must not
    /// repeat a header.
    NonceUsed,
    /// `parameter_rejected`: a parameter is malformed, empty or repeated; send each parameter once,
    /// in the header only, with its value percent-encoded and in double quotes.
    ParameterRejected,
    /// `permission_denied`: the user or the role is inactive, or the role may not log in with
    /// access tokens; give the role the permission Log in using Access Tokens, give the user the
    /// role, and check that both are active.
    PermissionDenied,
    /// `InvalidSignature`: NetSuite computes another signature from the request and the secrets;
    /// sign the URL that is really sent, query included, and compare both secrets with the pages
    /// that showed them.
    InvalidSignature,
    /// `UnknownAlgorithm`: the signature method is not HMAC-SHA256; sign with HMAC-SHA256 and name
    /// it in `oauth_signature_method`.
    UnknownAlgorithm,
    /// `temporary_locked`: five failed logins have locked the user; stop sending, fix what made the
    /// logins fail and wait 30 minutes, or have an administrator unlock the user at Setup >
    /// Users/Roles > User Management > User Access Reset Tool.
    TemporaryLocked,
    /// `InvalidTimestamp`: the timestamp is more than five minutes off NetSuite's clock; correct
    /// the clock, and sign when the request is sent instead of when it is queued.
    InvalidTimestamp,
    /// `token_rejected`, in the flow `TokenRejected`: the token is unknown, inactive or revoked, or
    /// belongs to another integration or account; create a new access token for this integration in
    /// this account; a sandbox refresh deletes all tokens of the sandbox.
    TokenRejected,
    /// `VersionRejected`: `oauth_version` is not 1.0; send `oauth_version` as 1.0.
    VersionRejected,
    /// `UnknownIntegration`: no integration record has the consumer key of step one; compare the
    /// consumer key and the account id with the integration record; production and sandbox differ.
    UnknownIntegration,
    /// `IntegrationBlocked`: the integration record of the flow is blocked; set the State of the
    /// integration record to Enabled.
    IntegrationBlocked,
    /// `AuthorizationFlowRequired`: the integration record does not allow the authorization flow;
    /// tick TBA: Authorization Flow on the integration record.
    AuthorizationFlowRequired,
    /// `InvalidCallback`: the callback URL differs from the integration record's; send the callback
    /// URL exactly as the integration record has it.
    InvalidCallback,
    /// `MissingRequiredParameter`: a step of the flow lacks a required parameter; send every
    /// parameter of the step, in one `Authorization` header.
    MissingRequiredParameter,
    /// `EntityOrRoleDisabled`: the user or the role of the flow is inactive; activate the user and
    /// the role, or start the flow with another role.
    EntityOrRoleDisabled,
    /// `InvalidVerifier`: the verifier is not the one that the callback had; send the callback's
    /// `oauth_verifier` unchanged, once, with its own request token.
    InvalidVerifier,
}

impl AuditCode {
    /// All codes: those of every request, then those of the authorization flow.
    pub const ALL: &[Self] = &[
        Self::ConsumerKeyRefused,
        Self::ConsumerKeyUnknown,
        Self::FeatureDisabled,
        Self::MissingTokenPassportRequiredFields,
        Self::NonceRejected,
        Self::NonceUsed,
        Self::ParameterRejected,
        Self::PermissionDenied,
        Self::InvalidSignature,
        Self::UnknownAlgorithm,
        Self::TemporaryLocked,
        Self::InvalidTimestamp,
        Self::TokenRejected,
        Self::VersionRejected,
        Self::UnknownIntegration,
        Self::IntegrationBlocked,
        Self::AuthorizationFlowRequired,
        Self::InvalidCallback,
        Self::MissingRequiredParameter,
        Self::EntityOrRoleDisabled,
        Self::InvalidVerifier,
    ];

    /// Returns NetSuite's spelling; if there are two, the RESTlets'.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.row().0
    }

    /// Returns the meaning, in one sentence without a full stop.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.row().1
    }

    /// Returns what to change, in one sentence without a full stop.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        self.row().2
    }

    /// Returns the steps of NetSuite's setup to check; none if the program that sends is at fault.
    #[must_use]
    pub fn setup_steps(self) -> &'static [Step] {
        self.row().3
    }

    fn row(self) -> &'static Row {
        // The rows are in the order of the variants, which a test checks.
        &ROWS[self as usize]
    }
}

impl fmt::Display for AuditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for AuditCode {
    type Err = UnknownAuditCode;

    /// Reads a code in any of its spellings.
    ///
    /// # Errors
    ///
    /// [`UnknownAuditCode`] for all other text.
    fn from_str(text: &str) -> Result<Self, UnknownAuditCode> {
        let find = |text| {
            let is_same = |code: &&Self| letters(code.as_str()).eq(letters(text));
            Self::ALL.iter().find(is_same).copied()
        };
        let before_url = || {
            let (code, _) = text.split_once(char::is_whitespace)?;
            find(code).filter(|code| *code == Self::InvalidCallback)
        };
        find(text).or_else(before_url).ok_or(UnknownAuditCode)
    }
}

fn letters(code: &str) -> impl Iterator<Item = char> {
    code.chars()
        .filter(|c| *c != '_')
        .map(|c| c.to_ascii_lowercase())
}

/// The text is not a known code of the Login Audit Trail. The error does not show it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown code: expected one from the column Detail of the Login Audit Trail, such as `nonce_used`"
)]
#[non_exhaustive]
pub struct UnknownAuditCode;

/// The spelling, the meaning, what to change and the setup steps.
type Row = (&'static str, &'static str, &'static str, &'static [Step]);

const ROWS: [Row; 21] = [
    (
        "consumer_key_refused",
        "the integration record is blocked",
        "set the State of the integration record to Enabled",
        &[Step::Integration],
    ),
    (
        "consumer_key_unknown",
        "the account has no integration record with this consumer key",
        "compare the consumer key and the account id with the integration record; production and sandbox differ",
        &[Step::Integration],
    ),
    (
        "FeatureDisabled",
        "Token-based Authentication is off in the account",
        "tick Token-based Authentication",
        &[Step::Features],
    ),
    (
        "MissingTokenPassportRequiredFields",
        "a required parameter is missing",
        "send every parameter, in one `Authorization` header",
        &[],
    ),
    (
        "nonce_rejected",
        "the nonce has fewer than six characters",
        "send a fresh nonce of 6 to 64 letters and digits, ideally 20",
        &[],
    ),
    (
        "nonce_used",
        "a request with this nonce and timestamp has been received before",
        "sign each attempt again; a retry, a queue or a redirect must not repeat a header",
        &[],
    ),
    (
        "parameter_rejected",
        "a parameter is malformed, empty or repeated",
        "send each parameter once, in the header only, with its value percent-encoded and in double quotes",
        &[],
    ),
    (
        "permission_denied",
        "the user or the role is inactive, or the role may not log in with access tokens",
        "give the role the permission Log in using Access Tokens, give the user the role, and check that both are active",
        &[Step::Role, Step::User],
    ),
    (
        "InvalidSignature",
        "NetSuite computes another signature from the request and the secrets",
        "sign the URL that is really sent, query included, and compare both secrets with the pages that showed them",
        &[Step::Integration, Step::Token],
    ),
    (
        "UnknownAlgorithm",
        "the signature method is not HMAC-SHA256",
        "sign with HMAC-SHA256 and name it in `oauth_signature_method`",
        &[],
    ),
    (
        "temporary_locked",
        "five failed logins have locked the user",
        "stop sending, fix what made the logins fail and wait 30 minutes, or have an administrator unlock the user at Setup > Users/Roles > User Management > User Access Reset Tool",
        &[],
    ),
    (
        "InvalidTimestamp",
        "the timestamp is more than five minutes off NetSuite's clock",
        "correct the clock, and sign when the request is sent instead of when it is queued",
        &[],
    ),
    (
        "token_rejected",
        "the token is unknown, inactive or revoked, or belongs to another integration or account",
        "create a new access token for this integration in this account; a sandbox refresh deletes all tokens of the sandbox",
        &[Step::Token],
    ),
    (
        "VersionRejected",
        "`oauth_version` is not 1.0",
        "send `oauth_version` as 1.0",
        &[],
    ),
    (
        "UnknownIntegration",
        "no integration record has the consumer key of step one",
        "compare the consumer key and the account id with the integration record; production and sandbox differ",
        &[Step::Integration],
    ),
    (
        "IntegrationBlocked",
        "the integration record of the flow is blocked",
        "set the State of the integration record to Enabled",
        &[Step::Integration],
    ),
    (
        "AuthorizationFlowRequired",
        "the integration record does not allow the authorization flow",
        "tick TBA: Authorization Flow on the integration record",
        &[Step::Integration],
    ),
    (
        "InvalidCallback",
        "the callback URL differs from the integration record's",
        "send the callback URL exactly as the integration record has it",
        &[Step::Integration],
    ),
    (
        "MissingRequiredParameter",
        "a step of the flow lacks a required parameter",
        "send every parameter of the step, in one `Authorization` header",
        &[],
    ),
    (
        "EntityOrRoleDisabled",
        "the user or the role of the flow is inactive",
        "activate the user and the role, or start the flow with another role",
        &[Step::Role, Step::User],
    ),
    (
        "InvalidVerifier",
        "the verifier is not the one that the callback had",
        "send the callback's `oauth_verifier` unchanged, once, with its own request token",
        &[],
    ),
];
