use std::fmt;

use super::body::{Detail, Shape};
use super::kind::{Kind, audit_code};
use super::{Rejection, Seconds};
use crate::audit::AuditCode;

/// One thing that can be behind a refusal, and why it stands where it does in [`Rejection::causes`].
///
/// `Display` gives its code, and the evidence or else its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    code: AuditCode,
    evidence: Option<String>,
}

impl Cause {
    /// Returns what the Login Audit Trail would call it, with what to change and the setup step to look at.
    #[must_use]
    pub fn code(&self) -> AuditCode {
        self.code
    }

    /// Returns what in the response speaks for it or against it, in one sentence without a full stop; `None` where its place is
    /// that of experience.
    #[must_use]
    pub fn evidence(&self) -> Option<&str> {
        self.evidence.as_deref()
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = self.evidence().unwrap_or(self.code.meaning());
        write!(f, "{}: {reason}", self.code)
    }
}

/// Lists what can be behind a refusal: what there is evidence for, then the usual causes, then what there is evidence against.
pub(super) fn causes(rejection: &Rejection) -> Vec<Cause> {
    let kind = rejection.kind();
    let mut causes = evidence_for(rejection);
    let mut unlikely = Vec::new();
    for code in usual(kind, rejection.found.shape == Shape::Empty) {
        if causes.iter().any(|cause: &Cause| cause.code == *code) {
            continue;
        }
        let evidence = evidence_against(rejection, *code);
        let list = if evidence.is_some() {
            &mut unlikely
        } else {
            &mut causes
        };
        list.push(Cause {
            code: *code,
            evidence,
        });
    }
    causes.append(&mut unlikely);
    causes
}

fn evidence_for(rejection: &Rejection) -> Vec<Cause> {
    let found = &rejection.found;
    let mut causes: Vec<Cause> = Vec::new();
    let mut push = |code, evidence| {
        if causes.iter().all(|cause| cause.code != code) {
            causes.push(Cause {
                code,
                evidence: Some(evidence),
            });
        }
    };
    let (is_of_login, is_of_realm) = match found.kind {
        Kind::LoginRefused | Kind::MalformedHeader => (true, true),
        Kind::WrongDomain => (false, true),
        // The login may have been taken.
        Kind::Permission | Kind::Method => (false, false),
        _ => return causes,
    };

    let codes = found.details.iter();
    for code in codes.filter_map(|detail| audit_code(detail.code.as_deref()?)) {
        push(code, "the response says so itself".to_owned());
    }
    // The challenge's error is `token_rejected` whatever the cause.
    let error = found.challenge.error.as_deref().and_then(audit_code);
    if let Some(code) = error.filter(|code| *code != AuditCode::TokenRejected) {
        push(code, "the `WWW-Authenticate` header says so".to_owned());
    }
    let mut details = found.details.iter();
    if details.any(Detail::speaks_of_a_lock) {
        let evidence = "the response speaks of failed login attempts";
        push(AuditCode::TemporaryLocked, evidence.to_owned());
    }
    if is_of_login
        && let Some(offset) = rejection.clock_offset().map(Seconds)
        && offset.is_out_of_window()
    {
        let evidence = format!("the clock is {offset} NetSuite's");
        push(AuditCode::InvalidTimestamp, evidence);
    }
    if is_of_realm
        && let (Some(realm), Some(own)) = (rejection.realm(), &found.account_id)
        && rejection.is_own_realm() == Some(false)
    {
        let evidence = format!("NetSuite understood the realm `{realm}`, and ours is `{own}`");
        push(AuditCode::ConsumerKeyUnknown, evidence);
    }
    causes
}

fn evidence_against(rejection: &Rejection, code: AuditCode) -> Option<String> {
    match code {
        AuditCode::InvalidTimestamp if rejection.kind() == Kind::LoginRefused => {
            let offset = Seconds(rejection.clock_offset()?);
            // What was signed long before it was sent is refused all the same.
            Some(format!(
                "the clock is right, being {offset} NetSuite's, so that only a wait before sending is left"
            ))
        }
        // Oracle: section_4634920277.
        AuditCode::UnknownAlgorithm
        | AuditCode::ParameterRejected
        | AuditCode::MissingTokenPassportRequiredFields
        | AuditCode::VersionRejected
            if rejection.code() == Some("INVALID_LOGIN_ATTEMPT") =>
        {
            Some("RESTlets answer INVALID_REQUEST to most headers of this kind".to_owned())
        }
        _ => None,
    }
}

/// Returns the causes of a kind, those first that the issue trackers of other clients have most often.
fn usual(kind: Kind, is_empty: bool) -> &'static [AuditCode] {
    match kind {
        Kind::LoginRefused => &[
            AuditCode::InvalidSignature, // the query unsigned, the encoding, the wrong secret
            AuditCode::ConsumerKeyUnknown, // the realm spelt as the host is, the other account's key
            AuditCode::NonceUsed,          // a retry that sends the old header
            AuditCode::UnknownAlgorithm, // a library that signs with HMAC-SHA1 unless told otherwise
            AuditCode::PermissionDenied,
            AuditCode::TokenRejected, // a sandbox that was refreshed
            AuditCode::InvalidTimestamp,
            AuditCode::ConsumerKeyRefused,
            AuditCode::FeatureDisabled,
            AuditCode::TemporaryLocked,
            AuditCode::ParameterRejected,
            AuditCode::MissingTokenPassportRequiredFields,
            AuditCode::NonceRejected,
            AuditCode::VersionRejected,
        ],
        // Oracle: section_4634920277.
        Kind::MalformedHeader => &[
            AuditCode::ParameterRejected,
            AuditCode::UnknownAlgorithm,
            AuditCode::MissingTokenPassportRequiredFields,
            AuditCode::InvalidTimestamp,
            AuditCode::VersionRejected,
            AuditCode::NonceRejected,
        ],
        Kind::Permission => &[AuditCode::PermissionDenied, AuditCode::FeatureDisabled],
        Kind::Method if is_empty => &[
            AuditCode::AuthorizationFlowRequired,
            AuditCode::FeatureDisabled,
        ],
        _ => &[],
    }
}
