//! The `tokenPassport` header of SOAP web services.
//!
//! A SOAP request carries no `Authorization` header. It carries a [`TokenPassport`] in the header
//! of its envelope, made from the same five values as a signature. A passport is valid for one
//! request within five minutes.
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
//! From NetSuite 2027.1 Oracle accepts no new integrations over SOAP, and [SOAP ends with
//! 2028.2][article_2104046421].
//!
//! # Sources
//!
//! The base string and its signature are [Oracle's][section_4395625838]. The namespaces of the
//! element are those that published clients in Node.js, Java and Ruby send. Nothing here was tried
//! against a live account.
//!
//! [article_2104046421]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/article_2104046421.html
//! [section_4395625838]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4395625838.html

use std::fmt;

use zeroize::Zeroizing;

use crate::concat::concat;
use crate::encode::encode;
use crate::error::Field;
use crate::nonce::Nonce;
use crate::signer::Signer;
use crate::timestamp::Timestamp;

/// The `tokenPassport` of one SOAP request.
///
/// [`Signer::token_passport`] creates it. NetSuite accepts its nonce once, so it cannot be cloned.
/// `Debug` hides the signature.
#[must_use = "a passport does nothing until an envelope carries it"]
pub struct TokenPassport {
    account: String,
    consumer_key: String,
    token_id: String,
    nonce: Nonce,
    timestamp: Timestamp,
    /// In Base64.
    signature: String,
}

impl TokenPassport {
    /// Returns the account id, in the spelling of a realm.
    #[must_use]
    pub fn account(&self) -> &str {
        &self.account
    }

    /// Returns the consumer key.
    #[must_use]
    pub fn consumer_key(&self) -> &str {
        &self.consumer_key
    }

    /// Returns the token id, for the element `token`.
    #[must_use]
    pub fn token_id(&self) -> &str {
        &self.token_id
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

    /// Returns the signature in Base64, for the element `signature`. The attribute `algorithm` is
    /// `HMAC_SHA256`.
    #[must_use]
    pub fn signature(&self) -> &str {
        &self.signature
    }

    /// Returns the element for the envelope's header, in the namespaces of an endpoint version such
    /// as `2025_2`: the version in the URL, `/services/NetSuitePort_2025_2`.
    ///
    /// The element declares its namespaces, so it fits into any envelope.
    ///
    /// # Errors
    ///
    /// [`Error::Version`], and [`Error::Character`] for a consumer key or token id that NetSuite
    /// never issues.
    pub fn into_xml(self, version: &str) -> Result<String, Error> {
        check_version(version)?;
        check_characters(Field::ConsumerKey, &self.consumer_key)?;
        check_characters(Field::TokenId, &self.token_id)?;
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
            Escaped(&self.account),
            Escaped(&self.consumer_key),
            Escaped(&self.token_id),
            self.nonce,
            self.timestamp,
            self.signature,
        ))
    }
}

impl fmt::Debug for TokenPassport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenPassport")
            .field("account", &self.account)
            .field("nonce", &self.nonce)
            .field("timestamp", &self.timestamp)
            .finish_non_exhaustive()
    }
}

/// SOAP
impl Signer {
    /// Creates the passport of one SOAP request, with a fresh nonce and the current time.
    ///
    /// # Panics
    ///
    /// Panics if the operating system has no randomness to give.
    pub fn token_passport(&self) -> TokenPassport {
        let (timestamp, nonce) = self.stamp();
        self.token_passport_with(&nonce, timestamp)
    }

    /// Creates the same passport with the given nonce and timestamp.
    pub fn token_passport_with(&self, nonce: &Nonce, timestamp: Timestamp) -> TokenPassport {
        let base_string = base_string(self, nonce, timestamp);
        TokenPassport {
            account: self.account_id().realm().to_owned(),
            consumer_key: self.consumer_key().to_owned(),
            token_id: self.token_id().to_owned(),
            nonce: nonce.clone(),
            timestamp,
            signature: self.key().sign(base_string.as_bytes()).to_base64(),
        }
    }
}

/// Why a passport cannot be written as XML.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The version of the endpoint is not a year and a release.
    #[error("invalid endpoint version {found:?}: expected a year and a release such as \"2025_2\"")]
    #[non_exhaustive]
    Version {
        /// The version.
        found: String,
    },

    /// A value contains a character that XML 1.0 cannot represent.
    #[error("invalid character at byte {at} of the {field}: expected one that XML can represent")]
    #[non_exhaustive]
    Character {
        /// The consumer key or the token id.
        field: Field,
        /// The position of the character, in bytes from the start.
        at: usize,
    },
}

/// Returns account, consumer key, token id, nonce and timestamp, encoded and joined with `&`.
pub(crate) fn base_string(
    signer: &Signer,
    nonce: &Nonce,
    timestamp: Timestamp,
) -> Zeroizing<String> {
    let timestamp = timestamp.to_string();
    concat(
        encode(signer.account_id().realm())
            .chain(["&"])
            .chain(encode(signer.consumer_key()))
            .chain(["&"])
            .chain(encode(signer.token_id()))
            .chain(["&", nonce.as_str(), "&", &timestamp]),
    )
}

/// Accepts a year, `_` and one of the year's two releases.
fn check_version(version: &str) -> Result<(), Error> {
    match version.as_bytes() {
        [year @ .., b'_', b'1' | b'2']
            if year.len() == 4 && year.iter().all(u8::is_ascii_digit) =>
        {
            Ok(())
        }
        _ => Err(Error::Version {
            found: version.to_owned(),
        }),
    }
}

/// Rejects the characters that XML 1.0 excludes (section 2.2). Credentials contain no others of
/// them, because they contain no control characters.
fn check_characters(field: Field, value: &str) -> Result<(), Error> {
    match value.find(['\u{fffe}', '\u{ffff}']) {
        Some(at) => Err(Error::Character { field, at }),
        None => Ok(()),
    }
}

/// Text between two tags (XML 1.0 section 2.4).
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&apos;"),
            _ => write!(f, "{c}"),
        })
    }
}
