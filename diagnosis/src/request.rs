//! The request that was sent, or the fields of a TokenPassport. None of it is trusted.

use std::borrow::Cow;
use std::collections::HashSet;

use netsuite_oauth1::{AccountId, Service};

use crate::buffer::Buffer;
use crate::convert::{decode, decode_form};
use crate::keys::Keys;
use crate::placeholder;

/// What was sent, and the credentials that should have signed it.
pub(crate) struct Case<'a> {
    pub(crate) keys: Keys<'a>,
    /// Whether the key has a token secret. In step one of the flow there is no token yet.
    pub(crate) has_token: bool,
    pub(crate) sent: Sent<'a>,
}

pub(crate) enum Sent<'a> {
    Request(Box<Request<'a>>),
    /// The fields of a TokenPassport or a token password: account, consumer key, token id, nonce
    /// and timestamp.
    Passport([Buffer; 5]),
}

/// A request as it was sent.
pub(crate) struct Request<'a> {
    pub(crate) keys: Keys<'a>,
    pub(crate) method: &'a str,
    pub(crate) url: Url<'a>,
    pub(crate) query: Vec<Piece>,
    pub(crate) realm: Option<Buffer>,
    /// The parameters of the header except realm and signature, decoded, in the order in which they
    /// were sent. Each name appears once.
    pub(crate) parameters: Vec<(Buffer, Buffer)>,
    /// The parameters of the header that do not repeat the query.
    pub(crate) merged: Vec<(Buffer, Buffer)>,
    pub(crate) body: &'a [u8],
    /// The OAuth parameters of the query and of a form in the body, decoded.
    pub(crate) in_query: Vec<(Buffer, Buffer)>,
    pub(crate) in_body: Vec<(Buffer, Buffer)>,
    pub(crate) flow: Option<FlowStep>,
}

/// A step of the three-step authorization flow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum FlowStep {
    One,
    Three,
}

/// The parts of a URL (RFC 3986).
pub(crate) struct Url<'a> {
    /// In lower case.
    pub(crate) scheme: String,
    /// In lower case.
    pub(crate) host: String,
    pub(crate) written_host: Cow<'a, str>,
    /// What a placeholder looks like that is a part of the host. Then the host is the account's.
    template: Option<&'static str>,
    /// Without the colon; empty if the URL has no port.
    pub(crate) port: String,
    pub(crate) path: Cow<'a, str>,
    pub(crate) query: Option<&'a str>,
}

/// The text between two `&` of a query, still percent-encoded.
pub(crate) struct Piece {
    pub(crate) name: Buffer,
    pub(crate) value: Buffer,
    pub(crate) has_equals: bool,
}

impl Piece {
    fn new(text: &str) -> Self {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        Self {
            name: name.into(),
            value: value.into(),
            has_equals: text.contains('='),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.name.is_empty() && !self.has_equals
    }
}

impl<'a> Request<'a> {
    pub(crate) fn new(
        keys: Keys<'a>,
        method: &'a str,
        url: &'a str,
        realm: Option<Buffer>,
        mut parameters: Vec<(Buffer, Buffer)>,
        body: &'a [u8],
    ) -> Self {
        // A log may hide the ids, so these are assumed to be right.
        for (name, value) in &mut parameters {
            let own = match &**name {
                b"oauth_consumer_key" => keys.consumer.key(),
                b"oauth_token" => keys.token_id(),
                _ => continue,
            };
            if placeholder::is_hidden(value) {
                *value = own.into();
            }
        }
        let url = Url::read(url, keys.account_id);
        let mut query: Vec<Piece> = match url.query {
            None | Some("") => Vec::new(),
            Some(query) => query.split('&').map(Piece::new).collect(),
        };
        let flow = url.flow_step();
        let in_query = oauth_parameters(&query);
        // It is never signed (RFC 5849 section 3.4.1.3.1).
        query.retain(|piece| *decode_form(&piece.name) != *b"oauth_signature");
        let in_body = match str::from_utf8(body) {
            Ok(form) if form.len() <= LONGEST_FORM => {
                oauth_parameters(&form.split('&').map(Piece::new).collect::<Vec<_>>())
            }
            _ => Vec::new(),
        };
        let names: HashSet<Buffer> = query.iter().map(|piece| decode_form(&piece.name)).collect();
        let is_new = |name: &Buffer| name.starts_with(b"oauth_") || !names.contains(name);
        let merged = parameters
            .iter()
            .filter(|(name, _)| is_new(name))
            .cloned()
            .collect();
        Self {
            keys,
            method,
            url,
            query,
            realm,
            parameters,
            merged,
            body,
            in_query,
            in_body,
            flow,
        }
    }

    /// Whether the header repeats a parameter of the query.
    pub(crate) fn has_query_in_header(&self) -> bool {
        self.merged.len() < self.parameters.len()
    }

    /// Returns the value of a parameter, unless it is empty. It should be in the header.
    pub(crate) fn get(&self, name: &str) -> Option<&Buffer> {
        let elsewhere = self.in_query.iter().chain(&self.in_body);
        let mut parameters = self.parameters.iter().chain(elsewhere);
        let found = parameters.find(|(other, _)| **other == *name.as_bytes());
        found
            .map(|(_, value)| value)
            .filter(|value| !value.is_empty())
    }
}

/// The longest body that is read as a form, in bytes.
const LONGEST_FORM: usize = 8 * 1024;

fn oauth_parameters(pieces: &[Piece]) -> Vec<(Buffer, Buffer)> {
    let pieces = pieces
        .iter()
        .map(|piece| (decode_form(&piece.name), &piece.value));
    pieces
        .filter(|(name, _)| name.starts_with(b"oauth_"))
        .map(|(name, value)| (name, decode_form(value)))
        .collect()
}

impl<'a> Url<'a> {
    /// Splits a URL as it was sent. Without a host, as in a proxy's log, it gets a host of the
    /// account.
    pub(crate) fn read(text: &'a str, account_id: &AccountId) -> Self {
        let text = text.trim();
        let text = text.split_once('#').map_or(text, |(text, _)| text);
        let (front, query) = match text.split_once('?') {
            Some((front, query)) => (front, Some(query)),
            None => (text, None),
        };
        let (scheme, rest) = front.split_once("://").unwrap_or(("", front));
        let path_start = rest.find('/').unwrap_or(rest.len());
        let (authority, path) = if rest == "*" {
            ("", "/")
        } else {
            rest.split_at(path_start)
        };
        let (written_host, port) = split_authority(authority);
        // A template, such as Postman's `{{base}}/path`, was replaced before the URL was sent.
        let template = written_host.split('.').find_map(|label| {
            let shape = placeholder::shape(label.as_bytes());
            shape.filter(|shape| *shape != label)
        });
        let written_host = if written_host.is_empty() || template.is_some() {
            Cow::Owned(own_host(account_id, service_of(path)))
        } else {
            Cow::Borrowed(written_host)
        };
        Self {
            scheme: match scheme {
                "" => "https".to_owned(),
                scheme => scheme.to_ascii_lowercase(),
            },
            host: written_host.to_ascii_lowercase(),
            written_host,
            template,
            // `0443` is 443. Text that is not a port stays unchanged.
            port: match port.parse::<u16>() {
                Ok(port) => port.to_string(),
                Err(_) => port.to_owned(),
            },
            path: match path {
                "" => "/".into(),
                path => path.into(),
            },
            query,
        }
    }

    /// Returns the step of the flow that this URL is for.
    pub(crate) fn flow_step(&self) -> Option<FlowStep> {
        if self.path.ends_with("/rest/requesttoken") {
            Some(FlowStep::One)
        } else if self.path.ends_with("/rest/accesstoken") {
            Some(FlowStep::Three)
        } else {
            None
        }
    }

    /// Returns what a placeholder in the host looks like.
    pub(crate) fn placeholder_in_host(&self) -> Option<&'static str> {
        let mut labels = self.written_host.split('.');
        self.template.or_else(|| labels.find_map(unusual_shape))
    }

    /// Whether the path or the query has text that looks like a placeholder, but may be data.
    pub(crate) fn may_have_placeholder(&self) -> bool {
        let mut pieces = self.query.unwrap_or_default().split('&').map(Piece::new);
        let in_path = self.path.split('/').find_map(unusual_shape);
        in_path.is_some()
            || pieces.any(|piece| {
                let value = decode_form(&piece.value);
                let shape = match &*piece.name {
                    b"script" | b"deploy" | b"limit" | b"offset" => placeholder::shape(&value),
                    // Other values are often data that looks like a placeholder.
                    _ => placeholder::template(&value),
                };
                shape.is_some()
            })
    }

    /// Whether the host is not one of NetSuite's.
    pub(crate) fn is_elsewhere(&self) -> bool {
        let host = self.host.strip_suffix('.').unwrap_or(&self.host);
        !host.ends_with(".netsuite.com")
    }

    /// Returns the account in the host if it is not written like the account's own host.
    pub(crate) fn other_account(&self, account_id: &AccountId) -> Option<&str> {
        let host = self.host.strip_suffix('.').unwrap_or(&self.host);
        let account = [Service::SuiteTalk, Service::Restlets, Service::App]
            .iter()
            .find_map(|service| {
                let own = own_host(account_id, *service);
                let (_, domain) = own.split_once('.')?;
                host.strip_suffix(domain)?.strip_suffix('.')
            });
        account.filter(|account| *account != account_id.subdomain())
    }
}

/// Returns what a part of the URL looks like if it is a placeholder. APIs have paths such as
/// `/$batch`.
fn unusual_shape(part: &str) -> Option<&'static str> {
    let shape = placeholder::shape(&decode(part.as_bytes()));
    shape.filter(|shape| !matches!(*shape, "$…" | "[…]" | "%…%" | "…"))
}

/// Splits host and port, and drops user information.
fn split_authority(authority: &str) -> (&str, &str) {
    let authority = authority
        .rsplit_once('@')
        .map_or(authority, |(_, authority)| authority);
    // An IPv6 address has colons inside its brackets.
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (authority, ""),
    }
}

/// Returns the account's host for a service.
pub(crate) fn own_host(account_id: &AccountId, service: Service) -> String {
    let url = account_id.url(service);
    url.host_str().map_or(String::new(), str::to_owned)
}

fn service_of(path: &str) -> Service {
    if path.starts_with("/services/") {
        Service::SuiteTalk
    } else {
        Service::Restlets
    }
}
