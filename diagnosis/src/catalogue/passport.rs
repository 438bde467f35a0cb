//! Mistakes with the text of a SOAP TokenPassport or a token password.

use super::entry::Frequency::{Common, Occasional};
use super::entry::{Entry, way};
use crate::client::encoder::Times;
use crate::client::passport::{Account, Fields, Separator};

pub(super) static ALL: &[Entry] = &[
    Entry {
        code: "account-spelling",
        what: "the account is signed in another spelling than it is sent",
        fix: "sign the account id as it is sent, in upper case and with `_`, as in 1234567_SB1",
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
        what: "the account is not signed",
        fix: "begin the text with the account id and `&`",
        frequency: Occasional,
        ways: &[way("", |client| client.passport.account = Account::LeftOut)],
    },
    Entry {
        code: "fields-in-other-order",
        what: "the fields are signed in another order",
        fix: "join account, consumer key, token id, nonce and timestamp, in this order",
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
        what: "the `&` between the fields is escaped or missing",
        fix: "encode each field, then join them with a plain `&`",
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
        fix: "percent-encode each field before they are joined",
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
        what: "the timestamp that is signed is not the one that is sent",
        fix: "read the clock once, and use the same timestamp for the text and the TokenPassport",
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
        what: "the name of the algorithm is signed",
        fix: "sign the five fields alone: a token password names the algorithm after the signature",
        frequency: Occasional,
        ways: &[way("", |client| client.passport.with_algorithm = true)],
    },
];
