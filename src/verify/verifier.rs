use std::sync::{Arc, Mutex, PoisonError};

use http::header::HOST;
use http::uri::Scheme;
use http::{HeaderMap, Method, Request};
use time::Duration;

use super::encoded::Buffer;
use super::error::{Error, Kind};
use super::header::{self, Header};
use super::known::{Known, KnownCredentials};
use super::used_nonces::UsedNonces;
use super::verified::Verified;
use crate::base_string::{BaseStringUri, Parameters, Text, compose_parameters};
use crate::credentials::Credentials;
use crate::macros::debug;
use crate::nonce::Nonce;
use crate::protocol::{HMAC_SHA256, RESERVED, VERSION, VERSION_1_0};
use crate::target::Target;
use crate::timestamp::Timestamp;

/// Verifies signed requests as NetSuite does.
///
/// A verifier knows the clients' credentials and remembers their nonces. It is `Send` and `Sync`,
/// and its methods take `&self`: share one between all threads of a server. It holds a lock only
/// while it looks up a nonce.
///
/// ```
/// use http::{HeaderMap, Method, Uri, header::AUTHORIZATION};
/// use netsuite_oauth1::{Consumer, Credentials, Signer, Timestamp, Token};
/// use netsuite_oauth1::audit::AuditCode;
/// use netsuite_oauth1::verify::Verifier;
///
/// # let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret")?);
/// let credentials = Credentials::new("1234567".parse()?, consumer, token);
/// let verifier = Verifier::new([credentials.clone()]);
///
/// let uri = Uri::from_static("https://1234567.restlets.api.netsuite.com/rest/tokeninfo");
/// let authorization = Signer::new(credentials).authorize(&Method::GET, &uri)?;
/// let (nonce, now) = (authorization.nonce().clone(), authorization.timestamp());
/// let headers = HeaderMap::from_iter([(AUTHORIZATION, authorization.into_header_value())]);
///
/// let verified = verifier.verify(&Method::GET, &uri, &headers, now)?;
/// assert_eq!(*verified.nonce(), nonce);
/// let replay = verifier.verify(&Method::GET, &uri, &headers, now).unwrap_err();
/// assert_eq!(replay.code(), AuditCode::NonceUsed);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Verifier {
    credentials: KnownCredentials,
    scheme: Scheme,
    /// In seconds.
    window: u64,
    used: Mutex<UsedNonces>,
}

impl Verifier {
    /// Accepts requests that were signed with any of the given credentials.
    ///
    /// They may belong to several accounts, consumers and tokens. The keys are derived and the
    /// secrets zeroized. Of two credentials with the same account, consumer key and token id, the
    /// last counts.
    pub fn new(credentials: impl IntoIterator<Item = Credentials>) -> Self {
        Self {
            credentials: KnownCredentials::new(credentials),
            scheme: Scheme::HTTP,
            window: WINDOW,
            used: Mutex::default(),
        }
    }

    /// Sets how far a timestamp may be from the clock, in either direction. The default is
    /// [NetSuite's 5 minutes][oracle].
    ///
    /// Fractions of a second are dropped. A window of zero, or a negative one, accepts only the
    /// second that the clock shows.
    ///
    /// A used nonce is remembered until its timestamp is outside the window and another request is
    /// accepted. So the memory grows with the window and with the rate of accepted requests.
    ///
    /// The window can change between two requests. If it becomes wider, timestamps whose nonces
    /// have been forgotten stay rejected.
    ///
    /// [oracle]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_1534941088.html
    #[must_use]
    pub fn with_window(mut self, window: Duration) -> Self {
        self.window = window.whole_seconds().max(0).unsigned_abs();
        self
    }

    /// Sets the scheme that [`verify_request`](Self::verify_request) assumes for a URL without one.
    /// The default is `http`. A server behind TLS needs `https`.
    #[must_use]
    pub fn with_scheme(mut self, scheme: Scheme) -> Self {
        self.scheme = scheme;
        self
    }

    /// Verifies a request as a server received it, at the time `now`.
    ///
    /// An absolute URL is used unchanged. Most requests have only a path: their host comes from the
    /// `Host` header, so a proxy must not change that header.
    ///
    /// # Errors
    ///
    /// [`Error`], with the code that NetSuite would log.
    pub fn verify_request<B>(
        &self,
        request: &Request<B>,
        now: Timestamp,
    ) -> Result<Verified, Error> {
        let target = self.target(request);
        Ok(self.check(request.method(), target, request.headers(), now)?)
    }

    /// Verifies a request by its method, its absolute `&Url` or `&Uri`, and its headers, at the
    /// time `now`.
    ///
    /// Each request is accepted once. A rejected request does not use up its nonce.
    ///
    /// `now` may move backwards; replays stay rejected, and so does every request whose timestamp is
    /// not later than the latest forgotten timestamp. If the clock goes back by more than a window,
    /// at most 100,000 nonces are remembered until it catches up.
    ///
    /// # Errors
    ///
    /// [`Error`], with the code that NetSuite would log.
    pub fn verify<'a>(
        &self,
        method: &Method,
        url: impl Into<Target<'a>>,
        headers: &HeaderMap,
        now: Timestamp,
    ) -> Result<Verified, Error> {
        Ok(self.check(method, Ok(url.into()), headers, now)?)
    }

    /// Runs the checks in the order of the module's documentation.
    fn check(
        &self,
        method: &Method,
        target: Result<Target<'_>, Kind>,
        headers: &HeaderMap,
        now: Timestamp,
    ) -> Result<Verified, Kind> {
        let header = Header::parse(header::find(headers)?)?;
        let [
            realm,
            key,
            token,
            nonce,
            digits,
            algorithm,
            version,
            signature,
        ] = header.values;
        if !algorithm.is(HMAC_SHA256) {
            return Err(Kind::SignatureMethodUnsupported);
        }
        if header.has_version() && !version.is(VERSION_1_0) {
            return Err(Kind::VersionUnsupported);
        }
        let mut buffer = Buffer::new();
        let nonce = Nonce::from_utf8(nonce.decode(&mut buffer)).map_err(Kind::NonceInvalid)?;
        let mut buffer = Buffer::new();
        let digits = digits.decode(&mut buffer);
        let timestamp = Timestamp::from_digits(digits).ok_or(Kind::TimestampInvalid)?;
        let (number, known) = self.credentials.find([realm, key, token])?;
        if timestamp.unix().abs_diff(now.unix()) > self.window {
            return Err(Kind::TimestampOutOfWindow {
                found: timestamp,
                now,
                window: self.window,
            });
        }

        let mut text = Text::new();
        if header.is_a_signers() {
            let signer = &known.signer;
            signer.compose(&mut text, method, target?, nonce.as_bytes(), digits)?;
        } else {
            compose_any(&mut text, method, target?, &header, known)?;
        }
        let expected = known.signer.constant.key.sign(text.as_slice());
        if !expected.is(signature.decode(&mut Buffer::new())) {
            return Err(Kind::SignatureWrong);
        }

        let used = (timestamp, number, nonce.clone());
        let all = self.used.lock();
        all.unwrap_or_else(PoisonError::into_inner)
            .insert(used, now, self.window)?;
        Ok(Verified {
            owner: Arc::clone(&known.owner),
            nonce,
            timestamp,
        })
    }

    /// Returns the URL that a request was sent to, as a server sees it (RFC 9112 section 3.3).
    fn target<'a, B>(&'a self, request: &'a Request<B>) -> Result<Target<'a>, Kind> {
        let uri = request.uri();
        if uri.authority().is_some() {
            return Ok(uri.into());
        }
        let mut values = request.headers().get_all(HOST).iter();
        let value = values.next().ok_or(Kind::HostMissing)?;
        if values.next().is_some() {
            return Err(Kind::HostRepeated);
        }
        let host = value.to_str().map_err(|_| Kind::HostMalformed)?;
        // A `/` in the header could take over a part of the path: the base string would be the same
        // for another resource.
        if host.is_empty() || !host.bytes().all(is_host_byte) {
            return Err(Kind::HostMalformed);
        }
        let scheme = self.scheme.as_str();
        Ok(Target::new(scheme, host, uri.path(), uri.query()))
    }
}

debug!(Verifier, scheme, window);

/// Writes the base string of a request whose header has parameters that a `Signer` does not write,
/// or lacks a version.
fn compose_any<'a>(
    text: &mut Text,
    method: &Method,
    target: Target<'a>,
    header: &Header<'a>,
    known: &Known,
) -> Result<(), Kind> {
    let uri = BaseStringUri::new(target)?;
    known.owner.account_id.check_host(uri.host())?;
    let mut parameters = Parameters::default();
    parameters
        .parse(target.query, &RESERVED)
        .map_err(|error| match error {
            crate::Error::QueryParameterReserved { name, at }
                if name == VERSION && !header.has_version() =>
            {
                Kind::VersionMisplaced { at }
            }
            error => error.into(),
        })?;
    parameters.sort();
    // RFC 5849 section 3.1: a request has each protocol parameter once.
    if header.shares_a_name_with(&parameters) {
        return Err(Kind::OtherRepeatedInQuery);
    }
    header.push_signed(&mut parameters);
    compose_parameters(text, method, &uri, parameters);
    Ok(())
}

/// Whether a byte can appear in a host and port, RFC 3986 sections 3.2.2 and 3.2.3.
fn is_host_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=:[]".contains(&byte)
}

const WINDOW: u64 = 5 * 60;
