//! The endpoints of the three-step flow.
//!
//! They have no token of the verifier's, so that it does not know their signatures: they are checked here, from the base string on.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderValue, Request, Response, StatusCode, header};
use hyper::body::Bytes;
use netsuite_oauth1::BaseString;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha2::Sha256;
use url::Url;

use super::answer::{parameter, restlet_error, text};
use super::{ACCOUNT_ID, CONSUMER_KEY, CONSUMER_SECRET, TOKEN_ID, TOKEN_SECRET};

#[derive(Default)]
pub(crate) struct Flow {
    callback: Mutex<Option<Url>>,
    pub(crate) denies: AtomicBool,
}

impl Flow {
    /// Answers a request that belongs to the flow.
    pub(crate) fn answer(&self, request: &Request<Bytes>) -> Option<Response<Bytes>> {
        let response = match request.uri().path() {
            "/rest/requesttoken" => self.request_token(request),
            "/app/login/secure/authorizetoken.nl" => self.authorize(request),
            "/rest/accesstoken" => access_token(request),
            _ => return None,
        };
        Some(response.unwrap_or_else(|| {
            let (status, code) = (StatusCode::UNAUTHORIZED, "INVALID_LOGIN_ATTEMPT");
            restlet_error(request, status, code, "Invalid login attempt.")
        }))
    }

    /// Step one. NetSuite ends a value with a line break.
    fn request_token(&self, request: &Request<Bytes>) -> Option<Response<Bytes>> {
        let parameters = verify(request, "")?;
        let callback = Url::parse(find(&parameters, "oauth_callback")?).ok()?;
        *self.callback.lock().unwrap() = Some(callback);
        Some(form(format!(
            "oauth_token={REQUEST_TOKEN}&oauth_token_secret={REQUEST_TOKEN_SECRET}\n&oauth_callback_confirmed=true\n"
        )))
    }

    /// Step two: the page on which the user consents, or not.
    fn authorize(&self, request: &Request<Bytes>) -> Option<Response<Bytes>> {
        let mut callback = self.callback.lock().unwrap().clone()?;
        let (token, state) = (
            parameter(request, "oauth_token")?,
            parameter(request, "state")?,
        );
        if token != REQUEST_TOKEN {
            return None;
        }
        let denies = self.denies.load(SeqCst);
        callback
            .query_pairs_mut()
            .append_pair("oauth_token", &token)
            .append_pair("oauth_verifier", if denies { "" } else { VERIFIER })
            .append_pair("company", ACCOUNT_ID)
            .append_pair("role", "3")
            .append_pair("entity", "9")
            .append_pair("state", &state);
        let mut response = text(StatusCode::FOUND, "text/html", String::new());
        let callback = HeaderValue::from_str(callback.as_str()).ok()?;
        response.headers_mut().insert(header::LOCATION, callback);
        Some(response)
    }
}

/// Step three. The access token is the one that the verifier knows.
fn access_token(request: &Request<Bytes>) -> Option<Response<Bytes>> {
    let parameters = verify(request, REQUEST_TOKEN_SECRET)?;
    let is_own = find(&parameters, "oauth_token")? == REQUEST_TOKEN
        && find(&parameters, "oauth_verifier")? == VERIFIER;
    is_own.then(|| {
        form(format!(
            "oauth_token={TOKEN_ID}&oauth_token_secret={TOKEN_SECRET}\n"
        ))
    })
}

/// Checks the signature with the secret of the request token, if there is one, and returns the header's parameters.
fn verify(request: &Request<Bytes>, token_secret: &str) -> Option<Vec<(String, String)>> {
    let header = request.headers().get(header::AUTHORIZATION)?;
    let header = header.to_str().ok()?.strip_prefix("OAuth ")?;
    let mut parameters = Vec::new();
    for parameter in header.split(", ") {
        let (name, value) = parameter.split_once('=')?;
        let value = value.strip_prefix('"')?.strip_suffix('"')?;
        let value = percent_decode_str(value).decode_utf8().ok()?;
        parameters.push((name.to_owned(), value.into_owned()));
    }
    if find(&parameters, "oauth_consumer_key")? != CONSUMER_KEY {
        return None;
    }
    let is_signed = |(name, _): &&(String, String)| name != "realm" && name != "oauth_signature";
    let signed = parameters.iter().filter(is_signed);
    let signed = signed.map(|(name, value)| (name, value));
    let host = request.headers().get(header::HOST)?.to_str().ok()?;
    let url = Url::parse(&format!("http://{host}{}", request.uri())).ok()?;
    let base_string = BaseString::new(request.method(), &url, signed).ok()?;

    let [consumer_secret, token_secret] = [CONSUMER_SECRET, token_secret]
        .map(|secret| utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string());
    let key = format!("{consumer_secret}&{token_secret}");
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
