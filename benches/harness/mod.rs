//! Measures calls against each other, and counts their heap allocations.
//!
//! All calls take turns, for a quarter of a millisecond each, in hundreds of rounds: far less than a scheduler's time slice,
//! so that another program on the machine spoils whole turns and not all of them a little. In each round a call's time is
//! divided by the one-shot MAC's of the same round, so that a clock rate that changes meets both; the median of these
//! ratios leaves the spoilt rounds out.
#![allow(unsafe_code, reason = "an allocator cannot be written without")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::env;
use std::hint::black_box;
use std::time::{Duration, Instant};

use hmac::{Hmac, KeyInit, Mac};
use http::header::AUTHORIZATION;
use http::{HeaderMap, Method, Request, Uri};
use netsuite_oauth1::verify::Verifier;
use netsuite_oauth1::{Consumer, Credentials, Endpoint, Nonce, Signer, Timestamp, Token};
use sha2::Sha256;
use url::Url;

/// Four credentials of 64 hex digits, as NetSuite makes them.
pub(crate) const CONSUMER_KEY: &str =
    "ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4";
pub(crate) const CONSUMER_SECRET: &str =
    "d26ad321a4b2f23b0741c8d38392ce01c3e23e109df6c96eac6d099e9ab9e8b5";
pub(crate) const TOKEN_ID: &str =
    "2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc";
pub(crate) const TOKEN_SECRET: &str =
    "c29a677df7d5439a458c063654187e3d678d73aca8e3c9d8bea1478a3eb0d295";

/// The request of every row: a RESTlet POST.
pub(crate) const URL: &str =
    "https://123456.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=6&deploy=1";

pub(crate) fn signer() -> Signer {
    Signer::new(Credentials::new(
        "123456".parse().unwrap(),
        Consumer::new(CONSUMER_KEY, CONSUMER_SECRET).unwrap(),
        Token::new(TOKEN_ID, TOKEN_SECRET).unwrap(),
    ))
}

/// One call that is measured.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// The most that it may take, in one-shot MACs, and the most allocations, where the project promises any.
    pub(crate) bound: Option<(f64, u64)>,
    pub(crate) call: Box<dyn FnMut()>,
}

impl Row {
    pub(crate) fn new(
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

    /// Returns the row of a Markdown table under [`HEADINGS`].
    pub(crate) fn cells(&self, measured: &Measured) -> String {
        let at_most = self.bound.map(|(ratio, _)| format!("{ratio:.2}"));
        format!(
            "| {} | {:.2} | {} | {} | {} |",
            self.name,
            measured.ratio,
            at_most.unwrap_or_default(),
            measured.allocations,
            measured.bytes
        )
    }
}

pub(crate) const HEADINGS: &str = "| call | x one-shot MAC | at most | heap allocations | bytes |";

/// The call that all others are measured against: a bare `Hmac::<Sha256>`, key setup included, over the base string.
pub(crate) fn one_shot_mac() -> Row {
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
pub(crate) fn rows() -> Vec<Row> {
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
        verifier_row("`Verifier`", Some((1.5, 0)), url, str::to_owned),
        verifier_row(
            "`Verifier`, a header in another order",
            None,
            url,
            in_another_order,
        ),
    ]
}

/// Puts the parameters of a header into another order, as another client may have it.
fn in_another_order(header: &str) -> String {
    let parameters = header.strip_prefix("OAuth ").unwrap();
    let mut parameters: Vec<&str> = parameters.split(", ").collect();
    parameters.sort_by_key(|parameter| {
        let name = parameter.split('=').next().unwrap();
        OTHER_ORDER.iter().position(|known| *known == name)
    });
    format!("OAuth {}", parameters.join(", "))
}

const OTHER_ORDER: [&str; 8] = [
    "realm",
    "oauth_token",
    "oauth_consumer_key",
    "oauth_nonce",
    "oauth_timestamp",
    "oauth_signature_method",
    "oauth_version",
    "oauth_signature",
];

/// Verifies requests that were signed beforehand, one for each second of the verifiers' clock. Each goes to eight verifiers in
/// turn, so that it is in the processor's cache, as one that a server has just received is. After 32,768 calls the verifiers are
/// made anew.
fn verifier_row(
    name: &'static str,
    bound: Option<(f64, u64)>,
    url: &'static Url,
    spelled: fn(&str) -> String,
) -> Row {
    let credentials = || {
        Credentials::new(
            "123456".parse().unwrap(),
            Consumer::new(CONSUMER_KEY, CONSUMER_SECRET).unwrap(),
            Token::new(TOKEN_ID, TOKEN_SECRET).unwrap(),
        )
    };
    let verifiers = move || [(); 8].map(|()| Verifier::new([credentials()]));
    let signer = Signer::new(credentials());
    let requests: Vec<(Timestamp, HeaderMap)> = (0..4096)
        .map(|number| {
            // Half a minute apart, so that the sets of used nonces have grown before the allocations are counted.
            let now = Timestamp::from_unix(1_508_242_306 + 30 * number);
            let authorization = signer
                .authorize_with(&Method::POST, url, &Nonce::random(), now)
                .unwrap();
            let value = spelled(authorization.as_str()).try_into().unwrap();
            (now, HeaderMap::from_iter([(AUTHORIZATION, value)]))
        })
        .collect();
    let (mut fresh, mut next) = (verifiers(), 0);
    Row::new(name, bound, move || {
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
pub(crate) struct Measured {
    /// In one-shot MACs.
    pub(crate) ratio: f64,
    pub(crate) nanoseconds: f64,
    /// How much longer the median round took than the fastest.
    pub(crate) unrest: f64,
    /// For each call.
    pub(crate) allocations: u64,
    pub(crate) bytes: u64,
}

/// Whether each thing is only to be run once: `cargo bench -- --test`, or `cargo test --benches`.
pub(crate) fn is_test() -> bool {
    let has = |argument| env::args().any(|found| found == argument);
    has("--test") || !has("--bench")
}

/// Measures all rows in the same rounds; the first is what the others are measured against.
pub(crate) fn measure(rows: &mut [Row]) -> Vec<Measured> {
    let counts: Vec<_> = rows
        .iter_mut()
        .map(|row| allocations_of(&mut row.call))
        .collect();
    let mut calls: Vec<_> = rows.iter_mut().map(|row| &mut row.call).collect();
    let times = interleave(&mut calls);
    let measured = times.iter().zip(counts);
    measured
        .map(|(row, (allocations, bytes))| Measured {
            ratio: median(row.iter().zip(&times[0]).map(|(time, mac)| time / mac)),
            nanoseconds: median(row.iter().copied()),
            unrest: median(row.iter().copied()) / fastest(row),
            allocations,
            bytes,
        })
        .collect()
}

/// Returns what there is to know about a run beside its table.
pub(crate) fn circumstances(measured: &[Measured]) -> String {
    let unrest = measured.iter().map(|row| row.unrest).fold(1.0, f64::max);
    format!(
        "One-shot MAC: {:.0} ns. Median rounds took up to {unrest:.2} times as long as the fastest.",
        measured[0].nanoseconds
    )
}

/// Lets calls take turns, and returns the nanoseconds of one call in each round, for each.
pub(crate) fn interleave(calls: &mut [impl FnMut()]) -> Vec<Vec<f64>> {
    let (rounds, turn) = if is_test() {
        (1, Duration::ZERO)
    } else {
        (ROUNDS, TURN)
    };
    let counts: Vec<u32> = calls.iter_mut().map(|call| calls_in(turn, call)).collect();
    let mut times = vec![Vec::with_capacity(rounds); calls.len()];
    for round in 0..rounds {
        // Each begins a round in turn, so that none is always the one that comes after a pause.
        for place in 0..calls.len() {
            let at = (place + round) % calls.len();
            times[at].push(time(counts[at], &mut calls[at]));
        }
    }
    times
}

/// Returns how many calls a turn takes.
fn calls_in(turn: Duration, call: &mut impl FnMut()) -> u32 {
    let mut calls = 1;
    while time(calls, call) * f64::from(calls) < turn.as_secs_f64() * 1e9 {
        calls *= 2;
    }
    calls
}

/// Returns the nanoseconds of one call.
fn time(calls: u32, call: &mut impl FnMut()) -> f64 {
    let start = Instant::now();
    for _ in 0..calls {
        call();
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(calls)
}

pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

pub(crate) fn fastest(times: &[f64]) -> f64 {
    times.iter().copied().fold(f64::INFINITY, f64::min)
}

/// Returns allocations and bytes of one call, when what it keeps has been made.
fn allocations_of(call: &mut dyn FnMut()) -> (u64, u64) {
    for _ in 0..CALLS_TO_WARM_UP {
        call();
    }
    let before = HEAP.get();
    for _ in 0..CALLS_COUNTED {
        call();
    }
    let after = HEAP.get();
    // Rounded up: a call that allocates now and then does not pass for one that does not.
    (
        (after.0 - before.0).div_ceil(CALLS_COUNTED),
        (after.1 - before.1).div_ceil(CALLS_COUNTED),
    )
}

const ROUNDS: usize = 601;
const TURN: Duration = Duration::from_micros(250);
const CALLS_TO_WARM_UP: u64 = 1000;
const CALLS_COUNTED: u64 = 100;

thread_local! {
    /// Allocations and bytes so far, of this thread: threads that wrote to one counter would wait for each other.
    static HEAP: Cell<(u64, u64)> = const { Cell::new((0, 0)) };
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: every call goes on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { System.dealloc(block, layout) };
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        unsafe { System.realloc(block, layout, size) }
    }
}

fn count(size: usize) {
    let (allocations, bytes) = HEAP.get();
    HEAP.set((allocations + 1, bytes + size as u64));
}
