//! The parameters, as a client may sign them: RFC 5849 section 3.4.1.3.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;

use crate::client::{Client, Text};
use crate::encoding::{Encoding, Times};
use crate::key::Around;
use crate::request::{Parameter, QueryParameter, Request};

/// Section 3.4.1.3: the parameters of query and header.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Parameters {
    pub(crate) query: Query,
    /// What the header repeats of the query is taken once.
    pub(crate) merged: bool,
    pub(crate) names: Times,
    pub(crate) values: Times,
    pub(crate) encoding: Encoding,
    pub(crate) order: Order,
    pub(crate) repeats: Repeats,
    pub(crate) without_empty: bool,
    pub(crate) with_realm: bool,
    pub(crate) version: Version,
    /// The value of `oauth_signature_method`, in place of the one that is sent.
    pub(crate) signature_method: Option<&'static str>,
    pub(crate) consumer_key: Around,
    pub(crate) token_id: Around,
    pub(crate) body: Body,
}

/// How the names and values of a query are read.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Query {
    #[default]
    Decoded,
    /// But a `+` is taken for itself.
    PlusKept,
    /// Not at all: what is escaped already will be escaped again.
    Raw,
    NamesRaw,
    LeftOut,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Order {
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
pub(crate) enum Repeats {
    #[default]
    Kept,
    FirstKept,
    LastKept,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Version {
    #[default]
    Sent,
    Added,
    LeftOut,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Body {
    #[default]
    NotSigned,
    /// Read as a form: all of it is one name, or up to the first `=`.
    Form,
    /// All of it is one name, as it stands.
    Name,
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

impl Client {
    /// Writes the query's parameters.
    pub(crate) fn query<'a>(&self, request: &'a Request<'_>) -> Vec<Written<'a>> {
        self.write_all(self.parameters.query(request))
    }

    /// Writes the header's parameters.
    pub(crate) fn header<'a>(&self, request: &'a Request<'_>) -> Vec<Written<'a>> {
        self.write_all(self.parameters.header(request))
    }

    /// Writes what is signed of the body as parameters.
    pub(crate) fn body<'a>(&self, request: &'a Request<'_>) -> Vec<Written<'a>> {
        let body = request.body.parameters(self.parameters.body);
        self.write_all(body.iter().map(pair).collect())
    }

    /// Writes parameters and sorts them as they should be: those of another list are then merged in at little cost.
    fn write_all<'a>(&self, pairs: Vec<Pair<'a>>) -> Vec<Written<'a>> {
        let write = |(place, pair)| Written::new(place, pair, &self.parameters, &self.text);
        let mut all: Vec<Written<'_>> = pairs.into_iter().enumerate().map(write).collect();
        all.sort_by(|a, b| a.order(b, Order::Encoded));
        all
    }

    /// Puts the parameters into their order and joins them to a part of the base string.
    pub(crate) fn parameters_part(
        &self,
        request: &Request<'_>,
        written: &AllWritten<'_>,
    ) -> Vec<u8> {
        let sorted = self.parameters.order.sort(written);
        // And a `&` before each, which is five bytes when it is encoded twice.
        let sizes = sorted
            .iter()
            .map(|parameter| parameter.part.len().saturating_add(5));
        let mut part = Vec::with_capacity(sizes.sum());
        for (at, parameter) in sorted.iter().enumerate() {
            if at > 0 {
                self.text.write(b"&", &mut part);
            }
            part.extend_from_slice(&parameter.part);
        }
        if self.parameters.body == Body::Appended {
            self.text.write(b"&", &mut part);
            self.text.write(request.body.text, &mut part);
        }
        part
    }

    /// Whether two write the query's parameters the same.
    pub(crate) fn has_same_query(&self, other: &Self) -> bool {
        let choices = |client: &Self| {
            let parameters = &client.parameters;
            (
                parameters.query,
                parameters.repeats,
                parameters.without_empty,
            )
        };
        self.has_same_spelling(other) && choices(self) == choices(other)
    }

    /// Whether two write the header's parameters the same.
    pub(crate) fn has_same_header(&self, other: &Self) -> bool {
        let choices = |client: &Self| {
            let parameters = &client.parameters;
            (
                parameters.merged,
                parameters.with_realm,
                parameters.version,
                parameters.signature_method,
                parameters.consumer_key,
                parameters.token_id,
            )
        };
        self.has_same_spelling(other) && choices(self) == choices(other)
    }

    /// Whether two write the body's parameters the same.
    pub(crate) fn has_same_body(&self, other: &Self) -> bool {
        self.has_same_spelling(other) && self.parameters.body == other.parameters.body
    }

    /// Whether two write one parameter the same.
    fn has_same_spelling(&self, other: &Self) -> bool {
        let choices = |client: &Self| {
            let parameters = &client.parameters;
            (
                parameters.names,
                parameters.values,
                parameters.encoding,
                client.text.parameters,
                client.text.encoding,
            )
        };
        choices(self) == choices(other)
    }

    /// Whether two write all parameters the same.
    pub(crate) fn has_same_parameters(&self, other: &Self) -> bool {
        self.parameters == other.parameters && self.has_same_spelling(other)
    }
}

impl Parameters {
    /// Section 3.4.1.3.1, as far as the URL goes.
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
                let [before, after] = around.sides().map(str::as_bytes);
                *value = [before, value, after].concat().into();
            }
        }
        header
    }
}

/// The parameters from the three places where a client takes them.
pub(crate) struct AllWritten<'a> {
    pub(crate) query: Rc<Vec<Written<'a>>>,
    pub(crate) body: Rc<Vec<Written<'a>>>,
    pub(crate) header: Rc<Vec<Written<'a>>>,
}

impl Body {
    /// Returns about how long it is in the base string.
    pub(crate) fn size(self, request: &Request<'_>) -> usize {
        match self {
            Self::NotSigned | Self::Hash | Self::HexHash => 0,
            // Encoded twice, a byte is five.
            _ => request.body.text.len().saturating_mul(5),
        }
    }
}

impl AllWritten<'_> {
    pub(crate) fn len(&self) -> usize {
        let lists = [&self.query, &self.body, &self.header];
        lists
            .iter()
            .map(|list| list.len())
            .fold(0, usize::saturating_add)
    }
}

/// A parameter as it is sorted, and as it stands in the base string.
pub(crate) struct Written<'a> {
    /// In the query, the body or the header as it is sent.
    place: usize,
    decoded: Pair<'a>,
    /// `name=value`, each encoded.
    text: Vec<u8>,
    name_length: usize,
    /// The first bytes of the name, most significant first: two of them are compared at once, and most names differ in them.
    beginning: u64,
    /// The text, encoded as a part of the base string.
    part: Vec<u8>,
}

impl<'a> Written<'a> {
    fn new(place: usize, decoded: Pair<'a>, choices: &Parameters, base_string: &Text) -> Self {
        let (name, value) = &decoded;
        let size = name.len().saturating_add(value.len()).saturating_mul(2);
        let mut text = Vec::with_capacity(size);
        choices.encoding.write_times(name, choices.names, &mut text);
        let name_length = text.len();
        let mut beginning = [0; 8];
        beginning
            .iter_mut()
            .zip(&text)
            .for_each(|(to, from)| *to = *from);
        text.push(b'=');
        choices
            .encoding
            .write_times(value, choices.values, &mut text);
        let mut part = Vec::with_capacity(text.len().saturating_mul(2));
        let (name, value) = text.split_at_checked(name_length).unwrap_or_default();
        // One by one, since names and values that are letters and digits alone are written faster.
        for piece in [name, b"=", value.get(1..).unwrap_or_default()] {
            base_string.write(piece, &mut part);
        }
        Self {
            place,
            decoded,
            text,
            name_length,
            beginning: u64::from_be_bytes(beginning),
            part,
        }
    }

    fn order(&self, other: &Self, order: Order) -> Ordering {
        let lower = |text: &[u8]| text.to_ascii_lowercase();
        match order {
            Order::Decoded => self.decoded.cmp(&other.decoded),
            Order::Joined => self.text.cmp(&other.text),
            Order::NamesAlone => self.name().cmp(other.name()),
            Order::IgnoringCase => (lower(self.name()), lower(self.value()))
                .cmp(&(lower(other.name()), lower(other.value()))),
            _ => {
                let rest = || (self.name(), self.value()).cmp(&(other.name(), other.value()));
                self.beginning.cmp(&other.beginning).then_with(rest)
            }
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

impl Order {
    fn sort<'a, 'b>(self, written: &'a AllWritten<'b>) -> Vec<&'a Written<'b>> {
        let as_sent = |list: &'a [Written<'b>]| {
            let mut list: Vec<&Written<'_>> = list.iter().collect();
            if self != Self::Encoded {
                list.sort_by_key(|parameter| parameter.place);
            }
            list
        };
        let mut query = as_sent(&written.query);
        query.extend(as_sent(&written.body));
        let mut header = as_sent(&written.header);
        let sort = |list: &mut Vec<&Written<'_>>| list.sort_by(|a, b| a.order(b, self));
        match self {
            Self::QueryFirst | Self::QueryLast => sort(&mut header),
            _ => {}
        }
        if self == Self::QueryLast {
            header.extend(query);
            return header;
        }
        query.extend(header);
        if !matches!(self, Self::QueryFirst | Self::AsSent) {
            sort(&mut query);
        }
        query
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
