//! The text of every error, each from the call that gives it.

use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use netsuite_oauth1::{
    AccountId, BaseString, Consumer, Credentials, Error, Nonce, Signer, Timestamp, Token,
};
use time::OffsetDateTime;
use url::Url;

#[track_caller]
fn assert_text(error: &Error, expected: &str) {
    assert_eq!(error.to_string(), expected);
    assert!(expected.starts_with(char::is_lowercase) && !expected.ends_with('.'));
}

fn signer() -> Signer {
    Signer::new(Credentials::new(
        "1234567_SB1".parse().unwrap(),
        Consumer::new("consumer-key", "consumer-secret").unwrap(),
        Token::new("token-id", "token-secret").unwrap(),
    ))
}

/// The error of a URL, which is the same from everything that signs and from both kinds of URL.
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
fn account_id() {
    let error = |text: &str| text.parse::<AccountId>().unwrap_err();
    assert_text(
        &error(""),
        "empty account id: expected one such as `1234567` or `1234567_SB1`",
    );
    for (text, expected) in [
        (
            "1234567/",
            "invalid character '/' at byte 7 of the account id: expected letters, digits, `_` and `-`",
        ),
        (
            "a.b",
            "invalid character '.' at byte 1 of the account id: expected letters, digits, `_` and `-`",
        ),
        (
            "1234567\n",
            "invalid character '\\n' at byte 7 of the account id: expected letters, digits, `_` and `-`",
        ),
        (
            " 1",
            "invalid character ' ' at byte 0 of the account id: expected letters, digits, `_` and `-`",
        ),
        (
            "1é",
            "invalid character 'é' at byte 1 of the account id: expected letters, digits, `_` and `-`",
        ),
        (
            "1@evil",
            "invalid character '@' at byte 1 of the account id: expected letters, digits, `_` and `-`",
        ),
    ] {
        assert_text(&error(text), expected);
    }
    for (text, at) in [("_1", 0), ("1-", 1), ("1_-a", 2), ("-", 0), ("xn--a", 3)] {
        assert_text(
            &error(text),
            &format!(
                "misplaced `_` or `-` at byte {at} of the account id: expected it between two letters or digits"
            ),
        );
    }
    assert_text(
        &error(&"1".repeat(64)),
        "account id of 64 characters: expected at most 63",
    );
    assert!("1".repeat(63).parse::<AccountId>().is_ok());
}

#[test]
fn pages_and_records() {
    let account_id: AccountId = "1".parse().unwrap();
    for limit in [0, 1001, u32::MAX] {
        assert_text(
            &account_id.suiteql_url(limit, 0).unwrap_err(),
            &format!("limit of {limit} rows: expected 1 to 1000"),
        );
    }
    for offset in [1, 999, 1001, u64::MAX] {
        assert_text(
            &account_id.suiteql_url(1000, offset).unwrap_err(),
            &format!("offset of {offset} rows: expected a multiple of the limit 1000"),
        );
    }
    for segment in ["", ".", "..", "\n", "4\t0"] {
        let text = format!("invalid record type or id {segment:?}: expected a name or a number");
        assert_text(&account_id.record_url(segment, 1).unwrap_err(), &text);
        assert_text(
            &account_id.record_url("customer", segment).unwrap_err(),
            &text,
        );
    }
}

#[test]
fn credentials() {
    let errors = |value: &str| {
        [
            ("consumer key", Consumer::new(value, "secret").unwrap_err()),
            ("consumer secret", Consumer::new("key", value).unwrap_err()),
            ("token id", Token::new(value, "secret").unwrap_err()),
            ("token secret", Token::new("id", value).unwrap_err()),
        ]
    };
    for (field, error) in errors("") {
        assert_text(
            &error,
            &format!("empty {field}: expected the value that NetSuite shows"),
        );
    }
    for value in ["hunter2\n", "hunter2 ", "hunter2\u{a0}", "hunter2\r\n"] {
        for (field, error) in errors(value) {
            assert_text(
                &error,
                &format!("whitespace at the end of the {field}: expected the value alone"),
            );
        }
    }
    for (field, error) in errors("\thunter2") {
        assert_text(
            &error,
            &format!("whitespace at the start of the {field}: expected the value alone"),
        );
    }
    for value in ["é\0hunter", "é\nhunter", "é\u{85}hunter", "é\u{7f}"] {
        for (field, error) in errors(value) {
            assert_text(
                &error,
                &format!("control character at byte 2 of the {field}: expected the value alone"),
            );
            assert!(!format!("{error:?}").contains("hunter"));
        }
    }
}

#[test]
fn a_lookup_names_every_missing_and_every_invalid_value() {
    let error = |values: [Option<&str>; 5]| {
        let mut asked = Vec::new();
        let error = Credentials::from_lookup(|name| {
            asked.push(name);
            values[asked.len() - 1]
        });
        assert_eq!(
            asked,
            [
                "NETSUITE_ACCOUNT_ID",
                "NETSUITE_CONSUMER_KEY",
                "NETSUITE_CONSUMER_SECRET",
                "NETSUITE_TOKEN_ID",
                "NETSUITE_TOKEN_SECRET"
            ]
        );
        error.unwrap_err()
    };
    assert_text(
        &error([None; 5]),
        "missing NETSUITE_ACCOUNT_ID, NETSUITE_CONSUMER_KEY, NETSUITE_CONSUMER_SECRET, \
         NETSUITE_TOKEN_ID, NETSUITE_TOKEN_SECRET",
    );
    assert_text(
        &error([Some("1"), Some("k"), Some("hunter2"), None, Some("hunter3")]),
        "missing NETSUITE_TOKEN_ID",
    );
    assert_text(
        &error([Some("a.b"), None, Some(" hunter2"), None, Some("")]),
        "missing NETSUITE_CONSUMER_KEY, NETSUITE_TOKEN_ID; invalid NETSUITE_ACCOUNT_ID: invalid \
         character '.' at byte 1 of the account id: expected letters, digits, `_` and `-`; invalid \
         NETSUITE_CONSUMER_SECRET: whitespace at the start of the consumer secret: expected the \
         value alone; invalid NETSUITE_TOKEN_SECRET: empty token secret: expected the value that \
         NetSuite shows",
    );
    assert_text(
        &error([
            Some("1"),
            Some("k"),
            Some("hunter2"),
            Some("i\0"),
            Some("hunter3"),
        ]),
        "invalid NETSUITE_TOKEN_ID: control character at byte 1 of the token id: expected the value \
         alone",
    );
}

#[test]
fn nonce() {
    assert_text(
        &Nonce::new("abcde").unwrap_err(),
        "nonce of 5 bytes: expected 6 to 64",
    );
    assert_text(
        &Nonce::new("").unwrap_err(),
        "nonce of 0 bytes: expected 6 to 64",
    );
    assert_text(
        &Nonce::new(&"a".repeat(65)).unwrap_err(),
        "nonce of 65 bytes: expected 6 to 64",
    );
    assert_text(
        &Nonce::new("abc-def").unwrap_err(),
        "invalid character '-' at byte 3 of the nonce: expected ASCII letters and digits",
    );
    assert_text(
        &Nonce::new("abcdé\"").unwrap_err(),
        "invalid character 'é' at byte 4 of the nonce: expected ASCII letters and digits",
    );
}

#[test]
fn timestamp() {
    let before_1970 = OffsetDateTime::UNIX_EPOCH - time::Duration::SECOND;
    assert_text(
        &Timestamp::try_from(before_1970).unwrap_err(),
        "time -1 (Unix seconds) out of range: expected 0 to 253402300799",
    );
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
fn no_host() {
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
fn unsupported_scheme() {
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
fn insecure_scheme() {
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
fn user_info() {
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
fn invalid_port() {
    for text in [
        "https://h:99999/",
        "https://h:+80/",
        "https://h:x/",
        "https://[::1]x/",
        "https://[::1]:x/",
    ] {
        assert_text(
            &url_error(text),
            "invalid port after the host: expected `:` and 0 to 65535",
        );
    }
}

#[test]
fn bad_escape() {
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
        Error::QueryEscape { at: 2, .. }
    ));
}

#[test]
fn not_utf8() {
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
                "invalid UTF-8 in the name or value at byte {at} of the query: expected escaped UTF-8"
            ),
        );
    }
    // A character is not put together over the end of a name or a value.
    assert!(matches!(
        url_error("https://h/?%C3=%A9"),
        Error::QueryUtf8 { at: 0, .. }
    ));
}

#[test]
fn protocol_parameter_in_query() {
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
                    "parameter `{name}` at byte 4 of the query: expected it in the `Authorization` header alone"
                ),
            );
        }
    }
    // The canonicalisation alone refuses what it is told that the header has, and nothing else.
    let url = Url::parse("https://h/?oauth_verifier=1&role=2&oauth_token=3").unwrap();
    let error = BaseString::new(&Method::GET, &url, [("oauth_verifier", "1")]).unwrap_err();
    assert_text(
        &error,
        "parameter `oauth_verifier` at byte 0 of the query: expected it in the `Authorization` header alone",
    );
    assert!(BaseString::new(&Method::GET, &url, [("role", "2"), ("oauth_callback", "3")]).is_ok());
}

#[test]
fn foreign_host() {
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
        "host of account `1234567` in the URL: expected `1234567-sb1`, the subdomain of account `1234567_SB1`",
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
fn form_body() {
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
            "body of type `application/x-www-form-urlencoded`: expected one that is not signed, such as JSON",
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
fn too_many_headers() {
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
