//! The account id and the credentials: how they are read, and the message of every error.

mod support;

use std::collections::HashMap;

use netsuite_oauth1::{AccountId, Consumer, Credentials, Error, Field, Token};

use crate::support::assert_text;

#[test]
fn rejects_an_account_id_that_no_host_name_has() {
    let error = |text: &str| text.parse::<AccountId>().unwrap_err();
    for (text, found, at) in [
        ("1234567/", '/', 7),
        ("a.b", '.', 1),
        ("1234567\n", '\n', 7),
        (" 1", ' ', 0),
        ("1é", 'é', 1),
        ("1@evil", '@', 1),
        // A host name has its hyphens between letters and digits.
        ("_1", '_', 0),
        ("1-", '-', 1),
        ("1_-a", '-', 2),
        ("-", '-', 0),
        ("xn--a", '-', 3),
    ] {
        assert_text(
            &error(text),
            &format!(
                "invalid character {found:?} at byte {at} of the account id: expected letters and \
                 digits, with single `_` or `-` between them"
            ),
        );
    }
    let empty = "empty account id: expected the value that NetSuite shows";
    assert_text(&error(""), empty);
    let too_long = "account id of 64 bytes: expected at most 63, such as `1234567_SB1`";
    assert_text(&error(&"1".repeat(64)), too_long);
    assert!("1".repeat(63).parse::<AccountId>().is_ok());
}

#[test]
fn rejects_a_page_or_record_that_netsuite_does_not_have() {
    let account_id: AccountId = "1".parse().unwrap();
    for (limit, offset) in [
        (0, 0),
        (1001, 0),
        (u32::MAX, 0),
        (1000, 1),
        (1000, 999),
        (1000, u64::MAX),
    ] {
        assert_text(
            &account_id.suiteql_url(limit, offset).unwrap_err(),
            &format!(
                "invalid limit {limit} or offset {offset}: expected a limit of 1 to 1000, and an \
                 offset that is a multiple of it"
            ),
        );
    }
    for segment in ["", ".", "..", "\n", "4\t0"] {
        let text = format!("invalid record type or id {segment:?}: expected a name or a number");
        assert_text(&account_id.record_url(segment, 1).unwrap_err(), &text);
        assert_text(
            &account_id.record_url("customer", segment).unwrap_err(),
            &text,
        );
    }
}

#[test]
fn rejects_empty_credentials_whitespace_and_control_characters() {
    let errors = |value: &str| {
        [
            ("consumer key", Consumer::new(value, "secret").unwrap_err()),
            ("consumer secret", Consumer::new("key", value).unwrap_err()),
            ("token id", Token::new(value, "secret").unwrap_err()),
            ("token secret", Token::new("id", value).unwrap_err()),
        ]
    };
    for (field, error) in errors("") {
        assert_text(
            &error,
            &format!("empty {field}: expected the value that NetSuite shows"),
        );
    }
    for (value, at) in [
        ("hunter2\n", 7),
        ("hunter2 ", 7),
        ("hunter2\u{a0}", 7),
        ("hunter2\r\n", 7),
        ("\thunter2", 0),
        (" hunter2", 0),
        ("é\0hunter", 2),
        ("é\nhunter", 2),
        ("é\u{85}hunter", 2),
        ("é\u{7f}", 2),
        // XML cannot represent these.
        ("é\u{fffe}hunter", 2),
        ("\u{ffff}", 0),
    ] {
        for (field, error) in errors(value) {
            assert_text(
                &error,
                &format!(
                    "whitespace or control character at byte {at} of the {field}: expected the \
                     value alone"
                ),
            );
            assert!(!format!("{error:?}").contains("hunter"));
        }
    }
}

#[test]
fn a_lookup_names_every_missing_and_every_invalid_value() {
    let error = |values: [Option<&str>; 5]| {
        let mut asked = Vec::new();
        let error = Credentials::from_lookup(|name| {
            asked.push(name);
            values[asked.len() - 1]
        });
        assert_eq!(
            asked,
            [
                "NETSUITE_ACCOUNT_ID",
                "NETSUITE_CONSUMER_KEY",
                "NETSUITE_CONSUMER_SECRET",
                "NETSUITE_TOKEN_ID",
                "NETSUITE_TOKEN_SECRET"
            ]
        );
        error.unwrap_err()
    };
    assert_text(
        &error([None; 5]),
        "missing NETSUITE_ACCOUNT_ID, NETSUITE_CONSUMER_KEY, NETSUITE_CONSUMER_SECRET, \
         NETSUITE_TOKEN_ID, NETSUITE_TOKEN_SECRET",
    );
    assert_text(
        &error([Some("1"), Some("k"), Some("hunter2"), None, Some("hunter3")]),
        "missing NETSUITE_TOKEN_ID",
    );
    assert_text(
        &error([Some("a.b"), None, Some(" hunter2"), None, Some("")]),
        "missing NETSUITE_CONSUMER_KEY, NETSUITE_TOKEN_ID; invalid NETSUITE_ACCOUNT_ID: invalid \
         character '.' at byte 1 of the account id: expected letters and digits, with single \
         `_` or `-` between them; invalid NETSUITE_CONSUMER_SECRET: whitespace or control character at byte 0 of the consumer secret: expected the \
         value alone; invalid NETSUITE_TOKEN_SECRET: empty token secret: expected the value that \
         NetSuite shows",
    );
    assert_text(
        &error([
            Some("1"),
            Some("k"),
            Some("hunter2"),
            Some("i\0"),
            Some("hunter3"),
        ]),
        "invalid NETSUITE_TOKEN_ID: whitespace or control character at byte 1 of the token id: expected the \
         value alone",
    );
}

#[test]
fn a_lookup_reads_five_names() {
    let values = HashMap::from([
        ("NETSUITE_ACCOUNT_ID", "1234567-sb1"),
        ("NETSUITE_CONSUMER_KEY", "key"),
        ("NETSUITE_CONSUMER_SECRET", "hunter2"),
        ("NETSUITE_TOKEN_ID", "id"),
        ("NETSUITE_TOKEN_SECRET", "hunter3"),
    ]);
    let credentials = Credentials::from_lookup(|name| values.get(name).copied()).unwrap();
    assert_eq!(credentials.account_id().realm(), "1234567_SB1");
    assert_eq!(credentials.consumer().key(), "key");
    assert_eq!(credentials.consumer().secret(), "hunter2");
    assert_eq!(credentials.token().id(), "id");
    assert_eq!(credentials.token().secret(), "hunter3");
}

#[test]
fn a_failed_lookup_names_the_fields() {
    let error = Credentials::from_lookup(|name| match name {
        "NETSUITE_TOKEN_ID" => None,
        "NETSUITE_CONSUMER_KEY" => Some(""),
        _ => Some("1"),
    });
    let Error::LookupFailed {
        missing, invalid, ..
    } = error.unwrap_err()
    else {
        panic!("another error")
    };
    assert_eq!(missing, [Field::TokenId]);
    let [(field, error)] = &invalid[..] else {
        panic!("{invalid:?}")
    };
    assert_eq!(*field, Field::ConsumerKey);
    assert!(matches!(
        error,
        Error::CredentialEmpty {
            field: Field::ConsumerKey,
            ..
        }
    ));
}
