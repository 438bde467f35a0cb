//! The signed requests of steps one and three.

use http::header::AUTHORIZATION;
use http::{Method, Request, Uri};
use url::Url;

use super::Error;
use crate::account::AccountId;
use crate::authorization::Authorization;
use crate::base_string::BaseString;
use crate::credentials::Consumer;
use crate::encode::encode;
use crate::nonce::Nonce;
use crate::signature::Key;
use crate::target::Target;
use crate::timestamp::Timestamp;

/// What is signed in steps one and three, besides the consumer and the stamp.
pub(super) struct Unsigned<'a> {
    pub(super) url: &'a Url,
    /// The realm, which is left out where the account is not known (Oracle: `section_156338994830`).
    pub(super) account_id: Option<&'a AccountId>,
    pub(super) consumer: &'a Consumer,
    /// The secret of the request token; empty where there is none yet (RFC 5849 section 3.4.2).
    pub(super) token_secret: &'a str,
    /// The parameters of this step alone, in the order of the header.
    pub(super) parameters: Vec<(&'static str, &'a str)>,
}

impl Unsigned<'_> {
    /// Makes the POST, whose body is empty and whose parameters are all in the header.
    pub(super) fn sign(self, nonce: Nonce, timestamp: Timestamp) -> Result<Request<()>, Error> {
        let uri: Uri = self.url.as_str().parse().map_err(|_| Error::Url)?;
        if let Some(account_id) = self.account_id {
            account_id.check_host(&Target::from(&uri).host.to_ascii_lowercase())?;
        }
        let time = timestamp.to_string();
        let mut parameters = vec![("oauth_consumer_key", self.consumer.key())];
        parameters.extend(self.parameters);
        parameters.extend([
            ("oauth_nonce", nonce.as_str()),
            ("oauth_timestamp", &time),
            ("oauth_signature_method", "HMAC-SHA256"),
            ("oauth_version", "1.0"),
        ]);
        let base_string = BaseString::new(&Method::POST, &uri, parameters.iter().copied())?;
        let signature =
            Key::new(self.consumer.secret(), self.token_secret).sign_str(base_string.as_str());

        // What is signed is what is sent: the same list, and around it what is never signed.
        let realm = self.account_id.map(|id| ("realm", id.realm()));
        let signature_parameter = ("oauth_signature", signature.as_str());
        let mut text = String::from("OAuth ");
        for (name, value) in realm
            .into_iter()
            .chain(parameters)
            .chain([signature_parameter])
        {
            if text.ends_with('"') {
                text.push_str(", ");
            }
            text.extend([name, "=\""].into_iter().chain(encode(value)).chain(["\""]));
        }
        let authorization = Authorization::from_text(text, nonce, timestamp, signature);

        let mut request = Request::new(());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = uri;
        request
            .headers_mut()
            .insert(AUTHORIZATION, authorization.into_header_value());
        Ok(request)
    }
}
