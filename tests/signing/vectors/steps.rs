//! Compares each step of a case separately, so a failure names the step.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::{Method, Request, Uri};
use netsuite_oauth1::flow::{Start, State};
use netsuite_oauth1::{BaseString, Consumer, Nonce, Signer, Timestamp, Token};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use sha2::Sha256;
use url::Url;

use super::{NETSUITE, RFC5849};
use crate::support::credentials;

/// Signs a request of `netsuite.json` with `Signer`, `Endpoint` and `Explanation`.
#[track_caller]
pub(super) fn request(id: &str) {
    let case = find(NETSUITE, "requests", id);
    let field = |name: &str| text(&case[name]).to_owned();
    let account_id = field("account_id");
    let signer = Signer::new(credentials(
        &account_id,
        [
            &field("consumer_key"),
            &field("consumer_secret"),
            &field("token_id"),
            &field("token_secret"),
        ],
    ));
    let method: Method = field("method").parse().unwrap();
    let uri = uri(&field("url"));
    let url = Url::parse(&field("url")).unwrap();
    let nonce = Nonce::new(&field("nonce")).unwrap();
    let timestamp = Timestamp::from_unix(field("timestamp").parse().unwrap());

    let explanation = signer.explain(&method, &uri, &nonce, timestamp).unwrap();
    assert_eq!(
        explanation.base_string().as_str(),
        field("base_string"),
        "base string"
    );
    assert_eq!(
        explanation.authorization().signature(),
        field("signature"),
        "signature"
    );
    assert_eq!(
        explanation.authorization().as_str(),
        field("authorization"),
        "header"
    );

    let of_uri = signer
        .authorize_with(&method, &uri, &nonce, timestamp)
        .unwrap();
    assert_eq!(
        of_uri.signature(),
        field("signature"),
        "signature, from a Uri"
    );
    assert_eq!(
        of_uri.as_ref(),
        field("authorization"),
        "header, from a Uri"
    );
    let of_url = signer
        .authorize_with(&method, &url, &nonce, timestamp)
        .unwrap();
    assert_eq!(
        of_url.as_str(),
        field("authorization"),
        "header, from a Url"
    );
    let endpoint = signer.endpoint(&method, &url).unwrap();
    let of_endpoint = endpoint.authorize_with(&nonce, timestamp);
    assert_eq!(
        of_endpoint.signature(),
        field("signature"),
        "signature, from an Endpoint"
    );
    assert_eq!(
        of_endpoint.as_str(),
        field("authorization"),
        "header, from an Endpoint"
    );
}

/// Creates the request for a token in a case of `three_step_flow`.
#[track_caller]
pub(super) fn step_one(id: &str) {
    let case = find(NETSUITE, "three_step_flow", id);
    let mut start = start(&case);
    if let Some(role) = case["parameters"]["role"].as_str() {
        start = start.with_role(role.parse().unwrap());
    }
    let (nonce, timestamp) = stamp(&case);
    flow_request(&case, &start.request_with(&nonce, timestamp).unwrap());
}

/// Creates the request for an access token in a case of `three_step_flow`.
#[track_caller]
pub(super) fn step_three(id: &str) {
    let case = find(NETSUITE, "three_step_flow", id);
    let token_id = text(&case["token_id"]);
    let request_token =
        start(&case).resume(Token::new(token_id, text(&case["token_secret"])).unwrap());
    let callback = format!(
        "/?oauth_token={token_id}&oauth_verifier={}&company={}&role=3&entity=9&state=a",
        text(&case["parameters"]["oauth_verifier"]),
        text(&case["account_id"]),
    );
    let approval = request_token
        .read_callback(&State::new("a").unwrap(), &uri(&callback))
        .unwrap();
    let (nonce, timestamp) = stamp(&case);
    flow_request(&case, &approval.request_with(&nonce, timestamp).unwrap());
}

#[track_caller]
fn start(case: &Value) -> Start {
    let consumer = Consumer::new(text(&case["consumer_key"]), text(&case["consumer_secret"]));
    let callback_url = case["parameters"]["oauth_callback"].as_str();
    Start::new(consumer.unwrap(), callback_url.unwrap_or("https://h/"))
        .unwrap()
        .with_account_id(text(&case["account_id"]).parse().unwrap())
}

#[track_caller]
fn stamp(case: &Value) -> (Nonce, Timestamp) {
    let nonce = Nonce::new(text(&case["nonce"])).unwrap();
    let timestamp = text(&case["timestamp"]).parse().unwrap();
    (nonce, Timestamp::from_unix(timestamp))
}

/// Parses a request of the flow as its receiver does, and compares each step.
#[track_caller]
fn flow_request(case: &Value, request: &Request<String>) {
    assert_eq!(request.method(), text(&case["method"]), "method");
    assert_eq!(request.uri(), text(&case["url"]), "URL");
    let header = &request.headers()["authorization"];
    assert!(header.is_sensitive());
    let mut parameters = Vec::new();
    for parameter in header
        .to_str()
        .unwrap()
        .strip_prefix("OAuth ")
        .unwrap()
        .split(", ")
    {
        let (name, value) = parameter.split_once('=').unwrap();
        let value = value.strip_prefix('"').unwrap().strip_suffix('"').unwrap();
        let value = percent_decode_str(value)
            .decode_utf8()
            .unwrap()
            .into_owned();
        parameters.push((name, value));
    }
    let mut take = |name: &str| {
        let at = parameters.iter().position(|(found, _)| *found == name);
        parameters.remove(at.unwrap()).1
    };
    assert_eq!(take("realm"), text(&case["account_id"]), "realm");
    let signature = take("oauth_signature");
    let base_string = BaseString::new(request.method(), request.uri(), parameters).unwrap();
    assert_eq!(
        base_string.as_ref(),
        text(&case["base_string"]),
        "base string"
    );
    assert_eq!(signature, text(&case["signature"]), "signature");
}

/// Creates the token passport and the token password of a case of `token_passports`.
#[track_caller]
pub(super) fn token_passport(id: &str) {
    let case = find(NETSUITE, "token_passports", id);
    let field = |name: &str| text(&case[name]);
    let signer = Signer::new(credentials(
        field("account_id"),
        [
            "consumer_key",
            "consumer_secret",
            "token_id",
            "token_secret",
        ]
        .map(field),
    ));
    let (nonce, timestamp) = stamp(&case);

    let password = signer.token_password_with(&nonce, timestamp);
    let (base_string, _) = password
        .as_str()
        .rsplit_once(&format!("&{}&", field("signature")))
        .unwrap();
    assert_eq!(base_string, field("base_string"), "base string");
    if let Some(expected) = case["token_password"].as_str() {
        assert_eq!(password.as_str(), expected, "token password");
    }

    let passport = signer.token_passport_with(&nonce, timestamp);
    assert_eq!(passport.signature, field("signature"), "signature");
    assert_eq!(passport.account, field("account_id"), "account");
    assert_eq!(passport.consumer_key, field("consumer_key"), "consumer key");
    assert_eq!(passport.token_id, field("token_id"), "token id");
    assert_eq!(passport.nonce.as_str(), field("nonce"), "nonce");
    assert_eq!(
        passport.timestamp.to_string(),
        field("timestamp"),
        "timestamp"
    );
}

/// Builds the base string of a case of `rfc5849.json`, and checks the case's signature.
#[track_caller]
pub(super) fn base_string(id: &str) -> Value {
    let case = find(RFC5849, "base_strings", id);
    let method: Method = text(&case["method"]).parse().unwrap();
    let parameters = pairs(&case["parameters"]);
    let expected = text(&case["base_string"]);

    let of_uri = BaseString::new(&method, &uri(text(&case["url"])), parameters.clone()).unwrap();
    assert_eq!(of_uri.as_str(), expected, "base string, from a Uri");
    let url = Url::parse(text(&case["url"])).unwrap();
    let of_url = BaseString::new(&method, &url, parameters).unwrap();
    assert_eq!(of_url.as_str(), expected, "base string, from a Url");

    if let Some(signature) = case["hmac_sha256"].as_str() {
        // The secrets of these cases need no encoding.
        let key = format!(
            "{}&{}",
            text(&case["consumer_secret"]),
            text(&case["token_secret"])
        );
        let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes())
            .unwrap()
            .chain_update(of_uri.as_str());
        assert_eq!(
            STANDARD.encode(mac.finalize().into_bytes()),
            signature,
            "signature"
        );
    }
    case
}

/// Does the same as [`base_string`], and also signs. For cases with NetSuite's parameters only.
#[track_caller]
pub(super) fn signed_base_string(id: &str) {
    let case = base_string(id);
    let parameters = pairs(&case["parameters"]);
    let parameter = |name: &str| {
        parameters
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.clone())
            .unwrap()
    };
    let signer = Signer::new(credentials(
        "1",
        [
            &parameter("oauth_consumer_key"),
            text(&case["consumer_secret"]),
            &parameter("oauth_token"),
            text(&case["token_secret"]),
        ],
    ));
    let method: Method = text(&case["method"]).parse().unwrap();
    let nonce = Nonce::new(&parameter("oauth_nonce")).unwrap();
    let timestamp = Timestamp::from_unix(parameter("oauth_timestamp").parse().unwrap());
    let authorization = signer
        .authorize_with(&method, &uri(text(&case["url"])), &nonce, timestamp)
        .unwrap();
    assert_eq!(
        authorization.signature(),
        text(&case["hmac_sha256"]),
        "signature, from a Signer"
    );
}

pub(super) fn load(file: &str) -> Value {
    serde_json::from_str(file).unwrap()
}

#[track_caller]
fn find(file: &str, list: &str, id: &str) -> Value {
    let cases = load(file);
    cases[list]
        .as_array()
        .unwrap()
        .iter()
        .find(|case| case["id"] == id)
        .unwrap()
        .clone()
}

#[track_caller]
pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[track_caller]
pub(super) fn pairs(value: &Value) -> Vec<(String, String)> {
    let pair = |pair: &Value| (text(&pair[0]).to_owned(), text(&pair[1]).to_owned());
    value.as_array().unwrap().iter().map(pair).collect()
}

#[track_caller]
pub(super) fn uri(text: &str) -> Uri {
    text.parse().unwrap()
}
