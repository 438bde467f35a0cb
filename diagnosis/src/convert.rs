//! Text conversions that several modules use.

use percent_encoding::percent_decode;
use zeroize::Zeroizing;

use crate::buffer::Buffer;

/// Percent-decodes a text in which `+` is a plus sign.
pub(crate) fn decode(text: &[u8]) -> Buffer {
    if text.contains(&b'%') {
        percent_decode(text).collect()
    } else {
        text.into()
    }
}

/// Percent-decodes a text in which `+` is a space.
pub(crate) fn decode_form(text: &[u8]) -> Buffer {
    if text.contains(&b'+') {
        let plus_to_space = |byte: &u8| if *byte == b'+' { b' ' } else { *byte };
        return decode(&text.iter().map(plus_to_space).collect::<Buffer>());
    }
    decode(text)
}

/// Prints a text as Python's `repr` does.
pub(crate) fn write_repr(text: &[u8], to: &mut Buffer) {
    let quote = if text.contains(&b'\'') && !text.contains(&b'"') {
        b'"'
    } else {
        b'\''
    };
    to.push(quote);
    let is_escaped = |byte: &u8| matches!(byte, b'\\' | b'\n' | b'\r' | b'\t') || *byte == quote;
    for run in text.split_inclusive(is_escaped) {
        let (last, before) = match run.split_last() {
            Some((last, before)) if is_escaped(last) => (Some(*last), before),
            _ => (None, run),
        };
        to.extend(before);
        match last {
            Some(b'\n') => to.extend(b"\\n"),
            Some(b'\r') => to.extend(b"\\r"),
            Some(b'\t') => to.extend(b"\\t"),
            Some(byte) => to.extend(&[b'\\', byte]),
            None => {}
        }
    }
    to.push(quote);
}

/// Decodes hex digits in either case.
pub(crate) fn from_hex(text: &[u8]) -> Option<Buffer> {
    let digit = |digit: u8| u8::try_from(char::from(digit).to_digit(16)?).ok();
    let (pairs, []) = text.as_chunks::<2>() else {
        return None;
    };
    pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?))
        .collect::<Option<Vec<u8>>>()
        .map(|bytes| Buffer::from(&**Zeroizing::new(bytes)))
}

/// Encodes bytes as hex digits in lower case.
pub(crate) fn to_hex(bytes: &[u8]) -> Buffer {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        // An index below 16: half of a byte.
        .flat_map(|byte| [byte >> 4, byte & 15].map(|half| DIGITS[usize::from(half)]))
        .collect()
}

/// Adds seconds to a timestamp. Text that is not a number stays as it is.
pub(crate) fn shift(timestamp: &[u8], seconds: i8) -> Buffer {
    let number: Option<i64> = str::from_utf8(timestamp)
        .ok()
        .and_then(|text| text.parse().ok());
    match number {
        Some(number) if seconds != 0 => {
            let shifted = number.saturating_add(seconds.into());
            Buffer::from(&*shifted.to_string())
        }
        _ => timestamp.into(),
    }
}
