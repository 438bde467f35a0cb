//! Times each call against `oauth1-request`, the same job by hand and a one-shot MAC. Also counts
//! heap allocations, and measures the speedup of a second thread. Fails if a bound is exceeded.

use std::hint::{black_box, spin_loop};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

use benches::{CountingAllocator, Table, URL, is_test, median, signer};
use http::Method;
use netsuite_oauth1::Signer;
use url::Url;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

fn main() -> ExitCode {
    let table = Table::measure(Vec::new());
    let threads = threads();
    if is_test() {
        println!("each call ran");
        return ExitCode::SUCCESS;
    }
    println!("{table}\n");
    let [shared, own] = threads;
    println!(
        "Two threads that share a `Signer` sign {shared:.2} times as much as one: expected at least \
         {LEAST_GAIN:.2}. With one `Signer` each, they sign {own:.2} times as much."
    );
    if table.all_hold() && shared >= LEAST_GAIN {
        ExitCode::SUCCESS
    } else {
        println!("A bound is exceeded.");
        ExitCode::FAILURE
    }
}

const LEAST_GAIN: f64 = 1.85;

/// Returns the speedup of two threads over one: with a shared signer, and with one signer each. The
/// second number shows the limit of the machine.
fn threads() -> [f64; 2] {
    let [shared, other] = [signer(), signer()];
    let (rounds, calls) = if is_test() { (1, 1) } else { (101, 16_000) };
    let mut gains = [Vec::new(), Vec::new()];
    for _ in 0..rounds {
        let alone = time_of([&shared], calls).as_secs_f64();
        for (gains, pair) in gains
            .iter_mut()
            .zip([[&shared, &shared], [&shared, &other]])
        {
            gains.push(2.0 * alone / time_of(pair, calls).as_secs_f64());
        }
    }
    gains.map(|gains| median(gains.into_iter()))
}

/// Returns the time from the first thread's start until the last thread has signed.
///
/// New threads often share a core for a few milliseconds. So each thread first signs as much as is
/// measured, then spins until the others are ready.
fn time_of<const N: usize>(signers: [&Signer; N], calls: u32) -> Duration {
    let url = &Url::parse(URL).unwrap();
    let ready = &AtomicUsize::new(0);
    let times = thread::scope(|scope| {
        let threads = signers.map(|signer| {
            scope.spawn(move || {
                let sign = || {
                    for _ in 0..calls {
                        let authorization = signer.authorize(&Method::POST, black_box(url));
                        drop(black_box(authorization.unwrap()));
                    }
                };
                sign();
                ready.fetch_add(1, SeqCst);
                while ready.load(SeqCst) < N {
                    spin_loop();
                }
                let start = Instant::now();
                sign();
                (start, Instant::now())
            })
        });
        threads.map(|thread| thread.join().unwrap())
    });
    let first = times.iter().map(|(start, _)| *start).min().unwrap();
    let last = times.iter().map(|(_, end)| *end).max().unwrap();
    last - first
}
