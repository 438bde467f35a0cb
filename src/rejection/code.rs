//! What NetSuite's codes and messages mean.
//!
//! Codes are the same in every language, messages are not: a code decides before a message does.

use super::kind::Kind;
use crate::audit::AuditCode;

/// Returns the kind that a code stands for. `None` if the code is not known, or stands for
/// anything, as `USER_ERROR` and `UNEXPECTED_ERROR` do.
///
/// The codes are from Oracle's pages on [RESTlets][a], [REST web services][b] and [SOAP][c].
///
/// [a]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4634920277.html
/// [b]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156570709583.html
/// [c]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_N3539978.html
pub(super) fn kind(code: &str) -> Option<Kind> {
    Some(match code {
        "ACCT_DISABLED"
        | "ACCT_TEMP_DISABLED"
        | "ACTIVE_ROLE_REQD"
        | "CANT_LOGIN_WITH_OAUTH"
        | "DISALLWD_IP_ADDRESS"
        | "EMAIL_ADDRS_REQD"
        | "INVALID_ACCT"
        | "INVALID_LOGIN"
        | "INVALID_LOGIN_ATTEMPT"
        | "INVALID_LOGIN_CREDENTIALS"
        | "INVALID_LOGIN_IP"
        | "INVALID_ROLE"
        | "INVALID_SESSION"
        | "LOGIN_DISABLED"
        | "PSWD_REQD"
        | "ROLE_REQUIRED"
        | "SESSION_TIMED_OUT"
        | "TWO_FA_REQD"
        | "USER_DISABLED"
        | "WS_LOG_IN_REQD" => Kind::LoginRefused,
        "INVALID_REQUEST" => Kind::MalformedHeader,
        "FEATURE_DISABLED"
        | "FEATURE_UNAVAILABLE"
        | "INACTIVE_RCRD_FOR_ROLE"
        | "INSUFFICIENT_FLD_PERMISSION"
        | "INSUFFICIENT_PERMISSION"
        | "OI_FEATURE_REQD"
        | "OI_PERMISSION_REQD"
        | "PERMISSION_VIOLATION"
        | "WS_FEATURE_REQD"
        | "WS_PERMISSION_REQD" => Kind::Permission,
        "CONCURRENCY_LIMIT_EXCEEDED"
        | "EXCEEDED_MAX_CONCUR_RQST"
        | "SSS_REQUEST_LIMIT_EXCEEDED"
        | "WS_CONCUR_SESSION_DISALLWD"
        | "WS_REQUEST_BLOCKED" => Kind::ConcurrencyLimit,
        "INVALID_CONTENT_TYPE" => Kind::ContentType,
        // The second in older accounts.
        "SSS_INVALID_SCRIPTLET_ID" | "INVALID_LOGIN_INVALID_SCRIPT_ID" => Kind::ScriptNotFound,
        "INVALID_CONTENT"
        | "INVALID_JOB_ID"
        | "INVALID_PAGE_INDEX"
        | "INVALID_PARAMETER"
        | "INVALID_WS_VERSION"
        | "JOB_NOT_COMPLETE"
        | "MAX_RCRDS_EXCEEDED"
        | "NONEXISTENT_ID"
        | "SSS_TIME_LIMIT_EXCEEDED"
        | "SSS_USAGE_LIMIT_EXCEEDED"
        | "UNSUPPORTED_WS_VERSION" => Kind::Request,
        "ACCT_TEMP_UNAVAILABLE" => Kind::ServerError,
        _ => match audit_code(code)? {
            AuditCode::FeatureDisabled
            | AuditCode::PermissionDenied
            | AuditCode::EntityOrRoleDisabled
            | AuditCode::AuthorizationFlowRequired => Kind::Permission,
            AuditCode::MissingTokenPassportRequiredFields
            | AuditCode::MissingRequiredParameter
            | AuditCode::NonceRejected
            | AuditCode::ParameterRejected
            | AuditCode::UnknownAlgorithm
            | AuditCode::VersionRejected => Kind::MalformedHeader,
            _ => Kind::LoginRefused,
        },
    })
}

/// Reads a code of the Login Audit Trail, which the authorization flow's answers have. A code in
/// capitals is another: SuiteTalk's `FEATURE_DISABLED` can be any feature.
pub(super) fn audit_code(code: &str) -> Option<AuditCode> {
    let is_audit_code = code.bytes().any(|byte| byte.is_ascii_lowercase());
    code.parse().ok().filter(|_| is_audit_code)
}

/// Returns the cause of a refused login that a code leaves no doubt about.
pub(super) fn cause(code: &str) -> Option<AuditCode> {
    Some(match code {
        "INVALID_ACCT" => AuditCode::ConsumerKeyUnknown,
        "ACCT_TEMP_DISABLED" | "ACCT_TEMP_UNAVAILABLE" => AuditCode::TemporaryLocked,
        "ACTIVE_ROLE_REQD"
        | "CANT_LOGIN_WITH_OAUTH"
        | "INVALID_ROLE"
        | "LOGIN_DISABLED"
        | "ROLE_REQUIRED"
        | "USER_DISABLED" => AuditCode::PermissionDenied,
        "EMAIL_ADDRS_REQD" | "PSWD_REQD" | "WS_LOG_IN_REQD" => {
            AuditCode::MissingTokenPassportRequiredFields
        }
        _ => return None,
    })
}

/// Whether a refused login has nothing to do with the signature or the credentials of a token.
pub(super) fn is_apart_from_tokens(code: &str) -> bool {
    matches!(
        code,
        "ACCT_DISABLED"
            | "DISALLWD_IP_ADDRESS"
            | "INVALID_LOGIN_IP"
            | "INVALID_SESSION"
            | "SESSION_TIMED_OUT"
            | "TWO_FA_REQD"
    )
}

/// Whether a feature of the account is missing rather than a permission of the role.
pub(super) fn is_about_feature(code: &str) -> bool {
    matches!(
        code,
        "FEATURE_DISABLED" | "FEATURE_UNAVAILABLE" | "OI_FEATURE_REQD" | "WS_FEATURE_REQD"
    )
}

/// Whether a code looks like NetSuite's: `RCRD_DSNT_EXIST`, not `403` or `Forbidden`.
pub(super) fn is_in_capitals(code: &str) -> bool {
    code.contains(char::is_uppercase) && !code.contains(char::is_lowercase)
}

/// Whether a code can stand for anything, so that the message decides.
pub(super) fn is_general(code: &str) -> bool {
    matches!(code, "USER_ERROR" | "UNEXPECTED_ERROR")
}

/// A message that is known, in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phrase {
    InvalidLogin,
    Locked,
    Malformed,
    TwoCredentials,
    RoleMayNot,
    RestWebServices,
    SoapWebServices,
    Permission,
    Feature,
    ConcurrencyLimit,
    DataCenter,
    /// It says nothing beside the fault's element or a message that is known.
    Unexpected,
}

impl Phrase {
    /// Finds the most telling phrase in the messages of a response, in whatever order they are.
    pub(super) fn find<'a>(messages: impl Iterator<Item = &'a str>) -> Option<Self> {
        let messages: Vec<String> = messages.map(str::to_ascii_lowercase).collect();
        let has = |words: &[&str]| {
            let mut messages = messages.iter();
            messages.any(|message| words.iter().all(|words| message.contains(words)))
        };
        PHRASES
            .iter()
            .find(|(words, _)| has(words))
            .map(|(_, phrase)| *phrase)
    }

    pub(super) fn kind(self) -> Kind {
        match self {
            Self::InvalidLogin | Self::Locked => Kind::LoginRefused,
            Self::Malformed | Self::TwoCredentials => Kind::MalformedHeader,
            Self::RoleMayNot
            | Self::RestWebServices
            | Self::SoapWebServices
            | Self::Permission
            | Self::Feature => Kind::Permission,
            Self::ConcurrencyLimit => Kind::ConcurrencyLimit,
            Self::DataCenter => Kind::WrongDomain,
            Self::Unexpected => Kind::ServerError,
        }
    }
}

/// Lower-case words that a message has, all of them. The first row that fits counts.
const PHRASES: &[(&[&str], Phrase)] = &[
    (&["failed login attempts"], Phrase::Locked),
    (&["invalid login"], Phrase::InvalidLogin),
    (&["malformed syntax"], Phrase::Malformed),
    (&["ambiguous authentication"], Phrase::TwoCredentials),
    (&["incorrect data center"], Phrase::DataCenter),
    (&["request limit exceeded"], Phrase::ConcurrencyLimit),
    (
        &["only one request may be made against a session"],
        Phrase::ConcurrencyLimit,
    ),
    (
        &["current role does not have permission"],
        Phrase::RoleMayNot,
    ),
    (
        &["permission", "rest web services"],
        Phrase::RestWebServices,
    ),
    (
        &["do not have permission", "web services feature"],
        Phrase::SoapWebServices,
    ),
    (
        &["you need web services permission"],
        Phrase::SoapWebServices,
    ),
    (&["you need", "permission"], Phrase::Permission),
    (&["do not have permission"], Phrase::Permission),
    (&["does not have permission"], Phrase::Permission),
    (&["do not have privileges"], Phrase::Permission),
    (&["permission violation"], Phrase::Permission),
    (&["restrictions on your role"], Phrase::Permission),
    (&["feature", "not enabled"], Phrase::Feature),
    (&["enable the", "feature"], Phrase::Feature),
    (&["unexpected error"], Phrase::Unexpected),
];
