//! Reads the errors in a body, whatever its form.

use super::body::{Body, Detail, Details, Shape};
use super::{code, html, json, xml};
use crate::clean::{clean, without_last_word};
use crate::json::parse_start;

/// Reads the first [`MAX_LENGTH`] bytes.
pub(super) fn read(body: &[u8]) -> Body {
    let start = &body[..body.len().min(MAX_LENGTH)];
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let text = String::from_utf8_lossy(start);
    let text = match text.trim() {
        text if body.len() > MAX_LENGTH => without_last_word(text),
        text => text,
    };
    let mut details = Details::default();
    let (shape, is_whole) = read_text(text, &mut details);
    Body {
        shape,
        details,
        is_whole: is_whole && body.len() <= MAX_LENGTH,
    }
}

fn read_text(text: &str, details: &mut Details) -> (Shape, bool) {
    if text.is_empty() {
        return (Shape::Empty, true);
    }
    if text.contains('\0') {
        return (Shape::Binary, true);
    }
    if html::is_page(text) {
        let page = html::read(text);
        details.push(Detail::new(None, page.title.as_deref()));
        return if page.asks_for_password {
            (Shape::LoginPage, true)
        } else {
            (Shape::Page, page.is_whole)
        };
    }
    if text.starts_with('<') {
        let xml = xml::read(text, details);
        let shape = if xml.is_soap {
            Shape::Soap {
                has_failure: xml.has_failure,
                fault: xml.fault.and_then(clean),
            }
        } else {
            Shape::Xml
        };
        return (shape, xml.is_whole);
    }
    let (value, is_whole) = parse_start(text);
    if let Some(value) = value.filter(|_| is_whole || text.starts_with(['{', '['])) {
        let shape = json::read(&value, details);
        if details.is_empty() && !is_whole {
            details.push(read_broken(text));
        }
        return (shape, is_whole);
    }
    read_plain(text, details)
}

/// Reads `error code: X error message: Y`, on one line or two, or any other text as a message.
fn read_plain(text: &str, details: &mut Details) -> (Shape, bool) {
    let lower = text.to_ascii_lowercase();
    let code_and_message = || {
        let (code, message) = (lower.find(CODE)?, lower.find(MESSAGE)?);
        let code = text.get(code + CODE.len()..message)?;
        Some((code.trim(), &text[message + MESSAGE.len()..]))
    };
    if let Some((code, message)) = code_and_message() {
        details.push(Detail::new(Some(code), Some(message)));
        return (Shape::Text, true);
    }
    let is_cut = CODE.starts_with(&*lower) || lower.starts_with(CODE);
    let is_json = text.starts_with('"') || text.contains("\":");
    details.push(if is_json {
        read_broken(text)
    } else {
        Detail::new(None, Some(text))
    });
    (Shape::Text, !is_cut && !is_json)
}

/// Shows broken JSON as it is, with the first code in it that is known.
fn read_broken(text: &str) -> Detail {
    let is_of_code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let text = without_last_word(text);
    let mut words = text.split(|c: char| !is_of_code(c));
    let code = words.find(|word| code::kind(word).is_some());
    Detail::new(code, Some(text))
}

const CODE: &str = "error code:";
const MESSAGE: &str = "error message:";

/// No published error is nearly as long.
const MAX_LENGTH: usize = 64 * 1024;
