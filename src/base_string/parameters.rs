//! The parameters of a query: parsed (RFC 5849 section 3.4.1.3.1) and normalised (section
//! 3.4.1.3.2).

use std::cmp::Ordering;
use std::iter;

use percent_encoding::percent_encode_byte;
use smallvec::SmallVec;

use super::Text;
use crate::encode::{decode_first, is_unreserved, is_utf8, split_unreserved};
use crate::error::Error;
use crate::protocol::{
    HMAC_SHA256, NONCE, PREFIX, SIGNATURE_METHOD, TIMESTAMP, VERSION, VERSION_1_0,
};

/// The parameters of a query, to be sorted before they are written. Up to 8 need no heap
/// allocation; few requests have more.
#[derive(Default)]
pub(crate) struct Parameters<'a>(SmallVec<[Parameter<'a>; 8]>);

impl<'a> Parameters<'a> {
    /// Adds the parameters of a query.
    ///
    /// Empty pieces (`a=1&&b=2`) are not parameters; a missing `=` is an empty value. Rejects a name
    /// in the sorted list `reserved`, because the header carries it already. Also rejects text that
    /// servers read differently: a `%` that begins no escape, and a name or value that does not
    /// decode to UTF-8.
    pub(crate) fn parse<S: AsRef<str>>(
        &mut self,
        query: &'a str,
        reserved: &[S],
    ) -> Result<(), Error> {
        let query = query.as_bytes();
        let (mut start, mut equals, mut is_plain) = (0, None, true);
        for (at, byte) in query.iter().enumerate() {
            if is_unreserved(*byte) {
                continue;
            }
            match byte {
                b'&' => {
                    let piece = &query[start..at];
                    self.parse_piece(piece, start, equals, is_plain, reserved)?;
                    (start, equals, is_plain) = (at + 1, None, true);
                }
                b'=' if equals.is_none() => equals = Some(at - start),
                _ => is_plain = false,
            }
        }
        self.parse_piece(&query[start..], start, equals, is_plain, reserved)
    }

    /// Adds a piece of the query that begins at `start` and has its first `=` at `equals`.
    fn parse_piece<S: AsRef<str>>(
        &mut self,
        piece: &'a [u8],
        start: usize,
        equals: Option<usize>,
        is_plain: bool,
        reserved: &[S],
    ) -> Result<(), Error> {
        if piece.is_empty() {
            return Ok(());
        }
        let (name, value) = match equals {
            Some(equals) => (&piece[..equals], &piece[equals + 1..]),
            None => (piece, &[][..]),
        };
        if !is_plain {
            check(name, start)?;
            check(value, start + piece.len() - value.len())?;
        }
        reject_reserved(name, start, reserved)?;
        self.0.push(Parameter {
            name,
            value,
            is_plain,
        });
        Ok(())
    }

    /// Adds a parameter whose name and value are percent-encoded, as in a header. A `+` in them
    /// would read as a space.
    pub(crate) fn push(&mut self, name: &'a [u8], value: &'a [u8]) {
        self.0.push(Parameter {
            name,
            value,
            is_plain: name.iter().chain(value).all(|byte| is_unreserved(*byte)),
        });
    }

    /// Adds the signed parameters of a header (section 3.4.1.3.1): the given ones, and those that
    /// every header has.
    pub(crate) fn push_header(
        &mut self,
        parameters: &[(&'a str, &'a str)],
        nonce: &'a [u8],
        timestamp: &'a [u8],
    ) {
        for (name, value) in parameters {
            self.push(name.as_bytes(), value.as_bytes());
        }
        self.push(NONCE.as_bytes(), nonce);
        self.push(TIMESTAMP.as_bytes(), timestamp);
        self.push(SIGNATURE_METHOD.as_bytes(), HMAC_SHA256.as_bytes());
        self.push(VERSION.as_bytes(), VERSION_1_0.as_bytes());
    }

    /// Sorts by encoded name, then by encoded value.
    pub(crate) fn sort(&mut self) {
        self.0.sort_unstable_by(Parameter::order);
    }

    /// Splits a sorted list into the parameters before and after a name.
    pub(super) fn split_at(&self, name: &str) -> (&[Parameter<'a>], &[Parameter<'a>]) {
        let after = self.0.iter().position(|next| !next.is_before(name));
        self.0.split_at(after.unwrap_or(self.0.len()))
    }

    pub(super) fn write(&self, text: &mut Text) {
        if let Some((last, others)) = self.0.split_last() {
            for parameter in others {
                parameter.write(text);
                text.extend(SEPARATOR);
            }
            last.write(text);
        }
    }

    /// Whether two parameters of a sorted list have the same name.
    pub(crate) fn has_a_name_twice(&self) -> bool {
        self.0
            .windows(2)
            .any(|pair| order(pair[0].name, pair[1].name).is_eq())
    }

    /// Whether a sorted list has a name of this list that begins with `oauth_`.
    pub(crate) fn shares_protocol_name_with(&self, sorted: &Self) -> bool {
        let is_protocol = |name| decoded(name).take(PREFIX.len()).eq(PREFIX.bytes());
        self.0.iter().any(|parameter| {
            let find = |other: &Parameter<'_>| order(other.name, parameter.name);
            is_protocol(parameter.name) && sorted.0.binary_search_by(find).is_ok()
        })
    }
}

/// One parameter as it appears in a query: a space is `+` or `%20`, any byte may be an escape.
///
/// It is never decoded or encoded into memory: [`decoded`] reads through it where its bytes are
/// needed.
#[derive(Clone, Copy)]
pub(crate) struct Parameter<'a> {
    name: &'a [u8],
    value: &'a [u8],
    /// Whether all bytes are unreserved, as in most parameters: there is nothing to decode or
    /// encode.
    is_plain: bool,
}

impl Parameter<'_> {
    fn order(&self, other: &Self) -> Ordering {
        if self.is_plain && other.is_plain {
            (self.name, self.value).cmp(&(other.name, other.value))
        } else {
            order(self.name, other.name).then_with(|| order(self.value, other.value))
        }
    }

    /// Whether it sorts before a name of unreserved characters.
    pub(super) fn is_before(&self, name: &str) -> bool {
        if self.is_plain {
            self.name < name.as_bytes()
        } else {
            order(self.name, name.as_bytes()).is_lt()
        }
    }

    /// Writes `name=value` as in a base string: name and value encoded twice, the `=` once.
    pub(super) fn write(&self, text: &mut Text) {
        if self.is_plain {
            text.extend(self.name);
            text.extend(b"%3D");
            text.extend(self.value);
        } else {
            write_encoded_twice(self.name, text);
            text.extend(b"%3D");
            write_encoded_twice(self.value, text);
        }
    }
}

pub(super) const SEPARATOR: &[u8] = b"%26";

/// Rejects a name, `at` bytes into the query, that is in a sorted list.
fn reject_reserved<S: AsRef<str>>(name: &[u8], at: usize, reserved: &[S]) -> Result<(), Error> {
    // All protocol parameters begin with `oauth_` (section 3.1), few others with its first letter.
    if !matches!(name, [b'o' | b'%', ..]) {
        return Ok(());
    }
    let find = |reserved: &S| reserved.as_ref().bytes().cmp(decoded(name));
    match reserved.binary_search_by(find) {
        Ok(index) => Err(Error::QueryParameterReserved {
            name: reserved[index].as_ref().to_owned(),
            at,
        }),
        Err(_) => Ok(()),
    }
}

/// Rejects a name or value, `at` bytes into the query, if servers would read it differently.
fn check(name_or_value: &[u8], at: usize) -> Result<(), Error> {
    let mut is_ascii = true;
    let mut rest = name_or_value;
    while let Some((byte, after)) = decode_first(rest) {
        is_ascii &= byte.is_ascii();
        rest = after;
    }
    if !rest.is_empty() {
        return Err(Error::QueryEscapeInvalid {
            at: at + (name_or_value.len() - rest.len()),
        });
    }
    // The query itself is UTF-8, so only an escape beyond ASCII can decode to anything else.
    if is_ascii || is_utf8(decoded(name_or_value)) {
        Ok(())
    } else {
        Err(Error::QueryUtf8Invalid { at })
    }
}

/// Returns the bytes that a name or value of a query decodes to.
fn decoded(name_or_value: &[u8]) -> impl Iterator<Item = u8> {
    let mut rest = name_or_value;
    iter::from_fn(move || {
        let byte;
        (byte, rest) = decode_first(rest)?;
        Some(byte)
    })
}

/// Compares two names or two values in their encoded forms, without encoding them.
fn order(mut a: &[u8], mut b: &[u8]) -> Ordering {
    loop {
        match (decode_first(a), decode_first(b)) {
            (Some((x, after_x)), Some((y, after_y))) if x == y => (a, b) = (after_x, after_y),
            (x, y) => {
                let [x, y] = [x, y].map(|first| first.map(|(byte, _)| rank(byte)));
                return x.cmp(&y);
            }
        }
    }
}

/// Returns a number that sorts like the encoded byte.
///
/// An escape begins with `%`, which sorts before all unreserved characters, and its hex digits sort
/// like the byte itself. A prefix of a text, encoded, is a prefix of the encoded text.
fn rank(byte: u8) -> u16 {
    if is_unreserved(byte) {
        u16::from(byte) | 0x100
    } else {
        u16::from(byte)
    }
}

fn write_encoded_twice(name_or_value: &[u8], text: &mut Text) {
    let (mut run, mut rest) = split_unreserved(name_or_value);
    loop {
        text.extend(run);
        let Some((byte, after)) = decode_first(rest) else {
            return;
        };
        if is_unreserved(byte) {
            text.extend(&[byte]);
        } else {
            // The second encoding turns `%` into `%25`.
            text.extend(b"%25");
            text.extend(&percent_encode_byte(byte).as_bytes()[1..]);
        }
        (run, rest) = split_unreserved(after);
    }
}
