//! What of a request decides whether a choice of its client makes a difference.

use std::collections::HashSet;

use percent_encoding::percent_decode;

use crate::encoding::Characters;
use crate::request::Request;

#[derive(Default)]
pub(crate) struct Shape {
    /// The characters of the URL, escaped and not.
    pub(crate) uri: Characters,
    /// Those of the query's parameters, escaped and not, and of the header's.
    pub(crate) parameters: Characters,
    pub(crate) query_is_escaped: bool,
    pub(crate) has_repeats: bool,
    pub(crate) has_empty: bool,
    /// About how long the query is in the base string.
    pub(crate) query_size: usize,
}

impl Shape {
    pub(crate) fn new(request: &Request<'_>) -> Self {
        let of = Characters::in_text;
        let query = request.query_text.unwrap_or_default().as_bytes();
        // What clients sign in another's place has no others than these: names and versions, realms and hosts.
        let names = Characters::ALPHANUMERIC.and(Characters::MARKS);
        let path: Vec<u8> = percent_decode(request.path.as_bytes()).collect();
        let uri = [
            request.scheme.as_bytes(),
            request.host.as_bytes(),
            request.path.as_bytes(),
            &path,
            query,
        ]
        .into_iter()
        .fold(names, |all, text| all.and(of(text)));
        let decoded = request.query.iter().map(|parameter| &parameter.decoded);
        let raw = request.query.iter().map(|parameter| &parameter.raw);
        let realm = request.sent.realm.as_deref().unwrap_or_default();
        let parameters = raw
            .chain(decoded.clone())
            .chain(&request.sent.parameters)
            .fold(names.and(of(realm)), |all, (name, value)| {
                all.and(of(name)).and(of(value))
            });
        let mut seen = HashSet::new();
        Self {
            uri,
            parameters,
            query_is_escaped: query.iter().any(|byte| matches!(byte, b'%' | b'+')),
            has_repeats: !decoded.clone().all(|(name, _)| seen.insert(name)),
            has_empty: decoded.clone().any(|(_, value)| value.is_empty()),
            // Encoded twice, a byte is five.
            query_size: query
                .iter()
                .map(|byte| {
                    if byte.is_ascii_alphanumeric() {
                        1_usize
                    } else {
                        5
                    }
                })
                .fold(0, usize::saturating_add),
        }
    }
}
