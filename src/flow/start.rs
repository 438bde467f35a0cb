use std::fmt;

use http::{Request, StatusCode};
use url::Url;

use super::sign::Unsigned;
use super::{Error, RequestToken, answer};
use crate::account::{AccountId, Service};
use crate::credentials::{Consumer, Token};
use crate::nonce::Nonce;
use crate::timestamp::Timestamp;

/// Step one: asks for a request token.
///
/// One `Start` serves all users of an integration and account; a request token is for one of them.
#[derive(Clone)]
pub struct Start {
    consumer: Consumer,
    callback_url: String,
    role: Option<String>,
    pub(super) account_id: Option<AccountId>,
    hosts: Option<Hosts>,
}

/// Where the three steps go, if not to the account's own hosts.
#[derive(Clone)]
struct Hosts {
    restlets: Url,
    app: Url,
}

impl Start {
    /// Takes the consumer and the callback URL of the integration record, to the letter.
    ///
    /// # Errors
    ///
    /// [`Error::CallbackUrl`] if it is not absolute.
    pub fn new(consumer: Consumer, callback_url: impl Into<String>) -> Result<Self, Error> {
        let callback_url = callback_url.into();
        // `Url` passes over characters that would be sent and signed, and takes `localhost:8080/callback` for the scheme `localhost`.
        let is_blank = |c: char| c.is_whitespace() || c.is_control();
        let is_absolute = callback_url.contains("://") && Url::parse(&callback_url).is_ok();
        if !is_absolute || callback_url.contains(is_blank) {
            return Err(Error::CallbackUrl);
        }
        Ok(Self {
            consumer,
            callback_url,
            role: None,
            account_id: None,
            hosts: None,
        })
    }

    /// Asks for a token in this account, at its own hosts, as Oracle recommends.
    ///
    /// Without it the flow begins at `system.netsuite.com` and the user picks the account
    /// (Oracle: `section_156338994830`, `section_156536698849`). With it, a callback from another account is refused.
    #[must_use]
    pub fn with_account_id(mut self, account_id: AccountId) -> Self {
        self.account_id = Some(account_id);
        self
    }

    /// Asks for a token in this role, by its internal id; else the user picks one.
    #[must_use]
    pub fn with_role(mut self, role: u64) -> Self {
        self.role = Some(role.to_string());
        self
    }

    /// Takes the hosts of all three steps from here: those of Setup > Company > Company Information, Company URLs, or those
    /// of a stand-in. Only scheme, host and port count.
    #[must_use]
    pub fn with_hosts(mut self, restlets: Url, app: Url) -> Self {
        self.hosts = Some(Hosts { restlets, app });
        self
    }

    /// Makes the request for a request token: a POST with an empty body, signed with a random nonce and the time of now.
    ///
    /// It is good once: to try again, make another.
    ///
    /// # Errors
    ///
    /// [`Error::Url`] and [`Error::Signing`], both only with hosts from [`with_hosts`](Self::with_hosts).
    pub fn request(&self) -> Result<Request<()>, Error> {
        self.request_with(&Nonce::random(), Timestamp::now())
    }

    /// Does what [`request`](Self::request) does, with a nonce and a timestamp from outside.
    ///
    /// # Errors
    ///
    /// Those of [`request`](Self::request).
    pub fn request_with(&self, nonce: &Nonce, timestamp: Timestamp) -> Result<Request<()>, Error> {
        let mut parameters = vec![("oauth_callback", self.callback_url.as_str())];
        // Signed like the others, and without their prefix (Oracle: `section_157652390285`).
        parameters.extend(self.role.as_deref().map(|role| ("role", role)));
        Unsigned {
            url: &self.restlets("/rest/requesttoken"),
            account_id: self.account_id.as_ref(),
            consumer: &self.consumer,
            token_secret: "",
            parameters,
        }
        .sign(nonce.clone(), timestamp)
    }

    /// Reads the answer.
    ///
    /// # Errors
    ///
    /// [`Error::FlowDisabled`] and [`Error::Refused`] where NetSuite gives no token; [`Error::TooLong`], [`Error::NotUtf8`],
    /// [`Error::MissingField`], [`Error::DoubledField`], [`Error::BadField`] and [`Error::CallbackNotConfirmed`] where the
    /// answer is not the one that it should be.
    pub fn read(&self, status: StatusCode, body: &[u8]) -> Result<RequestToken, Error> {
        let (token, form) = answer::read_token(PLACE, status, body)?;
        let confirmed = answer::required(PLACE, form, "oauth_callback_confirmed")?;
        if *confirmed != "true" {
            return Err(Error::CallbackNotConfirmed);
        }
        Ok(self.resume(token))
    }

    /// Goes on with a request token of step one that was put away while the user was off, by its id and secret.
    #[must_use]
    pub fn resume(&self, request_token: Token) -> RequestToken {
        RequestToken::new(self.clone(), request_token)
    }

    pub(super) fn consumer(&self) -> &Consumer {
        &self.consumer
    }

    /// Returns a URL of the server of steps one and three; at step three the account is known.
    pub(super) fn restlets(&self, path: &str) -> Url {
        let url = self.hosts.as_ref().map(|hosts| hosts.restlets.clone());
        self.url(url, Service::Restlets, path)
    }

    /// Returns a URL of the user interface.
    pub(super) fn app(&self, path: &str) -> Url {
        let url = self.hosts.as_ref().map(|hosts| hosts.app.clone());
        let mut url = self.url(url, Service::App, path);
        // The user's browser gets no user and password with it. A URL that cannot have them has none.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        url
    }

    fn url(&self, given: Option<Url>, service: Service, path: &str) -> Url {
        let mut url = match (given, &self.account_id) {
            (Some(url), _) => url,
            (None, Some(account_id)) => account_id.url(service),
            (None, None) => url_without_account(),
        };
        url.set_path(path);
        url.set_query(None);
        url.set_fragment(None);
        url
    }
}

impl fmt::Debug for Start {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Start")
            .field("account_id", &self.account_id)
            .field("callback_url", &self.callback_url)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// Returns the host that serves every account (Oracle: `section_156338994830`, `section_156536698849`).
fn url_without_account() -> Url {
    match Url::parse("https://system.netsuite.com/") {
        Ok(url) => url,
        Err(error) => unreachable!("it is a URL: {error}"),
    }
}

const PLACE: &str = "the answer to step one";
