use std::fmt;

use zeroize::Zeroizing;

use crate::buffer::Buffer;
use crate::client::encoder::Encoder;
use crate::keys::Keys;

/// The base string that the client signed, and the one that NetSuite expects.
///
/// For a TokenPassport or a token password, the base string consists of its five fields.
/// Credentials are replaced by their names, so you can show both texts to others.
///
/// ```
/// # use http::{Method, Uri};
/// # use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
/// # use netsuite_oauth1_diagnosis::Diagnosis;
/// # let credentials = |consumer_secret, token_secret| {
/// #     let consumer = Consumer::new("key", consumer_secret)?;
/// #     Ok::<_, netsuite_oauth1::Error>(Credentials::new(
/// #         "1234567".parse()?, consumer, Token::new("id", token_secret)?,
/// #     ))
/// # };
/// # let uri = Uri::from_static("https://1234567.restlets.api.netsuite.com/rest/tokeninfo");
/// # let client = Signer::new(credentials("b", "a")?); // the secrets are swapped
/// # let header = client.authorize(&Method::GET, &uri)?;
/// # let diagnosis = Diagnosis::of_header(
/// #     &credentials("a", "b")?, &Method::GET, &uri.to_string(), header.as_str(), b"",
/// # );
/// // A client that swaps its secrets signs the right base string with the wrong key.
/// let proof = diagnosis.proof().ok_or("a signature")?;
/// assert_eq!(proof.signed(), Some(proof.expected()));
/// assert!(proof.expected().starts_with("GET&https%3A%2F%2F1234567.restlets"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Proof {
    signed: Option<String>,
    expected: String,
}

impl Proof {
    pub(crate) fn new(keys: Keys<'_>, signed: Option<&[u8]>, expected: &[u8]) -> Self {
        let mask = |text: &[u8]| masked(text, keys);
        Self {
            signed: signed.map(mask),
            expected: mask(expected),
        }
    }

    /// Returns the base string that the client signed, or `None` if the signature is unexplained.
    #[must_use]
    pub fn signed(&self) -> Option<&str> {
        self.signed.as_deref()
    }

    /// Returns the base string that NetSuite expects (RFC 5849 section 3.4.1).
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// Returns the index of the first character that differs, counted in characters.
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

/// How many characters are shown before and after the first difference: with its label, the line
/// fits into 80 columns.
const BEFORE: usize = 24;
const AFTER: usize = 36;

impl fmt::Display for Proof {
    /// Shows both texts around the first difference, and marks it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(signed) = &self.signed else {
            return write!(f, "NetSuite expects this base string:\n{}", self.expected);
        };
        let Some(at) = self.first_difference() else {
            return f.write_str("The client signed the right base string. The mistake is in the key or in the HMAC.");
        };
        f.write_str(
            "The base string that the client signed, and the one that NetSuite expects:\n",
        )?;
        let start = at.saturating_sub(BEFORE);
        let dots = if start > 0 { "…" } else { "" };
        for (label, text) in [("signed  ", signed), ("expected", &self.expected)] {
            let rest = text.chars().count().saturating_sub(start);
            let shown: String = text.chars().skip(start).take(BEFORE + AFTER).collect();
            let more = if rest > BEFORE + AFTER { "…" } else { "" };
            writeln!(f, "{label}  {dots}{shown}{more}")?;
        }
        let column = "expected  ".len() + dots.chars().count() + (at - start);
        write!(f, "{:column$}^ first difference", "")
    }
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proof").finish_non_exhaustive()
    }
}

/// Replaces credentials by their names, and escapes characters that could mislead on a terminal.
fn masked(text: &[u8], keys: Keys<'_>) -> String {
    let mut text = Zeroizing::new(String::from_utf8_lossy(text).into_owned());
    // A short id may appear in other words by chance.
    let is_long = |id: &str| id.len() >= 8;
    let secrets = [
        (keys.consumer.secret(), "<consumer secret>"),
        (keys.token_secret(), "<token secret>"),
    ];
    // Without a token, its secret is empty.
    let secrets = secrets.into_iter().filter(|(secret, _)| !secret.is_empty());
    let ids = [
        (keys.consumer.key(), "<consumer key>"),
        (keys.token_id(), "<token id>"),
    ];
    let ids = ids.into_iter().filter(|(id, _)| is_long(id));
    for (credential, name) in secrets.chain(ids) {
        // Plain, and percent-encoded once and twice.
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
