//! Secrets that are sent, and signatures that must not be percent-encoded.

use netsuite_oauth1::Signer;
use netsuite_oauth1_diagnosis::{Diagnosis, Verdict};

use crate::client::{Client, Request};
use crate::{PLAIN, RICH, codes, credentials, diagnose};

/// Diagnoses a right header after a change to it.
fn change(request: &Request, change: impl Fn(&str) -> String) -> Diagnosis {
    let mut sent = Client::default().send(request);
    sent.header = change(&sent.header);
    diagnose(request, &sent)
}

fn with_signature(header: &str, method: &str, signature: &str) -> String {
    let (front, _) = header.split_once("oauth_signature=").unwrap();
    let front = front.replace("HMAC-SHA256", method);
    format!("{front}oauth_signature=\"{signature}\"")
}

#[test]
fn a_parameter_with_a_secret_is_removed_and_not_moved_to_the_query() {
    for (name, secret) in [
        ("oauth_token_secret", PLAIN.secrets[3]),
        ("token_secret", PLAIN.secrets[3]),
        ("consumer_secret", PLAIN.secrets[1]),
    ] {
        let start = format!("OAuth {name}=\"{secret}\", ");
        let diagnosis = change(&PLAIN, |header| header.replacen("OAuth ", &start, 1));
        let found = codes(diagnosis.mistakes());
        assert!(found.contains(&"secret-in-header"), "{diagnosis}");
        assert!(!found.contains(&"foreign-parameter"), "{diagnosis}");
        assert!(diagnosis.to_string().contains("Reset the secret"));
    }
}

/// The two parameters of the query must go from the header, and so must the secret.
#[test]
fn a_secret_beside_the_repeated_query_hides_no_mistake() {
    let start = format!(
        "OAuth script=\"6\", id=\"1\", token_secret=\"{}\", ",
        PLAIN.secrets[3]
    );
    let diagnosis = change(&PLAIN, |header| header.replacen("OAuth ", &start, 1));
    let found = codes(diagnosis.mistakes());
    for code in ["query-in-header", "secret-in-header"] {
        assert!(found.contains(&code), "{diagnosis}");
    }
}

#[test]
fn a_secret_in_the_query_is_a_mistake_even_if_the_signature_is_right() {
    let url = "https://1234567-sb1.restlets.api.netsuite.com/r?script=6&x=\
               c29a677df7d5439a458c063654187e3d678d73aca8e3c9d8bea1478a3eb0d295";
    let request = Request { url, ..PLAIN };
    let diagnosis = change(&request, str::to_owned);
    assert_eq!(diagnosis.verdict(), Verdict::Explained);
    assert_eq!(
        codes(diagnosis.mistakes()),
        ["secret-in-url"],
        "{diagnosis}"
    );
    assert!(diagnosis.to_string().contains("token secret"));
}

#[test]
fn a_secret_as_the_signature_is_not_a_digest_in_hex() {
    for (secret, name) in [(1, "consumer secret"), (3, "token secret")] {
        let diagnosis = change(&PLAIN, |header| {
            with_signature(header, "HMAC-SHA256", PLAIN.secrets[secret])
        });
        assert_eq!(
            codes(diagnosis.mistakes()),
            ["secret-in-header"],
            "{diagnosis}"
        );
        assert!(diagnosis.to_string().contains(name), "{diagnosis}");
        assert_eq!(diagnosis.verdict(), Verdict::NotComputed);
    }
}

#[test]
fn plaintext_without_the_secrets_does_not_claim_that_they_were_sent() {
    let diagnosis = change(&RICH, |header| with_signature(header, "PLAINTEXT", "x%26y"));
    assert_eq!(
        codes(diagnosis.mistakes()),
        ["signature-method"],
        "{diagnosis}"
    );
    assert!(diagnosis.mistakes()[0].what().contains("PLAINTEXT"));
    assert!(
        diagnosis.mistakes()[0]
            .fix()
            .contains("If the secrets were sent")
    );
    let diagnosis = change(&PLAIN, |header| {
        with_signature(header, "PLAINTEXT", PLAIN.secrets[3])
    });
    let found = codes(diagnosis.mistakes());
    assert_eq!(
        found,
        ["secret-in-header", "signature-method"],
        "{diagnosis}"
    );
    assert!(
        !diagnosis.to_string().contains("both secrets"),
        "{diagnosis}"
    );
}

#[test]
fn a_passport_and_a_password_have_a_plain_signature() {
    let credentials = credentials(&PLAIN);
    let signer = Signer::new(credentials.clone());
    let encoded = |text: &str| {
        text.replace('+', "%2B")
            .replace("=<", "%3D<")
            .replace("=&", "%3D&")
    };
    let passport = signer.token_passport().into_xml("2025_2").unwrap();
    let passport = Diagnosis::of_passport(&credentials, &encoded(&passport));
    let password = encoded(signer.token_password().as_str());
    let password = Diagnosis::of_password(&credentials, &password);
    for diagnosis in [passport, password] {
        assert_eq!(
            codes(diagnosis.mistakes()),
            ["signature-encoded"],
            "{diagnosis}"
        );
        assert_eq!(diagnosis.verdict(), Verdict::Explained);
        assert!(!diagnosis.to_string().contains("twice"), "{diagnosis}");
    }
}

#[test]
fn the_underscore_of_the_algorithm_is_replaced() {
    let credentials = credentials(&PLAIN);
    let password = Signer::new(credentials.clone()).token_password();
    let password = password.as_str().replace("HMAC-SHA256", "HMAC_SHA256");
    let diagnosis = Diagnosis::of_password(&credentials, &password);
    assert_eq!(
        codes(diagnosis.mistakes()),
        ["signature-method"],
        "{diagnosis}"
    );
    assert!(
        diagnosis.to_string().contains("not an underscore"),
        "{diagnosis}"
    );
}
