//! Prints a SOAP request with its `tokenPassport`.
//!
//! Without credentials it makes the passport of Oracle's help and compares the signature with the one that Oracle published:
//!
//! ```sh
//! cargo run --example token_passport
//! ```
//!
//! With `NETSUITE_ACCOUNT_ID`, `NETSUITE_CONSUMER_KEY`, `NETSUITE_CONSUMER_SECRET`, `NETSUITE_TOKEN_ID` and
//! `NETSUITE_TOKEN_SECRET` in the environment it prints a request that asks for the server's time, good for one call:
//!
//! ```sh
//! url=https://1234567.suitetalk.api.netsuite.com/services/NetSuitePort_2025_2
//! cargo run -q --example token_passport | curl -H 'SOAPAction: getServerTime' -H 'Content-Type: text/xml' -d @- "$url"
//! ```

mod environment;
mod oracle;

use std::error::Error;
use std::process::ExitCode;

use netsuite_oauth1::token_passport::{self, TokenPassport};
use netsuite_oauth1::{Nonce, Signer, Timestamp};

const VERSION: &str = "2025_2";

fn main() -> ExitCode {
    let printed = if environment::is_set() {
        print_own()
    } else {
        print_oracles()
    };
    match printed {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn print_own() -> Result<(), Box<dyn Error>> {
    let signer = Signer::new(environment::credentials()?);
    println!("{}", envelope(signer.token_passport())?);
    Ok(())
}

/// The example of docs.oracle.com, NetSuite help, `section_1534941088`.
fn print_oracles() -> Result<(), Box<dyn Error>> {
    let signer = Signer::new(oracle::credentials()?);
    let nonce = Nonce::new("fjaLirsIcCGVZWzBX0pg")?;
    let passport = signer.token_passport_with(&nonce, Timestamp::from_unix(1_508_242_306));
    let published = "tIcC5zyKUmycB5Ml/cNxOHDusw03Y5KPQiXVNUHHp4U=";
    let is_published = passport.signature() == published;
    println!("{}\n", envelope(passport)?);
    if !is_published {
        return Err(format!("Oracle published the signature {published}").into());
    }
    println!("The signature is the one that Oracle published: {published}");
    Ok(())
}

/// Puts the passport into a request for the server's time.
fn envelope(passport: TokenPassport) -> Result<String, token_passport::Error> {
    Ok(format!(
        r#"<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
<soap:Header>
{}
</soap:Header>
<soap:Body>
<getServerTime xmlns="urn:messages_{VERSION}.platform.webservices.netsuite.com"/>
</soap:Body>
</soap:Envelope>"#,
        passport.into_xml(VERSION)?
    ))
}
