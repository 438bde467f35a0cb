use std::fmt;

use zeroize::Zeroizing;

use crate::account::AccountId;
use crate::error::Error;

/// The consumer key and secret: the integration record's half of the credentials.
///
/// NetSuite shows both once, when the record is saved (Setup > Integration > Manage Integrations). The secret is
/// wiped from memory on drop and appears in no text.
#[derive(Clone)]
pub struct Consumer {
    key: String,
    secret: Zeroizing<String>,
}

impl Consumer {
    /// Takes the consumer key and the consumer secret, signed as they are, as UTF-8.
    ///
    /// A secret given as a `String` is taken over, to be wiped; one given as a `&str` is copied.
    ///
    /// # Errors
    ///
    /// [`Error::EmptyCredential`], [`Error::CredentialWhitespace`] and [`Error::CredentialControl`], with the name of the
    /// field and never its value.
    pub fn new(key: impl Into<String>, secret: impl Into<String>) -> Result<Self, Error> {
        // Owned first, so that a refusal wipes it too.
        let (key, secret) = (key.into(), Zeroizing::new(secret.into()));
        check("consumer key", &key)?;
        check("consumer secret", &secret)?;
        Ok(Self { key, secret })
    }

    /// Returns the consumer key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Returns the consumer secret, for code that stores it or computes a signature of its own.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.secret
    }
}

impl fmt::Debug for Consumer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Consumer").finish_non_exhaustive()
    }
}

/// The token id and secret: the half of the credentials that stands for one user in one role.
///
/// NetSuite shows both once, when the token is made (Setup > Users/Roles > Access Tokens). A token belongs to one
/// account: a sandbox refresh ends it. The secret is wiped from memory on drop and appears in no text.
#[derive(Clone)]
pub struct Token {
    id: String,
    secret: Zeroizing<String>,
}

impl Token {
    /// Takes the token id and the token secret, signed as they are, as UTF-8.
    ///
    /// A secret given as a `String` is taken over, to be wiped; one given as a `&str` is copied.
    ///
    /// # Errors
    ///
    /// [`Error::EmptyCredential`], [`Error::CredentialWhitespace`] and [`Error::CredentialControl`], with the name of the
    /// field and never its value.
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Result<Self, Error> {
        // Owned first, so that a refusal wipes it too.
        let (id, secret) = (id.into(), Zeroizing::new(secret.into()));
        check("token id", &id)?;
        check("token secret", &secret)?;
        Ok(Self { id, secret })
    }

    /// Returns the token id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the token secret, to be stored where secrets are: NetSuite gives that of a token from the
    /// [`flow`](crate::flow) once.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.secret
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").finish_non_exhaustive()
    }
}

/// All that a signature is made from: the account, the consumer and the token.
///
/// ```
/// use netsuite_oauth1::{Consumer, Credentials, Token};
///
/// let credentials = Credentials::new(
///     "1234567_SB1".parse()?,                            // Setup > Company > Company Information
///     Consumer::new("consumer key", "consumer secret")?, // the integration record
///     Token::new("token id", "token secret")?,           // the access token
/// );
/// assert_eq!(credentials.account_id().realm(), "1234567_SB1");
/// # Ok::<(), netsuite_oauth1::Error>(())
/// ```
///
/// With the feature `serde` it is read from five flat fields, all of them strings and checked as the constructors do:
/// `account_id`, `consumer_key`, `consumer_secret`, `token_id` and `token_secret`. The format is one that says what it has, such as JSON,
/// TOML or YAML.
#[derive(Clone, Debug)]
pub struct Credentials {
    account_id: AccountId,
    consumer: Consumer,
    token: Token,
}

impl Credentials {
    /// Puts the three together.
    #[must_use]
    pub fn new(account_id: AccountId, consumer: Consumer, token: Token) -> Self {
        Self {
            account_id,
            consumer,
            token,
        }
    }

    /// Returns the account's id.
    #[must_use]
    pub fn account_id(&self) -> &AccountId {
        &self.account_id
    }

    /// Returns the consumer.
    #[must_use]
    pub fn consumer(&self) -> &Consumer {
        &self.consumer
    }

    /// Returns the token.
    #[must_use]
    pub fn token(&self) -> &Token {
        &self.token
    }
}

/// Refuses what is never part of a credential but often comes along with one.
fn check(field: &'static str, value: &str) -> Result<(), Error> {
    if value.is_empty() {
        return Err(Error::EmptyCredential { field });
    }
    if value.starts_with(char::is_whitespace) {
        return Err(Error::CredentialWhitespace {
            field,
            side: "begins",
        });
    }
    if value.ends_with(char::is_whitespace) {
        return Err(Error::CredentialWhitespace {
            field,
            side: "ends",
        });
    }
    match value.char_indices().find(|(_, c)| c.is_control()) {
        Some((at, _)) => Err(Error::CredentialControl { field, at }),
        None => Ok(()),
    }
}
