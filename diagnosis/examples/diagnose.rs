//! Says why a request was refused, whichever client has signed it.
//!
//! Without arguments it walks through three refused headers of three clients:
//!
//! ```sh
//! cargo run --example diagnose
//! ```
//!
//! With a method, a URL and the value of the `Authorization` header (and the body, where it may have been signed) it looks for the
//! mistake that the client has made, with the credentials in five environment variables:
//!
//! ```sh
//! export NETSUITE_ACCOUNT_ID=… NETSUITE_CONSUMER_KEY=… NETSUITE_CONSUMER_SECRET=… NETSUITE_TOKEN_ID=… NETSUITE_TOKEN_SECRET=…
//! cargo run -q --example diagnose -- GET "$url" "$authorization"
//! ```
//!
//! With `-` it reads a response from standard input, as `curl -i` prints it, or the body of a 401 alone. With `NETSUITE_ACCOUNT_ID` it
//! compares the realm, and it holds the response's `Date` against this machine's clock, so give it a response that has just come:
//!
//! ```sh
//! curl -i -H "Authorization: $authorization" "$url" | cargo run -q --example diagnose -- -
//! ```

mod environment;
mod oracle;

use std::env;
use std::error::Error;
use std::io::{Read, Write, stdin, stdout};
use std::process::ExitCode;

use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use netsuite_oauth1::rejection::Rejection;
use netsuite_oauth1::{Credentials, Timestamp};
use netsuite_oauth1_diagnosis::Diagnosis;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let printed = match *arguments.as_slice() {
        [] => walk_through(),
        ["-"] => read_response(),
        [method, url, authorization] => diagnose(method, url, authorization, ""),
        [method, url, authorization, body] => diagnose(method, url, authorization, body),
        _ => Err(
            "expected no arguments, `-`, or a method, a URL, a header's value and perhaps a body"
                .into(),
        ),
    };
    match printed {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn diagnose(
    method: &str,
    url: &str,
    authorization: &str,
    body: &str,
) -> Result<(), Box<dyn Error>> {
    let credentials = environment::credentials()?;
    print(&credentials, method, url, authorization, body)
}

fn print(
    credentials: &Credentials,
    method: &str,
    url: &str,
    authorization: &str,
    body: &str,
) -> Result<(), Box<dyn Error>> {
    let method: Method = method
        .parse()
        // The text may be a header, in the wrong place.
        .map_err(
            |_| "the first argument is not a method: give method, URL and header, in this order",
        )?;
    // A `Uri` is the text as it was sent; a `Url` would tidy it up first.
    let uri: Uri = url
        .parse()
        .map_err(|error| format!("the URL cannot be read: {error}"))?;
    let diagnosis = Diagnosis::new(credentials, &method, &uri, authorization, body.as_bytes());
    writeln!(stdout(), "{diagnosis}")?;
    Ok(())
}

/// Reads what `curl -i` prints: a status line, headers, an empty line and the body.
fn read_response() -> Result<(), Box<dyn Error>> {
    let mut text = Vec::new();
    stdin().read_to_end(&mut text)?;
    let text = String::from_utf8_lossy(&text).replace("\r\n", "\n");
    let (mut head, mut body) = ("", &*text);
    // A proxy's answer, a `100 Continue` or a redirect may stand before the one that counts.
    while body.starts_with("HTTP/") {
        (head, body) = body.split_once("\n\n").unwrap_or((body, ""));
    }
    let mut lines = head.lines();
    let status = if let Some(line) = lines.next() {
        let code = line.split(' ').nth(1).unwrap_or_default();
        code.parse()
            .map_err(|_| "the status line has no code, as in `HTTP/1.1 401 Unauthorized`")?
    } else {
        writeln!(
            stdout(),
            "There is no status line: this is taken for the body of a 401."
        )?;
        StatusCode::UNAUTHORIZED
    };
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        if let (Ok(name), Ok(value)) = (
            name.parse::<HeaderName>(),
            HeaderValue::from_str(value.trim()),
        ) {
            headers.append(name, value);
        }
    }
    let Some(rejection) = Rejection::from_parts(status, &headers, body) else {
        writeln!(stdout(), "The response refuses nothing.")?;
        return Ok(());
    };
    let mut rejection = rejection.with_clock(Timestamp::now());
    if environment::is_set() {
        let account_id = environment::variable("NETSUITE_ACCOUNT_ID")?.parse()?;
        rejection = rejection.with_account_id(&account_id);
    }
    writeln!(stdout(), "{rejection:#}")?;
    Ok(())
}

/// Three clients with the credentials, the nonce and the time of Oracle's page `section_1534941088`. The signatures were made with
/// Python, by oauthlib 3.2.2 and, for the other two, by `hmac`, `base64` and `urllib.parse.quote` in their place.
fn walk_through() -> Result<(), Box<dyn Error>> {
    let credentials = oracle::credentials()?;
    for (client, method, url, authorization) in REFUSED {
        writeln!(
            stdout(),
            "{client}\n{method} {url}\nAuthorization: {authorization}"
        )?;
        print(&credentials, method, url, authorization, "")?;
        writeln!(stdout())?;
    }
    Ok(())
}

/// Client, method, URL and header.
const REFUSED: [(&str, &str, &str, &str); 3] = [
    (
        "1. Python's oauthlib, whose default is HMAC-SHA1",
        "GET",
        "https://123456.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=6&deploy=1",
        "OAuth realm=\"123456\", oauth_nonce=\"fjaLirsIcCGVZWzBX0pg\", oauth_timestamp=\"1508242306\", \
        oauth_version=\"1.0\", oauth_signature_method=\"HMAC-SHA1\", \
        oauth_consumer_key=\"ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4\", \
        oauth_token=\"2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc\", \
        oauth_signature=\"k9Mwo51AtF%2Fu1%2FRebtK0U6oN604%3D\"",
    ),
    (
        "2. A Python script that encodes with `quote(text)`",
        "POST",
        "https://123456.suitetalk.api.netsuite.com/services/rest/query/v1/suiteql?limit=1000&offset=0",
        "OAuth realm=\"123456\", \
        oauth_consumer_key=\"ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4\", \
        oauth_token=\"2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc\", \
        oauth_nonce=\"fjaLirsIcCGVZWzBX0pg\", oauth_timestamp=\"1508242306\", \
        oauth_signature_method=\"HMAC-SHA256\", oauth_version=\"1.0\", \
        oauth_signature=\"HLDLqa11mFRGchILyiUCusirMnJmBIIGZGRZSlRfNys%3D\"",
    ),
    (
        "3. The Ruby of github.com/NetSweet/netsuite/issues/557: no quotes, and the token's id in the key",
        "POST",
        "https://123456.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=6&deploy=1",
        "OAuth realm=123456,\
        oauth_consumer_key=ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4,\
        oauth_token=2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc,\
        oauth_nonce=fjaLirsIcCGVZWzBX0pg,oauth_timestamp=1508242306,\
        oauth_signature_method=HMAC-SHA256,oauth_version=1.0,\
        oauth_signature=VANydLiAr5gkq7HV0ROxQAS%2BlxLljplSVsrDdo%2Bg0OI%3D",
    ),
];
