//! `Deserialize` of account ids and credentials, for the feature `serde`.
//!
//! serde's own errors quote a value of the wrong type, and this value may be a secret without its
//! quotation marks or in the wrong place. The visitors here name its type instead. They ask for any
//! type, because a format that is asked for a string quotes everything else itself.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use zeroize::Zeroizing;

use crate::account::AccountId;
use crate::credentials::{Consumer, Credentials, Token};

/// Rejects scalars without quoting them.
macro_rules! reject {
    ($($visit:ident($type:ty) as $name:literal),*) => {
        $(fn $visit<E: Error>(self, _: $type) -> Result<Self::Value, E> {
            Err(E::invalid_type(Unexpected::Other($name), &self))
        })*
    };
    (numbers) => {
        reject!(
            visit_i64(i64) as "a number", visit_u64(u64) as "a number", visit_f64(f64) as "a number",
            visit_i128(i128) as "a number", visit_u128(u128) as "a number"
        );
    };
}

impl<'de> Deserialize<'de> for Credentials {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(FieldsVisitor)?
            .try_into()
            .map_err(D::Error::custom)
    }
}

#[derive(serde::Deserialize)]
struct Fields {
    account_id: AccountId,
    consumer_key: Text,
    consumer_secret: Text,
    token_id: Text,
    token_secret: Text,
}

impl TryFrom<Fields> for Credentials {
    type Error = crate::Error;

    fn try_from(fields: Fields) -> Result<Self, crate::Error> {
        let moved = |Text(mut text)| std::mem::take::<String>(&mut text);
        let consumer = Consumer::new(moved(fields.consumer_key), moved(fields.consumer_secret));
        let token = Token::new(moved(fields.token_id), moved(fields.token_secret));
        Ok(Self::new(fields.account_id, consumer?, token?))
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map of `account_id`, `consumer_key`, `consumer_secret`, `token_id` and `token_secret`")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Fields, A::Error> {
        Deserialize::deserialize(MapAccessDeserializer::new(map))
    }

    reject!(visit_str(&str) as "a string");
    reject!(numbers);
}

struct Text(Zeroizing<String>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text(Zeroizing::new(text.to_owned())))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Text, E> {
        Ok(Text(Zeroizing::new(text)))
    }

    reject!(numbers);
}

impl<'de> Deserialize<'de> for AccountId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AccountIdVisitor)
    }
}

struct AccountIdVisitor;

impl Visitor<'_> for AccountIdVisitor {
    type Value = AccountId;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an account id, as a string or an integer")
    }

    fn visit_str<E: Error>(self, id: &str) -> Result<AccountId, E> {
        id.parse().map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, id: u64) -> Result<AccountId, E> {
        self.visit_str(&id.to_string())
    }

    // TOML has no unsigned integers.
    fn visit_i64<E: Error>(self, id: i64) -> Result<AccountId, E> {
        self.visit_str(&id.to_string())
    }

    reject!(visit_f64(f64) as "a number", visit_i128(i128) as "a number", visit_u128(u128) as "a number");
}
