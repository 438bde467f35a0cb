use std::fmt;

use http::Method;

use crate::authorization::Authorization;
use crate::base_string::{BaseString, Text};
use crate::error::Error;
use crate::nonce::Nonce;
use crate::signature::KeyShape;
use crate::signer::Signer;
use crate::target::Target;
use crate::timestamp::Timestamp;

/// Every step of one signature, to hold against Oracle's pages or another client's console, and no secret.
///
/// It is made by [`Signer::explain`]; `println!("{explanation}")` shows all of it. The header in it is a real one:
/// whoever has it can send the request within the next five minutes.
///
/// Where NetSuite answers 401 and another client does not, sign that client's request with its nonce and timestamp: the
/// first step that differs is the cause.
pub struct Explanation {
    method: Method,
    /// The parts of the URL as it is sent, with their names.
    url: Vec<(&'static str, String)>,
    base_string: BaseString,
    key: KeyShape,
    authorization: Authorization,
}

impl Explanation {
    pub(crate) fn new(
        signer: &Signer,
        method: &Method,
        target: Target<'_>,
        nonce: &Nonce,
        timestamp: Timestamp,
    ) -> Result<Self, Error> {
        let mut text = Text::new(0);
        signer.compose(
            &mut text,
            method,
            target,
            nonce.as_bytes(),
            timestamp.digits().as_bytes(),
        )?;
        Ok(Self {
            method: method.clone(),
            url: vec![
                ("scheme", target.scheme.to_owned()),
                ("host", target.host.to_owned()),
                ("port", target.port.trim_start_matches(':').to_owned()),
                ("path", target.path.to_owned()),
                ("query", target.query.unwrap_or_default().to_owned()),
            ],
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

    /// Returns the normalised parameters, each name and value encoded once (section 3.4.1.3.2).
    #[must_use]
    pub fn parameters(&self) -> String {
        self.base_string.parameters()
    }

    /// Returns the signature in Base64.
    #[must_use]
    pub fn signature(&self) -> &str {
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
            "\n2. URL as it is sent, and the part that is signed without the query (3.4.1.2)"
        )?;
        for (name, part) in &self.url {
            let part = if part.is_empty() { "(none)" } else { part };
            writeln!(f, "   {name:<7} {}", Printable(part))?;
        }
        writeln!(f, "   signed  {}", Printable(&self.base_string_uri()))?;

        writeln!(f, "\n3. Parameters as they are sent (3.4.1.3.1)")?;
        let query = self
            .url
            .last()
            .map(|(_, query)| query.as_str())
            .unwrap_or_default();
        for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
            writeln!(f, "   query   {}", Printable(parameter))?;
        }
        for parameter in self
            .authorization
            .as_str()
            .strip_prefix("OAuth ")
            .unwrap_or_default()
            .split(", ")
        {
            let note = match parameter.split('=').next() {
                Some("realm" | "oauth_signature") => "  (never signed)",
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

/// Text from a URL, in which nothing moves a terminal's cursor: a `Uri` may hold any character as it is.
struct Printable<'a>(&'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            if c.is_control() {
                write!(f, "{}", c.escape_unicode())?;
            } else {
                write!(f, "{c}")?;
            }
        }
        Ok(())
    }
}
