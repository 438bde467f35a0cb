//! Decides what a response is about.

use http::StatusCode;

use super::body::{Body, Shape};
use super::kind::Kind;
use super::reason::{
    CONCURRENCY_LIMIT, CONTENT_TYPE, FLOW_OFF, FORBIDDEN, LOGIN, LOGIN_PAGE, METHOD, NOT_FOUND,
    PERMISSION, REDIRECT, REQUEST, Reason, SERVER_ERROR, UNKNOWN, WRONG_DOMAIN,
};

/// Decides by the status, and by the body if the status has several meanings. `None` if the
/// response does not refuse anything.
///
/// A body that is truncated or in another language gives the same kind, or `Unknown`.
pub(super) fn classify(status: StatusCode, body: &Body) -> Option<&'static Reason> {
    let reason = match status.as_u16() {
        200..=299 => of_success(body)?,
        300..=399 => REDIRECT,
        401 => of_login(body),
        405 if body.shape == Shape::Empty => FLOW_OFF,
        405 => METHOD,
        415 => CONTENT_TYPE,
        429 => CONCURRENCY_LIMIT,
        400..=500 if body.is_soap() => of_soap(body),
        400..=499 => of_body(body).unwrap_or_else(|| of_client_error(status, body)),
        500 if body.shape == Shape::Xml => of_body(body).unwrap_or(UNKNOWN),
        500 => of_body(body).unwrap_or(SERVER_ERROR),
        // The server does not support the method or the version of HTTP.
        501 | 505 => REQUEST,
        502..=599 => of_codes(body)
            .filter(|reason| reason.kind == Kind::ServerError)
            .unwrap_or(SERVER_ERROR),
        _ => UNKNOWN,
    };
    Some(reason.in_body(body))
}

/// A refused login, unless a code says that only a permission is missing. A truncated body may lack
/// that code.
fn of_login(body: &Body) -> &'static Reason {
    match of_body(body) {
        Some(reason) if reason.kind == Kind::LoginRefused => reason,
        Some(reason) if reason.kind == Kind::Permission && of_codes(body).is_some() => reason,
        _ if body.is_whole || body.shape == Shape::Page => LOGIN,
        _ => UNKNOWN,
    }
}

/// A 2xx response may be a page, a SOAP response with a failure, or an error of NetSuite's that a
/// script caught and returned.
fn of_success(body: &Body) -> Option<&'static Reason> {
    match body.shape {
        Shape::LoginPage => Some(LOGIN_PAGE),
        Shape::Page if body.is_whole => Some(WRONG_DOMAIN),
        Shape::Page => Some(UNKNOWN),
        Shape::Soap => body.is_failure.then(|| of_soap(body)),
        Shape::Rest | Shape::Restlet => of_body(body),
        _ => None,
    }
}

/// A code that looks like NetSuite's comes from the service, after the login.
fn of_soap(body: &Body) -> &'static Reason {
    let has_own = body.any_code(&|code| is_in_capitals(code) && !is_general(code));
    let is_clear = body.is_whole && has_own;
    of_body(body).unwrap_or(if is_clear { REQUEST } else { UNKNOWN })
}

fn of_client_error(status: StatusCode, body: &Body) -> &'static Reason {
    let has_own = body.any_code(&|code| is_in_capitals(code) && code != "USER_ERROR");
    let has_code = body.any_code(&|code| code.contains(char::is_alphabetic));
    match (status.as_u16(), body.shape) {
        (_, shape) if !body.is_whole && shape != Shape::Page => UNKNOWN,
        _ if has_own => REQUEST,
        (403, Shape::Rest) => PERMISSION,
        (404, Shape::Rest) => REQUEST,
        _ if body.has_code("USER_ERROR") => UNKNOWN,
        (400, _) if !has_code => UNKNOWN,
        (403, _) => FORBIDDEN,
        (404, _) => NOT_FOUND,
        _ => REQUEST,
    }
}

fn of_codes(body: &Body) -> Option<&'static Reason> {
    body.codes().find_map(Reason::of_code)
}

/// Returns the reason in a body: from a code, or else a message, or else the element of a fault.
fn of_body(body: &Body) -> Option<&'static Reason> {
    let phrase = Reason::of_messages(body.messages());
    if let Some(reason) = of_codes(body) {
        // The message may be more specific.
        let finer = phrase.filter(|phrase| phrase.kind == reason.kind && reason.is_vague());
        return finer.or(Some(reason));
    }
    let element = body.fault.as_deref().filter(|_| body.is_whole);
    let fault = element.and_then(Reason::of_fault);
    if body.any_code(&|code| !is_general(code)) {
        return fault.filter(|fault| *fault != SERVER_ERROR);
    }
    let is_unexpected = body.has_code("UNEXPECTED_ERROR");
    // "An unexpected error" says nothing if there is a fault's element, or if another message may
    // be missing.
    let phrase = phrase.filter(|phrase| match phrase.kind {
        Kind::ServerError => body.is_soap() && body.is_whole,
        _ => body.is_soap() || !is_unexpected,
    });
    match fault {
        // A refused TokenPassport has been seen with `UNEXPECTED_ERROR` too.
        Some(fault) if is_unexpected && fault.kind == Kind::LoginRefused => Some(fault),
        Some(fault) if body.messages().next().is_none() => Some(fault),
        // Their messages decide.
        Some(fault) if fault == LOGIN || fault == SERVER_ERROR => phrase,
        fault => phrase.or(fault),
    }
}

/// Whether a code looks like NetSuite's: `RCRD_DSNT_EXIST`, not `403` or `Forbidden`.
pub(super) fn is_in_capitals(code: &str) -> bool {
    code.contains(char::is_uppercase) && !code.contains(char::is_lowercase)
}

/// Whether a code can mean anything, so that the message decides.
fn is_general(code: &str) -> bool {
    matches!(code, "USER_ERROR" | "UNEXPECTED_ERROR")
}
