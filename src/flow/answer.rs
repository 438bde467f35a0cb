//! NetSuite's answers to steps one and three and to `tokeninfo`.

use http::{HeaderMap, StatusCode};

use super::form::required;
use super::{Error, Field, Place};
use crate::credentials::Token;
use crate::json;
use crate::protocol::TOKEN_SECRET;
use crate::rejection::Rejection;

/// Reads the token from an answer, and returns the answer's form for its other fields.
pub(super) fn read_token(
    place: Place,
    status: StatusCode,
    body: &[u8],
) -> Result<(Token, &str), Error> {
    check(place, status, body)?;
    let form = str::from_utf8(body).map_err(|error| Error::Utf8 {
        place,
        at: error.valid_up_to(),
    })?;
    let id = required(place, form, Field::Token)?;
    let secret = required(place, form, Field::TokenSecret)?;
    // Cannot fail: both are trimmed, not empty and without control characters.
    let token = Token::new(id.as_str(), secret.as_str())?;
    Ok((token, form))
}

/// Rejects an answer that is too long or that reports an error.
pub(super) fn check(place: Place, status: StatusCode, body: &[u8]) -> Result<(), Error> {
    if status == StatusCode::METHOD_NOT_ALLOWED && body.trim_ascii().is_empty() {
        return Err(Error::FlowDisabled { place });
    }
    if status.is_success() {
        check_length(place, body.len())?;
        // An error may come with the status of a success.
        let answer = json::parse(body);
        let error = answer.as_ref().and_then(|answer| answer.get("error"));
        if matches!(error, None | Some(json::Value::Literal("null"))) {
            return Ok(());
        }
    }
    // `Rejection` copies the body's text, and the secret of a token must not be copied.
    let has_secret = body.windows(SECRET.len()).any(|name| name == SECRET);
    let reason = if has_secret { b"" } else { body };
    let rejection = Rejection::read(status, &HeaderMap::new(), reason);
    Err(Error::Rejected {
        place,
        status,
        code: rejection.code().map(str::to_owned),
        message: rejection.message().map(str::to_owned),
    })
}

pub(super) fn check_length(place: Place, found: usize) -> Result<(), Error> {
    if found > MAX_LENGTH {
        return Err(Error::Length { place, found });
    }
    Ok(())
}

const SECRET: &[u8] = TOKEN_SECRET.as_bytes();

/// More than a hundred times the length of any answer of the flow.
const MAX_LENGTH: usize = 64 * 1024;
