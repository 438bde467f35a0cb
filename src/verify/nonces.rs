//! The nonces that were used, for as long as the window lets somebody use them again.

use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::num::NonZeroU64;

use super::refusal::Cause;
use crate::nonce::Nonce;
use crate::timestamp::Timestamp;

/// One request that was accepted.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Used {
    /// The number of its credentials.
    pub(super) credentials: usize,
    pub(super) timestamp: Timestamp,
    pub(super) nonce: Nonce,
}

impl Hash for Used {
    /// Leaves out the room that a nonce does not fill.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.credentials.hash(state);
        self.timestamp.hash(state);
        state.write(self.nonce.as_bytes());
    }
}

/// All requests that were accepted and could be sent again.
///
/// They are kept by era, a span of timestamps as long as the window: a timestamp that the window allows is in one of three eras.
/// When the window has passed an era it is forgotten as a whole, and its memory serves the next. So each goes with the first
/// request that is accepted two windows after its timestamp, and none before its timestamp is refused anyway.
///
/// The clock may jump. What is forgotten stays refused, even where a clock that has gone back would allow it once more.
pub(super) struct UsedNonces {
    /// In seconds.
    window: u64,
    /// In seconds, at least the window.
    era_length: NonZeroU64,
    /// In no order. One that is empty is free.
    eras: Vec<Era>,
    /// The last timestamp of all that are forgotten.
    forgotten: Option<u64>,
}

struct Era {
    number: u64,
    used: HashSet<Used>,
}

impl UsedNonces {
    pub(super) fn new(window: u64) -> Self {
        Self {
            window,
            era_length: at_least_one(window),
            eras: Vec::new(),
            forgotten: None,
        }
    }

    /// Goes on with another window, and forgets nothing.
    pub(super) fn with_window(self, window: u64) -> Self {
        let mut other = Self {
            forgotten: self.forgotten,
            ..Self::new(window)
        };
        if self.eras.iter().any(|era| !era.used.is_empty()) {
            // In whole eras of before, so that there is room for all: shorter ones could be too many.
            let times = window.div_ceil(self.era_length.get());
            other.era_length = self.era_length.saturating_mul(at_least_one(times));
        }
        for used in self.eras.into_iter().flat_map(|era| era.used) {
            let _ = other.insert(used);
        }
        other
    }

    /// Remembers a request that is good in every other way; refuses one that was accepted before.
    pub(super) fn remember(&mut self, used: Used, now: Timestamp) -> Result<(), Cause> {
        self.forget(now);
        self.insert(used)
    }

    /// Forgets the eras that the window has passed.
    fn forget(&mut self, now: Timestamp) {
        let length = self.era_length;
        for era in &mut self.eras {
            let last = last_of(era.number, length);
            if !era.used.is_empty() && last.saturating_add(self.window) < now.unix() {
                era.clear();
                self.forgotten = self.forgotten.max(Some(last));
            }
        }
    }

    fn insert(&mut self, used: Used) -> Result<(), Cause> {
        if Some(used.timestamp.unix()) <= self.forgotten {
            return Err(Cause::Forgotten);
        }
        let number = used.timestamp.unix() / self.era_length;
        let era = self.era(number).ok_or(Cause::Forgotten)?;
        era.number = number;
        let (nonce, timestamp) = (used.nonce.clone(), used.timestamp);
        if era.used.insert(used) {
            Ok(())
        } else {
            Err(Cause::NonceUsed { nonce, timestamp })
        }
    }

    /// Returns the era of a number, or a free one for it; `None` if it is older than all of as many as there may be.
    fn era(&mut self, number: u64) -> Option<&mut Era> {
        let is_it = |era: &Era| !era.used.is_empty() && era.number == number;
        let index = self.eras.iter().position(is_it).or_else(|| {
            let free = self.eras.iter().enumerate();
            let free = free.filter(|(_, era)| era.used.is_empty());
            // So that the memory of a rush is not kept by an era that nobody needs again.
            let largest = free.max_by_key(|(_, era)| era.used.capacity());
            largest.map(|(index, _)| index)
        });
        let index = match index {
            Some(index) => index,
            None if self.eras.len() < MOST_ERAS => {
                self.eras.push(Era {
                    number,
                    used: HashSet::new(),
                });
                self.eras.len().saturating_sub(1)
            }
            // Only after the clock has gone back: else the oldest is passed by now.
            None => {
                let length = self.era_length;
                let (index, oldest) = self
                    .eras
                    .iter_mut()
                    .enumerate()
                    .min_by_key(|(_, era)| era.number)?;
                let goes = oldest.number.min(number);
                self.forgotten = self.forgotten.max(Some(last_of(goes, length)));
                if goes == number {
                    return None;
                }
                oldest.clear();
                index
            }
        };
        self.eras.get_mut(index)
    }
}

impl Era {
    /// Keeps the memory for as many again, but not that of a rush long ago.
    fn clear(&mut self) {
        let count = self.used.len();
        self.used.clear();
        self.used.shrink_to(count.saturating_mul(8));
    }
}

/// Returns the last timestamp of an era.
fn last_of(number: u64, length: NonZeroU64) -> u64 {
    number
        .saturating_mul(length.get())
        .saturating_add(length.get().saturating_sub(1))
}

fn at_least_one(number: u64) -> NonZeroU64 {
    NonZeroU64::new(number).unwrap_or(NonZeroU64::MIN)
}

/// Three serve a clock that goes forward. The others serve one that jumps, so that what it has seen ahead is still known when it
/// comes there again.
const MOST_ERAS: usize = 8;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::error::Error;

    impl UsedNonces {
        pub(in crate::verify) fn count(&self) -> usize {
            self.eras.iter().map(|era| era.used.len()).sum()
        }

        fn capacity(&self) -> usize {
            self.eras.iter().map(|era| era.used.capacity()).sum()
        }

        /// Remembers the nonce of a number, with the clock's own time.
        fn use_at(&mut self, time: u64, number: u32) -> Result<(), Error> {
            let used = used(time, number)?;
            assert_eq!(self.remember(used, Timestamp::from_unix(time)), Ok(()));
            Ok(())
        }
    }

    fn used(timestamp: u64, number: u32) -> Result<Used, Error> {
        Ok(Used {
            credentials: 0,
            timestamp: Timestamp::from_unix(timestamp),
            nonce: Nonce::new(&format!("nonce{number}"))?,
        })
    }

    #[test]
    fn no_more_is_remembered_than_the_window_needs() -> Result<(), Error> {
        let mut nonces = UsedNonces::new(300);
        for second in 0..10_000 {
            for number in 0..3 {
                nonces.use_at(second, number)?;
            }
            assert!(nonces.count() <= 3 * 2 * 300 + 3, "two windows at most");
            let needed = usize::try_from(second.min(300)).unwrap_or_default();
            assert!(nonces.count() > 3 * needed);
            assert!(nonces.eras.len() <= 3);
        }
        // One request after a long while, and all that came before it is gone.
        nonces.use_at(20_000, 0)?;
        assert_eq!(nonces.count(), 1);
        Ok(())
    }

    #[test]
    fn the_memory_of_a_rush_is_given_back() -> Result<(), Error> {
        let mut nonces = UsedNonces::new(10);
        for number in 0..10_000 {
            nonces.use_at(0, number)?;
        }
        assert!(nonces.capacity() >= 10_000);
        for second in 1..100 {
            nonces.use_at(second, 0)?;
        }
        assert!(nonces.capacity() < 1_000, "{}", nonces.capacity());
        Ok(())
    }

    #[test]
    fn the_memory_of_a_rush_is_given_back_by_each_era_that_it_came_in() -> Result<(), Error> {
        let mut nonces = UsedNonces::new(300);
        let rush = Timestamp::from_unix(3_150);
        for number in 0..10_000 {
            for timestamp in [2_950, 3_150, 3_350] {
                let result = nonces.remember(used(timestamp, number)?, rush);
                assert_eq!(result, Ok(()));
            }
        }
        assert_eq!(nonces.eras.len(), 3);
        assert!(nonces.eras.iter().all(|era| era.used.capacity() >= 10_000));
        for second in (3_160..3_150 + 12 * 300).step_by(30) {
            nonces.use_at(second, 0)?;
        }
        assert!(nonces.capacity() < 1_000, "{}", nonces.capacity());
        Ok(())
    }

    #[test]
    fn a_narrower_window_keeps_what_came_ahead_of_the_clock() -> Result<(), Error> {
        let mut nonces = UsedNonces::new(300);
        let now = Timestamp::from_unix(3_000);
        for ahead in 200..=300 {
            assert_eq!(nonces.remember(used(3_000 + ahead, 0)?, now), Ok(()));
        }
        nonces = nonces.with_window(7);
        assert_eq!(nonces.count(), 101);
        for second in 3_000..3_200 {
            nonces.use_at(second, 0)?;
        }
        for second in 3_200..=3_300 {
            let now = Timestamp::from_unix(second);
            assert!(nonces.remember(used(second, 0)?, now).is_err());
            nonces.use_at(second, 1)?;
        }
        Ok(())
    }

    #[test]
    fn no_window_makes_eras_more() -> Result<(), Error> {
        for window in [0, 1, 7, 10, 11, 15, 300, u64::MAX - 1, u64::MAX] {
            let mut nonces = UsedNonces::new(10);
            let mut times: Vec<u64> = (0..7).map(|era| 103 + era * 17).collect();
            times.push(u64::MAX);
            for time in &times {
                let result = nonces.insert(used(*time, 0)?);
                assert_eq!(result, Ok(()));
            }
            assert_eq!(nonces.eras.len(), MOST_ERAS);
            nonces = nonces.with_window(window);
            assert_eq!(nonces.count(), MOST_ERAS, "{window}");
            assert_eq!(nonces.forgotten, None, "{window}");
            assert!(u64::from(nonces.era_length) >= window);
        }
        Ok(())
    }

    #[test]
    fn few_eras_are_kept_however_the_clock_jumps() -> Result<(), Error> {
        let mut nonces = UsedNonces::new(10);
        for era in (100..200).rev() {
            let result = nonces.remember(used(era * 10, 0)?, Timestamp::from_unix(era * 10));
            assert_eq!(result.is_ok(), era >= 192, "era {era}");
            assert!(nonces.eras.len() <= MOST_ERAS);
        }
        // What is remembered is of the time ahead, and is not given up for what comes from behind.
        for era in 192..200 {
            let now = Timestamp::from_unix(era * 10);
            assert!(nonces.remember(used(era * 10, 0)?, now).is_err());
        }
        Ok(())
    }

    #[test]
    fn the_end_of_time_is_no_exception() -> Result<(), Error> {
        for window in [0, 1, 300, u64::MAX - 1, u64::MAX] {
            let mut nonces = UsedNonces::new(window);
            for time in [u64::MAX, 0, u64::MAX - 1, 1, u64::MAX] {
                let now = Timestamp::from_unix(time);
                let _ = nonces.remember(used(time, 0)?, now);
                assert!(
                    nonces.remember(used(time, 0)?, now).is_err(),
                    "{window} {time}"
                );
            }
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// None is accepted twice, whatever the clock does and whatever becomes of the window; and as long as the clock does
        /// not go back and the window does not become wider, none is refused the first time.
        #[test]
        fn none_is_accepted_twice(
            window in 0_u64..20,
            steps in prop::collection::vec((0_u64..150, -20_i64..=20, 0_u32..3, prop::option::weighted(0.05, 0_u64..30)), 0..200),
            goes_back in any::<bool>(),
        ) {
            let (mut nonces, mut accepted, mut now, mut window) = (UsedNonces::new(window), HashSet::new(), 100, window);
            for (time, off, number, other_window) in steps {
                if let Some(other_window) = other_window.filter(|other| goes_back || *other < window) {
                    window = other_window;
                    nonces = nonces.with_window(window);
                }
                now = if goes_back { time } else { now + time % 10 };
                let used = used(now.saturating_add_signed(off), number).map_err(|error| TestCaseError::fail(error.to_string()))?;
                if used.timestamp.unix().abs_diff(now) > window {
                    continue;
                }
                let result = nonces.remember(used.clone(), Timestamp::from_unix(now));
                let is_first = accepted.insert(used.clone());
                if goes_back {
                    prop_assert!(is_first || result.is_err());
                    if result.is_err() && is_first {
                        accepted.remove(&used);
                    }
                } else {
                    prop_assert_eq!(result.is_ok(), is_first);
                }
            }
        }
    }
}
