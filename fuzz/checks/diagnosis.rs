//! Input: a method, a URL, a header and a body, one per line. The whole input is also read as a SOAP
//! envelope and as a token password.
//!
//! A `Diagnosis` prints no credential.

use http::{Method, Uri};
use netsuite_oauth1::{Consumer, Credentials, Token};
use netsuite_oauth1_diagnosis::Diagnosis;

const SECRETS: [&str; 4] = ["SENTINEL1", "SENTINEL2", "SENTINEL3", "SENTINEL4"];

pub(crate) fn check(input: &[u8]) {
    let [key, consumer_secret, id, token_secret] = SECRETS;
    let credentials = Credentials::new(
        "1234567_SB1".parse().unwrap(),
        Consumer::new(key, consumer_secret).unwrap(),
        Token::new(id, token_secret).unwrap(),
    );
    let text = String::from_utf8_lossy(input);
    assert_shows_no_secret(&Diagnosis::of_passport(&credentials, &text));
    assert_shows_no_secret(&Diagnosis::of_password(&credentials, &text));
    let mut lines = input.splitn(4, |byte| *byte == b'\n');
    let [method, url, header, body] = [(); 4].map(|()| lines.next().unwrap_or_default());
    let (Ok(method), Ok(uri)) = (Method::from_bytes(method), Uri::try_from(url)) else {
        return;
    };
    let url = uri.to_string();
    let diagnosis = Diagnosis::of_header(&credentials, &method, &url, header, body);
    assert_shows_no_secret(&diagnosis);
}

fn assert_shows_no_secret(diagnosis: &Diagnosis) {
    let answer = format!("{diagnosis} {diagnosis:?}");
    for secret in SECRETS {
        assert!(!answer.contains(secret), "{answer}");
    }
}
