use http::Uri;
use url::{Position, Url};

/// A borrowed view of the URL that is sent, from a `&url::Url` or a `&http::Uri`.
///
/// The request as it goes on the wire is what is signed. The two types differ there (a `Url` has `%27` for a `'` in
/// its query and resolves dot segments, a `Uri` keeps both), so each is read as it is and never turned into the other:
/// sign the one that the client sends.
///
/// Every method that signs takes `impl Into<Target>`, so that `&url` and `&uri` do.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// In any case; empty where there is none.
    pub(crate) scheme: &'a str,
    /// In any case, an IPv6 address in brackets; empty where there is none.
    pub(crate) host: &'a str,
    /// What stands between host and path: empty, or `:` and a port, or anything else that `http::Uri` lets pass.
    pub(crate) port: &'a str,
    /// With its escapes.
    pub(crate) path: &'a str,
    /// With its escapes, without the `?`.
    pub(crate) query: Option<&'a str>,
}

impl<'a> From<&'a Url> for Target<'a> {
    fn from(url: &'a Url) -> Self {
        // A `Url` has each of its positions, in their order.
        Self {
            scheme: url.scheme(),
            host: &url[Position::BeforeHost..Position::AfterHost],
            port: &url[Position::AfterHost..Position::BeforePath],
            path: url.path(),
            query: url.query(),
        }
    }
}

impl<'a> From<&'a Uri> for Target<'a> {
    fn from(uri: &'a Uri) -> Self {
        let scheme = uri.scheme_str().unwrap_or_default();
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        Self::new(scheme, authority, uri.path(), uri.query())
    }
}

impl<'a> Target<'a> {
    /// Takes the authority apart (RFC 3986 section 3.2).
    pub(crate) fn new(
        scheme: &'a str,
        authority: &'a str,
        path: &'a str,
        query: Option<&'a str>,
    ) -> Self {
        let host_and_port = match authority.rsplit_once('@') {
            Some((_, host_and_port)) => host_and_port,
            None => authority,
        };
        // An IPv6 address ends with its bracket, any other host before the port's colon.
        let end = if host_and_port.starts_with('[') {
            host_and_port
                .find(']')
                .map(|bracket| bracket.saturating_add(1))
        } else {
            host_and_port.find(':')
        };
        let (host, port) = host_and_port
            .split_at_checked(end.unwrap_or(host_and_port.len()))
            .unwrap_or_default();
        Self {
            scheme,
            host,
            port,
            path,
            query,
        }
    }
}
