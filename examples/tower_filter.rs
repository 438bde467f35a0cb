//! Signs requests in a stack of tower's layers: its own `filter` signs, below its own `retry`.
//!
//! It calls a stand-in for NetSuite. For NetSuite itself give the client a connector with TLS, such as that of `hyper-rustls`.

mod stand_in;

use std::time::Duration;

use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use netsuite_oauth1::Signer;
use tokio::time::{Sleep, sleep};
use tower::retry::Policy;
use tower::{BoxError, Service, ServiceBuilder, ServiceExt};

/// Tries again, so many times, while NetSuite has too many requests at once.
///
/// REST web services say so with a status of their own. A RESTlet says it with 400 and a code in the body, which
/// `Rejection::can_retry` knows.
#[derive(Clone)]
struct Attempts(u32);

impl Policy<Request<Full<Bytes>>, Response<Incoming>, BoxError> for Attempts {
    type Future = Sleep;

    fn retry(
        &mut self,
        _: &mut Request<Full<Bytes>>,
        result: &mut Result<Response<Incoming>, BoxError>,
    ) -> Option<Sleep> {
        let is_busy =
            matches!(result, Ok(response) if response.status() == StatusCode::TOO_MANY_REQUESTS);
        self.0 = self.0.checked_sub(1)?;
        is_busy.then(|| sleep(Duration::from_millis(500)))
    }

    fn clone_request(&mut self, request: &Request<Full<Bytes>>) -> Option<Request<Full<Bytes>>> {
        Some(request.clone())
    }
}

/// Follows no redirect and keeps no cookie: hyper does not. What stands further down is closer to the wire.
pub(crate) fn service(
    signer: Signer,
) -> impl Service<Request<Full<Bytes>>, Response = Response<Incoming>, Error = BoxError> {
    let client = Client::builder(TokioExecutor::new())
        .retry_canceled_requests(false)
        .build_http();
    ServiceBuilder::new()
        .retry(Attempts(3))
        .filter(
            move |mut request: Request<Full<Bytes>>| match signer.sign(&mut request) {
                Ok(()) => Ok(request),
                Err(error) => Err(BoxError::from(error)),
            },
        )
        .service(client)
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), BoxError> {
    let netsuite = stand_in::StandIn::start()?;
    let service = service(Signer::new(stand_in::credentials()?));
    netsuite.be_busy(2);
    let url = netsuite.url("/services/rest/record/v1/salesOrder/7/!transform/invoice");
    let request = Request::post(url).body(Full::from("{}"))?;
    let response = service.oneshot(request).await?;
    let status = response.status();
    let body = response.into_body().collect().await?.to_bytes();
    println!("{status} {}", String::from_utf8_lossy(&body));
    if status.is_success() {
        Ok(())
    } else {
        Err("refused".into())
    }
}
