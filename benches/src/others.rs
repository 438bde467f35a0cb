use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::Method;
use oauth1_request::signature_method::SignatureMethod;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rand::distr::{Alphanumeric, SampleString};
use sha2::Sha256;
use url::Url;

use crate::request::{CONSUMER_KEY, CONSUMER_SECRET, REALM, TOKEN_ID, TOKEN_SECRET};

/// Prepares `oauth1-request`, the fastest of the other crates, for one URL.
pub fn with_oauth1_request<M: SignatureMethod + Clone + 'static>(
    url: &Url,
    method: M,
) -> Box<dyn FnMut() -> String> {
    let (uri, query) = apart(url);
    let query = oauth1_request::ParameterList::new(query);
    let token =
        oauth1_request::Token::from_parts(CONSUMER_KEY, CONSUMER_SECRET, TOKEN_ID, TOKEN_SECRET);
    let mut builder = oauth1_request::Builder::with_token(token, method);
    builder.version(true);
    Box::new(move || builder.post(&uri, &query))
}

/// Signs a request as a program without an OAuth library does: correctly, but not tuned for speed.
pub fn by_hand(method: &Method, url: &Url) -> String {
    let nonce = Alphanumeric.sample_string(&mut rand::rng(), 20);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let timestamp = now.as_secs().to_string();
    let protocol = [
        ("oauth_consumer_key", CONSUMER_KEY),
        ("oauth_token", TOKEN_ID),
        ("oauth_nonce", &nonce),
        ("oauth_timestamp", &timestamp),
        ("oauth_signature_method", "HMAC-SHA256"),
        ("oauth_version", "1.0"),
    ];
    let mut parameters: Vec<(String, String)> = url
        .query_pairs()
        .map(|(name, value)| (encode(&name), encode(&value)))
        .chain(protocol.map(|(name, value)| (encode(name), encode(value))))
        .collect();
    parameters.sort();
    let parameters: Vec<String> = parameters
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let (uri, _) = apart(url);
    let base_string = format!(
        "{method}&{}&{}",
        encode(&uri),
        encode(&parameters.join("&"))
    );
    let key = format!("{}&{}", encode(CONSUMER_SECRET), encode(TOKEN_SECRET));
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
    mac.update(base_string.as_bytes());
    let signature = encode(&STANDARD.encode(mac.finalize().into_bytes()));
    let protocol = protocol.map(|(name, value)| format!("{name}=\"{}\"", encode(value)));
    format!(
        "OAuth realm=\"{REALM}\", {}, oauth_signature=\"{signature}\"",
        protocol.join(", ")
    )
}

/// Splits a URL, for crates that take the query as names and values.
pub fn apart(url: &Url) -> (String, Vec<(String, String)>) {
    let mut uri = url.clone();
    uri.set_query(None);
    (uri.into(), url.query_pairs().into_owned().collect())
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, &RESERVED).to_string()
}

/// All bytes except the unreserved characters of RFC 3986.
pub const RESERVED: AsciiSet = NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
