//! Logins that are refused: the clock, and the codes of the Login Audit Trail.

use http::{HeaderMap, HeaderValue, StatusCode};
use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::setup::Step;
use netsuite_oauth1::setup::Verdict::{NotTested, Proven, Refuted, Undecided};

use crate::{LOGIN_REFUSED, answer, check};

/// Every code leaves one step, two steps, or none because the cause is elsewhere.
#[test]
fn narrows_a_refused_login_by_each_code() {
    for code in AuditCode::ALL {
        let mut check = check();
        answer(&mut check, &[LOGIN_REFUSED]);
        check.narrow(*code);
        let steps = Step::ALL
            .iter()
            .filter(|step| check.verdict(**step) != NotTested);
        let steps: Vec<_> = steps.copied().collect();
        let verdict = steps.first().map(|step| check.verdict(*step));
        let expected = match code.setup_steps() {
            [] => None,
            [_] => Some(Refuted),
            _ => Some(Undecided),
        };
        assert_eq!((verdict, &*steps), (expected, code.setup_steps()), "{code}");
        let is_clock = *code == AuditCode::InvalidTimestamp;
        assert_eq!(check.clock() == Refuted, is_clock, "{code}");
        assert!(!check.needs_audit_code(), "{code}");
        assert_eq!(check.findings().len(), 1, "{code}");
    }
}

#[test]
fn a_code_replaces_another_code() {
    let mut check = check();
    check.narrow(AuditCode::PermissionDenied);
    check.narrow(AuditCode::TokenRejected);
    assert_eq!(check.verdict(Step::Role), NotTested);
    assert_eq!(check.verdict(Step::Token), Refuted);
}

#[test]
fn finds_the_clock_off_by_more_than_five_minutes() {
    for (ahead, expected) in [
        (290, Proven),
        (-290, Proven),
        (310, Refuted),
        (-310, Refuted),
    ] {
        let mut check = check().with_rest("customer");
        check.next_request().unwrap().unwrap();
        let now = u64::try_from(i64::try_from(now()).unwrap() + ahead).unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("date", HeaderValue::try_from(http_date(now)).unwrap());
        let (status, body) = (StatusCode::UNAUTHORIZED, LOGIN_REFUSED.1.as_bytes());
        check.read(status, &headers, body);
        assert_eq!(check.clock(), expected, "{ahead}");
        assert_eq!(check.needs_audit_code(), expected == Proven, "{ahead}");
        let next = check.next_request().unwrap();
        assert_eq!(next.is_some(), expected == Proven, "{ahead}");
    }
}

fn now() -> u64 {
    netsuite_oauth1::Timestamp::now().unix()
}

/// Formats a time as an HTTP date.
fn http_date(unix: u64) -> String {
    let time = i64::try_from(unix).unwrap();
    let time = time::OffsetDateTime::from_unix_timestamp(time).unwrap();
    let (day, month) = (time.weekday().to_string(), time.month().to_string());
    let (hour, minute, second) = time.to_hms();
    format!(
        "{}, {:02} {} {} {hour:02}:{minute:02}:{second:02} GMT",
        &day[..3],
        time.day(),
        &month[..3],
        time.year(),
    )
}
