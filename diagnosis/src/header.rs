//! A lenient parser of the `Authorization` header.

use std::collections::HashSet;

use percent_encoding::percent_decode;

use crate::buffer::Buffer;
use crate::catalogue as mistakes;
use crate::mistake::Mistake;
use crate::pasted::Pasted;
use crate::signature::Signature;
use crate::{placeholder, scheme};

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
pub(crate) const OPTIONAL: [&str; 4] =
    ["oauth_version", "oauth_callback", "oauth_verifier", "role"];

/// The name of an unknown parameter in the text of a mistake.
pub(crate) const UNNAMED_PARAMETER: &str = "a parameter";

pub(crate) struct Header {
    /// The name of a scheme other than `OAuth`.
    pub(crate) other_scheme: Option<&'static str>,
    /// Whether quotes, escapes or line breaks that were copied along were removed.
    pub(crate) is_unwrapped: bool,
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
            is_unwrapped: false,
            realm: None,
            parameters: Vec::new(),
            signature: None,
            names: HashSet::new(),
            mistakes: Vec::new(),
        };
        let pasted = Pasted::read(&text[..text.len().min(LONGEST)]);
        header.is_unwrapped = pasted.is_changed;
        let shape = placeholder::shape(&pasted.header);
        // Otherwise, a parameter has a placeholder.
        if let Some(shape) = shape.filter(|_| !pasted.header.contains(&b'=')) {
            let what = format!("the header is `{shape}`");
            header.add(Mistake::about(&mistakes::PLACEHOLDER, &what));
            header.other_scheme = Some(scheme::EMPTY);
            return header;
        }
        let parts = scheme::split(&pasted.header);
        let is_oauth = |part: &&[u8]| {
            let scheme = scheme::of(part);
            scheme.eq_ignore_ascii_case(b"OAuth") && scheme.len() < part.len()
        };
        let text = match parts.iter().position(is_oauth) {
            Some(at) if parts.len() > 1 => {
                // There is another part, at the start or after this one.
                let other = scheme::of(parts[usize::from(at == 0)]);
                let other = scheme::name(other);
                header.add(Mistake::about(&mistakes::TWO_SCHEMES, other));
                parts[at]
            }
            _ => &*pasted.header,
        };
        let (scheme, mut rest) = text.split_at(scheme::of(text).len());
        if !scheme.eq_ignore_ascii_case(b"OAuth") {
            header.other_scheme = Some(if scheme.is_empty() && !rest.is_empty() {
                scheme::MISSING
            } else {
                scheme::name(scheme)
            });
        } else if rest.first().is_some_and(|byte| !byte.is_ascii_whitespace()) {
            header.other_scheme = Some(scheme::JOINED);
        }
        while let Some((piece, after)) = Piece::split_off(rest) {
            rest = after;
            match piece {
                Piece::Parameter {
                    name,
                    value,
                    quotes,
                    is_separated,
                } => {
                    if quotes == Quotes::Cut {
                        header.add(Mistake::new(&mistakes::CUT));
                        header.names.insert(percent_decode(name).collect());
                        continue;
                    }
                    if quotes != Quotes::Double {
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
        // No header contains a line break, but a terminal or an e-mail may wrap it. A break at the
        // end of a value is a mistake of the client instead.
        let breaks = |text: &[u8]| text.trim_ascii_end().iter().copied().any(is_line_break);
        if breaks(name) || breaks(value) {
            self.is_unwrapped = true;
            let [name, value] = [name, value].map(without_line_breaks);
            return self.take(&name, &value);
        }
        let name: Buffer = percent_decode(name).collect();
        let known = REQUIRED.iter().chain(&OPTIONAL);
        let subject = known
            .into_iter()
            .find(|known| known.as_bytes() == &*name)
            .unwrap_or(&UNNAMED_PARAMETER);
        let decoded: Buffer = percent_decode(value).collect();
        if let Some(shape) = placeholder::shape(&decoded) {
            let what = format!("{subject} is `{shape}`");
            self.add(Mistake::about(&mistakes::PLACEHOLDER, &what));
        } else if !is_encoded(value) {
            self.add(Mistake::new(&mistakes::NOT_ENCODED));
        }
        if value.is_empty() {
            self.add(Mistake::about(&mistakes::EMPTY, subject));
        }
        if !self.names.insert(name.clone()) {
            self.add(Mistake::about(&mistakes::TWICE, subject));
            return;
        }
        match &*name {
            b"realm" => self.realm = Some(decoded),
            b"oauth_signature" if decoded.is_empty() => {}
            b"oauth_signature" => self.signature = Some(Signature::read(&decoded)),
            _ => self.parameters.push((name, decoded)),
        }
    }

    /// Takes the signature from the URL if the header has none.
    pub(crate) fn add_signature(&mut self, value: &[u8]) {
        if self.signature.is_some() || value.is_empty() {
            return;
        }
        self.signature = Some(Signature::read(value));
        if self.other_scheme == Some(scheme::EMPTY) {
            self.other_scheme = None;
            self.mistakes.clear();
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

fn is_line_break(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

fn without_line_breaks(text: &[u8]) -> Buffer {
    let bytes = text.iter().copied();
    bytes.filter(|byte| !is_line_break(*byte)).collect()
}

/// What is around a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    Double,
    /// An opening quote, and no closing one.
    Cut,
    /// Single quotes, or none.
    Other,
}

/// The text between two separators.
enum Piece<'a> {
    Parameter {
        name: &'a [u8],
        /// Without its quotes.
        value: &'a [u8],
        quotes: Quotes,
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
        let (value, rest, quotes) = if let [quote @ (b'"' | b'\''), quoted @ ..] = value {
            let (value, rest) = split_at(quoted, |byte| byte == *quote);
            let quotes = match quote {
                _ if rest.is_empty() => Quotes::Cut,
                b'"' => Quotes::Double,
                _ => Quotes::Other,
            };
            (value, rest.get(1..).unwrap_or(rest), quotes)
        } else {
            let (value, rest) = split_at(value, |byte| matches!(byte, b',' | b';' | b'&'));
            (value.trim_ascii(), rest, Quotes::Other)
        };
        let (separator, rest) = split_at(rest, |byte| !is_separator(&byte));
        let is_comma = separator.contains(&b',') || rest.is_empty();
        let is_other = separator.iter().any(|byte| matches!(byte, b';' | b'&'));
        let piece = Self::Parameter {
            name: name.trim_ascii(),
            value,
            quotes,
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
