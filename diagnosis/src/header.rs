//! A lenient parser of the `Authorization` header.

use std::collections::HashSet;

use percent_encoding::percent_decode;

use crate::buffer::Buffer;
use crate::catalogue as mistakes;
use crate::mistake::Mistake;
use crate::signature::Signature;

/// How much of a header is read, in bytes: servers accept 8 KiB or less.
const LONGEST: usize = 8 * 1024;

/// The parameters that every header must have outside the three-step flow.
pub(crate) const REQUIRED: [&str; 7] = [
    "realm",
    "oauth_consumer_key",
    "oauth_token",
    "oauth_nonce",
    "oauth_timestamp",
    "oauth_signature_method",
    "oauth_signature",
];

/// Other parameters that a mistake may name. An unknown name is not shown, because it may be a
/// secret.
const OPTIONAL: [&str; 4] = ["oauth_version", "oauth_callback", "oauth_verifier", "role"];

/// The name of an unknown parameter in the text of a mistake.
pub(crate) const UNNAMED_PARAMETER: &str = "a parameter";

pub(crate) struct Header {
    /// The name of a scheme other than `OAuth`.
    pub(crate) other_scheme: Option<&'static str>,
    pub(crate) realm: Option<Buffer>,
    /// All parameters except realm and signature, decoded, in the order in which they were sent. Of
    /// a repeated name, only the first.
    pub(crate) parameters: Vec<(Buffer, Buffer)>,
    pub(crate) signature: Option<Signature>,
    pub(crate) names: HashSet<Buffer>,
    pub(crate) mistakes: Vec<Mistake>,
}

impl Header {
    pub(crate) fn read(text: &[u8]) -> Self {
        let mut header = Self {
            other_scheme: None,
            realm: None,
            parameters: Vec::new(),
            signature: None,
            names: HashSet::new(),
            mistakes: Vec::new(),
        };
        let text = &text[..text.len().min(LONGEST)];
        let text = without_name(text);
        let end = text.iter().position(u8::is_ascii_whitespace);
        let (scheme, mut rest) = text.split_at(end.unwrap_or(text.len()));
        if !scheme.eq_ignore_ascii_case(b"OAuth") {
            header.other_scheme = Some(name_of_scheme(scheme));
        }
        while let Some((piece, after)) = Piece::split_off(rest) {
            rest = after;
            match piece {
                Piece::Parameter {
                    name,
                    value,
                    is_quoted,
                    is_separated,
                } => {
                    if !is_quoted {
                        header.add(Mistake::new(&mistakes::NOT_QUOTED));
                    }
                    if !is_separated {
                        header.add(Mistake::new(&mistakes::MALFORMED));
                    }
                    header.take(name, value);
                }
                Piece::Other => header.add(Mistake::new(&mistakes::MALFORMED)),
            }
        }
        if let Some(other) = header.other_scheme {
            let mistake = Mistake::about(&mistakes::NOT_OAUTH, other);
            if header.signature.is_none() {
                // The rest of a `Basic` or `Bearer` header is not a list of parameters.
                header.mistakes.clear();
                header.parameters.clear();
            }
            header.mistakes.insert(0, mistake);
        }
        header
    }

    /// Adds one parameter, unless its name is repeated.
    fn take(&mut self, name: &[u8], value: &[u8]) {
        let name: Buffer = percent_decode(name).collect();
        let known = REQUIRED.iter().chain(&OPTIONAL);
        let subject = known
            .into_iter()
            .find(|known| known.as_bytes() == &*name)
            .unwrap_or(&UNNAMED_PARAMETER);
        if !is_encoded(value) {
            self.add(Mistake::new(&mistakes::NOT_ENCODED));
        }
        if value.is_empty() {
            self.add(Mistake::about(&mistakes::EMPTY, subject));
        }
        if !self.names.insert(name.clone()) {
            self.add(Mistake::about(&mistakes::TWICE, subject));
            return;
        }
        let value: Buffer = percent_decode(value).collect();
        match &*name {
            b"realm" => self.realm = Some(value),
            b"oauth_signature" if value.is_empty() => {}
            b"oauth_signature" => self.signature = Some(Signature::read(&value)),
            _ => self.parameters.push((name, value)),
        }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains(&Buffer::from(name))
    }

    fn add(&mut self, mistake: Mistake) {
        if !self.mistakes.contains(&mistake) {
            self.mistakes.push(mistake);
        }
    }
}

/// Removes the header's name, which may have been copied too: `> authorization: OAuth …`.
fn without_name(header: &[u8]) -> &[u8] {
    let is_mark = |byte: &u8| *byte == b'>' || byte.is_ascii_whitespace();
    let start = header.iter().position(|byte| !is_mark(byte));
    let header = header[start.unwrap_or(header.len())..].trim_ascii();
    match header.split_at_checked("authorization:".len()) {
        Some((name, value)) if name.eq_ignore_ascii_case(b"authorization:") => value.trim_ascii(),
        _ => header,
    }
}

/// Returns the text for a scheme. An unknown scheme is not shown, because it may be a secret.
fn name_of_scheme(scheme: &[u8]) -> &'static str {
    let known: [(&[u8], &'static str); 5] = [
        (b"Basic", "Basic authentication"),
        (b"Bearer", "a bearer token of OAuth 2.0"),
        (b"NLAuth", "NLAuth, which sends a user name and a password"),
        (b"Digest", "Digest authentication"),
        (b"", "empty"),
    ];
    known
        .into_iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(scheme))
        .map_or("of another scheme", |(_, name)| name)
}

/// The text between two separators.
enum Piece<'a> {
    Parameter {
        name: &'a [u8],
        /// Without its quotes.
        value: &'a [u8],
        is_quoted: bool,
        /// Followed by a comma or by the end.
        is_separated: bool,
    },
    Other,
}

impl<'a> Piece<'a> {
    /// Splits off the next piece. Returns `None` at the end.
    fn split_off(text: &'a [u8]) -> Option<(Self, &'a [u8])> {
        // Some clients write `;` or `&` instead of a comma.
        let is_separator =
            |byte: &u8| matches!(byte, b',' | b';' | b'&') || byte.is_ascii_whitespace();
        let start = text.iter().position(|byte| !is_separator(byte))?;
        let text = &text[start..];
        let (name, after_name) = split_at(text, |byte| matches!(byte, b'=' | b','));
        let [b'=', value @ ..] = after_name else {
            return Some((Self::Other, after_name));
        };
        let value = value.trim_ascii_start();
        let (value, rest, is_quoted) = if let [quote @ (b'"' | b'\''), quoted @ ..] = value {
            let (value, rest) = split_at(quoted, |byte| byte == *quote);
            // A value without a closing quote is not quoted.
            let is_quoted = *quote == b'"' && !rest.is_empty();
            (value, rest.get(1..).unwrap_or(rest), is_quoted)
        } else {
            let (value, rest) = split_at(value, |byte| matches!(byte, b',' | b';' | b'&'));
            (value.trim_ascii(), rest, false)
        };
        let (separator, rest) = split_at(rest, |byte| !is_separator(&byte));
        let is_comma = separator.contains(&b',') || rest.is_empty();
        let is_other = separator.iter().any(|byte| matches!(byte, b';' | b'&'));
        let piece = Self::Parameter {
            name: name.trim_ascii(),
            value,
            is_quoted,
            is_separated: is_comma && !is_other,
        };
        Some((piece, rest))
    }
}

/// Splits a text before the first byte that matches.
fn split_at(text: &[u8], is_end: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| is_end(*byte));
    text.split_at(end.unwrap_or(text.len()))
}

/// Whether a value consists of unreserved characters and percent-encoded bytes.
fn is_encoded(value: &[u8]) -> bool {
    let mut rest = value;
    loop {
        rest = match rest {
            [] => return true,
            [b'%', high, low, after @ ..]
                if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
            {
                after
            }
            [b'-' | b'.' | b'_' | b'~', after @ ..] => after,
            [byte, after @ ..] if byte.is_ascii_alphanumeric() => after,
            _ => return false,
        };
    }
}
