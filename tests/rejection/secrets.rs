//! A server that sends back what it was sent.

use http::Method;
use netsuite_oauth1::rejection::Rejection;
use netsuite_oauth1::{Consumer, Credentials, Nonce, Signer, Timestamp, Token};
use proptest::prelude::*;
use proptest::sample::select;
use url::Url;

use crate::read;

const KEY: &str = "60712990bc09623786e7047c226bcb3f86d49dca0b04efc21001dc76d97a81f5";
const ID: &str = "447d0cba5569a2d616e32a537110bc8c10ebcf42cc1fa34d6f76d08531abc179";

/// A request's texts, and what of them may not be seen.
struct Sent {
    texts: Vec<String>,
    secrets: Vec<String>,
}

fn sent(nonce: &str) -> Sent {
    let signer = Signer::new(Credentials::new(
        "1234567".parse().unwrap(),
        Consumer::new(KEY, "consumer-secret").unwrap(),
        Token::new(ID, "token-secret").unwrap(),
    ));
    let url = Url::parse(
        "https://1234567.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=1",
    )
    .unwrap();
    let (nonce, timestamp) = (
        Nonce::new(nonce).unwrap(),
        Timestamp::from_unix(1_508_242_306),
    );
    let explanation = signer
        .explain(&Method::GET, &url, &nonce, timestamp)
        .unwrap();
    let authorization = signer
        .authorize_with(&Method::GET, &url, &nonce, timestamp)
        .unwrap();
    let header = authorization.as_str().to_owned();
    let passport = signer.token_passport_with(&nonce, timestamp);
    let signature = authorization.signature().to_string();
    let encoded = signature
        .replace('+', "%2B")
        .replace('/', "%2F")
        .replace('=', "%3D");
    Sent {
        texts: vec![
            header.replace("OAuth ", ""),
            header.to_lowercase().replace("oauth_", "OAUTH_"),
            header,
            explanation.base_string().to_owned(),
            explanation.parameters().clone(),
            passport.into_xml("2025_2").unwrap(),
            signature.clone(),
            format!("/rest/revoketoken?consumerKey={KEY}&token={ID}"),
        ],
        secrets: vec![
            KEY.to_owned(),
            ID.to_owned(),
            nonce.to_string(),
            signature,
            encoded,
        ],
    }
}

fn assert_hidden(rejection: &Rejection, secrets: &[String]) {
    let mut texts = vec![
        rejection.to_string(),
        format!("{rejection:?}{rejection:#?}"),
    ];
    texts.extend(
        [rejection.code(), rejection.message(), rejection.realm()]
            .iter()
            .flatten()
            .map(|text| (*text).to_owned()),
    );
    texts.extend(
        rejection
            .causes()
            .iter()
            .map(|cause| format!("{cause}{cause:?}")),
    );
    for text in texts {
        let lower = text.to_lowercase();
        for secret in secrets {
            let secret = secret.to_lowercase();
            // Neither whole nor in its first or last half.
            let half = secret.len() / 2;
            for part in [
                &secret[..half.max(6)],
                &secret[secret.len() - half.max(6)..],
            ] {
                assert!(!lower.contains(part), "{part} in {text}");
            }
        }
    }
}

/// All places of a response that text can stand in.
fn rejections(text: &str) -> Vec<Rejection> {
    let json = serde_json::json!({ "error": { "code": text, "message": text } }).to_string();
    let rest = serde_json::json!({ "o:errorDetails": [{ "o:errorCode": text, "detail": text }] })
        .to_string();
    let nested = serde_json::json!({ "error": { "code": "X", "message": json } }).to_string();
    let string = serde_json::json!(json).to_string();
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let quoted = text.replace('\\', "\\\\").replace('"', "\\\"");
    let mut rejections = vec![];
    for body in [
        text.to_owned(),
        format!("error code: {text} error message: {text}"),
        format!("<error><code>{escaped}</code><message>{escaped}</message></error>"),
        format!("<error><code>{text}</code><message>{text}</message></error>"),
        format!("<message><![CDATA[{text}]]></message>"),
        format!("<s:Fault><faultstring>{escaped}</faultstring></s:Fault>"),
        format!("<html><title>{escaped}</title></html>"),
        format!("<html><title>{text}</title></html>"),
        format!("{{'code':'{text}','message':'{text}'"),
        json.get(..json.len() - 2).unwrap().to_owned(),
        format!("{{\"code\":\"{text}\""),
        json,
        rest,
        nested,
        string,
    ] {
        rejections.push(read(401, &[], &body));
    }
    let header = quoted.replace(|c: char| !(' '..='~').contains(&c), "");
    for value in [
        format!("OAuth realm=\"{header}\", error=\"{header}\", error_description=\"{header}\""),
        format!("OAuth realm={header}"),
    ] {
        let account_id = "1234567".parse().unwrap();
        rejections.push(
            read(401, &[("www-authenticate", &value), ("date", &header)], "")
                .with_account_id(&account_id),
        );
    }
    rejections
}

#[test]
fn what_is_sent_back_is_hidden() {
    let sent = sent("fjaLirsIcCGVZWzBX0pg");
    for text in &sent.texts {
        for text in [
            text.clone(),
            format!("The request was: {text} and no more."),
            format!("\u{1b}é\n{text}\r\n{text}"),
        ] {
            for rejection in rejections(&text) {
                assert_hidden(&rejection, &sent.secrets);
            }
        }
    }
    assert!(sent.texts.iter().all(|text| !text.is_empty()));
}

#[test]
fn what_is_cut_is_hidden() {
    let sent = sent("fjaLirsIcCGVZWzBX0pg");
    let short: Vec<String> = sent
        .secrets
        .iter()
        .map(|secret| secret.chars().take(12).collect())
        .collect();
    // The end of what is read falls on every place of a key.
    for cut in 0..70 {
        let filling = format!("oauth_a={} ", "a".repeat(64 * 1024 - 9 - cut));
        for rejection in [
            read(401, &[], format!("{filling}{KEY} b")),
            read(401, &[], format!("{{\"message\":\"{filling}{ID}\"}}")),
        ] {
            assert_hidden(&rejection, &short);
        }
    }
}

/// What a program may print between a name and its value.
const SEPARATORS: [&str; 22] = [
    "=",
    ": ",
    " == ",
    " := ",
    "=>",
    " => ",
    " -> ",
    "=\n",
    "\" : ",
    "' => ",
    "] => ",
    "\"]=>\n  string(13) ",
    ": [",
    "=(",
    ">",
    " type=\"string\">",
    "&#61;",
    "&amp;#x3d;",
    "%3D",
    "%253d",
    "\\u003d",
    "\\\\u003d",
];

/// What may stand around a value.
const QUOTES: [&str; 9] = [
    "", "\"", "'", "\\\"", "&quot;", "&#34;", "%22", "%2522", "\\u0022",
];

const NAMES: [&str; 12] = [
    "oauth_token_secret",
    "oauth_consumer_secret",
    "consumer_secret",
    "consumerSecret",
    "CONSUMER-SECRET",
    "Token Secret",
    "consumer key",
    "token_key",
    "x.tokenKey",
    "oauth%5Ftoken%5Fsecret",
    "JSESSIONID",
    "Set-Cookie",
];

#[test]
fn a_named_secret_is_hidden_however_it_is_written() {
    for name in NAMES {
        for separator in SEPARATORS {
            for quote in QUOTES {
                let text =
                    format!("It was :{name}{separator}{quote}Zq9xSE,\"<'\\\"CRETab{quote} x");
                for rejection in rejections(&text) {
                    assert_hidden(&rejection, &["Zq9xSE".to_owned(), "CRETab".to_owned()]);
                }
            }
        }
    }
    for text in [
        "Authorization: Bearer Zq9xSE.CRETab.x",
        "Authorization: Custom Zq9xSE CRETab",
        "the header Bearer Zq9xSE.CRETab was refused",
        "Bearer&nbsp;Zq9xSECRETab",
        "Basic Zq9xSECRETab=",
        "basic%20Zq9xSECRETab%3D",
        "NLAuth nlauth_account=1, nlauth_email=a@b.c, nlauth_signature=Zq9xSE,CRETab, nlauth_role=3",
        "Cookie: NS_VER=1; sid=Zq9xSECRETab; x=CRETab",
        "JSESSIONID=Zq9xSE!CRETab",
        "access_token: Bearer Zq9xSECRETab",
    ] {
        for rejection in rejections(text) {
            assert_hidden(&rejection, &["Zq9xSE".to_owned(), "CRETab".to_owned()]);
        }
    }
}

#[test]
fn a_signature_is_hidden_however_it_is_written() {
    for second in 0..100 {
        let signer = Signer::new(Credentials::new(
            "1234567".parse().unwrap(),
            Consumer::new(KEY, "consumer-secret").unwrap(),
            Token::new(ID, "token-secret").unwrap(),
        ));
        let url = Url::parse("https://1234567.suitetalk.api.netsuite.com/").unwrap();
        let nonce = Nonce::new("fjaLirsIcCGVZWzBX0pg").unwrap();
        let signature = signer
            .authorize_with(&Method::GET, &url, &nonce, Timestamp::from_unix(second))
            .unwrap()
            .signature()
            .to_string();
        let escaped = |plus: &str, slash: &str, equals: &str| {
            signature
                .replace('+', plus)
                .replace('=', equals)
                .replace('/', slash)
        };
        let spellings = [
            escaped("+", "/", ""),
            escaped("-", "_", "="),
            escaped("-", "_", ""),
            escaped("%2B", "%2f", "%3D"),
            escaped("%252B", "%252F", "%253D"),
            escaped("+", "\\/", "="),
            escaped("\\u002b", "\\u002f", "\\u003d"),
            escaped("\\\\u002B", "\\\\/", "\\\\u003D"),
            escaped("&#43;", "&#x2F;", "&#61;"),
            escaped("&amp;plus;", "&amp;sol;", "&amp;equals;"),
        ];
        for spelling in spellings {
            let secrets = [&spelling[..15], &spelling[spelling.len() - 15..]];
            let secrets = secrets.map(|part| part.trim_end_matches('=').to_owned());
            for rejection in rejections(&format!("signature {spelling}, no")) {
                assert_hidden(&rejection, &secrets);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wherever_it_stands(nonce in "[0-9A-Za-z]{16,64}", before in "[ -~é\n]{0,40}", after in "[ -~é\n]{0,40}", which in any::<prop::sample::Index>()) {
        let sent = sent(&nonce);
        // A letter or a digit beside it makes it another word.
        let text = format!("{before} {} {after}", which.get(&sent.texts));
        for rejection in rejections(&text) {
            assert_hidden(&rejection, &sent.secrets);
        }
    }
    #[test]
    fn whatever_the_secret_is(start in "[0-9A-Za-z]{6}", middle in "[!-~é]{0,12}", end in "[0-9A-Za-z]{6}", name in select(&NAMES[..]), separator in select(&SEPARATORS[..]), quote in select(&QUOTES[..]), before in "[ -~é\n]{0,20}", after in "[ -~é\n]{0,20}") {
        let text = format!("{before} {name}{separator}{quote}{start}{middle}{end}{quote} {after}");
        for rejection in rejections(&text) {
            assert_hidden(&rejection, &[start.clone(), end.clone()]);
        }
    }
}
