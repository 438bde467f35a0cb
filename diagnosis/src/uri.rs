//! The URL, as a client may sign it: RFC 5849 section 3.4.1.2.

use std::borrow::Cow;

use percent_encoding::percent_decode;

use crate::client::Client;
use crate::encoding::Encoding;
use crate::request::Request;
use netsuite_oauth1::{AccountId, Service};

/// Section 3.4.1.2: the URL without its query.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Uri {
    /// In place of the one that is sent.
    pub(crate) scheme: Option<&'static str>,
    pub(crate) host: Host,
    pub(crate) case: Case,
    /// `1234567_sb1.…` for `1234567-sb1.…`.
    pub(crate) with_underscore: bool,
    pub(crate) port: Port,
    pub(crate) path: Path,
    /// The query is left on it.
    pub(crate) with_query: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Host {
    #[default]
    Sent,
    /// The one of the credentials' account.
    Own(Service),
    /// The one of the account without `_SB1`, `_RP` and the like.
    Production,
    /// The one of the account's first sandbox.
    Sandbox,
    /// One that was the same for all accounts.
    Common(&'static str),
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Case {
    #[default]
    Lower,
    /// As it stands in the URL.
    Written,
    /// `1234567-SB1.restlets.api.netsuite.com`.
    UpperAccount,
    Upper,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Port {
    #[default]
    UnlessDefault,
    Always,
    Never,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Path {
    #[default]
    Sent,
    Decoded,
    /// Everything but `/` is encoded once more than it should be.
    EncodedTwice,
    /// `%` alone is.
    PercentEncodedTwice,
}

impl Client {
    /// Writes the URL as a part of the base string.
    pub(crate) fn uri_part(&self, request: &Request<'_>) -> Vec<u8> {
        let uri = self.uri.write(request);
        let mut part = Vec::with_capacity(uri.len().saturating_mul(2));
        let text = self.text;
        text.uri_encoding.write_times(&uri, text.uri, &mut part);
        part
    }

    /// Whether two write the same URL.
    pub(crate) fn has_same_uri(&self, other: &Self) -> bool {
        self.uri == other.uri
            && self.text.uri == other.text.uri
            && self.text.uri_encoding == other.text.uri_encoding
    }
}

impl Uri {
    fn write(self, request: &Request<'_>) -> Vec<u8> {
        let scheme = self.scheme.unwrap_or(&request.scheme);
        let host = self.host(request);
        let default_port = match scheme {
            "http" => "80",
            "https" => "443",
            _ => "",
        };
        let port = match self.port {
            Port::UnlessDefault if request.port == default_port => "",
            Port::Always if request.port.is_empty() => default_port,
            Port::UnlessDefault | Port::Always => &request.port,
            Port::Never => "",
        };
        let colon = if port.is_empty() { "" } else { ":" };
        let mut uri = format!("{scheme}://{host}{colon}{port}").into_bytes();
        match self.path {
            Path::Sent => uri.extend(request.path.bytes()),
            Path::Decoded => uri.extend(percent_decode(request.path.as_bytes())),
            Path::EncodedTwice => {
                for (at, segment) in request.path.split('/').enumerate() {
                    uri.extend((at > 0).then_some(b'/'));
                    Encoding::default().write(segment.as_bytes(), &mut uri);
                }
            }
            Path::PercentEncodedTwice => uri.extend(request.path.replace('%', "%25").bytes()),
        }
        if let (true, Some(query)) = (self.with_query, request.query_text) {
            uri.push(b'?');
            uri.extend(query.bytes());
        }
        uri
    }

    fn host(self, request: &Request<'_>) -> String {
        let account_id = request.credentials.account_id();
        let host = match (self.host, self.case) {
            (Host::Sent, Case::Written) => Cow::Borrowed(&*request.written_host),
            (Host::Sent, _) => Cow::Borrowed(request.host.as_str()),
            (Host::Own(service), _) => Cow::Owned(own_host(account_id, service)),
            (Host::Common(host), _) => Cow::Borrowed(host),
            (Host::Production | Host::Sandbox, _) => {
                let (_, domain) = request.host.split_once('.').unwrap_or(("", &request.host));
                let production = account_id.subdomain().split('-').next();
                let sandbox = if self.host == Host::Sandbox {
                    "-sb1"
                } else {
                    ""
                };
                Cow::Owned(format!(
                    "{}{sandbox}.{domain}",
                    production.unwrap_or_default()
                ))
            }
        };
        let (account, domain) = host.split_once('.').unwrap_or((&host, ""));
        let account = if self.with_underscore {
            account.replace('-', "_")
        } else {
            account.to_owned()
        };
        let dot = if host.contains('.') { "." } else { "" };
        match self.case {
            Case::Lower | Case::Written => format!("{account}{dot}{domain}"),
            Case::UpperAccount => format!("{}{dot}{domain}", account.to_ascii_uppercase()),
            Case::Upper => format!("{account}{dot}{domain}").to_ascii_uppercase(),
        }
    }
}

/// Returns the host that the account has for a service.
pub(crate) fn own_host(account_id: &AccountId, service: Service) -> String {
    let url = account_id.url(service);
    url.host_str().unwrap_or_default().to_owned()
}
