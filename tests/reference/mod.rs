//! A plain implementation of RFC 5849, step by step and on owned text, with NetSuite's algorithm
//! and realm. It shares no code with the crate.
#![allow(dead_code, reason = "no test binary needs all of it")]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// A request as it goes on the wire.
pub(crate) struct Request<'a> {
    pub(crate) method: &'a str,
    pub(crate) url: &'a str,
}

impl Request<'_> {
    /// Builds the base string URI (section 3.4.1.2).
    pub(crate) fn base_string_uri(&self) -> String {
        let (scheme, authority, path, _) = self.parts();
        let scheme = scheme.to_lowercase();
        let (host, port) = host_and_port(authority);
        let host = host.to_lowercase();
        let path = if path.is_empty() { "/" } else { path };
        match (scheme.as_str(), port.parse::<u32>()) {
            (_, Err(_)) | ("http", Ok(80)) | ("https", Ok(443)) => {
                format!("{scheme}://{host}{path}")
            }
            (_, Ok(port)) => format!("{scheme}://{host}:{port}{path}"),
        }
    }

    /// Collects and normalizes the parameters (sections 3.4.1.3.1 and 3.4.1.3.2).
    pub(crate) fn normalized_parameters(&self, others: &[(String, String)]) -> String {
        let mut encoded: Vec<(String, String)> = Vec::new();
        for (name, value) in self.query_parameters() {
            encoded.push((encode(&name), encode(&value)));
        }
        for (name, value) in others {
            encoded.push((encode(name.as_bytes()), encode(value.as_bytes())));
        }
        encoded.sort();
        let pairs: Vec<String> = encoded
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("&")
    }

    /// Builds the base string (section 3.4.1.1).
    pub(crate) fn base_string(&self, others: &[(String, String)]) -> String {
        [
            encode(self.method.to_uppercase().as_bytes()),
            encode(self.base_string_uri().as_bytes()),
            encode(self.normalized_parameters(others).as_bytes()),
        ]
        .join("&")
    }

    /// Returns the base string and the signature (section 3.4.2). `realm` is not signed.
    pub(crate) fn signature(
        &self,
        parameters: &[(String, String)],
        [consumer_secret, token_secret]: [&str; 2],
    ) -> (String, String) {
        let is_signed = |(name, _): &&(String, String)| name != "realm";
        let signed: Vec<(String, String)> = parameters.iter().filter(is_signed).cloned().collect();
        let base_string = self.base_string(&signed);
        let key = [consumer_secret, token_secret].map(|secret| encode(secret.as_bytes()));
        let mac = hmac_sha256(key.join("&").as_bytes(), base_string.as_bytes());
        (base_string, STANDARD.encode(mac))
    }

    /// Returns the base string and the header (sections 3.4.2 and 3.5.1). `secrets` are the
    /// consumer key, the consumer secret, the token id and the token secret.
    pub(crate) fn sign(
        &self,
        realm: &str,
        secrets: [&str; 4],
        nonce: &str,
        timestamp: u64,
    ) -> (String, String) {
        let mut parameters = parameters(realm, secrets, nonce, &timestamp.to_string());
        let [_, consumer_secret, _, token_secret] = secrets;
        let (base_string, signature) = self.signature(&parameters, [consumer_secret, token_secret]);
        parameters.push(("oauth_signature".to_owned(), signature));
        (base_string, header(&parameters))
    }

    /// Returns whether all servers read the request in the same way, so that it can be signed.
    pub(crate) fn is_signable(&self) -> bool {
        let Some((scheme, rest)) = self.url.split_once("://") else {
            return false;
        };
        if !["http", "https"].contains(&scheme.to_lowercase().as_str()) || rest.is_empty() {
            return false;
        }
        let (_, authority, _, query) = self.parts();
        let (host, port) = host_and_port(authority);
        let port_is_good = port.is_empty()
            || port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok();
        // Nothing but a port may follow an IPv6 address.
        let host_is_good = !host.starts_with('[') || host.find(']') == Some(host.len() - 1);
        if authority.contains('@') || host.is_empty() || !host_is_good || !port_is_good {
            return false;
        }
        let mut rest = query;
        while let Some((_, after)) = rest.split_once('%') {
            let digits: Vec<char> = after.chars().take(2).collect();
            if digits.len() != 2 || !digits.iter().all(char::is_ascii_hexdigit) {
                return false;
            }
            rest = after;
        }
        let protocol = [
            "oauth_consumer_key",
            "oauth_nonce",
            "oauth_signature",
            "oauth_signature_method",
            "oauth_timestamp",
            "oauth_token",
            "oauth_version",
        ];
        self.query_parameters().iter().all(|(name, value)| {
            std::str::from_utf8(value).is_ok()
                && std::str::from_utf8(name).is_ok_and(|name| !protocol.contains(&name))
        })
    }

    /// Splits the URL into scheme, authority, path and query (RFC 3986 section 3).
    fn parts(&self) -> (&str, &str, &str, &str) {
        let (scheme, rest) = self.url.split_once("://").unwrap();
        let rest = rest.split('#').next().unwrap();
        let (before_query, query) = rest.split_once('?').unwrap_or((rest, ""));
        let path = before_query.find('/').unwrap_or(before_query.len());
        (scheme, &before_query[..path], &before_query[path..], query)
    }

    fn query_parameters(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        let (_, _, _, query) = self.parts();
        let mut parameters = Vec::new();
        for piece in query.split('&') {
            if !piece.is_empty() {
                let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
                parameters.push((decode(name), decode(value)));
            }
        }
        parameters
    }
}

/// Returns the parameters of the header, without the signature.
pub(crate) fn parameters(
    realm: &str,
    [consumer_key, _, token_id, _]: [&str; 4],
    nonce: &str,
    timestamp: &str,
) -> Vec<(String, String)> {
    let parameters = [
        ("realm", realm),
        ("oauth_consumer_key", consumer_key),
        ("oauth_token", token_id),
        ("oauth_nonce", nonce),
        ("oauth_timestamp", timestamp),
        ("oauth_signature_method", "HMAC-SHA256"),
        ("oauth_version", "1.0"),
    ];
    parameters
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
}

/// Writes the header (section 3.5.1).
pub(crate) fn header(parameters: &[(String, String)]) -> String {
    let parameters: Vec<String> = parameters
        .iter()
        .map(|(name, value)| {
            format!(
                "{}=\"{}\"",
                encode(name.as_bytes()),
                encode(value.as_bytes())
            )
        })
        .collect();
    format!("OAuth {}", parameters.join(", "))
}

/// Returns the host and the port, which may be empty.
fn host_and_port(authority: &str) -> (&str, &str) {
    // An IPv6 address in brackets contains colons.
    let address = authority.starts_with('[').then(|| authority.find(']'));
    let after_address = address.flatten().map_or(0, |bracket| bracket + 1);
    match authority[after_address..].find(':') {
        Some(colon) => (
            &authority[..after_address + colon],
            &authority[after_address + colon + 1..],
        ),
        None => (authority, ""),
    }
}

/// Percent-encodes bytes (section 3.6).
fn encode(bytes: &[u8]) -> String {
    let encoded = bytes.iter().map(|byte| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(*byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    });
    encoded.collect()
}

/// Decodes `application/x-www-form-urlencoded`: `+` is a space, and `%` with two hex digits is a
/// byte. A `%` without hex digits stays.
fn decode(text: &str) -> Vec<u8> {
    let text = text.replace('+', " ");
    let mut parts = text.split('%');
    let mut decoded = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        match part.get(..2).map(|digits| u8::from_str_radix(digits, 16)) {
            Some(Ok(byte)) => {
                decoded.push(byte);
                decoded.extend(&part.as_bytes()[2..]);
            }
            _ => decoded.extend(format!("%{part}").as_bytes()),
        }
    }
    decoded
}

/// Computes HMAC-SHA256 (RFC 2104 section 2).
fn hmac_sha256(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut block = if key.len() > 64 {
        Sha256::digest(key).to_vec()
    } else {
        key.to_vec()
    };
    block.resize(64, 0);
    let pad = |with: u8| block.iter().map(|byte| byte ^ with).collect::<Vec<u8>>();
    let inner = Sha256::digest([pad(0x36), message.to_vec()].concat());
    Sha256::digest([pad(0x5c), inner.to_vec()].concat()).to_vec()
}
