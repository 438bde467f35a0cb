//! Decides what a response is about.

use http::StatusCode;

use super::body::{Body, Shape};
use super::code::{self, Phrase};
use super::kind::Kind;

/// Decides by the status, and by the body if the status stands for several kinds. `None` is a
/// response that refuses nothing.
///
/// A body that was cut, or that speaks another language, gives the same kind or `Unknown`.
pub(super) fn classify(status: StatusCode, body: &Body) -> Option<Kind> {
    Some(match status.as_u16() {
        200..=299 => return of_success(body),
        300..=399 => Kind::Redirect,
        401 => match of_codes(body) {
            Some(Kind::Permission) => Kind::Permission,
            _ => Kind::LoginRefused,
        },
        405 => Kind::Method,
        415 => Kind::ContentType,
        429 => Kind::ConcurrencyLimit,
        400..=499 => of_body(body).unwrap_or_else(|| of_client_error(status, body)),
        500 if body.shape.is_soap() => of_soap(body),
        500 => of_body(body).unwrap_or(match body.shape {
            Shape::Xml => Kind::Unknown,
            _ => Kind::ServerError,
        }),
        // The server does not support the method or the version of HTTP.
        501 | 505 => Kind::Request,
        502..=599 => Kind::ServerError,
        _ => Kind::Unknown,
    })
}

/// A response with the status of a success may be a page, a SOAP response with a failure, or the
/// error of a script that caught and returned NetSuite's.
fn of_success(body: &Body) -> Option<Kind> {
    match body.shape {
        Shape::LoginPage => Some(Kind::LoginPage),
        Shape::Page if body.is_whole => Some(Kind::WrongDomain),
        Shape::Page => Some(Kind::Unknown),
        Shape::Soap {
            has_failure: true, ..
        } => Some(of_soap(body)),
        Shape::Rest | Shape::Restlet => of_body(body),
        _ => None,
    }
}

fn of_soap(body: &Body) -> Kind {
    let kind = of_body(body).or_else(|| of_own_code(body));
    kind.unwrap_or(Kind::Unknown)
}

fn of_client_error(status: StatusCode, body: &Body) -> Kind {
    if !body.is_whole && body.shape != Shape::Page {
        return Kind::Unknown;
    }
    if let Some(kind) = of_own_code(body) {
        return kind;
    }
    let is_user_error = body.details.codes().any(|code| code == "USER_ERROR");
    match (status.as_u16(), &body.shape) {
        (403, Shape::Rest) => Kind::Permission,
        (404, Shape::Rest) => Kind::Request,
        _ if is_user_error => Kind::Unknown,
        (400, _)
            if body
                .details
                .codes()
                .any(|code| code.contains(char::is_alphabetic)) =>
        {
            Kind::Request
        }
        (400, _) | (_, Shape::Soap { .. }) => Kind::Unknown,
        (403, _) => Kind::WrongDomain,
        (404, _) => Kind::ScriptNotFound,
        _ => Kind::Request,
    }
}

/// A code of NetSuite's form comes from the service, behind the login.
fn of_own_code(body: &Body) -> Option<Kind> {
    let is_own = |code: &str| {
        let is_general = code == "USER_ERROR" || (body.shape.is_soap() && code::is_general(code));
        code::is_in_capitals(code) && !is_general
    };
    (body.is_whole && body.details.codes().any(is_own)).then_some(Kind::Request)
}

fn of_codes(body: &Body) -> Option<Kind> {
    body.details.codes().find_map(code::kind)
}

/// Returns the kind that a body says: by a code, else by a message, else by a fault's element.
fn of_body(body: &Body) -> Option<Kind> {
    if let Some(kind) = of_codes(body) {
        return Some(kind);
    }
    let fault = match &body.shape {
        Shape::Soap {
            fault: Some(fault), ..
        } if body.is_whole => fault.to_ascii_lowercase(),
        _ => String::new(),
    };
    let (of_fault, is_clear) = of_fault(&fault).unzip();
    let of_clear_fault = of_fault.filter(|_| is_clear == Some(true));
    if !body.details.codes().all(code::is_general) {
        return of_fault.filter(|kind| *kind != Kind::ServerError);
    }
    let phrase = Phrase::find(body.details.messages());
    let is_unexpected = body.details.codes().any(|code| code == "UNEXPECTED_ERROR");
    if !body.shape.is_soap() {
        let phrase = phrase.filter(|phrase| !is_unexpected && *phrase != Phrase::Unexpected);
        return phrase.map(Phrase::kind);
    }
    if !body.is_whole {
        // A message that says more may be missing.
        let phrase = phrase.filter(|phrase| *phrase != Phrase::Unexpected);
        return phrase.map(Phrase::kind);
    }
    // A refused TokenPassport has been seen with `UNEXPECTED_ERROR` too.
    let is_refused = of_fault == Some(Kind::LoginRefused) && is_unexpected;
    if is_refused || body.details.messages().next().is_none() {
        return of_fault;
    }
    phrase.map(Phrase::kind).or(of_clear_fault)
}

/// Returns the kind that NetSuite's own element in a [fault][a] stands for, and whether it does so
/// whatever the message says. The name is in lower case.
///
/// [a]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_N3539420.html
fn of_fault(name: &str) -> Option<(Kind, bool)> {
    Some(match name {
        "invalidcredentialsfault" => (Kind::LoginRefused, false),
        "unexpectederrorfault" => (Kind::ServerError, false),
        "invalidaccountfault" | "invalidsessionfault" => (Kind::LoginRefused, true),
        "insufficientpermissionfault" => (Kind::Permission, true),
        "exceededrequestlimitfault" | "exceededconcurrentrequestlimitfault" => {
            (Kind::ConcurrencyLimit, true)
        }
        "asyncfault"
        | "exceededrecordcountfault"
        | "exceededrequestsizefault"
        | "exceededusagelimitfault"
        | "invalidversionfault" => (Kind::Request, true),
        _ => return None,
    })
}
