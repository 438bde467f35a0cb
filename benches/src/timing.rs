use std::time::{Duration, Instant};

use crate::is_test;

/// Lets calls take turns, and returns the nanoseconds of one call in each round, by call.
///
/// A turn takes a quarter of a millisecond, much less than a scheduler's time slice. So another
/// program spoils whole turns instead of slowing down all of them a little. Dividing the times of
/// one round by each other cancels changes of the clock rate, and the median of the ratios ignores
/// the spoilt rounds.
pub fn interleave(calls: &mut [impl FnMut()]) -> Vec<Vec<f64>> {
    let (rounds, turn) = if is_test() {
        (1, Duration::ZERO)
    } else {
        (ROUNDS, TURN)
    };
    let counts: Vec<u32> = calls.iter_mut().map(|call| calls_in(turn, call)).collect();
    let mut times = vec![Vec::with_capacity(rounds); calls.len()];
    for round in 0..rounds {
        // Each call in turn goes first, so that none always follows a pause.
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

/// Returns how many calls fill a turn.
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
