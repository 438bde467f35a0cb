//! The number of heap allocations of each call.
//!
//! The tests have their own binary, because they replace the global allocator.
#![allow(unsafe_code, reason = "an allocator is unsafe to implement")]

#[path = "support/mod.rs"]
mod support;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use http::header::{AUTHORIZATION, HOST};
use http::{HeaderMap, Method, Request, Uri};
use netsuite_oauth1::verify::Verifier;
use netsuite_oauth1::{Credentials, Nonce, Signer, Timestamp};
use url::Url;

use crate::support::{NOW, RESTLET, SECRETS};

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: forwards each call to the system's allocator unchanged.
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

/// Counts the allocations of this thread during `run`.
fn allocations(run: impl FnOnce()) -> u64 {
    // A thread's first nonce allocates its random generator.
    let _ = Nonce::random();
    let before = ALLOCATIONS.get();
    run();
    ALLOCATIONS.get() - before
}

fn credentials(key: &str) -> Credentials {
    let [_, secret, id, token_secret] = SECRETS;
    support::credentials("1234567_SB1", [key, secret, id, token_secret])
}

/// Requests whose base strings fit on the stack, like those of most requests.
const URLS: [&str; 6] = [
    RESTLET,
    "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/record/v1/customer/eid:A%20B",
    "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/query/v1/suiteql?limit=1000&offset=2000",
    "https://1234567-sb1.suitetalk.api.netsuite.com:8443/services/rest/record/v1/customer?q=email+NOW_WITH+%22a%40b%22",
    "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/record/v1/customer?q=name+IS+%22M%C3%BCller%22",
    "http://[::1]:8080/services/rest/record/v1/customer?q=a",
];

/// NetSuite's methods, other methods, and one in lower case that needs escapes.
const METHODS: [&str; 8] = [
    "GET",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "HEAD",
    "OPTIONS",
    "m-search!",
];

/// A signer with four credentials of 64 hex digits, like NetSuite's.
fn signer() -> Signer {
    let secrets = ["0a", "1b", "2c", "3d"].map(|digits| digits.repeat(32));
    let secrets = secrets.each_ref().map(String::as_str);
    Signer::new(support::credentials("1234567_SB1", secrets))
}

#[test]
fn authorize_allocates_once() {
    let signer = signer();
    for text in URLS {
        let (url, uri): (Url, Uri) = (text.parse().unwrap(), text.parse().unwrap());
        for count in [
            allocations(|| drop(signer.authorize(&Method::GET, &url).unwrap())),
            allocations(|| drop(signer.authorize(&Method::GET, &uri).unwrap())),
            allocations(|| drop(signer.authorize(&Method::PATCH, &uri).unwrap())),
            // The `HeaderValue` reuses the text's allocation.
            allocations(|| {
                let authorization = signer.authorize(&Method::GET, &url).unwrap();
                drop(authorization.into_header_value());
            }),
        ] {
            assert_eq!(count, 1, "{text}");
        }
    }
}

#[test]
fn no_method_makes_authorize_allocate_twice() {
    let signer = signer();
    let uri: Uri = RESTLET.parse().unwrap();
    for method in METHODS {
        let method: Method = method.parse().unwrap();
        let count = allocations(|| drop(signer.authorize(&method, &uri).unwrap()));
        assert_eq!(count, 1, "{method}");
    }
}

#[test]
fn an_endpoint_allocates_once() {
    let signer = signer();
    for text in URLS {
        let url: Url = text.parse().unwrap();
        let endpoint = signer.endpoint(&Method::POST, &url).unwrap();
        assert_eq!(allocations(|| drop(endpoint.authorize())), 1, "{text}");
    }
}

#[test]
fn sign_allocates_once_beside_the_header_map() {
    let signer = signer();
    for text in URLS {
        let mut request = Request::post(text)
            .header("content-type", "application/json")
            .body(())
            .unwrap();
        let count = allocations(|| signer.sign(&mut request).unwrap());
        assert_eq!(count, 1, "{text}: the map has room for a second header");
    }
}

/// Verifies three requests per second, for so long that the verifier also forgets nonces.
///
/// Only the set of used nonces may allocate: B-tree nodes, each with room for 5 to 11 nonces.
#[track_caller]
fn assert_only_the_set_allocates(key: &str, header: impl Fn(&str) -> String) {
    let url: Url = RESTLET.parse().unwrap();
    let signer = Signer::new(credentials(key));
    let verifier = Verifier::new([credentials(key)]);
    let requests: Vec<(Timestamp, HeaderMap)> = (0..9000)
        .map(|third| {
            let now = Timestamp::from_unix(NOW + third / 3);
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
        "the counter misses the growing set"
    );
    let count = allocations(|| verify(others));
    assert!(count * 5 <= 4500, "{count} allocations");
}

#[test]
fn verifies_a_header_of_the_signer_without_allocating() {
    assert_only_the_set_allocates("consumer-key", str::to_owned);
}

#[test]
fn verifies_parameters_in_another_order_without_allocating() {
    assert_only_the_set_allocates("consumer-key", |header| {
        let mut parameters: Vec<&str> = header.trim_start_matches("OAuth ").split(", ").collect();
        parameters.reverse();
        format!("OAuth {}", parameters.join(","))
    });
}

#[test]
fn verifies_credentials_with_escapes_without_allocating() {
    assert_only_the_set_allocates("k%+/", str::to_owned);
    assert_only_the_set_allocates("k%+/", |header| header.replace(", ", ","));
}

#[test]
fn verifies_any_method_and_non_ascii_text_without_allocating() {
    let key = "sch\u{fc}ssel";
    let signer = Signer::new(credentials(key));
    let now = Timestamp::from_unix(NOW);
    for (text, method) in URLS
        .iter()
        .flat_map(|url| METHODS.map(|method| (url, method)))
    {
        let (uri, method): (Uri, Method) = (text.parse().unwrap(), method.parse().unwrap());
        for separator in [", ", ","] {
            let [first, second] = [(); 2].map(|()| {
                let nonce = Nonce::random();
                let authorization = signer.authorize_with(&method, &uri, &nonce, now);
                let value = authorization.unwrap().as_str().replace(", ", separator);
                HeaderMap::from_iter([(AUTHORIZATION, value.parse().unwrap())])
            });
            // A new verifier, whose set of used nonces has room for a few more after the first.
            let verifier = Verifier::new([credentials(key)]);
            let verify = |headers| {
                verifier.verify(&method, &uri, headers, now).unwrap();
            };
            verify(&first);
            let count = allocations(|| verify(&second));
            assert_eq!(count, 0, "{method} {text}");
        }
    }
}

/// Checks both sides of each limit.
#[test]
fn allocates_only_for_long_urls_and_upper_case_hosts() {
    let signer = Signer::new(credentials("consumer-key"));
    let now = Timestamp::from_unix(NOW);
    let parameters = |count: usize| format!("https://h/p?{}", "a=b&".repeat(count));
    let not_ascii = |bytes: usize| format!("https://h/p?a={}%C3%BC", "b".repeat(bytes - 2));
    let long = |bytes: usize| {
        let nonce = Nonce::new(&"n".repeat(20)).unwrap();
        let uri = Uri::from_static("https://h/p?a=");
        let explanation = signer.explain(&Method::GET, &uri, &nonce, now).unwrap();
        let rest = bytes - explanation.base_string().as_str().len();
        format!("https://h/p?a={}", "b".repeat(rest))
    };
    for (url, is_on_stack) in [
        (parameters(8), true),
        (parameters(9), false),
        (long(1024), true),
        (long(1025), false),
        (not_ascii(256), true),
        (not_ascii(257), false),
        (parameters(1).replace("https://h", "https://H"), false),
    ] {
        let uri: Uri = url.parse().unwrap();
        let [first, second] = [(); 2].map(|()| {
            let authorization = signer.authorize_with(&Method::GET, &uri, &Nonce::random(), now);
            let value = authorization.unwrap().into_header_value();
            HeaderMap::from_iter([(AUTHORIZATION, value)])
        });
        let verifier = Verifier::new([credentials("consumer-key")]);
        let verify = |headers| {
            verifier.verify(&Method::GET, &uri, headers, now).unwrap();
        };
        verify(&first);
        assert_eq!(allocations(|| verify(&second)) == 0, is_on_stack, "{url}");
    }
}

#[test]
fn verifies_a_request_with_a_host_header_without_allocating() {
    let signer = Signer::new(credentials("consumer-key"));
    let verifier = Verifier::new([credentials("consumer-key")]);
    let uri = Uri::from_static("http://localhost:8080/services/rest/record/v1/customer/40?a=b");
    let now = Timestamp::from_unix(NOW);
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
