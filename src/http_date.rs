//! Dates in HTTP headers (RFC 9110 section 5.6.7).

use std::time::SystemTime;

use http::HeaderMap;
use http::header::HeaderName;

use crate::timestamp::Timestamp;

/// Reads a header that holds a date, in any of the three forms of HTTP. `None` if the header is
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
