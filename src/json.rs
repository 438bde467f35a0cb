//! Reads JSON (RFC 8259) from responses, complete or truncated.
//!
//! `serde_json` would add four crates and 13 CPU seconds to a build. It also rejects JSON that is
//! truncated or lacks a comma, as one of Oracle's own samples does.

use std::borrow::Cow;

use crate::clean::without_last_word;

#[derive(Debug, PartialEq)]
pub(crate) enum Value<'a> {
    String(Cow<'a, str>),
    /// The text of a number, `true`, `false` or `null`.
    Literal(&'a str),
    Array(Vec<Self>),
    /// Members in their order, including repeated names.
    Object(Vec<(Cow<'a, str>, Self)>),
}

/// Parses text that must be complete JSON.
pub(crate) fn parse(text: &[u8]) -> Option<Value<'_>> {
    let (value, is_whole) = parse_start(str::from_utf8(text).ok()?);
    value.filter(|_| is_whole)
}

/// Parses the JSON at the start of a text. Returns whether all of the text is JSON.
///
/// Accepts raw control characters in strings and missing commas, because NetSuite's own errors have
/// both. An unterminated string loses its last word, which may be part of a code or a secret.
pub(crate) fn parse_start(text: &str) -> (Option<Value<'_>>, bool) {
    let mut reader = Reader {
        rest: text,
        is_whole: true,
    };
    let value = reader.value(MAX_DEPTH);
    reader.skip_space();
    let is_whole = reader.is_whole && reader.rest.is_empty();
    (value, is_whole)
}

impl Value<'_> {
    /// Returns a member of an object. If its name is repeated, the last member counts.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let mut members = members.iter().rev();
        let member = members.find(|(found, _)| found == name);
        member.map(|(_, value)| value)
    }

    /// Returns a string, a number or a boolean as text.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            Self::Literal(text) if *text != "null" => Some(text),
            _ => None,
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
    is_whole: bool,
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: usize) -> Option<Value<'a>> {
        self.skip_space();
        let value = if self.eat('{') {
            let members = self.items('}', depth, |reader, depth| {
                let name = reader.string()?;
                reader.skip_space();
                let value = reader.eat(':').then(|| reader.value(depth))??;
                Some((name, value))
            });
            Some(Value::Object(members))
        } else if self.eat('[') {
            let items = self.items(']', depth, Self::value);
            Some(Value::Array(items))
        } else if self.rest.starts_with('"') {
            self.string().map(Value::String)
        } else {
            self.literal().map(Value::Literal)
        };
        self.is_whole &= value.is_some();
        value
    }

    /// Reads the rest of an array or an object, up to its end or the first error.
    fn items<T>(
        &mut self,
        end: char,
        depth: usize,
        item: impl Fn(&mut Self, usize) -> Option<T>,
    ) -> Vec<T> {
        let mut items = Vec::new();
        loop {
            self.skip_space();
            if self.eat(end) {
                return items;
            }
            if !items.is_empty() {
                self.eat(',');
                self.skip_space();
            }
            let item = depth
                .checked_sub(1)
                .and_then(|depth| item(&mut *self, depth));
            let Some(item) = item else {
                self.is_whole = false;
                return items;
            };
            items.push(item);
        }
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        if !self.eat('"') {
            return None;
        }
        let mut text = Cow::Borrowed("");
        loop {
            let is_special = |c| matches!(c, '"' | '\\' | '\0'..='\x1f');
            let Some(at) = self.rest.find(is_special) else {
                self.is_whole = false;
                text += self.rest;
                self.rest = "";
                return Some(without_last_word(&text).to_owned().into());
            };
            let (plain, rest) = self.rest.split_at(at);
            text += plain;
            self.rest = rest;
            if self.eat('"') {
                return Some(text);
            }
            let c = if self.eat('\\') {
                self.escape()
            } else {
                // A raw control character, such as a line break.
                self.next()
            };
            text.to_mut().extend(c);
        }
    }

    fn escape(&mut self) -> Option<char> {
        let c = match self.next()? {
            c @ ('"' | '\\' | '/') => Some(c),
            'b' => Some('\x08'),
            'f' => Some('\x0c'),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            'u' => self.utf16(),
            _ => None,
        };
        self.is_whole &= c.is_some();
        c.or(Some(char::REPLACEMENT_CHARACTER))
    }

    /// Reads the digits after `\u`. A character beyond U+FFFF is written as two surrogates.
    fn utf16(&mut self) -> Option<char> {
        let first = self.hex_digits()?;
        let mut units = vec![first];
        if (0xd800..0xdc00).contains(&first) {
            self.rest = self.rest.strip_prefix("\\u")?;
            units.push(self.hex_digits()?);
        }
        char::decode_utf16(units).next()?.ok()
    }

    fn hex_digits(&mut self) -> Option<u16> {
        let (digits, rest) = self.rest.split_at_checked(4)?;
        // `from_str_radix` accepts a sign too.
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let unit = u16::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
        self.rest = rest;
        Some(unit)
    }

    fn literal(&mut self) -> Option<&'a str> {
        let is_end = |c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c);
        let end = self.rest.find(is_end).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        let is_number = || {
            let is_digit = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
            text.chars().all(is_digit) && text.parse::<f64>().is_ok()
        };
        self.is_whole &= matches!(text, "true" | "false" | "null") || is_number();
        Some(text).filter(|text| !text.is_empty())
    }

    fn eat(&mut self, expected: char) -> bool {
        let rest = self.rest.strip_prefix(expected);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = chars.next();
        self.rest = chars.as_str();
        c
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }
}

/// NetSuite's responses have four levels. Each level of nesting uses a few stack frames.
const MAX_DEPTH: usize = 64;
