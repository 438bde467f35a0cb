//! Mistakes in the URL (RFC 5849 section 3.4.1.2).

use netsuite_oauth1::Service;

use super::entry::Frequency::{Common, Occasional};
use super::entry::{Entry, rare, way};
use crate::client::url::{Case, Host, Path, Port};

pub(super) static ALL: &[Entry] = &[
    Entry {
        code: "host-in-upper-case",
        what: "the host is signed with upper-case letters",
        fix: "write the host in lower case in the base string, or already in the URL",
        frequency: Common,
        ways: &[
            way("", |client| client.url.case = Case::Written),
            way("", |client| client.url.case = Case::UpperAccount),
            way("", |client| client.url.case = Case::Upper),
        ],
    },
    Entry {
        code: "default-port",
        what: "the default port of the scheme is signed",
        fix: "leave out `:443` after an https host, or `:80` after an http host",
        frequency: Common,
        ways: &[way("", |client| client.url.port = Port::Always)],
    },
    Entry {
        code: "port-left-out",
        what: "the port is not signed",
        fix: "keep the port in the base string unless it is the default port of the scheme",
        frequency: Occasional,
        ways: &[way("", |client| client.url.port = Port::Never)],
    },
    Entry {
        code: "other-scheme",
        what: "the URL is signed with the scheme {}, but sent with another one",
        fix: "send the request with https, and sign https: NetSuite accepts no other scheme",
        frequency: Common,
        ways: &[
            way("http", |client| client.url.scheme = Some("http")),
            way("https", |client| client.url.scheme = Some("https")),
        ],
    },
    Entry {
        code: "host-with-underscore",
        what: "the host is signed with `_`",
        fix: "write the host with `-`, as in `1234567-sb1`: only the realm has `_`",
        frequency: Common,
        ways: &[way("", |client| client.url.with_underscore = true)],
    },
    Entry {
        code: "other-host",
        what: "the signed host differs from the host to which the request is sent",
        fix: "sign the URL that is sent, with the account's own host",
        frequency: Occasional,
        ways: &[
            way("", |client| client.url.host = Host::Own(Service::Restlets)),
            way("", |client| client.url.host = Host::Own(Service::SuiteTalk)),
            rare("", |client| client.url.host = Host::Environment("")),
            way("", |client| {
                client.url.host = Host::Shared("rest.netsuite.com");
            }),
            rare("", |client| client.url.host = Host::Own(Service::App)),
            rare("", |client| client.url.host = Host::Environment("-sb1")),
            rare("", |client| {
                client.url.host = Host::Shared("webservices.netsuite.com");
            }),
            rare("", |client| {
                client.url.host = Host::Shared("system.netsuite.com");
            }),
        ],
    },
    Entry {
        code: "path-decoded",
        what: "the path is percent-decoded before it is signed",
        fix: "sign the path as it is sent, without decoding it",
        frequency: Common,
        ways: &[way("", |client| client.url.path = Path::Decoded)],
    },
    Entry {
        code: "path-encoded-twice",
        what: "the path is percent-encoded once too often",
        fix: "take the path as it is sent: it is percent-encoded once, as a part of the base string",
        frequency: Common,
        ways: &[
            way("", |client| client.url.path = Path::Encoded),
            way("", |client| client.url.path = Path::PercentEncoded),
        ],
    },
    Entry {
        code: "path-in-lower-case",
        what: "the path is signed in lower case",
        fix: "keep the path as it is sent: only the scheme and the host are signed in lower case",
        frequency: Occasional,
        ways: &[way("", |client| client.url.path = Path::LowerCase)],
    },
    Entry {
        code: "last-slash-dropped",
        what: "the path is signed without its trailing slash",
        fix: "sign the URL that is sent, with its trailing `/`, or leave the `/` out of both",
        frequency: Common,
        ways: &[way("", |client| client.url.path = Path::WithoutLastSlash)],
    },
    Entry {
        code: "last-slash-added",
        what: "the path is signed with a trailing slash that is not sent",
        fix: "sign the URL that is sent, without a trailing `/`",
        frequency: Occasional,
        ways: &[way("", |client| client.url.path = Path::WithLastSlash)],
    },
    Entry {
        code: "double-slash",
        what: "the signed path has `//` where the sent path has `/`, or the reverse",
        fix: "join the base URL and the path with one slash, and sign the URL that is sent",
        frequency: Occasional,
        ways: &[
            way("", |client| client.url.path = Path::SlashesMerged),
            way("", |client| client.url.path = Path::SlashDoubled(0)),
            rare("", |client| client.url.path = Path::SlashDoubled(1)),
            rare("", |client| client.url.path = Path::SlashDoubled(2)),
            rare("", |client| client.url.path = Path::SlashDoubled(3)),
            rare("", |client| client.url.path = Path::SlashDoubled(4)),
            rare("", |client| client.url.path = Path::SlashDoubled(5)),
            rare("", |client| client.url.path = Path::SlashDoubled(6)),
        ],
    },
    Entry {
        code: "path-parameters-dropped",
        what: "the path is signed without `;` and the text after it",
        fix: "sign the whole path, including `;` and the text after it",
        frequency: Occasional,
        ways: &[way("", |client| client.url.path = Path::WithoutParameters)],
    },
    Entry {
        code: "path-left-out",
        what: "the path is not signed",
        fix: "sign the whole URL up to the `?`",
        frequency: Occasional,
        ways: &[way("", |client| client.url.path = Path::LeftOut)],
    },
    Entry {
        code: "dot-segments-resolved",
        what: "the path is signed without the segments `.` and `..` that are sent",
        fix: "remove `.` and `..` from the URL before you sign and send it",
        frequency: Occasional,
        ways: &[way("", |client| client.url.path = Path::Resolved)],
    },
];
