//! The clock offset, from the `Date` of a response.

use http::HeaderMap;
use http::header::{DATE, HeaderName};
use time::{Date, Duration, Month, OffsetDateTime, Weekday};

use crate::signer::Signer;
use crate::timestamp::Timestamp;

/// The clock.
impl Signer {
    /// Returns how far the clock of a server is ahead of this machine's, from the headers of its response and the time `now` at
    /// which they came, for [`with_clock_offset`](Self::with_clock_offset).
    ///
    /// `None`: there is no `Date` header, or there are two, or it is no date as RFC 9110 section 5.6.7 has it, in one of the
    /// three forms that a recipient must take.
    ///
    /// The date has whole seconds and has travelled: the offset is good to a few seconds, and NetSuite allows for five minutes. It
    /// is measured against the machine's own clock, so that it replaces an offset that the signer has.
    ///
    /// ```
    /// use http::{HeaderMap, header::DATE};
    /// use netsuite_oauth1::{Consumer, Credentials, Signer, Timestamp, Token};
    ///
    /// # let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret")?);
    /// # let mut signer = Signer::new(Credentials::new("1234567".parse()?, consumer, token));
    /// // A refusal, and a machine that is 20 minutes behind: `Timestamp::now()` is usual.
    /// let headers = HeaderMap::from_iter([(DATE, "Tue, 17 Oct 2017 12:11:46 GMT".parse()?)]);
    /// let now = Timestamp::from_unix(1508242306 - 20 * 60);
    /// if let Some(offset) = Signer::clock_offset_of(&headers, now) {
    ///     assert_eq!(offset, time::Duration::minutes(20));
    ///     signer = signer.clone().with_clock_offset(offset); // and sign the request again
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn clock_offset_of(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
        let now = i64::try_from(now.unix()).ok()?;
        let date = parse(single(headers, &DATE)?, now)?;
        Some(Duration::seconds(date.checked_sub(now)?))
    }
}

/// Returns a header that is there once.
pub(crate) fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// Reads an HTTP date as Unix seconds.
///
/// By hand: the parser of `time` is for one of the three forms, as mail has it, with comments and other zones.
pub(crate) fn parse(date: &str, now: i64) -> Option<i64> {
    imf_fixdate(date)
        .or_else(|| rfc850_date(date, now))
        .or_else(|| asctime_date(date))
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`.
fn imf_fixdate(text: &str) -> Option<i64> {
    let [weekday, day, month, year, time, "GMT"] = split(text, ' ')? else {
        return None;
    };
    let date = date(number(year, 4)?, month, number(day, 2)?)?;
    let is_of = weekday.strip_suffix(',')? == abbreviated_weekday(date);
    is_of.then_some(unix(date, time)?)
}

/// `Sunday, 06-Nov-94 08:49:37 GMT`: the latest such year that is not more than 50 years ahead.
fn rfc850_date(text: &str, now: i64) -> Option<i64> {
    let [weekday, text, time, "GMT"] = split(text, ' ')? else {
        return None;
    };
    let [day, month, year] = split(text, '-')?;
    let (day, year) = (number(day, 2)?, number(year, 2)?);
    let this_year = OffsetDateTime::from_unix_timestamp(now).ok()?.year();
    let this_century = this_year - this_year % 100;
    let (date, unix) = [100, 0, -100].iter().find_map(|centuries| {
        let date = date(this_century + centuries + year, month, day)?;
        let unix = unix(date, time)?;
        (unix.saturating_sub(now) <= FIFTY_YEARS).then_some((date, unix))
    })?;
    let is_of = weekday.strip_suffix(',')? == date.weekday().to_string();
    is_of.then_some(unix)
}

/// `Sun Nov  6 08:49:37 1994`.
fn asctime_date(text: &str) -> Option<i64> {
    let (weekday, rest) = text.split_once(' ')?;
    let (month, rest) = rest.split_once(' ')?;
    let (day, rest) = rest.split_at_checked(2)?;
    let ["", time, year] = split(rest, ' ')? else {
        return None;
    };
    let day = match day.strip_prefix(' ') {
        Some(digit) => number(digit, 1)?,
        None => number(day, 2)?,
    };
    let date = date(number(year, 4)?, month, day)?;
    (weekday == abbreviated_weekday(date)).then_some(unix(date, time)?)
}

/// Returns a date that the calendar has.
fn date(year: i32, month: &str, day: i32) -> Option<Date> {
    let month = (1..).zip(MONTHS).find(|(_, name)| *name == month)?.0;
    let month = Month::try_from(month).ok()?;
    Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()
}

/// Puts `08:49:37` to a date. A leap second, `23:59:60`, is the first second of the next minute.
fn unix(date: Date, time: &str) -> Option<i64> {
    let [hour, minute, second] = split(time, ':')?;
    let [hour, minute, second] = [number(hour, 2)?, number(minute, 2)?, number(second, 2)?];
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let second = i64::from(hour * 3600 + minute * 60 + second);
    date.midnight()
        .assume_utc()
        .unix_timestamp()
        .checked_add(second)
}

fn abbreviated_weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    }
}

/// Splits a text into a number of pieces, no more and no fewer.
fn split<const N: usize>(text: &str, separator: char) -> Option<[&str; N]> {
    let mut pieces = text.split(separator);
    let mut all = [""; N];
    for piece in &mut all {
        *piece = pieces.next()?;
    }
    pieces.next().is_none().then_some(all)
}

/// Reads a number of so many decimal digits, at most four.
fn number(text: &str, digits: usize) -> Option<i32> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(text.parse().ok()?)
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// In seconds, of 365.25 days each.
const FIFTY_YEARS: i64 = 50 * 31_557_600;
