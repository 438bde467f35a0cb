//! Asks NetSuite whom a token stands for: the smallest test that credentials work.
//!
//! Without credentials it starts a stand-in for NetSuite on this machine and asks that:
//!
//! ```sh
//! cargo run --example call_netsuite
//! ```
//!
//! With `NETSUITE_ACCOUNT_ID`, `NETSUITE_CONSUMER_KEY`, `NETSUITE_CONSUMER_SECRET`, `NETSUITE_TOKEN_ID` and
//! `NETSUITE_TOKEN_SECRET` in the environment it asks the account itself.

mod stand_in;

use std::env;
use std::error::Error;
use std::process::ExitCode;

use http::Request;
use netsuite_oauth1::flow::TokenInfo;
use netsuite_oauth1::{Consumer, Credentials, Signer, Timestamp, Token};
use ureq::Agent;

fn main() -> ExitCode {
    let called = if env::var_os("NETSUITE_ACCOUNT_ID").is_some() {
        call_own_account()
    } else {
        call_stand_in()
    };
    match called {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn call_own_account() -> Result<(), Box<dyn Error>> {
    // Not `VarError`'s own text, which shows a value that is not UTF-8.
    let variable = |name| env::var(name).map_err(|_| format!("{name} is not set, or not UTF-8"));
    let signer = Signer::new(Credentials::new(
        variable("NETSUITE_ACCOUNT_ID")?.parse()?,
        Consumer::new(
            variable("NETSUITE_CONSUMER_KEY")?,
            variable("NETSUITE_CONSUMER_SECRET")?,
        )?,
        Token::new(
            variable("NETSUITE_TOKEN_ID")?,
            variable("NETSUITE_TOKEN_SECRET")?,
        )?,
    ));
    call(signer.token_info_request()?)
}

pub(crate) fn call_stand_in() -> Result<(), Box<dyn Error>> {
    let netsuite = stand_in::StandIn::start()?;
    let mut request = Request::get(netsuite.url("/rest/tokeninfo")).body(())?;
    Signer::new(stand_in::credentials()?).sign(&mut request)?;
    call(request)
}

fn call(request: Request<()>) -> Result<(), Box<dyn Error>> {
    println!("{} {}", request.method(), request.uri());
    let agent: Agent = Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .build()
        .into();
    let mut response = agent.run(request)?;
    println!("{}", response.status());
    let off = Signer::clock_offset_of(response.headers(), Timestamp::now());
    if let Some(off) = off.filter(|off| off.abs().whole_minutes() >= 5) {
        println!(
            "The clock of this machine is {} minutes off.",
            off.whole_minutes()
        );
    }
    let body = response.body_mut().read_to_vec()?;
    println!("{}", String::from_utf8_lossy(&body));
    let info = TokenInfo::read(response.status(), &body)?;
    println!(
        "The token works: account {}, role {}, user {}.",
        info.company_id().unwrap_or("?"),
        info.role_name().unwrap_or("?"),
        info.entity_name().unwrap_or("?"),
    );
    Ok(())
}
