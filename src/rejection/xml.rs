//! Errors in XML: those of RESTlets and the faults of SOAP 1.1 (section 4.4) and 1.2 (section 5.4). It is looked through for tags, not parsed: no
//! entity is expanded, nothing is nested, and what is cut or malformed is read as far as it goes.

use std::borrow::Cow;

use super::body::{Detail, Details};
use crate::clean::character;

/// What XML says besides codes and messages.
pub(super) struct Xml<'a> {
    pub(super) is_soap: bool,
    /// The name of NetSuite's own element within a fault's detail, such as `invalidCredentialsFault`.
    pub(super) fault: Option<&'a str>,
}

/// Adds what the elements `code` and `message` say, and what the fault itself does besides.
pub(super) fn read<'a>(text: &'a str, details: &mut Details) -> Xml<'a> {
    let mut xml = Xml {
        is_soap: false,
        fault: None,
    };
    let mut detail = Detail::default();
    let mut fault = Detail::default();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(after) = after.strip_prefix("!--") {
            rest = after.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some((tag, after)) = after.split_once('>') else {
            break;
        };
        rest = after;
        let name = tag.split([' ', '\t', '\r', '\n', '/']).next();
        let name = name.and_then(|name| name.rsplit(':').next());
        let name = name.unwrap_or_default();
        let place = match name {
            "code" => &mut detail.code,
            "message" => &mut detail.message,
            "faultcode" => &mut fault.code,
            "faultstring" => &mut fault.message,
            // SOAP 1.2: `Code/Value` and `Reason/Text`.
            "Value" if xml.is_soap => &mut fault.code,
            "Text" if xml.is_soap => &mut fault.message,
            "Fault" => {
                xml.is_soap = true;
                continue;
            }
            _ => {
                if name.ends_with("Fault") && xml.fault.is_none() {
                    xml.fault = Some(name);
                }
                continue;
            }
        };
        if place.is_some() {
            details.push(std::mem::take(&mut detail));
        }
        let (content, after) = content(rest);
        rest = after;
        let content = Detail::new(None, Some(&unescape(content))).message;
        match name {
            "code" => detail.code = content,
            "message" => detail.message = content,
            "faultcode" | "Value" => fault.code = content,
            _ => fault.message = content,
        }
    }
    details.push(detail);
    if details.is_empty() {
        details.push(fault);
    } else if details.iter().all(|detail| detail.message != fault.message) {
        // It may say more than NetSuite's own element does.
        fault.code = None;
        details.push(fault);
    }
    xml
}

/// Splits off an element's text.
fn content(text: &str) -> (&str, &str) {
    if let Some(text) = text.trim_start().strip_prefix("<![CDATA[") {
        return text.split_once("]]>").unwrap_or((text, ""));
    }
    let end = text.find('<').unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Reads the entities that XML has of itself (XML 1.0 section 4.6), some of HTML's, and numbers of characters.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut pieces = text.split('&');
    let mut unescaped = pieces.next().unwrap_or_default().to_owned();
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
