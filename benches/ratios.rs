//! The price of a header in one-shot MACs.

mod harness;

use crate::harness::{measure, one_shot_mac, rows};

fn main() {
    let mut all = vec![one_shot_mac()];
    all.extend(rows());
    println!("| call | x one-shot MAC | at most | heap allocations | bytes |");
    println!("|---|---|---|---|---|");
    for (row, measured) in all
        .iter()
        .map(|row| (row.name, row.bound))
        .collect::<Vec<_>>()
        .into_iter()
        .zip(measure(&mut all))
    {
        let bound = row
            .1
            .map(|(ratio, _)| format!("{ratio:.2}"))
            .unwrap_or_default();
        println!(
            "| {} | {:.2} | {} | {} | {} | {:.0} ns",
            row.0,
            measured.ratio,
            bound,
            measured.allocations,
            measured.bytes,
            measured.nanoseconds
        );
    }
}
