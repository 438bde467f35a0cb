use std::fmt;

use zeroize::Zeroizing;

use super::{Error, Field, TokenPassword};
use crate::concat::concat;

/// Everything in a connection string but the password: the host, the port, the role and the driver.
///
/// Each method takes a [`TokenPassword`] and uses it up, because it is valid for one login. The
/// account comes with the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    service_host: String,
    port: u16,
    role: u64,
    driver: String,
    truststore: String,
}

impl Settings {
    /// Takes the Service Host of the driver download page, such as
    /// `1234567.connect.api.netsuite.com`, and the internal id of the token's role.
    ///
    /// The port is 1708, and the ODBC driver is the one for Windows.
    ///
    /// # Errors
    ///
    /// [`Error::Empty`], and [`Error::Character`] for a character that is not part of a host name.
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

    /// Replaces the port 1708.
    #[must_use]
    pub fn with_port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Replaces the name and the trust store of the ODBC driver, for another platform than Windows.
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
    /// [`Error::Empty`], and [`Error::Character`] for a character that a connection string gives a
    /// meaning, and for a space at either end.
    pub fn with_odbc_driver(
        mut self,
        driver: impl Into<String>,
        truststore: impl Into<String>,
    ) -> Result<Self, Error> {
        (self.driver, self.truststore) = (driver.into(), truststore.into());
        for (field, value) in [
            (Field::Driver, &self.driver),
            (Field::Truststore, &self.truststore),
        ] {
            check(field, value, |c| {
                !c.is_control() && !";={}[]()'\"".contains(c)
            })?;
        }
        Ok(self)
    }

    /// Returns the connection string for ODBC.
    #[expect(clippy::needless_pass_by_value, reason = "a password is used once")]
    pub fn odbc(&self, password: TokenPassword) -> ConnectionString {
        let Self {
            service_host,
            port,
            role,
            driver,
            truststore,
        } = self;
        let account = password.account_id.realm();
        let user = password.user_name();
        ConnectionString::new(
            &format!(
                "DRIVER={driver};Host={service_host};Port={port};Encrypted=1;\
                 AllowSinglePacketLogout=1;Truststore={truststore};SDSN={DATA_SOURCE};\
                 UID={user};PWD="
            ),
            &password,
            &format!(";CustomProperties=AccountID={account};RoleID={role}"),
        )
    }

    /// Returns the URL for JDBC, with the user name and the password that the driver takes beside
    /// it.
    pub fn jdbc(&self, password: TokenPassword) -> JdbcLogin {
        let Self {
            service_host,
            port,
            role,
            ..
        } = self;
        let account = password.account_id.realm();
        JdbcLogin {
            url: format!(
                "jdbc:ns://{service_host}:{port};ServerDataSource={DATA_SOURCE};Encrypted=1;\
                 NegotiateSSLClose=false;CustomProperties=(AccountID={account};RoleID={role});"
            ),
            password,
        }
    }

    /// Returns the connection string for ADO.NET.
    #[expect(clippy::needless_pass_by_value, reason = "a password is used once")]
    pub fn ado_net(&self, password: TokenPassword) -> ConnectionString {
        let Self {
            service_host,
            port,
            role,
            ..
        } = self;
        let account = password.account_id.realm();
        let user = password.user_name();
        ConnectionString::new(
            &format!(
                "Host={service_host};Port={port};EncryptionMethod=SSL;\
                 ServerDataSource={DATA_SOURCE};UserID={user};Password='"
            ),
            &password,
            &format!("';CustomProperties='AccountID={account};RoleID={role}';"),
        )
    }
}

/// The connection string of one login, with the password in it.
///
/// It is zeroized on drop, and `Debug` hides it.
#[must_use = "a connection string does nothing until a driver gets it"]
pub struct ConnectionString {
    text: Zeroizing<String>,
    redacted: String,
}

impl ConnectionString {
    /// The password needs no escapes: it consists of letters, digits and `-._~%&+/=`.
    fn new(before: &str, password: &TokenPassword, after: &str) -> Self {
        Self {
            text: concat([before, password.as_str(), after].into_iter()),
            redacted: format!("{before}[hidden]{after}"),
        }
    }

    /// Returns the connection string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the connection string with `[hidden]` in place of the password, for a log.
    #[must_use]
    pub fn redacted(&self) -> &str {
        &self.redacted
    }
}

impl fmt::Debug for ConnectionString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ConnectionString")
            .field(&self.redacted)
            .finish()
    }
}

/// The URL, the user name and the password of one login over JDBC.
///
/// ```
/// # use netsuite_oauth1::connect::Settings;
/// # use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
/// # let signer = Signer::new(Credentials::new(
/// #     "1234567".parse()?,
/// #     Consumer::new("consumer key", "consumer secret")?,
/// #     Token::new("token id", "token secret")?,
/// # ));
/// # let settings = Settings::new("1234567.connect.api.netsuite.com", 1042)?;
/// let login = settings.jdbc(signer.token_password());
/// assert_eq!(
///     login.url(),
///     "jdbc:ns://1234567.connect.api.netsuite.com:1708;ServerDataSource=NetSuite2.com;Encrypted=1;\
///      NegotiateSSLClose=false;CustomProperties=(AccountID=1234567;RoleID=1042);",
/// );
/// let [(user, name), (password, _)] = login.properties();
/// assert_eq!((user, name, password), ("user", "TBA", "password"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[must_use = "a login does nothing until a driver gets it"]
pub struct JdbcLogin {
    url: String,
    password: TokenPassword,
}

impl JdbcLogin {
    /// The class of Oracle's driver.
    pub const DRIVER_CLASS: &str = "com.netsuite.jdbc.openaccess.OpenAccessDriver";

    /// Returns the URL, which does not contain the password.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the password, for `DriverManager.getConnection(url, user, password)`.
    pub fn password(&self) -> &TokenPassword {
        &self.password
    }

    /// Returns the connection properties `user` and `password`.
    #[must_use]
    pub fn properties(&self) -> [(&'static str, &str); 2] {
        [
            ("user", self.password.user_name()),
            ("password", self.password.as_str()),
        ]
    }
}

fn check(field: Field, value: &str, is_allowed: impl Fn(char) -> bool) -> Result<(), Error> {
    if value.is_empty() {
        return Err(Error::Empty { field });
    }
    let last = value.chars().count() - 1;
    let invalid = value.char_indices().enumerate().find(|(count, (_, c))| {
        // Drivers strip spaces at the ends.
        let is_end = *count == 0 || *count == last;
        !is_allowed(*c) || (is_end && c.is_whitespace())
    });
    match invalid {
        Some((_, (at, found))) => Err(Error::Character { field, found, at }),
        None => Ok(()),
    }
}

/// The only data source that accepts token passwords.
const DATA_SOURCE: &str = "NetSuite2.com";
