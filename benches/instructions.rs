//! Counts the instructions of each call beyond its MAC, with valgrind. Fails if a bound is
//! exceeded.

use std::env;
use std::process::ExitCode;

use benches::{can_count, count_calls, count_growth, growth_url, is_test, make_calls};

fn main() -> ExitCode {
    if make_calls() {
        return ExitCode::SUCCESS;
    }
    if is_test() {
        benches::make_each_call();
        println!("each call ran");
        return ExitCode::SUCCESS;
    }
    if !can_count() {
        println!("skipped: valgrind, which counts the instructions, is not installed");
        return ExitCode::SUCCESS;
    }
    let mut arguments = env::args().skip(1);
    let filter = arguments.find(|argument| !argument.starts_with('-'));
    let calls_hold = calls(filter.as_deref().unwrap_or_default());
    let growth_holds = filter.is_some() || growth();
    if calls_hold && growth_holds {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Prints the table of calls, and returns whether all bounds hold.
fn calls(filter: &str) -> bool {
    println!(
        "| call | instructions | bare MAC | beyond the MAC | at most |\n|---|---|---|---|---|"
    );
    let mut all_hold = true;
    for counted in count_calls(filter) {
        let missed = if counted.holds() { "" } else { ", missed" };
        all_hold &= counted.holds();
        println!(
            "| {} | {:.0} | {:.0} | {:.0} | {}{missed} |",
            counted.name,
            counted.all,
            counted.mac,
            counted.beyond_mac(),
            counted
                .bound
                .map(|bound| bound.to_string())
                .unwrap_or_default(),
        );
    }
    all_hold
}

/// Prints the growth of `Signer::authorize` with the query, and returns whether the bound holds.
fn growth() -> bool {
    println!("\n| parameters | bytes of query | instructions | per byte |\n|---|---|---|---|");
    let without_query = count_growth(0);
    println!("| 0 | 0 | {without_query:.0} | |");
    let for_each_byte = [10, 100, 1_000, 10_000].map(|parameters| {
        let bytes = growth_url(parameters).query().unwrap_or_default().len();
        let instructions = count_growth(parameters);
        let each = (instructions - without_query) / f64::from(u32::try_from(bytes).unwrap());
        println!("| {parameters} | {bytes} | {instructions:.0} | {each:.1} |");
        each
    });
    let most = for_each_byte.iter().copied().fold(0.0, f64::max);
    let least = for_each_byte.iter().copied().fold(f64::INFINITY, f64::min);
    let growth = most / least;
    let missed = if growth > MOST_GROWTH { ", missed" } else { "" };
    println!(
        "\nThe instructions per byte of query differ by a factor of {growth:.2}: expected at most \
         {MOST_GROWTH:.2}{missed}."
    );
    growth <= MOST_GROWTH
}

const MOST_GROWTH: f64 = 1.5;
