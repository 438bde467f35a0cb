use http::HeaderValue;
use zeroize::Zeroizing;

use crate::macros::debug;
use crate::nonce::Nonce;
use crate::protocol::{AFTER_NONCE, AFTER_TIME, NONCE, REALM};
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
    /// Returns the header's value: `OAuth realm="…", oauth_consumer_key="…", …`.
    pub fn as_str(&self) -> &str {
        let Ok(text) = str::from_utf8(&self.text) else {
            unreachable!("percent-encoded values in quotes are ASCII");
        };
        text
    }

    /// Returns the nonce.
    pub fn nonce(&self) -> &Nonce {
        &self.nonce
    }

    /// Returns the timestamp.
    pub fn timestamp(&self) -> Timestamp {
        self.timestamp
    }

    /// Returns the signature: 44 characters of Base64, not percent-encoded.
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

debug!(Authorization, nonce, timestamp);

/// The beginning of a header, up to the nonce. Zeroized, because in step three of the authorization
/// flow it contains the verifier.
pub(crate) struct HeaderTemplate(Zeroizing<String>);

impl HeaderTemplate {
    /// Takes the parameters before the nonce. Their values are percent-encoded.
    pub(crate) fn new(realm: Option<&str>, parameters: &[(&str, &str)]) -> Self {
        let mut pieces = vec!["OAuth "];
        let realm = realm.map(|realm| (REALM, realm));
        for (name, value) in realm.iter().chain(parameters) {
            pieces.extend([name, "=\"", value, "\", "]);
        }
        pieces.extend([NONCE, "=\""]);
        Self(Zeroizing::new(pieces.concat()))
    }

    pub(crate) fn authorization(
        &self,
        nonce: Nonce,
        timestamp: Timestamp,
        digits: &[u8],
        signature: Signature,
    ) -> Authorization {
        let base64 = signature.base64();
        let start = self.0.as_bytes();
        let pieces = [start, nonce.as_bytes(), AFTER_NONCE, digits, AFTER_TIME];
        let length: usize = pieces.iter().map(|piece| piece.len()).sum();
        // Without spare capacity, so that a `HeaderValue` takes over the buffer without copying it.
        let mut text = Vec::with_capacity(length + base64.encoded_len() + 1);
        for piece in pieces {
            text.extend_from_slice(piece);
        }
        base64.write_encoded(&mut text);
        text.push(b'"');
        Authorization {
            text,
            nonce,
            timestamp,
            signature,
        }
    }
}
