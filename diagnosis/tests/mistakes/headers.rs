//! Headers and URLs as users copy them and as clients write them.

use http::Method;
use netsuite_oauth1_diagnosis::{Diagnosis, Verdict};

use crate::bugs::set;
use crate::client::{Client, Request};
use crate::{PLAIN, RICH, codes, credentials, diagnose};

/// Diagnoses the right header of a request after a change to it.
fn change(request: &Request, change: impl Fn(&str) -> String) -> Diagnosis {
    let mut sent = Client::default().send(request);
    sent.header = change(&sent.header);
    diagnose(request, &sent)
}

#[test]
fn the_name_of_the_header_may_be_copied_with_it() {
    for before in [
        "Authorization: ",
        "authorization:",
        "> authorization: ",
        "  >Authorization:\t",
    ] {
        let diagnosis = change(&RICH, |header| format!("{before}{header}\r\n"));
        assert_eq!(diagnosis.verdict(), Verdict::Right, "{before}: {diagnosis}");
    }
}

#[test]
fn a_url_without_a_host_gets_a_host_of_the_account() {
    for request in [RICH, PLAIN] {
        let mut sent = Client::default().send(&request);
        let host = sent.url.find(".com").unwrap() + 4;
        sent.url.drain(..host);
        let diagnosis = diagnose(&request, &sent);
        assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
    }
}

#[test]
fn a_url_with_a_user_a_fragment_or_another_spelling_is_right() {
    for (from, to) in [
        ("https://", "HTTPS://"),
        ("https://", "https://user:password@"),
        (".com/", ".com:443/"),
        (".com/", ".com:0443/"),
        ("&id=1", "&id=1#top"),
        ("&id=1", "&id=%31"),
        ("?", "?&"),
    ] {
        let mut sent = Client::default().send(&PLAIN);
        sent.url = sent.url.replace(from, to);
        let diagnosis = diagnose(&PLAIN, &sent);
        assert_eq!(diagnosis.verdict(), Verdict::Right, "{to}: {diagnosis}");
    }
}

#[test]
fn a_separator_other_than_a_comma_is_malformed() {
    for separator in [" ", "; ", "&", "", " , ;", "\t;"] {
        let diagnosis = change(&RICH, |header| header.replace(", ", separator));
        assert_eq!(codes(diagnosis.mistakes()), ["malformed"], "{separator:?}");
        assert_eq!(diagnosis.verdict(), Verdict::Explained);
    }
    for separator in [",", " ,\r\n  ", ",,"] {
        let diagnosis = change(&RICH, |header| header.replace(", ", separator));
        assert_eq!(diagnosis.verdict(), Verdict::Right, "{separator:?}");
    }
}

#[test]
fn an_unexplained_header_says_that_visible_mistakes_are_not_the_cause() {
    let diagnosis = change(&PLAIN, |header| {
        let header = header.replace("1508242306", "1608242306");
        header.replace("1234567_SB1", "1234567_sb1")
    });
    assert_eq!(diagnosis.verdict(), Verdict::Unexplained);
    assert_eq!(codes(diagnosis.mistakes()), ["realm-spelling"]);
    assert!(
        diagnosis.to_string().contains("does not explain"),
        "{diagnosis}"
    );
}

#[test]
fn a_truncated_header_lacks_the_rest() {
    let header = Client::default().send(&PLAIN).header;
    // The last characters are the signature's padding.
    for end in 1..header.len() - "%3D\"".len() {
        let diagnosis = change(&PLAIN, |header| header[..end].to_owned());
        let verdict = diagnosis.verdict();
        assert!(
            verdict == Verdict::NotComputed || verdict == Verdict::Unexplained,
            "{end}: {diagnosis}"
        );
        for mistake in diagnosis.mistakes() {
            let is_named = mistake.code() != "missing"
                || !header[..end]
                    .contains(&format!("{}=\"", mistake.what().split(' ').next().unwrap()));
            assert!(is_named, "{end}: {diagnosis}");
        }
    }
}

#[test]
fn nothing_is_said_about_the_parameters_of_another_scheme() {
    for (header, what) in [
        (
            "NLAuth nlauth_account=1, nlauth_email=x%40example.com, nlauth_signature=pass",
            "NLAuth",
        ),
        ("Basic dXNlcjpwYXNz", "Basic"),
        ("Bearer eyJhbGciOi", "OAuth 2.0"),
        ("", "empty"),
        ("eyJhbGciOi", "another scheme"),
    ] {
        let diagnosis = change(&PLAIN, |_| header.to_owned());
        assert_eq!(
            codes(diagnosis.mistakes()),
            ["not-oauth"],
            "{header}: {diagnosis}"
        );
        assert!(diagnosis.mistakes()[0].what().contains(what), "{diagnosis}");
        assert_eq!(diagnosis.verdict(), Verdict::NotComputed);
        assert!(!diagnosis.to_string().contains("eyJ"));
    }
}

#[test]
fn plaintext_is_named_and_the_fix_is_to_reset_the_secrets() {
    let [_, consumer, _, token] = PLAIN.secrets;
    for name in ["PLAINTEXT", "HMAC-SHA256"] {
        let diagnosis = change(&PLAIN, |header| {
            let (front, _) = header.split_once("oauth_signature=").unwrap();
            let front = front.replace("HMAC-SHA256", name);
            format!("{front}oauth_signature=\"{consumer}%26{token}\"")
        });
        assert_eq!(
            codes(diagnosis.mistakes()),
            ["signature-method"],
            "{diagnosis}"
        );
        assert!(diagnosis.mistakes()[0].what().contains("PLAINTEXT"));
        assert!(diagnosis.mistakes()[0].fix().contains("reset"));
    }
}

/// Secrets with reserved characters are percent-encoded in the signature, and again in the header.
#[test]
fn plaintext_is_named_if_the_secrets_are_encoded() {
    let client = Client {
        mac: |key, _| key.to_vec(),
        signature: |key| String::from_utf8(key.to_vec()).unwrap(),
        ..Client::default()
    };
    let diagnosis = diagnose(&RICH, &client.send(&RICH));
    assert_eq!(codes(diagnosis.mistakes()), ["signature-method"]);
    assert!(diagnosis.to_string().contains("both secrets"));
}

#[test]
fn a_header_without_a_signature_may_name_the_wrong_method_too() {
    let diagnosis = change(&PLAIN, |header| {
        let (front, _) = header.split_once(", oauth_signature=").unwrap();
        front.replace("HMAC-SHA256", "HMAC-SHA1")
    });
    assert_eq!(codes(diagnosis.mistakes()), ["missing", "signature-method"]);
}

#[test]
fn a_digest_that_the_header_calls_plaintext_only_has_the_wrong_name() {
    let diagnosis = change(&PLAIN, |header| header.replace("HMAC-SHA256", "PLAINTEXT"));
    let found = codes(diagnosis.mistakes());
    assert!(found.contains(&"signature-method"), "{diagnosis}");
    assert!(!diagnosis.to_string().contains("secrets"), "{diagnosis}");
}

#[test]
fn an_empty_value_is_one_mistake() {
    for name in [
        "realm",
        "oauth_consumer_key",
        "oauth_nonce",
        "oauth_signature",
    ] {
        let diagnosis = change(&PLAIN, |header| {
            let (before, after) = header.split_once(&format!("{name}=\"")).unwrap();
            let (_, after) = after.split_once('"').unwrap();
            format!("{before}{name}=\"\"{after}")
        });
        assert!(
            codes(diagnosis.mistakes()).contains(&"empty"),
            "{diagnosis}"
        );
        for other in ["missing", "signature-malformed"] {
            assert!(!codes(diagnosis.mistakes()).contains(&other), "{diagnosis}");
        }
    }
}

#[test]
fn an_empty_signature_does_not_contain_the_secrets() {
    let diagnosis = change(&PLAIN, |header| {
        let (front, _) = header.split_once("oauth_signature=").unwrap();
        let front = front.replace("HMAC-SHA256", "PLAINTEXT");
        format!("{front}oauth_signature=\"\"")
    });
    assert_eq!(codes(diagnosis.mistakes()), ["empty", "signature-method"]);
    assert!(!diagnosis.to_string().contains("secret"), "{diagnosis}");
}

#[test]
fn the_signature_in_the_header_is_compared_even_if_the_url_has_one_too() {
    let mut sent = Client::default().send(&PLAIN);
    sent.url.push_str("&oauth_signature=x");
    let diagnosis = diagnose(&PLAIN, &sent);
    assert_eq!(codes(diagnosis.mistakes()), ["twice"], "{diagnosis}");
    assert!(diagnosis.to_string().contains("signature is correct"));
}

/// The signature comes from Python's `hmac`, applied to the base string that RFC 5849 section 3.4.1
/// defines. `urllib.parse` decoded the query to bytes (`unquote_to_bytes`) and encoded these
/// (`quote`).
#[test]
fn escapes_that_are_not_utf_8_are_signed_as_bytes() {
    let mut sent = Client::default().send(&PLAIN);
    "https://1234567-sb1.restlets.api.netsuite.com/r?e=%FC&f=%E4".clone_into(&mut sent.url);
    let (front, _) = sent.header.split_once("oauth_signature=").unwrap();
    let signature = "NxQ6BH9Z8jLdnecgphIHw4CJf4yESsKUVGuRe6NG%2BFQ%3D";
    sent.header = format!("{front}oauth_signature=\"{signature}\"");
    let diagnosis = diagnose(&PLAIN, &sent);
    assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
}

#[test]
fn a_signed_body_hash_is_only_a_note() {
    let client = Client {
        oauth: vec![|pairs, _| {
            set(
                pairs,
                "oauth_body_hash",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            );
        }],
        ..Client::default()
    };
    let diagnosis = diagnose(&PLAIN, &client.send(&PLAIN));
    assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
    assert_eq!(diagnosis.notes()[0].code(), "body-hash");
}

#[test]
fn a_signature_that_is_not_a_digest_is_malformed() {
    for signature in ["abcd", "x", "AAAA%3D%3D%3D"] {
        let diagnosis = change(&PLAIN, |header| {
            let (front, _) = header.split_once("oauth_signature=").unwrap();
            format!("{front}oauth_signature=\"{signature}\"")
        });
        assert_eq!(
            codes(diagnosis.mistakes()),
            ["signature-malformed"],
            "{diagnosis}"
        );
        assert_eq!(diagnosis.verdict(), Verdict::NotComputed);
    }
}

#[test]
fn a_space_is_not_blamed_if_there_is_none() {
    for query in ["?q=a~b", "?q=a*b"] {
        let url = crate::text_bugs::url(query);
        let request = Request { url, ..PLAIN };
        let url_encoder = crate::bugs()
            .find(|bug| bug.code == "space-as-plus")
            .unwrap();
        let diagnosis = diagnose(&request, &crate::client(&[url_encoder]).send(&request));
        assert!(!diagnosis.to_string().contains("space"), "{diagnosis}");
    }
}

#[test]
fn no_signature_is_computed_if_an_input_is_too_long() {
    let long = format!("{}&a={}", PLAIN.url, "a".repeat(8_192));
    let header = Client::default().send(&PLAIN).header;
    let diagnosis = Diagnosis::of_header(&credentials(&PLAIN), &Method::GET, &long, &header, b"");
    assert_eq!(diagnosis.verdict(), Verdict::NotComputed);
    assert_eq!(diagnosis.notes()[0].code(), "too-long");
    let secret: &'static str = "k".repeat(8_193).leak();
    let mut request = PLAIN;
    request.secrets[3] = secret;
    let diagnosis = Diagnosis::of_header(
        &credentials(&request),
        &Method::GET,
        request.url,
        &header,
        b"",
    );
    assert_eq!(diagnosis.notes()[0].code(), "too-long");
}

#[test]
fn every_mistake_alone_is_tried_on_a_long_request() {
    let query: Vec<String> = (0..300).map(|n| format!("&p{n}=a%20b%2F{n}")).collect();
    let url: &'static str = format!("{}{}", PLAIN.url, query.concat()).leak();
    let request = Request { url, ..PLAIN };
    for code in [
        "query-left-out",
        "sorted-as-text",
        "space-as-plus",
        "whitespace",
        "realm-signed",
    ] {
        let bug = crate::bugs().find(|bug| bug.code == code).unwrap();
        let diagnosis = diagnose(&request, &crate::client(&[bug]).send(&request));
        let first = diagnosis
            .mistakes()
            .first()
            .map(netsuite_oauth1_diagnosis::Mistake::code);
        assert_eq!(first, Some(code), "{diagnosis}");
    }
    let mut sent = Client::default().send(&request);
    sent.header = sent.header.replace("1508242306", "1608242306");
    let diagnosis = diagnose(&request, &sent);
    assert_eq!(diagnosis.verdict(), Verdict::Unexplained);
    let notes: Vec<&str> = diagnosis
        .notes()
        .iter()
        .map(netsuite_oauth1_diagnosis::Note::code)
        .collect();
    assert_eq!(notes, ["compare", "not-all-tried"]);
}
