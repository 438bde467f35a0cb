//! Input: a method, a URL and a header, one per line.
//!
//! What `Verifier` returns prints no credential.

use http::{HeaderMap, HeaderValue, Method, Uri, header::AUTHORIZATION};
use netsuite_oauth1::verify::Verifier;
use netsuite_oauth1::{Consumer, Credentials, Timestamp, Token};

use super::lines;

const SECRETS: [&str; 4] = ["SENTINEL1", "SENTINEL2", "SENTINEL3", "SENTINEL4"];

pub(crate) fn check(input: &[u8]) {
    let [method, url, header] = lines(input);
    let (Ok(method), Ok(uri), Ok(value)) = (
        Method::from_bytes(method),
        Uri::try_from(url),
        HeaderValue::from_bytes(header),
    ) else {
        return;
    };
    let [key, consumer_secret, id, token_secret] = SECRETS;
    let verifier = Verifier::new([Credentials::new(
        "1234567_SB1".parse().unwrap(),
        Consumer::new(key, consumer_secret).unwrap(),
        Token::new(id, token_secret).unwrap(),
    )]);
    let headers = HeaderMap::from_iter([(AUTHORIZATION, value)]);
    let now = Timestamp::from_unix(1_508_242_306);
    // Only a seed has a valid signature, because none is forged by chance.
    let answer = match verifier.verify(&method, &uri, &headers, now) {
        Ok(verified) => format!("{verified:?}"),
        Err(error) => format!("{error} {error:?}"),
    };
    for secret in SECRETS {
        assert!(!answer.contains(secret), "{answer}");
    }
}
