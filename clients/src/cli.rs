//! Arguments and environment variables of the examples.

use std::env;
use std::io::{self, Write};
use std::process;

use netsuite_oauth1::Credentials;

/// Returns the arguments. Prints the help and exits if one of them is `--help`.
#[must_use]
pub fn arguments(help: &str) -> Vec<String> {
    let arguments = env::args_os().skip(1);
    let arguments: Vec<_> = arguments
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    if arguments.iter().any(|a| a == "--help" || a == "-h") {
        // Nobody may be reading, as in `--help | head`.
        let _ = writeln!(io::stdout(), "{help}");
        process::exit(0);
    }
    arguments
}

/// Handles the arguments of an example that has none, and only calls the stand-in.
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
/// One error that names all values that are missing or invalid, if at least one is set.
pub fn credentials() -> Result<Option<Credentials>, netsuite_oauth1::Error> {
    if !VARIABLES.iter().any(|name| env::var_os(name).is_some()) {
        return Ok(None);
    }
    // A value that is not UTF-8 counts as missing.
    Credentials::from_lookup(|name| env::var(name).ok()).map(Some)
}

/// Reads variables that must all be set.
///
/// # Errors
///
/// One message that names all that are missing or not UTF-8.
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

/// Says on standard error which of these variables are set although the example does not use them.
pub fn note_ignored(names: &[&str]) {
    let is_set = |name: &&&str| env::var_os(name).is_some();
    let set: Vec<_> = names.iter().filter(is_set).copied().collect();
    if !set.is_empty() {
        eprintln!("note: this run does not use {}", set.join(", "));
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
