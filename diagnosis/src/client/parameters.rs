//! The parameters as a client collects, encodes and joins them (RFC 5849 section 3.4.1.3).

use std::cmp::Ordering;
use std::rc::Rc;

use super::encoder::{Encoder, Times};
use super::key::Around;
use super::text::Text;
use crate::buffer::Buffer;
use crate::convert::shift;
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
    pub(crate) realm: Realm,
    pub(crate) version: Version,
    /// A parameter that is sent and not signed.
    pub(crate) left_out: Option<&'static str>,
    /// Signed instead of the `oauth_signature_method` that is sent.
    pub(crate) signature_method: Option<&'static str>,
    /// Signed with another value than the sent one.
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

/// The realm that is signed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Realm {
    #[default]
    NotSigned,
    Sent,
    /// The realm of the credentials' account.
    Own,
}

/// The value of `oauth_callback` that is signed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Callback {
    #[default]
    Sent,
    EncodedAgain,
    DecodedAgain,
}

/// The signed part of the body.
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

/// The separator between the parameters.
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
            &request.parameters
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
        let own = request.credentials.account_id().realm();
        let realm: Option<Buffer> = match self.realm {
            Realm::NotSigned => None,
            Realm::Sent => Some(request.realm.clone().unwrap_or(own.into())),
            Realm::Own => Some(own.into()),
        };
        header.extend(realm.map(|realm| Parameter::new("realm", realm)));
        for parameter in &mut header {
            match &*parameter.name {
                b"oauth_consumer_key" => self.consumer_key.surround(&mut parameter.value),
                b"oauth_token" => self.token_id.surround(&mut parameter.value),
                b"oauth_timestamp" => {
                    parameter.value = shift(&parameter.value, self.timestamp_shift);
                }
                b"oauth_callback" => self.callback.apply(&mut parameter.value),
                _ => {}
            }
        }
        header
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
    /// The decoded name and value, the text `name=value`, each encoded, and the text encoded as a
    /// part of the base string: one after the other.
    all: Buffer,
    /// Where in `all` the decoded name, the decoded value, the encoded name and the text end.
    ends: [usize; 4],
}

/// Encodes parameters, and sorts them the right way, so that lists merge at little cost.
pub(crate) fn write(parameters: &[Parameter], spelling: Spelling, text: Text) -> Vec<Written> {
    let mut all: Vec<Written> = parameters
        .iter()
        .enumerate()
        .map(|(place, parameter)| Written::new(place, parameter, spelling, text))
        .collect();
    all.sort_by(|a, b| a.compare(b, Order::Encoded));
    all
}

impl Written {
    fn new(place: usize, parameter: &Parameter, spelling: Spelling, base: Text) -> Self {
        let Parameter { name, value, .. } = parameter;
        let size = name.len().saturating_add(value.len());
        let mut all = Buffer::with_capacity(size.saturating_mul(4).saturating_add(16));
        all.extend(name);
        all.extend(value);
        spelling.encoder.write_times(name, spelling.names, &mut all);
        let name_end = all.len();
        if parameter.has_equals {
            all.push(b'=');
        }
        spelling
            .encoder
            .write_times(value, spelling.values, &mut all);
        let text_end = all.len();
        let mut part = Buffer::with_capacity((text_end - size).saturating_mul(2));
        base.encoder
            .write_times(&all[size..], base.parameters, &mut part);
        all.extend(&part);
        Self {
            place,
            all,
            ends: [name.len(), size, name_end, text_end],
        }
    }

    /// Returns the decoded name and value.
    fn decoded(&self) -> [&[u8]; 2] {
        let [name, value, ..] = self.ends;
        [&self.all[..name], &self.all[name..value]]
    }

    /// Returns the encoded name and value.
    fn encoded(&self) -> [&[u8]; 2] {
        let [_, start, name, text] = self.ends;
        let after_name = &self.all[name..text];
        let value = after_name.strip_prefix(b"=").unwrap_or(after_name);
        [&self.all[start..name], value]
    }

    /// Returns `name=value`, each encoded.
    fn text(&self) -> &[u8] {
        let [_, start, _, end] = self.ends;
        &self.all[start..end]
    }

    /// Returns the text, encoded as a part of the base string.
    fn part(&self) -> &[u8] {
        let [.., text] = self.ends;
        &self.all[text..]
    }

    /// Returns how many bytes were written for it.
    pub(crate) fn size(&self) -> usize {
        self.all.len()
    }

    fn compare(&self, other: &Self, order: Order) -> Ordering {
        let by = |compare: fn(&[u8], &[u8]) -> Ordering, [a, b]: [[&[u8]; 2]; 2]| {
            compare(a[0], b[0]).then_with(|| compare(a[1], b[1]))
        };
        let decoded = || [self.decoded(), other.decoded()];
        let encoded = || [self.encoded(), other.encoded()];
        match order {
            Order::Decoded => by(Ord::cmp, decoded()),
            Order::Joined => self.text().cmp(other.text()),
            Order::NamesAlone => self.encoded()[0].cmp(other.encoded()[0]),
            Order::IgnoringCase => by(ignoring_case, encoded()),
            Order::Words => by(|a, b| words(a, b, |_| true), decoded()),
            Order::WordsWithoutHyphens => by(
                |a, b| words(a, b, |byte| !matches!(byte, b'-' | b'\'')),
                decoded(),
            ),
            Order::Encoded | Order::QueryFirst | Order::QueryLast | Order::AsSent => {
                by(Ord::cmp, encoded())
            }
        }
    }
}

fn ignoring_case(a: &[u8], b: &[u8]) -> Ordering {
    let [a, b] = [a, b].map(|text| text.iter().map(u8::to_ascii_lowercase));
    a.cmp(b)
}

/// Compares two texts as a dictionary does, near enough to ICU's root collation for the names that
/// queries have: punctuation before digits before letters, and lower case before upper case only
/// between texts that are equal otherwise.
fn words(a: &[u8], b: &[u8], is_counted: fn(u8) -> bool) -> Ordering {
    // The order of ICU's root collation.
    const PUNCTUATION: &[u8] = b"_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";
    let rank = |byte: u8| match byte {
        b'0'..=b'9' => (1, usize::from(byte)),
        b'a'..=b'z' | b'A'..=b'Z' | 128.. => (2, usize::from(byte.to_ascii_lowercase())),
        _ => {
            let place = PUNCTUATION.iter().position(|other| *other == byte);
            (0, place.unwrap_or(byte.into()))
        }
    };
    let cases = [a, b].map(|text| text.iter().map(u8::is_ascii_uppercase));
    let counted = |byte: &u8| is_counted(*byte);
    let [a, b] = [a, b].map(|text| text.iter().copied().filter(counted).map(rank));
    a.cmp(b).then_with(|| {
        let [a, b] = cases;
        a.cmp(b)
    })
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
            .map(|parameter| parameter.part().len().saturating_add(separator.len()))
            .fold(0, usize::saturating_add);
        let mut part = Buffer::with_capacity(size);
        for (at, parameter) in sorted.iter().enumerate() {
            if at > 0 {
                part.extend(&separator);
            }
            part.extend(parameter.part());
        }
        part
    }

    fn sorted(&self, order: Order) -> Vec<&Written> {
        let query = in_order(&self.query, order);
        let mut header = in_order(&self.header, order);
        header.extend(in_order(&self.body, order));
        let sort = |list: &mut Vec<&Written>| list.sort_by(|a, b| a.compare(b, order));
        if matches!(order, Order::QueryFirst | Order::QueryLast) {
            sort(&mut header);
        }
        let (mut all, last) = match order {
            Order::QueryLast => (header, query),
            _ => (query, header),
        };
        all.extend(last);
        if !matches!(order, Order::QueryFirst | Order::QueryLast | Order::AsSent) {
            sort(&mut all);
        }
        all
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
