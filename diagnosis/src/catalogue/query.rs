//! Mistakes in the query parameters (RFC 5849 section 3.4.1.3).

use super::entry::Frequency::{Common, Occasional};
use super::entry::{Entry, way};
use crate::client::encoder::Times;
use crate::client::query::{EmptyPieces, Equals, Form, Read, Repeats};

pub(super) static ALL: &[Entry] = &[
    Entry {
        code: "query-left-out",
        what: "the query is not signed",
        fix: "add the query parameters to the base string, sorted together with the parameters of the header",
        frequency: Common,
        ways: &[way("", |client| client.query.read = Read::LeftOut)],
    },
    Entry {
        code: "query-in-uri",
        what: "the query is signed as a part of the URL",
        fix: "cut the URL at the `?`, and sort the query parameters together with the parameters of the header",
        frequency: Common,
        ways: &[
            way("", |client| {
                client.url.with_query = true;
                client.query.read = Read::LeftOut;
            }),
            way("", |client| client.url.with_query = true),
        ],
    },
    Entry {
        code: "query-not-encoded",
        what: "names or values, for example in the query, are not percent-encoded before they are joined",
        fix: "percent-encode each name and value, join them, then percent-encode the joined text again",
        frequency: Common,
        ways: &[
            way("", |client| client.encoding.values = Times::Never),
            way("", |client| {
                client.encoding.names = Times::Never;
                client.encoding.values = Times::Never;
            }),
            way("", |client| client.encoding.names = Times::Never),
        ],
    },
    Entry {
        code: "query-not-encoded",
        what: "the query is signed as it appears in the URL, without decoding and encoding each name and value",
        fix: "split the query, then decode and percent-encode each name and value, because the URL may not be encoded as RFC 3986 says",
        frequency: Common,
        ways: &[way("", |client| {
            client.query.read = Read::Raw;
            client.encoding.names = Times::Never;
            client.encoding.values = Times::Never;
        })],
    },
    Entry {
        code: "plus-kept",
        what: "a `+` in the query is signed as a plus sign, but NetSuite reads it as a space",
        fix: "decode `+` to a space before you sign, or write a space as `%20` and a plus sign as `%2B` in the URL",
        frequency: Common,
        ways: &[way("", |client| client.query.read = Read::PlusKept)],
    },
    Entry {
        code: "query-encoded-twice",
        what: "names or values, for example in the query, are percent-encoded once too often",
        fix: "decode names and values that come from the URL before you percent-encode them for the base string",
        frequency: Common,
        ways: &[
            way("", |client| client.query.read = Read::Raw),
            way("", |client| client.query.read = Read::NamesRaw),
            way("", |client| client.query.read = Read::ValuesRaw),
            way("", |client| {
                client.encoding.names = Times::Twice;
                client.encoding.values = Times::Twice;
            }),
            way("", |client| client.encoding.values = Times::Twice),
        ],
    },
    Entry {
        code: "query-decoded-twice",
        what: "names and values in the query are decoded twice",
        fix: "decode each name and value once, so that `%2541` becomes `%41` and not `A`",
        frequency: Occasional,
        ways: &[way("", |client| client.query.read = Read::DecodedTwice)],
    },
    Entry {
        code: "repeats-lost",
        what: "if the query repeats a name, only the {} value is signed",
        fix: "keep the parameters in a list of pairs, because a map holds only one value for each name",
        frequency: Common,
        ways: &[
            way("last", |client| client.query.repeats = Repeats::LastKept),
            way("first", |client| client.query.repeats = Repeats::FirstKept),
        ],
    },
    Entry {
        code: "repeats-renamed",
        what: "a name that the query repeats is signed as {}",
        fix: "sign each value with its name as it is in the URL",
        frequency: Occasional,
        ways: &[
            way("`id[0]`, `id[1]` and so on", |client| {
                client.query.repeats = Repeats::Indexed;
            }),
            way("`id[]`", |client| client.query.repeats = Repeats::Bracketed),
            way("one parameter with commas between its values", |client| {
                client.query.repeats = Repeats::Joined;
            }),
        ],
    },
    Entry {
        code: "query-signed-twice",
        what: "the query parameters are signed twice",
        fix: "add the query parameters once: if the library takes them from the URL, do not pass them to it again",
        frequency: Occasional,
        ways: &[way("", |client| client.query.twice = true)],
    },
    Entry {
        code: "empty-values-dropped",
        what: "parameters without a value are not signed",
        fix: "sign them as `name=` (in Python, use `parse_qsl(query, keep_blank_values=True)`), or leave them out of the URL",
        frequency: Common,
        ways: &[way("", |client| client.query.without_empty_values = true)],
    },
    Entry {
        code: "value-cut",
        what: "a value in the query is signed only up to its first `=`",
        fix: "split each parameter only at the first `=`, or write `=` in values as `%3D` in the URL",
        frequency: Common,
        ways: &[way("", |client| client.query.cut = true)],
    },
    Entry {
        code: "empty-piece-signed",
        what: "an empty parameter of the query is signed, for example after a trailing `&`",
        fix: "skip empty parameters when you split the query, or remove the extra `&` from the URL",
        frequency: Occasional,
        ways: &[
            way("", |client| {
                client.query.empty_pieces = EmptyPieces::Signed;
            }),
            way("", |client| {
                client.query.empty_pieces = EmptyPieces::SignedWithoutEquals;
            }),
        ],
    },
    Entry {
        code: "equals-left-out",
        what: "a name without a value is signed without `=`",
        fix: "sign it as `name=`",
        frequency: Occasional,
        ways: &[
            way("", |client| client.query.equals = Equals::Sent),
            way("", |client| client.query.equals = Equals::BeforeValues),
        ],
    },
    Entry {
        code: "value-printed",
        what: "values in the query are signed as {}",
        fix: "sign the value itself: take it out of the list, or decode the bytes to a string",
        frequency: Occasional,
        ways: &[
            way("lists as Python prints them, `['value']`", |client| {
                client.query.form = Form::PythonList;
            }),
            way("bytes as Python prints them, `b'value'`", |client| {
                client.query.form = Form::PythonBytes;
            }),
        ],
    },
    Entry {
        code: "array-printed",
        what: "names with brackets are signed as one parameter with the value {}",
        fix: "keep the names as they are in the URL, with their brackets: do not turn them into arrays, as PHP's `parse_str` does",
        frequency: Common,
        ways: &[
            way("`Array`", |client| {
                client.query.form = Form::PhpArray;
            }),
            way("`[object Object]`", |client| {
                client.query.form = Form::Object;
            }),
        ],
    },
];
