//! A good request is verified without a heap allocation. In a test binary of its own, for the allocator that counts.
#![allow(unsafe_code, reason = "an allocator cannot be written without")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use http::header::{AUTHORIZATION, HOST};
use http::{HeaderMap, Method, Request, Uri};
use netsuite_oauth1::verify::Verifier;
use netsuite_oauth1::{Consumer, Credentials, Nonce, Signer, Timestamp, Token};
use url::Url;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: every call goes on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { System.dealloc(block, layout) };
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        unsafe { System.realloc(block, layout, size) }
    }
}

/// Counts the allocations of this thread meanwhile.
fn allocations(run: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.get();
    run();
    ALLOCATIONS.get() - before
}

fn credentials(key: &str) -> Credentials {
    Credentials::new(
        "1234567_SB1".parse().unwrap(),
        Consumer::new(key, "consumer-secret").unwrap(),
        Token::new("token-id", "token-secret").unwrap(),
    )
}

const START: u64 = 1_508_242_306;

/// Verifies three requests a second, for long enough that eras end and the memory of the used nonces goes round.
#[track_caller]
fn assert_verifies_without_allocations(key: &str, header: impl Fn(&str) -> String) {
    let url: Url =
        "https://1234567-sb1.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=6&deploy=1"
            .parse()
            .unwrap();
    let signer = Signer::new(credentials(key));
    let verifier = Verifier::new([credentials(key)]);
    let requests: Vec<(Timestamp, HeaderMap)> = (0..9000)
        .map(|third| {
            let now = Timestamp::from_unix(START + third / 3);
            let authorization = signer
                .authorize_with(&Method::POST, &url, &Nonce::random(), now)
                .unwrap();
            let value = header(authorization.as_str()).parse().unwrap();
            (now, HeaderMap::from_iter([(AUTHORIZATION, value)]))
        })
        .collect();
    let (first, others) = requests.split_at(4500);
    let verify = |requests: &[(Timestamp, HeaderMap)]| {
        for (now, headers) in requests {
            verifier.verify(&Method::POST, &url, headers, *now).unwrap();
        }
    };
    assert!(
        allocations(|| verify(first)) > 0,
        "the count works: the sets grow"
    );
    assert_eq!(allocations(|| verify(others)), 0);
}

#[test]
fn a_header_as_the_crate_writes_it() {
    assert_verifies_without_allocations("consumer-key", str::to_owned);
}

#[test]
fn a_header_in_another_order() {
    assert_verifies_without_allocations("consumer-key", |header| {
        let mut parameters: Vec<&str> = header.trim_start_matches("OAuth ").split(", ").collect();
        parameters.reverse();
        format!("OAuth {}", parameters.join(","))
    });
}

#[test]
fn credentials_with_escapes() {
    assert_verifies_without_allocations("k%+/", str::to_owned);
    assert_verifies_without_allocations("k%+/", |header| header.replace(", ", ","));
}

#[test]
fn a_request_with_a_host() {
    let signer = Signer::new(credentials("consumer-key"));
    let verifier = Verifier::new([credentials("consumer-key")]);
    let uri = Uri::from_static("http://localhost:8080/services/rest/record/v1/customer/40?a=b");
    let now = Timestamp::from_unix(START);
    let requests = [(); 2].map(|()| {
        let authorization = signer
            .authorize_with(&Method::GET, &uri, &Nonce::random(), now)
            .unwrap();
        Request::get(uri.path_and_query().unwrap().as_str())
            .header(HOST, "localhost:8080")
            .header(AUTHORIZATION, authorization.into_header_value())
            .body(())
            .unwrap()
    });
    verifier.verify_request(&requests[0], now).unwrap();
    let count = allocations(|| {
        verifier.verify_request(&requests[1], now).unwrap();
    });
    assert_eq!(count, 0);
}
