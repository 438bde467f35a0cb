//! Bugs in the encoders, the base string and the URL.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::bugs::{Bug, bug, edit, everywhere, set};
use crate::client::{Client, Parameter, escape, hex, lower_escapes, sha256, strict, unescape};

/// JavaScript's `encodeURIComponent`.
fn component(text: &str) -> String {
    escape(text.as_bytes(), b"!'()*")
}

/// JavaScript's `encodeURI`.
fn encode_uri(text: &str) -> String {
    escape(text.as_bytes(), b":/?&=+,;@#$!'()*")
}

/// Python's `quote`.
fn quote(text: &str) -> String {
    escape(text.as_bytes(), b"/")
}

/// Python's `quote_plus`.
fn quote_plus(text: &str) -> String {
    strict(text).replace("%20", "+")
}

/// Java's `URLEncoder`.
fn url_encoder(text: &str) -> String {
    quote_plus(text).replace("%2A", "*").replace('~', "%7E")
}

/// .NET's `HttpUtility.UrlEncode`.
fn http_utility(text: &str) -> String {
    let encoded = escape(text.as_bytes(), b"!()*");
    lower_escapes(&encoded.replace("%20", "+").replace('~', "%7e"))
}

/// Encodes as Latin-1, with `?` for characters that Latin-1 lacks.
fn latin1(text: &str) -> String {
    let units = text.chars().map(|c| match u8::try_from(u32::from(c)) {
        Ok(byte) => escape(&[byte], b""),
        Err(_) => "%3F".to_owned(),
    });
    units.collect()
}

/// Encodes non-ASCII characters as JavaScript's `escape` does.
fn js_escape(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| match u8::try_from(unit) {
        Ok(byte) => escape(&[byte], b""),
        Err(_) => format!("%u{unit:04X}"),
    });
    units.collect()
}

pub(crate) static OF_ENCODERS: &[Bug] = &[
    bug("punctuation-raw", "encode", |c| everywhere(c, component)),
    bug("punctuation-raw", "encode url", |c| {
        c.encode_url = |_, url| component(url);
    }),
    bug("slash-raw", "encode", |c| everywhere(c, quote)),
    bug("slash-raw", "encode url", |c| {
        c.encode_url = |_, url| quote(url);
    }),
    bug("reserved-raw", "encode", |c| everywhere(c, encode_uri)),
    bug("space-as-plus", "encode", |c| everywhere(c, quote_plus)),
    bug("space-as-plus", "encode", |c| everywhere(c, url_encoder)),
    bug("escapes-in-lower-case", "encode", |c| {
        everywhere(c, http_utility);
    }),
    bug("escapes-in-lower-case", "encode", |c| {
        everywhere(c, |text| lower_escapes(&strict(text)));
    }),
    bug("escapes-in-lower-case", "encode part", |c| {
        c.encode_part = |text| lower_escapes(&strict(text));
    }),
    bug("unreserved-escaped", "encode", |c| {
        everywhere(c, |text| strict(text).replace('~', "%7E"));
    }),
    bug("unreserved-escaped", "encode", |c| {
        everywhere(c, |text| {
            let text = strict(text).replace('~', "%7E").replace('-', "%2D");
            text.replace('.', "%2E").replace('_', "%5F")
        });
    }),
    bug("not-utf-8", "encode", |c| everywhere(c, latin1)),
    bug("not-utf-8", "encode", |c| everywhere(c, js_escape)),
    bug("not-utf-8", "encode", |c| {
        everywhere(c, |text| {
            let twice: String = text.bytes().map(char::from).collect();
            strict(&twice)
        });
    }),
    bug("not-utf-8", "encode", |c| {
        everywhere(c, |text| {
            let ascii = text.chars().map(|c| if c.is_ascii() { c } else { '?' });
            strict(&ascii.collect::<String>())
        });
    }),
    bug("base-string-not-encoded", "encode parameters", |c| {
        c.encode_parameters = |_, text| text.to_owned();
    }),
    bug("base-string-not-encoded", "encode url", |c| {
        c.encode_url = |_, text| text.to_owned();
    }),
    bug("base-string-encoded-twice", "encode parameters", |c| {
        c.encode_parameters = |_, text| strict(&strict(text));
    }),
    bug("separators-encoded", "compose", |c| {
        c.compose = |[method, url, parameters]| format!("{method}&{url}%26{parameters}");
    }),
    bug("separators-encoded", "compose", |c| {
        c.compose = |[method, url, parameters]| format!("{method}%26{url}%26{parameters}");
    }),
    bug("line-feed-signed", "finish", |c| {
        c.finish = |text| text + "\n";
    }),
    bug("base-string-printed", "finish", |c| {
        c.finish = |text| format!("b'{text}'");
    }),
    bug("base-string-in-lower-case", "finish", |c| {
        c.finish = |text| text.to_lowercase();
    }),
];

pub(crate) static OF_URLS: &[Bug] = &[
    bug("method-in-lower-case", "method", |c| {
        c.method = str::to_lowercase;
    }),
    bug("other-method", "method", |c| {
        c.method = |_| "GET".to_owned();
    }),
    bug("other-scheme", "scheme", |c| {
        c.scheme = |_| "http".to_owned();
    }),
    bug("host-in-upper-case", "host", |c| c.host = str::to_uppercase),
    bug("host-with-underscore", "host", |c| {
        c.host = |host| host.replace('-', "_");
    }),
    bug("other-host", "host", |c| {
        c.host = |_| "rest.netsuite.com".to_owned();
    }),
    bug("default-port", "port", |c| c.port = |_| ":443".to_owned()),
    bug("port-left-out", "port", |c| c.port = |_| String::new()),
    bug("path-decoded", "path", |c| c.path = unescape),
    bug("path-encoded-twice", "path", |c| {
        c.path = |path| escape(path.as_bytes(), b"/");
    }),
    bug("path-encoded-twice", "path", |c| {
        c.path = |path| path.replace('%', "%25");
    }),
    bug("path-in-lower-case", "path", |c| c.path = str::to_lowercase),
    bug("last-slash-dropped", "path", |c| {
        c.path = |path| path.trim_end_matches('/').to_owned();
    }),
    bug("last-slash-added", "path", |c| {
        c.path = |path| path.trim_end_matches('/').to_owned() + "/";
    }),
    bug("double-slash", "path", |c| {
        c.path = |path| path.replace("//", "/");
    }),
    bug("path-parameters-dropped", "path", |c| {
        c.path = |path| path.replace(";v=1", "");
    }),
    bug("path-left-out", "path", |c| c.path = |_| String::new()),
    bug("dot-segments-resolved", "path", |c| {
        c.path = |path| path.replace("/a/../b/./", "/b/");
    }),
];

pub(crate) static OF_BODIES: &[Bug] = &[
    bug("body-signed", "body", |c| {
        c.add.push(|pairs, request| {
            let body: serde_json::Map<String, serde_json::Value> =
                serde_json::from_str(request.body).unwrap();
            for (name, value) in body {
                let text = value.as_str().map(str::to_owned);
                pairs.push((name, text.unwrap_or(value.to_string())));
            }
        });
    }),
    bug("body-signed", "body", |c| {
        c.add
            .push(|pairs, request| pairs.push((request.body.to_owned(), String::new())));
    }),
    bug("body-signed", "body", |c| {
        c.add.push(|pairs, request| {
            for (at, character) in request.body.chars().enumerate() {
                pairs.push((at.to_string(), character.to_string()));
            }
        });
    }),
    bug("body-hash-signed", "body", |c| {
        c.add.push(|pairs, request| {
            set(
                pairs,
                "oauth_body_hash",
                &STANDARD.encode(sha256(request.body.as_bytes())),
            );
        });
    }),
    bug("body-hash-signed", "body", |c| {
        c.add.push(|pairs, request| {
            set(
                pairs,
                "oauth_body_hash",
                &hex(&sha256(request.body.as_bytes())),
            );
        });
    }),
];

const HOST: &str = "https://1234567-sb1.restlets.api.netsuite.com/app/site/hosting/restlet.nl";

/// Bugs that have an effect only on a certain query: the query, and the bug.
pub(crate) static ALONE: &[(&str, Bug)] = &[
    (
        "?id=5&id2=4&id-x=3&id_y=2",
        bug("sorted-by-language", "sort", |c| {
            c.sort = |all| sort_like(all, ["id", "id_y", "id-x", "id2"]);
        }),
    ),
    (
        "?id=5&id2=4&id-x=3&id_y=2",
        bug("sorted-by-language", "sort", |c| {
            c.sort = |all| sort_like(all, ["id", "id_y", "id2", "id-x"]);
        }),
    ),
    (
        "?script=6&id=a",
        bug("value-printed", "collect", |c| {
            c.collect = |all| printed(all, "b'", "'");
        }),
    ),
    (
        "?script=6&id=a%20b",
        bug("value-printed", "collect", |c| {
            c.collect = |all| printed(all, "['", "']");
        }),
    ),
    (
        "?q=%2541%2B",
        bug("query-decoded-twice", "decode", |c| {
            c.decode = |text| {
                if text == "%2541%2B" {
                    "A ".to_owned()
                } else {
                    text.to_owned()
                }
            };
        }),
    ),
    (
        "?id=1&id=2",
        bug("repeats-renamed", "collect", |c| {
            c.collect = |mut all| {
                for parameter in &mut all {
                    parameter.name.push_str("[]");
                }
                all
            };
        }),
    ),
    (
        "?id=1&id=2",
        bug("repeats-renamed", "collect", |c| {
            c.collect = |mut all| {
                all.truncate(1);
                "1,2".clone_into(&mut all[0].value);
                all
            };
        }),
    ),
    (
        "?script=6&deploy=1",
        bug("timestamp-differs", "timestamp", |c| {
            c.add
                .push(|pairs, _| edit(pairs, "oauth_timestamp", |_| "1508242309".to_owned()));
        }),
    ),
];

/// Returns the URL with a query of [`ALONE`].
pub(crate) fn url(query: &str) -> &'static str {
    format!("{HOST}{query}").leak()
}

fn sort_like(all: &mut [Parameter], order: [&str; 4]) {
    all.sort_by_key(|p| {
        let place = order.iter().position(|name| *name == p.name);
        (place.is_none(), place, p.name.clone())
    });
}

fn printed(mut all: Vec<Parameter>, before: &str, after: &str) -> Vec<Parameter> {
    for parameter in &mut all {
        parameter.value = format!("{before}{}{after}", parameter.value);
    }
    all
}

/// Encodes the secrets differently from RFC 3986.
pub(crate) fn with_own_encoder(client: &mut Client) {
    client.encode_secret = |secret| {
        let text = String::from_utf8(secret.to_vec()).unwrap();
        url_encoder(&text).into_bytes()
    };
}
