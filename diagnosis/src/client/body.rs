//! The body, which some clients sign by mistake.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::parameters::{Body, Parameter};
use crate::convert::{decode_form, to_hex};

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
            Self::Members | Self::MembersAndItems => match serde_json::from_slice(body) {
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
        match value {
            Value::Array(items) if self == Self::MembersAndItems => items
                .iter()
                .map(|item| Parameter::new(name, &*printed(item)))
                .collect(),
            value => vec![Parameter::new(name, &*printed(value))],
        }
    }
}

/// Converts a value to text as JavaScript's `'' + value` does.
fn printed(value: &Value) -> String {
    match value {
        Value::Object(_) => "[object Object]".to_owned(),
        Value::Array(items) => {
            let items = items.iter().map(|item| match item {
                Value::Null => String::new(),
                item => printed(item),
            });
            items.collect::<Vec<String>>().join(",")
        }
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}
