//! A header as the crate itself writes it, read by comparing: most of it is known beforehand.

use super::known::{Known, KnownCredentials};
use super::parse_timestamp;
use crate::authorization::{BEFORE_SIGNATURE, BEFORE_TIMESTAMP, END};
use crate::stamp::{Nonce, Timestamp};

/// What is new in each such header, and whose it is.
pub(super) struct Usual<'a> {
    pub(super) known: &'a Known,
    pub(super) nonce: Nonce,
    pub(super) timestamp: Timestamp,
    /// The timestamp as it stands there.
    pub(super) digits: &'a [u8],
    /// All that follows, whatever it is: where it is the right signature, encoded, it is nothing else.
    pub(super) signature: &'a [u8],
}

impl<'a> Usual<'a> {
    /// Reads a header that is written so; `None` says nothing of any other.
    pub(super) fn read(text: &'a [u8], credentials: &'a KnownCredentials) -> Option<Self> {
        let (known, text) = credentials.find_by_head(text)?;
        let (nonce, text) = split_at_quote(text)?;
        let nonce = Nonce::new(str::from_utf8(nonce).ok()?).ok()?;
        let (digits, text) = split_at_quote(text.strip_prefix(BEFORE_TIMESTAMP)?)?;
        let timestamp = parse_timestamp(digits)?;
        Some(Self {
            known,
            nonce,
            timestamp,
            digits,
            signature: text.strip_prefix(BEFORE_SIGNATURE)?.strip_suffix(END)?,
        })
    }
}

/// Splits a value off, and leaves the quote after it.
fn split_at_quote(text: &[u8]) -> Option<(&[u8], &[u8])> {
    text.split_at_checked(text.iter().position(|byte| *byte == b'"')?)
}
