use std::fmt;

use crate::audit::AuditCode;
use crate::step::Step;

/// A possible cause of a rejection, and the evidence for its rank in [`Rejection::causes`].
///
/// `Display` prints the code, then the evidence, or the code's meaning if there is none.
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
    pub fn code(&self) -> AuditCode {
        self.code
    }

    /// Returns the evidence for or against it in the response, in one sentence without a full stop.
    /// `None` if its rank comes from users' reports alone.
    pub fn evidence(&self) -> Option<&str> {
        self.evidence.as_deref()
    }

    /// Returns what to change, in one sentence without a full stop. For SOAP, it is about the
    /// TokenPassport instead of the header.
    pub fn remedy(&self) -> &'static str {
        match (self.is_soap, self.code) {
            (true, AuditCode::InvalidSignature) => {
                "sign account, consumer key, token, nonce and timestamp exactly as they are in the TokenPassport, and compare both secrets with the values that NetSuite showed"
            }
            (true, AuditCode::NonceUsed) => {
                "make a new TokenPassport for each attempt; a retry must not repeat one"
            }
            (true, AuditCode::UnknownAlgorithm) => {
                "sign with HMAC-SHA256, and send `algorithm=\"HMAC_SHA256\"` on the signature element"
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

    /// Returns the setup steps to check.
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
