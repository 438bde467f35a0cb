use std::fmt;

use http::StatusCode;

use super::body::{Body, Detail, Shape};
use crate::audit::AuditCode;

/// What a response is, as far as logging in goes. `Display` gives its [`meaning`](Self::meaning).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// The login was refused.
    LoginRefused,
    /// The `Authorization` header could not be read.
    MalformedHeader,
    /// The host is not that of the account or of the service.
    WrongDomain,
    /// A feature of the account or a permission of the role is missing.
    Permission,
    /// Too many requests at once.
    ConcurrencyLimit,
    /// The request's `Content-Type` is not taken.
    ContentType,
    /// There is no such script or deployment, or nothing at all at the URL.
    ScriptNotFound,
    /// The method is not taken; with an empty body, the authorization flow is off.
    Method,
    /// Another fault of the request, which has nothing to do with logging in.
    Request,
    /// A page for a user to log in at, with the status of a success.
    LoginPage,
    /// A redirect.
    Redirect,
    /// A server is broken or away.
    ServerError,
    /// A success.
    Success,
    /// A status that HTTP does not define for a response.
    Unknown,
}

impl Kind {
    /// Returns what it means, in one sentence without a full stop.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::LoginRefused => "the login was refused",
            Self::MalformedHeader => "the `Authorization` header could not be read",
            Self::WrongDomain => "the host is not that of the account or of the service",
            Self::Permission => "a feature of the account or a permission of the role is missing",
            Self::ConcurrencyLimit => "too many requests run at once in the account",
            Self::ContentType => "the request's `Content-Type` is not taken",
            Self::ScriptNotFound => "there is no such script, or nothing at all at the URL",
            Self::Method => "the method is not taken at this URL",
            Self::Request => "the request has a fault that has nothing to do with logging in",
            Self::LoginPage => "a page to log in at, instead of an answer",
            Self::Redirect => "a redirect, no answer",
            Self::ServerError => "NetSuite or what stands before it is broken or away",
            Self::Success => "a success, no refusal",
            Self::Unknown => "a status that means nothing",
        }
    }

    /// Returns what to do, in one sentence without a full stop.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        match self {
            Self::LoginRefused => {
                "Look it up in Setup > Users/Roles > User Management > View Login Audit Trail before it is sent again: five refusals lock the user out"
            }
            Self::MalformedHeader => {
                "Send one `Authorization` header, as the signer writes it, and nothing of it in the query"
            }
            Self::WrongDomain => {
                "Take the host from Setup > Company > Company Information > Company URLs: RESTlets and REST web services have one each"
            }
            Self::Permission => {
                "Compare the features of Setup > Company > Enable Features > SuiteCloud and the permissions of the role with what the request needs"
            }
            Self::ConcurrencyLimit => {
                "Wait, sign again and send again, and send fewer requests at once: all integrations of the account share the limit"
            }
            Self::ContentType => "Send `application/json`, or what the script was made for",
            Self::ScriptNotFound => {
                "Compare script and deploy with the script deployment's page: its status is Released, and its audience has the role"
            }
            Self::Method => {
                "Send the method that the script has a function for; at /rest/requesttoken, tick TBA: Authorization Flow on the integration record"
            }
            Self::Request => "Mend the request as the message says",
            Self::LoginPage => {
                "Send to the account's own host for the service, and follow no redirects"
            }
            Self::Redirect => {
                "Do not follow it with the same header: take the host from Company Information, and sign for the URL that is sent"
            }
            Self::ServerError => {
                "Sign again and send again later, unless doing it twice would do harm: the work may have been done"
            }
            Self::Success => "Read the answer: a script that catches its own errors sends them so",
            Self::Unknown => "See what stands between here and NetSuite",
        }
    }

    /// Whether the same request can succeed later, signed again, though nothing is mended.
    pub(super) fn can_retry(self) -> bool {
        matches!(self, Self::ConcurrencyLimit | Self::ServerError)
    }

    /// Goes by the status first. What the body says decides only where a status stands for several kinds.
    pub(super) fn new(status: StatusCode, body: &Body) -> Self {
        let is_soap = matches!(body.shape, Shape::Soap(_));
        match status.as_u16() {
            200..=299 if body.shape == Shape::LoginPage => Self::LoginPage,
            200..=299 => Self::Success,
            300..=399 => Self::Redirect,
            401 => Self::LoginRefused,
            415 => Self::ContentType,
            429 => Self::ConcurrencyLimit,
            // A fault has to come with it (SOAP 1.1 section 6.2).
            500 if is_soap => Self::of_body(body).unwrap_or(Self::ServerError),
            // What a server does not support it does not learn (RFC 9110 sections 15.6.2 and 15.6.6).
            501 | 505 => Self::Request,
            500..=599 => Self::ServerError,
            status @ 400..=499 => Self::of_body(body).unwrap_or(match (status, body.shape) {
                (403, Shape::Rest) => Self::Permission,
                // What has a code of NetSuite's form has come from the service.
                (403, _) if body.details.iter().any(Detail::has_code_in_capitals) => Self::Request,
                // Oracle: section_4634920277.
                (403, _) => Self::WrongDomain,
                (404, Shape::Rest) => Self::Request,
                (404, _) => Self::ScriptNotFound,
                (405, _) => Self::Method,
                _ => Self::Request,
            }),
            _ => Self::Unknown,
        }
    }

    /// Returns the kind that the first error says that says any.
    fn of_body(body: &Body) -> Option<Self> {
        let of_fault = match body.shape {
            Shape::Soap(fault) => fault,
            _ => None,
        };
        body.details
            .iter()
            .find_map(|detail| Self::of_code(detail.code.as_deref()?))
            .or(of_fault)
            .or_else(|| body.details.iter().find_map(Self::of_message))
    }

    /// Returns the kind that one error says by its code or, without one that is known, by its message.
    pub(super) fn of_detail(detail: &Detail) -> Option<Self> {
        let of_code = detail.code.as_deref().and_then(Self::of_code);
        of_code.or_else(|| Self::of_message(detail))
    }

    fn of_code(code: &str) -> Option<Self> {
        Some(match code {
            "INVALID_LOGIN" | "INVALID_LOGIN_ATTEMPT" | "INVALID_LOGIN_CREDENTIALS" => {
                Self::LoginRefused
            }
            "INVALID_REQUEST" => Self::MalformedHeader,
            "INSUFFICIENT_PERMISSION" | "FEATURE_DISABLED" => Self::Permission,
            "SSS_REQUEST_LIMIT_EXCEEDED"
            | "CONCURRENCY_LIMIT_EXCEEDED"
            | "WS_REQUEST_BLOCKED"
            | "WS_CONCUR_SESSION_DISALLWD" => Self::ConcurrencyLimit,
            // The second in older accounts.
            "SSS_INVALID_SCRIPTLET_ID" | "INVALID_LOGIN_INVALID_SCRIPT_ID" => Self::ScriptNotFound,
            _ => match audit_code(code)? {
                AuditCode::FeatureDisabled
                | AuditCode::PermissionDenied
                | AuditCode::EntityOrRoleDisabled
                | AuditCode::AuthorizationFlowRequired => Self::Permission,
                AuditCode::MissingTokenPassportRequiredFields
                | AuditCode::MissingRequiredParameter
                | AuditCode::NonceRejected
                | AuditCode::ParameterRejected
                | AuditCode::UnknownAlgorithm
                | AuditCode::VersionRejected => Self::MalformedHeader,
                _ => Self::LoginRefused,
            },
        })
    }

    /// Returns the kind of NetSuite's own element in a SOAP fault (Oracle: `section_N3539420`), in whatever case.
    pub(super) fn of_fault(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "invalidcredentialsfault" | "invalidaccountfault" | "invalidsessionfault" => {
                Self::LoginRefused
            }
            "insufficientpermissionfault" => Self::Permission,
            "exceededrequestlimitfault" | "exceededconcurrentrequestlimitfault" => {
                Self::ConcurrencyLimit
            }
            "exceededrecordcountfault" | "exceededrequestsizefault" | "invalidversionfault" => {
                Self::Request
            }
            _ => return None,
        })
    }

    /// Goes by words where there is no code but `USER_ERROR`, which stands for everything.
    fn of_message(detail: &Detail) -> Option<Self> {
        let message = detail.message.as_deref()?.to_ascii_lowercase();
        if detail.speaks_of_a_lock() || message.starts_with("invalid login attempt") {
            return Some(Self::LoginRefused);
        }
        if message.contains("you do not have permission") {
            return Some(Self::Permission);
        }
        let is_limit = message.contains("request limit exceeded")
            || message.contains("only one request may be made against a session");
        is_limit.then_some(Self::ConcurrencyLimit)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.meaning())
    }
}

/// Reads a code of the Login Audit Trail, as the authorization flow's answers have it. A code in capitals is none: what SuiteTalk
/// calls `FEATURE_DISABLED` can be any feature.
pub(super) fn audit_code(code: &str) -> Option<AuditCode> {
    let is_other = !code.bytes().any(|byte| byte.is_ascii_lowercase());
    code.parse().ok().filter(|_| !is_other)
}
