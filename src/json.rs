//! JSON (RFC 8259), as far as the answers of NetSuite need it read: borrowed from the body, and of bounded depth.

use std::borrow::Cow;

/// A value, with its numbers as they are written.
#[derive(Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Null,
    Bool(bool),
    Number(&'a str),
    String(Cow<'a, str>),
    Array(Vec<Value<'a>>),
    /// Members in their order, repeated names included.
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

/// Reads one value and white space around it; `None` is no JSON, or a value nested deeper than [`MAX_DEPTH`].
pub(crate) fn parse(text: &[u8]) -> Option<Value<'_>> {
    let mut reader = Reader {
        rest: str::from_utf8(text).ok()?,
    };
    let value = reader.value(MAX_DEPTH)?;
    reader.skip_space();
    reader.rest.is_empty().then_some(value)
}

impl Value<'_> {
    /// Finds what a JSON pointer names, `/o:errorDetails/0/detail` (RFC 6901, without its escapes).
    ///
    /// Of members with the same name the last counts, as nearly every reader has it.
    pub(crate) fn pointer(&self, path: &str) -> Option<&Self> {
        path.split('/')
            .skip(1)
            .try_fold(self, |value, step| match value {
                Self::Object(members) => members
                    .iter()
                    .rev()
                    .find(|(name, _)| name == step)
                    .map(|(_, value)| value),
                Self::Array(items) => items.get(step.parse::<usize>().ok()?),
                _ => None,
            })
    }

    /// Returns a string, a number or a boolean as text: ids come as either.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Bool(true) => Some("true"),
            Self::Bool(false) => Some("false"),
            Self::Number(text) => Some(text),
            Self::String(text) => Some(text),
            _ => None,
        }
    }
}

/// What is not read yet.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// Reads a value that may hold values `depth` levels deep.
    fn value(&mut self, depth: usize) -> Option<Value<'a>> {
        self.skip_space();
        match self.rest.as_bytes().first()? {
            b'{' => self.object(depth.checked_sub(1)?),
            b'[' => self.array(depth.checked_sub(1)?),
            b'"' => self.string().map(Value::String),
            b'n' => self.eat("null").map(|()| Value::Null),
            b't' => self.eat("true").map(|()| Value::Bool(true)),
            b'f' => self.eat("false").map(|()| Value::Bool(false)),
            _ => self.number(),
        }
    }

    /// Section 4.
    fn object(&mut self, depth: usize) -> Option<Value<'a>> {
        let mut members = Vec::new();
        self.eat("{")?;
        self.skip_space();
        if self.eat("}").is_some() {
            return Some(Value::Object(members));
        }
        loop {
            self.skip_space();
            let name = self.string()?;
            self.skip_space();
            self.eat(":")?;
            members.push((name, self.value(depth)?));
            self.skip_space();
            if self.eat("}").is_some() {
                return Some(Value::Object(members));
            }
            self.eat(",")?;
        }
    }

    /// Section 5.
    fn array(&mut self, depth: usize) -> Option<Value<'a>> {
        let mut items = Vec::new();
        self.eat("[")?;
        self.skip_space();
        if self.eat("]").is_some() {
            return Some(Value::Array(items));
        }
        loop {
            items.push(self.value(depth)?);
            self.skip_space();
            if self.eat("]").is_some() {
                return Some(Value::Array(items));
            }
            self.eat(",")?;
        }
    }

    /// Section 6.
    fn number(&mut self) -> Option<Value<'a>> {
        let start = self.rest;
        let _ = self.eat("-");
        if self.eat("0").is_none() {
            self.digits()?;
        }
        if self.eat(".").is_some() {
            self.digits()?;
        }
        if self.eat("e").or_else(|| self.eat("E")).is_some() {
            let _ = self.eat("+").or_else(|| self.eat("-"));
            self.digits()?;
        }
        let length = start.len().checked_sub(self.rest.len())?;
        start.get(..length).map(Value::Number)
    }

    fn digits(&mut self) -> Option<()> {
        let rest = self.rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_any = rest.len() < self.rest.len();
        self.rest = rest;
        is_any.then_some(())
    }

    /// Section 7.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.eat("\"")?;
        let mut text = Cow::Borrowed("");
        loop {
            let is_special = |c| matches!(c, '"' | '\\' | '\0'..='\x1f');
            let (plain, rest) = self.rest.split_at_checked(self.rest.find(is_special)?)?;
            text += plain;
            self.rest = rest;
            if self.eat("\"").is_some() {
                return Some(text);
            }
            // A control character is none.
            self.eat("\\")?;
            text.to_mut().push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Option<char> {
        let mut rest = self.rest.chars();
        let first = rest.next()?;
        self.rest = rest.as_str();
        match first {
            '"' | '\\' | '/' => Some(first),
            'b' => Some('\x08'),
            'f' => Some('\x0c'),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            'u' => {
                let mut units = vec![self.hex_digits()?];
                // A character beyond U+FFFF is written as two surrogates; one alone is no text.
                if let [0xd800..=0xdbff] = units.as_slice() {
                    self.eat("\\u")?;
                    units.push(self.hex_digits()?);
                }
                char::decode_utf16(units).next()?.ok()
            }
            _ => None,
        }
    }

    fn hex_digits(&mut self) -> Option<u16> {
        let (digits, rest) = self.rest.split_at_checked(4)?;
        self.rest = rest;
        // `from_str_radix` takes a sign too.
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u16::from_str_radix(digits, 16).ok().filter(|_| is_hex)
    }

    fn eat(&mut self, expected: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(expected)?;
        Some(())
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }
}

/// How deep values may be nested: NetSuite's answers have three or four levels. Each level is a few calls on the stack.
const MAX_DEPTH: usize = 64;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether a value is the one that `serde_json` read: an independent implementation.
    fn is_same(value: &Value<'_>, expected: &serde_json::Value) -> bool {
        match (value, expected) {
            (Value::Null, serde_json::Value::Null) => true,
            (Value::Bool(value), serde_json::Value::Bool(expected)) => value == expected,
            (Value::Number(value), serde_json::Value::Number(expected)) => {
                serde_json::from_str::<serde_json::Number>(value)
                    .ok()
                    .as_ref()
                    == Some(expected)
            }
            (Value::String(value), serde_json::Value::String(expected)) => value == expected,
            (Value::Array(values), serde_json::Value::Array(expected)) => {
                values.len() == expected.len()
                    && values
                        .iter()
                        .zip(expected)
                        .all(|(value, expected)| is_same(value, expected))
            }
            (value @ Value::Object(members), serde_json::Value::Object(expected)) => {
                members
                    .iter()
                    .all(|(name, _)| expected.contains_key(&**name))
                    && expected.iter().all(|(name, expected)| {
                        // Names with a `/` are not for pointers.
                        name.contains('/')
                            || value
                                .pointer(&format!("/{name}"))
                                .is_some_and(|value| is_same(value, expected))
                    })
            }
            _ => false,
        }
    }

    #[track_caller]
    fn compare(text: &[u8]) {
        let value = parse(text);
        let expected = serde_json::from_slice::<serde_json::Value>(text);
        let is_right = match (&value, &expected) {
            (Some(value), Ok(expected)) => is_same(value, expected),
            (None, Err(_)) => true,
            // JSON sets no limit to a number (RFC 8259 section 6), and `parse` keeps it as it is written. What follows a
            // number that does not fit into an `f64` is not read by `serde_json`.
            (_, Err(error)) => error.to_string().starts_with("number out of range"),
            _ => false,
        };
        assert!(
            is_right,
            "{value:?} {expected:?}, of {}",
            text.escape_ascii()
        );
    }

    #[test]
    fn single_values() {
        for text in [
            "null",
            "true",
            "false",
            "0",
            "-0",
            "12",
            "-1.50",
            "1e5",
            "1E-5",
            "1.5e+05",
            "1e400",
            r#""""#,
            r#""a""#,
            "[]",
            "{}",
            " [ 1 , 2 ] ",
            "{ \"a\" : 1 , \"b\" : [ ] }",
            r#"{"a":1,"a":2}"#,
            r#""\"\\\/\b\f\n\r\t""#,
            r#""\u00e9é""#,
            r#""\ud83d\ude00""#,
            r#""\uD83D\uDE00x""#,
            "",
            " ",
            "nul",
            "nulll",
            "+1",
            "01",
            "-",
            "1.",
            ".5",
            "1e",
            "1e+",
            "0x1",
            "1 2",
            "\"",
            "\"a",
            "\"\\\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u+123\"",
            "\"\\ud83d\"",
            "\"\\ud83dx\"",
            "\"\\ud83d\\u0041\"",
            "\"\\ude00\"",
            "\"\\ud83d\\ud83d\"",
            "\"\n\"",
            "[",
            "]",
            "[1",
            "[1,",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{",
            "{}}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{a:1}",
            "{1:2}",
            "\u{feff}1",
            "\u{a0}1",
            "'a'",
            "NaN",
            "Infinity",
            "// 1",
            "\"\\u00é\"",
        ] {
            compare(text.as_bytes());
        }
        compare(b"\"\xff\"");
        compare(b"\"\xc3");
    }

    #[test]
    fn numbers_are_kept_as_written() {
        for text in [
            "0",
            "-0",
            "1e501",
            "-1.50E+400",
            "123456789012345678901234567890",
        ] {
            assert_eq!(parse(text.as_bytes()), Some(Value::Number(text)));
        }
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse(nested(MAX_DEPTH).as_bytes()).is_some());
        assert!(parse(nested(MAX_DEPTH + 1).as_bytes()).is_none());
        for open in ["[", "{\"a\":", "[{\"\":"] {
            assert!(parse(open.repeat(1 << 20).as_bytes()).is_none());
        }
    }

    #[test]
    fn pointer_and_text() {
        let text = br#"{"status":401,"ok":false,"none":null,"o:errorDetails":[{"detail":"no"}],"n":"a","n":"b"}"#;
        let value = parse(text).unwrap_or(Value::Null);
        let text = |path| value.pointer(path).and_then(Value::text);
        assert_eq!(text("/status"), Some("401"));
        assert_eq!(text("/ok"), Some("false"));
        assert_eq!(text("/o:errorDetails/0/detail"), Some("no"));
        assert_eq!(text("/n"), Some("b"));
        for path in [
            "",
            "/none",
            "/o:errorDetails",
            "/o:errorDetails/1",
            "/o:errorDetails/x",
            "/status/0",
            "/missing",
        ] {
            assert_eq!(text(path), None, "{path}");
        }
        assert_eq!(value.pointer(""), Some(&value));
    }

    /// JSON, and text that nearly is.
    fn tokens() -> impl Strategy<Value = String> {
        let token = prop::sample::select(vec![
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "null",
            "true",
            "false",
            "0",
            "-0",
            "7",
            "-1.5",
            "1e5",
            "1.",
            "01",
            "-",
            " ",
            "\n",
            "\"\"",
            "\"a\"",
            "\"b\"",
            "\"\\n\"",
            "\"\\u0041\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"é\"",
            "\"",
            "{\"a\":",
            "{}",
            "[]",
            "[1,",
            "\\",
        ]);
        prop::collection::vec(token, 0..12).prop_map(|tokens| tokens.concat())
    }

    fn value() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            any::<f64>().prop_map(Into::into),
            ".*".prop_map(serde_json::Value::from),
        ];
        leaf.prop_recursive(6, 60, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
                prop::collection::hash_map("[^~]{0,3}", inner, 0..6).prop_map(|members| members
                    .into_iter()
                    .collect::<serde_json::Map<_, _>>()
                    .into()),
            ]
        })
    }

    proptest! {
        #[test]
        fn reads_what_serde_json_writes(value in value(), pretty: bool) {
            let text = if pretty { format!("{value:#}") } else { value.to_string() };
            compare(text.as_bytes());
        }

        #[test]
        fn accepts_what_serde_json_accepts(text in tokens()) {
            compare(text.as_bytes());
        }

        #[test]
        fn takes_any_bytes(text: Vec<u8>) {
            let _ = parse(&text);
        }
    }
}
