//! Input: a status, `WWW-Authenticate`, `Date`, `Retry-After`, `Content-Type` and a body, one per
//! line.
//!
//! The output of `Rejection` and `setup::Check` is short and has no control or format character.

use http::header::{CONTENT_TYPE, DATE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, StatusCode};
use netsuite_oauth1::rejection::Rejection;
use netsuite_oauth1::setup::Check;
use netsuite_oauth1::{Consumer, Credentials, Signer, Timestamp, Token};

use super::lines;

pub(crate) fn check(input: &[u8]) {
    let [status, challenge, date, retry_after, content_type, body] = lines(input);
    let Ok(status) = StatusCode::from_bytes(status) else {
        return;
    };
    let headers: HeaderMap = [
        (WWW_AUTHENTICATE, challenge),
        (DATE, date),
        (RETRY_AFTER, retry_after),
        (CONTENT_TYPE, content_type),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, HeaderValue::from_bytes(value).ok()?)))
    .collect();
    check_setup(status, &headers, body);
    let Some(rejection) = Rejection::from_parts(status, &headers, body) else {
        return;
    };
    let rejection = rejection
        .with_clock(Timestamp::from_unix(1_508_242_306))
        .with_account_id(&"1234567".parse().unwrap());
    let text = format!("{rejection}\n{rejection:#}");
    assert!(text.len() < 64 * 1024, "{} bytes", text.len());
    assert!(!text.contains(is_invisible), "{text:?}");
    let _ = format!("{rejection:?} {:?}", rejection.causes());
    let _ = (rejection.clock_offset(), rejection.retry_after());
}

/// Gives all requests of a setup check the same answer.
fn check_setup(status: StatusCode, headers: &HeaderMap, body: &[u8]) {
    let consumer = Consumer::new("key", "secret").unwrap();
    let token = Token::new("id", "secret").unwrap();
    let credentials = Credentials::new("1234567".parse().unwrap(), consumer, token);
    let mut check = Check::new(Signer::new(credentials)).with_rest("customer");
    while check.next_request().unwrap().is_some() {
        check.read(status, headers, body);
    }
    let text = check.to_string();
    assert!(!text.contains(is_invisible), "{text:?}");
    let longest = text.lines().map(|line| line.chars().count()).max();
    assert!(longest <= Some(80), "{text}");
}

fn is_invisible(c: char) -> bool {
    c.is_control() && c != '\n' || FORMAT_CHARACTERS.contains(&c)
}

/// Characters that reorder, hide or separate other characters.
const FORMAT_CHARACTERS: [char; 10] = [
    '\u{200b}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}', '\u{202a}', '\u{202e}', '\u{2066}',
    '\u{2069}', '\u{feff}',
];
