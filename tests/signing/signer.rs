//! The guarantees of `Signer`, `Endpoint`, `BaseString` and `Explanation` beside the signature.

use std::collections::HashSet;

use http::header::AUTHORIZATION;
use http::{HeaderValue, Method, Request, Uri};
use netsuite_oauth1::{AccountId, BaseString, Nonce, Service, Timestamp};
use time::Duration;
use url::Url;

use crate::support::{NONCE, NOW, RESTLET, signer};

#[test]
fn sign_puts_one_sensitive_header_on_the_request() {
    let mut request = Request::post(RESTLET)
        .header(AUTHORIZATION, "Basic old")
        .header(AUTHORIZATION, "Basic older")
        .header("x-other", "kept")
        .body("{}")
        .unwrap();
    signer().sign(&mut request).unwrap();
    let values: Vec<&HeaderValue> = request.headers().get_all(AUTHORIZATION).iter().collect();
    let [value] = values.as_slice() else {
        panic!("{} headers", values.len())
    };
    assert!(value.is_sensitive());
    assert!(
        value
            .to_str()
            .unwrap()
            .starts_with("OAuth realm=\"1234567_SB1\", oauth_consumer_key=\"consumer-key\", ")
    );
    assert_eq!(request.headers()["x-other"], "kept");
    assert_eq!(*request.body(), "{}");
    assert_eq!(request.uri(), RESTLET);
}

#[test]
fn every_signature_has_its_own_nonce() {
    let signer = signer();
    let uri = Uri::from_static(RESTLET);
    let endpoint = signer.endpoint(&Method::GET, &uri).unwrap();
    let mut nonces = HashSet::new();
    for _ in 0..100 {
        nonces.insert(
            signer
                .authorize(&Method::GET, &uri)
                .unwrap()
                .nonce()
                .clone(),
        );
        nonces.insert(endpoint.authorize().nonce().clone());
    }
    assert_eq!(nonces.len(), 200);
}

#[test]
fn the_clock_offset_changes_the_current_time_but_no_given_timestamp() {
    for minutes in [20, -20] {
        let offset = Duration::minutes(minutes);
        let signer = signer().with_clock_offset(offset);
        let uri = Uri::from_static(RESTLET);
        let endpoint = signer.endpoint(&Method::GET, &uri).unwrap();
        let expected = Timestamp::now()
            .unix()
            .saturating_add_signed(offset.whole_seconds());
        for read in [
            signer.authorize(&Method::GET, &uri).unwrap(),
            endpoint.authorize(),
        ] {
            assert!(read.timestamp().unix().abs_diff(expected) < 60, "{read:?}");
        }
        let given = Timestamp::from_unix(7);
        let kept = signer
            .authorize_with(&Method::GET, &uri, &Nonce::random(), given)
            .unwrap();
        assert_eq!(kept.timestamp(), given);
    }
    // An offset that leaves the range of timestamps does not panic.
    for offset in [Duration::MAX, Duration::MIN] {
        let signer = signer().with_clock_offset(offset);
        assert!(
            signer
                .authorize(&Method::GET, &Uri::from_static(RESTLET))
                .is_ok()
        );
    }
}

#[test]
fn an_endpoint_puts_nonce_and_timestamp_where_a_signer_does() {
    let (signer, nonce) = (signer(), NONCE.parse().unwrap());
    for text in [
        "https://h/&oauth_nonce=/&oauth_timestamp=",
        "https://h/?a=&oauth_nonce_=1&oauth_timestamp_=2&z=%26oauth_nonce=%26oauth_timestamp=",
    ] {
        let uri: Uri = text.parse().unwrap();
        let now = Timestamp::from_unix(NOW);
        let expected = signer.authorize_with(&Method::GET, &uri, &nonce, now);
        let endpoint = signer.endpoint(&Method::GET, &uri).unwrap();
        let authorization = endpoint.authorize_with(&nonce, now);
        assert_eq!(authorization.as_str(), expected.unwrap().as_str());
    }
}

#[test]
fn a_url_and_a_uri_are_each_signed_as_they_are_sent() {
    let text = "https://h/a/../b?q='x'";
    let (uri, url): (Uri, Url) = (text.parse().unwrap(), text.parse().unwrap());
    let none: [(&str, &str); 0] = [];
    let kept = BaseString::new(&Method::GET, &uri, none).unwrap();
    assert_eq!(kept.uri(), "https://h/a/../b");
    let tidied = BaseString::new(&Method::GET, &url, none).unwrap();
    assert_eq!(tidied.uri(), "https://h/b");
    // `'` and `%27` differ on the wire, but have the same base string.
    assert_eq!(
        (uri.query(), url.query()),
        (Some("q='x'"), Some("q=%27x%27"))
    );
    assert_eq!(
        (kept.parameters(), tidied.parameters()),
        ("q=%27x%27".into(), "q=%27x%27".into())
    );
}

#[test]
fn encodes_a_path_once() {
    for (path, signed) in [
        (
            "/services/rest/record/v1/!transform/x",
            "%2Fservices%2Frest%2Frecord%2Fv1%2F%21transform%2Fx",
        ),
        ("/customer/eid:A%20B", "%2Fcustomer%2Feid%3AA%2520B"),
        ("/a+b/%zz/%", "%2Fa%2Bb%2F%25zz%2F%25"),
        ("", "%2F"),
    ] {
        let none: [(&str, &str); 0] = [];
        let uri: Uri = format!("https://h{path}").parse().unwrap();
        let base_string = BaseString::new(&Method::GET, &uri, none).unwrap();
        assert_eq!(
            base_string.as_str(),
            format!("GET&https%3A%2F%2Fh{signed}&")
        );
    }
    // The path of `OPTIONS *` is `/`.
    let server = Uri::builder()
        .scheme("https")
        .authority("h")
        .path_and_query("*")
        .build()
        .unwrap();
    let none: [(&str, &str); 0] = [];
    let base_string = BaseString::new(&Method::OPTIONS, &server, none).unwrap();
    assert_eq!(base_string.as_str(), "OPTIONS&https%3A%2F%2Fh%2F&");
}

#[test]
fn signs_the_scheme_in_lower_case() {
    // A parsed `Uri` has a scheme in lower case, but a built one may not.
    let uri = Uri::builder()
        .scheme("HTTPS")
        .authority("h:443")
        .path_and_query("/")
        .build()
        .unwrap();
    assert_eq!(uri.scheme_str(), Some("HTTPS"));
    let none: [(&str, &str); 0] = [];
    assert_eq!(
        BaseString::new(&Method::GET, &uri, none).unwrap().uri(),
        "https://h/"
    );
}

#[test]
fn signs_a_custom_method_in_upper_case_and_encoded() {
    // RFC 5849 section 3.4.1.1.
    let method = Method::from_bytes(b"m-search&x").unwrap();
    let none: [(&str, &str); 0] = [];
    let base_string = BaseString::new(&method, &Uri::from_static("http://h"), none).unwrap();
    assert_eq!(base_string.as_str(), "M-SEARCH%26X&http%3A%2F%2Fh%2F&");
}

#[test]
fn accepts_each_spelling_of_an_account_id_and_builds_its_urls() {
    for (spelling, realm, subdomain) in [
        ("1234567", "1234567", "1234567"),
        ("1234567_SB1", "1234567_SB1", "1234567-sb1"),
        ("1234567-sb1", "1234567_SB1", "1234567-sb1"),
        ("1234567_rp", "1234567_RP", "1234567-rp"),
        ("tstdrv123", "TSTDRV123", "tstdrv123"),
    ] {
        let account_id: AccountId = spelling.parse().unwrap();
        assert_eq!(
            (account_id.realm(), account_id.subdomain()),
            (realm, subdomain)
        );
        assert_eq!(account_id.to_string(), realm);
    }
    let account_id: AccountId = "1234567_SB1".parse().unwrap();
    for (url, expected) in [
        (
            account_id.url(Service::SuiteTalk),
            "https://1234567-sb1.suitetalk.api.netsuite.com/",
        ),
        (
            account_id.url(Service::Restlets),
            "https://1234567-sb1.restlets.api.netsuite.com/",
        ),
        (
            account_id.url(Service::App),
            "https://1234567-sb1.app.netsuite.com/",
        ),
        (
            account_id.restlet_url("customscript_a&b", "customdeploy 1"),
            "https://1234567-sb1.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=customscript_a%26b&deploy=customdeploy+1",
        ),
        (
            account_id.suiteql_url(1000, 5000).unwrap(),
            "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/query/v1/suiteql?limit=1000&offset=5000",
        ),
        (
            account_id.suiteql_url(1, 0).unwrap(),
            "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/query/v1/suiteql?limit=1&offset=0",
        ),
        (
            account_id.record_url("salesOrder", 40).unwrap(),
            "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/record/v1/salesOrder/40",
        ),
        (
            account_id
                .record_url("customrecord_a", "eid:A/B?c#d%20é")
                .unwrap(),
            "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/record/v1/customrecord_a/eid:A%2FB%3Fc%23d%2520%C3%A9",
        ),
    ] {
        assert_eq!(url.as_str(), expected);
    }
    assert_eq!(account_id.as_ref(), "1234567_SB1");
}

#[test]
fn an_explanation_shows_every_step() {
    let uri = Uri::from_static("https://H:8443/p?b=2&a=%c2%9b&a=1&&c");
    let explanation = signer()
        .explain(
            &Method::PATCH,
            &uri,
            &Nonce::new("abcdef").unwrap(),
            Timestamp::from_unix(7),
        )
        .unwrap();
    let (base_string, authorization) = (explanation.base_string(), explanation.authorization());
    let signature = authorization.signature();
    let encoded = signature
        .replace('+', "%2B")
        .replace('/', "%2F")
        .replace('=', "%3D");
    let expected = format!(
        r#"1. Method, in upper case (RFC 5849, 3.4.1.1)
   PATCH

2. URL as it is sent, and its signed part without the query (3.4.1.2)
   scheme  https
   host    H
   port    8443
   path    /p
   query   b=2&a=%c2%9b&a=1&&c
   signed  https://h:8443/p

3. Parameters as they are sent (3.4.1.3.1)
   query   b=2
   query   a=%c2%9b
   query   a=1
   query   c
   header  realm="1234567_SB1"  (never signed)
   header  oauth_consumer_key="consumer-key"
   header  oauth_token="token-id"
   header  oauth_nonce="abcdef"
   header  oauth_timestamp="7"
   header  oauth_signature_method="HMAC-SHA256"
   header  oauth_version="1.0"
   header  oauth_signature="{encoded}"  (never signed)

4. Parameters decoded, encoded again and sorted by name, then value (3.4.1.3.2)
   a=%C2%9B
   a=1
   b=2
   c=
   oauth_consumer_key=consumer-key
   oauth_nonce=abcdef
   oauth_signature_method=HMAC-SHA256
   oauth_timestamp=7
   oauth_token=token-id
   oauth_version=1.0

5. Base string: 1, 2 and 4, each encoded, joined with `&` (3.4.1.1)
   {base_string}

6. Key: both secrets, each encoded, joined with `&` (3.4.2)
   consumer secret (15 bytes, encoded) & token secret (12 bytes, encoded)

7. Signature: HMAC-SHA256 of 5 with 6, in Base64
   {signature}

8. Header, every value encoded (3.5.1)
   Authorization: {}"#,
        authorization.as_str()
    );
    assert_eq!(explanation.to_string(), expected);
}

#[test]
fn an_explanation_has_no_control_character() {
    // A C1 control character, which some terminals treat as the start of an escape sequence.
    let uri: Uri = "https://h/\u{9b}2J?a=\u{9b}31m".parse().unwrap();
    let explanation = signer()
        .explain(&Method::GET, &uri, &Nonce::random(), Timestamp::now())
        .unwrap();
    assert!(
        !explanation
            .to_string()
            .chars()
            .any(|c| c.is_control() && c != '\n')
    );
    assert!(explanation.to_string().contains("a=\\u{9b}31m"));
}
