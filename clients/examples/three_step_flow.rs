//! Gets an access token for a user with the three-step authorization flow.
//!
//! Without credentials it runs the flow with a local stand-in for NetSuite, whose user consents:
//!
//! ```sh
//! cargo run -p clients --example three_step_flow
//! ```
//!
//! With `NETSUITE_CONSUMER_KEY`, `NETSUITE_CONSUMER_SECRET` and `NETSUITE_CALLBACK_URL` from the
//! integration record, it runs the flow with NetSuite. If you know the user's account, also set
//! `NETSUITE_ACCOUNT_ID`.
//!
//! The example prints a URL to open in a browser. NetSuite then redirects the browser to the
//! callback URL. Paste that address into the terminal; no server needs to listen there. The example
//! checks the new token with `/rest/tokeninfo`, and prints the token secret only with
//! `--show-secret`.

use std::env::{self, VarError};
use std::error::Error;
use std::io;
use std::process::ExitCode;

use clients::{StandIn, cli};
use http::{Request, StatusCode, Uri};
use netsuite_oauth1::flow::{Start, State, TokenInfo};
use netsuite_oauth1::{AccountId, Consumer, Credentials, Signer};
use ureq::Agent;
use url::Url;

const HELP: &str = "\
Gets an access token with the three-step authorization flow, from NetSuite or a local stand-in.

Usage: three_step_flow [--show-secret]

  --show-secret  print the token secret that your account issued

If these variables are set, it runs the flow with NetSuite:
NETSUITE_CONSUMER_KEY, NETSUITE_CONSUMER_SECRET, NETSUITE_CALLBACK_URL, and NETSUITE_ACCOUNT_ID if
you know the account. If none of the first three is set, it uses a local stand-in.

Exit code: 0 on success, 1 on failure, 2 if the arguments are wrong.";

const ACCOUNT_ID: &str = "NETSUITE_ACCOUNT_ID";
const REQUIRED: [&str; 3] = [
    "NETSUITE_CONSUMER_KEY",
    "NETSUITE_CONSUMER_SECRET",
    cli::CALLBACK_URL,
];

fn main() -> ExitCode {
    let arguments = cli::arguments(HELP);
    if let Some(argument) = arguments.iter().find(|a| *a != "--show-secret") {
        cli::usage_error(&format!("unexpected argument {argument:?}"));
    }
    let is_set = |name: &&str| env::var_os(name).is_some();
    let walked = if REQUIRED.iter().any(is_set) {
        cli::note_ignored(&["NETSUITE_TOKEN_ID", "NETSUITE_TOKEN_SECRET"]);
        walk_with_account(!arguments.is_empty())
    } else {
        cli::note_ignored(&cli::VARIABLES);
        if !arguments.is_empty() {
            eprintln!("note: ignoring --show-secret: the stand-in issues no secret of yours");
        }
        walk_with_stand_in()
    };
    cli::exit_code(walked)
}

fn walk_with_account(shows_secret: bool) -> Result<(), Box<dyn Error>> {
    let [consumer_key, consumer_secret, callback_url] = cli::variables(REQUIRED)?;
    let consumer = Consumer::new(consumer_key, consumer_secret)?;
    let mut start = Start::new(consumer, callback_url)?;
    match env::var(ACCOUNT_ID) {
        Ok(account_id) => {
            let account_id = account_id.parse::<AccountId>();
            let account_id = account_id.map_err(|error| format!("{ACCOUNT_ID}: {error}"))?;
            start = start.with_account_id(account_id);
        }
        Err(VarError::NotPresent) => {}
        Err(VarError::NotUnicode(_)) => return Err(format!("invalid UTF-8 in {ACCOUNT_ID}").into()),
    }
    let credentials = walk(&start, |url| {
        println!("Open {url}\nThen paste the URL to which NetSuite redirects the browser:");
        let mut callback = String::new();
        io::stdin().read_line(&mut callback)?;
        Ok(callback)
    })?;
    let token = credentials.token().clone();
    check(Signer::new(credentials).token_info_request()?)?;
    println!("NETSUITE_TOKEN_ID={}", token.id());
    if shows_secret {
        println!("NETSUITE_TOKEN_SECRET={}", token.secret());
    } else {
        println!("NETSUITE_TOKEN_SECRET is hidden: pass --show-secret to print it");
    }
    Ok(())
}

pub(crate) fn walk_with_stand_in() -> Result<(), Box<dyn Error>> {
    let netsuite = StandIn::start()?;
    let known = clients::credentials()?;
    let root: Url = netsuite.url("/").parse()?;
    let start = Start::new(known.consumer().clone(), "https://my.example.com/callback")?
        .with_account_id(known.account_id().clone())
        .with_hosts(root.clone(), root);
    let credentials = walk(&start, consent)?;

    let mut request = Request::get(netsuite.url("/rest/tokeninfo")).body(String::new())?;
    Signer::new(credentials).sign(&mut request)?;
    check(request)
}

/// Sends the request for `/rest/tokeninfo`.
fn check(request: Request<String>) -> Result<(), Box<dyn Error>> {
    let (status, body) = send(request)?;
    let info = TokenInfo::read(status, &body)?;
    let user = info.entity_name.as_deref().unwrap_or("?");
    println!("The token works, for {user:?}.");
    Ok(())
}

/// Acts as a user who consents: opens the URL and returns the redirect.
pub(crate) fn consent(url: &Url) -> Result<String, Box<dyn Error>> {
    let page = agent().get(url.as_str()).call()?;
    let callback = page.headers().get("location").ok_or("no redirect")?;
    Ok(callback.to_str()?.to_owned())
}

/// Runs all three steps. `open` shows the user a URL, and returns the URL of the callback.
pub(crate) fn walk(
    start: &Start,
    open: impl FnOnce(&Url) -> Result<String, Box<dyn Error>>,
) -> Result<Credentials, Box<dyn Error>> {
    let request = start.request()?;
    println!("1. {} {}", request.method(), request.uri());
    let (status, body) = send(request)?;
    let request_token = start.read(status, &body)?;

    let state = State::random();
    println!("2. The user consents.");
    let callback: Uri = open(&request_token.authorize_url(&state)?)?
        .trim()
        .parse()?;
    let approval = request_token.read_callback(&state, &callback)?;
    println!(
        "   Account {}, role {}.",
        approval.account_id(),
        approval.role().unwrap_or("?")
    );

    let request = approval.request()?;
    println!("3. {} {}", request.method(), request.uri());
    let (status, body) = send(request)?;
    Ok(approval.read(status, &body)?)
}

fn send(request: Request<String>) -> Result<(StatusCode, Vec<u8>), ureq::Error> {
    let mut response = agent().run(request)?;
    Ok((response.status(), response.body_mut().read_to_vec()?))
}

fn agent() -> Agent {
    let config = Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false);
    config.build().into()
}
