//! Times in headers, RFC 9110 section 5.6.7.

use http::HeaderMap;
use http::header::{AsHeaderName, RETRY_AFTER};
use time::{Date, Month, OffsetDateTime, Time};

use crate::stamp::Timestamp;

/// Reads a header that is a date.
pub(super) fn read(headers: &HeaderMap, name: impl AsHeaderName) -> Option<Timestamp> {
    parse(headers.get(name)?.to_str().ok()?)
}

/// How long to wait, RFC 9110 section 10.2.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RetryAfter {
    Seconds(u64),
    Time(Timestamp),
}

impl RetryAfter {
    pub(super) fn read(headers: &HeaderMap) -> Option<Self> {
        let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::Seconds(text.parse().unwrap_or(u64::MAX)));
        }
        parse(text).map(Self::Time)
    }
}

/// Reads a date in any of the three forms that HTTP has had. The day's name is not looked at.
fn parse(text: &str) -> Option<Timestamp> {
    let mut pieces = text
        .split([' ', ',', '-'])
        .filter(|piece| !piece.is_empty());
    let mut next = || pieces.next();
    let _ = next()?;
    let pieces = [next()?, next()?, next()?, next()?];
    let zone = next();
    let is_asctime = zone.is_none();
    if next().is_some() || zone.is_some_and(|zone| zone != "GMT") {
        return None;
    }
    let [day, month, year, time] = if is_asctime {
        let [month, day, time, year] = pieces;
        [day, month, year, time]
    } else {
        pieces
    };
    let month = MONTHS.iter().zip(1_u8..).find(|(name, _)| **name == month);
    let month = Month::try_from(month?.1).ok()?;
    let year = match (year.len(), number(year)?) {
        (2, year) => i32::from(year) + if year < 70 { 2000 } else { 1900 },
        (_, year) => i32::from(year),
    };
    let date = Date::from_calendar_date(year, month, u8::try_from(number(day)?).ok()?).ok()?;

    let mut parts = time.split(':').map(|part| u8::try_from(number(part)?).ok());
    let [hour, minute, second] = [parts.next()??, parts.next()??, parts.next()??];
    // A leap second is the one before it.
    let time = Time::from_hms(hour, minute, if second == 60 { 59 } else { second }).ok()?;
    if parts.next().is_some() {
        return None;
    }
    Timestamp::try_from(OffsetDateTime::new_utc(date, time)).ok()
}

fn number(digits: &str) -> Option<u16> {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        // RFC 9110 section 5.6.7 has one time in three forms: 784111777.
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(
                parse(text),
                Some(Timestamp::from_unix(784_111_777)),
                "{text}"
            );
        }
        assert_eq!(
            parse("Thu, 01 Jan 1970 00:00:00 GMT"),
            Some(Timestamp::from_unix(0))
        );
        assert_eq!(
            parse("Sat, 31 Dec 2016 23:59:60 GMT"),
            Some(Timestamp::from_unix(1_483_228_799))
        );
        for text in [
            "",
            "now",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 06 Nov 1994 08:49:37 GMT x",
            "Sun, 32 Nov 1994 08:49:37 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 06 Nov 1994 08:49:37:0 GMT",
            "Sun, 06 Nov 1994 +8:49:37 GMT",
            "Sun, 06 Nov 99999 08:49:37 GMT",
            "Wed, 31 Dec 1969 23:59:59 GMT",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
