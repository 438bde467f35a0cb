//! The subcommand `response`.

use crate::{run, run_with};

#[test]
fn a_response_that_rejects_a_request_exits_with_1() {
    let response = "HTTP/1.1 200 Connection established\r\n\r\nHTTP/2 401 \r\n\r\n\
                    {\"error\":{\"code\":\"INVALID_LOGIN_ATTEMPT\"}}";
    let (code, stdout, _) = run(&["response"], response);
    assert_eq!(code, 1);
    assert!(stdout.contains("INVALID_LOGIN_ATTEMPT"), "{stdout}");
    // The command needs no credentials.
    assert_eq!(run_with(&[], &["response"], response).0, 1);
    let (code, _, stderr) = run(&["response"], "no response");
    assert_eq!(code, 2);
    assert!(stderr.contains("curl -i"), "{stderr}");
}

#[test]
fn the_realm_of_a_response_is_compared_with_the_account_id() {
    let response = "HTTP/1.1 401 Unauthorized\r\n\
                    WWW-Authenticate: OAuth realm=\"7654321\", error=\"token_rejected\"\r\n\r\n";
    let account_id = [("NETSUITE_ACCOUNT_ID", "1234567_SB1")];
    let (code, stdout, _) = run_with(&account_id, &["response"], response);
    assert_eq!(code, 1);
    let expected = "\nrealm: 7654321, but the account is 1234567_SB1\n";
    assert!(stdout.contains(expected), "{stdout}");

    let (code, stdout, _) = run_with(&[], &["response"], response);
    assert_eq!(code, 1);
    assert!(stdout.contains("\nrealm: 7654321\n"), "{stdout}");

    let (code, _, stderr) = run_with(&[("NETSUITE_ACCOUNT_ID", "")], &["response"], response);
    assert_eq!(code, 2);
    assert!(stderr.contains("account id"), "{stderr}");
}

#[test]
fn a_response_that_does_not_reject_the_request_exits_with_0() {
    let (code, stdout, _) = run(&["response"], "HTTP/1.1 200 OK\r\n\r\n{}");
    assert_eq!(code, 0);
    assert_eq!(stdout, "The response does not reject the request.\n");
}
