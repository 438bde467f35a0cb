//! The signature base string, RFC 5849 section 3.4.1.

mod header;
mod parameters;
mod text;
mod uri;

use http::Method;
use percent_encoding::percent_decode_str;

pub(crate) use self::header::HeaderParameters;
pub(crate) use self::parameters::Parameters;
pub(crate) use self::text::Text;
pub(crate) use self::uri::BaseStringUri;
use crate::encode::encode;
use crate::error::Error;
use crate::macros::text;
use crate::protocol::{PREFIX, SIGNATURE};
use crate::target::Target;

/// The text that is signed: method, base string URI and normalised parameters (RFC 5849 section
/// 3.4.1).
///
/// This is the canonicalisation alone, without credentials, for any OAuth 1.0 request. A
/// [`Signer`](crate::Signer) makes its own; use this type to compare one step with another
/// implementation.
///
/// ```
/// use http::{Method, Uri};
/// use netsuite_oauth1::BaseString;
///
/// // The example of RFC 5849 section 3.4.1.1, with its form body among the parameters.
/// let uri: Uri = "http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b".parse()?;
/// let base_string = BaseString::new(&Method::POST, &uri, [
///     ("oauth_consumer_key", "9djdj82h48djs9d2"),
///     ("oauth_token", "kkk9d7dh3k39sjv7"),
///     ("oauth_signature_method", "HMAC-SHA1"),
///     ("oauth_timestamp", "137131201"),
///     ("oauth_nonce", "7d8f3e4a"),
///     ("c2", ""),
///     ("a3", "2 q"),
/// ])?;
/// assert_eq!(base_string.uri(), "http://example.com/request");
/// assert!(base_string.parameters().starts_with("a2=r%20b&a3=2%20q&a3=a&b5=%3D%253D&c%40=&c2="));
/// assert!(base_string.as_str().starts_with("POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseString(String);

impl BaseString {
    /// Builds the base string from the method, the URL with its query, and all other parameters: the
    /// header's without `realm` and `oauth_signature`, and a form body's. Names and values are plain
    /// text, not percent-encoded.
    ///
    /// # Errors
    ///
    /// * URL errors: [`Error::HostMissing`], [`Error::SchemeUnsupported`],
    ///   [`Error::SchemeInsecure`], [`Error::UserInfoPresent`], [`Error::PortInvalid`],
    ///   [`Error::QueryEscapeInvalid`] and [`Error::QueryUtf8Invalid`].
    /// * [`Error::QueryParameterReserved`] if the query has `oauth_signature`, or a name of
    ///   `parameters` that begins with `oauth_`.
    pub fn new<'a, N: AsRef<str>, V: AsRef<str>>(
        method: &Method,
        url: impl Into<Target<'a>>,
        parameters: impl IntoIterator<Item = (N, V)>,
    ) -> Result<Self, Error> {
        let target = url.into();
        let (mut reserved, mut others) = (vec![SIGNATURE.to_owned()], Vec::new());
        for (name, value) in parameters {
            let (name, value) = (name.as_ref(), value.as_ref());
            if name.starts_with(PREFIX) {
                reserved.push(name.to_owned());
            }
            others.push([name, value].map(|text| encode(text).to_string()));
        }
        reserved.sort_unstable();
        let uri = BaseStringUri::new(target)?;
        let mut all = Parameters::default();
        all.parse(target.query, &reserved)?;
        for [name, value] in &others {
            all.push(name.as_bytes(), value.as_bytes());
        }
        let mut text = Text::new();
        compose_parameters(&mut text, method, &uri, all);
        Ok(Self::from_text(&text))
    }

    pub(crate) fn from_text(text: &Text) -> Self {
        // Percent-encoded text is ASCII.
        Self(text.as_slice().iter().copied().map(char::from).collect())
    }

    /// Returns the base string: three percent-encoded parts, joined with `&`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the base string URI (section 3.4.1.2): the URL without its query and fragment, and
    /// without the scheme's default port.
    pub fn uri(&self) -> String {
        self.part(1)
    }

    /// Returns the normalised parameters (section 3.4.1.3.2), each name and value encoded once:
    /// `deploy=1&oauth_consumer_key=…&script=6`.
    pub fn parameters(&self) -> String {
        self.part(2)
    }

    /// Decodes a part of the text, so that it shows exactly what is signed.
    fn part(&self, index: usize) -> String {
        let Some(part) = self.0.split('&').nth(index) else {
            unreachable!("a base string has three parts");
        };
        percent_decode_str(part).decode_utf8_lossy().into_owned()
    }
}

text!(BaseString, as_str);

/// Writes the base string of a request (section 3.4.1.1) with just these parameters.
pub(crate) fn compose_parameters(
    text: &mut Text,
    method: &Method,
    uri: &BaseStringUri<'_>,
    mut parameters: Parameters<'_>,
) {
    write_beginning(text, method, uri);
    parameters.sort();
    parameters.write(text);
}

/// Writes method and base string URI, each followed by `&`.
pub(crate) fn write_beginning(text: &mut Text, method: &Method, uri: &BaseStringUri<'_>) {
    // A custom method may have escaped characters. Their hex digits are in upper case already.
    text.extend_encoded(method.as_str().as_bytes());
    text.make_ascii_uppercase();
    text.extend(b"&");
    uri.write(text);
    text.extend(b"&");
}
