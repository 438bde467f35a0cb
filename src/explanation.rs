use std::fmt;

use http::Method;

use crate::authorization::Authorization;
use crate::base_string::{BaseString, Text};
use crate::error::Error;
use crate::nonce::Nonce;
use crate::printable::Printable;
use crate::protocol::{REALM, SIGNATURE};
use crate::signature::KeyShape;
use crate::signer::Signer;
use crate::target::Target;
use crate::timestamp::Timestamp;

/// Every step of one signature, to compare with Oracle's pages or another client's console.
///
/// [`Signer::explain`] makes it, and `println!("{explanation}")` shows it. It has no secret, but its
/// header is real: whoever has it can send the request within the next five minutes.
///
/// If NetSuite accepts another client's request and not yours, explain that request with its nonce
/// and timestamp: the first step that differs is the cause.
///
/// ```
/// use http::{Method, Uri};
/// use netsuite_oauth1::{Consumer, Credentials, Nonce, Signer, Timestamp, Token};
///
/// # let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret")?);
/// let signer = Signer::new(Credentials::new("1234567".parse()?, consumer, token));
/// let uri = Uri::from_static("https://1234567.restlets.api.netsuite.com/rest/tokeninfo?b=2&a=1");
/// let nonce: Nonce = "fjaLirsIcCGVZWzBX0pg".parse()?;
/// let explanation = signer.explain(&Method::GET, &uri, &nonce, Timestamp::from_unix(1508242306))?;
/// assert!(explanation.parameters().starts_with("a=1&b=2&oauth_consumer_key=key&"));
/// println!("{explanation}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Explanation {
    method: Method,
    url: SentUrl,
    base_string: BaseString,
    key: KeyShape,
    authorization: Authorization,
}

/// The parts of the URL as it is sent.
struct SentUrl {
    scheme: String,
    host: String,
    port: Option<u16>,
    path: String,
    query: String,
}

impl Explanation {
    pub(crate) fn new(
        signer: &Signer,
        method: &Method,
        target: Target<'_>,
        nonce: &Nonce,
        timestamp: Timestamp,
    ) -> Result<Self, Error> {
        let mut text = Text::new();
        let digits = timestamp.to_string();
        signer.compose(
            &mut text,
            method,
            target,
            nonce.as_bytes(),
            digits.as_bytes(),
        )?;
        Ok(Self {
            method: method.clone(),
            url: SentUrl {
                scheme: target.scheme.to_owned(),
                host: target.host.to_owned(),
                port: target.port?,
                path: target.path.to_owned(),
                query: target.query.to_owned(),
            },
            base_string: BaseString::from_text(&text),
            key: signer.key().shape(),
            authorization: signer.authorize_with(method, target, nonce, timestamp)?,
        })
    }

    /// Returns the text that is signed (RFC 5849 section 3.4.1).
    #[must_use]
    pub fn base_string(&self) -> &str {
        self.base_string.as_str()
    }

    /// Returns the part of the URL that is signed, without the query (section 3.4.1.2).
    #[must_use]
    pub fn base_string_uri(&self) -> String {
        self.base_string.uri()
    }

    /// Returns the normalised parameters, each name and value percent-encoded once (section
    /// 3.4.1.3.2).
    #[must_use]
    pub fn parameters(&self) -> String {
        self.base_string.parameters()
    }

    /// Returns the signature in Base64.
    #[must_use]
    pub fn signature(&self) -> String {
        self.authorization.signature()
    }

    /// Returns the header's value.
    #[must_use]
    pub fn authorization(&self) -> &str {
        self.authorization.as_str()
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "1. Method, in upper case (RFC 5849, 3.4.1.1)")?;
        writeln!(f, "   {}", self.method.as_str().to_ascii_uppercase())?;

        writeln!(
            f,
            "\n2. URL as it is sent, and its signed part without the query (3.4.1.2)"
        )?;
        let url = &self.url;
        let port = url.port.map(|port| port.to_string()).unwrap_or_default();
        for (name, part) in [
            ("scheme", &url.scheme),
            ("host", &url.host),
            ("port", &port),
            ("path", &url.path),
            ("query", &url.query),
        ] {
            let part = if part.is_empty() { "(none)" } else { part };
            writeln!(f, "   {name:<7} {}", Printable(part))?;
        }
        writeln!(f, "   signed  {}", Printable(&self.base_string_uri()))?;

        writeln!(f, "\n3. Parameters as they are sent (3.4.1.3.1)")?;
        for parameter in url.query.split('&').filter(|piece| !piece.is_empty()) {
            writeln!(f, "   query   {}", Printable(parameter))?;
        }
        let header = self.authorization.as_str();
        for parameter in header.strip_prefix("OAuth ").unwrap_or(header).split(", ") {
            let note = match parameter.split('=').next() {
                Some(REALM | SIGNATURE) => "  (never signed)",
                _ => "",
            };
            writeln!(f, "   header  {parameter}{note}")?;
        }

        writeln!(
            f,
            "\n4. Parameters decoded, encoded again and sorted by name, then value (3.4.1.3.2)"
        )?;
        for parameter in self.parameters().split('&') {
            writeln!(f, "   {parameter}")?;
        }

        writeln!(
            f,
            "\n5. Base string: 1, 2 and 4, each encoded, joined with `&` (3.4.1.1)"
        )?;
        writeln!(f, "   {}", self.base_string)?;

        let KeyShape {
            consumer_secret,
            token_secret,
        } = self.key;
        writeln!(
            f,
            "\n6. Key: both secrets, each encoded, joined with `&` (3.4.2)"
        )?;
        writeln!(
            f,
            "   consumer secret ({consumer_secret} bytes, encoded) & token secret ({token_secret} bytes, encoded)"
        )?;

        writeln!(f, "\n7. Signature: HMAC-SHA256 of 5 with 6, in Base64")?;
        writeln!(f, "   {}", self.signature())?;

        writeln!(f, "\n8. Header, every value encoded (3.5.1)")?;
        write!(f, "   Authorization: {}", self.authorization())
    }
}

impl fmt::Debug for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Explanation")
            .field("base_string", &self.base_string())
            .finish_non_exhaustive()
    }
}
