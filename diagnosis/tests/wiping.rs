//! A diagnosis leaves no secret in a freed heap block. The test's allocator searches each block
//! when it is freed.
#![allow(unsafe_code, reason = "an allocator needs it")]

use http::Method;
use netsuite_oauth1::{Consumer, Credentials, Token};
use netsuite_oauth1_diagnosis::{Diagnosis, Verdict};

use crate::watch::assert_no_traces;

#[path = "../../tests/wiping/watch.rs"]
mod watch;

/// Parts of the secrets: plain, encoded once and encoded twice.
const TRACES: [&str; 3] = ["hunter2hunter2", "%2Bhunter3", "%252Bhunter3"];
const SECRETS: [&str; 2] = ["hunter2hunter2+hunter3a", "hunter2hunter2+hunter3b"];

/// One test, because the allocator watches the whole process.
#[test]
fn no_freed_block_holds_a_secret() {
    watch::start(TRACES.map(|trace| trace.as_bytes().to_vec()).to_vec());

    let credentials = Credentials::new(
        "1234567".parse().unwrap(),
        Consumer::new("key", SECRETS[0]).unwrap(),
        Token::new("id", SECRETS[1]).unwrap(),
    );
    let url = "https://1234567.restlets.api.netsuite.com/r?a=b%20c&a=d";
    let header = |key: &str, method: &str, signature: &str| {
        format!(
            "OAuth realm=\"1234567\", oauth_consumer_key=\"{key}\", oauth_token=\"id\", \
             oauth_nonce=\"abcdef\", oauth_timestamp=\"1508242306\", \
             oauth_signature_method=\"{method}\", oauth_signature=\"{signature}\""
        )
    };
    let digest = "00".repeat(32);
    let secret = SECRETS[0].replace('+', "%2B");
    let both = format!("{}%26{}", secret, SECRETS[1].replace('+', "%2B"));
    for (header, verdict) in [
        // The search tries every key that a client may build.
        (header("key", "HMAC-SHA256", &digest), Verdict::Unexplained),
        // With a secret as the consumer key, every base string contains the secret.
        (
            header(&secret, "HMAC-SHA256", &digest),
            Verdict::Unexplained,
        ),
        (header("key", "PLAINTEXT", &both), Verdict::NotComputed),
        (format!("Basic {}", SECRETS[0]), Verdict::NotComputed),
    ] {
        assert_no_traces(&header, || {
            let diagnosis = Diagnosis::of_header(&credentials, &Method::GET, url, &header, b"{}");
            assert_eq!(diagnosis.verdict(), verdict, "{header}");
            let shown = format!("{diagnosis} {diagnosis:?}");
            assert!(!shown.contains("hunter2"), "{shown}");
        });
    }
    let password = format!("1234567&{secret}&id&abcdef&1508242306&AAAA&HMAC-SHA256");
    let envelope = format!(
        "<tokenPassport><account>1234567</account><consumerKey>{}",
        SECRETS[0]
    ) + "</consumerKey></tokenPassport>";
    assert_no_traces("in a diagnosis of a password or a passport", || {
        drop(Diagnosis::of_password(&credentials, &password).to_string());
        drop(Diagnosis::of_passport(&credentials, &envelope).to_string());
    });
}
