//! Reads errors in JSON: those of RESTlets and of REST web services.

use super::body::{Detail, Details, Shape};
use crate::json::{self, Value};

/// Adds the errors in a value.
pub(super) fn read(value: &Value<'_>, details: &mut Details) -> Shape {
    read_nested(value, details, MAX_NESTED)
}

fn read_nested(value: &Value<'_>, details: &mut Details, depth: usize) -> Shape {
    let Some(depth) = depth.checked_sub(1) else {
        return Shape::Json;
    };
    match value {
        Value::Array(items) => {
            let shapes: Vec<Shape> = items
                .iter()
                .take(Details::MAX)
                .map(|item| read_nested(item, details, depth))
                .collect();
            let mut shapes = shapes.into_iter();
            shapes
                .find(|shape| *shape != Shape::Json)
                .unwrap_or(Shape::Json)
        }
        // A script that returns text has it sent as a JSON string.
        Value::String(text) => {
            if let Some(value) = parse(text) {
                return read_nested(&value, details, depth);
            }
            details.push(Detail::new(None, Some(text)));
            Shape::Json
        }
        Value::Object(_) => read_object(value, details, depth),
        Value::Literal(_) => Shape::Json,
    }
}

fn read_object(value: &Value<'_>, details: &mut Details, depth: usize) -> Shape {
    let errors = match value.get("o:errorDetails") {
        Some(Value::Array(items)) => Some(items.as_slice()),
        Some(item @ Value::Object(_)) => Some(std::slice::from_ref(item)),
        _ => None,
    };
    if let Some(items) = errors {
        // Oracle's samples have a second code beside the details.
        let mut outer = value.get("o:errorCode").and_then(Value::text);
        for item in items.iter().take(Details::MAX) {
            let text = |name| item.get(name).and_then(Value::text);
            let code = text("o:errorCode").or_else(|| outer.take());
            details.push(Detail::new(code, text("detail")));
        }
        let is_known = |code| details.codes().any(|known| known == code);
        if let Some(code) = outer.filter(|code| !is_known(*code)) {
            details.push(Detail::new(Some(code), None));
        }
        return Shape::Rest;
    }
    match value.get("error") {
        Some(error @ Value::Object(_)) => {
            read_error(error, details, depth);
            Shape::Restlet
        }
        Some(Value::String(code)) => {
            if let Some(nested) = parse(code) {
                return read_nested(&nested, details, depth);
            }
            let mut message = ["error_description", "message"]
                .iter()
                .filter_map(|name| value.get(name)?.text());
            details.push(Detail::new(Some(code), message.next()));
            Shape::Json
        }
        _ if value.get("o:errorCode").is_some() => {
            let text = |name| value.get(name).and_then(Value::text);
            let message = text("detail").or_else(|| text("title"));
            details.push(Detail::new(text("o:errorCode"), message));
            Shape::Rest
        }
        _ => {
            read_error(value, details, depth);
            Shape::Json
        }
    }
}

/// Reads an object with a code and a message. What a script throws is JSON text in the message,
/// with its code as `name`.
fn read_error(error: &Value<'_>, details: &mut Details, depth: usize) {
    let first = |names: &[&str]| {
        let mut texts = names.iter().filter_map(|name| error.get(name)?.text());
        texts.next()
    };
    let message = first(&["message", "detail", "errorMessage"]);
    let code = match message {
        Some(_) => first(&["code", "errorCode", "name"]),
        // A name alone is a record's.
        None => first(&["code", "errorCode"]),
    };
    let nested = message.and_then(parse);
    details.push(Detail::new(code, message.filter(|_| nested.is_none())));
    for nested in [error.get("message"), error.get("payload"), nested.as_ref()] {
        if let Some(nested @ Value::Object(_)) = nested {
            read_nested(nested, details, depth);
        }
    }
}

/// Reads text as JSON, if it is an object or an array.
fn parse(text: &str) -> Option<Value<'_>> {
    let is_nested = text.trim_start().starts_with(['{', '[']);
    json::parse(text.as_bytes()).filter(|_| is_nested)
}

/// How deep an error may be in another error's message.
const MAX_NESTED: usize = 4;
