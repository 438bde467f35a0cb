//! The header `WWW-Authenticate`, RFC 9110 section 11.6.1.

use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;

use crate::clean::clean;

/// What the challenges of the scheme `OAuth` say; of a parameter that is there twice, the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Challenge {
    pub(super) realm: Option<String>,
    /// As it came: to be compared, never to be shown.
    pub(super) raw_realm: Option<String>,
    pub(super) error: Option<String>,
    pub(super) description: Option<String>,
}

impl Challenge {
    /// Reads all challenges of all such headers, and what can be made out of those that are malformed.
    pub(super) fn read(headers: &HeaderMap) -> Self {
        let mut challenge = Self::default();
        for value in headers.get_all(WWW_AUTHENTICATE).iter().take(MAX_HEADERS) {
            challenge.read_value(&String::from_utf8_lossy(value.as_bytes()));
        }
        challenge
    }

    fn read_value(&mut self, value: &str) {
        let mut is_oauth = false;
        let mut rest = value;
        loop {
            rest = rest.trim_start_matches([' ', '\t', ',']);
            let (name, after) = split_at_end(rest, |c| !is_of_a_token(c));
            if name.is_empty() {
                // Nothing can begin so: read on after the next comma.
                match rest.split_once(',') {
                    Some((_, after)) => rest = after,
                    None => return,
                }
                continue;
            }
            let Some(after) = after.trim_start_matches([' ', '\t']).strip_prefix('=') else {
                is_oauth = name.eq_ignore_ascii_case("OAuth");
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
            if is_oauth {
                self.set(name, &text);
            }
        }
    }

    fn set(&mut self, name: &str, text: &str) {
        if name.eq_ignore_ascii_case("realm") && self.realm.is_none() {
            self.realm = clean(text).map(|realm| with_blanks_of(text, &realm));
            self.raw_realm = self.realm.is_some().then(|| text.to_owned());
        }
        let names = [
            ("error", &mut self.error),
            ("error_description", &mut self.description),
        ];
        for (known, place) in names {
            if name.eq_ignore_ascii_case(known) && place.is_none() {
                *place = clean(text);
            }
        }
    }
}

/// Puts back the white space around a text as one blank, as it tells one realm from another.
fn with_blanks_of(text: &str, cleaned: &str) -> String {
    let blank = |is_there| if is_there { " " } else { "" };
    let before = blank(text.starts_with(char::is_whitespace));
    let after = blank(text.ends_with(char::is_whitespace));
    format!("{before}{cleaned}{after}")
}

/// Reads the rest of a quoted string (RFC 9110 section 5.6.4), also one that does not end.
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

/// RFC 9110 section 5.6.2.
fn is_of_a_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

fn split_at_end(text: &str, is_end: impl Fn(char) -> bool) -> (&str, &str) {
    let at = text.find(is_end).unwrap_or(text.len());
    text.split_at_checked(at).unwrap_or((text, ""))
}

/// More than any server challenges with.
const MAX_HEADERS: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_read(values: &[&str], expected: [Option<&str>; 3]) {
        let mut challenge = Challenge::default();
        for value in values {
            challenge.read_value(value);
        }
        let read = [challenge.realm, challenge.error, challenge.description];
        assert_eq!(
            read.each_ref().map(Option::as_deref),
            expected,
            "{values:?}"
        );
    }

    #[test]
    fn challenges() {
        let all = [
            Some("1234567"),
            Some("token_rejected"),
            Some("Invalid login attempt."),
        ];
        for value in [
            r#"OAuth realm="1234567", error="token_rejected", error_description="Invalid login attempt.""#,
            r#"oauth realm="1234567",error=token_rejected , error_description = "Invalid login attempt.""#,
            r#"OAuth REALM=1234567, ,error="token_rejected",error_description="Invalid login attempt."#,
            r#"Basic realm="simple, OAuth realm=\"0\"", OAuth realm="1234567", error="token_rejected", error_description="Invalid login attempt.", Bearer realm="9""#,
            r#"Negotiate YWJj==, OAuth realm="1\2\34567", error="token_rejected", error_description="Invalid\ login attempt.", realm="2""#,
            r#"@@, "", OAuth realm="1234567", error="token_rejected", error_description="Invalid login attempt.""#,
        ] {
            assert_read(&[value], all);
        }
        assert_read(
            &[
                r#"Bearer error="invalid_token""#,
                r#"OAuth realm="1234567""#,
                r#"OAuth error="token_rejected", error_description="Invalid login attempt.""#,
            ],
            all,
        );
        assert_read(
            &[r#"OAuth error_description="say \"no\" \\ \"#],
            [None, None, Some(r#"say "no" \"#)],
        );
        for value in [
            "",
            "OAuth",
            "OAuth ,",
            "realm=1",
            "Basic realm=\"1\"",
            "OAuth realm=",
            "OAuth realm=\"\"",
            "=",
            "OAuth @",
        ] {
            assert_read(&[value], [None; 3]);
        }
    }
}
