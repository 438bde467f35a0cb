//! The URL in the base string (RFC 5849 section 3.4.1.2).

use std::borrow::Cow;

use netsuite_oauth1::Service;
use percent_encoding::percent_decode;

use super::encoder::Encoder;
use crate::buffer::Buffer;
use crate::request::{Request, own_host};

/// How a client writes the URL into the base string.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Url {
    /// The scheme that is signed, if it differs from the sent one.
    pub(crate) scheme: Option<&'static str>,
    pub(crate) host: Host,
    pub(crate) case: Case,
    /// Whether the host is written `1234567_sb1.…` instead of `1234567-sb1.…`.
    pub(crate) with_underscore: bool,
    pub(crate) port: Port,
    pub(crate) path: Path,
    /// Whether the query is signed as a part of the URL.
    pub(crate) with_query: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Host {
    #[default]
    Sent,
    /// The host of the credentials' account.
    Own(Service),
    /// The host of another environment of the account: production, or with a suffix such as `-sb1`.
    Environment(&'static str),
    /// A host that all accounts used to share.
    Shared(&'static str),
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Case {
    #[default]
    Lower,
    /// As in the URL that was sent.
    Written,
    /// `1234567-SB1.restlets.api.netsuite.com`.
    UpperAccount,
    Upper,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Port {
    #[default]
    UnlessDefault,
    Always,
    Never,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Path {
    #[default]
    Sent,
    Decoded,
    /// Each segment is percent-encoded again.
    Encoded,
    /// Only `%` is percent-encoded again.
    PercentEncoded,
    LowerCase,
    WithoutLastSlash,
    WithLastSlash,
    /// `//` becomes `/`.
    SlashesMerged,
    /// This slash is doubled, counted from 0, because the base URL ends with one.
    SlashDoubled(usize),
    /// `;…` is dropped from each segment.
    WithoutParameters,
    LeftOut,
    /// The segments `.` and `..` are resolved.
    Resolved,
}

impl Url {
    pub(crate) fn write(self, request: &Request<'_>) -> Buffer {
        let url = &request.url;
        let scheme = self.scheme.unwrap_or(&url.scheme);
        let host = self.host(request);
        let default_port = match scheme {
            "http" => "80",
            "https" => "443",
            _ => "",
        };
        let port = match self.port {
            Port::UnlessDefault if url.port == default_port => "",
            Port::Always if url.port.is_empty() => default_port,
            Port::UnlessDefault | Port::Always => &url.port,
            Port::Never => "",
        };
        let colon = if port.is_empty() { "" } else { ":" };
        let mut text = Buffer::from(&*format!("{scheme}://{host}{colon}{port}"));
        self.path.write(&url.path, &mut text);
        if let (true, Some(query)) = (self.with_query, url.query) {
            text.push(b'?');
            text.extend(query.as_bytes());
        }
        text
    }

    fn host(self, request: &Request<'_>) -> String {
        let (url, account_id) = (&request.url, request.keys.account_id);
        let host = match (self.host, self.case) {
            (Host::Sent, Case::Written) => Cow::Borrowed(&*url.written_host),
            (Host::Sent, _) => Cow::Borrowed(&*url.host),
            (Host::Own(service), _) => Cow::Owned(own_host(account_id, service)),
            (Host::Shared(host), _) => Cow::Borrowed(host),
            (Host::Environment(suffix), _) => {
                let (_, domain) = url.host.split_once('.').unwrap_or(("", &url.host));
                let subdomain = account_id.subdomain();
                let production = subdomain.split('-').next().unwrap_or(subdomain);
                Cow::Owned(format!("{production}{suffix}.{domain}"))
            }
        };
        let end = host.find('.').unwrap_or(host.len());
        let (account, domain) = host.split_at(end);
        let account = if self.with_underscore {
            account.replace('-', "_")
        } else {
            account.to_owned()
        };
        match self.case {
            Case::Lower | Case::Written => account + domain,
            Case::UpperAccount => account.to_ascii_uppercase() + domain,
            Case::Upper => (account + domain).to_ascii_uppercase(),
        }
    }
}

impl Path {
    fn write(self, path: &str, to: &mut Buffer) {
        let text = match self {
            Self::Sent => Cow::Borrowed(path),
            Self::Decoded => {
                percent_decode(path.as_bytes()).for_each(|byte| to.push(byte));
                return;
            }
            Self::Encoded => {
                for (at, segment) in path.split('/').enumerate() {
                    if at > 0 {
                        to.push(b'/');
                    }
                    Encoder::default().write(segment.as_bytes(), to);
                }
                return;
            }
            Self::PercentEncoded => path.replace('%', "%25").into(),
            Self::LowerCase => path.to_lowercase().into(),
            Self::WithoutLastSlash => path.strip_suffix('/').unwrap_or(path).into(),
            Self::WithLastSlash => format!("{}/", path.strip_suffix('/').unwrap_or(path)).into(),
            Self::SlashesMerged => {
                let mut merged = path.to_owned();
                while merged.contains("//") {
                    merged = merged.replace("//", "/");
                }
                merged.into()
            }
            Self::SlashDoubled(index) => match path.match_indices('/').nth(index) {
                Some((at, _)) => format!("{}/{}", &path[..at], &path[at..]).into(),
                None => path.into(),
            },
            Self::WithoutParameters => {
                let segments = path.split('/').map(|segment| {
                    segment
                        .split_once(';')
                        .map_or(segment, |(segment, _)| segment)
                });
                segments.collect::<Vec<&str>>().join("/").into()
            }
            Self::LeftOut => "".into(),
            Self::Resolved => resolved(path).into(),
        };
        to.extend(text.as_bytes());
    }
}

/// Resolves dot segments (RFC 3986 section 5.2.4).
fn resolved(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            ".." if kept.len() > 1 => drop(kept.pop()),
            "." | ".." => {}
            segment => kept.push(segment),
        }
    }
    if path.ends_with("/.") || path.ends_with("/..") {
        kept.push("");
    }
    kept.join("/")
}
