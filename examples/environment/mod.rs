//! Reads credentials from the environment variables `NETSUITE_…`.

use std::env;

use netsuite_oauth1::{Credentials, Field};

/// Reads the credentials. The error names all missing and invalid variables.
pub(crate) fn credentials() -> Result<Credentials, netsuite_oauth1::Error> {
    Credentials::from_lookup(|name| env::var(name).ok())
}

/// Warns on standard error about variables that are set but ignored.
pub(crate) fn warn_if_set(how_to_use_them: &str) {
    let names = names();
    if !names.is_empty() {
        eprintln!("note: ignoring {}: {how_to_use_them}", names.join(", "));
    }
}

/// Returns the names of the variables that are set.
fn names() -> Vec<&'static str> {
    Field::ALL
        .iter()
        .map(|field| field.variable())
        .filter(|name| env::var_os(name).is_some())
        .collect()
}
