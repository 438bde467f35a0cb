use std::sync::Arc;

use http::header::{AUTHORIZATION, CONTENT_TYPE, DATE};
use http::{HeaderMap, Method, Request};
use time::Duration;

use crate::account::AccountId;
use crate::authorization::{Authorization, HeaderTemplate};
use crate::base_string::{BaseStringUri, HeaderParameters, Parameters, Text, write_beginning};
use crate::credentials::Credentials;
use crate::encode::encode;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::explanation::Explanation;
use crate::http_date;
use crate::macros::debug;
use crate::nonce::Nonce;
use crate::protocol::{CONSUMER_KEY, RESERVED, TOKEN};
use crate::signature::Key;
use crate::target::Target;
use crate::timestamp::Timestamp;

/// Signs any number of requests with one set of credentials.
///
/// It derives the key from both secrets once, then zeroizes them. It is `Send` and `Sync` and has
/// no lock, so all threads can share one signer. A clone is cheap and shares the key material.
///
/// ```
/// use http::Request;
/// use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
///
/// let signer = Signer::new(Credentials::new(
///     "1234567_SB1".parse()?,
///     Consumer::new("consumer key", "consumer secret")?,
///     Token::new("token id", "token secret")?,
/// ));
///
/// let url = signer.account_id().restlet_url(6, 1);
/// let mut request = Request::get(url.as_str()).body(())?;
/// signer.sign(&mut request)?;
/// assert!(request.headers()["authorization"].is_sensitive());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Signer {
    pub(crate) constant: Arc<Constant>,
    clock_offset: Duration,
}

/// The parts that never change. They are on the heap, so moving a signer does not leave a copy of
/// the key behind.
pub(crate) struct Constant {
    account_id: AccountId,
    pub(crate) consumer_key: String,
    pub(crate) token_id: String,
    pub(crate) key: Key,
    /// The header's parameters in the base string.
    parameters: HeaderParameters,
    /// The header's text up to the nonce.
    pub(crate) header: HeaderTemplate,
}

impl Signer {
    /// Derives the key (RFC 5849 section 3.4.2), then zeroizes both secrets.
    ///
    /// ```no_run
    /// # use netsuite_oauth1::{Credentials, Signer};
    /// // From environment variables such as `NETSUITE_ACCOUNT_ID`.
    /// let signer = Signer::new(Credentials::from_lookup(|name| std::env::var(name).ok())?);
    /// # Ok::<(), netsuite_oauth1::Error>(())
    /// ```
    #[expect(
        clippy::needless_pass_by_value,
        reason = "takes ownership so that the secrets are zeroized"
    )]
    pub fn new(credentials: Credentials) -> Self {
        let (consumer, token) = (credentials.consumer(), credentials.token());
        let account_id = credentials.account_id().clone();
        let [key, id] = [consumer.key(), token.id()].map(|text| encode(text).to_string());
        let own = [(CONSUMER_KEY, &*key), (TOKEN, &id)];
        let constant = Constant {
            header: HeaderTemplate::new(Some(account_id.realm()), &own),
            parameters: HeaderParameters::new(key, id),
            key: Key::new(consumer.secret(), token.secret()),
            consumer_key: consumer.key().to_owned(),
            token_id: token.id().to_owned(),
            account_id,
        };
        Self {
            constant: Arc::new(constant),
            clock_offset: Duration::ZERO,
        }
    }

    /// Sets the `Authorization` header of a request, replacing any existing one.
    ///
    /// Call it last, after all other changes to the request, and again for each retry: NetSuite
    /// rejects a repeated header (`nonce_used`).
    ///
    /// ```
    /// # use netsuite_oauth1::{Credentials, Signer};
    /// # let signer = Signer::new(Credentials::from_lookup(|_| Some("1234567"))?);
    /// let url = signer.account_id().record_url("customer", 7)?;
    /// let mut request = http::Request::get(url.as_str()).body(())?;
    /// signer.sign(&mut request)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// An error leaves the request unchanged.
    ///
    /// * The URL errors of [`authorize`](Self::authorize).
    /// * [`Error::ContentTypeUnsupported`] if the `Content-Type` is
    ///   `application/x-www-form-urlencoded`. NetSuite does not accept forms, and OAuth would have
    ///   to sign the form's fields.
    /// * [`Error::HeadersFull`] if the header map is full, even if it contains an `Authorization`
    ///   header to replace.
    ///
    /// # Panics
    ///
    /// Panics if the system has no source of randomness or no clock.
    pub fn sign<B>(&self, request: &mut Request<B>) -> Result<(), Error> {
        if has_form_body(request.headers()) {
            return Err(Error::ContentTypeUnsupported);
        }
        let authorization = self.authorize(request.method(), request.uri())?;
        let value = authorization.into_header_value();
        let inserted = request.headers_mut().try_insert(AUTHORIZATION, value);
        inserted.map(drop).map_err(|_| Error::HeadersFull)
    }

    /// Signs a method and a `&Url` or `&Uri`, with a fresh nonce and the current time.
    ///
    /// Sign the URL that is sent: any later change breaks the signature. A JSON body is not signed.
    /// Do not send a form body (`application/x-www-form-urlencoded`): OAuth would have to sign it,
    /// and NetSuite does not accept forms. [`sign`](Self::sign) rejects it, but this method does
    /// not see the body.
    ///
    /// ```
    /// # use netsuite_oauth1::{Credentials, Signer};
    /// # let signer = Signer::new(Credentials::from_lookup(|_| Some("1234567"))?);
    /// let url = signer.account_id().restlet_url(6, 1);
    /// let authorization = signer.authorize(&http::Method::GET, &url)?;
    /// println!("Authorization: {}", authorization.as_str());
    /// # Ok::<(), netsuite_oauth1::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::HostMissing`], [`Error::SchemeUnsupported`], [`Error::SchemeInsecure`],
    /// [`Error::UserInfoPresent`], [`Error::PortInvalid`], [`Error::HostForeign`],
    /// [`Error::QueryEscapeInvalid`], [`Error::QueryUtf8Invalid`] and
    /// [`Error::QueryParameterReserved`].
    ///
    /// # Panics
    ///
    /// Panics if the system has no source of randomness or no clock.
    pub fn authorize<'a>(
        &self,
        method: &Method,
        url: impl Into<Target<'a>>,
    ) -> Result<Authorization, Error> {
        let (timestamp, nonce) = self.stamp();
        self.authorize_owned(method, url.into(), nonce, timestamp)
    }

    /// Signs a request with the given nonce and timestamp, for tests and for other sources of
    /// randomness and time. The clock offset is not applied.
    ///
    /// ```
    /// # use http::{Method, Uri};
    /// # use netsuite_oauth1::{Consumer, Credentials, Nonce, Signer, Timestamp, Token};
    /// // The example from Oracle's page on signatures.
    /// let signer = Signer::new(Credentials::new(
    ///     "123456".parse()?,
    ///     Consumer::new(
    ///         "ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4",
    ///         "d26ad321a4b2f23b0741c8d38392ce01c3e23e109df6c96eac6d099e9ab9e8b5",
    ///     )?,
    ///     Token::new(
    ///         "2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc",
    ///         "c29a677df7d5439a458c063654187e3d678d73aca8e3c9d8bea1478a3eb0d295",
    ///     )?,
    /// ));
    /// let uri: Uri = "https://123456.suitetalk.api.netsuite.com/services/rest/record/v1/employee/40".parse()?;
    /// let nonce: Nonce = "fjaLirsIcCGVZWzBX0pg".parse()?;
    /// let authorization = signer.authorize_with(&Method::GET, &uri, &nonce, Timestamp::from_unix(1508242306))?;
    /// assert_eq!(authorization.signature(), "B5OIWznZ2YP0OB7VrJrGkYsTh+8H+5T9Hag+o92q0zY=");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The errors of [`authorize`](Self::authorize).
    pub fn authorize_with<'a>(
        &self,
        method: &Method,
        url: impl Into<Target<'a>>,
        nonce: &Nonce,
        timestamp: Timestamp,
    ) -> Result<Authorization, Error> {
        self.authorize_owned(method, url.into(), nonce.clone(), timestamp)
    }

    /// Prepares one method and URL for many signatures, for instance to call the same RESTlet
    /// repeatedly.
    ///
    /// ```
    /// # use netsuite_oauth1::{Credentials, Signer};
    /// # let signer = Signer::new(Credentials::from_lookup(|_| Some("1234567"))?);
    /// let url = signer.account_id().restlet_url(6, 1);
    /// let endpoint = signer.endpoint(&http::Method::GET, &url)?;
    /// let authorization = endpoint.authorize(); // for each request
    /// # Ok::<(), netsuite_oauth1::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The errors of [`authorize`](Self::authorize).
    pub fn endpoint<'a>(
        &self,
        method: &Method,
        url: impl Into<Target<'a>>,
    ) -> Result<Endpoint, Error> {
        Endpoint::new(self, method, url.into())
    }

    /// Explains every step of one signature, to compare it with another implementation.
    ///
    /// ```
    /// # use netsuite_oauth1::{Credentials, Nonce, Signer};
    /// # let signer = Signer::new(Credentials::from_lookup(|_| Some("1234567"))?);
    /// let (url, nonce) = (signer.account_id().restlet_url(6, 1), Nonce::random());
    /// println!("{}", signer.explain(&http::Method::GET, &url, &nonce, signer.now())?);
    /// # Ok::<(), netsuite_oauth1::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The errors of [`authorize`](Self::authorize).
    pub fn explain<'a>(
        &self,
        method: &Method,
        url: impl Into<Target<'a>>,
        nonce: &Nonce,
        timestamp: Timestamp,
    ) -> Result<Explanation, Error> {
        Explanation::new(self, method, url.into(), nonce, timestamp)
    }

    /// Compensates for a system clock that is off: `offset` is how far NetSuite's clock is ahead of
    /// the system clock. Fractions of a second are dropped.
    ///
    /// NetSuite rejects a timestamp that is more than five minutes off.
    /// [`clock_offset_of`](Self::clock_offset_of) reads the offset from any of its responses. To
    /// apply it, replace the signer with `signer.clone().with_clock_offset(offset)`.
    #[must_use]
    pub fn with_clock_offset(mut self, offset: Duration) -> Self {
        self.clock_offset = offset;
        self
    }

    /// Returns the clock offset: how far NetSuite's clock is ahead of the system clock.
    pub fn clock_offset(&self) -> Duration {
        self.clock_offset
    }

    /// Returns how far a server's clock is ahead of the clock that read `now`, from the `Date`
    /// header of its response: the offset for [`with_clock_offset`](Self::with_clock_offset).
    ///
    /// `None` if the header is missing, repeated or not an HTTP date (RFC 9110 section 5.6.7).
    ///
    /// The offset is accurate to a few seconds, because the date has whole seconds and the response
    /// takes time to arrive. NetSuite allows five minutes. Pass the uncorrected system time as
    /// `now`: the result then replaces an earlier offset.
    ///
    /// ```
    /// use http::{HeaderMap, header::DATE};
    /// use netsuite_oauth1::{Signer, Timestamp};
    ///
    /// // A machine that is 20 minutes behind; usually, `now` is `Timestamp::now()`.
    /// let headers = HeaderMap::from_iter([(DATE, "Tue, 17 Oct 2017 12:11:46 GMT".parse()?)]);
    /// let now = Timestamp::from_unix(1508242306 - 20 * 60);
    /// let offset = Signer::clock_offset_of(&headers, now);
    /// assert_eq!(offset, Some(time::Duration::minutes(20)));
    /// # Ok::<(), http::header::InvalidHeaderValue>(())
    /// ```
    pub fn clock_offset_of(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
        http_date::read(headers, &DATE)?.since(now)
    }

    /// Returns the current time, corrected by the clock offset: the timestamp of a request that is
    /// signed now.
    ///
    /// # Panics
    ///
    /// Panics if the system has no clock.
    pub fn now(&self) -> Timestamp {
        Timestamp::now().saturating_add(self.clock_offset)
    }

    /// Returns the account that requests are signed for.
    pub fn account_id(&self) -> &AccountId {
        &self.constant.account_id
    }

    fn authorize_owned(
        &self,
        method: &Method,
        target: Target<'_>,
        nonce: Nonce,
        timestamp: Timestamp,
    ) -> Result<Authorization, Error> {
        let mut digits = itoa::Buffer::new();
        let digits = digits.format(timestamp.unix()).as_bytes();
        let mut text = Text::new();
        self.compose(&mut text, method, target, nonce.as_bytes(), digits)?;
        let signature = self.constant.key.sign(text.as_slice());
        let header = &self.constant.header;
        Ok(header.authorization(nonce, timestamp, digits, signature))
    }

    /// Reads the clock once, for the timestamp and for the nonce.
    pub(crate) fn stamp(&self) -> (Timestamp, Nonce) {
        let (now, nanoseconds) = Timestamp::now_with_nanoseconds();
        let timestamp = now.saturating_add(self.clock_offset);
        (timestamp, Nonce::random_at(nanoseconds))
    }

    /// Writes the base string of a request, after all checks.
    pub(crate) fn compose(
        &self,
        text: &mut Text,
        method: &Method,
        target: Target<'_>,
        nonce: &[u8],
        timestamp: &[u8],
    ) -> Result<(), Error> {
        let uri = BaseStringUri::new(target)?;
        self.account_id().check_host(uri.host())?;
        let mut query = Parameters::default();
        query.parse(target.query, &RESERVED)?;
        write_beginning(text, method, &uri);
        let header = &self.constant.parameters;
        header.write(&mut query, nonce, timestamp, text);
        Ok(())
    }
}

debug!(Signer, account_id());

/// Whether the body is an HTML form. Parameters may follow the media type (RFC 9110 section 8.3).
fn has_form_body(headers: &HeaderMap) -> bool {
    headers.get_all(CONTENT_TYPE).iter().any(|value| {
        let value = value.as_bytes().trim_ascii_start();
        let (media_type, rest) = value.split_at_checked(FORM.len()).unwrap_or_default();
        media_type.eq_ignore_ascii_case(FORM) && matches!(rest.trim_ascii_start(), [] | [b';', ..])
    })
}

const FORM: &[u8] = b"application/x-www-form-urlencoded";
