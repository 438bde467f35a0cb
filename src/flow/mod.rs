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
//! // Send it. This is NetSuite's answer:
//! let answer = b"oauth_token=3b7a&oauth_token_secret=9d1c&oauth_callback_confirmed=true";
//! let request_token = start.read(StatusCode::OK, answer)?;
//!
//! // Step two: redirect the user's browser to `url`. Keep the state, and the id and the secret of
//! // the request token, in the user's session.
//! let state = State::random();
//! let url = request_token.authorize_url(&state)?;
//! let (id, secret) = (request_token.token().id(), request_token.token().secret());
//! let kept = (state.to_string(), id.to_owned(), secret.to_owned());
//!
//! // Minutes later, perhaps in another process, NetSuite sends the browser to the callback URL.
//! let (state, id, secret) = kept;
//! let callback = format!("/callback?oauth_token=3b7a&oauth_verifier=5e2f&company=1234567&state={state}");
//! let request_token = start.resume(Token::new(id, secret)?);
//! let approval = request_token.read_callback(&state.parse()?, &callback.parse::<Uri>()?)?;
//!
//! // Step three: the access token.
//! let request = approval.request()?;
//! // Send it. This is NetSuite's answer:
//! let answer = b"oauth_token=71ab&oauth_token_secret=e40d";
//! let credentials = approval.read(StatusCode::OK, answer)?;
//! // Store the account id, and the id and the secret of the token.
//! assert_eq!(credentials.account_id().realm(), "1234567");
//! assert_eq!(credentials.token().id(), "71ab");
//! let request = Signer::new(credentials).token_info_request()?; // tests the token
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Each request is an `http::Request<String>` whose body is empty. Clients accept it as it is:
//! `reqwest::Request::try_from(request)?`, ureq's `agent.run(request)?`, and hyper's
//! `client.request(request)`. Send it once, because NetSuite rejects a nonce that it has seen. To
//! try again, ask the same step for another request.
//!
//! Nobody else knows the [`State`], so a callback with it is the user's own. [`callback_state`]
//! reads the state of a callback, for applications that keep several per session. A user who says
//! no comes back without a verifier, which is [`Error::UserDeclined`].
//!
//! If NetSuite rejects a request, [`Error::RequestRejected`] has its code and message. The Login
//! Audit Trail shows more, as an [`AuditCode`](crate::audit::AuditCode).
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
