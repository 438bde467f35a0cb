//! Errors in JSON: those of RESTlets, of REST web services, and what is left of either where the JSON is broken.

use super::body::{Detail, Details};
use crate::json::{self, Value};

/// Adds what a value says, and whether it is an error of REST web services.
pub(super) fn read(value: &Value<'_>, details: &mut Details) -> bool {
    read_nested(value, details, MAX_NESTED)
}

fn read_nested(value: &Value<'_>, details: &mut Details, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    match value {
        Value::Array(items) => items
            .iter()
            .take(Details::MAX)
            .fold(false, |is_rest, item| {
                read_nested(item, details, depth) | is_rest
            }),
        // A script that returns text has it sent as a JSON string.
        Value::String(text) => {
            if let Some(value) = parse(text) {
                return read_nested(&value, details, depth);
            }
            details.push(Detail::new(None, Some(text)));
            false
        }
        Value::Object(_) => {
            // Oracle: section_156570709583.
            if let Some(Value::Array(items)) = value.pointer("/o:errorDetails") {
                for item in items.iter().take(Details::MAX) {
                    let text = |path| item.pointer(path).and_then(Value::text);
                    details.push(Detail::new(text("/o:errorCode"), text("/detail")));
                }
                return true;
            }
            match value.pointer("/error") {
                // Oracle: section_4634920277.
                Some(error @ Value::Object(_)) => read_error(error, details, depth),
                Some(Value::String(code)) => {
                    let message = ["/error_description", "/message"];
                    let mut message = message
                        .iter()
                        .filter_map(|path| value.pointer(path)?.text());
                    details.push(Detail::new(Some(code), message.next()));
                }
                _ => read_error(value, details, depth),
            }
            false
        }
        _ => false,
    }
}

/// Reads an object with a code and a message. What a script throws is JSON text in the message, and has its code as `name`.
fn read_error(error: &Value<'_>, details: &mut Details, depth: usize) {
    let first = |paths: &[&str]| {
        let mut texts = paths.iter().filter_map(|path| error.pointer(path)?.text());
        texts.next()
    };
    let message = first(&["/message", "/detail", "/errorMessage"]);
    let code = match message {
        Some(_) => first(&["/code", "/errorCode", "/name"]),
        // A name alone is that of a record.
        None => first(&["/code", "/errorCode"]),
    };
    let nested = message.and_then(parse);
    details.push(Detail::new(code, message.filter(|_| nested.is_none())));
    match (nested, error.pointer("/message")) {
        (Some(nested), _) => {
            read_nested(&nested, details, depth);
        }
        (None, Some(nested @ Value::Object(_))) => {
            read_nested(nested, details, depth);
        }
        _ => {}
    }
}

/// Reads text as JSON, if it is an object or an array.
fn parse(text: &str) -> Option<Value<'_>> {
    let is_nested = text.trim_start().starts_with(['{', '[']);
    json::parse(text.as_bytes()).filter(|_| is_nested)
}

/// Adds what can be made out in JSON that is none, such as one that is cut or lacks a comma: each value after a telling name.
pub(super) fn read_broken(text: &str, details: &mut Details) -> bool {
    let mut is_rest = false;
    let mut detail = Detail::default();
    // What is not read yet, in two parts: what stands before the next colon may be a name.
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(':') {
        rest = after;
        if before.contains(['{', '}']) {
            details.push(std::mem::take(&mut detail));
        }
        let Some(name) = name(before) else {
            continue;
        };
        is_rest |= name == "errorDetails";
        let is_code = matches!(name, "code" | "errorCode" | "name");
        if !is_code && !matches!(name, "message" | "detail") {
            continue;
        }
        let (value, after) = value(after);
        let Some(value) = value else {
            continue;
        };
        rest = after;
        let place = if is_code {
            &mut detail.code
        } else {
            &mut detail.message
        };
        if place.is_some() {
            let full = std::mem::take(&mut detail);
            details.push(full);
        }
        // Escapes are read where they are right.
        let quoted = format!("\"{value}\"");
        let value = match json::parse(quoted.as_bytes()) {
            Some(Value::String(text)) => Detail::new(None, Some(&text)).message,
            _ => Detail::new(None, Some(value)).message,
        };
        if is_code {
            detail.code = value;
        } else {
            detail.message = value;
        }
    }
    details.push(detail);
    is_rest
}

/// Returns the name that the text ends with: in quotes, of either kind, and escaped where the JSON is nested.
fn name(text: &str) -> Option<&str> {
    let text = text.trim_end();
    // `o:errorCode` is cut at its colon.
    let name = text.strip_suffix(['"', '\''])?.trim_end_matches('\\');
    let start = name
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_alphabetic())
        .last()?;
    name.get(start.0..)
}

/// Splits off a string, up to the quote that ends it, or a number.
fn value(text: &str) -> (Option<&str>, &str) {
    let after = text.trim_start().trim_start_matches('\\');
    let (rest, quote) = match after.chars().next() {
        Some(quote @ ('"' | '\'')) => (after.get(1..).unwrap_or_default(), quote),
        Some(c) if c.is_ascii_digit() => {
            let end = after.find(|c: char| !c.is_ascii_digit());
            return split(after, end.unwrap_or(after.len()));
        }
        _ => return (None, text),
    };
    let is_escaped = after.len() < text.trim_start().len();
    let mut is_after_backslash = false;
    for (at, c) in rest.char_indices() {
        if c == quote && (is_escaped || !is_after_backslash) {
            let (value, rest) = split(rest, at);
            return (value.map(|value| value.trim_end_matches('\\')), rest);
        }
        is_after_backslash = c == '\\' && !is_after_backslash;
    }
    // Cut: it is all that there is.
    split(rest, rest.len())
}

fn split(text: &str, at: usize) -> (Option<&str>, &str) {
    let (value, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    (Some(value), rest)
}

/// How deep an error may stand in another's message.
const MAX_NESTED: usize = 4;
