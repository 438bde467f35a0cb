//! `Debug` and `Display` show no secret.

use http::{Method, StatusCode, Uri};
use netsuite_oauth1::flow::{Start, State};
use netsuite_oauth1::{
    AccountId, BaseString, Consumer, Credentials, Nonce, Signer, Target, Timestamp, Token,
};

use crate::support;

#[test]
fn debug_shows_no_secret() {
    let account_id: AccountId = "1234567-sb1".parse().unwrap();
    assert_eq!(format!("{account_id:?}"), "AccountId(\"1234567_SB1\")");
    let consumer = Consumer::new("consumer-key", "consumer-secret").unwrap();
    assert_eq!(format!("{consumer:?}"), "Consumer { .. }");
    let token = Token::new("token-id", "token-secret").unwrap();
    assert_eq!(format!("{token:?}"), "Token { .. }");
    let credentials = Credentials::new(account_id, consumer, token);
    assert_eq!(
        format!("{credentials:?}"),
        "Credentials { account_id: AccountId(\"1234567_SB1\"), consumer: Consumer { .. }, token: Token { .. } }"
    );
    let signer = Signer::new(credentials);
    assert_eq!(
        format!("{signer:?}"),
        "Signer { account_id: AccountId(\"1234567_SB1\"), .. }"
    );

    let uri = Uri::from_static("https://h/p?a=b");
    let endpoint = signer.endpoint(&Method::GET, &uri).unwrap();
    assert_eq!(
        format!("{endpoint:?}"),
        "Endpoint { signer: Signer { account_id: AccountId(\"1234567_SB1\"), .. }, .. }"
    );
    let (nonce, timestamp) = (Nonce::new("abcdef").unwrap(), Timestamp::from_unix(7));
    let authorization = signer
        .authorize_with(&Method::GET, &uri, &nonce, timestamp)
        .unwrap();
    assert_eq!(
        format!("{authorization:?}"),
        "Authorization { nonce: Nonce(\"abcdef\"), timestamp: Timestamp(7), .. }"
    );
    assert_eq!(
        format!("{:?}", authorization.into_header_value()),
        "Sensitive"
    );

    let explanation = signer
        .explain(&Method::GET, &uri, &nonce, timestamp)
        .unwrap();
    assert_eq!(
        format!("{explanation:?}"),
        "Explanation { base_string: BaseString(\"GET&https%3A%2F%2Fh%2Fp&a%3Db%26oauth_consumer_key%3Dconsumer-key%26oauth_nonce%3Dabcdef\
         %26oauth_signature_method%3DHMAC-SHA256%26oauth_timestamp%3D7%26oauth_token%3Dtoken-id%26oauth_version%3D1.0\"), .. }"
    );
    for text in [
        format!("{explanation:?}{explanation:#?}"),
        explanation.to_string(),
    ] {
        assert!(!text.contains("consumer-secret") && !text.contains("token-secret"));
    }
}

#[test]
fn debug_of_a_base_string_shows_the_text() {
    let none: [(&str, &str); 0] = [];
    let base_string = BaseString::new(&Method::GET, &Uri::from_static("https://h/"), none).unwrap();
    assert_eq!(
        format!("{base_string:?}"),
        "BaseString(\"GET&https%3A%2F%2Fh%2F&\")"
    );
}

#[test]
fn debug_of_a_target_shows_no_password() {
    let url = url::Url::parse("https://user:hunter2@h/").unwrap();
    assert!(!format!("{:?}", Target::from(&url)).contains("hunter2"));
    let uri = Uri::from_static("https://user:hunter2@h/");
    assert!(!format!("{:?}", Target::from(&uri)).contains("hunter2"));
}

#[test]
fn debug_of_the_flow_shows_no_secret() {
    let consumer = Consumer::new("consumer-key", "consumer-secret").unwrap();
    let start = Start::new(consumer, "https://h/callback")
        .unwrap()
        .with_role(3);
    assert_eq!(
        format!("{start:?}"),
        "Start { integration: Integration { account_id: None, .. }, \
         callback_url: \"https://h/callback\", role: Some(\"3\"), .. }"
    );
    let answer =
        b"oauth_token=token-id&oauth_token_secret=token-secret&oauth_callback_confirmed=true";
    let request_token = start.read(StatusCode::OK, answer).unwrap();
    assert_eq!(format!("{request_token:?}"), "RequestToken { .. }");
    let state = State::new("state").unwrap();
    assert_eq!(format!("{state:?}"), "State { .. }");
    let callback = Uri::from_static(
        "/callback?oauth_token=token-id&oauth_verifier=verifier&company=1&role=3&entity=9&state=state",
    );
    let approval = request_token.read_callback(&state, &callback).unwrap();
    assert_eq!(
        format!("{approval:?}"),
        "Approval { account_id: AccountId(\"1\"), role: Some(\"3\"), entity: Some(\"9\"), .. }"
    );
    for request in [start.request().unwrap(), approval.request().unwrap()] {
        assert!(!format!("{request:?}").contains("oauth_"));
    }
}

#[test]
fn debug_of_passport_and_password_shows_no_secret() {
    let signer = support::signer();
    let (nonce, timestamp) = (Nonce::new("abcdef").unwrap(), Timestamp::from_unix(7));
    let passport = signer.token_passport_with(&nonce, timestamp);
    assert_eq!(
        format!("{passport:?}"),
        "TokenPassport { account: \"1234567_SB1\", nonce: Nonce(\"abcdef\"), timestamp: Timestamp(7), .. }"
    );
    let password = signer.token_password_with(&nonce, timestamp);
    assert_eq!(format!("{password:?}"), "TokenPassword { .. }");
}
