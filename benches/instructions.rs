//! Counts the instructions of each call beyond the MAC that it cannot avoid, with valgrind.
//!
//! Unlike times, the counts are the same in every run. The bench runs itself under callgrind, with
//! two numbers of calls: the difference is the cost of the calls alone. It fails if a call costs
//! more than its bound.

use std::env;
use std::hint::black_box;
use std::process::{Command, ExitCode};

use benches::{Call, MacText, OWN_CALLS, bare_mac, is_test, search, signer};
use http::Method;

fn main() -> ExitCode {
    let mut arguments = env::args()
        .skip_while(|argument| argument != "--calls")
        .skip(1);
    if let (Some(calls), Some(name)) = (arguments.next(), arguments.next()) {
        let mut call = prepare(&name);
        for _ in 0..calls.parse().unwrap() {
            call();
        }
        return ExitCode::SUCCESS;
    }
    if is_test() {
        let names = OWN_CALLS.iter().map(|row| row.name.to_owned());
        for name in names
            .chain(macs().map(|(name, _)| name.to_owned()))
            .chain([growth_name(10)])
        {
            prepare(&name)();
        }
        println!("each call ran");
        return ExitCode::SUCCESS;
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("skipped: the instructions are counted with valgrind, which is not installed");
        return ExitCode::SUCCESS;
    }
    let filter = env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let calls = count_calls(filter.as_deref().unwrap_or_default());
    let all_hold = if filter.is_none() {
        count_growth() && calls
    } else {
        calls
    };
    if all_hold {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Prints the table of the calls whose names contain the text, and returns whether all bounds hold.
fn count_calls(filter: &str) -> bool {
    println!(
        "| call | instructions | bare MAC | beyond the MAC | at most |\n|---|---|---|---|---|"
    );
    let macs = macs().map(|(name, text)| (text, instructions_of(name)));
    let mut all_hold = true;
    for row in OWN_CALLS.iter().filter(|row| row.name.contains(filter)) {
        let (all, bound) = (instructions_of(row.name), row.bounds.instructions);
        let (_, mac) = macs.iter().find(|(text, _)| *text == row.text).unwrap();
        let beyond = all - mac;
        let missed = if beyond > bound { ", missed" } else { "" };
        all_hold &= beyond <= bound;
        println!(
            "| {} | {all:.0} | {mac:.0} | {beyond:.0} | {bound:.0}{missed} |",
            row.name
        );
    }
    all_hold
}

/// Prints how `Signer::authorize` grows with the query, and returns whether the bound holds.
fn count_growth() -> bool {
    println!("\n| parameters | bytes of query | instructions | for each byte |\n|---|---|---|---|");
    let without_query = instructions_of(&growth_name(0));
    println!("| 0 | 0 | {without_query:.0} | |");
    let for_each_byte = COUNTS.map(|count| {
        let bytes = search(count, STEP).query().unwrap_or_default().len();
        let instructions = instructions_of(&growth_name(count));
        let query = instructions - without_query;
        let each = query / f64::from(u32::try_from(bytes).unwrap());
        println!("| {count} | {bytes} | {instructions:.0} | {each:.1} |");
        each
    });
    let most = for_each_byte.iter().copied().fold(0.0, f64::max);
    let least = for_each_byte.iter().copied().fold(f64::INFINITY, f64::min);
    let growth = most / least;
    let missed = if growth > MOST_GROWTH { ", missed" } else { "" };
    println!(
        "\nA byte of query takes at most {growth:.2} times as many instructions as in another \
         query, to be at most {MOST_GROWTH:.2}{missed}."
    );
    growth <= MOST_GROWTH
}

/// Prepares a call by its name.
fn prepare(name: &str) -> Call {
    if let Some(count) = name.strip_prefix(GROWTH) {
        let (signer, url) = (signer(), search(count.parse().unwrap(), STEP));
        return Box::new(move || {
            let authorization = signer.authorize(&Method::GET, black_box(&url));
            drop(black_box(authorization.unwrap()));
        });
    }
    if let Some((_, text)) = macs().into_iter().find(|(known, _)| *known == name) {
        return bare_mac(text);
    }
    let row = OWN_CALLS.into_iter().find(|row| row.name == name);
    (row.unwrap().prepare)()
}

fn macs() -> [(&'static str, MacText); 2] {
    [
        ("bare MAC", MacText::BaseString),
        ("bare MAC from the nonce on", MacText::FromNonce),
    ]
}

fn growth_name(count: u32) -> String {
    format!("{GROWTH}{count}")
}

/// Returns the instructions of one call.
fn instructions_of(name: &str) -> f64 {
    let calls = if name.starts_with(GROWTH) {
        [2, 10]
    } else {
        [256, 2304]
    };
    let [few, many] = calls.map(|calls| run(calls, name));
    (many - few) / f64::from(calls[1] - calls[0])
}

/// Returns the instructions of a process that makes so many calls.
fn run(calls: u32, name: &str) -> f64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe().unwrap())
        .args(["--calls", &calls.to_string(), name])
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{report}");
    let collected = report
        .lines()
        .find_map(|line| line.split_once("Collected : "));
    collected.unwrap().1.trim().parse().unwrap()
}

const GROWTH: &str = "Signer::authorize with parameters: ";
const COUNTS: [u32; 4] = [10, 100, 1_000, 10_000];
/// A prime that divides none of the counts.
const STEP: u32 = 7919;
const MOST_GROWTH: f64 = 1.5;
