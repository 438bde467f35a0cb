//! The steps of NetSuite's setup, and the check of them.

mod hostile;
mod ladder;
mod recorded;
mod refused;
mod steps;
#[path = "../support/mod.rs"]
mod support;

use http::{HeaderMap, StatusCode};
use netsuite_oauth1::Signer;
use netsuite_oauth1::setup::Check;

use crate::support::credentials;

const INFO: &str = r#"{"companyId": "1234567", "roleName": "Integration", "entityName": "Ann"}"#;
const ACCEPTED: (u16, &str) = (200, "{}");
const LOGIN_REFUSED: (u16, &str) = (
    401,
    r#"{"error": {"code": "INVALID_LOGIN_ATTEMPT", "message": "Invalid login attempt."}}"#,
);

fn check() -> Check {
    let secrets = ["consumer", "hunter2", "token", "hunter3"];
    Check::new(Signer::new(credentials("1234567_SB1", secrets)))
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
