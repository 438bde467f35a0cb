//! The timestamp and the window.

use netsuite_oauth1::audit::AuditCode::InvalidTimestamp;
use time::Duration;

use crate::support::NOW;
use crate::{assert_error, assert_rejected, assert_used, header, verifier, verify};

/// Returns a header with this timestamp and a nonce derived from it.
pub(crate) fn at(timestamp: u64) -> String {
    let (timestamp, nonce) = (timestamp.to_string(), format!("nonce{timestamp}"));
    header(&[
        ("oauth_timestamp", Some(&timestamp)),
        ("oauth_nonce", Some(&nonce)),
    ])
}

#[test]
fn rejects_a_timestamp_that_is_not_a_number() {
    for timestamp in [
        "1508242306.0",
        "-1",
        "+1508242306",
        "1,508",
        " 1508242306",
        "0x10",
        "18446744073709551616",
        "now",
        "١",
    ] {
        assert_rejected(
            &header(&[("oauth_timestamp", Some(timestamp))]),
            InvalidTimestamp,
            "invalid oauth_timestamp: expected whole seconds in decimal digits, \
             at most 18446744073709551615",
        );
    }
}

#[test]
fn accepts_a_timestamp_with_leading_zeros_as_it_was_signed() {
    let header = header(&[("oauth_timestamp", Some("0001508242306"))]);
    let verified = verify(&verifier(), &header, NOW).unwrap();
    assert_eq!(verified.timestamp().unix(), NOW);
}

#[test]
fn accepts_300_seconds_off_and_rejects_301() {
    for timestamp in [NOW - 300, NOW + 300] {
        verify(&verifier(), &at(timestamp), NOW).unwrap();
    }
    assert_rejected(
        &at(NOW - 301),
        InvalidTimestamp,
        "oauth_timestamp 301 seconds behind the clock: expected at most 300",
    );
    assert_rejected(
        &at(NOW + 301),
        InvalidTimestamp,
        "oauth_timestamp 301 seconds ahead of the clock: expected at most 300",
    );
}

#[test]
fn with_window_accepts_up_to_its_whole_seconds() {
    for (window, off, is_accepted) in [
        (Duration::seconds(10), 10, true),
        (Duration::seconds(10), 11, false),
        (Duration::milliseconds(1999), 1, true),
        (Duration::milliseconds(1999), 2, false),
        (Duration::ZERO, 0, true),
        (Duration::ZERO, 1, false),
        (Duration::seconds(-5), 0, true),
        (Duration::seconds(-5), 5, false),
        (Duration::MIN, 1, false),
        (Duration::MAX, NOW, true),
        (Duration::days(1), 86_400, true),
        (Duration::days(1), 86_401, false),
    ] {
        for now in [NOW - off, NOW + off] {
            let verifier = verifier().with_window(window);
            let result = verify(&verifier, &header(&[]), now);
            let code = result.map_err(|error| error.code()).err();
            let expected = (!is_accepted).then_some(InvalidTimestamp);
            assert_eq!(code, expected, "{window}, {off} off");
        }
    }
}

#[test]
fn accepts_any_window_width() {
    let right = header(&[]);
    let verifier = verifier().with_window(Duration::MAX);
    verify(&verifier, &right, u64::MAX / 2).unwrap();
    assert_used(verify(&verifier, &right, 0));
}

#[test]
fn a_new_window_forgets_no_nonce() {
    let right = header(&[]);
    for window in [
        Duration::ZERO,
        Duration::seconds(7),
        Duration::hours(1),
        Duration::MAX,
    ] {
        let verifier = verifier();
        verify(&verifier, &right, NOW).unwrap();
        assert_used(verify(&verifier.with_window(window), &right, NOW));
    }
}

#[test]
fn a_narrower_window_still_accepts_current_requests() {
    let verifier = verifier();
    for ahead in (200..=290).step_by(9) {
        verify(&verifier, &at(NOW + ahead), NOW).unwrap();
    }
    let verifier = verifier.with_window(Duration::seconds(7));
    for later in [0, 10, 60, 120, 199, 203, 240, 291] {
        verify(&verifier, &at(NOW + later), NOW + later).unwrap();
    }
    assert_used(verify(&verifier, &at(NOW + 290), NOW + 297));
}

#[test]
fn a_wider_window_rejects_timestamps_with_forgotten_nonces() {
    let verifier = verifier().with_window(Duration::seconds(7));
    verify(&verifier, &at(NOW), NOW).unwrap();
    // The first request is now outside the window, so the verifier forgets it here.
    verify(&verifier, &at(NOW + 20), NOW + 20).unwrap();
    let verifier = verifier.with_window(Duration::minutes(5));
    for timestamp in [NOW - 1, NOW] {
        assert_forgotten(&verifier, timestamp, NOW + 20);
    }
    verify(&verifier, &at(NOW + 1), NOW + 20).unwrap();
}

#[track_caller]
pub(crate) fn assert_forgotten(
    verifier: &netsuite_oauth1::verify::Verifier,
    timestamp: u64,
    now: u64,
) {
    assert_error(
        &verify(verifier, &at(timestamp), now).unwrap_err(),
        InvalidTimestamp,
        "oauth_timestamp too old to rule out a replay: the clock went back, or the window became wider",
    );
}
