//! The used nonces, for as long as their requests could be replayed.

use std::collections::BTreeSet;

use super::error::Kind;
use crate::nonce::Nonce;
use crate::timestamp::Timestamp;

/// The identity of an accepted request: its timestamp, the number of its credentials and its nonce.
/// The timestamp comes first, so that a set is sorted by time.
pub(super) type Used = (Timestamp, usize, Nonce);

/// The accepted requests whose timestamps the window still allows.
///
/// Whatever the clock does, a replay is rejected: a remembered request because it is in the set, a
/// forgotten one because its timestamp is below the floor.
#[derive(Default)]
pub(super) struct UsedNonces {
    used: BTreeSet<Used>,
    /// All forgotten timestamps are below it. It only ever rises.
    floor: u64,
}

impl UsedNonces {
    /// Remembers a request that is correct in every other way, or rejects it as a replay.
    pub(super) fn insert(&mut self, used: Used, now: Timestamp, window: u64) -> Result<(), Kind> {
        self.forget(now, window);
        let (timestamp, _, nonce) = used.clone();
        if timestamp.unix() < self.floor || self.is_full(now, window) {
            return Err(Kind::TimestampForgotten);
        }
        if self.used.insert(used) {
            Ok(())
        } else {
            Err(Kind::NonceUsed { nonce, timestamp })
        }
    }

    /// Forgets the requests that are too old to be accepted again.
    fn forget(&mut self, now: Timestamp, window: u64) {
        let Some(oldest) = now.unix().checked_sub(window) else {
            return;
        };
        while let Some((first, ..)) = self.used.first()
            && first.unix() < oldest
        {
            // It is less than `oldest`, so one more does not overflow.
            self.floor = first.unix() + 1;
            self.used.pop_first();
        }
    }

    /// Whether the clock went back by more than a window and the set is full.
    ///
    /// Timestamps ahead of the clock cannot be forgotten. Without a limit, a clock that keeps going
    /// back would fill the memory.
    fn is_full(&self, now: Timestamp, window: u64) -> bool {
        // If the clock never goes back, no timestamp is more than one window ahead of it.
        self.used.len() >= MOST_AHEAD
            && self.used.last().is_some_and(|(last, ..)| {
                let ahead = last.unix().checked_sub(now.unix());
                ahead.is_some_and(|ahead| ahead / 2 > window)
            })
    }
}

/// About 16 MB of used nonces.
const MOST_AHEAD: usize = 100_000;

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;
    use crate::error::Error;

    impl UsedNonces {
        fn count(&self) -> usize {
            self.used.len()
        }
    }

    const WINDOW: u64 = 300;

    const FORGOTTEN: Answer = Err(Kind::TimestampForgotten);

    type Answer = Result<(), Kind>;

    fn used(timestamp: u64, number: u32) -> Result<Used, Error> {
        let nonce = Nonce::new(&format!("nonce{number}"))?;
        Ok((Timestamp::from_unix(timestamp), 0, nonce))
    }

    /// Uses a nonce at a time that the clock shows too.
    fn use_at(nonces: &mut UsedNonces, time: u64, number: u32) -> Result<Answer, Error> {
        let now = Timestamp::from_unix(time);
        Ok(nonces.insert(used(time, number)?, now, WINDOW))
    }

    #[test]
    fn remembers_one_window_of_a_clock_that_goes_forward() -> Result<(), Error> {
        let mut nonces = UsedNonces::default();
        for second in 0..2_000 {
            for number in 0..3 {
                assert_eq!(use_at(&mut nonces, second, number)?, Ok(()));
            }
            let seconds = usize::try_from(second.min(WINDOW)).map_or(0, |seconds| seconds + 1);
            assert_eq!(nonces.count(), 3 * seconds);
        }
        // One request after a pause, and everything before it is forgotten.
        assert_eq!(use_at(&mut nonces, 20_000, 0)?, Ok(()));
        assert_eq!(nonces.count(), 1);
        Ok(())
    }

    #[test]
    fn a_clock_that_keeps_going_back_does_not_fill_the_memory() -> Result<(), Error> {
        let mut nonces = UsedNonces::default();
        let start = 1_000_000_000;
        for number in 0..MOST_AHEAD as u64 {
            assert_eq!(use_at(&mut nonces, start - number, 0)?, Ok(()));
        }
        assert_eq!(nonces.count(), MOST_AHEAD);
        let behind = start - MOST_AHEAD as u64;
        assert_eq!(use_at(&mut nonces, behind, 0)?, FORGOTTEN);
        assert_eq!(nonces.count(), MOST_AHEAD);
        // The clock comes back, and so does the room.
        assert_eq!(use_at(&mut nonces, start + 1, 0)?, Ok(()));
        assert!(nonces.count() <= 1_000);
        Ok(())
    }

    #[test]
    fn a_full_set_rejects_once_the_clock_went_back_by_more_than_a_window() -> Result<(), Error> {
        let mut nonces = UsedNonces::default();
        let now = Timestamp::from_unix(1_000_000);
        for number in (0..).take(MOST_AHEAD) {
            // The farthest ahead of the clock that the window allows.
            let used = used(1_000_000 + WINDOW, number)?;
            assert_eq!(nonces.insert(used, now, WINDOW), Ok(()));
        }
        assert_eq!(use_at(&mut nonces, 1_000_000 - WINDOW, 0)?, Ok(()));
        let behind = 1_000_000 - WINDOW - 2;
        assert_eq!(use_at(&mut nonces, behind, 0)?, FORGOTTEN);
        Ok(())
    }

    #[test]
    fn the_first_and_the_last_second_are_no_exceptions() -> Result<(), Error> {
        for window in [0, 1, 300, u64::MAX - 1, u64::MAX] {
            for time in [u64::MAX, 0, u64::MAX - 1, 1] {
                let (mut nonces, used) = (UsedNonces::default(), used(time, 0)?);
                let now = Timestamp::from_unix(time);
                assert_eq!(nonces.insert(used.clone(), now, window), Ok(()));
                let (timestamp, _, nonce) = used.clone();
                let again = nonces.insert(used, now, window);
                assert_eq!(
                    again,
                    Err(Kind::NonceUsed { nonce, timestamp }),
                    "{window} {time}"
                );
            }
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Nothing is accepted twice, whatever the clock and the window do. If the clock does not
        /// go back and the window does not become wider, nothing is rejected the first time.
        #[test]
        fn accepts_nothing_twice(
            mut window in 0_u64..20,
            steps in prop::collection::vec(
                (0_u64..150, -20_i64..=20, 0_u32..3, prop::option::weighted(0.05, 0_u64..30)),
                0..200,
            ),
            goes_back in any::<bool>(),
        ) {
            let (mut nonces, mut accepted, mut now) = (UsedNonces::default(), HashSet::new(), 100);
            for (time, off, number, other_window) in steps {
                if let Some(other) = other_window.filter(|other| goes_back || *other < window) {
                    window = other;
                }
                now = if goes_back { time } else { now + time % 10 };
                let timestamp = now.saturating_add_signed(off);
                if timestamp.abs_diff(now) > window {
                    continue;
                }
                let used = used(timestamp, number).map_err(|error| TestCaseError::fail(error.to_string()))?;
                let is_accepted = nonces.insert(used, Timestamp::from_unix(now), window).is_ok();
                let is_first = !accepted.contains(&(timestamp, number));
                prop_assert!(is_first || !is_accepted);
                prop_assert!(goes_back || is_accepted || !is_first);
                if is_accepted {
                    accepted.insert((timestamp, number));
                }
            }
        }
    }
}
