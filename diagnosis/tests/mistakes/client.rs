//! A client that signs with OAuth 1.0a by hand, step by step, and shares no code with the search. A
//! bug replaces one of its steps.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// The request that a client should send, and the credentials to sign it with.
#[derive(Clone, Copy)]
pub(crate) struct Request {
    pub(crate) account: &'static str,
    /// Consumer key, consumer secret, token id, token secret.
    pub(crate) secrets: [&'static str; 4],
    pub(crate) method: &'static str,
    pub(crate) url: &'static str,
    pub(crate) body: &'static str,
}

/// The URL and the header that a client sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) url: String,
    pub(crate) header: String,
}

/// A parameter, decoded and encoded.
#[derive(Clone, Default)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) value: String,
    /// Appears without `=` in the URL.
    pub(crate) is_bare: bool,
    pub(crate) encoded_name: String,
    pub(crate) encoded_value: String,
    pub(crate) is_of_query: bool,
}

type Parameters = Vec<Parameter>;
type Pairs = Vec<(String, String)>;

/// A change to the signed or sent parameters.
pub(crate) type Edit = fn(&mut Pairs, &Request);

/// Each step of signing, as a function.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) method: fn(&str) -> String,
    // These change a part of the URL before the query.
    pub(crate) scheme: fn(&str) -> String,
    pub(crate) host: fn(&str) -> String,
    pub(crate) port: fn(&str) -> String,
    pub(crate) path: fn(&str) -> String,
    pub(crate) url: fn(String, query: &str) -> String,
    /// Splits the query into parameters.
    pub(crate) split: fn(&str) -> Parameters,
    pub(crate) decode: fn(&str) -> String,
    pub(crate) decode_name: fn(&Client, &str) -> String,
    pub(crate) collect: fn(Parameters) -> Parameters,
    /// Changes to the signed parameters that are not in the query.
    pub(crate) add: Vec<Edit>,
    pub(crate) encode: fn(&str) -> String,
    pub(crate) encode_name: fn(&Client, &str) -> String,
    pub(crate) encode_value: fn(&Client, &str) -> String,
    pub(crate) sort: fn(&mut Parameters),
    pub(crate) join: fn(&[Parameter]) -> String,
    pub(crate) encode_part: fn(&str) -> String,
    pub(crate) encode_url: fn(&Client, &str) -> String,
    pub(crate) encode_parameters: fn(&Client, &str) -> String,
    pub(crate) compose: fn([&str; 3]) -> String,
    pub(crate) finish: fn(String) -> String,
    pub(crate) secrets: fn(&Request) -> [Vec<u8>; 2],
    pub(crate) encode_secret: fn(&[u8]) -> Vec<u8>,
    pub(crate) key: fn(Vec<u8>, Vec<u8>) -> Vec<u8>,
    pub(crate) mac: fn(&[u8], &[u8]) -> Vec<u8>,
    pub(crate) signature: fn(&[u8]) -> String,
    /// Changes to the parameters that are both signed and sent.
    pub(crate) oauth: Vec<Edit>,
    /// Changes to the sent parameters after signing. The first parameter is the realm.
    pub(crate) send: Vec<Edit>,
    pub(crate) header_value: fn(&str) -> String,
    pub(crate) header: fn(&[(String, String)]) -> String,
    pub(crate) sent_url: fn(&str) -> String,
}

impl Default for Client {
    fn default() -> Self {
        Self {
            method: str::to_owned,
            scheme: str::to_owned,
            host: str::to_owned,
            port: |port| match port {
                "" => String::new(),
                port => format!(":{port}"),
            },
            path: str::to_owned,
            url: |url, _| url,
            split: |query| {
                let pieces = query.split('&').filter(|piece| !piece.is_empty());
                pieces.map(piece).collect()
            },
            decode: |text| unescape(&text.replace('+', " ")),
            decode_name: |client, name| (client.decode)(name),
            collect: |parameters| parameters,
            add: Vec::new(),
            encode: strict,
            encode_name: |client, name| (client.encode)(name),
            encode_value: |client, value| (client.encode)(value),
            sort: |parameters| {
                parameters.sort_by_key(|p| (p.encoded_name.clone(), p.encoded_value.clone()));
            },
            join: |parameters| {
                let pairs = parameters.iter();
                let pairs = pairs.map(|p| format!("{}={}", p.encoded_name, p.encoded_value));
                pairs.collect::<Vec<_>>().join("&")
            },
            encode_part: strict,
            encode_url: |client, url| (client.encode_part)(url),
            encode_parameters: |client, parameters| (client.encode_part)(parameters),
            compose: |[method, url, parameters]| format!("{method}&{url}&{parameters}"),
            finish: |text| text,
            secrets: |request| {
                [request.secrets[1], request.secrets[3]].map(std::convert::Into::into)
            },
            encode_secret: |secret| escape(secret, b"").into_bytes(),
            key: |consumer, token| [consumer, token].join(&b'&'),
            mac: hmac,
            signature: |digest| STANDARD.encode(digest),
            oauth: Vec::new(),
            send: Vec::new(),
            header_value: strict,
            header: |pairs| {
                let pairs = pairs.iter();
                let pairs = pairs.map(|(name, value)| format!("{name}=\"{value}\""));
                format!("OAuth {}", pairs.collect::<Vec<_>>().join(", "))
            },
            sent_url: str::to_owned,
        }
    }
}

impl Client {
    /// Signs a request.
    pub(crate) fn send(&self, request: &Request) -> Sent {
        let mut oauth: Pairs = [
            ("oauth_consumer_key", request.secrets[0]),
            ("oauth_token", request.secrets[2]),
            ("oauth_nonce", "fjaLirsIcCGVZWzBX0pg"),
            ("oauth_timestamp", "1508242306"),
            ("oauth_signature_method", "HMAC-SHA256"),
            ("oauth_version", "1.0"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
        self.oauth.iter().for_each(|edit| edit(&mut oauth, request));
        let text = self.text(request, oauth.clone());
        let [consumer, token] = (self.secrets)(request).map(|secret| (self.encode_secret)(&secret));
        let key = (self.key)(consumer, token);
        let signature = (self.signature)(&(self.mac)(&key, text.as_bytes()));

        let mut sent = vec![("realm".to_owned(), request.account.to_owned())];
        sent.extend(oauth);
        sent.push(("oauth_signature".to_owned(), signature));
        self.send.iter().for_each(|edit| edit(&mut sent, request));
        for (_, value) in &mut sent {
            *value = (self.header_value)(value);
        }
        Sent {
            url: (self.sent_url)(request.url),
            header: (self.header)(&sent),
        }
    }

    /// Builds the base string.
    pub(crate) fn text(&self, request: &Request, mut oauth: Pairs) -> String {
        let (front, query) = request.url.split_once('?').unwrap_or((request.url, ""));
        let (scheme, rest) = front.split_once("://").unwrap();
        let (authority, path) = rest.split_at(rest.find('/').unwrap());
        let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
        let url = format!(
            "{}://{}{}{}",
            (self.scheme)(scheme),
            (self.host)(host),
            (self.port)(port),
            (self.path)(path)
        );
        let url = (self.url)(url, query);

        let mut parameters: Parameters = (self.split)(query);
        for parameter in &mut parameters {
            parameter.name = (self.decode_name)(self, &parameter.name);
            parameter.value = (self.decode)(&parameter.value);
            parameter.is_of_query = true;
        }
        parameters = (self.collect)(parameters);
        self.add.iter().for_each(|edit| edit(&mut oauth, request));
        parameters.extend(oauth.into_iter().map(|(name, value)| Parameter {
            name,
            value,
            ..Parameter::default()
        }));
        for parameter in &mut parameters {
            parameter.encoded_name = (self.encode_name)(self, &parameter.name);
            parameter.encoded_value = (self.encode_value)(self, &parameter.value);
        }
        (self.sort)(&mut parameters);
        let joined = (self.join)(&parameters);
        let text = (self.compose)([
            &(self.method)(request.method),
            &(self.encode_url)(self, &url),
            &(self.encode_parameters)(self, &joined),
        ]);
        (self.finish)(text)
    }
}

/// Splits one parameter of a query.
pub(crate) fn piece(piece: &str) -> Parameter {
    let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
    Parameter {
        name: name.to_owned(),
        value: value.to_owned(),
        is_bare: !piece.contains('='),
        ..Parameter::default()
    }
}

pub(crate) fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

pub(crate) fn sha256(text: &[u8]) -> Vec<u8> {
    Sha256::digest(text).to_vec()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

/// Percent-encodes as RFC 3986 does.
pub(crate) fn strict(text: &str) -> String {
    escape(text.as_bytes(), b"")
}

/// Percent-encodes, but leaves some characters as they are.
pub(crate) fn escape(text: &[u8], kept: &[u8]) -> String {
    let mut encoded = String::new();
    for byte in text {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) || kept.contains(byte) {
            encoded.push(char::from(*byte));
        } else {
            write!(encoded, "%{byte:02X}").unwrap();
        }
    }
    encoded
}

/// Percent-decodes UTF-8.
pub(crate) fn unescape(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}

/// Changes percent-encoded bytes to lower-case hex digits.
pub(crate) fn lower_escapes(text: &str) -> String {
    let mut parts = text.split('%');
    let mut lower = parts.next().unwrap().to_owned();
    for part in parts {
        lower.push('%');
        lower.push_str(&part[..2].to_lowercase());
        lower.push_str(&part[2..]);
    }
    lower
}
