//! The parameters as a client collects, encodes and joins them (RFC 5849 section 3.4.1.3).

use std::cmp::Ordering;
use std::rc::Rc;

use super::encoder::{Encoder, Times};
use super::key::Around;
use super::text::Text;
use crate::buffer::Buffer;
use crate::request::Request;

/// A name and a value that are signed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Parameter {
    pub(crate) name: Buffer,
    pub(crate) value: Buffer,
    /// `name` instead of `name=` if not.
    pub(crate) has_equals: bool,
}

impl Parameter {
    pub(crate) fn new(name: impl Into<Buffer>, value: impl Into<Buffer>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
            has_equals: true,
        }
    }
}

/// The parameters of the header.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Header {
    /// A parameter that is in the query too is signed once.
    pub(crate) merged: bool,
    pub(crate) with_realm: bool,
    pub(crate) version: Version,
    /// A parameter that is sent and not signed.
    pub(crate) left_out: Option<&'static str>,
    /// Signed instead of the `oauth_signature_method` that is sent.
    pub(crate) signature_method: Option<&'static str>,
    /// Signed with a value that is not the one that is sent.
    pub(crate) consumer_key: Around,
    pub(crate) token_id: Around,
    /// Seconds between the signed timestamp and the sent one.
    pub(crate) timestamp_shift: i8,
    pub(crate) callback: Callback,
    /// An empty `oauth_token` is signed where none is sent.
    pub(crate) with_empty_token: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Version {
    #[default]
    Sent,
    Added,
}

/// The value of `oauth_callback` that is signed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Callback {
    #[default]
    Sent,
    EncodedAgain,
    DecodedAgain,
}

/// What is signed of the body.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Body {
    #[default]
    NotSigned,
    /// Read as a form: all of it is a name, or all before the first `=`.
    Form,
    /// All of it is a name.
    Name,
    /// The members of a JSON object.
    Members,
    /// The same, but each item of an array is a parameter.
    MembersAndItems,
    /// Each character, with its index as the name.
    Characters,
    /// As `oauth_body_hash`.
    Hash,
    HexHash,
    /// At the end of the parameters.
    Appended,
}

/// How one name or value is encoded.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Spelling {
    pub(crate) names: Times,
    pub(crate) values: Times,
    pub(crate) encoder: Encoder,
}

/// Section 3.4.1.3.2: how the parameters are sorted.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Order {
    /// By encoded name, then by encoded value.
    #[default]
    Encoded,
    Decoded,
    /// As the text `name=value`.
    Joined,
    NamesAlone,
    IgnoringCase,
    /// As ICU sorts words.
    Words,
    /// As .NET sorts words: hyphens and apostrophes count last.
    WordsWithoutHyphens,
    /// The query as it is sent, and the header sorted.
    QueryFirst,
    QueryLast,
    AsSent,
}

/// What is between the parameters.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Join {
    #[default]
    Ampersand,
    Comma,
    CommaAndSpace,
    Nothing,
}

impl Header {
    pub(crate) fn parameters(self, request: &Request<'_>) -> Vec<Parameter> {
        let sent = if self.merged {
            &request.merged
        } else {
            &request.header.parameters
        };
        let mut header: Vec<Parameter> = sent
            .iter()
            .map(|(name, value)| Parameter::new(name.clone(), value.clone()))
            .collect();
        let mut set = |name: &str, value: Option<&str>| {
            header.retain(|parameter| *parameter.name != *name.as_bytes());
            header.extend(value.map(|value| Parameter::new(name, value)));
        };
        if self.version == Version::Added {
            set("oauth_version", Some("1.0"));
        }
        if let Some(name) = self.left_out {
            set(name, None);
        }
        if self.signature_method.is_some() {
            set("oauth_signature_method", self.signature_method);
        }
        if self.with_empty_token {
            set("oauth_token", Some(""));
        }
        if self.with_realm {
            let own = request.credentials.account_id().realm();
            let realm = request.header.realm.clone().unwrap_or(own.into());
            header.push(Parameter::new("realm", realm));
        }
        for parameter in &mut header {
            match &*parameter.name {
                b"oauth_consumer_key" => self.consumer_key.surround(&mut parameter.value),
                b"oauth_token" => self.token_id.surround(&mut parameter.value),
                b"oauth_timestamp" => self.shift(&mut parameter.value),
                b"oauth_callback" => self.callback.apply(&mut parameter.value),
                _ => {}
            }
        }
        header
    }

    fn shift(self, timestamp: &mut Buffer) {
        let seconds: Option<i64> = str::from_utf8(timestamp)
            .ok()
            .and_then(|text| text.parse().ok());
        if let (Some(seconds), 1..) = (seconds, self.timestamp_shift.unsigned_abs()) {
            let shifted = seconds.saturating_add(self.timestamp_shift.into());
            *timestamp = Buffer::from(&*shifted.to_string());
        }
    }
}

impl Callback {
    fn apply(self, value: &mut Buffer) {
        match self {
            Self::Sent => {}
            Self::EncodedAgain => {
                let mut encoded = Buffer::default();
                Encoder::default().write(value, &mut encoded);
                *value = encoded;
            }
            Self::DecodedAgain => *value = percent_encoding::percent_decode(value).collect(),
        }
    }
}

/// A parameter as it is sorted, and as it appears in the base string.
pub(crate) struct Written {
    /// Its position where it was sent.
    place: usize,
    decoded: Parameter,
    /// `name=value`, each encoded.
    text: Buffer,
    name_length: usize,
    /// The text, encoded as a part of the base string.
    part: Buffer,
}

/// Encodes parameters, and sorts them the right way, so that lists merge at little cost.
pub(crate) fn write(parameters: Vec<Parameter>, spelling: Spelling, text: Text) -> Vec<Written> {
    let mut all: Vec<Written> = parameters
        .into_iter()
        .enumerate()
        .map(|(place, parameter)| Written::new(place, parameter, spelling, text))
        .collect();
    all.sort_by(|a, b| a.compare(b, Order::Encoded));
    all
}

impl Written {
    fn new(place: usize, decoded: Parameter, spelling: Spelling, base: Text) -> Self {
        let Parameter { name, value, .. } = &decoded;
        let size = name.len().saturating_add(value.len());
        let mut text = Buffer::with_capacity(size.saturating_mul(3));
        spelling
            .encoder
            .write_times(name, spelling.names, &mut text);
        let name_length = text.len();
        if decoded.has_equals {
            text.push(b'=');
        }
        spelling
            .encoder
            .write_times(value, spelling.values, &mut text);
        let mut part = Buffer::with_capacity(text.len().saturating_mul(2));
        base.encoder.write_times(&text, base.parameters, &mut part);
        Self {
            place,
            decoded,
            text,
            name_length,
            part,
        }
    }

    fn name(&self) -> &[u8] {
        // The text begins with the name.
        &self.text[..self.name_length]
    }

    fn value(&self) -> &[u8] {
        let after_name = &self.text[self.name_length..];
        after_name.strip_prefix(b"=").unwrap_or(after_name)
    }

    fn compare(&self, other: &Self, order: Order) -> Ordering {
        match order {
            Order::Decoded => {
                let pair =
                    |written: &Self| (written.decoded.name.clone(), written.decoded.value.clone());
                pair(self).cmp(&pair(other))
            }
            Order::Joined => self.text.cmp(&other.text),
            Order::NamesAlone => self.name().cmp(other.name()),
            Order::IgnoringCase => ignoring_case(self.name(), other.name())
                .then_with(|| ignoring_case(self.value(), other.value())),
            Order::Words | Order::WordsWithoutHyphens => {
                let words = |parameter: &Parameter| {
                    [&parameter.name, &parameter.value].map(|text| words(text, order))
                };
                words(&self.decoded).cmp(&words(&other.decoded))
            }
            Order::Encoded | Order::QueryFirst | Order::QueryLast | Order::AsSent => {
                (self.name(), self.value()).cmp(&(other.name(), other.value()))
            }
        }
    }
}

fn ignoring_case(a: &[u8], b: &[u8]) -> Ordering {
    let lower = |text: &'_ [u8]| text.iter().map(u8::to_ascii_lowercase).collect::<Buffer>();
    lower(a).cmp(&lower(b))
}

/// The key that a text is sorted by in a dictionary, near enough to ICU's root collation for the
/// names that queries have: punctuation before digits before letters, and lower case before upper
/// case only between texts that are equal otherwise.
fn words(text: &[u8], order: Order) -> (Vec<(u8, u8)>, Vec<bool>) {
    // The order of ICU's root collation.
    const PUNCTUATION: &[u8] = b"_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";
    let rank = |byte: &u8| {
        let class = match byte {
            b'0'..=b'9' => 1,
            b'a'..=b'z' | b'A'..=b'Z' | 128.. => 2,
            _ => 0,
        };
        let place = PUNCTUATION.iter().position(|other| other == byte);
        let place = place.and_then(|place| u8::try_from(place).ok());
        (class, place.unwrap_or(byte.to_ascii_lowercase()))
    };
    let is_counted = |byte: &&u8| order == Order::Words || !matches!(**byte, b'-' | b'\'');
    (
        text.iter().filter(is_counted).map(rank).collect(),
        text.iter().map(u8::is_ascii_uppercase).collect(),
    )
}

/// The parameters of the three places where a client takes them from.
pub(crate) struct Lists {
    pub(crate) query: Rc<Vec<Written>>,
    pub(crate) body: Rc<Vec<Written>>,
    pub(crate) header: Rc<Vec<Written>>,
}

impl Lists {
    /// Sorts the parameters and joins them to a part of the base string.
    pub(crate) fn join(&self, order: Order, join: Join, text: Text) -> Buffer {
        let sorted = self.sorted(order);
        let mut separator = Buffer::default();
        let plain: &[u8] = match join {
            Join::Ampersand => b"&",
            Join::Comma => b",",
            Join::CommaAndSpace => b", ",
            Join::Nothing => b"",
        };
        text.encoder
            .write_times(plain, text.parameters, &mut separator);
        let size: usize = sorted
            .iter()
            .map(|parameter| parameter.part.len().saturating_add(separator.len()))
            .fold(0, usize::saturating_add);
        let mut part = Buffer::with_capacity(size);
        for (at, parameter) in sorted.iter().enumerate() {
            if at > 0 {
                part.extend(&separator);
            }
            part.extend(&parameter.part);
        }
        part
    }

    fn sorted(&self, order: Order) -> Vec<&Written> {
        let mut query = in_order(&self.query, order);
        query.extend(in_order(&self.body, order));
        let mut header = in_order(&self.header, order);
        let sort = |list: &mut Vec<&Written>| list.sort_by(|a, b| a.compare(b, order));
        if matches!(order, Order::QueryFirst | Order::QueryLast) {
            sort(&mut header);
        }
        if order == Order::QueryLast {
            header.extend(query);
            return header;
        }
        query.extend(header);
        if !matches!(order, Order::QueryFirst | Order::AsSent) {
            sort(&mut query);
        }
        query
    }
}

/// Returns a list as it was sent, unless it is sorted already.
fn in_order(list: &[Written], order: Order) -> Vec<&Written> {
    let mut list: Vec<&Written> = list.iter().collect();
    if order != Order::Encoded {
        list.sort_by_key(|parameter| parameter.place);
    }
    list
}
