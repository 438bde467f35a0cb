use http::{Method, Request, StatusCode};
use url::Url;

use super::{Error, Place, answer, request};
use crate::account::Service;
use crate::json::Value;
use crate::signer::Signer;

/// The account, role and user of a token, as `/rest/tokeninfo` reports them.
///
/// [`Signer::token_info_request`] creates the request. Oracle documents [the
/// endpoint][chapter_157017286140], but not the member names of its JSON. The names here are the
/// ones that other clients read. Missing members are `None`, and unknown members are ignored.
///
/// ```
/// use http::StatusCode;
/// use netsuite_oauth1::flow::TokenInfo;
///
/// let body = br#"{"companyId":"1234567","roleId":3,"roleName":"Administrator"}"#;
/// let info = TokenInfo::read(StatusCode::OK, body)?;
/// assert_eq!(info.company_id.as_deref(), Some("1234567"));
/// assert_eq!(info.role_id.as_deref(), Some("3"));
/// assert_eq!(info.entity_id, None);
/// # Ok::<(), netsuite_oauth1::flow::Error>(())
/// ```
///
/// [chapter_157017286140]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/chapter_157017286140.html
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenInfo {
    /// The account id, in NetSuite's spelling.
    pub company_id: Option<String>,
    /// The name of the company.
    pub company_name: Option<String>,
    /// The internal id of the role.
    pub role_id: Option<String>,
    /// The name of the role.
    pub role_name: Option<String>,
    /// The internal id of the user's record.
    pub entity_id: Option<String>,
    /// The name of the user.
    pub entity_name: Option<String>,
}

impl TokenInfo {
    /// Reads NetSuite's response.
    ///
    /// # Errors
    ///
    /// [`Error::RequestRejected`], [`Error::LengthExceeded`] and [`Error::JsonInvalid`].
    pub fn read(status: StatusCode, body: &[u8]) -> Result<Self, Error> {
        let Some(json @ Value::Object(_)) = answer::check(Place::TokenInfo, status, body)? else {
            return Err(Error::JsonInvalid);
        };
        let text = |name| json.get(name)?.text().map(str::to_owned);
        Ok(Self {
            company_id: text("companyId"),
            company_name: text("companyName"),
            role_id: text("roleId"),
            role_name: text("roleName"),
            entity_id: text("entityId"),
            entity_name: text("entityName"),
        })
    }
}

/// Token endpoints
// Here rather than in signer.rs, to keep the requests next to the code that reads their responses.
impl Signer {
    /// Creates a signed GET request for `/rest/tokeninfo`, the simplest check that credentials
    /// work.
    ///
    /// [`TokenInfo::read`] reads the response: the token's account, role and user.
    ///
    /// ```
    /// # use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
    /// # let signer = Signer::new(Credentials::new(
    /// #     "1234567".parse()?, Consumer::new("key", "secret")?, Token::new("id", "secret")?,
    /// # ));
    /// let request = signer.token_info_request()?;
    /// assert_eq!(request.uri(), "https://1234567.restlets.api.netsuite.com/rest/tokeninfo");
    /// assert!(request.headers().contains_key("authorization"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Currently none, because requests to the account's own host can always be signed.
    ///
    /// # Panics
    ///
    /// Panics if the system has no source of randomness or no clock.
    pub fn token_info_request(&self) -> Result<Request<String>, Error> {
        self.get(&self.account_id().at(Service::Restlets, "/rest/tokeninfo"))
    }

    /// Creates a signed GET request for `/rest/revoketoken`, which revokes the signer's own token.
    ///
    /// Any 2xx status means that the token is revoked.
    ///
    /// # Errors
    ///
    /// [`Error::UrlInvalid`] if the consumer key and the token id make the URL too long.
    ///
    /// # Panics
    ///
    /// Panics if the system has no source of randomness or no clock.
    pub fn revoke_token_request(&self) -> Result<Request<String>, Error> {
        let mut url = self.account_id().at(Service::Restlets, "/rest/revoketoken");
        url.query_pairs_mut()
            .append_pair("consumerKey", &self.constant.consumer_key)
            .append_pair("token", &self.constant.token_id);
        self.get(&url)
    }

    fn get(&self, url: &Url) -> Result<Request<String>, Error> {
        let mut request = request(Method::GET, url)?;
        self.sign(&mut request)?;
        Ok(request)
    }
}
