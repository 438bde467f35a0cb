//! What is known of the request: the URL, the header and the body, read without trusting any of them.

use std::borrow::Cow;
use std::collections::HashSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode;
use sha2::{Digest, Sha256};

use crate::encode::is_unreserved;
use crate::mistake::Mistake;
use crate::parameters;
use crate::shape::Shape;
use crate::signature::Signature;
use crate::target::Target;
use crate::uri::own_host;
use netsuite_oauth1::Credentials;
use netsuite_oauth1::Nonce;
use netsuite_oauth1::{AccountId, Service};
use serde_json::Value;

/// Name and value.
pub(crate) type Parameter = (Vec<u8>, Vec<u8>);

/// One of the query, as it may be read.
pub(crate) struct QueryParameter {
    /// As it is escaped in the URL.
    pub(crate) raw: Parameter,
    pub(crate) decoded: Parameter,
    /// With each `+` taken for itself.
    pub(crate) plus_kept: Parameter,
}

impl QueryParameter {
    fn new(name: &[u8], value: &[u8]) -> Self {
        let plus_kept = |text| percent_decode(text).collect();
        Self {
            raw: (name.into(), value.into()),
            decoded: (decode_form(name), decode_form(value)),
            plus_kept: (plus_kept(name), plus_kept(value)),
        }
    }
}

/// A request as it was sent, and the credentials that it was to be signed with.
pub(crate) struct Request<'a> {
    pub(crate) credentials: &'a Credentials,
    pub(crate) method: &'a str,
    /// In lower case.
    pub(crate) scheme: String,
    pub(crate) host: String,
    pub(crate) written_host: Cow<'a, str>,
    /// Without the colon; empty where there is none.
    pub(crate) port: String,
    pub(crate) path: &'a str,
    pub(crate) query_text: Option<&'a str>,
    pub(crate) query: Vec<QueryParameter>,
    pub(crate) sent: Sent,
    /// The parameters of the header without those that repeat the query.
    pub(crate) merged: Vec<Parameter>,
    pub(crate) body: Body<'a>,
    pub(crate) shape: Shape,
}

impl<'a> Request<'a> {
    pub(crate) fn new(
        credentials: &'a Credentials,
        method: &'a str,
        target: Target<'a>,
        authorization: &[u8],
        body: &'a [u8],
    ) -> Self {
        let port = target.port.strip_prefix(':').unwrap_or(target.port);
        let query_text = target.query.unwrap_or_default();
        let query = query_text.split('&');
        let query = query.filter(|piece| !piece.is_empty()).map(|piece| {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            QueryParameter::new(name.as_bytes(), value.as_bytes())
        });
        let query: Vec<QueryParameter> = query.collect();
        let sent = Sent::read(authorization);
        let names: HashSet<&Vec<u8>> = query.iter().map(|query| &query.decoded.0).collect();
        let merged = sent
            .parameters
            .iter()
            .filter(|(name, _)| name.starts_with(b"oauth_") || !names.contains(name));
        let merged: Vec<Parameter> = merged.cloned().collect();
        // A proxy's log has the path alone: such a request went to the account's own host.
        let scheme = match target.scheme {
            "" => "https".to_owned(),
            scheme => scheme.to_ascii_lowercase(),
        };
        let written_host = match target.host {
            "" => Cow::Owned(own_host(credentials.account_id(), service_of(target.path))),
            host => Cow::Borrowed(host),
        };
        let mut request = Self {
            credentials,
            method,
            host: written_host.to_ascii_lowercase(),
            scheme,
            written_host,
            // `0443` is 443; what is no number stays as it is.
            port: port
                .parse()
                .map_or(port.to_owned(), |port: u16| port.to_string()),
            path: if matches!(target.path, "" | "*") {
                "/"
            } else {
                target.path
            },
            query_text: target.query,
            query,
            sent,
            merged,
            body: Body::new(body),
            shape: Shape::default(),
        };
        request.shape = Shape::new(&request);
        request
    }

    /// Finds what is wrong with the header and the URL, whatever the signature is.
    pub(crate) fn faults(&self) -> Vec<Mistake> {
        let mut faults = self.sent.faults.clone();
        if self.has_query_in_header() {
            // Whatever is wrong with them there, they should not be there.
            let name = "parameter";
            faults.retain(|fault| {
                ![Mistake::Twice { name }, Mistake::Empty { name }].contains(fault)
            });
            faults.push(Mistake::QueryInHeader);
        }
        faults.extend(self.foreign_faults());
        if self.is_foreign_host() {
            faults.push(Mistake::ForeignHost);
        }
        faults.extend(self.realm_fault());
        faults.extend(self.id_faults());
        if let Some(nonce) = self.sent.get("oauth_nonce")
            && Nonce::new(&String::from_utf8_lossy(nonce)).is_err()
        {
            faults.push(Mistake::Nonce);
        }
        if let Some(timestamp) = self.sent.get("oauth_timestamp") {
            let is_number = timestamp.iter().all(u8::is_ascii_digit);
            match timestamp.len() {
                13 if is_number => faults.push(Mistake::TimestampInMilliseconds),
                // Until the year 5138.
                1..=11 if is_number => {}
                _ => faults.push(Mistake::Timestamp),
            }
        }
        if self
            .sent
            .get("oauth_version")
            .is_some_and(|version| version != b"1.0")
        {
            faults.push(Mistake::Version);
        }
        faults.extend(self.method_fault());
        if let Some(signature) = &self.sent.signature {
            faults.extend_from_slice(&signature.faults);
        }
        faults
    }

    /// Whether the header has a parameter of the query that is none of OAuth's.
    pub(crate) fn has_query_in_header(&self) -> bool {
        self.merged.len() < self.sent.parameters.len()
    }

    /// Looks for parameters of the header that neither the query nor OAuth has.
    fn foreign_faults(&self) -> Vec<Mistake> {
        let has = |is_meant: fn(&[u8]) -> bool| self.merged.iter().any(|(name, _)| is_meant(name));
        // `oauth_verifier` and `oauth_callback` belong to the three-step flow.
        let faults = [
            has(|name| name == b"oauth_body_hash").then_some(Mistake::BodyHashSigned),
            has(|name| !name.starts_with(b"oauth_")).then_some(Mistake::ForeignParameter),
        ];
        faults.into_iter().flatten().collect()
    }

    /// Whether the host is another account's.
    fn is_foreign_host(&self) -> bool {
        let host = self.host.strip_suffix('.').unwrap_or(&self.host);
        let account = [
            ".suitetalk.api.netsuite.com",
            ".restlets.api.netsuite.com",
            ".app.netsuite.com",
        ]
        .iter()
        .find_map(|domain| host.strip_suffix(domain));
        account.is_some_and(|found| found != self.credentials.account_id().subdomain())
    }

    fn realm_fault(&self) -> Option<Mistake> {
        // Without a realm, or with an empty one, `Sent` has found fault already.
        let realm = self
            .sent
            .realm
            .as_deref()
            .filter(|realm| !realm.is_empty())?;
        let own = self.credentials.account_id();
        if realm == own.realm().as_bytes() {
            return None;
        }
        let meant: Option<AccountId> = String::from_utf8_lossy(realm).trim().parse().ok();
        Some(if meant.as_ref() == Some(own) {
            Mistake::RealmSpelling
        } else {
            Mistake::OtherRealm
        })
    }

    /// Compares consumer key and token id with the credentials'.
    fn id_faults(&self) -> Vec<Mistake> {
        let (consumer, token) = (self.credentials.consumer(), self.credentials.token());
        let sent = ["oauth_consumer_key", "oauth_token"].map(|name| self.sent.get(name));
        let expected = [consumer.key(), token.id()];
        let is_own = |id: Option<&[u8]>, own: &str| id == Some(own.as_bytes());
        let [sent_key, sent_id] = sent;
        if consumer.key() != token.id()
            && is_own(sent_key, token.id())
            && is_own(sent_id, consumer.key())
        {
            return vec![Mistake::IdsSwapped];
        }
        let fields = ["consumer key", "token id"];
        let all = sent.into_iter().zip(expected).zip(fields);
        let faults = all.filter_map(|((sent, expected), field)| match sent {
            None => None,
            Some(sent) if sent == expected.as_bytes() => None,
            Some(sent)
                if is_own(Some(sent), consumer.secret()) || is_own(Some(sent), token.secret()) =>
            {
                Some(Mistake::SecretInHeader)
            }
            Some(sent) if unwrapped(sent) == expected.as_bytes() => {
                Some(Mistake::Whitespace { field })
            }
            Some(_) => Some(Mistake::OtherId { field }),
        });
        faults.collect()
    }

    /// Holds the signature method's name against the signature's length.
    fn method_fault(&self) -> Option<Mistake> {
        let name = self.sent.get("oauth_signature_method")?;
        let signature = self.sent.signature.as_ref()?;
        let Some(digest) = signature.digest() else {
            return (name != b"HMAC-SHA256").then_some(Mistake::SignatureMethod);
        };
        let is_named = digest.method().as_bytes() == name;
        let digest = digest.name();
        match (digest, is_named) {
            ("SHA-256", true) => None,
            (_, true) => Some(Mistake::OtherDigest { digest }),
            (_, false) => Some(Mistake::MisnamedDigest { digest }),
        }
    }
}

/// The `Authorization` header, read whatever it is like.
pub(crate) struct Sent {
    pub(crate) realm: Option<Vec<u8>>,
    /// All but realm and signature, decoded, in their order and each name once.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) signature: Option<Signature>,
    faults: Vec<Mistake>,
}

impl Sent {
    fn read(header: &[u8]) -> Self {
        let mut sent = Self {
            realm: None,
            parameters: Vec::new(),
            signature: None,
            faults: Vec::new(),
        };
        let header = without_name(header.get(..MOST_READ).unwrap_or(header));
        let end = header.iter().position(u8::is_ascii_whitespace);
        let (scheme, mut rest) = header
            .split_at_checked(end.unwrap_or(header.len()))
            .unwrap_or_default();
        let mut names = HashSet::new();
        while let Some((piece, after)) = split_parameter(rest) {
            rest = after;
            match piece {
                Piece::Parameter {
                    name,
                    value,
                    is_quoted,
                    is_separated,
                } => {
                    if !is_quoted {
                        sent.fault(Mistake::NotQuoted);
                    }
                    if !is_separated {
                        sent.fault(Mistake::Malformed);
                    }
                    sent.take(name, value, &mut names);
                }
                Piece::Other => sent.fault(Mistake::Malformed),
            }
        }
        if !scheme.eq_ignore_ascii_case(b"OAuth") {
            if sent.signature.is_none() {
                // `Basic`, `Bearer`: nothing else can be said of it.
                sent.faults.clear();
                sent.faults.push(Mistake::NotOAuth);
                return sent;
            }
            sent.faults.insert(0, Mistake::NotOAuth);
        }
        for name in NAMES {
            if name != VERSION && !names.contains(name.as_bytes()) {
                sent.fault(Mistake::Missing { name });
            }
        }
        sent
    }

    /// Takes one parameter, its first value only.
    fn take(&mut self, name: &[u8], value: &[u8], names: &mut HashSet<Vec<u8>>) {
        let name: Vec<u8> = percent_decode(name).collect();
        let known = NAMES
            .into_iter()
            .find(|known| known.as_bytes() == name)
            .unwrap_or("parameter");
        if !is_encoded(value) {
            self.fault(Mistake::NotEncoded);
        }
        if value.is_empty() {
            self.fault(Mistake::Empty { name: known });
        }
        if !names.insert(name.clone()) {
            self.fault(Mistake::Twice { name: known });
            return;
        }
        let value: Vec<u8> = percent_decode(value).collect();
        match name.as_slice() {
            b"realm" => self.realm = Some(value),
            b"oauth_signature" if value.is_empty() => {}
            b"oauth_signature" => self.signature = Some(Signature::read(&value)),
            _ => self.parameters.push((name, value)),
        }
    }

    /// Returns a value that is there and not empty.
    fn get(&self, name: &str) -> Option<&[u8]> {
        let mut parameters = self.parameters.iter();
        let found = parameters.find(|(other, _)| other == name.as_bytes());
        found
            .map(|(_, value)| value.as_slice())
            .filter(|value| !value.is_empty())
    }

    fn fault(&mut self, fault: Mistake) {
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }
}

/// Takes off what stands before a header's value where it is copied with its name: `> authorization: OAuth …`.
fn without_name(header: &[u8]) -> &[u8] {
    let is_mark = |byte: &u8| *byte == b'>' || byte.is_ascii_whitespace();
    let start = header.iter().position(|byte| !is_mark(byte));
    let header = header.get(start.unwrap_or_default()..).unwrap_or_default();
    let header = header.trim_ascii();
    match header.split_at_checked("authorization:".len()) {
        Some((name, value)) if name.eq_ignore_ascii_case(b"authorization:") => value.trim_ascii(),
        _ => header,
    }
}

/// Returns the service that has such a path.
fn service_of(path: &str) -> Service {
    if path.starts_with("/services/") {
        Service::SuiteTalk
    } else {
        Service::Restlets
    }
}

/// What stands between two commas.
enum Piece<'a> {
    Parameter {
        name: &'a [u8],
        /// Without its quotes.
        value: &'a [u8],
        is_quoted: bool,
        /// A comma follows, or the end.
        is_separated: bool,
    },
    Other,
}

/// Splits the next piece off; `None` at the end.
fn split_parameter(text: &[u8]) -> Option<(Piece<'_>, &[u8])> {
    // Other clients have `;` or `&` where a comma should be.
    let is_separator = |byte: &u8| matches!(byte, b',' | b';' | b'&') || byte.is_ascii_whitespace();
    let start = text.iter().position(|byte| !is_separator(byte))?;
    let text = text.get(start..)?;
    let end =
        |text: &[u8], is_end: fn(&u8) -> bool| text.iter().position(is_end).unwrap_or(text.len());
    let name_end = end(text, |byte| matches!(byte, b'=' | b','));
    let (name, after_name) = text.split_at_checked(name_end)?;
    let [b'=', value @ ..] = after_name else {
        return Some((Piece::Other, after_name));
    };
    let value = value.trim_ascii_start();
    let (value, rest, is_quoted) = if let [quote @ (b'"' | b'\''), quoted @ ..] = value {
        let close = quoted.iter().position(|byte| byte == quote);
        let (value, rest) = quoted.split_at_checked(close.unwrap_or(quoted.len()))?;
        // Without its closing quote it is as good as none.
        let is_quoted = *quote == b'"' && close.is_some();
        (value, rest.get(1..).unwrap_or_default(), is_quoted)
    } else {
        let value_end = end(value, |byte| matches!(byte, b',' | b';' | b'&'));
        let (value, rest) = value.split_at_checked(value_end)?;
        (value.trim_ascii(), rest, false)
    };
    let separator_end = rest.iter().position(|byte| !is_separator(byte));
    let (separator, rest) = rest.split_at_checked(separator_end.unwrap_or(rest.len()))?;
    let is_comma = separator.contains(&b',') || rest.is_empty();
    Some((
        Piece::Parameter {
            name: name.trim_ascii(),
            value,
            is_quoted,
            is_separated: is_comma && !separator.iter().any(|byte| matches!(byte, b';' | b'&')),
        },
        rest,
    ))
}

/// Whether all is unreserved or an escape.
fn is_encoded(value: &[u8]) -> bool {
    let mut rest = value;
    loop {
        rest = match rest {
            [] => return true,
            [b'%', high, low, after @ ..]
                if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
            {
                after
            }
            [byte, after @ ..] if is_unreserved(*byte) => after,
            _ => return false,
        };
    }
}

/// Takes off what a value read from a file, or pasted from one, may have around it.
fn unwrapped(value: &[u8]) -> &[u8] {
    let value = value.trim_ascii();
    let without = |quote: &[u8]| value.strip_prefix(quote)?.strip_suffix(quote);
    without(b"\"").or(without(b"'")).unwrap_or(value)
}

fn decode_form(text: &[u8]) -> Vec<u8> {
    let spaced: Vec<u8> = text
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    percent_decode(&spaced).collect()
}

/// The body, and what a client may have signed of it.
pub(crate) struct Body<'a> {
    pub(crate) text: &'a [u8],
    form: Vec<Parameter>,
    name: Vec<Parameter>,
    members: Vec<Parameter>,
    characters: Vec<Parameter>,
    hash: Vec<Parameter>,
    hex_hash: Vec<Parameter>,
}

impl<'a> Body<'a> {
    fn new(text: &'a [u8]) -> Self {
        let hash = Sha256::digest(text);
        let digit = |digit: u8| char::from_digit(digit.into(), 16);
        let digits = hash
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
        let hex: String = digits.flatten().collect();
        let mut base64 = [0; 44];
        // 32 bytes are 44 characters: there is room for them.
        let written = STANDARD.encode_slice(hash, &mut base64);
        debug_assert_eq!(written, Ok(base64.len()));
        let hash_parameter = |hash: &[u8]| vec![(b"oauth_body_hash".to_vec(), hash.to_vec())];
        let mut body = Self {
            text,
            form: Vec::new(),
            name: Vec::new(),
            members: Vec::new(),
            characters: Vec::new(),
            hash: hash_parameter(&base64),
            hex_hash: hash_parameter(hex.as_bytes()),
        };
        if text.is_empty() || text.len() > MOST_SIGNED {
            body.text = &[];
            return body;
        }
        let pieces = text
            .split(|byte| *byte == b'&')
            .filter(|piece| !piece.is_empty());
        body.form = pieces
            .map(|piece| {
                let mut halves = piece.splitn(2, |byte| *byte == b'=');
                let mut half = || decode_form(halves.next().unwrap_or_default());
                (half(), half())
            })
            .collect();
        if let Ok(Value::Object(members)) = serde_json::from_slice(text) {
            body.members = members
                .iter()
                .map(|(name, value)| (name.as_bytes().into(), as_script_has_it(value).into()))
                .collect();
        }
        body.name = vec![(text.into(), Vec::new())];
        if let Ok(text) = str::from_utf8(text) {
            let characters = text.chars().enumerate();
            body.characters = characters
                .map(|(at, c)| (at.to_string().into_bytes(), c.to_string().into_bytes()))
                .collect();
        }
        body
    }

    /// Returns what is signed as parameters.
    pub(crate) fn parameters(&self, choice: parameters::Body) -> &[Parameter] {
        match choice {
            parameters::Body::NotSigned | parameters::Body::Appended => &[],
            parameters::Body::Form => &self.form,
            parameters::Body::Name => &self.name,
            parameters::Body::Members => &self.members,
            parameters::Body::Characters => &self.characters,
            parameters::Body::Hash => &self.hash,
            parameters::Body::HexHash => &self.hex_hash,
        }
    }
}

/// Makes text of a value as JavaScript does.
fn as_script_has_it(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Object(_) => "[object Object]".to_owned(),
        Value::Array(items) => {
            let text = |item: &Value| match item {
                Value::Null => String::new(),
                _ => as_script_has_it(item),
            };
            let texts: Vec<String> = items.iter().map(text).collect();
            texts.join(",")
        }
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// The longest body that is taken to be signed as text, in bytes; its hash is, whatever its length.
const MOST_SIGNED: usize = 4096;

const VERSION: &str = "oauth_version";

/// The header's parameters.
const NAMES: [&str; 8] = [
    "realm",
    "oauth_consumer_key",
    "oauth_token",
    "oauth_nonce",
    "oauth_timestamp",
    "oauth_signature_method",
    VERSION,
    "oauth_signature",
];

/// How much of a header is read, in bytes: few servers take a longer one.
const MOST_READ: usize = 8 * 1024;
