//! Signs a request and prints its `Authorization` header. `--help` describes the arguments.

mod command;
mod environment;
mod oracle;

use std::error::Error;
use std::process::ExitCode;

use http::{Method, Uri};
use netsuite_oauth1::{Nonce, Signer, Timestamp};

const HELP: &str = r#"
Signs a request and prints its `Authorization` header.

Without arguments it signs the example in Oracle's help, explains each step, and compares the
signature with the published one:

    cargo run --example sign_request

With a method and a URL, it signs that request with your credentials and prints only the header's
value. The header is valid once, for this request, within five minutes:

    export NETSUITE_ACCOUNT_ID=… NETSUITE_CONSUMER_KEY=… NETSUITE_CONSUMER_SECRET=…
    export NETSUITE_TOKEN_ID=… NETSUITE_TOKEN_SECRET=…
    url=https://1234567.restlets.api.netsuite.com/rest/tokeninfo
    curl -g --path-as-is -H "Authorization: $(cargo run -q --example sign_request -- GET "$url")" "$url"

`-g` and `--path-as-is` make curl send the URL unchanged.
"#;

fn main() -> ExitCode {
    command::run(HELP.trim_start(), |arguments| match arguments {
        [] => {
            environment::warn_if_set("pass a method and a URL to use them");
            sign_oracles_example()
        }
        [method, url] if !method.starts_with('-') => sign(method, url),
        _ => Err(command::unexpected(
            arguments,
            "none, or a method and a URL",
        )),
    })
}

fn sign(method: &str, url: &str) -> Result<String, Box<dyn Error>> {
    let signer = Signer::new(environment::credentials()?);
    let method: Method = method
        .parse()
        .map_err(|_| command::usage_error(format!("invalid method {method:?}")))?;
    if !url.is_ascii() {
        return Err(command::usage_error(
            "URL with non-ASCII characters: expected them percent-encoded",
        ));
    }
    // A `Url` would normalize the text, but curl sends it unchanged.
    let uri: Uri = url
        .parse()
        .map_err(|error| command::usage_error(format!("URL: {error}")))?;
    let authorization = signer.authorize(&method, &uri)?;
    Ok(authorization.as_str().to_owned())
}

/// The GET request in
/// <https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_1534941088.html>.
fn sign_oracles_example() -> Result<String, Box<dyn Error>> {
    let signer = Signer::new(oracle::credentials()?);
    let uri = Uri::from_static(
        "https://123456.suitetalk.api.netsuite.com/services/rest/record/v1/employee/40",
    );
    let nonce = Nonce::new("fjaLirsIcCGVZWzBX0pg")?;
    let timestamp = Timestamp::from_unix(1_508_242_306);
    let published = "B5OIWznZ2YP0OB7VrJrGkYsTh+8H+5T9Hag+o92q0zY=";

    let authorization = signer.authorize_with(&Method::GET, &uri, &nonce, timestamp)?;
    let explanation = signer.explain(&Method::GET, &uri, &nonce, timestamp)?;
    if authorization.signature() != published {
        return Err(format!("different signature: expected {published}").into());
    }
    Ok(format!(
        "Authorization: {}\n\n{explanation}\n\nThe signature matches Oracle's published one: {published}",
        authorization.as_str()
    ))
}
