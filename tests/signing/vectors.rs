//! Published values, each case a test of its own name, each step compared on its own. `vectors/README.md` says where
//! they come from.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::{Method, Request, Uri};
use netsuite_oauth1::flow::{Start, State};
use netsuite_oauth1::{BaseString, Consumer, Credentials, Nonce, Signer, Timestamp, Token};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use sha2::Sha256;
use url::Url;

const NETSUITE: &str = include_str!("../vectors/netsuite.json");
const RFC5849: &str = include_str!("../vectors/rfc5849.json");

#[test]
fn oracle_rest_get_employee() {
    request("oracle-rest-get-employee");
}

#[test]
fn oracle_restlet_post() {
    request("oracle-restlet-post");
}

#[test]
fn oracle_restlet_post_legacy_host() {
    request("oracle-restlet-post-legacy-host");
}

#[test]
fn ledgersync_restlet_post() {
    request("ledgersync-restlet-post");
}

#[test]
fn celigo_revoketoken() {
    request("celigo-revoketoken");
}

#[test]
fn oracle_step_one() {
    step_one("oracle-step-one");
}

#[test]
fn celigo_step_one_without_role() {
    step_one("celigo-step-one-without-role");
}

#[test]
fn oracle_step_three() {
    step_three("oracle-step-three");
}

#[test]
fn oracle_token_passport() {
    token_passport("oracle-token-passport");
}

#[test]
fn oracle_connect_token_password() {
    token_passport("oracle-connect-token-password");
}

#[test]
fn rfc5849_3_4_1_1() {
    base_string("rfc5849-3.4.1.1");
}

#[test]
fn rfc5849_1_2_photos() {
    base_string("rfc5849-1.2-photos");
}

#[test]
fn ruby_oauth_photos() {
    signed_base_string("ruby-oauth-photos");
}

#[test]
fn ruby_oauth_initialize() {
    base_string("ruby-oauth-initialize");
}

#[test]
fn gomodule_hmac_sha256() {
    signed_base_string("gomodule-hmac-sha256");
}

#[test]
fn gomodule_special_characters() {
    base_string("gomodule-special-characters");
}

#[test]
fn gomodule_duplicate_pair_encoded_path() {
    base_string("gomodule-duplicate-pair-encoded-path");
}

#[test]
fn liboauth_eran() {
    base_string("liboauth-eran");
}

#[test]
fn oauth_sign_cjk() {
    base_string("oauth-sign-cjk");
}

#[test]
fn oauth_sign_brackets() {
    base_string("oauth-sign-brackets");
}

#[test]
fn percent_encoding() {
    let cases = load(RFC5849)["percent_encoding"]["cases"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(cases.len(), 10);
    for case in cases {
        let [raw, encoded] = [text(&case[0]), text(&case[1])];
        let base_string = BaseString::new(&Method::GET, &uri("https://h"), [("", raw)]).unwrap();
        assert_eq!(base_string.parameters(), format!("={encoded}"), "{raw:?}");
    }
}

#[test]
fn parameter_normalization() {
    let cases = load(RFC5849)["parameter_normalization"]["cases"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(cases.len(), 5);
    for case in cases {
        let base_string =
            BaseString::new(&Method::GET, &uri("https://h"), pairs(&case[0])).unwrap();
        assert_eq!(base_string.parameters(), text(&case[1]), "{}", case[0]);
    }
}

#[test]
fn base_string_uri() {
    let cases = load(RFC5849)["base_string_uri"]["cases"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(cases.len(), 8);
    for case in cases {
        let [url, expected] = [text(&case[0]), text(&case[1])];
        let none: [(&str, &str); 0] = [];
        let from_uri = BaseString::new(&Method::GET, &uri(url), none).unwrap();
        assert_eq!(from_uri.uri(), expected, "{url} as a Uri");
        let from_url = BaseString::new(&Method::GET, &Url::parse(url).unwrap(), none).unwrap();
        assert_eq!(from_url.uri(), expected, "{url} as a Url");
    }
}

#[test]
fn every_case_has_a_test() {
    let tests = include_str!("vectors.rs");
    for (file, list) in [
        (NETSUITE, "requests"),
        (NETSUITE, "three_step_flow"),
        (NETSUITE, "token_passports"),
        (RFC5849, "base_strings"),
    ] {
        for case in load(file)[list].as_array().unwrap() {
            let call = format!("(\"{}\");", text(&case["id"]));
            assert!(tests.contains(&call), "no test calls {call}");
        }
    }
}

/// Runs a whole request of `netsuite.json` through everything that signs.
#[track_caller]
fn request(id: &str) {
    let case = find(NETSUITE, "requests", id);
    let field = |name: &str| text(&case[name]).to_owned();
    let account_id = field("account_id");
    let signer = signer(
        &account_id,
        [
            &field("consumer_key"),
            &field("consumer_secret"),
            &field("token_id"),
            &field("token_secret"),
        ],
    );
    let method: Method = field("method").parse().unwrap();
    let uri = uri(&field("url"));
    let url = Url::parse(&field("url")).unwrap();
    let nonce = Nonce::new(&field("nonce")).unwrap();
    let timestamp = Timestamp::from_unix(field("timestamp").parse().unwrap());

    let explanation = signer.explain(&method, &uri, &nonce, timestamp).unwrap();
    assert_eq!(
        explanation.base_string(),
        field("base_string"),
        "base string"
    );
    assert_eq!(explanation.signature(), field("signature"), "signature");
    assert_eq!(
        explanation.authorization(),
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
        of_uri.as_str(),
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

/// Runs a case of `three_step_flow` that asks for a request token.
#[track_caller]
fn step_one(id: &str) {
    let case = find(NETSUITE, "three_step_flow", id);
    let mut start = start(&case);
    if let Some(role) = case["parameters"]["role"].as_str() {
        start = start.with_role(role.parse().unwrap());
    }
    let (nonce, timestamp) = stamp(&case);
    flow_request(&case, &start.request_with(&nonce, timestamp).unwrap());
}

/// Runs a case of `three_step_flow` that asks for an access token.
#[track_caller]
fn step_three(id: &str) {
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

/// Reads a request of the flow as its receiver does, and compares each step.
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
        base_string.as_str(),
        text(&case["base_string"]),
        "base string"
    );
    assert_eq!(signature, text(&case["signature"]), "signature");
}

/// Runs a case of `token_passports` through both that are made of it.
#[track_caller]
fn token_passport(id: &str) {
    let case = find(NETSUITE, "token_passports", id);
    let field = |name: &str| text(&case[name]);
    let signer = signer(
        field("account_id"),
        [
            "consumer_key",
            "consumer_secret",
            "token_id",
            "token_secret",
        ]
        .map(field),
    );
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
    assert_eq!(passport.signature(), field("signature"), "signature");
    assert_eq!(passport.account(), field("account_id"), "account");
    assert_eq!(
        passport.consumer_key(),
        field("consumer_key"),
        "consumer key"
    );
    assert_eq!(passport.token_id(), field("token_id"), "token id");
    assert_eq!(passport.nonce().as_str(), field("nonce"), "nonce");
    assert_eq!(
        passport.timestamp().to_string(),
        field("timestamp"),
        "timestamp"
    );
}

/// Runs a case of `rfc5849.json` through the canonicalisation, and checks the vector's own signature.
#[track_caller]
fn base_string(id: &str) -> Value {
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
        // The secrets of these cases are of unreserved characters.
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

/// Does what [`base_string`] does and signs as well: for cases whose parameters are NetSuite's.
#[track_caller]
fn signed_base_string(id: &str) {
    let case = base_string(id);
    let parameters = pairs(&case["parameters"]);
    let parameter = |name: &str| {
        parameters
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.clone())
            .unwrap()
    };
    let signer = signer(
        "1",
        [
            &parameter("oauth_consumer_key"),
            text(&case["consumer_secret"]),
            &parameter("oauth_token"),
            text(&case["token_secret"]),
        ],
    );
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

fn signer(account_id: &str, [key, secret, id, token_secret]: [&str; 4]) -> Signer {
    Signer::new(Credentials::new(
        account_id.parse().unwrap(),
        Consumer::new(key, secret).unwrap(),
        Token::new(id, token_secret).unwrap(),
    ))
}

fn load(file: &str) -> Value {
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
fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[track_caller]
fn pairs(value: &Value) -> Vec<(String, String)> {
    let pair = |pair: &Value| (text(&pair[0]).to_owned(), text(&pair[1]).to_owned());
    value.as_array().unwrap().iter().map(pair).collect()
}

#[track_caller]
fn uri(text: &str) -> Uri {
    text.parse().unwrap()
}
