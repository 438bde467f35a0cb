use std::fmt;

use url::Url;

use super::{Approval, Error, Start, State, answer};
use crate::credentials::Token;
use crate::target::Target;

/// Step two: a request token, with which the user's browser goes to NetSuite and comes back.
///
/// Where the callback arrives at another process, put [`token`](Self::token) away and go on with [`Start::resume`].
#[derive(Clone)]
pub struct RequestToken {
    start: Start,
    token: Token,
}

impl RequestToken {
    pub(super) fn new(start: Start, token: Token) -> Self {
        Self { start, token }
    }

    /// Returns the request token itself: it signs nothing but step three.
    #[must_use]
    pub fn token(&self) -> &Token {
        &self.token
    }

    /// Returns the address for the user's browser, where NetSuite asks for a login and consent.
    #[must_use]
    pub fn authorize_url(&self, state: &State) -> Url {
        let mut url = self.start.app("/app/login/secure/authorizetoken.nl");
        url.query_pairs_mut()
            .append_pair("oauth_token", self.token.id())
            .append_pair("state", state.as_str());
        url
    }

    /// Reads the callback: the URL of the request with which the user's browser comes back, whole or only path and query.
    ///
    /// Anybody can call a callback URL. What is refused here leaves the request token as it was, for the user's own callback.
    ///
    /// # Errors
    ///
    /// [`Error::StateDiffers`], [`Error::TokenDiffers`] and [`Error::OtherAccount`] where the callback is for somebody else;
    /// [`Error::Denied`] where the user said no; [`Error::TooLong`], [`Error::MissingField`], [`Error::DoubledField`],
    /// [`Error::BadField`] and [`Error::Company`] where it is not the one that it should be.
    pub fn read_callback<'a>(
        &self,
        state: &State,
        callback: impl Into<Target<'a>>,
    ) -> Result<Approval, Error> {
        let query = callback.into().query.unwrap_or_default();
        answer::check_length(PLACE, query.len())?;
        if !state.is(&answer::required(PLACE, query, "state")?) {
            return Err(Error::StateDiffers);
        }
        if *answer::required(PLACE, query, "oauth_token")? != self.token.id() {
            return Err(Error::TokenDiffers);
        }
        // Whoever denies has an empty one (Oracle: `section_156536698849`), so that it is not simply missing.
        let verifier = answer::field(PLACE, query, "oauth_verifier")?;
        let verifier = verifier.ok_or(Error::MissingField {
            place: PLACE,
            field: "oauth_verifier",
        })?;
        if verifier.is_empty() {
            return Err(Error::Denied);
        }
        let company = answer::required(PLACE, query, "company")?;
        let account_id = company.parse().map_err(Error::Company)?;
        match &self.start.account_id {
            Some(expected) if *expected != account_id => {
                return Err(Error::OtherAccount {
                    found: account_id,
                    expected: expected.clone(),
                });
            }
            _ => {}
        }
        let id = |name| {
            let id = answer::field(PLACE, query, name)?.filter(|id| !id.is_empty());
            Ok::<_, Error>(id.map(|id| id.to_string()))
        };
        Ok(Approval {
            verifier,
            role: id("role")?,
            entity: id("entity")?,
            start: self.start.clone().with_account_id(account_id.clone()),
            account_id,
            token: self.token.clone(),
        })
    }
}

impl fmt::Debug for RequestToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestToken").finish_non_exhaustive()
    }
}

const PLACE: &str = "the callback";
