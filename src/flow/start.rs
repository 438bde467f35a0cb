use http::{Request, StatusCode};
use time::Duration;
use url::Url;

use super::answer::Form;
use super::integration::Integration;
use super::{Error, Field, Place, RequestToken};
use crate::account::{AccountId, Service};
use crate::credentials::{Consumer, Token};
use crate::macros::debug;
use crate::nonce::Nonce;
use crate::protocol;
use crate::timestamp::Timestamp;

/// Step one: asks for a request token.
///
/// One `Start` serves all users of an integration. A request token serves one user.
///
/// ```
/// use netsuite_oauth1::Consumer;
/// use netsuite_oauth1::flow::Start;
///
/// let consumer = Consumer::new("consumer key", "consumer secret")?;
/// let start = Start::new(consumer, "https://my.example.com/callback")?
///     .with_account_id("1234567".parse()?);
/// let request = start.request()?;
/// assert_eq!(request.method(), "POST");
/// assert_eq!(request.uri(), "https://1234567.restlets.api.netsuite.com/rest/requesttoken");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Start {
    integration: Integration,
    callback_url: String,
    role: Option<String>,
}

impl Start {
    /// Creates step one for an integration. The callback URL must be exactly the URL on the
    /// integration record.
    ///
    /// ```
    /// use netsuite_oauth1::Consumer;
    /// use netsuite_oauth1::flow::{Error, Start};
    ///
    /// let consumer = Consumer::new("consumer key", "consumer secret")?;
    /// let start = Start::new(consumer.clone(), "https://my.example.com/callback")?;
    /// assert!(matches!(Start::new(consumer, "/callback"), Err(Error::CallbackUrlInvalid)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::CallbackUrlInvalid`] if the URL is not absolute or contains whitespace.
    pub fn new(consumer: Consumer, callback_url: impl Into<String>) -> Result<Self, Error> {
        let callback_url = callback_url.into();
        // `Url::parse` is too lenient: it strips whitespace, which would be sent and signed, and
        // takes `localhost:8080/callback` for a URL with the scheme `localhost`.
        let is_blank = |c: char| c.is_whitespace() || c.is_control();
        let is_absolute = callback_url.contains("://") && Url::parse(&callback_url).is_ok();
        if !is_absolute || callback_url.contains(is_blank) {
            return Err(Error::CallbackUrlInvalid);
        }
        let integration = Integration {
            consumer,
            account_id: None,
            hosts: None,
            clock_offset: Duration::ZERO,
        };
        Ok(Self {
            integration,
            callback_url,
            role: None,
        })
    }

    /// Requests a token for this account, from the account's own hosts. [Oracle recommends
    /// this][section_156338994830].
    ///
    /// Without it, the flow starts at `system.netsuite.com` and the user picks the account. With
    /// it, a callback from another account is an error.
    ///
    /// [section_156338994830]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156338994830.html
    #[must_use]
    pub fn with_account_id(mut self, account_id: AccountId) -> Self {
        self.integration.account_id = Some(account_id);
        self
    }

    /// Requests a token for the role with this internal id. Without it, the user picks the role.
    #[must_use]
    pub fn with_role(mut self, role: u64) -> Self {
        self.role = Some(role.to_string());
        self
    }

    /// Replaces the hosts, for instance with those on the subtab Company URLs of Setup > Company >
    /// Company Information, or with a stand-in in tests.
    ///
    /// Steps one and three send their requests to `restlets`, and step two sends the user's browser
    /// to `app`. Only scheme, host and port are used. [`request`](Self::request) validates both
    /// hosts.
    #[must_use]
    pub fn with_hosts(mut self, restlets: Url, app: Url) -> Self {
        self.integration.hosts = Some([restlets, app]);
        self
    }

    /// Compensates for a system clock that is off: `offset` is how far NetSuite's clock is ahead of
    /// the system clock.
    ///
    /// [`Signer::clock_offset_of`](crate::Signer::clock_offset_of) reads the offset from any of
    /// NetSuite's responses. The [`Signer`](crate::Signer) of the new token does not inherit this
    /// offset.
    #[must_use]
    pub fn with_clock_offset(mut self, offset: Duration) -> Self {
        self.integration.clock_offset = offset;
        self
    }

    /// Creates the request for a request token: a POST with an empty body, signed with a fresh
    /// nonce and the current time. Send it only once, and create a new request for each retry.
    ///
    /// # Errors
    ///
    /// [`Error::SigningFailed`] and [`Error::UrlInvalid`], only for hosts from
    /// [`with_hosts`](Self::with_hosts).
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
        // Fails now rather than in step two, in front of the user.
        self.integration.url(Service::App, "/")?;
        let mut own = vec![(protocol::CALLBACK, self.callback_url.as_str())];
        // Signed like the others, although its name does not begin with `oauth_`:
        // https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_157652390285.html
        own.extend(self.role.as_deref().map(|role| ("role", role)));
        self.integration
            .post("/rest/requesttoken", &own, "", nonce, timestamp)
    }

    /// Reads NetSuite's response.
    ///
    /// # Errors
    ///
    /// * NetSuite issues no token: [`Error::FlowDisabled`] and [`Error::RequestRejected`].
    /// * The response is invalid: [`Error::LengthExceeded`], [`Error::FieldMissing`],
    ///   [`Error::FieldRepeated`], [`Error::FieldInvalid`] and [`Error::CallbackUnconfirmed`].
    pub fn read(&self, status: StatusCode, body: &[u8]) -> Result<RequestToken, Error> {
        let form = Form::of_answer(Place::StepOne, status, body)?;
        let token = form.token()?;
        if *form.require(Field::CallbackConfirmed)? != "true" {
            return Err(Error::CallbackUnconfirmed);
        }
        Ok(self.resume(token))
    }

    /// Continues with a request token that was stored while the user logged in.
    pub fn resume(&self, request_token: Token) -> RequestToken {
        RequestToken::new(self.integration.clone(), request_token)
    }
}

debug!(Start, integration, callback_url, role);
