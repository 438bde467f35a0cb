//! What NetSuite's codes, messages and SOAP faults mean, and what to do about it.
//!
//! A code takes precedence over a message, because messages are in the account's language.

use super::body::{Body, Shape};
use super::kind::Kind;
use crate::audit::AuditCode;

/// Why a request was refused. More specific than a [`Kind`].
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reason {
    pub(super) kind: Kind,
    pub(super) to_do: &'static str,
    /// The usual causes, most frequent first, as reported in the issue trackers of clients.
    pub(super) usual: &'static [AuditCode],
    /// The certain cause, if a code of this reason proves it.
    pub(super) cause: Option<AuditCode>,
    /// A cause that the response points to, and the evidence.
    pub(super) evidence: Option<(AuditCode, &'static str)>,
    /// The permission that the role lacks, if the message does not name it.
    pub(super) permission: Option<&'static str>,
    pub(super) note: Option<&'static str>,
    /// The single check that tells the likeliest causes apart.
    pub(super) next_check: &'static str,
}

/// Declares reasons by their differences from a base reason.
macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident from $base:ident: $($field:ident: $value:expr),*;)*) => {
        $($(#[$doc])* pub(super) const $name: &Reason = &Reason { $($field: $value,)* ..*$base };)*
    };
}

/// A check with `/rest/tokeninfo`, and its conclusion.
macro_rules! token_info {
    ($conclusion:literal) => {
        concat!(
            "GET https://<account>.restlets.api.netsuite.com/rest/tokeninfo, signed with ",
            $conclusion
        )
    };
}

pub(super) const UNKNOWN: &Reason = &Reason {
    kind: Kind::Unknown,
    to_do: "read the message: no code or phrase in the response is known",
    usual: &[],
    cause: None,
    evidence: None,
    permission: None,
    note: None,
    next_check: token_info!(
        "the same credentials: success proves that the login works, so only this request is at fault"
    ),
};

/// For a TokenPassport, instead of the check of [`LOGIN`].
pub(super) const PASSPORT_CHECK: &str = token_info!(
    "the same credentials: if it succeeds, only the TokenPassport is wrong; if not, the credentials or the setup are wrong"
);

reasons! {
    UNKNOWN_SENDER from UNKNOWN:
        to_do: "find out who answered: NetSuite's errors have a code or a message";
    PASSPORT_REFUSED from UNKNOWN:
        to_do: "look up the column Detail of Setup > Users/Roles > User Management > View Login Audit Trail: NetSuite refused the TokenPassport, and only the message says more";

    LOGIN from UNKNOWN:
        kind: Kind::LoginRefused,
        to_do: "look up the column Detail of Setup > Users/Roles > User Management > View Login Audit Trail before sending again: five failed logins lock the user for 30 minutes",
        usual: &[
            AuditCode::InvalidSignature, // an unsigned query, the encoding, a wrong secret
            AuditCode::ConsumerKeyUnknown, // realm and host spelled alike, the other account
            AuditCode::NonceUsed, // a retry that repeats the header
            AuditCode::UnknownAlgorithm, // libraries that default to HMAC-SHA1
            AuditCode::PermissionDenied,
            AuditCode::TokenRejected, // a sandbox that was refreshed
            AuditCode::InvalidTimestamp,
            AuditCode::ConsumerKeyRefused,
            AuditCode::FeatureDisabled,
            AuditCode::TemporaryLocked,
            AuditCode::ParameterRejected,
            AuditCode::MissingTokenPassportRequiredFields,
            AuditCode::NonceRejected,
            AuditCode::VersionRejected,
        ],
        note: Some("if many requests run at once, the account's concurrency limit may look like this; all services share it"),
        next_check: token_info!("the same credentials: if it succeeds, only this request is signed wrong; if not, the credentials or the setup are wrong");
    LOCKED from LOGIN:
        evidence: Some((AuditCode::TemporaryLocked, "the response speaks of failed login attempts"));
    OTHER_SCHEME from LOGIN:
        to_do: "find out who answered: NetSuite's challenge for TBA has the scheme OAuth, so the header did not arrive or a proxy answered";
    WRONG_ACCOUNT from LOGIN:
        cause: Some(AuditCode::ConsumerKeyUnknown),
        usual: &[],
        evidence: Some((AuditCode::ConsumerKeyUnknown, "the response says that the account is wrong"));
    USER_LOCKED from LOGIN: cause: Some(AuditCode::TemporaryLocked), usual: &[];
    USER_OR_ROLE from LOGIN: cause: Some(AuditCode::PermissionDenied), usual: &[];
    NO_PASSPORT from LOGIN: cause: Some(AuditCode::MissingTokenPassportRequiredFields), usual: &[];
    /// Unrelated to the signature and to the credentials of a token.
    TWO_FACTOR from LOGIN:
        to_do: "log in with a token: the request logs in with a user's email and password, and the role requires two-factor authentication",
        usual: &[],
        note: None,
        next_check: token_info!("a token: success proves setup steps 1 to 5");
    SESSION_OVER from TWO_FACTOR:
        to_do: "send the request again with a new TokenPassport: the session is over";
    IP_ADDRESS from TWO_FACTOR:
        to_do: "allow the IP address that the request comes from, for the account or the user";
    ACCOUNT_DISABLED from TWO_FACTOR:
        to_do: "ask the account's administrator why the account is disabled";

    MALFORMED_HEADER from UNKNOWN:
        kind: Kind::MalformedHeader,
        to_do: "send one `Authorization` header as the signer wrote it, and no copy of its parameters in the query",
        usual: &[
            AuditCode::ParameterRejected,
            AuditCode::UnknownAlgorithm,
            AuditCode::MissingTokenPassportRequiredFields,
            AuditCode::InvalidTimestamp,
            AuditCode::VersionRejected,
            AuditCode::NonceRejected,
        ],
        next_check: LOGIN.next_check;
    MALFORMED_PASSPORT from MALFORMED_HEADER:
        to_do: "send one TokenPassport with account, consumer key, token, nonce, timestamp and signature, each once";
    TWO_CREDENTIALS from MALFORMED_HEADER:
        to_do: "send the TokenPassport alone: remove ApplicationInfo, Passport and the cookie JSESSIONID",
        usual: &[];

    WRONG_DOMAIN from UNKNOWN:
        kind: Kind::WrongDomain,
        to_do: "take the host from Setup > Company > Company Information > Company URLs: SOAP and REST share one, RESTlets have another",
        next_check: "GET https://rest.netsuite.com/rest/datacenterurls?account=<ACCOUNT>, not signed: it lists the account's hosts";
    FORBIDDEN from WRONG_DOMAIN:
        note: Some("a RESTlet also answers 403 if the deployment's Audience lacks the role; users have also seen 403 for a refused login");
    LOGIN_PAGE from WRONG_DOMAIN:
        kind: Kind::LoginPage,
        to_do: "send to the account's own host for the service, and follow no redirect";
    REDIRECT from WRONG_DOMAIN:
        kind: Kind::Redirect,
        to_do: "take the host from Setup > Company > Company Information > Company URLs, and sign for the URL that is really sent: a redirect makes the signature invalid";

    /// From a code of the Login Audit Trail, which does not tell whether the login was accepted.
    ROLE_OR_LOGIN from UNKNOWN:
        kind: Kind::Permission,
        to_do: "compare the permissions of the role (Setup > Users/Roles > Manage Roles) and the features of the account (Setup > Company > Enable Features > SuiteCloud) with what the request needs",
        usual: &[AuditCode::PermissionDenied, AuditCode::FeatureDisabled];
    PERMISSION from ROLE_OR_LOGIN:
        evidence: Some((AuditCode::PermissionDenied, "the role lacks a permission that the request needs")),
        next_check: "Setup > Users/Roles > Show Role Differences, which lists what the role really has";
    WORKBOOK from PERMISSION:
        permission: Some("SuiteAnalytics Workbook"),
        note: Some("lists, `?q=` and SuiteQL need this permission; one record by its id does not"),
        next_check: "GET https://<account>.suitetalk.api.netsuite.com/services/rest/record/v1/<type>/<id>: if one record comes and https://<account>.suitetalk.api.netsuite.com/services/rest/record/v1/<type>?limit=1 does not, only SuiteAnalytics Workbook is missing";
    REST_WEB_SERVICES from PERMISSION: permission: Some("REST Web Services");
    SOAP_WEB_SERVICES from PERMISSION: permission: Some("SOAP Web Services");
    FEATURE from PERMISSION:
        to_do: "enable the feature that the message names: Setup > Company > Enable Features > SuiteCloud",
        usual: &[],
        evidence: Some((AuditCode::FeatureDisabled, "the account lacks a feature that the request needs"));
    SOAP_FEATURE from FEATURE:
        to_do: "tick SOAP Web Services: Setup > Company > Enable Features > SuiteCloud";

    CONCURRENCY_LIMIT from UNKNOWN:
        kind: Kind::ConcurrencyLimit,
        to_do: "send fewer requests at once, and retry with exponential backoff and jitter: SOAP, REST and RESTlets share the account's limit",
        next_check: "Setup > Integration > Integration Management > Integration Governance, which shows the limit";
    CONTENT_TYPE from UNKNOWN:
        kind: Kind::ContentType,
        to_do: "send `application/json`, or the type that the script expects";
    SCRIPT_NOT_FOUND from UNKNOWN:
        kind: Kind::ScriptNotFound,
        to_do: "compare `script` and `deploy` with the script deployment, and set its Status to Released";
    NOT_FOUND from SCRIPT_NOT_FOUND:
        to_do: "compare the URL with the documentation; for a RESTlet, compare `script` and `deploy` with the script deployment, and set its Status to Released";
    METHOD from UNKNOWN:
        kind: Kind::Method,
        to_do: "send a method that the script or the record accepts";
    FLOW_OFF from METHOD:
        to_do: "send a method that the URL accepts; at /rest/requesttoken, tick TBA: Authorization Flow on the integration record",
        usual: &[AuditCode::AuthorizationFlowRequired, AuditCode::FeatureDisabled];
    REQUEST from UNKNOWN:
        kind: Kind::Request,
        to_do: "change the request as the message says";
    /// It says nothing about the login.
    OLD_ENDPOINT from REQUEST:
        to_do: "use a SOAP endpoint that Oracle supports: a TokenPassport needs 2015.2 or later";
    SERVER_ERROR from UNKNOWN:
        kind: Kind::ServerError,
        to_do: "retry only if the call is idempotent: NetSuite may have executed it already",
        next_check: "GET https://<account>.suitetalk.api.netsuite.com/services/rest/system/v1/serverTime, signed: success means that NetSuite is up";
    UNAVAILABLE from SERVER_ERROR:
        cause: Some(AuditCode::TemporaryLocked),
        to_do: "wait as long as the message says: the account is unavailable, or failed logins have locked the user";
}

/// Declares tables that map text to reasons.
macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident = $($reason:ident: $text:literal,)*;)*) => {
        $($(#[$doc])* const $name: &[(&Reason, &str)] = &[$(($reason, $text)),*];)*
    };
}

tables! {
    /// Codes, from Oracle's pages on [RESTlets][a], [REST web services][b] and [SOAP][c].
    ///
    /// [a]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4634920277.html
    /// [b]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156570709583.html
    /// [c]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_N3539978.html
    CODES =
        LOGIN: "INVALID_LOGIN INVALID_LOGIN_ATTEMPT INVALID_LOGIN_CREDENTIALS",
        WRONG_ACCOUNT: "INVALID_ACCT",
        USER_LOCKED: "ACCT_TEMP_DISABLED",
        USER_OR_ROLE: "ACTIVE_ROLE_REQD CANT_LOGIN_WITH_OAUTH INVALID_ROLE LOGIN_DISABLED",
        USER_OR_ROLE: "ROLE_REQUIRED USER_DISABLED",
        NO_PASSPORT: "EMAIL_ADDRS_REQD PSWD_REQD WS_LOG_IN_REQD",
        TWO_FACTOR: "TWO_FA_REQD",
        SESSION_OVER: "INVALID_SESSION SESSION_TIMED_OUT",
        IP_ADDRESS: "DISALLWD_IP_ADDRESS INVALID_LOGIN_IP",
        ACCOUNT_DISABLED: "ACCT_DISABLED",
        MALFORMED_HEADER: "INVALID_REQUEST",
        PERMISSION: "INACTIVE_RCRD_FOR_ROLE INSUFFICIENT_FLD_PERMISSION INSUFFICIENT_PERMISSION",
        PERMISSION: "OI_PERMISSION_REQD PERMISSION_VIOLATION",
        SOAP_WEB_SERVICES: "WS_PERMISSION_REQD",
        FEATURE: "FEATURE_DISABLED FEATURE_UNAVAILABLE OI_FEATURE_REQD",
        SOAP_FEATURE: "WS_FEATURE_REQD",
        CONCURRENCY_LIMIT: "CONCURRENCY_LIMIT_EXCEEDED EXCEEDED_MAX_CONCUR_RQST",
        CONCURRENCY_LIMIT: "SSS_REQUEST_LIMIT_EXCEEDED WS_CONCUR_SESSION_DISALLWD WS_REQUEST_BLOCKED",
        CONTENT_TYPE: "INVALID_CONTENT_TYPE",
        // Older accounts send the second code.
        SCRIPT_NOT_FOUND: "SSS_INVALID_SCRIPTLET_ID INVALID_LOGIN_INVALID_SCRIPT_ID",
        REQUEST: "INVALID_CONTENT INVALID_JOB_ID INVALID_PAGE_INDEX INVALID_PARAMETER",
        REQUEST: "JOB_NOT_COMPLETE MAX_RCRDS_EXCEEDED NONEXISTENT_ID",
        REQUEST: "SSS_TIME_LIMIT_EXCEEDED SSS_USAGE_LIMIT_EXCEEDED",
        OLD_ENDPOINT: "INVALID_WS_VERSION UNSUPPORTED_WS_VERSION",
        UNAVAILABLE: "ACCT_TEMP_UNAVAILABLE",
    ;

    /// Phrases in messages, in lower case. `*` matches any text. The first matching row counts.
    PHRASES =
        LOCKED: "failed login attempts",
        LOGIN: "invalid login",
        MALFORMED_HEADER: "malformed syntax",
        TWO_CREDENTIALS: "ambiguous authentication",
        WRONG_DOMAIN: "incorrect data center",
        CONCURRENCY_LIMIT: "request limit exceeded",
        CONCURRENCY_LIMIT: "only one request may be made against a session",
        WORKBOOK: "current role does not have permission",
        REST_WEB_SERVICES: "permission*rest web services",
        SOAP_WEB_SERVICES: "do not have permission*web services feature",
        SOAP_WEB_SERVICES: "you need web services permission",
        PERMISSION: "you need*permission",
        PERMISSION: "do not have permission",
        PERMISSION: "does not have permission",
        PERMISSION: "do not have privileges",
        PERMISSION: "permission violation",
        PERMISSION: "restrictions on your role",
        FEATURE: "feature*not enabled",
        FEATURE: "enable the*feature",
        SERVER_ERROR: "unexpected error",
    ;

    /// NetSuite's own elements in a SOAP [fault][a], in lower case and without the suffix `Fault`.
    ///
    /// [a]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_N3539420.html
    FAULTS =
        LOGIN: "invalidcredentials",
        WRONG_ACCOUNT: "invalidaccount",
        SESSION_OVER: "invalidsession",
        PERMISSION: "insufficientpermission",
        CONCURRENCY_LIMIT: "exceededrequestlimit exceededconcurrentrequestlimit",
        REQUEST: "async exceededrecordcount exceededrequestsize exceededusagelimit invalidversion",
        SERVER_ERROR: "unexpectederror",
    ;
}

impl Reason {
    /// Returns the reason for a code. `None` if the code is unknown or can mean anything, such as
    /// `USER_ERROR` and `UNEXPECTED_ERROR`.
    pub(super) fn of_code(code: &str) -> Option<&'static Self> {
        find(CODES, |codes| codes.split(' ').any(|known| known == code)).or_else(|| {
            Some(match audit_code(code)? {
                AuditCode::FeatureDisabled
                | AuditCode::PermissionDenied
                | AuditCode::EntityOrRoleDisabled
                | AuditCode::AuthorizationFlowRequired => ROLE_OR_LOGIN,
                code if is_made_by_hand(code) => MALFORMED_HEADER,
                _ => LOGIN,
            })
        })
    }

    /// Finds the first known phrase, in the order of the table, in any message of a response.
    pub(super) fn of_messages<'a>(
        messages: impl Iterator<Item = &'a str>,
    ) -> Option<&'static Self> {
        let messages: Vec<String> = messages.map(str::to_ascii_lowercase).collect();
        find(PHRASES, |phrase| {
            let has = |message: &String| phrase.split('*').all(|words| message.contains(words));
            messages.iter().any(has)
        })
    }

    pub(super) fn of_fault(element: &str) -> Option<&'static Self> {
        let element = element.to_ascii_lowercase();
        let name = element.strip_suffix("fault")?;
        find(FAULTS, |names| names.split(' ').any(|known| known == name))
    }

    /// Whether a message can be more specific than a code of this reason.
    pub(super) fn is_vague(&self) -> bool {
        [LOGIN, MALFORMED_HEADER, PERMISSION].contains(&self)
    }

    /// Returns a more specific reason, if the form of the body allows it.
    pub(super) fn in_body(&'static self, body: &Body) -> &'static Self {
        let is_soap = body.is_soap();
        let fault = || body.fault.as_deref().and_then(Self::of_fault);
        if self == MALFORMED_HEADER && is_soap {
            MALFORMED_PASSPORT
        } else if self == WORKBOOK && body.shape != Shape::Rest
            || self == SOAP_WEB_SERVICES && !is_soap
        {
            // A RESTlet's script may need any permission.
            PERMISSION
        } else if self == UNKNOWN && fault() == Some(LOGIN) {
            PASSPORT_REFUSED
        } else if self == UNKNOWN && body.details.is_empty() {
            UNKNOWN_SENDER
        } else {
            self
        }
    }
}

fn find(
    table: &[(&'static Reason, &str)],
    is_found: impl Fn(&str) -> bool,
) -> Option<&'static Reason> {
    let row = table.iter().find(|(_, text)| is_found(text));
    row.map(|(reason, _)| *reason)
}

/// Parses a code of the Login Audit Trail, which responses of the authorization flow contain. Codes
/// in capitals are different: SuiteTalk's `FEATURE_DISABLED` can mean any feature.
pub(super) fn audit_code(code: &str) -> Option<AuditCode> {
    let is_audit_code = code.contains(char::is_lowercase);
    is_audit_code.then(|| code.parse().ok()).flatten()
}

/// Whether only a header that another program created can have this problem.
pub(super) fn is_made_by_hand(code: AuditCode) -> bool {
    matches!(
        code,
        AuditCode::MissingTokenPassportRequiredFields
            | AuditCode::MissingRequiredParameter
            | AuditCode::NonceRejected
            | AuditCode::ParameterRejected
            | AuditCode::UnknownAlgorithm
            | AuditCode::VersionRejected
    )
}
