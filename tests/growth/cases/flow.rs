//! The authorization flow, SOAP, SuiteAnalytics Connect and deserialized credentials.

use http::{StatusCode, Uri};
use netsuite_oauth1::connect::Settings;
use netsuite_oauth1::flow::{Start, State, TokenInfo};
use netsuite_oauth1::{Consumer, Signer, Token};

use super::{Case, call, scattered};
use crate::support::credentials;

pub(super) const CASES: &[Case] = &[
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
    #[cfg(feature = "serde")]
    ("deserialize long credentials", |size| {
        let text = "a/".repeat(size / 2);
        deserialize([
            ("account_id", "1"),
            ("consumer_key", &text),
            ("consumer_secret", &text),
        ])
    }),
    #[cfg(feature = "serde")]
    ("deserialize credentials with escapes", |size| {
        let text = "\\u00e9".repeat(size / 6);
        deserialize([
            ("account_id", "1"),
            ("consumer_key", "k"),
            ("consumer_secret", &text),
        ])
    }),
    #[cfg(feature = "serde")]
    ("deserialize a long account id", |size| {
        let text = "1_".repeat(size / 2);
        deserialize([
            ("account_id", &text),
            ("consumer_key", "k"),
            ("consumer_secret", "s"),
        ])
    }),
    #[cfg(feature = "serde")]
    ("deserialize many unknown fields", |size| {
        let unknown = "\"x\":{\"y\":[1]},".repeat(size / 16);
        let json = format!("{{{unknown}\"token_id\":1}}");
        call(move || serde_json::from_str::<netsuite_oauth1::Credentials>(&json))
    }),
];

/// Returns a form with many unknown fields before the known ones.
fn fields(known: &str, size: usize) -> String {
    let unknown = scattered(size / 10).map(|number| format!("f{number:04}=%41&"));
    unknown.collect::<Vec<_>>().concat() + known
}

fn start() -> Start {
    Start::new(Consumer::new("key", "secret").unwrap(), "https://h/").unwrap()
}

/// Deserializes credentials from JSON. The token is fixed, and the other values are given.
#[cfg(feature = "serde")]
fn deserialize(others: [(&str, &str); 3]) -> Box<dyn FnOnce()> {
    let others = others.map(|(name, value)| format!("\"{name}\":\"{value}\","));
    let json = format!(
        "{{{}\"token_id\":\"i\",\"token_secret\":\"s\"}}",
        others.concat()
    );
    call(move || serde_json::from_str::<netsuite_oauth1::Credentials>(&json))
}
