//! Signs requests that hyper-util's client sends.
//!
//! It calls a stand-in for NetSuite. For NetSuite itself give the client a connector with TLS, such as that of `hyper-rustls`.

mod stand_in;

use std::error::Error;

use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Bytes, Incoming};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use netsuite_oauth1::Signer;

/// Follows no redirect and keeps no cookie, as hyper does; and sends no request twice, when told so.
pub(crate) fn client<B: Body<Data: Send> + Send>() -> Client<HttpConnector, B> {
    Client::builder(TokioExecutor::new())
        .retry_canceled_requests(false)
        .build_http()
}

/// Signs last of all. To try again, come back here.
pub(crate) async fn send(
    client: &Client<HttpConnector, Full<Bytes>>,
    signer: &Signer,
    mut request: Request<Full<Bytes>>,
) -> Result<Response<Incoming>, Box<dyn Error>> {
    signer.sign(&mut request)?;
    Ok(client.request(request).await?)
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn Error>> {
    let netsuite = stand_in::StandIn::start()?;
    let signer = Signer::new(stand_in::credentials()?);
    let url = netsuite.url("/services/rest/record/v1/customer/eid:A%20B?fields=entityId,email");
    let request = Request::get(&url).body(Full::default())?;
    let response = send(&client(), &signer, request).await?;
    let status = response.status();
    let body = response.into_body().collect().await?.to_bytes();
    println!("{status} {}", String::from_utf8_lossy(&body));
    if status.is_success() {
        Ok(())
    } else {
        Err("refused".into())
    }
}
