//! `setup::Check` against stand-ins whose setup lacks one thing.

use clients::{Missing, StandIn};
use netsuite_oauth1::Signer;
use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::setup::Verdict::{NotTested, Proven, Refuted, Undecided};
use netsuite_oauth1::setup::{Check, Finding, Step, Verdict};
use ureq::Agent;

/// Runs the whole check, including a RESTlet.
fn climb(netsuite: &StandIn) -> Check {
    let signer = Signer::new(clients::credentials().unwrap());
    let root = netsuite.url("/");
    let restlet = netsuite.url("/app/site/hosting/restlet.nl?script=6&deploy=1");
    let mut check = Check::new(signer)
        .with_rest("customer")
        .with_restlet(restlet.parse().unwrap())
        .with_hosts(root.parse().unwrap(), root.parse().unwrap());
    let agent: Agent = Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .build()
        .into();
    while let Some(request) = check.next_request().unwrap() {
        let (head, mut body) = agent.run(request).unwrap().into_parts();
        let body = body.read_to_vec().unwrap();
        check.read(head.status, &head.headers, &body);
    }
    check
}

fn verdicts(check: &Check) -> Vec<Verdict> {
    Step::ALL.iter().map(|step| check.verdict(*step)).collect()
}

/// Asserts that the check refutes one step and names the missing thing, without the Login Audit
/// Trail.
#[track_caller]
fn check_refutes(missing: Missing, step: Step, name: &str) {
    let netsuite = StandIn::start_without(missing).unwrap();
    let check = climb(&netsuite);
    for other in Step::ALL {
        let verdict = check.verdict(*other);
        assert_eq!(verdict == Refuted, *other == step, "{check}");
        assert_ne!(verdict, Undecided, "{check}");
    }
    assert!(!check.needs_audit_code(), "{check}");
    let found: Vec<_> = check.findings().iter().map(Finding::reason).collect();
    assert_eq!(found, [name], "{check}");
    assert_eq!(netsuite.audit_trail(), []);
}

/// Asserts that the check needs the Login Audit Trail to decide between the steps of the login.
#[track_caller]
fn check_narrows(missing: Missing, code: AuditCode, steps: &[Step], name: &str) {
    let netsuite = StandIn::start_without(missing).unwrap();
    let mut check = climb(&netsuite);
    let expected = [
        NotTested, Undecided, Undecided, Undecided, Undecided, Undecided, NotTested,
    ];
    assert_eq!(verdicts(&check), expected, "{check}");
    assert!(check.needs_audit_code(), "{check}");
    let text = check.to_string();
    assert!(text.contains("View Login Audit Trail"), "{text}");
    // Fewer than the five failed logins that lock the user.
    assert_eq!(netsuite.audit_trail(), [code, code]);

    check.narrow(code);
    let verdict = if steps.len() == 1 { Refuted } else { Undecided };
    for step in Step::ALL {
        let expected = if steps.contains(step) {
            verdict
        } else {
            NotTested
        };
        assert_eq!(check.verdict(*step), expected, "{check}");
    }
    assert!(!check.needs_audit_code(), "{check}");
    let finding = &check.findings()[0];
    assert!(finding.remedy().contains(name), "{check}");
}

#[test]
fn a_complete_setup_is_proven() {
    let check = climb(&StandIn::start().unwrap());
    assert_eq!(verdicts(&check), [Proven; 7], "{check}");
    assert_eq!(check.clock(), Proven);
    assert_eq!(check.findings(), []);
}

#[test]
fn narrows_to_the_token_feature_by_its_code() {
    let (code, step) = (AuditCode::FeatureDisabled, Step::Features);
    check_narrows(Missing::TokenFeature, code, &[step], "Token-");
}

#[test]
fn narrows_to_a_blocked_integration_by_its_code() {
    let (code, step) = (AuditCode::ConsumerKeyRefused, Step::Integration);
    check_narrows(Missing::Integration, code, &[step], "Enabled");
}

#[test]
fn narrows_to_a_revoked_token_by_its_code() {
    let (code, step) = (AuditCode::TokenRejected, Step::Token);
    check_narrows(Missing::Token, code, &[step], "new access token");
}

/// NetSuite has one code for all three.
#[test]
fn narrows_to_role_and_user_by_permission_denied() {
    for (missing, name) in [
        (Missing::LoginPermission, "Log in using Access Tokens"),
        (Missing::Role, "add the role"),
        (Missing::GiveAccess, "Give Access"),
    ] {
        let steps = [Step::Role, Step::User];
        check_narrows(missing, AuditCode::PermissionDenied, &steps, name);
    }
}

#[test]
fn names_missing_permissions_of_the_role() {
    for (missing, name) in [
        (Missing::RestPermission, "REST Web Services"),
        (Missing::Workbook, "SuiteAnalytics Workbook"),
        (Missing::RecordPermission, "Lists -> Customers"),
        (Missing::SuiteScript, "SuiteScript"),
    ] {
        let reason = format!("the role lacks the permission {name}");
        check_refutes(missing, Step::Role, &reason);
    }
}

#[test]
fn names_the_audience_of_the_deployment() {
    let reason = "the role is not in the deployment's Audience";
    check_refutes(Missing::Audience, Step::Deployment, reason);
}

#[test]
fn names_a_deployment_that_is_not_released() {
    let reason = "the script deployment does not exist or is not released";
    check_refutes(Missing::Deployment, Step::Deployment, reason);
}

/// An HTML page can also come from the wrong host.
#[test]
fn names_the_rest_feature_or_the_host() {
    let netsuite = StandIn::start_without(Missing::RestFeature).unwrap();
    let check = climb(&netsuite);
    let expected = [Undecided, Undecided, Proven, Proven, Proven, Proven, Proven];
    assert_eq!(verdicts(&check), expected, "{check}");
    let reason = check.findings()[0].reason();
    assert!(
        reason.contains("the feature REST Web Services is off"),
        "{check}"
    );
}

#[test]
fn names_the_wrong_data_center() {
    let netsuite = StandIn::start_without(Missing::Host).unwrap();
    let check = climb(&netsuite);
    let mut expected = [NotTested; 7];
    expected[0] = Refuted;
    assert_eq!(verdicts(&check), expected, "{check}");
    assert!(
        check.findings()[0].remedy().contains("data center"),
        "{check}"
    );
}

#[test]
fn names_the_clock_after_one_request() {
    let netsuite = StandIn::start_without(Missing::Clock).unwrap();
    let check = climb(&netsuite);
    assert_eq!(check.clock(), Refuted);
    assert_eq!(verdicts(&check), [NotTested; 7], "{check}");
    assert_eq!(netsuite.audit_trail(), [AuditCode::InvalidTimestamp]);
    let reason = check.findings()[0].reason();
    assert!(reason.contains("behind NetSuite's"), "{check}");
}

#[test]
fn finds_every_missing_thing() {
    for (name, missing) in Missing::ALL {
        let check = climb(&StandIn::start_without(*missing).unwrap());
        assert_eq!(check.findings().len(), 1, "{name}: {check}");
    }
}
