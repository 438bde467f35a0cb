//! The signature base string, RFC 5849 section 3.4.1.

mod header;
mod parameters;
mod uri;

use std::fmt;

use http::Method;
use percent_encoding::percent_decode_str;

pub(crate) use self::header::{HeaderParameters, HeaderTemplate};
pub(crate) use self::parameters::Parameters;
pub(crate) use self::uri::BaseStringUri;
use crate::encode::{encode, encoded};
use crate::error::Error;
use crate::stack_vec::StackVec;
use crate::target::Target;

/// The text that is signed: method, base string URI and normalised parameters (RFC 5849 section 3.4.1).
///
/// This is the canonicalisation alone, without credentials, for any OAuth 1.0 request. [`Signer`](crate::Signer) makes
/// its own; use this to hold a step against another implementation's.
///
/// ```
/// use http::{Method, Uri};
/// use netsuite_oauth1::BaseString;
///
/// // The example of RFC 5849 section 3.4.1.1, its form body among the parameters.
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
/// assert!(base_string.parameters().starts_with("a2=r%20b&a3=2%20q&a3=a&b5=%3D%253D&c%40=&c2=&oauth_consumer_key="));
/// assert!(base_string.as_str().starts_with("POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct BaseString {
    text: String,
}

impl BaseString {
    /// Makes the base string of a request from its method, its URL with the query, and its other parameters: those of the
    /// header, without `realm` and `oauth_signature`, and those of a form body. Their names and values are plain text.
    ///
    /// # Errors
    ///
    /// The ones that tell of a URL: [`Error::HostMissing`], [`Error::SchemeUnsupported`], [`Error::UserInfoPresent`],
    /// [`Error::PortInvalid`], [`Error::QueryEscape`], [`Error::QueryUtf8`] and, where the query has `oauth_signature` or a
    /// name that begins with `oauth_` and is among `parameters`, [`Error::QueryProtocolParameter`].
    pub fn new<'a, N: AsRef<str>, V: AsRef<str>>(
        method: &Method,
        url: impl Into<Target<'a>>,
        parameters: impl IntoIterator<Item = (N, V)>,
    ) -> Result<Self, Error> {
        let target = url.into();
        let mut carried = vec!["oauth_signature".to_owned()];
        // Encoded text is a query too: both kinds of parameters go the same way.
        let mut form = String::new();
        for (name, value) in parameters {
            if name.as_ref().starts_with("oauth_") {
                carried.push(name.as_ref().to_owned());
            }
            let (name, value) = (encode(name.as_ref()), encode(value.as_ref()));
            form.extend(["&"].into_iter().chain(name).chain(["="]).chain(value));
        }
        carried.sort_unstable();
        let uri = BaseStringUri::new(target)?;
        let mut all = Parameters::new();
        all.parse(target.query.unwrap_or_default(), &carried)?;
        all.parse::<&str>(&form, &[])?;
        all.sort();
        let mut text = Text::new(0);
        compose(&mut text, method, &uri, &all, None);
        Ok(Self::from_text(&text))
    }

    pub(crate) fn from_text(text: &Text) -> Self {
        // What is percent-encoded is ASCII.
        Self {
            text: String::from_utf8_lossy(text.as_slice()).into_owned(),
        }
    }

    /// Returns the base string: three encoded parts with `&` between.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the base string URI (section 3.4.1.2): the URL without query, fragment and the scheme's own port.
    #[must_use]
    pub fn uri(&self) -> String {
        self.part(1)
    }

    /// Returns the normalised parameters (section 3.4.1.3.2), each name and value encoded once:
    /// `deploy=1&oauth_consumer_key=…&script=6`.
    #[must_use]
    pub fn parameters(&self) -> String {
        self.part(2)
    }

    /// Takes a part out of the text and the second encoding off it: what is shown is what is signed.
    fn part(&self, index: usize) -> String {
        let part = self.text.split('&').nth(index).unwrap_or_default();
        percent_decode_str(part).decode_utf8_lossy().into_owned()
    }
}

impl AsRef<str> for BaseString {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for BaseString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for BaseString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BaseString").field(&self.text).finish()
    }
}

/// A base string in the making: that of a RESTlet or a SuiteQL page has 400 to 500 bytes.
pub(crate) type Text = StackVec<u8, 1024>;

/// Writes a base string (section 3.4.1.1), with the header's parameters among those of the query.
///
/// `query` is sorted, and no name in it is in `header`. Returns where the values of nonce and timestamp begin.
pub(crate) fn compose(
    text: &mut Text,
    method: &Method,
    uri: &BaseStringUri<'_>,
    query: &Parameters<'_>,
    header: Option<HeaderParameters<'_>>,
) -> [usize; 2] {
    match *method {
        Method::GET => text.extend(b"GET"),
        Method::POST => text.extend(b"POST"),
        // A custom method may be in lower case and have characters that are escaped.
        _ => {
            for byte in method.as_str().bytes() {
                let [bytes @ .., count] = encoded(byte.to_ascii_uppercase());
                text.extend(bytes.get(..usize::from(count)).unwrap_or_default());
            }
        }
    }
    text.extend(b"&");
    uri.write(text);
    text.extend(b"&");
    let start = text.len();
    let mut query = query.as_slice();
    let positions = match header {
        Some(header) => header.merge(&mut query, start, text),
        None => [0; 2],
    };
    for parameter in query {
        parameter.write(start, text);
    }
    positions
}
