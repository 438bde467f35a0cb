//! Arguments and environment variables of the examples.

use std::env;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::{self, ExitCode};

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

/// Prints an error on standard error. Returns exit code 0, or 1 after an error.
pub fn exit_code(result: Result<(), impl Display>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Reads the credentials from the environment, or returns `None` if none of the variables is set.
///
/// # Errors
///
/// If at least one is set: one error that names all missing and invalid values.
pub fn credentials() -> Result<Option<Credentials>, netsuite_oauth1::Error> {
    note_ignored(&[CALLBACK_URL]);
    if !CREDENTIALS.iter().any(|name| env::var_os(name).is_some()) {
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

/// Prints a note on standard error about the variables that are set, but not used.
pub fn note_ignored(names: &[&str]) {
    let is_set = |name: &&&str| env::var_os(name).is_some();
    let set: Vec<_> = names.iter().filter(is_set).copied().collect();
    if !set.is_empty() {
        eprintln!("note: ignoring {}", set.join(", "));
    }
}

/// Prints an error about the arguments, and exits with code 2.
pub fn usage_error(message: &str) -> ! {
    eprintln!("error: {message} (try --help)");
    process::exit(2);
}

/// The variables of the credentials.
const CREDENTIALS: [&str; 5] = [
    "NETSUITE_ACCOUNT_ID",
    "NETSUITE_CONSUMER_KEY",
    "NETSUITE_CONSUMER_SECRET",
    "NETSUITE_TOKEN_ID",
    "NETSUITE_TOKEN_SECRET",
];

/// The variable of the callback URL, which only the three-step flow uses.
pub const CALLBACK_URL: &str = "NETSUITE_CALLBACK_URL";

/// All variables that an example may use.
pub const VARIABLES: [&str; 6] = {
    let [
        account_id,
        consumer_key,
        consumer_secret,
        token_id,
        token_secret,
    ] = CREDENTIALS;
    [
        account_id,
        consumer_key,
        consumer_secret,
        token_id,
        token_secret,
        CALLBACK_URL,
    ]
};
