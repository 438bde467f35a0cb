use std::fmt;
use std::hint::black_box;

use http::Method;
use url::Url;

use crate::calls::{Call, OWN_CALLS, one_shot_mac};
use crate::heap::allocations_of;
use crate::others::{by_hand, with_oauth1_request};
use crate::request::URL;
use crate::timing::{fastest, interleave, median};

/// The time and the heap allocations of this crate's calls and of others.
#[derive(Debug)]
pub struct Table {
    /// The calls, in the order in which they are printed.
    pub rows: Vec<Measured>,
    /// The nanoseconds of a one-shot MAC.
    mac: f64,
    /// The median round divided by the fastest round, for the most disturbed call.
    unrest: f64,
}

/// The cost of one call.
#[derive(Debug)]
pub struct Measured {
    /// The call in Markdown.
    pub name: &'static str,
    /// Its time, divided by the time of `oauth1-request`.
    pub of_oauth1_request: f64,
    /// Its time, divided by the time of the same job by hand.
    pub of_by_hand: f64,
    /// Its time, divided by the time of a one-shot MAC.
    pub of_mac: f64,
    /// Heap allocations.
    pub allocations: u64,
    /// Bytes of these allocations.
    pub bytes: u64,
    /// The bounds of this crate's calls: the ratio to `oauth1-request`, and the allocations.
    pub bounds: Option<(f64, u64)>,
}

impl Measured {
    fn holds(&self) -> bool {
        let bounds = self.bounds.unwrap_or((f64::INFINITY, u64::MAX));
        self.of_oauth1_request <= bounds.0 && self.allocations <= bounds.1
    }
}

impl Table {
    /// Measures this crate's calls, `oauth1-request`, the same job by hand, and `others`.
    pub fn measure(others: Vec<(&'static str, Call)>) -> Self {
        let mut names: Vec<_> = OWN_CALLS.iter().map(|row| row.name).collect();
        let mut calls: Vec<Call> = OWN_CALLS.iter().map(|row| (row.prepare)()).collect();
        let url = Url::parse(URL).unwrap();
        let mut request = with_oauth1_request(&url, oauth1_request::HMAC_SHA1);
        let references: [(_, Call); 2] = [
            (
                "`oauth1-request` 0.6, SHA-1, no realm",
                Box::new(move || drop(black_box(request()))),
            ),
            (
                "by hand: `hmac`, `percent-encoding`, `format!`",
                Box::new(move || drop(black_box(by_hand(&Method::POST, black_box(&url))))),
            ),
        ];
        let peer = calls.len();
        for (name, call) in references.into_iter().chain(others) {
            names.push(name);
            calls.push(call);
        }
        let heap: Vec<_> = calls.iter_mut().map(|call| allocations_of(call)).collect();
        calls.push(one_shot_mac());
        let times = interleave(&mut calls);
        let mac = &times[names.len()];

        let ratio = |call: usize, to: usize| {
            median(
                times[call]
                    .iter()
                    .zip(&times[to])
                    .map(|(time, to)| time / to),
            )
        };
        let rows = names.iter().enumerate().map(|(call, name)| Measured {
            name,
            of_oauth1_request: ratio(call, peer),
            of_by_hand: ratio(call, peer + 1),
            of_mac: ratio(call, names.len()),
            allocations: heap[call].0,
            bytes: heap[call].1,
            bounds: OWN_CALLS
                .get(call)
                .map(|row| (row.bounds.of_oauth1_request, row.bounds.allocations)),
        });
        let unrest = times
            .iter()
            .map(|times| median(times.iter().copied()) / fastest(times));
        Self {
            rows: rows.collect(),
            mac: median(mac.iter().copied()),
            unrest: unrest.fold(1.0, f64::max),
        }
    }

    /// Returns whether all bounds hold.
    pub fn all_hold(&self) -> bool {
        self.rows.iter().all(Measured::holds)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| call | time ÷ `oauth1-request` | at most | time ÷ by hand | time ÷ one-shot MAC | heap allocations | bytes |\n\
             |---|---|---|---|---|---|---|"
        )?;
        for row in &self.rows {
            let missed = if row.holds() { "" } else { ", missed" };
            let bound = row.bounds.map(|(ratio, _)| format!("{ratio:.2}{missed}"));
            writeln!(
                f,
                "| {} | {:.2} | {} | {:.2} | {:.2} | {} | {} |",
                row.name,
                row.of_oauth1_request,
                bound.unwrap_or_default(),
                row.of_by_hand,
                row.of_mac,
                row.allocations,
                row.bytes,
            )?;
        }
        write!(
            f,
            "\n{}. One-shot MAC: {:.0} ns. Median rounds took up to {:.2} times as long as the fastest.",
            processor(),
            self.mac,
            self.unrest
        )
    }
}

/// Returns the processor's name, if Linux reports it.
fn processor() -> String {
    let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = cpuinfo.lines().find(|line| line.starts_with("model name"));
    let name = line.and_then(|line| line.split_once(": "));
    name.map_or("Unknown processor", |(_, name)| name)
        .to_owned()
}
