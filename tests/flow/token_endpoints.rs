use netsuite_oauth1::{Nonce, Signer, Timestamp};

use super::*;
use crate::support::signer_with;

#[test]
fn token_info_has_every_known_field_and_ignores_others() {
    let read = |body: &str| TokenInfo::read(StatusCode::OK, body.as_bytes());
    let info = read(
        r#"{"companyName":"Honeycomb \u0026 Co","companyId":"1234567_SB1","roleName":"Administrator","roleId":3,
            "entityName":"Zoë","entityId":"9","new":{"a":[1,2]},"error":null}"#,
    )
    .unwrap();
    assert_eq!(info.company_name.as_deref(), Some("Honeycomb & Co"));
    assert_eq!(info.company_id.as_deref(), Some("1234567_SB1"));
    assert_eq!(info.role_name.as_deref(), Some("Administrator"));
    assert_eq!(info.role_id.as_deref(), Some("3"));
    assert_eq!(info.entity_name.as_deref(), Some("Zoë"));
    assert_eq!(info.entity_id.as_deref(), Some("9"));

    let info = read(r#"{"roleId":null,"roleName":[],"code":"x"}"#).unwrap();
    assert_eq!(
        [
            info.company_name.as_deref(),
            info.company_id.as_deref(),
            info.role_name.as_deref(),
            info.role_id.as_deref(),
            info.entity_name.as_deref(),
            info.entity_id.as_deref()
        ],
        [None; 6]
    );

    let not_json = "invalid JSON in the response to tokeninfo: expected an object";
    for body in ["", "[]", "7", "{", "<html>", "{\"a\":1}x"] {
        assert_error(&read(body).unwrap_err(), not_json);
    }
    let error = TokenInfo::read(StatusCode::OK, b"{\"a\":\"\xff\"}").unwrap_err();
    assert_error(&error, not_json);
    let body =
        br#"{"error" : {"code" : "INVALID_LOGIN_ATTEMPT", "message" : "Invalid login attempt."}}"#;
    let error = TokenInfo::read(StatusCode::UNAUTHORIZED, body).unwrap_err();
    assert_error(
        &error,
        "response to tokeninfo is 401 Unauthorized: INVALID_LOGIN_ATTEMPT: Invalid login attempt.",
    );
}

#[test]
fn signs_requests_to_the_token_endpoints() {
    let signer = signer_with("key", "id");
    let request = signer.token_info_request().unwrap();
    assert_eq!(
        request.uri(),
        "https://1234567-sb1.restlets.api.netsuite.com/rest/tokeninfo"
    );
    check_signature(&signer, &request);

    let hostile = signer_with("k&y =é", "i%d+");
    let request = hostile.revoke_token_request().unwrap();
    assert_eq!(
        request.uri(),
        "https://1234567-sb1.restlets.api.netsuite.com/rest/revoketoken?consumerKey=k%26y+%3D%C3%A9&token=i%25d%2B"
    );
    check_signature(&hostile, &request);

    let long = signer_with(&"k".repeat(1 << 16), "id");
    assert_error(
        &long.revoke_token_request().unwrap_err(),
        "invalid request URL: expected at most 65534 bytes and a plain host name",
    );
    assert!(long.token_info_request().is_ok());
}

/// Compares with `Signer`, which has tests of its own.
#[track_caller]
fn check_signature(signer: &Signer, request: &Request<String>) {
    assert_eq!(request.method(), "GET");
    let header = header(request);
    let parameter = |name: &str| {
        let (_, rest) = header.split_once(&format!("{name}=\"")).unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    let nonce = Nonce::new(&parameter("oauth_nonce")).unwrap();
    let timestamp = Timestamp::from_unix(parameter("oauth_timestamp").parse().unwrap());
    let expected = signer
        .authorize_with(request.method(), request.uri(), &nonce, timestamp)
        .unwrap();
    assert_eq!(header, expected.as_str());
}
