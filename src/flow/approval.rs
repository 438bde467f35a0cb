use std::fmt;

use http::{Request, StatusCode};
use zeroize::Zeroizing;

use super::sign::Unsigned;
use super::{Error, Start, answer};
use crate::account::AccountId;
use crate::credentials::{Credentials, Token};
use crate::nonce::Nonce;
use crate::timestamp::Timestamp;

/// Step three: the user said yes, and the request token is exchanged for an access token.
#[derive(Clone)]
pub struct Approval {
    pub(super) start: Start,
    pub(super) token: Token,
    pub(super) account_id: AccountId,
    pub(super) verifier: Zeroizing<String>,
    pub(super) role: Option<String>,
    pub(super) entity: Option<String>,
}

impl Approval {
    /// Returns the account that the user is in, from the callback's `company`.
    #[must_use]
    pub fn account_id(&self) -> &AccountId {
        &self.account_id
    }

    /// Returns the internal id of the role that the user is in, as the callback has it.
    #[must_use]
    pub fn role(&self) -> Option<&str> {
        self.role.as_deref()
    }

    /// Returns the internal id of the user's record (an employee, a contact, …), as the callback has it.
    #[must_use]
    pub fn entity(&self) -> Option<&str> {
        self.entity.as_deref()
    }

    /// Makes the request for the access token: a POST with an empty body, signed with a random nonce and the time of now.
    ///
    /// # Errors
    ///
    /// [`Error::Url`] and [`Error::Signing`], both only with hosts from [`Start::with_hosts`].
    pub fn request(&self) -> Result<Request<()>, Error> {
        self.request_with(&Nonce::random(), Timestamp::now())
    }

    /// Does what [`request`](Self::request) does, with a nonce and a timestamp from outside.
    ///
    /// # Errors
    ///
    /// Those of [`request`](Self::request).
    pub fn request_with(&self, nonce: &Nonce, timestamp: Timestamp) -> Result<Request<()>, Error> {
        Unsigned {
            url: &self.start.restlets("/rest/accesstoken"),
            account_id: Some(&self.account_id),
            consumer: self.start.consumer(),
            token_secret: self.token.secret(),
            parameters: vec![
                ("oauth_token", self.token.id()),
                ("oauth_verifier", &self.verifier),
            ],
        }
        .sign(nonce.clone(), timestamp)
    }

    /// Reads the answer, and puts the token together with the account and the consumer.
    ///
    /// The token does not expire: store its id, its [`secret`](Token::secret) and the account id, and make a
    /// [`Signer`](crate::Signer) of the credentials.
    ///
    /// # Errors
    ///
    /// [`Error::FlowDisabled`] and [`Error::Refused`] where NetSuite gives no token; [`Error::TooLong`], [`Error::NotUtf8`],
    /// [`Error::MissingField`], [`Error::DoubledField`], [`Error::BadField`] and [`Error::RequestTokenAgain`] where the answer
    /// is not the one that it should be.
    pub fn read(&self, status: StatusCode, body: &[u8]) -> Result<Credentials, Error> {
        let (token, form) = answer::read_token(PLACE, status, body)?;
        let confirmed = answer::field(PLACE, form, "oauth_callback_confirmed")?;
        if confirmed.is_some() || token.id() == self.token.id() {
            return Err(Error::RequestTokenAgain);
        }
        Ok(Credentials::new(
            self.account_id.clone(),
            self.start.consumer().clone(),
            token,
        ))
    }
}

impl fmt::Debug for Approval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Approval")
            .field("account_id", &self.account_id)
            .field("role", &self.role)
            .field("entity", &self.entity)
            .finish_non_exhaustive()
    }
}

const PLACE: &str = "the answer to step three";
