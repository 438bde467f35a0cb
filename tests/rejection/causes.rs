//! The possible causes, their order and the evidence for them.

use netsuite_oauth1::Timestamp;
use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::rejection::{Cause, Kind, Rejection};
use time::Duration;

use crate::read;
use crate::support::signer;

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
fn lists_the_usual_causes_without_evidence() {
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
    // The challenge's error is always the same.
    let (name, value) = challenge("1234567");
    assert_eq!(codes(&read(401, &[(name, &value)], REST)), usual);
    // They are all of Oracle's codes but those of the flow.
    assert!(AuditCode::ALL[..14].iter().all(|code| usual.contains(code)));
}

#[test]
fn lists_malformed_headers_last_for_restlets() {
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
fn a_wrong_clock_comes_first() {
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
    assert_eq!(offset(u64::MAX), None);
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
fn a_right_clock_comes_last() {
    for now in [NOW - 300, NOW, NOW + 300] {
        let rejection = read(401, &[DATE], REST).with_clock(Timestamp::from_unix(now));
        let last = rejection.causes().last().unwrap();
        assert_eq!(last.code(), AuditCode::InvalidTimestamp);
        assert!(last.evidence().unwrap().starts_with("the clock is right"));
    }
}

#[test]
fn another_realm_is_evidence() {
    let account_id = "1234567_sb1".parse().unwrap();
    for (realm, is_own) in [
        ("1234567_SB1", true),
        (" 1234567_SB1", true),
        ("1234567", false),
        ("1234567_sb1", false),
        ("1234567-SB1", false),
        ("1234567_SB1\u{200b}", false),
    ] {
        let (name, value) = challenge(realm);
        let rejection = read(401, &[(name, &value)], REST).with_account_id(&account_id);
        let shown = rejection.realm().unwrap().to_owned();
        let first = &rejection.causes()[0];
        let report = format!("{rejection:#}");
        if is_own {
            assert_eq!(first.code(), AuditCode::InvalidSignature);
            assert!(
                report.contains("\nrealm: 1234567_SB1, which is the account's\n"),
                "{report}"
            );
        } else {
            assert_eq!(first.code(), AuditCode::ConsumerKeyUnknown);
            let expected = format!(
                "NetSuite understood the realm `{shown}`, but the account is `1234567_SB1`"
            );
            assert_eq!(first.evidence(), Some(&*expected));
            let line = format!("\nrealm: {shown}, but the account is 1234567_SB1\n");
            assert!(report.contains(&line), "{report}");
        }
        assert_eq!(rejection.causes().len(), 14);
    }
    // Without the account, it is only shown.
    let (name, value) = challenge("1234567");
    let report = format!("{:#}", read(401, &[(name, &value)], REST));
    assert!(report.contains("\nrealm: 1234567\n"), "{report}");
    for empty in ["", " "] {
        let (name, value) = challenge(empty);
        let rejection = read(401, &[(name, &value)], REST).with_account_id(&account_id);
        assert_eq!(rejection.realm(), None);
        assert_eq!(rejection.causes()[0].code(), AuditCode::InvalidSignature);
    }
}

/// Digits that could be a key are compared, but not shown.
#[test]
fn a_realm_like_a_key_is_hidden() {
    let [one, other] = ["1", "2"].map(|digit| digit.repeat(40));
    let own = one.parse().unwrap();
    for (realm, is_own) in [(one, true), (other, false)] {
        let (name, value) = challenge(&realm);
        let rejection = read(401, &[(name, &value)], "").with_account_id(&own);
        let is_other = rejection.causes()[0].code() == AuditCode::ConsumerKeyUnknown;
        assert_eq!(is_other, !is_own);
        assert_eq!(rejection.realm(), Some("[hidden]"));
    }
}

#[test]
fn signed_by_drops_causes_that_this_crate_cannot_have() {
    let dropped = [
        AuditCode::UnknownAlgorithm,
        AuditCode::ParameterRejected,
        AuditCode::MissingTokenPassportRequiredFields,
        AuditCode::NonceRejected,
        AuditCode::VersionRejected,
    ];
    for (status, body) in [
        (401, REST),
        (401, RESTLET),
        (400, r#"{"error":{"code":"INVALID_REQUEST"}}"#),
    ] {
        let rejection = read(status, &[], body);
        let mut expected = codes(&rejection);
        assert!(dropped.iter().all(|code| expected.contains(code)));
        expected.retain(|code| !dropped.contains(code));
        assert_eq!(codes(&rejection.signed_by(&signer())), expected);
    }
    // What the response itself names stays.
    let body = r#"{"error":{"code":"VersionRejected"}}"#;
    let rejection = read(400, &[], body).signed_by(&signer());
    assert_eq!(codes(&rejection)[0], AuditCode::VersionRejected);
}

#[test]
fn signed_by_compares_the_realm_and_the_clock() {
    let (name, value) = challenge("1234567");
    let in_20_minutes = Timestamp::from_unix(Timestamp::now().unix() + 20 * 60);
    let date = time::OffsetDateTime::try_from(in_20_minutes).unwrap();
    let (weekday, month) = (date.weekday().to_string(), date.month().to_string());
    let date = format!(
        "{}, {:02} {} {} {:02}:{:02}:{:02} GMT",
        &weekday[..3],
        date.day(),
        &month[..3],
        date.year(),
        date.hour(),
        date.minute(),
        date.second()
    );
    let rejection = read(401, &[(name, &value), ("date", &date)], REST);
    let is_about = |offset: Option<Duration>, minutes| {
        let difference = offset.unwrap() - Duration::minutes(minutes);
        difference.abs() < Duration::seconds(30)
    };
    let behind = rejection.clone().signed_by(&signer());
    assert_eq!(
        codes(&behind)[..2],
        [AuditCode::InvalidTimestamp, AuditCode::ConsumerKeyUnknown]
    );
    assert!(is_about(behind.clock_offset(), 20));
    // The offset of the signer counts for the error, and is part of the new offset.
    let corrected = signer().with_clock_offset(Duration::minutes(19));
    let right = rejection.signed_by(&corrected);
    assert_eq!(codes(&right)[0], AuditCode::ConsumerKeyUnknown);
    assert_eq!(codes(&right).last(), Some(&AuditCode::InvalidTimestamp));
    assert!(is_about(right.clock_offset(), 20));
}

#[test]
fn all_evidence_counts() {
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
    // The order does not matter.
    let other = read(401, &[DATE, (name, &value)], body)
        .with_clock(Timestamp::from_unix(0))
        .with_account_id(&"1234567".parse().unwrap());
    assert_eq!(rejection, other);
}

#[test]
fn a_code_in_the_response_comes_first() {
    for code in AuditCode::ALL {
        let body = format!(r#"{{"error":{{"code":"{code}"}}}}"#);
        for status in [400, 401, 403] {
            let rejection = read(status, &[], &body);
            let first = &rejection.causes()[0];
            assert_eq!(first.code(), *code);
            assert_eq!(
                first.evidence(),
                Some(&*format!("the response has the code {code}"))
            );
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
        Some("the `WWW-Authenticate` header has this code")
    );
    // A code in capitals is another: it can be any feature.
    let rejection = read(
        403,
        &[],
        r#"{"o:errorDetails":[{"o:errorCode":"FEATURE_DISABLED"}]}"#,
    );
    assert_eq!(codes(&rejection), [AuditCode::FeatureDisabled]);
    assert_eq!(
        rejection.causes()[0].evidence(),
        Some("the account lacks a feature that the request needs")
    );
}

#[test]
fn other_kinds_have_no_cause() {
    for (status, body) in [
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
fn evidence_counts_for_its_kinds_only() {
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
    let nonce_used = ("www-authenticate", r#"OAuth error="nonce_used""#);
    assert_eq!(read(403, &[nonce_used], "").causes(), []);
    // The login was accepted.
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
