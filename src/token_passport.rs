//! What SOAP web services and SuiteAnalytics Connect take in place of a header: the same five values and the same key,
//! another base string.
//!
//! | you call | it takes |
//! |---|---|
//! | SOAP web services | a [`TokenPassport`] in the envelope's header |
//! | SuiteAnalytics Connect over ODBC, JDBC or ADO.NET | a [`TokenPassword`] in place of the password |
//!
//! Both are good once, for one call or one login, and for five minutes.
//!
//! SOAP ends with NetSuite 2028.2 (`section_158921905537`), and TBA is to end with 2028.1. SuiteAnalytics Connect is excepted:
//! its token password outlives both (`section_0525020842`, `article_2104046421`).
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
//! let header = signer.token_passport().into_xml("2025_2")?;
//! let envelope = format!(
//!     r#"<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Header>{header}</Header><Body>…</Body></Envelope>"#
//! );
//! # assert!(envelope.contains("<platformCore:account>1234567_SB1</platformCore:account>"));
//!
//! let password = signer.token_password();
//! assert_eq!(password.user_name(), "TBA");
//! assert!(password.as_str().ends_with("&HMAC-SHA256"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;

use zeroize::Zeroizing;

use crate::encode::encode;
use crate::error::{Error, Field};
use crate::nonce::Nonce;
use crate::signature::Signature;
use crate::signer::Signer;
use crate::timestamp::Timestamp;

/// The SOAP header `tokenPassport` of one request (Oracle: `section_4395625838`).
///
/// It is made by [`Signer::token_passport`]. NetSuite takes its nonce once, so it cannot be cloned. `Debug` hides the
/// signature.
#[must_use = "a passport is good for nothing until an envelope carries it"]
pub struct TokenPassport {
    account: String,
    consumer_key: String,
    token_id: String,
    nonce: Nonce,
    timestamp: Timestamp,
    signature: Signature,
}

impl TokenPassport {
    /// Returns the account's id, spelt as in a realm.
    #[must_use]
    pub fn account(&self) -> &str {
        &self.account
    }

    /// Returns the consumer key.
    #[must_use]
    pub fn consumer_key(&self) -> &str {
        &self.consumer_key
    }

    /// Returns the token id: the element `token`.
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

    /// Returns the signature in Base64: the element `signature`, whose attribute `algorithm` is `HMAC_SHA256`.
    #[must_use]
    pub fn signature(&self) -> &str {
        self.signature.as_str()
    }

    /// Makes it the element for the SOAP envelope's header, in the namespaces of an endpoint version such as `2025_2`:
    /// that of the URL, `/services/NetSuitePort_2025_2`.
    ///
    /// The namespaces are declared on the element, so that it fits into any envelope.
    ///
    /// # Errors
    ///
    /// [`Error::EndpointVersion`], and [`Error::NotXml`] for what no credential of NetSuite's has.
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
            self.signature.as_str(),
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

/// The password of one login to SuiteAnalytics Connect (Oracle: `article_163240164565`).
///
/// It is for the data source NetSuite2.com, which takes some 500 characters (Oracle: `article_163240162059`), and it always has a `=` in
/// it, which ADO.NET's driver takes wrongly in a connection string: see Oracle's `article_163240164565` for what to do there.
///
/// It is made by [`Signer::token_password`]. Whoever has it can log in within the next five minutes and before you do:
/// `Debug` hides it, it cannot be cloned, and it is wiped from memory on drop.
#[must_use = "a password is good for nothing until it is sent"]
pub struct TokenPassword(Zeroizing<String>);

impl TokenPassword {
    /// Returns the user name that goes with every token password: `TBA`.
    #[must_use]
    pub fn user_name(&self) -> &'static str {
        "TBA"
    }

    /// Returns the password.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TokenPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenPassword").finish_non_exhaustive()
    }
}

/// SOAP and SuiteAnalytics Connect.
impl Signer {
    /// Makes the header of one SOAP request, with a random nonce and the time of now.
    pub fn token_passport(&self) -> TokenPassport {
        let (timestamp, nonce) = self.stamp();
        self.token_passport_with(&nonce, timestamp)
    }

    /// Does what [`token_passport`](Self::token_passport) does, with a nonce and a timestamp from outside.
    pub fn token_passport_with(&self, nonce: &Nonce, timestamp: Timestamp) -> TokenPassport {
        let base_string = passport_base_string(self, nonce, timestamp, 0);
        TokenPassport {
            account: self.account_id().realm().to_owned(),
            consumer_key: self.consumer_key().to_owned(),
            token_id: self.token_id().to_owned(),
            nonce: nonce.clone(),
            timestamp,
            signature: self.key().sign_str(&base_string),
        }
    }

    /// Makes the password of one login to SuiteAnalytics Connect, with a random nonce and the time of now.
    pub fn token_password(&self) -> TokenPassword {
        let (timestamp, nonce) = self.stamp();
        self.token_password_with(&nonce, timestamp)
    }

    /// Does what [`token_password`](Self::token_password) does, with a nonce and a timestamp from outside.
    pub fn token_password_with(&self, nonce: &Nonce, timestamp: Timestamp) -> TokenPassword {
        // Room for all of it from the start: text that grows leaves copies behind.
        let mut password = passport_base_string(self, nonce, timestamp, SIGNED);
        let signature = self.key().sign_str(&password);
        password.extend(["&", signature.as_str(), ALGORITHM]);
        TokenPassword(password)
    }
}

/// Joins account, consumer key, token id, nonce and timestamp, each encoded, and leaves room for more.
fn passport_base_string(
    signer: &Signer,
    nonce: &Nonce,
    timestamp: Timestamp,
    room: usize,
) -> Zeroizing<String> {
    let timestamp = timestamp.to_string();
    let values = [
        signer.account_id().realm(),
        signer.consumer_key(),
        signer.token_id(),
        nonce.as_str(),
        &timestamp,
    ];
    let size = values
        .iter()
        .flat_map(|value| encode(value).chain(["&"]))
        .map(str::len)
        .sum::<usize>();
    let mut text = Zeroizing::new(String::with_capacity(size.saturating_add(room)));
    for value in values {
        if !text.is_empty() {
            text.push('&');
        }
        text.extend(encode(value));
    }
    text
}

/// Takes a year, `_` and one of the year's two releases.
fn check_version(version: &str) -> Result<(), Error> {
    match version.as_bytes() {
        [year @ .., b'_', b'1' | b'2']
            if year.len() == 4 && year.iter().all(u8::is_ascii_digit) =>
        {
            Ok(())
        }
        _ => Err(Error::EndpointVersion {
            found: version.to_owned(),
        }),
    }
}

/// Refuses the two characters that XML 1.0 leaves out (section 2.2) and a credential may have.
fn check_characters(field: Field, value: &str) -> Result<(), Error> {
    match value.find(['\u{fffe}', '\u{ffff}']) {
        Some(at) => Err(Error::NotXml { field, at }),
        None => Ok(()),
    }
}

/// Text between two tags, or in an attribute (XML 1.0 section 2.4).
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

const ALGORITHM: &str = "&HMAC-SHA256";

/// What follows the base string in a token password: a `&`, a signature in Base64 and the algorithm.
const SIGNED: usize = 1 + 44 + ALGORITHM.len();
