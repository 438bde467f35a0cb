//! Parsers of a SOAP TokenPassport and of a token password.

use crate::buffer::Buffer;
use crate::catalogue as mistakes;
use crate::inspect;
use crate::keys::Keys;
use crate::mistake::Mistake;
use crate::note::Note;
use crate::pasted::without_escapes;
use crate::placeholder;
use crate::signature::Signature;
use crate::xml::{self, Event, Malformed, Reader};

pub(crate) struct Passport {
    /// Account, consumer key, token id, nonce and timestamp.
    pub(crate) fields: [Buffer; 5],
    pub(crate) signature: Option<Signature>,
    pub(crate) mistakes: Vec<Mistake>,
    pub(crate) notes: Vec<Note>,
}

/// How much of an envelope is read, in characters: the TokenPassport is in the SOAP header, which
/// comes before the body.
const LONGEST_ENVELOPE: usize = 65_536;

/// The elements of a TokenPassport, in the order of the base string.
const ELEMENTS: [&str; 5] = ["account", "consumerKey", "token", "nonce", "timestamp"];

impl Passport {
    /// Reads the TokenPassport of an envelope. It compares only local names, because prefixes vary,
    /// and namespaces contain a version.
    ///
    /// Returns `None` if it is not in the first [`LONGEST_ENVELOPE`] characters.
    pub(crate) fn from_envelope(envelope: &str, keys: Keys<'_>) -> Option<Self> {
        let end = envelope.char_indices().nth(LONGEST_ENVELOPE);
        let read = end.map_or(envelope, |(end, _)| &envelope[..end]);
        let unescaped = without_escapes(read.as_bytes(), b'\\');
        let unescaped = unescaped.as_deref().map(str::from_utf8);
        let text = match unescaped {
            Some(Ok(text)) => text,
            _ => read,
        };
        let mut reader = Reader::new(text);
        let mut passport = match Elements::read(&mut reader) {
            Ok(elements) if elements.is_in_passport || end.is_none() => {
                Self::of_elements(&elements, keys)
            }
            Err(malformed) if end.is_none() => {
                let place = format!("in line {}, {malformed}", reader.line());
                Self::without_fields(Mistake::about(&mistakes::NOT_XML, &place))
            }
            _ => return None,
        };
        if unescaped.is_some() {
            passport.notes.push(Note::ENVELOPE_UNWRAPPED);
        }
        Some(passport)
    }

    fn of_elements(elements: &Elements<'_>, keys: Keys<'_>) -> Self {
        let mut found = Vec::new();
        if !elements.is_in_passport {
            let missing = Mistake::about(&mistakes::MISSING, "tokenPassport");
            if elements.get("consumerKey").is_none() {
                return Self::without_fields(missing);
            }
            // Only the inside may have been copied.
            found.push(missing);
        }
        let mut read = |name: &'static str| match elements.get(name) {
            None => {
                found.push(Mistake::about(&mistakes::MISSING, name));
                Buffer::default()
            }
            Some(text) if text.trim_ascii().is_empty() => {
                found.push(Mistake::about(&mistakes::EMPTY, name));
                Buffer::default()
            }
            Some(text) => text.trim_ascii().into(),
        };
        let fields = ELEMENTS.map(&mut read);
        let signature = read("signature");
        let is_named = elements.algorithm.as_deref() == Some(b"HMAC_SHA256");
        if !signature.is_empty() && !is_named {
            found.push(Mistake::new(&mistakes::ALGORITHM));
        }
        found.extend(
            elements
                .repeated
                .map(|name| Mistake::about(&mistakes::TWICE, name)),
        );
        Self::new(fields, &signature, found, keys)
    }

    fn without_fields(mistake: Mistake) -> Self {
        Self {
            fields: Default::default(),
            signature: None,
            mistakes: vec![mistake],
            notes: Vec::new(),
        }
    }

    /// Reads a token password: the five fields, the signature and the algorithm, joined with `&`.
    pub(crate) fn from_password(password: &str, keys: Keys<'_>) -> Self {
        let mut found = Vec::new();
        let password = password.trim();
        let inside = ["\"", "'"]
            .into_iter()
            .find_map(|quote| password.strip_prefix(quote)?.strip_suffix(quote));
        let mut pieces = inside.unwrap_or(password).split('&');
        let mut read = |name: &str| match pieces.next() {
            None => {
                found.push(Mistake::about(&mistakes::MISSING, name));
                Buffer::default()
            }
            Some("") => {
                found.push(Mistake::about(&mistakes::EMPTY, name));
                Buffer::default()
            }
            Some(text) => text.into(),
        };
        let fields = ELEMENTS.map(&mut read);
        let signature = read("signature");
        if pieces.next() != Some("HMAC-SHA256") {
            found.push(Mistake::new(&mistakes::PASSWORD_ALGORITHM));
        }
        Self {
            notes: inside
                .map(|_| Note::PASSWORD_UNWRAPPED)
                .into_iter()
                .collect(),
            ..Self::new(fields, &signature, found, keys)
        }
    }

    fn new(
        fields: [Buffer; 5],
        signature: &Buffer,
        mut found: Vec<Mistake>,
        keys: Keys<'_>,
    ) -> Self {
        let [account, consumer_key, token, nonce, timestamp] = &fields;
        let all = ELEMENTS.iter().zip(&fields);
        for (name, field) in all.chain([(&"signature", signature)]) {
            let shape = placeholder::shape(field).map(|shape| format!("{name} is `{shape}`"));
            found.extend(shape.map(|what| Mistake::about(&mistakes::PLACEHOLDER, &what)));
        }
        if inspect::is_value(account) {
            found.extend(inspect::account_id_mistake(
                account,
                keys.account_id,
                "account",
            ));
        }
        if inspect::is_value(nonce) {
            found.extend(inspect::nonce_mistake(nonce));
        }
        if inspect::is_value(timestamp) {
            found.extend(inspect::timestamp_mistake(timestamp));
        }
        let ids = [consumer_key, token].map(|id| Some(&**id).filter(|id| !id.is_empty()));
        found.extend(inspect::compare_ids(ids, keys));
        let mut signature = Some(signature)
            .filter(|signature| !signature.is_empty())
            .map(|signature| Signature::read_plain(signature));
        let secret = signature.as_mut().and_then(|it| it.reject_secret(keys));
        found.extend(secret.map(|name| Mistake::about(&mistakes::SECRET_AS_SIGNATURE, name)));
        if let Some(signature) = signature.as_ref().filter(|it| inspect::is_value(&it.value)) {
            found.extend(signature.mistakes.iter().cloned());
        }
        Self {
            fields,
            signature,
            mistakes: found,
            notes: Vec::new(),
        }
    }
}

/// The elements of a TokenPassport that were found.
#[derive(Default)]
struct Elements<'a> {
    texts: Vec<(&'a str, Buffer)>,
    algorithm: Option<Buffer>,
    is_in_passport: bool,
    /// An element that is in the TokenPassport twice.
    repeated: Option<&'a str>,
}

impl<'a> Elements<'a> {
    /// Reads the TokenPassport up to its end. Without one, reads all elements with these names.
    fn read(reader: &mut Reader<'a>) -> Result<Self, Malformed> {
        let mut found = Self::default();
        let mut depth = 0;
        // The element whose text is read, and its depth.
        let mut current: Option<(&str, usize)> = None;
        while let Some(event) = reader.next()? {
            match event {
                Event::Start {
                    name: "tokenPassport",
                    ..
                } => {
                    found = Self {
                        is_in_passport: true,
                        ..Self::default()
                    };
                    (depth, current) = (reader.depth(), None);
                }
                Event::Start { name, attributes } => {
                    let is_inside = !found.is_in_passport || reader.depth() == depth + 1;
                    let is_known = ELEMENTS.contains(&name) || name == "signature";
                    if !is_inside || !is_known {
                        continue;
                    }
                    if found.get(name).is_some() {
                        found.repeated = Some(name);
                        continue;
                    }
                    found.texts.push((name, Buffer::default()));
                    current = Some((name, reader.depth()));
                    if name == "signature" {
                        found.algorithm = xml::attribute(attributes, "algorithm")?;
                    }
                }
                Event::Text(text) => {
                    let is_current = current.is_some_and(|(_, at)| at == reader.depth());
                    if let Some((_, whole)) = found.texts.last_mut().filter(|_| is_current) {
                        whole.extend(&text);
                    }
                }
                Event::End {
                    name: "tokenPassport",
                } => return Ok(found),
                Event::End { name } => current = current.filter(|(open, _)| *open != name),
            }
        }
        Ok(found)
    }

    fn get(&self, name: &str) -> Option<&Buffer> {
        let mut texts = self.texts.iter();
        texts
            .find(|(other, _)| *other == name)
            .map(|(_, text)| text)
    }
}
