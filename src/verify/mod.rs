//! Verifies signed requests as NetSuite does: the server's side, for tests.
//!
//! Nobody can call a NetSuite account from a test, and a mock that looks at no signature finds nothing. A [`Verifier`] takes the
//! credentials that the client signs with, and answers for each request that arrives whether NetSuite would take it and, where it
//! would not, what its Login Audit Trail would say. It opens no socket either: put it behind any server that speaks
//! `http::Request`. This is a NetSuite in a function:
//!
//! ```
//! use http::{Request, Response, StatusCode};
//! use netsuite_oauth1::{Timestamp, verify::Verifier};
//!
//! fn netsuite<B>(verifier: &Verifier, request: &Request<B>) -> Response<String> {
//!     let (status, body) = match verifier.verify_request(request, Timestamp::now()) {
//!         Ok(verified) => (StatusCode::OK, format!(r#"{{"company":"{}"}}"#, verified.account_id())),
//!         Err(refusal) => {
//!             eprintln!("{refusal}"); // As NetSuite: the cause is for the administrator, the client learns nothing of it.
//!             (StatusCode::UNAUTHORIZED, r#"{"error":{"code":"INVALID_LOGIN_ATTEMPT"}}"#.to_owned())
//!         }
//!     };
//!     let mut response = Response::new(body);
//!     *response.status_mut() = status;
//!     response
//! }
//!
//! # use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
//! let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret")?);
//! let credentials = Credentials::new("1234567".parse()?, consumer, token);
//! let verifier = Verifier::new([credentials.clone()]);
//!
//! let mut request = Request::get("http://localhost:8080/rest/tokeninfo").body(())?;
//! Signer::new(credentials).sign(&mut request)?;
//! assert_eq!(netsuite(&verifier, &request).status(), StatusCode::OK);
//! assert_eq!(netsuite(&verifier, &request).status(), StatusCode::UNAUTHORIZED); // nonce_used
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! If NetSuite itself has rejected a header, the crate `netsuite-oauth1-diagnosis` finds out why.
//!
//! # What is refused, and with which code
//!
//! In this order; the first fault found is the answer. Oracle lists the codes with a line on each (`subsect_156935170194`), and
//! says of few faults which code they get: what is marked with * is inferred from that line.
//!
//! | fault | code |
//! |---|---|
//! | two `Authorization` headers* | `parameter_rejected` |
//! | none*, or one that is not `OAuth`* | `MissingTokenPassportRequiredFields` |
//! | a parameter in it that is malformed, empty, there twice, not quoted*, not percent-encoded or not UTF-8* | `parameter_rejected` |
//! | a parameter missing, `realm` included* (`oauth_version` may be) | `MissingTokenPassportRequiredFields` |
//! | a signature method other than `HMAC-SHA256` | `UnknownAlgorithm` |
//! | a version other than `1.0` | `VersionRejected` |
//! | a nonce of under 6 characters, of over 64* or not of letters and digits* | `nonce_rejected` |
//! | a timestamp that is no number* | `InvalidTimestamp` |
//! | a realm that is no account's*, or spelt otherwise than in upper case and with `_`* | `consumer_key_unknown` |
//! | a consumer key that the account does not have | `consumer_key_unknown` |
//! | a token that the account does not have, or another consumer's | `token_rejected` |
//! | a timestamp out of the window | `InvalidTimestamp` |
//! | no `Host` header*, or two*; a URL that [`Signer`](crate::Signer) refuses, such as that of another account's host* | `InvalidSignature` |
//! | a query with a protocol parameter that NetSuite's header has, such as `oauth_nonce`*, or with another `oauth_…` that this header has* | `parameter_rejected` |
//! | a signature that differs | `InvalidSignature` |
//! | a nonce that was used with this timestamp and token (Oracle: with this timestamp and user, which a verifier does not know)* | `nonce_used` |
//!
//! The other codes tell of what NetSuite knows and a verifier does not: a feature, a role, a user or an integration that is
//! switched off.
//!
//! Of a query's faults that a `Signer` refuses the first counts. The body is not looked at.
//!
//! # What makes no difference
//!
//! In the header: white space around commas and `=`, empty list elements, the order of the parameters, the case of `OAuth` and of an
//! escape's hex digits (RFC 5849 section 3.5.1, RFC 9110 sections 5.6.1.2 and 11.1). Parameters beyond NetSuite's own are signed and
//! else ignored.
//!
//! Nor is told apart what OAuth's signature does not tell apart (RFC 5849 sections 3.4.1.2 and 3.4.1.3). Whoever has a request that
//! was not sent yet can send it in another such form, once:
//!
//! * a method in another case;
//! * a scheme or a host in another case, the scheme's own port and none, an empty path, `/` and the request target `*`;
//! * parameters of the query in another order, of one name too: `?id=1&id=2` and `?id=2&id=1`;
//! * `?a` and `?a=`; `+` and `%20`, and other escapes for the same text; empty pieces, as in `?a=1&&b=2&`;
//! * a parameter that was signed in the query and is moved to the header, or from there to the query.
//!
//! RFC 5849 section 3.5 has all protocol parameters in one place. As a [`Signer`](crate::Signer), a verifier holds to that for
//! the names that NetSuite's header has: any other name that begins with `oauth_` may stand in the query.

mod encoded;
mod header;
mod known;
mod nonces;
mod refusal;
mod usual;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::header::HOST;
use http::uri::Scheme;
use http::{HeaderMap, Method, Request};
use time::Duration;

use self::encoded::Encoded;
use self::header::Header;
use self::known::{Known, KnownCredentials, Owner};
use self::nonces::{Used, UsedNonces};
use self::refusal::Cause;
pub use self::refusal::Refusal;
use crate::account::AccountId;
use crate::base_string::{BaseStringUri, Parameters, Text, compose};
use crate::constant_time::is_equal;
use crate::credentials::Credentials;
use crate::error::Error;
use crate::nonce::Nonce;
use crate::protocol;
use crate::target::Target;
use crate::timestamp::Timestamp;

/// Verifies requests that were signed with credentials it knows, as NetSuite does.
///
/// It takes `&self`, is `Send` and `Sync`, and remembers the nonces that were used: share one between all threads of a server.
/// It costs least if the header is written as a [`Signer`](crate::Signer) writes it: at most 1.5 times as much as the bare HMAC-SHA256
/// of the base string, and less if the signature is wrong. A header in another order or with other separators costs half as much again.
///
/// Once the sets of used nonces have grown, a request that is accepted costs no heap allocation: with up to 8 parameters in the
/// query (those of the header count too, unless they are just the ones that a `Signer` writes), a base string of up to 1015 bytes, names and
/// values of up to 256 bytes where they are not ASCII, a host in lower case, and a header with no other escapes than a `Signer` makes.
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
/// let refusal = verifier.verify(&Method::GET, &uri, &headers, now).unwrap_err();
/// assert_eq!(refusal.code(), AuditCode::NonceUsed);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Verifier {
    credentials: KnownCredentials,
    scheme: Scheme,
    window: u64,
    used: Mutex<UsedNonces>,
}

impl Verifier {
    /// Takes the credentials that it accepts: those of several accounts, several consumers, several tokens of one consumer.
    ///
    /// It derives the keys and wipes the secrets. Of two with the same account, consumer key and token id the last counts.
    #[must_use]
    pub fn new(credentials: impl IntoIterator<Item = Credentials>) -> Self {
        Self {
            credentials: KnownCredentials::new(credentials),
            scheme: Scheme::HTTP,
            window: WINDOW,
            used: Mutex::new(UsedNonces::new(WINDOW)),
        }
    }

    /// Sets how far a timestamp may be off the clock, to either side: 5 minutes by default, as NetSuite's
    /// (Oracle: `section_1534941088`).
    ///
    /// Fractions of a second are left off, and a negative window is one of no length: only the clock's own second passes.
    ///
    /// A used nonce is remembered for one to two windows after its timestamp, and then until the next request is accepted: memory grows
    /// with the window and with the rate of requests that are accepted. Set the window of a new verifier. One in use forgets no nonce
    /// by it, and goes on to refuse the timestamps whose nonces were forgotten before, even where a wider window would allow them.
    #[must_use]
    pub fn with_window(self, window: Duration) -> Self {
        let window = u64::try_from(window.whole_seconds()).unwrap_or(0);
        let used = self.used.into_inner();
        let used = used.unwrap_or_else(PoisonError::into_inner);
        Self {
            window,
            used: Mutex::new(used.with_window(window)),
            ..self
        }
    }

    /// Sets the scheme of the requests that [`verify_request`](Self::verify_request) sees without one: `http` by default. A server
    /// behind TLS needs `https`.
    #[must_use]
    pub fn with_scheme(mut self, scheme: Scheme) -> Self {
        self.scheme = scheme;
        self
    }

    /// Verifies a request as a server has received it, at the time `now`.
    ///
    /// An absolute URL is taken as it is. Where there is a path alone, as is usual, it is that of the host in the `Host` header:
    /// a proxy before the server must leave that header as the client has sent it.
    ///
    /// # Errors
    ///
    /// [`Refusal`], with the code that NetSuite would log.
    pub fn verify_request<B>(
        &self,
        request: &Request<B>,
        now: Timestamp,
    ) -> Result<Verified, Refusal> {
        let target = self.target(request);
        self.check(request.method(), &target, request.headers(), now)
            .map_err(Refusal::new)
    }

    /// Verifies a request from its method, its absolute `&Url` or `&Uri`, and its headers, at the time `now`.
    ///
    /// Each request is accepted once. A request that is refused leaves nothing behind, and uses no nonce up.
    ///
    /// The clock may be any. Should `now` go back, no request is accepted for the second time; those of a time whose nonces are
    /// forgotten by then are refused. Eight spans of time are remembered, each as long as the window: behind a clock that goes back
    /// through more of them, as in tests that each have a date of their own, requests are refused. Make a new verifier there.
    ///
    /// # Errors
    ///
    /// [`Refusal`], with the code that NetSuite would log.
    pub fn verify<'a>(
        &self,
        method: &Method,
        url: impl Into<Target<'a>>,
        headers: &HeaderMap,
        now: Timestamp,
    ) -> Result<Verified, Refusal> {
        self.check(method, &Ok(url.into()), headers, now)
            .map_err(Refusal::new)
    }

    fn check(
        &self,
        method: &Method,
        target: &Result<Target<'_>, Cause>,
        headers: &HeaderMap,
        now: Timestamp,
    ) -> Result<Verified, Cause> {
        let text = header::find(headers)?;
        let target = || target.as_ref().copied().map_err(Cause::clone);
        if let Some(claim) = usual::read(text, &self.credentials) {
            let Claim {
                known,
                timestamp,
                signature,
                ..
            } = claim;
            let accepted = self.accept(claim, now, |text, nonce| {
                let (nonce, digits) = (nonce.as_bytes(), timestamp.digits());
                known
                    .signer
                    .compose(text, method, target()?, nonce, digits.as_bytes())?;
                Ok(())
            });
            // A signature that could not be the crate's own is read below once more, so that a header gets the same answer
            // however it is written.
            if accepted.is_ok() || Encoded::is_canonical(signature) {
                return accepted;
            }
        }

        let header = Header::parse(text)?;
        if *header.signature_method.decode() != *b"HMAC-SHA256" {
            return Err(Cause::SignatureMethod);
        }
        let version = header.version.map(Encoded::decode);
        if version.is_some_and(|version| *version != *b"1.0") {
            return Err(Cause::Version);
        }
        let nonce = header.nonce.decode();
        let nonce = Nonce::new(&String::from_utf8_lossy(&nonce)).map_err(Cause::Nonce)?;
        let digits = header.timestamp.decode();
        let claim = Claim {
            nonce,
            timestamp: parse_timestamp(&digits).ok_or(Cause::TimestampNumber)?,
            known: self.credentials.find(&header)?,
            signature: &header.signature.canonical(),
        };
        let known = claim.known;
        self.accept(claim, now, |text, nonce| {
            if header.has_usual_parameters() {
                // What is signed is then what a `Signer` signs, whose texts are laid out beforehand.
                known
                    .signer
                    .compose(text, method, target()?, nonce.as_bytes(), &digits)?;
                return Ok(());
            }
            compose_any(text, method, target()?, &header, &known.owner.account_id)
        })
    }

    /// Accepts a request with a header that is well-formed if all else is right; `compose` writes its base string.
    fn accept(
        &self,
        claim: Claim<'_>,
        now: Timestamp,
        compose: impl FnOnce(&mut Text, &Nonce) -> Result<(), Cause>,
    ) -> Result<Verified, Cause> {
        let Claim {
            known,
            nonce,
            timestamp,
            signature,
        } = claim;
        if timestamp.unix().abs_diff(now.unix()) > self.window {
            return Err(Cause::OutOfWindow {
                found: timestamp,
                now,
                window: self.window,
            });
        }
        let mut text = Text::new(0);
        compose(&mut text, &nonce)?;
        let expected = known.signer.key().sign(&mut text).encoded();
        if !is_equal(signature, expected.as_bytes()) {
            return Err(Cause::Signature);
        }
        let used = Used {
            credentials: known.number,
            timestamp,
            nonce: nonce.clone(),
        };
        self.used().remember(used, now)?;
        Ok(Verified {
            owner: Arc::clone(&known.owner),
            nonce,
            timestamp,
        })
    }

    /// Returns the URL that a request was sent to, as far as a server sees it (RFC 9112 section 3.3).
    fn target<'a, B>(&'a self, request: &'a Request<B>) -> Result<Target<'a>, Cause> {
        let uri = request.uri();
        if uri.authority().is_some() {
            return Ok(uri.into());
        }
        let mut values = request.headers().get_all(HOST).iter();
        let value = values.next().ok_or(Cause::NoHost)?;
        if values.next().is_some() {
            return Err(Cause::HostTwice);
        }
        let host = value.to_str().map_err(|_| Cause::Host)?;
        // Else a part of the path could be moved into this header, and the signature would hold for another resource.
        if host.is_empty() || !host.bytes().all(is_of_a_host) {
            return Err(Cause::Host);
        }
        Ok(Target::new(
            self.scheme.as_str(),
            host,
            uri.path(),
            uri.query(),
        ))
    }

    fn used(&self) -> MutexGuard<'_, UsedNonces> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("scheme", &self.scheme)
            .field("window", &self.window)
            .finish_non_exhaustive()
    }
}

/// What a header says, before it is known whether it is true.
struct Claim<'a> {
    known: &'a Known,
    nonce: Nonce,
    timestamp: Timestamp,
    /// Percent-encoded as the crate does it.
    signature: &'a [u8],
}

/// A request that NetSuite would take: who has sent it, and what made it unlike all others.
#[derive(Clone)]
pub struct Verified {
    owner: Arc<Owner>,
    nonce: Nonce,
    timestamp: Timestamp,
}

impl Verified {
    /// Returns the account's id.
    #[must_use]
    pub fn account_id(&self) -> &AccountId {
        &self.owner.account_id
    }

    /// Returns the consumer key.
    #[must_use]
    pub fn consumer_key(&self) -> &str {
        &self.owner.consumer_key
    }

    /// Returns the token id.
    #[must_use]
    pub fn token_id(&self) -> &str {
        &self.owner.token_id
    }

    /// Returns the nonce, which is used up now.
    #[must_use]
    pub fn nonce(&self) -> &Nonce {
        &self.nonce
    }

    /// Returns the timestamp.
    #[must_use]
    pub fn timestamp(&self) -> Timestamp {
        self.timestamp
    }
}

impl fmt::Debug for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified")
            .field("account_id", self.account_id())
            .field("nonce", &self.nonce)
            .field("timestamp", &self.timestamp)
            .finish_non_exhaustive()
    }
}

/// Writes the base string of a request with parameters in its header that a `Signer` does not write, or without the version.
fn compose_any<'a>(
    text: &mut Text,
    method: &Method,
    target: Target<'a>,
    header: &Header<'a>,
    account_id: &AccountId,
) -> Result<(), Cause> {
    let uri = BaseStringUri::new(target)?;
    account_id.check_host(uri.host())?;
    let mut all = Parameters::new();
    let parsed = all.parse(target.query.unwrap_or_default(), &protocol::RESERVED);
    parsed.map_err(|error| match error {
        Error::QueryProtocolParameter { name, at }
            if name == header::VERSION && header.version.is_none() =>
        {
            Cause::VersionInQuery { at }
        }
        error => error.into(),
    })?;
    all.sort();
    // RFC 5849 section 3.1: a protocol parameter is there once.
    if header.others.shares_protocol_name_with(&all) {
        return Err(Cause::OtherInQuery);
    }
    header.push_signed(&mut all);
    all.sort();
    compose(text, method, &uri, &all, None);
    Ok(())
}

/// Reads whole seconds in decimal digits.
fn parse_timestamp(digits: &[u8]) -> Option<Timestamp> {
    let seconds = digits.iter().try_fold(0_u64, |seconds, digit| {
        let digit = char::from(*digit).to_digit(10)?;
        seconds.checked_mul(10)?.checked_add(digit.into())
    });
    seconds.map(Timestamp::from_unix)
}

/// Whether a byte may stand in a host and port, RFC 3986 sections 3.2.2 and 3.2.3.
fn is_of_a_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=:[]".contains(&byte)
}

/// Five minutes (Oracle: `section_1534941088`).
const WINDOW: u64 = 5 * 60;

#[cfg(test)]
mod tests {
    use http::Uri;
    use http::header::AUTHORIZATION;

    use super::*;
    use crate::credentials::{Consumer, Token};
    use crate::signer::Signer;

    #[test]
    fn nothing_is_remembered_of_what_is_refused() -> Result<(), Box<dyn std::error::Error>> {
        let credentials = |secret| -> Result<_, Box<dyn std::error::Error>> {
            let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", secret)?);
            Ok(Credentials::new("1".parse()?, consumer, token))
        };
        let verifier = Verifier::new([credentials("right")?]);
        let forger = Signer::new(credentials("guessed")?);
        let uri = Uri::from_static("https://h/p?a=b");
        for off in 0..1000 {
            let timestamp = Timestamp::from_unix(1_508_242_306 + off % 300);
            let authorization =
                forger.authorize_with(&Method::GET, &uri, &Nonce::random(), timestamp)?;
            for separator in [", ", ","] {
                let value = authorization.as_str().replace(", ", separator).parse()?;
                let headers = HeaderMap::from_iter([(AUTHORIZATION, value)]);
                let now = Timestamp::from_unix(1_508_242_306);
                assert!(verifier.verify(&Method::GET, &uri, &headers, now).is_err());
                assert!(verifier.verify(&Method::PUT, &uri, &headers, now).is_err());
            }
        }
        assert_eq!(verifier.used().count(), 0);
        Ok(())
    }
}
