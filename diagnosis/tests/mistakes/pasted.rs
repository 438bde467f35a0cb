//! Headers with two authentication schemes, with placeholders, and as people paste them.

use netsuite_oauth1_diagnosis::{Diagnosis, Note, Verdict};

use crate::bugs::set;
use crate::client::{Client, Edit, Request, strict};
use crate::{PLAIN, codes, diagnose};

/// Diagnoses the header of a client after a change to it.
fn change(client: &Client, change: impl Fn(&str) -> String) -> Diagnosis {
    let mut sent = client.send(&PLAIN);
    sent.header = change(&sent.header);
    diagnose(&PLAIN, &sent)
}

/// A client that leaves out the token secret.
fn without_token_secret() -> Client {
    Client {
        secrets: |request| [request.secrets[1].into(), Vec::new()],
        ..Client::default()
    }
}

type Paste = fn(&str) -> String;

#[test]
fn the_oauth_part_of_a_header_with_two_schemes_is_diagnosed() {
    let pastes: [(Paste, &str); 11] = [
        (|header| format!("Basic dXNlcjpwYXNz, {header}"), "Basic"),
        (|header| format!("{header}, Basic dXNlcjpwYXNz=="), "Basic"),
        (|header| format!("{header},basic dXNlcjpwYXNz"), "Basic"),
        (|header| format!("{header}; Basic dXNlcjpwYXNz"), "Basic"),
        (|header| format!("Bearer abc.def, {header}"), "bearer"),
        (
            |header| format!("NLAuth nlauth_account=1, nlauth_email=a, {header}"),
            "NLAuth",
        ),
        (|header| format!("Token abc, {header}"), "another scheme"),
        (|header| format!("Bearer {header}"), "bearer"),
        (|header| format!("OAuth {header}"), "OAuth again"),
        (|header| format!("{header}, {header}"), "OAuth again"),
        (
            |header| format!("Authorization: Basic abc\r\nAuthorization: {header}"),
            "Basic",
        ),
    ];
    for (paste, name) in pastes {
        let right = change(&Client::default(), paste);
        assert_eq!(codes(right.mistakes()), ["two-schemes"], "{right}");
        assert_eq!(right.verdict(), Verdict::Explained);
        assert!(right.mistakes()[0].what().contains(name), "{right}");
        let wrong = change(&without_token_secret(), paste);
        let expected = ["secret-missing", "two-schemes"];
        assert_eq!(codes(wrong.mistakes()), expected, "{wrong}");
    }
}

#[test]
fn a_header_without_a_scheme_lacks_only_the_scheme() {
    for (scheme, what) in [("", "without `OAuth`"), ("OAuth", "without a space")] {
        let diagnosis = change(&Client::default(), |header| {
            header.replace("OAuth ", scheme)
        });
        assert_eq!(codes(diagnosis.mistakes()), ["not-oauth"], "{diagnosis}");
        assert!(diagnosis.to_string().contains(what), "{diagnosis}");
    }
}

/// The developer tools of a browser copy the name without a colon.
#[test]
fn the_name_of_the_header_is_not_a_scheme() {
    let pastes: [Paste; 3] = [
        |header| format!("authorization\n{header}"),
        |header| format!("Authorization\t{header}"),
        |header| format!("x\n{header}"),
    ];
    for (paste, expected) in pastes
        .into_iter()
        .zip([vec![], vec![], vec!["two-schemes"]])
    {
        let diagnosis = change(&Client::default(), paste);
        assert_eq!(codes(diagnosis.mistakes()), expected, "{diagnosis}");
    }
}

#[test]
fn the_name_of_a_scheme_in_a_value_is_not_a_scheme() {
    let diagnosis = change(&Client::default(), |header| {
        header.replace("realm=\"", "realm=\"x, Basic ")
    });
    assert!(
        !codes(diagnosis.mistakes()).contains(&"two-schemes"),
        "{diagnosis}"
    );
}

#[test]
fn the_name_of_a_scheme_without_credentials_is_not_a_scheme() {
    let diagnosis = change(&Client::default(), |header| format!("{header}, Basic"));
    assert_eq!(codes(diagnosis.mistakes()), ["malformed"], "{diagnosis}");
    let diagnosis = change(&Client::default(), |_| "Bearer OAuth".to_owned());
    assert_eq!(codes(diagnosis.mistakes()), ["not-oauth"], "{diagnosis}");
}

fn escape(header: &str) -> String {
    header.replace('"', "\\\"")
}

#[test]
fn the_authorization_line_of_a_whole_request_is_diagnosed() {
    let requests: [Paste; 3] = [
        |header| {
            format!(
                "* Connected\n> GET /r HTTP/1.1\n> Host: h\n> Authorization: {header}\n> Accept: */*\n>\n* Done"
            )
        },
        |header| {
            format!(
                "POST /r HTTP/1.1\r\nAuthorization: {header}\r\nContent-Type: application/json\r\n\r\n{{}}"
            )
        },
        |header| format!("authorization: {header}\nCookie: JSESSIONID=1"),
    ];
    for request in requests {
        let diagnosis = change(&Client::default(), request);
        assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
    }
}

/// The start of the nonce would be too short, and that of the signature no digest.
#[test]
fn a_header_that_ends_inside_a_value_is_cut() {
    for (name, expected) in [
        ("oauth_nonce=\"", &["header-cut", "missing"][..]),
        ("oauth_signature=\"", &["header-cut"]),
    ] {
        let diagnosis = change(&Client::default(), |header| {
            let start = header.find(name).unwrap() + name.len();
            header[..start + 3].to_owned()
        });
        let mut found = codes(diagnosis.mistakes());
        found.dedup();
        assert_eq!(found, expected, "{diagnosis}");
        assert_eq!(diagnosis.verdict(), Verdict::NotComputed);
    }
}

#[test]
fn a_header_copied_from_code_is_read_as_the_code_sends_it() {
    let pastes: [Paste; 9] = [
        escape,
        |header| format!("\"Authorization\": \"{}\",", escape(header)),
        |header| format!("-H 'Authorization: {header}' \\\n"),
        |header| format!("-H \"Authorization: {}\"", escape(header)),
        |header| format!("'Authorization' => '{header}',"),
        |header| format!("\"{header}\""),
        |header| format!("\"{}\"", header.replace('"', "\"\"")),
        |header| header.replace('"', "&quot;"),
        // A terminal of 61 columns wraps it.
        |header| {
            let lines: Vec<&[u8]> = header.as_bytes().chunks(61).collect();
            String::from_utf8(lines.join(&b'\n')).unwrap()
        },
    ];
    for paste in pastes {
        let right = change(&Client::default(), paste);
        assert_eq!(right.verdict(), Verdict::Right, "{right}");
        assert_eq!(right.notes()[0].code(), "header-unwrapped");
        let wrong = change(&without_token_secret(), paste);
        assert_eq!(codes(wrong.mistakes()), ["secret-missing"], "{wrong}");
    }
    let plain = change(&Client::default(), str::to_owned);
    assert!(!plain.to_string().contains("backslashes"), "{plain}");
    // No code has only some of the quotes escaped.
    let some = change(&Client::default(), |header| {
        escape(header).replacen('\\', "", 1)
    });
    assert_ne!(some.verdict(), Verdict::Right, "{some}");
}

#[test]
fn names_placeholders_in_the_header() {
    let token: [(&str, Edit); 8] = [
        ("{{…}}", |pairs, _| {
            set(pairs, "oauth_token", "{{NETSUITE_TOKEN}}");
        }),
        ("${…}", |pairs, _| set(pairs, "oauth_token", "${token}")),
        ("%s", |pairs, _| set(pairs, "oauth_token", "%s")),
        ("<…>", |pairs, _| set(pairs, "oauth_token", "<token>")),
        ("$…", |pairs, _| set(pairs, "oauth_token", "$TOKEN")),
        ("undefined", |pairs, _| {
            set(pairs, "oauth_token", "undefined");
        }),
        ("None", |pairs, _| set(pairs, "oauth_token", "None")),
        ("null", |pairs, _| set(pairs, "oauth_token", "null")),
    ];
    let others: [(&str, &str, Edit); 4] = [
        ("oauth_consumer_key", "{{…}}", |pairs, _| {
            set(pairs, "oauth_consumer_key", "{{key}}");
        }),
        ("oauth_nonce", "{{…}}", |pairs, _| {
            set(pairs, "oauth_nonce", "{{nonce}}");
        }),
        ("oauth_timestamp", "undefined", |pairs, _| {
            set(pairs, "oauth_timestamp", "undefined");
        }),
        ("oauth_version", "None", |pairs, _| {
            set(pairs, "oauth_version", "None");
        }),
    ];
    let token = token.map(|(shape, edit)| ("oauth_token", shape, edit));
    // A client that encodes only the signature.
    let raw: fn(&str) -> String = |value| match value.len() {
        44 => strict(value),
        _ => value.to_owned(),
    };
    for (name, shape, edit) in token.into_iter().chain(others) {
        for header_value in [strict, raw] {
            let client = Client {
                oauth: vec![edit],
                header_value,
                ..Client::default()
            };
            let diagnosis = diagnose(&PLAIN, &client.send(&PLAIN));
            assert_eq!(codes(diagnosis.mistakes()), ["placeholder"], "{diagnosis}");
            let what = diagnosis.mistakes()[0].what();
            assert_eq!(what, format!("{name} is `{shape}` instead of a value"));
            assert_eq!(diagnosis.verdict(), Verdict::Explained, "{diagnosis}");
        }
    }
}

#[test]
fn a_placeholder_instead_of_the_header_is_the_only_mistake() {
    for (header, shape) in [("{{header}}", "{{…}}"), ("undefined", "undefined")] {
        let diagnosis = change(&Client::default(), |_| format!("Authorization: {header}"));
        assert_eq!(codes(diagnosis.mistakes()), ["placeholder"], "{diagnosis}");
        let what = diagnosis.mistakes()[0].what();
        assert_eq!(what, format!("the header is `{shape}` instead of a value"));
        assert_eq!(diagnosis.verdict(), Verdict::NotComputed);
    }
}

#[test]
fn ids_that_a_log_hides_are_assumed_to_be_right() {
    for hidden in ["***", "2b0c…", "2b0c...", "[REDACTED]"] {
        for at in [0, 2] {
            let hide = |header: &str| header.replace(PLAIN.secrets[at], hidden);
            let right = change(&Client::default(), hide);
            assert_eq!(codes(right.mistakes()), ["placeholder"], "{right}");
            assert!(right.to_string().contains("signature is correct"));
            let wrong = change(&without_token_secret(), hide);
            let expected = ["secret-missing", "placeholder"];
            assert_eq!(codes(wrong.mistakes()), expected, "{wrong}");
        }
    }
}

#[test]
fn names_a_placeholder_as_the_realm_or_the_signature() {
    for (field, verdict) in [
        ("realm", Verdict::Explained),
        ("oauth_signature", Verdict::NotComputed),
    ] {
        let diagnosis = change(&Client::default(), |header| {
            let (before, after) = header.split_once(&format!("{field}=\"")).unwrap();
            let (_, after) = after.split_once('"').unwrap();
            format!("{before}{field}=\"{{{{value}}}}\"{after}")
        });
        assert_eq!(codes(diagnosis.mistakes()), ["placeholder"], "{diagnosis}");
        assert_eq!(diagnosis.verdict(), verdict);
    }
}

#[test]
fn a_missing_value_in_the_host_is_a_mistake() {
    let url = "https://undefined.restlets.api.netsuite.com/r?id=1";
    let request = Request { url, ..PLAIN };
    let diagnosis = diagnose(&request, &Client::default().send(&request));
    assert_eq!(codes(diagnosis.mistakes()), ["placeholder"], "{diagnosis}");
    let what = diagnosis.mistakes()[0].what();
    assert_eq!(what, "the URL has `undefined` instead of a value");
}

/// It may be data, and the signature is right.
#[test]
fn a_placeholder_in_the_path_or_the_query_is_a_note() {
    for url in [
        "https://1234567-sb1.restlets.api.netsuite.com/record/v1/customer/undefined",
        "https://1234567-sb1.restlets.api.netsuite.com/customer/%7Bid%7D?a=1",
        "https://1234567-sb1.restlets.api.netsuite.com/customer/***/x",
        "https://1234567-sb1.restlets.api.netsuite.com/r?script=%7B%7Bscript%7D%7D",
        "https://1234567-sb1.restlets.api.netsuite.com/r?q=1%7B%7Bx%7D%7D",
        "https://1234567-sb1.restlets.api.netsuite.com/r?q=$%7Bx%7D",
        "https://1234567-sb1.restlets.api.netsuite.com/r?script=1&deploy=null",
    ] {
        let request = Request { url, ..PLAIN };
        let diagnosis = diagnose(&request, &Client::default().send(&request));
        assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
        let notes: Vec<&str> = diagnosis.notes().iter().map(Note::code).collect();
        assert_eq!(notes, ["placeholder", "login-audit-trail"], "{url}");
    }
}

/// The client replaced the placeholder before it signed the request.
#[test]
fn a_template_instead_of_the_host_was_replaced() {
    for template in [
        "{{account}}.restlets.api.netsuite.com",
        "${base}",
        "<host>:443",
    ] {
        let mut sent = Client::default().send(&PLAIN);
        sent.url = sent
            .url
            .replace("1234567-sb1.restlets.api.netsuite.com", template);
        let diagnosis = diagnose(&PLAIN, &sent);
        assert_eq!(codes(diagnosis.mistakes()), ["placeholder"], "{diagnosis}");
    }
}

#[test]
fn data_in_the_url_is_not_a_placeholder() {
    let url = "https://1234567-sb1.restlets.api.netsuite.com/$batch/a.../r?q=null&f=%3Ca%3E&$filter=%7B%22a%22%3A%7B%22b%22%3A1%7D%7D";
    let request = Request { url, ..PLAIN };
    let diagnosis = diagnose(&request, &Client::default().send(&request));
    assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
    assert_eq!(diagnosis.notes()[0].code(), "login-audit-trail");
}
