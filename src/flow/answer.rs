//! Reads NetSuite's responses, and the fields of a response or a callback.

use http::{HeaderMap, StatusCode};
use zeroize::Zeroizing;

use super::{Error, Field, Place};
use crate::credentials::{Token, is_forbidden};
use crate::encode::decode_first;
use crate::json::{self, Value};
use crate::rejection::Rejection;

pub(super) struct Form<'a> {
    place: Place,
    text: &'a [u8],
}

impl<'a> Form<'a> {
    pub(super) fn of_answer(
        place: Place,
        status: StatusCode,
        body: &'a [u8],
    ) -> Result<Self, Error> {
        check(place, status, body)?;
        Ok(Self { place, text: body })
    }

    pub(super) fn of_callback(query: &'a str) -> Result<Self, Error> {
        let (place, text) = (Place::Callback, query.as_bytes());
        check_length(place, text)?;
        Ok(Self { place, text })
    }

    pub(super) fn token(&self) -> Result<Token, Error> {
        let id = self.require(Field::Token)?;
        let secret = self.require(Field::TokenSecret)?;
        // `require` has rejected everything that `Token::new` rejects.
        Ok(Token::new(id.as_str(), secret.as_str())?)
    }

    /// Returns a field that must have a value.
    pub(super) fn require(&self, field: Field) -> Result<Zeroizing<String>, Error> {
        let place = self.place;
        self.get(field)?.ok_or(Error::FieldMissing { place, field })
    }

    /// Returns the decoded value of a field, or `None` if it is missing or empty.
    ///
    /// Surrounding whitespace is dropped, because NetSuite ends its responses with a line break.
    /// Control characters inside a value are an error.
    pub(super) fn get(&self, field: Field) -> Result<Option<Zeroizing<String>>, Error> {
        let place = self.place;
        let mut values = self.text.split(|byte| *byte == b'&').filter_map(|pair| {
            let end = pair.iter().position(|byte| *byte == b'=');
            let (name, value) = pair.split_at(end.unwrap_or(pair.len()));
            // Without a `=`, the value is empty.
            (*decode(name)? == field.as_str()).then(|| value.get(1..).unwrap_or(b""))
        });
        let Some(value) = values.next() else {
            return Ok(None);
        };
        if values.next().is_some() {
            return Err(Error::FieldRepeated { place, field });
        }
        let value = decode(value).filter(|value| !value.contains(is_forbidden));
        let value = value.ok_or(Error::FieldInvalid { place, field })?;
        Ok(Some(value).filter(|value| !value.is_empty()))
    }
}

/// Decodes form-encoded text and trims it. `None` means invalid UTF-8, or a `%` without two hex
/// digits.
fn decode(text: &[u8]) -> Option<Zeroizing<String>> {
    // Allocated once: the text may be a secret, and a reallocation would leave a copy in freed
    // memory.
    let mut decoded = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut rest = text;
    while let Some((byte, after)) = decode_first(rest) {
        decoded.push(byte);
        rest = after;
    }
    if !rest.is_empty() {
        return None;
    }
    let decoded = str::from_utf8(&decoded).ok()?;
    Some(Zeroizing::new(decoded.trim().to_owned()))
}

/// Rejects a response that is too long or reports an error. Returns the body's JSON value, if any.
pub(super) fn check(
    place: Place,
    status: StatusCode,
    body: &[u8],
) -> Result<Option<Value<'_>>, Error> {
    if status == StatusCode::METHOD_NOT_ALLOWED && body.trim_ascii().is_empty() {
        return Err(Error::FlowDisabled { place });
    }
    if status.is_success() {
        check_length(place, body)?;
        // An error may come with a 2xx status.
        let answer = json::parse(body);
        let error = answer.as_ref().and_then(|answer| answer.get("error"));
        if matches!(error, None | Some(Value::Literal("null"))) {
            return Ok(answer);
        }
    }
    // `Rejection` copies text from the body, and a token secret must not be copied.
    let secret = Field::TokenSecret.as_str().as_bytes();
    let has_secret = body.windows(secret.len()).any(|name| name == secret);
    let reason = if has_secret { b"" } else { body };
    let rejection = Rejection::read(status, &HeaderMap::new(), reason);
    Err(Error::RequestRejected {
        place,
        status,
        code: rejection.code().map(str::to_owned),
        message: rejection.message().map(str::to_owned),
    })
}

fn check_length(place: Place, text: &[u8]) -> Result<(), Error> {
    // More than 100 times the length of any known response or callback.
    if text.len() > 64 * 1024 {
        let found = text.len();
        return Err(Error::LengthExceeded { place, found });
    }
    Ok(())
}
