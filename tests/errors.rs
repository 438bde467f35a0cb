//! The message of every error of signing, from the calls that return it.

mod support;

use std::time::{Duration, UNIX_EPOCH};

use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use netsuite_oauth1::{BaseString, Error, Nonce, Timestamp};
use time::OffsetDateTime;
use url::Url;

use crate::support::{assert_text, signer};

/// Returns the error of a URL, after checking that everything that signs returns the same one.
#[track_caller]
fn url_error(text: &str) -> Error {
    let signer = signer();
    let (nonce, timestamp) = (Nonce::random(), Timestamp::now());
    let mut errors = Vec::new();
    if let Ok(uri) = text.parse::<Uri>() {
        errors.push(signer.authorize(&Method::GET, &uri).unwrap_err());
        errors.push(
            signer
                .authorize_with(&Method::GET, &uri, &nonce, timestamp)
                .unwrap_err(),
        );
        errors.push(signer.endpoint(&Method::GET, &uri).unwrap_err());
        errors.push(
            signer
                .explain(&Method::GET, &uri, &nonce, timestamp)
                .unwrap_err(),
        );
        let mut request = Request::get(&uri).body(()).unwrap();
        let headers = request.headers_mut();
        headers.insert("authorization", HeaderValue::from_static("Basic old"));
        headers.append("authorization", HeaderValue::from_static("Basic older"));
        let before = headers.clone();
        errors.push(signer.sign(&mut request).unwrap_err());
        assert_eq!(*request.headers(), before, "the request is untouched");
    }
    if let Ok(url) = text.parse::<Url>() {
        errors.push(signer.authorize(&Method::GET, &url).unwrap_err());
        errors.push(signer.endpoint(&Method::GET, &url).unwrap_err());
        errors.push(
            signer
                .explain(&Method::GET, &url, &nonce, timestamp)
                .unwrap_err(),
        );
    }
    let first = errors.pop().unwrap();
    assert!(
        errors.iter().all(|error| *error == first),
        "{first:?} and {errors:?}"
    );
    first
}

#[test]
fn rejects_a_nonce_that_netsuite_does_not_accept() {
    for nonce in ["", "abcde", &"a".repeat(65), "abc-def", "abcdé\"", "abcde٣"] {
        assert_text(
            &Nonce::new(nonce).unwrap_err(),
            "invalid nonce: expected 6 to 64 ASCII letters and digits",
        );
    }
}

#[test]
fn rejects_a_timestamp_that_is_not_a_number_of_seconds() {
    for text in [
        "",
        "+1",
        "-1",
        " 1",
        "1.5",
        "1e9",
        "\u{0661}",
        "18446744073709551616",
    ] {
        assert_text(
            &text.parse::<Timestamp>().unwrap_err(),
            "invalid timestamp: expected whole seconds in decimal digits, at most 18446744073709551615",
        );
    }
}

#[test]
fn rejects_a_time_out_of_range() {
    let before_1970 = OffsetDateTime::UNIX_EPOCH - time::Duration::SECOND;
    assert_text(
        &Timestamp::try_from(before_1970).unwrap_err(),
        "time -1 (Unix seconds) out of range: expected 0 to 253402300799",
    );
    // Like a date, a system time is rounded down to a whole second.
    for (nanoseconds, unix) in [(1, -1), (1_000_000_000, -1), (1_000_000_001, -2)] {
        let before_1970 = UNIX_EPOCH - Duration::from_nanos(nanoseconds);
        assert_text(
            &Timestamp::try_from(before_1970).unwrap_err(),
            &format!("time {unix} (Unix seconds) out of range: expected 0 to 253402300799"),
        );
    }
    let last = OffsetDateTime::try_from(Timestamp::from_unix(253_402_300_799)).unwrap();
    assert_eq!(last.year(), 9999);
    for unix in [253_402_300_800, u64::MAX] {
        assert_text(
            &OffsetDateTime::try_from(Timestamp::from_unix(unix)).unwrap_err(),
            &format!("time {unix} (Unix seconds) out of range: expected 0 to 253402300799"),
        );
    }
}

#[test]
fn rejects_a_url_without_a_host() {
    for text in [
        "/restlet.nl?script=1",
        "*",
        "http://:80/",
        "file:///etc/passwd",
        // A user name without a scheme before it.
        "hunter2:password@h.example/p",
    ] {
        assert_text(
            &url_error(text),
            "no host in the URL: expected an absolute URL",
        );
    }
}

#[test]
fn rejects_another_scheme_than_http_and_https() {
    for (text, scheme) in [("ftp://h/", "ftp"), ("wss://h/", "wss")] {
        assert_text(
            &url_error(text),
            &format!("unsupported URL scheme \"{scheme}\": expected \"https\" or \"http\""),
        );
    }
    assert_text(
        &url_error("h.example"),
        "unsupported URL scheme \"\": expected \"https\" or \"http\"",
    );
}

#[test]
fn rejects_plain_http_to_netsuite_alone() {
    for host in [
        "1234567-sb1.restlets.api.netsuite.com",
        "1234567-SB1.SuiteTalk.API.NetSuite.com.:8080",
        "system.netsuite.com",
    ] {
        assert_text(
            &url_error(&format!("http://{host}/")),
            "plain `http` to NetSuite: expected `https`",
        );
    }
    for host in [
        "127.0.0.1:8080",
        "localhost",
        "netsuite.com.example",
        "notnetsuite.com",
    ] {
        let uri: Uri = format!("http://{host}/").parse().unwrap();
        assert!(signer().authorize(&Method::GET, &uri).is_ok(), "{host}");
    }
}

#[test]
fn rejects_a_user_name_or_password_in_the_url() {
    for text in [
        "https://user:hunter2@h/",
        "https://user@h/",
        "https://:hunter2@h/",
    ] {
        assert_text(
            &url_error(text),
            "user name or password in the URL: expected none",
        );
    }
}

#[test]
fn rejects_text_after_the_host_that_is_not_a_port() {
    for text in [
        "https://h:99999/",
        "https://h:+80/",
        "https://h:x/",
        "https://[::1]x/",
        "https://[v1]x/",
        "https://[::1]:x/",
    ] {
        assert_text(
            &url_error(text),
            "invalid port after the host: expected `:` and 0 to 65535",
        );
    }
}

#[test]
fn rejects_an_incomplete_escape() {
    for (query, at) in [
        ("a=%", 2),
        ("a=%4", 2),
        ("a=b&%zz=c", 4),
        ("%4g", 0),
        ("a=%41%+1", 5),
        ("é=%é", 3),
    ] {
        let uri = format!("https://h/?{query}").parse::<Uri>().unwrap();
        assert_text(
            &signer().authorize(&Method::GET, &uri).unwrap_err(),
            &format!("invalid escape at byte {at} of the query: expected `%` and two hex digits"),
        );
    }
    assert!(matches!(
        url_error("https://h/?a=%4&b=%"),
        Error::QueryEscapeInvalid { at: 2, .. }
    ));
}

#[test]
fn rejects_escapes_of_invalid_utf8() {
    for (query, at) in [
        ("a=%80", 2),
        ("a=b&%ff=c", 4),
        ("a=b&c=%C3+%A9", 6),
        ("a=%ED%A0%80", 2),
        ("a=%c0%af", 2),
    ] {
        assert_text(
            &url_error(&format!("https://h/?{query}")),
            &format!(
                "invalid UTF-8 in the name or value at byte {at} of the query: expected percent-encoded UTF-8"
            ),
        );
    }
    // A character cannot span a name and its value.
    assert!(matches!(
        url_error("https://h/?%C3=%A9"),
        Error::QueryUtf8Invalid { at: 0, .. }
    ));
}

#[test]
fn rejects_a_protocol_parameter_in_the_query() {
    for name in [
        "oauth_consumer_key",
        "oauth_nonce",
        "oauth_signature",
        "oauth_signature_method",
        "oauth_timestamp",
        "oauth_token",
        "oauth_version",
    ] {
        for query in [
            format!("{name}=1"),
            name.to_owned(),
            name.replace('_', "%5f"),
            name.replacen('o', "%6f", 1),
        ] {
            assert_text(
                &url_error(&format!("https://h/?a=b&{query}")),
                &format!(
                    "parameter `{name}` at byte 4 of the query: expected it only in the `Authorization` header"
                ),
            );
        }
    }
    // `BaseString` rejects the parameters that it was given, and no others.
    let url = Url::parse("https://h/?oauth_verifier=1&role=2&oauth_token=3").unwrap();
    let error = BaseString::new(&Method::GET, &url, [("oauth_verifier", "1")]).unwrap_err();
    assert_text(
        &error,
        "parameter `oauth_verifier` at byte 0 of the query: expected it only in the `Authorization` header",
    );
    assert!(BaseString::new(&Method::GET, &url, [("role", "2"), ("oauth_callback", "3")]).is_ok());
}

#[test]
fn rejects_the_host_of_another_account() {
    for host in [
        "1234567.restlets.api.netsuite.com",
        "1234567_sb1.restlets.api.netsuite.com",
        "1234567-SB2.SUITETALK.API.NETSUITE.COM",
        "1234567-sb1x.app.netsuite.com",
        "x1234567-sb1.app.netsuite.com:8443",
        "evil.1234567-sb1.app.netsuite.com",
        "7654321.restlets.api.netsuite.com.",
    ] {
        assert!(
            matches!(
                url_error(&format!("https://{host}/")),
                Error::HostForeign { .. }
            ),
            "{host}"
        );
    }
    assert_text(
        &url_error("https://1234567.restlets.api.netsuite.com/"),
        "host of account `1234567` in the URL: expected `1234567-sb1`, the signer's account",
    );
    for host in [
        "1234567-sb1.restlets.api.netsuite.com",
        "1234567-SB1.SuiteTalk.API.NetSuite.com",
        "1234567-sb1.app.netsuite.com.",
        "rest.netsuite.com",
        "system.netsuite.com",
        "restlets.api.netsuite.com",
        "1234567.restlets.api.netsuite.com.example.com",
        "7654321.extforms.netsuite.com",
        "127.0.0.1:8080",
    ] {
        let uri: Uri = format!("https://{host}/").parse().unwrap();
        assert!(signer().authorize(&Method::GET, &uri).is_ok(), "{host}");
    }
}

#[test]
fn rejects_a_form_in_either_content_type_header() {
    for content_type in [
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=utf-8",
        "Application/X-WWW-Form-URLencoded ;charset=utf-8",
    ] {
        // In either of two headers: servers differ on which they read.
        let mut request = Request::post("https://h/")
            .header("authorization", "Basic old")
            .header("content-type", "application/json")
            .header("content-type", content_type)
            .body("a=b")
            .unwrap();
        let before = request.headers().clone();
        assert_text(
            &signer().sign(&mut request).unwrap_err(),
            "body of type `application/x-www-form-urlencoded`: expected a type that is not signed, such as JSON",
        );
        assert_eq!(*request.headers(), before, "the request is untouched");
    }
    for content_type in [
        "application/json",
        "text/plain",
        "application/x-www-form-urlencoded-not",
        "",
    ] {
        let mut request = Request::post("https://h/")
            .header("content-type", content_type)
            .body("a=b")
            .unwrap();
        assert_eq!(signer().sign(&mut request), Ok(()), "{content_type}");
    }
}

#[test]
fn rejects_a_full_header_map() {
    let mut headers = HeaderMap::new();
    let value = HeaderValue::from_static("x");
    let mut number = 0;
    while headers
        .try_insert(
            HeaderName::try_from(format!("x-{number}")).unwrap(),
            value.clone(),
        )
        .is_ok()
    {
        number += 1;
    }
    let mut request = Request::get("https://h/").body(()).unwrap();
    *request.headers_mut() = headers;
    assert_text(
        &signer().sign(&mut request).unwrap_err(),
        "full header map: expected room for `Authorization`",
    );
    assert_eq!(request.headers().len(), number);
}
