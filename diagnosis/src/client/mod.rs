//! How a client signs: RFC 5849 section 3.4 step by step, with a choice wherever clients go wrong.
//!
//! Signing for real has no choices, so this is an implementation of its own.

mod body;
pub(crate) mod encoder;
pub(crate) mod key;
pub(crate) mod list;
pub(crate) mod parameters;
pub(crate) mod passport;
pub(crate) mod query;
pub(crate) mod text;
pub(crate) mod url;

use self::encoder::Encoder;
use self::key::{Digest, Key};
use self::list::{Join, Order, Spelling};
use self::parameters::{Body, Header};
use self::passport::Passport;
use self::query::Query;
use self::text::Text;
use self::url::Url;

/// Every choice of one client. The default makes the signature that NetSuite expects; a mistake
/// makes one or a few choices differently.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Client {
    /// Section 3.4.1.2: the URL without its query.
    pub(crate) url: Url,
    /// Section 3.4.1.3.1: the parameters of the query.
    pub(crate) query: Query,
    /// Section 3.4.1.3.1: the parameters of the header.
    pub(crate) header: Header,
    pub(crate) body: Body,
    /// Section 3.4.1.3.2: how each name and value is encoded.
    pub(crate) spelling: Spelling,
    pub(crate) order: Order,
    pub(crate) join: Join,
    /// Section 3.4.1.1: how the parts become one text.
    pub(crate) text: Text,
    /// Section 3.4.2: the key.
    pub(crate) key: Key,
    pub(crate) digest: Digest,
    /// The text of a SOAP TokenPassport or of a token password.
    pub(crate) passport: Passport,
}

/// Where a client uses an encoder.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Place {
    /// For names, values and both parts of the base string.
    Everywhere,
    /// For names and values.
    Inner,
    /// For the two parts of the base string.
    Outer,
    /// For the URL as a part of the base string.
    Url,
    /// For the secrets.
    Key,
}

impl Client {
    /// Whether two write the method and the text after it alike.
    pub(crate) fn has_same_front(&self, other: &Self) -> bool {
        let (a, b) = (self.text, other.text);
        (a.method, a.separators) == (b.method, b.separators)
    }

    /// Whether two write the URL alike.
    pub(crate) fn has_same_url(&self, other: &Self) -> bool {
        let (a, b) = (self.text, other.text);
        self.url == other.url && a.url == b.url && a.url_encoder == b.url_encoder
    }

    /// Whether two write the parameters, or the text of a passport, alike.
    pub(crate) fn has_same_parameters(&self, other: &Self) -> bool {
        let (a, b) = (self.text, other.text);
        self.query == other.query
            && self.header == other.header
            && self.body == other.body
            && self.spelling == other.spelling
            && self.order == other.order
            && self.join == other.join
            && a.parameters == b.parameters
            && a.encoder == b.encoder
            && self.passport == other.passport
    }

    /// Uses an encoder in a place.
    pub(crate) fn encode(&mut self, place: Place, encoder: Encoder) {
        match place {
            Place::Everywhere => {
                self.encode(Place::Inner, encoder);
                self.encode(Place::Outer, encoder);
                self.passport.encoder = encoder;
            }
            Place::Inner => self.spelling.encoder = encoder,
            Place::Outer => {
                self.text.encoder = encoder;
                self.text.url_encoder = encoder;
            }
            Place::Url => self.text.url_encoder = encoder,
            Place::Key => self.key.encoder = encoder,
        }
    }
}
