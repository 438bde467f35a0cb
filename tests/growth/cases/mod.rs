//! One case for each kind of input that a public function reads. Each call also prints its result.

mod flow;
mod rejections;
mod signing;
mod verifying;

use std::fmt::Debug;
use std::hint::black_box;

use crate::Prepare;

type Case = (&'static str, Prepare);

pub(crate) fn all() -> Vec<Case> {
    [
        signing::CASES,
        verifying::CASES,
        rejections::CASES,
        flow::CASES,
    ]
    .concat()
}

/// Runs a call and prints its result, which may be an error.
fn call<T: Debug>(run: impl FnOnce() -> T + 'static) -> Box<dyn FnOnce()> {
    Box::new(move || drop(black_box(format!("{:?}", black_box(run())))))
}

/// Returns a URL whose query has a number in each piece, unsorted.
fn numbered(before: &str, after: &str, size: usize) -> String {
    let pieces = scattered(size / (before.len() + after.len() + 4))
        .map(|number| format!("{before}{number:04}{after}"));
    format!("https://h/p?{}", pieces.collect::<Vec<_>>().concat())
}

/// Returns distinct numbers, unsorted.
fn scattered(count: usize) -> impl Iterator<Item = usize> {
    // The modulus is a prime larger than any count.
    (1..=count).map(|number| number * 7919 % 10_007)
}
