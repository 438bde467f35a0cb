//! Input: a bit number, a method and a URL, one per line.
//!
//! The request is signed, and then one bit of its method, URL or header is flipped. The verifier
//! rejects it, unless its meaning is unchanged.

use http::{HeaderMap, HeaderValue, Method, Uri, header::AUTHORIZATION};
use netsuite_oauth1::verify::Verifier;
use netsuite_oauth1::{Consumer, Credentials, Nonce, Signer, Timestamp, Token};

use super::lines;
use crate::reference;

pub(crate) fn check(input: &[u8]) {
    let [bit, method, url] = lines(input);
    let bit = str::from_utf8(bit)
        .ok()
        .and_then(|bit| bit.parse::<usize>().ok());
    let (Some(bit), Ok(method), Ok(uri)) = (bit, Method::from_bytes(method), Uri::try_from(url))
    else {
        return;
    };
    let credentials = Credentials::new(
        "1234567_SB1".parse().unwrap(),
        Consumer::new("key", "secret").unwrap(),
        Token::new("id/=", "secret").unwrap(),
    );
    let nonce = Nonce::new("fjaLirsIcCGVZWzBX0pg").unwrap();
    let now = Timestamp::from_unix(1_508_242_306);
    let signer = Signer::new(credentials.clone());
    let Ok(signed) = signer.authorize_with(&method, &uri, &nonce, now) else {
        return;
    };

    let wire = uri.to_string();
    let sent = [method.as_str(), &wire, signed.as_str()].map(str::as_bytes);
    let Some([method, url, header]) = flip(sent, bit) else {
        return;
    };
    let (Ok(other_method), Ok(other_uri), Ok(value)) = (
        Method::from_bytes(&method),
        Uri::try_from(&*url),
        HeaderValue::from_bytes(&header),
    ) else {
        return;
    };
    let headers = HeaderMap::from_iter([(AUTHORIZATION, value)]);
    let verified = Verifier::new([credentials]).verify(&other_method, &other_uri, &headers, now);
    if verified.is_ok() {
        let other_wire = other_uri.to_string();
        let base_string = |method: &[u8], url| {
            let method = str::from_utf8(method).unwrap();
            reference::Request { method, url }.base_string(&[])
        };
        assert_eq!(
            base_string(&method, &other_wire),
            base_string(sent[0], &wire)
        );
        assert_eq!(meaning(&header), meaning(sent[2]));
    }
}

/// Flips one bit, counted through all texts. Returns `None` if the number is too high.
fn flip(texts: [&[u8]; 3], mut bit: usize) -> Option<[Vec<u8>; 3]> {
    let mut texts = texts.map(<[u8]>::to_vec);
    for text in &mut texts {
        if let Some(byte) = text.get_mut(bit / 8) {
            *byte ^= 1 << (bit % 8);
            return Some(texts);
        }
        bit -= 8 * text.len();
    }
    None
}

/// Removes differences without a meaning: the case of the scheme, the case of hex digits in
/// escapes, and the spelling of the realm.
fn meaning(header: &[u8]) -> Vec<u8> {
    let mut meaning = header.to_vec();
    meaning[..5].make_ascii_lowercase();
    let start = br#"OAuth realm=""#.len();
    if let Some(realm) = meaning[start..].split_mut(|byte| *byte == b'"').next() {
        realm.make_ascii_uppercase();
        realm
            .iter_mut()
            .filter(|byte| **byte == b'-')
            .for_each(|byte| *byte = b'_');
    }
    for at in 0..meaning.len().saturating_sub(2) {
        if meaning[at] == b'%' {
            meaning[at + 1..at + 3].make_ascii_uppercase();
        }
    }
    meaning
}
