use std::fmt;

use super::body::Shape;
use super::code::{self, Phrase, audit_code};
use super::found::{ClockError, Found};
use super::kind::Kind;
use crate::audit::AuditCode;
use crate::setup::Step;

/// A possible cause of a rejection, and why it has its place in [`Rejection::causes`].
///
/// `Display` prints the code, then the evidence or else the code's meaning.
///
/// [`Rejection::causes`]: super::Rejection::causes
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    code: AuditCode,
    evidence: Option<String>,
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
        match self.code {
            AuditCode::InvalidSignature if self.is_soap => {
                "sign account, consumer key, token, nonce and timestamp exactly as the TokenPassport has them, and compare both secrets with the pages that showed them"
            }
            AuditCode::NonceUsed if self.is_soap => {
                "make a new TokenPassport for each attempt; a retry must not repeat one"
            }
            AuditCode::UnknownAlgorithm if self.is_soap => {
                "sign with HMAC-SHA256, and name it as `algorithm=\"HMAC_SHA256\"` at the signature"
            }
            AuditCode::ParameterRejected if self.is_soap => {
                "send each element of the TokenPassport once, with a value"
            }
            AuditCode::MissingTokenPassportRequiredFields if self.is_soap => {
                "send a TokenPassport with account, consumer key, token, nonce, timestamp and signature"
            }
            code => code.remedy(),
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
pub(super) fn causes(found: &Found) -> Vec<Cause> {
    let is_soap = found.shape.is_soap();
    let mut causes: Vec<Cause> = Vec::new();
    let mut push = |code, evidence| {
        if causes.iter().all(|cause| cause.code != code) {
            causes.push(Cause {
                code,
                evidence,
                is_soap,
            });
        }
    };
    for (code, evidence) in evidence_for(found) {
        push(code, Some(evidence));
    }
    let is_pinned = found
        .details
        .codes()
        .any(|code| code::cause(code).is_some() || code::is_apart_from_tokens(code));
    let mut unlikely = Vec::new();
    for code in usual(found) {
        if is_pinned || (found.is_signed_here && !can_be_ours(code)) {
            continue;
        }
        match evidence_against(found, code) {
            Some(evidence) => unlikely.push((code, evidence)),
            None => push(code, None),
        }
    }
    for (code, evidence) in unlikely {
        push(code, Some(evidence));
    }
    causes
}

fn evidence_for(found: &Found) -> Vec<(AuditCode, String)> {
    let mut evidence = Vec::new();
    let kind = found.kind;
    let is_login = matches!(kind, Kind::LoginRefused | Kind::MalformedHeader);
    if !is_login
        && !matches!(
            kind,
            Kind::WrongDomain | Kind::Permission | Kind::Method | Kind::Unknown | Kind::ServerError
        )
    {
        return evidence;
    }
    for code in found.details.codes() {
        if let Some(cause) = audit_code(code).or_else(|| code::cause(code)) {
            evidence.push((cause, format!("the response has the code {code}")));
        }
    }
    // The challenge's error is `token_rejected` whatever the cause.
    let challenge = found.challenge.error.as_deref().and_then(audit_code);
    if let Some(code) = challenge.filter(|code| is_login && *code != AuditCode::TokenRejected) {
        evidence.push((
            code,
            "the `WWW-Authenticate` header has this code".to_owned(),
        ));
    }
    if found.phrase == Some(Phrase::Locked) {
        let text = "the response speaks of failed login attempts";
        evidence.push((AuditCode::TemporaryLocked, text.to_owned()));
    }
    if kind == Kind::Permission && found.login_accepted() == Some(true) {
        let lacking = if let Some(permission) = &found.permission {
            let text = format!("the role lacks the permission {permission}");
            (AuditCode::PermissionDenied, text)
        } else if found.names_feature() {
            let text = "the account lacks a feature that the request needs";
            (AuditCode::FeatureDisabled, text.to_owned())
        } else {
            let text = "the role lacks a permission that the request needs";
            (AuditCode::PermissionDenied, text.to_owned())
        };
        evidence.push(lacking);
    }
    let is_off = found.clock_error().filter(|error| error.is_too_large());
    if let Some(error) = is_off.filter(|_| is_login) {
        let text = format!("the clock is {error} NetSuite's");
        evidence.push((AuditCode::InvalidTimestamp, text));
    }
    if let (Some(realm), Some(own), Some(false)) = (
        &found.challenge.realm,
        &found.account_id,
        found.is_own_realm(),
    ) && (is_login || kind == Kind::WrongDomain)
    {
        let text = format!("NetSuite understood the realm `{realm}`, but the account is `{own}`");
        evidence.push((AuditCode::ConsumerKeyUnknown, text));
    }
    evidence
}

fn evidence_against(found: &Found, code: AuditCode) -> Option<String> {
    match code {
        AuditCode::InvalidTimestamp if found.kind == Kind::LoginRefused => {
            let error = found.clock_error()?;
            Some(format!(
                "the clock is right ({error} NetSuite's), so only a long wait between signing and sending is left"
            ))
        }
        AuditCode::UnknownAlgorithm
        | AuditCode::ParameterRejected
        | AuditCode::MissingTokenPassportRequiredFields
        | AuditCode::VersionRejected
            if found
                .details
                .codes()
                .any(|code| code == "INVALID_LOGIN_ATTEMPT") =>
        {
            Some("RESTlets answer INVALID_REQUEST to most headers of this kind".to_owned())
        }
        _ => None,
    }
}

/// Whether requests that this crate signs can have this fault.
fn can_be_ours(code: AuditCode) -> bool {
    !matches!(
        code,
        AuditCode::MissingTokenPassportRequiredFields
            | AuditCode::MissingRequiredParameter
            | AuditCode::NonceRejected
            | AuditCode::ParameterRejected
            | AuditCode::UnknownAlgorithm
            | AuditCode::VersionRejected
    )
}

/// Returns the causes of a kind, in the order of their frequency in the issue trackers of clients.
fn usual(found: &Found) -> Vec<AuditCode> {
    let is_soap = found.shape.is_soap();
    match found.kind {
        Kind::LoginRefused => {
            let mut codes = vec![
                AuditCode::InvalidSignature, // an unsigned query, the encoding, a wrong secret
                AuditCode::ConsumerKeyUnknown, // realm and host spelled alike, the other account
                AuditCode::NonceUsed,        // a retry that repeats the header
                AuditCode::UnknownAlgorithm, // libraries that default to HMAC-SHA1
                AuditCode::PermissionDenied,
                AuditCode::TokenRejected, // a sandbox that was refreshed
                AuditCode::InvalidTimestamp,
                AuditCode::ConsumerKeyRefused,
                AuditCode::FeatureDisabled,
                AuditCode::TemporaryLocked,
                AuditCode::ParameterRejected,
                AuditCode::MissingTokenPassportRequiredFields,
                AuditCode::NonceRejected,
            ];
            if !is_soap {
                codes.push(AuditCode::VersionRejected);
            }
            if found.status == 403 {
                // Users have seen it for roles.
                codes.insert(0, AuditCode::PermissionDenied);
            }
            codes
        }
        // The second credential is the cause.
        Kind::MalformedHeader if found.phrase == Some(Phrase::TwoCredentials) => vec![],
        Kind::MalformedHeader => {
            let mut codes = vec![
                AuditCode::ParameterRejected,
                AuditCode::UnknownAlgorithm,
                AuditCode::MissingTokenPassportRequiredFields,
                AuditCode::InvalidTimestamp,
                AuditCode::NonceRejected,
            ];
            if !is_soap {
                codes.insert(4, AuditCode::VersionRejected);
            }
            codes
        }
        Kind::Permission if found.permission.is_some() || found.names_feature() => vec![],
        Kind::Permission => vec![AuditCode::PermissionDenied, AuditCode::FeatureDisabled],
        Kind::Method if found.shape == Shape::Empty => vec![
            AuditCode::AuthorizationFlowRequired,
            AuditCode::FeatureDisabled,
        ],
        _ => vec![],
    }
}

/// `InvalidTimestamp` shows how far the clock is off.
impl ClockError {
    /// Whether NetSuite rejects a timestamp that is this far off.
    fn is_too_large(self) -> bool {
        self.0.whole_seconds().unsigned_abs() > 5 * 60
    }
}
