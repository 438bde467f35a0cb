//! Random requests against a plain reference, written from the text of RFC 5849 and sharing no code with the crate.

mod reference;

use http::{Method, Uri};
use netsuite_oauth1::{
    AccountId, BaseString, Consumer, Credentials, Error, Nonce, Service, Signer, Timestamp, Token,
};
use proptest::prelude::*;
use proptest::sample::select;
use url::Url;

use crate::reference::Request;

const CASES: u32 = 10_000;

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    /// Everything that signs agrees with the reference, for the `Uri` and for the `Url` of the same text.
    #[test]
    fn signs_as_the_reference(
        method in method(),
        url in url(query()),
        secrets in [credential(), credential(), credential(), credential()],
        (nonce, timestamp) in stamp(),
    ) {
        let [key, consumer_secret, id, token_secret] = secrets.each_ref().map(String::as_str);
        let signer = Signer::new(Credentials::new(
            "1234567_sb1".parse().unwrap(),
            Consumer::new(key, consumer_secret).unwrap(),
            Token::new(id, token_secret).unwrap(),
        ));
        let sign = |url: &str, nonce: &str, timestamp| Request { method: method.as_str(), url }.sign(
            "1234567_SB1", [key, consumer_secret, id, token_secret], nonce, timestamp,
        );
        let expected = |url: &str| sign(url, &nonce, timestamp);
        let (nonce, timestamp) = (Nonce::new(&nonce).unwrap(), Timestamp::from_unix(timestamp));

        if let Ok(uri) = url.parse::<Uri>() {
            let (base_string, header) = expected(&uri.to_string());
            let explanation = signer.explain(&method, &uri, &nonce, timestamp).unwrap();
            prop_assert_eq!(explanation.base_string(), base_string);
            let authorization = signer.authorize_with(&method, &uri, &nonce, timestamp).unwrap();
            prop_assert_eq!(authorization.as_str(), header.as_str());
            let endpoint = signer.endpoint(&method, &uri).unwrap();
            let authorization = endpoint.authorize_with(&nonce, timestamp);
            prop_assert_eq!(authorization.as_str(), header.as_str());
        }
        let url = Url::parse(&url).unwrap();
        let (base_string, header) = expected(url.as_str());
        let explanation = signer.explain(&method, &url, &nonce, timestamp).unwrap();
        prop_assert_eq!(explanation.base_string(), base_string);
        let authorization = signer.authorize_with(&method, &url, &nonce, timestamp).unwrap();
        prop_assert_eq!(authorization.as_str(), header.as_str());
        let endpoint = signer.endpoint(&method, &url).unwrap();
        let authorization = endpoint.authorize_with(&nonce, timestamp);
        prop_assert_eq!(authorization.as_str(), header);

        // With a nonce and a timestamp of its own.
        let mut buffer = Vec::new();
        endpoint.authorize_into(&mut buffer);
        let header = String::from_utf8(buffer).unwrap();
        let value_of = |name: &str| header.split_once(name).unwrap().1.split('"').nth(1).unwrap();
        let (_, expected) = sign(
            url.as_str(), value_of("oauth_nonce="), value_of("oauth_timestamp=").parse().unwrap(),
        );
        prop_assert_eq!(header, expected);
    }

    /// The canonicalisation alone does, with any parameters beside the query.
    #[test]
    fn canonicalises_as_the_reference(
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

    /// Any text that is a URL is signed as the reference does or refused where the reference finds fault, by `Signer`
    /// and `Endpoint` alike.
    #[test]
    fn refuses_what_the_reference_refuses(query in hostile_query(), tail in any::<String>(), (nonce, timestamp) in stamp()) {
        let signer = Signer::new(Credentials::new(
            "1".parse().unwrap(), Consumer::new("k", "s").unwrap(), Token::new("i", "t").unwrap(),
        ));
        let (unix, nonce) = (timestamp, Nonce::new(&nonce).unwrap());
        let timestamp = Timestamp::from_unix(unix);
        for text in [format!("https://h/p?{query}"), format!("https://h/{query}?{query}{tail}"), tail] {
            let (uri, url) = (text.parse::<Uri>(), Url::parse(&text));
            let (wire, signed, endpoint) = if let Ok(uri) = uri {
                (uri.to_string(), signer.authorize_with(&Method::GET, &uri, &nonce, timestamp), signer.endpoint(&Method::GET, &uri))
            } else if let Ok(url) = url {
                (url.to_string(), signer.authorize_with(&Method::GET, &url, &nonce, timestamp), signer.endpoint(&Method::GET, &url))
            } else {
                continue;
            };
            let request = Request { method: "GET", url: &wire };
            if request.is_signable() {
                let (_, header) = request.sign("1", ["k", "s", "i", "t"], nonce.as_str(), unix);
                let (signed, endpoint) = (signed.unwrap(), endpoint.unwrap().authorize_with(&nonce, timestamp));
                prop_assert_eq!(signed.as_str(), &header);
                prop_assert_eq!(endpoint.as_str(), &header);
            } else {
                prop_assert_eq!(signed.unwrap_err(), endpoint.unwrap_err());
            }
        }
    }

    /// An account id that is taken makes every URL, and its own hosts are its own and no other's.
    #[test]
    fn account_ids_make_hosts(id in "[0-9A-Za-z]{1,8}([-_][0-9A-Za-z]{1,8}){0,6}", script in any::<String>()) {
        let account_id: AccountId = id.parse().unwrap();
        let signer = |account_id: &AccountId| Signer::new(Credentials::new(
            account_id.clone(), Consumer::new("k", "s").unwrap(), Token::new("i", "t").unwrap(),
        ));
        let other: AccountId = format!("{}x", id.get(..id.len().min(62)).unwrap()).parse().unwrap();
        for service in [Service::SuiteTalk, Service::Restlets, Service::App] {
            let url = account_id.url(service);
            let subdomain = id.to_lowercase().replace('_', "-");
            prop_assert_eq!(url.host_str().unwrap().split('.').next().unwrap(), subdomain);
            prop_assert!(signer(&account_id).authorize(&Method::GET, &url).is_ok());
            let refused = matches!(signer(&other).authorize(&Method::GET, &url), Err(Error::HostForeign { .. }));
            prop_assert!(refused);
        }
        let restlet = account_id.restlet_url(&script, 1);
        let pairs: Vec<_> = restlet.query_pairs().into_owned().collect();
        prop_assert_eq!(pairs, [("script".to_owned(), script), ("deploy".to_owned(), "1".to_owned())]);
    }

    /// No text makes a constructor panic, and what it takes can be signed into a header that is printable ASCII.
    #[test]
    fn any_text_is_taken_or_refused(text in prop_oneof![any::<String>(), credential(), "[ -~]{0,70}"]) {
        if let Ok(account_id) = text.parse::<AccountId>() {
            prop_assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
            prop_assert_eq!(account_id.realm(), text.to_ascii_uppercase().replace('-', "_"));
        }
        let is_nonce = (6..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        prop_assert_eq!(Nonce::new(&text).is_ok(), is_nonce);
        let is_credential = !text.is_empty() && text.trim() == text && !text.chars().any(char::is_control);
        let (consumer, token) = (Consumer::new(&*text, &*text), Token::new(&*text, &*text));
        prop_assert_eq!(consumer.is_ok(), is_credential);
        prop_assert_eq!(token.is_ok(), is_credential);
        if let (Ok(consumer), Ok(token)) = (consumer, token) {
            let signer = Signer::new(Credentials::new("1".parse().unwrap(), consumer, token));
            let authorization = signer.authorize(&Method::GET, &Uri::from_static("https://h")).unwrap();
            prop_assert!(authorization.as_str().bytes().all(|byte| (b' '..=b'~').contains(&byte)));
            let text = authorization.as_str().to_owned();
            let value = authorization.into_header_value();
            prop_assert_eq!(value.as_bytes(), text.as_bytes());
        }
    }
}

/// A nonce and a timestamp: half of them as long as all of today's, for which there is a way of their own.
fn stamp() -> impl Strategy<Value = (String, u64)> {
    prop_oneof![
        ("[0-9A-Za-z]{20}", 1_000_000_000..10_000_000_000_u64),
        ("[0-9A-Za-z]{6,64}", any::<u64>()),
    ]
}

fn method() -> impl Strategy<Value = Method> {
    let custom = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,12}".prop_map(|method| method.parse().unwrap());
    prop_oneof![
        4 => select(vec![Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE]),
        1 => custom,
    ]
}

fn url(query: impl Strategy<Value = Option<String>>) -> impl Strategy<Value = String> {
    let scheme = select(vec!["https", "http", "HTTPS", "hTTp"]);
    let host = select(vec![
        "1234567-sb1.restlets.api.netsuite.com",
        "1234567-SB1.SuiteTalk.API.NetSuite.com",
        "rest.netsuite.com",
        "EXAMPLE.com",
        "example.com.",
        "a-b_c.example",
        "127.0.0.1",
        "[::1]",
        "[2001:DB8::1]",
    ]);
    let port = prop_oneof![
        3 => Just(String::new()),
        1 => select(vec![":", ":80", ":443", ":0443", ":00080"]).prop_map(str::to_owned),
        1 => any::<u16>().prop_map(|port| format!(":{port}")),
    ];
    let path = prop_oneof![
        1 => Just(String::new()),
        5 => prop::collection::vec(text_of(PATH_ATOMS, 6), 1..4).prop_map(|segments| format!("/{}", segments.join("/"))),
    ];
    let fragment = select(vec!["", "", "#", "#a?b=c&d"]);
    (scheme, host, port, path, query, fragment).prop_map(
        |(scheme, host, port, path, query, fragment)| {
            let query = query.map(|query| format!("?{query}")).unwrap_or_default();
            format!("{scheme}://{host}{port}{path}{query}{fragment}")
        },
    )
}

/// A query in which names collide, sort next to one another and change their order once encoded.
fn query() -> impl Strategy<Value = Option<String>> {
    let name = prop_oneof![2 => select(NAMES.to_vec()).prop_map(str::to_owned), 1 => text_of(QUERY_ATOMS, 4)];
    let value = prop_oneof![12 => text_of(QUERY_ATOMS, 5), 1 => "[0-9A-Za-z~]{200,600}"];
    let piece = prop_oneof![
        6 => (name.clone(), value.clone()).prop_map(|(name, value)| format!("{name}={value}")),
        1 => name,
        1 => value.prop_map(|value| format!("={value}")),
        1 => select(vec!["", "=", "a==b", "a=b=c"]).prop_map(str::to_owned),
    ];
    prop::option::weighted(
        0.9,
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.join("&")),
    )
}

/// The same with escapes that are broken, bytes that are no UTF-8, and protocol parameters.
fn hostile_query() -> impl Strategy<Value = String> {
    text_of(
        &[
            "%",
            "%4",
            "%zz",
            "%4g",
            "%80",
            "%C3",
            "%28",
            "%c3%a9",
            "%ED%A0%80",
            "%F4%90%80%80",
            "%00",
            "&",
            "&",
            "=",
            "+",
            "a",
            "é",
            "oauth_nonce",
            "oauth_signature",
            "oauth%5Ftoken",
            "%6fauth_token",
            "oauth_tokens",
            "&oauth_version=1.0",
            "OAUTH_NONCE",
            "realm=1",
        ],
        8,
    )
}

fn text_of(atoms: &'static [&'static str], most: usize) -> impl Strategy<Value = String> + Clone {
    prop::collection::vec(select(atoms), 0..=most).prop_map(|atoms| atoms.concat())
}

/// Parameters in plain text, none of them a protocol parameter that the query could have too.
fn plain_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        text_of(QUERY_ATOMS, 3),
        select(vec!["a", "c2", "status", "oauth_x_y"]).prop_map(str::to_owned)
    ]
}

/// A key, id or secret as `Consumer` and `Token` take it.
fn credential() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => "[0-9a-f]{64}",
        1 => "[!-~]{1,80}",
        1 => "[!-~é私😀]([ -~é私😀]{0,90}[!-~é私😀])?",
    ]
}

const PATH_ATOMS: &[&str] = &[
    "a",
    "restlet.nl",
    "!transform",
    "eid:",
    "%20",
    "%2F",
    "%2f",
    "%7E",
    "~",
    "'",
    "(",
    ")",
    "*",
    "+",
    "%",
    "%zz",
    ";",
    "=",
    "&",
    "@",
    "$",
    ",",
    "|",
    "\"",
    "{",
    "}",
    "é",
    "私",
    "%C3%A9",
    "%FF",
    "-",
    ".",
    "_",
    "[",
    "]",
    "^",
];

const QUERY_ATOMS: &[&str] = &[
    "a",
    "b",
    "Z",
    "0",
    "9",
    "id",
    "~",
    "-",
    ".",
    "_",
    "+",
    "%2B",
    "%2b",
    "%20",
    "%7E",
    "%7e",
    "%41",
    "%25",
    "%26",
    "%3D",
    "%3d",
    "%2f",
    "/",
    "?",
    ":",
    "@",
    "!",
    "'",
    "(",
    ")",
    "*",
    ",",
    ";",
    "$",
    "[",
    "]",
    "^",
    "|",
    "{",
    "}",
    "`",
    "\\",
    "é",
    "私",
    "😀",
    "%C3%A9",
    "%c3%a9",
    "%E7%A7%81",
    "%00",
    "%0D%0A",
    "\"",
];

/// Prefixes of each other, names between the protocol's own, and names that sort otherwise once encoded (`[` is after `Z`
/// and `%5B` before it, `é` after all and `%C3%A9` before them).
const NAMES: &[&str] = &[
    "id",
    "id2",
    "id-x",
    "id%20",
    "id[",
    "id[0]",
    "idZ",
    "ida",
    "id~",
    "é",
    "Z",
    "script",
    "deploy",
    "a!",
    "a",
    "a%20b",
    "a+b",
    "oauth",
    "oauth_",
    "oauth_consumer_ke",
    "oauth_consumer_key0",
    "oauth_consumer_key-",
    "oauth_n",
    "oauth_nonce2",
    "oauth_o",
    "oauth_signature_methoda",
    "oauth_t",
    "oauth_timestamp~",
    "oauth_token_",
    "oauth_versioned",
    "oauth%5Fz",
    "oauth!",
    "realm",
    "OAUTH_NONCE",
    "oauth_verifier",
];
