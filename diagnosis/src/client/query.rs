//! The parameters of the query (RFC 5849 section 3.4.1.3.1).

use std::collections::{HashMap, HashSet};

use super::parameters::Parameter;
use crate::buffer::Buffer;
use crate::convert::{decode, decode_form, write_repr};
use crate::request::Piece;

/// How a client reads the query.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Query {
    pub(crate) read: Read,
    /// Whether a value ends at its first `=`.
    pub(crate) cut: bool,
    pub(crate) empty_pieces: EmptyPieces,
    pub(crate) without_empty_values: bool,
    pub(crate) repeats: Repeats,
    pub(crate) form: Form,
    /// Whether all parameters are signed twice.
    pub(crate) twice: bool,
    pub(crate) equals: Equals,
}

/// What becomes of an empty parameter, as in `a=1&`.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum EmptyPieces {
    #[default]
    Dropped,
    /// Signed as `=`.
    Signed,
    /// Signed as an empty text.
    SignedWithoutEquals,
}

/// How names and values are decoded.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Read {
    #[default]
    Decoded,
    /// `+` stays a plus.
    PlusKept,
    /// Neither names nor values are decoded.
    Raw,
    NamesRaw,
    ValuesRaw,
    DecodedTwice,
    LeftOut,
}

/// What becomes of a name that appears more than once.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Repeats {
    #[default]
    Kept,
    FirstKept,
    LastKept,
    /// `id[0]`, `id[1]`.
    Indexed,
    /// `id[]`, `id[]`.
    Bracketed,
    /// As one parameter with commas between the values.
    Joined,
}

/// How values are converted to text.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    #[default]
    Plain,
    /// `['a', 'b']`.
    PythonList,
    /// `b'a'`.
    PythonBytes,
    /// `filter=Array` for `filter[id]=1`.
    PhpArray,
    /// `filter=[object Object]` for `filter[id]=1`.
    Object,
}

/// Whether a parameter without a value is written with `=`.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Equals {
    #[default]
    Always,
    /// As in the URL.
    Sent,
    /// Only before a value.
    BeforeValues,
}

impl Query {
    pub(crate) fn parameters(self, pieces: &[Piece]) -> Vec<Parameter> {
        if self.read == Read::LeftOut {
            return Vec::new();
        }
        let are_signed = self.empty_pieces != EmptyPieces::Dropped;
        let is_signed = |piece: &&Piece| are_signed || !piece.is_empty();
        let mut all: Vec<Parameter> = pieces
            .iter()
            .filter(is_signed)
            .map(|piece| self.read(piece))
            .collect();
        if self.without_empty_values {
            all.retain(|parameter| !parameter.value.is_empty());
        }
        all = self.form.apply(all);
        all = self.repeats.apply(all);
        if self.twice {
            all.extend(all.clone());
        }
        all
    }

    fn read(self, piece: &Piece) -> Parameter {
        let mut value: &[u8] = &piece.value;
        if self.cut {
            value = value.split(|byte| *byte == b'=').next().unwrap_or_default();
        }
        let has_equals = match self.equals {
            _ if piece.is_empty() => matches!(self.empty_pieces, EmptyPieces::Signed),
            Equals::Always => true,
            Equals::Sent => piece.has_equals,
            Equals::BeforeValues => !value.is_empty(),
        };
        let (name, value) = match self.read {
            Read::PlusKept => (decode(&piece.name), decode(value)),
            Read::Raw => (piece.name.clone(), value.into()),
            Read::NamesRaw => (piece.name.clone(), decode_form(value)),
            Read::ValuesRaw => (decode_form(&piece.name), value.into()),
            Read::DecodedTwice => (
                decode_form(&decode_form(&piece.name)),
                decode_form(&decode_form(value)),
            ),
            Read::Decoded | Read::LeftOut => (decode_form(&piece.name), decode_form(value)),
        };
        Parameter {
            name,
            value,
            has_equals,
        }
    }
}

impl Repeats {
    fn apply(self, parameters: Vec<Parameter>) -> Vec<Parameter> {
        if self == Self::Kept {
            return parameters;
        }
        let mut counts: HashMap<Buffer, usize> = HashMap::new();
        for parameter in &parameters {
            let count = counts.entry(parameter.name.clone()).or_default();
            *count += 1;
        }
        let is_repeated = |name: &Buffer| counts.get(name).is_some_and(|count| *count > 1);
        let mut places: HashMap<Buffer, (usize, usize)> = HashMap::new();
        let mut kept: Vec<Parameter> = Vec::new();
        for mut parameter in parameters {
            let (place, index) = *places
                .entry(parameter.name.clone())
                .and_modify(|(_, index)| *index += 1)
                .or_insert((kept.len(), 0));
            match (self, kept.get_mut(place)) {
                (Self::Indexed | Self::Bracketed, _) => {
                    if is_repeated(&parameter.name) {
                        let suffix = match self {
                            Self::Indexed => format!("[{index}]"),
                            _ => "[]".to_owned(),
                        };
                        parameter.name.extend(suffix.as_bytes());
                    }
                    kept.push(parameter);
                }
                (_, None) => kept.push(parameter),
                (Self::LastKept, Some(last)) => *last = parameter,
                (Self::Joined, Some(first)) => {
                    first.value.push(b',');
                    first.value.extend(&parameter.value);
                }
                (Self::FirstKept | Self::Kept, Some(_)) => {}
            }
        }
        kept
    }
}

impl Form {
    fn apply(self, parameters: Vec<Parameter>) -> Vec<Parameter> {
        match self {
            Self::Plain => parameters,
            Self::PythonBytes => {
                let mut printed = parameters;
                for parameter in &mut printed {
                    let mut value = Buffer::from("b");
                    write_repr(&parameter.value, &mut value);
                    parameter.value = value;
                }
                printed
            }
            Self::PythonList => python_lists(parameters),
            Self::PhpArray => arrays(parameters, "Array"),
            Self::Object => arrays(parameters, "[object Object]"),
        }
    }
}

/// Collects the values of each name in a list, as Python prints it.
fn python_lists(parameters: Vec<Parameter>) -> Vec<Parameter> {
    let mut places: HashMap<Buffer, usize> = HashMap::new();
    let mut printed: Vec<Parameter> = Vec::new();
    for mut parameter in parameters {
        let place = *places
            .entry(parameter.name.clone())
            .or_insert(printed.len());
        if let Some(list) = printed.get_mut(place) {
            list.value.extend(b", ");
            write_repr(&parameter.value, &mut list.value);
        } else {
            let mut value = Buffer::from("[");
            write_repr(&parameter.value, &mut value);
            parameter.value = value;
            printed.push(parameter);
        }
    }
    for list in &mut printed {
        list.value.push(b']');
    }
    printed
}

/// Turns names with brackets into one parameter, whose value is a word.
fn arrays(parameters: Vec<Parameter>, word: &str) -> Vec<Parameter> {
    let mut arrays: HashSet<Buffer> = HashSet::new();
    let mut printed: Vec<Parameter> = Vec::new();
    for mut parameter in parameters {
        let bracket = parameter.name.iter().position(|byte| *byte == b'[');
        if let Some(bracket @ 1..) = bracket {
            parameter.name = Buffer::from(&parameter.name[..bracket]);
            parameter.value = word.into();
            if !arrays.insert(parameter.name.clone()) {
                continue;
            }
        }
        printed.push(parameter);
    }
    printed
}
