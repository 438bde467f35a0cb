//! URLs that cannot be signed, and the order of the checks.

use http::header::AUTHORIZATION;
use http::{Method, Request, Uri};
use netsuite_oauth1::audit::AuditCode::{
    self, InvalidSignature, InvalidTimestamp, NonceRejected, ParameterRejected, TokenRejected,
    VersionRejected,
};
use netsuite_oauth1::verify::Error;
use netsuite_oauth1::{Nonce, Timestamp};

use crate::support::{NOW, RESTLET, headers, signer};
use crate::{assert_error, header, parameters, reference, verifier, verify};

fn error(url: &str, header: &str) -> Error {
    let (uri, now) = (url.parse::<Uri>().unwrap(), Timestamp::from_unix(NOW));
    verifier()
        .verify(&Method::GET, &uri, &headers(header), now)
        .unwrap_err()
}

#[test]
fn rejects_the_urls_that_a_signer_rejects_with_the_same_text() {
    for (url, code) in [
        ("/p", InvalidSignature),
        ("ftp://h/p", InvalidSignature),
        ("https://user:pass@h/p", InvalidSignature),
        ("https://h/p?a=%4g", InvalidSignature),
        ("https://h/p?a=%80", InvalidSignature),
        ("https://1.app.netsuite.com/p", InvalidSignature),
        ("https://h/p?oauth_nonce=a", ParameterRejected),
        ("https://h/p?a=b&oauth%5Fversion=1.0", ParameterRejected),
    ] {
        let uri: Uri = url.parse().unwrap();
        let text = signer()
            .authorize_with(&Method::GET, &uri, &Nonce::random(), Timestamp::now())
            .unwrap_err()
            .to_string();
        assert_error(&error(url, &header(&[])), code, &text);
        // Without a version in the header, the text differs.
        let without_version = error(url, &header(&[("oauth_version", None)]));
        if url.contains("version") {
            assert_error(
                &without_version,
                code,
                "oauth_version in the query at byte 4: expected it in the header",
            );
        } else {
            assert_error(&without_version, code, &text);
        }
    }
}

#[test]
fn rejects_an_oauth_parameter_in_both_places() {
    let header = header(&[("oauth_verifier", Some("1"))]);
    for url in [
        "https://h/p?oauth_verifier=1",
        "https://h/p?z=1&oauth%5Fverifier&a=2",
    ] {
        assert_error(
            &error(url, &header),
            ParameterRejected,
            "a parameter in the query that the header has too",
        );
    }
}

/// Returns a header with these changes and this unencoded signature, in the usual order and
/// reversed.
fn two_orders(changes: &[(&str, Option<&str>)], signature: &str) -> [String; 2] {
    let mut all = parameters(changes);
    all.pop();
    let usual = format!(
        "{}, oauth_signature=\"{signature}\"",
        reference::header(&all)
    );
    all.reverse();
    let reversed = reference::header(&all).replace(
        "OAuth ",
        &format!("OAuth oauth_signature=\"{signature}\", "),
    );
    [usual, reversed]
}

#[test]
fn reports_the_first_mistake_in_the_documented_order() {
    for (changes, signature, code) in [
        (
            &[("oauth_timestamp", Some("1"))][..],
            "a+b",
            ParameterRejected,
        ),
        (&[("oauth_timestamp", Some("1"))], "", ParameterRejected),
        (&[("oauth_timestamp", Some("1"))], "AAAA", InvalidTimestamp),
        (&[("oauth_nonce", Some("a"))], "AAAA", NonceRejected),
        (
            &[("oauth_version", Some("2")), ("oauth_nonce", Some("a"))],
            "AAAA",
            VersionRejected,
        ),
        (
            &[("oauth_nonce", Some("a")), ("oauth_timestamp", Some("a"))],
            "AAAA",
            NonceRejected,
        ),
        (
            &[("oauth_timestamp", Some("a")), ("oauth_token", Some("a"))],
            "AAAA",
            InvalidTimestamp,
        ),
        (
            &[("oauth_token", Some("a")), ("oauth_timestamp", Some("1"))],
            "AAAA",
            TokenRejected,
        ),
        (&[], "AAAA\", oauth_signature=\"AAAA", ParameterRejected),
        (&[], "AAAA\", realm=\"1", ParameterRejected),
        (&[], "AAAA\", role=\"", ParameterRejected),
        (&[], "%C3", ParameterRejected),
        (&[], "%2b", InvalidSignature),
        (&[], "%2B", InvalidSignature),
    ] {
        for header in two_orders(changes, signature) {
            let error = verify(&verifier(), &header, NOW).unwrap_err();
            assert_eq!(error.code(), code, "{header}");
        }
    }
    let two = Request::get(RESTLET)
        .header(AUTHORIZATION, "Basic YTpi")
        .header(AUTHORIZATION, "Basic YTpi")
        .body(())
        .unwrap();
    let error = verifier().verify_request(&two, Timestamp::from_unix(NOW));
    assert_eq!(error.unwrap_err().code(), ParameterRejected);
}

#[test]
fn reports_the_first_mistake_of_the_url_before_the_signature() {
    let cases: [(&str, AuditCode, &str); 4] = [
        (
            "https://1.app.netsuite.com/p?oauth_nonce=a",
            InvalidSignature,
            "host",
        ),
        ("ftp://h/p?oauth_nonce=a", InvalidSignature, "scheme"),
        (
            "https://h/p?a=%4g&oauth_nonce=a",
            InvalidSignature,
            "byte 2",
        ),
        (
            "https://h/p?oauth_nonce=a&a=%4g",
            ParameterRejected,
            "byte 0",
        ),
    ];
    for header in two_orders(&[], "AAAA") {
        for (url, code, text) in cases {
            let error = error(url, &header);
            assert_eq!(error.code(), code, "{url}");
            assert!(error.to_string().contains(text), "{error}");
        }
        let no_host = Request::get("/p?oauth_nonce=a")
            .header(AUTHORIZATION, header)
            .body(())
            .unwrap();
        let error = verifier().verify_request(&no_host, Timestamp::from_unix(NOW));
        assert_eq!(error.unwrap_err().code(), InvalidSignature);
    }
}
