//! Random input for tests: requests, credentials, nonces and timestamps.
#![allow(dead_code, reason = "no test binary needs all of it")]

use http::Method;
use proptest::prelude::*;
use proptest::sample::select;

/// A nonce and a timestamp. Half of them have the usual lengths, 20 and 10.
pub(crate) fn stamp() -> impl Strategy<Value = (String, u64)> {
    prop_oneof![
        ("[0-9A-Za-z]{20}", 1_000_000_000..10_000_000_000_u64),
        ("[0-9A-Za-z]{6,64}", any::<u64>()),
    ]
}

pub(crate) fn method() -> impl Strategy<Value = Method> {
    let custom = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,12}".prop_map(|method| method.parse().unwrap());
    prop_oneof![
        4 => select(vec![Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE]),
        1 => custom,
    ]
}

pub(crate) fn url(query: impl Strategy<Value = Option<String>>) -> impl Strategy<Value = String> {
    // No plain `http` to NetSuite, because a signer rejects it.
    let scheme_and_host = prop_oneof![
        (
            select(vec!["https", "HTTPS"]),
            select(vec![
                "1234567-sb1.restlets.api.netsuite.com",
                "1234567-SB1.SuiteTalk.API.NetSuite.com",
                "rest.netsuite.com",
            ]),
        ),
        (
            select(vec!["https", "http", "HTTPS", "hTTp"]),
            select(vec![
                "EXAMPLE.com",
                "example.com.",
                "a-b_c.example",
                "127.0.0.1",
                "[::1]",
                "[2001:DB8::1]",
            ]),
        ),
    ];
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
    (scheme_and_host, port, path, query, fragment).prop_map(
        |((scheme, host), port, path, query, fragment)| {
            let query = query.map(|query| format!("?{query}")).unwrap_or_default();
            format!("{scheme}://{host}{port}{path}{query}{fragment}")
        },
    )
}

/// A query with names that are equal, that sort side by side, or that encoding reorders.
pub(crate) fn query() -> impl Strategy<Value = Option<String>> {
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

/// A query with broken escapes, bytes that are not UTF-8, and protocol parameters.
pub(crate) fn hostile_query() -> impl Strategy<Value = String> {
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

pub(crate) fn text_of(
    atoms: &'static [&'static str],
    most: usize,
) -> impl Strategy<Value = String> + Clone {
    prop::collection::vec(select(atoms), 0..=most).prop_map(|atoms| atoms.concat())
}

/// A name or a value that is not a protocol parameter.
pub(crate) fn plain_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        text_of(QUERY_ATOMS, 3),
        select(vec!["a", "c2", "status", "oauth_x_y"]).prop_map(str::to_owned)
    ]
}

/// A key, id or secret that `Consumer` and `Token` accept.
pub(crate) fn credential() -> impl Strategy<Value = String> {
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

/// Prefixes of each other, names that sort between the protocol's own, and names that encoding
/// reorders: `[` sorts after `Z` but `%5B` before it, `é` last but `%C3%A9` first.
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
