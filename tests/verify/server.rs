//! Requests as a server receives them, with a path and a `Host` header.

use http::header::{AUTHORIZATION, HOST};
use http::uri::Scheme;
use http::{Method, Request, Uri};
use netsuite_oauth1::audit::AuditCode::InvalidSignature;
use netsuite_oauth1::{Nonce, Timestamp};

use crate::support::{NONCE, NOW, RESTLET, signer};
use crate::{assert_error, assert_used, verifier};

const MALFORMED: &str = "malformed `Host` header: expected a host, with or without a port";

/// Returns a request with these `Host` headers, signed for the URL `signed`.
fn request(uri: &str, hosts: &[&str], signed: &str) -> Request<()> {
    let signed: Uri = signed.parse().unwrap();
    let (nonce, now) = (Nonce::new(NONCE).unwrap(), Timestamp::from_unix(NOW));
    let authorization = signer()
        .authorize_with(&Method::GET, &signed, &nonce, now)
        .unwrap();
    let mut request = Request::get(uri).header(AUTHORIZATION, authorization.into_header_value());
    for host in hosts {
        request = request.header(HOST, *host);
    }
    request.body(()).unwrap()
}

#[test]
fn reads_the_host_from_the_host_header() {
    for (uri, host, signed) in [
        ("/p?a=b", "localhost:8080", "http://localhost:8080/p?a=b"),
        ("/", "Example.COM:80", "http://example.com"),
        ("/p", "[::1]:8080", "http://[::1]:8080/p"),
        ("*", "h", "http://h"),
    ] {
        verifier()
            .verify_request(&request(uri, &[host], signed), Timestamp::from_unix(NOW))
            .unwrap_or_else(|error| panic!("{uri} {host}: {error}"));
    }
}

#[test]
fn prefers_an_absolute_url_to_the_host_header() {
    for hosts in [&[][..], &["other.example", "another.example"]] {
        verifier()
            .verify_request(&request(RESTLET, hosts, RESTLET), Timestamp::from_unix(NOW))
            .unwrap();
    }
}

#[test]
fn uses_the_configured_scheme() {
    let behind_tls = request("/p", &["h"], "https://h/p");
    let (verifier, now) = (verifier(), Timestamp::from_unix(NOW));
    let error = verifier.verify_request(&behind_tls, now).unwrap_err();
    assert_eq!(error.code(), InvalidSignature);
    let verifier = verifier.with_scheme(Scheme::HTTPS);
    verifier.verify_request(&behind_tls, now).unwrap();
    assert_used(verifier.verify_request(&behind_tls, now));
}

#[test]
fn rejects_a_request_without_a_host_or_with_two() {
    for (hosts, text) in [
        (&[][..], "no `Host` header and no absolute URL"),
        (&["h", "h"], "more than one `Host` header"),
    ] {
        let request = request("/p", hosts, "http://h/p");
        let error = verifier().verify_request(&request, Timestamp::from_unix(NOW));
        assert_error(&error.unwrap_err(), InvalidSignature, text);
    }
}

#[test]
fn rejects_a_malformed_host() {
    for host in ["", "a b", "user@h", "h?", "h#", "é"] {
        let request = request("/p", &[host], "http://h/p");
        let error = verifier().verify_request(&request, Timestamp::from_unix(NOW));
        assert_error(&error.unwrap_err(), InvalidSignature, MALFORMED);
    }
    for host in ["h:x", "[::1]x"] {
        let request = request("/p", &[host], "http://h/p");
        let error = verifier().verify_request(&request, Timestamp::from_unix(NOW));
        assert_error(
            &error.unwrap_err(),
            InvalidSignature,
            "invalid port after the host: expected `:` and 0 to 65535",
        );
    }
}

#[test]
fn rejects_a_host_that_contains_a_path() {
    // Otherwise another resource would have the same base string.
    let moved = request("/b", &["h/a"], "http://h/a/b");
    let error = verifier().verify_request(&moved, Timestamp::from_unix(NOW));
    assert_error(&error.unwrap_err(), InvalidSignature, MALFORMED);
}
