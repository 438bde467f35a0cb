//! Input: a method, a URL and four credentials, one per line.
//!
//! This crate and the plain reference return the same header, or both reject the request.

use http::{Method, Uri};
use netsuite_oauth1::verify::Verifier;
use netsuite_oauth1::{Consumer, Credentials, Error, Nonce, Signer, Target, Timestamp, Token};
use url::Url;

use super::lines;
use crate::reference;

pub(crate) fn check(input: &[u8]) {
    let [method, url, key, consumer_secret, id, token_secret] = lines(input);
    let secrets = [key, consumer_secret, id, token_secret].map(str::from_utf8);
    let (Ok(method), [Ok(key), Ok(consumer_secret), Ok(id), Ok(token_secret)]) =
        (Method::from_bytes(method), secrets)
    else {
        return;
    };
    let (Ok(consumer), Ok(token)) = (
        Consumer::new(key, consumer_secret),
        Token::new(id, token_secret),
    ) else {
        return;
    };
    let credentials = Credentials::new("1".parse().unwrap(), consumer, token);
    let request = Request {
        method,
        secrets: [key, consumer_secret, id, token_secret],
        credentials,
        // Half of the timestamps have ten digits, as today's have.
        timestamp: match input.len() as u64 {
            length if length.is_multiple_of(2) => 1_508_242_306 + length,
            length => length,
        },
    };
    // A `Uri` and a `Url` send different text for the same input.
    if let Ok(uri) = Uri::try_from(url) {
        request.check(&uri.to_string(), (&uri).into());
    }
    if let Some(url) = str::from_utf8(url)
        .ok()
        .and_then(|url| Url::parse(url).ok())
    {
        request.check(url.as_str(), (&url).into());
    }
}

struct Request<'a> {
    method: Method,
    secrets: [&'a str; 4],
    credentials: Credentials,
    timestamp: u64,
}

impl Request<'_> {
    /// Signs a URL that is sent as `wire`.
    fn check(&self, wire: &str, url: Target<'_>) {
        let signer = Signer::new(self.credentials.clone());
        let nonce = Nonce::new("fjaLirsIcCGVZWzBX0pg").unwrap();
        let timestamp = Timestamp::from_unix(self.timestamp);
        let signed = signer.authorize_with(&self.method, url, &nonce, timestamp);
        let endpoint = signer.endpoint(&self.method, url);
        let request = reference::Request {
            method: self.method.as_str(),
            url: wire,
        };
        match (signed, endpoint) {
            (Ok(signed), Ok(endpoint)) => {
                assert!(request.is_signable(), "{wire}");
                let (_, header) = request.sign("1", self.secrets, nonce.as_str(), self.timestamp);
                assert_eq!(signed.as_str(), header);
                assert_eq!(endpoint.authorize_with(&nonce, timestamp).as_str(), header);
                let verifier = Verifier::new([self.credentials.clone()]);
                let headers = [("authorization".parse().unwrap(), header.parse().unwrap())];
                let headers = headers.into_iter().collect();
                let verified = verifier.verify(&self.method, url, &headers, timestamp);
                verified.unwrap();
            }
            (Err(signed), Err(endpoint)) => {
                assert_eq!(signed, endpoint);
                // The reference does not know NetSuite's hosts.
                if !matches!(signed, Error::HostForeign { .. } | Error::SchemeInsecure) {
                    assert!(!request.is_signable(), "{wire}: {signed}");
                }
            }
            (signed, endpoint) => panic!("{signed:?} but {endpoint:?}"),
        }
    }
}
