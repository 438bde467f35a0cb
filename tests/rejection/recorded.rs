//! What a report advises for each reason, as a text file, so that a change shows in a diff.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use crate::answers::{rest, restlet};
use crate::read;
use crate::soap::{fault, status};

/// A response for each reason, and for each form in which the advice differs.
fn responses() -> Vec<(u16, String)> {
    let mut responses: Vec<(u16, String)> = Vec::new();
    let statuses = [
        301, 400, 401, 403, 404, 405, 415, 422, 429, 500, 501, 503, 600,
    ];
    responses.extend(statuses.map(|status| (status, String::new())));
    responses.extend([(405, "no".to_owned()), (200, "<html></html>".to_owned())]);
    responses.push((200, "<html><input type=password></html>".to_owned()));
    let no_permission = "Your current role does not have permission";
    for (code, message) in [
        ("INVALID_LOGIN", "6 failed login attempts"),
        ("INVALID_LOGIN_ATTEMPT", ""),
        ("INVALID_REQUEST", ""),
        ("INSUFFICIENT_PERMISSION", ""),
        ("permission_denied", ""),
        ("FEATURE_DISABLED", ""),
        ("INVALID_CONTENT_TYPE", ""),
        ("SSS_INVALID_SCRIPTLET_ID", ""),
        ("INVALID_PARAMETER", ""),
        ("USER_ERROR", no_permission),
        (
            "USER_ERROR",
            "You do not have permission for REST Web Services",
        ),
        ("USER_ERROR", "x"),
        ("TWO_FA_REQD", ""),
    ] {
        responses.push((403, restlet(code, message)));
        responses.push((403, rest(code, message)));
    }
    for code in [
        "INVALID_LOGIN_CREDENTIALS",
        "INVALID_ACCT",
        "ACCT_TEMP_DISABLED",
        "INVALID_ROLE",
        "PSWD_REQD",
        "SESSION_TIMED_OUT",
        "INVALID_LOGIN_IP",
        "ACCT_DISABLED",
        "INVALID_REQUEST",
        "WS_PERMISSION_REQD",
        "WS_FEATURE_REQD",
        "WS_REQUEST_BLOCKED",
        "UNSUPPORTED_WS_VERSION",
        "ACCT_TEMP_UNAVAILABLE",
        "RCRD_DSNT_EXIST",
    ] {
        responses.push((200, status(code, "")));
    }
    for (element, message) in [
        ("invalidAccountFault", ""),
        ("invalidCredentialsFault", "Ein Fehler"),
        ("unexpectedErrorFault", "Ambiguous authentication"),
        ("unexpectedErrorFault", "Incorrect data center"),
        ("unexpectedErrorFault", "An unexpected error occurred"),
    ] {
        responses.push((500, fault(element, "", message)));
    }
    responses
}

#[test]
fn advises_what_is_recorded() {
    let mut texts = String::new();
    let bearer = read(401, &[("www-authenticate", "Bearer")], "");
    let responses = responses()
        .into_iter()
        .map(|(status, body)| read(status, &[], body));
    for rejection in responses.chain([bearer]) {
        let _ = writeln!(texts, "{rejection}");
        for cause in rejection.causes() {
            let _ = writeln!(texts, "  cause: {cause}; {}", cause.remedy());
        }
        let report = format!("{rejection:#}");
        let is_advice = |line: &&str| {
            let mut names = ["login:", "retry:", "to do:", "note:", "next check:"].iter();
            names.any(|name| line.starts_with(name))
        };
        for line in report.lines().filter(is_advice) {
            let _ = writeln!(texts, "  {line}");
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rejection/recorded.txt");
    if env::var_os("RECORD").is_some() {
        fs::write(&file, &texts).unwrap();
    }
    let recorded = fs::read_to_string(&file).unwrap();
    for (now, before) in texts.lines().zip(recorded.lines()) {
        assert_eq!(
            now, before,
            "RECORD=1 cargo test --test rejection records it"
        );
    }
    assert_eq!(texts.len(), recorded.len());
}
