//! Mistakes in sorting and joining the parameters (RFC 5849 section 3.4.1.3.2).

use super::entry::Frequency::{Common, Occasional};
use super::entry::{Entry, rare, way};
use crate::client::list::{Join, Order};

pub(super) static ALL: &[Entry] = &[
    Entry {
        code: "not-sorted",
        what: "the parameters are not sorted, or those of the query and the header are sorted separately",
        fix: "sort the parameters of the query and the header together, by encoded name and then by encoded value",
        frequency: Common,
        ways: &[
            way("", |client| client.order = Order::QueryFirst),
            way("", |client| client.order = Order::QueryLast),
            way("", |client| client.order = Order::AsSent),
        ],
    },
    Entry {
        code: "sorted-as-text",
        what: "the parameters are sorted as `name=value` texts",
        fix: "sort by name, and by value only if the names are equal: `id=…` comes before `id2=…`",
        frequency: Common,
        ways: &[way("", |client| client.order = Order::Joined)],
    },
    Entry {
        code: "sorted-before-encoding",
        what: "the parameters are sorted before they are percent-encoded",
        fix: "percent-encode names and values first, then sort",
        frequency: Common,
        ways: &[way("", |client| client.order = Order::Decoded)],
    },
    Entry {
        code: "sorted-by-name-alone",
        what: "parameters with the same name are not sorted by value",
        fix: "sort by name, and by value if the names are equal",
        frequency: Occasional,
        ways: &[way("", |client| client.order = Order::NamesAlone)],
    },
    Entry {
        code: "sorted-ignoring-case",
        what: "the parameters are sorted case-insensitively",
        fix: "sort by bytes, so that upper case comes before lower case",
        frequency: Common,
        ways: &[way("", |client| client.order = Order::IgnoringCase)],
    },
    Entry {
        code: "sorted-by-language",
        what: "the parameters are sorted by the rules of a human language, not by bytes",
        fix: "sort by bytes: in C#, use `StringComparer.Ordinal`; in JavaScript, `<` instead of `localeCompare`",
        frequency: Common,
        ways: &[
            way("", |client| client.order = Order::Words),
            way("", |client| client.order = Order::WordsWithoutHyphens),
        ],
    },
    Entry {
        code: "joined-otherwise",
        what: "the parameters are joined with {} instead of `&`",
        fix: "join the sorted `name=value` texts with a plain `&`",
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
