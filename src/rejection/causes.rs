//! Finds the possible causes of a refused login.

use super::body::Shape;
use super::cause::Cause;
use super::code::{self, Phrase, audit_code};
use super::found::{ClockError, Found};
use super::kind::Kind;
use crate::audit::AuditCode;

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
