//! The price of a header, this crate's and other crates', in one-shot MACs.
//!
//! `--svg PATH` draws it as well.

mod chart;
mod check;
#[path = "../harness/mod.rs"]
mod harness;
mod signers;

use std::hint::black_box;
use std::{env, fs};

use url::Url;

use crate::chart::{Bar, chart};
use crate::harness::{HEADINGS, Row, circumstances, is_test, measure, one_shot_mac, rows};
use crate::signers::PEERS;

fn main() {
    let url = Url::parse(harness::URL).unwrap();
    let mut all = vec![one_shot_mac()];
    all.extend(rows());
    let own = all.len();
    let faults = PEERS.each_ref().map(check::faults);
    for peer in PEERS {
        let mut call = (peer.prepare)(&url);
        all.push(Row::new(peer.name, None, move || {
            black_box(call());
        }));
    }
    let measured = measure(&mut all);
    if is_test() {
        println!("each call ran");
        return;
    }

    println!("{HEADINGS} lacks or does wrongly |\n|---|---|---|---|---|---|");
    let none = vec![String::new(); own];
    for ((row, measured), faults) in all.iter().zip(&measured).zip(none.iter().chain(&faults)) {
        println!("{} {faults} |", row.cells(measured));
    }
    println!("\n{}", circumstances(&measured));

    if let Some(path) = env::args()
        .skip_while(|argument| argument != "--svg")
        .nth(1)
    {
        let bars: Vec<_> = all
            .iter()
            .zip(&measured)
            .enumerate()
            .skip(1)
            .map(|(at, (row, measured))| Bar {
                name: row.name.replace('`', ""),
                ratio: measured.ratio,
                is_own: at < own,
            })
            .collect();
        fs::write(path, chart(&bars)).unwrap();
    }
}
