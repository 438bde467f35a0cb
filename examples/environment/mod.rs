//! Credentials in the environment variables `NETSUITE_…`.
#![allow(dead_code, reason = "no example uses all functions")]

use std::env;
use std::error::Error;

use netsuite_oauth1::{Consumer, Credentials, Field};

/// Reads the credentials. The error names every missing and every invalid variable.
pub(crate) fn credentials() -> Result<Credentials, netsuite_oauth1::Error> {
    Credentials::from_lookup(|name| env::var(name).ok())
}

/// Reads the consumer alone, for a flow that creates the token.
pub(crate) fn consumer() -> Result<Consumer, Box<dyn Error>> {
    Ok(Consumer::new(
        variable(Field::ConsumerKey.variable())?,
        variable(Field::ConsumerSecret.variable())?,
    )?)
}

/// Reads one variable.
pub(crate) fn variable(name: &str) -> Result<String, String> {
    // `VarError` would show a value that is not UTF-8.
    env::var(name).map_err(|_| format!("missing {name}"))
}

/// Whether any variable of the credentials is set, so that the user means an account.
pub(crate) fn is_set() -> bool {
    !names().is_empty()
}

/// Warns on standard error that an example ignores variables that are set.
pub(crate) fn warn_if_set(how_to_use_them: &str) {
    let names = names();
    if !names.is_empty() {
        eprintln!(
            "note: this example does not use {}: {how_to_use_them}",
            names.join(", ")
        );
    }
}

/// Returns the names of the variables that are set.
fn names() -> Vec<&'static str> {
    [
        Field::AccountId,
        Field::ConsumerKey,
        Field::ConsumerSecret,
        Field::TokenId,
        Field::TokenSecret,
    ]
    .into_iter()
    .map(Field::variable)
    .filter(|name| env::var_os(name).is_some())
    .collect()
}
