use std::mem;

use zeroize::Zeroizing;

use crate::account::AccountId;
use crate::error::{Error, Field};
use crate::macros::debug;

/// The consumer key and the consumer secret, which identify an integration.
///
/// NetSuite shows both once, when the integration record is saved (Setup > Integration > Manage
/// Integrations). Other guides call them Client ID and Client Secret.
///
/// The secret is zeroized on drop and never printed.
///
/// ```
/// use netsuite_oauth1::Consumer;
///
/// let consumer = Consumer::new("consumer key", "consumer secret")?;
/// assert_eq!(consumer.key(), "consumer key");
/// assert_eq!(format!("{consumer:?}"), "Consumer { .. }");
/// # Ok::<(), netsuite_oauth1::Error>(())
/// ```
#[derive(Clone)]
pub struct Consumer {
    key: String,
    secret: Zeroizing<String>,
}

impl Consumer {
    /// Creates a consumer from its key and its secret. Both are used unchanged, as UTF-8.
    ///
    /// A secret given as a `String` is moved and zeroized; a `&str` is copied.
    ///
    /// # Errors
    ///
    /// [`Error::CredentialEmpty`] and [`Error::CredentialInvalid`]. They name the field and never
    /// show its value.
    pub fn new(key: impl Into<String>, secret: impl Into<String>) -> Result<Self, Error> {
        let fields = [Field::ConsumerKey, Field::ConsumerSecret];
        let (key, secret) = checked(fields, key.into(), secret.into())?;
        Ok(Self { key, secret })
    }

    /// Returns the consumer key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Returns the consumer secret.
    pub fn secret(&self) -> &str {
        &self.secret
    }
}

debug!(Consumer);

/// The token id and the token secret, which identify one user in one role.
///
/// NetSuite shows both once, when the access token is created (Setup > Users/Roles > Access
/// Tokens). A token belongs to one account, and a sandbox refresh deletes the tokens of the
/// sandbox.
///
/// The secret is zeroized on drop and never printed.
///
/// ```
/// use netsuite_oauth1::{Error, Field, Token};
///
/// let token = Token::new("token id", "token secret")?;
/// assert_eq!(token.id(), "token id");
/// assert_eq!(format!("{token:?}"), "Token { .. }");
///
/// // The line break was copied along with the secret.
/// let error = Token::new("token id", "token secret\n").unwrap_err();
/// assert!(matches!(error, Error::CredentialInvalid { field: Field::TokenSecret, at: 12, .. }));
/// # Ok::<(), netsuite_oauth1::Error>(())
/// ```
#[derive(Clone)]
pub struct Token {
    id: String,
    secret: Zeroizing<String>,
}

impl Token {
    /// Creates a token from its id and its secret. Both are used unchanged, as UTF-8.
    ///
    /// A secret given as a `String` is moved and zeroized; a `&str` is copied.
    ///
    /// # Errors
    ///
    /// [`Error::CredentialEmpty`] and [`Error::CredentialInvalid`]. They name the field and never
    /// show its value.
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Result<Self, Error> {
        let fields = [Field::TokenId, Field::TokenSecret];
        let (id, secret) = checked(fields, id.into(), secret.into())?;
        Ok(Self { id, secret })
    }

    /// Returns the token id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the token secret, so that a token from the [`flow`](crate::flow) can be stored.
    pub fn secret(&self) -> &str {
        &self.secret
    }
}

debug!(Token);

/// Everything that signing needs: the account, the consumer and the token.
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
/// # Deserialization
///
/// With the feature `serde`, credentials deserialize from five flat fields: `account_id`,
/// `consumer_key`, `consumer_secret`, `token_id` and `token_secret`. They are validated like the
/// constructors' arguments. The format must be self-describing, such as JSON, TOML or YAML. For
/// environment variables, use [`from_lookup`](Self::from_lookup), which needs no feature.
///
/// A TOML file:
///
/// ```toml
/// account_id = "1234567_SB1"
/// consumer_key = "consumer key"
/// consumer_secret = "consumer secret"
/// token_id = "token id"
/// token_secret = "token secret"
/// ```
///
/// The same in JSON, with `serde_json`:
///
/// ```
/// # #[cfg(feature = "serde")] {
/// use netsuite_oauth1::Credentials;
///
/// let credentials: Credentials = serde_json::from_str(
///     r#"{
///         "account_id": "1234567_SB1",
///         "consumer_key": "consumer key",
///         "consumer_secret": "consumer secret",
///         "token_id": "token id",
///         "token_secret": "token secret"
///     }"#,
/// )?;
/// assert_eq!(credentials.token().id(), "token id");
/// # }
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// This crate's errors never quote a value, but some formats do not protect secrets:
///
/// * An error of `toml` prints the whole line that it is about, including a secret. Log only
///   `error.message()`, which does not.
/// * `serde_json` copies strings that contain escapes into a buffer that it does not zeroize. A
///   `serde_json::Value` contains a copy of every string.
///
/// The text that you deserialize from is yours to zeroize.
#[derive(Clone, Debug)]
pub struct Credentials {
    account_id: AccountId,
    consumer: Consumer,
    token: Token,
}

impl Credentials {
    /// Combines an account id, a consumer and a token.
    pub fn new(account_id: AccountId, consumer: Consumer, token: Token) -> Self {
        Self {
            account_id,
            consumer,
            token,
        }
    }

    /// Reads the credentials from five named values. A single error reports all missing and invalid
    /// values.
    ///
    /// The names are `NETSUITE_ACCOUNT_ID`, `NETSUITE_CONSUMER_KEY`, `NETSUITE_CONSUMER_SECRET`,
    /// `NETSUITE_TOKEN_ID` and `NETSUITE_TOKEN_SECRET`. The crate itself reads no environment
    /// variables: `lookup` is called once for each name, and can read any source.
    ///
    /// ```no_run
    /// # use netsuite_oauth1::Credentials;
    /// let credentials = Credentials::from_lookup(|name| std::env::var(name).ok())?;
    /// # Ok::<(), netsuite_oauth1::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::LookupFailed`], which never shows a value.
    pub fn from_lookup<V: Into<String>>(
        mut lookup: impl FnMut(&'static str) -> Option<V>,
    ) -> Result<Self, Error> {
        let (mut missing, mut invalid) = (Vec::new(), Vec::new());
        let mut read = |field: Field| {
            let Some(value) = lookup(field.variable()) else {
                missing.push(field);
                return None;
            };
            let value = Zeroizing::new(value.into());
            let checked = check(field, &value);
            checked.map_err(|error| invalid.push((field, error))).ok()?;
            Some(value)
        };
        let account_id = read(Field::AccountId);
        let consumer = read(Field::ConsumerKey).zip(read(Field::ConsumerSecret));
        let token = read(Field::TokenId).zip(read(Field::TokenSecret));
        let (Some(account_id), Some((key, mut consumer_secret)), Some((id, mut token_secret))) =
            (account_id, consumer, token)
        else {
            return Err(Error::LookupFailed { missing, invalid });
        };
        // `check` has rejected everything that the constructors reject.
        let consumer = Consumer::new(key.as_str(), mem::take(&mut *consumer_secret))?;
        let token = Token::new(id.as_str(), mem::take(&mut *token_secret))?;
        Ok(Self::new(account_id.parse()?, consumer, token))
    }

    /// Returns the account id.
    pub fn account_id(&self) -> &AccountId {
        &self.account_id
    }

    /// Returns the consumer.
    pub fn consumer(&self) -> &Consumer {
        &self.consumer
    }

    /// Returns the token.
    pub fn token(&self) -> &Token {
        &self.token
    }
}

/// Checks a value and its secret. A rejected secret is zeroized, too.
fn checked(
    [field, secret_field]: [Field; 2],
    value: String,
    secret: String,
) -> Result<(String, Zeroizing<String>), Error> {
    let secret = Zeroizing::new(secret);
    check(field, &value)?;
    check(secret_field, &secret)?;
    Ok((value, secret))
}

/// Rejects whitespace and control characters, which usually come from copying.
fn check(field: Field, value: &str) -> Result<(), Error> {
    if field == Field::AccountId {
        return value.parse::<AccountId>().map(drop);
    }
    if value.is_empty() {
        return Err(Error::CredentialEmpty { field });
    }
    match find_invalid(value, |c| !is_forbidden(c)) {
        Some((at, _)) => Err(Error::CredentialInvalid { field, at }),
        None => Ok(()),
    }
}

/// Whether a credential must not contain a character: a control character, or a character that XML
/// and therefore a TokenPassport cannot represent (XML 1.0 section 2.2).
pub(crate) fn is_forbidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Finds a character that is not allowed, or whitespace at either end.
pub(crate) fn find_invalid(
    value: &str,
    is_allowed: impl Fn(char) -> bool,
) -> Option<(usize, char)> {
    value.char_indices().find(|(at, c)| {
        let is_end = *at == 0 || at + c.len_utf8() == value.len();
        !is_allowed(*c) || (is_end && c.is_whitespace())
    })
}
