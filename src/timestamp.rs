use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use time::{Duration, OffsetDateTime};

use crate::error::Error;

/// The `oauth_timestamp`: whole seconds since 1970, in UTC.
///
/// NetSuite rejects a timestamp that is more than five minutes off its own clock, as
/// `InvalidTimestamp`.
///
/// ```
/// use netsuite_oauth1::Timestamp;
/// use time::OffsetDateTime;
///
/// let timestamp = Timestamp::from_unix(1_508_242_306);
/// assert_eq!(OffsetDateTime::try_from(timestamp)?.year(), 2017);
/// # Ok::<(), netsuite_oauth1::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(u64);

impl Timestamp {
    /// Reads the system clock. A clock before 1970 reads as 0.
    ///
    /// # Panics
    ///
    /// Panics where the target has no clock, such as `wasm32-unknown-unknown`.
    pub fn now() -> Self {
        Self::now_with_nanoseconds().0
    }

    /// Reads the system clock, with its fraction of a second.
    pub(crate) fn now_with_nanoseconds() -> (Self, u32) {
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => (Self(since.as_secs()), since.subsec_nanos()),
            Err(before) => (Self(0), before.duration().subsec_nanos()),
        }
    }

    /// Takes Unix time in seconds.
    pub const fn from_unix(seconds: u64) -> Self {
        Self(seconds)
    }

    /// Returns Unix time in seconds.
    pub const fn unix(self) -> u64 {
        self.0
    }

    /// Parses whole seconds in decimal digits.
    pub(crate) fn from_digits(digits: &[u8]) -> Option<Self> {
        let seconds = digits.iter().try_fold(0_u64, |seconds, digit| {
            let digit = char::from(*digit).to_digit(10)?;
            seconds.checked_mul(10)?.checked_add(digit.into())
        });
        seconds.filter(|_| !digits.is_empty()).map(Self)
    }

    /// Returns how much later it is than another.
    pub(crate) fn since(self, other: Self) -> Option<Duration> {
        let [own, other] = [self.0, other.0].map(|unix| i64::try_from(unix).ok());
        Some(Duration::seconds(own?.checked_sub(other?)?))
    }

    /// Adds the whole seconds of an offset, and stops at 0 and at the largest number.
    pub(crate) fn saturating_add(self, offset: Duration) -> Self {
        Self(self.0.saturating_add_signed(offset.whole_seconds()))
    }

    fn out_of_range(self) -> Error {
        let unix = self.0.into();
        Error::TimestampOutOfRange { unix }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Timestamp {
    type Err = Error;

    /// Parses Unix time in whole seconds, as in the header.
    ///
    /// # Errors
    ///
    /// [`Error::TimestampInvalid`] if the text is not decimal digits, or if the number exceeds
    /// `u64::MAX`.
    fn from_str(seconds: &str) -> Result<Self, Error> {
        Self::from_digits(seconds.as_bytes()).ok_or(Error::TimestampInvalid)
    }
}

impl TryFrom<OffsetDateTime> for Timestamp {
    type Error = Error;

    /// Takes a date and time, without its fraction of a second.
    ///
    /// # Errors
    ///
    /// [`Error::TimestampOutOfRange`] before 1970.
    fn try_from(time: OffsetDateTime) -> Result<Self, Error> {
        let unix = time.unix_timestamp();
        u64::try_from(unix)
            .map(Self)
            .map_err(|_| Error::TimestampOutOfRange { unix: unix.into() })
    }
}

impl TryFrom<Timestamp> for OffsetDateTime {
    type Error = Error;

    /// Returns the date and time, in UTC.
    ///
    /// # Errors
    ///
    /// [`Error::TimestampOutOfRange`] after the year 9999.
    fn try_from(timestamp: Timestamp) -> Result<Self, Error> {
        i64::try_from(timestamp.0)
            .ok()
            .and_then(|unix| Self::from_unix_timestamp(unix).ok())
            .ok_or(timestamp.out_of_range())
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = Error;

    /// Takes a system time, without its fraction of a second.
    ///
    /// # Errors
    ///
    /// [`Error::TimestampOutOfRange`] before 1970.
    fn try_from(time: SystemTime) -> Result<Self, Error> {
        match time.duration_since(UNIX_EPOCH) {
            Ok(since) => Ok(Self(since.as_secs())),
            Err(before) => {
                // Half a second before 1970 is second -1, as a date has it.
                let before = before.duration();
                let seconds = before.as_secs() + u64::from(before.subsec_nanos() > 0);
                let unix = -i128::from(seconds);
                Err(Error::TimestampOutOfRange { unix })
            }
        }
    }
}

impl TryFrom<Timestamp> for SystemTime {
    type Error = Error;

    /// Returns the system time.
    ///
    /// # Errors
    ///
    /// [`Error::TimestampOutOfRange`] if the operating system has no such time.
    fn try_from(timestamp: Timestamp) -> Result<Self, Error> {
        UNIX_EPOCH
            .checked_add(std::time::Duration::from_secs(timestamp.0))
            .ok_or(timestamp.out_of_range())
    }
}
