//! The command line of an example: arguments, `--help`, output and exit code.

use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

/// Runs an example with the arguments of the command line, and prints the text that it returns.
///
/// With `--help` it prints the help instead. An error goes to standard error, on one line.
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
            help.to_owned()
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
            ExitCode::FAILURE
        }
    }
}

/// Returns the error for arguments that an example does not understand.
pub(crate) fn unexpected(arguments: &[&str], expected: &str) -> Box<dyn Error> {
    format!("unexpected arguments {arguments:?}: expected {expected} (see --help)").into()
}

fn arguments() -> Result<Vec<String>, Box<dyn Error>> {
    env::args_os()
        .skip(1)
        .map(OsString::into_string)
        .collect::<Result<_, _>>()
        .map_err(|argument| {
            let argument = argument.to_string_lossy();
            format!("invalid UTF-8 in the argument {argument:?}").into()
        })
}
