//! Signs requests that ureq sends, as a middleware.
//!
//! It calls a stand-in for NetSuite, and would call NetSuite as well.

mod stand_in;

use std::error::Error;

use netsuite_oauth1::Signer;
use ureq::http::{Request, Response};
use ureq::middleware::MiddlewareNext;
use ureq::{Agent, Body, SendBody};

/// Follows no redirect. Cookies are off unless ureq's feature for them is on, and nothing is sent twice.
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
        .http_status_as_error(false) // A refusal has a body.
        .middleware(sign) // The last one that is given is innermost.
        .build()
        .into()
}

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let netsuite = stand_in::StandIn::start()?;
    let agent = agent(Signer::new(stand_in::credentials()?));
    let mut response = agent
        .post(netsuite.url("/app/site/hosting/restlet.nl?script=6&deploy=1"))
        .header("content-type", "application/json")
        .send(r#"{"order": 4711}"#)?;
    let status = response.status();
    println!("{status} {}", response.body_mut().read_to_string()?);
    if status.is_success() {
        Ok(())
    } else {
        Err("refused".into())
    }
}
