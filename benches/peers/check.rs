//! Checks the headers of a peer against NetSuite's requirements.

use std::collections::HashSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use benches::{URL, mac_key};
use hmac::{Hmac, KeyInit, Mac};
use http::Method;
use netsuite_oauth1::BaseString;
use percent_encoding::percent_decode_str;
use url::Url;

use crate::signers::Peer;

/// Returns what a peer lacks, and which URLs it signs wrongly.
///
/// # Panics
///
/// If the peer does not sign the measured request, or uses a nonce twice.
pub(crate) fn faults(peer: &Peer) -> String {
    let mut call = (peer.prepare)(&Url::parse(URL).unwrap());
    let headers: Vec<_> = (0..100).map(|_| parse(&call())).collect();
    let nonces = headers.iter().map(|header| value(header, "oauth_nonce"));
    assert_eq!(nonces.clone().collect::<HashSet<_>>().len(), headers.len());

    let header = &headers[0];
    let is_alphanumeric = |nonce: &str| nonce.chars().all(|c| c.is_ascii_alphanumeric());
    let lacks: Vec<_> = [
        (
            value(header, "oauth_signature_method") != "HMAC-SHA256",
            "SHA-256",
        ),
        (value(header, "realm").is_empty(), "realm"),
        (!peer.takes_url, "query in the URL"),
        (!nonces.clone().all(is_alphanumeric), "alphanumeric nonce"),
    ]
    .into_iter()
    .filter_map(|(is_missing, what)| is_missing.then_some(what))
    .collect();

    let mut wrong: Vec<_> = URLS
        .iter()
        .filter(|(_, url)| !signs(peer, &Url::parse(url).unwrap()))
        .map(|(what, _)| *what)
        .collect();
    assert!(signs(peer, &Url::parse(URL).unwrap()), "{}", peer.name);
    if header.iter().any(|(name, _)| name == "script") {
        wrong.push("query repeated in the header");
    }

    let mut faults = lacks.join(", ");
    if !wrong.is_empty() {
        faults = format!("{faults}; wrong: {}", wrong.join(", "));
    }
    faults
}

/// Kinds of requests that NetSuite's users send, each with an example.
const URLS: [(&str, &str); 8] = [
    ("no query", "https://h.example/rest/tokeninfo"),
    (
        "port",
        "https://h.example:8443/restlet.nl?script=6&deploy=1",
    ),
    (
        "escapes in the path",
        "https://h.example/customer/eid:A%20B/!transform/invoice",
    ),
    (
        "escapes in values",
        "https://h.example/customer?q=name%20IS%20%22caf%C3%A9%20%26%20O%27Neil%22",
    ),
    ("`+` for a space", "https://h.example/customer?q=name+IS+x"),
    (
        "brackets in names",
        "https://h.example/restlet.nl?ids%5B%5D=1&script=6",
    ),
    (
        "`id` beside `id2`",
        "https://h.example/restlet.nl?id=1&id2=2",
    ),
    ("repeated names", "https://h.example/restlet.nl?id=2&id=1"),
];

fn signs(peer: &Peer, url: &Url) -> bool {
    let header = parse(&(peer.prepare)(url)());
    let protocol = header
        .iter()
        .filter(|(name, _)| name.starts_with("oauth_") && name != "oauth_signature")
        .map(|(name, value)| (name, value));
    let base_string = BaseString::new(&Method::POST, url, protocol).unwrap();
    let mac = match value(&header, "oauth_signature_method") {
        "HMAC-SHA1" => mac::<Hmac<sha1::Sha1>>(&base_string),
        "HMAC-SHA256" => mac::<Hmac<sha2::Sha256>>(&base_string),
        "HMAC-SHA512" => mac::<Hmac<sha2::Sha512>>(&base_string),
        other => panic!("unknown signature method {other}"),
    };
    value(&header, "oauth_signature") == mac
}

fn mac<M: Mac + KeyInit>(base_string: &BaseString) -> String {
    let mut mac = <M as KeyInit>::new_from_slice(mac_key().as_bytes()).unwrap();
    mac.update(base_string.as_str().as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// Returns the parameters of a header.
fn parse(header: &str) -> Vec<(String, String)> {
    header
        .trim_start_matches("OAuth ")
        .split(',')
        .map(|parameter| {
            let (name, value) = parameter.trim().split_once('=').unwrap();
            let value = percent_decode_str(value.trim_matches('"'));
            (name.to_owned(), value.decode_utf8().unwrap().into_owned())
        })
        .collect()
}

fn value<'a>(header: &'a [(String, String)], name: &str) -> &'a str {
    let found = header.iter().find(|(found, _)| found == name);
    found.map_or("", |(_, value)| value)
}
