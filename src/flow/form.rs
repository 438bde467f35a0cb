//! Form-encoded fields, of an answer or of the callback's query.

use zeroize::Zeroizing;

use super::{Error, Field, Place};
use crate::encode::decode_escape;

/// Returns a field that must have a value.
pub(super) fn required(place: Place, form: &str, field: Field) -> Result<Zeroizing<String>, Error> {
    optional(place, form, field)?.ok_or(Error::FieldMissing { place, field })
}

/// Returns the decoded value of a field, or `None` if it is missing or empty.
///
/// Surrounding whitespace is dropped, because NetSuite ends its answers with a line break. A value
/// with a control character inside is an error.
pub(super) fn optional(
    place: Place,
    form: &str,
    field: Field,
) -> Result<Option<Zeroizing<String>>, Error> {
    let mut values = form.split('&').filter_map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name)?.trim() == field.as_str()).then_some(value)
    });
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(Error::FieldRepeated { place, field });
    }
    let value = decode(value).ok_or(Error::FieldInvalid { place, field })?;
    let value = value.trim();
    if value.contains(char::is_control) {
        return Err(Error::FieldInvalid { place, field });
    }
    Ok((!value.is_empty()).then(|| Zeroizing::new(value.to_owned())))
}

/// Decodes form-encoded text. `None` means invalid UTF-8, or a `%` without two hex digits.
fn decode(text: &str) -> Option<Zeroizing<String>> {
    // Never grows, because the text may be a secret, and growing leaves copies in freed memory.
    let mut decoded = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut rest = text.as_bytes();
    loop {
        let byte;
        (byte, rest) = match rest {
            [b'%', high, low, rest @ ..] => (decode_escape(*high, *low)?, rest),
            [b'%', ..] => return None,
            [b'+', rest @ ..] => (b' ', rest),
            [byte, rest @ ..] => (*byte, rest),
            [] => break,
        };
        decoded.push(byte);
    }
    let decoded = str::from_utf8(&decoded).ok()?;
    Some(Zeroizing::new(decoded.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_escapes_and_plus_signs() {
        for (text, expected) in [
            ("", Some("")),
            ("a-b", Some("a-b")),
            ("a+b%2Bc%2b", Some("a b+c+")),
            ("%C3%A9é", Some("éé")),
            ("%", None),
            ("%4", None),
            ("%4g", None),
            ("%+1", None),
            ("%ff", None),
        ] {
            let decoded = decode(text);
            assert_eq!(
                decoded.as_ref().map(|text| text.as_str()),
                expected,
                "{text:?}"
            );
        }
    }
}
