//! The base string URI, RFC 5849 section 3.4.1.2.

use crate::encode::encode;
use crate::error::Error;
use crate::target::Target;

/// The part of a URL that is signed: scheme, host, port and path.
pub(crate) struct BaseStringUri<'a> {
    scheme: &'static str,
    host: &'a str,
    /// Only where it is not the scheme's own.
    port: Option<u16>,
    path: &'a str,
}

impl<'a> BaseStringUri<'a> {
    pub(crate) fn new(target: Target<'a>) -> Result<Self, Error> {
        if target.scheme.is_empty() && target.host.is_empty() {
            return Err(Error::NoHost);
        }
        let (scheme, default_port) = if target.scheme.eq_ignore_ascii_case("https") {
            ("https", 443)
        } else if target.scheme.eq_ignore_ascii_case("http") {
            ("http", 80)
        } else {
            return Err(Error::UnsupportedScheme {
                found: target.scheme.to_ascii_lowercase(),
            });
        };
        if target.has_userinfo {
            return Err(Error::UserInfo);
        }
        if target.host.is_empty() {
            return Err(Error::NoHost);
        }
        let port = parse_port(target.port)?.filter(|port| *port != default_port);
        // `OPTIONS *` asks for no path (RFC 9112 section 3.3), and an empty path is `/`.
        let path = if matches!(target.path, "*" | "") {
            "/"
        } else {
            target.path
        };
        Ok(Self {
            scheme,
            host: target.host,
            port,
            path,
        })
    }

    /// Writes it, encoded, piece by piece.
    pub(crate) fn write(&self, mut put: impl FnMut(&str)) {
        put(self.scheme);
        put("%3A%2F%2F");
        encode(&self.host.to_ascii_lowercase()).for_each(&mut put);
        if let Some(port) = self.port {
            put("%3A");
            put(&port.to_string());
        }
        encode(self.path).for_each(&mut put);
    }
}

/// Reads what stands between host and path. A lone `:` is no port (RFC 3986 section 6.2.3).
fn parse_port(text: &str) -> Result<Option<u16>, Error> {
    let digits = match text.strip_prefix(':') {
        None if text.is_empty() => return Ok(None),
        Some("") => return Ok(None),
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits,
        _ => return Err(Error::InvalidPort),
    };
    digits.parse().map(Some).map_err(|_| Error::InvalidPort)
}
