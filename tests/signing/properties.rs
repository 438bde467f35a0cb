//! Random text for every parser.

use http::{Method, Uri};
use netsuite_oauth1::{AccountId, Consumer, Credentials, Error, Nonce, Service, Signer, Token};
use proptest::prelude::*;

use crate::random;
use crate::strategies::credential;
use crate::support::credentials;

proptest! {
    #![proptest_config(random::config(1_000))]

    #[test]
    fn an_account_is_signed_only_for_its_own_hosts(
        id in "[0-9A-Za-z]{1,8}([-_][0-9A-Za-z]{1,8}){0,6}",
        script in any::<String>(),
    ) {
        let signer = |id: &str| Signer::new(credentials(id, ["k", "s", "i", "t"]));
        let account_id: AccountId = id.parse().unwrap();
        let other = format!("{}x", &id[..id.len().min(62)]);
        for service in [Service::SuiteTalk, Service::Restlets, Service::App] {
            let url = account_id.url(service);
            let subdomain = id.to_lowercase().replace('_', "-");
            prop_assert_eq!(url.host_str().unwrap().split('.').next().unwrap(), subdomain);
            prop_assert!(signer(&id).authorize(&Method::GET, &url).is_ok());
            let error = signer(&other).authorize(&Method::GET, &url).unwrap_err();
            prop_assert!(matches!(error, Error::HostForeign { .. }), "{error}");
        }
        let restlet = account_id.restlet_url(&script, 1);
        let pairs: Vec<_> = restlet.query_pairs().into_owned().collect();
        let expected = [("script".to_owned(), script), ("deploy".to_owned(), "1".to_owned())];
        prop_assert_eq!(pairs, expected);
    }

    /// No text makes a constructor panic. The header with accepted text is printable ASCII.
    #[test]
    fn accepts_exactly_the_texts_that_the_documentation_allows(
        text in prop_oneof![any::<String>(), credential(), "[ -~]{0,70}"],
    ) {
        if let Ok(account_id) = text.parse::<AccountId>() {
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
            prop_assert!(text.bytes().all(is_plain));
            prop_assert_eq!(account_id.realm(), text.to_ascii_uppercase().replace('-', "_"));
        }
        let is_alphanumeric = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_nonce = (6..=64).contains(&text.len()) && is_alphanumeric;
        prop_assert_eq!(Nonce::new(&text).is_ok(), is_nonce);
        let is_forbidden = |c: char| c.is_control() || "\u{fffe}\u{ffff}".contains(c);
        let is_credential =
            !text.is_empty() && text.trim() == text && !text.chars().any(is_forbidden);
        let (consumer, token) = (Consumer::new(&*text, &*text), Token::new(&*text, &*text));
        prop_assert_eq!(consumer.is_ok(), is_credential);
        prop_assert_eq!(token.is_ok(), is_credential);
        if let (Ok(consumer), Ok(token)) = (consumer, token) {
            let signer = Signer::new(Credentials::new("1".parse().unwrap(), consumer, token));
            let uri = Uri::from_static("https://h");
            let authorization = signer.authorize(&Method::GET, &uri).unwrap();
            let header = authorization.as_str().to_owned();
            prop_assert!(header.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
            let value = authorization.into_header_value();
            prop_assert_eq!(value.as_bytes(), header.as_bytes());
        }
    }
}
