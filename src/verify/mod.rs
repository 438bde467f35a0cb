//! Verifies signed requests as NetSuite does: the server's side, for tests.
//!
//! A test cannot call a NetSuite account, and a stand-in that ignores the signature misses a wrong
//! one. A [`Verifier`] takes the credentials that the client signs with. For each request, it says
//! whether NetSuite would accept it and, if not, which code the Login Audit Trail would show.
//!
//! It opens no socket. Put it behind any server that has an `http::Request`:
//!
//! ```
//! use http::{Request, Response, StatusCode};
//! use netsuite_oauth1::{Timestamp, verify::Verifier};
//!
//! fn netsuite<B>(verifier: &Verifier, request: &Request<B>) -> Response<String> {
//!     let (status, body) = match verifier.verify_request(request, Timestamp::now()) {
//!         Ok(verified) => (StatusCode::OK, format!(r#"{{"company":"{}"}}"#, verified.account_id())),
//!         Err(error) => {
//!             eprintln!("{error}"); // For the administrator: NetSuite does not tell the client why.
//!             (StatusCode::UNAUTHORIZED, r#"{"error":{"code":"INVALID_LOGIN_ATTEMPT"}}"#.to_owned())
//!         }
//!     };
//!     let mut response = Response::new(body);
//!     *response.status_mut() = status;
//!     response
//! }
//!
//! # use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
//! let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret")?);
//! let credentials = Credentials::new("1234567".parse()?, consumer, token);
//! let verifier = Verifier::new([credentials.clone()]);
//!
//! let mut request = Request::get("http://localhost:8080/rest/tokeninfo").body(())?;
//! Signer::new(credentials).sign(&mut request)?;
//! assert_eq!(netsuite(&verifier, &request).status(), StatusCode::OK);
//! assert_eq!(netsuite(&verifier, &request).status(), StatusCode::UNAUTHORIZED); // nonce_used
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! If NetSuite itself rejected a header, from this crate or from any other client, the crate
//! `netsuite-oauth1-diagnosis` finds out why.
//!
//! # What is rejected, and with which code
//!
//! The checks run in this order, and the first that fails decides. Oracle explains each of the
//! [codes][codes] in one line, and says for only a few of these mistakes which code they get. The
//! mistakes marked with * are inferred from that line.
//!
//! | request | code |
//! |---|---|
//! | two `Authorization` headers* | `parameter_rejected` |
//! | no `Authorization` header*, or a scheme other than `OAuth`* | `MissingTokenPassportRequiredFields` |
//! | a parameter that is malformed, empty, repeated, unquoted*, not percent-encoded or not UTF-8* | `parameter_rejected` |
//! | a missing parameter, `realm` included* (`oauth_version` is optional) | `MissingTokenPassportRequiredFields` |
//! | a signature method other than `HMAC-SHA256` | `UnknownAlgorithm` |
//! | a version other than `1.0` | `VersionRejected` |
//! | a nonce of fewer than 6 characters, of more than 64*, or with characters other than letters and digits* | `nonce_rejected` |
//! | a timestamp that is not a number* | `InvalidTimestamp` |
//! | an unknown realm*, or a realm in lower case or with `-`* | `consumer_key_unknown` |
//! | a consumer key that the account does not have | `consumer_key_unknown` |
//! | a token that the account does not have, or another consumer's | `token_rejected` |
//! | a timestamp outside the window | `InvalidTimestamp` |
//! | no `Host` header*, or two*; a URL that a [`Signer`](crate::Signer) rejects, such as another account's host* | `InvalidSignature` |
//! | a query with a parameter of NetSuite's header, such as `oauth_nonce`*, or with another `oauth_…` of this header* | `parameter_rejected` |
//! | a wrong signature | `InvalidSignature` |
//! | a nonce used before with this timestamp and token (Oracle: with this timestamp and user)* | `nonce_used` |
//!
//! The remaining codes depend on facts that a verifier does not know: whether a feature, a role, a
//! user or an integration is disabled. It does not read the body.
//!
//! [codes]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/subsect_156935170194.html
//!
//! # What makes no difference
//!
//! In the header (RFC 5849 section 3.5.1, RFC 9110 sections 5.6.1.2 and 11.1):
//!
//! * white space around commas and `=`, and empty list elements;
//! * the order of the parameters;
//! * the case of `OAuth` and of an escape's hex digits;
//! * parameters other than NetSuite's, which are signed and otherwise ignored.
//!
//! In the request, everything that the signature does not cover (RFC 5849 sections 3.4.1.2 and
//! 3.4.1.3). Someone who has a header that was not sent yet can send the request in any of these
//! forms, once:
//!
//! * a method in another case;
//! * a scheme or a host in another case, or the scheme's default port;
//! * an empty path, `/`, and the request target `*`;
//! * an empty query and no query: `/` and `/?`;
//! * query parameters in another order, even those of one name: `?id=1&id=2` and `?id=2&id=1`;
//! * `?a` and `?a=`; `+` and `%20`, and other escapes of the same text; empty pieces, as in
//!   `?a=1&&b=2&`;
//! * a parameter that was signed in the query and is moved to the header, or the reverse.
//!
//! RFC 5849 section 3.5 puts all protocol parameters in one place. Like a
//! [`Signer`](crate::Signer), a verifier requires this for the names in NetSuite's header. Any other
//! `oauth_…` may be in the query.

mod encoded;
mod error;
mod header;
mod known;
mod used_nonces;
mod verified;
mod verifier;

pub use self::error::Error;
pub use self::verified::Verified;
pub use self::verifier::Verifier;
