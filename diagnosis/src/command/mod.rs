//! The arguments, the input and the output of the command.

mod arguments;
mod credentials;
mod output;
mod response;
mod url;

use std::error::Error;
use std::io::{Read, stdin};
use std::process::ExitCode;
use std::{fs, io};

use clap::Parser;
use http::Method;
use netsuite_oauth1::{Nonce, Signer, Timestamp};
use netsuite_oauth1_diagnosis::{Diagnosis, Verdict};
use zeroize::Zeroizing;

use self::arguments::{Arguments, Subcommand};

/// The exit code, or an error whose text shows no secret.
type Outcome = Result<ExitCode, Box<dyn Error>>;

/// Runs the command.
pub(crate) fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match perform(&arguments) {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn perform(arguments: &Arguments) -> Outcome {
    match &arguments.subcommand {
        Subcommand::Header {
            method,
            url,
            authorization,
            body,
            body_file,
        } => {
            let authorization = match authorization.as_str() {
                "-" => read_input(None)?,
                text => Zeroizing::new(text.to_owned()),
            };
            let body = match body_file {
                Some(file) => fs::read(file).map_err(|error| describe(file, &error))?,
                None => body.clone().unwrap_or_default().into_bytes(),
            };
            let credentials = credentials::read(arguments);
            let method = read_method(method)?;
            let url = url::as_sent(url)?;
            let (text, authorization) = (&url.text, authorization.trim());
            let diagnosis = match credentials {
                Ok(credentials) => {
                    Diagnosis::of_header(&credentials, &method, text, authorization, &body)
                }
                Err(error) => {
                    // Step one of the flow needs no token.
                    let consumer = credentials::read_consumer(arguments).ok();
                    let diagnosis = consumer.and_then(|(id, consumer)| {
                        Diagnosis::of_request_token(
                            &id,
                            &consumer,
                            &method,
                            text,
                            authorization,
                            &body,
                        )
                    });
                    diagnosis.ok_or(error)?
                }
            };
            report(arguments, &diagnosis, url.note.as_deref())
        }
        Subcommand::Passport { file } => {
            let envelope = read_input(file.as_deref())?;
            let credentials = credentials::read(arguments)?;
            let diagnosis = Diagnosis::of_passport(&credentials, &envelope);
            report(arguments, &diagnosis, None)
        }
        Subcommand::Password { file } => {
            let password = read_input(file.as_deref())?;
            if password.contains("[hidden]") {
                return Err(
                    "hidden token password: expected the output of --show-passwords".into(),
                );
            }
            let credentials = credentials::read(arguments)?;
            let diagnosis = Diagnosis::of_password(&credentials, &password);
            report(arguments, &diagnosis, None)
        }
        Subcommand::Response { file } => {
            let text = read_input(file.as_deref())?;
            response::report(arguments, &text)
        }
        Subcommand::Explain {
            method,
            url,
            nonce,
            timestamp,
        } => {
            let signer = Signer::new(credentials::read(arguments)?);
            let method = read_method(method)?;
            let url = url::as_sent(url)?;
            let nonce = match nonce {
                Some(nonce) => Nonce::new(nonce)?,
                None => Nonce::random(),
            };
            let timestamp = match timestamp {
                Some(seconds) => Timestamp::from_unix(*seconds),
                None => signer.now(),
            };
            let uri: http::Uri = url
                .text
                .parse()
                .map_err(|error| format!("invalid URL: {error}"))?;
            let explanation = signer.explain(&method, &uri, &nonce, timestamp)?;
            output::explanation(arguments, &explanation, url.note.as_deref())?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Prints a diagnosis, and returns the exit code of its verdict.
fn report(arguments: &Arguments, diagnosis: &Diagnosis, note: Option<&str>) -> Outcome {
    output::diagnosis(arguments, diagnosis, note)?;
    Ok(ExitCode::from(match diagnosis.verdict() {
        Verdict::Right => 0,
        Verdict::Explained => 1,
        Verdict::Unexplained => 3,
        _ => 4,
    }))
}

fn read_method(text: &str) -> Result<Method, Box<dyn Error>> {
    // The text is not shown, because it may be a header in the wrong place.
    let expected = "invalid method: expected a method such as GET before the URL";
    let is_method = text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let text = text.to_ascii_uppercase();
    text.parse()
        .ok()
        .filter(|_| is_method)
        .ok_or(expected.into())
}

/// Reads a file, or standard input.
fn read_input(file: Option<&str>) -> Result<Zeroizing<String>, Box<dyn Error>> {
    let mut bytes = Zeroizing::new(Vec::new());
    match file {
        None | Some("-") => {
            stdin().read_to_end(&mut bytes)?;
        }
        Some(file) => {
            *bytes = fs::read(file).map_err(|error| describe(file, &error))?;
        }
    }
    Ok(Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned()))
}

fn describe(file: &str, error: &io::Error) -> String {
    format!("cannot read {file}: {error}")
}

/// Whether the reader of the output has closed it, as `| head` does.
fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
