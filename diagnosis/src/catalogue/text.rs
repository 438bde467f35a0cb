//! Mistakes with the base string as a whole, and with the body.

use super::entry::Frequency::{Common, Occasional};
use super::entry::{Entry, rare, way};
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
            way("", |client| client.text.parameters = Times::Never),
            way("", |client| client.text.url = Times::Never),
            way("", |client| {
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
            way("", |client| client.text.parameters = Times::Twice),
            rare("", |client| client.text.url = Times::Twice),
            way("", |client| {
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
            way("", |client| {
                client.text.separators = Separators::SecondEncoded;
            }),
            way("", |client| {
                client.text.separators = Separators::BothEncoded;
            }),
            rare("", |client| client.text.separators = Separators::LineFeeds),
            rare("", |client| client.text.separators = Separators::Nothing),
        ],
    },
    Entry {
        code: "other-method",
        what: "the method that is signed is {}, which is not the method that is sent",
        fix: "sign the method that is sent",
        frequency: Common,
        ways: &[
            way("GET", |client| client.text.method = Method::Other("GET")),
            way("POST", |client| client.text.method = Method::Other("POST")),
            rare("PUT", |client| client.text.method = Method::Other("PUT")),
            rare("PATCH", |client| {
                client.text.method = Method::Other("PATCH");
            }),
            rare("DELETE", |client| {
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
            way("", |client| client.text.method = Method::Lower),
            rare("", |client| client.text.method = Method::Capitalized),
        ],
    },
    Entry {
        code: "plain-hash",
        what: "the signature is a plain hash, not an HMAC",
        fix: "compute HMAC-SHA256 of the base string with the key, in a shell with `openssl dgst -sha256 -hmac \"$key\" -binary`",
        frequency: Common,
        ways: &[
            way("", |client| client.digest = Digest::Text),
            way("", |client| client.digest = Digest::TextThenKey),
            rare("", |client| client.digest = Digest::KeyThenText),
        ],
    },
    Entry {
        code: "body-signed",
        what: "the body is signed",
        fix: "sign the method and the URL alone: OAuth 1.0 signs no JSON",
        frequency: Common,
        ways: &[
            way("", |client| client.body = Body::Members),
            way("", |client| client.body = Body::MembersAndItems),
            rare("", |client| client.body = Body::Form),
            way("", |client| client.body = Body::Characters),
            rare("", |client| client.body = Body::Appended),
            way("", |client| client.body = Body::Name),
        ],
    },
    Entry {
        code: "body-hash-signed",
        what: "the body's hash is signed as `oauth_body_hash`, which is not sent",
        fix: "turn body hashes off: NetSuite does not ask for them",
        frequency: Occasional,
        ways: &[
            way("", |client| client.body = Body::Hash),
            way("", |client| client.body = Body::HexHash),
        ],
    },
    Entry {
        code: "line-feed-signed",
        what: "a line feed is signed at the end of the base string",
        fix: "sign the text without it, in a shell with `printf %s` instead of `echo`",
        frequency: Common,
        ways: &[
            way("", |client| client.text.end = End::LineFeed),
            rare("", |client| client.text.end = End::CarriageReturnLineFeed),
        ],
    },
    Entry {
        code: "base-string-printed",
        what: "the base string is signed as {}",
        fix: "sign the text itself, in Python with `text.encode()` once",
        frequency: Occasional,
        ways: &[
            way("bytes as Python prints them, `b'GET&…'`", |client| {
                client.text.end = End::PythonBytes;
            }),
            rare("a text in double quotes", |client| {
                client.text.end = End::Quoted;
            }),
        ],
    },
    Entry {
        code: "base-string-in-lower-case",
        what: "the whole base string is signed in lower case",
        fix: "keep upper and lower case as they are, except for scheme and host",
        frequency: Occasional,
        ways: &[way("", |client| client.text.end = End::LowerCase)],
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
            way("", |client| client.text.end = End::LineFeed),
            rare("", |client| client.text.end = End::CarriageReturnLineFeed),
        ],
    },
    Entry {
        code: "plain-hash",
        what: "the signature is a plain hash, not an HMAC",
        fix: "compute HMAC-SHA256 of the text with the key",
        frequency: Common,
        ways: &[
            way("", |client| client.digest = Digest::Text),
            way("", |client| client.digest = Digest::TextThenKey),
            rare("", |client| client.digest = Digest::KeyThenText),
        ],
    },
];
