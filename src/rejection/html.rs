//! Reads HTML pages: a login page, or a proxy's or NetSuite's own error page.

use super::body::{Body, Shape};
use super::xml::unescape;
use crate::clean::mask;

/// Whether text is an HTML page. The beginning of the text decides, because a JSON error may have
/// the type `text/html`, and an XML error may contain a page in its message.
pub(super) fn is_page(text: &str) -> bool {
    let mut rest = text;
    while let Some(after) = skip_prologue(rest) {
        rest = after.trim_start();
    }
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

/// Reads the title, or else the first heading, as a message.
pub(super) fn read(text: &str, body: &mut Body) -> Shape {
    // Changes only ASCII, so positions are the same in both texts.
    let lower = text.to_ascii_lowercase();
    let mut titles = ["title", "h1"].iter();
    let title = titles.find_map(|name| element(text, &lower, name));
    body.push(None, title.as_deref());
    let fields = ["type=\"password\"", "type='password'", "type=password"];
    if fields.iter().any(|field| lower.contains(field)) {
        return Shape::LoginPage;
    }
    body.is_whole = lower.contains("</html");
    Shape::Page
}

/// Returns the text of the first element with this name, without the tags in it.
fn element(text: &str, lower: &str, name: &str) -> Option<String> {
    let (before, _) = lower.split_once(&format!("<{name}"))?;
    let (_, rest) = text[before.len()..].split_once('>')?;
    let start = text.len() - rest.len();
    let (content, _) = lower[start..].split_once(&format!("</{name}"))?;
    let mut shown = String::new();
    // Mask before removing the tags, because a tag may be the name of a secret.
    for (at, piece) in mask(&rest[..content.len()]).split('<').enumerate() {
        shown.push_str(match piece.split_once('>') {
            Some((_, text)) if at > 0 => text,
            _ => piece,
        });
    }
    Some(unescape(&shown).into_owned()).filter(|shown| !shown.trim().is_empty())
}
