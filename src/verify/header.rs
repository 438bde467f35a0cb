//! The `Authorization` header, RFC 5849 section 3.5.1, with the optional whitespace and the empty
//! list elements that RFC 9110 allows.

use http::HeaderMap;
use http::header::AUTHORIZATION;

use super::encoded::Encoded;
use super::error::Kind;
use crate::base_string::Parameters;
use crate::protocol::{HEADER, REALM, SIGNATURE, VERSION};

/// Returns the value of the only `Authorization` header.
pub(super) fn find(headers: &HeaderMap) -> Result<&[u8], Kind> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let value = values.next().ok_or(Kind::HeaderMissing)?;
    match values.next() {
        Some(_) => Err(Kind::HeaderRepeated),
        None => Ok(value.as_bytes()),
    }
}

/// The parameters of a header. None of them is repeated.
pub(super) struct Header<'a> {
    /// In the order of [`HEADER`]. All but the version are present.
    pub(super) values: [Encoded<'a>; HEADER.len()],
    /// Names and values of the other parameters. The authorization flow sends `role`,
    /// `oauth_callback` and `oauth_verifier`.
    others: Vec<(Encoded<'a>, Encoded<'a>)>,
}

impl<'a> Header<'a> {
    pub(super) fn parse(text: &'a [u8]) -> Result<Self, Kind> {
        let mut reader = Reader::new(text)?;
        // Empty if it is missing: a header must not have an empty value.
        let mut values = [Encoded::EMPTY; HEADER.len()];
        let mut others = Vec::new();
        while let Some((name, value, at)) = reader.next_parameter()? {
            if value.is_empty() {
                let name = match name {
                    Name::Known(index) => HEADER[index],
                    Name::Other(_) => "parameter",
                };
                return Err(Kind::ParameterEmpty { name, at });
            }
            match name {
                Name::Other(name) => others.push((name, value)),
                Name::Known(index) if values[index].is_empty() => values[index] = value,
                Name::Known(index) => {
                    let name = HEADER[index];
                    return Err(Kind::ParameterRepeated { name, at });
                }
            }
        }
        if !others.is_empty() && sorted(&others).has_a_name_twice() {
            return Err(Kind::OtherRepeated);
        }
        for (name, value) in HEADER.into_iter().zip(values) {
            if value.is_empty() && name != VERSION {
                return Err(Kind::ParameterMissing { name });
            }
        }
        Ok(Self { values, others })
    }

    pub(super) fn has_version(&self) -> bool {
        let [.., version, _signature] = self.values;
        !version.is_empty()
    }

    /// Whether it has exactly the parameters that a [`Signer`](crate::Signer) writes.
    pub(super) fn is_a_signers(&self) -> bool {
        self.has_version() && self.others.is_empty()
    }

    /// Whether a sorted query repeats a parameter that begins with `oauth_` and that NetSuite does
    /// not define.
    pub(super) fn shares_a_name_with(&self, query: &Parameters<'a>) -> bool {
        sorted(&self.others).shares_protocol_name_with(query)
    }

    /// Adds the signed parameters, RFC 5849 section 3.4.1.3.1.
    pub(super) fn push_signed(&self, parameters: &mut Parameters<'a>) {
        for (name, value) in HEADER.into_iter().zip(self.values) {
            if ![REALM, SIGNATURE].contains(&name) && !value.is_empty() {
                parameters.push(name.as_bytes(), value.as_bytes());
            }
        }
        for (name, value) in &self.others {
            parameters.push(name.as_bytes(), value.as_bytes());
        }
    }
}

fn sorted<'a>(others: &[(Encoded<'a>, Encoded<'a>)]) -> Parameters<'a> {
    let mut sorted = Parameters::default();
    for (name, value) in others {
        sorted.push(name.as_bytes(), value.as_bytes());
    }
    sorted.sort();
    sorted
}

enum Name<'a> {
    /// The index in [`HEADER`].
    Known(usize),
    Other(Encoded<'a>),
}

/// Reads one parameter after another.
struct Reader<'a> {
    text: &'a [u8],
    /// A suffix of `text`.
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads the scheme, in any case (RFC 9110 section 11.1).
    fn new(text: &'a [u8]) -> Result<Self, Kind> {
        match text.trim_ascii_start().split_first_chunk::<5>() {
            Some((scheme, rest @ ([] | [b' ' | b'\t', ..])))
                if scheme.eq_ignore_ascii_case(b"OAuth") =>
            {
                Ok(Self { text, rest })
            }
            _ => Err(Kind::SchemeUnknown),
        }
    }

    /// Returns the next name, its value and the name's position.
    fn next_parameter(&mut self) -> Result<Option<(Name<'a>, Encoded<'a>, usize)>, Kind> {
        // RFC 9110 section 5.6.1.2: a list may have empty elements.
        while let [b' ' | b'\t' | b',', rest @ ..] = self.rest {
            self.rest = rest;
        }
        if self.rest.is_empty() {
            return Ok(None);
        }
        let start = self.at();
        let name = self.name()?;
        let value = self.encoded()?;
        if self.rest.is_empty() {
            return Err(Kind::ValueUnterminated { at: start });
        }
        if !self.skip(b'"') {
            return Err(Kind::ValueUnencoded { at: self.at() });
        }
        self.skip_blanks();
        match self.rest {
            [] | [b',', ..] => Ok(Some((name, value, start))),
            _ => Err(Kind::HeaderMalformed { at: self.at() }),
        }
    }

    /// Reads a name and `="`.
    fn name(&mut self) -> Result<Name<'a>, Kind> {
        for (index, known) in HEADER.iter().enumerate() {
            if let Some([b'=', b'"', rest @ ..]) = self.rest.strip_prefix(known.as_bytes()) {
                self.rest = rest;
                return Ok(Name::Known(index));
            }
        }
        let at = self.at();
        let name = self.encoded()?;
        if name.is_empty() {
            return Err(Kind::HeaderMalformed { at });
        }
        // RFC 5849 has no whitespace around the `=`; RFC 9110 section 11.2 tolerates it.
        self.skip_blanks();
        if !self.skip(b'=') {
            return Err(Kind::HeaderMalformed { at: self.at() });
        }
        self.skip_blanks();
        if !self.skip(b'"') {
            return Err(Kind::ValueUnquoted { at: self.at() });
        }
        let index = HEADER.iter().position(|known| name.is(known));
        Ok(index.map_or(Name::Other(name), Name::Known))
    }

    fn encoded(&mut self) -> Result<Encoded<'a>, Kind> {
        let (encoded, rest) = Encoded::split_off(self.rest, self.at())?;
        self.rest = rest;
        Ok(encoded)
    }

    fn skip(&mut self, byte: u8) -> bool {
        match self.rest {
            [first, rest @ ..] if *first == byte => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Skips optional whitespace, RFC 9110 section 5.6.3.
    fn skip_blanks(&mut self) {
        while self.skip(b' ') || self.skip(b'\t') {}
    }

    /// Returns the position in bytes from the start of the header's value.
    fn at(&self) -> usize {
        self.text.len() - self.rest.len()
    }
}
