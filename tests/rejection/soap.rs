//! SOAP refusals: faults with NetSuite's element, faults without it, and failed statuses.

use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::rejection::{Cause, Kind};

use crate::{read, read_any, support};

/// A fault as NetSuite sends it. An empty code or message leaves its element out.
pub(crate) fn fault(element: &str, code: &str, message: &str) -> String {
    let part = |name: &str, text: &str| {
        if text.is_empty() {
            return String::new();
        }
        format!("<platformFaults:{name}>{text}</platformFaults:{name}>")
    };
    let text = if message.is_empty() {
        String::new()
    } else {
        format!("<faultstring>{message}</faultstring>")
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body><soapenv:Fault><faultcode>soapenv:Server.userException</faultcode>{text}<detail><platformFaults:{element} xmlns:platformFaults=\"urn:faults_2025_2.platform.webservices.netsuite.com\">{}{}</platformFaults:{element}><ns1:hostname xmlns:ns1=\"http://xml.apache.org/axis/\">partners001</ns1:hostname></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>",
        part("code", code),
        part("message", message)
    )
}

/// A fault whose detail has only a host name.
fn bare_fault(message: &str) -> String {
    format!(
        "<s:Envelope><s:Body><s:Fault><faultcode>s:Server.userException</faultcode><faultstring>{message}</faultstring><detail><h:hostname>partners001</h:hostname></detail></s:Fault></s:Body></s:Envelope>"
    )
}

pub(crate) fn status(code: &str, message: &str) -> String {
    format!(
        "<s:Envelope><s:Body><c:writeResponseList><c:status isSuccess=\"true\"/><c:writeResponse><c:status isSuccess = 'false'><c:statusDetail type=\"WARN\"><c:code>USER_ERROR</c:code><c:message>A warning</c:message></c:statusDetail><c:statusDetail type=\"ERROR\"><c:code>{code}</c:code><c:message>{message}</c:message></c:statusDetail></c:status></c:writeResponse></c:writeResponseList></s:Body></s:Envelope>"
    )
}

#[test]
fn each_fault_code_has_its_kind_and_retry() {
    let known = [
        ("ACCT_TEMP_UNAVAILABLE", Kind::ServerError, true),
        ("EMAIL_ADDRS_REQD", Kind::LoginRefused, false),
        ("INSUFFICIENT_PERMISSION", Kind::Permission, false),
        ("INVALID_ACCT", Kind::LoginRefused, false),
        ("INVALID_JOB_ID", Kind::Request, false),
        ("INVALID_LOGIN_CREDENTIALS", Kind::LoginRefused, false),
        ("INVALID_PAGE_INDEX", Kind::Request, false),
        ("INVALID_ROLE", Kind::LoginRefused, false),
        ("INVALID_WS_VERSION", Kind::Request, false),
        ("JOB_NOT_COMPLETE", Kind::Request, false),
        ("LOGIN_DISABLED", Kind::LoginRefused, false),
        ("MAX_RCRDS_EXCEEDED", Kind::Request, false),
        ("OI_FEATURE_REQD", Kind::Permission, false),
        ("OI_PERMISSION_REQD", Kind::Permission, false),
        ("PSWD_REQD", Kind::LoginRefused, false),
        ("ROLE_REQUIRED", Kind::LoginRefused, false),
        ("SESSION_TIMED_OUT", Kind::LoginRefused, true),
        ("UNSUPPORTED_WS_VERSION", Kind::Request, false),
        ("WS_CONCUR_SESSION_DISALLWD", Kind::ConcurrencyLimit, true),
        ("WS_FEATURE_REQD", Kind::Permission, false),
        ("WS_PERMISSION_REQD", Kind::Permission, false),
        ("WS_LOG_IN_REQD", Kind::LoginRefused, false),
        ("WS_REQUEST_BLOCKED", Kind::ConcurrencyLimit, true),
        // In statuses.
        ("INVALID_LOGIN", Kind::LoginRefused, false),
        ("INVALID_LOGIN_ATTEMPT", Kind::LoginRefused, false),
        ("INVALID_LOGIN_IP", Kind::LoginRefused, false),
        ("INVALID_SESSION", Kind::LoginRefused, true),
        ("DISALLWD_IP_ADDRESS", Kind::LoginRefused, false),
        ("USER_DISABLED", Kind::LoginRefused, false),
        ("CANT_LOGIN_WITH_OAUTH", Kind::LoginRefused, false),
        ("ACTIVE_ROLE_REQD", Kind::LoginRefused, false),
        ("INACTIVE_RCRD_FOR_ROLE", Kind::Permission, false),
        ("INSUFFICIENT_FLD_PERMISSION", Kind::Permission, false),
        ("PERMISSION_VIOLATION", Kind::Permission, false),
        ("FEATURE_DISABLED", Kind::Permission, false),
        ("FEATURE_UNAVAILABLE", Kind::Permission, false),
        ("ACCT_DISABLED", Kind::LoginRefused, false),
        ("ACCT_TEMP_DISABLED", Kind::LoginRefused, false),
        ("SSS_REQUEST_LIMIT_EXCEEDED", Kind::ConcurrencyLimit, true),
        ("SSS_TIME_LIMIT_EXCEEDED", Kind::Request, false),
        ("SSS_USAGE_LIMIT_EXCEEDED", Kind::Request, false),
        ("EXCEEDED_MAX_CONCUR_RQST", Kind::ConcurrencyLimit, true),
        ("TWO_FA_REQD", Kind::LoginRefused, false),
    ];
    for (code, kind, can_retry) in known {
        // Whatever the element, the message and its language.
        for message in ["", "Ein Fehler", "Invalid login attempt."] {
            for (status, body) in [
                (500, fault("unexpectedErrorFault", code, message)),
                (500, fault("asyncFault", code, message)),
                (200, self::status(code, message)),
            ] {
                let rejection = read(status, &[], body);
                assert_eq!(rejection.kind(), kind, "{code}");
                assert_eq!(rejection.can_retry(), can_retry, "{code}");
                assert_eq!(rejection.code(), Some(code));
            }
        }
    }
}

#[test]
fn each_fault_element_decides_without_a_code() {
    for (element, kind, can_retry) in [
        ("exceededRecordCountFault", Kind::Request, false),
        ("invalidVersionFault", Kind::Request, false),
        (
            "exceededConcurrentRequestLimitFault",
            Kind::ConcurrencyLimit,
            true,
        ),
        ("invalidSessionFault", Kind::LoginRefused, true),
        ("invalidAccountFault", Kind::LoginRefused, false),
        ("asyncFault", Kind::Request, false),
        ("invalidCredentialsFault", Kind::LoginRefused, false),
        ("insufficientPermissionFault", Kind::Permission, false),
        ("exceededRequestSizeFault", Kind::Request, false),
        ("exceededUsageLimitFault", Kind::Request, false),
        ("exceededRequestLimitFault", Kind::ConcurrencyLimit, true),
        ("unexpectedErrorFault", Kind::ServerError, true),
        ("otherFault", Kind::Unknown, false),
    ] {
        for element in [
            element.to_owned(),
            element[..1].to_uppercase() + &element[1..],
        ] {
            let rejection = read(500, &[], fault(&element, "", ""));
            assert_eq!(rejection.kind(), kind, "{element}");
            assert_eq!(rejection.can_retry(), can_retry, "{element}");
            assert!(format!("{rejection:#}").contains(&format!("\nfault: {element}\n")));
        }
        // In another language, the element of refused credentials and of anything does not.
        let translated = read(500, &[], fault(element, "USER_ERROR", "Ein Fehler")).kind();
        let is_vague = ["invalidCredentialsFault", "unexpectedErrorFault"].contains(&element);
        assert_eq!(
            translated,
            if is_vague { Kind::Unknown } else { kind },
            "{element}"
        );
    }
}

#[test]
fn a_fault_with_only_a_host_name_is_read_by_its_message() {
    for (message, kind) in [
        ("Invalid login attempt.", Kind::LoginRefused),
        ("Incorrect data center requested!", Kind::WrongDomain),
        ("Ambiguous authentication", Kind::MalformedHeader),
        (
            "SuiteTalk concurrent request limit exceeded. Request blocked.",
            Kind::ConcurrencyLimit,
        ),
        ("An unexpected error occurred", Kind::ServerError),
        ("org.xml.sax.SAXParseException: a", Kind::Unknown),
        ("Falsches Rechenzentrum", Kind::Unknown),
    ] {
        for status in [200, 500] {
            let rejection = read(status, &[], bare_fault(message));
            assert_eq!(rejection.kind(), kind, "{message}");
            assert_eq!(rejection.message(), Some(message));
        }
    }
}

#[test]
fn a_failed_status_is_a_rejection_and_a_successful_one_is_not() {
    let rejection = read(
        200,
        &[],
        status("RCRD_DSNT_EXIST", "That record does not exist."),
    );
    assert_eq!(rejection.kind(), Kind::Request);
    assert_eq!(rejection.code(), Some("RCRD_DSNT_EXIST"));
    assert_eq!(rejection.message(), Some("That record does not exist."));
    // The warning is not shown.
    assert!(!format!("{rejection:#}").contains("A warning"));
    assert_eq!(
        read(200, &[], status("USER_ERROR", "x")).kind(),
        Kind::Unknown
    );
    for success in ["\"true\"", "'true'", "\"1\""] {
        let body = status("USER_ERROR", "x").replace("'false'", success);
        assert_eq!(read_any(200, &[], body), None);
    }
    // The status itself is known by its attribute.
    let whole = status("RCRD_DSNT_EXIST", "x");
    let start = whole.find("<c:status isSuccess = ").unwrap();
    let end = whole.find("</c:writeResponse>").unwrap();
    let rejection = read(200, &[], &whole[start..end]);
    assert_eq!(rejection.code(), Some("RCRD_DSNT_EXIST"));
    // A record has codes and messages too.
    let record = "<s:Envelope><s:Body><c:status isSuccess=\"true\"></c:status><m:message>Invalid login attempt.</m:message><code>INVALID_LOGIN</code></s:Body></s:Envelope>";
    assert_eq!(read_any(200, &[], record), None);
    let failed = record.replace("\"true\"", "\"0\"");
    assert_eq!(read(200, &[], failed).code(), None);
}

#[test]
fn the_first_of_two_elements_in_a_fault_decides() {
    let first = fault("exceededRequestLimitFault", "", "");
    let element = "<platformFaults:invalidCredentialsFault/>";
    let both = first.replace("<ns1:hostname", &format!("{element}<ns1:hostname"));
    assert_eq!(read(500, &[], both).kind(), Kind::ConcurrencyLimit);
    let both = first.replace("<detail>", &format!("<detail>{element}"));
    assert_eq!(read(500, &[], both).kind(), Kind::LoginRefused);
}

#[test]
fn a_refused_passport_may_come_with_unexpected_error() {
    for message in ["An unexpected error occurred. Error ID: a", "Ein Fehler"] {
        let body = fault("invalidCredentialsFault", "UNEXPECTED_ERROR", message);
        let rejection = read(500, &[], body);
        assert_eq!(rejection.kind(), Kind::LoginRefused);
        assert!(!rejection.can_retry());
    }
}

#[test]
fn an_old_endpoint_does_not_know_token_passports() {
    let rejection = read(
        500,
        &[],
        fault("invalidVersionFault", "UNSUPPORTED_WS_VERSION", "a"),
    );
    assert_eq!(rejection.login_accepted(), None);
    assert!(format!("{rejection:#}").contains("2015.2 or later"));
}

#[test]
fn two_credentials_in_one_envelope_have_no_other_cause() {
    let rejection = read(500, &[], bare_fault("Ambiguous authentication"));
    assert_eq!(rejection.causes(), []);
    let report = format!("{rejection:#}");
    assert!(report.contains("send the TokenPassport alone"), "{report}");
}

#[test]
fn an_unavailable_account_may_be_a_locked_user() {
    let rejection = read(
        500,
        &[],
        fault("invalidAccountFault", "ACCT_TEMP_UNAVAILABLE", "a"),
    );
    assert_eq!(rejection.causes()[0].code(), AuditCode::TemporaryLocked);
    assert_eq!(rejection.causes().len(), 1);
    assert!(format!("{rejection:#}").contains("wait as long as the message says"));
}

#[test]
fn a_session_that_is_over_has_no_cause() {
    let rejection = read(
        500,
        &[],
        fault("invalidSessionFault", "SESSION_TIMED_OUT", "a"),
    );
    assert_eq!(rejection.causes(), []);
    assert!(format!("{rejection:#}").contains("with a new TokenPassport"));
}

#[test]
fn codes_that_leave_no_doubt_have_one_cause() {
    for (code, cause) in [
        ("INVALID_ACCT", AuditCode::ConsumerKeyUnknown),
        ("ACCT_TEMP_DISABLED", AuditCode::TemporaryLocked),
        ("ACTIVE_ROLE_REQD", AuditCode::PermissionDenied),
        ("CANT_LOGIN_WITH_OAUTH", AuditCode::PermissionDenied),
        ("INVALID_ROLE", AuditCode::PermissionDenied),
        ("LOGIN_DISABLED", AuditCode::PermissionDenied),
        ("ROLE_REQUIRED", AuditCode::PermissionDenied),
        ("USER_DISABLED", AuditCode::PermissionDenied),
        (
            "EMAIL_ADDRS_REQD",
            AuditCode::MissingTokenPassportRequiredFields,
        ),
        ("PSWD_REQD", AuditCode::MissingTokenPassportRequiredFields),
        (
            "WS_LOG_IN_REQD",
            AuditCode::MissingTokenPassportRequiredFields,
        ),
    ] {
        let rejection = read(500, &[], fault("invalidCredentialsFault", code, "a"));
        let causes: Vec<_> = rejection.causes().iter().map(Cause::code).collect();
        assert_eq!(causes, [cause], "{code}");
        let evidence = rejection.causes()[0].evidence();
        assert_eq!(
            evidence,
            Some(&*format!("the response has the code {code}"))
        );
    }
    for (code, words) in [
        ("INVALID_LOGIN_IP", "allow the IP address"),
        ("DISALLWD_IP_ADDRESS", "allow the IP address"),
        ("ACCT_DISABLED", "why the account is disabled"),
    ] {
        let rejection = read(500, &[], fault("invalidCredentialsFault", code, "a"));
        assert_eq!(rejection.causes(), [], "{code}");
        assert!(format!("{rejection:#}").contains(words), "{code}");
    }
}

/// A TokenPassport has no URL, no header and no version.
#[test]
fn advice_speaks_of_the_passport() {
    let signer = support::signer();
    for (code, message) in [
        ("USER_ERROR", "Invalid login attempt."),
        ("INVALID_LOGIN_CREDENTIALS", "a"),
        (
            "USER_ERROR",
            "The request could not be understood by the server due to malformed syntax.",
        ),
        ("USER_ERROR", "Ein Fehler"),
    ] {
        let rejection = read(500, &[], fault("invalidCredentialsFault", code, message));
        for rejection in [rejection.clone(), rejection.signed_by(&signer)] {
            let mut texts = vec![format!("{rejection:#}")];
            for cause in rejection.causes() {
                assert_ne!(cause.code(), AuditCode::VersionRejected);
                texts.push(format!("{cause} {}", cause.remedy()));
            }
            for text in texts {
                for word in ["the URL", "this URL", "header", "oauth_", "query"] {
                    assert!(!text.contains(word), "{word} in {text}");
                }
            }
            assert!(format!("{rejection:#}").contains("TokenPassport"));
        }
    }
}

/// SOAP 1.2 section 5.4.
#[test]
fn reads_faults_of_soap_1_2() {
    let fault = |text: &str| {
        format!(
            "<env:Envelope xmlns:env=\"http://www.w3.org/2003/05/soap-envelope\"><env:Body><env:Fault><env:Code><env:Value>env:Sender</env:Value></env:Code><env:Reason><env:Text xml:lang=\"en\">{text}</env:Text></env:Reason></env:Fault></env:Body></env:Envelope>"
        )
    };
    let refused = read(500, &[], fault("Invalid login attempt."));
    assert_eq!(refused.kind(), Kind::LoginRefused);
    assert_eq!(refused.message(), Some("Invalid login attempt."));
    assert_eq!(read(500, &[], fault("Out of order")).kind(), Kind::Unknown);
    // Outside a fault, the element is data.
    let data = "<r:Text>Invalid login attempt.</r:Text></s:Body>";
    let body = status("USER_ERROR", "x").replace("</s:Body>", data);
    assert_eq!(read(200, &[], body).kind(), Kind::Unknown);
}
