//! The three-step flow: `/rest/requesttoken`, the consent page and `/rest/accesstoken`.
//!
//! A `Verifier` with the request token checks step three. It cannot check step one, because that
//! request has no token. So this module checks the base string and the signature itself.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderValue, Request, Response, StatusCode, header};
use hyper::body::Bytes;
use netsuite_oauth1::verify::Verifier;
use netsuite_oauth1::{BaseString, Consumer, Credentials, Nonce, Timestamp, Token};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha2::Sha256;
use url::Url;

use crate::answer::{parameter, restlet_error, text};
use crate::{ACCOUNT_ID, CONSUMER_KEY, CONSUMER_SECRET, TOKEN_ID, TOKEN_SECRET, lock};

#[derive(Debug)]
pub(crate) struct Flow {
    /// Knows only the request token.
    pub(crate) verifier: Verifier,
    callback: Mutex<Option<Url>>,
    pub(crate) declines: AtomicBool,
    has_consent: AtomicBool,
}

impl Flow {
    pub(crate) fn new() -> Result<Self, netsuite_oauth1::Error> {
        let request_token = Credentials::new(
            ACCOUNT_ID.parse()?,
            Consumer::new(CONSUMER_KEY, CONSUMER_SECRET)?,
            Token::new(REQUEST_TOKEN, REQUEST_TOKEN_SECRET)?,
        );
        Ok(Self {
            verifier: Verifier::new([request_token]),
            callback: Mutex::default(),
            declines: AtomicBool::default(),
            has_consent: AtomicBool::default(),
        })
    }

    /// Answers steps one and two. Returns `None` for other requests.
    pub(crate) fn answer(
        &self,
        request: &Request<Bytes>,
        now: Timestamp,
    ) -> Option<Response<Bytes>> {
        let response = match request.uri().path() {
            "/rest/requesttoken" => self.request_token(request, now),
            "/app/login/secure/authorizetoken.nl" => self.authorize(request),
            _ => return None,
        };
        Some(response.unwrap_or_else(|| login_refused(request)))
    }

    /// Step one. NetSuite's responses were seen with line breaks, so this one has some too.
    fn request_token(&self, request: &Request<Bytes>, now: Timestamp) -> Option<Response<Bytes>> {
        let parameters = verify(request, now)?;
        let callback = Url::parse(find(&parameters, "oauth_callback")?).ok()?;
        *lock(&self.callback) = Some(callback);
        Some(form(format!(
            "oauth_token={REQUEST_TOKEN}&oauth_token_secret={REQUEST_TOKEN_SECRET}\n\
            &oauth_callback_confirmed=true\n"
        )))
    }

    /// Step two: redirects to the callback as if the user had consented or declined.
    fn authorize(&self, request: &Request<Bytes>) -> Option<Response<Bytes>> {
        let mut callback = lock(&self.callback).clone()?;
        let token = parameter(request, "oauth_token")?;
        let state = parameter(request, "state")?;
        if token != REQUEST_TOKEN {
            return None;
        }
        let declines = self.declines.load(SeqCst);
        self.has_consent.store(!declines, SeqCst);
        callback
            .query_pairs_mut()
            .append_pair("oauth_token", &token)
            .append_pair("oauth_verifier", if declines { "" } else { VERIFIER })
            .append_pair("company", ACCOUNT_ID)
            .append_pair("role", "3")
            .append_pair("entity", "9")
            .append_pair("state", &state);
        let mut response = text(StatusCode::FOUND, "text/html", String::new());
        let callback = HeaderValue::from_str(callback.as_str()).ok()?;
        response.headers_mut().insert(header::LOCATION, callback);
        Some(response)
    }

    /// Step three, after verification. Issues the access token once per consent.
    pub(crate) fn access_token(&self, request: &Request<Bytes>) -> Response<Bytes> {
        let parameters = header_parameters(request).unwrap_or_default();
        let is_own = find(&parameters, "oauth_verifier") == Some(VERIFIER);
        if !is_own || !self.has_consent.swap(false, SeqCst) {
            return login_refused(request);
        }
        form(format!(
            "oauth_token={TOKEN_ID}&oauth_token_secret={TOKEN_SECRET}\n"
        ))
    }
}

fn login_refused(request: &Request<Bytes>) -> Response<Bytes> {
    let (status, code) = (StatusCode::UNAUTHORIZED, "INVALID_LOGIN_ATTEMPT");
    restlet_error(request, status, code, "Invalid login attempt.")
}

/// Parses the `Authorization` header's parameters.
fn header_parameters(request: &Request<Bytes>) -> Option<Vec<(String, String)>> {
    let header = request.headers().get(header::AUTHORIZATION)?;
    let header = header.to_str().ok()?.strip_prefix("OAuth ")?;
    let parameters = header.split(", ").map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.strip_prefix('"')?.strip_suffix('"')?;
        let value = percent_decode_str(value).decode_utf8().ok()?;
        Some((name.to_owned(), value.into_owned()))
    });
    parameters.collect()
}

/// Verifies a request without a token, and returns the parameters of its header.
fn verify(request: &Request<Bytes>, now: Timestamp) -> Option<Vec<(String, String)>> {
    let parameters = header_parameters(request)?;
    let expected = [
        ("oauth_consumer_key", CONSUMER_KEY),
        ("oauth_signature_method", "HMAC-SHA256"),
        ("oauth_version", "1.0"),
    ];
    let is_as_expected = expected
        .iter()
        .all(|(name, value)| find(&parameters, name) == Some(value));
    let timestamp: u64 = find(&parameters, "oauth_timestamp")?.parse().ok()?;
    if !is_as_expected
        || now.unix().abs_diff(timestamp) > 300
        || Nonce::new(find(&parameters, "oauth_nonce")?).is_err()
    {
        return None;
    }
    let is_signed = |(name, _): &&(String, String)| name != "realm" && name != "oauth_signature";
    let signed = parameters.iter().filter(is_signed);
    let signed = signed.map(|(name, value)| (name, value));
    let host = request.headers().get(header::HOST)?.to_str().ok()?;
    let url = Url::parse(&format!("http://{host}{}", request.uri())).ok()?;
    let base_string = BaseString::new(request.method(), &url, signed).ok()?;

    // Without a token, the token secret is empty (RFC 5849 section 3.4.2).
    let key = format!(
        "{}&",
        utf8_percent_encode(CONSUMER_SECRET, NON_ALPHANUMERIC)
    );
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).ok()?;
    mac.update(base_string.as_str().as_bytes());
    let signature = STANDARD
        .decode(find(&parameters, "oauth_signature")?)
        .ok()?;
    mac.verify_slice(&signature).ok()?;
    Some(parameters)
}

fn find<'a>(parameters: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let (_, value) = parameters.iter().find(|(found, _)| found == name)?;
    Some(value)
}

fn form(body: String) -> Response<Bytes> {
    text(StatusCode::OK, "application/x-www-form-urlencoded", body)
}

const REQUEST_TOKEN: &str = "5b3de0a1f0c9d8e7b6a59483726150fe";
const REQUEST_TOKEN_SECRET: &str = "c0ffee5b3de0a1f0c9d8e7b6a5948372";
const VERIFIER: &str = "6150fec0ffee5b3d";
