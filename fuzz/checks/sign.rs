//! Any method, URL and credentials, one to a line: this crate signs like the plain reference, or
//! both reject.

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
        // Timestamps of ten digits, as today, and of other lengths.
        timestamp: match input.len() as u64 {
            length if length.is_multiple_of(2) => 1_508_242_306 + length,
            length => length,
        },
    };
    // `Uri` and `Url` put different texts on the wire.
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
    /// Signs a URL, which goes on the wire as `wire`.
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
                // The reference knows nothing about NetSuite's hosts.
                if !matches!(signed, Error::HostForeign { .. } | Error::SchemeInsecure) {
                    assert!(!request.is_signable(), "{wire}: {signed}");
                }
            }
            (signed, endpoint) => panic!("{signed:?} but {endpoint:?}"),
        }
    }
}
