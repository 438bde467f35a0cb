//! Checks the setup of an account step by step, and says which step is missing.
//!
//! Without credentials it checks a stand-in on this machine, which can be told what to lack:
//!
//! ```sh
//! cargo run -p clients --example check_setup
//! cargo run -p clients --example check_setup -- --without workbook
//! ```
//!
//! If `NETSUITE_ACCOUNT_ID`, `NETSUITE_CONSUMER_KEY`, `NETSUITE_CONSUMER_SECRET`,
//! `NETSUITE_TOKEN_ID` and `NETSUITE_TOKEN_SECRET` are set, it checks that account.

use std::error::Error;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clients::{Missing, StandIn, cli};
use http::{Request, Response};
use netsuite_oauth1::Signer;
use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::setup::{Check, Step, Verdict};
use ureq::Agent;

const HELP: &str = "\
Checks the setup of a NetSuite account with a few requests that only read.

Usage: check_setup [OPTION]...

  --record TYPE            read a record of this type [default: customer]
  --no-rest                do not check REST web services and SuiteQL
  --restlet SCRIPT DEPLOY  also send a GET to this RESTlet, which runs its script
  --without THING          let the stand-in lack something, such as workbook or token
  --detail CODE            explain a code of the Login Audit Trail, without any request

It checks a stand-in on this machine, or your account if these variables are set:
NETSUITE_ACCOUNT_ID, NETSUITE_CONSUMER_KEY, NETSUITE_CONSUMER_SECRET, NETSUITE_TOKEN_ID,
NETSUITE_TOKEN_SECRET.

Exit code: 0 if every tested step is proven, 1 if not, 2 if the arguments are wrong.";

struct Options {
    record: Option<String>,
    restlet: Option<(String, String)>,
    missing: Option<Missing>,
    detail: Option<AuditCode>,
}

fn main() -> ExitCode {
    let options = match Options::parse(cli::arguments(HELP)) {
        Ok(options) => options,
        Err(error) => cli::usage_error(&error.to_string()),
    };
    match check(&options) {
        Ok(check) => {
            let steps = Step::ALL.iter().map(|step| check.verdict(*step));
            let mut verdicts = steps.chain([check.clock()]);
            let is_bad = |verdict| matches!(verdict, Verdict::Refuted | Verdict::Undecided);
            ExitCode::from(u8::from(verdicts.any(is_bad)))
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

impl Options {
    fn parse(arguments: Vec<String>) -> Result<Self, Box<dyn Error>> {
        let mut options = Self {
            record: Some("customer".to_owned()),
            restlet: None,
            missing: None,
            detail: None,
        };
        let mut arguments = arguments.into_iter();
        while let Some(option) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{option} needs a value"));
            match option.as_str() {
                "--record" => options.record = Some(value()?),
                "--no-rest" => options.record = None,
                "--restlet" => options.restlet = Some((value()?, value()?)),
                "--without" => options.missing = Some(value()?.parse()?),
                "--detail" => options.detail = Some(value()?.parse()?),
                _ => return Err(format!("unexpected argument {option:?}").into()),
            }
        }
        Ok(options)
    }
}

fn check(options: &Options) -> Result<Check, Box<dyn Error>> {
    let credentials = cli::credentials()?;
    if let Some(code) = options.detail {
        let mut check = Check::new(Signer::new(clients::credentials()?));
        check.narrow(code);
        for finding in check.findings() {
            println!("{finding}");
        }
        return Ok(check);
    }
    if let Some(credentials) = credentials {
        if options.missing.is_some() {
            return Err(
                "--without is for the stand-in, but the variables of an account are set".into(),
            );
        }
        let signer = Signer::new(credentials);
        println!("Checking account {}.", signer.account_id());
        let mut check = configure(Check::new(signer), options);
        climb(&mut check)?;
        if check.needs_audit_code() && io::stdin().is_terminal() {
            println!("\n{check}");
            ask_for_code(&mut check)?;
        }
        println!("\n{check}");
        return Ok(check);
    }
    let netsuite = match options.missing {
        Some(missing) => StandIn::start_without(missing)?,
        None => StandIn::start()?,
    };
    println!("No credentials are set. Checking a stand-in for NetSuite on this machine.");
    let check = configure(Check::new(Signer::new(clients::credentials()?)), options);
    let root = netsuite.url("/");
    let mut check = check.with_hosts(root.parse()?, root.parse()?);
    if let Some((script, deploy)) = &options.restlet {
        let path = format!("/app/site/hosting/restlet.nl?script={script}&deploy={deploy}");
        check = check.with_restlet(netsuite.url(&path).parse()?);
    }
    climb(&mut check)?;
    if let (true, Some(&code)) = (check.needs_audit_code(), netsuite.audit_trail().last()) {
        println!("\n{check}");
        println!("\nThe stand-in's Login Audit Trail shows the code {code}.");
        check.narrow(code);
    }
    println!("\n{check}");
    Ok(check)
}

fn configure(mut check: Check, options: &Options) -> Check {
    if let Some(record) = &options.record {
        check = check.with_rest(record);
    }
    if let Some((script, deploy)) = &options.restlet {
        let url = check.account_id().restlet_url(script, deploy);
        check = check.with_restlet(url);
    }
    check
}

/// Sends the requests, and prints each with its result.
fn climb(check: &mut Check) -> Result<(), Box<dyn Error>> {
    let agent: Agent = Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .build()
        .into();
    while let Some(request) = check.next_request()? {
        print!("{} {} ... ", request.method(), request.uri());
        io::stdout().flush()?;
        match send(&agent, request) {
            Ok(response) => {
                let (head, body) = response.into_parts();
                let finding = check.read(head.status, &head.headers, &body);
                println!("{}", finding.map_or("accepted", |finding| finding.reason()));
            }
            Err(error) => {
                println!("no response");
                check.no_response(&error);
            }
        }
    }
    Ok(())
}

fn send(agent: &Agent, request: Request<String>) -> Result<Response<Vec<u8>>, ureq::Error> {
    // ureq takes no body for a GET, not even an empty one.
    let response = if request.body().is_empty() {
        agent.run(request.map(|_| ()))?
    } else {
        agent.run(request)?
    };
    let (head, mut body) = response.into_parts();
    Ok(Response::from_parts(head, body.read_to_vec()?))
}

fn ask_for_code(check: &mut Check) -> Result<(), Box<dyn Error>> {
    loop {
        print!("\nCode in the column Detail (empty to skip): ");
        io::stdout().flush()?;
        let mut line = String::new();
        io::stdin().read_line(&mut line)?;
        match line.trim() {
            "" => return Ok(()),
            code => match code.parse() {
                Ok(code) => {
                    check.narrow(code);
                    return Ok(());
                }
                Err(error) => println!("{error}"),
            },
        }
    }
}
