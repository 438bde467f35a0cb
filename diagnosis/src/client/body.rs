//! The body, which some clients sign by mistake.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::parameters::{Body, Parameter, Printed};
use crate::buffer::Buffer;
use crate::convert::{decode_form, to_hex, write_repr};

/// The longest body that is signed as text, in bytes. A hash is signed for any length.
const LONGEST: usize = 4096;

impl Body {
    pub(crate) fn parameters(self, body: &[u8]) -> Vec<Parameter> {
        let hash = || Sha256::digest(body);
        let hash_parameter = |hash: &[u8]| vec![Parameter::new("oauth_body_hash", hash)];
        match self {
            Self::NotSigned => Vec::new(),
            Self::Hash => hash_parameter(STANDARD.encode(hash()).as_bytes()),
            Self::HexHash => hash_parameter(&to_hex(&hash())),
            _ if body.is_empty() || body.len() > LONGEST => Vec::new(),
            Self::Form => body
                .split(|byte| *byte == b'&')
                .filter(|piece| !piece.is_empty())
                .map(|piece| {
                    let mut halves = piece.splitn(2, |byte| *byte == b'=');
                    let mut half = || decode_form(halves.next().unwrap_or_default());
                    Parameter::new(half(), half())
                })
                .collect(),
            Self::Name => vec![Parameter::new(body, "")],
            Self::Members(_) | Self::MembersAndItems => match serde_json::from_slice(body) {
                Ok(Value::Object(members)) => members
                    .iter()
                    .flat_map(|(name, value)| self.member(name, value))
                    .collect(),
                _ => Vec::new(),
            },
            Self::Characters => match str::from_utf8(body) {
                Ok(text) => text
                    .chars()
                    .enumerate()
                    .map(|(at, character)| {
                        Parameter::new(&*at.to_string(), &*character.to_string())
                    })
                    .collect(),
                Err(_) => Vec::new(),
            },
            Self::Appended => vec![Parameter {
                has_equals: false,
                ..Parameter::new(body, "")
            }],
        }
    }

    fn member(self, name: &str, value: &Value) -> Vec<Parameter> {
        let printed = match self {
            Self::Members(printed) => printed,
            _ => Printed::JavaScript,
        };
        let parameter = |value| Parameter::new(name, &*printed.print(value));
        match value {
            Value::Array(items) if self == Self::MembersAndItems => {
                items.iter().map(parameter).collect()
            }
            value => vec![parameter(value)],
        }
    }
}

impl Printed {
    fn print(self, value: &Value) -> String {
        match (self, value) {
            (_, Value::String(text)) => text.clone(),
            (Self::JavaScript, value) => in_javascript(value),
            (Self::Python, value) => python_repr(value),
            (Self::Php, Value::Null | Value::Bool(false)) => String::new(),
            (Self::Php, Value::Bool(true)) => "1".to_owned(),
            (Self::Php, Value::Array(_) | Value::Object(_)) => "Array".to_owned(),
            (Self::Php | Self::Json, value) => value.to_string(),
        }
    }
}

/// Converts a value to text as JavaScript's `String(value)` does.
fn in_javascript(value: &Value) -> String {
    match value {
        Value::Object(_) => "[object Object]".to_owned(),
        Value::Array(items) => {
            let items = items.iter().map(|item| match item {
                Value::Null => String::new(),
                item => in_javascript(item),
            });
            items.collect::<Vec<String>>().join(",")
        }
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// Converts a value to text as Python's `repr(value)` does.
fn python_repr(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => {
            let mut printed = Buffer::default();
            write_repr(text.as_bytes(), &mut printed);
            String::from_utf8_lossy(&printed).into_owned()
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(python_repr).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) => {
            let repr = |text: &str| python_repr(&text.into());
            let members = members.iter();
            let members: Vec<String> = members
                .map(|(name, value)| format!("{}: {}", repr(name), python_repr(value)))
                .collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}
