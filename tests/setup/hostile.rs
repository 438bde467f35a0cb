//! Responses that say nothing, or that try to break the output.

use http::{HeaderMap, StatusCode};
use netsuite_oauth1::setup::Step;
use netsuite_oauth1::setup::Verdict::{NotTested, Proven, Undecided};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use crate::{INFO, LOGIN_REFUSED, answer, check, with_restlet};

#[test]
fn says_nothing_about_a_busy_account() {
    for (status, body) in [
        (
            429,
            r#"{"o:errorDetails": [{"o:errorCode": "CONCURRENCY_LIMIT_EXCEEDED"}]}"#,
        ),
        (503, ""),
        (500, r#"{"error": {"code": "UNEXPECTED_ERROR"}}"#),
    ] {
        let mut check = check();
        answer(&mut check, &[(status, body)]);
        for step in Step::ALL {
            assert_eq!(check.verdict(*step), NotTested, "{check}");
        }
        assert!(check.findings()[0].remedy().contains("later"), "{check}");
    }
}

#[test]
fn a_host_that_does_not_answer_leaves_the_account_undecided() {
    let mut check = check();
    check.next_request().unwrap().unwrap();
    check.no_response(&"no such host\u{1b}[31m");
    assert!(check.next_request().unwrap().is_none());
    assert_eq!(check.verdict(Step::Account), Undecided);
    assert!(!check.to_string().contains('\u{1b}'));
}

#[test]
fn a_lost_connection_does_not_question_an_account_that_answered() {
    let mut check = check().with_rest("customer");
    check.next_request().unwrap().unwrap();
    check.read(StatusCode::OK, &HeaderMap::new(), INFO.as_bytes());
    check.next_request().unwrap().unwrap();
    check.no_response(&"connection reset");
    assert_eq!(check.verdict(Step::Account), Proven);
    assert_eq!(check.findings().len(), 1);
}

#[test]
fn masks_a_key_in_the_url_of_a_restlet() {
    let key = "ab".repeat(16);
    let check = check();
    let mut url = check.account_id().restlet_url(6, 1);
    url.query_pairs_mut().append_pair("key", &key);
    let mut check = check.with_restlet(url);
    answer(&mut check, &[(200, INFO), (403, "")]);
    assert!(check.to_string().contains("script=6&deploy=1"), "{check}");
    assert!(!check.to_string().contains(&key), "{check}");
}

#[test]
fn ignores_a_response_without_a_request() {
    let mut check = check();
    let read = check.read(StatusCode::UNAUTHORIZED, &HeaderMap::new(), b"");
    assert_eq!(read, None);
    assert_eq!(check.findings(), []);
}

#[test]
fn rejects_a_restlet_of_another_account() {
    let url = "https://7654321.restlets.api.netsuite.com/app/site/hosting/restlet.nl";
    let mut check = check().with_restlet(url.parse().unwrap());
    check.next_request().unwrap().unwrap();
    check.read(StatusCode::OK, &HeaderMap::new(), INFO.as_bytes());
    let error = check.next_request().unwrap_err();
    assert!(error.to_string().contains("7654321"), "{error}");
}

#[test]
fn fills_a_line_up_to_column_80() {
    let name = "x".repeat(46);
    let mut check = check();
    let info = json!({"entityName": name}).to_string();
    answer(&mut check, &[(200, &info)]);
    let full = format!("4 user                proven      {name}");
    assert_eq!(full.len(), 80);
    assert!(check.to_string().lines().any(|line| line == full));
}

#[test]
fn prints_at_most_80_columns_and_no_secret() {
    let long = "x".repeat(300);
    let words = "word ".repeat(100);
    let echoed = format!("\u{1b}[2J\u{202e}oauth_signature=\"{}\"", "ab".repeat(32));
    for message in [&long, &words, &echoed] {
        let error = json!({"code": "INVALID_LOGIN", "message": message});
        let body = json!({ "error": error }).to_string();
        let info = json!({"roleName": message, "entityName": message}).to_string();
        for (status, body) in [(401, &body), (403, &body), (400, &body), (200, &info)] {
            let mut check = check();
            answer(&mut check, &[(status, body)]);
            let text = check.to_string();
            for line in text.lines() {
                assert!(line.chars().count() <= 80, "{line}");
                assert!(!line.contains(char::is_control), "{line:?}");
            }
            assert!(!text.contains(&"ab".repeat(32)), "{text}");
            assert!(!format!("{check:?}").contains("hunter"));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever comes back, the check ends, and at most two logins fail.
    #[test]
    fn ends_whatever_the_answers_are(answers in vec((100_u16..1000, select(BODIES)), 8)) {
        let mut check = with_restlet(check().with_rest("customer"));
        let mut refused = 0;
        let mut answers = answers.into_iter();
        while let Some(request) = check.next_request().unwrap() {
            prop_assert!(request.headers().contains_key("authorization"));
            let (status, body) = answers.next().expect("at most six requests");
            refused += usize::from(status == 401);
            check.read(StatusCode::from_u16(status).unwrap(), &HeaderMap::new(), body.as_bytes());
        }
        prop_assert!(refused <= 2);
        prop_assert!(check.to_string().lines().all(|line| line.chars().count() <= 80));
    }
}

const BODIES: &[&str] = &[
    "",
    "{}",
    INFO,
    LOGIN_REFUSED.1,
    "<!DOCTYPE html><title>Page not found</title>",
    r#"{"error": {"code": "INSUFFICIENT_PERMISSION", "message": "You need the 'X' permission"}}"#,
    r#"{"o:errorDetails": [{"detail": "Invalid login.", "o:errorCode": "INVALID_LOGIN"}]}"#,
    r#"{"o:errorDetails": [{"detail": "x", "o:errorCode": "USER_ERROR"}]}"#,
];
