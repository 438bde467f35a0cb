use std::str::FromStr;

use ctutils::CtEq;
use rand::Rng;
use rand::rand_core::UnwrapErr;
use rand::rngs::SysRng;

use super::Error;
use crate::macros::{debug, text};

/// The `state` of one user's flow, which prevents cross-site request forgery ([RFC 6749 section
/// 10.12](https://www.rfc-editor.org/rfc/rfc6749#section-10.12)).
///
/// It travels to NetSuite and back through the user's browser. Create one for each user, store it
/// in that user's session, and pass it to [`read_callback`](super::RequestToken::read_callback),
/// which rejects a callback with a different state. `Debug` hides it; `Display` does not.
///
/// ```
/// use netsuite_oauth1::flow::State;
///
/// let state = State::random();
/// let stored = state.to_string(); // in the user's session
/// assert_eq!(stored.parse::<State>()?.as_str(), state.as_str());
/// # Ok::<(), netsuite_oauth1::flow::Error>(())
/// ```
#[derive(Clone)]
pub struct State(String);

impl State {
    /// Creates a state from 1 to 512 ASCII letters and digits, [NetSuite's
    /// limits][section_156536698849].
    ///
    /// # Errors
    ///
    /// [`Error::StateInvalid`] for any other text.
    ///
    /// [section_156536698849]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156536698849.html
    pub fn new(state: &str) -> Result<Self, Error> {
        let is_alphanumeric = state.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !(1..=512).contains(&state.len()) || !is_alphanumeric {
            return Err(Error::StateInvalid);
        }
        Ok(Self(state.to_owned()))
    }

    /// Creates a state of 32 hex digits from 128 random bits.
    ///
    /// The bits come from the operating system, not from a generator in this process. Therefore the
    /// two processes after a fork create different states.
    ///
    /// # Panics
    ///
    /// Panics if the system has no source of randomness.
    pub fn random() -> Self {
        let mut bytes = [0; 16];
        UnwrapErr(SysRng).fill_bytes(&mut bytes);
        Self(format!("{:032x}", u128::from_ne_bytes(bytes)))
    }

    /// Returns the state as text, to store it in the user's session.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Compares this state with that of a callback, in constant time.
    pub(super) fn is(&self, found: &str) -> bool {
        self.0.as_bytes().ct_eq(found.as_bytes()).to_bool()
    }
}

impl FromStr for State {
    type Err = Error;

    /// Same as [`State::new`].
    fn from_str(state: &str) -> Result<Self, Error> {
        Self::new(state)
    }
}

text!(State, as_str);
debug!(State);
