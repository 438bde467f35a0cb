//! Measures this crate and other crates: times in one process, and instructions.
//!
//! `--write` replaces the chart and the tables in both READMEs.

mod chart;
mod check;
mod signers;

use std::fmt::Write as _;
use std::hint::black_box;
use std::{env, fs};

use benches::{
    Call, Counted, CountingAllocator, Table, URL, can_count, count_calls, is_test, make_calls,
};
use url::Url;

use crate::chart::chart;
use crate::signers::{PEERS, REFERENCES};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

fn main() {
    if make_calls() {
        return;
    }
    let url = Url::parse(URL).unwrap();
    let peers: Vec<_> = REFERENCES.iter().chain(&PEERS).collect();
    let faults: Vec<_> = peers.iter().map(|peer| check::faults(peer)).collect();
    let calls = PEERS.map(|peer| {
        let mut call = (peer.prepare)(&url);
        let call: Call = Box::new(move || drop(black_box(call())));
        (peer.name, call)
    });
    let table = Table::measure(calls.into());
    if is_test() {
        println!("each call ran");
        return;
    }

    let counts = if can_count() {
        count_calls("")
    } else {
        Vec::new()
    };
    let mut results =
        format!("{table}\n\n| call | instructions beyond the MAC | at most |\n|---|---|---|\n");
    for counted in &counts {
        let bound = counted.bound.map(|bound| bound.to_string());
        let _ = writeln!(
            results,
            "| {} | {:.0} | {} |",
            counted.name,
            counted.beyond_mac(),
            bound.unwrap_or_default()
        );
    }
    results.push_str("\n| crate | lacks or does wrongly |\n|---|---|\n");
    for (peer, faults) in peers.iter().zip(faults) {
        let _ = writeln!(results, "| {} | {faults} |", peer.name);
    }
    println!("{results}");

    if env::args().any(|argument| argument == "--write") {
        assert!(!counts.is_empty(), "valgrind is not installed");
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
        fs::write(
            format!("{root}/docs/ratios.svg"),
            chart(&table.rows, &counts),
        )
        .unwrap();
        insert(&format!("{root}/docs/speed.md"), &results);
        insert(&format!("{root}/README.md"), &summary(&table, &counts));
    }
}

/// Returns the table of this crate's calls for the main README.
fn summary(table: &Table, counts: &[Counted]) -> String {
    let mut summary = "\
| call | time, relative to `oauth1-request` | instructions beyond the MAC | heap allocations |
|---|---|---|---|
"
    .to_owned();
    for row in table.rows.iter().filter(|row| row.bounds.is_some()) {
        let counted = counts.iter().find(|counted| counted.name == row.name);
        let _ = writeln!(
            summary,
            "| {} | {:.2} | {:.0} | {} |",
            row.name,
            row.of_oauth1_request,
            counted.unwrap().beyond_mac(),
            row.allocations
        );
    }
    summary
}

/// Replaces the text between the two markers of a file.
fn insert(path: &str, text: &str) {
    let page = fs::read_to_string(path).unwrap();
    let parts = page.split_once(START).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(END)?;
        Some((before, after))
    });
    let (before, after) = parts.unwrap_or_else(|| panic!("no {START} in {path}"));
    let text = text.trim_end();
    fs::write(path, format!("{before}{START}\n{text}\n{END}{after}")).unwrap();
}

const START: &str = "<!-- measured -->";
const END: &str = "<!-- end -->";
