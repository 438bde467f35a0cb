//! Signs requests that reqwest sends, with reqwest-middleware: the retry is outside, and the signature innermost.
//!
//! It calls a stand-in for NetSuite. For NetSuite itself add reqwest's feature `rustls`.

mod stand_in;

use std::error::Error;

use http::{Extensions, StatusCode, header::AUTHORIZATION};
use netsuite_oauth1::Signer;
use reqwest::{Request, Response, redirect, retry};
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware, Middleware, Next, Result};
use reqwest_retry::policies::ExponentialBackoff;
use reqwest_retry::{RetryTransientMiddleware, Retryable, RetryableStrategy};

/// Signs the URL that is sent, each time that it is sent.
pub(crate) struct Sign(pub(crate) Signer);

#[async_trait::async_trait]
impl Middleware for Sign {
    async fn handle(
        &self,
        mut request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> Result<Response> {
        let authorization = self.0.authorize(request.method(), request.url());
        let value = authorization.map_err(reqwest_middleware::Error::middleware)?;
        let value = value.into_header_value();
        request.headers_mut().insert(AUTHORIZATION, value);
        next.run(request, extensions).await
    }
}

/// Tries again while REST web services have too many requests at once, which their status says, and in no other case: after an error
/// or a lost connection NetSuite may have done what was asked. A RESTlet says it with 400 and a code in the body, which
/// `Rejection::can_retry` knows.
struct WhileBusy;

impl RetryableStrategy for WhileBusy {
    fn handle(&self, result: &Result<Response>) -> Option<Retryable> {
        let status = result.as_ref().map(Response::status).ok()?;
        (status == StatusCode::TOO_MANY_REQUESTS).then_some(Retryable::Transient)
    }
}

/// Follows no redirect, keeps no cookie and sends nothing twice where nobody signs. What is added last is innermost.
///
/// A body that is a stream cannot be sent again, and the retry refuses it: send it through a client without.
pub(crate) fn client(signer: Signer) -> reqwest::Result<ClientWithMiddleware> {
    let client = reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .build()?;
    let three_times = ExponentialBackoff::builder().build_with_max_retries(3);
    let retry = RetryTransientMiddleware::new_with_policy_and_strategy(three_times, WhileBusy);
    let client = ClientBuilder::new(client).with(retry).with(Sign(signer));
    Ok(client.build())
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> std::result::Result<(), Box<dyn Error>> {
    let netsuite = stand_in::StandIn::start()?;
    let client = client(Signer::new(stand_in::credentials()?))?;
    netsuite.be_busy(2);
    let url = netsuite.url("/services/rest/record/v1/customer/107?fields=entityId,email");
    let response = client.get(url).send().await?.error_for_status()?;
    println!("{}", response.text().await?);
    Ok(())
}
