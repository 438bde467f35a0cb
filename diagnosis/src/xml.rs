//! A reader of the elements and the text of an XML 1.0 document, without namespaces.
//!
//! It is lenient where people copy only a part of a document: prefixes need no declaration, several
//! elements may follow each other, and any text may be before the first one.

use std::mem;

use crate::buffer::Buffer;

pub(crate) enum Event<'a> {
    Start {
        /// Without the prefix.
        name: &'a str,
        attributes: &'a str,
    },
    /// The text between two tags, or a part of it. Entities are replaced.
    Text(Buffer),
    End {
        name: &'a str,
    },
}

/// Why a document is not well-formed.
pub(crate) type Malformed = &'static str;

pub(crate) struct Reader<'a> {
    text: &'a str,
    rest: &'a str,
    /// The names of the open elements, with their prefixes.
    open: Vec<&'a str>,
    /// Whether the last start tag was an empty-element tag, `<a/>`.
    is_empty: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            rest: text,
            open: Vec::new(),
            is_empty: false,
        }
    }

    /// Returns the number of the line that was read last.
    pub(crate) fn line(&self) -> usize {
        // The rest is the end of the text.
        let read = &self.text[..self.text.len() - self.rest.len()];
        1 + read.matches('\n').count()
    }

    /// Returns the number of open elements.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Reads the next event. Returns `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Event<'a>>, Malformed> {
        if mem::take(&mut self.is_empty)
            && let Some(name) = self.open.pop()
        {
            return Ok(Some(Event::End { name: local(name) }));
        }
        loop {
            let (text, rest) = self
                .rest
                .split_at(self.rest.find('<').unwrap_or(self.rest.len()));
            if !text.is_empty() && !self.open.is_empty() {
                let text = unescaped(text)?;
                self.rest = rest;
                return Ok(Some(Event::Text(text)));
            }
            self.rest = rest;
            if rest.is_empty() {
                let is_complete = self.open.is_empty();
                return is_complete
                    .then_some(None)
                    .ok_or("an element has no end tag");
            }
            if let Some(comment) = rest.strip_prefix("<!--") {
                self.rest = comment.split_once("-->").ok_or("a comment has no end")?.1;
            } else if let Some(data) = rest.strip_prefix("<![CDATA[") {
                let (data, rest) = data.split_once("]]>").ok_or("a CDATA section has no end")?;
                self.rest = rest;
                return Ok(Some(Event::Text(data.into())));
            } else if rest.starts_with("<?") {
                let instruction = rest.split_once("?>");
                self.rest = instruction.ok_or("a processing instruction has no end")?.1;
            } else if rest.starts_with("<!") {
                return Err("it has a document type, which SOAP does not allow");
            } else if let Some(tag) = rest.strip_prefix("</") {
                let (name, rest) = tag.split_once('>').ok_or("an end tag has no `>`")?;
                if self.open.pop() != Some(name.trim_ascii_end()) {
                    return Err("an end tag has another name than the start tag");
                }
                self.rest = rest;
                let name = local(name.trim_ascii_end());
                return Ok(Some(Event::End { name }));
            } else {
                return self.start_tag().map(Some);
            }
        }
    }

    fn start_tag(&mut self) -> Result<Event<'a>, Malformed> {
        // The rest begins with `<`.
        let tag = &self.rest[1..];
        let mut quote = None;
        let end = tag.bytes().position(|byte| {
            match (quote, byte) {
                (Some(open), _) if open == byte => quote = None,
                (None, b'"' | b'\'') => quote = Some(byte),
                _ => {}
            }
            quote.is_none() && byte == b'>'
        });
        let (tag, rest) = tag.split_at(end.ok_or("a start tag has no `>`")?);
        let without_slash = tag.strip_suffix('/');
        let tag_text = without_slash.unwrap_or(tag);
        let name_end = tag_text.find(|c: char| c.is_ascii_whitespace());
        let (name, attributes) = tag_text.split_at(name_end.unwrap_or(tag_text.len()));
        let is_start = |c: char| c.is_alphabetic() || c == '_';
        if !name.starts_with(is_start) || name.contains(['<', '=', '"', '\'', '&']) {
            return Err("a `<` does not begin a tag");
        }
        self.open.push(name);
        self.is_empty = without_slash.is_some();
        // After the `>`.
        self.rest = &rest[1..];
        Ok(Event::Start {
            name: local(name),
            attributes,
        })
    }
}

/// Returns the value of an attribute, by its name without a prefix.
pub(crate) fn attribute(attributes: &str, name: &str) -> Result<Option<Buffer>, Malformed> {
    const MALFORMED: Malformed = "an attribute is not `name=\"value\"`";
    let mut rest = attributes.trim_ascii();
    while !rest.is_empty() {
        let (full, value) = rest.split_once('=').ok_or(MALFORMED)?;
        let value = value.trim_ascii_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let quote = quote.ok_or(MALFORMED)?;
        let (value, after) = value[1..].split_once(quote).ok_or(MALFORMED)?;
        if local(full.trim_ascii()) == name {
            return unescaped(value).map(Some);
        }
        rest = after.trim_ascii_start();
    }
    Ok(None)
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Replaces character references and the five predefined entities.
fn unescaped(text: &str) -> Result<Buffer, Malformed> {
    const MALFORMED: Malformed = "a `&` does not begin an entity of XML: in a text, it is `&amp;`";
    let mut to = Buffer::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, entity)) = rest.split_once('&') {
        to.extend(before.as_bytes());
        let (entity, after) = entity.split_once(';').ok_or(MALFORMED)?;
        let number = entity
            .strip_prefix('#')
            .map(|number| match number.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            });
        let character = match (entity, number) {
            ("amp", _) => '&',
            ("lt", _) => '<',
            ("gt", _) => '>',
            ("quot", _) => '"',
            ("apos", _) => '\'',
            (_, Some(Ok(number))) => char::from_u32(number).ok_or(MALFORMED)?,
            _ => return Err(MALFORMED),
        };
        to.extend(character.encode_utf8(&mut [0; 4]).as_bytes());
        rest = after;
    }
    to.extend(rest.as_bytes());
    Ok(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prints the events: `+name` for a start tag, `-name` for an end tag, and the text.
    fn events(text: &str) -> Result<String, Malformed> {
        let mut reader = Reader::new(text);
        let mut events = Vec::new();
        while let Some(event) = reader.next()? {
            events.push(match event {
                Event::Start { name, .. } => format!("+{name}"),
                Event::Text(text) => String::from_utf8_lossy(&text).into_owned(),
                Event::End { name } => format!("-{name}"),
            });
        }
        Ok(events.join(" "))
    }

    #[test]
    fn reads_tags_and_text() {
        for (text, expected) in [
            ("", ""),
            ("HTTP/1.1 200 & more\n\n<a>b</a>", "+a b -a"),
            ("\u{feff}<?xml version=\"1.0\"?><a>b</a>", "+a b -a"),
            ("<n:a x='>' y=\"'>\" ><b/>c</n:a >", "+a +b -b c -a"),
            ("<a>b<!-- <c>& -->d<![CDATA[<e>&]]></a>", "+a b d <e>& -a"),
            (
                "<a>&#65;&#x42;&#x63;&amp;&lt;&gt;&quot;&apos;</a>",
                "+a ABc&<>\"' -a",
            ),
            ("<a>&#x20AC;</a><b/>", "+a € -a +b -b"),
        ] {
            assert_eq!(events(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn rejects_text_that_is_not_well_formed() {
        for text in [
            "<a>",
            "<a></b>",
            "</a>",
            "<a",
            "<a x='>",
            "<>",
            "<1/>",
            "<a>b & c</a>",
            "<a>&nbsp;</a>",
            "<a>&#xZZ;</a>",
            "<a>&#xD800;</a>",
            "<a>&amp</a>",
            "<!-- <a/>",
            "<a><![CDATA[b</a>",
            "<?xml",
            "<!DOCTYPE a><a/>",
            "<a></a",
        ] {
            assert!(events(text).is_err(), "{text}");
        }
    }

    #[test]
    fn reads_attributes() {
        for (attributes, expected) in [
            ("", Ok(None)),
            (" b='1' c=\"2\"", Ok(None)),
            (" b='1'\n n:a = 'x=\"&#65;' ", Ok(Some("x=\"A"))),
            ("a=\"'\"", Ok(Some("'"))),
            ("a", Err(())),
            ("a=1", Err(())),
            ("a='1", Err(())),
            ("a='&'", Err(())),
        ] {
            let found = attribute(attributes, "a");
            let found = found.map(|value| value.map(|value| value.to_vec()));
            let expected = expected.map(|value| value.map(|value| value.as_bytes().to_vec()));
            assert_eq!(found.map_err(|_| ()), expected, "{attributes}");
        }
    }

    #[test]
    fn counts_lines() {
        let mut reader = Reader::new("<a>\n\n</b>");
        while let Ok(Some(_)) = reader.next() {}
        assert_eq!(reader.line(), 3);
    }
}
