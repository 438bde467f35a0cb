//! Explains the codes of NetSuite's Login Audit Trail.
//!
//! A refused response is the same whatever is wrong (`INVALID_LOGIN`, `INVALID_LOGIN_ATTEMPT`). The cause stands in NetSuite
//! alone: Setup > Users/Roles > User Management > View Login Audit Trail, there Use Advanced Search, with `Detail` among the
//! result columns (Oracle: `subsect_156935170194`). [`AuditCode`] reads what stands in that column.

use std::fmt;
use std::str::FromStr;

use crate::setup::Step;

/// A code of the Login Audit Trail: what it means, what to change, and where.
///
/// `Display` gives NetSuite's spelling. All of its spellings are read, those of RESTlets and those of SOAP and REST: upper and
/// lower case and underscores make no difference. Behind `InvalidCallback` may stand the callback URL, as NetSuite has it there.
///
/// ```
/// use netsuite_oauth1::{audit::AuditCode, setup::Step};
///
/// let code: AuditCode = "NonceUsed".parse()?;
/// assert_eq!(code, "nonce_used".parse()?);
/// println!("{code}: {}. {}.", code.meaning(), code.remedy());
///
/// assert_eq!(AuditCode::TokenRejected.setup_step(), Some(Step::Token));
/// # Ok::<(), netsuite_oauth1::audit::UnknownAuditCode>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AuditCode {
    /// `consumer_key_refused`.
    ConsumerKeyRefused,
    /// `consumer_key_unknown`.
    ConsumerKeyUnknown,
    /// `FeatureDisabled`.
    FeatureDisabled,
    /// `MissingTokenPassportRequiredFields`.
    MissingTokenPassportRequiredFields,
    /// `nonce_rejected`; in the authorization flow `NonceRejected`.
    NonceRejected,
    /// `nonce_used` for RESTlets, `NonceUsed` for SOAP and REST.
    NonceUsed,
    /// `parameter_rejected`.
    ParameterRejected,
    /// `permission_denied`.
    PermissionDenied,
    /// `InvalidSignature`.
    InvalidSignature,
    /// `UnknownAlgorithm`.
    UnknownAlgorithm,
    /// `temporary_locked`.
    TemporaryLocked,
    /// `InvalidTimestamp`.
    InvalidTimestamp,
    /// `token_rejected`; in the authorization flow `TokenRejected`.
    TokenRejected,
    /// `VersionRejected`.
    VersionRejected,
    /// `UnknownIntegration`, of the authorization flow.
    UnknownIntegration,
    /// `IntegrationBlocked`, of the authorization flow.
    IntegrationBlocked,
    /// `AuthorizationFlowRequired`, of the authorization flow.
    AuthorizationFlowRequired,
    /// `InvalidCallback`, of the authorization flow.
    InvalidCallback,
    /// `MissingRequiredParameter`, of the authorization flow.
    MissingRequiredParameter,
    /// `EntityOrRoleDisabled`, of the authorization flow.
    EntityOrRoleDisabled,
    /// `InvalidVerifier`, of the authorization flow.
    InvalidVerifier,
}

impl AuditCode {
    /// All of them: those of every request first (Oracle: `subsect_156935170194`), then those of the three-step
    /// authorization flow (`subsect_156934879823`).
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

    /// Returns NetSuite's spelling; where it has two, that of RESTlets.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ConsumerKeyRefused => "consumer_key_refused",
            Self::ConsumerKeyUnknown => "consumer_key_unknown",
            Self::FeatureDisabled => "FeatureDisabled",
            Self::MissingTokenPassportRequiredFields => "MissingTokenPassportRequiredFields",
            Self::NonceRejected => "nonce_rejected",
            Self::NonceUsed => "nonce_used",
            Self::ParameterRejected => "parameter_rejected",
            Self::PermissionDenied => "permission_denied",
            Self::InvalidSignature => "InvalidSignature",
            Self::UnknownAlgorithm => "UnknownAlgorithm",
            Self::TemporaryLocked => "temporary_locked",
            Self::InvalidTimestamp => "InvalidTimestamp",
            Self::TokenRejected => "token_rejected",
            Self::VersionRejected => "VersionRejected",
            Self::UnknownIntegration => "UnknownIntegration",
            Self::IntegrationBlocked => "IntegrationBlocked",
            Self::AuthorizationFlowRequired => "AuthorizationFlowRequired",
            Self::InvalidCallback => "InvalidCallback",
            Self::MissingRequiredParameter => "MissingRequiredParameter",
            Self::EntityOrRoleDisabled => "EntityOrRoleDisabled",
            Self::InvalidVerifier => "InvalidVerifier",
        }
    }

    /// Returns what it means, in one sentence without a full stop.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::ConsumerKeyRefused => "the integration record exists but is blocked",
            Self::ConsumerKeyUnknown => {
                "the account has no integration record with this consumer key"
            }
            Self::FeatureDisabled => {
                "the account does not have Token-Based Authentication switched on"
            }
            Self::MissingTokenPassportRequiredFields => {
                "the request lacks a parameter that is required"
            }
            Self::NonceRejected => {
                "the nonce is not one that NetSuite accepts, such as one under 6 characters"
            }
            Self::NonceUsed => "a request with this nonce and timestamp has been seen before",
            Self::ParameterRejected => "a parameter is malformed, is empty, or is there twice",
            Self::PermissionDenied => {
                "the user or the role is inactive, or the role may not log in with tokens"
            }
            Self::InvalidSignature => {
                "the signature is not the one that NetSuite computes from the request and the secrets"
            }
            Self::UnknownAlgorithm => "the signature method is not HMAC-SHA256",
            Self::TemporaryLocked => "five failed logins have locked the user out for a while",
            Self::InvalidTimestamp => {
                "the timestamp is more than five minutes off NetSuite's clock"
            }
            Self::TokenRejected => {
                "the token is unknown or inactive, or was made for another integration or account"
            }
            Self::VersionRejected => "the oauth_version is not 1.0",
            Self::UnknownIntegration => {
                "no integration record has the consumer key of the flow's first step"
            }
            Self::IntegrationBlocked => "the integration record of the flow exists but is blocked",
            Self::AuthorizationFlowRequired => {
                "the integration record does not have the authorization flow switched on"
            }
            Self::InvalidCallback => "the callback URL is not the one of the integration record",
            Self::MissingRequiredParameter => {
                "a step of the flow lacks a parameter that is required"
            }
            Self::EntityOrRoleDisabled => {
                "the user or the role that the flow was started for is inactive"
            }
            Self::InvalidVerifier => "the verifier is not the one that the callback was given",
        }
    }

    /// Returns what to change, in one sentence without a full stop.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        match self {
            Self::ConsumerKeyRefused | Self::IntegrationBlocked => {
                "Set the integration record's State to Enabled"
            }
            Self::ConsumerKeyUnknown | Self::UnknownIntegration => {
                "Compare the consumer key and the account id with the integration record: production and sandbox differ"
            }
            Self::FeatureDisabled => {
                "Tick Token-Based Authentication among the SuiteCloud features"
            }
            Self::MissingTokenPassportRequiredFields | Self::MissingRequiredParameter => {
                "Send every parameter of the header, and send the header at all"
            }
            Self::NonceRejected => {
                "Make a nonce of 6 to 64 letters and digits, at best 20, for each request"
            }
            Self::NonceUsed => {
                "Sign each time that a request is sent: a retry, a queue or a redirect must not send the old header again"
            }
            Self::ParameterRejected => {
                "Send each parameter once, with a value in double quotes that is percent-encoded, and in the header alone"
            }
            Self::PermissionDenied => {
                "Give the role the permission to log in with access tokens, give the user the role, and see that both are active"
            }
            Self::InvalidSignature => {
                "Sign the URL that is really sent, query included, with the secrets of this consumer and this token"
            }
            Self::UnknownAlgorithm => {
                "Sign with HMAC-SHA256, and name it so in oauth_signature_method"
            }
            Self::TemporaryLocked => "Wait 30 minutes, and mend first what made the logins fail",
            Self::InvalidTimestamp => {
                "Set the clock right, and sign when the request is sent rather than when it is queued"
            }
            Self::TokenRejected => {
                "Make a new access token for this integration in this account: a sandbox refresh ends all tokens"
            }
            Self::VersionRejected => "Send oauth_version as 1.0",
            Self::AuthorizationFlowRequired => {
                "Tick TBA: Authorization Flow on the integration record"
            }
            Self::InvalidCallback => {
                "Send the callback URL exactly as it stands on the integration record"
            }
            Self::EntityOrRoleDisabled => {
                "Activate the user and the role, or start the flow with another role"
            }
            Self::InvalidVerifier => {
                "Pass on the oauth_verifier of the callback as it came, once, with its own request token"
            }
        }
    }

    /// Returns the step of NetSuite's setup to look at first; `None` where the fault is in the program that sends.
    #[must_use]
    pub fn setup_step(self) -> Option<Step> {
        match self {
            Self::FeatureDisabled => Some(Step::Features),
            Self::ConsumerKeyRefused
            | Self::ConsumerKeyUnknown
            | Self::UnknownIntegration
            | Self::IntegrationBlocked
            | Self::AuthorizationFlowRequired
            | Self::InvalidCallback => Some(Step::Integration),
            Self::PermissionDenied => Some(Step::Role),
            Self::EntityOrRoleDisabled => Some(Step::User),
            Self::TokenRejected => Some(Step::Token),
            Self::MissingTokenPassportRequiredFields
            | Self::NonceRejected
            | Self::NonceUsed
            | Self::ParameterRejected
            | Self::InvalidSignature
            | Self::UnknownAlgorithm
            | Self::TemporaryLocked
            | Self::InvalidTimestamp
            | Self::VersionRejected
            | Self::MissingRequiredParameter
            | Self::InvalidVerifier => None,
        }
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
        // Oracle: subsect_156934879823.
        let before_url = || {
            let (code, _) = text.split_once(char::is_whitespace)?;
            find(code).filter(|code| *code == Self::InvalidCallback)
        };
        find(text).or_else(before_url).ok_or(UnknownAuditCode)
    }
}

/// Returns what tells two codes apart: RESTlets have `nonce_used` for what is `NonceUsed` elsewhere.
fn letters(code: &str) -> impl Iterator<Item = char> {
    code.chars()
        .filter(|c| *c != '_')
        .map(|c| c.to_ascii_lowercase())
}

/// The text is no code of the Login Audit Trail that is known here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the text is no known code: expected one of the Login Audit Trail's column Detail, such as `nonce_used`"
)]
#[non_exhaustive]
pub struct UnknownAuditCode;
