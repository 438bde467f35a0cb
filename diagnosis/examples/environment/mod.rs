//! Credentials in environment variables.
#![allow(dead_code, reason = "not every example uses all of it")]

use std::env;
use std::error::Error;

use netsuite_oauth1::{Consumer, Credentials, Token};

/// Whether any of them is set. Who has set one has an account in mind: [`credentials`] then names the first that is missing.
pub(crate) fn is_set() -> bool {
    NAMES.iter().any(|name| env::var_os(name).is_some())
}

/// Reads the credentials from the five variables.
pub(crate) fn credentials() -> Result<Credentials, Box<dyn Error>> {
    Ok(Credentials::new(
        variable("NETSUITE_ACCOUNT_ID")?.parse()?,
        consumer()?,
        Token::new(
            variable("NETSUITE_TOKEN_ID")?,
            variable("NETSUITE_TOKEN_SECRET")?,
        )?,
    ))
}

pub(crate) fn consumer() -> Result<Consumer, Box<dyn Error>> {
    Ok(Consumer::new(
        variable("NETSUITE_CONSUMER_KEY")?,
        variable("NETSUITE_CONSUMER_SECRET")?,
    )?)
}

pub(crate) fn variable(name: &str) -> Result<String, String> {
    // Not `VarError`'s own text, which shows a value that is not UTF-8.
    env::var(name).map_err(|_| format!("{name} is not set, or not UTF-8"))
}

const NAMES: [&str; 5] = [
    "NETSUITE_ACCOUNT_ID",
    "NETSUITE_CONSUMER_KEY",
    "NETSUITE_CONSUMER_SECRET",
    "NETSUITE_TOKEN_ID",
    "NETSUITE_TOKEN_SECRET",
];
