//! Parsers of a SOAP TokenPassport and of a token password.

use crate::buffer::Buffer;
use crate::catalogue as mistakes;
use crate::inspect;
use crate::keys::Keys;
use crate::mistake::Mistake;
use crate::signature::Signature;

pub(crate) struct Passport {
    /// Account, consumer key, token id, nonce and timestamp.
    pub(crate) fields: [Buffer; 5],
    pub(crate) signature: Option<Signature>,
    pub(crate) mistakes: Vec<Mistake>,
}

/// How much of an envelope is searched, in characters. The TokenPassport is near its start.
const SEARCHED: usize = 64 * 1024;

/// The elements of a TokenPassport, in the order of the base string.
const ELEMENTS: [&str; 5] = ["account", "consumerKey", "token", "nonce", "timestamp"];

impl Passport {
    /// Reads the TokenPassport of an envelope. It compares only local names, because prefixes vary,
    /// and namespaces contain a version.
    pub(crate) fn from_envelope(envelope: &str, keys: Keys<'_>) -> Self {
        let last = envelope.char_indices().map(|(at, _)| at).nth(SEARCHED);
        let envelope = &envelope[..last.unwrap_or(envelope.len())];
        let inside = element(envelope, "tokenPassport").map_or(envelope, |(_, inside)| inside);
        let mut found = Vec::new();
        let mut read = |name: &str| match element(inside, name) {
            None => {
                found.push(Mistake::about(&mistakes::MISSING, name));
                Buffer::default()
            }
            Some((_, "")) => {
                found.push(Mistake::about(&mistakes::EMPTY, name));
                Buffer::default()
            }
            Some((_, text)) => unescaped(text),
        };
        let fields = ELEMENTS.map(&mut read);
        let signature = read("signature");
        let tag = element(inside, "signature").map_or("", |(tag, _)| tag);
        if !signature.is_empty() && !tag.replace('\'', "\"").contains("\"HMAC_SHA256\"") {
            found.push(Mistake::new(&mistakes::ALGORITHM));
        }
        Self::new(fields, &signature, found, keys)
    }

    /// Reads a token password: the five fields, the signature and the algorithm, joined with `&`.
    pub(crate) fn from_password(password: &str, keys: Keys<'_>) -> Self {
        let mut found = Vec::new();
        let pieces: Vec<&str> = password.trim().split('&').collect();
        let mut pieces = pieces.into_iter();
        let mut read = |name: &str| match pieces.next() {
            None => {
                found.push(Mistake::about(&mistakes::MISSING, name));
                Buffer::default()
            }
            Some("") => {
                found.push(Mistake::about(&mistakes::EMPTY, name));
                Buffer::default()
            }
            Some(text) => percent_encoding::percent_decode_str(text).collect(),
        };
        let fields = ELEMENTS.map(&mut read);
        let signature = read("signature");
        if pieces.next() != Some("HMAC-SHA256") {
            found.push(Mistake::new(&mistakes::PASSWORD_ALGORITHM));
        }
        Self::new(fields, &signature, found, keys)
    }

    fn new(
        fields: [Buffer; 5],
        signature: &Buffer,
        mut mistakes: Vec<Mistake>,
        keys: Keys<'_>,
    ) -> Self {
        let [account, consumer_key, token, nonce, timestamp] = &fields;
        if !account.is_empty() {
            mistakes.extend(inspect::account_id_mistake(
                account,
                keys.account_id,
                "account",
            ));
        }
        if !nonce.is_empty() {
            mistakes.extend(inspect::nonce_mistake(nonce));
        }
        if !timestamp.is_empty() {
            mistakes.extend(inspect::timestamp_mistake(timestamp));
        }
        let ids = [consumer_key, token].map(|id| Some(&**id).filter(|id| !id.is_empty()));
        mistakes.extend(inspect::compare_ids(ids, keys));
        let signature = Some(signature)
            .filter(|signature| !signature.is_empty())
            .map(|signature| Signature::read(signature));
        if let Some(signature) = &signature {
            mistakes.extend(signature.mistakes.iter().cloned());
        }
        Self {
            fields,
            signature,
            mistakes,
        }
    }
}

/// Finds the first element with a local name. Returns its start tag and its trimmed text.
fn element<'a>(text: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let mut rest = text;
    loop {
        let (_, after) = rest.split_once('<')?;
        let (tag, inside) = after.split_once('>')?;
        rest = inside;
        let full = tag.split([' ', '\t', '\r', '\n', '/']).next()?;
        let local = full.rsplit_once(':').map_or(full, |(_, local)| local);
        if local == name {
            let end = inside.find(&format!("</{full}"));
            return Some((tag, inside[..end.unwrap_or(0)].trim()));
        }
    }
}

/// Replaces the five predefined entities of XML.
fn unescaped(text: &str) -> Buffer {
    let mut to = Buffer::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        to.extend(before.as_bytes());
        let entities = [
            ("amp;", b'&'),
            ("lt;", b'<'),
            ("gt;", b'>'),
            ("quot;", b'"'),
            ("apos;", b'\''),
        ];
        let entity = entities
            .into_iter()
            .find_map(|(entity, byte)| Some((after.strip_prefix(entity)?, byte)));
        rest = if let Some((after, byte)) = entity {
            to.push(byte);
            after
        } else {
            to.push(b'&');
            after
        };
    }
    to.extend(rest.as_bytes());
    to
}
