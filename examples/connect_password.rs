//! Prints the user name and a token password for SuiteAnalytics Connect (ODBC, JDBC, ADO.NET).
//!
//! Without credentials it makes the password of Oracle's help and compares it with the one that Oracle published:
//!
//! ```sh
//! cargo run --example connect_password
//! ```
//!
//! With `NETSUITE_ACCOUNT_ID`, `NETSUITE_CONSUMER_KEY`, `NETSUITE_CONSUMER_SECRET`, `NETSUITE_TOKEN_ID` and
//! `NETSUITE_TOKEN_SECRET` in the environment it prints one for that account, good for one login within five minutes:
//!
//! ```sh
//! cargo run -q --example connect_password
//! ```

mod environment;

use std::error::Error;
use std::process::ExitCode;

use netsuite_oauth1::{Consumer, Credentials, Nonce, Signer, Timestamp, Token};

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
    let password = signer.token_password();
    println!(
        "user name: {}\npassword: {}",
        password.user_name(),
        password.as_str()
    );
    Ok(())
}

/// The example of docs.oracle.com, NetSuite help, `article_163240164565`.
fn print_oracles() -> Result<(), Box<dyn Error>> {
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
    let nonce = Nonce::new("6obMKq0tmY8ylVOdEkA1")?;
    let password = signer.token_password_with(&nonce, Timestamp::from_unix(1_439_829_974));
    println!(
        "user name: {}\npassword: {}\n",
        password.user_name(),
        password.as_str()
    );
    let published = "1234567&71cc02b731f05895561ef0862d71553a3ac99498a947c3b7beaf4a1e4a29f7c4\
        &89e08d9767c5ac85b374415725567d05b54ecf0960ad2470894a52f741020d82&6obMKq0tmY8ylVOdEkA1&1439829974\
        &FCghIZqXNetuZY8ILWOFH0ucdfzQOmAuL+q+kF21zPs=&HMAC-SHA256";
    if password.as_str() != published {
        return Err(format!("Oracle published {published}").into());
    }
    println!("The password is the one that Oracle published.");
    Ok(())
}
