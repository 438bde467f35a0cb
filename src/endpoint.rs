use std::fmt;

use http::Method;

use crate::authorization::{self, Authorization};
use crate::base_string::Text;
use crate::error::Error;
use crate::signature::Midstate;
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
    /// The beginning of the base string, hashed already.
    start: Midstate,
    /// The rest of it with its padding, and with room for a nonce and a timestamp of the usual lengths.
    rest: Vec<u8>,
    /// Its length without the padding.
    length: usize,
    nonce_at: usize,
    timestamp_at: usize,
}

impl Endpoint {
    pub(crate) fn new(signer: &Signer, method: &Method, target: Target<'_>) -> Result<Self, Error> {
        let mut text = Text::new(0);
        let [nonce_at, timestamp_at] =
            signer.compose(&mut text, method, target, &[0; NONCE], &[0; TIMESTAMP])?;
        let before_nonce = text.as_slice().get(..nonce_at).unwrap_or_default();
        let (start, hashed) = signer.key().begin(before_nonce);
        let mut rest = Text::new(0);
        rest.extend(text.as_slice().get(hashed..).unwrap_or_default());
        let length = rest.len();
        start.pad(&mut rest);
        Ok(Self {
            start,
            rest: rest.as_slice().to_vec(),
            length,
            nonce_at: nonce_at.saturating_sub(hashed),
            timestamp_at: timestamp_at.saturating_sub(hashed),
            signer: signer.clone(),
        })
    }

    /// Makes the header's value for one request, with a random nonce and the time of now.
    pub fn authorize(&self) -> Authorization {
        let timestamp = self.signer.now();
        self.authorize_owned(Nonce::random(), timestamp)
    }

    /// Does what [`authorize`](Self::authorize) does, with a nonce and a timestamp from outside.
    pub fn authorize_with(&self, nonce: &Nonce, timestamp: Timestamp) -> Authorization {
        self.authorize_owned(nonce.clone(), timestamp)
    }

    fn authorize_owned(&self, nonce: Nonce, timestamp: Timestamp) -> Authorization {
        let digits = timestamp.digits();
        let digits = digits.as_bytes();
        let mut text = Text::new(0);
        self.compose(&mut text, nonce.as_bytes(), digits);
        let signature = self.signer.key().finish(&self.start, text.as_slice());
        Authorization::new(self.signer.head(), nonce, timestamp, digits, signature)
    }

    /// Does what [`authorize`](Self::authorize) does, into a buffer that is used again: what it held is replaced.
    ///
    /// The buffer then holds the header's value, for one request.
    pub fn authorize_into(&self, buffer: &mut Vec<u8>) {
        let digits = self.signer.now().digits();
        let digits = digits.as_bytes();
        let nonce = Nonce::random();
        let nonce = nonce.as_bytes();
        let mut text = Text::new(0);
        self.compose(&mut text, nonce, digits);
        // Between writing the text and hashing it, so that the one need not wait for the other.
        buffer.clear();
        authorization::write_unsigned(buffer, self.signer.head(), nonce, digits);
        let signature = self.signer.key().finish(&self.start, text.as_slice());
        authorization::write_signature(buffer, &signature.encoded());
    }

    /// Writes the base string, padded, from where it is not hashed yet.
    fn compose(&self, text: &mut Text, nonce: &[u8], timestamp: &[u8]) {
        if let (Ok(nonce), Ok(timestamp)) = (nonce.try_into(), timestamp.try_into()) {
            // In one piece, and then into the room that is left for both: arrays are copied without a call.
            text.extend(&self.rest);
            write_at::<NONCE>(self.nonce_at, nonce, text);
            write_at::<TIMESTAMP>(self.timestamp_at, timestamp, text);
        } else {
            let part = |from, to| self.rest.get(from..to).unwrap_or_default();
            text.extend(part(0, self.nonce_at));
            text.extend(nonce);
            text.extend(part(self.nonce_at.saturating_add(NONCE), self.timestamp_at));
            text.extend(timestamp);
            text.extend(part(
                self.timestamp_at.saturating_add(TIMESTAMP),
                self.length,
            ));
            self.start.pad(text);
        }
    }
}

fn write_at<const N: usize>(at: usize, value: &[u8; N], text: &mut Text) {
    if let Some(room) = text
        .as_mut_slice()
        .get_mut(at..)
        .and_then(<[u8]>::first_chunk_mut)
    {
        *room = *value;
    }
}

/// The usual lengths: those of [`Nonce::random`] and of a timestamp until the year 2286.
const NONCE: usize = 20;
const TIMESTAMP: usize = 10;

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("account_id", self.signer.account_id())
            .finish_non_exhaustive()
    }
}
