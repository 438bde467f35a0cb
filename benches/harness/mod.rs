//! Measures calls against each other: in rounds, so that what else the machine does meets all of them alike, with the
//! median of the ratios, and with every heap allocation counted.
#![allow(unsafe_code, reason = "an allocator cannot be written without")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use hmac::{Hmac, KeyInit, Mac};
use http::header::AUTHORIZATION;
use http::{HeaderMap, Method, Request, Uri};
use netsuite_oauth1::verify::Verifier;
use netsuite_oauth1::{Consumer, Credentials, Endpoint, Nonce, Signer, Timestamp, Token};
use sha2::Sha256;
use url::Url;

/// Four credentials of 64 hex digits, as NetSuite makes them.
pub const CONSUMER_KEY: &str = "ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4";
pub const CONSUMER_SECRET: &str =
    "d26ad321a4b2f23b0741c8d38392ce01c3e23e109df6c96eac6d099e9ab9e8b5";
pub const TOKEN_ID: &str = "2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc";
pub const TOKEN_SECRET: &str = "c29a677df7d5439a458c063654187e3d678d73aca8e3c9d8bea1478a3eb0d295";

/// The request of every row: a RESTlet POST.
pub const URL: &str =
    "https://123456.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=6&deploy=1";

pub fn signer() -> Signer {
    Signer::new(Credentials::new(
        "123456".parse().unwrap(),
        Consumer::new(CONSUMER_KEY, CONSUMER_SECRET).unwrap(),
        Token::new(TOKEN_ID, TOKEN_SECRET).unwrap(),
    ))
}

/// One call that is measured.
pub struct Row {
    pub name: &'static str,
    /// The most that it may take, in one-shot MACs, and the most allocations, where the project promises any.
    pub bound: Option<(f64, u64)>,
    pub call: Box<dyn FnMut()>,
}

impl Row {
    pub fn new(
        name: &'static str,
        bound: Option<(f64, u64)>,
        call: impl FnMut() + 'static,
    ) -> Self {
        Self {
            name,
            bound,
            call: Box::new(call),
        }
    }
}

/// The call that all others are measured against: a bare `Hmac::<Sha256>`, key setup included, over the base string.
pub fn one_shot_mac() -> Row {
    let url = Url::parse(URL).unwrap();
    let (nonce, timestamp) = (Nonce::random(), Timestamp::now());
    let base_string = signer()
        .explain(&Method::POST, &url, &nonce, timestamp)
        .unwrap()
        .base_string()
        .to_owned();
    let key = format!("{CONSUMER_SECRET}&{TOKEN_SECRET}");
    Row::new("one-shot MAC", None, move || {
        let mut mac = Hmac::<Sha256>::new_from_slice(black_box(key.as_bytes())).unwrap();
        mac.update(black_box(base_string.as_bytes()));
        black_box(mac.finalize().into_bytes());
    })
}

/// The crate's own calls, with a fresh nonce and the clock read in each.
pub fn rows() -> Vec<Row> {
    let url: &Url = Box::leak(Box::new(Url::parse(URL).unwrap()));
    let signer: &Signer = Box::leak(Box::new(signer()));
    let endpoint: &Endpoint = Box::leak(Box::new(signer.endpoint(&Method::POST, url).unwrap()));
    let mut buffer = Vec::new();
    let uri: Uri = URL.parse().unwrap();
    let mut request = Request::post(uri)
        .header("content-type", "application/json")
        .body(())
        .unwrap();
    vec![
        Row::new("`Endpoint::authorize_into`", Some((0.65, 0)), move || {
            black_box(endpoint).authorize_into(&mut buffer);
            black_box(&buffer);
        }),
        Row::new("`Endpoint::authorize`", Some((0.75, 1)), move || {
            let authorization = black_box(endpoint).authorize();
            black_box(&authorization);
        }),
        Row::new("`Signer::authorize`", Some((1.2, 1)), move || {
            let authorization = black_box(signer)
                .authorize(&Method::POST, black_box(url))
                .unwrap();
            black_box(&authorization);
        }),
        // The header is replaced each time, so that the map's own allocation is made once and not counted.
        Row::new("`Signer::sign`", Some((1.4, 1)), move || {
            black_box(signer).sign(black_box(&mut request)).unwrap();
        }),
        verifier_row(url),
    ]
}

/// Verifies requests that were signed beforehand, one for each second of the verifiers' clock. Each goes to eight verifiers in
/// turn, so that it is in the processor's cache, as one that a server has just received is. After 32,768 calls the verifiers are
/// made anew.
fn verifier_row(url: &'static Url) -> Row {
    let credentials = || {
        Credentials::new(
            "123456".parse().unwrap(),
            Consumer::new(CONSUMER_KEY, CONSUMER_SECRET).unwrap(),
            Token::new(TOKEN_ID, TOKEN_SECRET).unwrap(),
        )
    };
    let verifiers = move || {
        // A short window, so that the sets of used nonces have grown before the allocations are counted.
        [(); 8].map(|()| Verifier::new([credentials()]).with_window(time::Duration::seconds(10)))
    };
    let signer = Signer::new(credentials());
    let requests: Vec<(Timestamp, HeaderMap)> = (0..4096)
        .map(|second| {
            let now = Timestamp::from_unix(1_508_242_306 + second);
            let authorization = signer
                .authorize_with(&Method::POST, url, &Nonce::random(), now)
                .unwrap();
            let value = authorization.into_header_value();
            (now, HeaderMap::from_iter([(AUTHORIZATION, value)]))
        })
        .collect();
    let (mut fresh, mut next) = (verifiers(), 0);
    Row::new("`Verifier`", Some((1.5, 0)), move || {
        if next == requests.len() * fresh.len() {
            (fresh, next) = (verifiers(), 0);
        }
        let verifier = &fresh[next % fresh.len()];
        let (now, headers) = &requests[next / fresh.len()];
        next += 1;
        let verified = verifier
            .verify(&Method::POST, black_box(url), black_box(headers), *now)
            .unwrap();
        black_box(&verified);
    })
}

/// What a row took.
pub struct Measured {
    /// In one-shot MACs.
    pub ratio: f64,
    pub nanoseconds: f64,
    /// For each call.
    pub allocations: u64,
    pub bytes: u64,
}

/// Measures all rows in the same rounds; the first is what the others are measured against.
pub fn measure(rows: &mut [Row]) -> Vec<Measured> {
    let calls: Vec<u32> = rows
        .iter_mut()
        .map(|row| calls_in(ROUND, &mut row.call))
        .collect();
    let counts: Vec<(u64, u64)> = rows
        .iter_mut()
        .map(|row| allocations_of(&mut row.call))
        .collect();
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); rows.len()];
    for _ in 0..ROUNDS {
        for ((row, calls), times) in rows.iter_mut().zip(&calls).zip(&mut times) {
            times.push(time(*calls, &mut row.call).as_secs_f64() * 1e9 / f64::from(*calls));
        }
    }
    let base = times[0].clone();
    let measured = times
        .into_iter()
        .zip(counts)
        .map(|(times, (allocations, bytes))| Measured {
            ratio: median(
                times
                    .iter()
                    .zip(&base)
                    .map(|(time, base)| time / base)
                    .collect(),
            ),
            nanoseconds: median(times),
            allocations,
            bytes,
        });
    measured.collect()
}

/// How often a call fits into a time.
pub fn calls_in(span: Duration, call: &mut dyn FnMut()) -> u32 {
    let mut calls = 1;
    while time(calls, call) < span && calls < 1 << 24 {
        calls *= 2;
    }
    calls
}

pub fn time(calls: u32, call: &mut dyn FnMut()) -> Duration {
    let start = Instant::now();
    for _ in 0..calls {
        call();
    }
    start.elapsed()
}

pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Allocations and bytes of one call, when what it keeps has been made.
fn allocations_of(call: &mut dyn FnMut()) -> (u64, u64) {
    for _ in 0..10 {
        call();
    }
    let before = (ALLOCATIONS.load(Relaxed), BYTES.load(Relaxed));
    for _ in 0..CALLS_COUNTED {
        call();
    }
    let (allocations, bytes) = (
        ALLOCATIONS.load(Relaxed) - before.0,
        BYTES.load(Relaxed) - before.1,
    );
    (allocations.div_ceil(CALLS_COUNTED), bytes / CALLS_COUNTED)
}

const ROUNDS: u32 = 201;
const ROUND: Duration = Duration::from_millis(1);
const CALLS_COUNTED: u64 = 1000;

static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);
static BYTES: AtomicU64 = AtomicU64::new(0);

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: every call goes on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { System.dealloc(block, layout) };
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        unsafe { System.realloc(block, layout, size) }
    }
}

/// Loads and stores, since a locked addition would cost the calls that allocate more than the allocation does. Only one
/// thread runs where the numbers are read.
fn count(size: usize) {
    ALLOCATIONS.store(ALLOCATIONS.load(Relaxed) + 1, Relaxed);
    BYTES.store(BYTES.load(Relaxed) + size as u64, Relaxed);
}
