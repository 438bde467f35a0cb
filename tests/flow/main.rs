//! The authorization flow and the token endpoints, step by step, with valid and with hostile input.

mod hosts;
#[path = "../reference/mod.rs"]
mod reference;
mod rejections;
mod step_one;
mod step_three;
mod step_two;
#[path = "../support/mod.rs"]
mod support;
mod token_endpoints;

use std::mem::discriminant;

use http::{Request, StatusCode, Uri};
use netsuite_oauth1::flow::{
    Approval, Error, Place, RequestToken, Start, State, TokenInfo, callback_state,
};
use netsuite_oauth1::{Consumer, Token};
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use url::Url;

#[test]
fn reads_up_to_64_kib_and_rejects_more() {
    let start = start();
    let (request_token, approval) = (request_token(&start), approval(&start));
    for unit in ["[", "{\"a\":", "a", "&", "%", "\0"] {
        for status in [
            StatusCode::OK,
            StatusCode::UNAUTHORIZED,
            StatusCode::METHOD_NOT_ALLOWED,
        ] {
            let variants = |body: &str| {
                [
                    start.read(status, body.as_bytes()).unwrap_err(),
                    approval.read(status, body.as_bytes()).unwrap_err(),
                    TokenInfo::read(status, body.as_bytes()).unwrap_err(),
                ]
                .map(|error| discriminant(&error))
            };
            let within = unit.repeat((64 << 10) / unit.len());
            assert_eq!(variants(&within), variants(unit), "{unit} with {status}");
            let body = unit.repeat((1 << 20) / unit.len());
            let errors = [
                (
                    start.read(status, body.as_bytes()).unwrap_err(),
                    Place::StepOne,
                ),
                (
                    approval.read(status, body.as_bytes()).unwrap_err(),
                    Place::StepThree,
                ),
                (
                    TokenInfo::read(status, body.as_bytes()).unwrap_err(),
                    Place::TokenInfo,
                ),
            ];
            for (error, place) in errors {
                // A rejection is read, however long it is.
                if status.is_success() {
                    let text = format!("{place} of {} bytes: expected at most 65536", body.len());
                    assert_eq!(error.to_string(), text);
                } else {
                    let Error::RequestRejected { status: found, .. } = error else {
                        panic!("{error}")
                    };
                    assert_eq!(found, status);
                }
            }
        }
    }
    let url = Url::parse(&format!("https://h/back?{}", "a=b&".repeat(1 << 18))).unwrap();
    let error = request_token
        .read_callback(&State::random(), &url)
        .unwrap_err();
    let text = "callback of 1048576 bytes: expected at most 65536";
    assert_eq!(error.to_string(), text);
    assert_eq!(callback_state(&url).unwrap_err().to_string(), text);
}

proptest! {
    #![proptest_config(support::random::config(256))]

    #[test]
    fn reads_or_rejects_any_bytes(status in 100_u16..600, body: Vec<u8>, query in "\\PC{0,60}") {
        let status = StatusCode::from_u16(status).unwrap();
        let start = start();
        let _ = start.read(status, &body);
        let _ = approval(&start).read(status, &body);
        let _ = TokenInfo::read(status, &body);
        let mut url = Url::parse("https://h/").unwrap();
        url.set_query(Some(&query));
        let _ = request_token(&start).read_callback(&State::random(), &url);
        let _ = callback_state(&url);
    }

    /// The base string is computed by `BaseString`, from the header that is sent.
    #[test]
    fn signs_every_step_like_any_oauth_request(
        key in "[^\\pC\\s]{1,20}",
        secrets in ["[^\\pC\\s]{1,20}", "[^\\pC\\s]{1,20}"],
        token in "[^\\pC\\s]{1,20}",
        verifier in "[^\\pC\\s]{1,20}",
        path in "[!-~]{0,20}",
        role in any::<Option<u64>>(),
    ) {
        let [consumer_secret, token_secret] = secrets;
        let consumer = Consumer::new(key, &consumer_secret).unwrap();
        let mut start = Start::new(consumer, format!("https://h/{path}")).unwrap();
        if let Some(role) = role {
            start = start.with_role(role);
        }
        let request = start.request().unwrap();
        prop_assert_eq!(signature(&request), expected_signature(&request, &consumer_secret, ""));

        let callback = url::form_urlencoded::Serializer::new("state=abc&company=1".to_owned())
            .append_pair("oauth_token", &token)
            .append_pair("oauth_verifier", &verifier)
            .finish();
        let callback = uri(&format!("/?{callback}"));
        let request_token = start.resume(Token::new(token, &token_secret).unwrap());
        let approval = request_token.read_callback(&State::new("abc").unwrap(), &callback).unwrap();
        let request = approval.request().unwrap();
        let expected = expected_signature(&request, &consumer_secret, &token_secret);
        prop_assert_eq!(signature(&request), expected);
    }

    #[test]
    fn reads_every_token_that_a_form_encoder_writes(id in "[^\\pC\\s]{1,20}", secret in "[^\\pC\\s]{1,20}") {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("oauth_token", &id)
            .append_pair("oauth_token_secret", &secret)
            .finish();
        let credentials = approval(&start()).read(StatusCode::OK, body.as_bytes()).unwrap();
        prop_assert_eq!(credentials.token().id(), id);
        prop_assert_eq!(credentials.token().secret(), secret);
    }
}

const ANSWER: &str = "oauth_token=3b7a&oauth_token_secret=hunter2&oauth_callback_confirmed=true";

fn start() -> Start {
    Start::new(Consumer::new("key", "secret").unwrap(), "https://h/back").unwrap()
}

fn request_token(start: &Start) -> RequestToken {
    start.read(StatusCode::OK, ANSWER.as_bytes()).unwrap()
}

const GOOD_CALLBACK: &str =
    "/back?oauth_token=3b7a&oauth_verifier=5e2f&company=1234567_SB1&role=3&entity=9&state=abc";

fn approval(start: &Start) -> Approval {
    request_token(start)
        .read_callback(&State::new("abc").unwrap(), &uri(GOOD_CALLBACK))
        .unwrap()
}

#[track_caller]
fn header(request: &Request<String>) -> &str {
    assert_eq!(request.body(), "");
    let value = &request.headers()["authorization"];
    assert!(value.is_sensitive());
    value.to_str().unwrap()
}

#[track_caller]
fn uri(text: &str) -> Uri {
    text.parse().unwrap()
}

fn parameters(request: &Request<String>) -> Vec<(String, String)> {
    header(request)
        .strip_prefix("OAuth ")
        .unwrap()
        .split(", ")
        .map(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap();
            let value = value.strip_prefix('"').unwrap().strip_suffix('"').unwrap();
            let value = percent_decode_str(value).decode_utf8().unwrap();
            (name.to_owned(), value.into_owned())
        })
        .collect()
}

fn signature(request: &Request<String>) -> String {
    parameters(request).pop().unwrap().1
}

fn expected_signature(
    request: &Request<String>,
    consumer_secret: &str,
    token_secret: &str,
) -> String {
    let mut parameters = parameters(request);
    parameters.retain(|(name, _)| name != "oauth_signature");
    let url = request.uri().to_string();
    let method = request.method().as_str();
    let request = reference::Request { method, url: &url };
    let (_, signature) = request.signature(&parameters, [consumer_secret, token_secret]);
    signature
}

/// Checks an error's message, and that neither the message nor `Debug` shows a secret.
#[track_caller]
fn assert_error(error: &Error, text: &str) {
    assert_eq!(error.to_string(), text);
    assert!(text.starts_with(char::is_lowercase), "{text}");
    let shown = format!("{error} {error:?}");
    for secret in ["hunter2", "5e2f", "3b7", "abc", "abd"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

fn missing(place: Place, field: &str) -> String {
    format!("no `{field}` in the {place}")
}

fn repeated(place: Place, field: &str) -> String {
    format!("more than one `{field}` in the {place}")
}

fn invalid(place: Place, field: &str) -> String {
    format!(
        "invalid `{field}` in the {place}: expected form-encoded UTF-8 without control characters"
    )
}
