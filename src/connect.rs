//! Logins to SuiteAnalytics Connect over ODBC, JDBC and ADO.NET.
//!
//! Connect expects the user name `TBA` and a [`TokenPassword`]. The password is derived from the
//! same five values as a signature, and is valid for one login within five minutes. [`Settings`]
//! puts it into a driver's connection string:
//!
//! ```
//! use netsuite_oauth1::connect::Settings;
//! # use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
//!
//! # let signer = Signer::new(Credentials::new(
//! #     "1234567".parse()?,
//! #     Consumer::new("consumer key", "consumer secret")?,
//! #     Token::new("token id", "token secret")?,
//! # ));
//! // The Service Host on NetSuite's driver download page, and the internal id of the token's role.
//! let settings = Settings::new("1234567.connect.api.netsuite.com", 1042)?;
//!
//! let odbc = settings.odbc(signer.token_password());
//! # let connect = |_: &str| ();
//! connect(odbc.as_str()); // the function of your ODBC library
//!
//! assert_eq!(
//!     odbc.redacted(),
//!     "DRIVER=NetSuite Drivers 64bit;Host=1234567.connect.api.netsuite.com;Port=1708;Encrypted=1;\
//!      AllowSinglePacketLogout=1;Truststore=system;SDSN=NetSuite2.com;UID=TBA;PWD=[hidden];\
//!      CustomProperties=AccountID=1234567;RoleID=1042",
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Before the first login
//!
//! * The role needs the permission SuiteAnalytics Connect at level Full. It must not be
//!   Administrator or a two-factor role, and must not have an IP restriction or a SAML permission
//!   ([Oracle][section_4102771016]).
//! * A session ends after 60 minutes, and the next login needs a new password
//!   ([Oracle][article_163239887396]). A connection pool must therefore create a new connection
//!   string for each connection.
//! * The data source is always `NetSuite2.com`, because [the older one ended with
//!   2026.1][article_0128043134].
//!
//! Oracle exempts Connect from the [end of token-based authentication][section_0525020842], which
//! is tentatively planned for 2028.
//!
//! # Sources
//!
//! Oracle documents the [password][article_163240164565], and connection strings without user name
//! and password ([ODBC][section_4406003916], [JDBC][section_4425615742],
//! [ADO.NET][section_4437990943]). This crate adds three things:
//!
//! * `UID` and `PWD` for ODBC, `UserID` and `Password` for ADO.NET. The ODBC password is not
//!   quoted, because users report logins with the bare password.
//! * The account id, spelled like the realm: `1234567_SB1`.
//! * Single quotes around the ADO.NET password. Oracle requires them because the password contains
//!   `=`.
//!
//! Nothing here has been tested against a live account.
//!
//! [section_4102771016]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4102771016.html
//! [article_163239887396]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/article_163239887396.html
//! [article_0128043134]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/article_0128043134.html
//! [section_0525020842]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_0525020842.html
//! [article_163240164565]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/article_163240164565.html
//! [section_4406003916]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4406003916.html
//! [section_4425615742]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4425615742.html
//! [section_4437990943]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4437990943.html

use zeroize::Zeroizing;

use crate::account::AccountId;
use crate::credentials::find_invalid;
use crate::macros::{debug, names};
use crate::nonce::Nonce;
use crate::protocol::HMAC_SHA256;
use crate::signer::Signer;
use crate::timestamp::Timestamp;
use crate::token_passport::sign_values;

/// The password of one login.
///
/// [`Signer::token_password`] creates it. Pass it to a method of [`Settings`], or to a driver
/// together with the [`user_name`](Self::user_name). Anyone who sees it within five minutes can log
/// in first. It is therefore zeroized on drop, cannot be cloned, and is hidden by `Debug`.
///
/// It is about 230 characters long with NetSuite's keys and ids. The data source accepts [about
/// 500][article_163240162059].
///
/// ```
/// # use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
/// # let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret")?);
/// # let signer = Signer::new(Credentials::new("1234567".parse()?, consumer, token));
/// let password = signer.token_password();
/// assert_eq!(password.user_name(), "TBA");
/// assert!(password.as_str().ends_with("&HMAC-SHA256"));
/// # Ok::<(), netsuite_oauth1::Error>(())
/// ```
///
/// [article_163240162059]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/article_163240162059.html
#[must_use = "a password does nothing until it is sent"]
pub struct TokenPassword {
    account_id: AccountId,
    text: Zeroizing<String>,
}

impl TokenPassword {
    /// Returns the user name that belongs to every token password: `TBA`.
    pub fn user_name(&self) -> &'static str {
        "TBA"
    }

    /// Returns the password.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

debug!(TokenPassword);

/// SuiteAnalytics Connect
impl Signer {
    /// Creates the password of one login to [SuiteAnalytics Connect](crate::connect), with a fresh
    /// nonce and the current time.
    ///
    /// # Panics
    ///
    /// Panics if the system has no source of randomness or no clock.
    pub fn token_password(&self) -> TokenPassword {
        let (timestamp, nonce) = self.stamp();
        self.token_password_with(&nonce, timestamp)
    }

    /// Creates the same password with the given nonce and timestamp. The clock offset is not
    /// applied.
    pub fn token_password_with(&self, nonce: &Nonce, timestamp: Timestamp) -> TokenPassword {
        let (base_string, signature) = sign_values(self, nonce, timestamp);
        let pieces = [&*base_string, "&", &signature, "&", HMAC_SHA256];
        TokenPassword {
            account_id: self.account_id().clone(),
            text: Zeroizing::new(pieces.concat()),
        }
    }
}

/// The parts of a connection string that stay the same: host, port, role and driver.
///
/// Methods consume the [`TokenPassword`], because it is valid for one login. It also supplies the
/// account id.
///
/// ```
/// use netsuite_oauth1::connect::Settings;
///
/// let settings = Settings::new("1234567.connect.api.netsuite.com", 1042)?;
/// let jdbc_url = settings.jdbc_url(&"1234567".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    service_host: String,
    port: u16,
    role: u64,
    driver: String,
    truststore: String,
}

impl Settings {
    /// Creates settings from the Service Host on NetSuite's driver download page, such as
    /// `1234567.connect.api.netsuite.com`, and the internal id of the token's role.
    ///
    /// The defaults are port 1708 and the ODBC driver for Windows.
    ///
    /// # Errors
    ///
    /// [`Error::FieldEmpty`], and [`Error::FieldInvalid`] for a character that host names do not
    /// allow.
    pub fn new(service_host: impl Into<String>, role: u64) -> Result<Self, Error> {
        let service_host = service_host.into();
        check(Field::ServiceHost, &service_host, |c| {
            c.is_ascii_alphanumeric() || matches!(c, '-' | '.')
        })?;
        Ok(Self {
            service_host,
            port: 1708,
            role,
            driver: "NetSuite Drivers 64bit".to_owned(),
            truststore: "system".to_owned(),
        })
    }

    /// Replaces the default port, 1708.
    #[must_use]
    pub fn with_port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Replaces the ODBC driver's name and trust store, for platforms other than Windows.
    ///
    /// ```
    /// use netsuite_oauth1::connect::Settings;
    ///
    /// // Oracle's values for Linux.
    /// let settings = Settings::new("1234567.connect.api.netsuite.com", 1042)?
    ///     .with_odbc_driver("NetSuite ODBC Drivers 8.1", "/opt/netsuite/odbcclient/cert/ca4.cer")?;
    /// # Ok::<(), netsuite_oauth1::connect::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::FieldEmpty`], and [`Error::FieldInvalid`] for a control character, a delimiter of
    /// connection strings, or a space at either end.
    pub fn with_odbc_driver(
        mut self,
        driver: impl Into<String>,
        truststore: impl Into<String>,
    ) -> Result<Self, Error> {
        (self.driver, self.truststore) = (driver.into(), truststore.into());
        let is_allowed = |c: char| !c.is_control() && !";={}[]()'\"".contains(c);
        check(Field::Driver, &self.driver, is_allowed)?;
        check(Field::Truststore, &self.truststore, is_allowed)?;
        Ok(self)
    }

    /// Returns the connection string for ODBC.
    pub fn odbc(&self, password: TokenPassword) -> ConnectionString {
        let (account, user) = (password.account_id.realm(), password.user_name());
        ConnectionString::new(
            format!(
                "DRIVER={};Host={};Port={};Encrypted=1;AllowSinglePacketLogout=1;Truststore={};\
                 SDSN={DATA_SOURCE};UID={user};PWD={HIDDEN};\
                 CustomProperties=AccountID={account};RoleID={}",
                self.driver, self.service_host, self.port, self.truststore, self.role
            ),
            password,
        )
    }

    /// Returns the JDBC URL, which does not contain the password.
    ///
    /// Pass it with the user name and a password to `DriverManager.getConnection`. The driver's
    /// class is `com.netsuite.jdbc.openaccess.OpenAccessDriver`.
    ///
    /// ```
    /// use netsuite_oauth1::connect::Settings;
    ///
    /// let settings = Settings::new("1234567.connect.api.netsuite.com", 1042)?;
    /// assert_eq!(
    ///     settings.jdbc_url(&"1234567".parse()?),
    ///     "jdbc:ns://1234567.connect.api.netsuite.com:1708;ServerDataSource=NetSuite2.com;Encrypted=1;\
    ///      NegotiateSSLClose=false;CustomProperties=(AccountID=1234567;RoleID=1042);",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn jdbc_url(&self, account_id: &AccountId) -> String {
        format!(
            "jdbc:ns://{}:{};ServerDataSource={DATA_SOURCE};Encrypted=1;NegotiateSSLClose=false;\
             CustomProperties=(AccountID={account_id};RoleID={});",
            self.service_host, self.port, self.role
        )
    }

    /// Returns the connection string for ADO.NET.
    pub fn ado_net(&self, password: TokenPassword) -> ConnectionString {
        let (account, user) = (password.account_id.realm(), password.user_name());
        ConnectionString::new(
            format!(
                "Host={};Port={};EncryptionMethod=SSL;ServerDataSource={DATA_SOURCE};\
                 UserID={user};Password='{HIDDEN}';\
                 CustomProperties='AccountID={account};RoleID={}';",
                self.service_host, self.port, self.role
            ),
            password,
        )
    }
}

/// The connection string of one login. It contains the password.
///
/// It is zeroized on drop, and `Debug` hides it.
///
/// ```
/// # use netsuite_oauth1::{Credentials, Signer, connect::Settings};
/// # let signer = Signer::new(Credentials::from_lookup(|_| Some("1234567"))?);
/// # let settings = Settings::new("1234567.connect.api.netsuite.com", 1042)?;
/// let odbc = settings.odbc(signer.token_password());
/// assert!(odbc.as_str().contains(";UID=TBA;PWD=1234567&"));
/// assert!(odbc.redacted().contains(";UID=TBA;PWD=[hidden];"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "a connection string does nothing until a driver gets it"]
pub struct ConnectionString {
    text: Zeroizing<String>,
    redacted: String,
}

impl ConnectionString {
    /// Replaces [`HIDDEN`], which no value can contain, with the password.
    ///
    /// The password needs no escaping: it consists of letters, digits and `-._~%&+/=`.
    fn new(redacted: String, TokenPassword { text, .. }: TokenPassword) -> Self {
        let pieces: Vec<&str> = redacted.split(HIDDEN).collect();
        Self {
            text: Zeroizing::new(pieces.join(&text)),
            redacted,
        }
    }

    /// Returns the connection string.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the connection string for a log, with `[hidden]` in place of the password.
    pub fn redacted(&self) -> &str {
        &self.redacted
    }
}

debug!(ConnectionString(redacted));

/// Why a value cannot be part of a connection string.
///
/// ```
/// use netsuite_oauth1::connect::{Error, Field, Settings};
///
/// let error = Settings::new("https://1234567.connect.api.netsuite.com", 1042).unwrap_err();
/// assert!(matches!(error, Error::FieldInvalid { field: Field::ServiceHost, found: ':', .. }));
/// assert_eq!(error.to_string(), "invalid character ':' at byte 5 of the service host");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The value is empty.
    #[error("empty {field}")]
    #[non_exhaustive]
    FieldEmpty {
        /// The value's name.
        field: Field,
    },

    /// The value contains a character that would end it or change its meaning.
    #[error("invalid character {found:?} at byte {at} of the {field}")]
    #[non_exhaustive]
    FieldInvalid {
        /// The value's name.
        field: Field,
        /// The character.
        found: char,
        /// Its position, in bytes from the start.
        at: usize,
    },
}

names! {
    /// A value of [`Settings`]. `Display` writes its name.
    ///
    /// ```
    /// use netsuite_oauth1::connect::Field;
    ///
    /// assert_eq!(Field::Truststore.to_string(), "trust store");
    /// ```
    Field {
        ServiceHost = "service host",
        Driver = "ODBC driver",
        Truststore = "trust store",
    }
}

fn check(field: Field, value: &str, is_allowed: impl Fn(char) -> bool) -> Result<(), Error> {
    if value.is_empty() {
        return Err(Error::FieldEmpty { field });
    }
    // Drivers strip spaces at the ends.
    match find_invalid(value, is_allowed) {
        Some((at, found)) => Err(Error::FieldInvalid { field, found, at }),
        None => Ok(()),
    }
}

/// The only data source that accepts token passwords.
const DATA_SOURCE: &str = "NetSuite2.com";

const HIDDEN: &str = "[hidden]";
