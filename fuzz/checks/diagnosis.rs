//! Input: a method, a URL, a header and a body, one per line.
//!
//! A `Diagnosis` prints no credential.

use http::{Method, Uri};
use netsuite_oauth1::{Consumer, Credentials, Token};
use netsuite_oauth1_diagnosis::Diagnosis;

const SECRETS: [&str; 4] = ["SENTINEL1", "SENTINEL2", "SENTINEL3", "SENTINEL4"];

pub(crate) fn check(input: &[u8]) {
    let mut lines = input.splitn(4, |byte| *byte == b'\n');
    let [method, url, header, body] = [(); 4].map(|()| lines.next().unwrap_or_default());
    let (Ok(method), Ok(uri)) = (Method::from_bytes(method), Uri::try_from(url)) else {
        return;
    };
    let [key, consumer_secret, id, token_secret] = SECRETS;
    let credentials = Credentials::new(
        "1234567_SB1".parse().unwrap(),
        Consumer::new(key, consumer_secret).unwrap(),
        Token::new(id, token_secret).unwrap(),
    );
    let diagnosis = Diagnosis::of_header(&credentials, &method, &uri.to_string(), header, body);
    let answer = format!("{diagnosis} {diagnosis:?}");
    for secret in SECRETS {
        assert!(!answer.contains(secret), "{answer}");
    }
}
