//! Encoding, sorting and joining lists of parameters (RFC 5849 section 3.4.1.3.2).

use std::cmp::Ordering;
use std::rc::Rc;

use super::base_string::BaseString;
use super::encoder::{Alphabet, Encoder, Times};
use super::parameters::Parameter;
use crate::buffer::Buffer;

/// The fixed work of decoding, encoding or joining one parameter, in units of the work limit.
pub(crate) const PARAMETER: usize = 50;

/// The work of an encoder for each byte that it writes.
const WRITTEN_BYTE: usize = 2;

/// How each name and value is percent-encoded.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Encoding {
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
    /// By the text `name=value`.
    Joined,
    NamesAlone,
    IgnoringCase,
    /// As ICU sorts words, for example in JavaScript's `localeCompare`.
    Words,
    /// As .NET sorts words: like ICU, but without hyphens and apostrophes.
    WordsWithoutHyphens,
    /// The query in the order in which it is sent, then the sorted header.
    QueryFirst,
    /// The sorted header, then the query in the order in which it is sent.
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

impl Encoding {
    /// Returns the canonical one of all encodings that are equal for texts with these characters.
    fn within(self, alphabet: Alphabet) -> Self {
        let (names, encoder) = self.encoder.within(self.names, alphabet);
        let (values, other) = self.encoder.within(self.values, alphabet);
        let encoder = if names == Times::Never {
            other
        } else {
            encoder
        };
        Self {
            names,
            values,
            encoder,
        }
    }
}

/// Decoded parameters, in the order in which they were sent.
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Decoded {
    parameters: Vec<Parameter>,
    alphabet: Alphabet,
}

impl Decoded {
    pub(crate) fn new(parameters: Vec<Parameter>) -> Self {
        let mut alphabet = Alphabet::default();
        for Parameter { name, value, .. } in &parameters {
            alphabet.add(name);
            alphabet.add(value);
        }
        Self {
            parameters,
            alphabet,
        }
    }

    /// Returns the work of decoding the parameters.
    pub(crate) fn work(&self) -> usize {
        self.parameters.len() * PARAMETER
    }

    /// Returns the canonical one of all encodings that are equal for these parameters.
    pub(crate) fn encoding(&self, encoding: Encoding) -> Encoding {
        encoding.within(self.alphabet)
    }
}

/// Parameters with encoded names and values, sorted correctly, so that lists can be merged.
pub(crate) struct Encoded {
    decoded: Rc<Decoded>,
    /// The texts `name=value`, one after the other.
    texts: Buffer,
    alphabet: Alphabet,
    all: Vec<Item>,
}

/// An encoded parameter.
struct Item {
    /// The index in the decoded parameters.
    place: usize,
    /// Where the name begins, the name ends, and the text ends in the texts.
    start: usize,
    name_end: usize,
    end: usize,
}

impl Encoded {
    pub(crate) fn new(decoded: Rc<Decoded>, encoding: Encoding) -> Self {
        let Encoding {
            names,
            values,
            encoder,
        } = encoding;
        let halves = decoded.parameters.iter().flat_map(|p| [&p.name, &p.value]);
        let size: usize = halves.map(|half| half.len()).sum();
        // Room for half of the characters to be escaped.
        let mut texts = Buffer::with_capacity(size * 2);
        let mut all = Vec::with_capacity(decoded.parameters.len());
        for (place, parameter) in decoded.parameters.iter().enumerate() {
            let start = texts.len();
            encoder.write_times(&parameter.name, names, &mut texts);
            let name_end = texts.len();
            if parameter.has_equals {
                texts.push(b'=');
            }
            encoder.write_times(&parameter.value, values, &mut texts);
            let end = texts.len();
            all.push(Item {
                place,
                start,
                name_end,
                end,
            });
        }
        all.sort_by(|a, b| compare([a.halves(&texts), b.halves(&texts)], Ord::cmp));
        let alphabet = Alphabet::of(&texts);
        Self {
            decoded,
            texts,
            alphabet,
            all,
        }
    }

    /// Returns the work of encoding and sorting the parameters.
    pub(crate) fn work(&self) -> usize {
        let all = self.all.len() * PARAMETER;
        all + self.texts.len() * WRITTEN_BYTE
    }

    /// Returns the canonical way to encode these texts as parts of the base string.
    pub(crate) fn writing(&self, base_string: BaseString) -> (Times, Encoder) {
        base_string
            .encoder
            .within(base_string.parameters, self.alphabet)
    }
}

impl Item {
    /// Returns the name and the value.
    fn halves<'a>(&self, texts: &'a [u8]) -> [&'a [u8]; 2] {
        let after_name = &texts[self.name_end..self.end];
        let value = after_name.strip_prefix(b"=").unwrap_or(after_name);
        [&texts[self.start..self.name_end], value]
    }
}

/// Encoded parameters, each of which is encoded again as a part of the base string.
pub(crate) struct Written {
    encoded: Rc<Encoded>,
    /// The encoded texts, one after the other.
    parts: Buffer,
    /// Where each text ends.
    ends: Vec<usize>,
}

impl Written {
    pub(crate) fn new(encoded: Rc<Encoded>, (times, encoder): (Times, Encoder)) -> Self {
        let mut parts = Buffer::with_capacity(encoded.texts.len() * 2);
        let mut ends = Vec::with_capacity(encoded.all.len());
        for item in &encoded.all {
            encoder.write_times(&encoded.texts[item.start..item.end], times, &mut parts);
            ends.push(parts.len());
        }
        Self {
            encoded,
            parts,
            ends,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the work of encoding the texts.
    pub(crate) fn work(&self) -> usize {
        let all = self.len() * PARAMETER;
        all + self.parts.len() * WRITTEN_BYTE
    }

    fn view(&self, at: usize) -> Option<View<'_>> {
        (at < self.len()).then_some(View { list: self, at })
    }

    /// Returns the parameters in the order in which they were sent.
    fn as_sent(&self) -> Vec<View<'_>> {
        let mut all: Vec<View<'_>> = (0..).map_while(|at| self.view(at)).collect();
        all.sort_by_key(|view| view.item().place);
        all
    }
}

/// One parameter of a list.
#[derive(Clone, Copy)]
struct View<'a> {
    list: &'a Written,
    at: usize,
}

impl<'a> View<'a> {
    fn item(self) -> &'a Item {
        &self.list.encoded.all[self.at]
    }

    fn encoded(self) -> [&'a [u8]; 2] {
        self.item().halves(&self.list.encoded.texts)
    }

    fn decoded(self) -> [&'a [u8]; 2] {
        let Parameter { name, value, .. } =
            &self.list.encoded.decoded.parameters[self.item().place];
        [name, value]
    }

    fn text(self) -> &'a [u8] {
        let item = self.item();
        &self.list.encoded.texts[item.start..item.end]
    }

    fn part(self) -> &'a [u8] {
        let Written { parts, ends, .. } = self.list;
        let start = match self.at {
            0 => 0,
            at => ends[at - 1],
        };
        &parts[start..ends[self.at]]
    }

    fn compare(self, other: Self, order: Order) -> Ordering {
        let decoded = || [self.decoded(), other.decoded()];
        let encoded = || [self.encoded(), other.encoded()];
        match order {
            Order::Decoded => compare(decoded(), Ord::cmp),
            Order::Joined => self.text().cmp(other.text()),
            Order::NamesAlone => self.encoded()[0].cmp(other.encoded()[0]),
            Order::IgnoringCase => compare(encoded(), ignoring_case),
            Order::Words => compare(decoded(), |a, b| words(a, b, |_| true)),
            Order::WordsWithoutHyphens => {
                let is_counted = |byte| !matches!(byte, b'-' | b'\'');
                compare(decoded(), |a, b| words(a, b, is_counted))
            }
            Order::Encoded | Order::QueryFirst | Order::QueryLast | Order::AsSent => {
                compare(encoded(), Ord::cmp)
            }
        }
    }
}

/// Compares names, then values.
fn compare([a, b]: [[&[u8]; 2]; 2], by: impl Fn(&[u8], &[u8]) -> Ordering) -> Ordering {
    by(a[0], b[0]).then_with(|| by(a[1], b[1]))
}

fn ignoring_case(a: &[u8], b: &[u8]) -> Ordering {
    let [a, b] = [a, b].map(|text| text.iter().map(u8::to_ascii_lowercase));
    a.cmp(b)
}

/// Compares two texts as a dictionary does: punctuation, then digits, then letters. Case matters
/// only if the texts are equal otherwise, and lower case comes first.
///
/// For usual parameter names, this agrees with ICU's root collation.
fn words(a: &[u8], b: &[u8], is_counted: fn(u8) -> bool) -> Ordering {
    // In the order of ICU's root collation.
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

/// Sorts and joins the parameters of the query, the body and the header, encoded as a part of the
/// base string.
pub(crate) fn join(
    lists: &[Rc<Written>; 3],
    order: Order,
    join: Join,
    base_string: BaseString,
) -> Buffer {
    let sorted = sorted(lists, order);
    let mut separator = Buffer::default();
    let plain: &[u8] = match join {
        Join::Ampersand => b"&",
        Join::Comma => b",",
        Join::CommaAndSpace => b", ",
        Join::Nothing => b"",
    };
    base_string
        .encoder
        .write_times(plain, base_string.parameters, &mut separator);
    let mut joined = Buffer::default();
    for (at, parameter) in sorted.iter().enumerate() {
        if at > 0 {
            joined.extend(&separator);
        }
        joined.extend(parameter.part());
    }
    joined
}

fn sorted([query, body, header]: &[Rc<Written>; 3], order: Order) -> Vec<View<'_>> {
    if order == Order::Encoded {
        return merged([query, header, body]);
    }
    let [query, body, mut header] = [query, body, header].map(|list| list.as_sent());
    header.extend(body);
    let sort = |list: &mut Vec<View<'_>>| list.sort_by(|a, b| a.compare(*b, order));
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

/// Merges lists that are sorted correctly. Equal parameters keep the order of the lists.
fn merged(lists: [&Written; 3]) -> Vec<View<'_>> {
    let mut merged = Vec::with_capacity(lists.iter().map(|list| list.len()).sum());
    let mut next = [0; 3];
    loop {
        let heads = (0..3).filter_map(|place| Some((place, lists[place].view(next[place])?)));
        let first = heads.min_by(|(_, a), (_, b)| a.compare(*b, Order::Encoded));
        let Some((place, view)) = first else {
            return merged;
        };
        merged.push(view);
        next[place] += 1;
    }
}
