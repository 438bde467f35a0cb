//! Signs requests for ureq in a middleware.
//!
//! This example calls a stand-in for NetSuite. The same agent can call NetSuite.

use std::error::Error;
use std::process::ExitCode;

use clients::{StandIn, cli};
use netsuite_oauth1::Signer;
use ureq::http::{Request, Response};
use ureq::middleware::MiddlewareNext;
use ureq::{Agent, Body, SendBody};

/// Builds an agent that follows no redirects. ureq does not retry, and has no cookie store unless
/// its feature `cookies` is enabled.
pub(crate) fn agent(signer: Signer) -> Agent {
    let sign = move |mut request: Request<SendBody>,
                     next: MiddlewareNext|
          -> Result<Response<Body>, ureq::Error> {
        signer
            .sign(&mut request)
            .map_err(|error| ureq::Error::Other(error.into()))?;
        next.handle(request)
    };
    Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false) // The body of a rejection says why.
        .middleware(sign) // Add other middleware before it: the last one is innermost.
        .build()
        .into()
}

const HELP: &str = "\
Calls a local stand-in for NetSuite with ureq.

Usage: ureq_middleware

Exit code: 0 on success, 1 on failure, 2 if the arguments are wrong.";

fn main() -> ExitCode {
    cli::no_arguments(HELP);
    cli::exit_code(run())
}

pub(crate) fn run() -> Result<(), Box<dyn Error>> {
    let netsuite = StandIn::start()?;
    let agent = agent(Signer::new(clients::credentials()?));
    let mut response = agent
        .post(netsuite.url("/app/site/hosting/restlet.nl?script=6&deploy=1"))
        .header("content-type", "application/json")
        .send(r#"{"order": 4711}"#)?;
    let status = response.status();
    println!("{status} {}", response.body_mut().read_to_string()?);
    if status.is_success() {
        Ok(())
    } else {
        Err("NetSuite rejected the request".into())
    }
}
