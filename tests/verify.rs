//! What `Verifier` accepts and refuses. Nearly all headers are made by the plain reference, which shares no code with the crate.

mod reference;

use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Barrier;
use std::thread;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::header::{AUTHORIZATION, HOST};
use http::uri::Scheme;
use http::{HeaderMap, HeaderValue, Method, Request, Uri};
use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::verify::{Refusal, Verified, Verifier};
use netsuite_oauth1::{Consumer, Credentials, Nonce, Signer, Timestamp, Token};
use serde_json::Value;
use sha2::Sha256;
use time::Duration;
use url::Url;

const NOW: u64 = 1_508_242_306;
const URL: &str =
    "https://1234567-sb1.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=6&deploy=1";
const SECRETS: [&str; 4] = [
    "consumer-key",
    "consumer-secret",
    "token-id",
    "token-secret",
];
const NONCE: &str = "fjaLirsIcCGVZWzBX0pg";

fn credentials(account_id: &str, [key, secret, id, token_secret]: [&str; 4]) -> Credentials {
    Credentials::new(
        account_id.parse().unwrap(),
        Consumer::new(key, secret).unwrap(),
        Token::new(id, token_secret).unwrap(),
    )
}

fn verifier() -> Verifier {
    Verifier::new([credentials("1234567_SB1", SECRETS)])
}

/// The parameters of a header that is right for a GET of `URL` with some of them set, or left out, and then signed.
fn parameters(changes: &[(&str, Option<&str>)]) -> Vec<(String, String)> {
    let mut parameters: Vec<(String, String)> = [
        ("realm", "1234567_SB1"),
        ("oauth_consumer_key", SECRETS[0]),
        ("oauth_token", SECRETS[2]),
        ("oauth_nonce", NONCE),
        ("oauth_timestamp", "1508242306"),
        ("oauth_signature_method", "HMAC-SHA256"),
        ("oauth_version", "1.0"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec();
    for (name, value) in changes {
        let place = parameters.iter().position(|(other, _)| other == name);
        match (place, value) {
            (Some(place), Some(value)) => (*value).clone_into(&mut parameters[place].1),
            (Some(place), None) => drop(parameters.remove(place)),
            (None, Some(value)) => parameters.push(((*name).to_owned(), (*value).to_owned())),
            (None, None) => {}
        }
    }
    let signed: Vec<(String, String)> = parameters
        .iter()
        .filter(|(name, _)| name != "realm")
        .cloned()
        .collect();
    let base_string = reference::Request {
        method: "GET",
        url: URL,
    }
    .base_string(&signed);
    parameters.push(("oauth_signature".to_owned(), hmac(&base_string)));
    parameters
}

fn hmac(base_string: &str) -> String {
    let key = format!("{}&{}", SECRETS[1], SECRETS[3]);
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
    mac.update(base_string.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

fn header(parameters: &[(String, String)]) -> String {
    let parameters: Vec<String> = parameters
        .iter()
        .map(|(name, value)| format!("{}=\"{}\"", encode(name), encode(value)))
        .collect();
    format!("OAuth {}", parameters.join(", "))
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

fn headers(header: &str) -> HeaderMap {
    HeaderMap::from_iter([(
        AUTHORIZATION,
        HeaderValue::from_bytes(header.as_bytes()).unwrap(),
    )])
}

fn verify(verifier: &Verifier, header: &str, now: u64) -> Result<Verified, Refusal> {
    let uri = Uri::from_static(URL);
    verifier.verify(
        &Method::GET,
        &uri,
        &headers(header),
        Timestamp::from_unix(now),
    )
}

#[track_caller]
fn assert_accepted(header: &str) {
    let verified = verify(&verifier(), header, NOW).unwrap();
    assert_eq!(verified.account_id().realm(), "1234567_SB1");
    assert_eq!(verified.consumer_key(), SECRETS[0]);
    assert_eq!(verified.token_id(), SECRETS[2]);
    assert_eq!(verified.nonce().as_str(), NONCE);
    assert_eq!(verified.timestamp(), Timestamp::from_unix(NOW));
}

#[track_caller]
fn assert_refusal(refusal: &Refusal, code: AuditCode, text: &str) {
    assert_eq!(refusal.to_string(), format!("{code}: {text}"));
    assert_eq!(refusal.code(), code);
    let shown = format!("{refusal} {refusal:?} {refusal:#?}");
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[track_caller]
fn assert_refused(header: &str, code: AuditCode, text: &str) {
    assert_refusal(&verify(&verifier(), header, NOW).unwrap_err(), code, text);
}

#[test]
fn accepts_what_is_right() {
    let right = header(&parameters(&[]));
    assert_accepted(&right);
    // In any order.
    let mut shuffled = parameters(&[]);
    for _ in 0..8 {
        shuffled.rotate_left(1);
        assert_accepted(&header(&shuffled));
        shuffled.swap(0, 5);
        assert_accepted(&header(&shuffled));
    }
    // With other white space, empty list elements and the scheme in another case.
    for odd in [
        right.replace(", ", ","),
        right.replace(", ", "\t ,  \t"),
        right.replace(", ", ", ,, "),
        right.replace(", ", ",\t\t"),
        right.replace('=', " = "),
        right.replace("OAuth ", "OAUTH\t"),
        right.replace("OAuth ", "oauth   ,, "),
        format!("  {right}\t"),
        format!("{right},"),
        format!("{right} , ,"),
    ] {
        assert_accepted(&odd);
    }
    // With other escapes for the same text.
    for odd in [
        right.replace("consumer-key", "consumer%2dkey"),
        right.replace("consumer-key", "c%6Fnsumer%2Dkey"),
        right.replace("token-id", "%74oken-id"),
        right.replace("1234567_SB1", "1234567%5fSB1"),
        right.replace("HMAC-SHA256", "HMAC%2DSHA256"),
        right.replace("\"1.0\"", "\"1%2E0\""),
        right.replace("1508242306", "%3150824230%36"),
        right.replace("fjaLirs", "%66jaLirs"),
        right.replace("oauth_nonce", "oauth%5Fnonce"),
        right.replace("realm", "%72ealm"),
    ] {
        assert_ne!(odd, right);
        assert_accepted(&odd);
    }
    let signature = right.rfind("oauth_signature=").unwrap();
    let (before, signature) = right.split_at(signature);
    assert!(signature.contains("%3D"));
    assert_accepted(&format!("{before}{}", signature.replace("%3D", "%3d")));
    // Without the version, and with parameters that are not NetSuite's.
    assert_accepted(&header(&parameters(&[("oauth_version", None)])));
    for (name, value) in [
        ("role", "1000"),
        ("oauth_callback", "https://example.com/cb?a=b&c=d"),
        ("oauth_verifier", "0a1b"),
        ("a", "é 私"),
        ("zz", "+"),
    ] {
        assert_accepted(&header(&parameters(&[(name, Some(value))])));
        assert_accepted(&header(&parameters(&[
            (name, Some(value)),
            ("oauth_version", None),
        ])));
    }
    // After the signature, where a `Signer` ends.
    let mut last = parameters(&[("role", Some("1000"))]);
    let role = last.len() - 2;
    last[role..].rotate_left(1);
    assert_eq!(last[role + 1].0, "role");
    assert_accepted(&header(&last));
    // A query may have a name twice, and one that the header has too if OAuth does not reserve it.
    let header = header(&parameters(&[("script", Some("7"))]));
    assert_accepted(&header);
}

#[test]
fn refuses_what_is_not_one_oauth_header() {
    let missing = AuditCode::MissingTokenPassportRequiredFields;
    let uri = Uri::from_static(URL);
    let mut map = HeaderMap::new();
    let refusal = |map: &HeaderMap| {
        verifier()
            .verify(&Method::GET, &uri, map, Timestamp::from_unix(NOW))
            .unwrap_err()
    };
    assert_refusal(
        &refusal(&map),
        missing,
        "the request has no `Authorization` header",
    );
    let right = header(&parameters(&[]));
    map.append(AUTHORIZATION, right.parse().unwrap());
    map.append(AUTHORIZATION, right.parse().unwrap());
    assert_refusal(
        &refusal(&map),
        AuditCode::ParameterRejected,
        "the request has more than one `Authorization` header",
    );
    for other in [
        "",
        " ",
        "OAut",
        "Basic Y29uc3VtZXIta2V5",
        "OAuth2 realm=\"1234567_SB1\"",
        "OAuth,realm=\"1234567_SB1\"",
        "realm=\"1234567_SB1\"",
        "\u{fc}",
    ] {
        assert_refused(
            other,
            missing,
            "the `Authorization` header is of another scheme: expected `OAuth`",
        );
    }
}

#[test]
fn refuses_a_missing_parameter() {
    for name in [
        "realm",
        "oauth_consumer_key",
        "oauth_token",
        "oauth_nonce",
        "oauth_timestamp",
        "oauth_signature_method",
        "oauth_signature",
    ] {
        let mut parameters = parameters(&[]);
        parameters.retain(|(other, _)| other != name);
        assert_refused(
            &header(&parameters),
            AuditCode::MissingTokenPassportRequiredFields,
            &format!("the header has no {name}"),
        );
    }
    for empty in ["OAuth", "OAuth ", "oauth\t,, ,"] {
        assert_refused(
            empty,
            AuditCode::MissingTokenPassportRequiredFields,
            "the header has no realm",
        );
    }
}

#[test]
fn refuses_a_parameter_that_is_empty_or_there_twice() {
    let right = parameters(&[]);
    for (index, (name, value)) in right.iter().enumerate() {
        let mut twice = right.clone();
        twice.push((name.clone(), value.clone()));
        let at = header(&right).len() + 2;
        assert_refused(
            &header(&twice),
            AuditCode::ParameterRejected,
            &format!("the header's {name} at byte {at} stands there for the second time"),
        );
        let mut empty = right.clone();
        empty[index].1.clear();
        let at = header(&right).find(&format!("{name}=")).unwrap();
        assert_refused(
            &header(&empty),
            AuditCode::ParameterRejected,
            &format!("the header's {name} at byte {at} is empty"),
        );
    }
    let right = header(&right);
    assert_refused(
        &format!("{right}, role=\"\""),
        AuditCode::ParameterRejected,
        &format!(
            "the header's parameter at byte {} is empty",
            right.len() + 2
        ),
    );
    for twice in [
        "role=\"1\", role=\"2\"",
        "z=\"1\",a=\"2\",m=\"3\",%7A=\"4\"",
    ] {
        assert_refused(
            &format!("{right}, {twice}"),
            AuditCode::ParameterRejected,
            "the header has a parameter twice that is none of the usual ones",
        );
    }
}

#[test]
fn refuses_what_is_malformed() {
    let rejected = AuditCode::ParameterRejected;
    let malformed = |at| {
        format!(
            "the header is malformed at byte {at}: expected `name=\"value\"`, and commas between"
        )
    };
    for (text, at) in [
        ("OAuth realm", 11),
        ("OAuth realm oauth_nonce=\"a\"", 11),
        ("OAuth \"a\"", 6),
        ("OAuth =\"a\"", 6),
        ("OAuth a=\"b\" c=\"d\"", 12),
        ("OAuth a=\"b\"c=\"d\"", 11),
        ("OAuth a=\"b\";c=\"d\"", 11),
        ("OAuth a+b=\"c\"", 7),
        ("OAuth a%=\"c\"", 7),
        ("OAuth a%4g=\"c\"", 7),
        ("OAuth é=\"c\"", 6),
        ("OAuth a\"=\"c\"", 7),
    ] {
        assert_refused(text, rejected, &malformed(at));
    }
    let not_quoted = |at| format!("the header's value at byte {at} is not in double quotes");
    for (text, at) in [
        ("OAuth realm=1234567", 12),
        ("OAuth a=\"b\", realm=", 19),
        ("OAuth realm= \t1234567_SB1, a=\"b\"", 14),
        ("OAuth realm='1'", 12),
        ("OAuth realm=,", 12),
    ] {
        assert_refused(text, rejected, &not_quoted(at));
    }
    for text in ["OAuth a=\"b\", c=\"", "OAuth a=\"b\", c=\"d%41"] {
        assert_refused(
            text,
            rejected,
            "the header's parameter at byte 13 has no closing double quote",
        );
    }
    let not_encoded = |at| {
        format!(
            "the header's byte {at} is not percent-encoded: expected an unreserved character or `%` and two hex digits"
        )
    };
    for (text, at) in [
        ("OAuth a=\"b+c\"", 10),
        ("OAuth a=\"b c\"", 10),
        ("OAuth a=\"b/\"", 10),
        ("OAuth a=\"b=\"", 10),
        ("OAuth a=\"b,\"", 10),
        ("OAuth a=\"b\\\"\"", 10),
        ("OAuth a=\"%\"", 9),
        ("OAuth a=\"%4\"", 9),
        ("OAuth a=\"%zz\"", 9),
        ("OAuth a=\"%4g\"", 9),
        ("OAuth a=\"%41%%41\"", 12),
        ("OAuth a=\"bé\"", 10),
        ("OAuth a=\"b!\"", 10),
        ("OAuth a=\"b*\"", 10),
    ] {
        assert_refused(text, rejected, &not_encoded(at));
    }
    for (text, at) in [
        ("OAuth a=\"%80\"", 9),
        ("OAuth a=\"b\", c=\"x%C3%28\"", 16),
        ("OAuth a=\"%ED%A0%80\"", 9),
        ("OAuth %FF=\"a\"", 6),
    ] {
        assert_refused(
            text,
            rejected,
            &format!("the header's name or value at byte {at} decodes to bytes that are not UTF-8"),
        );
    }
    // As many clients send it: a signature that is right, but not encoded.
    let right = header(&parameters(&[]));
    let raw = right
        .replace("%2B", "+")
        .replace("%2F", "/")
        .replace("%3D", "=");
    assert_eq!(verify(&verifier(), &raw, NOW).unwrap_err().code(), rejected);
}

#[test]
fn refuses_another_method_or_version() {
    for method in ["HMAC-SHA1", "hmac-sha256", "PLAINTEXT", "HMAC-SHA256 "] {
        assert_refused(
            &header(&parameters(&[("oauth_signature_method", Some(method))])),
            AuditCode::UnknownAlgorithm,
            "the header's oauth_signature_method is another than `HMAC-SHA256`",
        );
    }
    for version in ["1", "1.0a", "2.0", "1.00"] {
        assert_refused(
            &header(&parameters(&[("oauth_version", Some(version))])),
            AuditCode::VersionRejected,
            "the header's oauth_version is another than `1.0`",
        );
    }
}

#[test]
fn refuses_a_nonce_that_netsuite_does() {
    let long = "a".repeat(65);
    for (nonce, text) in [
        ("abcde", "nonce of 5 bytes: expected 6 to 64"),
        (&*long, "nonce of 65 bytes: expected 6 to 64"),
        (
            "abcdef-g",
            "invalid character '-' at byte 6 of the nonce: expected ASCII letters and digits",
        ),
        (
            "abcdefé",
            "invalid character 'é' at byte 6 of the nonce: expected ASCII letters and digits",
        ),
        (
            "abcdef ",
            "invalid character ' ' at byte 6 of the nonce: expected ASCII letters and digits",
        ),
    ] {
        assert_refused(
            &header(&parameters(&[("oauth_nonce", Some(nonce))])),
            AuditCode::NonceRejected,
            text,
        );
    }
    for nonce in ["abcdef", &long[1..]] {
        let header = header(&parameters(&[("oauth_nonce", Some(nonce))]));
        assert_eq!(
            verify(&verifier(), &header, NOW).unwrap().nonce().as_str(),
            nonce
        );
    }
}

#[test]
fn refuses_a_timestamp_out_of_the_window() {
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
        assert_refused(
            &header(&parameters(&[("oauth_timestamp", Some(timestamp))])),
            AuditCode::InvalidTimestamp,
            "the header's oauth_timestamp is not a number: expected whole seconds in decimal digits",
        );
    }
    for (offset, text) in [
        (
            -301,
            "the header's oauth_timestamp is 301 seconds behind the clock: expected at most 300",
        ),
        (
            301,
            "the header's oauth_timestamp is 301 seconds ahead of the clock: expected at most 300",
        ),
    ] {
        let timestamp = NOW.saturating_add_signed(offset).to_string();
        let header = header(&parameters(&[("oauth_timestamp", Some(&timestamp))]));
        assert_refused(&header, AuditCode::InvalidTimestamp, text);
    }
    for offset in [-300, 300] {
        let timestamp = NOW.saturating_add_signed(offset).to_string();
        let header = header(&parameters(&[("oauth_timestamp", Some(&timestamp))]));
        assert!(verify(&verifier(), &header, NOW).is_ok());
    }
    // Leading zeros are signed as they stand.
    let header = header(&parameters(&[("oauth_timestamp", Some("0001508242306"))]));
    assert!(verify(&verifier(), &header, NOW).is_ok());
}

#[test]
fn the_window_can_be_set() {
    let right = header(&parameters(&[]));
    for (window, off, is_accepted) in [
        (Duration::seconds(10), 10, true),
        (Duration::seconds(10), 11, false),
        (Duration::milliseconds(1999), 2, false),
        (Duration::ZERO, 0, true),
        (Duration::ZERO, 1, false),
        (Duration::seconds(-5), 0, true),
        (Duration::MIN, 1, false),
        (Duration::MAX, NOW, true),
        (Duration::days(1), 86_400, true),
    ] {
        let make = || verifier().with_window(window);
        assert_eq!(
            verify(&make(), &right, NOW - off).is_ok(),
            is_accepted,
            "{window}, {off} early"
        );
        assert_eq!(
            verify(&make(), &right, NOW + off).is_ok(),
            is_accepted,
            "{window}, {off} late"
        );
    }
    let far = verifier().with_window(Duration::MAX);
    assert!(verify(&far, &right, u64::MAX / 2).is_ok());
    assert_eq!(
        verify(&far, &right, 0).unwrap_err().code(),
        AuditCode::NonceUsed
    );
    // What was used before the window was set is known after it.
    for window in [
        Duration::ZERO,
        Duration::seconds(7),
        Duration::hours(1),
        Duration::MAX,
    ] {
        let verifier = verifier();
        verify(&verifier, &right, NOW).unwrap();
        let verifier = verifier.with_window(window);
        assert_eq!(
            verify(&verifier, &right, NOW).unwrap_err().code(),
            AuditCode::NonceUsed,
            "{window}"
        );
    }
}

#[test]
fn a_verifier_in_use_may_get_another_window() {
    // What has come from ahead shuts nobody out when the window becomes narrower.
    let at = |timestamp: u64| {
        let (timestamp, nonce) = (timestamp.to_string(), format!("nonce{timestamp}"));
        let changes = [
            ("oauth_timestamp", Some(&*timestamp)),
            ("oauth_nonce", Some(&*nonce)),
        ];
        header(&parameters(&changes))
    };
    let verifier = verifier();
    for ahead in (200..=290).step_by(9) {
        verify(&verifier, &at(NOW + ahead), NOW).unwrap();
    }
    let verifier = verifier.with_window(Duration::seconds(7));
    for later in [0, 10, 60, 120, 199, 203, 240, 291, 300] {
        verify(&verifier, &at(NOW + later), NOW + later).unwrap();
    }
    // When it becomes wider, what it allows anew is refused as far as nonces were forgotten.
    verify(&verifier, &at(NOW + 1000), NOW + 1000).unwrap();
    let verifier = verifier.with_window(Duration::minutes(5));
    assert_forgotten(&verifier, &at(NOW + 301), NOW + 600);
}

#[track_caller]
fn assert_forgotten(verifier: &Verifier, header: &str, now: u64) {
    assert_refusal(
        &verify(verifier, header, now).unwrap_err(),
        AuditCode::InvalidTimestamp,
        "the header's oauth_timestamp is of a time whose used nonces are forgotten: the clock has gone back, or the window has become wider",
    );
}

#[test]
fn refuses_unknown_and_foreign_credentials() {
    let [other_key, other_id] = ["other-key", "other-id"];
    let verifier = Verifier::new([
        credentials("1234567_SB1", SECRETS),
        credentials("1234567", SECRETS),
        credentials("1234567", [other_key, "s1", other_id, "s2"]),
        credentials("7654321", [SECRETS[0], "s3", "third-id", "s4"]),
    ]);
    let refusal = |changes: &[(&str, Option<&str>)]| {
        verify(&verifier, &header(&parameters(changes)), NOW).unwrap_err()
    };
    for realm in ["1234567_sb1", "1234567-SB1", "1234567-sb1"] {
        assert_refusal(
            &refusal(&[("realm", Some(realm))]),
            AuditCode::ConsumerKeyUnknown,
            "the header's realm is misspelt: expected `1234567_SB1`, in upper case and with `_`",
        );
    }
    for realm in [
        "12345678",
        "1234567_SB2",
        "consumer-key",
        "é",
        "1_",
        &"1".repeat(100),
    ] {
        assert_refusal(
            &refusal(&[("realm", Some(realm))]),
            AuditCode::ConsumerKeyUnknown,
            "the header's realm is the id of no account that is known here",
        );
    }
    for key in [
        "consumer-kez",
        "consumer-ke",
        "Consumer-key",
        other_key,
        "consumer-key%41",
    ] {
        assert_refusal(
            &refusal(&[("oauth_consumer_key", Some(key))]),
            AuditCode::ConsumerKeyUnknown,
            "the header's oauth_consumer_key is unknown in account `1234567_SB1`",
        );
    }
    for id in ["token-ie", "token-i", other_id, "third-id"] {
        assert_refusal(
            &refusal(&[("oauth_token", Some(id))]),
            AuditCode::TokenRejected,
            "the header's oauth_token is none of this consumer's in account `1234567_SB1`",
        );
    }
    assert_refusal(
        &refusal(&[("realm", Some("1234567")), ("oauth_token", Some(other_id))]),
        AuditCode::TokenRejected,
        "the header's oauth_token is none of this consumer's in account `1234567`",
    );
    // The same token in another account is another one: the URL is that of the first.
    assert_refusal(
        &refusal(&[("realm", Some("1234567"))]),
        AuditCode::InvalidSignature,
        "host of account `1234567-sb1` in the URL: expected `1234567`, the subdomain of account `1234567`",
    );
    assert_eq!(
        verify(&Verifier::new([]), &header(&parameters(&[])), NOW)
            .unwrap_err()
            .code(),
        AuditCode::ConsumerKeyUnknown
    );
}

#[test]
fn credentials_may_be_any_text() {
    let secrets = ["k é+/%", "s&=", "i\"私,", "t %26"];
    let verifier = Verifier::new([credentials("1", secrets)]);
    let uri = Uri::from_static("https://h/p?a=b");
    let request = reference::Request {
        method: "PUT",
        url: "https://h/p?a=b",
    };
    let (_, header) = request.sign("1", secrets, NONCE, NOW);
    for header in [
        header.clone(),
        header.replace(", oauth_", ",oauth_"),
        header.replace("%2B%2F", "%2b%2f"),
    ] {
        let now = Timestamp::from_unix(NOW);
        let verify = |method: &Method| verifier.verify(method, &uri, &headers(&header), now);
        match verify(&Method::PUT) {
            Ok(verified) => assert_eq!(
                [verified.consumer_key(), verified.token_id()],
                [secrets[0], secrets[2]]
            ),
            // It is one and the same nonce.
            Err(refusal) => assert_eq!(refusal.code(), AuditCode::NonceUsed),
        }
        assert_eq!(
            verify(&Method::POST).unwrap_err().code(),
            AuditCode::InvalidSignature
        );
    }
}

#[test]
fn of_equal_credentials_the_last_counts() {
    let [key, _, id, _] = SECRETS;
    let old = credentials("1234567_SB1", [key, "old", id, "old"]);
    let new = credentials("1234567_SB1", SECRETS);
    let right = parameters(&[]);
    let mut reversed = right.clone();
    reversed.reverse();
    for parameters in [right, reversed] {
        let header = header(&parameters);
        assert!(verify(&Verifier::new([old.clone(), new.clone()]), &header, NOW).is_ok());
        let refusal = verify(&Verifier::new([new.clone(), old.clone()]), &header, NOW).unwrap_err();
        assert_eq!(refusal.code(), AuditCode::InvalidSignature);
    }
}

#[test]
fn refuses_a_signature_that_differs() {
    let text = "the signature differs: the method, the URL, a parameter or a secret is not the one that was signed with";
    let right = parameters(&[]);
    let mut signature = right.last().unwrap().1.clone();
    let flipped = if signature.starts_with('A') { "B" } else { "A" };
    signature.replace_range(..1, flipped);
    for wrong in [
        signature.as_str(),
        &right.last().unwrap().1[..43],
        "AAAA",
        "%00",
        &"A".repeat(44),
        &"A".repeat(10_000),
    ] {
        let mut parameters = right.clone();
        parameters.last_mut().unwrap().1 = wrong.to_owned();
        assert_refused(&header(&parameters), AuditCode::InvalidSignature, text);
        parameters.reverse();
        assert_refused(&header(&parameters), AuditCode::InvalidSignature, text);
    }
    let more = right.last().unwrap().1.clone() + "=";
    let mut parameters = right.clone();
    parameters.last_mut().unwrap().1 = more;
    assert_refused(&header(&parameters), AuditCode::InvalidSignature, text);
    // Everything that is signed counts.
    let right = header(&right);
    for (method, url) in [
        (Method::POST, URL.to_owned()),
        (Method::GET, URL.replace("script=6", "script=7")),
        (Method::GET, URL.replace("&deploy=1", "")),
        (Method::GET, format!("{URL}&deploy=1")),
        (Method::GET, URL.replace("restlet.nl", "restlet.nl/")),
        (Method::GET, URL.replace("https", "http")),
        (Method::GET, URL.replace(".com", ".com:8443")),
        (Method::GET, URL.replace("1234567-sb1.restlets.api", "rest")),
    ] {
        let uri: Uri = url.parse().unwrap();
        let refusal = verifier()
            .verify(&method, &uri, &headers(&right), Timestamp::from_unix(NOW))
            .unwrap_err();
        assert_refusal(&refusal, AuditCode::InvalidSignature, text);
    }
    for same in [
        URL.replace("https", "HTTPS"),
        URL.replace("restlets", "RESTLETS"),
        URL.replace(".com", ".com:443"),
        URL.replace("script=6&deploy=1", "deploy=1&&script=%36"),
    ] {
        let uri: Uri = same.parse().unwrap();
        let url: Url = same.parse().unwrap();
        let now = Timestamp::from_unix(NOW);
        assert!(
            verifier()
                .verify(&Method::GET, &uri, &headers(&right), now)
                .is_ok()
        );
        assert!(
            verifier()
                .verify(&Method::GET, &url, &headers(&right), now)
                .is_ok()
        );
    }
}

#[test]
fn refuses_a_url_that_a_signer_refuses() {
    let invalid = AuditCode::InvalidSignature;
    for (url, code, text) in [
        (
            "/p",
            invalid,
            "no host in the URL: expected an absolute URL",
        ),
        (
            "ftp://h/p",
            invalid,
            "unsupported URL scheme \"ftp\": expected \"https\" or \"http\"",
        ),
        (
            "https://user:pass@h/p",
            invalid,
            "user name or password in the URL: expected none",
        ),
        (
            "https://h/p?a=%4g",
            invalid,
            "invalid escape at byte 2 of the query: expected `%` and two hex digits",
        ),
        (
            "https://h/p?a=%80",
            invalid,
            "invalid UTF-8 in the name or value at byte 2 of the query: expected escaped UTF-8",
        ),
        (
            "https://1.app.netsuite.com/p",
            invalid,
            "host of account `1` in the URL: expected `1234567-sb1`, the subdomain of account `1234567_SB1`",
        ),
        (
            "https://h/p?oauth_nonce=a",
            AuditCode::ParameterRejected,
            "parameter `oauth_nonce` at byte 0 of the query: expected it in the `Authorization` header alone",
        ),
        (
            "https://h/p?a=b&oauth%5Fversion=1.0",
            AuditCode::ParameterRejected,
            "parameter `oauth_version` at byte 4 of the query: expected it in the `Authorization` header alone",
        ),
    ] {
        // Of accounts the reference knows nothing.
        let request = reference::Request { method: "GET", url };
        assert_eq!(request.is_signable(), url.contains("netsuite.com"));
        let uri: Uri = url.parse().unwrap();
        for changes in [&[][..], &[("oauth_version", None)]] {
            let headers = headers(&header(&parameters(changes)));
            let now = Timestamp::from_unix(NOW);
            let refusal = verifier()
                .verify(&Method::GET, &uri, &headers, now)
                .unwrap_err();
            let text = if text.contains("`oauth_version`") && !changes.is_empty() {
                "the query has `oauth_version` at byte 4: expected in the header alone"
            } else {
                text
            };
            assert_refusal(&refusal, code, text);
        }
    }
    // A protocol parameter of the authorization flow, in both places.
    let headers = headers(&header(&parameters(&[("oauth_verifier", Some("1"))])));
    for url in [
        "https://h/p?oauth_verifier=1",
        "https://h/p?z=1&oauth%5Fverifier&a=2",
    ] {
        let uri: Uri = url.parse().unwrap();
        let refusal = verifier()
            .verify(&Method::GET, &uri, &headers, Timestamp::from_unix(NOW))
            .unwrap_err();
        assert_refusal(
            &refusal,
            AuditCode::ParameterRejected,
            "the query has a parameter that the header carries too",
        );
    }
}

#[test]
fn faults_are_told_in_one_order_however_the_header_is_written() {
    // Both faults at once, in a header as the crate writes it and in the same one reversed.
    let usual = |changes: &[(&str, Option<&str>)], signature: &str| {
        let mut all = parameters(&[]);
        for (name, value) in changes {
            for parameter in all.iter_mut().filter(|parameter| parameter.0 == *name) {
                parameter.1 = value.unwrap().to_owned();
            }
        }
        all.pop();
        let mut texts = vec![format!("{}, oauth_signature=\"{signature}\"", header(&all))];
        all.reverse();
        texts.push(format!("{}, oauth_signature=\"{signature}\"", header(&all)));
        texts
    };
    for (changes, signature, code) in [
        (
            vec![("oauth_timestamp", Some("1"))],
            "a+b",
            AuditCode::ParameterRejected,
        ),
        (
            vec![("oauth_timestamp", Some("1"))],
            "",
            AuditCode::ParameterRejected,
        ),
        (
            vec![("oauth_timestamp", Some("1"))],
            "AAAA",
            AuditCode::InvalidTimestamp,
        ),
        (
            vec![("oauth_nonce", Some("a"))],
            "AAAA",
            AuditCode::NonceRejected,
        ),
        (
            vec![("oauth_version", Some("2")), ("oauth_nonce", Some("a"))],
            "AAAA",
            AuditCode::VersionRejected,
        ),
        (
            vec![("oauth_token", Some("a")), ("oauth_timestamp", Some("1"))],
            "AAAA",
            AuditCode::TokenRejected,
        ),
        (
            vec![],
            "AAAA\", oauth_signature=\"AAAA",
            AuditCode::ParameterRejected,
        ),
        (vec![], "AAAA\", realm=\"1", AuditCode::ParameterRejected),
        (vec![], "AAAA\", role=\"", AuditCode::ParameterRejected),
        (vec![], "%C3", AuditCode::ParameterRejected),
        (vec![], "%2b", AuditCode::InvalidSignature),
        (vec![], "%2B", AuditCode::InvalidSignature),
    ] {
        for header in usual(&changes, signature) {
            assert_eq!(
                verify(&verifier(), &header, NOW).unwrap_err().code(),
                code,
                "{header}"
            );
        }
    }

    // Faults of the URL, before that of the signature.
    let (invalid, rejected) = (AuditCode::InvalidSignature, AuditCode::ParameterRejected);
    for header in usual(&[], "AAAA") {
        let now = Timestamp::from_unix(NOW);
        for (url, code, text) in [
            (
                "https://1.app.netsuite.com/p?oauth_nonce=a",
                invalid,
                "host",
            ),
            ("ftp://h/p?oauth_nonce=a", invalid, "scheme"),
            ("https://h/p?a=%4g&oauth_nonce=a", invalid, "byte 2"),
            ("https://h/p?oauth_nonce=a&a=%4g", rejected, "byte 0"),
        ] {
            let uri: Uri = url.parse().unwrap();
            let verified = verifier().verify(&Method::GET, &uri, &headers(&header), now);
            let refusal = verified.unwrap_err();
            assert_eq!(refusal.code(), code, "{url}");
            assert!(refusal.to_string().contains(text), "{refusal}");
        }
        let request = Request::get("/p?oauth_nonce=a").header(AUTHORIZATION, header);
        let verified = verifier().verify_request(&request.body(()).unwrap(), now);
        assert_eq!(verified.unwrap_err().code(), invalid);
    }
    let two = Request::get(URL)
        .header(AUTHORIZATION, "Basic YTpi")
        .header(AUTHORIZATION, "Basic YTpi");
    let verified = verifier().verify_request(&two.body(()).unwrap(), Timestamp::from_unix(NOW));
    assert_eq!(verified.unwrap_err().code(), rejected);
}

#[test]
fn what_no_signature_tells_apart_is_accepted_once() {
    let now = Timestamp::from_unix(NOW);
    for (method, signed, other_method, other) in [
        (
            "GET",
            "https://h/p?id=1&id=2",
            "GET",
            "https://h/p?id=2&id=1",
        ),
        ("GET", "https://h/p?a=1&b=2", "GET", "https://h/p?b=2&a=1"),
        ("GET", "https://h/p?a", "GET", "https://h/p?a="),
        ("GET", "https://h/p?a=+", "GET", "https://h/p?a=%20"),
        ("GET", "https://h/p?a=-", "GET", "https://h/p?a=%2d"),
        ("GET", "https://h/p?a=1&b=2", "GET", "https://h/p?a=1&&b=2&"),
        ("GET", "https://h/", "GET", "HTTPS://H:443"),
        ("get", "http://h/p", "GET", "http://h:80/p"),
        // Of all that begins with `oauth_` only the header's own names are refused in the query.
        (
            "GET",
            "https://h/p?oauth_verifier=1",
            "GET",
            "https://h/p?oauth_verifier=1",
        ),
    ] {
        let [uri, other_uri] = [signed, other].map(|url| url.parse::<Uri>().unwrap());
        let [method, other_method] = [method, other_method].map(|m| m.parse::<Method>().unwrap());
        let request = reference::Request {
            method: method.as_str(),
            url: signed,
        };
        let (_, header) = request.sign("1234567_SB1", SECRETS, NONCE, NOW);
        let (verifier, headers) = (verifier(), headers(&header));
        let verified = verifier.verify(&other_method, &other_uri, &headers, now);
        assert!(verified.is_ok(), "{signed} {other} {verified:?}");
        let refusal = verifier.verify(&method, &uri, &headers, now).unwrap_err();
        assert_eq!(refusal.code(), AuditCode::NonceUsed, "{signed}");
    }
    // Moved from the query to the header.
    let request = reference::Request {
        method: "GET",
        url: URL,
    };
    let (_, header) = request.sign("1234567_SB1", SECRETS, NONCE, NOW);
    let moved = headers(&format!("{header}, script=\"6\""));
    let rest: Uri = URL.replace("script=6&", "").parse().unwrap();
    assert!(verifier().verify(&Method::GET, &rest, &moved, now).is_ok());
}

#[test]
fn published_headers_are_accepted() {
    let file: Value = serde_json::from_str(include_str!("vectors/netsuite.json")).unwrap();
    let cases = file["requests"].as_array().unwrap();
    assert_eq!(cases.len(), 5);
    for case in cases {
        let text = |name: &str| case[name].as_str().unwrap();
        let [key, secret, id, token_secret] = [
            "consumer_key",
            "consumer_secret",
            "token_id",
            "token_secret",
        ]
        .map(text);
        let credentials = credentials(text("account_id"), [key, secret, id, token_secret]);
        let method: Method = text("method").parse().unwrap();
        let uri: Uri = text("url").parse().unwrap();
        let now = text("timestamp").parse().unwrap();
        let published = text("authorization");
        let mut reversed: Vec<&str> = published.trim_start_matches("OAuth ").split(", ").collect();
        reversed.reverse();
        let written = [
            published.to_owned(),
            format!("OAuth {}", reversed.join(", ")),
            format!("oAUTH \t{} ,", reversed.join("\t,,")),
            published.replace(", ", ","),
        ];
        for header in written {
            let verifier = Verifier::new([credentials.clone()]);
            let verify = |method: &Method, now| {
                verifier.verify(method, &uri, &headers(&header), Timestamp::from_unix(now))
            };
            // Nothing that is refused uses the nonce up.
            assert_eq!(
                verify(&Method::TRACE, now).unwrap_err().code(),
                AuditCode::InvalidSignature
            );
            assert_eq!(
                verify(&method, now - 301).unwrap_err().code(),
                AuditCode::InvalidTimestamp
            );
            let verified =
                verify(&method, now).unwrap_or_else(|error| panic!("{}: {error}", text("id")));
            assert_eq!(verified.nonce().as_str(), text("nonce"));
            assert_eq!(verified.account_id().realm(), text("account_id"));
            assert_eq!(
                verify(&method, now).unwrap_err().code(),
                AuditCode::NonceUsed
            );
        }
    }
}

#[test]
fn a_replay_is_refused_for_as_long_as_the_window_allows_its_timestamp() {
    let right = header(&parameters(&[]));
    let verifier = verifier();
    verify(&verifier, &right, NOW - 300).unwrap();
    for now in (NOW - 300..=NOW + 300).step_by(50) {
        assert_refusal(
            &verify(&verifier, &right, now).unwrap_err(),
            AuditCode::NonceUsed,
            "the nonce `fjaLirsIcCGVZWzBX0pg` was used before with timestamp 1508242306",
        );
    }
    assert_eq!(
        verify(&verifier, &right, NOW + 301).unwrap_err().code(),
        AuditCode::InvalidTimestamp
    );
    // Another nonce, another timestamp or another token is another request.
    for changes in [
        [("oauth_nonce", Some("fjaLirsIcCGVZWzBX0ph"))],
        [("oauth_nonce", Some("fjaLirsIcCGVZWzBX0p"))],
        [("oauth_nonce", Some("fjalirsIcCGVZWzBX0pg"))],
        [("oauth_timestamp", Some("1508242307"))],
        [("oauth_timestamp", Some("1508242305"))],
    ] {
        let header = header(&parameters(&changes));
        assert!(verify(&verifier, &header, NOW).is_ok());
        assert_eq!(
            verify(&verifier, &header, NOW).unwrap_err().code(),
            AuditCode::NonceUsed
        );
    }
}

#[test]
fn two_tokens_may_use_the_same_nonce() {
    let second = [
        "consumer-key",
        "consumer-secret",
        "token-id-2",
        "token-secret-2",
    ];
    let both = [
        credentials("1234567_SB1", SECRETS),
        credentials("1234567_SB1", second),
    ];
    let verifier = Verifier::new(both);
    for secrets in [SECRETS, second] {
        let request = reference::Request {
            method: "GET",
            url: URL,
        };
        let (_, header) = request.sign("1234567_SB1", secrets, NONCE, NOW);
        assert_eq!(
            verify(&verifier, &header, NOW).unwrap().token_id(),
            secrets[2]
        );
        assert_eq!(
            verify(&verifier, &header, NOW).unwrap_err().code(),
            AuditCode::NonceUsed
        );
    }
}

#[test]
fn a_clock_that_goes_back_lets_no_replay_through() {
    let at = |timestamp: u64| {
        header(&parameters(&[(
            "oauth_timestamp",
            Some(&timestamp.to_string()),
        )]))
    };
    let verifier = verifier();
    verify(&verifier, &at(NOW), NOW).unwrap();
    // A jump ahead, by which the first is forgotten, and back.
    verify(&verifier, &at(NOW + 10_000), NOW + 10_000).unwrap();
    for now in [NOW - 300, NOW, NOW + 300] {
        assert_forgotten(&verifier, &at(NOW), now);
    }
    // Soon after that time it goes on, and what came from ahead is still known there.
    verify(&verifier, &at(NOW + 600), NOW + 600).unwrap();
    verify(&verifier, &at(NOW + 9_000), NOW + 9_000).unwrap();
    assert_eq!(
        verify(&verifier, &at(NOW + 10_000), NOW + 10_001)
            .unwrap_err()
            .code(),
        AuditCode::NonceUsed
    );
}

#[test]
fn one_of_many_threads_is_first() {
    const THREADS: usize = 8;
    const REQUESTS: usize = 100;
    let requests: Vec<HeaderMap> = (0..REQUESTS)
        .map(|n| {
            headers(&header(&parameters(&[(
                "oauth_nonce",
                Some(&format!("nonce{n}")),
            )])))
        })
        .collect();
    let (verifier, barrier, uri) = (verifier(), Barrier::new(THREADS), Uri::from_static(URL));
    let accepted: usize = thread::scope(|scope| {
        let present = || {
            barrier.wait();
            let verify =
                |headers| verifier.verify(&Method::GET, &uri, headers, Timestamp::from_unix(NOW));
            requests
                .iter()
                .filter(|headers| verify(headers).is_ok())
                .count()
        };
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(present)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    assert_eq!(accepted, REQUESTS);
}

#[test]
fn a_request_is_verified_as_a_server_sees_it() {
    let signer = Signer::new(credentials("1234567_SB1", SECRETS));
    let now = Timestamp::from_unix(NOW);
    let authorization = |url: &str| {
        let uri: Uri = url.parse().unwrap();
        let nonce = Nonce::new(NONCE).unwrap();
        signer
            .authorize_with(&Method::GET, &uri, &nonce, now)
            .unwrap()
            .into_header_value()
    };
    let request = |uri: &str, hosts: &[&str], signed: &str| {
        let mut request = Request::get(uri).header(AUTHORIZATION, authorization(signed));
        for host in hosts {
            request = request.header(HOST, *host);
        }
        request.body("").unwrap()
    };
    let http = verifier();
    for (uri, hosts, signed) in [
        (
            "/p?a=b",
            &["localhost:8080"][..],
            "http://localhost:8080/p?a=b",
        ),
        ("/", &["Example.COM:80"], "http://example.com"),
        ("/p", &["[::1]:8080"], "http://[::1]:8080/p"),
        ("*", &["h"], "http://h"),
        // An absolute URL counts for itself.
        (URL, &[], URL),
        (URL, &["other.example", "another.example"], URL),
    ] {
        let verifier = verifier();
        let verified = verifier.verify_request(&request(uri, hosts, signed), now);
        assert!(verified.is_ok(), "{uri} {hosts:?} {verified:?}");
    }
    let https = verifier().with_scheme(Scheme::HTTPS);
    let behind_tls = request("/p", &["h"], "https://h/p");
    assert_eq!(
        http.verify_request(&behind_tls, now).unwrap_err().code(),
        AuditCode::InvalidSignature
    );
    assert!(https.verify_request(&behind_tls, now).is_ok());
    assert_eq!(
        https.verify_request(&behind_tls, now).unwrap_err().code(),
        AuditCode::NonceUsed
    );

    let invalid = AuditCode::InvalidSignature;
    let malformed =
        "the request's `Host` header is malformed: expected a host, with or without a port";
    for (hosts, text) in [
        (
            &[][..],
            "the request has no `Host` header and no absolute URL",
        ),
        (&["h", "h"], "the request has more than one `Host` header"),
        (&[""], malformed),
        (&["a b"], malformed),
        (&["user@h"], malformed),
        (&["h?"], malformed),
        (&["h#"], malformed),
        (&["é"], malformed),
        (
            &["h:x"],
            "invalid port after the host: expected `:` and 0 to 65535",
        ),
        (
            &["[::1]x"],
            "invalid port after the host: expected `:` and 0 to 65535",
        ),
    ] {
        let refusal = verifier()
            .verify_request(&request("/p", hosts, "http://h/p"), now)
            .unwrap_err();
        assert_refusal(&refusal, invalid, text);
    }
    // A part of the path in the header would be the same base string, for another resource.
    let moved = request("/b", &["h/a"], "http://h/a/b");
    assert_refusal(
        &http.verify_request(&moved, now).unwrap_err(),
        invalid,
        malformed,
    );
}

#[test]
fn a_long_header_is_refused() {
    let long = 1 << 18;
    let right = header(&parameters(&[]));
    let many =
        |piece: &dyn Fn(usize) -> String, count: usize| (0..count).map(piece).collect::<String>();
    for header in [
        ",".repeat(long),
        " ".repeat(long),
        "=".repeat(long),
        "\"".repeat(long),
        "a".repeat(long),
        "%41".repeat(long / 3),
        "%".repeat(long),
        "a=\"b\",".repeat(long / 6),
        format!(
            "{right},{}",
            many(&|n| format!("oauth_x{n}=\"{n}\","), long / 20)
        ),
        format!(
            "{right},{}",
            many(&|n| format!("%6fauth_x{}=\"%41\",", n ^ 0x5555), long / 20)
        ),
        format!("{right},a=\"{}\"", "%C3%A9".repeat(long / 6)),
        right.replace("consumer-key", &"%6b".repeat(long / 3)),
        right.replace("1234567_SB1", &"1".repeat(long)),
        right.replace(NONCE, &"n".repeat(long)),
        right.replace("1508242306", &"0".repeat(long)),
        right.replace(
            "oauth_signature=\"",
            &format!("oauth_signature=\"{}", "%41".repeat(long / 3)),
        ),
    ] {
        assert!(verify(&verifier(), &header, NOW).is_err());
        assert!(verify(&verifier(), &format!("OAuth {header}"), NOW).is_err());
    }
    // As many of them in the query.
    let query = many(&|n| format!("&oauth_x{n}={n}"), long / 20);
    let url: Url = format!("https://h/p?{query}").parse().unwrap();
    let extra = many(&|n| format!(",oauth_y{n}=\"{n}\""), long / 20);
    let headers = headers(&format!("{right}{extra}"));
    let refusal = verifier()
        .verify(&Method::GET, &url, &headers, Timestamp::from_unix(NOW))
        .unwrap_err();
    assert_eq!(refusal.code(), AuditCode::InvalidSignature);
}

#[test]
fn no_text_shows_a_credential() {
    let verifier = verifier().with_scheme(Scheme::HTTPS);
    assert_eq!(
        format!("{verifier:?}"),
        "Verifier { scheme: \"https\", window: 300, .. }"
    );
    let verified = verify(&verifier, &header(&parameters(&[])), NOW).unwrap();
    assert_eq!(
        format!("{verified:?}"),
        "Verified { account_id: AccountId(\"1234567_SB1\"), nonce: Nonce(\"fjaLirsIcCGVZWzBX0pg\"), timestamp: Timestamp(1508242306), .. }"
    );
    let refusal = verify(&verifier, "", NOW).unwrap_err();
    assert_eq!(
        format!("{refusal:?}"),
        "Refusal(\"MissingTokenPassportRequiredFields: the `Authorization` header is of another scheme: expected `OAuth`\")"
    );
}

#[test]
fn types_are_shared_between_threads() {
    fn all<T: Send + Sync + Unpin + UnwindSafe + RefUnwindSafe>() {}
    fn is_error<T: std::error::Error + Clone + PartialEq + Eq + 'static>() {}
    all::<Verifier>();
    all::<Verified>();
    all::<Refusal>();
    is_error::<Refusal>();
}
