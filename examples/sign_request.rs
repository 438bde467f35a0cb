//! Signs a request and prints its `Authorization` header.
//!
//! Without arguments it signs the example of Oracle's help, explains each step and compares the signature with the one that
//! Oracle published:
//!
//! ```sh
//! cargo run --example sign_request
//! ```
//!
//! With a method and a URL it signs that request with the credentials in five environment variables and prints just the
//! header's value:
//!
//! ```sh
//! export NETSUITE_ACCOUNT_ID=… NETSUITE_CONSUMER_KEY=… NETSUITE_CONSUMER_SECRET=… NETSUITE_TOKEN_ID=… NETSUITE_TOKEN_SECRET=…
//! url=https://1234567.restlets.api.netsuite.com/rest/tokeninfo
//! curl -g --path-as-is -H "Authorization: $(cargo run -q --example sign_request -- GET "$url")" "$url"
//! ```
//!
//! With `-g` and `--path-as-is` curl sends the URL as it is, braces, brackets and dots in the path included.

mod environment;
mod oracle;

use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use http::{Method, Uri};
use netsuite_oauth1::{Nonce, Signer, Timestamp};

fn main() -> ExitCode {
    let arguments: Result<Vec<String>, _> =
        env::args_os().skip(1).map(OsString::into_string).collect();
    let printed = match arguments.as_deref() {
        Ok([]) => sign_oracles_example(),
        Ok([method, url]) => sign(method, url),
        Ok(_) => Err("expected no arguments, or a method and a URL".into()),
        Err(argument) => {
            Err(format!("an argument is not UTF-8: {:?}", argument.to_string_lossy()).into())
        }
    };
    match printed {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn sign(method: &str, url: &str) -> Result<(), Box<dyn Error>> {
    let signer = Signer::new(environment::credentials()?);
    let method: Method = method
        .parse()
        .map_err(|_| format!("{method:?} is not a method"))?;
    if !url.is_ascii() {
        return Err(
            "the URL is not ASCII: escape its other characters, which curl may send otherwise"
                .into(),
        );
    }
    // A `Uri` is the text as it is; a `Url` would tidy it up first.
    let uri: Uri = url
        .parse()
        .map_err(|error| format!("the URL cannot be read: {error}"))?;
    let authorization = signer.authorize(&method, &uri)?;
    writeln!(io::stdout(), "{}", authorization.as_str())?;
    Ok(())
}

/// The GET of docs.oracle.com, NetSuite help, `section_1534941088`.
fn sign_oracles_example() -> Result<(), Box<dyn Error>> {
    let signer = Signer::new(oracle::credentials()?);
    let uri = Uri::from_static(
        "https://123456.suitetalk.api.netsuite.com/services/rest/record/v1/employee/40",
    );
    let nonce = Nonce::new("fjaLirsIcCGVZWzBX0pg")?;
    let timestamp = Timestamp::from_unix(1_508_242_306);
    let published = "B5OIWznZ2YP0OB7VrJrGkYsTh+8H+5T9Hag+o92q0zY=";

    let authorization = signer.authorize_with(&Method::GET, &uri, &nonce, timestamp)?;
    println!("Authorization: {}\n", authorization.as_str());
    println!(
        "{}\n",
        signer.explain(&Method::GET, &uri, &nonce, timestamp)?
    );
    if authorization.signature() != published {
        return Err(format!("Oracle published the signature {published}").into());
    }
    println!("The signature is the one that Oracle published: {published}");
    Ok(())
}
