use std::time::{Duration, Instant};

use crate::is_test;

/// Interleaves calls, and returns each call's nanoseconds in each round.
///
/// A turn takes a quarter of a millisecond, much less than a scheduler's time slice. So another
/// program disturbs whole turns instead of slowing down all of them a little. The ratio of two
/// times in one round cancels changes of the clock rate. The median of the ratios ignores disturbed
/// rounds.
pub fn interleave(calls: &mut [impl FnMut()]) -> Vec<Vec<f64>> {
    let (rounds, turn) = if is_test() {
        (1, Duration::ZERO)
    } else {
        (ROUNDS, TURN)
    };
    let counts: Vec<u32> = calls.iter_mut().map(|call| calls_in(turn, call)).collect();
    let mut times = vec![Vec::with_capacity(rounds); calls.len()];
    for round in 0..rounds {
        // A different call goes first in each round, so no call always follows a pause.
        for place in 0..calls.len() {
            let at = (place + round) % calls.len();
            times[at].push(time(counts[at], &mut calls[at]));
        }
    }
    times
}

/// Returns the median.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Returns the shortest time.
pub fn fastest(times: &[f64]) -> f64 {
    times.iter().copied().fold(f64::INFINITY, f64::min)
}

/// Returns the number of calls that fill a turn.
fn calls_in(turn: Duration, call: &mut impl FnMut()) -> u32 {
    let mut calls = 1;
    while time(calls, call) * f64::from(calls) < turn.as_secs_f64() * 1e9 {
        calls *= 2;
    }
    calls
}

/// Returns the nanoseconds of one call.
fn time(calls: u32, call: &mut impl FnMut()) -> f64 {
    let start = Instant::now();
    for _ in 0..calls {
        call();
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(calls)
}

const ROUNDS: usize = 601;
const TURN: Duration = Duration::from_micros(250);
