use http::{Request, StatusCode, Uri};
use url::Url;

use super::{Error, answer};
use crate::account::Service;
use crate::json;
use crate::signer::Signer;

/// Whom a token stands for, as `/rest/tokeninfo` answers.
///
/// [`Signer::token_info_request`] asks for it: the smallest test that credentials work. A field that the answer does not
/// have is `None`, and one that is not known here is passed over. Oracle documents the endpoint
/// (`chapter_157017286140`) but not the names of the fields, which are those that clients read.
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
    /// [`Error::Refused`], [`Error::TooLong`], [`Error::NotJson`] and [`Error::DoubledField`].
    pub fn read(status: StatusCode, body: &[u8]) -> Result<Self, Error> {
        answer::check(PLACE, status, body)?;
        let Some(json::Value::Object(members)) = json::parse(body) else {
            return Err(Error::NotJson { place: PLACE });
        };
        let field = |name: &'static str| {
            let mut values = members.iter().filter(|(found, _)| found == name);
            match (values.next(), values.next()) {
                (_, Some(_)) => Err(Error::DoubledField {
                    place: PLACE,
                    field: name,
                }),
                (Some((_, value)), None) => Ok(value.text().map(str::to_owned)),
                (None, None) => Ok(None),
            }
        };
        Ok(Self {
            company_id: field("companyId")?,
            company_name: field("companyName")?,
            role_id: field("roleId")?,
            role_name: field("roleName")?,
            entity_id: field("entityId")?,
            entity_name: field("entityName")?,
        })
    }

    /// Returns the account's id, as NetSuite spells it.
    #[must_use]
    pub fn company_id(&self) -> Option<&str> {
        self.company_id.as_deref()
    }

    /// Returns the company's name.
    #[must_use]
    pub fn company_name(&self) -> Option<&str> {
        self.company_name.as_deref()
    }

    /// Returns the role's internal id.
    #[must_use]
    pub fn role_id(&self) -> Option<&str> {
        self.role_id.as_deref()
    }

    /// Returns the role's name.
    #[must_use]
    pub fn role_name(&self) -> Option<&str> {
        self.role_name.as_deref()
    }

    /// Returns the internal id of the user's record.
    #[must_use]
    pub fn entity_id(&self) -> Option<&str> {
        self.entity_id.as_deref()
    }

    /// Returns the user's name.
    #[must_use]
    pub fn entity_name(&self) -> Option<&str> {
        self.entity_name.as_deref()
    }
}

/// The token endpoints.
impl Signer {
    /// Makes the signed GET of `/rest/tokeninfo`, which says whom the token stands for: the smallest test that credentials
    /// work. [`TokenInfo::read`](crate::flow::TokenInfo::read) reads the answer.
    ///
    /// # Errors
    ///
    /// None that the account's own host could bring about.
    pub fn token_info_request(&self) -> Result<Request<()>, Error> {
        self.get(&self.token_endpoint("/rest/tokeninfo"))
    }

    /// Makes the signed GET of `/rest/revoketoken`, which revokes the signer's own token: a success is all of the answer.
    ///
    /// # Errors
    ///
    /// [`Error::Url`] if consumer key and token id make it too long.
    pub fn revoke_token_request(&self) -> Result<Request<()>, Error> {
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

    fn get(&self, url: &Url) -> Result<Request<()>, Error> {
        let mut request = Request::new(());
        *request.uri_mut() = Uri::try_from(url.as_str()).map_err(|_| Error::Url)?;
        self.sign(&mut request)?;
        Ok(request)
    }
}

const PLACE: &str = "the answer of tokeninfo";
