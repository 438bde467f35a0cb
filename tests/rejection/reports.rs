//! Responses and callbacks from public reports, each with its source and the right reading.

use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::flow::{Start, State};
use netsuite_oauth1::rejection::{Cause, Rejection};
use netsuite_oauth1::{Consumer, Timestamp, Token};
use serde_json::Value;

use crate::read;

/// The cases of one kind.
pub(crate) fn reports(kind: &str) -> Vec<Value> {
    let reports: Value = serde_json::from_str(include_str!("reports.json")).unwrap();
    let Value::Array(mut reports) = reports else {
        panic!("reports.json has no list");
    };
    reports.retain(|report| report["kind"] == kind);
    assert!(!reports.is_empty());
    reports
}

pub(crate) fn rejection(input: &Value) -> Rejection {
    let headers: Vec<(&str, &str)> = input["headers"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str().unwrap()))
        .collect();
    let status = u16::try_from(input["status"].as_u64().unwrap()).unwrap();
    let mut rejection = read(status, &headers, input["body"].as_str().unwrap());
    if let Some(account) = input["account"].as_str() {
        rejection = rejection.with_account_id(&account.parse().unwrap());
    }
    if let Some(now) = input["now"].as_u64() {
        rejection = rejection.with_clock(Timestamp::from_unix(now));
    }
    rejection
}

#[test]
fn reads_each_reported_response() {
    for report in reports("rejection") {
        let (id, expected) = (&report["id"], &report["expected"]);
        let rejection = rejection(&report["input"]);
        let text = format!("{rejection:#}");
        let lists = |list: &Value, name: &str| {
            let mut names = list.as_array().unwrap().iter();
            names.any(|value| value == name)
        };
        let kind = format!("{:?}", rejection.kind());
        assert!(lists(&expected["kind"], &kind), "{id}: {text}");
        let first = rejection.causes().first().map(Cause::code);
        let first = first.as_ref().map(|code| format!("{code:?}"));
        for (key, value) in expected.as_object().unwrap() {
            match key.as_str() {
                "kind" => {}
                "first" => assert!(lists(value, first.as_deref().unwrap()), "{id}: {text}"),
                "not_first" => {
                    assert!(!lists(value, first.as_deref().unwrap_or_default()), "{id}");
                }
                "retry" => assert_eq!(rejection.can_retry(), value.as_bool().unwrap(), "{id}"),
                "code" => assert_eq!(rejection.code(), value.as_str(), "{id}"),
                // One of the words of each list.
                "text" => {
                    for words in value.as_array().unwrap() {
                        let mut words = words.as_array().unwrap().iter();
                        let has = words.any(|word| text.contains(word.as_str().unwrap()));
                        assert!(has, "{id}: {text}");
                    }
                }
                "no_text" => {
                    for word in value.as_array().unwrap() {
                        assert!(!text.contains(word.as_str().unwrap()), "{id}: {text}");
                    }
                }
                key => panic!("{id}: {key}"),
            }
        }
    }
}

#[test]
fn reads_each_reported_callback() {
    for report in reports("flow_callback") {
        let (id, input, expected) = (&report["id"], &report["input"], &report["expected"]);
        let consumer = Consumer::new("key", "secret").unwrap();
        let text = |name: &str| input[name].as_str().unwrap();
        let start = Start::new(consumer, "https://example.com/callback")
            .unwrap()
            .with_account_id(text("account").parse().unwrap());
        let request_token = start.resume(Token::new(text("token"), "secret").unwrap());
        let state = State::new(text("state")).unwrap();
        let callback: http::Uri = text("callback").parse().unwrap();
        match request_token.read_callback(&state, &callback) {
            Ok(approval) => {
                let request = approval.request().unwrap();
                let header = request.headers()["authorization"].to_str().unwrap();
                let verifier = expected["ok"].as_str().unwrap();
                let verifier = format!("oauth_verifier=\"{verifier}\"");
                assert!(header.contains(&verifier), "{id}");
            }
            Err(error) => assert_eq!(format!("{error:?}"), expected["error"], "{id}"),
        }
    }
}

/// The causes of a failed login have nothing to do with a response that names a permission.
#[test]
fn lists_no_cause_of_a_failed_login_for_a_permission() {
    for report in reports("rejection") {
        let rejection = rejection(&report["input"]);
        if report["expected"]["kind"][0] == "Permission" {
            assert_eq!(rejection.login_accepted(), Some(true), "{rejection}");
            let second = format!("{rejection:#}").lines().nth(1).map(str::to_owned);
            assert_eq!(
                second.as_deref(),
                Some("login: accepted, so the credentials and the signature are right")
            );
            let login = [AuditCode::PermissionDenied, AuditCode::FeatureDisabled];
            let mut causes = rejection.causes().iter();
            assert!(causes.all(|cause| login.contains(&cause.code())));
        }
    }
}
