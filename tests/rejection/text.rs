//! The line for a log and the report for a ticket.

use netsuite_oauth1::Timestamp;
use netsuite_oauth1::rejection::Kind;

use crate::fixtures::fixtures;
use crate::read;

#[test]
fn prints_one_line_for_a_log() {
    let permission = r#"{"o:errorDetails":[{"detail":"You need the 'Custom Lists' permission.","o:errorCode":"INSUFFICIENT_PERMISSION"}]}"#;
    for (status, body, expected) in [
        (
            401,
            r#"{"error":{"code":"INVALID_LOGIN_ATTEMPT","message":"Invalid login attempt."}}"#,
            "401 Unauthorized: NetSuite refused the login: INVALID_LOGIN_ATTEMPT: Invalid login attempt. (likeliest cause: InvalidSignature)",
        ),
        (
            403,
            permission,
            "403 Forbidden: the role lacks a permission, or the account lacks a feature: INSUFFICIENT_PERMISSION: You need the 'Custom Lists' permission. (permission: Custom Lists)",
        ),
        (
            503,
            "",
            "503 Service Unavailable: NetSuite, or a proxy in front of it, is down or failed",
        ),
        (
            403,
            "Forbidden",
            "403 Forbidden: the host belongs to another account or another service: Forbidden",
        ),
        (
            400,
            r#"{"error":{"code":"SSS_X"}}"#,
            "400 Bad Request: the request is at fault, not the login: SSS_X",
        ),
        (
            599,
            "",
            "599: NetSuite, or a proxy in front of it, is down or failed",
        ),
    ] {
        assert_eq!(read(status, &[], body).to_string(), expected);
    }
}

/// A signer of a sandbox, whose clock is 412 seconds behind.
#[test]
fn the_guide_shows_the_report_of_a_refused_login() {
    let challenge = r#"OAuth realm="1234567", error="token_rejected", error_description="Invalid login attempt.""#;
    let headers = [
        ("date", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("www-authenticate", challenge),
    ];
    let body =
        r#"{"error" : {"code" : "INVALID_LOGIN_ATTEMPT", "message" : "Invalid login attempt."}}"#;
    let rejection = read(401, &headers, body)
        .with_account_id(&"1234567_SB1".parse().unwrap())
        .with_clock(Timestamp::from_unix(784_111_365));
    let guide = include_str!("../../docs/rejections.md");
    let report = format!("\n```text\n{rejection:#}\n```\n");
    assert!(guide.contains(&report), "{report}");
}

#[test]
fn reports_a_missing_permission() {
    let body = r#"{"type": "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.1", "title": "Bad Request", "status": 400, "o:errorDetails": [{"detail": "Your current role does not have permission to perform this action.", "o:errorCode": "USER_ERROR"}]}"#;
    let rejection = read(400, &[], body).with_account_id(&"1234567".parse().unwrap());
    assert_eq!(
        format!("{rejection:#}"),
        "\
400 Bad Request: the role lacks a permission, or the account lacks a feature
login: accepted, so the credentials and the signature are right
body: USER_ERROR: Your current role does not have permission to perform this action.
to do: add the permission SuiteAnalytics Workbook to the role, on the subtab Permissions, and save: Setup > Users/Roles > Manage Roles
note: lists, `?q=` and SuiteQL need this permission; one record by its id does not
next check: GET https://1234567.suitetalk.api.netsuite.com/services/rest/record/v1/<type>/<id>: if one record comes and https://1234567.suitetalk.api.netsuite.com/services/rest/record/v1/<type>?limit=1 does not, only SuiteAnalytics Workbook is missing"
    );
}

#[test]
fn reports_a_soap_fault() {
    let body = crate::soap::fault(
        "invalidCredentialsFault",
        "USER_ERROR",
        "Invalid login attempt.",
    );
    let rejection = read(500, &[], body);
    assert_eq!(
        format!("{rejection:#}"),
        "\
500 Internal Server Error: NetSuite refused the login
body: USER_ERROR: Invalid login attempt.
fault: invalidCredentialsFault
to do: look up the column Detail of Setup > Users/Roles > User Management > View Login Audit Trail before sending again: five failed logins lock the user for 30 minutes
note: if many requests run at once, the account's concurrency limit may look like this; all services share it
1. InvalidSignature: NetSuite computes a different signature from the request and the secrets
   sign account, consumer key, token, nonce and timestamp exactly as they are in the TokenPassport, and compare both secrets with the values that NetSuite showed
   setup step 2: Setup > Integration > Manage Integrations
   setup step 5: Setup > Users/Roles > Access Tokens
2. consumer_key_unknown: the account has no integration record with this consumer key
   compare the consumer key and the account id with the integration record; production and sandbox differ
   setup step 2: Setup > Integration > Manage Integrations
3. nonce_used: a request with this nonce and timestamp was received before
   make a new TokenPassport for each attempt; a retry must not repeat one
4. UnknownAlgorithm: the signature method is not HMAC-SHA256
   sign with HMAC-SHA256, and send `algorithm=\"HMAC_SHA256\"` on the signature element
5. permission_denied: the user or the role is inactive, or the role may not log in with access tokens
   give the role the permission Log in using Access Tokens or User Access Tokens; on the employee's tab Access, tick Give Access and add the role; check that neither is inactive
   setup step 3: Setup > Users/Roles > Manage Roles
   setup step 4: Lists > Employees > Employees
and 8 less likely causes
next check: GET https://<account>.restlets.api.netsuite.com/rest/tokeninfo, signed with the same credentials: if it succeeds, only the TokenPassport is wrong; if not, the credentials or the setup are wrong"
    );
}

#[test]
fn reports_what_little_there_is() {
    for (rejection, expected) in [
        (
            read(503, &[("retry-after", "0")], "<html><title>Away</title>"),
            "\
503 Service Unavailable: NetSuite, or a proxy in front of it, is down or failed
body: Away
retry: in 0 s, signed again
to do: retry only if the call is idempotent: NetSuite may have executed it already
next check: GET https://<account>.suitetalk.api.netsuite.com/services/rest/system/v1/serverTime, signed: success means that NetSuite is up",
        ),
        (
            read(405, &[("date", "Sat, 01 Jan 2000 00:00:00 GMT")], "")
                .with_clock(Timestamp::from_unix(946_684_801)),
            "\
405 Method Not Allowed: NetSuite does not accept the method at this URL
body: empty
date: 2000-01-01 00:00:00 UTC
clock: 1 second ahead of NetSuite's
to do: send a method that the URL accepts; at /rest/requesttoken, tick TBA: Authorization Flow on the integration record
1. AuthorizationFlowRequired: the integration record does not allow the authorization flow
   tick TBA: Authorization Flow on the integration record
   setup step 2: Setup > Integration > Manage Integrations
2. FeatureDisabled: Token-based Authentication is off in the account
   tick Token-based Authentication
   setup step 1: Setup > Company > Enable Features > SuiteCloud
next check: GET https://<account>.restlets.api.netsuite.com/rest/tokeninfo, signed with the same credentials: success proves that the login works, so only this request is at fault",
        ),
        (
            read(400, &[], "\0"),
            "\
400 Bad Request: the response does not say what is wrong
body: not text
to do: find out who answered: NetSuite's errors have a code or a message
next check: GET https://<account>.restlets.api.netsuite.com/rest/tokeninfo, signed with the same credentials: success proves that the login works, so only this request is at fault",
        ),
    ] {
        assert_eq!(format!("{rejection:#}"), expected);
    }
}

#[test]
fn describes_a_body_without_a_message() {
    for (body, expected) in [
        ("", "empty"),
        ("{}", "JSON without an error"),
        (r#"{"o:errorDetails":[]}"#, "JSON without an error"),
        (
            "<s:Envelope><s:Body/></s:Envelope>",
            "SOAP without a message",
        ),
        ("<error/>", "XML without an error"),
        ("<html><input type=password></html>", "a login page"),
        ("<html></html>", "an HTML page without a title"),
        ("\0", "not text"),
    ] {
        let report = format!("{:#}", read(403, &[], body));
        let line = format!("\nbody: {expected}\n");
        assert!(report.contains(&line), "{line} in {report}");
    }
}

#[test]
fn shows_a_challenge_with_one_half() {
    for (challenge, line) in [
        (r#"OAuth error="nonce_used""#, "OAuth: nonce_used"),
        (r#"OAuth error_description="No.""#, "OAuth: No."),
        (r#"OAuth error="a", error_description="b""#, "OAuth: a: b"),
        ("OAuth", "OAuth"),
    ] {
        let report = format!("{:#}", read(401, &[("www-authenticate", challenge)], ""));
        let line = format!("\nWWW-Authenticate: {line}\n");
        assert!(report.contains(&line), "{line} in {report}");
    }
}

#[test]
fn says_how_far_the_clock_is_off() {
    let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
    for (now, text) in [
        (784_111_777, "0 seconds behind"),
        (784_111_776, "1 second behind"),
        (784_111_778, "1 second ahead of"),
        (784_111_775, "2 seconds behind"),
        (784_112_777, "1000 seconds ahead of"),
    ] {
        let rejection = read(401, &[date], "").with_clock(Timestamp::from_unix(now));
        let report = format!("{rejection:#}");
        let line = format!("\nclock: {text} NetSuite's\n");
        assert!(report.contains(&line), "{line} in {report}");
    }
}

#[test]
fn reports_are_lines_without_control_characters_that_end_with_a_check() {
    for fixture in fixtures() {
        let report = format!("{:#}", read(fixture.status, fixture.headers, fixture.body));
        assert!(report.lines().count() <= 30, "{report}");
        for line in report.lines() {
            assert!(!line.is_empty() && line.chars().count() <= 450, "{line}");
            assert!(
                line == line.trim_end() && !line.contains(char::is_control),
                "{line}"
            );
        }
        let last = report.lines().last().unwrap();
        assert!(last.starts_with("next check: "), "{report}");
    }
}

#[test]
fn the_next_check_comes_after_a_cause_with_evidence() {
    let rejection = read(401, &[("date", "Sun, 06 Nov 1994 08:49:37 GMT")], "");
    let check = "\nnext check: GET https://";
    assert!(format!("{rejection:#}").contains(check));
    let report = format!("{:#}", rejection.with_clock(Timestamp::from_unix(0)));
    let check = "\nnext check: when cause 1 is fixed, GET https://";
    assert!(report.contains(check), "{report}");
}

#[test]
fn next_checks_name_the_account() {
    for status in [401, 403, 404, 503] {
        let rejection = read(status, &[], "");
        assert!(format!("{rejection:#}").contains("<account>"));
        let rejection = rejection.with_account_id(&"1234567_SB1".parse().unwrap());
        let report = format!("{rejection:#}");
        assert!(!report.contains("<account>"), "{report}");
        let name = if status == 403 {
            "1234567_SB1"
        } else {
            "1234567-sb1"
        };
        assert!(report.contains(name), "{report}");
    }
}

/// A control character, or one that cannot be seen or that reverses the text after it.
#[test]
fn escapes_what_moves_the_cursor_or_cannot_be_seen() {
    for c in "\x1b\x7f\u{9b}\u{ad}\u{61c}\u{180e}\u{200b}\u{200d}\u{200e}\u{202a}\u{202e}\u{2060}\
              \u{2066}\u{2069}\u{3164}\u{fe0f}\u{feff}\u{fffb}\u{1d173}\u{e0001}\u{e0041}\u{e01ef}"
        .chars()
    {
        let body = serde_json::json!({ "code": format!("A{c}B"), "message": format!("a{c}b") });
        let rejection = read(400, &[], body.to_string());
        let escaped = format!("\\u{{{:x}}}", u32::from(c));
        assert_eq!(rejection.code(), Some(&*format!("A{escaped}B")));
        assert_eq!(rejection.message(), Some(&*format!("a{escaped}b")));
    }
    let spaces = "a\t\r\n b\u{2028}c";
    assert_eq!(read(400, &[], spaces).message(), Some("a b c"));
}

#[test]
fn shows_all_other_text_as_it_is() {
    let text = "Não \"está\" 'definido' \\ ₤ ไม่ได้ हिन्दी e\u{301} 🙂 \u{fffd}";
    assert_eq!(read(400, &[], text).message(), Some(text));
}

#[test]
fn every_kind_has_a_meaning_of_its_own() {
    let mut meanings = std::collections::HashSet::new();
    for kind in [
        Kind::LoginRefused,
        Kind::MalformedHeader,
        Kind::WrongDomain,
        Kind::Permission,
        Kind::ConcurrencyLimit,
        Kind::ContentType,
        Kind::ScriptNotFound,
        Kind::Method,
        Kind::Request,
        Kind::LoginPage,
        Kind::Redirect,
        Kind::ServerError,
        Kind::Unknown,
    ] {
        let text = kind.meaning();
        assert!(meanings.insert(text));
        assert!(text.trim() == text && !text.ends_with('.'), "{text}");
        assert_eq!(kind.to_string(), text);
    }
}

#[test]
fn debug_shows_only_status_kind_code_and_message() {
    let body = r#"{"error":{"code":"INVALID_LOGIN_ATTEMPT","message":"No."}}"#;
    assert_eq!(
        format!("{:?}", read(401, &[], body)),
        "Rejection { status: 401, kind: LoginRefused, code: Some(\"INVALID_LOGIN_ATTEMPT\"), message: Some(\"No.\"), .. }"
    );
}
