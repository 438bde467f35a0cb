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
    text.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "+/=%_-.~\\&#;".contains(c))
}

/// Puts [`HIDDEN`] in place of what stands behind a telling name such as `oauth_nonce` or `Authorization`, of 32 hex digits and more,
/// and of what has the form of a signature.
///
/// It is no parser: text from outside can be escaped and quoted in any way. In doubt, all that follows is hidden.
pub(crate) fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((_, next)) = symbol(rest) {
        let (word, after) = split_word(rest);
        if word.is_empty() {
            masked.push_str(between(rest, next));
            rest = next;
            continue;
        }
        let is_secret = is_key(&word) || is_signature(&word, after);
        masked.push_str(if is_secret {
            HIDDEN
        } else {
            between(rest, after)
        });
        rest = after;
        if let Some((value, after)) = find_value(&word, rest) {
            masked.push_str(between(rest, value));
            masked.push_str(HIDDEN);
            rest = after;
        }
    }
    masked
}

/// Reads one character, which may be escaped as URLs, HTML or JSON do it, and more than once.
fn symbol(text: &str) -> Option<(char, &str)> {
    let mut rest = text.chars();
    let first = rest.next()?;
    let rest = rest.as_str();
    let escaped = match first {
        '%' => hex(rest.trim_start_matches("25"), 2).filter(|(c, _)| c.is_ascii()),
        '&' => entity(rest.trim_start_matches("amp;")),
        '\\' => {
            // All at once, or many would be counted many times.
            let rest = rest.trim_start_matches('\\');
            let code = rest.strip_prefix('u').and_then(|rest| hex(rest, 4));
            let slash = || Some(('/', rest.strip_prefix('/')?));
            code.or_else(slash).or(Some((first, rest)))
        }
        _ => None,
    };
    escaped.or(Some((first, rest)))
}

fn hex(text: &str, length: usize) -> Option<(char, &str)> {
    let (digits, rest) = text.split_at_checked(length)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
    Some((char::from_u32(code)?, rest))
}

fn entity(text: &str) -> Option<(char, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    Some((character(between(text, rest))?, rest.strip_prefix(';')?))
}

/// Returns the character that an entity of HTML stands for, if it is a common one or has a number.
pub(crate) fn character(entity: &str) -> Option<char> {
    Some(match entity {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "equals" => '=',
        "colon" => ':',
        "plus" => '+',
        "sol" => '/',
        _ => {
            let number = entity.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            return char::from_u32(number.ok()?);
        }
    })
}

/// Splits off the letters and digits of ASCII that the text begins with, and what else a name or Base64 has in it, and unescapes them.
fn split_word(text: &str) -> (String, &str) {
    let mut word = String::new();
    let mut rest = text;
    while let Some((c, after)) = symbol(rest) {
        if !c.is_ascii_alphanumeric() && !"+/_-".contains(c) {
            break;
        }
        word.push(c);
        rest = after;
    }
    (word, rest)
}

/// Finds where that begins which is to be hidden behind a word, and what may be shown again behind it.
fn find_value<'a>(word: &str, rest: &'a str) -> Option<(&'a str, &'a str)> {
    let name = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    let is_header = is_of_a_header(name);
    if !is_header && !is_telling(name) {
        return None;
    }
    let found = match skip_separator(rest) {
        Some(value) if !is_header => (value, skip_value(value)),
        Some(value) => (value, ""),
        None => {
            let value = skip_to_parameters(rest).or_else(|| skip_to_credentials(name, rest));
            (value?, "")
        }
    };
    Some(found).filter(|(value, _)| !value.is_empty())
}

/// Skips what stands between a name and its value: `=`, `: `, `": "`, `'] => ` and the like.
fn skip_separator(text: &str) -> Option<&str> {
    let is_sign = |c: char| matches!(c, '=' | ':' | '>' | '＝' | '：');
    // Quotes, brackets and what cannot be seen, but nothing that ends a sentence or begins something else.
    let is_filling = |c: char| !c.is_alphanumeric() && !is_sign(c) && !".,;!?(<&/".contains(c);
    let rest = skip(text, is_filling);
    let value = skip(rest, |c| is_sign(c) || c.is_whitespace());
    symbol(rest).filter(|(c, _)| is_sign(*c)).map(|_| value)
}

/// Skips the white space before the parameters of a header or the attributes of an element: a name and `=`.
fn skip_to_parameters(text: &str) -> Option<&str> {
    let rest = skip_blanks(text)?;
    let (name, after) = split_word(rest);
    let sign = symbol(skip(after, char::is_whitespace));
    (!name.is_empty() && sign.is_some_and(|(c, _)| c == '=')).then_some(rest)
}

/// Skips the white space between `Bearer` or `Basic` and what is no ordinary word.
fn skip_to_credentials<'a>(name: &str, text: &'a str) -> Option<&'a str> {
    if !ends_with(name, &["basic", "bearer"]) {
        return None;
    }
    let rest = skip_blanks(text)?;
    let word = rest.split(char::is_whitespace).next()?;
    let word = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'']);
    let is_ordinary = word.len() <= MAX_ORDINARY
        && word.chars().all(|c| c.is_alphabetic() || c == '-')
        && (!word.chars().any(char::is_lowercase) || !word.chars().skip(1).any(char::is_uppercase));
    (!is_ordinary).then_some(rest)
}

fn skip_blanks(text: &str) -> Option<&str> {
    Some(skip(text, char::is_whitespace)).filter(|rest| rest.len() < text.len())
}

fn skip(text: &str, is_skipped: impl Fn(char) -> bool) -> &str {
    let mut rest = text;
    while let Some((_, after)) = symbol(rest).filter(|(c, _)| is_skipped(*c)) {
        rest = after;
    }
    rest
}

/// Skips a value that is one plain word. One in quotes, or whatever else it is, may go on anywhere: it is all that is left.
fn skip_value(text: &str) -> &str {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (value, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let is_plain = value
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
    // `Bearer` is no value.
    if is_plain && !is_telling(value) && !is_of_a_header(value) {
        rest
    } else {
        ""
    }
}

/// Whether a secret, or what only the one request may have, follows the name.
fn is_telling(name: &str) -> bool {
    let last = name.rsplit(|c: char| !c.is_ascii_alphanumeric()).next();
    last.is_some_and(|last| last.eq_ignore_ascii_case("key"))
        || name.to_ascii_lowercase().contains("oauth_")
        || ends_with(name, &TELLING)
}

/// Whether it is the name of a header with a secret in it, or the first word of its value.
fn is_of_a_header(name: &str) -> bool {
    ends_with(
        name,
        &["auth", "authorization", "basic", "bearer", "cookie"],
    )
}

fn ends_with(name: &str, ends: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    ends.iter().any(|end| name.ends_with(end))
}

/// Whether a word has a key or a token in it.
fn is_key(word: &str) -> bool {
    word.split(|c: char| !c.is_ascii_hexdigit())
        .any(|digits| digits.len() >= MIN_KEY)
}

/// Whether it is what an HMAC is in Base64 of either alphabet, or has one in it. Its `=` may be missing.
fn is_signature(word: &str, rest: &str) -> bool {
    if word.len() < MIN_SIGNATURE {
        return false;
    }
    let is_padded = symbol(rest).is_some_and(|(c, _)| c == '=');
    let has = |is_of: fn(&u8) -> bool| word.bytes().any(|byte| is_of(&byte));
    let is_mixed = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    let is_exact = LENGTHS.contains(&word.len());
    // Capitals, small letters, digits and signs take turns: two of three times by chance, and seldom in words and paths.
    let class = |byte: u8| {
        let (is_upper, is_lower) = (byte.is_ascii_uppercase(), byte.is_ascii_lowercase());
        (is_upper, is_lower, byte.is_ascii_digit())
    };
    let pairs = word.bytes().zip(word.bytes().skip(1));
    let turns = pairs.filter(|(one, next)| class(*one) != class(*next));
    let percent = word.len().saturating_mul(if is_exact { 33 } else { 45 });
    let is_irregular = turns.count().saturating_mul(100) >= percent;
    (is_padded && !word.contains('_')) || (is_mixed && is_irregular)
}

/// Returns what a text begins with, up to where another begins that is its end.
fn between<'a>(text: &'a str, end: &str) -> &'a str {
    text.get(..text.len().saturating_sub(end.len()))
        .unwrap_or(text)
}

/// What stands in place of what may be a secret.
const HIDDEN: &str = "[hidden]";

/// How many characters of one text are shown.
const MAX_SHOWN: usize = 200;

/// The hex digits of an MD5: NetSuite's keys and tokens have 64 digits, its older ones fewer.
const MIN_KEY: usize = 32;

/// The characters of the HMACs of SHA-1, SHA-256 and SHA-512 in Base64, without their `=`.
const LENGTHS: [usize; 3] = [MIN_SIGNATURE, 43, 86];
const MIN_SIGNATURE: usize = 27;

/// No word of a message that is longer.
const MAX_ORDINARY: usize = 20;

/// How names end behind which a secret stands.
const TELLING: [&str; 14] = [
    "apikey",
    "consumerkey",
    "nonce",
    "passwd",
    "password",
    "pwd",
    "secret",
    "session",
    "sessionid",
    "signature",
    "token",
    "tokenid",
    "tokenkey",
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
                "oauth_nonce=[hidden]",
            ),
            ("oauth_nonce=abcdef&x=y".to_owned(), "oauth_nonce=[hidden]"),
            (
                "oauth_nonce=abcdef is used, token: x".to_owned(),
                "oauth_nonce=[hidden] is used, token: [hidden]",
            ),
            (
                "a%26oauth_verifier%3Dabc%26b%3Dc d".to_owned(),
                "a%26oauth_verifier%3D[hidden]",
            ),
            ("oauth_nonce%253Dabc".to_owned(), "oauth_nonce%253D[hidden]"),
            (
                r#"{"oauth_token" : "a b", "x": 1}"#.to_owned(),
                r#"{"oauth_token" : [hidden]"#,
            ),
            (
                r#"{\"oauth_token\":\"a\"}"#.to_owned(),
                r#"{\"oauth_token\":[hidden]"#,
            ),
            (
                "<core:nonce>abc</core:nonce>".to_owned(),
                "<core:nonce>[hidden]",
            ),
            (
                "/rest/revoketoken?consumerKey=abc&token=def".to_owned(),
                "/rest/revoketoken?consumerKey=[hidden]",
            ),
            (
                "the header was OAuth realm=\"1\", x=\"y\"".to_owned(),
                "the header was OAuth [hidden]",
            ),
            ("oauth\n  a = b".to_owned(), "oauth [hidden]"),
            ("a/oauth_nonce=abc".to_owned(), "a/oauth_nonce=[hidden]"),
            (
                r"oauth_token\u003dabc, \\u003a".to_owned(),
                r"oauth_token\u003d[hidden]",
            ),
            (format!("{KEY}_token=abc"), "[hidden]=[hidden]"),
        ] {
            assert_eq!(clean(&text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn so_are_parts_of_long_words() {
        for text in [
            format!("/a/{SIGNATURE}"),
            format!("{SIGNATURE}{SIGNATURE}"),
            SIGNATURE.replace('=', "/b"),
            "qcnPBOUpyYSCKBXqrwBLxYCDrGtrumYVsEcNgvlrXls".to_owned(), // without a digit
            "74KNZJeDHnMBp0EMJ9ZHt/XKycU".to_owned(),                 // RFC 5849 section 1.2
        ] {
            let text = text.trim_end_matches('=');
            let shown = clean(text).unwrap_or_default();
            assert!(shown.starts_with(HIDDEN) && shown.len() < 20, "{shown}");
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
            "a Basic or a Bearer token. HTTP: basic authentication, TBA: Authorization Flow",
            "postFunc(/SuiteScripts/Visual Studio/vscodeExtensionRestlet.js:392)",
            "/SuiteScripts/Project2024/restlets/MyOrderRestlet",
            "MissingTokenPassportRequiredFields, exceededConcurrentRequestLimitFault, InvalidOrUnsupportedSearch2",
            "customsearch_atlas_all_transactions_2, CUSTOMDEPLOY_MY_RESTLET_OF_ORDERS_1",
            "123e4567-e89b-12d3-a456-426614174000",
            "100%25 of R&D; a\\b &amp; c",
            "Turkey: 1, tokens: 2, \"session\" is over",
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
