//! How a client makes a signature: RFC 5849 section 3.4 step by step, with a choice wherever clients go wrong.
//!
//! It is an implementation of its own, on owned text: what signs requests for real has no choices, and need not have any.

use std::borrow::Cow;

use crate::encoding::{Encoding, Times};
use crate::key::{Around, Key};
use crate::parameters::{Body, Parameters, Query, Repeats};
use crate::request::Request;
use crate::uri::Uri;

/// Every choice of one client. The default makes the signature that NetSuite expects; each mistake makes one choice otherwise.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Client {
    pub(crate) uri: Uri,
    pub(crate) parameters: Parameters,
    pub(crate) text: Text,
    pub(crate) key: Key,
}

/// Section 3.4.1.1: how the parts become one text.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) method: Method,
    pub(crate) uri: Times,
    pub(crate) parameters: Times,
    pub(crate) encoding: Encoding,
    pub(crate) uri_encoding: Encoding,
    pub(crate) separators: Separators,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Method {
    #[default]
    Upper,
    Lower,
    Capitalized,
    Other(&'static str),
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Separators {
    #[default]
    Plain,
    SecondEncoded,
    BothEncoded,
}

impl Client {
    /// Takes back every choice that makes no difference to this request: two clients that are the same then do the same.
    ///
    /// Whatever makes none and is not taken back costs time only.
    pub(crate) fn simplified(mut self, request: &Request<'_>) -> Self {
        let shape = &request.shape;
        let (parameters, text) = (&mut self.parameters, &mut self.text);
        text.uri_encoding.simplify(shape.uri);
        if !shape.query_is_escaped && parameters.query != Query::LeftOut {
            parameters.query = Query::Decoded;
        }
        if !shape.has_repeats {
            parameters.repeats = Repeats::Kept;
        }
        parameters.without_empty &= shape.has_empty;
        let adds_characters = parameters.body != Body::NotSigned
            || parameters.consumer_key != Around::Nothing
            || parameters.token_id != Around::Nothing;
        if !adds_characters {
            parameters.encoding.simplify(shape.parameters);
            text.encoding.simplify(shape.parameters);
            let keeps_all = parameters.encoding.kept == Encoding::default().kept;
            if keeps_all && shape.parameters.are_unreserved() {
                parameters.encoding = Encoding::default();
                (parameters.names, parameters.values) = (Times::Once, Times::Once);
            }
        }
        self
    }

    /// Joins the parts.
    pub(crate) fn base_string(
        &self,
        request: &Request<'_>,
        uri: &[u8],
        parameters: &[u8],
    ) -> Vec<u8> {
        let method = match self.text.method {
            Method::Upper => Cow::Owned(request.method.to_ascii_uppercase()),
            Method::Lower => Cow::Owned(request.method.to_ascii_lowercase()),
            Method::Capitalized => {
                let (first, rest) = request.method.split_at_checked(1).unwrap_or_default();
                Cow::Owned(first.to_ascii_uppercase() + &rest.to_ascii_lowercase())
            }
            Method::Other(method) => Cow::Borrowed(method),
        };
        let [first, second]: [&[u8]; 2] = match self.text.separators {
            Separators::Plain => [b"&", b"&"],
            Separators::SecondEncoded => [b"&", b"%26"],
            Separators::BothEncoded => [b"%26", b"%26"],
        };
        let pieces = [first, uri, second, parameters];
        let size = pieces.iter().map(|piece| piece.len()).sum::<usize>();
        let mut text = Vec::with_capacity(size.saturating_add(method.len()));
        // A custom method may have characters that are encoded.
        Encoding::default().write(method.as_bytes(), &mut text);
        for piece in pieces {
            text.extend_from_slice(piece);
        }
        text
    }
}

impl Text {
    /// Writes a piece of the parameters.
    pub(crate) fn write(&self, piece: &[u8], to: &mut Vec<u8>) {
        self.encoding.write_times(piece, self.parameters, to);
    }
}
