//! Random requests, signed by the crate and by the plain reference.

use http::{Method, Uri};
use netsuite_oauth1::{BaseString, Nonce, Signer, Target, Timestamp};
use proptest::prelude::*;
use url::Url;

use crate::random;
use crate::reference::Request;
use crate::strategies::{credential, hostile_query, method, plain_text, query, stamp, url};
use crate::support::credentials;

proptest! {
    #![proptest_config(random::config(1_000))]

    /// `Signer`, `Endpoint` and `Explanation` agree with the reference, for a `Uri` and a `Url`.
    #[test]
    fn signs_as_the_reference(
        method in method(),
        url in url(query()),
        secrets in [credential(), credential(), credential(), credential()],
        (nonce, timestamp) in stamp(),
    ) {
        let secrets = secrets.each_ref().map(String::as_str);
        let signer = Signer::new(credentials("1234567_sb1", secrets));
        let check = |url: &str, target: Target<'_>| {
            let request = Request { method: method.as_str(), url };
            let expected = |nonce: &Nonce, timestamp: Timestamp| {
                request.sign("1234567_SB1", secrets, nonce.as_str(), timestamp.unix())
            };
            let (nonce, timestamp) = (Nonce::new(&nonce).unwrap(), Timestamp::from_unix(timestamp));
            let (base_string, header) = expected(&nonce, timestamp);
            let explanation = signer.explain(&method, target, &nonce, timestamp).unwrap();
            prop_assert_eq!(explanation.base_string().as_str(), base_string);
            let explained = explanation.into_authorization();
            prop_assert_eq!(explained.as_str(), header.as_str());
            let endpoint = signer.endpoint(&method, target).unwrap();
            let authorization = signer.authorize_with(&method, target, &nonce, timestamp).unwrap();
            prop_assert_eq!(authorization.as_str(), header.as_str());
            let authorization = endpoint.authorize_with(&nonce, timestamp);
            prop_assert_eq!(authorization.as_str(), header);

            // With a fresh nonce and the current time.
            let authorize = signer.authorize(&method, target).unwrap();
            for authorization in [authorize, endpoint.authorize()] {
                let (_, header) = expected(authorization.nonce(), authorization.timestamp());
                prop_assert_eq!(authorization.as_str(), header);
            }
            Ok(())
        };
        if let Ok(uri) = url.parse::<Uri>() {
            check(&uri.to_string(), (&uri).into())?;
        }
        let url = Url::parse(&url).unwrap();
        check(url.as_str(), (&url).into())?;
    }

    /// `BaseString` agrees with the reference, with any parameters beside the query.
    #[test]
    fn makes_the_base_string_of_the_reference(
        method in method(),
        url in url(query()),
        parameters in prop::collection::vec((plain_text(), plain_text()), 0..6),
    ) {
        let url = Url::parse(&url).unwrap();
        let base_string = BaseString::new(&method, &url, parameters.clone()).unwrap();
        let reference = Request { method: method.as_str(), url: url.as_str() };
        prop_assert_eq!(base_string.as_str(), reference.base_string(&parameters));
        prop_assert_eq!(base_string.uri(), reference.base_string_uri());
        prop_assert_eq!(base_string.parameters(), reference.normalized_parameters(&parameters));
    }

    /// `Signer` and `Endpoint` sign any URL like the reference, or both reject it if the reference
    /// cannot sign it.
    #[test]
    fn rejects_what_the_reference_rejects(
        query in hostile_query(),
        tail in any::<String>(),
        (nonce, timestamp) in stamp(),
    ) {
        let secrets = ["k", "s", "i", "t"];
        let signer = Signer::new(credentials("1", secrets));
        let check = |url: &str, target: Target<'_>| {
            let (nonce, time) = (Nonce::new(&nonce).unwrap(), Timestamp::from_unix(timestamp));
            let signed = signer.authorize_with(&Method::GET, target, &nonce, time);
            let endpoint = signer.endpoint(&Method::GET, target);
            let request = Request { method: "GET", url };
            if request.is_signable() {
                let (_, header) = request.sign("1", secrets, nonce.as_str(), timestamp);
                let endpoint = endpoint.unwrap().authorize_with(&nonce, time);
                for authorization in [signed.unwrap(), endpoint] {
                    prop_assert_eq!(authorization.as_str(), &header);
                }
            } else {
                prop_assert_eq!(signed.unwrap_err(), endpoint.unwrap_err());
            }
            Ok(())
        };
        let texts = [
            format!("https://h/p?{query}"),
            format!("https://h/{query}?{query}{tail}"),
            tail,
        ];
        for text in texts {
            if let Ok(uri) = text.parse::<Uri>() {
                check(&uri.to_string(), (&uri).into())?;
            }
            if let Ok(url) = Url::parse(&text) {
                check(url.as_str(), (&url).into())?;
            }
        }
    }
}
