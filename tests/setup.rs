//! The steps of NetSuite's setup, and the check of them.

use http::{HeaderMap, HeaderValue, Method, StatusCode};
use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::setup::Verdict::{NotTested, Proven, Refuted, Undecided};
use netsuite_oauth1::setup::{Check, Step};
use netsuite_oauth1::{Consumer, Credentials, Field, Signer, Token};

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

#[test]
fn each_step_has_its_number_and_menu_path() {
    let steps = [
        (Step::Account, "Setup > Company > Company Information"),
        (
            Step::Features,
            "Setup > Company > Enable Features > SuiteCloud",
        ),
        (
            Step::Integration,
            "Setup > Integration > Manage Integrations",
        ),
        (Step::Role, "Setup > Users/Roles > Manage Roles"),
        (Step::User, "Lists > Employees > Employees"),
        (Step::Token, "Setup > Users/Roles > Access Tokens"),
        (
            Step::Deployment,
            "Customization > Scripting > Script Deployments",
        ),
    ];
    assert_eq!(Step::ALL, steps.map(|(step, _)| step));
    for ((step, path), number) in steps.into_iter().zip(0..) {
        assert_eq!(step.number(), number);
        assert_eq!(step.menu_path(), path);
        assert_eq!(step.to_string(), path);
    }
}

#[test]
fn the_steps_yield_each_constructor_argument_once() {
    let fields: Vec<_> = Step::ALL.iter().flat_map(|step| step.fields()).collect();
    let expected = [
        &Field::AccountId,
        &Field::ConsumerKey,
        &Field::ConsumerSecret,
        &Field::TokenId,
        &Field::TokenSecret,
    ];
    assert_eq!(fields, expected);
    for step in Step::ALL {
        assert!(step.fields().iter().all(|field| field.step() == *step));
    }
}

/// The guide and the code say the same.
#[test]
fn the_guide_has_the_menu_path_and_the_page_of_each_step() {
    let guide = include_str!("../docs/netsuite-setup.md");
    for step in Step::ALL {
        let heading = format!("\n## Step {}: ", step.number());
        assert!(guide.contains(&heading), "{heading}");
        assert!(guide.contains(step.menu_path()), "{step}");
        assert!(guide.contains(step.help_url()), "{step}");
    }
    for code in AuditCode::ALL {
        if !code.setup_steps().is_empty() {
            assert!(guide.contains(&format!("`{code}`")), "{code}");
        }
    }
}

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

    let mut check = with_restlet(self::check().with_rest("customer"));
    answer(&mut check, &[LOGIN_REFUSED, (401, "{}")]);
    assert_eq!(check.findings().len(), 1, "{check}");

    let mut check = with_restlet(self::check().with_rest("customer"));
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

/// Every code leaves one step, two steps, or none because the cause is elsewhere.
#[test]
fn narrows_a_refused_login_by_each_code() {
    for code in AuditCode::ALL {
        let mut check = check();
        answer(&mut check, &[LOGIN_REFUSED]);
        check.narrow(*code);
        let steps = Step::ALL
            .iter()
            .filter(|step| check.verdict(**step) != NotTested);
        let steps: Vec<_> = steps.copied().collect();
        let verdict = steps.first().map(|step| check.verdict(*step));
        let expected = match code.setup_steps() {
            [] => None,
            [_] => Some(Refuted),
            _ => Some(Undecided),
        };
        assert_eq!((verdict, &*steps), (expected, code.setup_steps()), "{code}");
        let is_clock = *code == AuditCode::InvalidTimestamp;
        assert_eq!(check.clock() == Refuted, is_clock, "{code}");
        assert!(!check.needs_audit_code(), "{code}");
        assert_eq!(check.findings().len(), 1, "{code}");
    }
}

#[test]
fn a_code_replaces_another_code() {
    let mut check = check();
    check.narrow(AuditCode::PermissionDenied);
    check.narrow(AuditCode::TokenRejected);
    assert_eq!(check.verdict(Step::Role), NotTested);
    assert_eq!(check.verdict(Step::Token), Refuted);
}

#[test]
fn finds_the_clock_off_by_more_than_five_minutes() {
    for (ahead, expected) in [
        (290, Proven),
        (-290, Proven),
        (310, Refuted),
        (-310, Refuted),
    ] {
        let mut check = check().with_rest("customer");
        check.next_request().unwrap().unwrap();
        let now = u64::try_from(i64::try_from(now()).unwrap() + ahead).unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("date", HeaderValue::try_from(http_date(now)).unwrap());
        let (status, body) = (StatusCode::UNAUTHORIZED, LOGIN_REFUSED.1.as_bytes());
        check.read(status, &headers, body);
        assert_eq!(check.clock(), expected, "{ahead}");
        assert_eq!(check.needs_audit_code(), expected == Proven, "{ahead}");
        let next = check.next_request().unwrap();
        assert_eq!(next.is_some(), expected == Proven, "{ahead}");
    }
}

#[test]
fn stops_the_services_of_rest_without_their_feature_or_permission() {
    let forbidden = "You do not have permission to access the REST Web Services feature.";
    let forbidden = format!(r#"{{"o:errorDetails": [{{"detail": "{forbidden}"}}]}}"#);
    let mut check = check().with_rest("customer");
    answer(&mut check, &[(200, INFO), ACCEPTED, (403, &forbidden)]);
    assert_eq!(check.verdict(Step::Role), Refuted, "{check}");
    assert_eq!(check.verdict(Step::Features), Proven, "{check}");

    let mut check = self::check().with_rest("customer");
    let page = "<!DOCTYPE html><title>Page not found</title>";
    answer(&mut check, &[(200, INFO), ACCEPTED, (404, page)]);
    assert_eq!(check.verdict(Step::Features), Refuted, "{check}");
    assert_eq!(check.verdict(Step::Account), Proven, "{check}");
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
    let mut check = with_restlet(self::check().with_rest("customer"));
    answers.pop();
    answers.push((403, &restlet));
    answer(&mut check, &answers);
    assert_eq!(check.verdict(Step::Role), Refuted, "{check}");
}

#[test]
fn an_error_about_a_record_proves_the_login() {
    let missing = r#"{"o:errorDetails": [{"detail": "x", "o:errorCode": "NONEXISTENT_ID"}]}"#;
    let mut check = check().with_rest("customer");
    let busy = (503, "");
    answer(&mut check, &[busy, (404, missing), busy]);
    assert_eq!(check.verdict(Step::Token), Proven, "{check}");
}

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
fn prints_at_most_80_columns_and_no_secret() {
    let long = "x".repeat(300);
    let words = "word ".repeat(100);
    let echoed = format!("\u{1b}[2J\u{202e}oauth_signature=\"{}\"", "ab".repeat(32));
    for message in [&long, &words, &echoed] {
        let body = format!(r#"{{"error": {{"code": "INVALID_LOGIN", "message": "{message}"}}}}"#);
        let name = message.escape_unicode().to_string();
        let name = name.replace("\\u{", "\\u").replace('}', "");
        let name: String = name
            .split("\\u")
            .skip(1)
            .map(|hex| format!("\\u{hex:0>4}"))
            .collect();
        let info = format!(r#"{{"roleName": "{name}", "entityName": "{name}"}}"#);
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

fn now() -> u64 {
    netsuite_oauth1::Timestamp::now().unix()
}

/// Formats a time as an HTTP date.
fn http_date(unix: u64) -> String {
    let time = i64::try_from(unix).unwrap();
    let time = time::OffsetDateTime::from_unix_timestamp(time).unwrap();
    let (day, month) = (time.weekday().to_string(), time.month().to_string());
    let (hour, minute, second) = time.to_hms();
    format!(
        "{}, {:02} {} {} {hour:02}:{minute:02}:{second:02} GMT",
        &day[..3],
        time.day(),
        &month[..3],
        time.year(),
    )
}
