use super::*;

/// Invalid JSON, XML, plain text, and the format of REST web services.
#[test]
fn reads_rejections_in_every_format() {
    for (body, code) in [
        (
            r#"{"error":{"code":"UnknownIntegration","message":"m",}}"#,
            "UnknownIntegration",
        ),
        (
            "<error><code>UnknownIntegration</code><message>m</message></error>",
            "UnknownIntegration",
        ),
        (
            "error code: UnknownIntegration\nerror message: m",
            "UnknownIntegration",
        ),
        (
            r#"{"o:errorDetails":[{"detail":"m","o:errorCode":"INVALID_LOGIN"}]}"#,
            "INVALID_LOGIN",
        ),
    ] {
        let status = StatusCode::UNAUTHORIZED;
        let error = start().read(status, body.as_bytes()).unwrap_err();
        assert_rejected(&error, status, code, "m");
    }
}

#[test]
fn a_rejection_keeps_the_code_and_the_message_of_its_body() {
    let unauthorized = StatusCode::UNAUTHORIZED;
    for (status, body, code, message) in [
        (
            unauthorized,
            r#"{"error" : {"code" : "UnknownIntegration", "message" : "Invalid login attempt."}}"#,
            "UnknownIntegration",
            "Invalid login attempt.",
        ),
        (StatusCode::OK, r#"{"error":{"code":"A"}}"#, "A", ""),
        (StatusCode::OK, r#"{"error":{}}"#, "", ""),
        (
            unauthorized,
            r#"{"error":{"message":"m"},"oauth_token":"x"}"#,
            "",
            "m",
        ),
        (
            unauthorized,
            r#"{"error":"A","error_description":"m"}"#,
            "A",
            "m",
        ),
        (unauthorized, r#"{"code":7,"message":"m"}"#, "7", "m"),
        (
            unauthorized,
            r#"{"error":{"code":"A\u001b[2J\r\n","message":"\u202e"}}"#,
            "A\\u{1b}[2J",
            "\\u{202e}",
        ),
        (
            unauthorized,
            r#"{"error":{"code":"A","message":"oauth_token=hunter2 is\nno token"}}"#,
            "A",
            "oauth_token=[hidden]",
        ),
        (unauthorized, "", "", ""),
        (unauthorized, ANSWER, "", ""),
        (
            unauthorized,
            "oauth_token=hunter2",
            "",
            "oauth_token=[hidden]",
        ),
        (unauthorized, "{\"error\":", "", "{\"error\":"),
        (StatusCode::FOUND, "", "", ""),
        (StatusCode::METHOD_NOT_ALLOWED, "no", "", "no"),
    ] {
        let error = start().read(status, body.as_bytes()).unwrap_err();
        assert_rejected(&error, status, code, message);
    }
    let error = start().read(unauthorized, b"\xff").unwrap_err();
    assert_rejected(&error, unauthorized, "", "\u{fffd}");

    let body = format!(
        r#"{{"error":{{"code":"{0}","message":"{0}"}}}}"#,
        "é".repeat(10_000)
    );
    let error = start().read(unauthorized, body.as_bytes()).unwrap_err();
    let cut = format!("{}…", "é".repeat(300));
    assert_rejected(&error, unauthorized, &cut, &cut);
}

#[test]
fn an_empty_405_means_that_the_flow_is_not_enabled() {
    for body in ["", "\r\n"] {
        let error = start()
            .read(StatusCode::METHOD_NOT_ALLOWED, body.as_bytes())
            .unwrap_err();
        assert_error(
            &error,
            "response to step one is 405 without a body: check that the feature Token-based \
             Authentication is on, and that `TBA: Authorization Flow` is ticked on the \
             integration record",
        );
    }
}

/// Checks the status, the code and the message of a rejection.
#[track_caller]
fn assert_rejected(error: &Error, status: StatusCode, code: &str, message: &str) {
    let Error::RequestRejected {
        place,
        status: found,
        code: found_code,
        message: found_message,
        ..
    } = error
    else {
        panic!("{error}")
    };
    assert_eq!((*place, *found), (Place::StepOne, status));
    assert_eq!(found_code.as_deref().unwrap_or_default(), code);
    assert_eq!(found_message.as_deref().unwrap_or_default(), message);
    let mut text = format!("response to step one is {status}");
    for part in [code, message] {
        if !part.is_empty() {
            text += ": ";
            text += part;
        }
    }
    assert_error(error, &text);
}
