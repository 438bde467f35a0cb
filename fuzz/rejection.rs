//! Any status, four headers and body, a line each: an answer, on lines of its own.

#![no_main]

use http::header::{CONTENT_TYPE, DATE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, StatusCode};
use libfuzzer_sys::fuzz_target;
use netsuite_oauth1::Timestamp;
use netsuite_oauth1::rejection::Rejection;

fuzz_target!(|input: &[u8]| {
    let mut lines = input.splitn(6, |byte| *byte == b'\n');
    let [status, first, second, third, fourth, body] =
        [(); 6].map(|()| lines.next().unwrap_or_default());
    let Ok(status) = StatusCode::from_bytes(status) else {
        return;
    };
    let names = [WWW_AUTHENTICATE, DATE, RETRY_AFTER, CONTENT_TYPE];
    let headers: HeaderMap = names
        .into_iter()
        .zip([first, second, third, fourth])
        .filter_map(|(name, value)| Some((name, HeaderValue::from_bytes(value).ok()?)))
        .collect();
    let rejection = Rejection::read(status, &headers, body)
        .with_clock(Timestamp::from_unix(1_508_242_306))
        .with_account_id(&"1234567".parse().unwrap());
    let text = rejection.to_string();
    assert!(text.len() < 64 * 1024, "{} bytes", text.len());
    assert!(
        !text.contains(|c: char| c.is_control() && c != '\n'),
        "{text:?}"
    );
    let _ = format!("{rejection:?} {:?}", rejection.causes());
    let _ = (
        rejection.clock_offset(),
        rejection.retry_after(),
        rejection.is_own_realm(),
    );
});
