//! Steps one and three of the three-step flow.

use http::Method;
use netsuite_oauth1::Consumer;
use netsuite_oauth1_diagnosis::{Diagnosis, Verdict};

use crate::bugs::{edit, set};
use crate::client::{Client, Request, strict};
use crate::{PLAIN, codes, diagnose};

/// In step one, the request has a callback but no token, and the key ends with `&`.
pub(crate) fn step_one() -> Client {
    Client {
        oauth: vec![|pairs, _| {
            pairs.retain(|(name, _)| name != "oauth_token");
            set(pairs, "oauth_callback", "https://my.example/callback");
            set(pairs, "role", "3");
        }],
        secrets: |request| [request.secrets[1].into(), Vec::new()],
        ..Client::default()
    }
}

pub(crate) const STEP_ONE: Request = Request {
    url: "https://1234567-sb1.restlets.api.netsuite.com/rest/requesttoken",
    body: "",
    ..PLAIN
};

pub(crate) const STEP_THREE: Request = Request {
    url: "https://1234567-sb1.restlets.api.netsuite.com/rest/accesstoken",
    ..STEP_ONE
};

#[test]
fn step_one_of_the_flow_needs_no_token() {
    let diagnosis = diagnose(&STEP_ONE, &step_one().send(&STEP_ONE));
    assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
    assert_eq!(diagnosis.notes()[0].code(), "flow-step-one");
}

#[test]
fn names_mistakes_in_step_one_of_the_flow() {
    let mut twice = step_one();
    twice
        .add
        .push(|pairs, _| edit(pairs, "oauth_callback", strict));
    let mut empty = step_one();
    empty.add.push(|pairs, _| set(pairs, "oauth_token", ""));
    let mut bare = step_one();
    bare.key = |consumer, _| consumer;
    let mut no_role = step_one();
    no_role
        .add
        .push(|pairs, _| pairs.retain(|(name, _)| name != "role"));
    let mut no_callback = step_one();
    no_callback.oauth = vec![|pairs, _| pairs.retain(|(name, _)| name != "oauth_token")];
    for (client, code) in [
        (twice, "callback-encoded-twice"),
        (empty, "token-signed-empty"),
        (bare, "ampersand-missing"),
        (no_role, "parameter-not-signed"),
        (no_callback, "missing"),
    ] {
        let diagnosis = diagnose(&STEP_ONE, &client.send(&STEP_ONE));
        assert_eq!(codes(diagnosis.mistakes()), [code], "{diagnosis}");
        assert_eq!(diagnosis.verdict(), Verdict::Explained);
    }
}

#[test]
fn step_three_of_the_flow_needs_a_signed_verifier() {
    let right = Client {
        oauth: vec![|pairs, _| set(pairs, "oauth_verifier", "abc123")],
        ..Client::default()
    };
    let diagnosis = diagnose(&STEP_THREE, &right.send(&STEP_THREE));
    assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
    let unsigned = Client {
        add: vec![|pairs, _| pairs.retain(|(name, _)| name != "oauth_verifier")],
        ..right.clone()
    };
    let secretless = Client {
        secrets: |request| [request.secrets[1].into(), Vec::new()],
        ..right
    };
    for (client, code) in [
        (unsigned, "verifier-not-signed"),
        (secretless, "secret-missing"),
        (Client::default(), "missing"),
    ] {
        let diagnosis = diagnose(&STEP_THREE, &client.send(&STEP_THREE));
        assert_eq!(codes(diagnosis.mistakes()), [code], "{diagnosis}");
    }
}

#[test]
fn step_one_is_diagnosed_without_a_token() {
    let [key, secret, ..] = STEP_ONE.secrets;
    let consumer = Consumer::new(key, secret).unwrap();
    let mut undefined = step_one();
    undefined.secrets = |request| [request.secrets[1].into(), b"undefined".to_vec()];
    for (client, expected) in [(step_one(), vec![]), (undefined, vec!["secret-unset"])] {
        let sent = client.send(&STEP_ONE);
        let of = |url: &str| {
            let id = STEP_ONE.account.parse().unwrap();
            Diagnosis::of_request_token(&id, &consumer, &Method::POST, url, &sent.header, b"")
        };
        let diagnosis = of(&sent.url).unwrap();
        assert_eq!(codes(diagnosis.mistakes()), expected, "{diagnosis}");
        assert_ne!(diagnosis.verdict(), Verdict::Unexplained);
        assert_eq!(of(PLAIN.url), None);
    }
}

#[test]
fn step_one_is_signed_without_the_token_that_the_user_has() {
    let mut secret = step_one();
    secret.secrets = Client::default().secrets;
    let mut id = step_one();
    id.secrets = |request| [request.secrets[1], request.secrets[2]].map(Into::into);
    for client in [secret, id] {
        let diagnosis = diagnose(&STEP_ONE, &client.send(&STEP_ONE));
        assert_eq!(codes(diagnosis.mistakes()), ["token-in-step-one"]);
        let fix = diagnosis.mistakes()[0].fix();
        assert!(!fix.contains("token secret"), "{diagnosis}");
    }
}

#[test]
fn plaintext_in_step_one_sends_only_the_consumer_secret() {
    let [key, secret, ..] = STEP_ONE.secrets;
    let consumer = Consumer::new(key, secret).unwrap();
    for name in ["PLAINTEXT", "HMAC-SHA256"] {
        let mut client = step_one();
        client.mac = |key, _| key.to_vec();
        client.signature = |key| String::from_utf8(key.to_vec()).unwrap();
        let mut sent = client.send(&STEP_ONE);
        sent.header = sent.header.replace("HMAC-SHA256", name);
        let id = STEP_ONE.account.parse().unwrap();
        let (url, header) = (&sent.url, &sent.header);
        let without_token =
            Diagnosis::of_request_token(&id, &consumer, &Method::POST, url, header, b"");
        for diagnosis in [diagnose(&STEP_ONE, &sent), without_token.unwrap()] {
            assert_eq!(codes(diagnosis.mistakes()), ["signature-method"]);
            let text = diagnosis.to_string();
            assert!(text.contains("reset the consumer secret"), "{text}");
            assert!(!text.contains("both secrets"), "{text}");
        }
    }
}

#[test]
fn a_token_sent_in_step_one_may_have_no_effect() {
    let mut client = step_one();
    client
        .oauth
        .push(|pairs, request| set(pairs, "oauth_token", request.secrets[2]));
    let diagnosis = diagnose(&STEP_ONE, &client.send(&STEP_ONE));
    assert_eq!(codes(diagnosis.mistakes()), ["token-in-step-one"]);
    assert_eq!(diagnosis.verdict(), Verdict::Explained);
    let text = diagnosis.to_string();
    assert!(text.contains("signature is correct"), "{text}");
    assert!(!text.contains("has no oauth_token"), "{text}");
    assert!(!text.contains("something else is wrong"), "{text}");
}

const VERIFIER_IN_URL: Request = Request {
    url: "https://1234567-sb1.restlets.api.netsuite.com/rest/accesstoken?oauth_verifier=abc",
    ..STEP_THREE
};

#[test]
fn a_verifier_in_the_url_is_signed_like_the_query() {
    let unsigned = Client {
        split: |_| Vec::new(),
        ..Client::default()
    };
    for (client, expected) in [
        (Client::default(), vec!["parameter-in-url"]),
        (unsigned, vec!["query-left-out", "parameter-in-url"]),
    ] {
        let diagnosis = diagnose(&VERIFIER_IN_URL, &client.send(&VERIFIER_IN_URL));
        assert_eq!(codes(diagnosis.mistakes()), expected, "{diagnosis}");
        let text = diagnosis.to_string();
        assert!(!text.contains("is missing"), "{text}");
        let is_right = expected.len() == 1;
        assert_eq!(text.contains("signature is correct"), is_right, "{text}");
        assert!(!text.contains("something else is wrong"), "{text}");
    }
}

#[test]
fn one_or_two_parameters_in_the_url_are_named() {
    for (names, what) in [
        (&["oauth_nonce"][..], "oauth_nonce is"),
        (
            &["oauth_nonce", "oauth_timestamp"],
            "oauth_nonce and oauth_timestamp are",
        ),
        (
            &["oauth_token", "oauth_nonce", "oauth_timestamp"],
            "the OAuth parameters are",
        ),
    ] {
        let mut sent = Client::default().send(&PLAIN);
        let is_moved = |pair: &&str| names.iter().any(|name| pair.starts_with(name));
        let (moved, kept): (Vec<&str>, Vec<&str>) = sent.header.split(", ").partition(is_moved);
        for pair in moved {
            sent.url.push('&');
            sent.url.push_str(&pair.replace('"', ""));
        }
        sent.header = kept.join(", ");
        let diagnosis = diagnose(&PLAIN, &sent);
        assert_eq!(codes(diagnosis.mistakes()), ["parameter-in-url"]);
        let expected = format!("{what} in the URL, not in the header");
        assert_eq!(diagnosis.mistakes()[0].what(), expected);
    }
}

#[test]
fn a_callback_in_the_url_is_not_missing() {
    let url = "https://1234567-sb1.restlets.api.netsuite.com/rest/requesttoken?oauth_callback=oob";
    let mut client = step_one();
    client.oauth = vec![|pairs, _| pairs.retain(|(name, _)| name != "oauth_token")];
    let request = Request { url, ..STEP_ONE };
    let diagnosis = diagnose(&request, &client.send(&request));
    assert_eq!(codes(diagnosis.mistakes()), ["parameter-in-url"]);
}

#[test]
fn a_verifier_in_a_form_is_signed_too() {
    let request = Request {
        body: "oauth_verifier=abc%20d",
        ..STEP_THREE
    };
    let right = Client {
        add: vec![|pairs, _| set(pairs, "oauth_verifier", "abc d")],
        ..Client::default()
    };
    let mut without_nonce = right.clone();
    without_nonce.oauth = vec![|pairs, _| pairs.retain(|(name, _)| name != "oauth_nonce")];
    for (client, expected) in [
        (right, vec!["parameter-in-body"]),
        (without_nonce, vec!["missing", "parameter-in-body"]),
        (
            Client::default(),
            vec!["parameter-not-signed", "parameter-in-body"],
        ),
    ] {
        let diagnosis = diagnose(&request, &client.send(&request));
        assert_eq!(codes(diagnosis.mistakes()), expected, "{diagnosis}");
        assert_eq!(diagnosis.alternatives(), [[]; 0], "{diagnosis}");
    }
}

#[test]
fn a_parameter_in_the_header_and_in_the_url_is_sent_twice() {
    let client = Client {
        oauth: vec![|pairs, _| set(pairs, "oauth_verifier", "abc")],
        ..Client::default()
    };
    let diagnosis = diagnose(&VERIFIER_IN_URL, &client.send(&VERIFIER_IN_URL));
    assert_eq!(codes(diagnosis.mistakes()), ["twice"], "{diagnosis}");
    let url = "https://1234567-sb1.restlets.api.netsuite.com/r?oauth_version=1.0";
    let request = Request { url, ..PLAIN };
    let diagnosis = diagnose(&request, &Client::default().send(&request));
    assert_eq!(codes(diagnosis.mistakes()), ["twice"], "{diagnosis}");
}

/// Postman calls this "Add authorization data to: Request URL".
#[test]
fn all_oauth_parameters_may_be_in_the_url() {
    let without_token_secret = Client {
        secrets: |request| [request.secrets[1].into(), Vec::new()],
        ..Client::default()
    };
    for (mut client, mistake) in [
        (Client::default(), None),
        (without_token_secret, Some("secret-missing")),
    ] {
        client.header = |pairs| {
            // Without the realm.
            let pairs = pairs.iter().skip(1);
            let pairs = pairs.map(|(name, value)| format!("&{name}={value}"));
            pairs.collect()
        };
        let mut sent = client.send(&PLAIN);
        sent.url.push_str(&sent.header);
        sent.header.clear();
        let diagnosis = diagnose(&PLAIN, &sent);
        let expected = mistake.into_iter().chain(["missing", "parameter-in-url"]);
        assert!(
            codes(diagnosis.mistakes()).into_iter().eq(expected),
            "{diagnosis}"
        );
        assert!(diagnosis.to_string().contains("realm is missing"));
    }
}
