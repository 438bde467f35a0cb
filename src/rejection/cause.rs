use std::fmt;

use crate::audit::AuditCode;
use crate::step::Step;

/// A possible cause of a rejection, and why it has its place in [`Rejection::causes`].
///
/// `Display` prints the code, then the evidence or else the code's meaning.
///
/// ```
/// use http::{HeaderMap, StatusCode};
/// use netsuite_oauth1::rejection::Rejection;
///
/// let status = StatusCode::UNAUTHORIZED;
/// let rejection = Rejection::from_parts(status, &HeaderMap::new(), "").ok_or("an answer")?;
/// assert!(!rejection.causes().is_empty());
/// for cause in rejection.causes() {
///     println!("{cause}: {}", cause.remedy());
/// }
/// # Ok::<(), &str>(())
/// ```
///
/// [`Rejection::causes`]: super::Rejection::causes
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    pub(super) code: AuditCode,
    pub(super) evidence: Option<String>,
    /// Whether the request carried a TokenPassport instead of a header.
    pub(super) is_soap: bool,
}

impl Cause {
    /// Returns the code that the Login Audit Trail would show.
    #[must_use]
    pub fn code(&self) -> AuditCode {
        self.code
    }

    /// Returns what in the response speaks for or against it, in one sentence without a full stop.
    /// `None` if it has its place by experience.
    #[must_use]
    pub fn evidence(&self) -> Option<&str> {
        self.evidence.as_deref()
    }

    /// Returns what to change, in one sentence without a full stop: that of the code or, for SOAP,
    /// what to change in the TokenPassport.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match (self.is_soap, self.code) {
            (true, AuditCode::InvalidSignature) => {
                "sign account, consumer key, token, nonce and timestamp exactly as the TokenPassport has them, and compare both secrets with the pages that showed them"
            }
            (true, AuditCode::NonceUsed) => {
                "make a new TokenPassport for each attempt; a retry must not repeat one"
            }
            (true, AuditCode::UnknownAlgorithm) => {
                "sign with HMAC-SHA256, and name it as `algorithm=\"HMAC_SHA256\"` at the signature"
            }
            (true, AuditCode::ParameterRejected) => {
                "send each element of the TokenPassport once, with a value"
            }
            (true, AuditCode::MissingTokenPassportRequiredFields) => {
                "send a TokenPassport with account, consumer key, token, nonce, timestamp and signature"
            }
            (_, code) => code.remedy(),
        }
    }

    /// Returns the steps of NetSuite's setup to check.
    #[must_use]
    pub fn setup_steps(&self) -> &'static [Step] {
        self.code.setup_steps()
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = self.evidence().unwrap_or(self.code.meaning());
        write!(f, "{}: {reason}", self.code)
    }
}
