//! Prints a SOAP request with a `tokenPassport`. `--help` describes the arguments.

mod command;
mod environment;
mod oracle;

use std::error::Error;
use std::process::ExitCode;

use netsuite_oauth1::token_passport::{self, TokenPassport};
use netsuite_oauth1::{Nonce, Signer, Timestamp};

const HELP: &str = r#"
Prints a SOAP request with a `tokenPassport`.

Without arguments it creates the passport of the example in Oracle's help, and compares the
signature with the published one:

    cargo run --example token_passport

With an endpoint version, it prints a request for the server's time, with a passport from your
credentials. The passport is valid once, within five minutes:

    export NETSUITE_ACCOUNT_ID=… NETSUITE_CONSUMER_KEY=… NETSUITE_CONSUMER_SECRET=…
    export NETSUITE_TOKEN_ID=… NETSUITE_TOKEN_SECRET=…
    url=https://1234567.suitetalk.api.netsuite.com/services/NetSuitePort_2025_2
    cargo run -q --example token_passport -- 2025_2 |
        curl -H 'SOAPAction: getServerTime' -H 'Content-Type: text/xml' -d @- "$url"
"#;

fn main() -> ExitCode {
    command::run(HELP.trim_start(), |arguments| match arguments {
        [] => {
            environment::warn_if_set("pass an endpoint version such as 2025_2 to use them");
            make_oracles_example()
        }
        [version] if !version.starts_with('-') => {
            let signer = Signer::new(environment::credentials()?);
            Ok(envelope(signer.token_passport(), version)?)
        }
        _ => Err(command::unexpected(
            arguments,
            "none, or an endpoint version such as 2025_2",
        )),
    })
}

/// The passport in
/// <https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_1534941088.html>.
fn make_oracles_example() -> Result<String, Box<dyn Error>> {
    let signer = Signer::new(oracle::credentials()?);
    let nonce = Nonce::new("fjaLirsIcCGVZWzBX0pg")?;
    let passport = signer.token_passport_with(&nonce, Timestamp::from_unix(1_508_242_306));
    let published = "tIcC5zyKUmycB5Ml/cNxOHDusw03Y5KPQiXVNUHHp4U=";
    if passport.signature != published {
        return Err(format!("different signature: expected {published}").into());
    }
    Ok(format!(
        "{}\n\nThe signature matches Oracle's published one: {published}",
        envelope(passport, "2025_2")?
    ))
}

/// Returns a request for the server's time with the passport.
fn envelope(passport: TokenPassport, version: &str) -> Result<String, token_passport::Error> {
    let header = passport.into_xml(version)?;
    Ok(format!(
        r#"<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
<soap:Header>
{header}
</soap:Header>
<soap:Body>
<getServerTime xmlns="urn:messages_{version}.platform.webservices.netsuite.com"/>
</soap:Body>
</soap:Envelope>"#
    ))
}
