use std::fmt;

use http::Method;

use crate::authorization::Authorization;
use crate::base_string::{BaseString, Text};
use crate::error::Error;
use crate::macros::debug;
use crate::nonce::Nonce;
use crate::printable::Printable;
use crate::protocol::{REALM, SIGNATURE};
use crate::signer::Signer;
use crate::target::Target;
use crate::timestamp::Timestamp;

/// Every step of one signature, to compare with Oracle's examples or another client's output.
///
/// [`Signer::explain`] creates it, and `println!("{explanation}")` prints it. It does not contain a
/// secret, but its header is valid: anyone who sees it within five minutes can send the request.
///
/// If NetSuite accepts another client's request but not yours, explain that request with its own
/// nonce and timestamp. The first step that differs is the cause.
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
/// assert!(explanation.base_string().parameters().starts_with("a=1&b=2&oauth_consumer_key=key&"));
/// println!("{explanation}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Explanation {
    base_string: BaseString,
    authorization: Authorization,
    text: String,
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
        let digits = timestamp.to_string().into_bytes();
        signer.compose(&mut text, method, target, nonce.as_bytes(), &digits)?;
        let base_string = BaseString::from_text(&text);
        let authorization = signer.authorize_with(method, target, nonce, timestamp)?;

        let port = target.port.map_err(|()| Error::PortInvalid)?;
        let port = port.map(|port| port.to_string());
        let mut text = Lines::default();
        text.title("1. Method, in upper case (RFC 5849, 3.4.1.1)");
        text.line("", &method.as_str().to_ascii_uppercase());

        text.title("2. URL as it is sent, and its signed part without the query (3.4.1.2)");
        for (name, part) in [
            ("scheme  ", target.scheme),
            ("host    ", target.host),
            ("port    ", port.as_deref().unwrap_or("")),
            ("path    ", target.path),
            ("query   ", target.query),
        ] {
            text.line(name, if part.is_empty() { "(none)" } else { part });
        }
        text.line("signed  ", &base_string.uri());

        text.title("3. Parameters as they are sent (3.4.1.3.1)");
        for piece in target.query.split('&').filter(|piece| !piece.is_empty()) {
            text.line("query   ", piece);
        }
        // Skips the scheme, `OAuth`. No value contains a space, because all values are
        // percent-encoded.
        for parameter in authorization.as_str().split(' ').skip(1) {
            text.line("header  ", parameter.trim_end_matches(','));
            if let Some(REALM | SIGNATURE) = parameter.split('=').next() {
                text.0.push_str("  (never signed)");
            }
        }

        text.title(
            "4. Parameters decoded, encoded again and sorted by name, then value (3.4.1.3.2)",
        );
        for parameter in base_string.parameters().split('&') {
            text.line("", parameter);
        }

        text.title("5. Base string: 1, 2 and 4, each encoded, joined with `&` (3.4.1.1)");
        text.line("", base_string.as_str());

        text.title("6. Key: both secrets, each encoded, joined with `&` (3.4.2)");
        let [consumer_secret, token_secret] = signer.constant.key.lengths();
        text.line("", &format!(
            "consumer secret ({consumer_secret} bytes, encoded) & token secret ({token_secret} bytes, encoded)"
        ));

        text.title("7. Signature: HMAC-SHA256 of 5 with 6, in Base64");
        text.line("", &authorization.signature());

        text.title("8. Header, every value encoded (3.5.1)");
        text.line("Authorization: ", authorization.as_str());
        Ok(Self {
            base_string,
            authorization,
            text: text.0,
        })
    }

    /// Returns the base string: the text that is signed.
    pub fn base_string(&self) -> &BaseString {
        &self.base_string
    }

    /// Returns the header's value, including the signature.
    pub fn authorization(&self) -> &Authorization {
        &self.authorization
    }

    /// Returns the header's value, to send the explained request.
    pub fn into_authorization(self) -> Authorization {
        self.authorization
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

debug!(Explanation, base_string);

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn title(&mut self, title: &str) {
        let before = if self.0.is_empty() { "" } else { "\n\n" };
        self.0.extend([before, title]);
    }

    fn line(&mut self, name: &str, text: &str) {
        self.0.extend(["\n   ", name, &Printable(text).to_string()]);
    }
}
