//! Setups with one thing missing, and NetSuite's response to them.

use std::str::FromStr;

use http::{Request, Response, StatusCode, header};
use hyper::body::Bytes;
use netsuite_oauth1::audit::AuditCode;
use time::Duration;

use crate::answer::{is_rest, parameter, rest_error, restlet_error, text};

/// The one thing that an account lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// The feature Token-based Authentication.
    TokenFeature,
    /// The feature REST Web Services.
    RestFeature,
    /// The State Enabled: the integration record is blocked.
    Integration,
    /// The role's permission Log in using Access Tokens.
    LoginPermission,
    /// The role's permission REST Web Services.
    RestPermission,
    /// The role's permission SuiteAnalytics Workbook.
    Workbook,
    /// The role's permission for the record.
    RecordPermission,
    /// The role's permission SuiteScript.
    SuiteScript,
    /// The user's role.
    Role,
    /// The user's box Give Access.
    GiveAccess,
    /// A valid access token: it is revoked.
    Token,
    /// The role in the Audience of the script deployment.
    Audience,
    /// The script deployment's Status Released.
    Deployment,
    /// The right host: the account is in another data center.
    Host,
    /// The right time: the client's clock is 20 minutes behind.
    Clock,
}

impl Missing {
    /// All values, with their command-line names.
    pub const ALL: &[(&str, Self)] = &[
        ("token-feature", Self::TokenFeature),
        ("rest-feature", Self::RestFeature),
        ("integration", Self::Integration),
        ("login-permission", Self::LoginPermission),
        ("rest-permission", Self::RestPermission),
        ("workbook", Self::Workbook),
        ("record-permission", Self::RecordPermission),
        ("suitescript", Self::SuiteScript),
        ("role", Self::Role),
        ("give-access", Self::GiveAccess),
        ("token", Self::Token),
        ("audience", Self::Audience),
        ("deployment", Self::Deployment),
        ("host", Self::Host),
        ("clock", Self::Clock),
    ];

    /// Returns the offset of the account's clock from the client's.
    pub(crate) fn clock_offset(self) -> Duration {
        match self {
            Self::Clock => Duration::minutes(20),
            _ => Duration::ZERO,
        }
    }

    /// Returns the code in the Login Audit Trail, if NetSuite refuses every login.
    ///
    /// Oracle documents the codes. It describes `permission_denied` as "user or role inactive". We
    /// infer that it also covers a missing role and Give Access.
    pub(crate) fn login_refusal(self) -> Option<AuditCode> {
        match self {
            Self::TokenFeature => Some(AuditCode::FeatureDisabled),
            Self::Integration => Some(AuditCode::ConsumerKeyRefused),
            Self::LoginPermission | Self::Role | Self::GiveAccess => {
                Some(AuditCode::PermissionDenied)
            }
            Self::Token => Some(AuditCode::TokenRejected),
            _ => None,
        }
    }

    /// Returns the response, if this makes the request fail. The messages come from public reports.
    pub(crate) fn answer(self, request: &Request<Bytes>) -> Option<Response<Bytes>> {
        let path = request.uri().path();
        let is_record = path.starts_with("/services/rest/record/v1/");
        let is_catalog = path == "/services/rest/record/v1/metadata-catalog";
        let is_query = path == "/services/rest/query/v1/suiteql";
        let is_list = is_record && (parameter(request, "limit").is_some() || has_q(request));
        let is_restlet = path == "/app/site/hosting/restlet.nl";
        let forbid = |detail| {
            let (status, code) = (StatusCode::FORBIDDEN, "INSUFFICIENT_PERMISSION");
            Some(rest_error(status, code, detail))
        };
        match self {
            Self::RestFeature if is_rest(request) => {
                let page = "<!DOCTYPE html><title>NetSuite</title><p>Page not found".to_owned();
                Some(text(StatusCode::NOT_FOUND, "text/html", page))
            }
            Self::RestPermission if is_record || is_query => {
                forbid("You do not have permission to access the REST Web Services feature.")
            }
            Self::Workbook if is_list || is_query => {
                let detail = "Your current role does not have permission to perform this action.";
                let status = StatusCode::BAD_REQUEST;
                Some(rest_error(status, "USER_ERROR", detail))
            }
            Self::RecordPermission if is_record && !is_catalog => forbid(
                "You need the 'Lists -> Customers' permission to access this page. \
                Please contact your account administrator.",
            ),
            Self::SuiteScript if is_restlet => {
                let message = "You need the 'SuiteScript' permission to access this page. \
                    Please contact your account administrator.";
                let (status, code) = (StatusCode::FORBIDDEN, "INSUFFICIENT_PERMISSION");
                Some(restlet_error(request, status, code, message))
            }
            Self::Audience if is_restlet => {
                Some(text(StatusCode::FORBIDDEN, "text/html", String::new()))
            }
            Self::Deployment if is_restlet => {
                let message = "That Suitelet is invalid, disabled, or no longer exists.";
                let (status, code) = (StatusCode::NOT_FOUND, "SSS_INVALID_SCRIPTLET_ID");
                Some(restlet_error(request, status, code, message))
            }
            _ => None,
        }
    }

    /// Returns the redirect of a host in another data center, which does not check the login.
    pub(crate) fn redirect(self, request: &Request<Bytes>) -> Option<Response<Bytes>> {
        if self != Self::Host {
            return None;
        }
        let mut response = text(StatusCode::FOUND, "text/html", String::new());
        let elsewhere = format!("https://system.eu1.netsuite.com{}", request.uri());
        let elsewhere = elsewhere.try_into().ok()?;
        response.headers_mut().insert(header::LOCATION, elsewhere);
        Some(response)
    }
}

impl FromStr for Missing {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().find(|(known, _)| *known == name);
        found.map(|(_, missing)| *missing).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|(name, _)| *name).collect();
            format!("unknown value {name:?}: expected {}", names.join(", "))
        })
    }
}

fn has_q(request: &Request<Bytes>) -> bool {
    parameter(request, "q").is_some()
}
