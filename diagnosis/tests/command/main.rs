//! The command, as a user runs it.
#![cfg(feature = "cli")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use netsuite_oauth1::Consumer;
use netsuite_oauth1::flow::Start;

mod response;

const CREDENTIALS: [(&str, &str); 5] = [
    ("NETSUITE_ACCOUNT_ID", "1234567_SB1"),
    ("NETSUITE_CONSUMER_KEY", "key"),
    ("NETSUITE_CONSUMER_SECRET", "sentinel-consumer"),
    ("NETSUITE_TOKEN_ID", "id"),
    ("NETSUITE_TOKEN_SECRET", "sentinel-token"),
];

const URL: &str =
    "https://1234567-sb1.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=6&deploy=1";

/// Runs the command with credentials in the environment, and checks that it prints no secret.
fn run_with(
    credentials: &[(&str, &str)],
    arguments: &[&str],
    input: &str,
) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_netsuite-diagnosis"));
    command.env_clear().envs(credentials.iter().copied());
    command.args(arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // If the command fails early, it does not read its input.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    let [stdout, stderr] = [stdout, stderr].map(|text| String::from_utf8(text).unwrap());
    assert!(
        !stdout.contains("sentinel") && !stderr.contains("sentinel"),
        "{stdout}{stderr}"
    );
    assert!(
        !stdout.contains('\x1b'),
        "colours without a terminal: {stdout}"
    );
    (status.code().unwrap(), stdout, stderr)
}

fn run(arguments: &[&str], input: &str) -> (i32, String, String) {
    run_with(&CREDENTIALS, arguments, input)
}

/// Returns a correctly signed header for the URL.
fn right_header(url: &str) -> String {
    let (code, stdout, _) = run(&["explain", "GET", url, "--json"], "");
    assert_eq!(code, 0);
    let value: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    value["authorization"].as_str().unwrap().to_owned()
}

#[test]
fn a_right_header_exits_with_0() {
    let header = right_header(URL);
    let (code, stdout, _) = run(&["header", "get", URL, &header], "");
    assert_eq!(
        (code, stdout.lines().next().unwrap().split(':').next()),
        (0, Some("Right"))
    );
    let (code, ..) = run(
        &["header", "GET", URL, "-"],
        &format!("Authorization: {header}\n"),
    );
    assert_eq!(code, 0);
}

#[test]
fn an_explained_header_exits_with_1_and_shows_verdict_then_fix_then_proof() {
    let header = right_header(URL.split('?').next().unwrap());
    let (code, stdout, _) = run(&["header", "GET", URL, &header], "");
    assert_eq!(code, 1);
    let places = [
        "Explained:",
        "(query-left-out)",
        "Fix:",
        "\nsigned  ",
        "\nexpected  ",
        "^ first",
    ]
    .map(|text| {
        stdout
            .find(text)
            .unwrap_or_else(|| panic!("{text}: {stdout}"))
    });
    assert!(places.is_sorted(), "{stdout}");
}

#[test]
fn json_is_one_object() {
    let header = right_header(URL.split('?').next().unwrap());
    let (code, stdout, _) = run(&["--json", "header", "GET", URL, &header], "");
    assert_eq!(code, 1);
    let value: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(value["verdict"], "explained");
    assert_eq!(value["mistakes"][0]["code"], "query-left-out");
    assert!(value["alternatives"].is_array() && value["notes"].is_array());
    assert_members(&value["mistakes"], &["code", "fix", "what"]);

    let other = right_header(URL).replace("oauth_nonce=\"", "oauth_nonce=\"x-");
    let (_, stdout, _) = run(&["--json", "header", "GET", URL, &other], "");
    let value: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(value["verdict"], "unexplained");
    assert_members(&value["notes"], &["code", "what"]);
}

/// Asserts that a list is not empty, and that its objects have these members: a code and sentences.
#[track_caller]
fn assert_members(list: &serde_json::Value, names: &[&str]) {
    let list = list.as_array().unwrap();
    assert!(!list.is_empty());
    for object in list {
        let members = object.as_object().unwrap();
        assert!(members.keys().eq(names), "{object}");
        for (name, value) in members {
            assert_eq!(
                value.as_str().unwrap().contains(' '),
                name != "code",
                "{object}"
            );
        }
    }
}

#[test]
fn an_unexplained_header_exits_with_3_and_another_scheme_with_4() {
    let header = right_header(URL);
    let other = header.replace("oauth_nonce=\"", "oauth_nonce=\"x");
    assert_eq!(run(&["header", "GET", URL, &other], "").0, 3);
    let (code, stdout, _) = run(&["header", "GET", URL, "Bearer abc", "--json"], "");
    assert_eq!(code, 4);
    assert!(stdout.contains("\"verdict\":\"not computed\""), "{stdout}");
}

#[test]
fn a_pasted_url_is_encoded_as_a_browser_does_and_a_note_says_so() {
    let sent = format!("{URL}&q=a%20IS%20%22b%22");
    let pasted = format!("{URL}&q=a IS \"b\"");
    let header = right_header(&sent);
    let (code, stdout, _) = run(&["header", "GET", &pasted, &header], "");
    assert_eq!(code, 0);
    assert!(stdout.contains("as a browser does"), "{stdout}");
    assert!(stdout.contains("spaces and `\"` were encoded"), "{stdout}");

    let without_scheme = pasted.strip_prefix("https://").unwrap();
    let quoted = format!("'{pasted}'");
    for (pasted, note) in [
        (without_scheme, "`https://` was added"),
        (&quoted, "the quotes around it were left out"),
    ] {
        let (code, stdout, _) = run(&["header", "GET", pasted, &header], "");
        assert_eq!(code, 0);
        assert!(stdout.contains(note), "{stdout}");
    }
}

#[test]
fn braces_in_a_query_are_kept_and_a_note_says_so() {
    let url = format!("{URL}&q={{b}}");
    let header = right_header(&url);
    let (code, stdout, _) = run(&["header", "GET", &url, &header, "--json"], "");
    assert_eq!(code, 0);
    let value: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let note = &value["notes"].as_array().unwrap().last().unwrap()["what"];
    let note = note.as_str().unwrap();
    assert!(
        note.contains("`{` and `}` were kept in the query"),
        "{note}"
    );
}

#[test]
fn a_placeholder_instead_of_the_host_is_a_mistake_and_not_an_error() {
    let header = right_header(URL);
    let (_, path) = URL.split_once(".com").unwrap();
    let url = format!("{{{{base}}}}{path}");
    let (code, stdout, _) = run(&["header", "GET", &url, &header], "");
    assert_eq!(code, 1);
    assert!(stdout.contains("signature is correct"), "{stdout}");
    assert!(stdout.contains("(placeholder)"), "{stdout}");
}

#[test]
fn a_header_may_be_pasted_with_the_option_of_curl() {
    let header = format!("-H 'Authorization: {}'", right_header(URL));
    let (code, stdout, _) = run(&["header", "GET", URL, &header, "--json"], "");
    assert_eq!(code, 0, "{stdout}");
    assert!(stdout.contains("header-unwrapped"), "{stdout}");
    let (code, stdout, _) = run(&["header", "--json", "GET", URL, &header], "");
    assert_eq!(code, 0);
    assert!(stdout.starts_with('{'), "{stdout}");
}

#[test]
fn a_passport_and_a_password_are_read_from_standard_input() {
    let (code, stdout, _) = run(&["passport"], "<tokenPassport/>");
    assert_eq!(code, 4, "{stdout}");
    let (code, stdout, _) = run(
        &["password"],
        "1234567_SB1&key&id&abcdef&1508242306&AAAA&HMAC-SHA256",
    );
    assert_eq!(code, 4, "{stdout}");
}

#[test]
fn a_hidden_token_password_is_rejected() {
    let (code, _, stderr) = run(&["password"], "password: [hidden]");
    assert_eq!(code, 2);
    assert!(stderr.contains("--show-passwords"), "{stderr}");
}

#[test]
fn credentials_can_come_from_a_file() {
    let folder = std::env::temp_dir().join(format!("netsuite-diagnosis-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("credentials.toml");
    let path = file.to_str().unwrap();
    let header = right_header(URL);
    let mut text = String::new();
    for (name, value) in CREDENTIALS {
        let name = name.strip_prefix("NETSUITE_").unwrap().to_lowercase();
        writeln!(text, "{name} = \"{value}\"").unwrap();
    }
    std::fs::write(&file, &text).unwrap();
    let arguments = ["--credentials", path, "header", "GET", URL, &header];
    assert_eq!(run_with(&[], &arguments, "").0, 0);
    // The error gives the number of the line, but does not show it.
    std::fs::write(
        &file,
        text.replace("\"sentinel-token\"", "\"sentinel-token"),
    )
    .unwrap();
    let (code, _, stderr) = run_with(&[], &arguments, "");
    assert_eq!(code, 2);
    assert!(stderr.contains("line 5"), "{stderr}");
    std::fs::write(&file, "account_id = 1234567").unwrap();
    let (code, _, stderr) = run_with(&[], &arguments, "");
    assert_eq!(code, 2);
    assert!(
        stderr.contains("missing consumer_key, consumer_secret, token_id, token_secret"),
        "{stderr}"
    );
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn step_one_of_the_flow_needs_no_token() {
    let consumer = Consumer::new("key", "sentinel-consumer").unwrap();
    let start = Start::new(consumer, "https://my.example.com/callback").unwrap();
    let request = start.request().unwrap();
    let header = request.headers()["authorization"].to_str().unwrap();
    let url = request.uri().to_string();
    let mut empty = CREDENTIALS;
    (empty[3].1, empty[4].1) = ("", "");
    for credentials in [&CREDENTIALS[..3], &empty, &CREDENTIALS] {
        let (code, stdout, stderr) = run_with(credentials, &["header", "POST", &url, header], "");
        assert_eq!(code, 0, "{stdout}{stderr}");
        assert!(stdout.starts_with("Right"), "{stdout}");
    }
    let (code, _, stderr) = run_with(&CREDENTIALS[..3], &["header", "POST", URL, header], "");
    assert_eq!(code, 2);
    assert!(stderr.contains("missing NETSUITE_TOKEN_ID"), "{stderr}");
}

#[test]
fn missing_credentials_and_bad_arguments_exit_with_2() {
    let (code, _, stderr) = run_with(&CREDENTIALS[..2], &["header", "GET", URL, "OAuth"], "");
    assert_eq!(code, 2);
    assert!(stderr.contains("NETSUITE_TOKEN_SECRET"), "{stderr}");
    assert_eq!(run(&["header", "OAuth realm", URL, "GET"], "").0, 2);
    assert_eq!(run(&["header", "GET"], "").0, 2);
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let body = ["header", "GET", URL, "OAuth", "--body-file", "no-such-file"];
    for arguments in [&["passport", "no-such-file"][..], &body] {
        let (code, _, stderr) = run(arguments, "");
        assert_eq!(code, 2);
        assert!(stderr.contains("cannot read no-such-file: "), "{stderr}");
    }
}

/// As in `netsuite-diagnosis explain … | true`.
#[test]
fn a_reader_that_closes_the_output_is_not_an_error() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = Command::new(env!("CARGO_BIN_EXE_netsuite-diagnosis"));
    command.env_clear().envs(CREDENTIALS).stdout(writer);
    let output = command.args(["explain", "GET", URL]).output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert!(output.status.success());
}

#[test]
fn every_subcommand_has_an_example() {
    for subcommand in ["header", "response", "passport", "password", "explain"] {
        let (code, stdout, _) = run(&[subcommand, "--help"], "");
        assert_eq!(code, 0);
        assert!(stdout.contains("\nExample"), "{stdout}");
    }
    assert!(run(&["--help"], "").1.contains("Exit codes:"));
}

/// A Python script computed the signatures of these sessions.
#[test]
fn prints_the_sessions_of_the_readme() {
    const SECRETS: [(&str, &str); 5] = [
        ("NETSUITE_ACCOUNT_ID", "123456"),
        (
            "NETSUITE_CONSUMER_KEY",
            "ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4",
        ),
        (
            "NETSUITE_CONSUMER_SECRET",
            "d26ad321a4b2f23b0741c8d38392ce01c3e23e109df6c96eac6d099e9ab9e8b5",
        ),
        (
            "NETSUITE_TOKEN_ID",
            "2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc",
        ),
        (
            "NETSUITE_TOKEN_SECRET",
            "c29a677df7d5439a458c063654187e3d678d73aca8e3c9d8bea1478a3eb0d295",
        ),
    ];
    let [_, (_, key), _, (_, token), _] = SECRETS;
    let header = |method: &str, signature: &str| {
        format!(
            "OAuth realm=\"123456\", oauth_consumer_key=\"{key}\", \
             oauth_nonce=\"fjaLirsIcCGVZWzBX0pg\", oauth_signature_method=\"{method}\", \
             oauth_timestamp=\"1508242306\", oauth_version=\"1.0\", oauth_token=\"{token}\", \
             oauth_signature=\"{signature}\""
        )
    };
    let headers = [
        header("HMAC-SHA1", "k9Mwo51AtF%2Fu1%2FRebtK0U6oN604%3D"),
        header(
            "HMAC-SHA256",
            "HLDLqa11mFRGchILyiUCusirMnJmBIIGZGRZSlRfNys%3D",
        ),
        header(
            "HMAC-SHA256",
            "VANydLiAr5gkq7HV0ROxQAS%2BlxLljplSVsrDdo%2Bg0OI%3D",
        )
        .replace('"', ""),
    ];
    let readme = include_str!("../../README.md");
    let sessions: Vec<&str> = readme.split("```console\n").skip(1).collect();
    assert_eq!(sessions.len(), headers.len());
    for (session, header) in sessions.into_iter().zip(headers) {
        let (session, _) = session.split_once("```").unwrap();
        let (command, printed) = session.split_once('\n').unwrap();
        let (command, _) = command.split_once(" \"$authorization\"").unwrap();
        let arguments = command.strip_prefix("$ netsuite-diagnosis ").unwrap();
        let mut arguments: Vec<&str> = arguments.split(' ').map(|a| a.trim_matches('"')).collect();
        arguments.push(&header);
        let (code, stdout, stderr) = run_with(&SECRETS, &arguments, "");
        assert_eq!(code, 1, "{stderr}");
        assert_eq!(stdout, printed);
    }
}
