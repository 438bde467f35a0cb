use std::fmt;

use http::HeaderValue;

use crate::nonce::{Nonce, USUAL_NONCE};
use crate::signature::{EncodedSignature, Signature};
use crate::timestamp::{Timestamp, USUAL_DIGITS, UsualStamp};

/// The value of one request's `Authorization` header.
///
/// It is good for one request: NetSuite takes its nonce once, so it cannot be cloned, and a request that is sent again is
/// signed again. It is no secret as the credentials are, but whoever sees it within five minutes and before NetSuite does
/// can send the request: [`as_str`](Self::as_str) shows it, `Debug` does not.
///
/// ```
/// use http::{HeaderValue, Method};
/// use netsuite_oauth1::{Authorization, Consumer, Credentials, Signer, Token};
///
/// # let signer = Signer::new(Credentials::new("1".parse()?, Consumer::new("k", "s")?, Token::new("i", "s")?));
/// let url = url::Url::parse("https://rest.netsuite.com/app/site/hosting/restlet.nl?script=6&deploy=1")?;
/// let authorization: Authorization = signer.authorize(&Method::GET, &url)?;
/// let value: HeaderValue = authorization.into();
/// assert!(value.is_sensitive());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "a header signs nothing until the request carries it"]
pub struct Authorization {
    /// Printable ASCII.
    text: Vec<u8>,
    nonce: Nonce,
    timestamp: Timestamp,
    signature: Signature,
}

impl Authorization {
    #[expect(
        clippy::inline_always,
        reason = "called, it is handed copies of 200 bytes: a tenth of a MAC"
    )]
    #[inline(always)]
    pub(crate) fn new(
        head: &[u8],
        nonce: Nonce,
        timestamp: Timestamp,
        digits: &[u8],
        signature: Signature,
    ) -> Self {
        let encoded = signature.encoded();
        // Of its size to the byte, so that the `HeaderValue` takes the text over as it is.
        let size = [
            head.len().saturating_sub(USUAL_NONCE + USUAL_DIGITS),
            nonce.as_bytes().len(),
            digits.len(),
            encoded.as_bytes().len(),
            END.len(),
        ];
        let mut text = Vec::with_capacity(size.iter().sum());
        write_unsigned(&mut text, head, nonce.as_bytes(), digits);
        write_signature(&mut text, &encoded);
        Self {
            text,
            nonce,
            timestamp,
            signature,
        }
    }

    /// Returns the header's value: `OAuth realm="…", oauth_consumer_key="…", …`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Every value in it is percent-encoded.
        str::from_utf8(&self.text).unwrap_or_default()
    }

    /// Returns the nonce.
    #[must_use]
    pub fn nonce(&self) -> &Nonce {
        &self.nonce
    }

    /// Returns the timestamp.
    #[must_use]
    pub fn timestamp(&self) -> Timestamp {
        self.timestamp
    }

    /// Returns the signature in Base64, not percent-encoded: 44 characters.
    #[must_use]
    pub fn signature(&self) -> &str {
        self.signature.as_str()
    }

    /// Makes it the value for `http::header::AUTHORIZATION`, marked as sensitive: `Debug` and HPACK leave it out.
    #[must_use]
    pub fn into_header_value(self) -> HeaderValue {
        let Ok(mut value) = HeaderValue::try_from(self.text) else {
            // Every value in it is percent-encoded: it is printable ASCII, whatever the credentials are.
            unreachable!("percent-encoded text is a header value");
        };
        value.set_sensitive(true);
        value
    }
}

impl From<Authorization> for HeaderValue {
    fn from(authorization: Authorization) -> Self {
        authorization.into_header_value()
    }
}

impl AsRef<str> for Authorization {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authorization")
            .field("nonce", &self.nonce)
            .field("timestamp", &self.timestamp)
            .finish_non_exhaustive()
    }
}

/// Returns what is the same in every header of one signer: all up to the signature, with room for a nonce and a timestamp of
/// the usual lengths.
///
/// The order is that of Oracle's RESTlet header (`section_1534941295`). The key and the id are encoded already.
pub(crate) fn head(realm: &str, consumer_key: &str, token_id: &str) -> String {
    let (nonce, timestamp) = ("0".repeat(USUAL_NONCE), "0".repeat(USUAL_DIGITS));
    format!(
        "OAuth realm=\"{realm}\", oauth_consumer_key=\"{consumer_key}\", oauth_token=\"{token_id}\", \
        oauth_nonce=\"{nonce}{BEFORE_TIMESTAMP}{timestamp}{BEFORE_SIGNATURE}"
    )
}

/// Returns the part of a `head` that comes before the room for the nonce.
pub(crate) fn before_nonce(head: &[u8]) -> &[u8] {
    let after = USUAL_NONCE + BEFORE_TIMESTAMP.len() + USUAL_DIGITS + BEFORE_SIGNATURE.len();
    head.get(..head.len().saturating_sub(after))
        .unwrap_or_default()
}

/// Writes the header's value up to the signature: `head`, and what is new in each.
pub(crate) fn write_unsigned(text: &mut Vec<u8>, head: &[u8], nonce: &[u8], timestamp: &[u8]) {
    let nonce_at = text.len().saturating_add(before_nonce(head).len());
    let timestamp_at = nonce_at.saturating_add(USUAL_NONCE + BEFORE_TIMESTAMP.len());
    text.extend_from_slice(head);
    if let Some(stamp) = UsualStamp::new(nonce, timestamp) {
        stamp.write(text, nonce_at, timestamp_at);
    } else {
        text.truncate(nonce_at);
        text.extend_from_slice(nonce);
        text.extend_from_slice(BEFORE_TIMESTAMP.as_bytes());
        text.extend_from_slice(timestamp);
        text.extend_from_slice(BEFORE_SIGNATURE.as_bytes());
    }
}

/// Writes the rest of it.
pub(crate) fn write_signature(text: &mut Vec<u8>, signature: &EncodedSignature) {
    text.extend_from_slice(signature.as_bytes());
    text.extend_from_slice(END);
}

pub(crate) const BEFORE_TIMESTAMP: &str = "\", oauth_timestamp=\"";
pub(crate) const BEFORE_SIGNATURE: &str =
    "\", oauth_signature_method=\"HMAC-SHA256\", oauth_version=\"1.0\", oauth_signature=\"";
pub(crate) const END: &[u8] = b"\"";
