//! The search: no mistake, then each alone, then every two that one client can make together.

use std::rc::Rc;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha512};
use zeroize::Zeroizing;

use super::client::Client;
use super::mistake::Mistake;
use super::parameters::AllWritten;
use super::request::Request;
use super::signature::{Hash, Signature};
use super::variations::{self, Variation};

/// Returns the mistakes with which a client that begins as `client` makes this signature, for each explanation. None at all is
/// the explanation that nothing is wrong.
///
/// A signature that comes out is proof: two of 32 bytes are not the same by chance. Two mistakes are not looked for once one alone
/// is found. `None` where nothing can be computed.
pub(super) fn explain(
    request: &Request<'_>,
    signature: &Signature,
    client: Client,
    work: &mut Work,
) -> Option<Vec<Vec<Mistake>>> {
    let Some(hash @ (Hash::Sha256 | Hash::Sha512)) = signature.digest() else {
        return None;
    };
    let right = Attempt::new(request, client, hash, &[]);
    if right.makes(signature) {
        return Some(vec![Vec::new()]);
    }

    let variations = variations::all();
    let mut found = Vec::new();
    let mut alone: Vec<(&Variation, Attempt)> = Vec::new();
    for variation in &variations {
        let attempt = Attempt::new(request, variation.made_by(client), hash, &[&right]);
        if work.add(&attempt).is_none() {
            return Some(found);
        }
        if !attempt.is_same(&right) && attempt.makes(signature) {
            push(&mut found, vec![variation.mistake]);
        }
        // Of several ways to one mistake that come to the same here, one is enough.
        let is_known = |(other, known): &(&Variation, Attempt)| {
            other.mistake == variation.mistake && attempt.is_same(known)
        };
        if !alone.iter().any(is_known) {
            alone.push((variation, attempt));
        }
    }
    if !found.is_empty() {
        return Some(found);
    }

    for (at, (b, second)) in alone.iter().enumerate() {
        for (a, first) in alone.iter().take(at) {
            let pair = b.made_by(first.client);
            // Two that do not go together, since both make the same choice, or two ways to the same mistake.
            if a.mistake == b.mistake || pair != a.made_by(second.client) {
                continue;
            }
            let attempt = Attempt::new(request, pair, hash, &[first, second, &right]);
            if work.add(&attempt).is_none() {
                return Some(found);
            }
            let is_known = [&right, first, second]
                .iter()
                .any(|known| attempt.is_same(known));
            if !is_known && attempt.makes(signature) {
                push(&mut found, vec![a.mistake, b.mistake]);
            }
        }
    }
    Some(found)
}

/// What a diagnosis may still spend on attempts, so that it ends in time however long the request is. It is counted and not timed: the
/// same request has the same answer everywhere.
///
/// The likeliest mistakes are tried first, each with all that are likelier, so that it is the unlikely ones that a long request is not tried
/// with.
pub(super) struct Work {
    left: usize,
}

impl Work {
    pub(super) fn new() -> Self {
        Self { left: 25_000_000 }
    }

    /// Takes an attempt's work off; `None` if too little is left.
    ///
    /// The unit is what SHA-256 takes for a byte, some 0.4 nanoseconds. To try a key takes 800 of them however short the base string is,
    /// and SHA-512 takes five times as much for it all. To write a parameter takes 400, to sort and join it 200, and each byte of them 3,
    /// unless another attempt has done it.
    fn add(&mut self, attempt: &Attempt<'_>) -> Option<()> {
        let length = attempt.text.len();
        let hashed = length.saturating_add(800);
        let mut work = match *attempt.keyed {
            Keyed::Sha256(_) => hashed,
            Keyed::Sha512(_) => hashed.saturating_mul(5),
        };
        if Rc::strong_count(&attempt.parameters) == 1 {
            let written = &attempt.written;
            work = work.saturating_add(length.saturating_mul(3));
            for list in [&written.query, &written.body, &written.header] {
                let is_written = Rc::strong_count(list) == 1;
                let each = if is_written { 600 } else { 200 };
                work = work.saturating_add(list.len().saturating_mul(each));
            }
        }
        self.left = self.left.checked_sub(work)?;
        Some(())
    }
}

fn push(found: &mut Vec<Vec<Mistake>>, mistakes: Vec<Mistake>) {
    if !found.contains(&mistakes) {
        found.push(mistakes);
    }
}

/// What one client signs, and with which key. What two of them do alike they share.
struct Attempt<'a> {
    client: Client,
    uri: Rc<Vec<u8>>,
    written: AllWritten<'a>,
    parameters: Rc<Vec<u8>>,
    text: Rc<Vec<u8>>,
    key: Rc<Zeroizing<Vec<u8>>>,
    keyed: Rc<Keyed>,
}

impl<'a> Attempt<'a> {
    /// Does what a client does; where one in `known` does a step the same, its outcome is taken.
    fn new(request: &'a Request<'_>, client: Client, hash: Hash, known: &[&Self]) -> Self {
        let find = |is_same: fn(&Client, &Client) -> bool| {
            let mut known = known.iter().copied();
            known.find(|known| is_same(&known.client, &client))
        };
        let uri = find(Client::has_same_uri).map_or_else(
            || Rc::new(client.uri_part(request)),
            |known| Rc::clone(&known.uri),
        );
        let written = AllWritten {
            query: find(Client::has_same_query).map_or_else(
                || Rc::new(client.query(request)),
                |known| Rc::clone(&known.written.query),
            ),
            body: find(Client::has_same_body).map_or_else(
                || Rc::new(client.body(request)),
                |known| Rc::clone(&known.written.body),
            ),
            header: find(Client::has_same_header).map_or_else(
                || Rc::new(client.header(request)),
                |known| Rc::clone(&known.written.header),
            ),
        };
        let parameters = find(Client::has_same_parameters).map_or_else(
            || Rc::new(client.parameters_part(request, &written)),
            |known| Rc::clone(&known.parameters),
        );
        let is_same_text = |a: &Client, b: &Client| {
            a.text == b.text && a.uri == b.uri && a.parameters == b.parameters
        };
        let text = find(is_same_text).map_or_else(
            || Rc::new(client.base_string(request, &uri, &parameters)),
            |known| Rc::clone(&known.text),
        );
        let key = find(|a, b| a.key == b.key).map_or_else(
            || Rc::new(client.key.write(request)),
            |known| Rc::clone(&known.key),
        );
        let is_same_keyed = |a: &Client, b: &Client| a.key == b.key && !a.key.is_text;
        let keyed = find(is_same_keyed).map_or_else(
            || {
                let key = if client.key.is_text { &*text } else { &**key };
                Rc::new(Keyed::new(hash, key))
            },
            |known| Rc::clone(&known.keyed),
        );
        Self {
            client,
            uri,
            written,
            parameters,
            text,
            key,
            keyed,
        }
    }

    /// Whether it comes to the same signature, for this request.
    fn is_same(&self, other: &Self) -> bool {
        self.text == other.text
            && self.key == other.key
            && self.client.key.is_text == other.client.key.is_text
    }

    fn makes(&self, signature: &Signature) -> bool {
        let text = if self.client.key.is_text {
            &**self.key
        } else {
            &*self.text
        };
        self.keyed.signs(text, &signature.digest)
    }
}

/// HMAC with its key, which is wiped on drop.
///
/// In a box each: next to one that is larger, the smaller would take along what is on the stack beside it.
enum Keyed {
    Sha256(Box<Hmac<Sha256>>),
    Sha512(Box<Hmac<Sha512>>),
}

impl Keyed {
    fn new(hash: Hash, key: &[u8]) -> Self {
        const ANY: &str = "HMAC takes a key of any length (RFC 2104 section 2)";
        match hash {
            Hash::Sha512 => match Hmac::new_from_slice(key) {
                Ok(mac) => Self::Sha512(Box::new(mac)),
                Err(_) => unreachable!("{ANY}"),
            },
            _ => match Hmac::new_from_slice(key) {
                Ok(mac) => Self::Sha256(Box::new(mac)),
                Err(_) => unreachable!("{ANY}"),
            },
        }
    }

    fn signs(&self, text: &[u8], digest: &[u8]) -> bool {
        match self {
            Self::Sha256(mac) => Hmac::clone(mac)
                .chain_update(text)
                .verify_slice(digest)
                .is_ok(),
            Self::Sha512(mac) => Hmac::clone(mac)
                .chain_update(text)
                .verify_slice(digest)
                .is_ok(),
        }
    }
}
