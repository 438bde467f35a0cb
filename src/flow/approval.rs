use http::{Request, StatusCode};
use zeroize::Zeroizing;

use super::answer::Form;
use super::integration::Integration;
use super::{Error, Field, Place};
use crate::account::AccountId;
use crate::credentials::{Credentials, Token};
use crate::macros::debug;
use crate::nonce::Nonce;
use crate::timestamp::Timestamp;

/// Step three: exchanges the request token for an access token, after the user has consented.
///
/// ```
/// use http::StatusCode;
/// # use http::Uri;
/// # use netsuite_oauth1::{Consumer, Token, flow::{Start, State}};
/// # let start = Start::new(Consumer::new("key", "secret")?, "https://my.example.com/callback")?;
/// # let request_token = start.resume(Token::new("3b7a", "9d1c")?);
/// # let state = State::new("f3a9")?;
/// # let callback: Uri = "/?oauth_token=3b7a&oauth_verifier=5e2f&company=1234567&state=f3a9".parse()?;
///
/// let approval = request_token.read_callback(&state, &callback)?;
/// let request = approval.request()?;
/// assert_eq!(request.uri(), "https://1234567.restlets.api.netsuite.com/rest/accesstoken");
///
/// // Send it. This is NetSuite's response:
/// let body = b"oauth_token=71ab&oauth_token_secret=e40d";
/// let credentials = approval.read(StatusCode::OK, body)?;
/// assert_eq!(credentials.token().id(), "71ab");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Approval {
    pub(super) integration: Integration,
    pub(super) token: Token,
    pub(super) account_id: AccountId,
    pub(super) verifier: Zeroizing<String>,
    pub(super) role: Option<String>,
    pub(super) entity: Option<String>,
}

impl Approval {
    /// Returns the user's account, from the callback's `company`.
    pub fn account_id(&self) -> &AccountId {
        &self.account_id
    }

    /// Returns the internal id of the user's role, from the callback's `role`.
    pub fn role(&self) -> Option<&str> {
        self.role.as_deref()
    }

    /// Returns the internal id of the user's record (an employee, a contact, …), from the
    /// callback's `entity`.
    pub fn entity(&self) -> Option<&str> {
        self.entity.as_deref()
    }

    /// Creates the request for the access token: a POST with an empty body, signed with a fresh
    /// nonce and the current time.
    ///
    /// # Errors
    ///
    /// [`Error::SigningFailed`] and [`Error::UrlInvalid`], only for hosts from
    /// [`Start::with_hosts`](super::Start::with_hosts).
    ///
    /// # Panics
    ///
    /// Panics if the system has no source of randomness or no clock.
    pub fn request(&self) -> Result<Request<String>, Error> {
        self.request_with(&Nonce::random(), self.integration.now())
    }

    /// Creates the same request with the given nonce and timestamp. The clock offset is not
    /// applied.
    ///
    /// # Errors
    ///
    /// The errors of [`request`](Self::request).
    pub fn request_with(
        &self,
        nonce: &Nonce,
        timestamp: Timestamp,
    ) -> Result<Request<String>, Error> {
        let own = [
            (Field::Token.as_str(), self.token.id()),
            (Field::Verifier.as_str(), &self.verifier),
        ];
        let token_secret = self.token.secret();
        self.integration
            .post("/rest/accesstoken", &own, token_secret, nonce, timestamp)
    }

    /// Reads NetSuite's response, and combines the access token with the account and the consumer.
    ///
    /// The token does not expire. Store the account id and the token's id and
    /// [`secret`](Token::secret), and create a [`Signer`](crate::Signer) from the credentials.
    ///
    /// # Errors
    ///
    /// * NetSuite issues no token: [`Error::FlowDisabled`] and [`Error::RequestRejected`].
    /// * The response is invalid: [`Error::LengthExceeded`], [`Error::FieldMissing`],
    ///   [`Error::FieldRepeated`], [`Error::FieldInvalid`] and [`Error::TokenUnchanged`].
    pub fn read(&self, status: StatusCode, body: &[u8]) -> Result<Credentials, Error> {
        let form = Form::of_answer(Place::StepThree, status, body)?;
        let token = form.token()?;
        if form.get(Field::CallbackConfirmed)?.is_some() || token.id() == self.token.id() {
            return Err(Error::TokenUnchanged);
        }
        Ok(Credentials::new(
            self.account_id.clone(),
            self.integration.consumer.clone(),
            token,
        ))
    }
}

debug!(Approval, account_id, role, entity);
