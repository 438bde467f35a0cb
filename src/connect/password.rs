use std::fmt;

use zeroize::Zeroizing;

use crate::account::AccountId;
use crate::concat::concat;
use crate::nonce::Nonce;
use crate::protocol::HMAC_SHA256;
use crate::signer::Signer;
use crate::timestamp::Timestamp;
use crate::token_passport::base_string;

/// The password of one login.
///
/// [`Signer::token_password`] creates it. Pass it to a method of [`Settings`](super::Settings), or
/// to a driver together with the [`user_name`](Self::user_name). Whoever sees it within five
/// minutes can log in first, so it is zeroized on drop, cannot be cloned, and `Debug` hides it.
///
/// The data source accepts [about 500 characters][article_163240162059]. NetSuite's keys and ids
/// make it about 230 characters long.
///
/// ```
/// # use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
/// # let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret")?);
/// # let signer = Signer::new(Credentials::new("1234567".parse()?, consumer, token));
/// let password = signer.token_password();
/// assert_eq!(password.user_name(), "TBA");
/// assert!(password.as_str().ends_with("&HMAC-SHA256"));
/// # Ok::<(), netsuite_oauth1::Error>(())
/// ```
///
/// [article_163240162059]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/article_163240162059.html
#[must_use = "a password does nothing until it is sent"]
pub struct TokenPassword {
    pub(super) account_id: AccountId,
    text: Zeroizing<String>,
}

impl TokenPassword {
    /// Returns the user name that belongs to every token password: `TBA`.
    #[must_use]
    pub fn user_name(&self) -> &'static str {
        "TBA"
    }

    /// Returns the password.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for TokenPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenPassword").finish_non_exhaustive()
    }
}

/// SuiteAnalytics Connect
impl Signer {
    /// Creates the password of one login to [SuiteAnalytics Connect](crate::connect), with a fresh
    /// nonce and the current time.
    ///
    /// # Panics
    ///
    /// Panics if the operating system has no randomness to give.
    pub fn token_password(&self) -> TokenPassword {
        let (timestamp, nonce) = self.stamp();
        self.token_password_with(&nonce, timestamp)
    }

    /// Creates the same password with the given nonce and timestamp.
    ///
    /// ```
    /// # use netsuite_oauth1::{Consumer, Credentials, Nonce, Signer, Timestamp, Token};
    /// # let signer = Signer::new(Credentials::new(
    /// #     "1234567".parse()?,
    /// #     Consumer::new(
    /// #         "71cc02b731f05895561ef0862d71553a3ac99498a947c3b7beaf4a1e4a29f7c4",
    /// #         "7278da58caf07f5c336301a601203d10a58e948efa280f0618e25fcee1ef2abd",
    /// #     )?,
    /// #     Token::new(
    /// #         "89e08d9767c5ac85b374415725567d05b54ecf0960ad2470894a52f741020d82",
    /// #         "060cd9ab3ffbbe1e3d3918e90165ffd37ab12acc76b4691046e2d29c7d7674c2",
    /// #     )?,
    /// # ));
    /// // Oracle's example, with the credentials of that page.
    /// let nonce = Nonce::new("6obMKq0tmY8ylVOdEkA1")?;
    /// let password = signer.token_password_with(&nonce, Timestamp::from_unix(1_439_829_974));
    /// assert_eq!(
    ///     password.as_str(),
    ///     "1234567&71cc02b731f05895561ef0862d71553a3ac99498a947c3b7beaf4a1e4a29f7c4&\
    ///      89e08d9767c5ac85b374415725567d05b54ecf0960ad2470894a52f741020d82&6obMKq0tmY8ylVOdEkA1&\
    ///      1439829974&FCghIZqXNetuZY8ILWOFH0ucdfzQOmAuL+q+kF21zPs=&HMAC-SHA256",
    /// );
    /// # Ok::<(), netsuite_oauth1::Error>(())
    /// ```
    pub fn token_password_with(&self, nonce: &Nonce, timestamp: Timestamp) -> TokenPassword {
        let base_string = base_string(self, nonce, timestamp);
        let signature = self.key().sign(base_string.as_bytes()).to_base64();
        let pieces = [&*base_string, "&", &signature, "&", HMAC_SHA256];
        TokenPassword {
            account_id: self.account_id().clone(),
            text: concat(pieces.into_iter()),
        }
    }
}
