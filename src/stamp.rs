use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use rand::Rng;
use time::{Duration, OffsetDateTime};

use crate::error::Error;

/// The `oauth_nonce`: 6 to 64 ASCII letters and digits that make one request unlike all others.
///
/// NetSuite takes a nonce once with a timestamp (Oracle: `section_1534941088`); sent again, it is `nonce_used` in the Login
/// Audit Trail.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Nonce {
    /// The text, then zeros.
    text: [u8; MAX_NONCE],
    length: usize,
}

impl Nonce {
    /// Takes a nonce that was made elsewhere.
    ///
    /// # Errors
    ///
    /// [`Error::NonceLength`] and [`Error::NonceCharacter`].
    pub fn new(nonce: &str) -> Result<Self, Error> {
        let mut text = [0; MAX_NONCE];
        match text.get_mut(..nonce.len()) {
            Some(text) if nonce.len() >= MIN_NONCE => text.copy_from_slice(nonce.as_bytes()),
            _ => return Err(Error::NonceLength { found: nonce.len() }),
        }
        // Asked first and without a branch: in random text, a processor that guesses is wrong.
        let is_right = |right, byte: u8| right & byte.is_ascii_alphanumeric();
        let wrong = if nonce.bytes().fold(true, is_right) {
            None
        } else {
            nonce
                .char_indices()
                .find(|(_, c)| !c.is_ascii_alphanumeric())
        };
        match wrong {
            Some((at, found)) => Err(Error::NonceCharacter { found, at }),
            None => Ok(Self {
                text,
                length: nonce.len(),
            }),
        }
    }

    /// Makes a nonce of 20 letters and digits, the length that Oracle calls ideal, from the thread's cryptographic
    /// generator: more than 118 bits.
    ///
    /// A process that forks after its first nonce and signs on both sides draws the same nonces twice: call
    /// [`rand::rng().reseed()`](https://docs.rs/rand/0.10/rand/rngs/struct.ThreadRng.html) in the child.
    ///
    /// # Panics
    ///
    /// Panics if the operating system has no randomness to give.
    #[must_use]
    pub fn random() -> Self {
        let mut nonce = Self {
            text: [0; MAX_NONCE],
            length: USUAL_NONCE,
        };
        let mut generator = rand::rng();
        let random = [generator.next_u64(), generator.next_u64()];
        let quarters = random.iter().flat_map(|bits| [bits >> 32, bits & LOW_HALF]);
        for (characters, mut fraction) in nonce.text.as_chunks_mut::<5>().0.iter_mut().zip(quarters)
        {
            // 32 bits are read as a fraction, and its first five digits in base 62 are taken. Each of the 62^5 outcomes
            // stands for 4 or 5 of the 2^32 fractions: more than 29.6 bits in each quarter.
            for character in characters {
                let product = fraction * ALPHABET.len() as u64;
                *character = ALPHABET
                    .get((product >> 32) as usize)
                    .copied()
                    .unwrap_or_default();
                fraction = product & LOW_HALF;
            }
        }
        nonce
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // ASCII, as both constructors see to.
        str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.text.get(..self.length).unwrap_or_default()
    }
}

impl fmt::Display for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Nonce").field(&self.as_str()).finish()
    }
}

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

/// The lengths that NetSuite takes (Oracle: `section_1534941088`).
const MIN_NONCE: usize = 6;
const MAX_NONCE: usize = 64;

/// The length of [`Nonce::random`], which Oracle calls ideal.
pub(crate) const USUAL_NONCE: usize = 20;

/// The digits of a timestamp until the year 2286.
pub(crate) const USUAL_DIGITS: usize = 10;

/// The digits of the largest `u64`.
const MAX_DIGITS: usize = 20;

/// The lower 32 bits of 64.
const LOW_HALF: u64 = 0xffff_ffff;

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
