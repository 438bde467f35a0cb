//! Finds the possible causes of a refused login.

use super::cause::Cause;
use super::found::Found;
use super::kind::Kind;
use super::reason::{Reason, audit_code, is_made_by_hand};
use crate::audit::AuditCode;

/// Lists the possible causes: first those with evidence, then the usual causes, then those with
/// evidence against them.
pub(super) fn causes(found: &Found) -> Vec<Cause> {
    let is_soap = found.body.is_soap();
    let mut likely = evidence_for(found);
    let mut unlikely = Vec::new();
    let usual = match found.permission {
        Some(_) => &[],
        None => found.reason.usual,
    };
    if found.kind() == Kind::LoginRefused && found.status == 403 && !usual.is_empty() {
        // Users have seen 403 for problems with the role.
        likely.push((AuditCode::PermissionDenied, None));
    }
    for &code in usual {
        let has_none = is_soap && code == AuditCode::VersionRejected;
        if has_none || (found.is_signed_here && is_made_by_hand(code)) {
            continue;
        }
        match evidence_against(found, code) {
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

fn evidence_for(found: &Found) -> Vec<(AuditCode, Option<String>)> {
    let mut evidence = Vec::new();
    let mut add = |code, text| evidence.push((code, Some(text)));
    let kind = found.kind();
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
    if let Some(error) = found.clock_error()
        && is_login
        && error.is_too_large()
    {
        let text = format!("the clock is {error} NetSuite's");
        add(AuditCode::InvalidTimestamp, text);
    }
    if let (Some(realm), Some(own)) = (found.challenge.realm.as_ref(), &found.account_id)
        && found.is_own_realm() == Some(false)
        && (is_login || kind == Kind::WrongDomain)
    {
        let text = format!("NetSuite understood the realm `{realm}`, but the account is `{own}`");
        add(AuditCode::ConsumerKeyUnknown, text);
    }
    evidence
}

fn evidence_against(found: &Found, code: AuditCode) -> Option<String> {
    if code == AuditCode::InvalidTimestamp && found.kind() == Kind::LoginRefused {
        let error = found.clock_error()?;
        return Some(format!(
            "the clock is right ({error} NetSuite's), so only a long delay between signing and sending can be the cause"
        ));
    }
    let is_answered = is_made_by_hand(code)
        && code != AuditCode::NonceRejected
        && found.body.has_code("INVALID_LOGIN_ATTEMPT");
    is_answered.then(|| "RESTlets answer INVALID_REQUEST to most headers of this kind".to_owned())
}
