//! Logins to SuiteAnalytics Connect.

mod support;

use netsuite_oauth1::connect::{Settings, TokenPassword};
use netsuite_oauth1::{Nonce, Timestamp};
use proptest::prelude::*;
use time::Duration;

use crate::support::{assert_text, signer_with};

const HOST: &str = "1234567-sb1.connect.api.netsuite.com";
const PASSWORD: &str =
    "1234567_SB1&key&id&abcdef&7&OMuVioELU2fqpkvtThrFdeVUcnqTkCfo5srN4yVIGCI=&HMAC-SHA256";

/// Oracle's template is
/// <https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4406003916.html>. `UID`
/// and `PWD` are added to it.
#[test]
fn odbc_equals_oracles_template_with_user_and_password() {
    let login = settings().odbc(password());
    let expected = "DRIVER=NetSuite Drivers 64bit;Host=<ServiceHost>;Port=1708;Encrypted=1;\
         AllowSinglePacketLogout=1;Truststore=system;SDSN=NetSuite2.com;UID=TBA;\
         PWD=<token password>;CustomProperties=AccountID=<account>;RoleID=<role>";
    assert_eq!(login.as_str(), fill(expected, PASSWORD));
    assert_eq!(login.redacted(), fill(expected, "[hidden]"));
}

#[test]
fn odbc_on_linux_has_another_driver_and_trust_store() {
    let settings = settings()
        .with_odbc_driver(
            "NetSuite ODBC Drivers 8.1",
            "/opt/netsuite/odbcclient/cert/ca4.cer",
        )
        .unwrap();
    let expected = "DRIVER=NetSuite ODBC Drivers 8.1;Host=<ServiceHost>;Port=1708;Encrypted=1;\
         AllowSinglePacketLogout=1;Truststore=/opt/netsuite/odbcclient/cert/ca4.cer;\
         SDSN=NetSuite2.com;UID=TBA;PWD=<token password>;\
         CustomProperties=AccountID=<account>;RoleID=<role>";
    assert_eq!(settings.odbc(password()).as_str(), fill(expected, PASSWORD));
}

/// Oracle's template is
/// <https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4425615742.html>. User
/// and password are arguments of their own.
#[test]
fn jdbc_equals_oracles_template() {
    let url = settings().jdbc_url(&"1234567-sb1".parse().unwrap());
    let expected = "jdbc:ns://<ServiceHost>:1708;ServerDataSource=NetSuite2.com;Encrypted=1;\
         NegotiateSSLClose=false;CustomProperties=(AccountID=<account>;RoleID=<role>);";
    assert_eq!(url, fill(expected, ""));
    assert_eq!(password().as_str(), PASSWORD);
}

/// Oracle's template is
/// <https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4437990943.html>.
/// `UserID` and `Password` are added to it, in the quotation marks that Oracle demands.
#[test]
fn ado_net_equals_oracles_template_with_user_and_password() {
    let login = settings().ado_net(password());
    let expected = "Host=<ServiceHost>;Port=1708;EncryptionMethod=SSL;\
         ServerDataSource=NetSuite2.com;UserID=TBA;Password='<token password>';\
         CustomProperties='AccountID=<account>;RoleID=<role>';";
    assert_eq!(login.as_str(), fill(expected, PASSWORD));
    assert_eq!(login.redacted(), fill(expected, "[hidden]"));
}

#[test]
fn another_port_appears_in_every_string() {
    let settings = settings().with_port(1809);
    assert!(settings.odbc(password()).as_str().contains(";Port=1809;"));
    let url = settings.jdbc_url(&"1".parse().unwrap());
    assert!(url.contains(".com:1809;"));
    assert!(
        settings
            .ado_net(password())
            .as_str()
            .contains(";Port=1809;")
    );
}

#[test]
fn debug_hides_the_password() {
    let settings = settings();
    for shown in [
        format!("{:?}", password()),
        format!("{:?}", settings.odbc(password())),
        format!("{:?}", settings.ado_net(password())),
    ] {
        assert!(!shown.contains("OMuVioELU2fq"), "{shown}");
    }
    let odbc = settings.odbc(password());
    let expected = format!("ConnectionString({:?})", odbc.redacted());
    assert_eq!(format!("{odbc:?}"), expected);
}

#[test]
fn rejects_a_service_host_that_is_not_a_host_name() {
    assert_text(&Settings::new("", 1).unwrap_err(), "empty service host");
    for (host, found, at) in [
        ("https://h", "':'", 5),
        ("h:1708", "':'", 1),
        ("h;Port=1", "';'", 1),
        ("h h", "' '", 1),
        ("h\n", "'\\n'", 1),
        ("hé", "'é'", 1),
        ("h'", "'\\''", 1),
        ("<ServiceHost>", "'<'", 0),
    ] {
        assert_text(
            &Settings::new(host, 1).unwrap_err(),
            &format!("invalid character {found} at byte {at} of the service host"),
        );
    }
}

#[test]
fn rejects_a_driver_that_would_end_its_value() {
    let error = |driver: &str, truststore: &str| {
        settings().with_odbc_driver(driver, truststore).unwrap_err()
    };
    assert_text(&error("", "t"), "empty ODBC driver");
    assert_text(&error("d", ""), "empty trust store");
    for (value, found, at) in [
        ("d;UID=x", ";", 1),
        ("{d}", "{", 0),
        ("d}", "}", 1),
        ("d=", "=", 1),
        (" d", " ", 0),
        ("éd ", " ", 3),
        ("d\u{a0}", "\u{a0}", 1),
        ("d\0", "\0", 1),
        ("d'e", "'", 1),
        ("d\"e", "\"", 1),
        ("d[", "[", 1),
        ("(d", "(", 0),
    ] {
        let found: char = found.parse().unwrap();
        assert_text(
            &error(value, "t"),
            &format!("invalid character {found:?} at byte {at} of the ODBC driver"),
        );
        assert_text(
            &error("d", value),
            &format!("invalid character {found:?} at byte {at} of the trust store"),
        );
    }
    // Windows paths and other scripts are fine.
    let windows = settings().with_odbc_driver("NetSuite Treiber für 64 Bit", "C:\\ca 4.cer");
    assert!(windows.is_ok());
}

/// The base string consists of encoded values. The signature was computed with Python's `hmac`.
#[test]
fn values_are_encoded_in_the_password() {
    let signer = signer_with("k&y =é", "i%d");
    let password =
        signer.token_password_with(&Nonce::new("abcdef").unwrap(), Timestamp::from_unix(7));
    assert_eq!(
        password.as_str(),
        "1234567_SB1&k%26y%20%3D%C3%A9&i%25d&abcdef&7&p6Y+y7E3utY8M8LHBgnm07UaW7EZ3ocyzJWyE4wxqok=&HMAC-SHA256"
    );
}

#[test]
fn each_password_has_its_own_nonce_and_the_clock_offset() {
    let signer = signer_with("key", "id").with_clock_offset(Duration::days(-365));
    let year_ago = Timestamp::now().unix() - 365 * 24 * 60 * 60;
    let (first, second) = (signer.token_password(), signer.token_password());
    assert_ne!(first.as_str(), second.as_str());
    assert_eq!(first.user_name(), "TBA");
    let time: u64 = first.as_str().split('&').nth(4).unwrap().parse().unwrap();
    assert!(time.abs_diff(year_ago) < 60);
}

proptest! {
    #![proptest_config(support::random::config(256))]

    /// The password never ends its own value, whatever the credentials are.
    #[test]
    fn a_password_needs_no_escapes(key in "[^\\pC\\s]{1,20}", id in "[!-~]{1,20}") {
        let password = signer_with(&key, &id).token_password();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~%&+/=".contains(c);
        prop_assert!(password.as_str().chars().all(is_plain), "{}", password.as_str());
    }
}

/// Replaces the placeholders of Oracle's templates.
fn fill(template: &str, password: &str) -> String {
    template
        .replace("<ServiceHost>", HOST)
        .replace("<account>", "1234567_SB1")
        .replace("<role>", "1042")
        .replace("<token password>", password)
}

fn settings() -> Settings {
    Settings::new(HOST, 1042).unwrap()
}

fn password() -> TokenPassword {
    signer_with("key", "id")
        .token_password_with(&Nonce::new("abcdef").unwrap(), Timestamp::from_unix(7))
}
