use std::collections::BTreeMap;
use std::error::Error;
use std::{env, fs, mem};

use netsuite_oauth1::{AccountId, Consumer, Credentials, Field};
use zeroize::Zeroizing;

use super::arguments::Arguments;

/// Reads the credentials from the file of `--credentials`, or from the environment.
pub(crate) fn read(arguments: &Arguments) -> Result<Credentials, Box<dyn Error>> {
    let mut source = Source::open(arguments)?;
    let credentials = Credentials::from_lookup(|variable| source.get(variable));
    credentials.map_err(|error| source.describe(&error))
}

/// Reads only the account id and the consumer, with which step one of the flow is signed.
pub(crate) fn read_consumer(
    arguments: &Arguments,
) -> Result<(AccountId, Consumer), Box<dyn Error>> {
    let mut source = Source::open(arguments)?;
    let mut get = |field: Field| source.get(field.variable()).unwrap_or_default();
    let account_id = get(Field::AccountId).parse()?;
    let consumer = Consumer::new(get(Field::ConsumerKey), get(Field::ConsumerSecret))?;
    Ok((account_id, consumer))
}

/// Reads only the account id, if the user has given it.
pub(crate) fn read_account_id(arguments: &Arguments) -> Result<Option<AccountId>, Box<dyn Error>> {
    let mut source = Source::open(arguments)?;
    let account_id = source.get(Field::AccountId.variable());
    let account_id = account_id.map(|text| text.parse()).transpose();
    account_id.map_err(|error| source.describe(&error))
}

/// Where the user has written the credentials.
enum Source<'a> {
    Environment,
    File {
        name: &'a str,
        values: BTreeMap<String, Zeroizing<String>>,
    },
}

impl<'a> Source<'a> {
    fn open(arguments: &'a Arguments) -> Result<Self, Box<dyn Error>> {
        let Some(name) = &arguments.credentials else {
            return Ok(Self::Environment);
        };
        let text = fs::read_to_string(name).map_err(|error| super::describe(name, &error))?;
        let text = Zeroizing::new(text);
        // The error of `toml` quotes the line, and with it a secret.
        let table: toml::Table = toml::from_str(&text).map_err(|error| {
            let line = error.span().map_or(1, |span| {
                let before = text.bytes().take(span.start);
                before.filter(|byte| *byte == b'\n').count() + 1
            });
            format!("{name}: invalid TOML in line {line}")
        })?;
        let values = table.into_iter().filter_map(|(key, value)| {
            let text = match value {
                toml::Value::String(text) => text,
                // An account id may be written as a number.
                toml::Value::Integer(number) => number.to_string(),
                _ => return None,
            };
            Some((key, Zeroizing::new(text)))
        });
        let values = values.collect();
        Ok(Self::File { name, values })
    }

    /// Takes the value of a variable. A file may also have it as a key: `token_id` instead of
    /// `NETSUITE_TOKEN_ID`.
    fn get(&mut self, variable: &str) -> Option<String> {
        let Self::File { values, .. } = self else {
            return env::var(variable).ok();
        };
        let value = values.remove(&key(variable));
        let mut value = value.or_else(|| values.remove(variable))?;
        Some(mem::take(&mut *value))
    }

    /// Names the file in an error, and the keys in it instead of variables.
    fn describe(&self, error: &netsuite_oauth1::Error) -> Box<dyn Error> {
        let Self::File { name, .. } = self else {
            return error.to_string().into();
        };
        let mut message = format!("{name}: {error}");
        for field in Field::ALL {
            message = message.replace(field.variable(), &key(field.variable()));
        }
        message.into()
    }
}

/// Returns the key in the file for a variable of the environment.
fn key(variable: &str) -> String {
    let name = variable.strip_prefix("NETSUITE_").unwrap_or(variable);
    name.to_ascii_lowercase()
}
