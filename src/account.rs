use std::fmt;
use std::str::FromStr;

use url::Url;

use crate::error::{Error, Field};
use crate::macros::{debug, text};

/// The id of a NetSuite account, with its two spellings: one for the realm, one for host names.
///
/// Setup > Company > Company Information shows it. Any spelling is accepted:
///
/// ```
/// use netsuite_oauth1::{AccountId, Service};
///
/// let account_id: AccountId = "1234567_sb1".parse()?;
/// assert_eq!(account_id.realm(), "1234567_SB1");
/// assert_eq!(account_id.subdomain(), "1234567-sb1");
///
/// let urls = [
///     account_id.restlet_url("customscript_orders", 1),
///     account_id.record_url("customer", "eid:A B/C")?,
///     account_id.suiteql_url(1000, 2000)?,
///     account_id.url(Service::SuiteTalk).join("/services/rest/record/v1/metadata-catalog")?,
/// ];
/// assert_eq!(urls.map(String::from), [
///     "https://1234567-sb1.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=customscript_orders&deploy=1",
///     "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/record/v1/customer/eid:A%20B%2FC",
///     "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/query/v1/suiteql?limit=1000&offset=2000",
///     "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/record/v1/metadata-catalog",
/// ]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// `Display` and `AsRef<str>` give the realm. Two ids are equal if their realms are equal.
///
/// With the feature `serde`, an id deserializes from a string or from an integer, because most ids
/// consist of digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId {
    realm: String,
    subdomain: String,
}

impl AccountId {
    /// Returns the spelling of the header's `realm`: upper case, with `_`.
    ///
    /// NetSuite [expects this spelling][section_1534941295]. Users have seen it reject lower case.
    ///
    /// [section_1534941295]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_1534941295.html
    pub fn realm(&self) -> &str {
        &self.realm
    }

    /// Returns the spelling of [host names][section_1498251763]: lower case, with `-`.
    ///
    /// [section_1498251763]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_1498251763.html
    pub fn subdomain(&self) -> &str {
        &self.subdomain
    }

    /// Returns the root of the account's own host for a service: `https`, with the path `/`.
    ///
    /// Oracle advises taking the host from Company Information [rather than building
    /// it][chapter_157011836591]. You can do either, because a signer takes a whole URL.
    ///
    /// [chapter_157011836591]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/chapter_157011836591.html
    pub fn url(&self, service: Service) -> Url {
        let url = format!("https://{}{}{NETSUITE}/", self.subdomain, service.label());
        match Url::parse(&url) {
            Ok(url) => url,
            // The subdomain is 1 to 63 letters, digits and single hyphens between them.
            Err(error) => unreachable!("{url} is a URL: {error}"),
        }
    }

    /// Returns the URL of a RESTlet. The page of its script deployment shows both ids: numbers, or
    /// names such as `customscript…` and `customdeploy…`.
    pub fn restlet_url(&self, script: impl fmt::Display, deploy: impl fmt::Display) -> Url {
        let mut url = self.at(Service::Restlets, "/app/site/hosting/restlet.nl");
        url.query_pairs_mut()
            .append_pair("script", &script.to_string())
            .append_pair("deploy", &deploy.to_string());
        url
    }

    /// Returns the URL of one record in REST web services. The id is the internal id, or `eid:` and
    /// the external id.
    ///
    /// Type and id are percent-encoded where a path requires it.
    ///
    /// # Errors
    ///
    /// [`Error::RecordSegmentInvalid`] if the type or the id is empty, `.` or `..`, or contains a
    /// control character. Such a URL would name another resource.
    pub fn record_url(
        &self,
        record_type: impl fmt::Display,
        id: impl fmt::Display,
    ) -> Result<Url, Error> {
        let mut url = self.at(Service::SuiteTalk, "/services/rest/record/v1");
        for segment in [record_type.to_string(), id.to_string()] {
            // `Url` drops these segments, and control characters.
            let is_dropped = matches!(segment.as_str(), "" | "." | "..");
            if is_dropped || segment.contains(char::is_control) {
                return Err(Error::RecordSegmentInvalid { found: segment });
            }
            match url.path_segments_mut() {
                Ok(mut path) => path.push(&segment),
                Err(()) => unreachable!("an `https` URL has a path"),
            };
        }
        Ok(url)
    }

    /// Returns the URL for the POST of a SuiteQL query, for at most `limit` rows from row `offset`
    /// on.
    ///
    /// The body is JSON, `{"q": "SELECT …"}`, and the request needs the header `Prefer: transient`.
    ///
    /// # Errors
    ///
    /// [`Error::SuiteqlPageInvalid`] unless the limit is 1 to 1000 and the offset is [a multiple
    /// of it][section_156414087576].
    ///
    /// [section_156414087576]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156414087576.html
    pub fn suiteql_url(&self, limit: u32, offset: u64) -> Result<Url, Error> {
        if !(1..=1000).contains(&limit) || !offset.is_multiple_of(limit.into()) {
            return Err(Error::SuiteqlPageInvalid { limit, offset });
        }
        let mut url = self.at(Service::SuiteTalk, "/services/rest/query/v1/suiteql");
        url.query_pairs_mut()
            .append_pair("limit", &limit.to_string())
            .append_pair("offset", &offset.to_string());
        Ok(url)
    }

    /// Returns the URL of a path on a service's host.
    pub(crate) fn at(&self, service: Service, path: &str) -> Url {
        let mut url = self.url(service);
        url.set_path(path);
        url
    }

    /// Rejects another account's host. The host must be in lower case.
    pub(crate) fn check_host(&self, host: &str) -> Result<(), Error> {
        let Some(name) = netsuite_name(host) else {
            return Ok(());
        };
        let account = [Service::SuiteTalk, Service::Restlets, Service::App]
            .iter()
            .find_map(|service| name.strip_suffix(service.label()));
        match account {
            Some(found) if found != self.subdomain => Err(Error::HostForeign {
                found: found.to_owned(),
                expected: self.subdomain.clone(),
            }),
            _ => Ok(()),
        }
    }
}

impl FromStr for AccountId {
    type Err = Error;

    /// Parses an account id, in any case and with `_` or `-`.
    ///
    /// # Errors
    ///
    /// [`Error::CredentialEmpty`], [`Error::AccountIdTooLong`] and [`Error::AccountIdInvalid`]. The
    /// id becomes part of a host name, so a delimiter in it (`/`, `?`, `@`, `.`, …) would send
    /// signed requests to another host.
    fn from_str(id: &str) -> Result<Self, Error> {
        let field = Field::AccountId;
        match id.len() {
            0 => return Err(Error::CredentialEmpty { field }),
            1..=MAX_LABEL => {}
            found => return Err(Error::AccountIdTooLong { found }),
        }
        // A host name begins and ends with a letter or digit, and has no two hyphens in a row.
        let mut after_letter = false;
        for (at, found) in id.char_indices() {
            let is_separator = after_letter && at + 1 < id.len() && matches!(found, '_' | '-');
            if !found.is_ascii_alphanumeric() && !is_separator {
                return Err(Error::AccountIdInvalid { found, at });
            }
            after_letter = !is_separator;
        }
        Ok(Self {
            realm: id.to_ascii_uppercase().replace('-', "_"),
            subdomain: id.to_ascii_lowercase().replace('_', "-"),
        })
    }
}

text!(AccountId, realm);
debug!(AccountId(realm));

/// A NetSuite service with [account-specific hosts][chapter_157011836591].
///
/// ```
/// use netsuite_oauth1::{AccountId, Service};
///
/// let account_id: AccountId = "1234567_SB1".parse()?;
/// assert_eq!(account_id.url(Service::App).as_str(), "https://1234567-sb1.app.netsuite.com/");
/// # Ok::<(), netsuite_oauth1::Error>(())
/// ```
///
/// [chapter_157011836591]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/chapter_157011836591.html
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
    /// Returns the part of the service's host names between the account and [`NETSUITE`].
    fn label(self) -> &'static str {
        match self {
            Self::SuiteTalk => ".suitetalk.api",
            Self::Restlets => ".restlets.api",
            Self::App => ".app",
        }
    }
}

/// Whether a host in lower case belongs to NetSuite.
pub(crate) fn is_netsuite(host: &str) -> bool {
    netsuite_name(host).is_some()
}

/// Returns the part of NetSuite's host names before [`NETSUITE`].
fn netsuite_name(host: &str) -> Option<&str> {
    // `example.com.` is the same host as `example.com`.
    let host = host.strip_suffix('.').unwrap_or(host);
    host.strip_suffix(NETSUITE)
}

const NETSUITE: &str = ".netsuite.com";

/// The longest label of a host name (RFC 1035 section 2.3.4).
const MAX_LABEL: usize = 63;
