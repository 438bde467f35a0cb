//! The crate's half of the second opinion. `tests/second_opinion/run` starts it.
//!
//! With `--sign` or `--verify`, it reads a JSON array of requests from standard input, and writes
//! an array with the results. Without arguments, as in `cargo test`, it signs and verifies one
//! built-in request.

use std::{env, io};

use http::header::AUTHORIZATION;
use http::{HeaderMap, Method, Uri};
use netsuite_oauth1::verify::Verifier;
use netsuite_oauth1::{Consumer, Credentials, Nonce, Signer, Target, Timestamp, Token};
use serde_json::{Value, json};
use url::Url;

fn main() {
    let answer = match env::args().nth(1).as_deref() {
        Some("--sign") => sign,
        Some("--verify") => verify,
        _ => return round_trip(),
    };
    let requests: Vec<Value> = serde_json::from_reader(io::stdin()).unwrap();
    println!("{}", Value::from(answer(&requests)));
}

/// Returns each header, and the URL as it is sent.
fn sign(requests: &[Value]) -> Vec<Value> {
    requests
        .iter()
        .map(|request| {
            let signer = Signer::new(credentials(request));
            let method = method(request);
            let nonce = Nonce::new(text(request, "nonce")).unwrap();
            let timestamp = timestamp(request, "timestamp");
            with_target(request, |url, target| {
                let authorization = signer.authorize_with(&method, target, &nonce, timestamp);
                let authorization = authorization.unwrap();
                let endpoint = signer.endpoint(&method, target).unwrap();
                let again = endpoint.authorize_with(&nonce, timestamp);
                assert_eq!(authorization.as_str(), again.as_str());
                json!({"url": url, "authorization": authorization.as_str()})
            })
        })
        .collect()
}

/// Verifies all requests with one `Verifier`. Returns what it verified, or why it rejected a
/// request.
fn verify(requests: &[Value]) -> Vec<Value> {
    let verifier = Verifier::new(requests.iter().map(credentials));
    requests
        .iter()
        .map(|request| {
            let header = text(request, "authorization").parse().unwrap();
            let headers = HeaderMap::from_iter([(AUTHORIZATION, header)]);
            let now = timestamp(request, "now");
            let verified = with_target(request, |_, target| {
                verifier.verify(&method(request), target, &headers, now)
            });
            match verified {
                Ok(verified) => json!({
                    "account_id": verified.account_id().realm(),
                    "nonce": verified.nonce().as_str(),
                    "timestamp": verified.timestamp().unix(),
                }),
                Err(error) => json!({"error": error.to_string()}),
            }
        })
        .collect()
}

fn round_trip() {
    let mut request = json!({
        "account_id": "1234567_SB1",
        "consumer_key": "consumer-key",
        "consumer_secret": "consumer-secret",
        "token_id": "token-id",
        "token_secret": "token-secret",
        "method": "POST",
        "type": "Url",
        "url": "https://1234567-sb1.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=6&deploy=1",
        "nonce": "fjaLirsIcCGVZWzBX0pg",
        "timestamp": 1_508_242_306,
        "now": 1_508_242_300,
    });
    let signed = sign(&[request.clone()]).remove(0);
    assert_eq!(signed["url"], request["url"]);
    request["authorization"] = signed["authorization"].clone();
    let verified = json!({
        "account_id": request["account_id"],
        "nonce": request["nonce"],
        "timestamp": request["timestamp"],
    });
    assert_eq!(verify(&[request]), [verified]);
}

/// Parses the URL as the type that the request names, and passes on the text that is sent.
fn with_target<T>(request: &Value, f: impl FnOnce(&str, Target<'_>) -> T) -> T {
    let text = text(request, "url");
    if request["type"] == "Url" {
        let url = Url::parse(text).unwrap();
        f(url.as_str(), (&url).into())
    } else {
        let uri: Uri = text.parse().unwrap();
        f(text, (&uri).into())
    }
}

fn credentials(request: &Value) -> Credentials {
    let text = |name| text(request, name);
    Credentials::new(
        text("account_id").parse().unwrap(),
        Consumer::new(text("consumer_key"), text("consumer_secret")).unwrap(),
        Token::new(text("token_id"), text("token_secret")).unwrap(),
    )
}

fn method(request: &Value) -> Method {
    text(request, "method").parse().unwrap()
}

fn timestamp(request: &Value, name: &str) -> Timestamp {
    Timestamp::from_unix(request[name].as_u64().unwrap())
}

fn text<'a>(request: &'a Value, name: &str) -> &'a str {
    request[name].as_str().unwrap()
}
