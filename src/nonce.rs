use std::str::FromStr;

use rand::Rng;

use crate::error::Error;
use crate::macros::{debug, text};
use crate::timestamp::Timestamp;

/// The `oauth_nonce`: 6 to 64 ASCII letters and digits that make a request unique.
///
/// NetSuite accepts a nonce once with the same timestamp
/// ([`section_1534941088`](https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_1534941088.html)).
/// If it is sent again, the Login Audit Trail shows `nonce_used`.
///
/// ```
/// use netsuite_oauth1::Nonce;
///
/// let fresh = Nonce::random();
/// assert_eq!(fresh.as_str().len(), 20);
/// let given: Nonce = "fjaLirsIcCGVZWzBX0pg".parse()?;
/// assert_ne!(fresh, given);
/// # Ok::<(), netsuite_oauth1::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nonce {
    /// The text, then zeros.
    text: [u8; MAX_LENGTH],
    length: usize,
}

impl Nonce {
    /// Takes a nonce that was made elsewhere.
    ///
    /// # Errors
    ///
    /// [`Error::NonceInvalid`] for a nonce of another length or with another character.
    pub fn new(nonce: &str) -> Result<Self, Error> {
        Self::from_utf8(nonce.as_bytes())
    }

    /// Like [`new`](Self::new), from the bytes of a text.
    pub(crate) fn from_utf8(nonce: &[u8]) -> Result<Self, Error> {
        let length = nonce.len();
        // Branch-free, because random text mispredicts.
        let is_alphanumeric = || {
            nonce
                .iter()
                .fold(true, |is, byte| is & byte.is_ascii_alphanumeric())
        };
        if !(MIN_LENGTH..=MAX_LENGTH).contains(&length) || !is_alphanumeric() {
            return Err(Error::NonceInvalid);
        }
        let mut text = [0; MAX_LENGTH];
        text[..length].copy_from_slice(nonce);
        Ok(Self { text, length })
    }

    /// Returns a fresh nonce from the thread's cryptographic generator: 20 letters and digits, the
    /// length that Oracle calls ideal, with more than 118 bits of randomness.
    ///
    /// The clock's fraction of a second is mixed in. So after a fork, the two processes draw
    /// different nonces although they share the generator's state.
    ///
    /// # Panics
    ///
    /// Panics if the system has no source of randomness or no clock.
    pub fn random() -> Self {
        let (_, nanoseconds) = Timestamp::now_with_nanoseconds();
        Self::random_at(nanoseconds)
    }

    /// Returns a fresh nonce, drawn at this fraction of a second.
    pub(crate) fn random_at(nanoseconds: u32) -> Self {
        let mut nonce = Self {
            text: [0; MAX_LENGTH],
            length: RANDOM_LENGTH,
        };
        let mut generator = rand::rng();
        // XOR with a number that does not depend on the draw leaves it uniform. The product spreads
        // two close times over all 64 bits.
        let time = u64::from(nanoseconds).wrapping_mul(GOLDEN_RATIO);
        let first = generator.next_u64() ^ time;
        let second = generator.next_u64() ^ time.rotate_left(32);
        let quarters = [first >> 32, first & LOW, second >> 32, second & LOW];
        for (characters, mut fraction) in nonce.text.as_chunks_mut::<5>().0.iter_mut().zip(quarters)
        {
            // 32 bits are a fraction of one; its first five digits in base 62 become five
            // characters. Each of the 62^5 outcomes comes from 4 or 5 of the 2^32 fractions, so a
            // quarter has more than 29.6 bits.
            for character in characters {
                let product = fraction * ALPHABET.len() as u64;
                // Below 62, because the fraction is below 2^32.
                *character = ALPHABET[(product >> 32) as usize];
                fraction = product & LOW;
            }
        }
        nonce
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        let Ok(text) = str::from_utf8(self.as_bytes()) else {
            unreachable!("both constructors write ASCII");
        };
        text
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.text[..self.length]
    }
}

impl FromStr for Nonce {
    type Err = Error;

    /// Takes a nonce that was made elsewhere, like [`Nonce::new`].
    ///
    /// # Errors
    ///
    /// [`Error::NonceInvalid`] for a nonce of another length or with another character.
    fn from_str(nonce: &str) -> Result<Self, Error> {
        Self::new(nonce)
    }
}

text!(Nonce, as_str);
debug!(Nonce(as_str));

/// The lengths that NetSuite accepts
/// ([`section_1534941088`](https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_1534941088.html)).
const MIN_LENGTH: usize = 6;
const MAX_LENGTH: usize = 64;

const RANDOM_LENGTH: usize = 20;

const LOW: u64 = 0xffff_ffff;

/// 2^64 divided by the golden ratio, and odd: consecutive multiples are far apart.
const GOLDEN_RATIO: u64 = 0x9e37_79b9_7f4a_7c15;

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
