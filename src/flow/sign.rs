//! The signed requests of steps one and three.

use http::header::AUTHORIZATION;
use http::{HeaderValue, Method, Request, Uri};
use url::Url;

use super::Error;
use crate::account::AccountId;
use crate::base_string::BaseString;
use crate::concat::concat;
use crate::credentials::Consumer;
use crate::encode::encode;
use crate::nonce::Nonce;
use crate::protocol;
use crate::signature::Key;
use crate::timestamp::Timestamp;

/// A request of step one or three, before it is signed.
pub(super) struct Unsigned<'a> {
    /// Without a query.
    pub(super) url: Url,
    /// The realm, which [may be left out][section_156338994830] if the account is not known.
    ///
    /// [section_156338994830]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156338994830.html
    pub(super) account_id: Option<&'a AccountId>,
    pub(super) consumer: &'a Consumer,
    /// The secret of the request token, empty in step one (RFC 5849 section 3.4.2).
    pub(super) token_secret: &'a str,
    /// The parameters of this step alone, in the order of the header. No name needs encoding.
    pub(super) parameters: Vec<(&'static str, &'a str)>,
}

impl Unsigned<'_> {
    /// Signs a POST with an empty body. All parameters are in the header.
    pub(super) fn sign(
        self,
        nonce: &Nonce,
        timestamp: Timestamp,
    ) -> Result<Request<String>, Error> {
        check_url(&self.url, self.account_id)?;
        let uri: Uri = self.url.as_str().parse().map_err(|_| Error::Url)?;
        let timestamp = timestamp.to_string();
        let mut parameters = vec![(protocol::CONSUMER_KEY, self.consumer.key())];
        parameters.extend(self.parameters);
        parameters.extend([
            (protocol::NONCE, nonce.as_str()),
            (protocol::TIMESTAMP, &timestamp),
            (protocol::SIGNATURE_METHOD, protocol::HMAC_SHA256),
            (protocol::VERSION, protocol::VERSION_1_0),
        ]);

        // The names differ, so sorting by name is enough (RFC 5849 section 3.4.1.3.2).
        let mut sorted = parameters.clone();
        sorted.sort_unstable_by_key(|(name, _)| *name);
        let sorted = concat(pieces(&sorted, "&", ""));
        let start = BaseString::new(&Method::POST, &uri, NO_PARAMETERS)?;
        let base_string = concat([start.as_str()].into_iter().chain(encode(&sorted)));
        let key = Key::new(self.consumer.secret(), self.token_secret);
        let signature = key.sign(base_string.as_bytes()).to_base64();

        parameters.push((protocol::SIGNATURE, &signature));
        if let Some(account_id) = self.account_id {
            parameters.insert(0, (protocol::REALM, account_id.realm()));
        }
        let mut header = concat(
            ["OAuth "]
                .into_iter()
                .chain(pieces(&parameters, ", ", "\"")),
        );
        let Ok(mut value) = HeaderValue::try_from(std::mem::take(&mut *header)) else {
            unreachable!("percent-encoded text is a header value");
        };
        value.set_sensitive(true);

        let mut request = Request::new(String::new());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = uri;
        request.headers_mut().insert(AUTHORIZATION, value);
        Ok(request)
    }
}

/// Rejects a URL that neither a signed request nor a user may be sent to: no `http` or `https` URL,
/// one with a password, plain `http` to NetSuite, or the host of another account.
pub(super) fn check_url(url: &Url, account_id: Option<&AccountId>) -> Result<(), crate::Error> {
    BaseString::new(&Method::GET, url, NO_PARAMETERS)?;
    match (account_id, url.host_str()) {
        (Some(account_id), Some(host)) => account_id.check_host(host),
        _ => Ok(()),
    }
}

/// Writes parameters as `name=value`, with the values encoded.
fn pieces<'a>(
    parameters: &'a [(&'static str, &'a str)],
    separator: &'static str,
    quote: &'static str,
) -> impl Iterator<Item = &'a str> + Clone {
    parameters
        .iter()
        .enumerate()
        .flat_map(move |(at, (name, value))| {
            let separator = if at == 0 { "" } else { separator };
            let start = [separator, name, "=", quote];
            start.into_iter().chain(encode(value)).chain([quote])
        })
}

const NO_PARAMETERS: [(&str, &str); 0] = [];
