//! What a diagnosis returns besides the mistakes.

use netsuite_oauth1_diagnosis::{Diagnosis, Verdict};

use crate::bugs::set;
use crate::client::{Client, Request, piece};
use crate::{PLAIN, RESERVED, RICH, client, codes, diagnose};

/// Diagnoses a request of a client with one bug.
fn diagnose_bug(code: &str, request: &Request) -> Diagnosis {
    let bug = crate::bugs().find(|bug| bug.code == code).unwrap();
    diagnose(request, &client(&[bug]).send(request))
}

#[test]
fn a_verdict_prints_its_name() {
    for (verdict, name) in [
        (Verdict::Right, "right"),
        (Verdict::Explained, "explained"),
        (Verdict::Unexplained, "unexplained"),
        (Verdict::NotComputed, "not computed"),
    ] {
        assert_eq!(verdict.to_string(), name);
    }
}

#[test]
fn the_first_line_says_what_the_verdict_means() {
    let right = Client::default().send(&PLAIN).header;
    let (unsigned, _) = right.split_once(", oauth_signature=\"").unwrap();
    let other = right.replace("1508242306", "1608242306");
    let misspelled = other.replace("1234567_SB1", "1234567_sb1");
    let long = "a".repeat(8_193);
    for (header, line) in [
        (&*right, "Right: "),
        (&*other, "Unexplained: no known mistake "),
        (&*misspelled, "Unexplained: the following is wrong, "),
        (unsigned, "Not computed: the signature is missing, "),
        (&*long, "Not computed: an input is too long."),
    ] {
        let mut sent = Client::default().send(&PLAIN);
        header.clone_into(&mut sent.header);
        let text = diagnose(&PLAIN, &sent).to_string();
        assert!(text.starts_with(line), "{text}");
    }
}

/// A client that ignores the query and a client that ignores empty values sign this request in the
/// same way.
#[test]
fn mistakes_with_one_outcome_are_alternatives() {
    let url = "https://1234567-sb1.restlets.api.netsuite.com/r?empty=";
    let request = Request { url, ..PLAIN };
    for code in ["query-left-out", "empty-values-dropped"] {
        let diagnosis = diagnose_bug(code, &request);
        let mut explanations = vec![codes(diagnosis.mistakes())];
        explanations.extend(diagnosis.alternatives().iter().map(|other| codes(other)));
        for expected in ["query-left-out", "empty-values-dropped"] {
            assert!(explanations.contains(&vec![expected]), "{explanations:?}");
        }
    }
}

/// Two clients sign `a+b/c`: one neither decodes `+` nor encodes values, and the other has an encoder
/// that writes a space as `+` and keeps `/`. No published client uses such an encoder.
#[test]
fn a_pair_of_common_mistakes_comes_before_a_rare_one() {
    let url = "https://1234567-sb1.restlets.api.netsuite.com/r?q=a+b%2Fc";
    let request = Request { url, ..PLAIN };
    let mut client = Client::default();
    client.decode = crate::client::unescape;
    client.encode_value = |_, value| value.to_owned();
    let diagnosis = diagnose(&request, &client.send(&request));
    let mut first = codes(diagnosis.mistakes());
    first.sort_unstable();
    assert_eq!(first, ["plus-kept", "query-not-encoded"]);
    let others: Vec<_> = diagnosis
        .alternatives()
        .iter()
        .map(|other| codes(other))
        .collect();
    assert!(
        others.contains(&vec!["space-as-plus", "slash-raw"]),
        "{others:?}"
    );
}

/// Reports secrets that are not encoded beside another mistake only if encoding changes them, and
/// if the key has them at all.
#[test]
fn secrets_without_encoding_are_reported_beside_another_mistake() {
    fn with_line_feeds(request: &Request) -> [Vec<u8>; 2] {
        [request.secrets[1], request.secrets[3]].map(|secret| format!("{secret}\n").into_bytes())
    }
    fn as_bytes(request: &Request) -> [Vec<u8>; 2] {
        [request.secrets[1], request.secrets[3]].map(|secret| format!("b'{secret}'").into_bytes())
    }
    fn as_placeholders(_: &Request) -> [Vec<u8>; 2] {
        ["{{consumer_secret}}", "{{token_secret}}"].map(|word| word.as_bytes().to_vec())
    }
    type Secrets = fn(&Request) -> [Vec<u8>; 2];
    let cases: [(Secrets, &Request, &[&str]); 4] = [
        (
            with_line_feeds,
            &RESERVED,
            &["whitespace", "secrets-not-encoded"],
        ),
        (with_line_feeds, &PLAIN, &["whitespace"]),
        (as_bytes, &RESERVED, &["secrets-converted"]),
        (as_placeholders, &RESERVED, &["secret-unset"]),
    ];
    for (secrets, request, expected) in cases {
        let client = Client {
            secrets,
            encode_secret: <[u8]>::to_vec,
            ..Client::default()
        };
        let diagnosis = diagnose(request, &client.send(request));
        assert_eq!(codes(diagnosis.mistakes()), expected);
    }
}

/// Rare mistakes are not tried in pairs.
#[test]
fn one_unset_placeholder_is_enough() {
    fn with_token_secret(request: &Request, word: &str) -> [Vec<u8>; 2] {
        [request.secrets[1], word].map(|text| text.as_bytes().to_vec())
    }
    let mut clients = [(); 3].map(|()| Client::default());
    clients[0].secrets = |request| with_token_secret(request, "{{TOKEN_SECRET}}");
    clients[1].secrets = |request| with_token_secret(request, "{{tokenSecret}}");
    clients[2].secrets = |request| with_token_secret(request, "${TOKEN_SECRET}");
    for client in clients {
        let diagnosis = diagnose(&PLAIN, &client.send(&PLAIN));
        assert_eq!(codes(diagnosis.mistakes()), ["secret-unset"]);
        let pair = Client {
            split: |_| Vec::new(),
            ..client
        };
        let diagnosis = diagnose(&PLAIN, &pair.send(&PLAIN));
        assert_eq!(diagnosis.verdict(), Verdict::Unexplained);
    }
}

/// The names are encoded, and the values are not.
#[test]
fn an_encoder_of_names_alone_is_known() {
    let url = "https://1234567-sb1.restlets.api.netsuite.com/r?a%2F%20b=c%20d";
    let request = Request { url, ..PLAIN };
    let client = Client {
        encode_name: |_, name| crate::client::escape(name.as_bytes(), b"/"),
        encode_value: |_, value| value.to_owned(),
        ..Client::default()
    };
    let diagnosis = diagnose(&request, &client.send(&request));
    let mut found = codes(diagnosis.mistakes());
    found.sort_unstable();
    assert_eq!(found, ["query-not-encoded", "slash-raw"]);
}

/// The limit of the work is 4.6 million, and one attempt more.
#[test]
fn the_work_of_an_unexplained_request_is_limited() {
    let mut sent = Client::default().send(&RICH);
    sent.header = sent.header.replace("1508242306", "1608242306");
    let work = diagnose(&RICH, &sent).work();
    assert!((4_600_000..4_700_000).contains(&work), "{work}");
}

#[test]
fn an_empty_parameter_may_be_signed_without_an_equals_sign() {
    let url = "https://1234567-sb1.restlets.api.netsuite.com/r?id=1&";
    let request = Request { url, ..PLAIN };
    let client = Client {
        split: |query| query.split('&').map(piece).collect(),
        join: |parameters| {
            let pairs = parameters.iter().map(|p| match &*p.encoded_name {
                "" => String::new(),
                name => format!("{name}={}", p.encoded_value),
            });
            pairs.collect::<Vec<_>>().join("&")
        },
        ..Client::default()
    };
    let diagnosis = diagnose(&request, &client.send(&request));
    assert_eq!(codes(diagnosis.mistakes()), ["empty-piece-signed"]);
}

/// Each of the two is occasional.
#[test]
fn two_mistakes_that_are_not_common_are_found() {
    let client = Client {
        collect: |all| [all.clone(), all].concat(),
        finish: |text| text.to_lowercase(),
        ..Client::default()
    };
    let diagnosis = diagnose(&PLAIN, &client.send(&PLAIN));
    let mut found = codes(diagnosis.mistakes());
    found.sort_unstable();
    assert_eq!(found, ["base-string-in-lower-case", "query-signed-twice"]);
}

#[test]
fn any_slash_of_the_path_may_be_doubled() {
    let doubled: [fn(&str) -> String; 3] = [
        |path| path.replacen("/app", "//app", 1),
        |path| path.replacen("/site", "//site", 1),
        |path| path.replacen("/restlet", "//restlet", 1),
    ];
    for path in doubled {
        let client = Client {
            path,
            ..Client::default()
        };
        let diagnosis = diagnose(&PLAIN, &client.send(&PLAIN));
        assert_eq!(codes(diagnosis.mistakes()), ["double-slash"]);
    }
}

#[test]
fn a_proof_has_both_base_strings() {
    let diagnosis = diagnose_bug("query-left-out", &PLAIN);
    let proof = diagnosis.proof().unwrap();
    let rest = "oauth_consumer_key%3D<consumer key>";
    let start = "POST&https%3A%2F%2F1234567-sb1.restlets.api.netsuite.com%2Fapp%2Fsite%2Fhosting\
                 %2Frestlet.nl&";
    let signed = proof.signed().unwrap();
    assert!(signed.starts_with(&format!("{start}{rest}")), "{signed}");
    let expected = proof.expected();
    let query = format!("{start}id%3D1%26{rest}");
    assert!(expected.starts_with(&query), "{expected}");
    assert_eq!(proof.first_difference(), Some(start.len()));

    let right = diagnose(&PLAIN, &Client::default().send(&PLAIN));
    assert_eq!(right.proof(), None);
    let key = diagnose_bug("secrets-converted", &PLAIN);
    assert_eq!(key.proof().unwrap().first_difference(), None);
}

#[test]
fn an_input_of_8192_bytes_is_not_too_long() {
    let padding = "a".repeat(8_192 - PLAIN.url.len() - 3);
    let url: &'static str = format!("{}&a={padding}", PLAIN.url).leak();
    assert_eq!(url.len(), 8_192);
    let request = Request { url, ..PLAIN };
    let diagnosis = diagnose(&request, &Client::default().send(&request));
    assert_eq!(diagnosis.verdict(), Verdict::Right);
}

/// The client signs the timestamp as text.
#[test]
fn a_timestamp_with_a_leading_zero_is_not_changed() {
    let client = Client {
        oauth: vec![|pairs, _| set(pairs, "oauth_timestamp", "01508242306")],
        ..Client::default()
    };
    let diagnosis = diagnose(&PLAIN, &client.send(&PLAIN));
    assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
}

/// Python prints `b"…"` if the text has single quotes only, and otherwise escapes them.
#[test]
fn knows_how_python_prints_quotes() {
    let mut request = PLAIN;
    request.secrets[1] = "it's";
    request.secrets[3] = "O'N\"";
    let client = Client {
        secrets: |_| [r#"b"it's""#.into(), r#"b'O\'N"'"#.into()],
        ..Client::default()
    };
    let diagnosis = diagnose(&request, &client.send(&request));
    assert_eq!(
        codes(diagnosis.mistakes()),
        ["secrets-converted"],
        "{diagnosis}"
    );
}

#[test]
fn mistakes_notes_and_proofs_print_their_texts() {
    let diagnosis = diagnose_bug("query-left-out", &PLAIN);
    let mistake = &diagnosis.mistakes()[0];
    let text = format!("{}: {}", mistake.what(), mistake.fix());
    assert_eq!(mistake.to_string(), text);
    assert_eq!(format!("{mistake:?}"), "Mistake(\"query-left-out\")");
    let proof = diagnosis.proof().unwrap();
    assert_eq!(format!("{proof:?}"), "Proof { .. }");

    let right = diagnose(&PLAIN, &Client::default().send(&PLAIN));
    let note = &right.notes()[0];
    assert_eq!(note.to_string(), note.what());
    assert_eq!(format!("{note:?}"), "Note(\"login-audit-trail\")");
}

/// Returns the signed text, the expected text, and the line with the mark.
fn shown(diagnosis: &Diagnosis) -> [String; 3] {
    let text = diagnosis.proof().unwrap().to_string();
    let lines: Vec<&str> = text.lines().collect();
    let [_, signed, expected, mark] = lines[..] else {
        panic!("{text}");
    };
    [signed, expected, mark].map(str::to_owned)
}

#[test]
fn a_proof_marks_the_first_difference() {
    let label = "expected  ".len();
    for (code, is_cut) in [("query-left-out", true), ("other-scheme", false)] {
        let diagnosis = diagnose_bug(code, &PLAIN);
        let [signed, expected, mark] = shown(&diagnosis);
        let column = mark.find('^').unwrap();
        let until =
            |line: &str, end: usize| -> String { line.chars().take(end).skip(label).collect() };
        assert_eq!(until(&signed, column), until(&expected, column), "{code}");
        assert_ne!(until(&signed, column + 1), until(&expected, column + 1));
        assert_eq!(until(&signed, label + 1) == "…", is_cut, "{signed}");
    }
}

#[test]
fn a_proof_ends_with_an_ellipsis_only_if_text_is_left_out() {
    for length in 0..60 {
        let base = "https://1234567-sb1.restlets.api.netsuite.com/r";
        let url: &'static str = format!("{base}?z={}", "a".repeat(length)).leak();
        let diagnosis = diagnose_bug("query-left-out", &Request { url, ..PLAIN });
        let [_, line, _] = shown(&diagnosis);
        let text = line
            .trim_start_matches("expected  ")
            .trim_start_matches('…');
        let expected = diagnosis.proof().unwrap().expected();
        let is_whole = expected.ends_with(text.trim_end_matches('…'));
        assert_eq!(text.ends_with('…'), !is_whole, "{line}\n{expected}");
    }
}
