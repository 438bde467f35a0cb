//! The URL in the base string.

use netsuite_oauth1_diagnosis::{Diagnosis, Note, Verdict};

use crate::client::{Client, Request};
use crate::{PLAIN, codes, diagnose};

/// Diagnoses a client that signs another URL than it sends.
fn sign(url: &'static str, client: &Client) -> Diagnosis {
    let request = Request { url, ..PLAIN };
    diagnose(&request, &client.send(&request))
}

#[test]
fn the_default_port_of_http_is_not_signed() {
    let client = Client {
        port: |_| String::new(),
        ..Client::default()
    };
    let url = "http://1234567-sb1.restlets.api.netsuite.com:80/r?a=1";
    let diagnosis = sign(url, &client);
    assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
}

#[test]
fn the_default_port_instead_of_another_is_not_a_known_mistake() {
    let client = Client {
        port: |_| ":443".to_owned(),
        ..Client::default()
    };
    let url = "https://1234567-sb1.restlets.api.netsuite.com:8443/r?a=1";
    assert_eq!(sign(url, &client).verdict(), Verdict::Unexplained);
}

#[test]
fn dot_segments_are_resolved_as_rfc_3986_says() {
    type Path = fn(&str) -> String;
    let paths: [(&str, Path); 3] = [
        (
            "https://1234567-sb1.restlets.api.netsuite.com/../a/./b",
            |_| "/a/b".to_owned(),
        ),
        (
            "https://1234567-sb1.restlets.api.netsuite.com/a/b/..",
            |_| "/a/".to_owned(),
        ),
        (
            "https://1234567-sb1.restlets.api.netsuite.com/a/b/.",
            |_| "/a/b/".to_owned(),
        ),
    ];
    for (url, path) in paths {
        let client = Client {
            path,
            ..Client::default()
        };
        assert_eq!(
            codes(sign(url, &client).mistakes()),
            ["dot-segments-resolved"],
            "{url}"
        );
    }
}

#[test]
fn behind_a_proxy_the_host_may_be_the_cause() {
    for (url, code) in [
        ("https://proxy.example.com/r?a=1", "other-host"),
        ("https://evilnetsuite.com/r?a=1", "other-host"),
        (
            "https://1234567-sb1.restlets.api.netsuite.com./r?a=1",
            "login-audit-trail",
        ),
    ] {
        let diagnosis = sign(url, &Client::default());
        assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
        let notes: Vec<&str> = diagnosis.notes().iter().map(Note::code).collect();
        assert_eq!(notes, [code], "{url}");
    }
}
