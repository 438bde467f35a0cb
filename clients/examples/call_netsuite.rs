//! Calls NetSuite.
//!
//! Without credentials it calls a RESTlet, a record and SuiteQL of a local stand-in for NetSuite:
//!
//! ```sh
//! cargo run -p clients --example call_netsuite
//! ```
//!
//! If `NETSUITE_ACCOUNT_ID`, `NETSUITE_CONSUMER_KEY`, `NETSUITE_CONSUMER_SECRET`,
//! `NETSUITE_TOKEN_ID` and `NETSUITE_TOKEN_SECRET` are set, it calls `/rest/tokeninfo` of that
//! account and prints the token's user and role.

use std::error::Error;
use std::process::ExitCode;

use clients::{StandIn, cli};
use http::header::CONTENT_TYPE;
use http::{Request, StatusCode};
use netsuite_oauth1::flow::TokenInfo;
use netsuite_oauth1::rejection::Rejection;
use netsuite_oauth1::{Credentials, Signer};
use ureq::{Agent, AsSendBody};

const HELP: &str = "\
Calls NetSuite, or a local stand-in for it.

Usage: call_netsuite

If these variables are set, it requests the token's user and role from that account:
NETSUITE_ACCOUNT_ID, NETSUITE_CONSUMER_KEY, NETSUITE_CONSUMER_SECRET, NETSUITE_TOKEN_ID,
NETSUITE_TOKEN_SECRET. If none is set, it calls a RESTlet, a record and SuiteQL of the stand-in.

Exit code: 0 on success, 1 on failure, 2 if the arguments are wrong.";

fn main() -> ExitCode {
    if let Some(argument) = cli::arguments(HELP).first() {
        cli::usage_error(&format!("unexpected argument {argument:?}"));
    }
    cli::exit_code(match cli::credentials() {
        Ok(Some(credentials)) => call_account(credentials),
        Ok(None) => call_stand_in(),
        Err(error) => Err(error.into()),
    })
}

fn call_account(credentials: Credentials) -> Result<(), Box<dyn Error>> {
    let signer = Signer::new(credentials);
    let body = call(&signer, signer.token_info_request()?)?;
    let info = TokenInfo::read(StatusCode::OK, &body)?;
    let (role, user) = (info.role_name.as_deref(), info.entity_name.as_deref());
    let known = |name: Option<&str>| name.unwrap_or("?").to_owned();
    println!(
        "The token acts for the user {} in the role {}.",
        known(user),
        known(role)
    );
    Ok(())
}

pub(crate) fn call_stand_in() -> Result<(), Box<dyn Error>> {
    let netsuite = StandIn::start()?;
    let signer = Signer::new(clients::credentials()?);
    println!("No credentials are set. Calling a local stand-in for NetSuite.\n");

    let url = netsuite.url("/app/site/hosting/restlet.nl?script=6&deploy=1");
    let mut request = Request::post(url)
        .header(CONTENT_TYPE, "application/json")
        .body(r#"{"order": 4711}"#)?;
    signer.sign(&mut request)?;
    call(&signer, request)?;

    let url = netsuite.url("/services/rest/record/v1/customer/eid:A%20B?fields=entityId,email");
    let mut request = Request::get(url).body(())?;
    signer.sign(&mut request)?;
    call(&signer, request)?;

    let url = netsuite.url("/services/rest/query/v1/suiteql?limit=3&offset=0");
    let mut request = Request::post(url)
        .header(CONTENT_TYPE, "application/json")
        .header("prefer", "transient")
        .body(r#"{"q": "SELECT id FROM customer"}"#)?;
    signer.sign(&mut request)?;
    call(&signer, request)?;
    Ok(())
}

/// Sends a signed request, prints the response and returns its body.
fn call(signer: &Signer, request: Request<impl AsSendBody>) -> Result<Vec<u8>, Box<dyn Error>> {
    println!("{} {}", request.method(), request.uri());
    let agent: Agent = Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .build()
        .into();
    let mut response = agent.run(request)?;
    let body = response.body_mut().read_to_vec()?;
    if let Some(rejection) = Rejection::from_parts(response.status(), response.headers(), &body) {
        return Err(format!("{:#}", rejection.signed_by(signer)).into());
    }
    println!(
        "{}\n{}\n",
        response.status(),
        String::from_utf8_lossy(&body)
    );
    Ok(body)
}
