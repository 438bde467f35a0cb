//! Input: a service host, a role, an ODBC driver, a trust store and four credentials, one per line.
//!
//! Each connection string has exactly its own settings, and the redacted forms have no password.

use netsuite_oauth1::connect::Settings;
use netsuite_oauth1::{Consumer, Credentials, Signer, Token};

use super::lines;

pub(crate) fn check(input: &[u8]) {
    let [host, role, driver, truststore, secrets @ ..] = lines::<8>(input).map(str::from_utf8);
    let [Ok(key), Ok(consumer_secret), Ok(id), Ok(token_secret)] = secrets else {
        return;
    };
    let (Ok(host), Ok(Ok(role)), Ok(driver), Ok(truststore)) =
        (host, role.map(str::parse), driver, truststore)
    else {
        return;
    };
    let (Ok(consumer), Ok(token)) = (
        Consumer::new(key, consumer_secret),
        Token::new(id, token_secret),
    ) else {
        return;
    };
    let Ok(settings) = Settings::new(host, role) else {
        return;
    };
    let Ok(settings) = settings.with_odbc_driver(driver, truststore) else {
        return;
    };
    let account_id = "1234567_SB1".parse().unwrap();
    let signer = Signer::new(Credentials::new(account_id, consumer, token));

    let role = format!("RoleID={role}");
    let odbc = settings.odbc(signer.token_password());
    let [.., account, last] = settings_of::<11>(odbc.as_str());
    assert_eq!(
        (account, last),
        ("CustomProperties=AccountID=1234567_SB1", &*role)
    );
    assert!(
        odbc.as_str()
            .starts_with(&format!("DRIVER={driver};Host={host};Port=1708;"))
    );

    let jdbc = settings.jdbc_url(signer.account_id());
    let [url, .., last, end] = settings_of::<7>(&jdbc);
    assert_eq!(
        (url, last, end),
        (&*format!("jdbc:ns://{host}:1708"), &*format!("{role})"), "")
    );

    let ado_net = settings.ado_net(signer.token_password());
    let [.., last, end] = settings_of::<9>(ado_net.as_str());
    assert_eq!((last, end), (&*format!("{role}'"), ""));
    assert_eq!(ado_net.as_str().matches('\'').count(), 4);

    let hidden =
        [odbc.redacted(), ado_net.redacted(), &jdbc].concat() + &format!("{odbc:?} {ado_net:?}");
    // Every token password ends with this.
    let end = "&HMAC-SHA256";
    assert!(signer.token_password().as_str().ends_with(end));
    assert!(odbc.as_str().contains(end) && ado_net.as_str().contains(end));
    assert!(
        driver.contains(end) || truststore.contains(end) || !hidden.contains(end),
        "{hidden}"
    );
}

/// Splits a connection string into its settings. Panics unless there are `N`.
fn settings_of<const N: usize>(text: &str) -> [&str; N] {
    let settings: Vec<&str> = text.split(';').collect();
    settings.try_into().unwrap()
}
