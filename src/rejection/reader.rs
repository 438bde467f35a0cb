//! Reads the errors in a body, whatever its form.

use super::body::{Body, Shape};
use super::reason::Reason;
use super::{html, json, xml};
use crate::clean::without_last_word;
use crate::json::parse_start;

/// Reads the first [`MAX_LENGTH`] bytes.
pub(super) fn read(bytes: &[u8]) -> Body {
    let start = &bytes[..bytes.len().min(MAX_LENGTH)];
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let text = String::from_utf8_lossy(start);
    let is_cut = bytes.len() > MAX_LENGTH;
    let text = match text.trim() {
        text if is_cut => without_last_word(text),
        text => text,
    };
    let mut body = Body {
        shape: Shape::Empty,
        details: Vec::new(),
        is_whole: true,
        fault: None,
        is_failure: false,
    };
    body.shape = read_text(text, &mut body);
    body.is_whole &= !is_cut;
    body
}

fn read_text(text: &str, body: &mut Body) -> Shape {
    if text.is_empty() {
        return Shape::Empty;
    }
    if text.contains('\0') {
        return Shape::Binary;
    }
    if html::is_page(text) {
        return html::read(text, body);
    }
    if text.starts_with('<') {
        return xml::read(text, body);
    }
    let (value, is_whole) = parse_start(text);
    if let Some(value) = value.filter(|_| is_whole || text.starts_with(['{', '['])) {
        body.is_whole = is_whole;
        let shape = json::read(&value, body);
        if body.details.is_empty() && !is_whole {
            push_broken(text, body);
        }
        return shape;
    }
    read_plain(text, body);
    Shape::Text
}

/// Reads `error code: X error message: Y`, on one or two lines. Any other text is a message.
fn read_plain(text: &str, body: &mut Body) {
    // Changes only ASCII, so positions are the same in both texts.
    let lower = text.to_ascii_lowercase();
    let code_and_message = || {
        let (code, message) = (lower.find(CODE)?, lower.find(MESSAGE)?);
        let code = text.get(code + CODE.len()..message)?;
        Some((code.trim(), &text[message + MESSAGE.len()..]))
    };
    if let Some((code, message)) = code_and_message() {
        body.push(Some(code), Some(message));
    } else if text.starts_with('"') || text.contains("\":") {
        body.is_whole = false;
        push_broken(text, body);
    } else {
        body.is_whole = !CODE.starts_with(&*lower) && !lower.starts_with(CODE);
        body.push(None, Some(text));
    }
}

/// Adds broken JSON as a message, with the first known code in it.
fn push_broken(text: &str, body: &mut Body) {
    let is_of_code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let text = without_last_word(text);
    let mut words = text.split(|c: char| !is_of_code(c));
    let code = words.find(|word| Reason::of_code(word).is_some());
    body.push(code, Some(text));
}

const CODE: &str = "error code:";
const MESSAGE: &str = "error message:";

/// Far longer than any published error.
const MAX_LENGTH: usize = 64 * 1024;
