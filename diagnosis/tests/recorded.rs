//! Headers of real clients and from bug reports: every mistake is named, and no right header has
//! one. See `recorded/README.md`.

use std::collections::BTreeSet;

use http::Method;
use netsuite_oauth1::{Consumer, Credentials, Token};
use netsuite_oauth1_diagnosis::{Diagnosis, Mistake, Verdict};
use serde_json::Value;

/// Consumer key, consumer secret, token id and token secret.
type Secrets = [&'static str; 4];

const HEX: Secrets = [
    "d93beca6efd0421b314c081066064ac0e371b306f715cc0935b2879e249ba9df",
    "3b8b91c75627bee566dcb88f4805901b20a3eab2520bcff8d26c87157a035026",
    "cfccfcdeb2a5022c816b8c3e50353698c6994a2a7bea4b8ea6aef2fe56880f22",
    "44ad63f60af0f6db6fdde6d5186ef78176367df261fa06be3079b6c80c8adba4",
];

const RESERVED: Secrets = [HEX[0], "Cs+/=&%41~!'()*", HEX[2], "Ts é&=+x/"];

/// Those of Oracle's help
/// ([`section_1534941088`](https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_1534941088.html)).
const ORACLE: Secrets = [
    "ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4",
    "d26ad321a4b2f23b0741c8d38392ce01c3e23e109df6c96eac6d099e9ab9e8b5",
    "2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc",
    "c29a677df7d5439a458c063654187e3d678d73aca8e3c9d8bea1478a3eb0d295",
];

/// Diagnoses one case, and compares the mistakes.
fn check(case: &Value, secrets: Secrets, account: &str) -> Result<(), String> {
    let text = |name: &str| case[name].as_str().unwrap_or_default();
    let [key, consumer_secret, id, token_secret] = secrets;
    let credentials = Credentials::new(
        account.parse().unwrap(),
        Consumer::new(key, consumer_secret).unwrap(),
        Token::new(id, token_secret).unwrap(),
    );
    let method: Method = text("method").parse().unwrap();
    let authorization = text("authorization")
        .replace("{key}", key)
        .replace("{token}", id)
        .replace("{consumer_secret}", consumer_secret)
        .replace("{token_secret}", token_secret);
    let body = text("body").as_bytes();
    let diagnosis = Diagnosis::of_header(&credentials, &method, text("url"), authorization, body);
    let shown = format!("{diagnosis} {diagnosis:?}");
    assert!(!shown.contains(consumer_secret), "{shown}");
    assert!(!shown.contains(token_secret), "{shown}");

    let expected: BTreeSet<&str> = case["mistakes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| code.as_str().unwrap())
        .collect();
    let found: BTreeSet<&str> = diagnosis.mistakes().iter().map(Mistake::code).collect();
    let verdict = match diagnosis.verdict() {
        Verdict::Right => expected.is_empty(),
        Verdict::Explained => !expected.is_empty(),
        Verdict::NotComputed => {
            expected.contains("not-oauth") || expected.contains("signature-method")
        }
        _ => false,
    };
    if verdict && found == expected {
        Ok(())
    } else {
        Err(format!("expected {expected:?}\n{case}\n{diagnosis}\n"))
    }
}

fn check_all(lines: &str, check: impl Fn(&Value) -> Result<(), String>) {
    let cases: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let failed: Vec<String> = cases.iter().filter_map(|case| check(case).err()).collect();
    let (total, named) = (cases.len(), cases.len() - failed.len());
    println!("{named} of {total} cases are named");
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn names_what_real_clients_do_wrong() {
    check_all(include_str!("recorded/clients.jsonl"), |case| {
        let secrets = match case["secrets"].as_str() {
            Some(_) => RESERVED,
            None => HEX,
        };
        let account = case["account"].as_str().unwrap_or("1234567");
        check(case, secrets, account)
    });
}

#[test]
fn names_what_bug_reports_are_about() {
    check_all(include_str!("recorded/reports.jsonl"), |case| {
        check(case, ORACLE, "1234567_SB1")
    });
}
