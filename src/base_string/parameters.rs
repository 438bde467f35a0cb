//! The request parameters: where they come from (RFC 5849 section 3.4.1.3.1) and how they are normalised
//! (section 3.4.1.3.2).

use std::cmp::Ordering;
use std::iter;

use super::Text;
use crate::encode::{decode_escape, encoded, is_plain, is_unreserved, is_utf8, split_unreserved};
use crate::error::Error;
use crate::stack_vec::StackVec;

/// The parameters of a query, sorted or on the way there.
pub(crate) struct Parameters<'a>(StackVec<Parameter<'a>, FEW>);

impl<'a> Parameters<'a> {
    pub(crate) fn new() -> Self {
        Self(StackVec::new(Parameter::new(&[], &[])))
    }

    /// Adds the parameters of a query.
    ///
    /// Empty pieces (`a=1&&b=2`) are no parameters; a missing `=` is an empty value. A name that is in `carried`,
    /// which is sorted, is refused: the header carries it already. So is what servers differ on: a `%` that begins no escape, and a name or
    /// value that is not UTF-8 when decoded.
    pub(crate) fn parse<S: AsRef<str>>(
        &mut self,
        query: &'a str,
        carried: &[S],
    ) -> Result<(), Error> {
        let mut at = 0_usize;
        for piece in query.as_bytes().split(|byte| *byte == b'&') {
            if !piece.is_empty() {
                let equals = piece
                    .iter()
                    .position(|byte| *byte == b'=')
                    .unwrap_or(piece.len());
                let (name, value) = piece.split_at_checked(equals).unwrap_or_default();
                let value = value.get(1..).unwrap_or_default();
                let parameter = Parameter::new(name, value);
                if !parameter.is_plain {
                    check(name, at)?;
                    check(value, at.saturating_add(equals).saturating_add(1))?;
                }
                refuse_carried(name, at, carried)?;
                self.0.push(parameter);
            }
            at = at.saturating_add(piece.len()).saturating_add(1);
        }
        Ok(())
    }

    /// Sorts by encoded name, then by encoded value.
    pub(crate) fn sort(&mut self) {
        self.0.as_mut_slice().sort_unstable_by(Parameter::order);
    }

    pub(crate) fn as_slice(&self) -> &[Parameter<'a>] {
        self.0.as_slice()
    }

    /// Adds one that is percent-encoded, as a header's is; a `+` in it would be taken for a space.
    pub(crate) fn push(&mut self, name: &'a [u8], value: &'a [u8]) {
        self.0.push(Parameter::new(name, value));
    }

    pub(crate) fn extend(&mut self, others: &Self) {
        self.0.extend(others.as_slice());
    }

    /// Whether a name stands in a sorted list twice.
    pub(crate) fn has_a_name_twice(&self) -> bool {
        self.as_slice()
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if order(a.name, b.name).is_eq()))
    }

    /// Whether a name that begins with `oauth_` stands in a list and in another, which is sorted.
    pub(crate) fn shares_protocol_name_with(&self, sorted: &Self) -> bool {
        let is_protocol = |name| decoded(name).take(6).eq(*b"oauth_");
        self.as_slice().iter().any(|parameter| {
            let find = |other: &Parameter<'_>| order(other.name, parameter.name);
            is_protocol(parameter.name) && sorted.as_slice().binary_search_by(find).is_ok()
        })
    }
}

/// One parameter as it stands in a query: a space is `+` or `%20`, any byte may be an escape.
///
/// It is never decoded or encoded into memory: [`decoded`] reads through it wherever its bytes are needed.
#[derive(Clone, Copy)]
pub(crate) struct Parameter<'a> {
    name: &'a [u8],
    value: &'a [u8],
    /// Whether both are of unreserved characters, as nearly all are: there is nothing to decode and to encode.
    is_plain: bool,
}

impl<'a> Parameter<'a> {
    #[inline]
    fn new(name: &'a [u8], value: &'a [u8]) -> Self {
        Self {
            name,
            value,
            is_plain: is_plain(name) && is_plain(value),
        }
    }

    fn order(&self, other: &Self) -> Ordering {
        if self.is_plain && other.is_plain {
            (self.name, self.value).cmp(&(other.name, other.value))
        } else {
            order(self.name, other.name).then_with(|| order(self.value, other.value))
        }
    }

    /// Whether it comes before a parameter with this name, which is of unreserved characters.
    pub(crate) fn is_before(&self, name: &str) -> bool {
        if self.is_plain {
            self.name < name.as_bytes()
        } else {
            order(self.name, name.as_bytes()).is_lt()
        }
    }

    /// Writes `name=value` as it stands in the base string, encoded once for itself and once more for there, with a separator
    /// unless the parameters only `start` here.
    pub(crate) fn write(&self, start: usize, text: &mut Text) {
        separate(start, text);
        if self.is_plain {
            text.extend(self.name);
            text.extend(b"%3D");
            text.extend(self.value);
        } else {
            write(self.name, text);
            text.extend(b"%3D");
            write(self.value, text);
        }
    }
}

/// Writes `&` as it stands in a base string, unless the parameters only `start` here.
pub(super) fn separate(start: usize, text: &mut Text) {
    if text.len() > start {
        text.extend(b"%26");
    }
}

/// Refuses a name, `at` bytes into the query, that the header carries: one of a sorted list.
fn refuse_carried<S: AsRef<str>>(name: &[u8], at: usize, carried: &[S]) -> Result<(), Error> {
    // All protocol parameters begin with `oauth_` (section 3.1), and nearly no other with its first letter.
    if !matches!(name, [b'o' | b'%', ..]) {
        return Ok(());
    }
    let find = |carried: &S| carried.as_ref().bytes().cmp(decoded(name));
    let place = carried.binary_search_by(find);
    match place.ok().and_then(|index| carried.get(index)) {
        Some(name) => Err(Error::QueryProtocolParameter {
            name: name.as_ref().to_owned(),
            at,
        }),
        None => Ok(()),
    }
}

/// Refuses a name or value, `at` bytes into the query, on which servers differ.
fn check(name_or_value: &[u8], at: usize) -> Result<(), Error> {
    let mut bytes = name_or_value.iter().zip(at..);
    while let Some((byte, at)) = bytes.next() {
        let mut hex = || {
            bytes
                .next()
                .is_some_and(|(digit, _)| digit.is_ascii_hexdigit())
        };
        if *byte == b'%' && !(hex() && hex()) {
            return Err(Error::QueryEscape { at });
        }
    }
    // What stands there by itself is UTF-8, and ASCII leaves it so: only other escapes can spoil it.
    let is_ascii = decoded(name_or_value).all(|byte| byte.is_ascii());
    if is_ascii || is_utf8(decoded(name_or_value)) {
        Ok(())
    } else {
        Err(Error::QueryUtf8 { at })
    }
}

/// Returns the bytes that a name or value of a query stands for.
fn decoded(name_or_value: &[u8]) -> impl Iterator<Item = u8> {
    let mut rest = name_or_value;
    iter::from_fn(move || {
        let byte;
        (byte, rest) = decode_first(rest)?;
        Some(byte)
    })
}

/// Takes the first byte off a name or value of a query, decoded.
#[inline]
fn decode_first(text: &[u8]) -> Option<(u8, &[u8])> {
    match text {
        [b'%', high, low, rest @ ..] => Some((decode_escape(*high, *low)?, rest)),
        [b'+', rest @ ..] => Some((b' ', rest)),
        [byte, rest @ ..] => Some((*byte, rest)),
        [] => None,
    }
}

/// Compares two names or two values as if both were encoded, without encoding them.
fn order(mut a: &[u8], mut b: &[u8]) -> Ordering {
    loop {
        match (decode_first(a), decode_first(b)) {
            (Some((x, after_x)), Some((y, after_y))) if x == y => (a, b) = (after_x, after_y),
            (x, y) => {
                return x
                    .map(|(byte, _)| rank(byte))
                    .cmp(&y.map(|(byte, _)| rank(byte)));
            }
        }
    }
}

/// Returns a number that sorts as the byte does once encoded.
///
/// What is escaped begins with `%`, which comes before all unreserved characters, and goes on in hex digits, which sort
/// as the byte itself. Where one text is the beginning of the other, so is it encoded.
fn rank(byte: u8) -> u16 {
    if is_unreserved(byte) {
        u16::from(byte) | 0x100
    } else {
        u16::from(byte)
    }
}

/// Writes a name or value, encoded twice.
fn write(name_or_value: &[u8], text: &mut Text) {
    let (mut run, mut rest) = split_unreserved(name_or_value);
    loop {
        text.extend(run);
        let Some((byte, after)) = decode_first(rest) else {
            return;
        };
        if is_unreserved(byte) {
            text.push(byte);
        } else {
            let [percent, high, low, _] = encoded(byte);
            text.extend(&[percent, b'2', b'5', high, low]);
        }
        (run, rest) = split_unreserved(after);
    }
}

/// How many parameters are kept off the heap: more than nearly every request has.
const FEW: usize = 8;
