//! Mistakes with the URL.

use netsuite_oauth1::Service;

use super::entry::Frequency::{Common, Occasional};
use super::entry::{Entry, rare, way};
use crate::client::url::{Case, Host, Path, Port};

pub(super) static ALL: &[Entry] = &[
    Entry {
        code: "host-in-upper-case",
        what: "the host is signed in upper case, at least in part",
        fix: "write the host in lower case into the base string, or into the URL in the first place",
        frequency: Common,
        ways: &[
            way("", |client| client.url.case = Case::Written),
            way("", |client| client.url.case = Case::UpperAccount),
            way("", |client| client.url.case = Case::Upper),
        ],
    },
    Entry {
        code: "default-port",
        what: "the scheme's own port is signed",
        fix: "leave `:443` off the host for https, and `:80` for http, in the base string or in the URL",
        frequency: Common,
        ways: &[way("", |client| client.url.port = Port::Always)],
    },
    Entry {
        code: "port-left-out",
        what: "the port is not signed",
        fix: "keep the port in the base string's URL unless it is the scheme's own",
        frequency: Occasional,
        ways: &[way("", |client| client.url.port = Port::Never)],
    },
    Entry {
        code: "other-scheme",
        what: "the URL is signed with {}, which is not the scheme that is sent",
        fix: "sign the scheme that the request is sent with, which for NetSuite is https",
        frequency: Common,
        ways: &[
            way("http", |client| client.url.scheme = Some("http")),
            way("https", |client| client.url.scheme = Some("https")),
        ],
    },
    Entry {
        code: "host-with-underscore",
        what: "the host is signed with `_`",
        fix: "write host names with `-`, as in `1234567-sb1`: only the realm has `_`",
        frequency: Common,
        ways: &[way("", |client| client.url.with_underscore = true)],
    },
    Entry {
        code: "other-host",
        what: "another host is signed than the request is sent to",
        fix: "sign the URL that is sent, with the account's own host",
        frequency: Occasional,
        ways: &[
            way("", |client| client.url.host = Host::Own(Service::Restlets)),
            way("", |client| client.url.host = Host::Own(Service::SuiteTalk)),
            rare("", |client| client.url.host = Host::Production),
            way("", |client| {
                client.url.host = Host::Shared("rest.netsuite.com");
            }),
            rare("", |client| client.url.host = Host::Own(Service::App)),
            rare("", |client| client.url.host = Host::Sandbox),
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
        what: "the path is signed decoded",
        fix: "take the path as it is in the URL that is sent, escapes included, and encode that",
        frequency: Common,
        ways: &[way("", |client| client.url.path = Path::Decoded)],
    },
    Entry {
        code: "path-encoded-twice",
        what: "the path is encoded before the base string encodes it",
        fix: "take the path as it is in the URL that is sent, and encode that once",
        frequency: Common,
        ways: &[
            way("", |client| client.url.path = Path::Encoded),
            way("", |client| client.url.path = Path::PercentEncoded),
        ],
    },
    Entry {
        code: "path-in-lower-case",
        what: "the path is signed in lower case",
        fix: "keep upper and lower case of the path: only scheme and host become lower case",
        frequency: Occasional,
        ways: &[way("", |client| client.url.path = Path::LowerCase)],
    },
    Entry {
        code: "last-slash-dropped",
        what: "the path is signed without its last slash",
        fix: "sign the URL that is sent, with the `/` at its end, or leave the `/` off both",
        frequency: Common,
        ways: &[way("", |client| client.url.path = Path::WithoutLastSlash)],
    },
    Entry {
        code: "last-slash-added",
        what: "the path is signed with a slash at its end that the URL does not have",
        fix: "sign the URL that is sent, without a `/` at its end",
        frequency: Occasional,
        ways: &[way("", |client| client.url.path = Path::WithLastSlash)],
    },
    Entry {
        code: "double-slash",
        what: "the path is signed with another number of slashes than the URL has: one is `//`, the other `/`",
        fix: "join the base URL and the path with one slash, and sign the URL that is sent",
        frequency: Occasional,
        ways: &[
            way("", |client| client.url.path = Path::SlashesMerged),
            way("", |client| client.url.path = Path::SlashDoubled),
        ],
    },
    Entry {
        code: "path-parameters-dropped",
        what: "the path is signed without the text after a `;`",
        fix: "sign the whole path, `;` included",
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
        what: "the path is signed without the `.` and `..` that are sent",
        fix: "write the URL without dot segments",
        frequency: Occasional,
        ways: &[way("", |client| client.url.path = Path::Resolved)],
    },
];
