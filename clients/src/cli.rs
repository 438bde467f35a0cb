//! Arguments and environment variables of the examples.

use std::env;
use std::io::{self, Write};
use std::process;

use netsuite_oauth1::Credentials;

/// Returns the arguments. If one of them is `--help`, prints the help and exits.
#[must_use]
pub fn arguments(help: &str) -> Vec<String> {
    let arguments = env::args_os().skip(1);
    let arguments: Vec<_> = arguments
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    if arguments.iter().any(|a| a == "--help" || a == "-h") {
        // `--help | head` closes the pipe, which is not an error.
        let _ = writeln!(io::stdout(), "{help}");
        process::exit(0);
    }
    arguments
}

/// Handles the command line of an example that takes no arguments and only calls the stand-in.
pub fn no_arguments(help: &str) {
    if let Some(argument) = arguments(help).first() {
        usage_error(&format!("unexpected argument {argument:?}"));
    }
    note_ignored(&VARIABLES);
}

/// Reads the credentials from the environment, or returns `None` if none of the variables is set.
///
/// # Errors
///
/// If at least one is set: one error that names all missing and invalid values.
pub fn credentials() -> Result<Option<Credentials>, netsuite_oauth1::Error> {
    if !VARIABLES.iter().any(|name| env::var_os(name).is_some()) {
        return Ok(None);
    }
    // A value that is not UTF-8 counts as missing.
    Credentials::from_lookup(|name| env::var(name).ok()).map(Some)
}

/// Reads variables that are all required.
///
/// # Errors
///
/// One message that names all variables that are missing or not UTF-8.
pub fn variables<const N: usize>(names: [&str; N]) -> Result<[String; N], String> {
    let read = |name: &str| env::var(name).ok();
    let missing: Vec<_> = names
        .into_iter()
        .filter(|name| read(name).is_none())
        .collect();
    if missing.is_empty() {
        Ok(names.map(|name| read(name).unwrap_or_default()))
    } else {
        Err(format!("missing {}", missing.join(", ")))
    }
}

/// Prints a note on standard error if any of these variables is set, because the run ignores them.
pub fn note_ignored(names: &[&str]) {
    let is_set = |name: &&&str| env::var_os(name).is_some();
    let set: Vec<_> = names.iter().filter(is_set).copied().collect();
    if !set.is_empty() {
        eprintln!("note: ignoring {}", set.join(", "));
    }
}

/// Prints an error about the arguments and exits.
pub fn usage_error(message: &str) -> ! {
    eprintln!("error: {message} (try --help)");
    process::exit(2);
}

/// The variables of the credentials.
pub const VARIABLES: [&str; 5] = [
    "NETSUITE_ACCOUNT_ID",
    "NETSUITE_CONSUMER_KEY",
    "NETSUITE_CONSUMER_SECRET",
    "NETSUITE_TOKEN_ID",
    "NETSUITE_TOKEN_SECRET",
];
