//! The `tokenPassport` header of SOAP web services.
//!
//! A SOAP request has no `Authorization` header. Instead, the header of its envelope contains a
//! [`TokenPassport`], which is derived from the same five values as a signature. A passport is
//! valid for one request within five minutes.
//!
//! ```
//! use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
//!
//! let signer = Signer::new(Credentials::new(
//!     "1234567_SB1".parse()?,
//!     Consumer::new("consumer key", "consumer secret")?,
//!     Token::new("token id", "token secret")?,
//! ));
//!
//! // For the endpoint `/services/NetSuitePort_2025_2`.
//! let header = signer.token_passport().into_xml("2025_2")?;
//! let envelope = format!(
//!     r#"<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Header>{header}</Header><Body>…</Body></Envelope>"#
//! );
//! # assert!(envelope.contains("<platformCore:account>1234567_SB1</platformCore:account>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! From NetSuite 2027.1 on, new integrations cannot use SOAP. [SOAP ends with
//! 2028.2][article_2104046421].
//!
//! # Sources
//!
//! Oracle documents the [base string and its signature][section_4395625838]. The XML namespaces are
//! the ones that published clients in Node.js, Java and Ruby send. Nothing here has been tested
//! against a live account.
//!
//! [article_2104046421]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/article_2104046421.html
//! [section_4395625838]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4395625838.html

use zeroize::Zeroizing;

use crate::encode::encode;
use crate::macros::debug;
use crate::nonce::Nonce;
use crate::signer::Signer;
use crate::timestamp::Timestamp;

/// The `tokenPassport` of one SOAP request. The fields are not escaped for XML.
///
/// [`Signer::token_passport`] creates it. It cannot be cloned, because NetSuite accepts its nonce
/// only once. `Debug` hides the signature.
///
/// ```
/// # use netsuite_oauth1::{Credentials, Signer};
/// # let signer = Signer::new(Credentials::from_lookup(|_| Some("1234567"))?);
/// let passport = signer.token_passport();
/// assert_eq!(passport.account, "1234567");
/// let header = passport.into_xml("2025_2")?; // or write the XML from the fields
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "a passport does nothing until an envelope carries it"]
#[non_exhaustive]
pub struct TokenPassport {
    /// The account id, spelled like the realm.
    pub account: String,
    /// The consumer key.
    pub consumer_key: String,
    /// The token id, for the element `token`.
    pub token_id: String,
    /// The nonce.
    pub nonce: Nonce,
    /// The timestamp.
    pub timestamp: Timestamp,
    /// The signature in Base64. The attribute `algorithm` of its element is `HMAC_SHA256`.
    pub signature: String,
}

impl TokenPassport {
    /// Returns the XML element for the envelope's header. The version is that of the endpoint:
    /// `2025_2` for `/services/NetSuitePort_2025_2`.
    ///
    /// The element declares its own namespaces, so it fits into any envelope.
    ///
    /// # Errors
    ///
    /// [`Error::VersionInvalid`] if the version is not a year and a release.
    pub fn into_xml(self, version: &str) -> Result<String, Error> {
        // A year has two releases.
        let is_year =
            |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        if !matches!(version.split_once('_'), Some((year, "1" | "2")) if is_year(year)) {
            let found = version.to_owned();
            return Err(Error::VersionInvalid { found });
        }
        Ok(format!(
            "<platformMsgs:tokenPassport \
             xmlns:platformMsgs=\"urn:messages_{version}.platform.webservices.netsuite.com\" \
             xmlns:platformCore=\"urn:core_{version}.platform.webservices.netsuite.com\">\
             <platformCore:account>{}</platformCore:account>\
             <platformCore:consumerKey>{}</platformCore:consumerKey>\
             <platformCore:token>{}</platformCore:token>\
             <platformCore:nonce>{}</platformCore:nonce>\
             <platformCore:timestamp>{}</platformCore:timestamp>\
             <platformCore:signature algorithm=\"HMAC_SHA256\">{}</platformCore:signature>\
             </platformMsgs:tokenPassport>",
            escape(&self.account),
            escape(&self.consumer_key),
            escape(&self.token_id),
            self.nonce,
            self.timestamp,
            escape(&self.signature),
        ))
    }
}

debug!(TokenPassport, account, nonce, timestamp);

/// SOAP
impl Signer {
    /// Creates the passport of one SOAP request, with a fresh nonce and the current time.
    ///
    /// # Panics
    ///
    /// Panics if the system has no source of randomness or no clock.
    pub fn token_passport(&self) -> TokenPassport {
        let (timestamp, nonce) = self.stamp();
        self.token_passport_with(&nonce, timestamp)
    }

    /// Creates the same passport with the given nonce and timestamp. The clock offset is not
    /// applied.
    pub fn token_passport_with(&self, nonce: &Nonce, timestamp: Timestamp) -> TokenPassport {
        TokenPassport {
            account: self.account_id().realm().to_owned(),
            consumer_key: self.constant.consumer_key.clone(),
            token_id: self.constant.token_id.clone(),
            nonce: nonce.clone(),
            timestamp,
            signature: sign_values(self, nonce, timestamp).1,
        }
    }
}

/// Why a passport cannot be written as XML.
///
/// ```
/// use netsuite_oauth1::token_passport::Error;
/// # use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
///
/// # let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret")?);
/// # let signer = Signer::new(Credentials::new("1234567".parse()?, consumer, token));
/// let error = signer.token_passport().into_xml("2025.2").unwrap_err();
/// assert!(matches!(error, Error::VersionInvalid { .. }));
/// # Ok::<(), netsuite_oauth1::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The version of the endpoint is not a year and a release.
    #[error("invalid endpoint version {found:?}: expected a year and a release such as \"2025_2\"")]
    #[non_exhaustive]
    VersionInvalid {
        /// The version.
        found: String,
    },
}

/// Returns the base string and its signature in Base64. The base string is the account, consumer
/// key, token id, nonce and timestamp, percent-encoded and joined with `&`.
///
/// The base string is most of a token password, so it is allocated once and zeroized.
pub(crate) fn sign_values(
    signer: &Signer,
    nonce: &Nonce,
    timestamp: Timestamp,
) -> (Zeroizing<String>, String) {
    let timestamp = timestamp.to_string();
    let (account, constant) = (signer.account_id().realm(), &signer.constant);
    let mut pieces: Vec<&str> = Vec::new();
    for value in [account, &constant.consumer_key, &constant.token_id] {
        pieces.extend(encode(value));
        pieces.push("&");
    }
    pieces.extend([nonce.as_str(), "&", &timestamp]);
    let base_string = Zeroizing::new(pieces.concat());
    let signature = constant.key.sign(base_string.as_bytes()).to_base64();
    (base_string, signature)
}

/// Escapes the text of an element (XML 1.0 section 2.4).
fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;")
}
