//! Signatures, computed as a client makes them. Attempts reuse the results of equal steps.

use std::rc::Rc;

use crate::buffer::Buffer;
use crate::client::{Client, key, list};
use crate::mac::{Mac, Marks, Output};
use crate::memo::{List, Lists, Memo, Urls};
use crate::request::{Case, Request, Sent};
use crate::signature::Hash;

/// The limit on the work of one diagnosis. It is counted, not timed, so that a request gets the same
/// answer everywhere.
///
/// One unit is the time in which a byte is hashed or written, which is more than a nanosecond on an
/// AMD EPYC with SHA-256 instructions. `cargo bench -p netsuite-oauth1-diagnosis` measures the
/// slowest answers.
const MOST_WORK: usize = 5_500_000;

/// The fixed work of an attempt: two more blocks for the end of the HMAC, and the comparisons. This
/// and the next two were estimated from callgrind's counts and from the times of long queries.
const ATTEMPT: usize = 250;

/// A client, and the result of each of its steps.
#[derive(Clone)]
pub(crate) struct Attempt {
    pub(crate) client: Client,
    /// The method and the `&` after it.
    front: Rc<Buffer>,
    url: Rc<Buffer>,
    separator: &'static [u8],
    /// The parameters, or the whole text of a passport.
    parameters: Rc<Buffer>,
    /// An index into the keys.
    key: usize,
}

impl Attempt {
    /// Returns the text as pieces, unless its end changes all of it.
    fn pieces(&self) -> [&[u8]; 5] {
        let end = self.client.text.end.suffix();
        [
            &self.front,
            &self.url,
            self.separator,
            &self.parameters,
            end,
        ]
    }

    /// Returns the text that is signed.
    pub(crate) fn text(&self) -> Buffer {
        let pieces = self.pieces();
        let mut text = Buffer::with_capacity(pieces.iter().map(|piece| piece.len()).sum());
        for piece in pieces {
            text.extend(piece);
        }
        self.client.text.end.change(&mut text);
        text
    }

    /// Whether the two differ at most in the key.
    pub(crate) fn has_same_text(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.url, &other.url)
            && Rc::ptr_eq(&self.parameters, &other.parameters)
            && self.client.text == other.client.text
    }

    /// Whether the two make the same signature.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let (digest, end) = (self.client.digest, self.client.text.end);
        let has_same_key = self.key == other.key || digest == key::Digest::Text;
        let is_same = |a: &Rc<Buffer>, b: &Rc<Buffer>| Rc::ptr_eq(a, b) || a == b;
        digest == other.client.digest
            && end == other.client.text.end
            && has_same_key
            && self.separator == other.separator
            && is_same(&self.url, &other.url)
            && is_same(&self.parameters, &other.parameters)
            && is_same(&self.front, &other.front)
    }
}

/// Computes signatures up to the limit on work.
pub(crate) struct Attempts<'a> {
    case: &'a Case<'a>,
    hash: Hash,
    work: usize,
    /// The text that NetSuite expects. Keys remember their state at marks in it.
    expected: Buffer,
    /// The distance of the marks, in bytes.
    step: usize,
    urls: Urls,
    lists: Lists,
    keys: Vec<Key>,
    indices: Memo<Rc<Buffer>, usize>,
}

struct Key {
    text: Rc<Buffer>,
    mac: Mac,
    /// A key that is used once needs no marks.
    is_used: bool,
}

impl<'a> Attempts<'a> {
    pub(crate) fn new(case: &'a Case<'a>, hash: Hash) -> Self {
        Self {
            case,
            hash,
            work: 0,
            expected: Buffer::default(),
            step: 1,
            urls: Urls::default(),
            lists: Lists::default(),
            keys: Vec::new(),
            indices: Memo::default(),
        }
    }

    /// Makes the attempt of a right client. The text of the first is the expected text.
    pub(crate) fn expect(&mut self, client: &Client) -> Attempt {
        let attempt = self.complete(client);
        if self.expected.is_empty() {
            self.expected = attempt.text();
            // A multiple of every hash's block, and at most 32 marks.
            self.step = (self.expected.len() / 32).next_multiple_of(128).max(128);
        }
        attempt
    }

    pub(crate) fn expected(&self) -> &[u8] {
        &self.expected
    }

    /// Returns the work that was done.
    pub(crate) fn work(&self) -> usize {
        self.work
    }

    /// Whether there is work left to do.
    fn has_work_left(&self) -> bool {
        self.work < MOST_WORK
    }

    fn count(&mut self, work: usize) {
        self.work = self.work.saturating_add(work);
    }

    /// Makes an attempt that reuses the equal steps of others; `None` at the limit on work.
    pub(crate) fn attempt(&mut self, client: &Client, like: &[&Attempt]) -> Option<Attempt> {
        self.has_work_left().then(|| self.make(client, like))
    }

    /// Makes an attempt regardless of the limit on work.
    pub(crate) fn complete(&mut self, client: &Client) -> Attempt {
        self.make(client, &[])
    }

    fn make(&mut self, client: &Client, like: &[&Attempt]) -> Attempt {
        let find = |is_same: fn(&Client, &Client) -> bool| {
            let mut like = like.iter();
            like.find(|other| is_same(&other.client, client)).copied()
        };
        let (front, url) = (find(Client::has_same_front), find(Client::has_same_url));
        let (parameters, key) = (
            find(Client::has_same_parameters),
            find(|a, b| a.key == b.key),
        );
        let case = self.case;
        let (front, url, separator) = match &case.sent {
            Sent::Passport(_) => (Rc::default(), Rc::default(), "".as_bytes()),
            Sent::Request(request) => (
                front.map_or_else(
                    || Rc::new(client.text.front(request.method)),
                    |like| Rc::clone(&like.front),
                ),
                url.map_or_else(
                    || self.urls.write(client, request, &mut self.work),
                    |like| Rc::clone(&like.url),
                ),
                client.text.separator(),
            ),
        };
        let parameters = match (parameters, &case.sent) {
            (Some(like), _) => Rc::clone(&like.parameters),
            (None, Sent::Passport(fields)) => {
                let text = client.passport.write(fields);
                self.count(text.len());
                Rc::new(text)
            }
            (None, Sent::Request(request)) => self.parameters(client, request),
        };
        let key = key.map_or_else(|| self.key(client), |like| like.key);
        Attempt {
            client: *client,
            front,
            url,
            separator,
            parameters,
            key,
        }
    }

    fn parameters(&mut self, client: &Client, request: &Request<'_>) -> Rc<Buffer> {
        let (query, body, header) = (client.query, client.body, client.header);
        let lists = [List::Query(query), List::Body(body), List::Header(header)];
        let lists = lists.map(|list| self.lists.write(list, client, request, &mut self.work));
        let lists = lists.each_ref().map(|list| &**list);
        let parameters = list::join(lists, client.order, client.join, client.text);
        let count: usize = lists.iter().map(|list| list.len()).sum();
        self.count(parameters.len() + count * list::PARAMETER);
        Rc::new(parameters)
    }

    /// Returns the index of a client's key. Equal keys have one index.
    fn key(&mut self, client: &Client) -> usize {
        let text = Rc::new(client.key.write(self.case.credentials, self.case.has_token));
        self.work = self.work.saturating_add(text.len() * 4 + ATTEMPT);
        *self.indices.entry(text).or_insert_with_key(|text| {
            let (mac, text) = (Mac::new(self.hash, text), Rc::clone(text));
            self.keys.push(Key {
                text,
                mac,
                is_used: false,
            });
            self.keys.len() - 1
        })
    }

    /// Signs a client's text.
    pub(crate) fn sign(&mut self, attempt: &Attempt) -> Output {
        let changed;
        let mut pieces = attempt.pieces();
        if attempt.client.text.end.changes_all() {
            changed = attempt.text();
            pieces = [&changed, b"", b"", b"", b""];
        }
        let length: usize = pieces.iter().map(|piece| piece.len()).sum();
        // An attempt's key is always an index into the keys.
        let key = &mut self.keys[attempt.key];
        let (output, hashed) = match attempt.client.digest {
            key::Digest::Hmac => {
                let mark = if key.is_used {
                    common_prefix(pieces, &self.expected) / self.step
                } else {
                    0
                };
                key.is_used = true;
                let marks = Marks {
                    expected: &self.expected,
                    step: self.step,
                };
                let output = key.mac.sign(&marks, mark, pieces);
                (output, length - mark * self.step)
            }
            key::Digest::Swapped => {
                let text = attempt.text();
                let marks = Marks {
                    expected: b"",
                    step: 1,
                };
                let output = Mac::new(self.hash, &text).sign(&marks, 0, [&**key.text]);
                (output, length + key.text.len())
            }
            key::Digest::Text => (self.hash.digest(pieces), length),
            key::Digest::TextThenKey => {
                let all = pieces.into_iter().chain([&**key.text]);
                (self.hash.digest(all), length)
            }
            key::Digest::KeyThenText => {
                let all = [&**key.text].into_iter().chain(pieces);
                (self.hash.digest(all), length)
            }
        };
        // SHA-512 takes 2.3 times as long (`openssl speed` on the same machine), rounded up.
        let factor = if self.hash == Hash::Sha512 { 3 } else { 1 };
        self.count((hashed + ATTEMPT) * factor);
        output
    }
}

/// Returns the length of the common prefix of two texts, in whole blocks of the first piece that
/// differs.
fn common_prefix<const N: usize>(pieces: [&[u8]; N], expected: &[u8]) -> usize {
    const BLOCK: usize = 64;
    let mut length = 0;
    for piece in pieces {
        // The pieces up to here are a prefix of the expected text.
        let rest = &expected[length..];
        if !rest.starts_with(piece) {
            let blocks = piece.chunks_exact(BLOCK).zip(rest.chunks_exact(BLOCK));
            return length + BLOCK * blocks.take_while(|(a, b)| a == b).count();
        }
        length += piece.len();
    }
    length
}
