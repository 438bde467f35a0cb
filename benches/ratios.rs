//! The price of a header in one-shot MACs, how it grows with the query, and what a second thread adds.

mod harness;

use std::fmt::Write as _;
use std::hint::{black_box, spin_loop};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

use http::Method;
use netsuite_oauth1::Signer;
use url::Url;

use crate::harness::{
    HEADINGS, URL, circumstances, fastest, interleave, is_test, measure, median, one_shot_mac,
    rows, signer,
};

fn main() {
    let report = [prices(), growth(), threads()];
    if is_test() {
        println!("each call ran");
    } else {
        println!("{}", report.join("\n"));
    }
}

/// Returns the table of calls.
fn prices() -> String {
    let mut all = vec![one_shot_mac()];
    all.extend(rows());
    let measured = measure(&mut all);
    let mut report = format!("{HEADINGS}\n|---|---|---|---|---|\n");
    let mut missed = Vec::new();
    for (row, measured) in all.iter().zip(&measured) {
        let _ = writeln!(report, "{}", row.cells(measured));
        if let Some((ratio, allocations)) = row.bound
            && (measured.ratio > ratio || measured.allocations > allocations)
        {
            missed.push(row.name);
        }
    }
    let missed = if missed.is_empty() {
        "none".to_owned()
    } else {
        missed.join(", ")
    };
    let _ = writeln!(
        report,
        "\n{} Bounds missed: {missed}.",
        circumstances(&measured)
    );
    report
}

/// Returns how the time of `Signer::authorize` grows with the parameters of the query.
fn growth() -> String {
    let signer = signer();
    let urls: Vec<_> = COUNTS
        .iter()
        .flat_map(|&count| [&STEPS[..], &[1]].map(|steps| searches(count, steps)))
        .collect();
    let mut calls: Vec<_> = urls
        .iter()
        .map(|urls| {
            let signer = &signer;
            let mut urls = urls.iter().cycle();
            move || {
                let url = black_box(urls.next().unwrap());
                let authorization = signer.authorize(&Method::GET, url).unwrap();
                black_box(&authorization);
            }
        })
        .collect();
    // The fastest round: a call of milliseconds is longer than a scheduler's time slice, and on a machine with other work
    // most rounds hold a slice of that.
    let times: Vec<f64> = interleave(&mut calls)
        .iter()
        .map(|times| fastest(times))
        .collect();

    let mut report = "\
| parameters | bytes of query | ns | ns for each byte | if sorted already |
|---|---|---|---|---|
"
    .to_owned();
    let mut from_ten = Vec::new();
    for ((count, urls), times) in COUNTS.iter().zip(urls.chunks(2)).zip(times.chunks(2)) {
        let bytes = urls[0][0].query().unwrap_or_default().len();
        let [each, sorted] =
            [times[0], times[1]].map(|time| time / f64::from(u32::try_from(bytes).unwrap()));
        let _ = match count {
            0 => writeln!(report, "| 0 | 0 | {:.0} | | |", times[0]),
            _ => writeln!(
                report,
                "| {count} | {bytes} | {:.0} | {each:.1} | {sorted:.1} |",
                times[0]
            ),
        };
        if *count >= 10 {
            from_ten.push(each);
        }
    }
    from_ten.sort_by(f64::total_cmp);
    let spread = from_ten[from_ten.len() - 1] / from_ten[0];
    let _ = writeln!(
        report,
        "\nFor each byte, from 10 parameters on, the most is {spread:.2} of the least, to be at most 1.50."
    );
    report
}

const COUNTS: [u32; 6] = [0, 1, 10, 100, 1_000, 10_000];

/// Primes that divide no count: in steps of one, modulo the count, each number comes once. There are several, since a
/// processor learns by heart how to sort one query.
const STEPS: [u32; 8] = [7907, 7919, 7927, 7933, 7937, 7949, 7951, 7963];

/// URLs of searches with this many parameters, one for each step from a parameter to the next.
fn searches(count: u32, steps: &[u32]) -> Vec<Url> {
    let search = |step| {
        let number = |index| index * step % count;
        let parameters = (0..count)
            .map(|index| format!("custparam_{0:05}=value_{0:05}", number(index)))
            .collect::<Vec<_>>();
        let mut url = Url::parse(URL).unwrap();
        url.set_query((count > 0).then_some(parameters.join("&").as_str()));
        url
    };
    steps.iter().map(|step| search(*step)).collect()
}

/// Returns how much more two threads sign than one: with one signer between them, and with one each, which tells what the
/// machine has to give.
fn threads() -> String {
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
    let [shared, own] = gains.map(|gains| median(gains.into_iter()));
    format!(
        "Two threads with one `Signer` sign {shared:.2} times what one signs, to be at least 1.90; with one each, {own:.2}."
    )
}

/// Returns the time from when the first thread starts until the last has signed.
///
/// They sign as much beforehand, and wait for each other without going to sleep: threads that have just begun often share a core for a
/// few milliseconds.
fn time_of<const N: usize>(signers: [&Signer; N], calls: u32) -> Duration {
    let url = &Url::parse(URL).unwrap();
    let ready = &AtomicUsize::new(0);
    let times = thread::scope(|scope| {
        let threads = signers.map(|signer| {
            scope.spawn(move || {
                let sign = || {
                    for _ in 0..calls {
                        let authorization =
                            signer.authorize(&Method::POST, black_box(url)).unwrap();
                        black_box(&authorization);
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
