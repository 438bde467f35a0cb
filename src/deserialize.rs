//! How `Credentials` are read with the feature `serde`.
//!
//! serde's own messages quote what has the wrong type, and that may be a secret without its quotes, or in the wrong place. The visitors here
//! say what it is, and leave all other errors to the format. They have to be asked for any type: a format quotes by itself what is not of
//! the one that it is asked for.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, Expected, MapAccess, Unexpected, Visitor};
use zeroize::Zeroizing;

use crate::account::AccountId;
use crate::credentials::{Consumer, Credentials, Token};

impl<'de> Deserialize<'de> for Credentials {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut fields = deserializer.deserialize_any(FieldsVisitor)?;
        let take = std::mem::take::<String>;
        let consumer = Consumer::new(
            take(&mut fields.consumer_key),
            take(&mut fields.consumer_secret),
        );
        let token = Token::new(take(&mut fields.token_id), take(&mut fields.token_secret));
        Ok(Self::new(
            fields.account_id,
            consumer.map_err(D::Error::custom)?,
            token.map_err(D::Error::custom)?,
        ))
    }
}

#[derive(serde::Deserialize)]
struct Fields {
    account_id: AccountId,
    #[serde(deserialize_with = "text")]
    consumer_key: Zeroizing<String>,
    #[serde(deserialize_with = "text")]
    consumer_secret: Zeroizing<String>,
    #[serde(deserialize_with = "text")]
    token_id: Zeroizing<String>,
    #[serde(deserialize_with = "text")]
    token_secret: Zeroizing<String>,
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

    fn visit_str<E: Error>(self, _: &str) -> Result<Fields, E> {
        Err(not_quoted("a string", &self))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Fields, E> {
        Err(not_quoted("a number", &self))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Fields, E> {
        Err(not_quoted("a number", &self))
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Fields, E> {
        Err(not_quoted("a number", &self))
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Fields, E> {
        Err(not_quoted("a number", &self))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Fields, E> {
        Err(not_quoted("a number", &self))
    }
}

fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Zeroizing<String>, D::Error> {
    deserializer.deserialize_any(TextVisitor)
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Zeroizing<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Zeroizing::new(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Zeroizing::new(text))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Err(not_quoted("a number", &self))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        Err(not_quoted("a number", &self))
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Self::Value, E> {
        Err(not_quoted("a number", &self))
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Self::Value, E> {
        Err(not_quoted("a number", &self))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Err(not_quoted("a number", &self))
    }
}

fn not_quoted<E: Error>(found: &'static str, expected: &dyn Expected) -> E {
    E::invalid_type(Unexpected::Other(found), expected)
}
