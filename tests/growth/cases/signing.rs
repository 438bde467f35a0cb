//! Signing, and parsing its input.

use http::header::{CONTENT_TYPE, DATE};
use http::{HeaderMap, HeaderValue, Method, Request, Uri};
use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::{
    AccountId, BaseString, Consumer, Credentials, Nonce, Signer, Timestamp, Token,
};
use url::Url;

use super::{Case, call, numbered};
use crate::support::{NOW, credentials, signer};

pub(super) const CASES: &[Case] = &[
    ("sign: equal parameters", |size| sign(&query("a=b&", size))),
    ("sign: numbered parameters", |size| {
        sign(&numbered("p", "=1&", size))
    }),
    ("sign: long values that differ at the end", |size| {
        let value = "v".repeat(100);
        sign(&numbered(&format!("a={value}"), "&", size))
    }),
    ("sign: a query of separators", |size| {
        sign(&query("&=", size))
    }),
    ("sign: escapes", |size| sign(&query("%41%C3%A9+", size))),
    ("sign: parameters among the header's", |size| {
        sign(&numbered("oauth_token_", "=&", size))
    }),
    ("sign: a path", |size| {
        sign(&format!("https://h/{}", "a/%20!".repeat(size / 6)))
    }),
    ("sign: a host", |size| {
        sign(&format!("https://{}/", "A.b".repeat(size / 3)))
    }),
    ("sign: a bad escape at the end", |size| {
        sign(&format!("{}%4", query("a=b&", size)))
    }),
    ("sign: a method", |size| {
        let method = Method::from_bytes("m!".repeat(size / 2).as_bytes()).unwrap();
        let uri = Uri::from_static("https://h/");
        let signer = signer();
        call(move || signer.authorize(&method, &uri))
    }),
    ("sign a `Url`: escapes", |size| {
        let url: Url = query("a='%20&", size).parse().unwrap();
        let signer = signer();
        call(move || signer.authorize(&Method::GET, &url))
    }),
    ("sign an `http::Request` with many headers", |size| {
        let mut request = Request::get("https://h/").body(()).unwrap();
        for _ in 0..size / 10 {
            let headers = request.headers_mut();
            headers.append(CONTENT_TYPE, HeaderValue::from_static("text/plain; a"));
        }
        let signer = signer();
        call(move || signer.sign(&mut request))
    }),
    ("prepare an endpoint", |size| {
        let uri: Uri = numbered("p", "=1&", size).parse().unwrap();
        let signer = signer();
        call(move || signer.endpoint(&Method::GET, &uri))
    }),
    (
        "sign with an endpoint: parameters after the header's",
        |size| {
            let uri: Uri = numbered("z", "=1&", size).parse().unwrap();
            let endpoint = signer().endpoint(&Method::GET, &uri).unwrap();
            call(move || endpoint.authorize())
        },
    ),
    ("explain: numbered parameters", |size| {
        let uri: Uri = numbered("p", "=1&", size).parse().unwrap();
        let signer = signer();
        call(move || {
            let (nonce, now) = (Nonce::random(), Timestamp::from_unix(NOW));
            let explanation = signer.explain(&Method::GET, &uri, &nonce, now).unwrap();
            explanation.to_string()
        })
    }),
    ("base string: parameters beside the query", |size| {
        let pairs: Vec<(String, &str)> = (0..size / 10)
            .map(|number| (format!("oauth_{number}"), "é"))
            .collect();
        let uri: Uri = numbered("p", "=1&", size).parse().unwrap();
        call(move || {
            let base_string = BaseString::new(&Method::GET, &uri, pairs).unwrap();
            (base_string.uri(), base_string.parameters())
        })
    }),
    ("sign: long credentials", |size| {
        let text = "a/".repeat(size / 2);
        let uri = Uri::from_static("https://h/");
        call(move || {
            let signer = Signer::new(credentials("1", [&text; 4]));
            signer.authorize(&Method::GET, &uri)
        })
    }),
    ("reject a consumer", |size| {
        let text = format!("{}\n", "é".repeat(size / 2));
        call(move || Consumer::new("key", text))
    }),
    ("reject a token", |size| {
        let text = format!("{} ", " x".repeat(size / 2));
        call(move || Token::new(text, "secret"))
    }),
    ("look credentials up", |size| {
        let text = "a b".repeat(size / 3);
        call(move || Credentials::from_lookup(|_| Some(text.clone())))
    }),
    ("parse an account id", |size| {
        let text = "1_".repeat(size / 2) + "1";
        call(move || text.parse::<AccountId>())
    }),
    ("parse a nonce", |size| {
        let text = "a".repeat(size);
        call(move || Nonce::new(&text))
    }),
    ("parse an audit code", |size| {
        let text = "nonce_".repeat(size / 6);
        call(move || text.parse::<AuditCode>())
    }),
    ("build URLs", |size| {
        let text = "é&".repeat(size / 3);
        let account_id: AccountId = "1".parse().unwrap();
        call(move || account_id.restlet_url(&text, &text))
    }),
    ("read the clock offset of a `Date` header", |size| {
        let date = format!("Tue, 17 Oct 2017 12:11:46 GMT{}", " ".repeat(size));
        let headers = HeaderMap::from_iter([(DATE, date.parse().unwrap())]);
        call(move || Signer::clock_offset_of(&headers, Timestamp::from_unix(NOW)))
    }),
    ("read the clock offset of many `Date` headers", |size| {
        let date = HeaderValue::from_static("Tue, 17 Oct 2017 12:11:46 GMT");
        let mut headers = HeaderMap::new();
        for _ in 0..size / 30 {
            headers.append(DATE, date.clone());
        }
        call(move || Signer::clock_offset_of(&headers, Timestamp::from_unix(NOW)))
    }),
];

/// Returns a URL whose query repeats a piece.
fn query(piece: &str, size: usize) -> String {
    format!("https://h/p?{}", piece.repeat(size / piece.len()))
}

fn sign(url: &str) -> Box<dyn FnOnce()> {
    let uri: Uri = url.parse().unwrap();
    let signer = signer();
    call(move || signer.authorize(&Method::GET, &uri))
}
