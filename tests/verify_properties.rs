//! Random requests, changed requests and random bytes for a `Verifier`.

mod reference;

use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue, Method, Uri};
use netsuite_oauth1::verify::Verifier;
use netsuite_oauth1::{Consumer, Credentials, Nonce, Signer, Timestamp, Token};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use url::Url;

use crate::reference::Request;

const CASES: u32 = 4_000;

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    /// What a `Signer` signs is accepted once, for the `Url` and for the `Uri` of the same text; so is what the reference signs.
    #[test]
    fn accepts_what_is_signed(
        method in method(),
        url in url(),
        secrets in [credential(), credential(), credential(), credential()],
        nonce in prop_oneof!["[0-9A-Za-z]{20}", "[0-9A-Za-z]{6,64}"],
        (now, off) in (prop_oneof![1_000_000_300..9_999_999_700_u64, any::<u64>()], -300_i64..=300),
        order in any::<[Index; 7]>(),
        separator in select(vec![", ", ",", " ,\t", ",,, "]),
    ) {
        let [key, consumer_secret, id, token_secret] = secrets.each_ref().map(String::as_str);
        let credentials = Credentials::new(
            "1234567_sb1".parse().unwrap(),
            Consumer::new(key, consumer_secret).unwrap(),
            Token::new(id, token_secret).unwrap(),
        );
        let (signer, make) = (Signer::new(credentials.clone()), || Verifier::new([credentials.clone()]));
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
        prop_assert!(verifier.verify(&method, &url, &headers, now).is_err());
        // The one token used a nonce, and no other verifier knows of it.
        prop_assert!(make().verify(&method, &url, &headers, now).is_ok());

        if let Ok(uri) = uri {
            let reference = Request { method: method.as_str(), url: &uri.to_string() };
            let (_, header) = reference.sign(
                "1234567_SB1", [key, consumer_secret, id, token_secret], nonce.as_str(), timestamp.unix(),
            );
            let shuffled = shuffle(&header, order, separator);
            for header in [header, shuffled] {
                let verified = make().verify(&method, &uri, &self::headers(&header), now);
                prop_assert!(verified.is_ok(), "{header} {verified:?}");
            }
        }
    }

    /// One character changed anywhere is refused, unless what is meant stays the same.
    #[test]
    fn refuses_what_is_changed(
        url in url(),
        at in any::<Index>(),
        character in prop_oneof![2 => any::<char>().prop_map(String::from), 3 => "[ -~]", 1 => "", 2 => select(vec![
            "\t", ", ", ",,", " ", "%41", "%61", "%2d", "\"", "=",
        ]).prop_map(str::to_owned)],
        length in 0_usize..=2,
    ) {
        let (verifier, signer) = (verifier(), Signer::new(credentials()));
        let Ok(uri) = url.parse::<Uri>() else { return Ok(()) };
        let (nonce, now) = (Nonce::random(), Timestamp::from_unix(1_508_242_306));
        let authorization = signer.authorize_with(&Method::POST, &uri, &nonce, now).unwrap();
        let right = authorization.as_str();

        let changed = change(right, at, length, &character);
        if let Ok(value) = HeaderValue::from_bytes(changed.as_bytes()) {
            let headers = HeaderMap::from_iter([(AUTHORIZATION, value)]);
            if verifier.verify(&Method::POST, &uri, &headers, now).is_ok() {
                prop_assert_eq!(meaning(&changed), meaning(right), "{}", changed);
            }
        }
        let wire = uri.to_string();
        let changed = change(&wire, at, length, &character);
        if let Ok(other) = changed.parse::<Uri>() {
            let other_wire = other.to_string();
            let request = Request { method: "POST", url: &other_wire };
            if self::verifier().verify(&Method::POST, &other, &headers(right), now).is_ok() {
                prop_assert!(request.is_signable());
                let original = Request { method: "POST", url: &wire };
                prop_assert_eq!(request.base_string(&[]), original.base_string(&[]));
            } else {
                let is_same = request.is_signable()
                    && request.base_string(&[]) == Request { method: "POST", url: &wire }.base_string(&[]);
                prop_assert!(!is_same, "{} {}", wire, other_wire);
            }
        }
        let changed = change("POST", at, length, &character);
        if let Ok(method) = Method::from_bytes(changed.as_bytes()) {
            let verified = self::verifier().verify(&method, &uri, &headers(right), now);
            prop_assert_eq!(verified.is_ok(), changed.eq_ignore_ascii_case("POST"));
        }
    }

    /// Any bytes get an answer, and it has no credential in it.
    #[test]
    fn answers_any_bytes(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        atoms in prop::collection::vec(select(ATOMS), 0..30),
    ) {
        let uri = Uri::from_static("https://h/p?a=b");
        let mut oauth = b"OAuth ".to_vec();
        oauth.extend(&bytes);
        for bytes in [bytes, oauth, atoms.concat().into_bytes(), format!("OAuth {}", atoms.concat()).into_bytes()] {
            let Ok(value) = HeaderValue::from_bytes(&bytes) else { continue };
            let headers = HeaderMap::from_iter([(AUTHORIZATION, value)]);
            let now = Timestamp::from_unix(1_508_242_306);
            let refusal = verifier().verify(&Method::GET, &uri, &headers, now).unwrap_err();
            let shown = format!("{refusal} {refusal:?}");
            prop_assert!(!shown.contains("consumer-") && !shown.contains("token-"), "{shown}");
        }
    }
}

fn credentials() -> Credentials {
    Credentials::new(
        "1234567_SB1".parse().unwrap(),
        Consumer::new("consumer-key", "consumer-secret").unwrap(),
        Token::new("token-id", "token-secret").unwrap(),
    )
}

fn verifier() -> Verifier {
    Verifier::new([credentials()])
}

fn headers(header: &str) -> HeaderMap {
    HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::from_str(header).unwrap())])
}

/// Swaps parameters and writes them with another separator.
fn shuffle(header: &str, order: [Index; 7], separator: &str) -> String {
    let mut parameters: Vec<&str> = header.trim_start_matches("OAuth ").split(", ").collect();
    for (index, other) in order.iter().enumerate() {
        parameters.swap(index, other.index(8));
    }
    format!("OAuth {}", parameters.join(separator))
}

/// Replaces up to `length` characters by others.
fn change(text: &str, at: Index, length: usize, by: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let at = at.index(characters.len());
    let end = (at + length).min(characters.len());
    let mut changed: String = characters[..at].iter().collect();
    changed.push_str(by);
    changed.extend(&characters[end..]);
    changed
}

/// What a header says: its parameters, decoded and sorted.
fn meaning(header: &str) -> Vec<(String, String)> {
    let (scheme, parameters) = header.trim().split_once([' ', '\t']).unwrap();
    assert!(scheme.eq_ignore_ascii_case("oauth"));
    let mut meaning: Vec<(String, String)> = parameters
        .split(',')
        .map(|parameter| parameter.trim_matches([' ', '\t']))
        .filter(|parameter| !parameter.is_empty())
        .map(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap();
            let value = value.trim_start_matches([' ', '\t']);
            let value = value.strip_prefix('"').unwrap().strip_suffix('"').unwrap();
            (decode(name.trim_end_matches([' ', '\t'])), decode(value))
        })
        .collect();
    meaning.sort();
    meaning
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        if *byte == b'%' {
            let digits = str::from_utf8(&after[..2]).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
            rest = &after[2..];
        } else {
            bytes.push(*byte);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn method() -> impl Strategy<Value = Method> {
    let custom = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,12}".prop_map(|method| method.parse().unwrap());
    prop_oneof![
        4 => select(vec![Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE]),
        1 => custom,
    ]
}

fn url() -> impl Strategy<Value = String> {
    let scheme = select(vec!["https", "http", "HTTPS"]);
    let host = select(vec![
        "1234567-sb1.restlets.api.netsuite.com",
        "1234567-SB1.SuiteTalk.API.NetSuite.com",
        "rest.netsuite.com",
        "[::1]",
        "h:8080",
        "h:443",
    ]);
    let path = prop::collection::vec(select(PIECES), 0..5).prop_map(|pieces| pieces.concat());
    let name = prop_oneof![select(NAMES), select(PIECES)];
    let value = prop::collection::vec(select(PIECES), 0..4).prop_map(|pieces| pieces.concat());
    let pair = (name, value).prop_map(|(name, value)| format!("{name}={value}"));
    let query = prop::collection::vec(pair, 0..14).prop_map(|pairs| pairs.join("&"));
    (scheme, host, path, query)
        .prop_map(|(scheme, host, path, query)| format!("{scheme}://{host}/{path}?{query}"))
}

/// A key, id or secret as `Consumer` and `Token` take it.
fn credential() -> impl Strategy<Value = String> {
    prop_oneof![2 => "[0-9a-f]{64}", 1 => "[!-~]{1,80}", 1 => "[!-~é私😀]([ -~é私😀]{0,90}[!-~é私😀])?"]
}

const PIECES: &[&str] = &[
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
    "*",
    "+",
    "%2B",
    ";",
    "@",
    "$",
    ",",
    "|",
    "é",
    "私",
    "%C3%A9",
    "%00",
    "-",
    ".",
    "_",
    "[",
    "]",
    "^",
];

/// Names before, between and after the protocol's own.
const NAMES: &[&str] = &[
    "script",
    "deploy",
    "id",
    "id2",
    "realm",
    "role",
    "a",
    "~",
    "oauth_n",
    "oauth_nonce2",
    "oauth_o",
    "oauth_timestamp~",
    "oauth_token_",
    "oauth_verifier",
    "oauth_zz",
    "OAUTH_NONCE",
    "é",
];

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
