//! What a check prints for each problem, as a text file, so that a change shows in a diff.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use netsuite_oauth1::audit::AuditCode;

use crate::{ACCEPTED, INFO, LOGIN_REFUSED, answer, check, with_restlet};

const PAGE: &str = "<!DOCTYPE html><title>Page not found</title>";
const USER_ERROR: &str = r#"{"o:errorDetails": [{"o:errorCode": "USER_ERROR"}]}"#;
const PERMISSION: &str = r#"{"o:errorDetails": [{"o:errorCode": "INSUFFICIENT_PERMISSION"}]}"#;
const FEATURE: &str = r#"{"error": {"code": "FEATURE_DISABLED", "message": "Enable 'A' first"}}"#;
const SCRIPT: &str = r#"{"error": {"code": "SSS_INVALID_SCRIPTLET_ID"}}"#;
const FAILED: &str = r#"{"error": {"code": "SSS_X", "message": "load: id"}}"#;

#[test]
fn prints_what_is_recorded() {
    let mut texts = String::new();
    let mut record = |name: &str, check: &netsuite_oauth1::setup::Check| {
        let findings = check.findings().iter().map(ToString::to_string);
        let findings: Vec<_> = findings.collect();
        let _ = writeln!(texts, "# {name}\n{}\n", findings.join("\n"));
    };
    for (name, first) in [
        ("login refused", LOGIN_REFUSED),
        ("a page", (200, PAGE)),
        ("wrong host", (403, "")),
        ("busy", (503, "")),
        (
            "malformed",
            (400, r#"{"error": {"code": "INVALID_REQUEST"}}"#),
        ),
        ("permission", (403, PERMISSION)),
    ] {
        let mut check = check();
        answer(&mut check, &[first]);
        record(name, &check);
    }
    for (name, after) in [
        ("REST is off", vec![ACCEPTED, (404, PAGE)]),
        ("no REST permission", vec![ACCEPTED, (403, PERMISSION)]),
        (
            "no workbook",
            vec![ACCEPTED, ACCEPTED, (400, USER_ERROR), (400, USER_ERROR)],
        ),
        ("a page from REST", vec![(200, PAGE), (200, PAGE)]),
        ("refused later", vec![ACCEPTED, (401, "{}")]),
    ] {
        let mut check = check().with_rest("customer");
        let answers: Vec<_> = [(200, INFO)].into_iter().chain(after).collect();
        answer(&mut check, &answers);
        record(name, &check);
    }
    for (name, last) in [
        ("RESTlet refused", (401, "{}")),
        ("audience", (403, "")),
        ("script", (404, SCRIPT)),
        ("script failed", (400, FAILED)),
        ("feature", (403, FEATURE)),
        ("SuiteScript", (403, PERMISSION)),
    ] {
        let mut check = with_restlet(check());
        answer(&mut check, &[(200, INFO), last]);
        record(name, &check);
    }
    let url = "https://1234567-sb1.app.netsuite.com/app/site/hosting/restlet.nl?script=6&deploy=1";
    let mut other_host = check().with_restlet(url.parse().unwrap());
    answer(&mut other_host, &[(200, INFO), (403, "")]);
    record("audience or host", &other_host);
    let mut alone = check().with_rest("customer");
    answer(
        &mut alone,
        &[LOGIN_REFUSED, ACCEPTED, ACCEPTED, ACCEPTED, ACCEPTED],
    );
    record("tokeninfo alone", &alone);
    let mut silent = check();
    silent.next_request().unwrap().unwrap();
    silent.no_response(&"no such host");
    record("no response", &silent);
    for code in [AuditCode::InvalidSignature, AuditCode::PermissionDenied] {
        let mut check = check();
        check.narrow(code);
        record(code.as_str(), &check);
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/setup/recorded.txt");
    if env::var_os("RECORD").is_some() {
        fs::write(&file, &texts).unwrap();
    }
    let recorded = fs::read_to_string(&file).unwrap();
    for (now, before) in texts.lines().zip(recorded.lines()) {
        assert_eq!(now, before, "RECORD=1 cargo test --test setup records it");
    }
    assert_eq!(texts.len(), recorded.len());
}
