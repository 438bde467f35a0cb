//! The credentials that should have signed a request.

use netsuite_oauth1::{AccountId, Consumer, Credentials, Token};

/// Borrowed credentials. Step one of the three-step flow is signed without a token.
#[derive(Clone, Copy)]
pub(crate) struct Keys<'a> {
    pub(crate) account_id: &'a AccountId,
    pub(crate) consumer: &'a Consumer,
    pub(crate) token: Option<&'a Token>,
}

impl<'a> Keys<'a> {
    /// Returns the token id, or an empty text without a token.
    pub(crate) fn token_id(self) -> &'a str {
        self.token.map_or("", Token::id)
    }

    /// Returns the token secret, or an empty text without a token.
    pub(crate) fn token_secret(self) -> &'a str {
        self.token.map_or("", Token::secret)
    }

    /// Returns the name of the secret that a value is.
    pub(crate) fn name_of_secret(self, value: &[u8]) -> Option<&'static str> {
        let secrets = [
            (self.consumer.secret(), "consumer secret"),
            (self.token_secret(), "token secret"),
        ];
        let mut secrets = secrets.into_iter();
        let is_secret = |(secret, _): &(&str, _)| !secret.is_empty() && secret.as_bytes() == value;
        secrets.find(is_secret).map(|(_, name)| name)
    }
}

impl<'a> From<&'a Credentials> for Keys<'a> {
    fn from(credentials: &'a Credentials) -> Self {
        Self {
            account_id: credentials.account_id(),
            consumer: credentials.consumer(),
            token: Some(credentials.token()),
        }
    }
}
