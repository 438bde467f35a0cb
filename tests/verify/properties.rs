//! Random correct requests, and random bytes.

use http::{HeaderMap, HeaderValue, Method, Uri, header::AUTHORIZATION};
use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::verify::Verifier;
use netsuite_oauth1::{Nonce, Signer, Timestamp};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use url::Url;

use crate::reference::Request;
use crate::strategies::{credential, method, query, url};
use crate::support::{NOW, SECRETS, credentials, headers};
use crate::{random, verifier};

proptest! {
    #![proptest_config(random::config(1_000))]

    /// Covers `Signer` with a `Url`, and the reference with a `Uri`.
    #[test]
    fn accepts_each_correct_request_once(
        method in method(),
        url in url(query()),
        secrets in [credential(), credential(), credential(), credential()],
        nonce in prop_oneof!["[0-9A-Za-z]{20}", "[0-9A-Za-z]{6,64}"],
        (now, off) in (prop_oneof![1_000_000_300..9_999_999_700_u64, any::<u64>()], -300_i64..=300),
        order in any::<[Index; 7]>(),
        separator in select(vec![", ", ",", " ,\t", ",,, "]),
    ) {
        let secrets = secrets.each_ref().map(String::as_str);
        let [key, _, id, _] = secrets;
        let credentials = credentials("1234567_sb1", secrets);
        let signer = Signer::new(credentials.clone());
        let make = || Verifier::new([credentials.clone()]);
        let timestamp = Timestamp::from_unix(now.saturating_add_signed(off));
        let (now, nonce) = (Timestamp::from_unix(now), Nonce::new(&nonce).unwrap());
        let (url, uri) = (Url::parse(&url).unwrap(), url.parse::<Uri>());

        let authorization = signer.authorize_with(&method, &url, &nonce, timestamp).unwrap();
        let verifier = make();
        let headers = headers(authorization.as_str());
        let verified = verifier.verify(&method, &url, &headers, now).unwrap();
        prop_assert_eq!(verified.nonce(), &nonce);
        prop_assert_eq!(verified.timestamp(), timestamp);
        prop_assert_eq!([verified.consumer_key(), verified.token_id()], [key, id]);
        let error = verifier.verify(&method, &url, &headers, now).unwrap_err();
        prop_assert_eq!(error.code(), AuditCode::NonceUsed);
        // Another verifier does not know that the nonce was used.
        prop_assert!(make().verify(&method, &url, &headers, now).is_ok());

        if let Ok(uri) = uri {
            let reference = Request { method: method.as_str(), url: &uri.to_string() };
            let (_, header) =
                reference.sign("1234567_SB1", secrets, nonce.as_str(), timestamp.unix());
            let shuffled = shuffle(&header, order, separator);
            for header in [header, shuffled] {
                let verified = make().verify(&method, &uri, &self::headers(&header), now);
                prop_assert!(verified.is_ok(), "{header} {verified:?}");
            }
        }
    }

    #[test]
    fn rejects_any_bytes_without_printing_a_credential(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        atoms in prop::collection::vec(select(ATOMS), 0..30),
    ) {
        let (uri, now) = (Uri::from_static("https://h/p?a=b"), Timestamp::from_unix(NOW));
        let mut oauth = b"OAuth ".to_vec();
        oauth.extend(&bytes);
        let atoms = atoms.concat();
        for bytes in [bytes, oauth, format!("OAuth {atoms}").into_bytes(), atoms.into_bytes()] {
            let Ok(value) = HeaderValue::from_bytes(&bytes) else { continue };
            let headers = HeaderMap::from_iter([(AUTHORIZATION, value)]);
            let error = verifier().verify(&Method::GET, &uri, &headers, now).unwrap_err();
            let shown = format!("{error} {error:?}");
            prop_assert!(!SECRETS.iter().any(|secret| shown.contains(secret)), "{shown}");
        }
    }
}

/// Reorders the parameters, and changes their separator.
fn shuffle(header: &str, order: [Index; 7], separator: &str) -> String {
    let mut parameters: Vec<&str> = header.trim_start_matches("OAuth ").split(", ").collect();
    for (index, other) in order.iter().enumerate() {
        parameters.swap(index, other.index(8));
    }
    format!("OAuth {}", parameters.join(separator))
}

/// Parts of headers.
const ATOMS: &[&str] = &[
    "OAuth",
    "oauth ",
    " ",
    "\t",
    ",",
    ", ",
    "=",
    "\"",
    "=\"\"",
    "=\"a\"",
    "%",
    "%4",
    "%41",
    "%C3",
    "%c3%a9",
    "%zz",
    "+",
    "\\",
    "é",
    "realm",
    "realm=\"1234567_SB1\"",
    "realm=\"1234567-sb1\"",
    "oauth_consumer_key=\"consumer-key\", ",
    "oauth_token=\"token-id\", ",
    "oauth_nonce=\"",
    "oauth_nonce=\"abcdef\",",
    "oauth_timestamp=\"1508242306\",",
    "oauth_signature_method=\"HMAC-SHA256\",",
    "oauth_version=\"1.0\",",
    "oauth_signature=\"a\"",
    "oauth_signature=",
    "OAuth realm=\"1234567_SB1\", oauth_consumer_key=\"consumer-key\", oauth_token=\"token-id\", oauth_nonce=\"",
    "abcdef",
    "\", oauth_timestamp=\"",
    "1508242306",
    "\", oauth_signature_method=\"HMAC-SHA256\", oauth_version=\"1.0\", oauth_signature=\"",
];
