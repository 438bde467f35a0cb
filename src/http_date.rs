//! Dates in HTTP headers (RFC 9110 section 5.6.7), and their difference from a clock.

use std::fmt;
use std::time::SystemTime;

use http::HeaderMap;
use http::header::{HeaderName, RETRY_AFTER};
use time::Duration;

use crate::timestamp::Timestamp;

/// Reads a header that contains an HTTP date in any of its three formats. `None` if the header is
/// missing, repeated or not a date from 1970 to 9999.
pub(crate) fn read(headers: &HeaderMap, name: &HeaderName) -> Option<Timestamp> {
    parse(single(headers, name)?)
}

pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let time = httpdate::parse_http_date(text).ok()?;
    let since_1970 = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(Timestamp::from_unix(since_1970.as_secs()))
}

/// Returns the value of a header that appears once.
pub(crate) fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// Reads `Retry-After` (RFC 9110 section 10.2.3). A date is relative to the response's `Date`.
pub(crate) fn retry_after(
    headers: &HeaderMap,
    date: Option<Timestamp>,
) -> Option<std::time::Duration> {
    let text = single(headers, &RETRY_AFTER)?.trim();
    let seconds = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // Parsing digits fails only if the number is too large.
        text.parse().unwrap_or(u64::MAX)
    } else {
        let until = parse(text)?;
        // A date in the past asks for no delay.
        until.unix().saturating_sub(date?.unix())
    };
    Some(std::time::Duration::from_secs(seconds))
}

/// How far NetSuite's clock is ahead of the clock that stamps requests.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClockError(pub(crate) Duration);

impl ClockError {
    /// Whether NetSuite rejects a timestamp that is this far off.
    pub(crate) fn is_too_large(self) -> bool {
        self.0.whole_seconds().unsigned_abs() > 5 * 60
    }
}

/// Prints how far the other clock is off: `412 seconds behind`.
impl fmt::Display for ClockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.whole_seconds();
        let side = if seconds < 0 { "ahead of" } else { "behind" };
        let plural = if seconds.unsigned_abs() == 1 { "" } else { "s" };
        write!(f, "{} second{plural} {side}", seconds.unsigned_abs())
    }
}
