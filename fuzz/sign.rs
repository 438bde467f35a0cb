//! Lines of any text, a URL and four credentials: what is signed is what the plain reference of the tests signs, and what it refuses is refused.

#![no_main]

use http::{Method, Uri};
use libfuzzer_sys::fuzz_target;
use netsuite_oauth1::verify::Verifier;
use netsuite_oauth1::{Consumer, Credentials, Error, Nonce, Signer, Timestamp, Token};
use netsuite_oauth1_diagnosis::Diagnosis;
use url::Url;

#[allow(dead_code, reason = "the tests ask it for more")]
#[path = "../tests/reference/mod.rs"]
mod reference;

fuzz_target!(|text: &str| {
    let mut lines = text.splitn(5, '\n');
    let [url, key, consumer_secret, id, token_secret] =
        [(); 5].map(|()| lines.next().unwrap_or_default());
    let secrets = [key, consumer_secret, id, token_secret];
    // Half of them with as many digits as today's have.
    let length = text.len() as u64;
    let timestamp = if length.is_multiple_of(2) {
        1_508_242_306 + length
    } else {
        length
    };
    let (Ok(consumer), Ok(token)) = (
        Consumer::new(key, consumer_secret),
        Token::new(id, token_secret),
    ) else {
        return;
    };
    let credentials = Credentials::new("1".parse().unwrap(), consumer, token);
    let signer = Signer::new(credentials.clone());
    let (uri, url) = (url.parse::<Uri>(), Url::parse(url));
    let (nonce, time) = (
        Nonce::new("fjaLirsIcCGVZWzBX0pg").unwrap(),
        Timestamp::from_unix(timestamp),
    );
    let method = Method::POST;

    for wire in [
        uri.map(|uri| uri.to_string()).ok(),
        url.map(String::from).ok(),
    ] {
        let Some(wire) = wire else { continue };
        let Ok(uri) = wire.parse::<Uri>() else {
            continue;
        };
        let request = reference::Request {
            method: "POST",
            url: &wire,
        };
        let signed = signer.authorize_with(&method, &uri, &nonce, time);
        let endpoint = signer.endpoint(&method, &uri);
        if !request.is_signable() {
            assert_eq!(signed.unwrap_err(), endpoint.unwrap_err());
            return;
        }
        let (_, header) = request.sign("1", secrets, nonce.as_str(), timestamp);
        if let Err(Error::HostForeign { .. }) = signed {
            return;
        }
        let (signed, endpoint) = (signed.unwrap(), endpoint.unwrap());
        assert_eq!(signed.as_str(), header);
        assert_eq!(endpoint.authorize_with(&nonce, time).as_str(), header);

        let mut sent = http::Request::post(&uri).body(()).unwrap();
        sent.headers_mut()
            .insert("authorization", header.parse().unwrap());
        let verifier = Verifier::new([credentials.clone()]);
        assert!(verifier.verify_request(&sent, time).is_ok());
        let diagnosis = Diagnosis::new(&credentials, &method, &uri, &header, b"");
        assert!(diagnosis.explains_signature(), "{diagnosis}");
    }
});
