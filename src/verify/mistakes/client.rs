//! How a client makes a signature: RFC 5849 section 3.4 step by step, with a choice wherever clients go wrong.
//!
//! It is an implementation of its own, on owned text: what signs requests for real has no choices, and need not have any.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, percent_encode};
use zeroize::Zeroizing;

use super::request::{Parameter, QueryParameter, Request};
use crate::account::{AccountId, Service};

/// Every choice of one client. The default makes the signature that NetSuite expects; each mistake makes one choice otherwise.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Client {
    pub(super) uri: Uri,
    pub(super) parameters: Parameters,
    pub(super) text: Text,
    pub(super) key: Key,
}

/// Section 3.4.1.2: the URL without its query.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Uri {
    /// In place of the one that is sent.
    pub(super) scheme: Option<&'static str>,
    pub(super) host: Host,
    pub(super) case: Case,
    /// `1234567_sb1.…` for `1234567-sb1.…`.
    pub(super) with_underscore: bool,
    pub(super) port: Port,
    pub(super) path: Path,
    /// The query is left on it.
    pub(super) with_query: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Host {
    #[default]
    Sent,
    /// The one of the credentials' account.
    Own(Service),
    /// The one of the account without `_SB1`, `_RP` and the like.
    Production,
    /// One that was the same for all accounts.
    Common(&'static str),
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Case {
    #[default]
    Lower,
    /// As it stands in the URL.
    Written,
    /// `1234567-SB1.restlets.api.netsuite.com`.
    UpperAccount,
    Upper,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Port {
    #[default]
    UnlessDefault,
    Always,
    Never,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Path {
    #[default]
    Sent,
    Decoded,
    /// Everything but `/` is encoded once more than it should be.
    EncodedTwice,
    /// `%` alone is.
    PercentEncodedTwice,
}

/// Section 3.4.1.3: the parameters of query and header.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Parameters {
    pub(super) query: Query,
    /// What the header repeats of the query is taken once.
    pub(super) merged: bool,
    pub(super) names: Times,
    pub(super) values: Times,
    pub(super) encoding: Encoding,
    pub(super) order: Order,
    pub(super) repeats: Repeats,
    pub(super) without_empty: bool,
    pub(super) with_realm: bool,
    pub(super) version: Version,
    /// The value of `oauth_signature_method`, in place of the one that is sent.
    pub(super) signature_method: Option<&'static str>,
    pub(super) consumer_key: Around,
    pub(super) token_id: Around,
    pub(super) body: Body,
}

/// How the names and values of a query are read.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Query {
    #[default]
    Decoded,
    /// But a `+` is taken for itself.
    PlusKept,
    /// Not at all: what is escaped already will be escaped again.
    Raw,
    NamesRaw,
    LeftOut,
}

/// How often something is encoded.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Times {
    Never,
    #[default]
    Once,
    Twice,
}

/// Section 3.6, and what is taken for it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Encoding {
    pub(super) alphabet: Alphabet,
    pub(super) space_is_plus: bool,
    pub(super) lower_case: bool,
}

/// Which characters stay as they are.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// Letters, digits, `-`, `.`, `_` and `~`.
    #[default]
    Unreserved,
    /// And `!'()*`, as JavaScript's `encodeURIComponent` has it.
    Component,
    /// And `/`, as Python's `quote` has it.
    Slash,
    /// And `*`, but not `~`, as HTML forms and Java's `URLEncoder` have it.
    Form,
    /// And `*`.
    Asterisk,
    /// But not `~`, as PHP's `urlencode` has it.
    NoTilde,
    /// Letters and digits alone.
    Alphanumeric,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// Section 3.4.1.3.2: by encoded name, then by encoded value.
    #[default]
    Encoded,
    Decoded,
    /// As the text `name=value`.
    Joined,
    NamesAlone,
    IgnoringCase,
    /// The query as it is sent, and the header sorted.
    QueryFirst,
    QueryLast,
    /// Not even the header.
    AsSent,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Repeats {
    #[default]
    Kept,
    FirstKept,
    LastKept,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Version {
    #[default]
    Sent,
    Added,
    LeftOut,
}

/// What is around a value that was read from a file, or pasted.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Around {
    #[default]
    Nothing,
    LineFeed,
    LineEnd,
    SpaceAfter,
    SpaceBefore,
    Quotes,
}

impl Around {
    fn before(self) -> &'static str {
        match self {
            Self::SpaceBefore => " ",
            Self::Quotes => "\"",
            _ => "",
        }
    }

    fn after(self) -> &'static str {
        match self {
            Self::LineFeed => "\n",
            Self::LineEnd => "\r\n",
            Self::SpaceAfter => " ",
            Self::Quotes => "\"",
            Self::Nothing | Self::SpaceBefore => "",
        }
    }
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Body {
    #[default]
    NotSigned,
    /// Read as a form: all of it is one name, or up to the first `=`.
    Form,
    /// The members of a JSON object.
    Members,
    /// Its characters, each with its index as name.
    Characters,
    /// As `oauth_body_hash`.
    Hash,
    HexHash,
    /// At the end of the base string.
    Appended,
}

/// Section 3.4.1.1: how the parts become one text.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) method: Method,
    pub(super) uri: Times,
    pub(super) parameters: Times,
    pub(super) encoding: Encoding,
    pub(super) uri_encoding: Encoding,
    pub(super) separators: Separators,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Method {
    #[default]
    Upper,
    Lower,
    Other(&'static str),
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Separators {
    #[default]
    Plain,
    SecondEncoded,
    BothEncoded,
}

/// Section 3.4.2.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) consumer: Half,
    pub(super) token: Half,
    pub(super) around_consumer: Around,
    pub(super) around_token: Around,
    pub(super) encoded: Times,
    pub(super) joined: Joined,
    /// The token's half comes first.
    pub(super) swapped: bool,
    /// The key is hashed as the text, with the text as key.
    pub(super) is_text: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Half {
    #[default]
    Secret,
    /// The consumer key, or the token id.
    Id,
    Nothing,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Joined {
    #[default]
    Ampersand,
    Nothing,
    EscapedAmpersand,
}

impl Client {
    /// Writes the URL as a part of the base string.
    pub(super) fn uri_part(&self, request: &Request<'_>) -> Vec<u8> {
        let uri = self.uri.write(request);
        let mut part = Vec::with_capacity(uri.len().saturating_mul(2));
        let text = self.text;
        text.uri_encoding.write_times(&uri, text.uri, &mut part);
        part
    }

    /// Writes the parameters as a part of the base string.
    pub(super) fn parameters_part(&self, request: &Request<'_>) -> Vec<u8> {
        let parameters = self.parameters.write(request);
        let mut part = Vec::with_capacity(parameters.len().saturating_mul(2));
        let text = self.text;
        let mut write = |piece: &[u8]| text.encoding.write_times(piece, text.parameters, &mut part);
        write(&parameters);
        if self.parameters.body == Body::Appended {
            write(b"&");
            write(request.body.text);
        }
        part
    }

    /// Joins the parts.
    pub(super) fn base_string(
        &self,
        request: &Request<'_>,
        uri: &[u8],
        parameters: &[u8],
    ) -> Vec<u8> {
        let method = match self.text.method {
            Method::Upper => request.method.to_ascii_uppercase(),
            Method::Lower => request.method.to_ascii_lowercase(),
            Method::Other(method) => method.to_owned(),
        };
        let [first, second]: [&[u8]; 2] = match self.text.separators {
            Separators::Plain => [b"&", b"&"],
            Separators::SecondEncoded => [b"&", b"%26"],
            Separators::BothEncoded => [b"%26", b"%26"],
        };
        // A custom method may have characters that are encoded.
        let mut part = Vec::new();
        Encoding::default().write(method.as_bytes(), &mut part);
        [&part, first, uri, second, parameters].concat()
    }

    /// Whether two write the same URL.
    pub(super) fn has_same_uri(&self, other: &Self) -> bool {
        self.uri == other.uri
            && self.text.uri == other.text.uri
            && self.text.uri_encoding == other.text.uri_encoding
    }

    /// Whether two write the same parameters.
    pub(super) fn has_same_parameters(&self, other: &Self) -> bool {
        self.parameters == other.parameters
            && self.text.parameters == other.text.parameters
            && self.text.encoding == other.text.encoding
    }
}

impl Uri {
    fn write(self, request: &Request<'_>) -> Vec<u8> {
        let scheme = self.scheme.unwrap_or(&request.scheme);
        let host = self.host(request);
        let default_port = match scheme {
            "http" => "80",
            "https" => "443",
            _ => "",
        };
        let port = match self.port {
            Port::UnlessDefault if request.port == default_port => "",
            Port::Always if request.port.is_empty() => default_port,
            Port::UnlessDefault | Port::Always => &request.port,
            Port::Never => "",
        };
        let colon = if port.is_empty() { "" } else { ":" };
        let mut uri = format!("{scheme}://{host}{colon}{port}").into_bytes();
        match self.path {
            Path::Sent => uri.extend(request.path.bytes()),
            Path::Decoded => uri.extend(percent_decode(request.path.as_bytes())),
            Path::EncodedTwice => {
                for (at, segment) in request.path.split('/').enumerate() {
                    uri.extend((at > 0).then_some(b'/'));
                    Encoding::default().write(segment.as_bytes(), &mut uri);
                }
            }
            Path::PercentEncodedTwice => uri.extend(request.path.replace('%', "%25").bytes()),
        }
        if let (true, Some(query)) = (self.with_query, request.query_text) {
            uri.push(b'?');
            uri.extend(query.bytes());
        }
        uri
    }

    fn host(self, request: &Request<'_>) -> String {
        let account_id = request.credentials.account_id();
        let own = |account_id: &AccountId, service: Service| {
            let url = account_id.url(service);
            url.host_str().unwrap_or_default().to_owned()
        };
        let host = match (self.host, self.case) {
            (Host::Sent, Case::Written) => Cow::Borrowed(request.written_host),
            (Host::Sent, _) => Cow::Borrowed(request.host.as_str()),
            (Host::Own(service), _) => Cow::Owned(own(account_id, service)),
            (Host::Common(host), _) => Cow::Borrowed(host),
            (Host::Production, _) => {
                let (_, domain) = request.host.split_once('.').unwrap_or(("", &request.host));
                let production = account_id.subdomain().split('-').next();
                Cow::Owned(format!("{}.{domain}", production.unwrap_or_default()))
            }
        };
        let (account, domain) = host.split_once('.').unwrap_or((&host, ""));
        let account = if self.with_underscore {
            account.replace('-', "_")
        } else {
            account.to_owned()
        };
        let dot = if host.contains('.') { "." } else { "" };
        match self.case {
            Case::Lower | Case::Written => format!("{account}{dot}{domain}"),
            Case::UpperAccount => format!("{}{dot}{domain}", account.to_ascii_uppercase()),
            Case::Upper => format!("{account}{dot}{domain}").to_ascii_uppercase(),
        }
    }
}

impl Parameters {
    fn write(&self, request: &Request<'_>) -> Vec<u8> {
        let query = self.query(request);
        let header = self.header(request);
        let mut query: Vec<Written> = query.iter().map(|(n, v)| self.pair(n, v)).collect();
        let mut header: Vec<Written> = header.iter().map(|(n, v)| self.pair(n, v)).collect();
        let all = match self.order {
            Order::QueryFirst | Order::QueryLast => {
                header.sort_by(|a, b| a.order(b, Order::Encoded));
                if self.order == Order::QueryFirst {
                    query.append(&mut header);
                    query
                } else {
                    header.append(&mut query);
                    header
                }
            }
            Order::AsSent => {
                query.append(&mut header);
                query
            }
            order => {
                query.append(&mut header);
                query.sort_by(|a, b| a.order(b, order));
                query
            }
        };
        let pairs: Vec<Vec<u8>> = all.into_iter().map(|pair| pair.text).collect();
        pairs.join(&b'&')
    }

    /// Section 3.4.1.3.1, as far as the URL and the body go.
    fn query<'a>(&self, request: &'a Request<'_>) -> Vec<Pair<'a>> {
        let read = |parameter: &'a QueryParameter| match self.query {
            Query::PlusKept => pair(&parameter.plus_kept),
            Query::Raw => pair(&parameter.raw),
            Query::NamesRaw => (pair(&parameter.raw).0, pair(&parameter.decoded).1),
            Query::Decoded | Query::LeftOut => pair(&parameter.decoded),
        };
        let mut query: Vec<Pair<'_>> = match self.query {
            Query::LeftOut => Vec::new(),
            _ => request.query.iter().map(read).collect(),
        };
        if self.without_empty {
            query.retain(|(_, value)| !value.is_empty());
        }
        if self.repeats != Repeats::Kept {
            query = one_of_each(query, self.repeats);
        }
        query.extend(request.body.parameters(self.body).iter().map(pair));
        query
    }

    /// Section 3.4.1.3.1, as far as the header goes.
    fn header<'a>(&self, request: &'a Request<'_>) -> Vec<Pair<'a>> {
        let sent = if self.merged {
            &request.merged
        } else {
            &request.sent.parameters
        };
        let mut header: Vec<Pair<'_>> = sent.iter().map(pair).collect();
        let mut set = |name: &'a str, value: Option<&'a str>| {
            header.retain(|(other, _)| **other != *name.as_bytes());
            let text = |text: &'a str| Cow::Borrowed(text.as_bytes());
            header.extend(value.map(|value| (text(name), text(value))));
        };
        match self.version {
            Version::Sent => {}
            Version::Added => set("oauth_version", Some("1.0")),
            Version::LeftOut => set("oauth_version", None),
        }
        if self.signature_method.is_some() {
            set("oauth_signature_method", self.signature_method);
        }
        if self.with_realm {
            let own = request.credentials.account_id().realm().as_bytes();
            let realm = request.sent.realm.as_deref().unwrap_or(own);
            header.push((Cow::Borrowed(b"realm"), Cow::Borrowed(realm)));
        }
        for (name, value) in &mut header {
            let around = match &**name {
                b"oauth_consumer_key" => self.consumer_key,
                b"oauth_token" => self.token_id,
                _ => Around::Nothing,
            };
            if around != Around::Nothing {
                let texts = [around.before().as_bytes(), value, around.after().as_bytes()];
                *value = texts.concat().into();
            }
        }
        header
    }

    fn pair(&self, name: &[u8], value: &[u8]) -> Written {
        let mut text = Vec::with_capacity(name.len().saturating_add(value.len()).saturating_mul(2));
        self.encoding.write_times(name, self.names, &mut text);
        let name_length = text.len();
        text.push(b'=');
        self.encoding.write_times(value, self.values, &mut text);
        let decoded = match self.order {
            Order::Decoded => (name.to_vec(), value.to_vec()),
            _ => Parameter::default(),
        };
        Written {
            text,
            name_length,
            decoded,
        }
    }
}

/// A parameter as it is joined with others.
struct Written {
    text: Vec<u8>,
    name_length: usize,
    /// Where it is sorted by.
    decoded: Parameter,
}

impl Written {
    fn order(&self, other: &Self, order: Order) -> Ordering {
        let lower = |text: &[u8]| text.to_ascii_lowercase();
        match order {
            Order::Decoded => self.decoded.cmp(&other.decoded),
            Order::Joined => self.text.cmp(&other.text),
            Order::NamesAlone => self.name().cmp(other.name()),
            Order::IgnoringCase => (lower(self.name()), lower(self.value()))
                .cmp(&(lower(other.name()), lower(other.value()))),
            _ => (self.name(), self.value()).cmp(&(other.name(), other.value())),
        }
    }

    fn name(&self) -> &[u8] {
        self.text.get(..self.name_length).unwrap_or_default()
    }

    fn value(&self) -> &[u8] {
        let after_name = self.text.get(self.name_length..).unwrap_or_default();
        after_name.get(1..).unwrap_or_default()
    }
}

/// A name and a value to be encoded.
type Pair<'a> = (Cow<'a, [u8]>, Cow<'a, [u8]>);

fn pair((name, value): &Parameter) -> Pair<'_> {
    (Cow::Borrowed(name), Cow::Borrowed(value))
}

/// Puts parameters into a map that keeps its order, as those of PHP, Python and JavaScript do, and takes them out again.
fn one_of_each(parameters: Vec<Pair<'_>>, repeats: Repeats) -> Vec<Pair<'_>> {
    let mut places = HashMap::new();
    let mut kept: Vec<Pair<'_>> = Vec::new();
    for (name, value) in parameters {
        let place = *places.entry(name.clone()).or_insert(kept.len());
        match kept.get_mut(place) {
            None => kept.push((name, value)),
            Some((_, last)) if repeats == Repeats::LastKept => *last = value,
            Some(_) => {}
        }
    }
    kept
}

impl Key {
    pub(super) fn write(self, request: &Request<'_>) -> Zeroizing<Vec<u8>> {
        let (consumer, token) = (request.credentials.consumer(), request.credentials.token());
        let consumer = match self.consumer {
            Half::Secret => consumer.secret(),
            Half::Id => consumer.key(),
            Half::Nothing => "",
        };
        let token = match self.token {
            Half::Secret => token.secret(),
            Half::Id => token.id(),
            Half::Nothing => "",
        };
        let [first, second] = if self.swapped {
            [(token, self.around_token), (consumer, self.around_consumer)]
        } else {
            [(consumer, self.around_consumer), (token, self.around_token)]
        };
        // Of the right size at once: a `Vec` that grows leaves what it held behind. Encoded twice, a byte is at most five.
        let parts = |(secret, around): (&str, Around)| {
            [around.before().len(), secret.len(), around.after().len()]
        };
        let length: usize = [parts(first), parts(second)].iter().flatten().sum();
        let size = length.saturating_mul(5).saturating_add(3);
        let mut key = Zeroizing::new(Vec::with_capacity(size));
        self.write_half(first, &mut key);
        key.extend_from_slice(match self.joined {
            Joined::Ampersand => b"&",
            Joined::Nothing => b"",
            Joined::EscapedAmpersand => b"%26",
        });
        self.write_half(second, &mut key);
        key
    }

    fn write_half(self, (secret, around): (&str, Around), key: &mut Vec<u8>) {
        for text in [around.before(), secret, around.after()] {
            match self.encoded {
                Times::Never => key.extend_from_slice(text.as_bytes()),
                times => {
                    for piece in percent_encode(text.as_bytes(), UNRESERVED) {
                        match (times, piece.strip_prefix('%')) {
                            (Times::Twice, Some(digits)) => {
                                key.extend_from_slice(b"%25");
                                key.extend_from_slice(digits.as_bytes());
                            }
                            _ => key.extend_from_slice(piece.as_bytes()),
                        }
                    }
                }
            }
        }
    }
}

impl Encoding {
    fn write(self, text: &[u8], to: &mut Vec<u8>) {
        let set = match self.alphabet {
            Alphabet::Unreserved => UNRESERVED,
            Alphabet::Component => COMPONENT,
            Alphabet::Slash => SLASH,
            Alphabet::Form => FORM,
            Alphabet::Asterisk => ASTERISK,
            Alphabet::NoTilde => NO_TILDE,
            Alphabet::Alphanumeric => NON_ALPHANUMERIC,
        };
        for piece in percent_encode(text, set) {
            match piece {
                "%20" if self.space_is_plus => to.push(b'+'),
                // Runs of what stays have no `%`.
                _ if self.lower_case && piece.starts_with('%') => {
                    to.extend(piece.bytes().map(|byte| byte.to_ascii_lowercase()));
                }
                _ => to.extend_from_slice(piece.as_bytes()),
            }
        }
    }

    fn write_times(self, text: &[u8], times: Times, to: &mut Vec<u8>) {
        match times {
            Times::Never => to.extend_from_slice(text),
            Times::Once => self.write(text, to),
            Times::Twice => {
                let mut once = Vec::with_capacity(text.len());
                self.write(text, &mut once);
                self.write(&once, to);
            }
        }
    }
}

/// What is escaped; each is named after what is not.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
const COMPONENT: &AsciiSet = &ASTERISK
    .remove(b'!')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');
const SLASH: &AsciiSet = &UNRESERVED.remove(b'/');
const FORM: &AsciiSet = &ASTERISK.add(b'~');
const ASTERISK: &AsciiSet = &UNRESERVED.remove(b'*');
const NO_TILDE: &AsciiSet = &UNRESERVED.add(b'~');
