//! The credentials that a verifier knows.

use http::{Method, Uri};
use netsuite_oauth1::Timestamp;
use netsuite_oauth1::audit::AuditCode::{ConsumerKeyUnknown, InvalidSignature, TokenRejected};
use netsuite_oauth1::verify::{Error, Verifier};

use crate::support::{NONCE, NOW, RESTLET, SECRETS, credentials, headers};
use crate::{assert_error, assert_used, header, parameters, reference, verify};

/// Returns a verifier with one consumer in two accounts, a second consumer, and a consumer key that
/// two accounts share.
fn several() -> Verifier {
    Verifier::new([
        credentials("1234567_SB1", SECRETS),
        credentials("1234567", SECRETS),
        credentials("1234567", ["other-key", "s1", "other-id", "s2"]),
        credentials("7654321", [SECRETS[0], "s3", "third-id", "s4"]),
    ])
}

fn error(changes: &[(&str, Option<&str>)]) -> Error {
    verify(&several(), &header(changes), NOW).unwrap_err()
}

#[test]
fn rejects_a_misspelled_realm_and_names_the_right_spelling() {
    for realm in ["1234567_sb1", "1234567-SB1", "1234567-sb1"] {
        assert_error(
            &error(&[("realm", Some(realm))]),
            ConsumerKeyUnknown,
            "misspelled realm: expected `1234567_SB1`, in upper case and with `_`",
        );
    }
}

#[test]
fn rejects_an_unknown_realm() {
    for realm in [
        "12345678",
        "1234567_SB2",
        "consumer-key",
        "é",
        "1_",
        &"1".repeat(100),
    ] {
        assert_error(
            &error(&[("realm", Some(realm))]),
            ConsumerKeyUnknown,
            "unknown realm: expected an account whose credentials are known here",
        );
    }
    let nobody = verify(&Verifier::new([]), &header(&[]), NOW).unwrap_err();
    assert_eq!(nobody.code(), ConsumerKeyUnknown);
}

#[test]
fn rejects_a_consumer_key_that_the_account_does_not_have() {
    for key in [
        "consumer-kez",
        "consumer-ke",
        "Consumer-key",
        "other-key",
        "consumer-key%41",
    ] {
        assert_error(
            &error(&[("oauth_consumer_key", Some(key))]),
            ConsumerKeyUnknown,
            "unknown oauth_consumer_key in account `1234567_SB1`",
        );
    }
}

#[test]
fn rejects_a_token_of_another_account_or_consumer() {
    for id in ["token-ie", "token-i", "other-id", "third-id"] {
        assert_error(
            &error(&[("oauth_token", Some(id))]),
            TokenRejected,
            "unknown oauth_token of this consumer in account `1234567_SB1`",
        );
    }
    assert_error(
        &error(&[
            ("realm", Some("1234567")),
            ("oauth_token", Some("other-id")),
        ]),
        TokenRejected,
        "unknown oauth_token of this consumer in account `1234567`",
    );
}

#[test]
fn rejects_a_request_to_the_host_of_another_account() {
    // Both accounts have this token. The URL belongs to `1234567_SB1`.
    let error = error(&[("realm", Some("1234567"))]);
    assert_eq!(error.code(), InvalidSignature);
    let text = error.to_string();
    assert!(text.contains("`1234567-sb1`"), "{text}");
}

#[test]
fn accepts_credentials_with_any_characters() {
    let secrets = ["k é+/%", "s&=", "i\"私,", "t %26"];
    let url = "https://h/p?a=b";
    let (uri, now) = (Uri::from_static(url), Timestamp::from_unix(NOW));
    let request = reference::Request { method: "PUT", url };
    let (_, header) = request.sign("1", secrets, NONCE, NOW);
    for header in [
        header.clone(),
        header.replace(", oauth_", ",oauth_"),
        header.replace("%2B%2F", "%2b%2f"),
    ] {
        let verifier = Verifier::new([credentials("1", secrets)]);
        let verify = |method: &Method| verifier.verify(method, &uri, &headers(&header), now);
        let wrong = verify(&Method::POST).unwrap_err();
        assert_eq!(wrong.code(), InvalidSignature);
        let verified = verify(&Method::PUT).unwrap();
        assert_eq!(verified.consumer_key(), secrets[0]);
        assert_eq!(verified.token_id(), secrets[2]);
    }
}

#[test]
fn the_last_of_equal_credentials_counts() {
    let [key, _, id, _] = SECRETS;
    let old = credentials("1234567_SB1", [key, "old", id, "old"]);
    let new = credentials("1234567_SB1", SECRETS);
    let right = parameters(&[]);
    let reversed: Vec<_> = right.iter().rev().cloned().collect();
    for parameters in [right, reversed] {
        let header = reference::header(&parameters);
        let verifier = Verifier::new([old.clone(), new.clone()]);
        verify(&verifier, &header, NOW).unwrap();
        let verifier = Verifier::new([new.clone(), old.clone()]);
        let error = verify(&verifier, &header, NOW).unwrap_err();
        assert_eq!(error.code(), InvalidSignature);
    }
}

#[test]
fn two_tokens_can_use_the_same_nonce() {
    let [key, secret, ..] = SECRETS;
    let second = [key, secret, "token-id-2", "token-secret-2"];
    let verifier = Verifier::new([
        credentials("1234567_SB1", SECRETS),
        credentials("1234567_SB1", second),
    ]);
    for secrets in [SECRETS, second] {
        let request = reference::Request {
            method: "GET",
            url: RESTLET,
        };
        let (_, header) = request.sign("1234567_SB1", secrets, NONCE, NOW);
        let verified = verify(&verifier, &header, NOW).unwrap();
        assert_eq!(verified.token_id(), secrets[2]);
        assert_used(verify(&verifier, &header, NOW));
    }
}
