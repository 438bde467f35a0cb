use std::fmt;

use http::Method;

use crate::authorization::{self, Authorization};
use crate::base_string::Text;
use crate::error::Error;
use crate::nonce::{Nonce, USUAL_NONCE};
use crate::signature::Midstate;
use crate::signer::Signer;
use crate::stack_vec::StackVec;
use crate::target::Target;
use crate::timestamp::{Timestamp, USUAL_DIGITS, UsualStamp};

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
    /// The beginning of the base string, hashed already.
    start: Midstate,
    /// The rest of it with its padding, and with room for a nonce and a timestamp of the usual lengths.
    rest: Rest,
    /// Its length without the padding.
    length: usize,
    nonce_at: usize,
    timestamp_at: usize,
}

impl Endpoint {
    pub(crate) fn new(signer: &Signer, method: &Method, target: Target<'_>) -> Result<Self, Error> {
        let mut text = Text::new(0);
        let [nonce_at, timestamp_at] = signer.compose(
            &mut text,
            method,
            target,
            &[0; USUAL_NONCE],
            &[0; USUAL_DIGITS],
        )?;
        let before_nonce = text.as_slice().get(..nonce_at).unwrap_or_default();
        let (start, hashed) = signer.key().begin(before_nonce);
        let mut rest = Rest::new(0);
        rest.extend(text.as_slice().get(hashed..).unwrap_or_default());
        let length = rest.len();
        start.pad(&mut rest);
        Ok(Self {
            start,
            rest,
            length,
            nonce_at: nonce_at.saturating_sub(hashed),
            timestamp_at: timestamp_at.saturating_sub(hashed),
            signer: signer.clone(),
        })
    }

    /// Makes the header's value for one request, with a random nonce and the time of now.
    pub fn authorize(&self) -> Authorization {
        let (timestamp, nonce) = self.signer.stamp();
        self.authorize_owned(nonce, timestamp)
    }

    /// Does what [`authorize`](Self::authorize) does, with a nonce and a timestamp from outside.
    pub fn authorize_with(&self, nonce: &Nonce, timestamp: Timestamp) -> Authorization {
        self.authorize_owned(nonce.clone(), timestamp)
    }

    fn authorize_owned(&self, nonce: Nonce, timestamp: Timestamp) -> Authorization {
        let digits = timestamp.digits();
        let digits = digits.as_bytes();
        let text = self.compose(nonce.as_bytes(), digits);
        let signature = self.signer.key().finish(&self.start, text.as_slice());
        Authorization::new(self.signer.head(), nonce, timestamp, digits, signature)
    }

    /// Does what [`authorize`](Self::authorize) does, into a buffer that is used again: what it held is replaced.
    ///
    /// The buffer then holds the header's value, for one request.
    pub fn authorize_into(&self, buffer: &mut Vec<u8>) {
        let (timestamp, nonce) = self.signer.stamp();
        let (nonce, digits) = (nonce.as_bytes(), timestamp.digits());
        let digits = digits.as_bytes();
        let text = self.compose(nonce, digits);
        buffer.clear();
        authorization::write_unsigned(buffer, self.signer.head(), nonce, digits);
        let signature = self.signer.key().finish(&self.start, text.as_slice());
        authorization::write_signature(buffer, &signature.encoded());
    }

    /// Makes the base string, padded, from where it is not hashed yet.
    fn compose(&self, nonce: &[u8], timestamp: &[u8]) -> Rest {
        if let Some(stamp) = UsualStamp::new(nonce, timestamp) {
            let mut text = self.rest.clone();
            stamp.write(text.as_mut_slice(), self.nonce_at, self.timestamp_at);
            return text;
        }
        let part = |from, to| self.rest.as_slice().get(from..to).unwrap_or_default();
        let after_nonce = self.nonce_at.saturating_add(USUAL_NONCE);
        let after_timestamp = self.timestamp_at.saturating_add(USUAL_DIGITS);
        let mut text = Rest::new(0);
        text.extend(part(0, self.nonce_at));
        text.extend(nonce);
        text.extend(part(after_nonce, self.timestamp_at));
        text.extend(timestamp);
        text.extend(part(after_timestamp, self.length));
        self.start.pad(&mut text);
        text
    }
}

/// What is left of a base string to hash: five blocks or six, unless much of the query comes after the header's parameters.
type Rest = StackVec<u8, 320>;

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("account_id", self.signer.account_id())
            .finish_non_exhaustive()
    }
}
