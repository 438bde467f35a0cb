//! Signs requests for hyper-util's client.
//!
//! This example calls a stand-in for NetSuite. To call NetSuite, build the client with a TLS
//! connector, such as `hyper-rustls`.

use std::error::Error;
use std::process::ExitCode;

use clients::{StandIn, cli};
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Bytes, Incoming};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use netsuite_oauth1::Signer;

/// Builds a client that sends each request at most once. hyper-util follows no redirects and has no
/// cookie store.
pub(crate) fn client<B: Body<Data: Send> + Send>() -> Client<HttpConnector, B> {
    Client::builder(TokioExecutor::new())
        .retry_canceled_requests(false)
        .build_http()
}

/// Signs right before sending. To retry, call this again, because a header is valid only once.
pub(crate) async fn send(
    client: &Client<HttpConnector, Full<Bytes>>,
    signer: &Signer,
    mut request: Request<Full<Bytes>>,
) -> Result<Response<Incoming>, Box<dyn Error>> {
    signer.sign(&mut request)?;
    Ok(client.request(request).await?)
}

const HELP: &str = "\
Calls a local stand-in for NetSuite with hyper-util's client.

Usage: hyper_client

Exit code: 0 on success, 1 on failure, 2 if the arguments are wrong.";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    cli::no_arguments(HELP);
    cli::exit_code(run().await)
}

pub(crate) async fn run() -> Result<(), Box<dyn Error>> {
    let netsuite = StandIn::start()?;
    let signer = Signer::new(clients::credentials()?);
    let url = netsuite.url("/services/rest/record/v1/customer/eid:A%20B?fields=entityId,email");
    let request = Request::get(&url).body(Full::default())?;
    let response = send(&client(), &signer, request).await?;
    let status = response.status();
    let body = response.into_body().collect().await?.to_bytes();
    println!("{status} {}", String::from_utf8_lossy(&body));
    if status.is_success() {
        Ok(())
    } else {
        Err("NetSuite rejected the request".into())
    }
}
