//! Reads `WWW-Authenticate` (RFC 9110 section 11.6.1).

use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;

use crate::clean::clean;
use crate::protocol::REALM;

/// The challenges of one scheme: `OAuth`, or else the first other scheme. The first of repeated
/// parameters counts. All text is sanitized, except the raw realm.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Challenge {
    pub(super) scheme: Option<String>,
    /// The realm that NetSuite understood. Only `OAuth` has a realm.
    pub(super) realm: Option<String>,
    /// The realm as received, for comparison only. It must not be displayed.
    pub(super) raw_realm: Option<String>,
    pub(super) error: Option<String>,
    pub(super) description: Option<String>,
}

impl Challenge {
    /// Reads all challenges. Malformed challenges are read as far as possible.
    pub(super) fn read(headers: &HeaderMap) -> Self {
        let mut challenge = Self::default();
        for value in headers.get_all(WWW_AUTHENTICATE).iter().take(MAX_HEADERS) {
            challenge.read_value(&String::from_utf8_lossy(value.as_bytes()));
        }
        challenge
    }

    pub(super) fn is_oauth(&self) -> bool {
        let scheme = self.scheme.as_deref();
        scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("OAuth"))
    }

    fn read_value(&mut self, value: &str) {
        let mut is_chosen = false;
        let mut rest = value;
        loop {
            rest = rest.trim_start_matches([' ', '\t', ',']);
            let (name, after) = split_at_end(rest, |c| !is_of_a_token(c));
            if name.is_empty() {
                // Not a challenge: go on after the next comma.
                match rest.split_once(',') {
                    Some((_, after)) => rest = after,
                    None => return,
                }
                continue;
            }
            let Some(after) = after.trim_start_matches([' ', '\t']).strip_prefix('=') else {
                is_chosen = self.choose(name);
                rest = after;
                continue;
            };
            let after = after.trim_start_matches([' ', '\t']);
            let (text, after) = if let Some(after) = after.strip_prefix('"') {
                unquote(after)
            } else {
                let (text, after) = split_at_end(after, |c| matches!(c, ' ' | '\t' | ','));
                (text.to_owned(), after)
            };
            rest = after;
            if is_chosen {
                self.set(&name.to_ascii_lowercase(), &text);
            }
        }
    }

    /// Starts a challenge. Returns whether its parameters count.
    fn choose(&mut self, scheme: &str) -> bool {
        let is_oauth = scheme.eq_ignore_ascii_case("OAuth");
        if self.scheme.is_none() || (is_oauth && !self.is_oauth()) {
            *self = Self {
                scheme: clean(scheme),
                ..Self::default()
            };
            return true;
        }
        is_oauth
    }

    fn set(&mut self, name: &str, text: &str) {
        let place = match name {
            REALM if self.is_oauth() => &mut self.realm,
            "error" => &mut self.error,
            "error_description" => &mut self.description,
            _ => return,
        };
        if place.is_none() {
            *place = clean(text);
            if name == REALM {
                self.raw_realm = place.is_some().then(|| text.trim().to_owned());
            }
        }
    }
}

/// Reads the rest of a quoted string (RFC 9110 section 5.6.4), with or without its end.
fn unquote(text: &str) -> (String, &str) {
    let mut unquoted = String::new();
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match c {
            '"' => break,
            '\\' => unquoted.extend(characters.next()),
            _ => unquoted.push(c),
        }
    }
    (unquoted, characters.as_str())
}

/// Whether a character may be part of a token (RFC 9110 section 5.6.2).
fn is_of_a_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

fn split_at_end(text: &str, is_end: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(is_end).unwrap_or(text.len()))
}

/// More than any server sends.
const MAX_HEADERS: usize = 8;
