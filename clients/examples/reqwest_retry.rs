//! Signs reqwest's requests in a middleware that runs inside the retry middleware.
//!
//! This example calls a stand-in for NetSuite. To call NetSuite, enable reqwest's feature `rustls`.

use std::error::Error;
use std::process::ExitCode;

use clients::{StandIn, cli};
use http::{Extensions, StatusCode, header::AUTHORIZATION};
use netsuite_oauth1::Signer;
use reqwest::{Request, Response, redirect, retry};
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware, Middleware, Next, Result};
use reqwest_retry::policies::ExponentialBackoff;
use reqwest_retry::{RetryTransientMiddleware, Retryable, RetryableStrategy};

/// Signs each attempt. It must be the innermost middleware.
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

/// Retries only if REST web services report the concurrency limit, by status 429.
///
/// After any other error or a lost connection, NetSuite may already have processed the request.
/// RESTlets report the limit by status 400 and a code in the body; see `Rejection::can_retry`.
struct WhileBusy;

impl RetryableStrategy for WhileBusy {
    fn handle(&self, result: &Result<Response>) -> Option<Retryable> {
        let status = result.as_ref().map(Response::status).ok()?;
        (status == StatusCode::TOO_MANY_REQUESTS).then_some(Retryable::Transient)
    }
}

/// Builds a client without cookies, redirects and reqwest's own retries. The last two would send a
/// header again. The middleware that is added last is innermost.
///
/// The retry middleware rejects streaming bodies, because it cannot send them twice. For these,
/// build a client without it.
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

const HELP: &str = "\
Calls a local stand-in for NetSuite with reqwest, and retries while it is busy.

Usage: reqwest_retry

Exit code: 0 on success, 1 on failure, 2 if the arguments are wrong.";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    cli::no_arguments(HELP);
    cli::exit_code(run().await)
}

pub(crate) async fn run() -> std::result::Result<(), Box<dyn Error>> {
    let netsuite = StandIn::start()?;
    let client = client(Signer::new(clients::credentials()?))?;
    netsuite.be_busy(2);
    let url = netsuite.url("/services/rest/record/v1/customer/107?fields=entityId,email");
    let response = client.get(url).send().await?.error_for_status()?;
    println!("{}", response.text().await?);
    Ok(())
}
