//! The responses. Error bodies follow Oracle's help for [RESTlets][1] and for [REST][2]. Where a
//! page does not name the status, we chose a plausible one.
//!
//! [1]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4634920277.html
//! [2]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156570709583.html

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use hyper::body::Bytes;
use netsuite_oauth1::Timestamp;
use netsuite_oauth1::audit::AuditCode;
use serde_json::json;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::form_urlencoded;

use crate::{ACCOUNT_ID, CONSUMER_KEY, TOKEN_ID};

/// Answers a request that passed verification.
pub(crate) fn success(request: &Request<Bytes>, now: Timestamp) -> Response<Bytes> {
    let mut response = match request.uri().path() {
        "/app/site/hosting/restlet.nl" => restlet(request),
        "/services/rest/query/v1/suiteql" => suiteql(request),
        "/rest/tokeninfo" => json(
            StatusCode::OK,
            &json!({
                "companyId": ACCOUNT_ID,
                "companyName": "Stand-in",
                "roleId": "3",
                "roleName": "Administrator",
                "entityId": "9",
                "entityName": "Integration user",
            }),
        ),
        "/services/rest/system/v1/serverTime" => {
            let time = OffsetDateTime::try_from(now).ok();
            let time = time.and_then(|time| time.format(&Rfc3339).ok());
            json(StatusCode::OK, &json!({"serverTime": time}))
        }
        path if path.starts_with("/services/rest/record/v1/") => record(request),
        _ => rest_error(
            StatusCode::NOT_FOUND,
            "NONEXISTENT_ID",
            "The resource does not exist.",
        ),
    };
    // A client with a cookie store would return it with its next request.
    let cookie = HeaderValue::from_static("JSESSIONID=x; path=/; HttpOnly");
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    response
}

/// Answers as a RESTlet that echoes the request's body. The script `moved` redirects.
fn restlet(request: &Request<Bytes>) -> Response<Bytes> {
    let media_type = content_type(request);
    let (Some(script), Some(_)) = (parameter(request, "script"), parameter(request, "deploy"))
    else {
        let message = "That Suitelet is invalid, disabled, or no longer exists.";
        let code = "SSS_INVALID_SCRIPTLET_ID";
        return restlet_error(request, StatusCode::NOT_FOUND, code, message);
    };
    if media_type == "application/x-www-form-urlencoded" {
        let (status, code) = (StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE");
        return restlet_error(request, status, code, "Send JSON, XML or text.");
    }
    // A RESTlet accepts a session or an `Authorization` header, but not both.
    if request.headers().contains_key(header::COOKIE) {
        let (status, code) = (StatusCode::BAD_REQUEST, "INVALID_REQUEST");
        return restlet_error(request, status, code, "The request also has a session.");
    }
    if script == "moved" {
        let mut response = text(StatusCode::FOUND, "text/html", String::new());
        let elsewhere = HeaderValue::from_static("/app/site/hosting/restlet.nl?script=6&deploy=1");
        response.headers_mut().insert(header::LOCATION, elsewhere);
        return response;
    }
    if !request.body().is_empty() {
        let mut response = Response::new(request.body().clone());
        if let Some(value) = request.headers().get(header::CONTENT_TYPE) {
            let value = value.clone();
            response.headers_mut().insert(header::CONTENT_TYPE, value);
        }
        return response;
    }
    let (method, query) = (request.method().as_str(), request.uri().query());
    json(StatusCode::OK, &json!({"method": method, "query": query}))
}

/// Answers as a record: GET with its path and query, every other method with 204.
fn record(request: &Request<Bytes>) -> Response<Bytes> {
    if request.method() != Method::GET {
        return text(StatusCode::NO_CONTENT, "application/json", String::new());
    }
    let uri = request.uri();
    json(
        StatusCode::OK,
        &json!({"path": uri.path(), "query": uri.query()}),
    )
}

/// Returns one page of a query result with [`ROWS`] rows ([Oracle's page][1]).
///
/// [1]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156414087576.html
fn suiteql(request: &Request<Bytes>) -> Response<Bytes> {
    let refuse = |code, detail| rest_error(StatusCode::BAD_REQUEST, code, detail);
    if request.method() != Method::POST {
        return rest_error(
            StatusCode::METHOD_NOT_ALLOWED,
            "INVALID_METHOD",
            "Send a POST.",
        );
    }
    let preference = request.headers().get("prefer");
    if preference.is_none_or(|preference| preference != "transient") {
        return refuse("INVALID_HEADER", "The header Prefer must be transient.");
    }
    let number = |name, default| match parameter(request, name) {
        Some(value) => value.parse().ok(),
        None => Some(default),
    };
    let (Some(limit @ 1..=1000), Some(offset)) = (number("limit", 1000_usize), number("offset", 0))
    else {
        return refuse("INVALID_PARAMETER", "The limit must be 1 to 1000.");
    };
    if offset % limit != 0 {
        return refuse(
            "INVALID_PARAMETER",
            "The offset must be divisible by the limit.",
        );
    }
    let items: Vec<_> = (0..ROWS)
        .skip(offset)
        .take(limit)
        .map(|id| json!({"id": id.to_string()}))
        .collect();
    let has_more = offset + items.len() < ROWS;
    let (count, total) = (items.len(), ROWS);
    json(
        StatusCode::OK,
        &json!({"count": count, "hasMore": has_more, "items": items, "offset": offset, "totalResults": total}),
    )
}

/// Revokes the token that signed the request.
pub(crate) fn revoke(request: &Request<Bytes>, revoked: &AtomicBool) -> Response<Bytes> {
    let is_own = parameter(request, "consumerKey").is_some_and(|key| key == CONSUMER_KEY)
        && parameter(request, "token").is_some_and(|token| token == TOKEN_ID);
    if !is_own {
        let (status, code) = (StatusCode::BAD_REQUEST, "INVALID_REQUEST");
        return restlet_error(
            request,
            status,
            code,
            "Expected the consumer key and the token that signed the request.",
        );
    }
    revoked.store(true, SeqCst);
    text(StatusCode::OK, "application/json", String::new())
}

/// Refuses the login and, as NetSuite does, does not say why.
pub(crate) fn login_refused(request: &Request<Bytes>, code: AuditCode) -> Response<Bytes> {
    let mut response = if is_rest(request) {
        let detail = "Invalid login attempt. For more details, see the Login Audit Trail.";
        rest_error(StatusCode::UNAUTHORIZED, "INVALID_LOGIN", detail)
    } else {
        let (status, code) = match code {
            AuditCode::ParameterRejected
            | AuditCode::MissingTokenPassportRequiredFields
            | AuditCode::UnknownAlgorithm
            | AuditCode::VersionRejected
            | AuditCode::InvalidTimestamp => (StatusCode::BAD_REQUEST, "INVALID_REQUEST"),
            _ => (StatusCode::UNAUTHORIZED, "INVALID_LOGIN_ATTEMPT"),
        };
        restlet_error(request, status, code, "Invalid login attempt.")
    };
    // NetSuite sends `token_rejected` for every cause.
    let challenge = format!(
        "OAuth realm=\"{ACCOUNT_ID}\", error=\"token_rejected\", \
        error_description=\"Invalid login attempt.\""
    );
    if let Ok(challenge) = challenge.try_into() {
        let headers = response.headers_mut();
        headers.insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}

/// Rejects a request with the concurrency limit.
pub(crate) fn busy(request: &Request<Bytes>) -> Response<Bytes> {
    if is_rest(request) {
        let (status, code) = (StatusCode::TOO_MANY_REQUESTS, "CONCURRENCY_LIMIT_EXCEEDED");
        return rest_error(status, code, "Try again later.");
    }
    let (status, code) = (StatusCode::BAD_REQUEST, "SSS_REQUEST_LIMIT_EXCEEDED");
    restlet_error(request, status, code, "Try again later.")
}

/// Formats an error in the request's content type, as RESTlets and the token endpoints do.
pub(crate) fn restlet_error(
    request: &Request<Bytes>,
    status: StatusCode,
    code: &str,
    message: &str,
) -> Response<Bytes> {
    match content_type(request) {
        "application/xml" | "text/xml" => text(
            status,
            "application/xml",
            format!("<error><code>{code}</code><message>{message}</message></error>"),
        ),
        "text/plain" => text(
            status,
            "text/plain",
            format!("error code: {code}\nerror message: {message}"),
        ),
        _ => json(
            status,
            &json!({"error": {"code": code, "message": message}}),
        ),
    }
}

/// Formats an error as REST web services do.
pub(crate) fn rest_error(status: StatusCode, code: &str, detail: &str) -> Response<Bytes> {
    json(
        status,
        &json!({
            "type": "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5",
            "title": status.canonical_reason(),
            "status": status.as_u16(),
            "o:errorDetails": [{"detail": detail, "o:errorCode": code}],
        }),
    )
}

pub(crate) fn json(status: StatusCode, body: &serde_json::Value) -> Response<Bytes> {
    text(status, "application/json", body.to_string())
}

pub(crate) fn text(status: StatusCode, media_type: &'static str, body: String) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    let media_type = HeaderValue::from_static(media_type);
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, media_type);
    response
}

/// Returns a query parameter.
pub(crate) fn parameter(request: &Request<Bytes>, name: &str) -> Option<String> {
    let query = request.uri().query().unwrap_or_default();
    let mut parameters = form_urlencoded::parse(query.as_bytes());
    let (_, value) = parameters.find(|(found, _)| found == name)?;
    Some(value.into_owned())
}

pub(crate) fn is_rest(request: &Request<Bytes>) -> bool {
    request.uri().path().starts_with("/services/rest/")
}

/// Returns the body's media type.
fn content_type(request: &Request<Bytes>) -> &str {
    let value = request.headers().get(header::CONTENT_TYPE);
    let value = value.and_then(|value| value.to_str().ok());
    let media_type = value.and_then(|value| value.split(';').next());
    media_type.unwrap_or_default().trim()
}

const ROWS: usize = 2500;
