//! The command line of an example: arguments, `--help`, output and exit code.

use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

/// Runs an example with the arguments of the command line, and prints the text that it returns.
///
/// With `--help` it prints the help instead. An error goes to standard error, on one line. The exit code
/// is 1 on failure, and 2 for a [`usage_error`].
pub(crate) fn run(
    help: &str,
    example: impl FnOnce(&[&str]) -> Result<String, Box<dyn Error>>,
) -> ExitCode {
    let printed = arguments().and_then(|arguments| {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let text = if arguments
            .iter()
            .any(|argument| matches!(*argument, "--help" | "-h"))
        {
            format!("{help}\nExit code: 0 on success, 1 on failure, 2 if the arguments are wrong.")
        } else {
            example(&arguments)?
        };
        writeln!(io::stdout(), "{}", text.trim_end())?;
        Ok(())
    });
    match printed {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(if error.is::<UsageError>() { 2 } else { 1 })
        }
    }
}

/// Returns the error for arguments that an example does not understand.
pub(crate) fn unexpected(arguments: &[&str], expected: &str) -> Box<dyn Error> {
    usage_error(format!(
        "unexpected arguments {arguments:?}: expected {expected} (see --help)"
    ))
}

/// Returns an error about the arguments.
pub(crate) fn usage_error(message: impl Into<String>) -> Box<dyn Error> {
    Box::new(UsageError(message.into()))
}

#[derive(Debug)]
struct UsageError(String);

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for UsageError {}

fn arguments() -> Result<Vec<String>, Box<dyn Error>> {
    env::args_os()
        .skip(1)
        .map(OsString::into_string)
        .collect::<Result<_, _>>()
        .map_err(|argument| {
            let argument = argument.to_string_lossy();
            usage_error(format!("invalid UTF-8 in the argument {argument:?}"))
        })
}
