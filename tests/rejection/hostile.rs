//! Reads any status, headers and bytes, in linear time and without a panic.

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use netsuite_oauth1::Timestamp;
use netsuite_oauth1::rejection::Rejection;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::fixtures::fixtures;
use crate::{header_map, read_any};

/// Calls every method.
fn ask(rejection: Option<Rejection>) {
    let Some(rejection) = rejection else {
        return;
    };
    let rejection = rejection
        .with_clock(Timestamp::from_unix(u64::MAX))
        .with_account_id(&"1234567".parse().unwrap());
    let text = format!(
        "{rejection}\n{rejection:#}\n{rejection:?}\n{:?}",
        rejection.causes()
    );
    assert!(text.lines().count() <= 40, "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 10_000));
    assert!(!format!("{rejection:#}").contains(|c: char| c.is_control() && c != '\n'));
    assert!(!rejection.to_string().contains(char::is_control));
    let texts = [rejection.code(), rejection.message(), rejection.realm()];
    assert!(
        texts
            .iter()
            .flatten()
            .all(|text| text.len() <= 300 * 10 + 3)
    );
    let _ = (
        rejection.clock_offset(),
        rejection.retry_after(),
        rejection.permission(),
        rejection.login_accepted(),
        rejection.can_retry(),
    );
}

/// A quadratic reader would take minutes.
#[test]
fn reads_long_and_deep_bodies_in_linear_time() {
    let pieces = [
        "[",
        "{",
        "\"",
        "\\\"",
        "'",
        "{\"a\":",
        "[[\"\",",
        "\"code\":\"",
        "\"code\":",
        "'code':'",
        ":",
        "\\",
        "\"\\",
        "code\"   :   ",
        " ",
        "<",
        "<code>",
        "<code",
        "<!--",
        "<![CDATA[",
        "<code><![CDATA[",
        "<html",
        "<html><title",
        "<title>",
        "<a>",
        "&",
        "&#",
        "&amp;",
        "&#x41;",
        "oauth ",
        "oauth a ",
        "oauth_a=",
        "oauth_a ",
        "token%25",
        "token\"",
        "token \\",
        "token\\",
        "token ",
        "token:",
        "token : a ",
        "token&amp;",
        "&amp;amp;",
        "amp;",
        "%25",
        "25",
        "bearer ",
        "bearer:",
        "basic a.",
        "-",
        "a",
        "0",
        "%2B",
        "+/",
        "é",
        "\u{202e}",
        "\0",
        "error code:",
        "error message:",
        "{\"message\":\"{",
        "\"o:errorDetails\":[",
        "<a:Fault>",
        "<status isSuccess=\"false\">",
        "<s:Fault><faultstring>a",
        "</a> ",
        "<a b='",
        "isSuccess=",
        "secret \"",
        "secret%",
        "{\"o:errorDetails\":[{\"detail\":\"a\"},",
    ];
    for piece in pieces {
        {
            let body = piece.repeat((1 << 15) / piece.len());
            for body in [
                body.clone(),
                format!("<html>{body}"),
                format!("{{\"message\":\"{body}"),
                format!("{{\"message\":\"{body}\"}}"),
            ] {
                ask(read_any(400, &[], &body));
            }
        }
    }
}

#[test]
fn reads_long_headers_in_linear_time() {
    for piece in [
        "OAuth ",
        "OAuth realm=\"",
        "OAuth realm=\"\\",
        ",",
        "a=b,",
        "a",
        "\"",
        "=",
        " ",
        "OAuth realm=\"oauth_a=\", ",
    ] {
        let value = piece.repeat((1 << 20) / piece.len());
        ask(read_any(
            401,
            &[
                ("www-authenticate", &value),
                ("www-authenticate", &value),
                ("date", &value),
                ("retry-after", &value),
            ],
            "",
        ));
    }
}

fn headers() -> impl Strategy<Value = HeaderMap> {
    let name = select(vec![
        "www-authenticate",
        "date",
        "retry-after",
        "content-type",
    ]);
    let value = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..60),
        "OAuth ([a-z]{1,6}|realm|error)[ =]{0,2}\"?[ -~]{0,20}\"?,? ?(realm=\"[ -~]{0,9}\")?".prop_map(String::into_bytes),
        "[A-Z][a-z]{2}, ?[0-9]{1,2}[ -][A-Z][a-z]{2}[ -][0-9]{2,4} [0-9]{2}:[0-9]{2}:[0-9]{2} (GMT)?".prop_map(String::into_bytes),
        "[0-9]{0,30}".prop_map(String::into_bytes),
    ];
    prop::collection::vec((name, value), 0..5).prop_map(|pairs| {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            if let Ok(value) = HeaderValue::from_bytes(&value) {
                headers.append(HeaderName::from_static(name), value);
            }
        }
        headers
    })
}

/// A published body, changed in some places and perhaps grown together with another.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let change = (
        any::<Index>(),
        0..4_u8,
        select(b"\"'\\{}[]<>:,/& =\0\xff\x1baA0".to_vec()),
    );
    let bodies: Vec<&str> = fixtures().map(|fixture| fixture.body).collect();
    (
        select(bodies.clone()),
        select(bodies),
        any::<Index>(),
        prop::collection::vec(change, 0..8),
    )
        .prop_map(|(body, other, cut, changes)| {
            let mut body = body.as_bytes().to_vec();
            body.truncate(cut.index(body.len() + 1).max(body.len() / 2));
            for (at, how, byte) in changes {
                let at = at.index(body.len() + 1);
                match how {
                    0 => body.insert(at, byte),
                    1 if at < body.len() => body[at] = byte,
                    2 if at < body.len() => drop(body.remove(at)),
                    3 => drop(body.splice(at..at, other.bytes())),
                    _ => {}
                }
            }
            body
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_short_text_without_control_characters(status in 100..1000_u16, headers in headers(), body in prop::collection::vec(any::<u8>(), 0..300)) {
        ask(Rejection::from_parts(StatusCode::from_u16(status).unwrap(), &headers, &body));
    }

    #[test]
    fn any_text_gives_short_text_without_control_characters(status in 100..1000_u16, body in "[{}\\[\\]<>\"':,/&;=\\\\ a-z%-é\u{0}]{0,200}") {
        ask(read_any(status, &[], &body));
    }

    #[test]
    fn any_change_of_a_published_body_gives_short_text_without_control_characters(status in select(vec![200_u16, 302, 400, 401, 403, 404, 405, 429, 500, 503]), headers in headers(), body in mutated()) {
        ask(Rejection::from_parts(StatusCode::from_u16(status).unwrap(), &headers, &body));
    }
}

#[test]
fn ignores_what_follows_the_first_64_kib() {
    for fixture in fixtures() {
        let headers = header_map(fixture.headers);
        let status = StatusCode::from_u16(fixture.status).unwrap();
        let padded = |length| format!("{}{}", fixture.body, " ".repeat(length));
        let [short, long] = [70_000, 10 << 20]
            .map(|length| Rejection::from_parts(status, &headers, padded(length)));
        assert_eq!(short, long, "{}", fixture.name);
    }
}
