use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use time::{Duration, OffsetDateTime};

use crate::error::Error;
use crate::nonce::USUAL_NONCE;

/// The `oauth_timestamp`: whole seconds since 1970, in UTC.
///
/// NetSuite refuses one that is more than five minutes off its own clock, as `InvalidTimestamp`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(u64);

impl Timestamp {
    /// Reads the machine's clock. A clock before 1970 reads as 0.
    #[must_use]
    pub fn now() -> Self {
        Self(
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| since.as_secs()),
        )
    }

    /// Takes Unix time in seconds.
    #[must_use]
    pub const fn from_unix(seconds: u64) -> Self {
        Self(seconds)
    }

    /// Returns Unix time in seconds.
    #[must_use]
    pub const fn unix(self) -> u64 {
        self.0
    }

    /// Returns its digits, as they are signed and sent.
    pub(crate) fn digits(self) -> Digits {
        Digits::new(self.0)
    }

    /// Moves it by the whole seconds of an offset, as far as 0 and the largest number allow.
    pub(crate) fn saturating_add(self, offset: Duration) -> Self {
        Self(self.0.saturating_add_signed(offset.whole_seconds()))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<OffsetDateTime> for Timestamp {
    type Error = Error;

    /// Takes a date and time, without its fraction of a second.
    ///
    /// # Errors
    ///
    /// [`Error::TimestampRange`] before 1970.
    fn try_from(time: OffsetDateTime) -> Result<Self, Error> {
        let unix = time.unix_timestamp();
        u64::try_from(unix)
            .map(Self)
            .map_err(|_| Error::TimestampRange { unix: unix.into() })
    }
}

impl TryFrom<Timestamp> for OffsetDateTime {
    type Error = Error;

    /// Returns the date and time, in UTC.
    ///
    /// # Errors
    ///
    /// [`Error::TimestampRange`] after the year 9999.
    fn try_from(timestamp: Timestamp) -> Result<Self, Error> {
        let out_of_range = Error::TimestampRange {
            unix: timestamp.0.into(),
        };
        i64::try_from(timestamp.0)
            .ok()
            .and_then(|unix| Self::from_unix_timestamp(unix).ok())
            .ok_or(out_of_range)
    }
}

/// A number in decimal, off the heap.
pub(crate) struct Digits {
    text: [u8; MAX_DIGITS],
    start: usize,
}

impl Digits {
    pub(crate) fn new(number: u64) -> Self {
        let mut digits = Self {
            text: [b'0'; MAX_DIGITS],
            start: MAX_DIGITS,
        };
        let mut rest = number;
        // Two at a time: each division waits for the one before.
        let (pairs, _) = digits.text.as_chunks_mut();
        for (at, pair) in pairs.iter_mut().enumerate().rev() {
            let two = (rest % 100) as u8;
            *pair = [b'0' | (two / 10), b'0' | (two % 10)];
            digits.start = 2 * at + usize::from(two < 10);
            rest /= 100;
            if rest == 0 {
                break;
            }
        }
        digits
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.text.get(self.start..).unwrap_or_default()
    }
}

/// A nonce and a timestamp of the usual lengths, for which texts that are laid out beforehand leave room.
pub(crate) struct UsualStamp<'a> {
    nonce: &'a [u8; USUAL_NONCE],
    digits: &'a [u8; USUAL_DIGITS],
}

impl<'a> UsualStamp<'a> {
    #[inline]
    pub(crate) fn new(nonce: &'a [u8], digits: &'a [u8]) -> Option<Self> {
        Some(Self {
            nonce: nonce.try_into().ok()?,
            digits: digits.try_into().ok()?,
        })
    }

    /// Writes both into the room for them. As arrays they are copied without a call.
    #[inline]
    pub(crate) fn write(&self, text: &mut [u8], nonce_at: usize, digits_at: usize) {
        if let Some(room) = text.get_mut(nonce_at..).and_then(<[u8]>::first_chunk_mut) {
            *room = *self.nonce;
        }
        if let Some(room) = text.get_mut(digits_at..).and_then(<[u8]>::first_chunk_mut) {
            *room = *self.digits;
        }
    }
}

/// The digits of a timestamp until the year 2286.
pub(crate) const USUAL_DIGITS: usize = 10;

/// The digits of the largest `u64`.
const MAX_DIGITS: usize = 20;
