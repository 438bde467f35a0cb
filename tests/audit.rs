//! The codes of the Login Audit Trail, held against Oracle's lists of them.

use std::collections::HashSet;

use netsuite_oauth1::audit::{AuditCode, UnknownAuditCode};
use netsuite_oauth1::setup::Step;

/// Every spelling on Oracle's pages `subsect_156935170194` and `subsect_156934879823`, with the setup step that its cause lies in.
const CODES: [(AuditCode, &str, Option<Step>); 21] = [
    (
        AuditCode::ConsumerKeyRefused,
        "consumer_key_refused",
        Some(Step::Integration),
    ),
    (
        AuditCode::ConsumerKeyUnknown,
        "consumer_key_unknown",
        Some(Step::Integration),
    ),
    (
        AuditCode::FeatureDisabled,
        "FeatureDisabled",
        Some(Step::Features),
    ),
    (
        AuditCode::MissingTokenPassportRequiredFields,
        "MissingTokenPassportRequiredFields",
        None,
    ),
    (AuditCode::NonceRejected, "nonce_rejected", None),
    (AuditCode::NonceUsed, "nonce_used", None),
    (AuditCode::ParameterRejected, "parameter_rejected", None),
    (
        AuditCode::PermissionDenied,
        "permission_denied",
        Some(Step::Role),
    ),
    (AuditCode::InvalidSignature, "InvalidSignature", None),
    (AuditCode::UnknownAlgorithm, "UnknownAlgorithm", None),
    (AuditCode::TemporaryLocked, "temporary_locked", None),
    (AuditCode::InvalidTimestamp, "InvalidTimestamp", None),
    (
        AuditCode::TokenRejected,
        "token_rejected",
        Some(Step::Token),
    ),
    (AuditCode::VersionRejected, "VersionRejected", None),
    (
        AuditCode::UnknownIntegration,
        "UnknownIntegration",
        Some(Step::Integration),
    ),
    (
        AuditCode::IntegrationBlocked,
        "IntegrationBlocked",
        Some(Step::Integration),
    ),
    (
        AuditCode::AuthorizationFlowRequired,
        "AuthorizationFlowRequired",
        Some(Step::Integration),
    ),
    (
        AuditCode::InvalidCallback,
        "InvalidCallback",
        Some(Step::Integration),
    ),
    (
        AuditCode::MissingRequiredParameter,
        "MissingRequiredParameter",
        None,
    ),
    (
        AuditCode::EntityOrRoleDisabled,
        "EntityOrRoleDisabled",
        Some(Step::User),
    ),
    (AuditCode::InvalidVerifier, "InvalidVerifier", None),
];

#[test]
fn every_code_has_netsuites_spelling() {
    assert_eq!(AuditCode::ALL, CODES.map(|(code, _, _)| code));
    for (code, spelling, step) in CODES {
        assert_eq!(code.to_string(), spelling);
        assert_eq!(code.as_str(), spelling);
        assert_eq!(spelling.parse(), Ok(code));
        assert_eq!(code.setup_step(), step, "{code}");
    }
    assert_eq!(format!("{:>12}", AuditCode::NonceUsed), "  nonce_used");
}

#[test]
fn every_spelling_is_read() {
    for (text, code) in [
        ("NonceUsed", AuditCode::NonceUsed),
        ("NonceRejected", AuditCode::NonceRejected),
        ("TokenRejected", AuditCode::TokenRejected),
        ("InvalidSignature", AuditCode::InvalidSignature),
        ("invalid_signature", AuditCode::InvalidSignature),
        ("INVALID_TIMESTAMP", AuditCode::InvalidTimestamp),
        ("ConsumerKeyUnknown", AuditCode::ConsumerKeyUnknown),
        ("ParameterRejected", AuditCode::ParameterRejected),
        ("version_rejected", AuditCode::VersionRejected),
        ("feature_disabled", AuditCode::FeatureDisabled),
        ("temporarylocked", AuditCode::TemporaryLocked),
        // With the URL, as on Oracle's subsect_156934879823.
        (
            "InvalidCallback https://example.com/callback",
            AuditCode::InvalidCallback,
        ),
        (
            "invalid_callback  https://example.com/a b",
            AuditCode::InvalidCallback,
        ),
    ] {
        assert_eq!(text.parse(), Ok(code), "{text}");
    }
}

#[test]
fn other_text_is_refused() {
    for text in [
        "",
        "_",
        "nonce",
        "nonce_used ",
        "nonce-used",
        "nonce_usedx",
        "NonceUsed https://example.com/callback",
        "InvalidVerifier https://example.com/callback",
        "InvalidCallbackhttps://example.com/callback",
        "https://example.com/callback InvalidCallback",
        "n\u{f6}nce_used",
        "INVALID_LOGIN",
    ] {
        assert_eq!(
            text.parse::<AuditCode>().unwrap_err().to_string(),
            "the text is no known code: expected one of the Login Audit Trail's column Detail, such as `nonce_used`",
            "{text:?}"
        );
    }
    let error = "hunter2".parse::<AuditCode>().unwrap_err();
    assert!(!format!("{error:?} {error}").contains("hunter2"));
}

#[test]
fn every_code_says_what_it_means_and_what_to_change() {
    for texts in [AuditCode::meaning, AuditCode::remedy] {
        for code in AuditCode::ALL {
            let text = texts(*code);
            assert!(text.len() > 20 && text.trim() == text, "{code}: {text}");
            assert!(
                !text.ends_with('.') && !text.contains(". "),
                "{code}: one sentence, no full stop: {text}"
            );
        }
    }
    let meanings: HashSet<&str> = AuditCode::ALL.iter().map(|code| code.meaning()).collect();
    assert_eq!(meanings.len(), AuditCode::ALL.len());
}

#[test]
fn types_are_shared_between_threads() {
    fn all<T: Send + Sync + Unpin + std::panic::UnwindSafe + std::panic::RefUnwindSafe>() {}
    fn is_error<T: std::error::Error + Clone + PartialEq + Eq + 'static>() {}
    all::<AuditCode>();
    all::<UnknownAuditCode>();
    is_error::<UnknownAuditCode>();
}
