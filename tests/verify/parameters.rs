//! Each parameter of the header.

use std::fmt::Write;

use http::{Method, Uri};
use netsuite_oauth1::audit::AuditCode::{
    ConsumerKeyUnknown, InvalidSignature, MissingTokenPassportRequiredFields, NonceRejected,
    ParameterRejected, UnknownAlgorithm, VersionRejected,
};
use netsuite_oauth1::{Nonce, Timestamp};

use crate::support::{NONCE, NOW, headers};
use crate::{
    assert_accepted, assert_error, assert_rejected, header, parameters, reference, verifier, verify,
};

#[test]
fn rejects_a_header_without_a_required_parameter() {
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
        assert_rejected(
            &reference::header(&parameters),
            MissingTokenPassportRequiredFields,
            &format!("no {name} in the header"),
        );
    }
    for empty in ["OAuth", "OAuth ", "oauth\t,, ,"] {
        assert_rejected(
            empty,
            MissingTokenPassportRequiredFields,
            "no realm in the header",
        );
    }
}

#[test]
fn accepts_a_header_without_the_version() {
    assert_accepted(&header(&[("oauth_version", None)]));
}

#[test]
fn accepts_and_signs_parameters_that_are_not_netsuites() {
    for (name, value) in [
        ("role", "1000"),
        ("oauth_callback", "https://example.com/cb?a=b&c=d"),
        ("oauth_verifier", "0a1b"),
        ("a", "é 私"),
        ("zz", "+"),
        // The query has it too. OAuth allows that for a name that it does not reserve.
        ("script", "7"),
    ] {
        assert_accepted(&header(&[(name, Some(value))]));
        assert_accepted(&header(&[(name, Some(value)), ("oauth_version", None)]));
        // Moves the parameter behind the signature.
        let mut last = parameters(&[(name, Some(value))]);
        let index = last.len() - 2;
        last.swap(index, index + 1);
        assert_accepted(&reference::header(&last));
        last[index + 1].1.push('x');
        assert_rejected(&reference::header(&last), InvalidSignature, WRONG_SIGNATURE);
    }
}

#[test]
fn rejects_a_repeated_parameter() {
    let right = parameters(&[]);
    let at = reference::header(&right).len() + 2;
    for (name, value) in &right {
        let mut repeated = right.clone();
        repeated.push((name.clone(), value.clone()));
        assert_rejected(
            &reference::header(&repeated),
            ParameterRejected,
            &format!("repeated {name} in the header at byte {at}"),
        );
    }
    let right = header(&[]);
    for repeated in [
        "role=\"1\", role=\"2\"",
        "z=\"1\",a=\"2\",m=\"3\",%7A=\"4\"",
    ] {
        assert_rejected(
            &format!("{right}, {repeated}"),
            ParameterRejected,
            "repeated parameter in the header, which is not one of NetSuite's own",
        );
    }
}

#[test]
fn rejects_an_empty_parameter() {
    let right = parameters(&[]);
    for (index, (name, _)) in right.iter().enumerate() {
        let at = reference::header(&right).find(&format!("{name}=")).unwrap();
        let mut empty = right.clone();
        empty[index].1.clear();
        assert_rejected(
            &reference::header(&empty),
            ParameterRejected,
            &format!("empty {name} in the header at byte {at}"),
        );
    }
    let right = header(&[]);
    assert_rejected(
        &format!("{right}, role=\"\""),
        ParameterRejected,
        &format!("empty parameter in the header at byte {}", right.len() + 2),
    );
}

#[test]
fn rejects_another_signature_method() {
    for method in ["HMAC-SHA1", "hmac-sha256", "PLAINTEXT", "HMAC-SHA256 "] {
        assert_rejected(
            &header(&[("oauth_signature_method", Some(method))]),
            UnknownAlgorithm,
            "unsupported oauth_signature_method: expected `HMAC-SHA256`",
        );
    }
}

#[test]
fn rejects_another_version() {
    for version in ["1", "1.0a", "2.0", "1.00"] {
        assert_rejected(
            &header(&[("oauth_version", Some(version))]),
            VersionRejected,
            "unsupported oauth_version: expected `1.0`",
        );
    }
}

#[test]
fn rejects_a_nonce_of_another_length_or_with_other_characters() {
    let long = "a".repeat(65);
    for nonce in ["abcde", &*long, "abcdef-g", "abcdefé", "abcdef "] {
        // The text comes from `Nonce`, whose tests pin it.
        let text = Nonce::new(nonce).unwrap_err().to_string();
        assert_rejected(
            &header(&[("oauth_nonce", Some(nonce))]),
            NonceRejected,
            &text,
        );
    }
    for nonce in ["abcdef", &long[1..]] {
        let header = header(&[("oauth_nonce", Some(nonce))]);
        let verified = verify(&verifier(), &header, NOW).unwrap();
        assert_eq!(verified.nonce().as_str(), nonce);
    }
}

/// Values of 256 KiB, and thousands of parameters.
#[test]
fn rejects_long_parameters_for_the_right_reason() {
    let length = 1 << 18;
    let right = header(&[]);
    let long = |text: &str| text.repeat(length / text.len());
    let unknown = "unknown realm: expected an account whose credentials are known here";
    let (consumer_key, signature) = ("\"consumer-key", "oauth_signature=\"");
    for (header, code, text) in [
        (
            right.replace("1234567_SB1", &long("1")),
            ConsumerKeyUnknown,
            unknown.to_owned(),
        ),
        (
            right.replace(consumer_key, &format!("{consumer_key}{}", long("%6b"))),
            ConsumerKeyUnknown,
            "unknown oauth_consumer_key in account `1234567_SB1`".to_owned(),
        ),
        (
            right.replace(NONCE, &long("n")),
            NonceRejected,
            Nonce::new(&long("n")).unwrap_err().to_string(),
        ),
        (
            // Leading zeros do not change the number, but they are signed.
            right.replace("1508242306", &format!("{}1508242306", long("0"))),
            InvalidSignature,
            WRONG_SIGNATURE.to_owned(),
        ),
        (
            right.replace(signature, &format!("{signature}{}", long("%41"))),
            InvalidSignature,
            WRONG_SIGNATURE.to_owned(),
        ),
        (
            format!("{right},a=\"{}\"", long("%C3%A9")),
            InvalidSignature,
            WRONG_SIGNATURE.to_owned(),
        ),
    ] {
        assert_rejected(&header, code, &text);
    }

    // Thousands of parameters in the header, in the query, or in both.
    let now = Timestamp::from_unix(NOW);
    let many = |format: fn(&mut String, usize)| {
        let mut text = String::new();
        for number in 0..length / 20 {
            format(&mut text, number);
        }
        text
    };
    let in_query = many(|text, number| write!(text, "&oauth_x{number}={number}").unwrap());
    let in_header = many(|text, number| write!(text, ",oauth_y{number}=\"{number}\"").unwrap());
    let escaped = many(|text, number| {
        write!(text, ",%6fauth_y{}=\"%41\"", number ^ 0x5555).unwrap();
    });
    for (query, more) in [
        ("", &*in_header),
        ("", &*escaped),
        (&*in_query, ""),
        (&*in_query, &*in_header),
    ] {
        let url: url::Url = format!("https://h/p?{query}").parse().unwrap();
        let headers = headers(&format!("{right}{more}"));
        let error = verifier().verify(&Method::GET, &url, &headers, now);
        assert_error(&error.unwrap_err(), InvalidSignature, WRONG_SIGNATURE);
    }
    let uri = Uri::from_static("https://h/p?oauth_y1=1");
    let error = verifier().verify(
        &Method::GET,
        &uri,
        &headers(&format!("{right}{in_header}")),
        now,
    );
    assert_error(
        &error.unwrap_err(),
        ParameterRejected,
        "a parameter in the query that the header has too",
    );
}

const WRONG_SIGNATURE: &str =
    "wrong signature: expected the method, URL, parameters and secrets that were signed with";
