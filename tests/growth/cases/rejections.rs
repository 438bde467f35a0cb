//! Reading responses that refuse a request.

use http::header::{CONTENT_TYPE, DATE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderMap, StatusCode};
use netsuite_oauth1::Timestamp;
use netsuite_oauth1::rejection::Rejection;

use super::{Case, call};
use crate::support::NOW;

pub(super) const CASES: &[Case] = &[
    ("rejection: JSON with many details", |size| {
        let detail = r#"{"detail":"a","o:errorCode":"INVALID_LOGIN"},"#;
        let details = detail.repeat(size / detail.len());
        reject(&format!(r#"{{"o:errorDetails":[{details}{{}}]}}"#))
    }),
    ("rejection: nested JSON", |size| {
        reject(&r#"{"error":["#.repeat(size / 10))
    }),
    ("rejection: JSON with escapes", |size| {
        reject(&format!(
            r#"{{"error":{{"message":"{}"}}}}"#,
            r"\u00e9\\".repeat(size / 8)
        ))
    }),
    ("rejection: XML", |size| {
        reject(&format!(
            "<error><code>{}</code></error>",
            "<a>&amp;</a>".repeat(size / 12)
        ))
    }),
    ("rejection: unclosed XML", |size| {
        reject(&"<error><code>&#".repeat(size / 15))
    }),
    ("rejection: many SOAP statuses", |size| {
        let status =
            r#"<status isSuccess="false"><statusDetail><code>A</code></statusDetail></status>"#;
        reject(&format!(
            "<Envelope><Body>{}",
            status.repeat(size / status.len())
        ))
    }),
    ("rejection: HTML", |size| {
        reject(&format!("<html>{}", "<title>&lt;".repeat(size / 11)))
    }),
    ("rejection: text with secrets", |size| {
        reject(&"error code: X oauth_token=\"aa\" 0123456789abcdef ".repeat(size / 48))
    }),
    ("rejection: hex digits", |size| reject(&"0".repeat(size))),
    ("rejection: a name in front of a long value", |size| {
        reject(&format!("oauth_signature={}", "%2B ".repeat(size / 4)))
    }),
    ("rejection: headers", |size| {
        let mut headers = HeaderMap::new();
        let challenge = format!("OAuth {}", "realm=\"\\a\", ".repeat(size / 13));
        for (name, value) in [
            (WWW_AUTHENTICATE, challenge),
            (DATE, "Fri, ".repeat(size / 5)),
            (RETRY_AFTER, "1".repeat(size)),
            (CONTENT_TYPE, "a/b;".repeat(size / 4)),
        ] {
            headers.append(name, value.parse().unwrap());
        }
        call(move || show_rejection(&headers, b""))
    }),
];

fn reject(body: &str) -> Box<dyn FnOnce()> {
    let body = body.to_owned();
    call(move || show_rejection(&HeaderMap::new(), body.as_bytes()))
}

fn show_rejection(headers: &HeaderMap, body: &[u8]) -> String {
    let rejection = Rejection::from_parts(StatusCode::UNAUTHORIZED, headers, body)
        .unwrap()
        .with_clock(Timestamp::from_unix(NOW))
        .with_account_id(&"1234567".parse().unwrap());
    format!("{rejection} {rejection:#} {rejection:?}")
}
