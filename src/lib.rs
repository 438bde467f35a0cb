//! Signs HTTP requests for NetSuite: OAuth 1.0a with HMAC-SHA256 and realm, which NetSuite calls Token-Based
//! Authentication (TBA).
//!
//! It does not send them. It opens no socket, starts no task and reads no file and no environment variable; all it takes
//! from the machine are the clock and the random generator, and [`Signer::authorize_with`] takes both from you. The header
//! goes onto a request of any client.
//!
//! ```
//! use http::{Method, Request};
//! use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
//!
//! let signer = Signer::new(Credentials::new(
//!     "1234567_SB1".parse()?,                            // Setup > Company > Company Information
//!     Consumer::new("consumer key", "consumer secret")?, // the integration record
//!     Token::new("token id", "token secret")?,           // the access token
//! ));
//!
//! let url = signer.account_id().restlet_url(6, 1);
//! let mut request = Request::get(url.as_str()).body(())?;
//! signer.sign(&mut request)?;
//! # assert!(request.headers()["authorization"].is_sensitive());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Where to look
//!
//! | you have | use |
//! |---|---|
//! | an `http::Request` | [`Signer::sign`] |
//! | a method and a `url::Url` or `http::Uri` | [`Signer::authorize`] |
//! | the same method and URL many times | [`Signer::endpoint`] |
//! | a 401, and no idea why | [`rejection::Rejection`] |
//! | a 401, and another client that gets none | [`Signer::explain`] |
//! | a rejected header of another client | the crate `netsuite-oauth1-diagnosis` |
//! | no token yet, but a user with a browser | [`flow`] |
//! | a token, and the question whose it is | [`Signer::token_info_request`] |
//! | a token that is not needed any more | [`Signer::revoke_token_request`] |
//! | SOAP web services | [`token_passport`] |
//! | SuiteAnalytics Connect (ODBC, JDBC, ADO.NET) | [`connect`] |
//! | OAuth 1.0 that is not NetSuite's | [`BaseString`] |
//! | a clock that is wrong | [`Signer::with_clock_offset`], [`Signer::clock_offset_of`] |
//! | a code from the Login Audit Trail | [`audit::AuditCode`] |
//! | an account that is not set up for tokens yet | [`setup`] |
//! | a test that needs a NetSuite to call | [`verify::Verifier`] |
//!
//! # What is signed
//!
//! The request as it goes on the wire; it is only ever read. Method, scheme, host, a port that is not the scheme's own, path
//! and query are signed with the header's parameters (RFC 5849 section 3.4.1); a body in JSON, the fragment and the realm
//! are not. What cannot be signed so that every server agrees is an [`Error`], and the request stays as it was.
//!
//! A header is good for one request: sign each time that a request is sent, last of all.
//!
//! # Sources
//!
//! RFC 5849 is named by section. A page of NetSuite's help is named by its id: `section_1534941088` stands for
//! <https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_1534941088.html>. The crate was built on them, on
//! published vectors and on independent implementations, and has not been tried against a live account.
//!
//! # Features
//!
//! `serde` reads [`AccountId`] and [`Credentials`] and is off by default. Nothing here can be serialised.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod account;
pub mod audit;
mod authorization;
mod base_string;
mod clean;
mod concat;
pub mod connect;
mod credentials;
#[cfg(feature = "serde")]
mod deserialize;
mod encode;
mod endpoint;
mod error;
mod explanation;
pub mod flow;
mod http_date;
mod json;
mod nonce;
mod printable;
mod protocol;
pub mod rejection;
pub mod setup;
mod signature;
mod signer;
mod target;
mod timestamp;
pub mod token_passport;
pub mod verify;

pub use crate::account::{AccountId, Service};
pub use crate::authorization::Authorization;
pub use crate::base_string::BaseString;
pub use crate::credentials::{Consumer, Credentials, Token};
pub use crate::endpoint::Endpoint;
pub use crate::error::{Error, Field, Side};
pub use crate::explanation::Explanation;
pub use crate::nonce::Nonce;
pub use crate::signer::Signer;
pub use crate::target::Target;
pub use crate::timestamp::Timestamp;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;
