//! The JSON reader, compared with `serde_json`. `TokenInfo` shows a string or a number as it is
//! read, and rejects what is not JSON as a whole.

use http::StatusCode;
use netsuite_oauth1::flow::TokenInfo;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::read;

/// Reads the member `roleName` of an object. `Err` if the text is not JSON.
fn role_name(text: &str) -> Result<Option<String>, ()> {
    let info = TokenInfo::read(StatusCode::OK, text.as_bytes()).map_err(drop)?;
    Ok(info.role_name)
}

/// Returns what the reader should show of a value.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

#[test]
fn reads_escapes_and_literals() {
    for text in [
        r#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00x""#,
        "123456789012345678",
        "-0.5",
        "true",
        "null",
        r#"[ 1 , -0.5E+3 , true , null , "" , { } , { "a" : [ ] } ]"#,
    ] {
        let value: Value = serde_json::from_str(text).unwrap();
        let body = format!(" {{ \"roleName\" : {text} , \"x\" : {text} }} ");
        assert_eq!(role_name(&body), Ok(shown(&value)), "{text}");
    }
}

#[test]
fn rejects_text_that_is_not_json_as_a_whole() {
    for text in [
        "",
        " ",
        "nul",
        "-",
        "1 2",
        "\"a",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u+123\"",
        "\"\\ud83d\"",
        "\"\\ude00\"",
        "\"\\ud83d\\u0041\"",
        "[",
        "]",
        "[1,",
        "[1,]",
        "[,1]",
        "{",
        "{}}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:2}",
        "'a'",
        "NaN",
        "// 1",
        "\u{feff}1",
    ] {
        assert!(serde_json::from_str::<Value>(text).is_err());
        assert_eq!(
            role_name(&format!("{{\"roleName\":{text}}}")),
            Err(()),
            "{text}"
        );
    }
    let latin_1 = TokenInfo::read(StatusCode::OK, b"{\"roleName\":\"\xff\"}");
    assert!(latin_1.is_err());
}

#[test]
fn accepts_raw_control_characters_and_missing_commas() {
    let text = "{\"x\":[1 2] \"roleName\":\"1\n2\"}";
    assert_eq!(role_name(text), Ok(Some("1\n2".to_owned())));
}

/// A member counts once, and in an error the last one.
#[test]
fn reads_the_last_of_repeated_members() {
    let body = r#"{"code":"SSS_X","code":"SSS_Y"}"#;
    assert_eq!(read(400, &[], body).code(), Some("SSS_Y"));
}

#[test]
fn bounds_the_depth() {
    let nested = |depth| {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        role_name(&format!("{{\"roleName\":\"a\",\"x\":{open}{close}}}"))
    };
    assert_eq!(nested(63), Ok(Some("a".to_owned())));
    assert_eq!(nested(65), Err(()));
    for open in ["[", "{\"a\":", "[{\"\":"] {
        let body = open.repeat(1 << 20);
        assert_eq!(role_name(&format!("{{\"x\":{body}")), Err(()));
        assert_eq!(read(400, &[], &body).code(), None);
    }
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::hash_map(".{0,3}", inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reads_what_serde_json_writes(role in value(), other in value(), pretty: bool, cut: prop::sample::Index) {
        let value = json!({ "roleName": role, "x": other });
        let text = if pretty { format!("{value:#}") } else { value.to_string() };
        prop_assert_eq!(role_name(&text), Ok(shown(&role)));
        let start: String = text.chars().take(cut.index(text.chars().count())).collect();
        prop_assert_eq!(role_name(&start), Err(()), "{}", start);
    }

    #[test]
    fn accepts_what_serde_json_accepts(text in r#"([\[\]{},:"]|-?0|1\.5e5|null|true| |"a"|"\\n"|\{"a":|\[1,){0,12}"#) {
        let body = format!("{{\"roleName\":\"a\",\"x\":{text}}}");
        if serde_json::from_str::<Value>(&body).is_ok() {
            prop_assert_eq!(role_name(&body), Ok(Some("a".to_owned())), "{}", body);
        }
    }
}
