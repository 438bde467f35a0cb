//! The three-step authorization flow: from a user with a browser to an access token.
//!
//! Most access tokens are created by hand (Setup > Users/Roles > Access Tokens). An application
//! with many users lets each of them create one through this flow instead:
//!
//! | step | type | sends | reads |
//! |---|---|---|---|
//! | 1 | [`Start`] | POST `/rest/requesttoken` | the request token |
//! | 2 | [`RequestToken`] | the user's browser | the callback |
//! | 3 | [`Approval`] | POST `/rest/accesstoken` | the access token, as [`Credentials`](crate::Credentials) |
//!
//! The integration record needs the box `TBA: Authorization Flow` and the callback URL.
//!
//! Nothing is sent here. A step creates a request, you send it with any client, and the step reads
//! the answer. Each answer creates the next step, so the order cannot be mixed up.
//!
//! # Sending the requests
//!
//! Each request is an `http::Request<String>` whose body is empty. Clients accept it as it is:
//! `reqwest::Request::try_from(request)?`, ureq's `agent.run(request)?`, and hyper's
//! `client.request(request)`. Send it once, because NetSuite rejects a nonce that it has seen. To
//! try again, ask the same step for another request.
//!
//! # Step one: a request token
//!
//! ```
//! use http::StatusCode;
//! use netsuite_oauth1::Consumer;
//! use netsuite_oauth1::flow::Start;
//!
//! let consumer = Consumer::new("consumer key", "consumer secret")?; // the integration record
//! let start = Start::new(consumer, "https://my.example.com/callback")?
//!     .with_account_id("1234567".parse()?) // optional: without it the user picks the account
//!     .with_role(3);                       // optional: without it the user picks the role
//!
//! let request = start.request()?;
//! assert_eq!(request.method(), "POST");
//! assert_eq!(request.uri(), "https://1234567.restlets.api.netsuite.com/rest/requesttoken");
//!
//! // Send it. This is NetSuite's answer:
//! let body = b"oauth_token=3b7a&oauth_token_secret=9d1c&oauth_callback_confirmed=true";
//! let request_token = start.read(StatusCode::OK, body)?;
//! # assert_eq!(request_token.token().id(), "3b7a");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Step two: the user
//!
//! The browser goes to NetSuite with a [`State`] that nobody else knows. After login and consent
//! NetSuite sends it to the callback URL. There the state and the token are checked, and `company`
//! names the user's account.
//!
//! The callback is another request, minutes later and perhaps in another process. Until then the
//! user's session keeps the state, and the id and the secret of the request token.
//! [`callback_state`] reads the state of a callback, for applications that keep several per
//! session.
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
//! let url = request_token.authorize_url(&state)?;
//! assert!(url.as_str().starts_with("https://1234567.app.netsuite.com/app/login/secure/authorizetoken.nl?oauth_token=3b7a&state="));
//!
//! // Keep these in the user's session, and redirect the browser to `url`.
//! let (id, secret) = (request_token.token().id().to_owned(), request_token.token().secret().to_owned());
//! let kept = state.to_string();
//!
//! // The browser comes back. Continue with the values from the session:
//! let (state, request_token) = (State::new(&kept)?, start.resume(Token::new(id, secret)?));
//! let callback: Uri = format!("/callback?oauth_token=3b7a&oauth_verifier=5e2f&company=1234567&role=3&entity=9&state={kept}").parse()?;
//! let approval = request_token.read_callback(&state, &callback)?;
//! assert_eq!(approval.account_id().realm(), "1234567");
//! assert_eq!(approval.role(), Some("3"));
//!
//! // A user who says no comes back without a verifier.
//! let callback: Uri = format!("/callback?oauth_token=3b7a&oauth_verifier=&state={kept}").parse()?;
//! assert_eq!(request_token.read_callback(&state, &callback).unwrap_err(), Error::Declined);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Step three: the access token
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
//! // Send it. This is NetSuite's answer:
//! let credentials = approval.read(StatusCode::OK, b"oauth_token=71ab&oauth_token_secret=e40d")?;
//!
//! // Store these three. Together with the consumer they are the credentials.
//! let account_id = credentials.account_id().realm();
//! let (id, secret) = (credentials.token().id(), credentials.token().secret());
//! # assert_eq!((account_id, id, secret), ("1234567", "71ab", "e40d"));
//!
//! // Test the token, and see whose it is.
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
//! If NetSuite rejects a request, [`Error::Rejected`] has its code and message. The Login Audit
//! Trail shows more, as an [`AuditCode`](crate::audit::AuditCode).
//!
//! # Secrets
//!
//! Tokens' secrets and verifiers are zeroized on drop, and no `Debug` and no error shows them. Two
//! copies are yours to drop: the bodies that you pass in, and the requests that you send, because
//! the header of step three contains the verifier.
//!
//! # Sources
//!
//! The steps are described by Oracle ([one][section_156338994830], [two][section_156536698849],
//! [three][section_156537025868]), and so are the signatures of [step one][section_157652390285]
//! and [step three][section_157652573296]. The flow was not tried against a live account.
//!
//! From NetSuite 2027.1 Oracle accepts no new integrations with this flow, and existing ones end
//! [tentatively in 2028][section_0525020842].
//!
//! [section_156338994830]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156338994830.html
//! [section_156536698849]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156536698849.html
//! [section_156537025868]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156537025868.html
//! [section_157652390285]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_157652390285.html
//! [section_157652573296]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_157652573296.html
//! [section_0525020842]: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_0525020842.html

mod answer;
mod approval;
mod error;
mod form;
mod request_token;
mod sign;
mod start;
mod state;
mod token_info;

pub use self::approval::Approval;
pub use self::error::{Error, Field, Place};
pub use self::request_token::{RequestToken, callback_state};
pub use self::start::Start;
pub use self::state::State;
pub use self::token_info::TokenInfo;
