//! The work of each public function grows no faster than n log n with its input.
//!
//! Work is counted in instructions. The test runs itself under callgrind (Debian's package
//! `valgrind`), and is skipped without it. It runs each call on a small input and on one that is 8
//! times as large. Whenever the program reaches [`checkpoint`], callgrind writes its count to a
//! file.

mod cases;
#[path = "../support/mod.rs"]
mod support;

use std::process::{Command, ExitCode};
use std::{env, fs, hint};

/// Prepares a call on an input of about this many bytes.
type Prepare = fn(usize) -> Box<dyn FnOnce()>;

const SMALL: u32 = 500;
const FACTOR: u32 = 8;

fn main() -> ExitCode {
    if env::args().any(|argument| argument == COUNTED) {
        for (_, prepare) in cases::all() {
            for size in [SMALL, SMALL * FACTOR] {
                let call = prepare(size as usize);
                checkpoint();
                call();
                checkpoint();
            }
        }
        return ExitCode::SUCCESS;
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("growth: skipped: valgrind is not installed");
        return ExitCode::SUCCESS;
    }

    let folder = env::temp_dir().join(format!("netsuite-oauth1-growth-{}", std::process::id()));
    fs::create_dir(&folder).unwrap();
    let counts = count(&folder.join("count"));
    fs::remove_dir_all(&folder).unwrap();

    let (small, factor) = (f64::from(SMALL), f64::from(FACTOR));
    let most = factor * (small * factor).ln() / small.ln() * MARGIN;
    println!("growth of the instructions for {FACTOR} times the input: expected at most {most:.1}");
    let mut all_hold = true;
    for ((name, _), (small, large)) in cases::all().into_iter().zip(counts) {
        let growth = large / small;
        let missed = if growth > most { "  too many" } else { "" };
        println!("{growth:6.1}  {name}{missed}");
        all_hold &= growth <= most;
    }
    if all_hold {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Returns the instructions of each case with a small and a large input.
fn count(file: &std::path::Path) -> Vec<(f64, f64)> {
    let status = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--quiet",
            "--dump-before=*checkpoint_of_growth*",
        ])
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(env::current_exe().unwrap())
        .arg(COUNTED)
        .status()
        .unwrap();
    assert!(status.success(), "valgrind failed");
    // The first file covers the time before the first call. Then each call has a file, and so does
    // each preparation.
    let count = |number: usize| {
        let text = fs::read_to_string(format!("{}.{number}", file.display())).unwrap();
        let totals = text.lines().find_map(|line| line.strip_prefix("totals: "));
        totals.unwrap().trim().parse::<f64>().unwrap()
    };
    (0..cases::all().len())
        .map(|case| (count(4 * case + 2), count(4 * case + 4)))
        .collect()
}

/// Ends a count. Callgrind finds it by its name.
fn checkpoint() {
    checkpoint_of_growth(0);
}

#[inline(never)]
fn checkpoint_of_growth(number: u8) -> u8 {
    hint::black_box(number)
}

const COUNTED: &str = "--counted";

/// Allows for uneven growth, such as a vector that doubles its capacity.
const MARGIN: f64 = 1.25;
