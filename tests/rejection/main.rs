//! Reads responses that refuse requests.

mod answers;
mod bodies;
mod causes;
mod challenges;
mod decisions;
mod fixtures;
mod hostile;
mod json;
mod mutations;
mod permissions;
mod recorded;
mod reports;
mod secrets;
mod soap;
mod soap_fixtures;
#[path = "../support/mod.rs"]
mod support;
mod text;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use netsuite_oauth1::rejection::{Kind, Rejection};

use crate::fixtures::fixtures;

/// A response and the right reading.
pub(crate) struct Fixture {
    pub(crate) name: &'static str,
    pub(crate) status: u16,
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) body: &'static str,
    pub(crate) kind: Kind,
    pub(crate) code: Option<&'static str>,
    pub(crate) message: Option<&'static str>,
}

/// Reads a response that refuses something, without a clock and an account.
#[track_caller]
pub(crate) fn read(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Rejection {
    read_any(status, headers, body).unwrap()
}

pub(crate) fn read_any(
    status: u16,
    headers: &[(&str, &str)],
    body: impl AsRef<[u8]>,
) -> Option<Rejection> {
    let status = StatusCode::from_u16(status).unwrap();
    Rejection::from_parts(status, &header_map(headers), body)
}

pub(crate) fn header_map(headers: &[(&str, &str)]) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(
            HeaderName::try_from(*name).unwrap(),
            HeaderValue::try_from(*value).unwrap(),
        );
    }
    map
}

#[test]
fn reads_published_responses() {
    for Fixture {
        name,
        status,
        headers,
        body,
        kind,
        code,
        message,
    } in fixtures()
    {
        let rejection = read(*status, headers, body);
        assert_eq!(rejection.kind(), *kind, "{name}: {rejection}");
        assert_eq!(rejection.code(), *code, "{name}");
        assert_eq!(rejection.message(), *message, "{name}");
        assert_eq!(rejection.status().as_u16(), *status, "{name}");
    }
}

#[test]
fn ignores_the_content_type() {
    for fixture in fixtures() {
        let expected = read(fixture.status, fixture.headers, fixture.body);
        for content_type in [
            "application/json",
            "text/html",
            "image/png",
            "\"",
            "text/xml",
        ] {
            let mut headers = header_map(fixture.headers);
            headers.insert("content-type", HeaderValue::try_from(content_type).unwrap());
            let status = StatusCode::from_u16(fixture.status).unwrap();
            let rejection = Rejection::from_parts(status, &headers, fixture.body);
            assert_eq!(rejection.as_ref(), Some(&expected), "{}", fixture.name);
        }
    }
}

#[test]
fn a_status_with_one_meaning_decides_whatever_the_body_says() {
    for fixture in fixtures() {
        let body = fixture.body;
        // Only a permission that a code names is something else than a refused login.
        let unauthorized = match fixture.kind {
            Kind::Permission if fixture.code.is_some() => Kind::Permission,
            _ => Kind::LoginRefused,
        };
        for (status, kind) in [
            (100, Kind::Unknown),
            (301, Kind::Redirect),
            (307, Kind::Redirect),
            (405, Kind::Method),
            (415, Kind::ContentType),
            (429, Kind::ConcurrencyLimit),
            (501, Kind::Request),
            (502, Kind::ServerError),
            (503, Kind::ServerError),
            (505, Kind::Request),
            (600, Kind::Unknown),
            (999, Kind::Unknown),
            (401, unauthorized),
        ] {
            assert_eq!(read(status, &[], body).kind(), kind, "{status}, of {body}");
        }
    }
}

#[test]
fn reads_no_rejection_from_an_answer() {
    for (status, body) in [
        (200, ""),
        (204, ""),
        (200, "OK"),
        (200, "{}"),
        (200, "[]"),
        (
            200,
            r#"{"id":"7","code":"INVALID_LOGIN","message":"a note"}"#,
        ),
        (200, r#"{"error":null,"items":[]}"#),
        (200, r#"{"error":"INVALID_LOGIN"}"#),
        (
            200,
            r#"{"error":{"code":"SSS_MISSING_REQD_ARGUMENT","message":"id"}}"#,
        ),
        (
            200,
            r#"{"error":{"code":"USER_ERROR","message":"Bitte fragen"}}"#,
        ),
        (200, "<error><code>INVALID_LOGIN</code></error>"),
        (200, "\0"),
        (299, "error code: INVALID_LOGIN error message: a"),
    ] {
        assert_eq!(read_any(status, &[], body), None, "{body}");
    }
}

#[test]
fn retries_only_what_can_succeed_without_a_change() {
    for fixture in fixtures() {
        let rejection = read(fixture.status, &[], fixture.body);
        let is_session = fixture.code == Some("INVALID_SESSION");
        let expected =
            is_session || matches!(fixture.kind, Kind::ConcurrencyLimit | Kind::ServerError);
        assert_eq!(rejection.can_retry(), expected, "{}", fixture.name);
        assert_eq!(rejection.retry_after(), None, "{}", fixture.name);
    }
}

#[test]
fn retry_after_is_seconds_or_a_date() {
    let wait = |headers: &[(&str, &str)]| {
        let wait = read(503, headers, "").retry_after();
        wait.map(|wait| wait.as_secs())
    };
    assert_eq!(wait(&[("retry-after", "120")]), Some(120));
    assert_eq!(wait(&[("retry-after", " 0 ")]), Some(0));
    assert_eq!(
        wait(&[("retry-after", "99999999999999999999")]),
        Some(u64::MAX)
    );
    let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
    let later = ("retry-after", "Sun, 06 Nov 1994 08:51:37 GMT");
    assert_eq!(wait(&[date, later]), Some(120));
    assert_eq!(wait(&[("date", later.1), ("retry-after", date.1)]), Some(0));
    assert_eq!(wait(&[later]), None);
    for text in ["", "-1", "+1", "1.5", "soon", "1 s"] {
        assert_eq!(wait(&[("retry-after", text)]), None, "{text}");
    }
    assert_eq!(wait(&[("retry-after", "1"), ("retry-after", "1")]), None);
}

#[test]
fn is_small_enough_for_the_error_of_any_function() {
    assert_eq!(size_of::<Rejection>(), size_of::<usize>());
}
