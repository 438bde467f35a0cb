//! Answers that name a permission or a feature, one test for each meaning.

use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::rejection::{Kind, Rejection};

use crate::answers::{assert_report, rest, restlet};
use crate::read;
use crate::soap::fault;

/// A permission, and nothing that sends the reader to the signature.
#[track_caller]
pub(crate) fn assert_permission(rejection: &Rejection, permission: Option<&str>) {
    assert_eq!(rejection.kind(), Kind::Permission, "{rejection}");
    assert_eq!(rejection.permission(), permission);
    assert_eq!(rejection.login_accepted(), Some(true));
    assert!(!rejection.can_retry());
    let report = format!("{rejection:#}");
    assert!(!report.contains("InvalidSignature"), "{report}");
    assert_report(rejection, &["login: accepted", "Setup > "]);
    if let Some(permission) = permission {
        assert_report(
            rejection,
            &[
                &format!("add the permission {permission} to the role"),
                "Setup > Users/Roles > Manage Roles",
            ],
        );
    }
}

#[test]
fn rest_names_suiteanalytics_workbook_if_the_role_lacks_it() {
    let detail = "Your current role does not have permission to perform this action.";
    let rejection = read(400, &[], rest("USER_ERROR", detail));
    assert_permission(&rejection, Some("SuiteAnalytics Workbook"));
    assert_report(&rejection, &["SuiteQL", "one record"]);
    // A RESTlet's script may need any other permission.
    let rejection = read(400, &[], restlet("USER_ERROR", detail));
    assert_permission(&rejection, None);
}

#[test]
fn rest_403_names_the_permission() {
    let detail = "Permission Violation: You need  the 'Transactions -> Find Transaction' permission to access this page. Please contact your account administrator.";
    let rejection = read(403, &[], rest("INSUFFICIENT_PERMISSION", detail));
    assert_permission(&rejection, Some("Transactions -> Find Transaction"));
    assert_eq!(rejection.causes().len(), 1);
}

#[test]
fn rest_403_names_rest_web_services_if_the_role_lacks_it() {
    let detail = "You do not have permission to access the REST Web Services feature.";
    for code in ["USER_ERROR", "INSUFFICIENT_PERMISSION"] {
        let rejection = read(403, &[], rest(code, detail));
        assert_permission(&rejection, Some("REST Web Services"));
    }
}

#[test]
fn a_restlet_names_suitescript_if_the_role_lacks_it() {
    let message =
        "Permission Violation: You need  the 'SuiteScript' permission to access this page.";
    for status in [400, 403] {
        let rejection = read(status, &[], restlet("INSUFFICIENT_PERMISSION", message));
        assert_permission(&rejection, Some("SuiteScript"));
    }
}

#[test]
fn soap_names_the_feature_if_it_is_off() {
    let rejection = read(
        500,
        &[],
        fault("insufficientPermissionFault", "WS_FEATURE_REQD", "a"),
    );
    assert_permission(&rejection, None);
    assert_eq!(rejection.causes()[0].code(), AuditCode::FeatureDisabled);
    assert_report(
        &rejection,
        &["tick SOAP Web Services: Setup > Company > Enable Features"],
    );
}

#[test]
fn soap_names_its_permission_if_the_role_lacks_it() {
    let rejection = read(
        500,
        &[],
        fault("insufficientPermissionFault", "WS_PERMISSION_REQD", "a"),
    );
    assert_permission(&rejection, Some("SOAP Web Services"));
    let message = "You do not have permission to access web services feature.";
    let rejection = read(
        500,
        &[],
        fault("unexpectedErrorFault", "UNEXPECTED_ERROR", message),
    );
    assert_permission(&rejection, Some("SOAP Web Services"));
    // Elsewhere, it can be another feature.
    let rejection = read(400, &[], restlet("USER_ERROR", message));
    assert_permission(&rejection, None);
}

#[test]
fn soap_status_names_the_permission() {
    let body = r#"<soapenv:Envelope><soapenv:Body><addResponse><writeResponse><platformCore:status isSuccess="false"><platformCore:statusDetail type="ERROR"><platformCore:code>INSUFFICIENT_PERMISSION</platformCore:code><platformCore:message>Permission Violation: You need  the 'Lists -> Currency' permission to access this page.</platformCore:message></platformCore:statusDetail></platformCore:status></writeResponse></addResponse></soapenv:Body></soapenv:Envelope>"#;
    assert_permission(&read(200, &[], body), Some("Lists -> Currency"));
}

#[test]
fn a_permission_in_another_language_is_named_by_its_quotes() {
    let read = |message: &str| read(403, &[], rest("INSUFFICIENT_PERMISSION", message));
    let rejection = read("Infracción: necesita el permiso 'Listas -> Moneda' para esta página.");
    assert_permission(&rejection, Some("Listas -> Moneda"));
    for unclear in [
        "L'administrateur a refusé l'accès.",
        "Il manque « A » ou « B ».",
        "You need the permission 'x'.",
        "Falta ''.",
        "Falta l'accés'.",
        "Falta 'accés'x.",
        "denied: 'permission X' is missing",
    ] {
        assert_eq!(read(unclear).permission(), None, "{unclear}");
    }
    let apostrophe = read("You don't have it: you need the 'Custom Lists' permission.");
    assert_permission(&apostrophe, Some("Custom Lists"));
}

#[test]
fn a_feature_is_not_a_permission() {
    for code in ["FEATURE_DISABLED", "FEATURE_UNAVAILABLE", "OI_FEATURE_REQD"] {
        let rejection = read(400, &[], restlet(code, "Funktion aus."));
        assert_permission(&rejection, None);
        assert_report(&rejection, &["enable the feature that the message names"]);
        assert_eq!(rejection.causes().len(), 1);
    }
    let beta =
        "Enable the REST Record Service (Beta) feature in Setup > Company > Enable Features.";
    let rejection = read(403, &[], rest("INSUFFICIENT_PERMISSION", beta));
    assert_eq!(rejection.causes()[0].code(), AuditCode::FeatureDisabled);
    let rejection = read(
        400,
        &[],
        rest("USER_ERROR", "The feature Inventory is not enabled."),
    );
    assert_permission(&rejection, None);
    assert_eq!(rejection.causes().len(), 1);
    assert_eq!(rejection.causes()[0].code(), AuditCode::FeatureDisabled);
}

#[test]
fn messages_that_deny_a_permission_are_known() {
    for message in [
        "You do not have permission to perform this operation",
        "You do not have permissions to set a value for element memo",
        "You do not have privileges to view this page.",
        "The restrictions on your role do not allow you to modify this record.",
        "Permission Violation",
        "The role does not have permission.",
    ] {
        for body in [rest("USER_ERROR", message), restlet("USER_ERROR", message)] {
            let rejection = read(400, &[], body);
            assert_permission(&rejection, None);
            let evidence = rejection.causes()[0].evidence();
            assert_eq!(
                evidence,
                Some("the role lacks a permission that the request needs")
            );
        }
    }
}

/// A 401 that names a permission has got beyond the login.
#[test]
fn a_code_about_permissions_counts_more_than_a_401() {
    let rejection = read(401, &[], rest("INSUFFICIENT_PERMISSION", "a"));
    assert_permission(&rejection, None);
}
