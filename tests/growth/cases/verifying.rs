//! Verifying requests.

use http::header::{AUTHORIZATION, HOST};
use http::{HeaderMap, Method, Request, Uri};
use netsuite_oauth1::verify::Verifier;
use netsuite_oauth1::{Credentials, Nonce, Timestamp};

use super::{Case, call, numbered, scattered};
use crate::support::{NOW, SECRETS, credentials, headers, signer};

pub(super) const CASES: &[Case] = &[
    ("verify: separators", |size| {
        verify(&", ".repeat(size / 2), "")
    }),
    ("verify: whitespace", |size| {
        verify(&format!("a{}=\t\"b\"", " ".repeat(size)), "")
    }),
    ("verify: numbered parameters in the header", |size| {
        verify(&numbered_header("a", size), "")
    }),
    ("verify: a parameter repeated at the end", |size| {
        verify(&format!("{}a1=\"\"", numbered_header("a", size)), "")
    }),
    (
        "verify: OAuth parameters in the header and in the query",
        |size| {
            let query = numbered("oauth_x", "=1&", size);
            verify(&numbered_header("oauth_y", size), &query)
        },
    ),
    ("verify: escapes in the header", |size| {
        verify(&format!("%61=\"{}\"", "%C3%A9%2e".repeat(size / 9)), "")
    }),
    (
        "verify: a long realm, key, token, nonce, timestamp and signature",
        |size| {
            let long = "1".repeat(size);
            let header = [
                "realm",
                "oauth_consumer_key",
                "oauth_token",
                "oauth_nonce",
                "oauth_timestamp",
                "oauth_signature",
            ]
            .map(|name| format!("{name}=\"{long}\""));
            verify(&header.join(","), "")
        },
    ),
    ("verify_request: a long host", |size| {
        let request = Request::get("/p")
            .header(HOST, "a.".repeat(size / 2))
            .header(AUTHORIZATION, authorization("https://h/p"))
            .body(())
            .unwrap();
        let verifier = Verifier::new([credentials("1234567_SB1", SECRETS)]);
        call(move || verifier.verify_request(&request, Timestamp::from_unix(NOW)))
    }),
    ("create a verifier with many credentials", |size| {
        let all: Vec<Credentials> = (0..size / 10)
            .map(|number| {
                let [key, id] = ["key", "id"].map(|name| format!("{name}{number}"));
                credentials("1", [&key, "s", &id, "t"])
            })
            .collect();
        call(move || Verifier::new(all))
    }),
    ("verify many requests, then forget them", |size| {
        let uri = Uri::from_static("https://h/p");
        let requests: Vec<HeaderMap> = (0..size / 20)
            .map(|_| headers(&authorization("https://h/p")))
            .collect();
        let verifier = Verifier::new([credentials("1234567_SB1", SECRETS)]);
        call(move || {
            for headers in &requests {
                let now = Timestamp::from_unix(NOW);
                drop(verifier.verify(&Method::GET, &uri, headers, now).unwrap());
            }
            let now = Timestamp::from_unix(NOW + 301);
            let authorization = signer().authorize_with(&Method::GET, &uri, &Nonce::random(), now);
            let headers = headers(authorization.unwrap().as_str());
            drop(verifier.verify(&Method::GET, &uri, &headers, now).unwrap());
        })
    }),
];

fn numbered_header(name: &str, size: usize) -> String {
    let parameters =
        scattered(size / (name.len() + 10)).map(|number| format!("{name}{number}=\"1\","));
    parameters.collect::<Vec<_>>().concat()
}

fn authorization(url: &str) -> String {
    let (uri, now) = (url.parse::<Uri>().unwrap(), Timestamp::from_unix(NOW));
    let signed = signer().authorize_with(&Method::GET, &uri, &Nonce::random(), now);
    signed.unwrap().as_str().to_owned()
}

/// Verifies a correct header with additional parameters in front.
fn verify(more: &str, url: &str) -> Box<dyn FnOnce()> {
    let url = if url.is_empty() { "https://h/p" } else { url };
    let right = authorization("https://h/p");
    let right = right.strip_prefix("OAuth ").unwrap();
    let headers = headers(&format!("OAuth {more},{right}"));
    let uri: Uri = url.parse().unwrap();
    let verifier = Verifier::new([credentials("1234567_SB1", SECRETS)]);
    call(move || verifier.verify(&Method::GET, &uri, &headers, Timestamp::from_unix(NOW)))
}
