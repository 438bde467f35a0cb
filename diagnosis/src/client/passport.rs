//! The base string of a SOAP TokenPassport and of a token password, as in
//! [Oracle's help](https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4395625838.html).

use super::encoder::{Encoder, Times};
use crate::buffer::Buffer;
use crate::convert::shift;

/// How a client builds the base string from the five fields.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Passport {
    pub(crate) account: Account,
    pub(crate) order: Fields,
    pub(crate) encoded: Times,
    pub(crate) encoder: Encoder,
    pub(crate) separator: Separator,
    /// Whether the base string is percent-encoded again as a whole.
    pub(crate) encoded_as_a_whole: bool,
    /// By how many seconds the signed timestamp is later than the sent one.
    pub(crate) timestamp_shift: i8,
    /// Whether `&HMAC-SHA256` is signed at the end.
    pub(crate) with_algorithm: bool,
}

/// The spelling of the account id in the base string.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Account {
    #[default]
    Sent,
    /// As in a host: `1234567-sb1`.
    Host,
    /// As a realm: `1234567_SB1`.
    Realm,
    LowerCase,
    Hyphen,
    LeftOut,
}

/// The order of the fields in the base string.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Fields {
    #[default]
    Documented,
    TokenFirst,
    TimestampFirst,
    AccountLast,
    /// Sorted by their values.
    Sorted,
}

/// The separator between the fields.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Separator {
    #[default]
    Ampersand,
    EscapedAmpersand,
    Comma,
    Nothing,
}

impl Passport {
    pub(crate) fn write(self, fields: &[Buffer; 5]) -> Buffer {
        let [account, consumer_key, token, nonce, timestamp] = fields;
        let account = self.account.spell(account);
        let shifted = shift(timestamp, self.timestamp_shift);
        let mut fields: Vec<&[u8]> = match self.order {
            Fields::Documented | Fields::Sorted => {
                vec![&account, consumer_key, token, nonce, &shifted]
            }
            Fields::TokenFirst => vec![&account, token, consumer_key, nonce, &shifted],
            Fields::TimestampFirst => vec![&account, consumer_key, token, &shifted, nonce],
            Fields::AccountLast => vec![consumer_key, token, nonce, &shifted, &account],
        };
        if self.order == Fields::Sorted {
            fields.sort_unstable();
        }
        if self.account == Account::LeftOut {
            fields.retain(|field| !field.is_empty());
        }
        if self.with_algorithm {
            fields.push(b"HMAC-SHA256");
        }
        let mut text = Buffer::with_capacity(512);
        for (at, field) in fields.into_iter().enumerate() {
            if at > 0 {
                text.extend(match self.separator {
                    Separator::Ampersand => b"&",
                    Separator::EscapedAmpersand => b"%26",
                    Separator::Comma => b",",
                    Separator::Nothing => b"",
                });
            }
            self.encoder.write_times(field, self.encoded, &mut text);
        }
        if self.encoded_as_a_whole {
            let mut encoded = Buffer::with_capacity(text.len() * 3);
            self.encoder.write(&text, &mut encoded);
            text = encoded;
        }
        text
    }
}

impl Account {
    fn spell(self, account: &Buffer) -> Buffer {
        let spell = |change: fn(u8) -> u8| account.iter().map(|byte| change(*byte)).collect();
        let hyphen = |byte| if byte == b'_' { b'-' } else { byte };
        match self {
            Self::Sent => account.clone(),
            Self::LeftOut => Buffer::default(),
            Self::LowerCase => spell(|byte| byte.to_ascii_lowercase()),
            Self::Hyphen => account.iter().copied().map(hyphen).collect(),
            Self::Host => {
                let lower = account.iter().map(u8::to_ascii_lowercase);
                lower.map(hyphen).collect()
            }
            Self::Realm => {
                let upper = account.iter().map(u8::to_ascii_uppercase);
                upper
                    .map(|byte| if byte == b'-' { b'_' } else { byte })
                    .collect()
            }
        }
    }
}
