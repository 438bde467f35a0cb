//! The three-step authorization flow: from a consumer, and a user with a browser, to a token.
//!
//! Tokens are mostly made by hand (Setup > Users/Roles > Access Tokens). Where an application serves many users, each of
//! them makes one through this flow instead: the application asks NetSuite for a request token, the user logs in and
//! consents in the browser, and the application exchanges the request token for an access token, which does not expire. The
//! integration record needs the box `TBA: Authorization Flow` and the callback URL.
//!
//! Each step is a type, which the step before makes by reading its answer, so that they cannot be taken in another order. Nothing is
//! sent here: a step makes a request, you send it with any client, and the step reads what came back.
//!
//! | step | type | sends | reads |
//! |---|---|---|---|
//! | 1 | [`Start`] | POST `/rest/requesttoken` | the request token |
//! | 2 | [`RequestToken`] | the user's browser | the callback |
//! | 3 | [`Approval`] | POST `/rest/accesstoken` | the access token, as [`Credentials`](crate::Credentials) |
//!
//! # One: a request token
//!
//! ```
//! use http::StatusCode;
//! use netsuite_oauth1::Consumer;
//! use netsuite_oauth1::flow::Start;
//!
//! let consumer = Consumer::new("consumer key", "consumer secret")?; // the integration record
//! let start = Start::new(consumer, "https://my.example.com/callback")?
//!     .with_account_id("1234567".parse()?) // leave it out if you do not know the user's account
//!     .with_role(3);                       // leave it out, and the user picks a role
//!
//! let request = start.request()?;
//! assert_eq!(request.method(), "POST");
//! assert_eq!(request.uri(), "https://1234567.restlets.api.netsuite.com/rest/requesttoken");
//!
//! // Send it with its header and no body. This is what NetSuite answers:
//! let body = b"oauth_token=3b7a&oauth_token_secret=9d1c&oauth_callback_confirmed=true";
//! let request_token = start.read(StatusCode::OK, body)?;
//! # assert_eq!(request_token.token().id(), "3b7a");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Two: the user
//!
//! The browser is sent to an address of NetSuite's, with a [`State`] that nobody else knows. After login and consent NetSuite sends
//! the browser to the callback URL. Its state and token are checked, and the account is learnt: what `company` says is the
//! [`AccountId`](crate::AccountId).
//!
//! The callback comes with another request than the one that sent the browser off, minutes later and perhaps to another process. What it
//! needs is kept in the user's session until then: the state, and the request token's id and secret.
//!
//! ```
//! use http::Uri;
//! use netsuite_oauth1::Token;
//! use netsuite_oauth1::flow::{Error, State};
//!
//! # use http::StatusCode;
//! # use netsuite_oauth1::{Consumer, flow::Start};
//! # let start = Start::new(Consumer::new("k", "s")?, "https://my.example.com/callback")?.with_account_id("1234567".parse()?);
//! # let body = b"oauth_token=3b7a&oauth_token_secret=9d1c&oauth_callback_confirmed=true";
//! # let request_token = start.read(StatusCode::OK, body)?;
//! let state = State::random();
//! let url = request_token.authorize_url(&state);
//! assert!(url.as_str().starts_with("https://1234567.app.netsuite.com/app/login/secure/authorizetoken.nl?oauth_token=3b7a&state="));
//!
//! // Into the user's session with these, and send the browser there.
//! let (id, secret) = (request_token.token().id().to_owned(), request_token.token().secret().to_owned());
//! let kept = state.as_str().to_owned();
//!
//! // The browser comes back. With what the session has:
//! let (state, request_token) = (State::new(&kept)?, start.resume(Token::new(id, secret)?));
//! let callback: Uri = format!("/callback?oauth_token=3b7a&oauth_verifier=5e2f&company=1234567&role=3&entity=9&state={kept}").parse()?;
//! let approval = request_token.read_callback(&state, &callback)?;
//! assert_eq!(approval.account_id().realm(), "1234567");
//! assert_eq!(approval.role(), Some("3"));
//!
//! // A user who says no comes back with an empty verifier.
//! let callback: Uri = format!("/callback?oauth_token=3b7a&oauth_verifier=&state={kept}").parse()?;
//! assert_eq!(request_token.read_callback(&state, &callback).unwrap_err(), Error::Denied);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Three: the access token
//!
//! ```
//! use http::StatusCode;
//! use netsuite_oauth1::Signer;
//! use netsuite_oauth1::flow::TokenInfo;
//!
//! # use http::Uri;
//! # use netsuite_oauth1::{Consumer, flow::{Start, State}};
//! # let start = Start::new(Consumer::new("k", "s")?, "https://my.example.com/callback")?.with_account_id("1234567".parse()?);
//! # let body = b"oauth_token=3b7a&oauth_token_secret=9d1c&oauth_callback_confirmed=true";
//! # let request_token = start.read(StatusCode::OK, body)?;
//! # let callback: Uri = "/callback?oauth_token=3b7a&oauth_verifier=5e2f&company=1234567&role=3&entity=9&state=abc".parse()?;
//! # let approval = request_token.read_callback(&State::new("abc")?, &callback)?;
//! let request = approval.request()?;
//! assert_eq!(request.uri(), "https://1234567.restlets.api.netsuite.com/rest/accesstoken");
//!
//! // Send it with its header and no body. This is what NetSuite answers:
//! let credentials = approval.read(StatusCode::OK, b"oauth_token=71ab&oauth_token_secret=e40d")?;
//!
//! // Store these; `Credentials::new` puts them and the consumer together again.
//! let (_account_id, _token) = (credentials.account_id().realm(), (credentials.token().id(), credentials.token().secret()));
//!
//! // The smallest test that they work, and whom they stand for.
//! let signer = Signer::new(credentials);
//! let request = signer.token_info_request()?;
//! assert_eq!(request.uri(), "https://1234567.restlets.api.netsuite.com/rest/tokeninfo");
//! let info = TokenInfo::read(StatusCode::OK, br#"{"companyId":"1234567","roleName":"Administrator"}"#)?;
//! assert_eq!(info.role_name(), Some("Administrator"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What goes wrong
//!
//! Each step has its [`Error`]s. Where NetSuite refuses, [`Error::Refused`] has its code and message: as everywhere, the Login
//! Audit Trail says more, as an [`AuditCode`](crate::audit::AuditCode). A request is good once; to try again, ask the same step for
//! another.
//!
//! The tokens' secrets are wiped from memory on drop, and no `Debug` and no error shows them. The bodies that you hand in and the
//! requests that you send, whose header has the verifier in it, are yours to drop.
//!
//! Oracle takes no new integrations of this kind from NetSuite 2027.1, and means to end the existing ones with 2028.1
//! (`section_0525020842`).
//!
//! The steps are Oracle's `section_156338994830`, `section_156536698849` and `section_156537025868`, their signatures
//! `section_157652390285` and `section_157652573296`. The flow has not been tried against a live account.

mod answer;
mod approval;
mod error;
mod request_token;
mod sign;
mod start;
mod state;
mod token_info;

pub use self::approval::Approval;
pub use self::error::Error;
pub use self::request_token::RequestToken;
pub use self::start::Start;
pub use self::state::State;
pub use self::token_info::TokenInfo;
