//! Credentials, a signer, headers and a check of errors for most tests.
#![allow(dead_code, reason = "no test binary needs all of it")]

pub(crate) mod random;
pub(crate) mod strategies;

use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue};
use netsuite_oauth1::{Consumer, Credentials, Signer, Token};

/// A consumer key, a consumer secret, a token id and a token secret.
pub(crate) const SECRETS: [&str; 4] = [
    "consumer-key",
    "consumer-secret",
    "token-id",
    "token-secret",
];

/// A RESTlet of account `1234567_SB1`.
pub(crate) const RESTLET: &str =
    "https://1234567-sb1.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=6&deploy=1";

/// The nonce and the timestamp of Oracle's examples.
pub(crate) const NONCE: &str = "fjaLirsIcCGVZWzBX0pg";
pub(crate) const NOW: u64 = 1_508_242_306;

#[track_caller]
pub(crate) fn credentials(
    account_id: &str,
    [consumer_key, consumer_secret, token_id, token_secret]: [&str; 4],
) -> Credentials {
    Credentials::new(
        account_id.parse().unwrap(),
        Consumer::new(consumer_key, consumer_secret).unwrap(),
        Token::new(token_id, token_secret).unwrap(),
    )
}

/// Returns a signer for account `1234567_SB1`.
pub(crate) fn signer() -> Signer {
    Signer::new(credentials("1234567_SB1", SECRETS))
}

/// Returns the same signer with another consumer key and token id.
#[track_caller]
pub(crate) fn signer_with(consumer_key: &str, token_id: &str) -> Signer {
    let [_, consumer_secret, _, token_secret] = SECRETS;
    let secrets = [consumer_key, consumer_secret, token_id, token_secret];
    Signer::new(credentials("1234567_SB1", secrets))
}

/// Checks the text of an error, which has the form of all errors and shows no secret.
#[track_caller]
pub(crate) fn assert_text(error: &dyn std::error::Error, expected: &str) {
    assert_eq!(error.to_string(), expected);
    assert!(expected.starts_with(char::is_lowercase) && !expected.ends_with('.'));
    let text = format!("{error} {error:?}");
    assert!(!text.contains("hunter"), "{text}");
}

/// Returns the headers of a request with one `Authorization` header.
#[track_caller]
pub(crate) fn headers(authorization: &str) -> HeaderMap {
    let value = HeaderValue::from_bytes(authorization.as_bytes()).unwrap();
    HeaderMap::from_iter([(AUTHORIZATION, value)])
}
