//! A header as the crate itself writes it, read by comparing: most of it is known beforehand.

use super::known::KnownCredentials;
use super::{Claim, parse_timestamp};
use crate::authorization::{BEFORE_SIGNATURE, BEFORE_TIMESTAMP, END};
use crate::nonce::Nonce;

/// Reads a header that is written so; `None` says nothing of any other.
///
/// The signature in it may be any text: where it is the right one, encoded as the crate does, the whole header is well-formed.
pub(super) fn read<'a>(text: &'a [u8], credentials: &'a KnownCredentials) -> Option<Claim<'a>> {
    let (known, text) = credentials.find_by_head(text)?;
    let (nonce, text) = split_at_quote(text)?;
    let nonce = Nonce::new(str::from_utf8(nonce).ok()?).ok()?;
    let (digits, text) = split_at_quote(text.strip_prefix(BEFORE_TIMESTAMP.as_bytes())?)?;
    let timestamp = parse_timestamp(digits)?;
    let signature = text.strip_prefix(BEFORE_SIGNATURE.as_bytes())?;
    let signature = signature.strip_suffix(END)?;
    (timestamp.digits().as_bytes() == digits).then_some(Claim {
        known,
        nonce,
        timestamp,
        signature,
    })
}

/// Splits a value off, and leaves the quote after it.
fn split_at_quote(text: &[u8]) -> Option<(&[u8], &[u8])> {
    text.split_at_checked(text.iter().position(|byte| *byte == b'"')?)
}
