//! Bugs of clients: for each mistake of the catalogue, the step that a client does wrong.

use crate::client::{Client, Parameter, piece, strict, unescape};

/// A bug in one step of a client, and the code of the mistake that must be reported.
pub(crate) struct Bug {
    pub(crate) code: &'static str,
    pub(crate) step: &'static str,
    pub(crate) change: fn(&mut Client),
}

pub(crate) const fn bug(code: &'static str, step: &'static str, change: fn(&mut Client)) -> Bug {
    Bug { code, step, change }
}

/// Uses an encoder for names, values, and the parts of the base string.
pub(crate) fn everywhere(client: &mut Client, encode: fn(&str) -> String) {
    client.encode = encode;
    client.encode_part = encode;
}

/// Inserts or replaces a value.
pub(crate) fn set(pairs: &mut Vec<(String, String)>, name: &str, value: &str) {
    pairs.retain(|(other, _)| other != name);
    pairs.push((name.to_owned(), value.to_owned()));
}

/// Changes the values of a name.
pub(crate) fn edit(pairs: &mut [(String, String)], name: &str, change: impl Fn(&str) -> String) {
    for (_, value) in pairs.iter_mut().filter(|(other, _)| other == name) {
        *value = change(value);
    }
}

/// Bugs in the query, its encoding and its order.
pub(crate) static OF_PARAMETERS: &[Bug] = &[
    bug("query-left-out", "split", |c| c.split = |_| Vec::new()),
    bug("query-in-uri", "split", |c| {
        c.split = |_| Vec::new();
        c.url = |url, query| format!("{url}?{query}");
    }),
    bug("query-in-uri", "url", |c| {
        c.url = |url, query| format!("{url}?{query}");
    }),
    bug("query-not-encoded", "encode value", |c| {
        c.encode_value = |_, value| value.to_owned();
    }),
    bug("query-not-encoded", "encode name", |c| {
        c.encode_name = |_, name| name.to_owned();
    }),
    bug("query-not-encoded", "encode", |c| c.encode = str::to_owned),
    bug("query-not-encoded", "encode", |c| {
        c.decode = str::to_owned;
        c.encode = str::to_owned;
    }),
    bug("query-encoded-twice", "decode", |c| {
        c.decode = str::to_owned;
    }),
    bug("query-encoded-twice", "decode", |c| {
        c.decode_name = |_, name| name.to_owned();
    }),
    bug("query-encoded-twice", "encode", |c| {
        c.encode = |text| strict(&strict(text));
    }),
    bug("plus-kept", "decode", |c| c.decode = unescape),
    bug("repeats-lost", "collect", |c| {
        c.collect = |all| {
            let mut kept: Vec<Parameter> = Vec::new();
            for parameter in all {
                match kept.iter_mut().find(|other| other.name == parameter.name) {
                    Some(other) => *other = parameter,
                    None => kept.push(parameter),
                }
            }
            kept
        };
    }),
    bug("repeats-lost", "collect", |c| {
        c.collect = |all| {
            let mut kept: Vec<Parameter> = Vec::new();
            for parameter in all {
                if !kept.iter().any(|other| other.name == parameter.name) {
                    kept.push(parameter);
                }
            }
            kept
        };
    }),
    bug("repeats-renamed", "collect", |c| {
        c.collect = |mut all| {
            let names: Vec<String> = all.iter().map(|p| p.name.clone()).collect();
            for (at, parameter) in all.iter_mut().enumerate() {
                let is_same = |other: &&String| **other == parameter.name;
                if names.iter().filter(is_same).count() > 1 {
                    let index = names[..at].iter().filter(is_same).count();
                    parameter.name = format!("{}[{index}]", parameter.name);
                }
            }
            all
        };
    }),
    bug("query-signed-twice", "collect", |c| {
        c.collect = |all| [all.clone(), all].concat();
    }),
    bug("empty-values-dropped", "empty", |c| {
        c.split = |query| {
            let pieces = query.split('&').map(piece);
            pieces.filter(|piece| !piece.value.is_empty()).collect()
        };
    }),
    bug("value-cut", "split", |c| {
        c.split = |query| {
            let pieces = query.split('&').filter(|piece| !piece.is_empty());
            let cut = |text: &str| {
                let pieces: Vec<&str> = text.split('=').take(2).collect();
                piece(&pieces.join("="))
            };
            pieces.map(cut).collect()
        };
    }),
    bug("empty-piece-signed", "split", |c| {
        c.split = |query| query.split('&').map(piece).collect();
    }),
    bug("equals-left-out", "join", |c| {
        c.join = |parameters| {
            let pairs = parameters.iter().map(|p| {
                if p.is_bare {
                    p.encoded_name.clone()
                } else {
                    format!("{}={}", p.encoded_name, p.encoded_value)
                }
            });
            pairs.collect::<Vec<_>>().join("&")
        };
    }),
    bug("array-printed", "collect", |c| {
        c.collect = |all| {
            let mut kept: Vec<Parameter> = Vec::new();
            for mut parameter in all {
                if let Some((name, _)) = parameter.name.clone().split_once('[') {
                    name.clone_into(&mut parameter.name);
                    "Array".clone_into(&mut parameter.value);
                    if kept.iter().any(|other| other.name == name) {
                        continue;
                    }
                }
                kept.push(parameter);
            }
            kept
        };
    }),
    bug("realm-signed", "add realm", |c| {
        c.add
            .push(|pairs, request| set(pairs, "realm", request.account));
    }),
    bug("not-sorted", "sort", |c| c.sort = |_| {}),
    bug("not-sorted", "sort", |c| {
        c.sort = |all| {
            all.sort_by_key(|p| {
                let header = (p.encoded_name.clone(), p.encoded_value.clone());
                (!p.is_of_query, (!p.is_of_query).then_some(header))
            });
        };
    }),
    bug("not-sorted", "sort", |c| {
        c.sort = |all| {
            all.sort_by_key(|p| {
                let header = (p.encoded_name.clone(), p.encoded_value.clone());
                (p.is_of_query, (!p.is_of_query).then_some(header))
            });
        };
    }),
    bug("sorted-as-text", "sort", |c| {
        c.sort = |all| all.sort_by_key(|p| format!("{}={}", p.encoded_name, p.encoded_value));
    }),
    bug("sorted-before-encoding", "sort", |c| {
        c.sort = |all| all.sort_by_key(|p| (p.name.clone(), p.value.clone()));
    }),
    bug("sorted-by-name-alone", "sort", |c| {
        c.sort = |all| all.sort_by_key(|p| p.encoded_name.clone());
    }),
    bug("sorted-ignoring-case", "sort", |c| {
        c.sort = |all| {
            all.sort_by_key(|p| {
                (
                    p.encoded_name.to_lowercase(),
                    p.encoded_value.to_lowercase(),
                )
            });
        };
    }),
    bug("joined-otherwise", "join", |c| {
        c.join = |parameters| {
            let pairs = parameters.iter();
            let pairs = pairs.map(|p| format!("{}={}", p.encoded_name, p.encoded_value));
            pairs.collect::<Vec<_>>().join(",")
        };
    }),
];
