use std::sync::Arc;

use super::known::Owner;
use crate::account::AccountId;
use crate::macros::debug;
use crate::nonce::Nonce;
use crate::timestamp::Timestamp;

/// A request that a [`Verifier`](super::Verifier) accepted: its sender, nonce and timestamp.
///
/// ```
/// use http::Request;
/// use netsuite_oauth1::{Signer, Timestamp, verify::Verifier};
/// # use netsuite_oauth1::{Consumer, Credentials, Token};
///
/// # let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret")?);
/// # let credentials = Credentials::new("1234567".parse()?, consumer, token);
/// let verifier = Verifier::new([credentials.clone()]);
/// let mut request = Request::get("https://localhost/").body(())?;
/// Signer::new(credentials).sign(&mut request)?;
/// let verified = verifier.verify_request(&request, Timestamp::now())?;
/// assert_eq!(verified.consumer_key(), "key");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Verified {
    pub(super) owner: Arc<Owner>,
    pub(super) nonce: Nonce,
    pub(super) timestamp: Timestamp,
}

impl Verified {
    /// Returns the account id.
    pub fn account_id(&self) -> &AccountId {
        &self.owner.account_id
    }

    /// Returns the consumer key.
    pub fn consumer_key(&self) -> &str {
        &self.owner.consumer_key
    }

    /// Returns the token id.
    pub fn token_id(&self) -> &str {
        &self.owner.token_id
    }

    /// Returns the nonce.
    pub fn nonce(&self) -> &Nonce {
        &self.nonce
    }

    /// Returns the timestamp.
    pub fn timestamp(&self) -> Timestamp {
        self.timestamp
    }
}

debug!(Verified, account_id(), nonce, timestamp);
