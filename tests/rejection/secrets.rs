//! Hides secrets that a server echoes.

use http::Method;
use netsuite_oauth1::rejection::Rejection;
use netsuite_oauth1::{Nonce, Timestamp};
use proptest::prelude::*;
use url::Url;

use crate::read;
use crate::support::{RESTLET, signer_with};

const KEY: &str = "60712990bc09623786e7047c226bcb3f86d49dca0b04efc21001dc76d97a81f5";
const ID: &str = "447d0cba5569a2d616e32a537110bc8c10ebcf42cc1fa34d6f76d08531abc179";

/// The texts of a request, and the parts of them that must not be shown.
struct Sent {
    texts: Vec<String>,
    secrets: Vec<String>,
}

fn sent(nonce: &str) -> Sent {
    let signer = signer_with(KEY, ID);
    let url = Url::parse(RESTLET).unwrap();
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
    let signature = authorization.signature().clone();
    let encoded = signature
        .replace('+', "%2B")
        .replace('/', "%2F")
        .replace('=', "%3D");
    Sent {
        texts: vec![
            header.replace("OAuth ", ""),
            header.to_lowercase().replace("oauth_", "OAUTH_"),
            header,
            explanation.base_string().as_str().to_owned(),
            explanation.base_string().parameters(),
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
        format!("{rejection:#}"),
        format!("{rejection:?}{rejection:#?}"),
    ];
    texts.extend(
        [
            rejection.code(),
            rejection.message(),
            rejection.realm(),
            rejection.permission(),
        ]
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

/// A text in all places of a response.
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
fn hides_a_header_a_base_string_and_a_passport() {
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
fn hides_a_key_at_the_end_of_what_is_read() {
    let sent = sent("fjaLirsIcCGVZWzBX0pg");
    let short: Vec<String> = sent
        .secrets
        .iter()
        .map(|secret| secret.chars().take(12).collect())
        .collect();
    // The limit is at each place of the key.
    for cut in 0..70 {
        // White space, which is not shown.
        let filling = format!("a{}", " ".repeat(64 * 1024 - 1 - cut));
        for rejection in [
            read(401, &[], format!("{filling}{KEY} b")),
            read(401, &[], format!("{{\"message\":\"{filling}{ID}\"}}")),
        ] {
            assert_hidden(&rejection, &short);
        }
    }
}

/// JSON and XML without their end may end in half of a key.
#[test]
fn hides_a_key_that_is_cut_with_the_body() {
    let starts = [
        "{\"error\":{\"code\":\"INVALID_REQUEST\",\"message\":\"the key ",
        "{\"o:errorDetails\":[{\"detail\":\"the key ",
        "{\"message\":\"{\\\"message\\\":\\\"the key ",
        "{'message': 'the key ",
        "\"message\": \"the key ",
        "{\"code\":\"",
        "<error><code>X</code><message>the key ",
        "<error><message><![CDATA[the key ",
        "<s:Envelope><s:Body><s:Fault><faultstring>the key ",
    ];
    for start in starts {
        for length in 6..KEY.len() {
            let rejection = read(401, &[], format!("{start}{}", &KEY[..length]));
            assert_hidden(&rejection, &[KEY[..12].to_owned()]);
        }
    }
}

#[test]
fn hides_the_value_of_a_telling_name() {
    for name in [
        "oauth_token",
        "x.OAUTH_NONCE",
        "Authorization",
        "Set-Cookie",
        "JSESSIONID",
        "password",
        "consumer_secret",
        "tokenId",
        "consumerKey",
        "core:nonce",
        "Signature",
    ] {
        for sign in [
            "[",
            "(",
            "=",
            ": ",
            " => ",
            "\" : \"",
            "' => '",
            "%3D",
            "%253D",
            "&quot;:",
            "\\\": \\\"",
            ">",
        ] {
            for rejection in rejections(&format!("It was {name}{sign}Zq9xSE,\"CRETab")) {
                assert_hidden(&rejection, &["Zq9xSE".to_owned(), "CRETab".to_owned()]);
            }
        }
    }
}

#[test]
fn hides_hex_and_base64_by_their_length() {
    let hex = "0123456789abcdefABCDEF0123456789";
    let base64 = "B5OIWznZ2YP0OB7VrJrGkYsTh+8";
    for hidden in [
        hex.to_owned(),
        format!("x-{hex}."),
        format!("{base64}="),
        format!("{base64}%3D"),
        format!("{base64}%3d"),
        format!("{base64}\\u003d"),
        format!("{base64}&#61;"),
        format!("/a/{base64}="),
    ] {
        let rejection = read(400, &[], format!("it was {hidden}"));
        let message = rejection.message().unwrap();
        assert!(message.contains("[hidden]"), "{message}");
        assert!(!message.contains(&hex[..8]) && !message.contains(&base64[..8]));
    }
    for shown in [&hex[1..], base64, &format!("{}=", &base64[1..])] {
        let text = format!("it was {shown}");
        assert_eq!(read(400, &[], &text).message(), Some(&*text));
    }
}

/// Only a name with a sign after it, long hex digits and padded Base64 look like secrets.
#[test]
fn shows_ordinary_text() {
    for text in [
        "Invalid login attempt.",
        "OAuth is required",
        "the token is unknown, Unexpected token: }",
        "Missing parameters: oauth_nonce, oauth_timestamp.",
        "https://1234567-sb1.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=1&deploy=1",
        "Error ID: j0b0mmf81qhk9h7ezjgbz",
        "Campo \"Client Id\" não está definido, e\u{301}",
        "a Basic or a Bearer token. TBA: Authorization Flow",
        "postFunc(/SuiteScripts/Visual Studio/vscodeExtensionRestlet.js:392)",
        "/SuiteScripts/Project2024/restlets/MyOrderRestlet",
        "customsearch_atlas_all_transactions_2=1, CUSTOMDEPLOY_MY_RESTLET_OF_ORDERS_1=2",
        "123e4567-e89b-12d3-a456-426614174000",
    ] {
        assert_eq!(read(400, &[], text).message(), Some(text));
    }
    let long = read(400, &[], "a é ".repeat(1000));
    assert_eq!(long.message().unwrap().chars().count(), 301);
    assert!(long.message().unwrap().ends_with('…'));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hides_secrets_wherever_they_are_in_a_text(nonce in "[0-9A-Za-z]{16,64}", before in "[ -~é\n]{0,40}", after in "[ -~é\n]{0,40}", which in any::<prop::sample::Index>()) {
        let sent = sent(&nonce);
        // A letter or digit beside it would make it another word.
        let text = format!("{before} {} {after}", which.get(&sent.texts));
        for rejection in rejections(&text) {
            assert_hidden(&rejection, &sent.secrets);
        }
    }
}
