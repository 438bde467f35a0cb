//! Answers of REST web services, RESTlets and SOAP, one test for each meaning.

use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::rejection::{Kind, Rejection};

use crate::permissions::assert_permission;
use crate::soap::fault;
use crate::{read, read_any};

pub(crate) fn rest(code: &str, detail: &str) -> String {
    serde_json::json!({ "o:errorDetails": [{ "detail": detail, "o:errorCode": code }] }).to_string()
}

pub(crate) fn restlet(code: &str, message: &str) -> String {
    serde_json::json!({ "error": { "code": code, "message": message } }).to_string()
}

#[track_caller]
pub(crate) fn assert_report(rejection: &Rejection, words: &[&str]) {
    let report = format!("{rejection:#}");
    for word in words {
        assert!(report.contains(word), "{word} in {report}");
    }
}

// Which answer means what.

#[test]
fn rest_401_invalid_login_is_a_refused_login() {
    let rejection = read(401, &[], rest("INVALID_LOGIN", "Invalid login attempt."));
    assert_eq!(rejection.kind(), Kind::LoginRefused);
    assert_eq!(rejection.login_accepted(), Some(false));
    assert!(!rejection.can_retry());
    assert!(!format!("{rejection:#}").contains("a RESTlet"));
    assert_report(
        &rejection,
        &["Login Audit Trail", "concurrency limit", "/rest/tokeninfo"],
    );
}

#[test]
fn restlet_invalid_login_attempt_is_a_refused_login_with_401_and_403() {
    for status in [401, 403] {
        let body = restlet("INVALID_LOGIN_ATTEMPT", "Invalid login attempt.");
        let rejection = read(status, &[], body);
        assert_eq!(rejection.kind(), Kind::LoginRefused);
        assert_report(
            &rejection,
            &["script or deployment is missing", "permission_denied"],
        );
    }
    let role_first = read(403, &[], restlet("INVALID_LOGIN_ATTEMPT", ""));
    assert_eq!(role_first.causes()[0].code(), AuditCode::PermissionDenied);
}

#[test]
fn soap_invalid_credentials_fault_is_a_refused_login() {
    let body = fault(
        "invalidCredentialsFault",
        "USER_ERROR",
        "Invalid login attempt.",
    );
    let rejection = read(500, &[], body);
    assert_eq!(rejection.kind(), Kind::LoginRefused);
    assert_report(&rejection, &["TokenPassport"]);
}

#[test]
fn rest_html_instead_of_json_is_the_feature_or_the_host() {
    let page = "<!DOCTYPE html><html><head><title>NetSuite</title></head></html>";
    let rejection = read(200, &[], page);
    assert_eq!(rejection.kind(), Kind::WrongDomain);
    assert_eq!(rejection.login_accepted(), None);
    assert_report(
        &rejection,
        &["REST Web Services", "Company URLs", "body: NetSuite"],
    );
    for status in [400, 403, 404] {
        assert_report(
            &read(status, &[], page),
            &["the feature REST Web Services is off"],
        );
    }
    let away = format!("{:#}", read(503, &[], page));
    assert!(!away.contains("REST Web Services"), "{away}");
    // The end may ask for a password.
    let cut = read(200, &[], &page[..40]);
    assert_eq!(cut.kind(), Kind::Unknown);
}

#[test]
fn restlet_bare_403_is_the_domain_the_audience_or_a_refused_login() {
    for body in [
        "",
        r#"{"error":"Forbidden"}"#,
        r#"{"code":403,"message":"Forbidden"}"#,
        "<html><title>Forbidden</title></html>",
        "<html><title>Forbidden</title>",
        "Forbidden",
    ] {
        let rejection = read(403, &[], body);
        assert_eq!(rejection.kind(), Kind::WrongDomain, "{body}");
        assert_eq!(rejection.login_accepted(), None);
        assert_report(
            &rejection,
            &[
                "Company URLs",
                "Audience",
                "refused login",
                "datacenterurls",
            ],
        );
    }
}

#[test]
fn a_missing_script_or_deployment_is_named_with_its_status() {
    for code in [
        "SSS_INVALID_SCRIPTLET_ID",
        "INVALID_LOGIN_INVALID_SCRIPT_ID",
    ] {
        for status in [400, 404] {
            let rejection = read(status, &[], restlet(code, ""));
            assert_eq!(rejection.kind(), Kind::ScriptNotFound);
            assert_eq!(rejection.causes(), []);
            assert_report(&rejection, &["Released"]);
        }
    }
    let rejection = read(404, &[], "");
    assert_eq!(rejection.kind(), Kind::ScriptNotFound);
    assert_report(&rejection, &["compare the URL", "Released"]);
}

#[test]
fn restlet_302_is_another_data_center() {
    let rejection = read(
        302,
        &[("location", "https://1234567.restlets.api.netsuite.com/")],
        "",
    );
    assert_eq!(rejection.kind(), Kind::Redirect);
    assert_eq!(rejection.login_accepted(), None);
    assert_report(&rejection, &["Company URLs", "sign for the URL"]);
}

#[test]
fn two_factor_authentication_is_a_login_without_a_token() {
    for rejection in [
        read(
            401,
            &[],
            restlet("TWO_FA_REQD", "Two-Factor Authentication required."),
        ),
        read(403, &[], restlet("TWO_FA_REQD", "a")),
        read(
            500,
            &[],
            fault("invalidCredentialsFault", "TWO_FA_REQD", "a"),
        ),
    ] {
        assert_eq!(rejection.kind(), Kind::LoginRefused);
        assert_eq!(rejection.causes(), []);
        assert_report(&rejection, &["log in with a token", "email and password"]);
    }
}

// REST and RESTlet codes that have nothing to do with login or permission.

#[test]
fn a_request_at_fault_is_not_retried() {
    for (status, code) in [
        (400, "INVALID_CONTENT"),
        (400, "INVALID_PARAMETER"),
        (404, "NONEXISTENT_ID"),
        (400, "RCRD_DSNT_EXIST"),
        (404, "RCRD_DSNT_EXIST"),
        (403, "RCRD_HAS_BEEN_CHANGED"),
    ] {
        for body in [rest(code, "a"), restlet(code, "a")] {
            let rejection = read(status, &[], &body);
            let is_forbidden = status == 403 && body.starts_with("{\"o:");
            let kind = rejection.kind();
            assert_eq!(kind, Kind::Request, "{code}, {is_forbidden}");
            assert_eq!(rejection.login_accepted(), Some(true));
            assert!(!rejection.can_retry());
            assert_eq!(rejection.causes(), []);
        }
    }
}

#[test]
fn invalid_request_says_nothing_about_the_credentials() {
    let rejection = read(400, &[], restlet("INVALID_REQUEST", "a"));
    assert_eq!(rejection.kind(), Kind::MalformedHeader);
    assert_eq!(rejection.login_accepted(), None);
    assert!(!rejection.can_retry());
}

/// Responses of the authorization flow contain codes of the Login Audit Trail.
#[test]
fn an_audit_code_about_a_parameter_is_a_malformed_header() {
    for code in [
        "MissingRequiredParameter",
        "MissingTokenPassportRequiredFields",
        "UnknownAlgorithm",
        "VersionRejected",
        "nonce_rejected",
        "parameter_rejected",
    ] {
        let rejection = read(400, &[], restlet(code, ""));
        assert_eq!(rejection.kind(), Kind::MalformedHeader, "{code}");
    }
    for code in ["InvalidSignature", "nonce_used", "token_rejected"] {
        let rejection = read(400, &[], restlet(code, ""));
        assert_eq!(rejection.kind(), Kind::LoginRefused, "{code}");
    }
}

#[test]
fn status_405_with_a_body_names_the_method() {
    let rejection = read(405, &[], rest("METHOD_NOT_ALLOWED", "a"));
    assert_eq!(rejection.kind(), Kind::Method);
    assert_eq!(rejection.causes(), []);
    assert!(!rejection.can_retry());
}

#[test]
fn status_405_with_an_empty_body_is_a_flow_that_is_off() {
    let rejection = read(405, &[], " \r\n");
    let code = AuditCode::AuthorizationFlowRequired;
    assert_eq!(rejection.causes()[0].code(), code);
    assert_report(&rejection, &["tick TBA: Authorization Flow"]);
}

#[test]
fn invalid_content_type_is_the_content_type() {
    for (status, body) in [
        (415, String::new()),
        (400, rest("INVALID_CONTENT_TYPE", "a")),
    ] {
        let rejection = read(status, &[], body);
        assert_eq!(rejection.kind(), Kind::ContentType);
        assert!(!rejection.can_retry());
        assert_report(&rejection, &["application/json"]);
    }
}

#[test]
fn restlet_400_with_any_code_is_an_error_of_the_script() {
    for code in [
        "MODULE_DOES_NOT_EXIST",
        "UNEXPECTED_ERROR",
        "ERROR in my script",
        "x",
    ] {
        let rejection = read(400, &[], restlet(code, "a"));
        assert_eq!(rejection.kind(), Kind::Request, "{code}");
        assert!(!rejection.can_retry());
    }
}

#[test]
fn restlet_200_may_have_an_error_that_the_script_caught() {
    let caught = read(200, &[], restlet("INSUFFICIENT_PERMISSION", "a"));
    assert_permission(&caught, None);
    let caught = read(200, &[], rest("CONCURRENCY_LIMIT_EXCEEDED", "a"));
    assert_eq!(caught.kind(), Kind::ConcurrencyLimit);
    // Codes of the script's own are its answer.
    assert_eq!(read_any(200, &[], restlet("MY_CODE", "a")), None);
}

#[test]
fn restlet_request_limit_is_retried() {
    for status in [400, 429] {
        let rejection = read(status, &[], restlet("SSS_REQUEST_LIMIT_EXCEEDED", "a"));
        assert_eq!(rejection.kind(), Kind::ConcurrencyLimit);
        assert!(rejection.can_retry());
        assert_report(
            &rejection,
            &["share", "Integration Governance", "retry: later"],
        );
    }
}

/// Oracle's sample lacks a comma, and has a code beside the details.
#[test]
fn rest_concurrency_limit_is_retried() {
    let body = r#"{"status": 429, "o:errorCode": "USER_ERROR" "o:errorDetails": [{"detail": "Request blocked.", "o:errorCode": "CONCURRENCY_LIMIT_EXCEEDED"}]}"#;
    for status in [400, 429] {
        let rejection = read(status, &[], body);
        assert_eq!(rejection.kind(), Kind::ConcurrencyLimit);
        assert_eq!(rejection.code(), Some("CONCURRENCY_LIMIT_EXCEEDED"));
        assert_eq!(rejection.message(), Some("Request blocked."));
        assert!(rejection.can_retry());
    }
}

#[test]
fn status_500_may_have_been_carried_out() {
    let detail = "An unexpected error occurred. Error ID: abc";
    for body in [
        rest("UNEXPECTED_ERROR", detail),
        restlet("UNEXPECTED_ERROR", detail),
    ] {
        let rejection = read(500, &[], body);
        assert_eq!(rejection.kind(), Kind::ServerError);
        assert!(rejection.can_retry());
        assert_report(&rejection, &["the call is idempotent", "Error ID: abc"]);
    }
    // A retry would lock the user.
    let login = read(500, &[], restlet("INVALID_LOGIN_ATTEMPT", "a"));
    assert!(!login.can_retry());
}

#[test]
fn status_503_is_retried_and_says_nothing_about_the_credentials() {
    let rejection = read(503, &[], "The database is offline.");
    assert_eq!(rejection.kind(), Kind::ServerError);
    assert_eq!(rejection.login_accepted(), None);
    assert!(rejection.can_retry());
    assert_report(&rejection, &["serverTime"]);
}

// What is not known.

#[test]
fn an_unknown_message_is_unknown() {
    for (status, body) in [
        (
            400,
            rest("USER_ERROR", "Bitte fragen Sie Ihren Administrator."),
        ),
        (400, restlet("USER_ERROR", "権限がありません。")),
        (403, restlet("USER_ERROR", "x")),
        (400, "Bad Request".to_owned()),
        (400, String::new()),
        (400, "{}".to_owned()),
    ] {
        let rejection = read(status, &[], &body);
        assert_eq!(rejection.kind(), Kind::Unknown, "{body}");
        assert_eq!(rejection.login_accepted(), None);
        assert_eq!(rejection.causes(), []);
        assert!(!rejection.can_retry());
    }
    let rejection = read(400, &[], rest("USER_ERROR", "x"));
    assert_report(&rejection, &["USER_ERROR can mean anything"]);
}

#[test]
fn another_challenge_is_from_somebody_else() {
    let bearer = (
        "www-authenticate",
        r#"Bearer realm="x", error="invalid_token""#,
    );
    let rejection = read(401, &[bearer], "");
    assert_eq!(rejection.realm(), None);
    assert_report(
        &rejection,
        &[
            "\nWWW-Authenticate: Bearer: invalid_token\n",
            "find out who answered",
        ],
    );
    // It says nothing about a response that is not a refused login.
    assert_eq!(read(403, &[bearer], "").kind(), Kind::WrongDomain);
    let two_factor = read(401, &[bearer], restlet("TWO_FA_REQD", "a"));
    assert_report(&two_factor, &["log in with a token"]);
    // NetSuite's own counts, wherever it is.
    let oauth = ("www-authenticate", r#"OAuth realm="1234567""#);
    for headers in [[bearer, oauth], [oauth, bearer]] {
        let rejection = read(401, &headers, "");
        assert_eq!(rejection.realm(), Some("1234567"));
        assert_report(&rejection, &["\nWWW-Authenticate: OAuth\nrealm: 1234567\n"]);
    }
}
