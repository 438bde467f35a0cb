//! Signs requests in a stack of tower's layers: its own `filter` signs, below its own `retry`.
//!
//! It calls a stand-in for NetSuite. For NetSuite itself give the client a connector with TLS, such as that of `hyper-rustls`.

mod stand_in;

use std::time::Duration;

use http::{Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::{Body, Bytes, Incoming};
use hyper_util::{client::legacy::Client, rt::TokioExecutor};
use netsuite_oauth1::Signer;
use tokio::time::{Sleep, sleep};
use tower::{BoxError, Service, ServiceBuilder, ServiceExt, retry::Policy};

/// Tries again, so many times, while NetSuite has too many requests at once.
///
/// REST web services say so with a status of their own. A RESTlet says it with 400 and a code in the body, which
/// `Rejection::can_retry` knows.
#[derive(Clone)]
struct Attempts(u32);

type Answer = Result<Response<Incoming>, BoxError>;

impl<B: Clone> Policy<Request<B>, Response<Incoming>, BoxError> for Attempts {
    type Future = Sleep;

    fn retry(&mut self, _: &mut Request<B>, answer: &mut Answer) -> Option<Sleep> {
        let status = answer.as_ref().map(Response::status).ok()?;
        self.0 = self.0.checked_sub(1)?;
        (status == StatusCode::TOO_MANY_REQUESTS).then(|| sleep(Duration::from_millis(500)))
    }

    fn clone_request(&mut self, request: &Request<B>) -> Option<Request<B>> {
        Some(request.clone())
    }
}

/// Follows no redirect and keeps no cookie: hyper does not. What stands further down is closer to the wire.
///
/// A body has to be one that can be cloned, so that it can be sent again.
pub(crate) fn service<B>(
    signer: Signer,
) -> impl Service<Request<B>, Response = Response<Incoming>, Error = BoxError>
where
    B: Body<Data: Send, Error: Into<BoxError>> + Clone + Send + Unpin + 'static,
{
    let client = Client::builder(TokioExecutor::new())
        .retry_canceled_requests(false)
        .build_http();
    ServiceBuilder::new()
        .retry(Attempts(3))
        .filter(move |mut request: Request<B>| signer.sign(&mut request).map(|()| request))
        .service(client)
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), BoxError> {
    let netsuite = stand_in::StandIn::start()?;
    let service = service(Signer::new(stand_in::credentials()?));
    netsuite.be_busy(2);
    let url = netsuite.url("/services/rest/record/v1/salesOrder/7/!transform/invoice");
    let request = Request::post(url).body(Full::<Bytes>::from("{}"))?;
    let status = service.oneshot(request).await?.status();
    println!("{status}");
    status.is_success().then_some(()).ok_or("refused".into())
}
