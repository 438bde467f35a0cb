//! Mistakes with the base string as a whole, and with the body.

use super::Frequency::{Common, Occasional};
use super::{Entry, Way};
use crate::client::encoder::Times;
use crate::client::key::Digest;
use crate::client::parameters::Body;
use crate::client::text::{End, Method, Separators};

pub(super) static ALL: &[Entry] = &[
    Entry {
        code: "base-string-not-encoded",
        what: "the base string's URL or parameters are not encoded as a whole",
        fix: "encode the URL and the joined parameters, then join both with `&`",
        frequency: Common,
        ways: &[
            Way("", |client| client.text.parameters = Times::Never),
            Way("", |client| client.text.url = Times::Never),
            Way("", |client| {
                client.text.parameters = Times::Never;
                client.text.url = Times::Never;
            }),
        ],
    },
    Entry {
        code: "base-string-encoded-twice",
        what: "the base string's URL or parameters are encoded twice as a whole",
        fix: "encode the URL and the joined parameters once each",
        frequency: Occasional,
        ways: &[
            Way("", |client| client.text.parameters = Times::Twice),
            Way("", |client| client.text.url = Times::Twice),
            Way("", |client| {
                client.text.parameters = Times::Twice;
                client.text.url = Times::Twice;
            }),
        ],
    },
    Entry {
        code: "separators-encoded",
        what: "the `&` between method, URL and parameters is escaped or missing",
        fix: "encode the parts, then join them with a plain `&`",
        frequency: Occasional,
        ways: &[
            Way("", |client| {
                client.text.separators = Separators::SecondEncoded;
            }),
            Way("", |client| {
                client.text.separators = Separators::BothEncoded;
            }),
            Way("", |client| client.text.separators = Separators::LineFeeds),
            Way("", |client| client.text.separators = Separators::Nothing),
        ],
    },
    Entry {
        code: "other-method",
        what: "the method that is signed is {}, which is not the method that is sent",
        fix: "sign the method that is sent",
        frequency: Common,
        ways: &[
            Way("GET", |client| client.text.method = Method::Other("GET")),
            Way("POST", |client| client.text.method = Method::Other("POST")),
            Way("PUT", |client| client.text.method = Method::Other("PUT")),
            Way("PATCH", |client| {
                client.text.method = Method::Other("PATCH");
            }),
            Way("DELETE", |client| {
                client.text.method = Method::Other("DELETE");
            }),
        ],
    },
    Entry {
        code: "method-in-lower-case",
        what: "the method is signed in lower case, at least in part",
        fix: "write it in upper case into the base string",
        frequency: Common,
        ways: &[
            Way("", |client| client.text.method = Method::Lower),
            Way("", |client| client.text.method = Method::Capitalized),
        ],
    },
    Entry {
        code: "plain-hash",
        what: "the signature is a plain hash, not an HMAC",
        fix: "compute HMAC-SHA256 of the base string with the key, in a shell with `openssl dgst -sha256 -hmac \"$key\" -binary`",
        frequency: Common,
        ways: &[
            Way("", |client| client.digest = Digest::Text),
            Way("", |client| client.digest = Digest::TextThenKey),
            Way("", |client| client.digest = Digest::KeyThenText),
        ],
    },
    Entry {
        code: "body-signed",
        what: "the body is signed",
        fix: "sign the method and the URL alone: OAuth 1.0 signs no JSON",
        frequency: Common,
        ways: &[
            Way("", |client| client.body = Body::Members),
            Way("", |client| client.body = Body::MembersAndItems),
            Way("", |client| client.body = Body::Form),
            Way("", |client| client.body = Body::Characters),
            Way("", |client| client.body = Body::Appended),
            Way("", |client| client.body = Body::Name),
        ],
    },
    Entry {
        code: "body-hash-signed",
        what: "the body's hash is signed as `oauth_body_hash`, which is not sent",
        fix: "turn body hashes off: NetSuite does not ask for them",
        frequency: Occasional,
        ways: &[
            Way("", |client| client.body = Body::Hash),
            Way("", |client| client.body = Body::HexHash),
        ],
    },
    Entry {
        code: "line-feed-signed",
        what: "a line feed is signed at the end of the base string",
        fix: "sign the text without it, in a shell with `printf %s` instead of `echo`",
        frequency: Common,
        ways: &[
            Way("", |client| client.text.end = End::LineFeed),
            Way("", |client| client.text.end = End::CarriageReturnLineFeed),
        ],
    },
    Entry {
        code: "base-string-printed",
        what: "the base string is signed as {}",
        fix: "sign the text itself, in Python with `text.encode()` once",
        frequency: Occasional,
        ways: &[
            Way("bytes as Python prints them, `b'GET&…'`", |client| {
                client.text.end = End::PythonBytes;
            }),
            Way("a text in double quotes", |client| {
                client.text.end = End::Quoted;
            }),
        ],
    },
    Entry {
        code: "base-string-in-lower-case",
        what: "the whole base string is signed in lower case",
        fix: "keep upper and lower case as they are, except for scheme and host",
        frequency: Occasional,
        ways: &[Way("", |client| client.text.end = End::LowerCase)],
    },
];

/// Mistakes that any text that is signed may have.
pub(super) static ENDS: &[Entry] = &[
    Entry {
        code: "line-feed-signed",
        what: "a line feed is signed at the end of the text",
        fix: "sign the text without it, in a shell with `printf %s` instead of `echo`",
        frequency: Common,
        ways: &[
            Way("", |client| client.text.end = End::LineFeed),
            Way("", |client| client.text.end = End::CarriageReturnLineFeed),
        ],
    },
    Entry {
        code: "plain-hash",
        what: "the signature is a plain hash, not an HMAC",
        fix: "compute HMAC-SHA256 of the text with the key",
        frequency: Common,
        ways: &[
            Way("", |client| client.digest = Digest::Text),
            Way("", |client| client.digest = Digest::TextThenKey),
            Way("", |client| client.digest = Digest::KeyThenText),
        ],
    },
];
