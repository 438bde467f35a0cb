//! The `Authorization` header, RFC 5849 section 3.5.1, read as tolerantly as RFC 9110 wants it.

use http::HeaderMap;
use http::header::AUTHORIZATION;

use super::encoded::Encoded;
use super::refusal::Cause;
use crate::base_string::Parameters;

/// Finds the one `Authorization` header that a request has.
pub(super) fn find(headers: &HeaderMap) -> Result<&[u8], Cause> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let value = values.next().ok_or(Cause::NoHeader)?;
    match values.next() {
        Some(_) => Err(Cause::HeaderTwice),
        None => Ok(value.as_bytes()),
    }
}

/// The parameters of one header: none of them empty, none of them twice.
pub(super) struct Header<'a> {
    pub(super) realm: Encoded<'a>,
    pub(super) consumer_key: Encoded<'a>,
    pub(super) token: Encoded<'a>,
    pub(super) nonce: Encoded<'a>,
    pub(super) timestamp: Encoded<'a>,
    pub(super) signature_method: Encoded<'a>,
    /// The one of them that may be left out.
    pub(super) version: Option<Encoded<'a>>,
    pub(super) signature: Encoded<'a>,
    /// All others, sorted. They are signed too; the authorization flow has `role`, `oauth_callback` and `oauth_verifier`.
    pub(super) others: Parameters<'a>,
}

impl<'a> Header<'a> {
    /// Reads a header's value.
    pub(super) fn parse(text: &'a [u8]) -> Result<Self, Cause> {
        let at = |place: &[u8]| text.len().saturating_sub(place.len());
        // RFC 9110 section 11.1: in any case.
        let mut rest = match skip_blanks(text).split_first_chunk::<5>() {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case(b"OAuth") => rest,
            _ => return Err(Cause::NotOAuth),
        };
        if !matches!(rest, [] | [b' ' | b'\t', ..]) {
            return Err(Cause::NotOAuth);
        }

        let mut known = [None; NAMES.len()];
        let mut others = Parameters::new();
        loop {
            // RFC 9110 section 5.6.1.2: a list may have empty elements.
            while let [b' ' | b'\t' | b',', after @ ..] = rest {
                rest = after;
            }
            if rest.is_empty() {
                break;
            }
            let start = at(rest);
            let (name, after) = Encoded::split_off(rest, start)?;
            if name.as_bytes().is_empty() {
                return Err(Cause::Malformed { at: start });
            }
            // RFC 5849 has no white space around the `=`; RFC 9110 section 11.2 has it read over.
            let [b'=', after @ ..] = skip_blanks(after) else {
                return Err(Cause::Malformed { at: at(after) });
            };
            let after = skip_blanks(after);
            let [b'"', after @ ..] = after else {
                return Err(Cause::NotQuoted { at: at(after) });
            };
            let (value, after) = Encoded::split_off(after, at(after))?;
            rest = match after {
                [b'"', after @ ..] => skip_blanks(after),
                [] => return Err(Cause::NotClosed { at: start }),
                _ => return Err(Cause::NotEncoded { at: at(after) }),
            };
            if !matches!(rest, [] | [b',', ..]) {
                return Err(Cause::Malformed { at: at(rest) });
            }

            let plain = name.decode();
            let mut places = NAMES.iter().zip(&mut known);
            let place = places.find(|(name, _)| *name.as_bytes() == *plain);
            if value.as_bytes().is_empty() {
                let name = place.map_or("parameter", |(name, _)| name);
                return Err(Cause::Empty { name, at: start });
            }
            match place {
                None => others.push(name.as_bytes(), value.as_bytes()),
                Some((name, Some(_))) => return Err(Cause::Twice { name, at: start }),
                Some((_, place)) => *place = Some(value),
            }
        }
        others.sort();
        if others.has_a_name_twice() {
            return Err(Cause::OtherTwice);
        }
        Self::new(known, others)
    }

    /// Takes the values of [`NAMES`].
    fn new(
        known: [Option<Encoded<'a>>; NAMES.len()],
        others: Parameters<'a>,
    ) -> Result<Self, Cause> {
        let mut all = known.iter().zip(NAMES);
        if let Some((_, name)) = all.find(|(value, name)| value.is_none() && *name != VERSION) {
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
            realm: realm.unwrap_or(Encoded::EMPTY),
            consumer_key: consumer_key.unwrap_or(Encoded::EMPTY),
            token: token.unwrap_or(Encoded::EMPTY),
            nonce: nonce.unwrap_or(Encoded::EMPTY),
            timestamp: timestamp.unwrap_or(Encoded::EMPTY),
            signature_method: signature_method.unwrap_or(Encoded::EMPTY),
            version,
            signature: signature.unwrap_or(Encoded::EMPTY),
            others,
        })
    }

    /// Whether it has the parameters that [`Signer`](crate::Signer) writes, and no other.
    pub(super) fn has_usual_parameters(&self) -> bool {
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
                parameters.push(name.as_bytes(), value.as_bytes());
            }
        }
        parameters.extend(&self.others);
    }
}

/// Skips white space, RFC 9110 section 5.6.3.
fn skip_blanks(mut text: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] = text {
        text = rest;
    }
    text
}

/// What [`Header`] has a field for, in the order of Oracle's RESTlet header (`section_1534941295`).
pub(super) const NAMES: [&str; 8] = [
    "realm",
    "oauth_consumer_key",
    "oauth_token",
    "oauth_nonce",
    "oauth_timestamp",
    "oauth_signature_method",
    VERSION,
    "oauth_signature",
];
pub(super) const VERSION: &str = "oauth_version";
