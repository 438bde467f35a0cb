//! The parameters of the header and the body (RFC 5849 section 3.4.1.3.1).

use super::encoder::Encoder;
use super::key::Around;
use crate::buffer::Buffer;
use crate::convert::shift;
use crate::request::Request;

/// A name and a value that are signed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Parameter {
    pub(crate) name: Buffer,
    pub(crate) value: Buffer,
    /// Whether a parameter without a value is written `name=` instead of `name`.
    pub(crate) has_equals: bool,
}

impl Parameter {
    pub(crate) fn new(name: impl Into<Buffer>, value: impl Into<Buffer>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
            has_equals: true,
        }
    }
}

/// How a client signs the parameters of the header.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Header {
    /// Whether a parameter that is also in the query is signed only once.
    pub(crate) merged: bool,
    pub(crate) realm: Realm,
    pub(crate) version: Version,
    /// A parameter that is sent, but not signed.
    pub(crate) left_out: Option<&'static str>,
    /// The `oauth_signature_method` that is signed, if it differs from the sent one.
    pub(crate) signature_method: Option<&'static str>,
    /// Stray characters that are signed, but not sent.
    pub(crate) consumer_key: Around,
    pub(crate) token_id: Around,
    /// By how many seconds the signed timestamp is later than the sent one.
    pub(crate) timestamp_shift: i8,
    pub(crate) callback: Callback,
    /// Whether an empty `oauth_token` is signed, although none is sent.
    pub(crate) with_empty_token: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Version {
    #[default]
    Sent,
    Added,
}

/// The realm that is signed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Realm {
    #[default]
    NotSigned,
    Sent,
    /// The realm of the credentials' account.
    Own,
}

/// The value of `oauth_callback` that is signed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Callback {
    #[default]
    Sent,
    EncodedAgain,
    DecodedAgain,
}

/// What is signed of the body.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Body {
    #[default]
    NotSigned,
    /// The parameters of a form.
    Form,
    /// The whole body, as a name.
    Name,
    /// The members of a JSON object, converted to text in one of these ways.
    Members(Printed),
    /// The members of a JSON object, and each item of an array as a parameter.
    MembersAndItems,
    /// Each character, with its index as the name: a loop over a string instead of an object.
    Characters,
    /// A hash in Base64, as `oauth_body_hash`.
    Hash,
    /// A hash in hex digits, as `oauth_body_hash`.
    HexHash,
    /// The whole body, as a parameter without `=`.
    Appended,
}

/// How a value of a JSON body is converted to text.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Printed {
    /// As `String(value)` does in JavaScript.
    JavaScript,
    /// As `str(value)` does in Python.
    Python,
    /// As `(string) $value` does in PHP.
    Php,
    /// As JSON, except for a string.
    Json,
}

impl Header {
    pub(crate) fn parameters(self, request: &Request<'_>) -> Vec<Parameter> {
        let sent = if self.merged {
            &request.merged
        } else {
            &request.parameters
        };
        let mut header: Vec<Parameter> = sent
            .iter()
            .map(|(name, value)| Parameter::new(name.clone(), value.clone()))
            .collect();
        let mut set = |name: &str, value: Option<&str>| {
            header.retain(|parameter| *parameter.name != *name.as_bytes());
            header.extend(value.map(|value| Parameter::new(name, value)));
        };
        if self.version == Version::Added {
            set("oauth_version", Some("1.0"));
        }
        if let Some(name) = self.left_out {
            set(name, None);
        }
        if self.signature_method.is_some() {
            set("oauth_signature_method", self.signature_method);
        }
        if self.with_empty_token {
            set("oauth_token", Some(""));
        }
        let own = request.keys.account_id.realm();
        let realm: Option<Buffer> = match self.realm {
            Realm::NotSigned => None,
            Realm::Sent => Some(request.realm.clone().unwrap_or(own.into())),
            Realm::Own => Some(own.into()),
        };
        header.extend(realm.map(|realm| Parameter::new("realm", realm)));
        for parameter in &mut header {
            match &*parameter.name {
                b"oauth_consumer_key" => self.consumer_key.surround(&mut parameter.value),
                b"oauth_token" => self.token_id.surround(&mut parameter.value),
                b"oauth_timestamp" => {
                    parameter.value = shift(&parameter.value, self.timestamp_shift);
                }
                b"oauth_callback" => self.callback.apply(&mut parameter.value),
                _ => {}
            }
        }
        header
    }
}

impl Callback {
    fn apply(self, value: &mut Buffer) {
        match self {
            Self::Sent => {}
            Self::EncodedAgain => {
                let mut encoded = Buffer::default();
                Encoder::default().write(value, &mut encoded);
                *value = encoded;
            }
            Self::DecodedAgain => *value = percent_encoding::percent_decode(value).collect(),
        }
    }
}
