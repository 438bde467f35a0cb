//! The order of the requests, and what each answer proves or refutes.

use http::{HeaderMap, Method, StatusCode};
use netsuite_oauth1::setup::Step;
use netsuite_oauth1::setup::Verdict::{NotTested, Proven, Refuted, Undecided};

use crate::{ACCEPTED, INFO, LOGIN_REFUSED, answer, check, with_restlet};

#[test]
fn climbs_from_the_credentials_to_the_services() {
    let mut check = with_restlet(check().with_rest("customer"));
    let answers = [
        (200, INFO),
        ACCEPTED,
        ACCEPTED,
        ACCEPTED,
        ACCEPTED,
        ACCEPTED,
    ];
    let expected = [
        "/rest/tokeninfo",
        "/services/rest/system/v1/serverTime",
        "/services/rest/record/v1/metadata-catalog",
        "/services/rest/record/v1/customer",
        "/services/rest/query/v1/suiteql",
        "/app/site/hosting/restlet.nl",
    ];
    assert_eq!(answer(&mut check, &answers), expected);
    for step in Step::ALL {
        assert_eq!(check.verdict(*step), Proven, "{check}");
    }
    assert_eq!(
        check.to_string(),
        "\
Step                  Verdict     Detail
0 account and hosts   proven      1234567_SB1
1 features            proven      Token-based Authentication, REST Web Services,
                                  SuiteScript
2 integration record  proven
3 role                proven      Integration: login, REST, records, SuiteQL,
                                  RESTlet
4 user                proven      Ann
5 access token        proven
6 script deployment   proven
  clock               not tested"
    );
}

#[test]
fn checks_only_the_credentials_if_no_service_is_named() {
    let mut check = check();
    assert_eq!(answer(&mut check, &[(200, INFO)]), ["/rest/tokeninfo"]);
    assert_eq!(check.verdict(Step::Token), Proven);
    assert_eq!(check.verdict(Step::Deployment), NotTested);
}

#[test]
fn sends_suiteql_as_json_and_nothing_else_with_a_body() {
    let mut check = check().with_rest("cust\"omer}");
    let mut bodies = Vec::new();
    while let Some(request) = check.next_request().unwrap() {
        if request.method() == Method::POST {
            assert_eq!(request.headers()["content-type"], "application/json");
            assert_eq!(request.headers()["prefer"], "transient");
        }
        bodies.push(request.into_body());
        check.read(StatusCode::OK, &HeaderMap::new(), b"{}");
    }
    let query = r#"{"q": "SELECT id FROM customer"}"#;
    assert_eq!(bodies, ["", "", "", "", query]);
}

#[test]
fn signs_the_same_request_again_until_a_response_is_read() {
    let mut check = check();
    let first = check.next_request().unwrap().unwrap();
    let second = check.next_request().unwrap().unwrap();
    assert_eq!(first.uri(), second.uri());
    let authorization =
        |request: &http::Request<String>| request.headers()["authorization"].clone();
    assert_ne!(authorization(&first), authorization(&second));
}

#[test]
fn stops_after_the_first_refused_login() {
    let mut check = with_restlet(check());
    answer(&mut check, &[LOGIN_REFUSED]);
    assert!(check.needs_audit_code());

    let mut check = with_restlet(crate::check().with_rest("customer"));
    answer(&mut check, &[LOGIN_REFUSED, (401, "{}")]);
    assert_eq!(check.findings().len(), 1, "{check}");

    let mut check = with_restlet(crate::check().with_rest("customer"));
    answer(&mut check, &[(200, INFO), ACCEPTED, ACCEPTED, (401, "{}")]);
    assert_eq!(check.verdict(Step::Token), Proven, "{check}");
    assert!(!check.needs_audit_code());
}

#[test]
fn accepts_a_role_that_only_rest_accepts() {
    let mut check = with_restlet(check().with_rest("customer"));
    let answers = [LOGIN_REFUSED, ACCEPTED, ACCEPTED, ACCEPTED, ACCEPTED];
    answer(&mut check, &answers);
    assert_eq!(check.verdict(Step::Role), Proven, "{check}");
    assert_eq!(check.verdict(Step::Deployment), NotTested, "{check}");
    assert!(
        check.to_string().contains("Web Services Only Role"),
        "{check}"
    );
}

#[test]
fn stops_the_services_of_rest_without_their_feature_or_permission() {
    let forbidden = "You do not have permission to access the REST Web Services feature.";
    let forbidden = format!(r#"{{"o:errorDetails": [{{"detail": "{forbidden}"}}]}}"#);
    let mut check = check().with_rest("customer");
    answer(&mut check, &[(200, INFO), ACCEPTED, (403, &forbidden)]);
    assert_eq!(check.verdict(Step::Role), Refuted, "{check}");
    assert_eq!(check.verdict(Step::Features), Proven, "{check}");

    let mut check = crate::check().with_rest("customer");
    let page = "<!DOCTYPE html><title>Page not found</title>";
    answer(&mut check, &[(200, INFO), ACCEPTED, (404, page)]);
    assert_eq!(check.verdict(Step::Features), Refuted, "{check}");
    assert_eq!(check.verdict(Step::Account), Proven, "{check}");
}

#[test]
fn a_role_that_only_rest_accepts_may_lack_a_permission() {
    let forbidden = r#"{"o:errorDetails": [{"o:errorCode": "INSUFFICIENT_PERMISSION"}]}"#;
    let mut check = check().with_rest("customer");
    answer(
        &mut check,
        &[LOGIN_REFUSED, (403, forbidden), (403, forbidden)],
    );
    assert_eq!(check.verdict(Step::Role), Refuted, "{check}");
    assert_eq!(check.verdict(Step::Token), Proven, "{check}");
}

/// A message in the account's language does not name the permission.
#[test]
fn a_refuted_step_is_not_undecided() {
    let german =
        r#"{"o:errorDetails": [{"detail": "Keine Rechte.", "o:errorCode": "USER_ERROR"}]}"#;
    let mut answers = vec![
        (200, INFO),
        ACCEPTED,
        ACCEPTED,
        (400, german),
        (400, german),
    ];
    let mut check = with_restlet(check().with_rest("customer"));
    answers.push(ACCEPTED);
    answer(&mut check, &answers);
    assert_eq!(check.verdict(Step::Role), Undecided, "{check}");

    let message = "You need the 'SuiteScript' permission to access this page.";
    let restlet =
        format!(r#"{{"error": {{"code": "INSUFFICIENT_PERMISSION", "message": "{message}"}}}}"#);
    let mut check = with_restlet(crate::check().with_rest("customer"));
    answers.pop();
    answers.push((403, &restlet));
    answer(&mut check, &answers);
    assert_eq!(check.verdict(Step::Role), Refuted, "{check}");
}

#[test]
fn an_error_about_a_record_proves_the_login() {
    let missing = r#"{"o:errorDetails": [{"detail": "x", "o:errorCode": "NONEXISTENT_ID"}]}"#;
    for status in [400, 404] {
        let mut check = check().with_rest("customer");
        let busy = (503, "");
        answer(&mut check, &[busy, (status, missing), busy]);
        assert_eq!(check.verdict(Step::Token), Proven, "{check}");
        assert!(!check.to_string().contains("RESTlet"), "{check}");
    }
}

#[test]
fn a_script_may_throw_user_error_without_a_lack_of_permission() {
    let thrown = r#"{"error": {"code": "USER_ERROR", "message": "x"}}"#;
    let mut check = with_restlet(check());
    answer(&mut check, &[(200, INFO), (400, thrown)]);
    assert_eq!(check.verdict(Step::Role), Proven, "{check}");
}

#[test]
fn a_login_page_from_a_restlet_says_nothing_about_rest() {
    let page = "<html><input type=password></html>";
    let mut check = with_restlet(check());
    answer(&mut check, &[(200, INFO), (200, page)]);
    assert_eq!(check.verdict(Step::Features), Proven, "{check}");
}

#[test]
fn a_script_that_fails_has_run() {
    let mut check = with_restlet(check());
    let failed = r#"{"error": {"code": "SSS_MISSING_REQD_ARGUMENT", "message": "load: id"}}"#;
    answer(&mut check, &[(200, INFO), (400, failed)]);
    assert_eq!(check.verdict(Step::Deployment), Proven, "{check}");
    assert!(check.findings()[0].reason().contains("ended with an error"));
}

#[test]
fn a_restlet_on_another_host_may_be_on_the_wrong_host() {
    let check = check();
    let url = "https://1234567-sb1.app.netsuite.com/app/site/hosting/restlet.nl?script=6&deploy=1";
    let mut check = check.with_restlet(url.parse().unwrap());
    answer(&mut check, &[(200, INFO), (403, "")]);
    assert_eq!(check.verdict(Step::Account), Undecided, "{check}");
    assert_eq!(check.verdict(Step::Deployment), Undecided, "{check}");
}
