use super::*;

#[test]
fn credentials_at_the_end() {
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
fn bad_answers_to_step_three() {
    let approval = approval(&start());
    for (status, body, expected) in [
        (
            200,
            "",
            Error::MissingField {
                place: STEP_THREE,
                field: "oauth_token",
            },
        ),
        (
            200,
            "oauth_token=71ab",
            Error::MissingField {
                place: STEP_THREE,
                field: "oauth_token_secret",
            },
        ),
        (
            200,
            "oauth_token=71ab&oauth_token=71ab&oauth_token_secret=hunter2",
            Error::DoubledField {
                place: STEP_THREE,
                field: "oauth_token",
            },
        ),
        (
            200,
            "oauth_token=71ab&oauth_token_secret=%C3",
            Error::BadField {
                place: STEP_THREE,
                field: "oauth_token_secret",
            },
        ),
        // Step one's answer, or its token.
        (
            200,
            "oauth_token=71ab&oauth_token_secret=hunter2&oauth_callback_confirmed=true",
            Error::RequestTokenAgain,
        ),
        (
            200,
            "oauth_token=3b7a&oauth_token_secret=hunter2",
            Error::RequestTokenAgain,
        ),
        (405, "", Error::FlowDisabled { place: STEP_THREE }),
        (
            401,
            r#"{"error":{"code":"InvalidVerifier","message":"no"}}"#,
            Error::Refused {
                place: STEP_THREE,
                status: StatusCode::UNAUTHORIZED,
                code: Some("InvalidVerifier".into()),
                message: Some("no".into()),
            },
        ),
    ] {
        let status = StatusCode::from_u16(status).unwrap();
        assert_eq!(
            approval.read(status, body.as_bytes()).unwrap_err(),
            expected,
            "{body}"
        );
    }
    let error = approval.read(StatusCode::OK, b"\xff").unwrap_err();
    assert_eq!(
        error,
        Error::NotUtf8 {
            place: STEP_THREE,
            at: 0
        }
    );
}
