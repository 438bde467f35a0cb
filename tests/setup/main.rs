//! The steps of NetSuite's setup, and the check of them.

mod hostile;
mod ladder;
mod refused;
mod steps;

use http::{HeaderMap, StatusCode};
use netsuite_oauth1::setup::Check;
use netsuite_oauth1::{Consumer, Credentials, Signer, Token};

const INFO: &str = r#"{"companyId": "1234567", "roleName": "Integration", "entityName": "Ann"}"#;
const ACCEPTED: (u16, &str) = (200, "{}");
const LOGIN_REFUSED: (u16, &str) = (
    401,
    r#"{"error": {"code": "INVALID_LOGIN_ATTEMPT", "message": "Invalid login attempt."}}"#,
);

fn check() -> Check {
    Check::new(Signer::new(Credentials::new(
        "1234567_SB1".parse().unwrap(),
        Consumer::new("consumer", "hunter2").unwrap(),
        Token::new("token", "hunter3").unwrap(),
    )))
}

fn with_restlet(check: Check) -> Check {
    let url = check.account_id().restlet_url(6, 1);
    check.with_restlet(url)
}

/// Answers the requests in turn, and returns their paths. Expects no request after the last answer.
#[track_caller]
fn answer(check: &mut Check, answers: &[(u16, &str)]) -> Vec<String> {
    let mut paths = Vec::new();
    for (status, body) in answers {
        let request = check.next_request().unwrap();
        let request = request.expect("the check ended before the answers");
        assert!(request.headers().contains_key("authorization"));
        paths.push(request.uri().path().to_owned());
        let status = StatusCode::from_u16(*status).unwrap();
        check.read(status, &HeaderMap::new(), body.as_bytes());
    }
    assert!(check.next_request().unwrap().is_none(), "{check}");
    paths
}
