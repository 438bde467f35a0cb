//! Mistakes in the base string as a whole and in the HMAC, and signed bodies.

use super::entry::Frequency::{Common, Occasional};
use super::entry::Requests::WithoutForm;
use super::entry::{Entry, rare, way};
use crate::client::base_string::{End, Method, Separators};
use crate::client::encoder::Times;
use crate::client::key::Digest;
use crate::client::parameters::{Body, Printed};

pub(super) static ALL: &[Entry] = &[
    Entry {
        code: "base-string-not-encoded",
        what: "the URL or the joined parameters are not percent-encoded in the base string",
        fix: "percent-encode the URL and the joined parameters, then join method, URL and parameters with `&`",
        frequency: Common,
        ways: &[
            way("", |client| client.base_string.parameters = Times::Never),
            way("", |client| client.base_string.url = Times::Never),
            way("", |client| {
                client.base_string.parameters = Times::Never;
                client.base_string.url = Times::Never;
            }),
        ],
    },
    Entry {
        code: "base-string-encoded-twice",
        what: "the URL or the joined parameters are percent-encoded twice in the base string",
        fix: "percent-encode the URL once, and the joined parameters once",
        frequency: Occasional,
        ways: &[
            way("", |client| client.base_string.parameters = Times::Twice),
            rare("", |client| client.base_string.url = Times::Twice),
            way("", |client| {
                client.base_string.parameters = Times::Twice;
                client.base_string.url = Times::Twice;
            }),
        ],
    },
    Entry {
        code: "separators-encoded",
        what: "method, URL and parameters are not joined with a plain `&`",
        fix: "percent-encode the parts, then join them with `&`, and do not encode the result again",
        frequency: Occasional,
        ways: &[
            way("", |client| {
                client.base_string.separators = Separators::SecondEncoded;
            }),
            way("", |client| {
                client.base_string.separators = Separators::BothEncoded;
            }),
            rare("", |client| {
                client.base_string.separators = Separators::LineFeeds;
            }),
            rare("", |client| {
                client.base_string.separators = Separators::Nothing;
            }),
        ],
    },
    Entry {
        code: "other-method",
        what: "the signed method is {}, but another method is sent",
        fix: "sign the method that is sent: check the method that is passed to the code that signs",
        frequency: Common,
        ways: &[
            way("GET", |client| {
                client.base_string.method = Method::Other("GET");
            }),
            way("POST", |client| {
                client.base_string.method = Method::Other("POST");
            }),
            rare("PUT", |client| {
                client.base_string.method = Method::Other("PUT");
            }),
            rare("PATCH", |client| {
                client.base_string.method = Method::Other("PATCH");
            }),
            rare("DELETE", |client| {
                client.base_string.method = Method::Other("DELETE");
            }),
        ],
    },
    Entry {
        code: "method-in-lower-case",
        what: "the method is signed with lower-case letters",
        fix: "write the method in upper case in the base string",
        frequency: Common,
        ways: &[
            way("", |client| client.base_string.method = Method::Lower),
            rare("", |client| client.base_string.method = Method::Capitalized),
        ],
    },
    PLAIN_HASH,
    Entry {
        code: "body-signed",
        what: "the body is signed, although NetSuite does not sign bodies",
        fix: "do not pass the body to the code that signs: OAuth 1.0 does not sign JSON",
        frequency: Common,
        ways: &[
            way("", |client| {
                client.body = Body::Members(Printed::JavaScript);
            })
            .only(WithoutForm),
            way("", |client| client.body = Body::MembersAndItems).only(WithoutForm),
            rare("", |client| client.body = Body::Members(Printed::Python)).only(WithoutForm),
            rare("", |client| client.body = Body::Members(Printed::Php)).only(WithoutForm),
            rare("", |client| client.body = Body::Members(Printed::Json)).only(WithoutForm),
            rare("", |client| client.body = Body::Form).only(WithoutForm),
            way("", |client| client.body = Body::Characters).only(WithoutForm),
            rare("", |client| client.body = Body::Appended).only(WithoutForm),
            way("", |client| client.body = Body::Name).only(WithoutForm),
        ],
    },
    Entry {
        code: "body-hash-signed",
        what: "a hash of the body is signed as oauth_body_hash, but not sent",
        fix: "turn body hashes off: NetSuite does not require them",
        frequency: Occasional,
        ways: &[
            way("", |client| client.body = Body::Hash),
            way("", |client| client.body = Body::HexHash),
        ],
    },
    LINE_FEED_SIGNED,
    Entry {
        code: "base-string-printed",
        what: "the base string is signed as {}",
        fix: "sign the text itself: in Python, pass `text.encode()` to the HMAC, not `str(text.encode())`",
        frequency: Occasional,
        ways: &[
            way("bytes as Python prints them, `b'GET&…'`", |client| {
                client.base_string.end = End::PythonBytes;
            }),
            rare("text in double quotes", |client| {
                client.base_string.end = End::Quoted;
            }),
        ],
    },
    Entry {
        code: "base-string-in-lower-case",
        what: "the whole base string is signed in lower case",
        fix: "write only the scheme and the host in lower case",
        frequency: Occasional,
        ways: &[way("", |client| client.base_string.end = End::LowerCase)],
    },
];

/// Mistakes that a TokenPassport or a token password may have too.
pub(super) static SHARED_WITH_PASSPORTS: &[Entry] = &[LINE_FEED_SIGNED, PLAIN_HASH];

const LINE_FEED_SIGNED: Entry = Entry {
    code: "line-feed-signed",
    what: "the base string is signed with a line feed at its end",
    fix: "sign it without the line feed: in a shell, use `printf %s` instead of `echo`",
    frequency: Common,
    ways: &[
        way("", |client| client.base_string.end = End::LineFeed),
        rare("", |client| {
            client.base_string.end = End::CarriageReturnLineFeed;
        }),
    ],
};

const PLAIN_HASH: Entry = Entry {
    code: "plain-hash",
    what: "the signature is a plain hash, not an HMAC",
    fix: "compute the HMAC-SHA256 of the base string with the key: in a shell, use `openssl dgst -sha256 -hmac \"$key\" -binary`",
    frequency: Common,
    ways: &[
        way("", |client| client.digest = Digest::Text),
        way("", |client| client.digest = Digest::TextThenKey),
        rare("", |client| client.digest = Digest::KeyThenText),
    ],
};
