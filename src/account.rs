use std::fmt;
use std::str::FromStr;

use url::Url;

use crate::error::Error;

/// The id of a NetSuite account, with its two spellings: one for the realm, one for host names.
///
/// It stands on Setup > Company > Company Information. Any spelling is taken:
///
/// ```
/// use netsuite_oauth1::AccountId;
///
/// for spelling in ["1234567_SB1", "1234567-sb1", "1234567_sb1"] {
///     let account_id: AccountId = spelling.parse()?;
///     assert_eq!(account_id.realm(), "1234567_SB1");
///     assert_eq!(account_id.subdomain(), "1234567-sb1");
/// }
/// # Ok::<(), netsuite_oauth1::Error>(())
/// ```
///
/// Two ids are equal when their realms are. With the feature `serde` it is read from a string.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId {
    realm: String,
    subdomain: String,
}

impl AccountId {
    /// Returns the spelling of the header's `realm`: upper case, with `_`.
    ///
    /// NetSuite refuses a realm in lower case or with a hyphen (Oracle: `section_1534941295`).
    #[must_use]
    pub fn realm(&self) -> &str {
        &self.realm
    }

    /// Returns the spelling of host names: lower case, with `-` (Oracle: `section_1498251763`).
    #[must_use]
    pub fn subdomain(&self) -> &str {
        &self.subdomain
    }

    /// Returns the root of the account's own host for a service, `https` and with the path `/`.
    ///
    /// Company Information (Company URLs) lists the hosts as well, and Oracle's advice is to take them from there
    /// (`chapter_157011836591`): any URL can be signed, wherever it comes from.
    ///
    /// ```
    /// use netsuite_oauth1::{AccountId, Service};
    ///
    /// let account_id: AccountId = "1234567_SB1".parse()?;
    /// let employee = account_id.url(Service::SuiteTalk).join("/services/rest/record/v1/employee/40")?;
    /// assert_eq!(
    ///     employee.as_str(),
    ///     "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/record/v1/employee/40",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn url(&self, service: Service) -> Url {
        let url = format!("https://{}{}/", self.subdomain, service.domain());
        match Url::parse(&url) {
            Ok(url) => url,
            // Letters, digits and single hyphens between them, at most 63: `from_str` takes no other.
            Err(error) => unreachable!("{url} is a URL: {error}"),
        }
    }

    /// Returns the URL of a RESTlet, from the ids on its script deployment's page: numbers, or
    /// `customscript…` and `customdeploy…`.
    ///
    /// ```
    /// use netsuite_oauth1::AccountId;
    ///
    /// let account_id: AccountId = "1234567".parse()?;
    /// assert_eq!(
    ///     account_id.restlet_url("customscript_orders", 1).as_str(),
    ///     "https://1234567.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=customscript_orders&deploy=1",
    /// );
    /// # Ok::<(), netsuite_oauth1::Error>(())
    /// ```
    #[must_use]
    pub fn restlet_url(&self, script: impl fmt::Display, deploy: impl fmt::Display) -> Url {
        let mut url = self.url(Service::Restlets);
        url.set_path("/app/site/hosting/restlet.nl");
        url.query_pairs_mut()
            .append_pair("script", &script.to_string())
            .append_pair("deploy", &deploy.to_string());
        url
    }

    /// Returns the URL to which a SuiteQL query is posted, for `limit` rows from row `offset` on.
    ///
    /// NetSuite takes a `limit` of 1 to 1000 and an `offset` that `limit` divides (Oracle:
    /// `section_156414087576`). The body is JSON, `{"q": "SELECT …"}`, and the header `Prefer: transient` is required.
    ///
    /// ```
    /// use netsuite_oauth1::AccountId;
    ///
    /// let account_id: AccountId = "1234567".parse()?;
    /// assert_eq!(
    ///     account_id.suiteql_url(1000, 2000).as_str(),
    ///     "https://1234567.suitetalk.api.netsuite.com/services/rest/query/v1/suiteql?limit=1000&offset=2000",
    /// );
    /// # Ok::<(), netsuite_oauth1::Error>(())
    /// ```
    #[must_use]
    pub fn suiteql_url(&self, limit: u32, offset: u64) -> Url {
        let mut url = self.url(Service::SuiteTalk);
        url.set_path("/services/rest/query/v1/suiteql");
        url.query_pairs_mut()
            .append_pair("limit", &limit.to_string())
            .append_pair("offset", &offset.to_string());
        url
    }

    /// Refuses a host, in lower case, that belongs to another account: NetSuite would answer 401 and not say why.
    pub(crate) fn check_host(&self, host: &str) -> Result<(), Error> {
        // `example.com.` is the same host as `example.com`.
        let host = host.strip_suffix('.').unwrap_or(host);
        let account = [Service::SuiteTalk, Service::Restlets, Service::App]
            .iter()
            .find_map(|service| host.strip_suffix(service.domain()));
        match account {
            Some(found) if found != self.subdomain => Err(Error::HostForeign {
                found: found.to_owned(),
                expected: self.clone(),
            }),
            _ => Ok(()),
        }
    }
}

impl FromStr for AccountId {
    type Err = Error;

    /// Reads an account id, in any case and with `_` or `-`.
    ///
    /// # Errors
    ///
    /// [`Error::AccountIdEmpty`], [`Error::AccountIdCharacter`], [`Error::AccountIdSeparator`] and
    /// [`Error::AccountIdLength`]: the id becomes part of a host name, and a character that ends one (`/`, `?`, `@`,
    /// `.`, …) would send signed requests to another host.
    fn from_str(id: &str) -> Result<Self, Error> {
        if id.is_empty() {
            return Err(Error::AccountIdEmpty);
        }
        let is_separator = |c| matches!(c, '_' | '-');
        // What stands before the first character counts as a separator, so that none can lead.
        let mut after_separator = true;
        for (at, found) in id.char_indices() {
            if !found.is_ascii_alphanumeric() && !is_separator(found) {
                return Err(Error::AccountIdCharacter { found, at });
            }
            if is_separator(found) && after_separator {
                return Err(Error::AccountIdSeparator { at });
            }
            after_separator = is_separator(found);
        }
        if after_separator {
            return Err(Error::AccountIdSeparator {
                at: id.len().saturating_sub(1),
            });
        }
        if id.len() > MAX_LABEL {
            return Err(Error::AccountIdLength { found: id.len() });
        }
        Ok(Self {
            realm: id.to_ascii_uppercase().replace('-', "_"),
            subdomain: id.to_ascii_lowercase().replace('_', "-"),
        })
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.realm)
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AccountId").field(&self.realm).finish()
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for AccountId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// A NetSuite service with account-specific hosts (Oracle: `chapter_157011836591`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Service {
    /// REST web services, SuiteQL and SOAP: `<account>.suitetalk.api.netsuite.com`.
    SuiteTalk,
    /// RESTlets and the token endpoints: `<account>.restlets.api.netsuite.com`.
    Restlets,
    /// The user interface: `<account>.app.netsuite.com`.
    App,
}

impl Service {
    /// Returns what follows the account in the service's host names.
    fn domain(self) -> &'static str {
        match self {
            Self::SuiteTalk => ".suitetalk.api.netsuite.com",
            Self::Restlets => ".restlets.api.netsuite.com",
            Self::App => ".app.netsuite.com",
        }
    }
}

/// The most characters that one label of a host name can have (RFC 1035 section 2.3.4).
const MAX_LABEL: usize = 63;
