//! Pages for people: a login page, or one that says that NetSuite is away.

use super::xml::unescape;
use crate::clean::mask;

/// Whether text is a page. What its `Content-Type` says does not matter: an error in JSON may be sent as `text/html`.
pub(super) fn is_page(text: &str) -> bool {
    let start: String = text.chars().take(MAX_START).collect();
    let start = start.to_ascii_lowercase();
    start.starts_with('<') && (start.contains("<html") || start.contains("<!doctype html"))
}

/// Returns the page's title or, where it has none, its first heading.
pub(super) fn title(text: &str) -> Option<String> {
    ["title", "h1"].iter().find_map(|name| element(text, name))
}

/// Whether it asks for a password.
pub(super) fn is_login_page(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["type=\"password\"", "type='password'", "type=password"]
        .iter()
        .any(|field| text.contains(field))
}

/// Returns the text of the first element of a name, without tags in it.
fn element(text: &str, name: &str) -> Option<String> {
    // As long as the text: the letters of ASCII alone are changed.
    let lower = text.to_ascii_lowercase();
    let start = lower.find(&format!("<{name}"))?;
    let start = start
        .checked_add(lower.get(start..)?.find('>')?)?
        .checked_add(1)?;
    let end = lower
        .get(start..)?
        .find(&format!("</{name}"))?
        .checked_add(start)?;
    let mut content = String::new();
    // Before the tags are gone, as one may be a telling name.
    for (at, piece) in mask(text.get(start..end)?).split('<').enumerate() {
        content.push_str(match piece.split_once('>') {
            Some((_, text)) if at > 0 => text,
            _ => piece,
        });
    }
    Some(unescape(&content).into_owned()).filter(|content| !content.trim().is_empty())
}

/// Where a page's first tags are looked for.
const MAX_START: usize = 1024;
