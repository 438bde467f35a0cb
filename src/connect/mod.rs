//! Logins to SuiteAnalytics Connect over ODBC, JDBC and ADO.NET.
//!
//! Connect takes the user name `TBA` and a [`TokenPassword`], which is made from the same five
//! values as a signature. A token password is valid for one login within five minutes. [`Settings`]
//! puts it into the connection string of a driver:
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
//! // The Service Host of the driver download page, and the internal id of the token's role.
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
//! * The role needs the permission SuiteAnalytics Connect at the level Full. It must not be the
//!   Administrator or a two-factor role, and must not have an IP restriction or a SAML permission
//!   ([Oracle][section_4102771016]).
//! * A session ends after 60 minutes, and the next login needs a new password
//!   ([Oracle][article_163239887396]). A connection pool must therefore ask for the connection
//!   string each time that it connects.
//! * The data source is always `NetSuite2.com`: [the other one ended with
//!   2026.1][article_0128043134].
//!
//! Oracle excepts Connect from the [end of token-based authentication][section_0525020842],
//! tentatively in 2028.
//!
//! # Sources
//!
//! The [password][article_163240164565] and the strings without user name and password are Oracle's
//! ([ODBC][section_4406003916], [JDBC][section_4425615742], [ADO.NET][section_4437990943]). This
//! crate adds three things to them:
//!
//! * `UID` and `PWD`, or `UserID` and `Password`. Users log in over ODBC with the bare password.
//! * The account id in the spelling of a realm, `1234567_SB1`.
//! * The single quotation marks around the password for ADO.NET, which Oracle demands because the
//!   password contains `=`.
//!
//! Nothing here was tried against a live account.
//!
//! [section_4102771016]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4102771016.html
//! [article_163239887396]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/article_163239887396.html
//! [article_0128043134]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/article_0128043134.html
//! [section_0525020842]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_0525020842.html
//! [article_163240164565]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/article_163240164565.html
//! [section_4406003916]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4406003916.html
//! [section_4425615742]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4425615742.html
//! [section_4437990943]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4437990943.html

mod error;
mod password;
mod settings;

pub use self::error::{Error, Field};
pub use self::password::TokenPassword;
pub use self::settings::{ConnectionString, JdbcLogin, Settings};
