//! Signs HTTP requests for NetSuite: OAuth 1.0a with HMAC-SHA256 and a realm, which NetSuite calls
//! Token-Based Authentication (TBA).
//!
//! The crate does no I/O: it is not an HTTP client, and it reads no file and no environment
//! variable. It uses only the system's clock and randomness. With [`Signer::authorize_with`], you
//! can supply both yourself.
//!
//! ```
//! use http::Request;
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
//! assert!(request.headers().contains_key("authorization"));
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
//! | the five values in environment variables or a vault | [`Credentials::from_lookup`] |
//! | an account that is not set up yet | [`setup`] |
//! | a 401 or another refusal | [`rejection::Rejection`] |
//! | a code from the Login Audit Trail | [`audit::AuditCode`] |
//! | a request that works in another client but not here | [`Signer::explain`] |
//! | another client's header, refused by NetSuite | the crate [`netsuite-oauth1-diagnosis`](https://crates.io/crates/netsuite-oauth1-diagnosis) |
//! | a system clock that is off | [`Signer::with_clock_offset`], [`Signer::clock_offset_of`] |
//! | a user who should approve a token in the browser | [`flow`] |
//! | a token of an unknown user or role | [`flow::TokenInfo`] |
//! | a token to revoke | [`flow`]: [`Signer::revoke_token_request`] |
//! | SOAP web services | [`token_passport`] |
//! | SuiteAnalytics Connect (ODBC, JDBC, ADO.NET) | [`connect`] |
//! | a test that needs a stand-in for NetSuite | [`verify::Verifier`] |
//! | OAuth 1.0 for another service | [`BaseString`] |
//!
//! # How do I sign with my client?
//!
//! Any client that exposes a request's method and its `url::Url` or `http::Uri` works.
//! `reqwest::Method` and `ureq::http::Method` are the same type as `http::Method`. With reqwest:
//!
//! ```text
//! let mut request = client.post(url).json(&order).build()?;
//! let authorization = signer.authorize(request.method(), request.url())?;
//! request.headers_mut().insert(AUTHORIZATION, authorization.into());
//! client.execute(request).await?
//! ```
//!
//! Sign last, and sign again for each retry: NetSuite accepts a header only once. Turn off
//! redirects, which repeat the header. Turn off cookies, which RESTlets reject beside the header.
//!
//! # What is signed?
//!
//! The signature covers the method, scheme, host, non-default port, path, query and the header's
//! parameters (RFC 5849 section 3.4.1). It does not cover a JSON body, the fragment or the realm.
//!
//! The crate only adds the header. If servers might decode a URL in different ways, signing fails
//! with an [`Error`] and leaves the request unchanged. Send the URL exactly as you signed it.
//!
//! # Why 401?
//!
//! NetSuite gives every refused login the same answer. [`rejection`] searches the response for
//! evidence and lists the likeliest causes. Only the Login Audit Trail in NetSuite shows the real
//! cause; [`audit`] explains its codes. [`setup::Check`] tests an account's setup step by step.
//!
//! # What is zeroized?
//!
//! Both secrets, the key derived from them and the keyed HMAC states are zeroized on drop. After
//! everything is dropped, no freed heap block contains any of them. Copies on the stack, and copies
//! that you make, are not covered. No `Debug`, `Display`, error or panic message prints a secret.
//!
//! # Recipes
//!
//! A clock that is off: read the offset from any response, and replace the signer.
//!
//! ```
//! # use http::HeaderMap;
//! # use netsuite_oauth1::{Consumer, Credentials, Signer, Timestamp, Token};
//! # let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret")?);
//! # let mut signer = Signer::new(Credentials::new("1234567".parse()?, consumer, token));
//! # let headers = HeaderMap::new();
//! if let Some(offset) = Signer::clock_offset_of(&headers, Timestamp::now()) {
//!     signer = signer.clone().with_clock_offset(offset);
//! }
//! # Ok::<(), netsuite_oauth1::Error>(())
//! ```
//!
//! All rows of a SuiteQL query: request pages until `hasMore` is false, and sign each attempt.
//!
//! ```
//! use std::{thread::sleep, time::Duration};
//!
//! use http::Request;
//! use netsuite_oauth1::rejection::Rejection;
//! # use http::Response;
//! # use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
//! # let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret")?);
//! # let signer = Signer::new(Credentials::new("1234567".parse()?, consumer, token));
//! # let mut responses = vec![
//! #     (200, r#"{"hasMore": false, "items": [{"id": "3"}]}"#),
//! #     (200, r#"{"hasMore": true, "items": [{"id": "1"}, {"id": "2"}]}"#),
//! #     (429, ""),
//! # ];
//! # let mut sent = Vec::new();
//! # let mut send = |request: Request<&str>| {
//! #     sent.push((request.uri().to_string(), request.headers()["authorization"].clone()));
//! #     let (status, body) = responses.pop().ok_or("more requests than responses")?;
//! #     let response = Response::builder().status(status).header("Retry-After", "0");
//! #     Ok::<_, Box<dyn std::error::Error>>(response.body(body.to_owned())?)
//! # };
//!
//! let (mut rows, mut offset, mut attempts) = (Vec::new(), 0, 0);
//! loop {
//!     let url = signer.account_id().suiteql_url(1000, offset)?;
//!     let mut request = Request::post(url.as_str())
//!         .header("Content-Type", "application/json")
//!         .header("Prefer", "transient")
//!         .body(r#"{"q": "SELECT id FROM customer ORDER BY id"}"#)?;
//!     signer.sign(&mut request)?;
//!
//!     let (parts, body) = send(request)?.into_parts(); // with any HTTP client
//!     if let Some(rejection) = Rejection::from_parts(parts.status, &parts.headers, &body) {
//!         attempts += 1;
//!         if !rejection.can_retry() || attempts == 5 {
//!             return Err(rejection.into());
//!         }
//!         let wait = rejection.retry_after().unwrap_or(Duration::from_secs(1 << attempts));
//!         sleep(wait.min(Duration::from_secs(60)));
//!         continue;
//!     }
//!
//!     let mut page: serde_json::Value = serde_json::from_str(&body)?;
//!     rows.append(page["items"].as_array_mut().ok_or("a page without items")?);
//!     if page["hasMore"] != true {
//!         break;
//!     }
//!     (offset, attempts) = (offset + 1000, 0);
//! }
//! # assert_eq!(rows.len(), 3);
//! # assert!(sent[0].0.ends_with("?limit=1000&offset=0") && sent[0].0 == sent[1].0);
//! # assert!(sent[2].0.ends_with("?limit=1000&offset=1000") && sent[0].1 != sent[1].1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A test without NetSuite: a stand-in verifies the signature. [`verify`] shows a whole one.
//!
//! ```
//! use http::Request;
//! use netsuite_oauth1::{Signer, Timestamp, verify::Verifier};
//! # use netsuite_oauth1::{Consumer, Credentials, Token};
//! # let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret")?);
//! # let credentials = Credentials::new("1234567".parse()?, consumer, token);
//!
//! let verifier = Verifier::new([credentials.clone()]);
//! let mut request = Request::get("http://localhost:8080/rest/tokeninfo").body(())?;
//! Signer::new(credentials).sign(&mut request)?;
//! verifier.verify_request(&request, Timestamp::now())?; // or the code that NetSuite would log
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Rotating credentials: create a `Signer` from the new credentials and swap it in, for instance
//! behind an `Arc`. A request that was signed before the swap stays valid for five minutes, unless
//! the old token is revoked.
//!
//! `http` 0.2: parse the method and the URL from their text:
//!
//! ```text
//! let method = http::Method::from_bytes(old.method().as_str().as_bytes())?;
//! let uri: http::Uri = old.uri().to_string().parse()?;
//! let authorization = signer.authorize(&method, &uri)?;
//! old.headers_mut().insert(AUTHORIZATION, authorization.as_str().parse()?);
//! ```
//!
//! The header's value goes back the same way, as text. Call `set_sensitive(true)` on the new value,
//! so that `Debug` hides it.
//!
//! WebAssembly: on `wasm32-unknown-unknown`, the dependency `getrandom` compiles only with a
//! feature that reads random bytes from JavaScript. Enable it in your own `Cargo.toml`:
//!
//! ```toml
//! getrandom = { version = "0.4", features = ["wasm_js"] }
//! ```
//!
//! The target has no clock, so methods that read it panic. [`Signer::authorize_with`] works without
//! a clock: supply the nonce and the timestamp yourself.
//!
//! # Features
//!
//! `serde` implements `Deserialize` for [`AccountId`] and [`Credentials`]. It is off by default.
//! Nothing is serializable.
//!
//! # Sources
//!
//! The documentation cites RFC 5849 by section and links to Oracle's help. The crate is tested with
//! published vectors and against independent implementations. It has never been tested against a
//! live NetSuite account.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

// First, because rustdoc lists the methods of `Signer` in the order of the modules. `new` and
// `sign` come before the methods that other modules add.
mod signer;

mod account;
pub mod audit;
mod authorization;
mod base_string;
mod clean;
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
mod macros;
mod nonce;
mod printable;
mod protocol;
pub mod rejection;
pub mod setup;
mod signature;
mod step;
mod target;
mod timestamp;
pub mod token_passport;
pub mod verify;

pub use crate::account::{AccountId, Service};
pub use crate::authorization::Authorization;
pub use crate::base_string::BaseString;
pub use crate::credentials::{Consumer, Credentials, Token};
pub use crate::endpoint::Endpoint;
pub use crate::error::{Error, Field};
pub use crate::explanation::Explanation;
pub use crate::nonce::Nonce;
pub use crate::signer::Signer;
pub use crate::target::Target;
pub use crate::timestamp::Timestamp;
