//! The text for the ticket.

use netsuite_oauth1::Timestamp;

use crate::fixtures::FIXTURES;
use crate::read;

#[test]
fn display_of_a_refused_login() {
    let rejection = read(
        401,
        &[
            ("date", "Sun, 06 Nov 1994 08:49:37 GMT"),
            (
                "www-authenticate",
                r#"OAuth realm="1234567", error="token_rejected", error_description="Invalid login attempt.""#,
            ),
        ],
        r#"{"error" : {"code" : "INVALID_LOGIN_ATTEMPT", "message" : "Invalid login attempt."}}"#,
    );
    let rejection = rejection
        .with_clock(Timestamp::from_unix(784_111_365))
        .with_account_id(&"1234567_SB1".parse().unwrap());
    assert_eq!(
        rejection.to_string(),
        "\
401 Unauthorized: the login was refused
body: INVALID_LOGIN_ATTEMPT: Invalid login attempt.
WWW-Authenticate: token_rejected: Invalid login attempt.
realm: 1234567, and ours is 1234567_SB1
date: 1994-11-06 08:49:37 UTC
clock: 412 seconds behind NetSuite's
to do: Look it up in Setup > Users/Roles > User Management > View Login Audit Trail before it is sent again: five refusals lock the user out
1. InvalidTimestamp: the clock is 412 seconds behind NetSuite's
   Set the clock right, and sign when the request is sent rather than when it is queued
2. consumer_key_unknown: NetSuite understood the realm `1234567`, and ours is `1234567_SB1`
   Compare the consumer key and the account id with the integration record: production and sandbox differ
   Setup > Integration > Manage Integrations
3. InvalidSignature: the signature is not the one that NetSuite computes from the request and the secrets
   Sign the URL that is really sent, query included, with the secrets of this consumer and this token
4. nonce_used: a request with this nonce and timestamp has been seen before
   Sign each time that a request is sent: a retry, a queue or a redirect must not send the old header again
5. permission_denied: the user or the role is inactive, or the role may not log in with tokens
   Give the role the permission to log in with access tokens, give the user the role, and see that both are active
   Setup > Users/Roles > Manage Roles
and 9 more, less likely"
    );
}

#[test]
fn display_of_little() {
    for (rejection, expected) in [
        (
            read(415, &[], ""),
            "\
415 Unsupported Media Type: the request's `Content-Type` is not taken
body: empty
to do: Send `application/json`, or what the script was made for",
        ),
        (
            read(503, &[("retry-after", "120")], "<html><title>Away</title>"),
            "\
503 Service Unavailable: NetSuite or what stands before it is broken or away
body: Away
send again: in 120 seconds, and signed again
to do: Sign again and send again later, unless doing it twice would do harm: the work may have been done",
        ),
        (
            read(400, &[], r#"{"error":{"code":"SSS_REQUEST_LIMIT_EXCEEDED"}}"#),
            "\
400 Bad Request: too many requests run at once in the account
body: SSS_REQUEST_LIMIT_EXCEEDED
send again: later, and signed again
to do: Wait, sign again and send again, and send fewer requests at once: all integrations of the account share the limit",
        ),
        (
            read(403, &[], "{}"),
            "\
403 Forbidden: the host is not that of the account or of the service
body: JSON without an error
to do: Take the host from Setup > Company > Company Information > Company URLs: RESTlets and REST web services have one each",
        ),
        (
            read(299, &[], "\0"),
            "\
299: a success, no refusal
body: not text
to do: Read the answer: a script that catches its own errors sends them so",
        ),
        (
            read(405, &[("date", "Sat, 01 Jan 2000 00:00:00 GMT")], "").with_clock(Timestamp::from_unix(946_684_801)),
            "\
405 Method Not Allowed: the method is not taken at this URL
body: empty
date: 2000-01-01 00:00:00 UTC
clock: 1 second ahead of NetSuite's
to do: Send the method that the script has a function for; at /rest/requesttoken, tick TBA: Authorization Flow on the integration record
1. AuthorizationFlowRequired: the integration record does not have the authorization flow switched on
   Tick TBA: Authorization Flow on the integration record
   Setup > Integration > Manage Integrations
2. FeatureDisabled: the account does not have Token-Based Authentication switched on
   Tick Token-Based Authentication among the SuiteCloud features
   Setup > Company > Enable Features > SuiteCloud",
        ),
    ] {
        assert_eq!(rejection.to_string(), expected);
    }
}

#[test]
fn display_is_lines_without_control_characters() {
    for fixture in FIXTURES {
        let text = read(fixture.status, fixture.headers, fixture.body).to_string();
        assert!(text.lines().count() <= 30, "{text}");
        for line in text.lines() {
            assert!(!line.is_empty() && line.chars().count() <= 450, "{line}");
            assert!(
                line == line.trim_end() && !line.contains(char::is_control),
                "{line}"
            );
        }
        assert!(!text.ends_with('\n'));
    }
}

#[test]
fn debug_is_short() {
    let rejection = read(
        401,
        &[],
        r#"{"error":{"code":"INVALID_LOGIN_ATTEMPT","message":"No."}}"#,
    );
    assert_eq!(
        format!("{rejection:?}"),
        "Rejection { status: 401, kind: LoginRefused, code: Some(\"INVALID_LOGIN_ATTEMPT\"), message: Some(\"No.\"), .. }"
    );
}
