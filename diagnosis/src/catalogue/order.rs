//! Mistakes in how the parameters are sorted and joined.

use super::entry::Frequency::{Common, Occasional};
use super::entry::{Entry, rare, way};
use crate::client::list::{Join, Order};

pub(super) static ALL: &[Entry] = &[
    Entry {
        code: "not-sorted",
        what: "the parameters are not sorted, or not all of them together",
        fix: "sort the parameters of the query and of the header together, by encoded name and then by encoded value",
        frequency: Common,
        ways: &[
            way("", |client| client.order = Order::QueryFirst),
            way("", |client| client.order = Order::QueryLast),
            way("", |client| client.order = Order::AsSent),
        ],
    },
    Entry {
        code: "sorted-as-text",
        what: "the parameters are sorted as the joined text `name=value`",
        fix: "sort by name, and by value only between equal names: `id=…` comes before `id2=…`",
        frequency: Common,
        ways: &[way("", |client| client.order = Order::Joined)],
    },
    Entry {
        code: "sorted-before-encoding",
        what: "the parameters are sorted before they are encoded",
        fix: "encode names and values first, then sort",
        frequency: Common,
        ways: &[way("", |client| client.order = Order::Decoded)],
    },
    Entry {
        code: "sorted-by-name-alone",
        what: "parameters with the same name are not sorted by their values",
        fix: "sort by name, and by value between equal names",
        frequency: Occasional,
        ways: &[way("", |client| client.order = Order::NamesAlone)],
    },
    Entry {
        code: "sorted-ignoring-case",
        what: "the parameters are sorted without regard to upper and lower case",
        fix: "sort by bytes, upper case before lower case",
        frequency: Common,
        ways: &[way("", |client| client.order = Order::IgnoringCase)],
    },
    Entry {
        code: "sorted-by-language",
        what: "the parameters are sorted by the rules of a language",
        fix: "sort by bytes: `StringComparer.Ordinal` in C#, and `<` instead of `localeCompare` in JavaScript",
        frequency: Common,
        ways: &[
            way("", |client| client.order = Order::Words),
            way("", |client| client.order = Order::WordsWithoutHyphens),
        ],
    },
    Entry {
        code: "joined-otherwise",
        what: "the parameters are joined by {} instead of `&`",
        fix: "join the sorted `name=value` texts with `&`",
        frequency: Occasional,
        ways: &[
            way("commas", |client| client.join = Join::Comma),
            rare("commas and spaces", |client| {
                client.join = Join::CommaAndSpace;
            }),
            rare("nothing", |client| client.join = Join::Nothing),
        ],
    },
];
