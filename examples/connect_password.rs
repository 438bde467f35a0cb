//! Prints connection strings for SuiteAnalytics Connect. `--help` describes the arguments.

mod command;
mod environment;

use std::error::Error;
use std::process::ExitCode;

use netsuite_oauth1::connect::{Settings, TokenPassword};
use netsuite_oauth1::{Consumer, Credentials, Nonce, Signer, Timestamp, Token};

const HELP: &str = r"
Prints connection strings for SuiteAnalytics Connect: ODBC, JDBC and ADO.NET.

Without arguments it creates the token password of the example in Oracle's help, and compares it
with the published one:

    cargo run --example connect_password

With a host and a role, it uses your credentials. The host is the Service Host on the driver
download page, and the role is the internal id of the token's role. The passwords are hidden unless
you pass `--show-passwords`. Each one is valid for one login within five minutes:

    export NETSUITE_ACCOUNT_ID=… NETSUITE_CONSUMER_KEY=… NETSUITE_CONSUMER_SECRET=…
    export NETSUITE_TOKEN_ID=… NETSUITE_TOKEN_SECRET=…
    cargo run -q --example connect_password -- 1234567.connect.api.netsuite.com 1042
    cargo run -q --example connect_password -- --show-passwords 1234567.connect.api.netsuite.com 1042
";

fn main() -> ExitCode {
    command::run(HELP.trim_start(), |arguments| {
        let (options, others): (Vec<&str>, Vec<&str>) = arguments
            .iter()
            .copied()
            .partition(|argument| argument.starts_with('-'));
        match (&options[..], &others[..]) {
            ([], []) => {
                environment::warn_if_set("pass a service host and a role id to use them");
                make_oracles_example()
            }
            (["--show-passwords"], [host, role]) => strings(host, role, true),
            ([], [host, role]) => {
                let strings = strings(host, role, false)?;
                eprintln!("note: the passwords are hidden: pass --show-passwords to print them");
                Ok(strings)
            }
            _ => Err(command::unexpected(
                arguments,
                "none, or a service host and a role id, and --show-passwords to print passwords",
            )),
        }
    })
}

fn strings(host: &str, role: &str, with_passwords: bool) -> Result<String, Box<dyn Error>> {
    let role = role.parse().map_err(|_| {
        command::usage_error(format!("invalid role id {role:?}: expected a number"))
    })?;
    let settings = Settings::new(host, role)?;
    let signer = Signer::new(environment::credentials()?);
    // Three logins need three passwords.
    let odbc = settings.odbc(signer.token_password());
    let ado_net = settings.ado_net(signer.token_password());
    let jdbc = signer.token_password();
    let [odbc, secret, ado_net] = if with_passwords {
        [odbc.as_str(), jdbc.as_str(), ado_net.as_str()]
    } else {
        [odbc.redacted(), "[hidden]", ado_net.redacted()]
    };
    let (url, user) = (settings.jdbc_url(signer.account_id()), jdbc.user_name());
    Ok(format!(
        "ODBC\n{odbc}\n\nJDBC\n{url}\nuser: {user}\npassword: {secret}\n\nADO.NET\n{ado_net}"
    ))
}

/// The password in
/// <https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/article_163240164565.html>.
fn make_oracles_example() -> Result<String, Box<dyn Error>> {
    let signer = Signer::new(Credentials::new(
        "1234567".parse()?,
        Consumer::new(
            "71cc02b731f05895561ef0862d71553a3ac99498a947c3b7beaf4a1e4a29f7c4",
            "7278da58caf07f5c336301a601203d10a58e948efa280f0618e25fcee1ef2abd",
        )?,
        Token::new(
            "89e08d9767c5ac85b374415725567d05b54ecf0960ad2470894a52f741020d82",
            "060cd9ab3ffbbe1e3d3918e90165ffd37ab12acc76b4691046e2d29c7d7674c2",
        )?,
    ));
    let published = "1234567&71cc02b731f05895561ef0862d71553a3ac99498a947c3b7beaf4a1e4a29f7c4\
        &89e08d9767c5ac85b374415725567d05b54ecf0960ad2470894a52f741020d82&6obMKq0tmY8ylVOdEkA1&1439829974\
        &FCghIZqXNetuZY8ILWOFH0ucdfzQOmAuL+q+kF21zPs=&HMAC-SHA256";

    let nonce = Nonce::new("6obMKq0tmY8ylVOdEkA1")?;
    let password: TokenPassword =
        signer.token_password_with(&nonce, Timestamp::from_unix(1_439_829_974));
    if password.as_str() != published {
        return Err(format!("different password: expected {published}").into());
    }
    Ok(format!(
        "user name: {}\npassword: {published}\n\nThe password matches Oracle's published one.",
        password.user_name()
    ))
}
