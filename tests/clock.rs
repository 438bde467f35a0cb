//! The clock offset by a `Date` header. The Unix times are from Python's `email.utils` and `datetime`.

use http::header::DATE;
use http::{HeaderMap, HeaderValue};
use netsuite_oauth1::{Signer, Timestamp};
use time::Duration;

/// 2026-11-24 00:00:00.
const NOW: u64 = 1_795_478_400;

fn offset(dates: &[&[u8]], now: u64) -> Option<Duration> {
    let mut headers = HeaderMap::new();
    for date in dates {
        headers.append(DATE, HeaderValue::from_bytes(date).unwrap());
    }
    Signer::clock_offset_of(&headers, Timestamp::from_unix(now))
}

/// Checks that a date is read as Unix time `expected`.
#[track_caller]
fn reads(date: &str, now: u64, expected: i64) {
    let seconds = expected - i64::try_from(now).unwrap();
    let found = offset(&[date.as_bytes()], now);
    assert_eq!(found, Some(Duration::seconds(seconds)), "{date:?}");
}

#[test]
fn reads_dates_in_all_three_forms() {
    for (date, unix) in [
        // RFC 9110 section 5.6.7 has these three.
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
        ("Sun Nov  6 08:49:37 1994", 784_111_777),
        ("Tue, 17 Oct 2017 12:11:46 GMT", 1_508_242_306),
        ("Tuesday, 17-Oct-17 12:11:46 GMT", 1_508_242_306),
        ("Tue Oct 17 12:11:46 2017", 1_508_242_306),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199),
        ("Thu Feb 29 23:59:59 2024", 1_709_251_199),
        ("Fri, 31 Dec 1999 23:59:59 GMT", 946_684_799),
        ("Friday, 31-Dec-99 23:59:59 GMT", 946_684_799),
        ("Sat, 01 Jan 2000 00:00:00 GMT", 946_684_800),
        ("Tuesday, 29-Feb-00 12:00:00 GMT", 951_825_600),
        ("Saturday, 27-Mar-27 01:02:03 GMT", 1_806_109_323),
        ("Tue, 19 Jan 2038 03:14:08 GMT", 2_147_483_648),
        ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
    ] {
        reads(date, NOW, unix);
    }
    for (month, unix) in [
        ("Sun, 25 Jan", 1_769_299_200),
        ("Wed, 25 Feb", 1_771_977_600),
        ("Wed, 25 Mar", 1_774_396_800),
        ("Sat, 25 Apr", 1_777_075_200),
        ("Mon, 25 May", 1_779_667_200),
        ("Thu, 25 Jun", 1_782_345_600),
        ("Sat, 25 Jul", 1_784_937_600),
        ("Tue, 25 Aug", 1_787_616_000),
        ("Fri, 25 Sep", 1_790_294_400),
        ("Sun, 25 Oct", 1_792_886_400),
        ("Wed, 25 Nov", 1_795_564_800),
        ("Fri, 25 Dec", 1_798_156_800),
    ] {
        reads(&format!("{month} 2026 00:00:00 GMT"), NOW, unix);
    }
}

#[test]
fn a_year_of_two_digits_is_from_1970_to_2069() {
    for (date, unix) in [
        ("Saturday, 03-Feb-01 00:00:00 GMT", 981_158_400),
        ("Thursday, 01-Jan-70 00:00:00 GMT", 0),
        ("Tuesday, 01-Jan-69 00:00:00 GMT", 3_124_224_000),
    ] {
        reads(date, NOW, unix);
    }
}

#[test]
fn an_offset_has_a_sign_and_any_size() {
    let date = b"Tue, 24 Nov 2026 00:00:00 GMT";
    for minutes in [20, 0, -20] {
        let now = NOW.saturating_add_signed(-60 * minutes);
        assert_eq!(offset(&[date], now), Some(Duration::minutes(minutes)));
    }
    let largest = i64::MAX.cast_unsigned();
    let seconds = i64::try_from(NOW).unwrap() - i64::MAX;
    assert_eq!(offset(&[date], largest), Some(Duration::seconds(seconds)));
    assert_eq!(offset(&[date], largest + 1), None);
    assert_eq!(offset(&[b"Wed, 31 Dec 1969 23:59:59 GMT"], u64::MAX), None);
}

#[test]
fn rejects_what_is_not_a_date() {
    assert_eq!(offset(&[], NOW), None);
    let date = b"Sun, 06 Nov 1994 08:49:37 GMT";
    assert_eq!(offset(&[date, date], NOW), None);
    assert_eq!(offset(&[b"Sun, 06 Nov 1994 08:49:37 GMT\xff"], NOW), None);
    for date in [
        "",
        " ",
        "0",
        "784111777",
        "1994-11-06T08:49:37Z",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 gmt",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sun, 06 Nov 1994 08:49:37 GMT GMT",
        "Sun,  6 Nov 1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, +6 Nov 1994 08:49:37 GMT",
        "Sun, 06  Nov 1994 08:49:37 GMT",
        "Sun,06 Nov 1994 08:49:37 GMT",
        "06 Nov 1994 08:49:37 GMT",
        "Sun 06 Nov 1994 08:49:37 GMT",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06 Nov 1994 08:49:37 GMT",
        "sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 06 November 1994 08:49:37 GMT",
        "Sun, 06 11 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT",
        "Sun, 06 Nov -994 08:49:37 GMT",
        "Sun, 06 Nov 01994 08:49:37 GMT",
        "Wed, 00 Nov 1994 08:49:37 GMT",
        "Thu, 31 Nov 1994 08:49:37 GMT",
        "Mon, 29 Feb 2100 00:00:00 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:00 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sat, 31 Dec 2016 23:59:60 GMT",
        "Wed, 31 Dec 1969 23:59:59 GMT",
        "Sun, 06 Nov 1994 8:49:37 GMT",
        "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov 1994 08:49:37:00 GMT",
        "Sun, 06 Nov 1994 08:49:37.5 GMT",
        "Sun, 06-Nov-94 08:49:37 GMT",
        "Sunday, 06-Nov-1994 08:49:37 GMT",
        "Sunday, 6-Nov-94 08:49:37 GMT",
        "Monday, 06-Nov-94 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37",
        "Sunday, 31-Nov-94 08:49:37 GMT",
        "Sun Nov 6 08:49:37 1994",
        "Sun Nov 06  08:49:37 1994",
        "Sun Nov  6 08:49:37 94",
        "Sun Nov  6 08:49:37 1994 GMT",
        "Sun Nov  é 08:49:37 1994",
        "Mon Nov  6 08:49:37 1994",
        "Sun Nov   6 08:49:37 1994",
    ] {
        assert_eq!(offset(&[date.as_bytes()], NOW), None, "{date:?}");
    }
    // However long, it is read in one go.
    for piece in [" ", "0", "-", ":", "Sun, "] {
        assert_eq!(
            offset(&[piece.repeat(1 << 20).as_bytes()], NOW),
            None,
            "{piece:?}"
        );
    }
}
