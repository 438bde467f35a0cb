use std::fmt;

use rand::Rng;

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

/// The lengths that NetSuite takes (Oracle: `section_1534941088`).
const MIN_NONCE: usize = 6;
const MAX_NONCE: usize = 64;

/// The length of [`Nonce::random`], which Oracle calls ideal.
pub(crate) const USUAL_NONCE: usize = 20;

/// The lower 32 bits of 64.
const LOW_HALF: u64 = 0xffff_ffff;

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
