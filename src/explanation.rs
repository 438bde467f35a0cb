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
        let digits = timestamp.to_string();
        signer.compose(
            &mut text,
            method,
            target,
            nonce.as_bytes(),
            digits.as_bytes(),
        )?;
        let base_string = BaseString::from_text(&text);
        let authorization = signer.authorize_with(method, target, nonce, timestamp)?;

        let port = target.port?.map(|port| port.to_string());
        let mut url = [
            ("scheme", target.scheme),
            ("host", target.host),
            ("port", port.as_deref().unwrap_or("")),
            ("path", target.path),
            ("query", target.query),
        ]
        .map(|(name, part)| {
            let part = if part.is_empty() { "(none)" } else { part };
            format!("{name:<7} {}", Printable(part))
        })
        .to_vec();
        url.push(format!("signed  {}", Printable(&base_string.uri())));

        let query = target.query.split('&').filter(|piece| !piece.is_empty());
        let mut parameters: Vec<_> = query
            .map(|piece| format!("query   {}", Printable(piece)))
            .collect();
        // The scheme comes first. No value has a space, because each is percent-encoded.
        for parameter in authorization.as_str().split(' ').skip(1) {
            let parameter = parameter.trim_end_matches(',');
            let note = match parameter.split('=').next() {
                Some(REALM | SIGNATURE) => "  (never signed)",
                _ => "",
            };
            parameters.push(format!("header  {parameter}{note}"));
        }

        let KeyShape {
            consumer_secret,
            token_secret,
        } = signer.key().shape();
        let key = format!(
            "consumer secret ({consumer_secret} bytes, encoded) & token secret ({token_secret} bytes, encoded)"
        );
        let texts = [
            method.as_str().to_ascii_uppercase(),
            url.join(LINE),
            parameters.join(LINE),
            base_string.parameters().replace('&', LINE),
            base_string.to_string(),
            key,
            authorization.signature(),
            format!("Authorization: {}", authorization.as_str()),
        ];
        let steps = (1..).zip(TITLES.iter().zip(&texts));
        let steps: Vec<_> = steps
            .map(|(number, (title, text))| format!("{number}. {title}{LINE}{text}"))
            .collect();
        Ok(Self {
            text: steps.join("\n\n"),
            base_string,
            authorization,
        })
    }

    /// Returns the text that is signed.
    #[must_use]
    pub fn base_string(&self) -> &BaseString {
        &self.base_string
    }

    /// Returns the header's value, which is signed.
    pub fn authorization(&self) -> &Authorization {
        &self.authorization
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Explanation")
            .field("base_string", &self.base_string.as_str())
            .finish_non_exhaustive()
    }
}

/// The steps, with the sections of RFC 5849.
const TITLES: [&str; 8] = [
    "Method, in upper case (RFC 5849, 3.4.1.1)",
    "URL as it is sent, and its signed part without the query (3.4.1.2)",
    "Parameters as they are sent (3.4.1.3.1)",
    "Parameters decoded, encoded again and sorted by name, then value (3.4.1.3.2)",
    "Base string: 1, 2 and 4, each encoded, joined with `&` (3.4.1.1)",
    "Key: both secrets, each encoded, joined with `&` (3.4.2)",
    "Signature: HMAC-SHA256 of 5 with 6, in Base64",
    "Header, every value encoded (3.5.1)",
];

/// Begins a line below a title.
const LINE: &str = "\n   ";
