//! A client that signs as RFC 5849 section 3.4 says, with an option for each mistake.
//!
//! This is a second implementation of signing: `netsuite-oauth1` has none of these options.

pub(crate) mod base_string;
mod body;
pub(crate) mod encoder;
pub(crate) mod key;
pub(crate) mod list;
pub(crate) mod parameters;
pub(crate) mod passport;
pub(crate) mod query;
pub(crate) mod url;

use self::base_string::BaseString;
use self::encoder::Encoder;
use self::key::{Digest, Key};
use self::list::{Encoding, Join, Order};
use self::parameters::{Body, Header};
use self::passport::Passport;
use self::query::Query;
use self::url::Url;

/// The options of a client. The default produces the signature that NetSuite expects. A mistake
/// changes one option or a few.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Client {
    /// Section 3.4.1.2: the URL without its query.
    pub(crate) url: Url,
    /// Section 3.4.1.3.1: the parameters of the query.
    pub(crate) query: Query,
    /// Section 3.4.1.3.1: the parameters of the header.
    pub(crate) header: Header,
    pub(crate) body: Body,
    /// Section 3.4.1.3.2: the encoding of each name and value.
    pub(crate) encoding: Encoding,
    pub(crate) order: Order,
    pub(crate) join: Join,
    /// Section 3.4.1.1: the base string, made from method, URL and parameters.
    pub(crate) base_string: BaseString,
    /// Section 3.4.2: the key.
    pub(crate) key: Key,
    pub(crate) digest: Digest,
    /// The base string of a SOAP TokenPassport or a token password.
    pub(crate) passport: Passport,
}

/// A set of steps whose results are independent of each other.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Steps(u8);

impl Steps {
    /// The method, and the separators of the base string.
    pub(crate) const FRONT: Self = Self(1);
    pub(crate) const URL: Self = Self(1 << 1);
    /// The parameters, or the whole base string of a TokenPassport.
    pub(crate) const PARAMETERS: Self = Self(1 << 2);
    pub(crate) const END: Self = Self(1 << 3);
    pub(crate) const KEY: Self = Self(1 << 4);
    pub(crate) const DIGEST: Self = Self(1 << 5);

    fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether both sets have a step in common.
    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a client uses an encoder for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Place {
    /// Names, values, and the URL and the joined parameters in the base string.
    Everywhere,
    /// Names and values.
    Inner,
    /// The URL and the joined parameters in the base string.
    Outer,
    /// The URL in the base string.
    Url,
    /// The secrets in the key.
    Key,
}

impl Client {
    /// Whether both clients encode the parameters in the same way.
    pub(crate) fn has_same_writing(&self, other: &Self) -> bool {
        let (a, b) = (self.base_string, other.base_string);
        self.encoding == other.encoding && a.parameters == b.parameters && a.encoder == b.encoder
    }

    /// Returns the steps that the clients do differently.
    pub(crate) fn steps_unlike(&self, other: &Self) -> Steps {
        let (a, b) = (self.base_string, other.base_string);
        let has_same_parameters = self.query == other.query
            && self.header == other.header
            && self.body == other.body
            && self.order == other.order
            && self.join == other.join
            && self.passport == other.passport
            && self.has_same_writing(other);
        let has_same_url =
            self.url == other.url && (a.url, a.url_encoder) == (b.url, b.url_encoder);
        let has_same_front = (a.method, a.separators) == (b.method, b.separators);
        let steps = [
            (Steps::FRONT, has_same_front),
            (Steps::URL, has_same_url),
            (Steps::PARAMETERS, has_same_parameters),
            (Steps::END, a.end == b.end),
            (Steps::KEY, self.key == other.key),
            (Steps::DIGEST, self.digest == other.digest),
        ];
        let unlike = steps.into_iter().filter(|(_, is_same)| !is_same);
        unlike.fold(Steps::default(), |all, (step, _)| all.with(step))
    }

    /// Uses an encoder in a place.
    pub(crate) fn encode(&mut self, place: Place, encoder: Encoder) {
        match place {
            Place::Everywhere => {
                self.encode(Place::Inner, encoder);
                self.encode(Place::Outer, encoder);
                self.passport.encoder = encoder;
            }
            Place::Inner => self.encoding.encoder = encoder,
            Place::Outer => {
                self.base_string.encoder = encoder;
                self.base_string.url_encoder = encoder;
            }
            Place::Url => self.base_string.url_encoder = encoder,
            Place::Key => self.key.encoder = encoder,
        }
    }
}
