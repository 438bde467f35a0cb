//! No freed heap block holds a secret.
//!
//! An allocator scans every freed block for raw secrets, percent-encoded secrets, and the states of
//! an HMAC that has consumed the key.
#![allow(unsafe_code, reason = "an allocator is unsafe to implement")]

mod watch;

use std::collections::HashMap;
use std::thread;

use http::header::AUTHORIZATION;
use http::{HeaderMap, Method, Request, StatusCode, Uri};
use netsuite_oauth1::connect::Settings;
use netsuite_oauth1::flow::{Start, State};
use netsuite_oauth1::verify::Verifier;
use netsuite_oauth1::{Consumer, Credentials, Endpoint, Nonce, Signer, Timestamp, Token};
use sha2::{Digest, Sha256};

use crate::watch::assert_no_traces;

/// A single test, because the allocator watches the whole process.
#[test]
fn no_freed_block_holds_a_secret() {
    let mut traces: Vec<Vec<u8>> = [SHORT, "%25hunter", "%2Bhunter"]
        .map(|text| text.as_bytes().to_vec())
        .to_vec();
    traces.extend(key_states());
    watch::start(traces);
    signing();
    moves();
    verifying();
    flow();
    token_password();
    rejected_secrets();
    #[cfg(feature = "serde")]
    deserializing();
}

/// Not the credentials of `support`: a secret that is borrowed would be copied, and the copy found.
fn credentials() -> Credentials {
    Credentials::new(
        "1234567".parse().unwrap(),
        Consumer::new("key", secret("1")).unwrap(),
        Token::new("id", secret("2")).unwrap(),
    )
}

fn endpoint() -> Endpoint {
    let uri = Uri::from_static(URL);
    Signer::new(credentials())
        .endpoint(&Method::GET, &uri)
        .unwrap()
}

fn signing() {
    assert_no_traces("while signing", || {
        let credentials = credentials();
        let signer = Signer::new(credentials.clone());
        drop(format!("{credentials:?}"));
        let uri = Uri::from_static(URL);
        let endpoint = signer.clone().endpoint(&Method::GET, &uri).unwrap();
        drop(endpoint.clone().authorize());
        let (nonce, now) = (Nonce::random(), Timestamp::now());
        drop(
            signer
                .authorize_with(&Method::GET, &uri, &nonce, now)
                .unwrap(),
        );
        let explanation = signer.explain(&Method::GET, &uri, &nonce, now).unwrap();
        drop(explanation.to_string());
        let mut request = Request::get(&uri).body(()).unwrap();
        signer.sign(&mut request).unwrap();
        drop(format!("{signer:?} {endpoint:?}"));
    });
}

fn moves() {
    assert_no_traces("while a vector grows", || {
        let (mut signers, mut endpoints, mut all) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..9 {
            signers.push(Signer::new(credentials()));
            endpoints.push(endpoint());
            all.push(credentials());
        }
        let uri = Uri::from_static(URL);
        assert!(
            signers
                .iter()
                .all(|signer| signer.authorize(&Method::GET, &uri).is_ok())
        );
    });
    assert_no_traces("while a map grows", || {
        let (mut signers, mut endpoints) = (HashMap::new(), HashMap::new());
        for number in 0..30 {
            signers.insert(number, Signer::new(credentials()));
            endpoints.insert(number, endpoint());
        }
        drop(signers.remove(&3));
    });
    assert_no_traces("out of a box", || {
        let (signer, endpoint) = (Box::new(Signer::new(credentials())), Box::new(endpoint()));
        let (signer, endpoint, credentials) = (*signer, *endpoint, *Box::new(credentials()));
        drop(Box::new((signer, endpoint, credentials)));
    });
    assert_no_traces("into a thread and back", || {
        let moved = (Signer::new(credentials()), endpoint(), credentials());
        let moved = thread::spawn(move || {
            drop((moved.0.clone(), moved.1.authorize()));
            moved
        });
        drop(moved.join().unwrap());
    });
}

fn verifying() {
    let uri = Uri::from_static(URL);
    let header = endpoint().authorize().into_header_value();
    let headers = HeaderMap::from_iter([(AUTHORIZATION, header)]);
    assert_no_traces("while verifying", || {
        let others = (0..40).map(|number| {
            let (consumer, token) = (
                Consumer::new(format!("key{number}"), secret("1")).unwrap(),
                Token::new(format!("id{number}"), secret("2")).unwrap(),
            );
            Credentials::new("1234567".parse().unwrap(), consumer, token)
        });
        let verifier = Box::new(Verifier::new(others.chain([credentials(), credentials()])));
        let verifier = *verifier;
        let verified = verifier.verify(&Method::GET, &uri, &headers, Timestamp::now());
        drop(verified.unwrap());
        drop(
            verifier
                .verify(&Method::PUT, &uri, &headers, Timestamp::now())
                .unwrap_err(),
        );
    });
}

fn rejected_secrets() {
    assert_no_traces("while secrets are rejected", || {
        drop(Consumer::new("key", secret("\n")).unwrap_err().to_string());
        drop(Consumer::new("", secret("")).unwrap_err().to_string());
        drop(Token::new("id", secret("\0x")).unwrap_err().to_string());
        // The unused capacity is zeroized too.
        let mut longer = String::with_capacity(1000);
        longer.extend(["hunter2"; 100]);
        longer.truncate(50);
        drop(Token::new("id", longer).unwrap());
    });
}

fn flow() {
    // The caller owns the responses. They are dropped while the allocator does not watch.
    let answer = |id: &str, secret: String| {
        url::form_urlencoded::Serializer::new("oauth_callback_confirmed=true".to_owned())
            .append_pair("oauth_token", id)
            .append_pair("oauth_token_secret", &secret)
            .finish()
    };
    let first = answer("request", secret("2"));
    let third = answer("access", secret("2")).replace("oauth_callback_confirmed=true&", "");
    let bad_answers = [
        answer("", secret("2")),
        answer("id", secret("\0")),
        answer("id", secret("2")) + "%ff",
        answer("id", secret("2")) + "&oauth_token_secret=1",
        answer("id", secret("2")).replace("true", "false"),
    ];
    let callback = Uri::from_static(
        "/?oauth_token=request&oauth_verifier=%68unter2hunter2&company=1234567&state=a",
    );
    // The header of step three contains the verifier, so the request is dropped later.
    let mut sent = Vec::new();
    let ok = StatusCode::OK;
    let start = || Start::new(Consumer::new("key", secret("1")).unwrap(), "https://h/");
    assert_no_traces("in the flow", || {
        let start = start().unwrap();
        drop(start.request().unwrap());
        let request_token = start.read(ok, first.as_bytes()).unwrap();
        let state = State::new("a").unwrap();
        let approval = request_token.read_callback(&state, &callback).unwrap();
        sent.push(approval.request().unwrap());
        drop(approval.clone());
        let credentials = approval.read(ok, third.as_bytes()).unwrap();
        let again = start.resume(request_token.token().clone());
        drop(format!(
            "{start:?} {request_token:?} {approval:?} {credentials:?} {again:?}"
        ));
        let signer = Signer::new(credentials);
        drop(signer.token_info_request().unwrap());
        drop(signer.token_passport().into_xml("2025_2").unwrap());
    });
    assert_no_traces("while a response is rejected", || {
        let start = start().unwrap();
        for bad in &bad_answers {
            for status in [ok, StatusCode::FOUND] {
                drop(start.read(status, bad.as_bytes()).unwrap_err().to_string());
            }
        }
        let rejected = Start::new(Consumer::new("key", secret("1")).unwrap(), "");
        drop(rejected.unwrap_err().to_string());
    });
}

fn token_password() {
    // The whole token password is a secret, so each part of it is a trace.
    let signer = Signer::new(Credentials::new(
        "1234567".parse().unwrap(),
        Consumer::new(SHORT, secret("1")).unwrap(),
        Token::new("id", secret("2")).unwrap(),
    ));
    assert_no_traces("with a token password", || {
        drop((String::from("x"), signer.token_password()));
        let settings = Settings::new("h", 3).unwrap();
        drop(settings.odbc(signer.token_password()));
        drop(settings.ado_net(signer.token_password()));
    });
}

#[cfg(feature = "serde")]
fn deserializing() {
    let json = format!(
        r#"{{"account_id":"1","consumer_key":"k","consumer_secret":"{}","token_id":"i","token_secret":"{}"}}"#,
        secret("1"),
        secret("2")
    );
    let bad = json.replace("\"k\"", "\"\"");
    let cut = json.replace("\"token_id\":\"i\",", "");
    assert_no_traces("while deserializing", || {
        drop(serde_json::from_str::<Credentials>(&json).unwrap());
        drop(serde_json::from_str::<Credentials>(&bad).unwrap_err());
        drop(serde_json::from_str::<Credentials>(&cut).unwrap_err());
    });
}

/// A part of each secret, and a secret itself.
const SHORT: &str = "hunter2hunter2";

fn secret(end: &str) -> String {
    format!("%hunter2hunter2hunter2hunter2hunter2hunter2+hunter{end}")
}

/// Returns the SHA-256 states that are as secret as the key.
///
/// They are the two states that HMAC derives from the key (RFC 2104 section 2), and the inner state
/// after the first block of [`BEGINNING`], which an `Endpoint` keeps.
fn key_states() -> [Vec<u8>; 3] {
    let encode = |secret: String| secret.replace('%', "%25").replace('+', "%2B");
    let key = Sha256::digest(format!("{}&{}", encode(secret("1")), encode(secret("2"))));
    let [inner, outer] = [0x36, 0x5c].map(|pad| {
        let mut block = [pad; 64];
        block.iter_mut().zip(key).for_each(|(to, from)| *to ^= from);
        // FIPS 180-4 section 5.3.3.
        let mut state = [
            0x6a09_e667,
            0xbb67_ae85,
            0x3c6e_f372,
            0xa54f_f53a,
            0x510e_527f,
            0x9b05_688c,
            0x1f83_d9ab,
            0x5be0_cd19,
        ];
        sha2::block_api::compress256(&mut state, &[block]);
        state
    });
    let mut begun = inner;
    sha2::block_api::compress256(&mut begun, &[*BEGINNING.first_chunk().unwrap()]);
    [inner, outer, begun].map(|state: [u32; 8]| {
        let bytes = state.iter().flat_map(|word| word.to_ne_bytes());
        bytes.collect()
    })
}

/// The beginning of the base string of a GET of [`URL`] with the consumer key `key`.
const BEGINNING: &[u8] =
    b"GET&https%3A%2F%2Fh%2Fp&a%3Db%26oauth_consumer_key%3Dkey%26oauth_nonce%3D";
const URL: &str = "https://h/p?a=b";
