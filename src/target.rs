use http::Uri;
use url::Url;

/// A borrowed view of the URL that is sent, from a `&url::Url` or a `&http::Uri`.
///
/// Every method that signs takes `impl Into<Target>`, so you pass `&url` or `&uri`. Pass the type
/// that your client sends, because the two differ on the wire: a `Url` turns a `'` in its query
/// into `%27` and resolves dot segments, a `Uri` keeps both. Neither is ever converted into the
/// other.
///
/// ```
/// use http::{Method, Uri};
/// use netsuite_oauth1::BaseString;
/// use url::Url;
///
/// let text = "https://1234567.suitetalk.api.netsuite.com/a/../b?q='";
/// let none: [(&str, &str); 0] = []; // no parameters except the query
///
/// let uri: Uri = text.parse()?;
/// let base_string = BaseString::new(&Method::GET, &uri, none)?;
/// assert!(base_string.uri().ends_with("/a/../b"));
///
/// let url: Url = text.parse()?;
/// let base_string = BaseString::new(&Method::GET, &url, none)?;
/// assert!(base_string.uri().ends_with("/b"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// In any case; empty if the URL has none.
    pub(crate) scheme: &'a str,
    /// Whether a user name or password precedes the host. The text itself is never kept.
    pub(crate) has_userinfo: bool,
    /// In any case, an IPv6 address in brackets; empty if the URL has none.
    pub(crate) host: &'a str,
    /// The explicit port, or an error for any other text after the host, which `http::Uri` accepts.
    pub(crate) port: Result<Option<u16>, ()>,
    /// With its escapes.
    pub(crate) path: &'a str,
    /// With its escapes, without the `?`; empty if the URL has none.
    pub(crate) query: &'a str,
}

impl<'a> From<&'a Url> for Target<'a> {
    fn from(url: &'a Url) -> Self {
        Self {
            scheme: url.scheme(),
            has_userinfo: !url.username().is_empty() || url.password().is_some(),
            host: url.host_str().unwrap_or_default(),
            port: Ok(url.port()),
            path: url.path(),
            query: url.query().unwrap_or_default(),
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
    /// Splits the authority into its parts (RFC 3986 section 3.2).
    pub(crate) fn new(
        scheme: &'a str,
        authority: &'a str,
        path: &'a str,
        query: Option<&'a str>,
    ) -> Self {
        // Usually the authority is just a host. This branch-free pass, which the compiler vectorizes,
        // saves `Signer::sign` 4% of its instructions beyond the MAC.
        let marks = authority.bytes().fold(0_u8, |marks, byte| {
            #[allow(clippy::needless_bitwise_bool, reason = "branch-free")]
            let is_mark = (byte == b'@') | (byte == b':') | (byte == b'[');
            marks | u8::from(is_mark)
        });
        let (has_userinfo, host, port) = if marks == 0 {
            (false, authority, "")
        } else {
            let (has_userinfo, host_and_port) = match authority.rsplit_once('@') {
                Some((_, host_and_port)) => (true, host_and_port),
                None => (false, authority),
            };
            // An IPv6 address ends with its bracket, any other host before the colon of the port.
            let end = if host_and_port.starts_with('[') {
                host_and_port.find(']').map(|bracket| bracket + 1)
            } else {
                host_and_port.find(':')
            };
            let (host, port) = host_and_port.split_at(end.unwrap_or(host_and_port.len()));
            (has_userinfo, host, port)
        };
        Self {
            scheme,
            has_userinfo,
            host,
            port: parse_port(port),
            path,
            query: query.unwrap_or_default(),
        }
    }
}

/// Reads the text between host and path. A lone `:` names no port (RFC 3986 section 6.2.3).
fn parse_port(text: &str) -> Result<Option<u16>, ()> {
    let digits = match text.strip_prefix(':') {
        None if text.is_empty() => return Ok(None),
        Some("") => return Ok(None),
        // `parse` accepts a sign, too.
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits,
        _ => return Err(()),
    };
    digits.parse().map(Some).map_err(drop)
}
