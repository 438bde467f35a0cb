use std::fmt;

use netsuite_oauth1::Credentials;
use zeroize::Zeroizing;

use crate::buffer::Buffer;
use crate::client::encoder::Encoder;

/// The text that the client signed, beside the text that NetSuite expects.
///
/// The credentials are replaced by their names, so both can be shown to others.
#[derive(Clone, PartialEq, Eq)]
pub struct Proof {
    signed: Option<String>,
    expected: String,
}

impl Proof {
    pub(crate) fn new(credentials: &Credentials, signed: Option<&[u8]>, expected: &[u8]) -> Self {
        let mask = |text: &[u8]| masked(text, credentials);
        Self {
            signed: signed.map(mask),
            expected: mask(expected),
        }
    }

    /// Returns the text that the client signed; `None` if the signature is not explained.
    #[must_use]
    pub fn signed(&self) -> Option<&str> {
        self.signed.as_deref()
    }

    /// Returns the text that NetSuite expects: the base string (RFC 5849 section 3.4.1), or the
    /// text of the TokenPassport.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// Returns the position of the first character that differs, in characters.
    #[must_use]
    pub fn first_difference(&self) -> Option<usize> {
        let signed = self.signed.as_deref()?;
        if signed == self.expected {
            return None;
        }
        let same = signed.chars().zip(self.expected.chars());
        Some(same.take_while(|(a, b)| a == b).count())
    }
}

/// How much is shown before and after the first difference, in characters: two such lines with
/// their labels fit into a terminal of 80 columns.
const BEFORE: usize = 24;
const AFTER: usize = 36;

impl fmt::Display for Proof {
    /// Shows both texts around the first difference, which is marked.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(signed) = &self.signed else {
            return write!(f, "The text that NetSuite expects:\n{}", self.expected);
        };
        let Some(at) = self.first_difference() else {
            return f.write_str("The text that was signed is the expected one. What differs is the key, or what is computed from both.");
        };
        f.write_str("The text that was signed, and the text that NetSuite expects:\n")?;
        let start = at.saturating_sub(BEFORE);
        let dots = if start > 0 { "…" } else { "" };
        for (label, text) in [("signed  ", signed), ("expected", &self.expected)] {
            let rest = text.chars().count().saturating_sub(start);
            let shown: String = text.chars().skip(start).take(BEFORE + AFTER).collect();
            let more = if rest > BEFORE + AFTER { "…" } else { "" };
            writeln!(f, "{label}  {dots}{shown}{more}")?;
        }
        let column = "expected  ".len() + dots.chars().count() + (at - start);
        write!(f, "{:column$}^ the first difference", "")
    }
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proof").finish_non_exhaustive()
    }
}

/// Replaces credentials, and characters that would move a terminal's cursor or hide text.
fn masked(text: &[u8], credentials: &Credentials) -> String {
    let mut text = Zeroizing::new(String::from_utf8_lossy(text).into_owned());
    let (consumer, token) = (credentials.consumer(), credentials.token());
    // A short id may be part of any word.
    let is_long = |id: &str| id.len() >= 8;
    let secrets = [
        (consumer.secret(), "<consumer secret>"),
        (token.secret(), "<token secret>"),
    ];
    let ids = [
        (consumer.key(), "<consumer key>"),
        (token.id(), "<token id>"),
    ];
    let ids = ids.into_iter().filter(|(id, _)| is_long(id));
    for (credential, name) in secrets.into_iter().chain(ids) {
        // As it is, and encoded once and twice.
        let mut form = Zeroizing::new(credential.to_owned());
        for _ in 0..3 {
            if text.contains(&**form) {
                text = Zeroizing::new(text.replace(&**form, name));
            }
            let mut encoded = Buffer::default();
            Encoder::default().write(form.as_bytes(), &mut encoded);
            form = Zeroizing::new(String::from_utf8_lossy(&encoded).into_owned());
        }
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_graphic() || character == ' ' || character.is_alphanumeric() {
            shown.push(character);
        } else {
            shown.extend(character.escape_default());
        }
    }
    shown
}
