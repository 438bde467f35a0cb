//! The base string URI, RFC 5849 section 3.4.1.2.

use std::borrow::Cow;

use super::Text;
use crate::account::is_netsuite;
use crate::encode::{encoded, is_unreserved, split_unreserved};
use crate::error::Error;
use crate::target::Target;
use crate::timestamp::Digits;

/// The part of a URL that is signed: scheme, host, port and path.
pub(crate) struct BaseStringUri<'a> {
    is_https: bool,
    /// In lower case.
    host: Cow<'a, str>,
    /// Whether it stands for itself, encoded, as nearly every host does.
    host_is_plain: bool,
    /// Only where it is not the scheme's own.
    port: Option<u16>,
    path: &'a str,
}

impl<'a> BaseStringUri<'a> {
    pub(crate) fn new(target: Target<'a>) -> Result<Self, Error> {
        // First: what is taken for a scheme may be a user's name, as in `user:password@host` without `https://`.
        if target.host.is_empty() {
            return Err(Error::HostMissing);
        }
        let is_https = target.scheme == "https" || target.scheme.eq_ignore_ascii_case("https");
        if !is_https && !target.scheme.eq_ignore_ascii_case("http") {
            return Err(Error::SchemeUnsupported {
                found: target.scheme.to_ascii_lowercase(),
            });
        }
        if target.has_userinfo {
            return Err(Error::UserInfoPresent);
        }
        let default_port = if is_https { 443 } else { 80 };
        let port = parse_port(target.port)?.filter(|port| *port != default_port);
        // A `Url` has it in lower case already, a `Uri` nearly always.
        let is_plain = |byte: u8| is_unreserved(byte) && !byte.is_ascii_uppercase();
        let host_is_plain = target.host.bytes().all(is_plain);
        let is_lower = |text: &str| !text.bytes().any(|byte| byte.is_ascii_uppercase());
        let host = if host_is_plain || is_lower(target.host) {
            Cow::Borrowed(target.host)
        } else {
            Cow::Owned(target.host.to_ascii_lowercase())
        };
        if !is_https && is_netsuite(&host) {
            return Err(Error::SchemeInsecure);
        }
        // `OPTIONS *` asks for no path (RFC 9112 section 3.3), and an empty path is `/`.
        let path = if matches!(target.path, "*" | "") {
            "/"
        } else {
            target.path
        };
        Ok(Self {
            is_https,
            host,
            host_is_plain,
            port,
            path,
        })
    }

    /// Returns the host, in lower case.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// Writes it, encoded.
    pub(crate) fn write(&self, text: &mut Text) {
        text.extend(if self.is_https {
            b"https%3A%2F%2F".as_slice()
        } else {
            b"http%3A%2F%2F"
        });
        if self.host_is_plain {
            text.extend(self.host.as_bytes());
        } else {
            push_encoded(text, &self.host);
        }
        if let Some(port) = self.port {
            text.extend(b"%3A");
            text.extend(Digits::new(port.into()).as_bytes());
        }
        push_encoded(text, self.path);
    }
}

fn push_encoded(text: &mut Text, part: &str) {
    let mut rest = part.as_bytes();
    loop {
        let (run, reserved) = split_unreserved(rest);
        text.extend(run);
        let Some((byte, after)) = reserved.split_first() else {
            return;
        };
        let [escape @ .., _] = encoded(*byte);
        text.extend(&escape);
        rest = after;
    }
}

/// Reads what stands between host and path. A lone `:` is no port (RFC 3986 section 6.2.3).
fn parse_port(text: &str) -> Result<Option<u16>, Error> {
    let digits = match text.strip_prefix(':') {
        None if text.is_empty() => return Ok(None),
        Some("") => return Ok(None),
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits,
        _ => return Err(Error::PortInvalid),
    };
    digits.parse().map(Some).map_err(|_| Error::PortInvalid)
}
