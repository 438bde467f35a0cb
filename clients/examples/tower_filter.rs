//! Signs requests in a stack of tower layers: `filter` signs, inside `retry`.
//!
//! This example calls a stand-in for NetSuite. To call NetSuite, build the client with a TLS
//! connector, such as `hyper-rustls`.

use std::process::ExitCode;
use std::time::Duration;

use clients::{StandIn, cli};
use http::{Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::{Body, Bytes, Incoming};
use hyper_util::{client::legacy::Client, rt::TokioExecutor};
use netsuite_oauth1::Signer;
use tokio::time::{Sleep, sleep};
use tower::{BoxError, Service, ServiceBuilder, ServiceExt, retry::Policy};

/// Retries this many times if REST web services report the concurrency limit, by status 429.
///
/// RESTlets report the limit by status 400 and a code in the body; see `Rejection::can_retry`.
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

/// Builds the stack. The last layer is closest to the wire, so each retry is signed again.
///
/// hyper-util follows no redirects and has no cookie store. The body must be `Clone` for retries.
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

const HELP: &str = "\
Calls a local stand-in for NetSuite through tower layers, and retries while it is busy.

Usage: tower_filter

Exit code: 0 on success, 1 on failure, 2 if the arguments are wrong.";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    cli::no_arguments(HELP);
    cli::exit_code(run().await)
}

pub(crate) async fn run() -> Result<(), BoxError> {
    let netsuite = StandIn::start()?;
    let service = service(Signer::new(clients::credentials()?));
    netsuite.be_busy(2);
    let url = netsuite.url("/services/rest/record/v1/salesOrder/7/!transform/invoice");
    let request = Request::post(url).body(Full::<Bytes>::from("{}"))?;
    let status = service.oneshot(request).await?.status();
    println!("{status}");
    status
        .is_success()
        .then_some(())
        .ok_or("NetSuite rejected the request".into())
}
