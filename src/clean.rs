//! Text from outside, made fit to be shown: without secrets, on one line, and short.

/// Hides what may be a secret, and escapes what moves a terminal's cursor or cannot be seen; `None` is text with nothing
/// to see in it.
///
/// The text is to be whole words: half a token cannot be told from a word.
pub(crate) fn clean(text: &str) -> Option<String> {
    let mut clean = String::new();
    let mut length = 0;
    for word in mask(text).split_whitespace() {
        if length > 0 {
            clean.push(' ');
            length += 1;
        }
        for c in word.chars() {
            if length >= MAX_SHOWN {
                clean.push('…');
                return Some(clean);
            }
            match c {
                '"' | '\'' | '\\' => clean.push(c),
                _ => clean.extend(c.escape_debug()),
            }
            length += 1;
        }
    }
    Some(clean).filter(|clean| !clean.is_empty())
}

/// Drops what stands at the end of text that was cut, back to where a word began.
pub(crate) fn drop_cut_word(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "+/=%_-.~".contains(c))
}

/// Puts [`HIDDEN`] in place of an `OAuth …` header, of a value that stands behind a telling name such as `oauth_nonce`, of 32
/// hex digits and more, and of what has the form of a signature.
fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (run, after) = split(rest, run_length(rest));
        if run.is_empty() {
            masked.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        }
        rest = after;
        // `restlet.nl/oauth_nonce` is one run and two words.
        let word = run.rsplit(['+', '/', '%']).next().unwrap_or_default();
        if word.eq_ignore_ascii_case("oauth") && begins_a_header(rest) {
            masked.push_str(run);
            masked.push(' ');
            masked.push_str(HIDDEN);
            return masked;
        }
        if is_telling(word)
            && let Some((separator, after)) = split_separator(rest)
        {
            let (value, after) = split_value(separator, after);
            push_run(&mut masked, run);
            masked.push_str(separator);
            masked.push_str(if value.is_empty() { "" } else { HIDDEN });
            rest = after;
            continue;
        }
        if is_signature(run, rest) {
            masked.push_str(HIDDEN);
            continue;
        }
        push_run(&mut masked, run);
    }
    masked
}

/// Adds words, without those that have a key or a token in them.
fn push_run(masked: &mut String, run: &str) {
    let is_key = run
        .split(|c: char| !c.is_ascii_hexdigit())
        .any(|digits| digits.len() >= MIN_KEY);
    masked.push_str(if is_key { HIDDEN } else { run });
}

/// Counts the letters, digits, `_`, `+` and `/` that the text begins with, those that are percent-encoded included.
fn run_length(text: &str) -> usize {
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [b'%', b'2', b'B' | b'b' | b'F' | b'f', rest @ ..] => rest,
            [byte, rest @ ..]
                if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'/') =>
            {
                rest
            }
            _ => return text.len().saturating_sub(rest.len()),
        };
    }
}

/// Whether the parameters of an `OAuth` header follow: white space, a name and `=`.
fn begins_a_header(text: &str) -> bool {
    let after = text.trim_start();
    let rest = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
    after.len() < text.len() && rest.len() < after.len() && rest.trim_start().starts_with('=')
}

/// Whether a secret, or what only the one request may have, follows the name.
fn is_telling(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    word.contains("oauth_") || TELLING.iter().any(|name| word.ends_with(name))
}

/// Splits off what stands between a name and its value: `=`, `: `, `": "`, `%3D` and the like.
fn split_separator(text: &str) -> Option<(&str, &str)> {
    let is_filling = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\');
    let rest = text.trim_start_matches(is_filling);
    let rest = if let Some(rest) = rest.strip_prefix(['=', ':', '>']) {
        rest
    } else if let Some(rest) = JSON_ESCAPES
        .iter()
        .find_map(|escape| rest.strip_prefix(escape))
    {
        rest
    } else {
        // Encoded as often as may be: `%3D`, `%253D`, …
        let rest = rest.strip_prefix('%')?.trim_start_matches("25");
        rest.strip_prefix("3D")
            .or_else(|| rest.strip_prefix("3d"))?
    };
    let rest = rest.trim_start_matches(is_filling);
    Some(split(text, text.len().saturating_sub(rest.len())))
}

/// Splits off a value, up to the quote that ends it or, where none began it, to what no value has in it.
fn split_value<'a>(separator: &str, text: &'a str) -> (&'a str, &'a str) {
    let is_quoted = separator.ends_with(['"', '\'']);
    let is_end = |c: char| {
        matches!(c, '"' | '\'' | '\\' | '<')
            || (!is_quoted
                && (c.is_whitespace() || matches!(c, ',' | ';' | '&' | '>' | ')' | '}' | ']')))
    };
    split(text, text.find(is_end).unwrap_or(text.len()))
}

/// Whether it is what an HMAC is in Base64: SHA-1's 27 characters or SHA-256's 43, and `=`.
fn is_signature(run: &str, rest: &str) -> bool {
    let is_padded = rest.starts_with('=') || rest.starts_with("%3D") || rest.starts_with("%3d");
    is_padded && run.len() >= MIN_SIGNATURE && !run.contains('_')
}

fn split(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}

/// `=` and `:` as JSON writes them within JSON, their backslashes skipped.
const JSON_ESCAPES: [&str; 4] = ["u003d", "u003D", "u003a", "u003A"];

/// What stands in place of what may be a secret.
const HIDDEN: &str = "[hidden]";

/// How many characters of one text are shown.
const MAX_SHOWN: usize = 200;

/// The hex digits of an MD5: NetSuite's keys and tokens have 64 digits, its older ones fewer.
const MIN_KEY: usize = 32;

/// The characters of an HMAC-SHA1 in Base64, without its `=`.
const MIN_SIGNATURE: usize = 27;

/// How names end behind which a secret stands.
const TELLING: [&str; 9] = [
    "consumerkey",
    "consumer_key",
    "nonce",
    "password",
    "secret",
    "signature",
    "token",
    "tokenid",
    "verifier",
];

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "60712990bc09623786e7047c226bcb3f86d49dca0b04efc21001dc76d97a81f5";
    const SIGNATURE: &str = "B5OIWznZ2YP0OB7VrJrGkYsTh+8H/5T9Hag9kmRBxhk=";

    #[test]
    fn secrets_are_hidden() {
        for (text, expected) in [
            (KEY.to_owned(), "[hidden]"),
            (format!("key {KEY}, unknown"), "key [hidden], unknown"),
            (format!("x{KEY}y"), "[hidden]"),
            (KEY.to_ascii_uppercase(), "[hidden]"),
            (format!("a {SIGNATURE} b"), "a [hidden]= b"),
            (
                SIGNATURE
                    .replace('+', "%2B")
                    .replace('/', "%2F")
                    .replace('=', "%3D"),
                "[hidden]%3D",
            ),
            (
                "oauth_nonce=\"abcdef\", oauth_version=\"1.0\"".to_owned(),
                "oauth_nonce=\"[hidden]\", oauth_version=\"[hidden]\"",
            ),
            (
                "oauth_nonce=abcdef&x=y".to_owned(),
                "oauth_nonce=[hidden]&x=y",
            ),
            (
                "a%26oauth_verifier%3Dabc%26b%3Dc d".to_owned(),
                "a%26oauth_verifier%3D[hidden] d",
            ),
            ("oauth_nonce%253Dabc".to_owned(), "oauth_nonce%253D[hidden]"),
            (
                r#"{"oauth_token" : "a b", "x": 1}"#.to_owned(),
                r#"{"oauth_token" : "[hidden]", "x": 1}"#,
            ),
            (
                r#"{\"oauth_token\":\"a\"}"#.to_owned(),
                r#"{\"oauth_token\":\"[hidden]\"}"#,
            ),
            (
                "<core:nonce>abc</core:nonce>".to_owned(),
                "<core:nonce>[hidden]</core:nonce>",
            ),
            (
                "/rest/revoketoken?consumerKey=abc&token=def".to_owned(),
                "/rest/revoketoken?consumerKey=[hidden]&token=[hidden]",
            ),
            (
                "the header was OAuth realm=\"1\", x=\"y\"".to_owned(),
                "the header was OAuth [hidden]",
            ),
            ("oauth\n  a = b".to_owned(), "oauth [hidden]"),
            ("a/oauth_nonce=abc".to_owned(), "a/oauth_nonce=[hidden]"),
            (
                r"oauth_token\u003dabc, \\u003a".to_owned(),
                r"oauth_token\u003d[hidden], \\u003a",
            ),
            (format!("{KEY}_token=abc"), "[hidden]=[hidden]"),
        ] {
            assert_eq!(clean(&text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn words_are_not() {
        for text in [
            "Invalid login attempt.",
            "OAuth is required",
            "OAuth 1.0 = old",
            "the token is unknown",
            "https://1234567-sb1.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=1&deploy=1",
            "/services/rest/query/v1/suiteql?limit=1000",
            "Error ID: j0b0mmf81qhk9h7ezjgbz",
            "Campo \"Client Id\" não está definido",
        ] {
            assert_eq!(clean(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn text_is_one_short_line() {
        assert_eq!(clean("  a\r\n\tb\u{a0} c ").as_deref(), Some("a b c"));
        assert_eq!(
            clean("\x1b[2J\u{202e}\0").as_deref(),
            Some("\\u{1b}[2J\\u{202e}\\0")
        );
        assert_eq!(clean(" \n"), None);
        let long = clean(&"a é ".repeat(1 << 16)).unwrap_or_default();
        assert_eq!(long.chars().count(), 201);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn a_word_that_was_cut_is_dropped() {
        assert_eq!(drop_cut_word("a b"), "a ");
        assert_eq!(drop_cut_word(&format!("é {KEY}")), "é ");
        assert_eq!(drop_cut_word(&format!("\"{SIGNATURE}")), "\"");
        assert_eq!(drop_cut_word("abc"), "");
    }
}
