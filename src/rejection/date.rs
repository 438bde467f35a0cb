//! Times in headers, RFC 9110 section 5.6.7.

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

use crate::clock::{self, single};
use crate::timestamp::Timestamp;

/// Reads the time of a response, by the server's clock.
pub(super) fn read(headers: &HeaderMap) -> Option<Timestamp> {
    parse(single(headers, &DATE)?)
}

/// How long to wait, RFC 9110 section 10.2.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RetryAfter {
    Seconds(u64),
    Time(Timestamp),
}

impl RetryAfter {
    pub(super) fn read(headers: &HeaderMap) -> Option<Self> {
        let text = single(headers, &RETRY_AFTER)?.trim();
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::Seconds(text.parse().unwrap_or(u64::MAX)));
        }
        parse(text).map(Self::Time)
    }
}

fn parse(text: &str) -> Option<Timestamp> {
    let unix = clock::parse(text, START_OF_2026)?;
    u64::try_from(unix).ok().map(Timestamp::from_unix)
}

/// A year of two digits, in a form of dates that nothing sends any more, is one of the fifty before or after.
const START_OF_2026: i64 = 1_767_225_600;
