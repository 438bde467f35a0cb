use std::error::Error;
use std::{env, fs};

use netsuite_oauth1::{Credentials, Field};
use zeroize::{Zeroize, Zeroizing};

use super::arguments::Arguments;

/// Whether the user has given credentials.
pub(crate) fn are_given(arguments: &Arguments) -> bool {
    arguments.credentials.is_some() || env::var_os("NETSUITE_ACCOUNT_ID").is_some()
}

/// Reads the credentials from the file of `--credentials`, or from the environment.
///
/// Without `needs_token`, a missing token is replaced by a made-up one: step one of the flow is
/// signed without a token.
pub(crate) fn read(
    arguments: &Arguments,
    needs_token: bool,
) -> Result<Credentials, Box<dyn Error>> {
    let substitute = |name: &str| {
        let mut token = [Field::TokenId, Field::TokenSecret].into_iter();
        let is_token = token.any(|field| field.variable() == name);
        (is_token && !needs_token).then(|| "none".to_owned())
    };
    let Some(file) = &arguments.credentials else {
        let read = |name: &str| env::var(name).ok().or_else(|| substitute(name));
        return Ok(Credentials::from_lookup(read)?);
    };
    let text = fs::read_to_string(file).map_err(|error| super::describe(file, &error))?;
    let text = Zeroizing::new(text);
    // The error of `toml` quotes the line, and with it a secret.
    let mut table: toml::Table = toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| {
            let before = text.bytes().take(span.start);
            before.filter(|byte| *byte == b'\n').count() + 1
        });
        format!("{file}: invalid TOML in line {line}")
    })?;
    let credentials = Credentials::from_lookup(|name| {
        match table.remove(&key(name)).or_else(|| table.remove(name)) {
            Some(toml::Value::String(text)) => Some(text),
            // An account id may be written as a number.
            Some(toml::Value::Integer(number)) => Some(number.to_string()),
            Some(_) => None,
            None => substitute(name),
        }
    });
    for (_, value) in &mut table {
        if let toml::Value::String(text) = value {
            text.zeroize();
        }
    }
    credentials.map_err(|error| {
        // The error names variables, but the file has keys.
        let mut message = format!("{file}: {error}");
        for field in Field::ALL {
            message = message.replace(field.variable(), &key(field.variable()));
        }
        message.into()
    })
}

/// Returns the key in the file for a variable of the environment.
fn key(variable: &str) -> String {
    let name = variable.strip_prefix("NETSUITE_").unwrap_or(variable);
    name.to_ascii_lowercase()
}
