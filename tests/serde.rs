//! The feature `serde`.
#![cfg(feature = "serde")]

use http::{Method, Uri};
use netsuite_oauth1::{AccountId, Consumer, Credentials, Nonce, Signer, Timestamp, Token};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::I64Deserializer;
use serde_json::{Value, from_value, json};

fn fields() -> Value {
    json!({
        "account_id": "1234567-sb1",
        "consumer_key": "key",
        "consumer_secret": "hunter2",
        "token_id": "id",
        "token_secret": "hunter3",
    })
}

#[test]
fn credentials_that_were_deserialized_sign_like_those_that_were_built() {
    let read: Credentials = from_value(fields()).unwrap();
    let made = Credentials::new(
        "1234567_SB1".parse().unwrap(),
        Consumer::new("key", "hunter2").unwrap(),
        Token::new("id", "hunter3").unwrap(),
    );
    let sign = |credentials| {
        let uri = Uri::from_static("https://h");
        let nonce = Nonce::new("abcdef").unwrap();
        let signer = Signer::new(credentials);
        signer
            .authorize_with(&Method::GET, &uri, &nonce, Timestamp::from_unix(1))
            .unwrap()
            .as_str()
            .to_owned()
    };
    assert_eq!(sign(read), sign(made));
}

#[test]
fn reads_an_account_id_from_a_string_or_an_integer() {
    for (value, realm) in [
        (json!("tstdrv123"), "TSTDRV123"),
        (json!(1_234_567), "1234567"),
        (json!(u64::MAX), "18446744073709551615"),
    ] {
        let account_id: AccountId = from_value(value).unwrap();
        assert_eq!(account_id.realm(), realm);
    }
    // A format without unsigned integers, such as TOML.
    let signed: I64Deserializer<serde::de::value::Error> = 1_234_567_i64.into_deserializer();
    assert_eq!(AccountId::deserialize(signed).unwrap().realm(), "1234567");
    let mut fields = fields();
    fields["account_id"] = json!(1_234_567);
    let credentials: Credentials = from_value(fields).unwrap();
    assert_eq!(credentials.account_id().realm(), "1234567");

    for (value, found) in [
        (json!(1_234_567.5), "a number"),
        (json!(true), "boolean `true`"),
        (json!(["1234567"]), "sequence"),
    ] {
        let error = from_value::<AccountId>(value).unwrap_err().to_string();
        let expected = "expected an account id, as a string or an integer";
        assert_eq!(error, format!("invalid type: {found}, {expected}"));
    }
    let error = from_value::<AccountId>(json!(-1)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid character '-' at byte 0 of the account id: expected letters and digits, with single `_` \
         or `-` between them"
    );
    let error = from_value::<AccountId>(json!("a/b")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid character '/' at byte 1 of the account id: expected letters and digits, with single `_` or `-` between them"
    );
}

#[test]
fn errors_show_no_value() {
    for (field, value, expected) in [
        (
            "account_id",
            json!("a.b"),
            "invalid character '.' at byte 1 of the account id: expected letters and digits, with single `_` or `-` between them",
        ),
        (
            "consumer_key",
            json!(""),
            "empty consumer key: expected the value that NetSuite shows",
        ),
        (
            "consumer_secret",
            json!("hunter2\n"),
            "whitespace or control character at byte 7 of the consumer secret: expected the value alone",
        ),
        (
            "token_id",
            json!("a\u{0}b"),
            "whitespace or control character at byte 1 of the token id: expected the value alone",
        ),
        (
            "token_secret",
            json!(" hunter3"),
            "whitespace or control character at byte 0 of the token secret: expected the value alone",
        ),
        (
            "consumer_secret",
            json!(1_234_567),
            "invalid type: a number, expected a string",
        ),
        (
            "token_id",
            json!(-1.5),
            "invalid type: a number, expected a string",
        ),
        (
            "token_secret",
            json!(["hunter3"]),
            "invalid type: sequence, expected a string",
        ),
        (
            "token_secret",
            json!({ "hunter3": true }),
            "invalid type: map, expected a string",
        ),
    ] {
        let mut fields = fields();
        fields[field] = value;
        assert_eq!(
            from_value::<Credentials>(fields).unwrap_err().to_string(),
            expected
        );
    }
    let mut missing = fields();
    missing.as_object_mut().unwrap().remove("token_secret");
    assert_eq!(
        from_value::<Credentials>(missing).unwrap_err().to_string(),
        "missing field `token_secret`"
    );
}

#[test]
fn errors_do_not_quote_a_value_in_the_place_of_the_map() {
    let fields = "`account_id`, `consumer_key`, `consumer_secret`, `token_id` and `token_secret`";
    for value in [
        json!("hunter2"),
        json!(1_234_567),
        json!(-1_234_567),
        json!(1_234_567.5),
    ] {
        let error = from_value::<Credentials>(value).unwrap_err();
        let error = error.to_string();
        assert!(
            error.ends_with(&format!(", expected a map of {fields}")),
            "{error}"
        );
        assert!(
            !error.contains("hunter") && !error.contains("1234567"),
            "{error}"
        );
    }
    for value in [json!(null), json!(["1", "k", "hunter2", "i", "hunter3"])] {
        let error = from_value::<Credentials>(value).unwrap_err().to_string();
        assert!(
            error.ends_with(&format!("expected a map of {fields}")),
            "{error}"
        );
        assert!(!error.contains("hunter"), "{error}");
    }
}

/// Truncated input, a syntax error and a wrong type differ, and keep their position.
#[test]
fn errors_of_the_format_pass_through() {
    let text = fields().to_string();
    let cut = &text[..text.find("hunter3").unwrap() + 3];
    let error = serde_json::from_str::<Credentials>(cut).unwrap_err();
    assert!(error.is_eof(), "{error}");
    let error = serde_json::from_str::<Credentials>(&text.replace("hunter3", "\\x")).unwrap_err();
    assert!(error.is_syntax(), "{error}");
    let error =
        serde_json::from_str::<Credentials>(&text.replace("\"hunter3\"", "12345")).unwrap_err();
    assert!(error.is_data() && error.line() == 1, "{error}");
    assert!(!error.to_string().contains("12345"), "{error}");
}
