//! Reads JSON errors from RESTlets and REST web services.

use super::body::{Body, Shape};
use crate::clean::clean;
use crate::json::{self, Value};

pub(super) fn read(value: &Value<'_>, body: &mut Body) -> Shape {
    read_nested(value, body, MAX_NESTED)
}

fn read_nested(value: &Value<'_>, body: &mut Body, depth: usize) -> Shape {
    let Some(depth) = depth.checked_sub(1) else {
        return Shape::Json;
    };
    match value {
        Value::Array(items) => {
            let mut shape = Shape::Json;
            for item in items.iter().take(Body::MAX_DETAILS) {
                let found = read_nested(item, body, depth);
                if shape == Shape::Json {
                    shape = found;
                }
            }
            shape
        }
        // If a script returns text, NetSuite sends it as a JSON string.
        Value::String(text) => {
            if let Some(value) = parse(text) {
                return read_nested(&value, body, depth);
            }
            body.push(None, Some(text));
            Shape::Json
        }
        Value::Object(_) => read_object(value, body, depth),
        Value::Literal(_) => Shape::Json,
    }
}

fn read_object(value: &Value<'_>, body: &mut Body, depth: usize) -> Shape {
    if let Some(Value::String(text)) = value.get("error")
        && let Some(nested) = parse(text)
    {
        return read_nested(&nested, body, depth);
    }
    let (shape, errors) = match (value.get("o:errorDetails"), value.get("error")) {
        (Some(Value::Array(items)), _) => (Shape::Rest, items.as_slice()),
        (Some(item @ Value::Object(_)), _) => (Shape::Rest, std::slice::from_ref(item)),
        (_, Some(error @ Value::Object(_))) => (Shape::Restlet, std::slice::from_ref(error)),
        _ if value.get("o:errorCode").is_some() => (Shape::Rest, std::slice::from_ref(value)),
        _ => (Shape::Json, std::slice::from_ref(value)),
    };
    for error in errors.iter().take(Body::MAX_DETAILS) {
        read_error(error, body, depth);
    }
    // Oracle's samples have a second code outside the details.
    let outer = value.get("o:errorCode").and_then(Value::text);
    if let Some(code) = outer.and_then(clean).filter(|code| !body.has_code(code)) {
        match body.details.iter_mut().find(|detail| detail.code.is_none()) {
            Some(detail) => detail.code = Some(code),
            None => body.push(Some(&code), None),
        }
    }
    shape
}

/// Reads an object with a code and a message. An error that a script throws is JSON text in the
/// message, with its code as `name`.
fn read_error(error: &Value<'_>, body: &mut Body, depth: usize) {
    let first = |names: &[&str]| {
        let mut texts = names.iter().filter_map(|name| error.get(name)?.text());
        texts.next()
    };
    let message = first(&["message", "detail", "errorMessage", "error_description"]);
    // Without a message, the name is that of a record.
    let name = first(&["name"]).filter(|_| message.is_some());
    let error_text = match error.get("error") {
        Some(Value::String(code)) => Some(&**code),
        _ => None,
    };
    let code = error_text.or_else(|| first(&["o:errorCode", "code", "errorCode"]));
    let code = code.or(name);
    let message = message.or_else(|| first(&["title"]));
    let nested = message.and_then(parse);
    body.push(code, message.filter(|_| nested.is_none()));
    let nested = [error.get("message"), error.get("payload"), nested.as_ref()];
    for value in nested.into_iter().flatten() {
        if let Value::Object(_) = value {
            read_nested(value, body, depth);
        }
    }
}

/// Reads text as JSON, if it is an object or an array.
fn parse(text: &str) -> Option<Value<'_>> {
    let is_nested = text.trim_start().starts_with(['{', '[']);
    json::parse(text.as_bytes()).filter(|_| is_nested)
}

/// How deeply errors may be nested in the messages of other errors.
const MAX_NESTED: usize = 4;
