//! Any URL, header and body, a line each: an answer, and no credential in it.

#![no_main]

use std::sync::LazyLock;

use http::{HeaderMap, HeaderValue, Method, Uri};
use libfuzzer_sys::fuzz_target;
use netsuite_oauth1::verify::Verifier;
use netsuite_oauth1::{Consumer, Credentials, Timestamp, Token};
use netsuite_oauth1_diagnosis::Diagnosis;

const SECRETS: [&str; 4] = ["SENTINEL1", "SENTINEL2", "SENTINEL3", "SENTINEL4"];

static CREDENTIALS: LazyLock<Credentials> = LazyLock::new(|| {
    let [key, consumer_secret, id, token_secret] = SECRETS;
    Credentials::new(
        "1234567_SB1".parse().unwrap(),
        Consumer::new(key, consumer_secret).unwrap(),
        Token::new(id, token_secret).unwrap(),
    )
});

fuzz_target!(|input: &[u8]| {
    let mut lines = input.splitn(3, |byte| *byte == b'\n');
    let [url, header, body] = [(); 3].map(|()| lines.next().unwrap_or_default());
    let Ok(uri) = Uri::try_from(url) else { return };
    let mut answers = String::new();
    if let Ok(value) = HeaderValue::from_bytes(header) {
        let headers = HeaderMap::from_iter([(http::header::AUTHORIZATION, value)]);
        let verifier = Verifier::new([CREDENTIALS.clone()]);
        let answer = verifier.verify(
            &Method::GET,
            &uri,
            &headers,
            Timestamp::from_unix(1_508_242_306),
        );
        // Nobody signs by chance.
        let refusal = answer.unwrap_err();
        answers.push_str(&format!("{refusal} {refusal:?}"));
    }
    let diagnosis = Diagnosis::new(&CREDENTIALS, &Method::GET, &uri, header, body);
    answers.push_str(&format!("{diagnosis} {diagnosis:?}"));
    for secret in SECRETS {
        assert!(!answers.contains(secret), "{answers}");
    }
});
