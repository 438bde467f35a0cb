//! What decides the kind if a code, a message and a fault's element say different things.

use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::rejection::{Cause, Kind};

use crate::answers::{rest, restlet};
use crate::read;
use crate::soap::{fault, status};

#[test]
fn a_code_of_a_script_counts_more_than_its_message() {
    for message in ["You do not have permission", "Invalid login attempt."] {
        for code in ["SSS_X", "UNEXPECTED_ERROR"] {
            let rejection = read(400, &[], restlet(code, message));
            assert_eq!(rejection.kind(), Kind::Request, "{code}: {message}");
        }
    }
}

#[test]
fn a_message_decides_beside_user_error() {
    for (message, kind) in [
        ("Invalid login attempt.", Kind::LoginRefused),
        ("You do not have permission", Kind::Permission),
        ("Concurrent request limit exceeded.", Kind::ConcurrencyLimit),
        ("An unexpected error occurred", Kind::Unknown),
    ] {
        for body in [rest("USER_ERROR", message), restlet("USER_ERROR", message)] {
            assert_eq!(read(400, &[], body).kind(), kind, "{message}");
        }
    }
}

/// The missing part may say more.
#[test]
fn the_element_and_an_unknown_code_decide_in_a_whole_envelope_only() {
    for (body, kind) in [
        (fault("asyncFault", "", ""), Kind::Request),
        (
            fault(
                "unexpectedErrorFault",
                "UNEXPECTED_ERROR",
                "An unexpected error",
            ),
            Kind::ServerError,
        ),
        (status("RCRD_DSNT_EXIST", "a"), Kind::Request),
        (status("WS_REQUEST_BLOCKED", "a"), Kind::ConcurrencyLimit),
    ] {
        for http_status in [200, 500] {
            assert_eq!(read(http_status, &[], &body).kind(), kind, "{body}");
            let cut = body.rsplit_once("</").unwrap().0;
            let is_known = kind == Kind::ConcurrencyLimit;
            let kind = if is_known { kind } else { Kind::Unknown };
            assert_eq!(read(http_status, &[], cut).kind(), kind, "{cut}");
        }
    }
}

#[test]
fn unexpected_error_of_a_record_is_unknown_in_another_language() {
    let kind = |message| read(200, &[], status("UNEXPECTED_ERROR", message)).kind();
    assert_eq!(kind("An unexpected error occurred."), Kind::ServerError);
    assert_eq!(kind("Ein Fehler"), Kind::Unknown);
}

#[test]
fn codes_after_a_fault_are_not_read() {
    let body = fault("invalidCredentialsFault", "", "");
    let other = "</soapenv:Fault><x><code>WS_REQUEST_BLOCKED</code><message>a</message></x>";
    let rejection = read(500, &[], body.replace("</soapenv:Fault>", other));
    assert_eq!(rejection.kind(), Kind::LoginRefused);
    assert_eq!(rejection.code(), None);
}

#[test]
fn an_element_counts_more_than_a_code_that_is_not_known() {
    for (element, kind) in [
        ("insufficientPermissionFault", Kind::Permission),
        ("exceededRequestLimitFault", Kind::ConcurrencyLimit),
        ("invalidCredentialsFault", Kind::LoginRefused),
        ("unexpectedErrorFault", Kind::Request),
        ("otherFault", Kind::Request),
    ] {
        for http_status in [200, 400, 500] {
            let rejection = read(http_status, &[], fault(element, "NEW_CODE", "Ein Fehler"));
            assert_eq!(rejection.kind(), kind, "{element}");
        }
    }
}

#[test]
fn a_message_of_another_kind_than_the_code_is_not_evidence() {
    let body = restlet("INSUFFICIENT_PERMISSION", "6 failed login attempts");
    let rejection = read(403, &[], body);
    let codes: Vec<_> = rejection.causes().iter().map(Cause::code).collect();
    assert_eq!(
        codes,
        [AuditCode::PermissionDenied, AuditCode::FeatureDisabled]
    );
}
