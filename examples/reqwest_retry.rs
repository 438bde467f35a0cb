//! Signs requests that reqwest sends, with reqwest-middleware: the retry is outside, and the signature innermost.
//!
//! It calls a stand-in for NetSuite. For NetSuite itself add reqwest's feature `rustls`.

mod stand_in;

use std::error::Error;

use http::{Extensions, header::AUTHORIZATION};
use netsuite_oauth1::Signer;
use reqwest::{Request, Response, redirect, retry};
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware, Middleware, Next};
use reqwest_retry::{RetryTransientMiddleware, policies::ExponentialBackoff};

/// Signs the URL that is sent, each time that it is sent.
pub(crate) struct Sign(pub(crate) Signer);

#[async_trait::async_trait]
impl Middleware for Sign {
    async fn handle(
        &self,
        mut request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> reqwest_middleware::Result<Response> {
        let authorization = self.0.authorize(request.method(), request.url());
        let value = authorization.map_err(reqwest_middleware::Error::middleware)?;
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, value.into_header_value());
        next.run(request, extensions).await
    }
}

/// Tries again while REST web services have too many requests at once, which their status says. A RESTlet says it with 400 and a code in
/// the body, which `Rejection::can_retry` knows.
///
/// Follows no redirect, keeps no cookie and sends nothing twice where nobody signs. What is added last is innermost.
pub(crate) fn client(signer: Signer) -> reqwest::Result<ClientWithMiddleware> {
    let client = reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .build()?;
    let three_times = ExponentialBackoff::builder().build_with_max_retries(3);
    let client = ClientBuilder::new(client)
        .with(RetryTransientMiddleware::new_with_policy(three_times))
        .with(Sign(signer));
    Ok(client.build())
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn Error>> {
    let netsuite = stand_in::StandIn::start()?;
    let client = client(Signer::new(stand_in::credentials()?))?;
    netsuite.be_busy(2);
    let response = client
        .post(netsuite.url("/services/rest/query/v1/suiteql?limit=3&offset=0"))
        .header("content-type", "application/json")
        .header("prefer", "transient")
        .body(r#"{"q": "SELECT id FROM customer"}"#)
        .send()
        .await?
        .error_for_status()?;
    println!("{}", response.text().await?);
    Ok(())
}
