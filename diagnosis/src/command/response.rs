use std::error::Error;
use std::io::{Write, stdout};
use std::process::ExitCode;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use netsuite_oauth1::Timestamp;
use netsuite_oauth1::rejection::Rejection;

use super::Outcome;
use super::arguments::Arguments;
use super::credentials;
use super::output::{print, quoted};

/// Explains a response. The exit code is 1 if it rejects the request.
pub(crate) fn report(arguments: &Arguments, text: &str) -> Outcome {
    let Response {
        status,
        headers,
        body,
    } = Response::read(text)?;
    let Some(rejection) = Rejection::from_parts(status, &headers, &body) else {
        if arguments.json {
            let status = status.as_u16();
            writeln!(stdout(), "{{\"rejected\":false,\"status\":{status}}}")?;
        } else {
            writeln!(stdout(), "The response does not reject the request.")?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    let mut rejection = rejection.with_clock(Timestamp::now());
    if let Some(account_id) = credentials::read_account_id(arguments)? {
        rejection = rejection.with_account_id(&account_id);
    }
    let report = format!("{rejection:#}");
    if arguments.json {
        let optional = |text: Option<&str>| text.map_or("null".to_owned(), quoted);
        writeln!(
            stdout(),
            "{{\"rejected\":true,\"status\":{},\"code\":{},\"message\":{},\"report\":{}}}",
            status.as_u16(),
            optional(rejection.code()),
            optional(rejection.message()),
            quoted(&report),
        )?;
    } else {
        print(&report)?;
    }
    Ok(ExitCode::from(1))
}

/// A response as `curl -i` prints it: a status line, headers, an empty line and the body.
struct Response {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Response {
    /// Reads the last response. A proxy, `100 Continue` or a redirect may cause others before it.
    fn read(text: &str) -> Result<Self, Box<dyn Error>> {
        let text = text.replace("\r\n", "\n");
        let (mut head, mut body) = ("", &*text);
        while body.starts_with("HTTP/") {
            (head, body) = body.split_once("\n\n").unwrap_or((body, ""));
        }
        let mut lines = head.lines();
        let Some(status) = lines.next() else {
            let expected =
                "no status line: expected the output of `curl -i`, beginning with `HTTP/`";
            return Err(expected.into());
        };
        let code = status.split(' ').nth(1).unwrap_or_default();
        let status = code.parse().map_err(
            |_| "invalid status line: expected a status code, as in `HTTP/1.1 401 Unauthorized`",
        )?;
        let mut headers = HeaderMap::new();
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            if let (Ok(name), Ok(value)) = (
                name.parse::<HeaderName>(),
                HeaderValue::from_str(value.trim()),
            ) {
                headers.append(name, value);
            }
        }
        Ok(Self {
            status,
            headers,
            body: body.to_owned(),
        })
    }
}
