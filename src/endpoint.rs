use std::fmt;

use hmac::{Hmac, Mac};
use http::Method;
use sha2::Sha256;

use crate::authorization::{self, Authorization};
use crate::base_string::Piece;
use crate::error::Error;
use crate::signature::Signature;
use crate::signer::Signer;
use crate::stamp::{Nonce, Timestamp};
use crate::target::Target;

/// One method and URL, signed again and again: everything that does not change is done once.
///
/// It is made by [`Signer::endpoint`], which has checked all there is to refuse, so that signing cannot fail.
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
    /// The MAC of all that stands before the nonce.
    before_nonce: Hmac<Sha256>,
    /// The base string between nonce and timestamp, and after the timestamp.
    before_timestamp: String,
    after_timestamp: String,
}

impl Endpoint {
    pub(crate) fn new(signer: &Signer, method: &Method, target: Target<'_>) -> Result<Self, Error> {
        // Nonce and timestamp cut the base string into three parts.
        let mut parts = [const { String::new() }; 3];
        let mut rest = parts.iter_mut();
        let mut part = rest.next();
        signer.compose(method, target, |piece| match (piece, &mut part) {
            (Piece::Text(text), Some(part)) => part.push_str(text),
            _ => part = rest.next(),
        })?;
        let [before_nonce, before_timestamp, after_timestamp] = parts;
        Ok(Self {
            before_nonce: signer.key().mac().chain_update(before_nonce),
            before_timestamp,
            after_timestamp,
            signer: signer.clone(),
        })
    }

    /// Makes the header's value for one request, with a random nonce and the time of now.
    pub fn authorize(&self) -> Authorization {
        self.authorize_with(&Nonce::random(), self.signer.now())
    }

    /// Does what [`authorize`](Self::authorize) does, with a nonce and a timestamp from outside.
    pub fn authorize_with(&self, nonce: &Nonce, timestamp: Timestamp) -> Authorization {
        let signature = self.signature(nonce, timestamp);
        Authorization::new(self.signer.head(), nonce.clone(), timestamp, signature)
    }

    /// Does what [`authorize`](Self::authorize) does, into a buffer that is used again: what it held is replaced.
    ///
    /// The buffer then holds the header's value, for one request.
    pub fn authorize_into(&self, buffer: &mut String) {
        let (nonce, timestamp) = (Nonce::random(), self.signer.now());
        let signature = self.signature(&nonce, timestamp);
        buffer.clear();
        authorization::write(buffer, self.signer.head(), &nonce, timestamp, &signature);
    }

    fn signature(&self, nonce: &Nonce, timestamp: Timestamp) -> Signature {
        let mut mac = self.before_nonce.clone();
        mac.update(nonce.as_str().as_bytes());
        mac.update(self.before_timestamp.as_bytes());
        mac.update(timestamp.to_string().as_bytes());
        mac.update(self.after_timestamp.as_bytes());
        Signature::new(mac)
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("account_id", self.signer.account_id())
            .finish_non_exhaustive()
    }
}
