//! What refused responses say, whatever is in them.

mod bodies;
mod causes;
mod fixtures;
mod hostile;
mod secrets;
mod text;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use netsuite_oauth1::rejection::{Cause, Kind, Rejection};

use crate::fixtures::{FIXTURES, Fixture};

/// Reads a response, neither clock nor account known.
pub(crate) fn read(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Rejection {
    Rejection::read(
        StatusCode::from_u16(status).unwrap(),
        &header_map(headers),
        body.as_ref(),
    )
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
fn published_responses() {
    for Fixture {
        name,
        status,
        headers,
        body,
        kind,
        code,
        message,
    } in FIXTURES
    {
        let rejection = read(*status, headers, body);
        assert_eq!(rejection.kind(), *kind, "{name}: {rejection}");
        assert_eq!(rejection.code(), *code, "{name}");
        assert_eq!(rejection.message(), *message, "{name}");
        assert_eq!(rejection.status().as_u16(), *status, "{name}");
    }
}

#[test]
fn the_content_type_does_not_matter() {
    for fixture in FIXTURES {
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
            let rejection = Rejection::read(status, &headers, fixture.body.as_bytes());
            assert_eq!(rejection, expected, "{}", fixture.name);
        }
    }
}

#[test]
fn the_status_comes_first() {
    for body in FIXTURES.iter().map(|fixture| fixture.body) {
        for (status, kind) in [
            (100, Kind::Unknown),
            (204, Kind::Success),
            (301, Kind::Redirect),
            (307, Kind::Redirect),
            (401, Kind::LoginRefused),
            (415, Kind::ContentType),
            (429, Kind::ConcurrencyLimit),
            (501, Kind::Request),
            (502, Kind::ServerError),
            (503, Kind::ServerError),
            (505, Kind::Request),
            (600, Kind::Unknown),
            (999, Kind::Unknown),
        ] {
            let found = read(status, &[], body).kind();
            let is_page = status == 204 && found == Kind::LoginPage && body.contains("password");
            assert!(found == kind || is_page, "{status}, of {body}: {found:?}");
        }
    }
    // What only says that it is a fault does not make a broken server anything else.
    let body = r#"{"error":{"code":"INVALID_LOGIN_ATTEMPT"}}"#;
    assert_eq!(read(500, &[], body).kind(), Kind::ServerError);
}

#[test]
fn sending_again() {
    for fixture in FIXTURES {
        let rejection = read(fixture.status, &[], fixture.body);
        let expected = matches!(fixture.kind, Kind::ConcurrencyLimit | Kind::ServerError);
        assert_eq!(rejection.can_retry(), expected, "{}", fixture.name);
        assert_eq!(rejection.retry_after(), None, "{}", fixture.name);
    }
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
}

#[test]
fn kinds_say_what_they_mean_and_what_to_do() {
    let kinds = [
        Kind::LoginRefused,
        Kind::MalformedHeader,
        Kind::WrongDomain,
        Kind::Permission,
        Kind::ConcurrencyLimit,
        Kind::ContentType,
        Kind::ScriptNotFound,
        Kind::Method,
        Kind::Request,
        Kind::LoginPage,
        Kind::Redirect,
        Kind::ServerError,
        Kind::Success,
        Kind::Unknown,
    ];
    for kind in kinds {
        for text in [kind.meaning(), kind.remedy()] {
            assert!(text.len() > 15 && text.trim() == text, "{text}");
            assert!(!text.ends_with('.') && !text.contains(". "), "{text}");
        }
        assert_eq!(kind.to_string(), kind.meaning());
        let published = FIXTURES.iter().any(|fixture| fixture.kind == kind);
        assert!(published || kind == Kind::Unknown, "{kind:?}");
    }
}

#[test]
fn types_are_shared_between_threads() {
    fn all<T: Send + Sync + Unpin + std::panic::UnwindSafe + std::panic::RefUnwindSafe>() {}
    fn is_error<T: std::error::Error + Clone + PartialEq + Eq + 'static>() {}
    all::<Rejection>();
    all::<Kind>();
    all::<Cause>();
    is_error::<Rejection>();
    // Small enough for the `Err` of any function.
    assert_eq!(size_of::<Rejection>(), size_of::<usize>());
}
