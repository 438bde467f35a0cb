//! What all steps share: the integration, its hosts and its signed requests.

use http::header::AUTHORIZATION;
use http::{Method, Request, Uri};
use time::Duration;
use url::Url;
use zeroize::Zeroizing;

use super::Error;
use crate::account::{AccountId, Service};
use crate::authorization::HeaderTemplate;
use crate::base_string::{BaseStringUri, Parameters, Text, compose_parameters};
use crate::credentials::Consumer;
use crate::encode::encode;
use crate::macros::debug;
use crate::nonce::Nonce;
use crate::protocol::CONSUMER_KEY;
use crate::signature::Key;
use crate::target::Target;
use crate::timestamp::Timestamp;

#[derive(Clone)]
pub(super) struct Integration {
    pub(super) consumer: Consumer,
    /// The account, once it is known.
    pub(super) account_id: Option<AccountId>,
    /// Replaces the account's own hosts, for RESTlets and for the user interface.
    pub(super) hosts: Option<[Url; 2]>,
    pub(super) clock_offset: Duration,
}

impl Integration {
    pub(super) fn now(&self) -> Timestamp {
        Timestamp::now().saturating_add(self.clock_offset)
    }

    /// Returns the URL of a path on a service's host, for a signed request or for the user's
    /// browser.
    ///
    /// Rejects a host from [`Start::with_hosts`](super::Start::with_hosts) if its scheme is not
    /// supported, it contains a password, it belongs to another account, or it is NetSuite's over
    /// plain `http`.
    pub(super) fn url(&self, service: Service, path: &str) -> Result<Url, Error> {
        let mut url = match (&self.hosts, &self.account_id) {
            (Some([_, app]), _) if service == Service::App => app.clone(),
            (Some([restlets, _]), _) => restlets.clone(),
            (None, Some(account_id)) => account_id.url(service),
            (None, None) => host_of_all_accounts(),
        };
        url.set_path(path);
        url.set_query(None);
        url.set_fragment(None);
        let uri = BaseStringUri::new(Target::from(&url))?;
        if let Some(account_id) = &self.account_id {
            account_id.check_host(uri.host())?;
        }
        Ok(url)
    }

    /// Creates a signed POST with an empty body.
    ///
    /// The step's `own` parameters follow the consumer key; those of step three begin with
    /// `oauth_token`. In step one, the token secret is empty (RFC 5849 section 3.4.2).
    pub(super) fn post(
        &self,
        path: &str,
        own: &[(&'static str, &str)],
        token_secret: &str,
        nonce: &Nonce,
        timestamp: Timestamp,
    ) -> Result<Request<String>, Error> {
        let mut request = request(Method::POST, &self.url(Service::Restlets, path)?)?;
        let own = [&[(CONSUMER_KEY, self.consumer.key())], own].concat();
        // The verifier is secret: in one allocation, which is zeroized, it leaves no copy behind.
        let encoded = |value| Zeroizing::new(encode(value).collect::<Vec<_>>().concat());
        let values: Vec<_> = own.iter().map(|(_, value)| encoded(value)).collect();
        let own = own.iter().zip(&values);
        let own: Vec<_> = own.map(|(own, value)| (own.0, value.as_str())).collect();
        let mut digits = itoa::Buffer::new();
        let digits = digits.format(timestamp.unix()).as_bytes();

        let mut signed = Parameters::default();
        signed.push_header(&own, nonce.as_bytes(), digits);
        let uri = BaseStringUri::new(Target::from(request.uri()))?;
        // Up to 1 KiB stays on the stack, so that no freed block holds a copy of the verifier.
        let mut base_string = Text::new();
        compose_parameters(&mut base_string, request.method(), &uri, signed);
        let signature = Key::new(self.consumer.secret(), token_secret).sign(base_string.as_slice());

        let realm = self.account_id.as_ref().map(AccountId::realm);
        let header = HeaderTemplate::new(realm, &own);
        let authorization = header.authorization(nonce.clone(), timestamp, digits, signature);
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, authorization.into_header_value());
        Ok(request)
    }
}

debug!(Integration, account_id);

/// Creates a request with an empty body.
pub(crate) fn request(method: Method, url: &Url) -> Result<Request<String>, Error> {
    let mut request = Request::new(String::new());
    *request.method_mut() = method;
    *request.uri_mut() = Uri::try_from(url.as_str()).map_err(|_| Error::UrlInvalid)?;
    Ok(request)
}

/// Returns the host that [serves every account][section_156338994830].
///
/// [section_156338994830]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156338994830.html
fn host_of_all_accounts() -> Url {
    match Url::parse("https://system.netsuite.com/") {
        Ok(url) => url,
        Err(error) => unreachable!("a constant URL: {error}"),
    }
}
