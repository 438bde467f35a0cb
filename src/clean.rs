//! Sanitizes text of a response for display: masks secrets, escapes control characters, truncates.

use crate::printable::Printable;

/// Returns at most [`MAX_SHOWN`] characters on one line, with secrets [masked](mask). `None` if the
/// text is blank.
pub(crate) fn clean(text: &str) -> Option<String> {
    let masked = mask(text);
    let mut line = masked.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(MAX_SHOWN) {
        line.truncate(end);
        line.push('…');
    }
    (!line.is_empty()).then(|| Printable(&line).to_string())
}

/// Replaces with [`HIDDEN`]
///
/// * a word with 32 or more hex digits in a row: a consumer key, a token id or a secret,
/// * Base64 that ends in `=`, as every signature does,
/// * everything after one of the [`NAMES`] and a sign such as `=` or `:`.
///
/// A value may be quoted and escaped in any way, so a name hides the rest of the text.
pub(crate) fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let mut chars = rest.chars();
        let Some(first) = chars.next() else {
            return masked;
        };
        let is_outside = |c: char| !c.is_ascii_alphanumeric() && !"+/_".contains(c);
        let (word, after) = rest.split_at(rest.find(is_outside).unwrap_or(rest.len()));
        if word.is_empty() {
            masked.push(first);
            rest = chars.as_str();
            continue;
        }
        rest = after;
        if is_key(word) || is_signature(word, after) {
            masked.push_str(HIDDEN);
            continue;
        }
        masked.push_str(word);
        if let Some(sign) = sign_after(after).filter(|_| is_name(word)) {
            masked.push_str(sign);
            masked.push_str(HIDDEN);
            return masked;
        }
    }
}

/// Removes the last word of truncated text, which may be the beginning of a secret.
pub(crate) fn without_last_word(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "+/=%_-.~\\&#;".contains(c))
}

fn is_key(word: &str) -> bool {
    word.split(|c: char| !c.is_ascii_hexdigit())
        .any(|digits| digits.len() >= MIN_KEY)
}

fn is_signature(word: &str, after: &str) -> bool {
    let signs = ["=", "%3D", "%3d", "\\u003d", "&#61;"];
    let is_padded = signs.iter().any(|sign| after.starts_with(sign));
    word.len() >= MIN_SIGNATURE && is_padded && !word.contains('_')
}

fn is_name(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    word.contains("oauth_") || NAMES.iter().any(|name| word.ends_with(name))
}

/// Returns the sign before a value, with quotes, backslashes and spaces before it: `=`, `\" :`, `%`
/// of `%3D`, `&` of `&quot;:`, `>` and the like.
fn sign_after(text: &str) -> Option<&str> {
    let is_between = |c: char| c.is_whitespace() || "\"'\\".contains(c);
    let sign = text.trim_start_matches(is_between);
    let rest = sign.strip_prefix(['=', ':', '>', '%', '&', '[', '('])?;
    Some(&text[..text.len() - rest.len()])
}

const HIDDEN: &str = "[hidden]";

const MAX_SHOWN: usize = 300;

/// The number of hex digits in an MD5 hash. NetSuite's keys and tokens have 64.
const MIN_KEY: usize = 32;

/// The length of an HMAC-SHA1 in Base64, without its `=`.
const MIN_SIGNATURE: usize = 27;

/// Suffixes of lower-case names with hidden values, in addition to `oauth_…`.
const NAMES: [&str; 9] = [
    "authorization",
    "consumerkey",
    "cookie",
    "nonce",
    "password",
    "secret",
    "sessionid",
    "signature",
    "tokenid",
];
