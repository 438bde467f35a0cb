//! The base string URI, RFC 5849 section 3.4.1.2.

use std::borrow::Cow;

use super::Text;
use crate::account::is_netsuite;
use crate::encode::is_lower_and_unreserved;
use crate::error::Error;
use crate::target::Target;

/// The signed part of a URL, without its query: scheme, host, port and path.
pub(crate) struct BaseStringUri<'a> {
    /// If not, the scheme is `http`.
    is_https: bool,
    /// In lower case.
    host: Cow<'a, str>,
    /// Whether percent-encoding leaves the host unchanged.
    is_encoded: bool,
    /// Only if it is not the default of the scheme.
    port: Option<u16>,
    path: &'a str,
}

impl<'a> BaseStringUri<'a> {
    pub(crate) fn new(target: Target<'a>) -> Result<Self, Error> {
        // The host comes first: in `user:password@host`, without `https://`, the user's name reads
        // as a scheme.
        if target.host.is_empty() {
            return Err(Error::HostMissing);
        }
        let is_https = target.scheme.eq_ignore_ascii_case("https");
        if !is_https && !target.scheme.eq_ignore_ascii_case("http") {
            return Err(Error::SchemeUnsupported {
                found: target.scheme.to_ascii_lowercase(),
            });
        }
        if target.has_userinfo {
            return Err(Error::UserInfoPresent);
        }
        let port = target.port.map_err(|()| Error::PortInvalid)?;
        let is_encoded = is_lower_and_unreserved(target.host.as_bytes()); // nearly always
        let host = if !is_encoded && target.host.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(target.host.to_ascii_lowercase())
        } else {
            Cow::Borrowed(target.host)
        };
        if !is_https && is_netsuite(&host) {
            return Err(Error::SchemeInsecure);
        }
        // An empty path is `/`, and so is the `*` of `OPTIONS *` (RFC 9112 section 3.2.4).
        let is_root = matches!(target.path, "*" | "");
        Ok(Self {
            is_https,
            host,
            is_encoded,
            port: port.filter(|port| *port != if is_https { 443 } else { 80 }),
            path: if is_root { "/" } else { target.path },
        })
    }

    /// Returns the host, in lower case.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// Writes the URI, percent-encoded.
    pub(super) fn write(&self, text: &mut Text) {
        text.extend(if self.is_https { b"https" } else { b"http" });
        text.extend(b"%3A%2F%2F");
        if self.is_encoded {
            text.extend(self.host.as_bytes());
        } else {
            text.extend_encoded(self.host.as_bytes());
        }
        if let Some(port) = self.port {
            text.extend(b"%3A");
            text.extend(itoa::Buffer::new().format(port).as_bytes());
        }
        text.extend_encoded(self.path.as_bytes());
    }
}
