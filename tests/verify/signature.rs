//! The signature and its coverage.

use http::{Method, Uri};
use netsuite_oauth1::Timestamp;
use netsuite_oauth1::audit::AuditCode::{InvalidSignature, InvalidTimestamp};
use netsuite_oauth1::verify::Verifier;
use serde_json::Value;

use crate::support::{NOW, RESTLET, credentials, headers};
use crate::{
    assert_error, assert_rejected, assert_used, header, parameters, reference, sign, verifier,
};

const WRONG: &str =
    "wrong signature: expected the method, URL, parameters and secrets that were signed with";

#[test]
fn rejects_another_signature() {
    let right = parameters(&[]);
    let signature = &right.last().unwrap().1;
    let first = if signature.starts_with('A') { "B" } else { "A" };
    let last = if signature.ends_with("A=") {
        "B="
    } else {
        "A="
    };
    for wrong in [
        format!("{first}{}", &signature[1..]),
        format!("{}{last}", &signature[..42]),
        // A Base64 decoder that ignores the last bits or the padding would accept these.
        signature[..43].to_owned(),
        format!("{signature}="),
        format!("{signature}\n"),
        signature.to_lowercase(),
        "AAAA".to_owned(),
        "%00".to_owned(),
        "A".repeat(44),
        "A".repeat(10_000),
    ] {
        let mut parameters = right.clone();
        parameters.last_mut().unwrap().1 = wrong;
        assert_rejected(&reference::header(&parameters), InvalidSignature, WRONG);
        parameters.reverse();
        assert_rejected(&reference::header(&parameters), InvalidSignature, WRONG);
    }
}

#[test]
fn rejects_another_method_or_url() {
    let right = headers(&header(&[]));
    let now = Timestamp::from_unix(NOW);
    for (method, url) in [
        (Method::POST, RESTLET.to_owned()),
        (Method::GET, RESTLET.replace("script=6", "script=7")),
        (Method::GET, RESTLET.replace("&deploy=1", "")),
        (Method::GET, format!("{RESTLET}&deploy=1")),
        (Method::GET, RESTLET.replace("restlet.nl", "restlet.nl/")),
        (Method::GET, RESTLET.replace("https", "http")),
        (Method::GET, RESTLET.replace(".com", ".com:8443")),
        (
            Method::GET,
            RESTLET.replace("1234567-sb1.restlets.api", "rest"),
        ),
    ] {
        // Plain `http` to NetSuite has its own error.
        let text = if url.starts_with("http:") {
            None
        } else {
            Some(WRONG)
        };
        let uri: Uri = url.parse().unwrap();
        let error = verifier().verify(&method, &uri, &right, now).unwrap_err();
        assert_eq!(error.code(), InvalidSignature, "{url}");
        if let Some(text) = text {
            assert_error(&error, InvalidSignature, text);
        }
    }
}

#[test]
fn accepts_requests_with_the_same_base_string_once() {
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
        (
            "GET",
            "https://h/p?a=1&b=2",
            "GET",
            "https://h/p?&b=2&a=%31",
        ),
        ("GET", "https://h/", "GET", "https://h/?"),
        ("GET", "https://h/?", "GET", "https://h"),
        ("GET", "https://h/p", "GET", "https://h/p?&&"),
        ("GET", "https://h/", "GET", "HTTPS://H:443"),
        ("get", "http://h/p", "GET", "http://h:80/p"),
        (
            "GET",
            "https://h/p?oauth_verifier=1",
            "GET",
            "https://h/p?oauth_verifier=1",
        ),
    ] {
        let [uri, other_uri] = [signed, other].map(|url| url.parse::<Uri>().unwrap());
        let [method, other_method] = [method, other_method].map(|m| m.parse::<Method>().unwrap());
        let headers = headers(&sign(method.as_str(), signed));
        let verifier = verifier();
        verifier
            .verify(&other_method, &other_uri, &headers, now)
            .unwrap_or_else(|error| panic!("{signed} {other}: {error}"));
        assert_used(verifier.verify(&method, &uri, &headers, now));
        let other_url: url::Url = other.parse().unwrap();
        assert_used(verifier.verify(&method, &other_url, &headers, now));
    }
}

#[test]
fn accepts_a_parameter_moved_from_the_query_to_the_header_once() {
    let header = sign("GET", RESTLET);
    let moved = headers(&format!("{header}, script=\"6\""));
    let rest: Uri = RESTLET.replace("script=6&", "").parse().unwrap();
    let (verifier, now) = (verifier(), Timestamp::from_unix(NOW));
    verifier.verify(&Method::GET, &rest, &moved, now).unwrap();
    let uri = Uri::from_static(RESTLET);
    assert_used(verifier.verify(&Method::GET, &uri, &headers(&header), now));
}

#[test]
fn accepts_published_headers_in_any_order() {
    let file: Value = serde_json::from_str(include_str!("../vectors/netsuite.json")).unwrap();
    let cases = file["requests"].as_array().unwrap();
    assert_eq!(cases.len(), 5);
    for case in cases {
        let text = |name: &str| case[name].as_str().unwrap();
        let credentials = credentials(
            text("account_id"),
            [
                "consumer_key",
                "consumer_secret",
                "token_id",
                "token_secret",
            ]
            .map(text),
        );
        let method: Method = text("method").parse().unwrap();
        let uri: Uri = text("url").parse().unwrap();
        let now = text("timestamp").parse().unwrap();
        let published = text("authorization");
        let mut reversed: Vec<&str> = published.trim_start_matches("OAuth ").split(", ").collect();
        reversed.reverse();
        for header in [
            published.to_owned(),
            format!("OAuth {}", reversed.join(", ")),
            format!("oAUTH \t{} ,", reversed.join("\t,,")),
            published.replace(", ", ","),
        ] {
            let verifier = Verifier::new([credentials.clone()]);
            let verify = |method: &Method, now| {
                verifier.verify(method, &uri, &headers(&header), Timestamp::from_unix(now))
            };
            let error = verify(&Method::TRACE, now).unwrap_err();
            assert_eq!(error.code(), InvalidSignature);
            let error = verify(&method, now - 301).unwrap_err();
            assert_eq!(error.code(), InvalidTimestamp);
            let verified =
                verify(&method, now).unwrap_or_else(|error| panic!("{}: {error}", text("id")));
            assert_eq!(verified.nonce().as_str(), text("nonce"));
            assert_eq!(verified.account_id().realm(), text("account_id"));
            assert_used(verify(&method, now));
        }
    }
}
