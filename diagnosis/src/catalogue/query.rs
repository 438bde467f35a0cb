//! Mistakes with the query's parameters.

use super::entry::Frequency::{Common, Occasional};
use super::entry::{Entry, way};
use crate::client::encoder::Times;
use crate::client::query::{EmptyPieces, Equals, Form, Read, Repeats};

pub(super) static ALL: &[Entry] = &[
    Entry {
        code: "query-left-out",
        what: "the query is not signed",
        fix: "add the query's parameters to the base string, sorted together with those of the header",
        frequency: Common,
        ways: &[way("", |client| client.query.read = Read::LeftOut)],
    },
    Entry {
        code: "query-in-uri",
        what: "the URL is signed with its query",
        fix: "cut the URL at the `?`, and sort the query's parameters together with those of the header",
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
        what: "names or values, such as those of the query, are not encoded by themselves",
        fix: "encode each name and each value before they are joined: the joined text is then encoded once more",
        frequency: Common,
        ways: &[
            way("", |client| client.spelling.values = Times::Never),
            way("", |client| {
                client.spelling.names = Times::Never;
                client.spelling.values = Times::Never;
            }),
            way("", |client| client.spelling.names = Times::Never),
        ],
    },
    Entry {
        code: "query-not-encoded",
        what: "the query is signed as it appears in the URL, neither decoded nor encoded",
        fix: "split the query, decode each name and value, and encode them again: the URL may spell them differently from RFC 3986",
        frequency: Common,
        ways: &[way("", |client| {
            client.query.read = Read::Raw;
            client.spelling.names = Times::Never;
            client.spelling.values = Times::Never;
        })],
    },
    Entry {
        code: "plus-kept",
        what: "a `+` in the query is signed as a plus, but NetSuite reads it as a space",
        fix: "read `+` as a space before you sign, or write `%20` for a space and `%2B` for a plus into the URL",
        frequency: Common,
        ways: &[way("", |client| client.query.read = Read::PlusKept)],
    },
    Entry {
        code: "query-encoded-twice",
        what: "names or values, such as those of the query, are encoded once too often",
        fix: "decode the names and values that come from the URL before they are encoded for the base string",
        frequency: Common,
        ways: &[
            way("", |client| client.query.read = Read::Raw),
            way("", |client| client.query.read = Read::NamesRaw),
            way("", |client| client.query.read = Read::ValuesRaw),
            way("", |client| {
                client.spelling.names = Times::Twice;
                client.spelling.values = Times::Twice;
            }),
            way("", |client| client.spelling.values = Times::Twice),
        ],
    },
    Entry {
        code: "query-decoded-twice",
        what: "the query's names and values are decoded once too often",
        fix: "decode each name and value of the query once: an escaped `%` stays a `%`",
        frequency: Occasional,
        ways: &[way("", |client| client.query.read = Read::DecodedTwice)],
    },
    Entry {
        code: "repeats-lost",
        what: "of a name that the query has more than once, only the {} value is signed",
        fix: "keep the parameters in a list of pairs: a map holds one value for each name",
        frequency: Common,
        ways: &[
            way("last", |client| client.query.repeats = Repeats::LastKept),
            way("first", |client| client.query.repeats = Repeats::FirstKept),
        ],
    },
    Entry {
        code: "repeats-renamed",
        what: "a name that the query has more than once is signed as {}",
        fix: "sign the same name for each value, as the URL has it",
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
        what: "the query's parameters are signed twice",
        fix: "add the query's parameters once: the library takes them from the URL, so do not pass them again",
        frequency: Occasional,
        ways: &[way("", |client| client.query.twice = true)],
    },
    Entry {
        code: "empty-values-dropped",
        what: "parameters without a value are not signed",
        fix: "sign them as `name=`, in Python with `parse_qsl(query, keep_blank_values=True)`, or leave them out of the URL",
        frequency: Common,
        ways: &[way("", |client| client.query.without_empty_values = true)],
    },
    Entry {
        code: "value-cut",
        what: "a value of the query is signed only up to its first `=`",
        fix: "split each piece of the query at its first `=` and keep the rest as the value, or escape `=` as `%3D` in the URL",
        frequency: Common,
        ways: &[way("", |client| client.query.cut = true)],
    },
    Entry {
        code: "empty-piece-signed",
        what: "an empty piece of the query, such as after a trailing `&`, is signed as a parameter",
        fix: "skip empty pieces when you split the query, or drop the extra `&` from the URL",
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
        what: "a name without a value is signed without its `=`",
        fix: "sign it as `name=`",
        frequency: Occasional,
        ways: &[
            way("", |client| client.query.equals = Equals::Sent),
            way("", |client| client.query.equals = Equals::BeforeValues),
        ],
    },
    Entry {
        code: "value-printed",
        what: "values of the query are signed as {}",
        fix: "sign the value itself: take it out of the list, or decode the bytes to a string first",
        frequency: Occasional,
        ways: &[
            way("a list as Python prints it, `['value']`", |client| {
                client.query.form = Form::PythonList;
            }),
            way("bytes as Python prints them, `b'value'`", |client| {
                client.query.form = Form::PythonBytes;
            }),
        ],
    },
    Entry {
        code: "array-printed",
        what: "names with brackets are signed as one parameter whose value is {}",
        fix: "keep the names as they are in the URL, brackets included: do not build nested arrays from them, as PHP's `parse_str` does",
        frequency: Common,
        ways: &[
            way("the word `Array`", |client| {
                client.query.form = Form::PhpArray;
            }),
            way("`[object Object]`", |client| {
                client.query.form = Form::Object;
            }),
        ],
    },
];
