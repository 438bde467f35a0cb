//! Removes the quotes and escapes of a shell command, source code or a page around a header.

use crate::buffer::Buffer;

pub(crate) struct Pasted {
    pub(crate) header: Buffer,
    /// Whether quotes, escapes or an option of curl were removed. The name of the header does not
    /// count, because nobody sends it twice.
    pub(crate) is_changed: bool,
}

impl Pasted {
    /// Reads a header as people paste it, such as `-H 'Authorization: OAuth …'`.
    pub(crate) fn read(text: &[u8]) -> Self {
        let (header, is_wrapped) = unwrapped(text);
        // In the shell and in most languages, in PowerShell, and in SQL and CSV.
        let unescaped = without_escapes(header, b'\\')
            .or_else(|| without_escapes(header, b'`'))
            .or_else(|| with_single_quotes(header))
            .or_else(|| with_plain_quotes(header));
        Self {
            is_changed: is_wrapped || unescaped.is_some(),
            header: unescaped.unwrap_or_else(|| header.into()),
        }
    }
}

/// Removes the option, the quotes and the name around a header. Also returns whether there was more
/// than a name.
fn unwrapped(text: &[u8]) -> (&[u8], bool) {
    let lines = of_request(text);
    let is_part = lines.len() < text.trim_ascii().len();
    let text = without_marks(lines).trim_ascii();
    let text = of_curl(text).unwrap_or(text);
    // An object in JSON or Python, `{"Authorization": …}`.
    let is_object = |rest: &&[u8]| matches!(rest.first(), Some(b'"' | b'\''));
    let object = text.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    let text = object.filter(is_object).unwrap_or(text);
    let without_option = without_option(text);
    let (mut quote, mut header) = opening_quote(without_option.unwrap_or(text));
    if let Some((rest, is_end_of_quote)) = without_name(header, quote) {
        header = rest;
        if is_end_of_quote || quote.is_none() {
            (quote, header) = opening_quote(rest);
        }
    }
    match quote {
        Some(quote) => (without_closing(header, quote), true),
        None => (header, is_part || without_option.is_some()),
    }
}

/// Removes the `> ` that curl prints before the headers that it sends.
fn without_marks(text: &[u8]) -> &[u8] {
    let is_mark = |byte: &u8| *byte == b'>' || byte.is_ascii_whitespace();
    let start = text.iter().position(|byte| !is_mark(byte));
    &text[start.unwrap_or(text.len())..]
}

/// Returns the `Authorization` lines of a whole request, or of what `curl -v` prints. Other text stays
/// as it is.
fn of_request(text: &[u8]) -> &[u8] {
    let mut start = None;
    let mut at = 0;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let content = without_marks(line);
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
        let name = &content[..content.iter().take_while(|byte| is_name(byte)).count()];
        let is_header = content[name.len()..].starts_with(b":");
        let is_authorization = is_header && name.eq_ignore_ascii_case(b"authorization");
        // The header may be wrapped.
        let is_end = content.is_empty() || content.starts_with(b"*") || is_header;
        match start {
            None if is_authorization => start = Some(at),
            Some(start) if is_end && !is_authorization => return &text[start..at],
            _ => {}
        }
        at += line.len();
    }
    start.map_or(text, |start| &text[start..])
}

/// Returns the header in a whole curl command, with its quotes.
fn of_curl(command: &[u8]) -> Option<&[u8]> {
    let rest = command.strip_prefix(b"curl")?;
    let is_name = |window: &[u8]| window.eq_ignore_ascii_case(b"authorization:");
    let at = rest.windows("authorization:".len()).position(is_name)?;
    let quote = *rest.get(at.checked_sub(1)?)?;
    let (start, header) = (at - 1, &rest[at..]);
    let is_end = |end: &usize| header[*end] == quote && !header[..*end].ends_with(b"\\");
    let end = (0..header.len()).find(is_end)?;
    // The closing quote is within the header.
    matches!(quote, b'"' | b'\'').then(|| &rest[start..=at + end])
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
    let after_name = after_quote.unwrap_or(rest);
    let rest = after_name.trim_ascii_start();
    let after_separator = [b":".as_slice(), b"=>", b"=", b","]
        .iter()
        .find_map(|separator| rest.strip_prefix(*separator));
    // The developer tools of a browser copy a table.
    let after_space = (rest.len() < after_name.len()).then_some(rest);
    let rest = after_separator.or(after_space)?;
    Some((rest.trim_ascii(), is_end_of_quote))
}

/// Removes the closing quote, and what code has after it.
fn without_closing(text: &[u8], quote: u8) -> &[u8] {
    let is_code = |byte: &u8| b",;\\)}]".contains(byte) || byte.is_ascii_whitespace();
    let end = text.iter().rposition(|byte| !is_code(byte));
    let end = end.map_or(0, |last| last + 1);
    text[..end].strip_suffix(&[quote]).unwrap_or(text)
}

/// Removes the escape character before each double quote. Returns `None` unless each has one.
pub(crate) fn without_escapes(text: &[u8], escape: u8) -> Option<Buffer> {
    let quotes = (0..text.len()).filter(|at| text[*at] == b'"');
    let mut are_escaped = quotes.map(|at| text[..at].ends_with(&[escape])).peekable();
    are_escaped.peek()?;
    // JSON also allows `\/`.
    let is_escaped = |byte: Option<&u8>| matches!(byte, Some(b'"' | b'/'));
    let is_kept = |at: &usize| text[*at] != escape || !is_escaped(text.get(at + 1));
    are_escaped.all(|is_escaped| is_escaped).then(|| {
        let kept = (0..text.len()).filter(is_kept);
        kept.map(|at| text[at]).collect()
    })
}

/// Halves runs of double quotes. Returns `None` unless each run is even, and one does not follow
/// `=`, as an empty value does.
fn with_single_quotes(text: &[u8]) -> Option<Buffer> {
    let mut halved = Buffer::with_capacity(text.len());
    let mut is_doubled = false;
    let mut rest = text;
    while let Some(start) = rest.iter().position(|byte| *byte == b'"') {
        let (before, run) = rest.split_at(start);
        let length = run.iter().take_while(|byte| **byte == b'"').count();
        if !length.is_multiple_of(2) {
            return None;
        }
        is_doubled |= !before.ends_with(b"=");
        halved.extend(before);
        halved.extend(&run[..length / 2]);
        rest = &run[length..];
    }
    halved.extend(rest);
    is_doubled.then_some(halved)
}

/// Replaces the quotes of HTML and of word processors. Returns `None` without such quotes, and if
/// there are plain ones too.
fn with_plain_quotes(text: &[u8]) -> Option<Buffer> {
    const QUOTES: [&str; 4] = ["&quot;", "&#34;", "“", "”"];
    let mut plain = Buffer::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let mut quotes = QUOTES.iter();
        let found = quotes.find_map(|quote| rest.strip_prefix(quote.as_bytes()));
        plain.push(if found.is_some() { b'"' } else { *first });
        rest = found.unwrap_or(after);
    }
    (plain.len() < text.len() && !text.contains(&b'"')).then_some(plain)
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
            (format!("authorization\n{header}"), false),
            (format!("Authorization\t{header}"), false),
            (
                format!("curl 'https://h/r' -H 'a: b' -H 'Authorization: {header}' -d '{{}}'"),
                true,
            ),
            (
                format!("curl \\\n  --header \"authorization: {escaped}\" \\\n  https://h/r"),
                true,
            ),
            (format!("-H 'Authorization: {header}' \\\n"), true),
            (format!("--header='authorization: {header}'"), true),
            (format!("'{header}'"), true),
            (format!("\"{header}\""), true),
            (escaped.clone(), true),
            (format!("\"{escaped}\""), true),
            (format!("\"Authorization\": \"{escaped}\",\n"), true),
            (format!("'Authorization' => '{header}',"), true),
            (format!("{{ 'Authorization': '{header}' }}"), true),
            (format!("'Authorization', '{header}');"), true),
            (format!("-H \"Authorization: {escaped}\""), true),
            (format!("Authorization: \"{header}\""), true),
            (header.replace('"', "`\""), true),
            (format!("\"{}\"", header.replace('"', "\"\"")), true),
            (header.replace('"', "&quot;"), true),
            (header.replace("=\"", "=“").replace('"', "”"), true),
        ] {
            let read = Pasted::read(pasted.as_bytes());
            assert_eq!(String::from_utf8_lossy(&read.header), header, "{pasted}");
            assert_eq!(read.is_changed, is_changed, "{pasted}");
        }
    }

    #[test]
    fn removes_backslashes_before_quotes_and_slashes_only() {
        let read = Pasted::read(br#"OAuth realm=\"1\", oauth_token=\"a/b\/c\d\""#);
        let header = r#"OAuth realm="1", oauth_token="a/b/c\d""#;
        assert_eq!(String::from_utf8_lossy(&read.header), header);
    }

    #[test]
    fn keeps_other_text() {
        for text in [
            "",
            "OAuth",
            "Authorization",
            "OAuth a=\\b, c=\"d\"",
            "OAuth a=\\\"b\", c",
            "OAuth a=\"\", b=\"\"",
            "OAuth a=\"\", b=\"c\"",
            "OAuth a=“b”, c=\"d\"",
        ] {
            let read = Pasted::read(text.as_bytes());
            assert_eq!(String::from_utf8_lossy(&read.header), text);
            assert!(!read.is_changed, "{text}");
        }
        for text in [
            "\"",
            "'",
            "-H",
            "-H '",
            "\"Authorization\"",
            "\"Authorization\":\"",
        ] {
            // Must not panic.
            Pasted::read(text.as_bytes());
        }
    }
}
