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
//! On the integration record, tick `TBA: Authorization Flow` and enter the callback URL.
//!
//! This module does no I/O. Each step creates a request, you send it with any HTTP client, and the
//! step reads the response. Each response yields the next step, so the types enforce the order.
//!
//! ```
//! use http::{StatusCode, Uri};
//! use netsuite_oauth1::flow::{Start, State};
//! use netsuite_oauth1::{Consumer, Signer, Token};
//!
//! // Step one: a request token.
//! let consumer = Consumer::new("consumer key", "consumer secret")?; // the integration record
//! let start = Start::new(consumer, "https://my.example.com/callback")?
//!     .with_account_id("1234567".parse()?) // optional: without it the user picks the account
//!     .with_role(3);                       // optional: without it the user picks the role
//! let request = start.request()?;
//! // Send it. This is NetSuite's response:
//! let body = b"oauth_token=3b7a&oauth_token_secret=9d1c&oauth_callback_confirmed=true";
//! let request_token = start.read(StatusCode::OK, body)?;
//!
//! // Step two: redirect the user's browser to `url`. Store the state and the request token's id
//! // and secret in the user's session.
//! let state = State::random();
//! let url = request_token.authorize_url(&state)?;
//! let (id, secret) = (request_token.token().id(), request_token.token().secret());
//! let stored = (state.to_string(), id.to_owned(), secret.to_owned());
//!
//! // Minutes later, perhaps in another process, NetSuite sends the browser to the callback URL.
//! let (state, id, secret) = stored;
//! let callback = format!("/callback?oauth_token=3b7a&oauth_verifier=5e2f&company=1234567&state={state}");
//! let request_token = start.resume(Token::new(id, secret)?);
//! let approval = request_token.read_callback(&state.parse()?, &callback.parse::<Uri>()?)?;
//!
//! // Step three: the access token.
//! let request = approval.request()?;
//! // Send it. This is NetSuite's response:
//! let body = b"oauth_token=71ab&oauth_token_secret=e40d";
//! let credentials = approval.read(StatusCode::OK, body)?;
//! // Store the account id and the token's id and secret.
//! assert_eq!(credentials.account_id().realm(), "1234567");
//! assert_eq!(credentials.token().id(), "71ab");
//! let request = Signer::new(credentials).token_info_request()?; // checks that the token works
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Each request is an `http::Request<String>` with an empty body. HTTP clients accept it directly:
//! `reqwest::Request::try_from(request)?`, ureq's `agent.run(request)?`, and hyper's
//! `client.request(request)`. Send it only once, because NetSuite rejects a repeated nonce. To
//! retry, create a new request from the same step.
//!
//! Nobody else knows the [`State`], so a callback that contains it comes from the user's own flow.
//! An application that stores several states per session reads the callback's state first, with
//! [`callback_state`]. If the user declines, the callback has no verifier, and reading it returns
//! [`Error::UserDeclined`].
//!
//! If NetSuite rejects a request, [`Error::RequestRejected`] contains its code and message. The
//! Login Audit Trail may show a more precise code, which [`AuditCode`](crate::audit::AuditCode)
//! explains.
//!
//! # Secrets
//!
//! Token secrets and verifiers are zeroized on drop and never appear in `Debug` output or errors.
//! You must zeroize two copies yourself: the response bodies that you pass in, and the step-three
//! request, whose header contains the verifier.
//!
//! # Sources
//!
//! Oracle documents the steps ([one][section_156338994830], [two][section_156536698849],
//! [three][section_156537025868]) and the signatures of [step one][section_157652390285] and [step
//! three][section_157652573296]. The flow has never been tested against a live account.
//!
//! From NetSuite 2027.1 on, new integrations cannot use this flow. Existing integrations will stop
//! working, [tentatively in 2028][section_0525020842].
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
mod integration;
mod request_token;
mod start;
mod state;
mod token_info;

pub use self::approval::Approval;
pub use self::error::{Error, Field, Place};
pub(crate) use self::integration::request;
pub use self::request_token::{RequestToken, callback_state};
pub use self::start::Start;
pub use self::state::State;
pub use self::token_info::TokenInfo;
