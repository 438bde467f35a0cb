//! Secrets are gone from the heap when their owners are. An allocator looks through every block that is freed: a block that
//! still holds a secret, raw, percent-encoded or as part of the HMAC key, is one that anybody may read later.
#![allow(unsafe_code, reason = "an allocator cannot be written without")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use http::{Method, Request, StatusCode, Uri};
use netsuite_oauth1::connect::Settings;
use netsuite_oauth1::flow::{Start, State};
use netsuite_oauth1::{Consumer, Credentials, Nonce, Signer, Timestamp, Token};
use sha2::{Digest, Sha256};

/// What credentials with [`secret`] leave behind if they are not wiped.
static TRACES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();

static WATCHING: AtomicBool = AtomicBool::new(false);
static FOUND: AtomicUsize = AtomicUsize::new(0);
static FREED: AtomicUsize = AtomicUsize::new(0);

struct Watching;

#[global_allocator]
static ALLOCATOR: Watching = Watching;

// SAFETY: every call goes on to the system's allocator as it came.
unsafe impl GlobalAlloc for Watching {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Zeroed, so that what is read below is what this test wrote.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if WATCHING.load(Ordering::SeqCst) {
            FREED.fetch_add(1, Ordering::SeqCst);
            // SAFETY: the block is still allocated, has this size and was zeroed.
            let bytes = unsafe { std::slice::from_raw_parts(block, layout.size()) };
            let holds = |trace: &Vec<u8>| bytes.windows(trace.len()).any(|window| window == trace);
            if TRACES.get().is_some_and(|traces| traces.iter().any(holds)) {
                FOUND.fetch_add(1, Ordering::SeqCst);
            }
        }
        unsafe { System.dealloc(block, layout) };
    }
}

/// Counts the blocks with a trace of a secret that are freed meanwhile.
fn traces(run: impl FnOnce()) -> usize {
    FOUND.store(0, Ordering::SeqCst);
    FREED.store(0, Ordering::SeqCst);
    WATCHING.store(true, Ordering::SeqCst);
    run();
    WATCHING.store(false, Ordering::SeqCst);
    assert!(
        FREED.load(Ordering::SeqCst) > 0,
        "nothing was freed, so nothing was looked at"
    );
    FOUND.load(Ordering::SeqCst)
}

fn secret(end: &str) -> String {
    format!("%hunter2hunter2hunter2hunter2hunter2hunter2+hunter{end}")
}

/// The two SHA-256 states of the key, as HMAC has them after its first blocks (RFC 2104 section 2), and the inner one after the first
/// block of what is often signed: whoever has them can sign.
fn key_states() -> [Vec<u8>; 3] {
    let encode = |secret: String| secret.replace('%', "%25").replace('+', "%2B");
    let key = Sha256::digest(format!("{}&{}", encode(secret("1")), encode(secret("2"))));
    let [inner, outer] = [0x36, 0x5c].map(|pad| {
        let mut block = [pad; 64];
        block.iter_mut().zip(key).for_each(|(to, from)| *to ^= from);
        // FIPS 180-4 section 5.3.3.
        let mut state = [
            0x6a09_e667,
            0xbb67_ae85,
            0x3c6e_f372,
            0xa54f_f53a,
            0x510e_527f,
            0x9b05_688c,
            0x1f83_d9ab,
            0x5be0_cd19,
        ];
        sha2::block_api::compress256(&mut state, &[block]);
        state
    });
    let beginning = *b"GET&https%3A%2F%2F1234567.restlets.api.netsuite.com%2Fapp%2Fsite";
    let mut begun = inner;
    sha2::block_api::compress256(&mut begun, &[beginning]);
    [inner, outer, begun].map(|state: [u32; 8]| {
        let bytes = state.iter().flat_map(|word| word.to_ne_bytes());
        bytes.collect()
    })
}

/// One test, since the allocator watches the whole process.
#[test]
fn no_freed_block_holds_a_secret() {
    let states = key_states();
    let [inner, outer, begun] = states.clone();
    TRACES
        .set(vec![
            b"hunter2hunter2".into(),
            b"%25hunter".into(),
            b"%2Bhunter".into(),
            inner,
            outer,
            begun,
        ])
        .unwrap();
    let seen = traces(|| {
        drop(String::from("hunter2hunter2"));
        states.into_iter().for_each(drop);
    });
    assert_eq!(seen, 4, "the watch works");

    assert_eq!(
        traces(|| {
            let credentials = Credentials::new(
                "1234567".parse().unwrap(),
                Consumer::new("key", secret("1")).unwrap(),
                Token::new("id", secret("2")).unwrap(),
            );
            // In a box, so that the key's states are on the heap too.
            let signer = Box::new(Signer::new(credentials.clone()));
            drop(credentials);
            let uri = Uri::from_static("https://h/p?a=b");
            let endpoint = Box::new(signer.clone().endpoint(&Method::GET, &uri).unwrap());
            drop(endpoint.clone().authorize());
            let (nonce, timestamp) = (Nonce::random(), Timestamp::now());
            drop(
                signer
                    .authorize_with(&Method::GET, &uri, &nonce, timestamp)
                    .unwrap(),
            );
            drop(
                signer
                    .explain(&Method::GET, &uri, &nonce, timestamp)
                    .unwrap()
                    .to_string(),
            );
            let mut request = Request::get(&uri).body(()).unwrap();
            signer.sign(&mut request).unwrap();
            drop(format!("{signer:?} {endpoint:?}"));
        }),
        0,
        "while signing"
    );
    flow();
    token_password();
    assert_eq!(
        traces(|| {
            drop(Consumer::new("key", secret("\n")).unwrap_err().to_string());
            drop(Consumer::new("", secret("")).unwrap_err().to_string());
            drop(Token::new("id", secret("\0x")).unwrap_err().to_string());
            // More room than text: what stands in the rest of the block is wiped too.
            let mut longer = String::with_capacity(1000);
            longer.extend(["hunter2"; 100]);
            longer.truncate(50);
            drop(Token::new("id", longer).unwrap());
        }),
        0,
        "where a secret is refused"
    );
    #[cfg(feature = "serde")]
    {
        let json = format!(
            r#"{{"account_id":"1","consumer_key":"k","consumer_secret":"{}","token_id":"i","token_secret":"{}"}}"#,
            secret("1"),
            secret("2")
        );
        let bad = json.replace("\"k\"", "\"\"");
        let cut = json.replace("\"token_id\":\"i\",", "");
        assert_eq!(
            traces(|| {
                drop(serde_json::from_str::<Credentials>(&json).unwrap());
                drop(serde_json::from_str::<Credentials>(&bad).unwrap_err());
                drop(serde_json::from_str::<Credentials>(&cut).unwrap_err());
            }),
            0,
            "while deserializing"
        );
    }
}

fn flow() {
    // The answers are the caller's: they are made and dropped while nobody looks.
    let answer = |id: &str, secret: String| {
        url::form_urlencoded::Serializer::new("oauth_callback_confirmed=true".to_owned())
            .append_pair("oauth_token", id)
            .append_pair("oauth_token_secret", &secret)
            .finish()
    };
    let answers = [
        answer("request", secret("2")),
        answer("access", secret("2")).replace("oauth_callback_confirmed=true&", ""),
    ];
    let bad_answers = [
        answer("", secret("2")),
        answer("id", secret("\0")),
        answer("id", secret("2")) + "%ff",
        answer("id", secret("2")) + "&oauth_token_secret=1",
        answer("id", secret("2")).replace("true", "false"),
    ];
    let [first, third] = &answers;
    let callback = Uri::from_static(
        "/?oauth_token=request&oauth_verifier=%68unter2hunter2&company=1234567&state=a",
    );
    // The header of step three contains the verifier, so the request is dropped outside.
    let mut sent = Vec::new();
    let ok = StatusCode::OK;
    assert_eq!(
        traces(|| {
            let start =
                Start::new(Consumer::new("key", secret("1")).unwrap(), "https://h/").unwrap();
            drop(start.request().unwrap());
            let request_token = start.read(ok, first.as_bytes()).unwrap();
            let state = State::new("a").unwrap();
            let approval = request_token.read_callback(&state, &callback).unwrap();
            sent.push(approval.request().unwrap());
            drop(approval.clone());
            let credentials = approval.read(ok, third.as_bytes()).unwrap();
            let again = start.resume(request_token.token().clone());
            drop(format!(
                "{start:?} {request_token:?} {approval:?} {credentials:?} {again:?}"
            ));
            let signer = Box::new(Signer::new(credentials));
            drop(signer.token_info_request().unwrap());
            drop(signer.token_passport().into_xml("2025_2").unwrap());
        }),
        0,
        "in the flow"
    );
    assert_eq!(
        traces(|| {
            let start =
                Start::new(Consumer::new("key", secret("1")).unwrap(), "https://h/").unwrap();
            for bad in &bad_answers {
                drop(start.read(ok, bad.as_bytes()).unwrap_err().to_string());
                drop(
                    start
                        .read(StatusCode::FOUND, bad.as_bytes())
                        .unwrap_err()
                        .to_string(),
                );
            }
            let refused = Start::new(Consumer::new("key", secret("1")).unwrap(), "");
            drop(refused.unwrap_err().to_string());
        }),
        0,
        "where an answer is refused"
    );
}

fn token_password() {
    // A token password is a secret as a whole, whatever it is made of.
    let signer = Signer::new(Credentials::new(
        "1234567".parse().unwrap(),
        Consumer::new("hunter2hunter2", secret("1")).unwrap(),
        Token::new("id", secret("2")).unwrap(),
    ));
    assert_eq!(
        traces(|| {
            drop((String::from("x"), signer.token_password()));
            let settings = Settings::new("h", 3).unwrap();
            drop(settings.odbc(signer.token_password()));
            drop(settings.jdbc(signer.token_password()));
            drop(settings.ado_net(signer.token_password()));
        }),
        0,
        "with a token password"
    );
}
