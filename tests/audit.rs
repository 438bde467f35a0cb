//! The codes of the Login Audit Trail, compared with Oracle's lists.

use std::collections::HashSet;

use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::setup::Step;

/// Every code of Oracle's two pages, in their order, with the setup steps to check.
const CODES: [(AuditCode, &str, &[Step]); 21] = [
    (
        AuditCode::ConsumerKeyRefused,
        "consumer_key_refused",
        &[Step::Integration],
    ),
    (
        AuditCode::ConsumerKeyUnknown,
        "consumer_key_unknown",
        &[Step::Integration],
    ),
    (
        AuditCode::FeatureDisabled,
        "FeatureDisabled",
        &[Step::Features],
    ),
    (
        AuditCode::MissingTokenPassportRequiredFields,
        "MissingTokenPassportRequiredFields",
        &[],
    ),
    (AuditCode::NonceRejected, "nonce_rejected", &[]),
    (AuditCode::NonceUsed, "nonce_used", &[]),
    (AuditCode::ParameterRejected, "parameter_rejected", &[]),
    (
        AuditCode::PermissionDenied,
        "permission_denied",
        &[Step::Role, Step::User],
    ),
    (
        AuditCode::InvalidSignature,
        "InvalidSignature",
        &[Step::Integration, Step::Token],
    ),
    (AuditCode::UnknownAlgorithm, "UnknownAlgorithm", &[]),
    (AuditCode::TemporaryLocked, "temporary_locked", &[]),
    (AuditCode::InvalidTimestamp, "InvalidTimestamp", &[]),
    (AuditCode::TokenRejected, "token_rejected", &[Step::Token]),
    (AuditCode::VersionRejected, "VersionRejected", &[]),
    (
        AuditCode::UnknownIntegration,
        "UnknownIntegration",
        &[Step::Integration],
    ),
    (
        AuditCode::IntegrationBlocked,
        "IntegrationBlocked",
        &[Step::Integration],
    ),
    (
        AuditCode::AuthorizationFlowRequired,
        "AuthorizationFlowRequired",
        &[Step::Integration],
    ),
    (
        AuditCode::InvalidCallback,
        "InvalidCallback",
        &[Step::Integration],
    ),
    (
        AuditCode::MissingRequiredParameter,
        "MissingRequiredParameter",
        &[],
    ),
    (
        AuditCode::EntityOrRoleDisabled,
        "EntityOrRoleDisabled",
        &[Step::Role, Step::User],
    ),
    (AuditCode::InvalidVerifier, "InvalidVerifier", &[]),
];

#[test]
fn each_code_has_netsuites_spelling_and_its_setup_steps() {
    assert_eq!(AuditCode::ALL, CODES.map(|(code, _, _)| code));
    for (code, spelling, steps) in CODES {
        assert_eq!(code.to_string(), spelling);
        assert_eq!(code.as_str(), spelling);
        assert_eq!(spelling.parse(), Ok(code));
        assert_eq!(code.setup_steps(), steps, "{code}");
    }
    assert_eq!(format!("{:>12}", AuditCode::NonceUsed), "  nonce_used");
}

#[test]
fn reads_a_code_in_every_spelling() {
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
        // Oracle's page has the code with the URL.
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
fn text_around_a_code_makes_it_unknown() {
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
            "unknown code: expected one from the column Detail of the Login Audit Trail, such as `nonce_used`",
            "{text:?}"
        );
    }
    let error = "hunter2".parse::<AuditCode>().unwrap_err();
    assert!(!format!("{error:?} {error}").contains("hunter2"));
}

#[test]
fn each_text_is_one_sentence_without_a_full_stop() {
    for texts in [AuditCode::meaning, AuditCode::remedy] {
        for code in AuditCode::ALL {
            let text = texts(*code);
            assert!(text.split(' ').count() >= 3, "{code}: {text}");
            assert_eq!(text.trim(), text, "{code}");
            assert!(
                !text.ends_with('.') && !text.contains(". "),
                "{code}: one sentence, no full stop: {text}"
            );
        }
    }
    let meanings: HashSet<&str> = AuditCode::ALL.iter().map(|code| code.meaning()).collect();
    assert_eq!(meanings.len(), AuditCode::ALL.len());
}
