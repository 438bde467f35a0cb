use std::sync::Arc;

use hmac::{Hmac, Mac};
use http::Method;
use sha2::Sha256;

use crate::authorization::Authorization;
use crate::base_string::Text;
use crate::error::Error;
use crate::macros::debug;
use crate::nonce::Nonce;
use crate::protocol::{NONCE, TIMESTAMP};
use crate::signature::Signature;
use crate::signer::Signer;
use crate::target::Target;
use crate::timestamp::Timestamp;

/// One method and URL, prepared for many signatures: the constant parts are computed once.
///
/// [`Signer::endpoint`] creates it and does all checks, so signing cannot fail. A clone shares the
/// key material.
///
/// ```
/// use http::Method;
/// use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
///
/// # let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret")?);
/// let signer = Signer::new(Credentials::new("1234567".parse()?, consumer, token));
/// let url = signer.account_id().restlet_url(6, 1);
/// let endpoint = signer.endpoint(&Method::POST, &url)?;
///
/// let first = endpoint.authorize();
/// let second = endpoint.authorize();
/// assert_ne!(first.nonce(), second.nonce());
/// # Ok::<(), netsuite_oauth1::Error>(())
/// ```
#[derive(Clone)]
pub struct Endpoint {
    signer: Signer,
    base_string: Arc<PreparedBaseString>,
}

/// A base string without its nonce and timestamp.
struct PreparedBaseString {
    /// An HMAC that has consumed everything before the nonce. Like the key, it is on the heap, and
    /// hmac zeroizes it on drop.
    start: Hmac<Sha256>,
    between: Vec<u8>,
    rest: Vec<u8>,
}

impl Endpoint {
    pub(crate) fn new(signer: &Signer, method: &Method, target: Target<'_>) -> Result<Self, Error> {
        let mut text = Text::new();
        signer.compose(&mut text, method, target, &[], &[])?;
        let (before, rest) = split_after(text.as_slice(), NONCE);
        let (between, rest) = split_after(rest, TIMESTAMP);
        let base_string = PreparedBaseString {
            start: signer.constant.key.start().chain_update(before),
            between: between.to_vec(),
            rest: rest.to_vec(),
        };
        Ok(Self {
            signer: signer.clone(),
            base_string: Arc::new(base_string),
        })
    }

    /// Signs a request with a fresh nonce and the current time.
    ///
    /// # Panics
    ///
    /// Panics if the system has no source of randomness or no clock.
    pub fn authorize(&self) -> Authorization {
        let (timestamp, nonce) = self.signer.stamp();
        self.authorize_owned(nonce, timestamp)
    }

    /// Signs a request with the given nonce and timestamp. The clock offset is not applied.
    pub fn authorize_with(&self, nonce: &Nonce, timestamp: Timestamp) -> Authorization {
        self.authorize_owned(nonce.clone(), timestamp)
    }

    fn authorize_owned(&self, nonce: Nonce, timestamp: Timestamp) -> Authorization {
        let mut digits = itoa::Buffer::new();
        let digits = digits.format(timestamp.unix());
        let text = &*self.base_string;
        let mut mac = text.start.clone();
        for piece in [
            nonce.as_bytes(),
            &text.between,
            digits.as_bytes(),
            &text.rest,
        ] {
            mac.update(piece);
        }
        let signature = Signature::new(mac);
        let header = &self.signer.constant.header;
        header.authorization(nonce, timestamp, digits.as_bytes(), signature)
    }
}

debug!(Endpoint, signer);

/// Splits a base string after the `=` of a parameter in the header.
fn split_after<'a>(base_string: &'a [u8], name: &str) -> (&'a [u8], &'a [u8]) {
    let start = format!("%26{name}%3D");
    let mut windows = base_string.windows(start.len());
    // A path can contain the same text, but not a query, which is encoded twice.
    let Some(at) = windows.rposition(|window| window == start.as_bytes()) else {
        unreachable!("a signer writes the parameter, and others before it");
    };
    base_string.split_at(at + start.len())
}
