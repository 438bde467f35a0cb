//! A request that was changed after signing is rejected, unless its meaning is unchanged.

use http::{HeaderMap, HeaderValue, Method, Uri, header::AUTHORIZATION};
use netsuite_oauth1::{Nonce, Timestamp};
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use url::Url;

use crate::reference::Request;
use crate::strategies::{query, url};
use crate::support::{NOW, headers, signer};
use crate::{random, verifier};

proptest! {
    #![proptest_config(random::config(1_000))]

    /// Replaces up to two characters in the header, the URL or the method.
    #[test]
    fn rejects_a_tampered_request(
        url in url(query()),
        at in any::<Index>(),
        length in 0_usize..=2,
        by in prop_oneof![
            2 => any::<char>().prop_map(String::from),
            3 => "[ -~]",
            1 => "",
            2 => select(vec!["\t", ", ", ",,", " ", "%41", "%61", "%2d", "\"", "=", "&", "/?"])
                .prop_map(str::to_owned),
        ],
    ) {
        // Nearly every `Url` is a `Uri`, unlike the text that it was parsed from.
        let Ok(uri) = Url::parse(&url).unwrap().as_str().parse::<Uri>() else { return Ok(()) };
        let (nonce, now) = (Nonce::random(), Timestamp::from_unix(NOW));
        let authorization = signer().authorize_with(&Method::POST, &uri, &nonce, now).unwrap();
        let right = authorization.as_str();

        let changed = change(right, at, length, &by);
        if let Ok(value) = HeaderValue::from_bytes(changed.as_bytes()) {
            let headers = HeaderMap::from_iter([(AUTHORIZATION, value)]);
            if verifier().verify(&Method::POST, &uri, &headers, now).is_ok() {
                prop_assert_eq!(meaning(&changed), meaning(right), "{}", changed);
            }
        }

        let wire = uri.to_string();
        let base_string = Request { method: "POST", url: &wire }.base_string(&[]);
        let changed = change(&wire, at, length, &by);
        if let Ok(other) = changed.parse::<Uri>() {
            let other_wire = other.to_string();
            let request = Request { method: "POST", url: &other_wire };
            let is_same = request.is_signable() && request.base_string(&[]) == base_string;
            let verified = verifier().verify(&Method::POST, &other, &headers(right), now);
            prop_assert_eq!(verified.is_ok(), is_same, "{} {}", wire, other_wire);
        }

        let changed = change("POST", at, length, &by);
        if let Ok(method) = Method::from_bytes(changed.as_bytes()) {
            let verified = verifier().verify(&method, &uri, &headers(right), now);
            prop_assert_eq!(verified.is_ok(), changed.eq_ignore_ascii_case("POST"));
        }
    }
}

/// Replaces `length` characters, or fewer at the end.
fn change(text: &str, at: Index, length: usize, by: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let at = at.index(characters.len());
    let end = (at + length).min(characters.len());
    let mut changed: String = characters[..at].iter().collect();
    changed.push_str(by);
    changed.extend(&characters[end..]);
    changed
}

/// Returns the parameters of a header, decoded and sorted.
fn meaning(header: &str) -> Vec<(String, String)> {
    let (scheme, parameters) = header.trim().split_once([' ', '\t']).unwrap();
    assert!(scheme.eq_ignore_ascii_case("oauth"));
    let mut meaning: Vec<(String, String)> = parameters
        .split(',')
        .map(|parameter| parameter.trim_matches([' ', '\t']))
        .filter(|parameter| !parameter.is_empty())
        .map(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap();
            let value = value.trim_start_matches([' ', '\t']);
            let value = value.strip_prefix('"').unwrap().strip_suffix('"').unwrap();
            (decode(name.trim_end_matches([' ', '\t'])), decode(value))
        })
        .collect();
    meaning.sort();
    meaning
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap().into_owned()
}
