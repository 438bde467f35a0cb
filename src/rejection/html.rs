//! Pages for people: a login page, or one that says that NetSuite is away.

use super::xml::unescape;
use crate::clean::mask;

/// Whether text is a page. What its `Content-Type` says does not matter: an error in JSON may be sent as `text/html`.
pub(super) fn is_page(text: &str) -> bool {
    let mut rest = text;
    while let Some(after) = skip_prologue(rest) {
        rest = after.trim_start();
    }
    // What comes first counts: an error in XML may have a page in its message.
    ["<html", "<!doctype html"].iter().any(|tag| {
        let start = rest.get(..tag.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(tag))
    })
}

/// Skips a comment, or a declaration such as `<?xml version="1.0"?>`.
fn skip_prologue(text: &str) -> Option<&str> {
    let end = match text.strip_prefix("<!--") {
        Some(comment) => comment.split_once("-->"),
        None => text.strip_prefix("<?")?.split_once('>'),
    };
    end.map(|(_, rest)| rest)
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
