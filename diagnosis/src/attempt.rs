//! Attempts to reproduce a signature. An attempt reuses the results of steps that it shares with
//! others.

use std::mem;
use std::rc::Rc;

use crate::buffer::Buffer;
use crate::client::base_string::End;
use crate::client::key::Digest;
use crate::client::list::{self, Written};
use crate::client::{Client, Steps};
use crate::mac::{Expected, Mac, Output};
use crate::memo::{List, Lists, Memo, Urls};
use crate::request::{Case, Request, Sent};
use crate::signature::Hash;

/// The limit on the work of one diagnosis. Work is counted, not timed, so that a request gets the
/// same answer everywhere.
///
/// One unit is the time to hash a byte: 1 to 2 ns on an AMD EPYC with SHA-256 instructions. The
/// other weights are a least-squares fit to the times of the bench's 930 inputs, rounded.
/// `cargo bench -p netsuite-oauth1-diagnosis` measures the slowest diagnoses. Of the pairs of
/// mistakes that the tests make, this limit finds 95%, and no limit 99%.
const MOST_WORK: usize = 4_600_000;

/// The fixed work of a signature: the last blocks of the HMAC, and the overhead of an attempt.
const ATTEMPT: usize = 350;

/// A client, and the result of each of its steps.
#[derive(Clone)]
pub(crate) struct Attempt {
    pub(crate) client: Client,
    /// The method and the separator after it.
    front: Rc<Buffer>,
    url: Rc<Buffer>,
    separator: &'static [u8],
    parameters: Rc<Parameters>,
    /// An index into the keys of [`Attempts`].
    key: usize,
}

/// The parameters as a part of the base string, or the whole base string of a TokenPassport.
struct Parameters {
    text: Buffer,
    /// The lists of query, body and header. None for a TokenPassport.
    lists: Option<[Rc<Written>; 3]>,
}

/// The parts of a base string, the key, and how both become a signature.
#[derive(Clone, Copy)]
pub(crate) struct Parts<'a> {
    front: &'a [u8],
    url: &'a [u8],
    separator: &'a [u8],
    parameters: &'a [u8],
    end: End,
    key: usize,
    digest: Digest,
}

impl Attempt {
    pub(crate) fn parts(&self) -> Parts<'_> {
        Self::both([self, self], Steps::default())
    }

    /// Combines two attempts: the given steps come from the second, and the others from the first.
    pub(crate) fn both([first, second]: [&Self; 2], of_second: Steps) -> Parts<'_> {
        let of = |step| if of_second.has(step) { second } else { first };
        Parts {
            front: &of(Steps::FRONT).front,
            url: &of(Steps::URL).url,
            separator: of(Steps::FRONT).separator,
            parameters: &of(Steps::PARAMETERS).parameters.text,
            end: of(Steps::END).client.base_string.end,
            key: of(Steps::KEY).key,
            digest: of(Steps::DIGEST).client.digest,
        }
    }
}

impl Parts<'_> {
    /// Returns the base string.
    pub(crate) fn text(&self) -> Buffer {
        let mut text = Buffer::default();
        self.write(&mut text);
        text
    }

    /// Writes the base string to an empty buffer.
    fn write(&self, text: &mut Buffer) {
        let end = self.end.suffix();
        let pieces = [self.front, self.url, self.separator, self.parameters, end];
        text.reserve(pieces.iter().map(|piece| piece.len()).sum());
        for piece in pieces {
            text.extend(piece);
        }
        self.end.change(text);
    }

    /// Whether the signature is an HMAC, and not a plain hash.
    pub(crate) fn is_hmac(&self) -> bool {
        matches!(self.digest, Digest::Hmac | Digest::Swapped)
    }

    /// Whether both produce the same signature.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let is_without_key = self.digest == Digest::Text;
        self.digest == other.digest
            && self.end == other.end
            && (self.key == other.key || is_without_key)
            && self.separator == other.separator
            && self.front == other.front
            && self.url == other.url
            && self.parameters == other.parameters
    }
}

/// Computes signatures up to the limit on work.
pub(crate) struct Attempts<'a> {
    case: &'a Case<'a>,
    hash: Hash,
    work: usize,
    expected: Expected,
    urls: Urls,
    lists: Lists,
    keys: Vec<Key>,
    indices: Memo<Rc<Buffer>, usize>,
    /// The allocation of the last base string, for the next one.
    text: Buffer,
}

struct Key {
    text: Rc<Buffer>,
    mac: Mac,
}

impl<'a> Attempts<'a> {
    pub(crate) fn new(case: &'a Case<'a>, hash: Hash) -> Self {
        Self {
            case,
            hash,
            work: 0,
            expected: Expected::new(Buffer::default()),
            urls: Urls::default(),
            lists: Lists::default(),
            keys: Vec::new(),
            indices: Memo::default(),
            text: Buffer::default(),
        }
    }

    /// Returns the attempt of a correct client. The first call sets the expected base string.
    pub(crate) fn expect(&mut self, client: &Client) -> Attempt {
        let attempt = self.make(client, &[]);
        if self.expected.text().is_empty() {
            self.expected = Expected::new(attempt.parts().text());
        }
        attempt
    }

    pub(crate) fn expected(&self) -> &[u8] {
        self.expected.text()
    }

    /// Returns the work so far.
    pub(crate) fn work(&self) -> usize {
        self.work
    }

    /// Whether there is work left to do.
    pub(crate) fn has_work_left(&self) -> bool {
        self.work < MOST_WORK
    }

    fn count(&mut self, work: usize) {
        self.work += work;
    }

    /// Performs the steps of a client, except those whose results other attempts already have.
    pub(crate) fn make(&mut self, client: &Client, like: &[&Attempt]) -> Attempt {
        let like: Vec<(&Attempt, Steps)> = like
            .iter()
            .map(|other| (*other, client.steps_unlike(&other.client)))
            .collect();
        let find = |step| {
            let mut like = like.iter().filter(|(_, unlike)| !unlike.has(step));
            like.next().map(|(other, _)| *other)
        };
        let (front, url) = (find(Steps::FRONT), find(Steps::URL));
        let (parameters, key) = (find(Steps::PARAMETERS), find(Steps::KEY));
        let case = self.case;
        let (front, url, separator) = match &case.sent {
            Sent::Passport(_) => (Rc::default(), Rc::default(), "".as_bytes()),
            Sent::Request(request) => (
                front.map_or_else(
                    || Rc::new(client.base_string.front(request.method)),
                    |like| Rc::clone(&like.front),
                ),
                url.map_or_else(
                    || self.urls.write(client, request, &mut self.work),
                    |like| Rc::clone(&like.url),
                ),
                client.base_string.separator(),
            ),
        };
        let parameters = match (parameters, &case.sent) {
            (Some(like), _) => Rc::clone(&like.parameters),
            (None, Sent::Passport(fields)) => {
                let text = client.passport.write(fields);
                self.count(text.len());
                Rc::new(Parameters { text, lists: None })
            }
            (None, Sent::Request(request)) => Rc::new(self.parameters(client, request, &like)),
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

    fn parameters(
        &mut self,
        client: &Client,
        request: &Request<'_>,
        like: &[(&Attempt, Steps)],
    ) -> Parameters {
        let Client {
            query,
            body,
            header,
            ..
        } = *client;
        let mut find = |list: List, at: usize, is_same: fn(&Client, &Client) -> bool| {
            let mut like = like.iter().map(|(other, _)| other).filter(|other| {
                other.client.has_same_writing(client) && is_same(&other.client, client)
            });
            let found = like.find_map(|other| other.parameters.lists.as_ref());
            match found {
                Some(lists) => Rc::clone(&lists[at]),
                None => self.lists.write(list, client, request, &mut self.work),
            }
        };
        let lists = [
            find(List::Query(query), 0, |a, b| a.query == b.query),
            find(List::Body(body), 1, |a, b| a.body == b.body),
            find(List::Header(header), 2, |a, b| a.header == b.header),
        ];
        let text = list::join(&lists, client.order, client.join, client.base_string);
        let count: usize = lists.iter().map(|list| list.len()).sum();
        self.count(count * list::PARAMETER);
        Parameters {
            text,
            lists: Some(lists),
        }
    }

    /// Returns the index of a client's key. Equal keys share an index.
    fn key(&mut self, client: &Client) -> usize {
        let text = Rc::new(client.key.write(self.case.keys, self.case.has_token));
        self.work += text.len() * 4 + ATTEMPT;
        *self.indices.entry(text).or_insert_with_key(|text| {
            let (mac, text) = (Mac::new(self.hash, text), Rc::clone(text));
            self.keys.push(Key { text, mac });
            self.keys.len() - 1
        })
    }

    /// Computes the signature.
    pub(crate) fn sign(&mut self, parts: &Parts<'_>) -> Output {
        let mut text = mem::take(&mut self.text);
        parts.write(&mut text);
        // `parts.key` is always an index into the keys.
        let key = &mut self.keys[parts.key];
        let (output, hashed) = match parts.digest {
            Digest::Hmac => key.mac.sign(&self.expected, &text),
            Digest::Swapped => Mac::new(self.hash, &text).sign(&self.expected, &key.text),
            Digest::Text => (self.hash.digest(&text), text.len()),
            Digest::TextThenKey => {
                text.extend(&key.text);
                (self.hash.digest(&text), text.len())
            }
            Digest::KeyThenText => {
                let mut all = Buffer::with_capacity(key.text.len() + text.len());
                all.extend(&key.text);
                all.extend(&text);
                (self.hash.digest(&all), all.len())
            }
        };
        text.clear();
        self.text = text;
        // SHA-512 takes 2.3 times as long (`openssl speed` on the same machine), rounded up.
        let factor = if self.hash == Hash::Sha512 { 3 } else { 1 };
        self.count((hashed + ATTEMPT) * factor);
        output
    }
}

#[cfg(test)]
mod tests {
    use netsuite_oauth1::{AccountId, Consumer, Token};

    use super::*;
    use crate::keys::Keys;

    /// Runs a function with the attempts for `https://h/r?a=b`, whose header has no parameters. The
    /// secrets are `cs` and `ts`.
    fn with_attempts(hash: Hash, run: impl FnOnce(&mut Attempts<'_>)) {
        let account_id: AccountId = "1".parse().unwrap();
        let (consumer, token) = (Consumer::new("ck", "cs"), Token::new("ti", "ts"));
        let keys = Keys {
            account_id: &account_id,
            consumer: &consumer.unwrap(),
            token: Some(&token.unwrap()),
        };
        let request = Request::new(keys, "GET", "https://h/r?a=b", None, Vec::new(), b"");
        let case = Case {
            keys,
            has_token: true,
            sent: Sent::Request(Box::new(request)),
        };
        run(&mut Attempts::new(&case, hash));
    }

    const URL: usize = "https://h/r".len() + "https%3A%2F%2Fh%2Fr".len();
    /// Decoding, encoding twice and joining one parameter.
    const PARAMETERS: usize = 4 * 50 + 2 * "a=b".len() + 2 * "a%3Db".len();
    const KEY: usize = 4 * "cs&ts".len() + 350;
    const TEXT: usize = "GET&https%3A%2F%2Fh%2Fr&a%3Db".len();

    #[test]
    fn counts_the_work_of_each_step() {
        for (hash, factor) in [(Hash::Sha1, 1), (Hash::Sha256, 1), (Hash::Sha512, 3)] {
            with_attempts(hash, |attempts| {
                let attempt = attempts.expect(&Client::default());
                assert_eq!(attempts.work(), URL + PARAMETERS + KEY);
                attempts.sign(&attempt.parts());
                let signature = (TEXT + 350) * factor;
                assert_eq!(attempts.work(), URL + PARAMETERS + KEY + signature);
            });
        }
    }

    #[test]
    fn counts_only_the_steps_that_no_attempt_has_done() {
        with_attempts(Hash::Sha256, |attempts| {
            let first = attempts.expect(&Client::default());
            let before = attempts.work();
            let mut client = Client::default();
            client.key.swapped = true;
            let second = attempts.make(&client, &[&first]);
            assert_eq!(attempts.work(), before + KEY);
            attempts.make(&client, &[&first, &second]);
            assert_eq!(attempts.work(), before + KEY);
        });
    }

    /// If a step is taken for the same, its result is taken from another client.
    #[test]
    fn an_end_of_the_text_is_another_step_than_its_parameters() {
        let mut client = Client::default();
        assert!(client.steps_unlike(&Client::default()) == Steps::default());
        client.base_string.end = End::LineFeed;
        assert!(client.steps_unlike(&Client::default()).has(Steps::END));
    }

    #[test]
    fn stops_when_the_work_reaches_the_limit() {
        with_attempts(Hash::Sha256, |attempts| {
            attempts.work = MOST_WORK - 1;
            assert!(attempts.has_work_left());
            attempts.work = MOST_WORK;
            assert!(!attempts.has_work_left());
        });
    }
}
