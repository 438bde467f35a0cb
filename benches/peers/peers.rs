//! Times this crate's calls and other crates in one process.
//!
//! `--svg PATH` also draws the chart.

mod chart;
mod check;
mod signers;

use std::hint::black_box;
use std::{env, fs};

use benches::{Call, CountingAllocator, Table, URL, is_test};
use url::Url;

use crate::chart::chart;
use crate::signers::{PEERS, REFERENCES};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

fn main() {
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

    println!("{table}\n\n| crate | lacks or does wrongly |\n|---|---|");
    for (peer, faults) in peers.iter().zip(faults) {
        println!("| {} | {faults} |", peer.name);
    }

    let mut arguments = env::args().skip_while(|argument| argument != "--svg");
    if let Some(path) = arguments.nth(1) {
        fs::write(path, chart(&table.rows)).unwrap();
    }
}
