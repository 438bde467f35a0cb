//! Mistakes in the base string of a SOAP TokenPassport or a token password.

use super::entry::Frequency::{Common, Occasional};
use super::entry::{Entry, way};
use crate::client::encoder::Times;
use crate::client::passport::{Account, Fields, Separator};

pub(super) static ALL: &[Entry] = &[
    Entry {
        code: "account-spelling",
        what: "the signed account id is spelled differently from the sent one",
        fix: "sign the account id as it is sent: in upper case and with `_`, as in `1234567_SB1`",
        frequency: Common,
        ways: &[
            way("", |client| client.passport.account = Account::Host),
            way("", |client| client.passport.account = Account::Realm),
            way("", |client| client.passport.account = Account::LowerCase),
            way("", |client| client.passport.account = Account::Hyphen),
        ],
    },
    Entry {
        code: "account-left-out",
        what: "the account id is not signed",
        fix: "begin the base string with the account id and `&`",
        frequency: Occasional,
        ways: &[way("", |client| client.passport.account = Account::LeftOut)],
    },
    Entry {
        code: "fields-in-other-order",
        what: "the fields are signed in the wrong order",
        fix: "join account id, consumer key, token id, nonce and timestamp, in this order",
        frequency: Common,
        ways: &[
            way("", |client| client.passport.order = Fields::TokenFirst),
            way("", |client| client.passport.order = Fields::TimestampFirst),
            way("", |client| client.passport.order = Fields::AccountLast),
            way("", |client| client.passport.order = Fields::Sorted),
        ],
    },
    Entry {
        code: "separators-encoded",
        what: "the fields are not joined with a plain `&`",
        fix: "percent-encode each field, then join them with `&`, and do not encode the result again",
        frequency: Common,
        ways: &[
            way("", |client| {
                client.passport.separator = Separator::EscapedAmpersand;
            }),
            way("", |client| client.passport.separator = Separator::Nothing),
            way("", |client| client.passport.separator = Separator::Comma),
            way("", |client| client.passport.encoded_as_a_whole = true),
        ],
    },
    Entry {
        code: "fields-not-encoded",
        what: "the fields are not percent-encoded",
        fix: "percent-encode each field before you join them",
        frequency: Common,
        ways: &[way("", |client| client.passport.encoded = Times::Never)],
    },
    Entry {
        code: "fields-encoded-twice",
        what: "the fields are percent-encoded twice",
        fix: "percent-encode each field once",
        frequency: Occasional,
        ways: &[way("", |client| client.passport.encoded = Times::Twice)],
    },
    Entry {
        code: "timestamp-differs",
        what: "the signed timestamp differs from the sent one by a few seconds",
        fix: "read the clock once, and use that timestamp both to sign and to send",
        frequency: Common,
        ways: &[
            way("", |client| client.passport.timestamp_shift = -1),
            way("", |client| client.passport.timestamp_shift = 1),
            way("", |client| client.passport.timestamp_shift = -2),
            way("", |client| client.passport.timestamp_shift = 2),
            way("", |client| client.passport.timestamp_shift = -3),
            way("", |client| client.passport.timestamp_shift = 3),
        ],
    },
    Entry {
        code: "algorithm-signed",
        what: "the name of the algorithm is signed too",
        fix: "sign only the five fields: in a token password, the algorithm comes after the signature",
        frequency: Occasional,
        ways: &[way("", |client| client.passport.with_algorithm = true)],
    },
];
