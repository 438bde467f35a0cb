//! Bodies that clients sign by mistake.

use netsuite_oauth1_diagnosis::Verdict;

use crate::client::{Client, Request};
use crate::{PLAIN, diagnose};

/// Checks that the diagnosis explains a client that signs these parameters of a body.
#[track_caller]
fn assert_explained(body: &'static str, add: fn(&mut Vec<(String, String)>, &Request)) {
    let request = Request { body, ..PLAIN };
    let client = Client {
        add: vec![add],
        ..Client::default()
    };
    let diagnosis = diagnose(&request, &client.send(&request));
    assert_eq!(diagnosis.verdict(), Verdict::Explained, "{diagnosis}");
}

fn push(pairs: &mut Vec<(String, String)>, name: &str, value: &str) {
    pairs.push((name.to_owned(), value.to_owned()));
}

#[test]
fn splits_a_form_like_a_query() {
    assert_explained("a=1&&b=2=3&c", |pairs, _| {
        push(pairs, "a", "1");
        push(pairs, "b", "2=3");
        push(pairs, "c", "");
    });
}

/// JavaScript prints the array as `1,2`.
#[test]
fn an_array_is_one_parameter_or_one_for_each_item() {
    assert_explained(r#"{"a":[1,2]}"#, |pairs, _| push(pairs, "a", "1,2"));
    assert_explained(r#"{"a":[1,2]}"#, |pairs, _| {
        push(pairs, "a", "1");
        push(pairs, "a", "2");
    });
}

#[test]
fn values_are_printed_as_the_language_of_the_client_does() {
    const BODY: &str = r#"{"a":[1,"x'"],"b":{"c":null},"d":true,"e":false}"#;
    assert_explained(BODY, |pairs, _| {
        push(pairs, "a", r#"[1, "x'"]"#);
        push(pairs, "b", "{'c': None}");
        push(pairs, "d", "True");
        push(pairs, "e", "False");
    });
    assert_explained(BODY, |pairs, _| {
        push(pairs, "a", "Array");
        push(pairs, "b", "Array");
        push(pairs, "d", "1");
        push(pairs, "e", "");
    });
    assert_explained(BODY, |pairs, _| {
        push(pairs, "a", r#"[1,"x'"]"#);
        push(pairs, "b", r#"{"c":null}"#);
        push(pairs, "d", "true");
        push(pairs, "e", "false");
    });
}

#[test]
fn a_body_of_4096_bytes_may_be_signed() {
    let body: &'static str = "a".repeat(4096).leak();
    assert_explained(body, |pairs, request| push(pairs, request.body, ""));
}
