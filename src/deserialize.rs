//! `Deserialize` of account ids and credentials, for the feature `serde`.
//!
//! serde's own errors quote a value of the wrong type. This value may be a secret that lost its
//! quotation marks or is in the wrong place, so the visitors here name only its type. They use
//! `deserialize_any`, because with `deserialize_str` the format itself quotes a value of another
//! type.

use std::{fmt, mem};

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use zeroize::Zeroizing;

use crate::account::AccountId;
use crate::credentials::{Consumer, Credentials, Token};

/// Rejects values without quoting them.
macro_rules! reject {
    ($($visit:ident: $type:ty),*) => {
        $(fn $visit<E: Error>(self, _: $type) -> Result<Self::Value, E> {
            Err(E::invalid_type(NUMBER, &self))
        })*
    };
}

const NUMBER: Unexpected<'_> = Unexpected::Other("a number");

impl<'de> Deserialize<'de> for Credentials {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = deserializer.deserialize_any(FieldsVisitor)?;
        let moved = |Text(mut text)| mem::take::<String>(&mut text);
        let consumer = Consumer::new(moved(fields.consumer_key), moved(fields.consumer_secret));
        let token = Token::new(moved(fields.token_id), moved(fields.token_secret));
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
    consumer_key: Text,
    consumer_secret: Text,
    token_id: Text,
    token_secret: Text,
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
        Err(E::invalid_type(Unexpected::Other("a string"), &self))
    }

    reject!(visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_i128: i128, visit_u128: u128);
}

struct Text(Zeroizing<String>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "a string";
        match deserializer.deserialize_any(ScalarVisitor(expected))? {
            Scalar::Text(text) => Ok(Self(text)),
            Scalar::Integer(_) => Err(D::Error::invalid_type(NUMBER, &expected)),
        }
    }
}

impl<'de> Deserialize<'de> for AccountId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "an account id, as a string or an integer";
        match deserializer.deserialize_any(ScalarVisitor(expected))? {
            Scalar::Text(id) => id.parse(),
            Scalar::Integer(id) => id.to_string().parse(),
        }
        .map_err(D::Error::custom)
    }
}

enum Scalar {
    Text(Zeroizing<String>),
    Integer(i128),
}

/// Reads a string or an integer. Its text is what an error says was expected.
struct ScalarVisitor(&'static str);

impl Visitor<'_> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Scalar, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Scalar, E> {
        Ok(Scalar::Text(Zeroizing::new(text)))
    }

    // TOML has no unsigned integers.
    fn visit_i64<E: Error>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar::Integer(number.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Scalar, E> {
        Ok(Scalar::Integer(number.into()))
    }

    reject!(visit_f64: f64, visit_i128: i128, visit_u128: u128);
}
