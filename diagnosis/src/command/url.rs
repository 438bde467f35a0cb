use std::error::Error;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// A URL as it is sent.
pub(crate) struct Sent {
    pub(crate) text: String,
    /// Says how the pasted text was read, unless it was a URL already.
    pub(crate) note: Option<String>,
}

/// The characters that a browser encodes in a query
/// ([URL Standard](https://url.spec.whatwg.org/#percent-encoded-bytes)).
const QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'\'').add(b'<').add(b'>');
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// What people paste around a URL.
const QUOTES: [[char; 2]; 5] = [['"', '"'], ['\'', '\''], ['`', '`'], ['<', '>'], ['“', '”']];

/// Reads a URL as people paste it, and encodes invalid characters as a browser does.
pub(crate) fn as_sent(pasted: &str) -> Result<Sent, Box<dyn Error>> {
    let mut changes = Vec::new();
    let trimmed = pasted.trim();
    let inside = QUOTES
        .iter()
        .find_map(|[open, close]| trimmed.strip_prefix(*open)?.strip_suffix(*close));
    if inside.is_some() {
        changes.push("the quotes around it were left out".to_owned());
    }
    let mut text = inside.unwrap_or(trimmed).trim();
    // The first line of a request, `GET https://… HTTP/1.1`.
    if let Some((method, rest)) = text.split_once(' ')
        && method.bytes().all(|byte| byte.is_ascii_uppercase())
    {
        let version = rest.rsplit_once(" HTTP/");
        text = version.map_or(rest, |(url, _)| url).trim();
        changes.push("the method before it was left out".to_owned());
    }
    let mut text = text.to_owned();
    if text.contains("\\/") {
        text = text.replace("\\/", "/");
        changes.push("`\\/` was read as `/`".to_owned());
    }
    if text.contains(['\r', '\n', '\t']) {
        text.retain(|c| !matches!(c, '\r' | '\n' | '\t'));
        changes.push("line breaks and tabs were removed".to_owned());
    }
    let start = authority_start(&text)?;
    let (start, scheme) = match start {
        Some(start) => (start, ""),
        None => (0, "https://"),
    };
    if !scheme.is_empty() {
        changes.push("`https://` was added".to_owned());
    }
    let rest = &text[start..];
    let (authority, rest) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let is_invalid = |c: char| !c.is_ascii_graphic() || "\"'<>\\^`{}".contains(c);
    let mut encoded = rest.to_owned();
    // `'` alone is valid.
    if rest.contains(|c| c != '\'' && is_invalid(c)) {
        encoded = encode(rest, &mut changes, is_invalid);
    }
    let note = format!(
        "the URL was read as a browser does: {}. If the client sent a different URL, give that URL",
        changes.join(", ")
    );
    Ok(Sent {
        text: format!("{scheme}{}{authority}{encoded}", &text[..start]),
        note: (!changes.is_empty()).then_some(note),
    })
}

/// Returns where the authority starts, or `None` if the URL has no scheme. A URL without a host, as
/// in a proxy's log, has an empty authority.
fn authority_start(text: &str) -> Result<Option<usize>, Box<dyn Error>> {
    let front = text.split(['?', '#']).next().unwrap_or_default();
    let start = match front.find("://") {
        Some(colon) => Some(colon + "://".len()),
        None if front.starts_with('/') || front == "*" => Some(0),
        None => None,
    };
    let authority = text[start.unwrap_or(0)..].split(['/', '?', '#']).next();
    let authority = authority.unwrap_or_default();
    let is_placeholder = authority.contains(['{', '<', '$']);
    let is_host = start.is_some() || authority.contains(['.', ':']);
    let has_space = authority.contains(|c: char| c.is_whitespace() || "\"=,".contains(c));
    if is_placeholder || is_host && !has_space {
        Ok(start)
    } else {
        Err(
            "invalid URL: expected a URL such as `https://1234567.restlets.api.netsuite.com/…`"
                .into(),
        )
    }
}

/// Encodes the path, and then the query and the fragment. Describes what happened to each invalid
/// character.
fn encode(text: &str, changes: &mut Vec<String>, is_invalid: fn(char) -> bool) -> String {
    let end = text.find(['?', '#']).unwrap_or(text.len());
    let (path, rest) = text.split_at(end);
    if path.contains('\\') {
        changes.push("`\\` was read as `/`".to_owned());
    }
    let path = &*path.replace('\\', "/");
    let encoded_path = utf8_percent_encode(path, PATH).to_string();
    let encoded_rest = utf8_percent_encode(rest, QUERY).to_string();
    let [mut changed, mut kept] = [const { Vec::new() }; 2];
    for (part, encoded) in [(path, &encoded_path), (rest, &encoded_rest)] {
        for character in part.chars().filter(|c| is_invalid(*c)) {
            let name = match character {
                ' ' => "spaces".to_owned(),
                '!'..='~' => format!("`{character}`"),
                _ => "characters that are not ASCII".to_owned(),
            };
            let is_kept = encoded.contains(character);
            let list = if is_kept { &mut kept } else { &mut changed };
            if !list.contains(&name) {
                list.push(name);
            }
        }
    }
    for (names, what) in [(changed, "encoded"), (kept, "kept in the query")] {
        let verb = match &*names {
            [] => continue,
            [name] if name.starts_with('`') => "was",
            _ => "were",
        };
        changes.push(format!("{} {verb} {what}", names.join(" and ")));
    }
    encoded_path + &encoded_rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_a_valid_url() {
        for text in [
            "https://h.example/a%2f!'()*/[0]?q=a+b&c=|~",
            "HTTP://user@H.example:80/a/./b?",
            "/r?q=1",
            "http://[::1]/",
        ] {
            let sent = as_sent(&format!(" {text}\n")).unwrap();
            assert_eq!(sent.text, text);
            assert_eq!(sent.note, None);
        }
    }

    #[test]
    fn reads_a_pasted_url_as_a_browser_does_and_says_so() {
        for (pasted, expected, note) in [
            (
                "https://h.example/r?q=a IS \"b\"",
                "https://h.example/r?q=a%20IS%20%22b%22",
                "spaces and `\"` were encoded",
            ),
            ("/r?q={1}", "/r?q={1}", "`{` and `}` were kept in the query"),
            (
                "/r?q={1} 2",
                "/r?q={1}%202",
                "spaces were encoded, `{` and `}` were kept in the query",
            ),
            (
                "https://h.example/{id}",
                "https://h.example/%7Bid%7D",
                "`{` and `}` were encoded",
            ),
            (
                "https://H.example/é?ü",
                "https://H.example/%C3%A9?%C3%BC",
                "characters that are not ASCII were encoded",
            ),
            (
                "\"https://h.example/r?a=1\"",
                "https://h.example/r?a=1",
                "the quotes around it were left out",
            ),
            (
                "<https://h.example/>",
                "https://h.example/",
                "the quotes around it were left out",
            ),
            (
                "h.example/r?q=a b",
                "https://h.example/r?q=a%20b",
                "`https://` was added, spaces were encoded",
            ),
            (
                "GET https://h.example/r HTTP/1.1",
                "https://h.example/r",
                "the method before it was left out",
            ),
            (
                "POST /r?q=a b",
                "/r?q=a%20b",
                "the method before it was left out, spaces were encoded",
            ),
            (
                "h.example:8443/r",
                "https://h.example:8443/r",
                "`https://` was added",
            ),
            (
                "https:\\/\\/h.example\\/r",
                "https://h.example/r",
                "`\\/` was read as `/`",
            ),
            (
                "https://h.example/r?a=1\n  &b=2",
                "https://h.example/r?a=1%20%20&b=2",
                "line breaks and tabs were removed, spaces were encoded",
            ),
            (
                "/{a}?b={c}",
                "/%7Ba%7D?b={c}",
                "`{` and `}` were encoded, `{` and `}` were kept in the query",
            ),
            (
                "https://h.example/a\\b?q=\\",
                "https://h.example/a/b?q=\\",
                "`\\` was read as `/`, `\\` was kept in the query",
            ),
            (
                "{{base}}/r?script={{script}}",
                "https://{{base}}/r?script={{script}}",
                "`https://` was added, `{` and `}` were kept in the query",
            ),
            (
                "https://h.example/r?q='a' b",
                "https://h.example/r?q=%27a%27%20b",
                "`'` and spaces were encoded",
            ),
        ] {
            let sent = as_sent(pasted).unwrap();
            assert_eq!(sent.text, expected);
            let found = sent.note.unwrap();
            let note = format!("as a browser does: {note}. If");
            assert!(found.contains(&note), "{pasted}: {found}");
        }
    }

    #[test]
    fn rejects_text_that_is_not_a_url() {
        for text in ["OAuth realm=\"1\"", "GET", "", "https://a b/", "\"\""] {
            assert!(as_sent(text).is_err(), "{text}");
        }
    }
}
