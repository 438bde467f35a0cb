//! Reads errors in XML: those of RESTlets, faults of SOAP 1.1 (section 4.4) and 1.2 (section 5.4),
//! and statuses of SOAP responses with `isSuccess="false"`.
//!
//! It scans for tags instead of parsing: it expands no entities beyond XML's own, nests nothing,
//! matches local names, and reads cut or malformed XML as far as it goes.

use std::borrow::Cow;

use super::body::{Detail, Details};
use crate::clean::without_last_word;

/// What XML says beside codes and messages.
#[derive(Default)]
pub(super) struct Xml<'a> {
    pub(super) is_soap: bool,
    /// Whether it has a fault, or a status that is not a success.
    pub(super) has_failure: bool,
    /// The first element in a fault's detail, such as `invalidCredentialsFault`.
    pub(super) fault: Option<&'a str>,
    /// Whether the root element ends.
    pub(super) is_whole: bool,
}

/// Adds the codes and messages of the errors in a text.
pub(super) fn read<'a>(text: &'a str, details: &mut Details) -> Xml<'a> {
    let mut xml = Xml::default();
    let mut root = None;
    let (mut in_fault, mut in_failed_status, mut in_warning) = (false, false, false);
    let mut detail = Detail::default();
    let mut fault_messages = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some((tag, after)) = after.split_once('>') else {
            break;
        };
        rest = after;
        if tag.starts_with(['?', '!']) {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/').map(local_name) {
            xml.is_whole = root == Some(name);
            match name {
                "code" | "message" => continue,
                "Fault" => in_fault = false,
                "status" => in_failed_status = false,
                _ => {}
            }
            details.push(std::mem::take(&mut detail));
            continue;
        }
        let name = local_name(tag);
        root = root.or(Some(name));
        let is_error = !xml.is_soap || in_fault || (in_failed_status && !in_warning);
        match name {
            "Envelope" => xml.is_soap = true,
            "Fault" => {
                (xml.is_soap, xml.has_failure) = (true, true);
                in_fault = true;
            }
            "status" => {
                let is_success = attribute(tag, "isSuccess");
                xml.is_soap |= is_success.is_some();
                in_failed_status = matches!(is_success, Some("false" | "0"));
                xml.has_failure |= in_failed_status;
            }
            "statusDetail" => in_warning = matches!(attribute(tag, "type"), Some("WARN" | "INFO")),
            "code" | "message" if is_error => {
                let (content, after) = content(rest);
                rest = after;
                let place = if name == "code" {
                    &mut detail.code
                } else {
                    &mut detail.message
                };
                let is_taken = place.is_some();
                let content = Detail::text(&unescape(content));
                if is_taken {
                    details.push(std::mem::take(&mut detail));
                }
                match name {
                    "code" => detail.code = content,
                    _ => detail.message = content,
                }
            }
            // The second is SOAP 1.2's.
            "faultstring" | "Text" if in_fault => {
                let (content, after) = content(rest);
                rest = after;
                fault_messages.extend(Detail::text(&unescape(content)));
            }
            _ if in_fault && xml.fault.is_none() && name.ends_with("Fault") => {
                xml.fault = Some(name);
            }
            _ => {}
        }
    }
    details.push(detail);
    // They may say more than NetSuite's own element does.
    for message in fault_messages {
        if details
            .iter()
            .all(|detail| detail.message.as_ref() != Some(&message))
        {
            details.push(Detail {
                code: None,
                message: Some(message),
            });
        }
    }
    xml
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

/// Splits off the text of an element. Text that was cut loses its last word.
fn content(text: &str) -> (&str, &str) {
    let (end, text) = match text.trim_start().strip_prefix("<![CDATA[") {
        Some(text) => ("]]>", text),
        None => ("<", text),
    };
    match text.find(end) {
        Some(at) => text.split_at(at),
        None => (without_last_word(text.trim_end_matches(']')), ""),
    }
}

/// Replaces XML's entities (XML 1.0 section 4.6) and numbers of characters.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut pieces = text.split('&');
    let mut unescaped = pieces.next().map(str::to_owned).unwrap_or_default();
    for piece in pieces {
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
