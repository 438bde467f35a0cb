//! One case for each kind of input that a public function reads. Each call ends with whatever its
//! result prints.

use std::fmt::Debug;
use std::hint::black_box;

use http::header::{AUTHORIZATION, CONTENT_TYPE, DATE, HOST, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Uri};
use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::connect::Settings;
use netsuite_oauth1::flow::{Start, State, TokenInfo};
use netsuite_oauth1::rejection::Rejection;
use netsuite_oauth1::verify::Verifier;
use netsuite_oauth1::{
    AccountId, BaseString, Consumer, Credentials, Nonce, Signer, Timestamp, Token,
};
use url::Url;

use crate::Prepare;
use crate::support::{NOW, SECRETS, credentials, headers, signer};

pub(crate) const CASES: &[(&str, Prepare)] = &[
    // Signing.
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
    // Credentials.
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
    // Verifying.
    ("verify: separators", |size| {
        verify(&", ".repeat(size / 2), "")
    }),
    ("verify: white space", |size| {
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
    ("make a verifier with many credentials", |size| {
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
    // Rejections.
    ("rejection: JSON with many details", |size| {
        let detail = r#"{"detail":"a","o:errorCode":"INVALID_LOGIN"},"#;
        let details = detail.repeat(size / detail.len());
        reject(&format!(r#"{{"o:errorDetails":[{details}{{}}]}}"#))
    }),
    ("rejection: nested JSON", |size| {
        reject(&r#"{"error":["#.repeat(size / 10))
    }),
    ("rejection: JSON with escapes", |size| {
        reject(&format!(
            r#"{{"error":{{"message":"{}"}}}}"#,
            r"\u00e9\\".repeat(size / 8)
        ))
    }),
    ("rejection: XML", |size| {
        reject(&format!(
            "<error><code>{}</code></error>",
            "<a>&amp;</a>".repeat(size / 12)
        ))
    }),
    ("rejection: unclosed XML", |size| {
        reject(&"<error><code>&#".repeat(size / 15))
    }),
    ("rejection: many SOAP statuses", |size| {
        let status =
            r#"<status isSuccess="false"><statusDetail><code>A</code></statusDetail></status>"#;
        reject(&format!(
            "<Envelope><Body>{}",
            status.repeat(size / status.len())
        ))
    }),
    ("rejection: HTML", |size| {
        reject(&format!("<html>{}", "<title>&lt;".repeat(size / 11)))
    }),
    ("rejection: text with secrets", |size| {
        reject(&"error code: X oauth_token=\"aa\" 0123456789abcdef ".repeat(size / 48))
    }),
    ("rejection: hex digits", |size| reject(&"0".repeat(size))),
    ("rejection: a name in front of a long value", |size| {
        reject(&format!("oauth_signature={}", "%2B ".repeat(size / 4)))
    }),
    ("rejection: headers", |size| {
        let mut headers = HeaderMap::new();
        let challenge = format!("OAuth {}", "realm=\"\\a\", ".repeat(size / 13));
        for (name, value) in [
            (WWW_AUTHENTICATE, challenge),
            (DATE, "Fri, ".repeat(size / 5)),
            (RETRY_AFTER, "1".repeat(size)),
            (CONTENT_TYPE, "a/b;".repeat(size / 4)),
        ] {
            headers.append(name, value.parse().unwrap());
        }
        call(move || show_rejection(&headers, b""))
    }),
    // The authorization flow, SOAP and SuiteAnalytics Connect.
    ("flow: an answer with many fields", |size| {
        let body = fields("oauth_token=%41&", size);
        let start = start();
        call(move || start.read(StatusCode::OK, body.as_bytes()))
    }),
    ("flow: an answer that is not a form", |size| {
        let body = "\u{e9}%".repeat(size / 3);
        let start = start();
        call(move || start.read(StatusCode::BAD_REQUEST, body.as_bytes()))
    }),
    ("flow: a callback", |size| {
        let uri: Uri = format!("/?{}", fields("oauth_token=%41&state=+&", size))
            .parse()
            .unwrap();
        let request_token = start().resume(Token::new("id", "secret").unwrap());
        let state = State::new("a").unwrap();
        call(move || request_token.read_callback(&state, &uri))
    }),
    ("flow: a callback URL", |size| {
        let url = format!("https://h/{}", "a%20/".repeat(size / 5));
        let consumer = Consumer::new("key", "secret").unwrap();
        call(move || Start::new(consumer, url).unwrap().request())
    }),
    ("flow: a state", |size| {
        let state = "a".repeat(size);
        call(move || State::new(&state))
    }),
    ("flow: token information", |size| {
        let body = format!(
            "{{{}\"companyName\":\"a\"}}",
            "\"a\":{\"b\":[1]},".repeat(size / 14)
        );
        call(move || TokenInfo::read(StatusCode::OK, body.as_bytes()))
    }),
    ("token passport and password", |size| {
        let text = "<&".repeat(size / 2);
        let signer = Signer::new(credentials("1", [&text; 4]));
        call(move || {
            (
                signer.token_passport().into_xml("2025_2"),
                signer.token_password(),
            )
        })
    }),
    ("connection strings", |size| {
        let text = "a'};".repeat(size / 4);
        let host = "a.".repeat(size / 2);
        let signer = Signer::new(credentials("1", [&text; 4]));
        call(move || {
            let settings = Settings::new(host, 3).unwrap();
            (
                settings.odbc(signer.token_password()).as_str().len(),
                settings.jdbc_url(signer.account_id()).len(),
                settings.ado_net(signer.token_password()).as_str().len(),
            )
        })
    }),
];

/// Makes a call, and prints its result, whether it is a value or an error.
fn call<T: Debug>(run: impl FnOnce() -> T + 'static) -> Box<dyn FnOnce()> {
    Box::new(move || drop(black_box(format!("{:?}", black_box(run())))))
}

/// A URL whose query repeats a piece.
fn query(piece: &str, size: usize) -> String {
    format!("https://h/p?{}", piece.repeat(size / piece.len()))
}

/// A URL whose query has a number in each piece, in no order.
fn numbered(before: &str, after: &str, size: usize) -> String {
    let pieces = scattered(size / (before.len() + after.len() + 4))
        .map(|number| format!("{before}{number:04}{after}"));
    format!("https://h/p?{}", pieces.collect::<Vec<_>>().concat())
}

fn numbered_header(name: &str, size: usize) -> String {
    let parameters =
        scattered(size / (name.len() + 10)).map(|number| format!("{name}{number}=\"1\","));
    parameters.collect::<Vec<_>>().concat()
}

/// A form with many unknown fields before the known ones.
fn fields(known: &str, size: usize) -> String {
    let unknown = scattered(size / 10).map(|number| format!("f{number:04}=%41&"));
    unknown.collect::<Vec<_>>().concat() + known
}

/// Different numbers, in no order.
fn scattered(count: usize) -> impl Iterator<Item = usize> {
    // Modulo a prime that is larger than any count.
    (1..=count).map(|number| number * 7919 % 10_007)
}

fn sign(url: &str) -> Box<dyn FnOnce()> {
    let uri: Uri = url.parse().unwrap();
    let signer = signer();
    call(move || signer.authorize(&Method::GET, &uri))
}

fn authorization(url: &str) -> String {
    let (uri, now) = (url.parse::<Uri>().unwrap(), Timestamp::from_unix(NOW));
    let signed = signer().authorize_with(&Method::GET, &uri, &Nonce::random(), now);
    signed.unwrap().as_str().to_owned()
}

/// Verifies a correct header with more parameters in front of its own.
fn verify(more: &str, url: &str) -> Box<dyn FnOnce()> {
    let url = if url.is_empty() { "https://h/p" } else { url };
    let right = authorization("https://h/p");
    let right = right.strip_prefix("OAuth ").unwrap();
    let headers = headers(&format!("OAuth {more},{right}"));
    let uri: Uri = url.parse().unwrap();
    let verifier = Verifier::new([credentials("1234567_SB1", SECRETS)]);
    call(move || verifier.verify(&Method::GET, &uri, &headers, Timestamp::from_unix(NOW)))
}

fn reject(body: &str) -> Box<dyn FnOnce()> {
    let body = body.to_owned();
    call(move || show_rejection(&HeaderMap::new(), body.as_bytes()))
}

fn show_rejection(headers: &HeaderMap, body: &[u8]) -> String {
    let rejection = Rejection::from_parts(StatusCode::UNAUTHORIZED, headers, body)
        .unwrap()
        .with_clock(Timestamp::from_unix(NOW))
        .with_account_id(&"1234567".parse().unwrap());
    format!("{rejection} {rejection:#} {rejection:?}")
}

fn start() -> Start {
    Start::new(Consumer::new("key", "secret").unwrap(), "https://h/").unwrap()
}
