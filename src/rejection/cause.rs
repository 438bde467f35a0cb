//! The possible causes of a refused login.

use std::fmt;

use super::Rejection;
use super::kind::Kind;
use super::reason::{Reason, audit_code, is_made_by_hand};
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
    code: AuditCode,
    evidence: Option<String>,
    /// Whether the request carried a TokenPassport instead of a header.
    is_soap: bool,
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

/// Lists the possible causes: those with evidence, then the usual ones, then those with evidence
/// against them.
pub(super) fn causes(rejection: &Rejection) -> Vec<Cause> {
    let found = &*rejection.found;
    let is_soap = found.body.is_soap();
    let mut likely = evidence_for(rejection);
    let mut unlikely = Vec::new();
    let usual = match found.permission {
        Some(_) => &[],
        None => found.reason.usual,
    };
    if rejection.kind() == Kind::LoginRefused && found.status == 403 && !usual.is_empty() {
        // Users have seen 403 for roles.
        likely.push((AuditCode::PermissionDenied, None));
    }
    for &code in usual {
        let has_none = is_soap && code == AuditCode::VersionRejected;
        if has_none || (found.is_signed_here && is_made_by_hand(code)) {
            continue;
        }
        match evidence_against(rejection, code) {
            None => likely.push((code, None)),
            evidence => unlikely.push((code, evidence)),
        }
    }
    let mut causes: Vec<Cause> = Vec::new();
    for (code, evidence) in likely.into_iter().chain(unlikely) {
        if causes.iter().all(|cause| cause.code != code) {
            causes.push(Cause {
                code,
                evidence,
                is_soap,
            });
        }
    }
    causes
}

fn evidence_for(rejection: &Rejection) -> Vec<(AuditCode, Option<String>)> {
    let found = &*rejection.found;
    let mut evidence = Vec::new();
    let mut add = |code, text| evidence.push((code, Some(text)));
    let kind = rejection.kind();
    let is_login = matches!(kind, Kind::LoginRefused | Kind::MalformedHeader);
    if is_login || kind == Kind::Permission || found.reason.cause.is_some() {
        for code in found.body.codes() {
            let of_reason = || Reason::of_code(code)?.cause;
            if let Some(cause) = audit_code(code).or_else(of_reason) {
                add(cause, format!("the response has the code {code}"));
            }
        }
    }
    // The challenge's error is `token_rejected` whatever the cause.
    let challenge = found.challenge.error.as_deref().and_then(audit_code);
    if let Some(code) = challenge.filter(|code| is_login && *code != AuditCode::TokenRejected) {
        let text = "the `WWW-Authenticate` header has this code";
        add(code, text.to_owned());
    }
    if let Some(permission) = &found.permission {
        let text = format!("the role lacks the permission {permission}");
        add(AuditCode::PermissionDenied, text);
    } else if let Some((code, text)) = found.reason.evidence {
        add(code, text.to_owned());
    }
    if let Some(error) = rejection.clock_error()
        && is_login
        && error.is_too_large()
    {
        let text = format!("the clock is {error} NetSuite's");
        add(AuditCode::InvalidTimestamp, text);
    }
    if let (Some(realm), Some(own)) = (rejection.realm(), &found.account_id)
        && rejection.is_own_realm() == Some(false)
        && (is_login || kind == Kind::WrongDomain)
    {
        let text = format!("NetSuite understood the realm `{realm}`, but the account is `{own}`");
        add(AuditCode::ConsumerKeyUnknown, text);
    }
    evidence
}

fn evidence_against(rejection: &Rejection, code: AuditCode) -> Option<String> {
    if code == AuditCode::InvalidTimestamp && rejection.kind() == Kind::LoginRefused {
        let error = rejection.clock_error()?;
        return Some(format!(
            "the clock is right ({error} NetSuite's), so only a long wait between signing and sending is left"
        ));
    }
    let is_answered = is_made_by_hand(code)
        && code != AuditCode::NonceRejected
        && rejection.found.body.has_code("INVALID_LOGIN_ATTEMPT");
    is_answered.then(|| "RESTlets answer INVALID_REQUEST to most headers of this kind".to_owned())
}
