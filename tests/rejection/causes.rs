//! What may be behind a refusal, in which order and why.

use netsuite_oauth1::Timestamp;
use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::rejection::{Cause, Kind, Rejection};
use time::Duration;

use crate::read;

/// 784111777, the time that RFC 9110 section 5.6.7 has for an example.
const DATE: (&str, &str) = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
const NOW: u64 = 784_111_777;

const RESTLET: &str =
    r#"{"error":{"code":"INVALID_LOGIN_ATTEMPT","message":"Invalid login attempt."}}"#;
const REST: &str =
    r#"{"o:errorDetails":[{"detail":"Invalid login attempt.","o:errorCode":"INVALID_LOGIN"}]}"#;

fn codes(rejection: &Rejection) -> Vec<AuditCode> {
    rejection.causes().iter().map(Cause::code).collect()
}

fn challenge(realm: &str) -> (&'static str, String) {
    let value = format!(
        r#"OAuth realm="{realm}", error="token_rejected", error_description="Invalid login attempt.""#
    );
    ("www-authenticate", value)
}

#[test]
fn without_evidence_the_usual_order() {
    let usual = [
        AuditCode::InvalidSignature,
        AuditCode::ConsumerKeyUnknown,
        AuditCode::NonceUsed,
        AuditCode::UnknownAlgorithm,
        AuditCode::PermissionDenied,
        AuditCode::TokenRejected,
        AuditCode::InvalidTimestamp,
        AuditCode::ConsumerKeyRefused,
        AuditCode::FeatureDisabled,
        AuditCode::TemporaryLocked,
        AuditCode::ParameterRejected,
        AuditCode::MissingTokenPassportRequiredFields,
        AuditCode::NonceRejected,
        AuditCode::VersionRejected,
    ];
    let rejection = read(401, &[], REST);
    assert_eq!(codes(&rejection), usual);
    assert!(
        rejection
            .causes()
            .iter()
            .all(|cause| cause.evidence().is_none())
    );
    // The challenge's error is always this one: it says nothing.
    let (name, value) = challenge("1234567");
    assert_eq!(codes(&read(401, &[(name, &value)], REST)), usual);
    // Every code of Oracle's subsect_156935170194 is among them.
    assert!(AuditCode::ALL[..14].iter().all(|code| usual.contains(code)));
}

#[test]
fn restlets_answer_otherwise_to_what_cannot_be_read() {
    let rejection = read(401, &[], RESTLET);
    assert_eq!(
        codes(&rejection)[9..],
        [
            AuditCode::NonceRejected,
            AuditCode::UnknownAlgorithm,
            AuditCode::ParameterRejected,
            AuditCode::MissingTokenPassportRequiredFields,
            AuditCode::VersionRejected,
        ]
    );
    assert_eq!(
        rejection.causes()[13].evidence(),
        Some("RESTlets answer INVALID_REQUEST to most headers of this kind")
    );
    let rejection = read(400, &[], r#"{"error":{"code":"INVALID_REQUEST"}}"#);
    assert_eq!(
        codes(&rejection),
        [
            AuditCode::ParameterRejected,
            AuditCode::UnknownAlgorithm,
            AuditCode::MissingTokenPassportRequiredFields,
            AuditCode::InvalidTimestamp,
            AuditCode::VersionRejected,
            AuditCode::NonceRejected,
        ]
    );
}

#[test]
fn a_clock_that_is_off() {
    for (now, text) in [
        (NOW - 301, "the clock is 301 seconds behind NetSuite's"),
        (NOW + 301, "the clock is 301 seconds ahead of NetSuite's"),
        (0, "the clock is 784111777 seconds behind NetSuite's"),
    ] {
        let rejection = read(401, &[DATE], REST).with_clock(Timestamp::from_unix(now));
        let first = &rejection.causes()[0];
        assert_eq!(first.code(), AuditCode::InvalidTimestamp);
        assert_eq!(first.evidence(), Some(text));
        assert_eq!(codes(&rejection)[1], AuditCode::InvalidSignature);
        assert_eq!(rejection.causes().len(), 14);
    }
    let offset = |now| {
        let rejection = read(401, &[DATE], "").with_clock(Timestamp::from_unix(now));
        rejection.clock_offset()
    };
    assert_eq!(offset(NOW - 412), Some(Duration::seconds(412)));
    assert_eq!(offset(NOW + 7), Some(Duration::seconds(-7)));
    assert!(offset(u64::MAX).is_some_and(Duration::is_negative));
    assert_eq!(read(401, &[DATE], "").clock_offset(), None);
    let twice = read(401, &[DATE, DATE], "").with_clock(Timestamp::from_unix(NOW));
    assert_eq!(twice.clock_offset(), None);
    let before_1970 = ("date", "Wed, 31 Dec 1969 23:59:59 GMT");
    let old = read(401, &[before_1970], "").with_clock(Timestamp::from_unix(NOW));
    assert_eq!(old.clock_offset(), None);
    for date in ["Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
        let rejection = read(401, &[("date", date)], "").with_clock(Timestamp::from_unix(NOW));
        assert_eq!(rejection.clock_offset(), Some(Duration::ZERO), "{date}");
    }
    let undated = read(401, &[("date", "now")], "").with_clock(Timestamp::from_unix(NOW));
    assert_eq!(undated.clock_offset(), None);
}

#[test]
fn a_clock_that_is_right() {
    for now in [NOW - 300, NOW, NOW + 300] {
        let rejection = read(401, &[DATE], REST).with_clock(Timestamp::from_unix(now));
        let last = rejection.causes().last().unwrap();
        assert_eq!(last.code(), AuditCode::InvalidTimestamp);
        assert!(last.evidence().unwrap().starts_with("the clock is right"));
    }
}

#[test]
fn a_realm_that_is_not_ours() {
    let account_id = "1234567_sb1".parse().unwrap();
    for (realm, is_own) in [
        ("1234567_SB1", true),
        ("1234567", false),
        ("1234567_sb1", false),
        ("1234567-SB1", false),
        ("", false),
    ] {
        let (name, value) = challenge(realm);
        let rejection = read(401, &[(name, &value)], REST);
        assert_eq!(rejection.is_own_realm(), None);
        let rejection = rejection.with_account_id(&account_id);
        if realm.is_empty() {
            assert_eq!((rejection.realm(), rejection.is_own_realm()), (None, None));
            continue;
        }
        assert_eq!(rejection.realm(), Some(realm));
        assert_eq!(rejection.is_own_realm(), Some(is_own), "{realm}");
        let first = &rejection.causes()[0];
        if is_own {
            assert_eq!(first.code(), AuditCode::InvalidSignature);
        } else {
            assert_eq!(first.code(), AuditCode::ConsumerKeyUnknown);
            let expected =
                format!("NetSuite understood the realm `{realm}`, and ours is `1234567_SB1`");
            assert_eq!(first.evidence(), Some(&*expected));
        }
        assert_eq!(rejection.causes().len(), 14);
    }
}

/// What is hidden or trimmed where it is shown is compared as it came.
#[test]
fn a_realm_is_compared_letter_by_letter() {
    let own = "1234567".parse().unwrap();
    for (realm, shown) in [
        (" 1234567", " 1234567"),
        ("1234567 \t", "1234567 "),
        ("1234 567", "1234 567"),
        ("1234567\u{200b}", "1234567\\u{200b}"),
    ] {
        let (name, value) = challenge(realm);
        let rejection = read(401, &[(name, &value)], "").with_account_id(&own);
        assert_eq!(rejection.is_own_realm(), Some(false), "{realm:?}");
        assert_eq!(rejection.realm(), Some(shown));
        let text = rejection.to_string();
        assert!(
            text.contains(&format!("the realm `{shown}`, and ours is `1234567`")),
            "{text}"
        );
    }
    // Digits that could be a key are not shown.
    let [one, other] = ["1", "2"].map(|digit| digit.repeat(40));
    let own = one.parse().unwrap();
    for (realm, is_own) in [(one, true), (other, false)] {
        let (name, value) = challenge(&realm);
        let rejection = read(401, &[(name, &value)], "").with_account_id(&own);
        assert_eq!(rejection.is_own_realm(), Some(is_own));
        assert_eq!(rejection.realm(), Some("[hidden]"));
    }
    let (name, value) = challenge(" ");
    let rejection = read(401, &[(name, &value)], "").with_account_id(&own);
    assert_eq!((rejection.realm(), rejection.is_own_realm()), (None, None));
}

#[test]
fn evidence_adds_up() {
    let (name, value) = challenge("7654321");
    let body =
        r#"{"error":{"code":"TokenRejected","message":"6 consecutive failed login attempts"}}"#;
    let rejection = read(401, &[(name, &value), DATE], body)
        .with_account_id(&"1234567".parse().unwrap())
        .with_clock(Timestamp::from_unix(0));
    assert_eq!(
        codes(&rejection)[..5],
        [
            AuditCode::TokenRejected,
            AuditCode::TemporaryLocked,
            AuditCode::InvalidTimestamp,
            AuditCode::ConsumerKeyUnknown,
            AuditCode::InvalidSignature,
        ]
    );
    assert_eq!(rejection.causes().len(), 14);
    // In whatever order it is given.
    let other = read(401, &[DATE, (name, &value)], body)
        .with_clock(Timestamp::from_unix(0))
        .with_account_id(&"1234567".parse().unwrap());
    assert_eq!(rejection, other);
}

#[test]
fn codes_that_the_response_names() {
    for code in AuditCode::ALL {
        let body = format!(r#"{{"error":{{"code":"{code}"}}}}"#);
        for status in [400, 401, 403] {
            let rejection = read(status, &[], &body);
            let first = &rejection.causes()[0];
            assert_eq!(first.code(), *code);
            assert_eq!(first.evidence(), Some("the response says so itself"));
            let is_refusal = matches!(
                rejection.kind(),
                Kind::LoginRefused | Kind::MalformedHeader | Kind::Permission
            );
            assert!(is_refusal, "{code}: {rejection}");
        }
    }
    let header = ("www-authenticate", r#"OAuth error="nonce_used""#);
    let rejection = read(401, &[header], "");
    assert_eq!(codes(&rejection)[0], AuditCode::NonceUsed);
    assert_eq!(
        rejection.causes()[0].evidence(),
        Some("the `WWW-Authenticate` header says so")
    );
    // A code in capitals is another: any feature may be meant.
    let rejection = read(
        403,
        &[],
        r#"{"o:errorDetails":[{"o:errorCode":"FEATURE_DISABLED"}]}"#,
    );
    assert_eq!(
        codes(&rejection),
        [AuditCode::PermissionDenied, AuditCode::FeatureDisabled]
    );
}

#[test]
fn what_is_no_matter_of_logging_in_has_no_cause() {
    for (status, body) in [
        (200, RESTLET),
        (302, RESTLET),
        (400, r#"{"error":{"code":"SSS_X"}}"#),
        (405, "no"),
        (404, ""),
        (415, RESTLET),
        (429, RESTLET),
        (503, RESTLET),
    ] {
        let (name, value) = challenge("7654321");
        let rejection = read(status, &[(name, &value), DATE], body)
            .with_account_id(&"1234567".parse().unwrap())
            .with_clock(Timestamp::from_unix(0));
        assert_eq!(rejection.causes(), [], "{rejection}");
    }
    assert_eq!(
        codes(&read(405, &[], " \r\n")),
        [
            AuditCode::AuthorizationFlowRequired,
            AuditCode::FeatureDisabled
        ]
    );
}

#[test]
fn evidence_is_of_its_kind_only() {
    let (name, value) = challenge("7654321");
    let codes = |status, body: &str| {
        let rejection = read(status, &[(name, &value), DATE], body)
            .with_account_id(&"1234567".parse().unwrap())
            .with_clock(Timestamp::from_unix(0));
        codes(&rejection)
    };
    let (timestamp, realm) = (AuditCode::InvalidTimestamp, AuditCode::ConsumerKeyUnknown);
    let malformed = r#"{"error":{"code":"INVALID_REQUEST"}}"#;
    assert_eq!(codes(400, malformed)[..2], [timestamp, realm]);
    assert_eq!(codes(403, ""), [realm]);
    // The clock and the realm were right enough to log in.
    let permission = r#"{"o:errorDetails":[{"o:errorCode":"INSUFFICIENT_PERMISSION"}]}"#;
    assert_eq!(
        codes(403, permission),
        [AuditCode::PermissionDenied, AuditCode::FeatureDisabled]
    );
    assert_eq!(
        codes(405, ""),
        [
            AuditCode::AuthorizationFlowRequired,
            AuditCode::FeatureDisabled
        ]
    );
}
