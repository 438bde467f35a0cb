//! Recognizes placeholders that were not replaced, and variables that were not set.

/// The words that languages print for a missing value.
const WORDS: [&str; 6] = ["undefined", "null", "None", "nil", "NaN", "[object Object]"];

/// Returns what a decoded value looks like if it is a placeholder or a missing value. Unlike the
/// value, this text cannot contain a secret.
pub(crate) fn shape(value: &[u8]) -> Option<&'static str> {
    let word = WORDS.into_iter().find(|word| word.as_bytes() == value);
    let around = |before: &[u8], after: &[u8]| {
        let name = value.strip_prefix(before)?.strip_suffix(after)?;
        is_name(name).then_some(())
    };
    word.or(template(value)).or_else(|| {
        let shapes: [(&[u8], &[u8], &str); 6] = [
            (b"<", b">", "<…>"),
            (b"{", b"}", "{…}"),
            (b"[", b"]", "[…]"),
            (b"%", b"%", "%…%"),
            (b"%(", b")s", "%(…)s"),
            (b"$", b"", "$…"),
        ];
        let shape = |(before, after, shape)| around(before, after).map(|()| shape);
        let found = shapes.into_iter().find_map(shape);
        let has = |part: &str| split(value, part.as_bytes()).is_some();
        // A log hides a value, or a part of it.
        let hidden = has("***").then_some("***");
        let cut = (has("...") || has("…")).then_some("…");
        let format = (value == b"%s").then_some("%s");
        found.or(format).or(hidden).or(cut)
    })
}

/// Whether a log hides a value or a part of it.
pub(crate) fn is_hidden(value: &[u8]) -> bool {
    matches!(shape(value), Some("***" | "…" | "[…]"))
}

/// Returns what a placeholder within a text looks like. This finds only placeholders that are
/// unlikely to be data.
pub(crate) fn template(text: &[u8]) -> Option<&'static str> {
    let shapes: [(&[u8], &[u8], &str); 3] = [
        (b"{{", b"}}", "{{…}}"),
        (b"${", b"}", "${…}"),
        (b"#{", b"}", "#{…}"),
    ];
    shapes.into_iter().find_map(|(before, after, shape)| {
        let (_, rest) = split(text, before)?;
        let (name, _) = split(rest, after)?;
        is_name(name).then_some(shape)
    })
}

fn split<'a>(text: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = text
        .windows(separator.len())
        .position(|window| window == separator)?;
    Some((&text[..at], &text[at + separator.len()..]))
}

/// Whether a text can be the name of a variable.
fn is_name(text: &[u8]) -> bool {
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.:$ ".contains(byte);
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || b"_$ ".contains(byte);
    text.first().is_some_and(is_letter) && text.iter().all(is_of_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognizes_placeholders_and_missing_values() {
        for (value, expected) in [
            ("{{NETSUITE_TOKEN}}", "{{…}}"),
            ("{{ token }}", "{{…}}"),
            ("{{$randomUUID}}", "{{…}}"),
            ("{{account}}_SB1", "{{…}}"),
            ("${token}", "${…}"),
            ("#{token}", "#{…}"),
            ("<token id>", "<…>"),
            ("{token}", "{…}"),
            ("[token]", "[…]"),
            ("$TOKEN", "$…"),
            ("%TOKEN%", "%…%"),
            ("%(token)s", "%(…)s"),
            ("%s", "%s"),
            ("****", "***"),
            ("ab***yz", "***"),
            ("abc...", "…"),
            ("abc…", "…"),
            ("undefined", "undefined"),
            ("[object Object]", "[object Object]"),
            ("None", "None"),
        ] {
            assert_eq!(shape(value.as_bytes()), Some(expected), "{value}");
        }
        for value in [
            "",
            "$",
            "<>",
            "{}",
            "{{}}",
            "${",
            "1234567_SB1",
            "nonenone",
            "{\"a\":1}",
            "$5",
            "a<b>",
            "%41",
            "[1]",
        ] {
            assert_eq!(shape(value.as_bytes()), None, "{value}");
        }
    }
}
