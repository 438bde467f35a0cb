use super::*;

#[test]
fn the_last_answer_completes_the_credentials() {
    let approval = approval(&start());
    let credentials = approval
        .read(
            StatusCode::OK,
            b"oauth_token=71ab&oauth_token_secret=e40d\n",
        )
        .unwrap();
    assert_eq!(credentials.account_id().realm(), "1234567_SB1");
    assert_eq!(credentials.consumer().key(), "key");
    assert_eq!(credentials.token().id(), "71ab");
    assert_eq!(credentials.token().secret(), "e40d");
}

#[test]
fn rejects_invalid_answers_to_step_three() {
    let place = Place::StepThree;
    let approval = approval(&start());
    for (status, body, text) in [
        (200, "", missing(place, "oauth_token")),
        (
            200,
            "oauth_token=71ab",
            missing(place, "oauth_token_secret"),
        ),
        (
            200,
            "oauth_token=71ab&oauth_token=71ab&oauth_token_secret=hunter2",
            repeated(place, "oauth_token"),
        ),
        (
            200,
            "oauth_token=71ab&oauth_token_secret=%C3",
            invalid(place, "oauth_token_secret"),
        ),
        (
            405,
            "",
            "response to step three is 405 without a body: check that the feature Token-based \
             Authentication is on, and that `TBA: Authorization Flow` is ticked on the \
             integration record"
                .to_owned(),
        ),
        (
            401,
            r#"{"error":{"code":"InvalidVerifier","message":"no"}}"#,
            "response to step three is 401 Unauthorized: InvalidVerifier: no".to_owned(),
        ),
    ] {
        let status = StatusCode::from_u16(status).unwrap();
        assert_error(&approval.read(status, body.as_bytes()).unwrap_err(), &text);
    }
    assert_error(
        &approval.read(StatusCode::OK, b"\xff").unwrap_err(),
        &missing(place, "oauth_token"),
    );
}

#[test]
fn rejects_the_request_token_as_an_access_token() {
    for body in [
        "oauth_token=71ab&oauth_token_secret=hunter2&oauth_callback_confirmed=true",
        "oauth_token=3b7a&oauth_token_secret=hunter2",
    ] {
        let error = approval(&start())
            .read(StatusCode::OK, body.as_bytes())
            .unwrap_err();
        assert_eq!(error, Error::TokenUnchanged, "{body}");
    }
    assert_error(
        &Error::TokenUnchanged,
        "request token in the response to step three: expected an access token",
    );
}
