//! The request parameters: where they come from (RFC 5849 section 3.4.1.3.1) and how they are normalised
//! (section 3.4.1.3.2).

use std::cmp::Ordering;
use std::iter;

use percent_encoding::percent_encode_byte;

use crate::encode::is_unreserved;
use crate::error::Error;

/// One parameter as it stands in a query: a space is `+` or `%20`, any byte may be an escape.
///
/// It is never decoded or encoded into memory: [`decoded`] reads through it wherever its bytes are needed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parameter<'a> {
    pub(crate) name: &'a str,
    pub(crate) value: &'a str,
}

impl Parameter<'_> {
    /// Compares by encoded name, then by encoded value.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        order(self.name, other.name).then_with(|| order(self.value, other.value))
    }

    /// Writes `name=value` as it stands in the base string, encoded once for itself and once more for there.
    pub(crate) fn write(&self, mut put: impl FnMut(&str)) {
        write(self.name, &mut put);
        put("%3D");
        write(self.value, &mut put);
    }
}

/// Splits a query into its parameters, in the order in which they stand there.
///
/// Empty pieces (`a=1&&b=2`) are no parameters; a missing `=` is an empty value. A name that is in `carried` is
/// refused: the header carries it already.
pub(crate) fn parse<'a, S: AsRef<str>>(
    query: &'a str,
    carried: &[S],
    parameters: &mut Vec<Parameter<'a>>,
) -> Result<(), Error> {
    let mut at = 0_usize;
    for piece in query.split('&') {
        if !piece.is_empty() {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            check(name, at)?;
            check(value, at.saturating_add(name.len()).saturating_add(1))?;
            for carried in carried {
                if decoded(name).eq(carried.as_ref().bytes()) {
                    let name = carried.as_ref().to_owned();
                    return Err(Error::ProtocolParameterInQuery { name, at });
                }
            }
            parameters.push(Parameter { name, value });
        }
        at = at.saturating_add(piece.len()).saturating_add(1);
    }
    Ok(())
}

/// Refuses a name or value, `at` bytes into the query, on which servers differ: one with a `%` that begins no escape,
/// or one that is not UTF-8 when decoded.
fn check(text: &str, at: usize) -> Result<(), Error> {
    let mut bytes = text.bytes().zip(at..);
    while let Some((byte, at)) = bytes.next() {
        if byte == b'%' && !(0..2).all(|_| bytes.next().is_some_and(|(b, _)| b.is_ascii_hexdigit()))
        {
            return Err(Error::BadEscape { at });
        }
    }
    // Escapes alone can spoil the UTF-8 that text is by itself.
    if text.contains('%') && String::from_utf8(decoded(text).collect()).is_err() {
        return Err(Error::NotUtf8 { at });
    }
    Ok(())
}

/// Returns the bytes that a name or value of a query stands for.
fn decoded(text: &str) -> impl Iterator<Item = u8> {
    let hex = |digit: u8| u8::try_from(char::from(digit).to_digit(16)?).ok();
    let mut rest = text.as_bytes();
    iter::from_fn(move || {
        let (byte, tail) = match rest {
            [b'%', high, low, tail @ ..] => ((hex(*high)? << 4) | hex(*low)?, tail),
            [b'+', tail @ ..] => (b' ', tail),
            [byte, tail @ ..] => (*byte, tail),
            [] => return None,
        };
        rest = tail;
        Some(byte)
    })
}

/// Compares two names or two values as if both were encoded, without encoding them.
fn order(a: &str, b: &str) -> Ordering {
    decoded(a).map(rank).cmp(decoded(b).map(rank))
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
fn write(text: &str, mut put: impl FnMut(&str)) {
    for byte in decoded(text) {
        if is_unreserved(byte) {
            put(char::from(byte).encode_utf8(&mut [0; 4]));
        } else {
            put("%25");
            put(percent_encode_byte(byte).trim_start_matches('%'));
        }
    }
}
