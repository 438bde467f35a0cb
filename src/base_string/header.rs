//! The parameters of the header, among those of the query.

use super::Text;
use super::parameters::{Parameter, SEPARATOR};
use crate::encode::encode;
use crate::protocol::{
    CONSUMER_KEY, HMAC_SHA256, NONCE, SIGNATURE_METHOD, TIMESTAMP, TOKEN, VERSION, VERSION_1_0,
};

/// The signed parameters of a header that are the same in every header of one signer.
pub(crate) struct HeaderParameters {
    /// Encoded twice, as in the base string.
    consumer_key: String,
    token_id: String,
}

/// Where a base string has its nonce and its timestamp.
#[derive(Clone, Copy)]
pub(crate) struct StampPositions {
    pub(crate) nonce: usize,
    pub(crate) timestamp: usize,
}

impl HeaderParameters {
    pub(crate) fn new(consumer_key: &str, token_id: &str) -> Self {
        let encoded_twice = |text| encode(&encode(text).to_string()).to_string();
        Self {
            consumer_key: encoded_twice(consumer_key),
            token_id: encoded_twice(token_id),
        }
    }

    /// Writes the parameters of the header and the query, merged: both are sorted, and no name is
    /// in both.
    pub(super) fn write(
        &self,
        query: &[Parameter<'_>],
        nonce: &[u8],
        timestamp: &[u8],
        text: &mut Text,
    ) -> StampPositions {
        let mut positions = StampPositions {
            nonce: 0,
            timestamp: 0,
        };
        let mut query = query;
        // In the order of their names.
        for (name, value) in [
            (CONSUMER_KEY, self.consumer_key.as_bytes()),
            (NONCE, nonce),
            (SIGNATURE_METHOD, HMAC_SHA256.as_bytes()),
            (TIMESTAMP, timestamp),
            (TOKEN, self.token_id.as_bytes()),
            (VERSION, VERSION_1_0.as_bytes()),
        ] {
            while let [parameter, rest @ ..] = query
                && parameter.is_before(name)
            {
                parameter.write(text);
                text.extend(SEPARATOR);
                query = rest;
            }
            text.extend(name.as_bytes());
            text.extend(b"%3D");
            match name {
                NONCE => positions.nonce = text.len(),
                TIMESTAMP => positions.timestamp = text.len(),
                _ => {}
            }
            text.extend(value);
            if name != VERSION {
                text.extend(SEPARATOR);
            }
        }
        for parameter in query {
            text.extend(SEPARATOR);
            parameter.write(text);
        }
        positions
    }
}
