use std::fmt;

use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, Method, Request};
use time::Duration;

use crate::account::{AccountId, Service};
use crate::authorization::{self, Authorization};
use crate::base_string::{
    BaseStringUri, HeaderParameters, HeaderTemplate, Parameters, Text, compose,
};
use crate::credentials::Credentials;
use crate::encode::encode;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::explanation::Explanation;
use crate::nonce::Nonce;
use crate::protocol;
use crate::signature::Key;
use crate::target::Target;
use crate::timestamp::Timestamp;

/// Signs requests with one set of credentials: keyed once, it signs many.
///
/// It derives the key from both secrets and wipes them. It is `Send` and `Sync` and holds no lock: one signer, shared or
/// cloned, serves all threads.
///
/// ```
/// use http::{Method, Request};
/// use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
///
/// let signer = Signer::new(Credentials::new(
///     "1234567_SB1".parse()?,
///     Consumer::new("consumer key", "consumer secret")?,
///     Token::new("token id", "token secret")?,
/// ));
///
/// // Either put the header on a request,
/// let mut request = Request::post("https://1234567-sb1.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=6&deploy=1")
///     .header("Content-Type", "application/json")
///     .body("{}")?;
/// signer.sign(&mut request)?;
///
/// // or take the value, for any client.
/// let url = url::Url::parse("https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/record/v1/employee/40")?;
/// let authorization = signer.authorize(&Method::GET, &url)?;
/// # assert!(authorization.as_str().starts_with("OAuth realm=\"1234567_SB1\", "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Signer {
    account_id: AccountId,
    consumer_key: String,
    token_id: String,
    key: Key,
    /// The header's parameters in the base string.
    template: HeaderTemplate,
    /// The header up to the signature, with room for nonce and timestamp.
    head: String,
    clock_offset: Duration,
}

impl Signer {
    /// Derives the key (RFC 5849 section 3.4.2), then drops and so wipes both secrets.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "the secrets end here")]
    pub fn new(credentials: Credentials) -> Self {
        let (consumer, token) = (credentials.consumer(), credentials.token());
        let consumer_key = encode(consumer.key()).to_string();
        let token_id = encode(token.id()).to_string();
        let realm = encode(credentials.account_id().realm()).to_string();
        let mut key = Key::new(consumer.secret(), token.secret());
        expect_common_requests(&mut key, credentials.account_id());
        Self {
            account_id: credentials.account_id().clone(),
            key,
            consumer_key: consumer.key().to_owned(),
            token_id: token.id().to_owned(),
            head: authorization::head(&realm, &consumer_key, &token_id),
            template: HeaderTemplate::new(&consumer_key, &token_id),
            clock_offset: Duration::ZERO,
        }
    }

    /// Corrects the clock of a machine that is wrong: `offset` is how far NetSuite's is ahead, and is added to every
    /// timestamp that is read from the machine's clock. Fractions of a second are left off.
    ///
    /// NetSuite refuses a timestamp that is more than five minutes off. [`clock_offset_of`](Self::clock_offset_of) reads the
    /// offset from any of its responses; a clone of the signer with it, `signer.clone().with_clock_offset(offset)`, then takes the
    /// place of the old one.
    #[must_use]
    pub fn with_clock_offset(mut self, offset: Duration) -> Self {
        self.clock_offset = offset;
        self
    }

    /// Returns the clock offset: how far NetSuite's clock is ahead of this machine's.
    #[must_use]
    pub fn clock_offset(&self) -> Duration {
        self.clock_offset
    }

    /// Returns the current time, corrected by the clock offset: the timestamp of a request that is signed now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        Timestamp::now().saturating_add(self.clock_offset)
    }

    /// Returns the account for which it signs.
    #[must_use]
    pub fn account_id(&self) -> &AccountId {
        &self.account_id
    }

    /// Puts a fresh `Authorization` header on a request, in place of any that it has.
    ///
    /// Call it last, on the request as it is sent, and once for each time that it is sent: a header that is sent again is
    /// refused (`nonce_used`), so a retry must come back here.
    ///
    /// # Errors
    ///
    /// Those of [`authorize`](Self::authorize); [`Error::BodyForm`] if the request has a form's `Content-Type`, since
    /// OAuth signs a form's fields, which are not seen here, and NetSuite takes no forms; [`Error::HeadersFull`], which a
    /// full header map gives even where an old header would make room. The request is then as it was.
    pub fn sign<B>(&self, request: &mut Request<B>) -> Result<(), Error> {
        if has_form_body(request.headers()) {
            return Err(Error::BodyForm);
        }
        let target = request.uri().into();
        let (timestamp, nonce) = self.stamp();
        let authorization = self.authorize_target(request.method(), target, nonce, timestamp)?;
        match request
            .headers_mut()
            .try_insert(AUTHORIZATION, authorization.into_header_value())
        {
            Ok(_) => Ok(()),
            Err(_) => Err(Error::HeadersFull),
        }
    }

    /// Makes the header's value for one request, from its method and its `&Url` or `&Uri`, with a random nonce and the
    /// time of now.
    ///
    /// A body in JSON is not signed. Sign the URL that is sent: what changes it later breaks the signature.
    /// The parameters of a form's body (`application/x-www-form-urlencoded`) are not signed either, though OAuth would have it: do not
    /// send such a request, which [`sign`](Self::sign) refuses.
    ///
    /// # Errors
    ///
    /// The ones that tell of a URL: [`Error::HostMissing`], [`Error::SchemeUnsupported`], [`Error::UserInfoPresent`],
    /// [`Error::PortInvalid`], [`Error::QueryEscape`], [`Error::QueryUtf8`], [`Error::QueryProtocolParameter`] and
    /// [`Error::HostForeign`].
    pub fn authorize<'a>(
        &self,
        method: &Method,
        url: impl Into<Target<'a>>,
    ) -> Result<Authorization, Error> {
        let (timestamp, nonce) = self.stamp();
        self.authorize_target(method, url.into(), nonce, timestamp)
    }

    /// Does what [`authorize`](Self::authorize) does, with a nonce and a timestamp from outside, for tests and for
    /// machines with another source of either.
    ///
    /// The clock offset is not applied: the timestamp is taken as it is.
    ///
    /// ```
    /// # use http::{Method, Uri};
    /// # use netsuite_oauth1::{Consumer, Credentials, Nonce, Signer, Timestamp, Token};
    /// // The example of Oracle's page `section_1534941088`.
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
    /// let nonce = Nonce::new("fjaLirsIcCGVZWzBX0pg")?;
    /// let authorization = signer.authorize_with(&Method::GET, &uri, &nonce, Timestamp::from_unix(1508242306))?;
    /// assert_eq!(authorization.signature(), "B5OIWznZ2YP0OB7VrJrGkYsTh+8H+5T9Hag+o92q0zY=");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`authorize`](Self::authorize).
    pub fn authorize_with<'a>(
        &self,
        method: &Method,
        url: impl Into<Target<'a>>,
        nonce: &Nonce,
        timestamp: Timestamp,
    ) -> Result<Authorization, Error> {
        self.authorize_target(method, url.into(), nonce.clone(), timestamp)
    }

    /// Prepares one method and URL that is called again and again: a RESTlet, a SuiteQL page.
    ///
    /// # Errors
    ///
    /// Those of [`authorize`](Self::authorize), once and for all.
    pub fn endpoint<'a>(
        &self,
        method: &Method,
        url: impl Into<Target<'a>>,
    ) -> Result<Endpoint, Error> {
        Endpoint::new(self, method, url.into())
    }

    /// Explains every step of one signature, to hold it against another implementation's.
    ///
    /// # Errors
    ///
    /// Those of [`authorize`](Self::authorize).
    pub fn explain<'a>(
        &self,
        method: &Method,
        url: impl Into<Target<'a>>,
        nonce: &Nonce,
        timestamp: Timestamp,
    ) -> Result<Explanation, Error> {
        Explanation::new(self, method, url.into(), nonce, timestamp)
    }

    fn authorize_target(
        &self,
        method: &Method,
        target: Target<'_>,
        nonce: Nonce,
        timestamp: Timestamp,
    ) -> Result<Authorization, Error> {
        let digits = timestamp.digits();
        let digits = digits.as_bytes();
        let mut text = Text::new(0);
        self.compose(&mut text, method, target, nonce.as_bytes(), digits)?;
        let signature = self.key.sign(&mut text);
        Ok(Authorization::new(
            self.head(),
            nonce,
            timestamp,
            digits,
            signature,
        ))
    }

    /// Reads the clock, as far as it is to be believed, and draws a nonce: in this order, since reading the clock waits for all
    /// that came before.
    #[inline]
    pub(crate) fn stamp(&self) -> (Timestamp, Nonce) {
        let timestamp = self.now();
        (timestamp, Nonce::random())
    }

    pub(crate) fn consumer_key(&self) -> &str {
        &self.consumer_key
    }

    pub(crate) fn token_id(&self) -> &str {
        &self.token_id
    }

    pub(crate) fn key(&self) -> &Key {
        &self.key
    }

    pub(crate) fn head(&self) -> &[u8] {
        self.head.as_bytes()
    }

    /// Writes the base string of a request, after every check, and returns where in it nonce and timestamp begin.
    pub(crate) fn compose(
        &self,
        text: &mut Text,
        method: &Method,
        target: Target<'_>,
        nonce: &[u8],
        timestamp: &[u8],
    ) -> Result<[usize; 2], Error> {
        let uri = BaseStringUri::new(target)?;
        self.account_id.check_host(uri.host())?;
        let mut query = Parameters::new();
        query.parse(target.query.unwrap_or_default(), &protocol::RESERVED)?;
        query.sort();
        let header = HeaderParameters {
            template: &self.template,
            nonce,
            timestamp,
        };
        Ok(compose(text, method, &uri, &query, Some(header)))
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer")
            .field("account_id", &self.account_id)
            .finish_non_exhaustive()
    }
}

/// Has the key know how the base strings of most requests begin: a GET or POST of a RESTlet or of REST web services.
fn expect_common_requests(key: &mut Key, account_id: &AccountId) {
    let suitetalk = account_id.url(Service::SuiteTalk);
    for url in [account_id.restlet_url("", ""), suitetalk] {
        for method in [Method::GET, Method::POST] {
            let mut text = Text::new(0);
            if let Ok(uri) = BaseStringUri::new((&url).into()) {
                compose(&mut text, &method, &uri, &Parameters::new(), None);
            }
            key.expect(text.as_slice());
        }
    }
}

/// Whether the body is an HTML form, whatever follows the media type (RFC 9110 section 8.3).
fn has_form_body(headers: &HeaderMap) -> bool {
    headers.get_all(CONTENT_TYPE).iter().any(|value| {
        let media_type = value
            .as_bytes()
            .split(|byte| *byte == b';')
            .next()
            .unwrap_or_default();
        media_type
            .trim_ascii()
            .eq_ignore_ascii_case(b"application/x-www-form-urlencoded")
    })
}
