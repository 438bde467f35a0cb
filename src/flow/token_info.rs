use http::{Request, StatusCode, Uri};
use url::Url;

use super::{Error, Field, Place, answer};
use crate::account::Service;
use crate::json;
use crate::signer::Signer;

/// The account, role and user of a token, as `/rest/tokeninfo` reports them.
///
/// [`Signer::token_info_request`] creates the request. Oracle documents [the
/// endpoint][chapter_157017286140] but not the names of the answer's members. The names here are
/// those that other clients read. A member that is missing is `None`, and an unknown one is
/// ignored.
///
/// ```
/// use http::StatusCode;
/// use netsuite_oauth1::flow::TokenInfo;
///
/// let body = br#"{"companyId":"1234567","roleId":3,"roleName":"Administrator"}"#;
/// let info = TokenInfo::read(StatusCode::OK, body)?;
/// assert_eq!(info.company_id(), Some("1234567"));
/// assert_eq!(info.role_id(), Some("3"));
/// assert_eq!(info.entity_id(), None);
/// # Ok::<(), netsuite_oauth1::flow::Error>(())
/// ```
///
/// [chapter_157017286140]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/chapter_157017286140.html
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenInfo {
    company_id: Option<String>,
    company_name: Option<String>,
    role_id: Option<String>,
    role_name: Option<String>,
    entity_id: Option<String>,
    entity_name: Option<String>,
}

impl TokenInfo {
    /// Reads the answer.
    ///
    /// # Errors
    ///
    /// [`Error::Rejected`], [`Error::Length`], [`Error::Json`] and [`Error::FieldRepeated`].
    pub fn read(status: StatusCode, body: &[u8]) -> Result<Self, Error> {
        const PLACE: Place = Place::TokenInfo;
        answer::check(PLACE, status, body)?;
        let Some(json::Value::Object(members)) = json::parse(body) else {
            return Err(Error::Json { place: PLACE });
        };
        let read = |field: Field| {
            let mut values = members.iter().filter(|(name, _)| name == field.as_str());
            let value = values.next();
            if values.next().is_some() {
                return Err(Error::FieldRepeated {
                    place: PLACE,
                    field,
                });
            }
            Ok(value.and_then(|(_, value)| value.text().map(str::to_owned)))
        };
        Ok(Self {
            company_id: read(Field::CompanyId)?,
            company_name: read(Field::CompanyName)?,
            role_id: read(Field::RoleId)?,
            role_name: read(Field::RoleName)?,
            entity_id: read(Field::EntityId)?,
            entity_name: read(Field::EntityName)?,
        })
    }

    /// Returns the account id, in NetSuite's spelling.
    #[must_use]
    pub fn company_id(&self) -> Option<&str> {
        self.company_id.as_deref()
    }

    /// Returns the name of the company.
    #[must_use]
    pub fn company_name(&self) -> Option<&str> {
        self.company_name.as_deref()
    }

    /// Returns the internal id of the role.
    #[must_use]
    pub fn role_id(&self) -> Option<&str> {
        self.role_id.as_deref()
    }

    /// Returns the name of the role.
    #[must_use]
    pub fn role_name(&self) -> Option<&str> {
        self.role_name.as_deref()
    }

    /// Returns the internal id of the user's record.
    #[must_use]
    pub fn entity_id(&self) -> Option<&str> {
        self.entity_id.as_deref()
    }

    /// Returns the name of the user.
    #[must_use]
    pub fn entity_name(&self) -> Option<&str> {
        self.entity_name.as_deref()
    }
}

/// Token endpoints
impl Signer {
    /// Creates the signed GET of `/rest/tokeninfo`, the smallest test that credentials work.
    ///
    /// [`TokenInfo::read`](crate::flow::TokenInfo::read) reads the answer, which names the token's
    /// account, role and user. The body is an empty `String`.
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
    /// None today: the account's own host is always signable.
    ///
    /// # Panics
    ///
    /// Panics if the operating system has no randomness to give.
    pub fn token_info_request(&self) -> Result<Request<String>, Error> {
        self.get(&self.token_endpoint("/rest/tokeninfo"))
    }

    /// Creates the signed GET of `/rest/revoketoken`, which revokes the signer's own token.
    ///
    /// Any success means that the token is revoked. The request's body is an empty `String`.
    ///
    /// # Errors
    ///
    /// [`Error::Url`] if the consumer key and the token id make the URL too long.
    ///
    /// # Panics
    ///
    /// Panics if the operating system has no randomness to give.
    pub fn revoke_token_request(&self) -> Result<Request<String>, Error> {
        let mut url = self.token_endpoint("/rest/revoketoken");
        url.query_pairs_mut()
            .append_pair("consumerKey", self.consumer_key())
            .append_pair("token", self.token_id());
        self.get(&url)
    }

    fn token_endpoint(&self, path: &str) -> Url {
        let mut url = self.account_id().url(Service::Restlets);
        url.set_path(path);
        url
    }

    fn get(&self, url: &Url) -> Result<Request<String>, Error> {
        let mut request = Request::new(String::new());
        *request.uri_mut() = Uri::try_from(url.as_str()).map_err(|_| Error::Url)?;
        self.sign(&mut request)?;
        Ok(request)
    }
}
