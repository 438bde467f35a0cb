//! What comes back: the answers to steps one and three, and the callback.

use http::{HeaderMap, StatusCode};
use zeroize::Zeroizing;

use super::Error;
use crate::credentials::Token;
use crate::encode::decode_escape;
use crate::json;
use crate::rejection::Rejection;

/// Reads an answer that is a form with a token in it, and returns the text for other fields as well.
pub(super) fn read_token<'a>(
    place: &'static str,
    status: StatusCode,
    body: &'a [u8],
) -> Result<(Token, &'a str), Error> {
    check(place, status, body)?;
    let form = str::from_utf8(body).map_err(|error| Error::NotUtf8 {
        place,
        at: error.valid_up_to(),
    })?;
    let id = required(place, form, "oauth_token")?;
    let secret = required(place, form, "oauth_token_secret")?;
    // Copied once more, and taken over by the token, to be wiped with it.
    let token = Token::new(id.as_str(), secret.as_str()).map_err(|error| Error::BadField {
        place,
        field: match error {
            crate::Error::CredentialControl {
                field: crate::Field::TokenId, ..
            } => "oauth_token",
            _ => "oauth_token_secret",
        },
    })?;
    Ok((token, form))
}

/// Refuses an answer that is too long, or that refuses.
pub(super) fn check(place: &'static str, status: StatusCode, body: &[u8]) -> Result<(), Error> {
    if status == StatusCode::METHOD_NOT_ALLOWED && body.trim_ascii().is_empty() {
        return Err(Error::FlowDisabled { place });
    }
    if status.is_success() {
        check_length(place, body.len())?;
        // An error may come with the status of a success.
        let body = json::parse(body).unwrap_or(json::Value::Null);
        if matches!(body.pointer("/error"), None | Some(json::Value::Null)) {
            return Ok(());
        }
    }
    // A token that comes with such a status is no reason, and its secret is not to be copied.
    let has_secret = body.windows(SECRET.len()).any(|name| name == SECRET);
    let reason = if has_secret { b"" } else { body };
    let rejection = Rejection::read(status, &HeaderMap::new(), reason);
    Err(Error::Refused {
        place,
        status,
        code: rejection.code().map(str::to_owned),
        message: rejection.message().map(str::to_owned),
    })
}

pub(super) fn check_length(place: &'static str, found: usize) -> Result<(), Error> {
    if found > MAX_LENGTH {
        return Err(Error::TooLong { place, found });
    }
    Ok(())
}

/// Returns a field that has to be there with a value.
pub(super) fn required(
    place: &'static str,
    form: &str,
    name: &'static str,
) -> Result<Zeroizing<String>, Error> {
    field(place, form, name)?
        .filter(|value| !value.is_empty())
        .ok_or(Error::MissingField { place, field: name })
}

/// Finds a field in form-encoded text and decodes it. White space around it is dropped: NetSuite ends a value with a line
/// break. No field has control characters in it.
pub(super) fn field(
    place: &'static str,
    form: &str,
    name: &'static str,
) -> Result<Option<Zeroizing<String>>, Error> {
    let mut values = form.split('&').filter_map(|pair| {
        let (found, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(found)?.trim() == name).then_some(value)
    });
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(Error::DoubledField { place, field: name });
    }
    let bad = Error::BadField { place, field: name };
    let value = decode(value).ok_or_else(|| bad.clone())?;
    let value = value.trim();
    if value.contains(char::is_control) {
        return Err(bad);
    }
    Ok(Some(Zeroizing::new(value.to_owned())))
}

/// Decodes form-encoded text; `None` is not UTF-8, or has a `%` that begins no escape.
///
/// It may be a secret: it is decoded into room that suffices from the start, since text that grows leaves copies behind.
fn decode(text: &str) -> Option<Zeroizing<String>> {
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

const SECRET: &[u8] = b"oauth_token_secret";

/// More than a hundred times as long as any answer of the flow.
const MAX_LENGTH: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoding() {
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
            assert_eq!(
                decode(text).as_ref().map(|text| text.as_str()),
                expected,
                "{text:?}"
            );
        }
    }
}
