//! The `Authorization` header, RFC 5849 section 3.5.1, read as tolerantly as RFC 9110 wants it.

use std::borrow::Cow;

use http::HeaderMap;
use http::header::AUTHORIZATION;
use percent_encoding::percent_decode_str;

use super::refusal::Cause;
use crate::base_string::Parameters;
use crate::encode::{encode, encoded, is_all_unreserved, is_unreserved};

/// The parameters of one header as they stand in it, percent-encoded: none of them empty, none of them twice.
pub(super) struct Header<'a> {
    pub(super) realm: &'a str,
    pub(super) consumer_key: &'a str,
    pub(super) token: &'a str,
    pub(super) nonce: &'a str,
    pub(super) timestamp: &'a str,
    pub(super) signature_method: &'a str,
    /// The one of them that may be left out.
    pub(super) version: Option<&'a str>,
    pub(super) signature: &'a str,
    /// All others, sorted. They are signed too; the authorization flow has `role`, `oauth_callback` and `oauth_verifier`.
    pub(super) others: Parameters<'a>,
}

impl<'a> Header<'a> {
    /// Reads the one `Authorization` header that a request has.
    pub(super) fn find(headers: &'a HeaderMap) -> Result<Self, Cause> {
        let mut values = headers.get_all(AUTHORIZATION).iter();
        let value = values.next().ok_or(Cause::NoHeader)?;
        if values.next().is_some() {
            return Err(Cause::HeaderTwice);
        }
        match str::from_utf8(value.as_bytes()) {
            Ok(text) => Self::parse(text),
            // Whatever else it is, what stands there is not percent-encoded.
            Err(error) => Err(Cause::NotEncoded {
                at: error.valid_up_to(),
            }),
        }
    }

    fn parse(text: &'a str) -> Result<Self, Cause> {
        let text_at = |place: &str| text.len().saturating_sub(place.len());
        let mut rest = text.trim_start_matches(is_blank);
        let end = rest.find(is_blank).unwrap_or(rest.len());
        let (scheme, after_scheme) = rest.split_at_checked(end).unwrap_or_default();
        // RFC 9110 section 11.1: in any case.
        if !scheme.eq_ignore_ascii_case("OAuth") {
            return Err(Cause::NotOAuth);
        }
        rest = after_scheme;

        let mut known = [None; NAMES.len()];
        let mut others = Parameters::new();
        loop {
            // RFC 9110 section 5.6.1.2: a list may have empty elements.
            rest = rest.trim_start_matches(|c| is_blank(c) || c == ',');
            if rest.is_empty() {
                break;
            }
            let at = text_at(rest);
            let (name, after_name) = rest.split_once('=').ok_or(Cause::Malformed { at })?;
            // RFC 5849 has no white space around the `=`. RFC 9110 section 11.2 has it read over.
            let name = name.trim_end_matches(is_blank);
            let after_name = after_name.trim_start_matches(is_blank);
            let value_at = text_at(after_name);
            if name.is_empty() {
                return Err(Cause::Malformed { at });
            }
            check(name, at)?;
            let Some(value) = after_name.strip_prefix('"') else {
                return Err(Cause::NotQuoted { at: value_at });
            };
            let (value, after_value) = value
                .split_once('"')
                .ok_or(Cause::Malformed { at: value_at })?;
            check(value, value_at.saturating_add(1))?;

            let plain = decode(name);
            let place = NAMES
                .iter()
                .zip(&mut known)
                .find(|(known, _)| **known == plain);
            if value.is_empty() {
                let name = place.map_or("parameter", |(name, _)| name);
                return Err(Cause::Empty { name, at });
            }
            match place {
                None => others.push(name, value),
                Some((name, place)) => {
                    if place.replace(value).is_some() {
                        return Err(Cause::Twice { name, at });
                    }
                }
            }
            rest = after_value.trim_start_matches(is_blank);
            if !rest.is_empty() && !rest.starts_with(',') {
                return Err(Cause::Malformed { at: text_at(rest) });
            }
        }
        others.sort();
        if others.has_a_name_twice() {
            return Err(Cause::OtherTwice);
        }
        Self::new(known, others)
    }

    /// Takes the values of [`NAMES`].
    fn new(known: [Option<&'a str>; NAMES.len()], others: Parameters<'a>) -> Result<Self, Cause> {
        let mut missing = known.iter().zip(NAMES);
        if let Some((_, name)) = missing.find(|(value, name)| value.is_none() && *name != VERSION) {
            return Err(Cause::Missing { name });
        }
        let [
            realm,
            consumer_key,
            token,
            nonce,
            timestamp,
            signature_method,
            version,
            signature,
        ] = known;
        Ok(Self {
            realm: realm.unwrap_or_default(),
            consumer_key: consumer_key.unwrap_or_default(),
            token: token.unwrap_or_default(),
            nonce: nonce.unwrap_or_default(),
            timestamp: timestamp.unwrap_or_default(),
            signature_method: signature_method.unwrap_or_default(),
            version,
            signature: signature.unwrap_or_default(),
            others,
        })
    }

    /// Whether it has the parameters that [`Signer`](crate::Signer) writes, and no other.
    pub(super) fn is_usual(&self) -> bool {
        self.version.is_some() && self.others.as_slice().is_empty()
    }

    /// Adds all that is signed (RFC 5849 section 3.4.1.3.1).
    pub(super) fn push_signed(&self, parameters: &mut Parameters<'a>) {
        let known = [
            ("oauth_consumer_key", Some(self.consumer_key)),
            ("oauth_nonce", Some(self.nonce)),
            ("oauth_signature_method", Some(self.signature_method)),
            ("oauth_timestamp", Some(self.timestamp)),
            ("oauth_token", Some(self.token)),
            (VERSION, self.version),
        ];
        for (name, value) in known {
            if let Some(value) = value {
                parameters.push(name, value);
            }
        }
        parameters.extend(&self.others);
    }
}

/// Returns the plain text of a name or value that [`check`] has let pass.
pub(super) fn decode(encoded: &str) -> Cow<'_, str> {
    if encoded.contains('%') {
        percent_decode_str(encoded).decode_utf8_lossy()
    } else {
        Cow::Borrowed(encoded)
    }
}

/// Returns a value as the crate itself encodes it, so that equal values are equal text: only other escapes than these cost an
/// allocation.
pub(super) fn canonical(value: &str) -> Cow<'_, str> {
    let same = || {
        let again = percent_decode_str(value).flat_map(|byte| {
            let [text @ .., count] = encoded(byte);
            text.into_iter().take(usize::from(count))
        });
        again.eq(value.bytes())
    };
    if is_all_unreserved(value.as_bytes()) || same() {
        Cow::Borrowed(value)
    } else {
        Cow::Owned(encode(&decode(value)).to_string())
    }
}

/// Refuses a name or value, `at` bytes into the header, that is not percent-encoded (RFC 5849 section 3.6), and one that is
/// not UTF-8 when decoded.
fn check(encoded: &str, at: usize) -> Result<(), Cause> {
    if is_all_unreserved(encoded.as_bytes()) {
        return Ok(());
    }
    let mut bytes = encoded.bytes().zip(at..);
    while let Some((byte, at)) = bytes.next() {
        let mut hex = || {
            bytes
                .next()
                .is_some_and(|(digit, _)| digit.is_ascii_hexdigit())
        };
        if !(is_unreserved(byte) || byte == b'%' && hex() && hex()) {
            return Err(Cause::NotEncoded { at });
        }
    }
    // Asked first, since nearly all are, and since the other costs an allocation.
    if percent_decode_str(encoded).all(|byte| byte.is_ascii())
        || percent_decode_str(encoded).decode_utf8().is_ok()
    {
        Ok(())
    } else {
        Err(Cause::NotUtf8 { at })
    }
}

/// Optional white space, RFC 9110 section 5.6.3.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// What [`Header`] has a field for, in the order of Oracle's RESTlet header (`section_1534941295`).
const NAMES: [&str; 8] = [
    "realm",
    "oauth_consumer_key",
    "oauth_token",
    "oauth_nonce",
    "oauth_timestamp",
    "oauth_signature_method",
    VERSION,
    "oauth_signature",
];
const VERSION: &str = "oauth_version";
