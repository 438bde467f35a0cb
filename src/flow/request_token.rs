use url::Url;

use super::answer::Form;
use super::integration::Integration;
use super::{Approval, Error, Field, State};
use crate::account::{AccountId, Service};
use crate::credentials::Token;
use crate::macros::debug;
use crate::target::Target;

/// Step two: sends the user's browser to NetSuite, and reads the callback.
///
/// If another process receives the callback, store the [`token`](Self::token) and continue there
/// with [`Start::resume`](super::Start::resume).
///
/// ```
/// use http::Uri;
/// use netsuite_oauth1::flow::State;
/// # use netsuite_oauth1::{Consumer, Token, flow::Start};
///
/// # let start = Start::new(Consumer::new("key", "secret")?, "https://my.example.com/callback")?
/// #     .with_account_id("1234567".parse()?);
/// let request_token = start.resume(Token::new("3b7a", "9d1c")?);
/// let state = State::new("f3a9")?; // `State::random()` in your application
/// assert_eq!(
///     request_token.authorize_url(&state)?.as_str(),
///     "https://1234567.app.netsuite.com/app/login/secure/authorizetoken.nl?oauth_token=3b7a&state=f3a9",
/// );
///
/// // The user logs in and consents. NetSuite sends the browser back with these parameters:
/// let callback: Uri =
///     "/callback?oauth_token=3b7a&oauth_verifier=5e2f&company=1234567&role=3&entity=9&state=f3a9".parse()?;
/// let approval = request_token.read_callback(&state, &callback)?;
/// assert_eq!(approval.account_id().realm(), "1234567");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct RequestToken {
    integration: Integration,
    token: Token,
}

impl RequestToken {
    pub(super) fn new(integration: Integration, token: Token) -> Self {
        Self { integration, token }
    }

    /// Returns the request token. It can sign only the request of step three.
    pub fn token(&self) -> &Token {
        &self.token
    }

    /// Returns the URL where the user logs in and consents.
    ///
    /// # Errors
    ///
    /// [`Error::SigningFailed`], only for hosts from
    /// [`Start::with_hosts`](super::Start::with_hosts).
    pub fn authorize_url(&self, state: &State) -> Result<Url, Error> {
        let path = "/app/login/secure/authorizetoken.nl";
        let mut url = self.integration.url(Service::App, path)?;
        url.query_pairs_mut()
            .append_pair(Field::Token.as_str(), self.token.id())
            .append_pair(Field::State.as_str(), state.as_str());
        Ok(url)
    }

    /// Reads the callback: the URL that NetSuite redirects the user's browser to, or only its path
    /// and query.
    ///
    /// Anyone can request the callback URL. An error does not use up the request token, which stays
    /// valid for the user's own callback.
    ///
    /// # Errors
    ///
    /// * The callback is from another user's flow: [`Error::StateDiffers`], [`Error::TokenDiffers`]
    ///   and [`Error::CompanyDiffers`].
    /// * The user declined: [`Error::UserDeclined`].
    /// * The callback is invalid: [`Error::LengthExceeded`], [`Error::FieldMissing`],
    ///   [`Error::FieldRepeated`], [`Error::FieldInvalid`] and [`Error::CompanyInvalid`].
    pub fn read_callback<'a>(
        &self,
        state: &State,
        callback: impl Into<Target<'a>>,
    ) -> Result<Approval, Error> {
        let form = Form::of_callback(callback.into().query)?;
        // Checked first, so that a forged callback learns nothing from the other errors.
        if !state.is(&form.require(Field::State)?) {
            return Err(Error::StateDiffers);
        }
        let token = form.get(Field::Token)?;
        if token.as_ref().is_some_and(|id| **id != self.token.id()) {
            return Err(Error::TokenDiffers);
        }
        // Oracle documents an empty verifier. Callbacks without a verifier have been seen, too.
        let verifier = form.get(Field::Verifier)?.ok_or(Error::UserDeclined)?;
        form.require(Field::Token)?;
        let account_id = (form.require(Field::Company)?.parse::<AccountId>())
            .map_err(|error| Error::CompanyInvalid { error })?;
        let mut integration = self.integration.clone();
        if let Some(expected) = integration.account_id.replace(account_id.clone())
            && expected != account_id
        {
            let found = account_id;
            return Err(Error::CompanyDiffers { found, expected });
        }
        let id = |field| -> Result<Option<String>, Error> {
            Ok(form.get(field)?.map(|id| id.to_string()))
        };
        Ok(Approval {
            role: id(Field::Role)?,
            entity: id(Field::Entity)?,
            verifier,
            account_id,
            integration,
            token: self.token.clone(),
        })
    }
}

debug!(RequestToken);

/// Reads the state of a callback, to look up the request token that was stored under it.
///
/// The state is untrusted. Look it up only in the session of the browser that sent the callback,
/// never among the states of all users. Otherwise an attacker can make a user complete somebody
/// else's flow. Then pass the stored state to [`RequestToken::read_callback`].
///
/// ```
/// use http::Uri;
/// use netsuite_oauth1::flow::callback_state;
///
/// let callback = Uri::from_static("/callback?oauth_token=3b7a&oauth_verifier=5e2f&state=f3a9");
/// assert_eq!(callback_state(&callback)?.as_str(), "f3a9");
/// # Ok::<(), netsuite_oauth1::flow::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::LengthExceeded`], [`Error::FieldMissing`], [`Error::FieldRepeated`],
/// [`Error::FieldInvalid`] and [`Error::StateInvalid`].
pub fn callback_state<'a>(callback: impl Into<Target<'a>>) -> Result<State, Error> {
    let form = Form::of_callback(callback.into().query)?;
    State::new(&form.require(Field::State)?)
}
