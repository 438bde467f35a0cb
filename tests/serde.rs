//! The feature `serde`.
#![cfg(feature = "serde")]

use http::{Method, Uri};
use netsuite_oauth1::{AccountId, Consumer, Credentials, Nonce, Signer, Timestamp, Token};
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
fn credentials() {
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
fn account_id() {
    let account_id: AccountId = from_value(json!("tstdrv123")).unwrap();
    assert_eq!(account_id.realm(), "TSTDRV123");
    let error = from_value::<AccountId>(json!("a/b")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid character '/' at byte 1 of the account id: expected letters, digits, `_` and `-`"
    );
}

#[test]
fn refusals_show_no_value() {
    for (field, value, expected) in [
        (
            "account_id",
            json!("a.b"),
            "invalid character '.' at byte 1 of the account id: expected letters, digits, `_` and `-`",
        ),
        ("consumer_key", json!(""), "empty consumer key: expected the value that NetSuite shows"),
        (
            "consumer_secret",
            json!("hunter2\n"),
            "whitespace at the end of the consumer secret: expected the value alone",
        ),
        (
            "token_id",
            json!("a\u{0}b"),
            "control character at byte 1 of the token id: expected the value alone",
        ),
        (
            "token_secret",
            json!(" hunter3"),
            "whitespace at the start of the token secret: expected the value alone",
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
fn what_is_no_map_is_not_quoted() {
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

/// A file that was cut, or is written wrongly, is told from one that has something else in it; a place is given.
#[test]
fn errors_of_the_format_are_its_own() {
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
