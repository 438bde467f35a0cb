//! Removes what is copied along with a header from a shell command, JSON or source code.

use crate::buffer::Buffer;

pub(crate) struct Pasted {
    pub(crate) header: Buffer,
    /// Whether quotes, backslashes or an option of curl were removed. The name of the header does
    /// not count, because nobody sends it twice.
    pub(crate) is_changed: bool,
}

impl Pasted {
    /// Reads a header as people paste it, such as `-H 'Authorization: OAuth …'`.
    pub(crate) fn read(text: &[u8]) -> Self {
        let is_mark = |byte: &u8| *byte == b'>' || byte.is_ascii_whitespace();
        let start = text.iter().position(|byte| !is_mark(byte));
        let mut header = text[start.unwrap_or(text.len())..].trim_ascii();
        let mut is_changed = false;
        if let Some(rest) = without_option(header) {
            (header, is_changed) = (rest, true);
        }
        let (outer, rest) = opening_quote(header);
        header = rest;
        let mut quote = outer;
        if let Some((rest, is_end_of_quote)) = without_name(header, outer) {
            if is_end_of_quote {
                quote = None;
            }
            header = rest;
            if quote.is_none() {
                (quote, header) = opening_quote(header);
            }
        }
        if let Some(quote) = quote {
            is_changed = true;
            header = without_closing(header, quote);
        }
        if is_escaped(header) {
            let header = without_backslashes(header);
            return Self {
                header,
                is_changed: true,
            };
        }
        Self {
            header: header.into(),
            is_changed,
        }
    }
}

/// Removes the option of curl that comes before a header.
fn without_option(text: &[u8]) -> Option<&[u8]> {
    let rest = [b"--header".as_slice(), b"-H"]
        .iter()
        .find_map(|option| text.strip_prefix(*option))?;
    let rest = rest.strip_prefix(b"=").unwrap_or(rest);
    Some(rest.trim_ascii())
}

/// Splits off a quote at the start.
fn opening_quote(text: &[u8]) -> (Option<u8>, &[u8]) {
    match text {
        [quote @ (b'"' | b'\''), rest @ ..] => (Some(*quote), rest.trim_ascii_start()),
        _ => (None, text),
    }
}

/// Removes `Authorization:` or, in code, `"Authorization":`. Also returns whether the quote before
/// the name ends after it.
fn without_name(text: &[u8], quote: Option<u8>) -> Option<(&[u8], bool)> {
    let (name, rest) = text.split_at_checked("authorization".len())?;
    if !name.eq_ignore_ascii_case(b"authorization") {
        return None;
    }
    let after_quote = quote.and_then(|quote| rest.strip_prefix(&[quote]));
    let is_end_of_quote = after_quote.is_some();
    let rest = after_quote.unwrap_or(rest).trim_ascii_start();
    let rest = [b":".as_slice(), b"=>", b"=", b","]
        .iter()
        .find_map(|separator| rest.strip_prefix(*separator))?;
    Some((rest.trim_ascii(), is_end_of_quote))
}

/// Removes the closing quote, and what code has after it.
fn without_closing(text: &[u8], quote: u8) -> &[u8] {
    let is_code = |byte: &u8| b",;\\)}]".contains(byte) || byte.is_ascii_whitespace();
    let end = text.iter().rposition(|byte| !is_code(byte));
    let end = end.map_or(0, |last| last + 1);
    text[..end].strip_suffix(&[quote]).unwrap_or(text)
}

/// Whether each double quote has a backslash before it.
fn is_escaped(text: &[u8]) -> bool {
    let quotes = (0..text.len()).filter(|at| text[*at] == b'"');
    let mut escaped = quotes.map(|at| text[..at].ends_with(b"\\")).peekable();
    escaped.peek().is_some() && escaped.all(|is_escaped| is_escaped)
}

/// Removes backslashes before quotes and slashes.
fn without_backslashes(text: &[u8]) -> Buffer {
    let is_removed = |at: usize| text[at] == b'\\' && matches!(text.get(at + 1), Some(b'"' | b'/'));
    (0..text.len())
        .filter(|at| !is_removed(*at))
        .map(|at| text[at])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removes_what_is_around_a_header() {
        let header = r#"OAuth realm="1", oauth_token="a%2Fb""#;
        let escaped = header.replace('"', "\\\"");
        for (pasted, is_changed) in [
            (header.to_owned(), false),
            (format!("Authorization: {header}"), false),
            (format!("> authorization:{header}\r\n"), false),
            (format!("-H 'Authorization: {header}' \\\n"), true),
            (format!("--header='authorization: {header}'"), true),
            (format!("'{header}'"), true),
            (format!("\"{header}\""), true),
            (escaped.clone(), true),
            (format!("\"{escaped}\""), true),
            (format!("\"Authorization\": \"{escaped}\",\n"), true),
            (format!("'Authorization' => '{header}',"), true),
            (format!("'Authorization', '{header}');"), true),
            (format!("-H \"Authorization: {escaped}\""), true),
            (format!("Authorization: \"{header}\""), true),
        ] {
            let read = Pasted::read(pasted.as_bytes());
            assert_eq!(String::from_utf8_lossy(&read.header), header, "{pasted}");
            assert_eq!(read.is_changed, is_changed, "{pasted}");
        }
    }

    #[test]
    fn keeps_other_text() {
        for text in [
            "",
            "\"",
            "-H",
            "OAuth a=\\b, c=\"d\"",
            "Authorization",
            "{\"a\"}",
        ] {
            let read = Pasted::read(text.as_bytes());
            assert!(!read.header.contains(&b'\\') || text.contains('\\'));
        }
        assert_eq!(
            &*Pasted::read(b"OAuth a=\\\"b\", c").header,
            b"OAuth a=\\\"b\", c"
        );
        assert_eq!(&*Pasted::read(b"Authorization").header, b"Authorization");
    }
}
