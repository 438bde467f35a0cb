//! The texts of all errors.

use super::*;

#[test]
fn requests_and_refusals() {
    check(
        &Error::CallbackUrl,
        "the callback URL is not absolute: expected one such as `https://example.com/callback`",
    );
    check(
        &Error::StateLength { found: 513 },
        "the state has 513 bytes: expected 1 to 512",
    );
    check(
        &Error::StateCharacter { found: '\n', at: 1 },
        "the state has '\\n' at byte 1: expected ASCII letters and digits",
    );
    check(
        &Error::Url,
        "the URL cannot be requested: expected `https://`, a host name and at most 65534 bytes",
    );
    check(
        &Error::Signing(netsuite_oauth1::Error::HostMissing),
        "no host in the URL: expected an absolute URL",
    );
    check(
        &Error::TooLong {
            place: CALLBACK,
            found: 70_000,
        },
        "the callback has 70000 bytes: expected at most 65536",
    );
    check(
        &Error::NotUtf8 {
            place: STEP_ONE,
            at: 3,
        },
        "the answer to step one is not UTF-8 from byte 3 on",
    );
    check(
        &Error::NotJson { place: TOKEN_INFO },
        "the answer of tokeninfo is not a JSON object",
    );
    check(
        &Error::FlowDisabled { place: STEP_ONE },
        "the answer to step one is 405 and empty, as where the flow is not enabled: see the feature Token-Based \
             Authentication and the box `TBA: Authorization Flow` of the integration record",
    );
    check(
        &refused(None, None),
        "the answer to step one is 401 Unauthorized",
    );
    check(
        &refused(Some("A"), None),
        "the answer to step one is 401 Unauthorized: A",
    );
    check(
        &refused(None, Some("m")),
        "the answer to step one is 401 Unauthorized: m",
    );
    check(
        &refused(Some("A"), Some("m")),
        "the answer to step one is 401 Unauthorized: A: m",
    );
}

#[test]
fn answers_and_callbacks() {
    check(
        &Error::MissingField {
            place: CALLBACK,
            field: "company",
        },
        "the callback has no `company`",
    );
    check(
        &Error::DoubledField {
            place: CALLBACK,
            field: "state",
        },
        "the callback has `state` more than once",
    );
    check(
        &Error::BadField {
            place: STEP_ONE,
            field: "oauth_token",
        },
        "the answer to step one has a `oauth_token` that cannot be read: expected form-encoded UTF-8 without control \
             characters",
    );
    check(
        &Error::CallbackNotConfirmed,
        "the answer to step one has an `oauth_callback_confirmed` that is not `true`",
    );
    check(
        &Error::RequestTokenAgain,
        "the answer to step three has the request token: expected an access token",
    );
    check(
        &Error::StateDiffers,
        "the callback has another `state` than the one that was sent",
    );
    check(
        &Error::TokenDiffers,
        "the callback has another `oauth_token` than the request token's",
    );
    check(
        &Error::Denied,
        "the callback has an empty `oauth_verifier`, as when the user denies access",
    );
    check(
        &Error::Company(netsuite_oauth1::Error::AccountIdEmpty),
        "the callback has a `company` that is no account id: empty account id: expected one such as `1234567` or \
             `1234567_SB1`",
    );
    check(
        &Error::OtherAccount {
            found: "1-sb1".parse().unwrap(),
            expected: "2".parse().unwrap(),
        },
        "the callback has the `company` `1_SB1`: expected `2`",
    );
}

fn refused(code: Option<&str>, message: Option<&str>) -> Error {
    Error::Refused {
        place: STEP_ONE,
        status: StatusCode::UNAUTHORIZED,
        code: code.map(Into::into),
        message: message.map(Into::into),
    }
}

#[track_caller]
fn check(error: &Error, text: &str) {
    assert_eq!(error.to_string(), text);
    assert!(text.starts_with(char::is_lowercase) && !text.ends_with('.'));
}
