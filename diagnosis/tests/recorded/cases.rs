//! Reads the recorded cases that `README.md` describes.

use std::collections::BTreeSet;

use http::Method;
use netsuite_oauth1::{Consumer, Credentials, Token};
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

/// The credentials in Oracle's help
/// ([`section_1534941088`](https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_1534941088.html)).
const ORACLE: Secrets = [
    "ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4",
    "d26ad321a4b2f23b0741c8d38392ce01c3e23e109df6c96eac6d099e9ab9e8b5",
    "2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc",
    "c29a677df7d5439a458c063654187e3d678d73aca8e3c9d8bea1478a3eb0d295",
];

/// A recorded request, and the mistakes that the diagnosis must name.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) credentials: Credentials,
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) authorization: String,
    pub(crate) body: String,
    pub(crate) mistakes: BTreeSet<String>,
}

/// The headers of published clients and scripts.
pub(crate) fn of_clients() -> Vec<Case> {
    read(include_str!("clients.jsonl"), "client", "1234567", HEX)
}

/// The requests of public bug reports.
pub(crate) fn of_reports() -> Vec<Case> {
    read(
        include_str!("reports.jsonl"),
        "report",
        "1234567_SB1",
        ORACLE,
    )
}

fn read(lines: &str, name: &str, account: &str, secrets: Secrets) -> Vec<Case> {
    let lines = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    let case = |line: Value| {
        let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        let secrets = if line["secrets"].is_string() {
            RESERVED
        } else {
            secrets
        };
        let [key, consumer_secret, id, token_secret] = secrets;
        let account = line["account"].as_str().unwrap_or(account);
        let authorization = text("authorization")
            .replace("{key}", key)
            .replace("{token}", id)
            .replace("{consumer_secret}", consumer_secret)
            .replace("{token_secret}", token_secret);
        let mistakes = line["mistakes"].as_array().unwrap().iter();
        Case {
            name: text(name),
            credentials: Credentials::new(
                account.parse().unwrap(),
                Consumer::new(key, consumer_secret).unwrap(),
                Token::new(id, token_secret).unwrap(),
            ),
            method: text("method").parse().unwrap(),
            url: text("url"),
            authorization,
            body: text("body"),
            mistakes: mistakes
                .map(|code| code.as_str().unwrap().to_owned())
                .collect(),
        }
    };
    lines.map(case).collect()
}
