//! Signatures, computed as a client makes them. Attempts share what they do alike.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash as Hashable, Hasher};
use std::rc::Rc;

use hmac::digest::Update;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use crate::buffer::Buffer;
use crate::client::Client;
use crate::client::encoder::{Encoder, Times};
use crate::client::key::{self, Key};
use crate::client::parameters::{self, Body, Header, Join, Lists, Order, Spelling, Written};
use crate::client::query::Query;
use crate::client::text::Pieces;
use crate::client::url::Url;
use crate::request::{Case, Request, Sent};
use crate::signature::Hash;

/// The longest digest, with zeros after a shorter one.
pub(crate) type Output = [u8; 64];

/// How many bytes all attempts of one diagnosis may write and hash.
///
/// It bounds time and memory, and because it is counted, the same request gets the same answer on
/// every machine. Twice as many took 19 ms of processor time in a release build, the least of 40
/// runs on a shared AMD EPYC with instructions for SHA-256.
const MOST_BYTES: usize = 5_000_000;

/// Computes signatures, and remembers the outcome of each step by the choices that decide it.
pub(crate) struct Attempts<'a> {
    case: &'a Case<'a>,
    hash: Hash,
    left: usize,
    memo: Memo,
    /// Whether joined parameters are remembered: those of a pair are not needed again.
    pub(crate) remembers_parameters: bool,
}

#[derive(Default)]
struct Memo {
    urls: Map<(Url, Times, Encoder), Buffer>,
    queries: Map<(Query, Writing), Vec<Written>>,
    bodies: Map<(Body, Writing), Vec<Written>>,
    headers: Map<(Header, Writing), Vec<Written>>,
    parameters: Map<(Query, Body, Header, Writing, Order, Join), Buffer>,
    keys: Map<Key, Buffer>,
    macs: Map<Key, Keyed>,
}

/// The choices that decide how a parameter is written.
type Writing = (Spelling, Times, Encoder);

type Map<K, V> = HashMap<K, Rc<V>, BuildHasherDefault<Mix>>;

impl<'a> Attempts<'a> {
    pub(crate) fn new(case: &'a Case<'a>, hash: Hash) -> Self {
        Self {
            case,
            hash,
            left: MOST_BYTES,
            memo: Memo::default(),
            remembers_parameters: true,
        }
    }

    /// Computes a client's signature; `None` if too little is left for it.
    pub(crate) fn output(&mut self, client: &Client) -> Option<Output> {
        let text = self.text(client)?;
        self.sign(client, &text)
    }

    /// Signs a client's text.
    pub(crate) fn sign(&mut self, client: &Client, text: &Pieces) -> Option<Output> {
        self.take(text.len())?;
        let hash = self.hash;
        let key = self.key(client);
        Some(match client.digest {
            key::Digest::Hmac => {
                let keyed = self.memo.macs.entry(client.key);
                let keyed = keyed.or_insert_with(|| Rc::new(Keyed::new(hash, &key)));
                keyed.sign(text.iter())
            }
            key::Digest::Swapped => {
                self.take(key.len())?;
                Keyed::new(hash, &text.text()).sign([&**key].into_iter())
            }
            key::Digest::Text => hash.digest(text.iter()),
            key::Digest::TextThenKey => hash.digest(text.iter().chain([&**key])),
            key::Digest::KeyThenText => hash.digest([&**key].into_iter().chain(text.iter())),
        })
    }

    /// Returns the text that a client signs.
    pub(crate) fn text(&mut self, client: &Client) -> Option<Pieces> {
        let case = self.case;
        Some(match &case.sent {
            Sent::Passport(fields) => {
                let text = client.passport.write(fields, client.text.end);
                self.take(text.len())?;
                Pieces::one(text)
            }
            Sent::Request(request) => {
                let url = self.url(client, request);
                let parameters = self.parameters(client, request)?;
                client.text.join(request.method, url, parameters)
            }
        })
    }

    pub(crate) fn key(&mut self, client: &Client) -> Rc<Buffer> {
        let case = self.case;
        remember(&mut self.memo.keys, client.key, || {
            client.key.write(case.credentials, case.has_token)
        })
    }

    fn url(&mut self, client: &Client, request: &Request<'_>) -> Rc<Buffer> {
        let text = client.text;
        let choices = (client.url, text.url, text.url_encoder);
        remember(&mut self.memo.urls, choices, || {
            let url = client.url.write(request);
            let mut part = Buffer::with_capacity(url.len().saturating_mul(2));
            text.url_encoder.write_times(&url, text.url, &mut part);
            part
        })
    }

    fn parameters(&mut self, client: &Client, request: &Request<'_>) -> Option<Rc<Buffer>> {
        let Client {
            query,
            body,
            header,
            spelling,
            text,
            order,
            join,
            ..
        } = *client;
        let writing = (spelling, text.parameters, text.encoder);
        let memo = &mut self.memo;
        let write = |parameters| parameters::write(parameters, spelling, text);
        let choices = (query, body, header, writing, order, join);
        if let Some(parameters) = memo.parameters.get(&choices) {
            return Some(Rc::clone(parameters));
        }
        let lists = Lists {
            query: remember(&mut memo.queries, (query, writing), || {
                write(query.parameters(&request.query))
            }),
            body: remember(&mut memo.bodies, (body, writing), || {
                write(body.parameters(request.body))
            }),
            header: remember(&mut memo.headers, (header, writing), || {
                write(header.parameters(request))
            }),
        };
        let parameters = Rc::new(lists.join(order, join, text));
        self.left = self.left.checked_sub(parameters.len())?;
        if self.remembers_parameters {
            memo.parameters.insert(choices, Rc::clone(&parameters));
        }
        Some(parameters)
    }

    fn take(&mut self, bytes: usize) -> Option<()> {
        self.left = self.left.checked_sub(bytes)?;
        Some(())
    }
}

fn remember<K: Eq + Hashable, V>(
    map: &mut Map<K, V>,
    choices: K,
    make: impl FnOnce() -> V,
) -> Rc<V> {
    Rc::clone(map.entry(choices).or_insert_with(|| Rc::new(make())))
}

/// HMAC with its key, which is zeroized on drop.
///
/// Each in a box: a smaller state in a larger enum would copy what is beside it on the stack.
enum Keyed {
    Sha1(Box<Hmac<Sha1>>),
    Sha256(Box<Hmac<Sha256>>),
    Sha512(Box<Hmac<Sha512>>),
}

impl Keyed {
    fn new(hash: Hash, key: &[u8]) -> Self {
        const ANY: &str = "HMAC takes a key of any length (RFC 2104 section 2)";
        match hash {
            Hash::Sha1 => match Hmac::new_from_slice(key) {
                Ok(mac) => Self::Sha1(Box::new(mac)),
                Err(_) => unreachable!("{ANY}"),
            },
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

    fn sign<'a>(&self, text: impl Iterator<Item = &'a [u8]>) -> Output {
        match self {
            Self::Sha1(mac) => padded(&update(Hmac::clone(mac), text).finalize().into_bytes()),
            Self::Sha256(mac) => padded(&update(Hmac::clone(mac), text).finalize().into_bytes()),
            Self::Sha512(mac) => padded(&update(Hmac::clone(mac), text).finalize().into_bytes()),
        }
    }
}

impl Hash {
    fn digest<'a>(self, text: impl Iterator<Item = &'a [u8]>) -> Output {
        match self {
            Self::Sha1 => padded(&update(Sha1::new(), text).finalize()),
            Self::Sha512 => padded(&update(Sha512::new(), text).finalize()),
            _ => padded(&update(Sha256::new(), text).finalize()),
        }
    }
}

fn update<'a, H: Update>(mut hash: H, text: impl Iterator<Item = &'a [u8]>) -> H {
    text.for_each(|piece| hash.update(piece));
    hash
}

/// Fills a digest up with zeros.
pub(crate) fn padded(digest: &[u8]) -> Output {
    let mut output = [0; 64];
    output
        .iter_mut()
        .zip(digest)
        .for_each(|(to, from)| *to = *from);
    output
}

/// A fast hasher for choices, which nobody chooses to collide.
#[derive(Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word.iter_mut()
                .zip(chunk)
                .for_each(|(to, from)| *to = *from);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, word: u64) {
        // The constant of Fibonacci hashing, 2^64 divided by the golden ratio.
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_isize(&mut self, word: isize) {
        self.write_u64(word.cast_unsigned() as u64);
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(byte.into());
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}
