//! After a diagnosis, no freed heap block holds a secret. An allocator searches every block that is
//! freed.
#![allow(unsafe_code, reason = "an allocator needs it")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use http::Method;
use netsuite_oauth1::{Consumer, Credentials, Token};
use netsuite_oauth1_diagnosis::{Diagnosis, Verdict};

/// Parts of the secrets, raw, encoded once and encoded twice.
const TRACES: [&[u8]; 3] = [b"hunter2hunter2", b"%2Bhunter3", b"%252Bhunter3"];
const SECRETS: [&str; 2] = ["hunter2hunter2+hunter3a", "hunter2hunter2+hunter3b"];

static IS_WATCHING: AtomicBool = AtomicBool::new(false);
static FOUND: AtomicUsize = AtomicUsize::new(0);
static FREED: AtomicUsize = AtomicUsize::new(0);

struct Watching;

#[global_allocator]
static ALLOCATOR: Watching = Watching;

// SAFETY: every call is passed on to the system's allocator.
unsafe impl GlobalAlloc for Watching {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Zeroed, so that what is found was written by this test.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if IS_WATCHING.load(Ordering::SeqCst) {
            FREED.fetch_add(1, Ordering::SeqCst);
            // SAFETY: the block is still allocated, has this size and was zeroed.
            let bytes = unsafe { std::slice::from_raw_parts(block, layout.size()) };
            let holds = |trace: &[u8]| bytes.windows(trace.len()).any(|window| window == trace);
            if TRACES.into_iter().any(holds) {
                FOUND.fetch_add(1, Ordering::SeqCst);
            }
        }
        unsafe { System.dealloc(block, layout) };
    }
}

/// Counts the freed blocks with a trace of a secret.
fn traces(run: impl FnOnce()) -> usize {
    FOUND.store(0, Ordering::SeqCst);
    FREED.store(0, Ordering::SeqCst);
    IS_WATCHING.store(true, Ordering::SeqCst);
    run();
    IS_WATCHING.store(false, Ordering::SeqCst);
    assert!(FREED.load(Ordering::SeqCst) > 0, "nothing was freed");
    FOUND.load(Ordering::SeqCst)
}

/// One test, because the allocator watches the whole process.
#[test]
fn no_freed_block_holds_a_secret() {
    assert_eq!(
        traces(|| drop(String::from(SECRETS[0]))),
        1,
        "the watch works"
    );

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
        // Every key that a client may have made is tried.
        (header("key", "HMAC-SHA256", &digest), Verdict::Unexplained),
        // A secret instead of the consumer key, which is then in every text that is tried.
        (
            header(&secret, "HMAC-SHA256", &digest),
            Verdict::Unexplained,
        ),
        (header("key", "PLAINTEXT", &both), Verdict::NotComputed),
        (format!("Basic {}", SECRETS[0]), Verdict::NotComputed),
    ] {
        let found = traces(|| {
            let diagnosis = Diagnosis::of_header(&credentials, &Method::GET, url, &header, b"{}");
            assert_eq!(diagnosis.verdict(), verdict, "{header}");
            let shown = format!("{diagnosis} {diagnosis:?}");
            assert!(!shown.contains("hunter2"), "{shown}");
        });
        assert_eq!(found, 0, "in a diagnosis of {header}");
    }
    let password = format!("1234567&{secret}&id&abcdef&1508242306&AAAA&HMAC-SHA256");
    let envelope = format!(
        "<tokenPassport><account>1234567</account><consumerKey>{}",
        SECRETS[0]
    ) + "</consumerKey></tokenPassport>";
    let found = traces(|| {
        drop(Diagnosis::of_password(&credentials, &password).to_string());
        drop(Diagnosis::of_passport(&credentials, &envelope).to_string());
    });
    assert_eq!(found, 0, "in a diagnosis of a password or a passport");
}
