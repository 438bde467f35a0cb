use std::fmt;

use super::Error;
use crate::constant_time::is_equal;
use crate::nonce::Nonce;

/// The `state`: text that travels to NetSuite and back through the user's browser, so that a callback that somebody else
/// made is told from the user's own (RFC 6749 section 10.12).
///
/// Make one for each user that is sent off, keep it in that user's session and hand it to
/// [`RequestToken::read_callback`](super::RequestToken::read_callback). `Debug` hides it.
#[derive(Clone)]
pub struct State(String);

impl State {
    /// Takes a state that was made elsewhere: 1 to 512 ASCII letters and digits (Oracle: `section_156536698849`).
    ///
    /// # Errors
    ///
    /// [`Error::StateLength`] and [`Error::StateCharacter`].
    pub fn new(state: &str) -> Result<Self, Error> {
        if state.is_empty() || state.len() > MAX_STATE {
            return Err(Error::StateLength { found: state.len() });
        }
        match state
            .char_indices()
            .find(|(_, c)| !c.is_ascii_alphanumeric())
        {
            Some((at, found)) => Err(Error::StateCharacter { found, at }),
            None => Ok(Self(state.to_owned())),
        }
    }

    /// Makes a state that nobody guesses, of the 20 letters and digits of a [`Nonce`].
    ///
    /// # Panics
    ///
    /// Panics if the operating system has no randomness to give.
    #[must_use]
    pub fn random() -> Self {
        Self(Nonce::random().as_str().to_owned())
    }

    /// Returns the text, to be kept in the user's session.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the state that came back.
    pub(super) fn is(&self, found: &str) -> bool {
        is_equal(self.0.as_bytes(), found.as_bytes())
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("State").finish_non_exhaustive()
    }
}

/// The longest that NetSuite takes (Oracle: `section_156536698849`).
const MAX_STATE: usize = 512;
