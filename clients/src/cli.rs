//! Arguments and environment variables of the examples.

use std::env;
use std::process;

use netsuite_oauth1::{Credentials, Field};

/// Returns the arguments. Prints the help and exits if one of them is `--help`.
#[must_use]
pub fn arguments(help: &str) -> Vec<String> {
    let arguments = env::args_os().skip(1);
    let arguments: Vec<_> = arguments
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    if arguments.iter().any(|a| a == "--help" || a == "-h") {
        println!("{help}");
        process::exit(0);
    }
    arguments
}

/// Handles the arguments of an example that has none, and only calls the stand-in.
pub fn no_arguments(help: &str) {
    if let Some(argument) = arguments(help).first() {
        usage_error(&format!("unexpected argument {argument:?}"));
    }
    let set: Vec<_> = FIELDS
        .iter()
        .map(|field| field.variable())
        .filter(|name| env::var_os(name).is_some())
        .collect();
    note_ignored(&set);
}

/// Reads the credentials from the environment, or returns `None` if none of the variables is set.
///
/// # Errors
///
/// One error that names all values that are missing or invalid, if at least one is set.
pub fn credentials() -> Result<Option<Credentials>, netsuite_oauth1::Error> {
    let is_set = |field: &Field| env::var_os(field.variable()).is_some();
    if !FIELDS.iter().any(is_set) {
        return Ok(None);
    }
    // A value that is not UTF-8 counts as missing.
    Credentials::from_lookup(|name| env::var(name).ok()).map(Some)
}

/// Says on standard error that variables are set and not used.
pub fn note_ignored(names: &[&str]) {
    if !names.is_empty() {
        eprintln!("note: this example does not use {}", names.join(", "));
    }
}

/// Prints an error about the arguments and exits.
pub fn usage_error(message: &str) -> ! {
    eprintln!("error: {message} (try --help)");
    process::exit(2);
}

const FIELDS: [Field; 5] = [
    Field::AccountId,
    Field::ConsumerKey,
    Field::ConsumerSecret,
    Field::TokenId,
    Field::TokenSecret,
];
