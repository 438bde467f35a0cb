//! Reads XML errors: from RESTlets, in SOAP faults (SOAP 1.1 section 4.4, SOAP 1.2 section 5.4),
//! and in SOAP statuses with `isSuccess="false"`.
//!
//! It scans for tags instead of parsing. It expands only XML's predefined entities, ignores nesting
//! and namespaces, and reads truncated or malformed XML as far as possible.

use std::borrow::Cow;

use super::body::{Body, Shape};
use crate::clean::{clean, without_last_word};

pub(super) fn read(text: &str, body: &mut Body) -> Shape {
    let (mut is_soap, mut root) = (false, None);
    let (mut in_fault, mut in_failed_status, mut in_warning) = (false, false, false);
    let mut texts = [None, None];
    let mut fault_messages = Vec::new();
    let mut rest = text;
    body.is_whole = false;
    while let Some(tag) = next_tag(&mut rest) {
        if let Some(name) = tag.strip_prefix('/').map(local_name) {
            body.is_whole = root == Some(name);
            match name {
                "code" | "message" => continue,
                "Fault" => in_fault = false,
                "status" => in_failed_status = false,
                _ => {}
            }
            push(body, &mut texts);
            continue;
        }
        let name = local_name(tag);
        root = root.or(Some(name));
        let is_error = !is_soap || in_fault || (in_failed_status && !in_warning);
        match name {
            "Envelope" => is_soap = true,
            "Fault" => (is_soap, body.is_failure, in_fault) = (true, true, true),
            "status" => {
                let is_success = attribute(tag, "isSuccess");
                is_soap |= is_success.is_some();
                in_failed_status = matches!(is_success, Some("false" | "0"));
                body.is_failure |= in_failed_status;
            }
            "statusDetail" => in_warning = attribute(tag, "type") == Some("WARN"),
            "code" | "message" if is_error => {
                let at = usize::from(name == "message");
                if texts[at].is_some() {
                    push(body, &mut texts);
                }
                texts[at] = content(&mut rest);
            }
            // `Text` is from SOAP 1.2.
            "faultstring" | "Text" if in_fault => fault_messages.extend(content(&mut rest)),
            _ if in_fault && body.fault.is_none() && name.ends_with("Fault") => {
                body.fault = clean(name);
            }
            _ => {}
        }
    }
    push(body, &mut texts);
    // They may be more specific than NetSuite's own element.
    for message in fault_messages {
        body.push(None, Some(&message));
    }
    if is_soap { Shape::Soap } else { Shape::Xml }
}

fn push(body: &mut Body, texts: &mut [Option<Cow<'_, str>>; 2]) {
    let [code, message] = std::mem::take(texts);
    body.push(code.as_deref(), message.as_deref());
}

/// Advances past the next tag, and returns the tag without `<` and `>`.
fn next_tag<'a>(rest: &mut &'a str) -> Option<&'a str> {
    loop {
        let (_, after) = rest.split_once('<')?;
        if let Some(comment) = after.strip_prefix("!--") {
            (_, *rest) = comment.split_once("-->")?;
            continue;
        }
        let (tag, after) = after.split_once('>')?;
        *rest = after;
        if !tag.starts_with(['?', '!']) {
            return Some(tag);
        }
    }
}

/// Returns the name of a tag without its prefix.
fn local_name(tag: &str) -> &str {
    let end = tag.find([' ', '\t', '\r', '\n', '/']).unwrap_or(tag.len());
    let name = &tag[..end];
    name.rsplit_once(':').map_or(name, |(_, name)| name)
}

/// Returns the value of an attribute without a prefix, in quotes of either kind.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = tag.split_once(name)?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split_once(quote).map(|(value, _)| value)
}

/// Advances past the text of an element, and returns it unless it is blank. Truncated text loses
/// its last word.
fn content<'a>(rest: &mut &'a str) -> Option<Cow<'a, str>> {
    let (end, text) = match rest.trim_start().strip_prefix("<![CDATA[") {
        Some(text) => ("]]>", text),
        None => ("<", *rest),
    };
    let text = if let Some(at) = text.find(end) {
        *rest = &text[at..];
        &text[..at]
    } else {
        *rest = "";
        without_last_word(text.trim_end_matches(']'))
    };
    Some(unescape(text)).filter(|text| !text.trim().is_empty())
}

/// Replaces XML's predefined entities (XML 1.0 section 4.6) and character references.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    let Some((start, escaped)) = text.split_once('&') else {
        return text.into();
    };
    let mut unescaped = start.to_owned();
    for piece in escaped.split('&') {
        let entity = piece.split_once(';');
        if let Some((c, rest)) = entity.and_then(|(name, rest)| Some((character(name)?, rest))) {
            unescaped.push(c);
            unescaped.push_str(rest);
        } else {
            unescaped.push('&');
            unescaped.push_str(piece);
        }
    }
    unescaped.into()
}

fn character(entity: &str) -> Option<char> {
    Some(match entity {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
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
