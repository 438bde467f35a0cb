//! The number of random cases, and their seed.

use std::env;
use std::hash::{BuildHasher, RandomState};

use proptest::test_runner::{Config, RngSeed};

/// Configures a test for `cases` cases, or the number in the variable `CASES`.
///
/// Prints the seed. The variable `SEED` repeats a run.
pub(crate) fn config(cases: u32) -> Config {
    let variable = |name| env::var(name).ok().map(|value| value.parse::<u64>());
    let seed = match variable("SEED") {
        Some(seed) => seed.expect("SEED is a number"),
        None => RandomState::new().hash_one(0),
    };
    let cases = match variable("CASES") {
        Some(cases) => cases.expect("CASES is a number").try_into().unwrap(),
        None => cases,
    };
    println!("{cases} cases, SEED={seed}");
    Config {
        cases,
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        ..Config::default()
    }
}
