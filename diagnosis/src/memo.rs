//! Memoized steps of clients.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::buffer::Buffer;
use crate::client::Client;
use crate::client::encoder::{Alphabet, Encoder, Times};
use crate::client::list::{Decoded, Encoded, Encoding, Written};
use crate::client::parameters::{Body, Header, Parameter};
use crate::client::query::Query;
use crate::client::url::Url;
use crate::request::Request;

/// The results of a step, by the options that determine them.
///
/// The hasher is fast, but does not protect against chosen collisions: the catalogue limits the
/// number of keys.
pub(crate) type Memo<K, V> = FxHashMap<K, V>;

/// The options that determine a list of parameters.
#[derive(PartialEq, Eq, Hash)]
pub(crate) enum List {
    Query(Query),
    Body(Body),
    Header(Header),
}

impl List {
    fn decode(&self, request: &Request<'_>) -> Vec<Parameter> {
        match self {
            Self::Query(query) => query.parameters(&request.query),
            Self::Body(body) => body.parameters(request.body),
            Self::Header(header) => header.parameters(request),
        }
    }
}

/// The lists of parameters. Options that do not change a list share its results, because most
/// encoders encode most texts in the same way.
#[derive(Default)]
pub(crate) struct Lists {
    indices: Memo<List, usize>,
    equal: Memo<Rc<Decoded>, usize>,
    decoded: Vec<Rc<Decoded>>,
    encoded: Memo<(usize, Encoding), Rc<Encoded>>,
    written: Memo<(usize, Encoding, Times, Encoder), Rc<Written>>,
}

impl Lists {
    /// Returns a list as a client writes it, and adds the work of writing it.
    pub(crate) fn write(
        &mut self,
        list: List,
        client: &Client,
        request: &Request<'_>,
        work: &mut usize,
    ) -> Rc<Written> {
        let mut count = |size: usize| *work += size;
        let index = *self.indices.entry(list).or_insert_with_key(|list| {
            let decoded = Rc::new(Decoded::new(list.decode(request)));
            count(decoded.work());
            *self.equal.entry(decoded).or_insert_with_key(|decoded| {
                self.decoded.push(Rc::clone(decoded));
                self.decoded.len() - 1
            })
        });
        // Every index refers to one of these lists.
        let decoded = &self.decoded[index];
        let encoding = decoded.encoding(client.encoding);
        let encoded = self.encoded.entry((index, encoding)).or_insert_with(|| {
            let encoded = Encoded::new(Rc::clone(decoded), encoding);
            count(encoded.work());
            Rc::new(encoded)
        });
        let (times, encoder) = encoded.writing(client.base_string);
        let written = self.written.entry((index, encoding, times, encoder));
        let written = written.or_insert_with(|| {
            let written = Written::new(Rc::clone(encoded), (times, encoder));
            count(written.work());
            Rc::new(written)
        });
        Rc::clone(written)
    }
}

/// The URLs: plain, and encoded as a part of the base string.
#[derive(Default)]
pub(crate) struct Urls {
    plain: Memo<Url, (Buffer, Alphabet)>,
    written: Memo<(Url, Times, Encoder), Rc<Buffer>>,
}

impl Urls {
    /// Returns the URL as a client writes it, and adds the work of writing it.
    pub(crate) fn write(
        &mut self,
        client: &Client,
        request: &Request<'_>,
        work: &mut usize,
    ) -> Rc<Buffer> {
        let (url, base_string) = (client.url, client.base_string);
        let (plain, alphabet) = self.plain.entry(url).or_insert_with(|| {
            let plain = url.write(request);
            *work += plain.len();
            let alphabet = Alphabet::of(&plain);
            (plain, alphabet)
        });
        let (times, encoder) = base_string.url_encoder.within(base_string.url, *alphabet);
        let written = self
            .written
            .entry((url, times, encoder))
            .or_insert_with(|| {
                let mut written = Buffer::with_capacity(plain.len() * 2);
                encoder.write_times(plain, times, &mut written);
                *work += written.len();
                Rc::new(written)
            });
        Rc::clone(written)
    }
}
