use std::fmt;

use http::HeaderValue;

use crate::encode::encode;
use crate::nonce::Nonce;
use crate::protocol::{
    CONSUMER_KEY, HEADER, HMAC_SHA256, NONCE, REALM, SIGNATURE, SIGNATURE_METHOD, TIMESTAMP, TOKEN,
    VERSION, VERSION_1_0,
};
use crate::signature::Signature;
use crate::timestamp::Timestamp;

/// The value of the `Authorization` header of one request.
///
/// Use it once: NetSuite accepts its nonce once, so it is not `Clone`, and a retry signs again.
///
/// It is less sensitive than a credential, but anyone who sees it within five minutes can send the
/// request first. [`as_str`](Self::as_str) shows it; `Debug` hides the signature.
///
/// ```
/// use http::{HeaderValue, Method};
/// use netsuite_oauth1::{Authorization, Consumer, Credentials, Signer, Token};
///
/// # let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret")?);
/// # let signer = Signer::new(Credentials::new("1234567".parse()?, consumer, token));
/// let url = signer.account_id().restlet_url(6, 1);
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
    /// Takes the header's text, in which every value is percent-encoded.
    pub(crate) fn new(
        text: Vec<u8>,
        nonce: Nonce,
        timestamp: Timestamp,
        signature: Signature,
    ) -> Self {
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
        let Ok(text) = str::from_utf8(&self.text) else {
            unreachable!("percent-encoded values in quotes are ASCII");
        };
        text
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

    /// Returns the signature: 44 characters of Base64, not percent-encoded.
    #[must_use]
    pub fn signature(&self) -> String {
        self.signature.to_base64()
    }

    /// Converts it into the value for `http::header::AUTHORIZATION`, without copying the text.
    ///
    /// The value is marked as sensitive: `Debug` hides it, and HPACK never indexes it.
    #[must_use]
    pub fn into_header_value(self) -> HeaderValue {
        let Ok(mut value) = HeaderValue::try_from(self.text) else {
            unreachable!("percent-encoded values in quotes are printable ASCII");
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

/// The text of one signer's headers: the four pieces around nonce, timestamp and signature.
pub(crate) struct HeaderTemplate([String; 4]);

impl HeaderTemplate {
    pub(crate) fn new(realm: &str, consumer_key: &str, token_id: &str) -> Self {
        let mut pieces: [String; 4] = Default::default();
        let mut index = 0;
        pieces[index].push_str("OAuth ");
        for name in HEADER {
            if !pieces[index].ends_with(' ') {
                pieces[index].push_str(", ");
            }
            pieces[index].extend([name, "=\""]);
            match name {
                REALM => pieces[index].extend(encode(realm)),
                CONSUMER_KEY => pieces[index].extend(encode(consumer_key)),
                TOKEN => pieces[index].extend(encode(token_id)),
                SIGNATURE_METHOD => pieces[index].push_str(HMAC_SHA256),
                VERSION => pieces[index].push_str(VERSION_1_0),
                // `HEADER` has just these three in this order.
                NONCE | TIMESTAMP | SIGNATURE => index += 1,
                _ => unreachable!("`HEADER` has no other name"),
            }
            pieces[index].push('"');
        }
        Self(pieces)
    }

    /// Writes the header of one request.
    pub(crate) fn authorization(
        &self,
        nonce: Nonce,
        timestamp: Timestamp,
        digits: &[u8],
        signature: Signature,
    ) -> Authorization {
        let Self([before_nonce, before_timestamp, before_signature, end]) = self;
        let base64 = signature.base64();
        let pieces = [
            before_nonce.as_bytes(),
            nonce.as_bytes(),
            before_timestamp.as_bytes(),
            digits,
            before_signature.as_bytes(),
        ];
        let length: usize = pieces.iter().map(|piece| piece.len()).sum();
        // Without spare capacity, so that a `HeaderValue` takes over the buffer without copying it.
        let mut text = Vec::with_capacity(length + base64.encoded_len() + end.len());
        for piece in pieces {
            text.extend_from_slice(piece);
        }
        base64.write_encoded(&mut text);
        text.extend_from_slice(end.as_bytes());
        Authorization::new(text, nonce, timestamp, signature)
    }
}
