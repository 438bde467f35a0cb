//! Checks the setup of an account step by step, and names the missing step.
//!
//! Without credentials it checks a local stand-in for NetSuite. `--without` makes its setup
//! incomplete:
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
use std::time::Duration;

use clients::{Missing, StandIn, cli};
use http::{Request, Response};
use netsuite_oauth1::Signer;
use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::setup::{Check, Finding, Step, Verdict};
use ureq::Agent;
use url::Url;

const HELP: &str = "\
Checks the setup of a NetSuite account with a few read-only requests.

Usage: check_setup [OPTION]...

  --record TYPE            list records of this type [default: customer]
  --no-rest                do not check REST web services and SuiteQL
  --restlet SCRIPT DEPLOY  also send a GET to this RESTlet, which runs its script
  --without THING          remove something from the stand-in's setup, such as workbook or token
  --detail CODE            explain a code of the Login Audit Trail without sending a request

If these variables are set, it checks that account:
NETSUITE_ACCOUNT_ID, NETSUITE_CONSUMER_KEY, NETSUITE_CONSUMER_SECRET, NETSUITE_TOKEN_ID,
NETSUITE_TOKEN_SECRET. If none is set, it checks a local stand-in for NetSuite.

Exit code: 0 if the setup is complete, 1 if it is not or on failure, 2 if the arguments are wrong.";

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
    match run(&options) {
        Ok(is_complete) => ExitCode::from(u8::from(!is_complete)),
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
        let is_one_option = arguments.len() == 2;
        let mut arguments = arguments.into_iter();
        while let Some(option) = arguments.next() {
            let mut value = || {
                arguments
                    .next()
                    .ok_or(format!("missing value after {option}"))
            };
            match option.as_str() {
                "--record" => options.record = Some(value()?),
                "--no-rest" => options.record = None,
                "--restlet" => options.restlet = Some((value()?, value()?)),
                "--without" => options.missing = Some(value()?.parse()?),
                "--detail" => options.detail = Some(value()?.parse()?),
                _ => return Err(format!("unexpected argument {option:?}").into()),
            }
        }
        if options.detail.is_some() && !is_one_option {
            return Err("unexpected option beside --detail".into());
        }
        Ok(options)
    }
}

/// Returns whether the setup is complete.
fn run(options: &Options) -> Result<bool, Box<dyn Error>> {
    let mut out = io::stdout();
    if let Some(code) = options.detail {
        cli::note_ignored(&cli::VARIABLES);
        let mut check = Check::new(Signer::new(clients::credentials()?));
        check.narrow(code);
        for finding in check.findings() {
            writeln!(out, "{finding}")?;
        }
        return Ok(true);
    }
    let check = match (cli::credentials()?, options.missing) {
        (None, missing) => check_stand_in(options, missing)?,
        (Some(credentials), None) => check_account(options, Signer::new(credentials))?,
        (Some(_), Some(_)) => {
            return Err("--without needs the stand-in: unset the variables of your account".into());
        }
    };
    writeln!(out, "\n{check}")?;
    let steps = Step::ALL.iter().map(|step| check.verdict(*step));
    let mut verdicts = steps.chain([check.clock()]);
    Ok(!verdicts.any(|verdict| matches!(verdict, Verdict::Refuted | Verdict::Undecided)))
}

fn check_account(options: &Options, signer: Signer) -> Result<Check, Box<dyn Error>> {
    let mut out = io::stdout();
    writeln!(out, "Checking account {}.", signer.account_id())?;
    let url = |(script, deploy): &(String, String)| signer.account_id().restlet_url(script, deploy);
    let restlet = options.restlet.as_ref().map(url);
    let mut check = configure(Check::new(signer), options, restlet);
    climb(&mut check)?;
    if check.needs_audit_code() && io::stdin().is_terminal() {
        writeln!(out, "\n{check}")?;
        if let Some(code) = ask_for_code()? {
            check.narrow(code);
        }
    }
    Ok(check)
}

fn check_stand_in(options: &Options, missing: Option<Missing>) -> Result<Check, Box<dyn Error>> {
    let mut out = io::stdout();
    let netsuite = match missing {
        Some(missing) => StandIn::start_without(missing)?,
        None => StandIn::start()?,
    };
    writeln!(
        out,
        "No credentials are set. Checking a local stand-in for NetSuite."
    )?;
    let root: Url = netsuite.url("/").parse()?;
    let restlet = match &options.restlet {
        Some((script, deploy)) => {
            let mut url = root.join("/app/site/hosting/restlet.nl")?;
            let mut query = url.query_pairs_mut();
            query
                .append_pair("script", script)
                .append_pair("deploy", deploy);
            drop(query);
            Some(url)
        }
        None => None,
    };
    let check = Check::new(Signer::new(clients::credentials()?)).with_hosts(root.clone(), root);
    let mut check = configure(check, options, restlet);
    climb(&mut check)?;
    if let (true, Some(&code)) = (check.needs_audit_code(), netsuite.audit_trail().last()) {
        writeln!(out, "\n{check}")?;
        writeln!(
            out,
            "\nThe stand-in's Login Audit Trail shows the code {code}."
        )?;
        check.narrow(code);
    }
    Ok(check)
}

fn configure(mut check: Check, options: &Options, restlet: Option<Url>) -> Check {
    if let Some(record) = &options.record {
        check = check.with_rest(record);
    }
    match restlet {
        Some(url) => check.with_restlet(url),
        None => check,
    }
}

/// Sends the requests, and prints each with its result.
fn climb(check: &mut Check) -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout();
    let agent: Agent = Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(60)))
        .build()
        .into();
    while let Some(request) = check.next_request()? {
        write!(out, "{} {} ... ", request.method(), request.uri())?;
        out.flush()?;
        match send(&agent, request) {
            Ok(response) => {
                let (head, body) = response.into_parts();
                let finding = check.read(head.status, &head.headers, &body);
                writeln!(out, "{}", finding.map_or("accepted", Finding::reason))?;
            }
            Err(error) => {
                writeln!(out, "no response")?;
                check.no_response(&error);
            }
        }
    }
    Ok(())
}

fn send(agent: &Agent, request: Request<String>) -> Result<Response<Vec<u8>>, ureq::Error> {
    let (head, mut body) = agent.run(request)?.into_parts();
    Ok(Response::from_parts(head, body.read_to_vec()?))
}

fn ask_for_code() -> Result<Option<AuditCode>, io::Error> {
    let mut out = io::stdout();
    loop {
        write!(out, "\nCode in the column Detail (empty to skip): ")?;
        out.flush()?;
        let mut line = String::new();
        io::stdin().read_line(&mut line)?;
        match line.trim() {
            "" => return Ok(None),
            code => match code.parse() {
                Ok(code) => return Ok(Some(code)),
                Err(error) => writeln!(out, "{error}")?,
            },
        }
    }
}
