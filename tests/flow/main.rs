//! The authorization flow and the token endpoints, step by step, on answers that were made up and on ones that should never
//! come.

mod errors;
mod step_one;
mod step_three;
mod step_two;
mod token_endpoints;

use http::{Request, StatusCode, Uri};
use netsuite_oauth1::Consumer;
use netsuite_oauth1::flow::{Approval, Error, RequestToken, Start, State, TokenInfo};
use proptest::prelude::*;
use url::Url;

#[test]
fn a_megabyte_of_anything() {
    let start = start();
    let (request_token, approval) = (request_token(&start), approval(&start));
    for unit in ["[", "{\"a\":", "a", "&", "%", "\0"] {
        for status in [
            StatusCode::OK,
            StatusCode::UNAUTHORIZED,
            StatusCode::METHOD_NOT_ALLOWED,
        ] {
            // Just within the limit, it is read; beyond it, it is not.
            let within = unit.repeat((64 << 10) / unit.len());
            for error in [
                start.read(status, within.as_bytes()).unwrap_err(),
                approval.read(status, within.as_bytes()).unwrap_err(),
                TokenInfo::read(status, within.as_bytes()).unwrap_err(),
            ] {
                assert!(!matches!(error, Error::TooLong { .. }), "{error}");
            }
            let body = unit.repeat((1 << 20) / unit.len());
            let too_long = |place| Error::TooLong {
                place,
                found: body.len(),
            };
            let errors = [
                (start.read(status, body.as_bytes()).unwrap_err(), STEP_ONE),
                (
                    approval.read(status, body.as_bytes()).unwrap_err(),
                    STEP_THREE,
                ),
                (
                    TokenInfo::read(status, body.as_bytes()).unwrap_err(),
                    TOKEN_INFO,
                ),
            ];
            for (error, place) in errors {
                // A refusal is one, however long it is.
                if status.is_success() {
                    assert_eq!(error, too_long(place));
                } else {
                    let status_of = |error: &Error| match error {
                        Error::Refused { status, .. } => Some(*status),
                        _ => None,
                    };
                    assert_eq!(status_of(&error), Some(status), "{error}");
                }
            }
        }
    }
    let url = Url::parse(&format!("https://h/back?{}", "a=b&".repeat(1 << 18))).unwrap();
    let error = request_token
        .read_callback(&State::random(), &url)
        .unwrap_err();
    assert_eq!(
        error,
        Error::TooLong {
            place: CALLBACK,
            found: 1 << 20
        }
    );
}

proptest! {
    /// Whatever comes, it is read or refused.
    #[test]
    fn any_bytes(status in 100_u16..600, body: Vec<u8>, query in "\\PC{0,60}") {
        let status = StatusCode::from_u16(status).unwrap();
        let start = start();
        let _ = start.read(status, &body);
        let _ = approval(&start).read(status, &body);
        let _ = TokenInfo::read(status, &body);
        let mut url = Url::parse("https://h/").unwrap();
        url.set_query(Some(&query));
        let _ = request_token(&start).read_callback(&State::random(), &url);
    }

    /// What a form encoder writes is read as it was.
    #[test]
    fn any_token(id in "[^\\pC\\s]{1,20}", secret in "[^\\pC\\s]{1,20}") {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("oauth_token", &id)
            .append_pair("oauth_token_secret", &secret)
            .finish();
        let credentials = approval(&start()).read(StatusCode::OK, body.as_bytes()).unwrap();
        prop_assert_eq!(credentials.token().id(), id);
        prop_assert_eq!(credentials.token().secret(), secret);
    }
}

const STEP_ONE: &str = "the answer to step one";
const CALLBACK: &str = "the callback";
const STEP_THREE: &str = "the answer to step three";
const TOKEN_INFO: &str = "the answer of tokeninfo";

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
fn header(request: &Request<()>) -> &str {
    let value = &request.headers()["authorization"];
    assert!(value.is_sensitive());
    value.to_str().unwrap()
}

#[track_caller]
fn uri(text: &str) -> Uri {
    text.parse().unwrap()
}
