//! Explains the codes of NetSuite's Login Audit Trail.
//!
//! The responses to refused logins all look alike. Only the Login Audit Trail shows the cause:
//!
//! 1. Open Setup > Users/Roles > User Management > View Login Audit Trail.
//! 2. Tick Use Advanced Search, and add `Detail` on the subtab Results.
//! 3. Submit, and parse the text in the column Detail as an [`AuditCode`].
//!
//! [`AuditCode`] has a table of all codes. The codes and their meanings come from Oracle, for [all
//! requests][a] and for [the authorization flow][b]. Oracle also explains who can unlock a user
//! with the [User Access Reset Tool][c].
//!
//! [a]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/subsect_156935170194.html
//! [b]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/subsect_156934879823.html
//! [c]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156442554498.html

use std::str::FromStr;

use crate::macros::display;
use crate::step::Step;

/// Declares [`AuditCode`], its documentation and its texts, from one table.
macro_rules! audit_codes {
    ($($variant:ident = $spelling:literal [$($step:ident)*] $meaning:literal $remedy:literal;)*) => {
        /// A code of the Login Audit Trail: its meaning, what to change, and the setup step.
        ///
        /// `Display` prints NetSuite's spelling. `FromStr` ignores case and underscores, because
        /// RESTlets write `nonce_used`, but SOAP and REST write `NonceUsed`. A callback URL may
        /// follow `InvalidCallback`.
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
        ///
        /// The codes after `VersionRejected` belong to the [authorization flow](crate::flow).
        ///
        /// | code | meaning | what to change | [setup step](Step) |
        /// |---|---|---|---|
        $(#[doc = concat!(
            "| [`", $spelling, "`](Self::", stringify!($variant), ") | ", $meaning, " | ", $remedy, " |",
            $(" [`", stringify!($step), "`](Step::", stringify!($step), ")",)* " |"
        )])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum AuditCode {
            $(#[doc = concat!("`", $spelling, "`: ", $meaning, "; ", $remedy, ".")] $variant,)*
        }

        impl AuditCode {
            /// All codes: first the codes of every request, then those of the authorization flow.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns NetSuite's spelling. If there are two, it is that of RESTlets.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $spelling,)* }
            }

            /// Returns the meaning, in one sentence without a full stop.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }

            /// Returns what to change, in one sentence without a full stop.
            pub fn remedy(self) -> &'static str {
                match self { $(Self::$variant => $remedy,)* }
            }

            /// Returns the setup steps to check. Empty if the client is at fault, not the setup.
            pub fn setup_steps(self) -> &'static [Step] {
                match self { $(Self::$variant => &[$(Step::$step),*],)* }
            }
        }
    };
}

audit_codes! {
    ConsumerKeyRefused = "consumer_key_refused" [Integration]
        "the integration record is blocked"
        "set the State of the integration record to Enabled";
    ConsumerKeyUnknown = "consumer_key_unknown" [Integration]
        "the account has no integration record with this consumer key"
        "compare the consumer key and the account id with the integration record; production and sandbox differ";
    FeatureDisabled = "FeatureDisabled" [Features]
        "Token-based Authentication is off in the account"
        "tick Token-based Authentication";
    MissingTokenPassportRequiredFields = "MissingTokenPassportRequiredFields" []
        "a required parameter is missing"
        "send every parameter, in one `Authorization` header";
    NonceRejected = "nonce_rejected" []
        "the nonce has fewer than six characters"
        "send a fresh nonce of 6 to 64 letters and digits, ideally 20";
    NonceUsed = "nonce_used" []
        "a request with this nonce and timestamp was received before"
        "sign each attempt again; a retry, a queue or a redirect must not repeat a header";
    ParameterRejected = "parameter_rejected" []
        "a parameter is malformed, empty or repeated"
        "send each parameter once, in the header only, with its value percent-encoded and in double quotes";
    PermissionDenied = "permission_denied" [Role User]
        "the user or the role is inactive, or the role may not log in with access tokens"
        "give the role the permission Log in using Access Tokens or User Access Tokens; on the employee's tab Access, tick Give Access and add the role; check that neither is inactive";
    InvalidSignature = "InvalidSignature" [Integration Token]
        "NetSuite computes a different signature from the request and the secrets"
        "sign the URL that is really sent, query included, and compare both secrets with the values that NetSuite showed";
    UnknownAlgorithm = "UnknownAlgorithm" []
        "the signature method is not HMAC-SHA256"
        "sign with HMAC-SHA256 and name it in `oauth_signature_method`";
    TemporaryLocked = "temporary_locked" []
        "five failed logins have locked the user"
        "stop sending, fix the cause of the failed logins and wait 30 minutes, or have an administrator unlock the user at Setup > Users/Roles > User Management > User Access Reset Tool";
    InvalidTimestamp = "InvalidTimestamp" []
        "the timestamp is more than five minutes off NetSuite's clock"
        "correct the clock, and sign when the request is sent instead of when it is queued";
    TokenRejected = "token_rejected" [Token]
        "the token is unknown, inactive or revoked, or belongs to another integration or account"
        "create a new access token for this integration in this account; a sandbox refresh deletes all tokens of the sandbox";
    VersionRejected = "VersionRejected" []
        "`oauth_version` is not 1.0"
        "send `oauth_version` as 1.0";
    UnknownIntegration = "UnknownIntegration" [Integration]
        "no integration record has the consumer key of step one"
        "compare the consumer key and the account id with the integration record; production and sandbox differ";
    IntegrationBlocked = "IntegrationBlocked" [Integration]
        "the integration record of the flow is blocked"
        "set the State of the integration record to Enabled";
    AuthorizationFlowRequired = "AuthorizationFlowRequired" [Integration]
        "the integration record does not allow the authorization flow"
        "tick TBA: Authorization Flow on the integration record";
    InvalidCallback = "InvalidCallback" [Integration]
        "the callback URL differs from the integration record's"
        "send the callback URL exactly as it is on the integration record";
    MissingRequiredParameter = "MissingRequiredParameter" []
        "a required parameter of the flow is missing"
        "send every parameter of the step, in one `Authorization` header";
    EntityOrRoleDisabled = "EntityOrRoleDisabled" [Role User]
        "the user or the role of the flow is inactive"
        "activate the user and the role, or start the flow with another role";
    InvalidVerifier = "InvalidVerifier" []
        "the verifier differs from the callback's"
        "send the callback's `oauth_verifier` unchanged, once, with its own request token";
}

display!(AuditCode, as_str);

impl FromStr for AuditCode {
    type Err = UnknownAuditCode;

    /// Parses a code in any spelling.
    ///
    /// # Errors
    ///
    /// [`UnknownAuditCode`] for any other text.
    fn from_str(text: &str) -> Result<Self, UnknownAuditCode> {
        let word = text
            .split_once(char::is_whitespace)
            .map_or(text, |(word, _)| word);
        let is_same = |code: &&Self| plain(code.as_str()) == plain(word);
        let code = Self::ALL.iter().find(is_same).copied();
        code.filter(|code| word == text || *code == Self::InvalidCallback)
            .ok_or(UnknownAuditCode)
    }
}

fn plain(code: &str) -> String {
    code.replace('_', "").to_ascii_lowercase()
}

/// The text is not a known code of the Login Audit Trail. The error does not show it.
///
/// ```
/// use netsuite_oauth1::audit::AuditCode;
///
/// // The code in the response is a different one, and the same for all refused logins.
/// let error = "INVALID_LOGIN".parse::<AuditCode>().unwrap_err();
/// assert!(error.to_string().starts_with("unknown code: expected one from the column Detail"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown code: expected one from the column Detail of the Login Audit Trail, such as `nonce_used`"
)]
#[non_exhaustive]
pub struct UnknownAuditCode;
