use http::Method;
use netsuite_oauth1::{BaseString, Nonce, Timestamp};

use super::*;

/// The published signature of `section_157652390285`, in the header that is sent.
#[test]
fn header_of_step_one() {
    let key = "60712990bc09623786e7047c226bcb3f86d49dca0b04efc21001dc76d97a81f5";
    let start = Start::new(
        Consumer::new(key, key).unwrap(),
        "https://my.example.com/TBA/?callbackRequest",
    )
    .unwrap()
    .with_account_id("1234567".parse().unwrap())
    .with_role(45678);
    let nonce = Nonce::new("bUvpxBX93OWo0FLswq5M").unwrap();
    let request = start
        .request_with(&nonce, Timestamp::from_unix(1_575_998_103))
        .unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(
        request.uri(),
        "https://1234567.restlets.api.netsuite.com/rest/requesttoken"
    );
    assert_eq!(request.headers().len(), 1);
    assert_eq!(
        header(&request),
        "OAuth realm=\"1234567\", \
         oauth_consumer_key=\"60712990bc09623786e7047c226bcb3f86d49dca0b04efc21001dc76d97a81f5\", \
         oauth_callback=\"https%3A%2F%2Fmy.example.com%2FTBA%2F%3FcallbackRequest\", role=\"45678\", \
         oauth_nonce=\"bUvpxBX93OWo0FLswq5M\", oauth_timestamp=\"1575998103\", oauth_signature_method=\"HMAC-SHA256\", \
         oauth_version=\"1.0\", oauth_signature=\"7kgwwmiAylqeMdHjCBnIUUW%2BdrDrGCbZGBkuCt39J90%3D\""
    );
}

#[test]
fn without_an_account_the_realm_is_left_out() {
    let start = start();
    let request = start.request().unwrap();
    assert_eq!(
        request.uri(),
        "https://system.netsuite.com/rest/requesttoken"
    );
    assert!(header(&request).starts_with(
        "OAuth oauth_consumer_key=\"key\", oauth_callback=\"https%3A%2F%2Fh%2Fback\", oauth_nonce="
    ));
    let url = request_token(&start).authorize_url(&State::new("abc").unwrap());
    assert_eq!(
        url.as_str(),
        "https://system.netsuite.com/app/login/secure/authorizetoken.nl?oauth_token=3b7a&state=abc"
    );
    // The callback names the account: step three goes to its own host.
    let request = approval(&start).request().unwrap();
    assert_eq!(
        request.uri(),
        "https://1234567-sb1.restlets.api.netsuite.com/rest/accesstoken"
    );
    assert!(header(&request).starts_with("OAuth realm=\"1234567_SB1\", oauth_consumer_key=\"key\", oauth_token=\"3b7a\", oauth_verifier=\"5e2f\", oauth_nonce="));
}

#[test]
fn with_an_account_all_goes_to_its_hosts() {
    let start = start().with_account_id("1234567-sb1".parse().unwrap());
    let request = start.request().unwrap();
    assert_eq!(
        request.uri(),
        "https://1234567-sb1.restlets.api.netsuite.com/rest/requesttoken"
    );
    assert!(header(&request).starts_with("OAuth realm=\"1234567_SB1\", "));
    let url = request_token(&start).authorize_url(&State::new("abc").unwrap());
    assert_eq!(
        url.as_str(),
        "https://1234567-sb1.app.netsuite.com/app/login/secure/authorizetoken.nl?oauth_token=3b7a&state=abc"
    );
}

#[test]
fn hosts_from_outside() {
    let url = |text: &str| Url::parse(text).unwrap();
    let start = start().with_hosts(
        url("http://127.0.0.1:8080/a?b#c"),
        url("http://[::1]:8081/c?d#e"),
    );
    assert_eq!(
        start.request().unwrap().uri(),
        "http://127.0.0.1:8080/rest/requesttoken"
    );
    let url_of_step_two = request_token(&start).authorize_url(&State::new("abc").unwrap());
    assert_eq!(
        url_of_step_two.as_str(),
        "http://[::1]:8081/app/login/secure/authorizetoken.nl?oauth_token=3b7a&state=abc"
    );
    assert_eq!(
        approval(&start).request().unwrap().uri(),
        "http://127.0.0.1:8080/rest/accesstoken"
    );

    // The browser is not sent off with a password.
    let start = start.with_hosts(url("http://h"), url("https://user:hunter2@h"));
    assert_eq!(
        request_token(&start)
            .authorize_url(&State::new("abc").unwrap())
            .as_str(),
        "https://h/app/login/secure/authorizetoken.nl?oauth_token=3b7a&state=abc"
    );

    // What cannot be signed is refused as `Signer` refuses it, and what cannot be sent too.
    let other = url("https://7654321.restlets.api.netsuite.com");
    let start = start.with_hosts(other.clone(), other);
    assert!(start.request().is_ok());
    let error = approval(&start).request().unwrap_err();
    assert!(
        matches!(
            error,
            Error::Signing(netsuite_oauth1::Error::HostForeign { .. })
        ),
        "{error:?}"
    );
    for (host, expected) in [
        (
            "ftp://h/",
            Error::Signing(
                BaseString::new(&Method::GET, &url("ftp://h/"), [("", ""); 0]).unwrap_err(),
            ),
        ),
        (
            "https://u:p@h/",
            Error::Signing(netsuite_oauth1::Error::UserInfoPresent),
        ),
        ("data:x", Error::Url),
        ("https://a{b/", Error::Url),
    ] {
        let start = start.clone().with_hosts(url(host), url(host));
        assert_eq!(start.request().unwrap_err(), expected, "{host}");
        assert_eq!(approval(&start).request().unwrap_err(), expected, "{host}");
        let _ = request_token(&start).authorize_url(&State::random());
    }
}

#[test]
fn callback_urls() {
    let new = |url: &str| Start::new(Consumer::new("k", "s").unwrap(), url).map(drop);
    for url in [
        "https://h/p?a=b",
        "http://localhost:7777/tba",
        "myapp://back",
    ] {
        assert_eq!(new(url), Ok(()), "{url}");
    }
    for url in [
        "",
        "/back",
        "h/back",
        "//h/back",
        " https://h/",
        "https://h/\n",
        "https://h/a b",
        "https://h/\0",
        "localhost:8080/back",
        "C:\\back",
        "mailto:a@b",
        "https:h",
    ] {
        assert_eq!(new(url), Err(Error::CallbackUrl), "{url:?}");
    }
}

#[test]
fn each_request_is_new() {
    let start = start();
    let approval = approval(&start);
    assert_ne!(
        header(&start.request().unwrap()),
        header(&start.request().unwrap())
    );
    assert_ne!(
        header(&approval.request().unwrap()),
        header(&approval.request().unwrap())
    );
}

#[test]
fn answers_to_step_one() {
    for body in [
        ANSWER,
        "oauth_callback_confirmed=true&oauth_token_secret=hunter2&oauth_token=3b7a",
        "oauth_token=3b7a&oauth_token_secret=hunter2&oauth_callback_confirmed=true\r\n",
        " oauth_token = 3b7a & oauth_token_secret=+hunter2+&oauth_callback_confirmed=%0atrue",
        "oauth%5Ftoken=3%62%37a&oauth_token_secret=hunter2&oauth_callback_confirmed=true&other=1&other=2&%zz=1&&=",
    ] {
        let request_token = start().read(StatusCode::OK, body.as_bytes()).unwrap();
        assert_eq!(request_token.token().id(), "3b7a", "{body}");
        assert_eq!(request_token.token().secret(), "hunter2", "{body}");
    }
}

#[test]
fn bad_answers_to_step_one() {
    let missing = |field| Error::MissingField {
        place: STEP_ONE,
        field,
    };
    let doubled = |field| Error::DoubledField {
        place: STEP_ONE,
        field,
    };
    let bad = |field| Error::BadField {
        place: STEP_ONE,
        field,
    };
    for (body, expected) in [
        ("", missing("oauth_token")),
        ("<html>hunter2</html>", missing("oauth_token")),
        (
            "oauth_token=&oauth_token_secret=hunter2&oauth_callback_confirmed=true",
            missing("oauth_token"),
        ),
        (
            "oauth_token&oauth_token_secret=hunter2&oauth_callback_confirmed=true",
            missing("oauth_token"),
        ),
        (
            "oauth_token=3b7a&oauth_callback_confirmed=true",
            missing("oauth_token_secret"),
        ),
        (
            "oauth_token=3b7a&oauth_token_secret=%20&oauth_callback_confirmed=true",
            missing("oauth_token_secret"),
        ),
        (
            "oauth_token=3b7a&oauth_token_secret=hunter2",
            missing("oauth_callback_confirmed"),
        ),
        (
            "oauth_token=3b7a&oauth_token_secret=hunter2&oauth_callback_confirmed=false",
            Error::CallbackNotConfirmed,
        ),
        (
            "oauth_token=3b7a&oauth_token_secret=hunter2&oauth_callback_confirmed=TRUE",
            Error::CallbackNotConfirmed,
        ),
        (
            &format!("{ANSWER}&oauth_token=3b7a"),
            doubled("oauth_token"),
        ),
        (
            &format!("{ANSWER}&oauth_token_secret=hunter2"),
            doubled("oauth_token_secret"),
        ),
        (
            &format!("{ANSWER}&oauth%5ftoken%5fsecret"),
            doubled("oauth_token_secret"),
        ),
        (
            &format!("{ANSWER}&oauth_callback_confirmed=true"),
            doubled("oauth_callback_confirmed"),
        ),
        (
            "oauth_token=%ff&oauth_token_secret=hunter2&oauth_callback_confirmed=true",
            bad("oauth_token"),
        ),
        (
            "oauth_token=a%00b&oauth_token_secret=hunter2&oauth_callback_confirmed=true",
            bad("oauth_token"),
        ),
        (
            "oauth_token=3b7a&oauth_token_secret=hunter2%&oauth_callback_confirmed=true",
            bad("oauth_token_secret"),
        ),
        (
            "oauth_token=3b7a&oauth_token_secret=hunter2%0ahunter2&oauth_callback_confirmed=true",
            bad("oauth_token_secret"),
        ),
    ] {
        let error = start().read(StatusCode::OK, body.as_bytes()).unwrap_err();
        assert_eq!(error, expected, "{body}");
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
    }
    let error = start()
        .read(StatusCode::OK, b"oauth_token=3\xff")
        .unwrap_err();
    assert_eq!(
        error,
        Error::NotUtf8 {
            place: STEP_ONE,
            at: 13
        }
    );
}

fn refused(status: StatusCode, code: &str, message: &str) -> Error {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Error::Refused {
        place: STEP_ONE,
        status,
        code: some(code),
        message: some(message),
    }
}

/// As NetSuite does write it: not quite JSON, XML, text, and what REST web services answer.
#[test]
fn refusals_in_other_forms() {
    for (body, code) in [
        (
            r#"{"error":{"code":"UnknownIntegration","message":"m",}}"#,
            "UnknownIntegration",
        ),
        (
            "<error><code>UnknownIntegration</code><message>m</message></error>",
            "UnknownIntegration",
        ),
        (
            "error code: UnknownIntegration\nerror message: m",
            "UnknownIntegration",
        ),
        (
            r#"{"o:errorDetails":[{"detail":"m","o:errorCode":"INVALID_LOGIN"}]}"#,
            "INVALID_LOGIN",
        ),
    ] {
        let status = StatusCode::UNAUTHORIZED;
        let error = start().read(status, body.as_bytes()).unwrap_err();
        assert_eq!(error, refused(status, code, "m"), "{body}");
    }
}

#[test]
fn refusals() {
    let unauthorized = StatusCode::UNAUTHORIZED;
    for (status, body, expected) in [
        (
            unauthorized,
            r#"{"error" : {"code" : "UnknownIntegration", "message" : "Invalid login attempt."}}"#,
            refused(unauthorized, "UnknownIntegration", "Invalid login attempt."),
        ),
        (
            StatusCode::OK,
            r#"{"error":{"code":"A"}}"#,
            refused(StatusCode::OK, "A", ""),
        ),
        (
            StatusCode::OK,
            r#"{"error":{}}"#,
            refused(StatusCode::OK, "", ""),
        ),
        (
            unauthorized,
            r#"{"error":{"message":"m"},"oauth_token":"x"}"#,
            refused(unauthorized, "", "m"),
        ),
        (
            unauthorized,
            r#"{"error":"A","error_description":"m"}"#,
            refused(unauthorized, "A", "m"),
        ),
        (
            unauthorized,
            r#"{"code":7,"message":"m"}"#,
            refused(unauthorized, "7", "m"),
        ),
        (
            unauthorized,
            r#"{"error":{"code":"A\u001b[2J\r\n","message":"\u202e"}}"#,
            refused(unauthorized, "A\\u{1b}[2J", "\\u{202e}"),
        ),
        (
            unauthorized,
            r#"{"error":{"code":"A","message":"oauth_token=hunter2 is\nno token"}}"#,
            refused(unauthorized, "A", "oauth_token=[hidden] is no token"),
        ),
        (unauthorized, "", refused(unauthorized, "", "")),
        (unauthorized, ANSWER, refused(unauthorized, "", "")),
        (
            unauthorized,
            "oauth_token=hunter2",
            refused(unauthorized, "", "oauth_token=[hidden]"),
        ),
        (unauthorized, "{\"error\":", refused(unauthorized, "", "")),
        (StatusCode::FOUND, "", refused(StatusCode::FOUND, "", "")),
        (
            StatusCode::METHOD_NOT_ALLOWED,
            "no",
            refused(StatusCode::METHOD_NOT_ALLOWED, "", "no"),
        ),
        (
            StatusCode::METHOD_NOT_ALLOWED,
            "",
            Error::FlowDisabled { place: STEP_ONE },
        ),
        (
            StatusCode::METHOD_NOT_ALLOWED,
            "\r\n",
            Error::FlowDisabled { place: STEP_ONE },
        ),
    ] {
        let error = start().read(status, body.as_bytes()).unwrap_err();
        assert_eq!(error, expected, "{body}");
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
    }
    let error = start().read(unauthorized, b"\xff").unwrap_err();
    assert_eq!(error, refused(unauthorized, "", "\u{fffd}"));

    let body = format!(
        r#"{{"error":{{"code":"{0}","message":"{0}"}}}}"#,
        "é".repeat(10_000)
    );
    let error = start().read(unauthorized, body.as_bytes()).unwrap_err();
    let cut = format!("{}…", "é".repeat(200));
    assert_eq!(error, refused(unauthorized, &cut, &cut));
}
