use netsuite_oauth1::{Nonce, Timestamp};
use time::Duration;

use super::*;

/// The signature is Oracle's:
/// <https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_157652390285.html>.
#[test]
fn signs_oracles_example_of_step_one() {
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
fn without_an_account_the_header_has_no_realm() {
    let start = start();
    let request = start.request().unwrap();
    assert_eq!(
        request.uri(),
        "https://system.netsuite.com/rest/requesttoken"
    );
    assert!(header(&request).starts_with(
        "OAuth oauth_consumer_key=\"key\", oauth_callback=\"https%3A%2F%2Fh%2Fback\", oauth_nonce="
    ));
    let url = request_token(&start)
        .authorize_url(&State::new("abc").unwrap())
        .unwrap();
    assert_eq!(
        url.as_str(),
        "https://system.netsuite.com/app/login/secure/authorizetoken.nl?oauth_token=3b7a&state=abc"
    );
    // The callback names the account, so step three goes to the account's own host.
    let request = approval(&start).request().unwrap();
    assert_eq!(
        request.uri(),
        "https://1234567-sb1.restlets.api.netsuite.com/rest/accesstoken"
    );
    assert!(header(&request).starts_with("OAuth realm=\"1234567_SB1\", oauth_consumer_key=\"key\", oauth_token=\"3b7a\", oauth_verifier=\"5e2f\", oauth_nonce="));
}

#[test]
fn with_an_account_every_step_uses_its_hosts() {
    let start = start().with_account_id("1234567-sb1".parse().unwrap());
    let request = start.request().unwrap();
    assert_eq!(
        request.uri(),
        "https://1234567-sb1.restlets.api.netsuite.com/rest/requesttoken"
    );
    assert!(header(&request).starts_with("OAuth realm=\"1234567_SB1\", "));
    let url = request_token(&start)
        .authorize_url(&State::new("abc").unwrap())
        .unwrap();
    assert_eq!(
        url.as_str(),
        "https://1234567-sb1.app.netsuite.com/app/login/secure/authorizetoken.nl?oauth_token=3b7a&state=abc"
    );
}

#[test]
fn given_hosts_replace_the_accounts_own() {
    let start = start().with_hosts(
        url("http://127.0.0.1:8080/a?b#c"),
        url("http://[::1]:8081/c?d#e"),
    );
    assert_eq!(
        start.request().unwrap().uri(),
        "http://127.0.0.1:8080/rest/requesttoken"
    );
    let state = State::new("abc").unwrap();
    assert_eq!(
        request_token(&start)
            .authorize_url(&state)
            .unwrap()
            .as_str(),
        "http://[::1]:8081/app/login/secure/authorizetoken.nl?oauth_token=3b7a&state=abc"
    );
    assert_eq!(
        approval(&start).request().unwrap().uri(),
        "http://127.0.0.1:8080/rest/accesstoken"
    );
}

#[test]
fn rejects_a_host_that_must_not_get_a_request_or_a_user() {
    let good = url("https://1234567-sb1.app.netsuite.com/");
    let scheme =
        |name| format!("unsupported URL scheme \"{name}\": expected \"https\" or \"http\"");
    let no_host = "no host in the URL: expected an absolute URL".to_owned();
    for (bad, text) in [
        ("ftp://h/", scheme("ftp")),
        ("wss://h/", scheme("wss")),
        ("javascript:alert(1)", no_host.clone()),
        ("javascript://h/%0aalert(1)", scheme("javascript")),
        ("data:text/html,x", no_host.clone()),
        ("mailto:a@h", no_host),
        (
            "https://user:hunter2@h/",
            "user name or password in the URL: expected none".to_owned(),
        ),
        (
            "http://system.netsuite.com/",
            "plain `http` to NetSuite: expected `https`".to_owned(),
        ),
        (
            "http://1234567-sb1.app.netsuite.com.:80/",
            "plain `http` to NetSuite: expected `https`".to_owned(),
        ),
        (
            "https://7654321.app.netsuite.com/",
            "host of account `7654321` in the URL: expected `1234567-sb1`, the subdomain of \
             account `1234567_SB1`"
                .to_owned(),
        ),
    ] {
        let start = start().with_account_id("1234567_SB1".parse().unwrap());
        let state = State::new("abc").unwrap();
        let app = start.clone().with_hosts(good.clone(), url(bad));
        assert_error(&app.request().unwrap_err(), &text);
        assert_error(
            &request_token(&app).authorize_url(&state).unwrap_err(),
            &text,
        );
        let restlets = start.with_hosts(url(bad), good.clone());
        assert_error(&restlets.request().unwrap_err(), &text);
        assert_error(&approval(&restlets).request().unwrap_err(), &text);
    }
    // Only `http::Uri` rejects this host.
    let start = start().with_hosts(url("https://a{b/"), good);
    assert_eq!(start.request().unwrap_err(), Error::Url);
}

#[test]
fn step_three_rejects_hosts_of_another_account_than_the_callbacks() {
    let other = url("https://7654321.restlets.api.netsuite.com");
    let start = start().with_hosts(other.clone(), other);
    assert!(start.request().is_ok(), "the account is not known yet");
    assert_error(
        &approval(&start).request().unwrap_err(),
        "host of account `7654321` in the URL: expected `1234567-sb1`, the subdomain of account \
         `1234567_SB1`",
    );
}

#[test]
fn the_clock_offset_moves_every_timestamp() {
    let year = Duration::days(365);
    let start = start().with_clock_offset(-year);
    let year_ago = Timestamp::now().unix() - year.whole_seconds().unsigned_abs();
    for request in [
        start.request().unwrap(),
        approval(&start).request().unwrap(),
    ] {
        let (_, rest) = header(&request).split_once("oauth_timestamp=\"").unwrap();
        let seconds: u64 = rest.split_once('"').unwrap().0.parse().unwrap();
        assert!(seconds.abs_diff(year_ago) < 60);
    }
}

#[test]
fn accepts_absolute_callback_urls_only() {
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
    assert_error(
        &Error::CallbackUrl,
        "invalid callback URL: expected an absolute one such as `https://example.com/callback`",
    );
}

#[test]
fn each_request_has_its_own_nonce() {
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
fn reads_answers_to_step_one() {
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
fn rejects_invalid_answers_to_step_one() {
    let missing = |field| missing(Place::StepOne, field);
    let repeated = |field| repeated(Place::StepOne, field);
    let invalid = |field| invalid(Place::StepOne, field);
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
            Error::CallbackUnconfirmed.to_string(),
        ),
        (
            "oauth_token=3b7a&oauth_token_secret=hunter2&oauth_callback_confirmed=TRUE",
            Error::CallbackUnconfirmed.to_string(),
        ),
        (
            &format!("{ANSWER}&oauth_token=3b7a"),
            repeated("oauth_token"),
        ),
        (
            &format!("{ANSWER}&oauth_token_secret=hunter2"),
            repeated("oauth_token_secret"),
        ),
        (
            &format!("{ANSWER}&oauth%5ftoken%5fsecret"),
            repeated("oauth_token_secret"),
        ),
        (
            &format!("{ANSWER}&oauth_callback_confirmed=true"),
            repeated("oauth_callback_confirmed"),
        ),
        (
            "oauth_token=%ff&oauth_token_secret=hunter2&oauth_callback_confirmed=true",
            invalid("oauth_token"),
        ),
        (
            "oauth_token=a%00b&oauth_token_secret=hunter2&oauth_callback_confirmed=true",
            invalid("oauth_token"),
        ),
        (
            "oauth_token=3b7a&oauth_token_secret=hunter2%&oauth_callback_confirmed=true",
            invalid("oauth_token_secret"),
        ),
        (
            "oauth_token=3b7a&oauth_token_secret=hunter2%0ahunter2&oauth_callback_confirmed=true",
            invalid("oauth_token_secret"),
        ),
    ] {
        let error = start().read(StatusCode::OK, body.as_bytes()).unwrap_err();
        assert_error(&error, &expected);
    }
    assert_error(
        &start()
            .read(StatusCode::OK, b"oauth_token=3\xff")
            .unwrap_err(),
        "invalid UTF-8 at byte 13 of the answer to step one",
    );
    assert_error(
        &Error::CallbackUnconfirmed,
        "unconfirmed callback URL in the answer to step one: expected \
         `oauth_callback_confirmed=true`",
    );
}

/// Checks the status, the code and the message of a rejection.
#[track_caller]
fn assert_rejected(error: &Error, status: StatusCode, code: &str, message: &str) {
    let Error::Rejected {
        place,
        status: found,
        code: found_code,
        message: found_message,
        ..
    } = error
    else {
        panic!("{error}")
    };
    assert_eq!((*place, *found), (Place::StepOne, status));
    assert_eq!(found_code.as_deref().unwrap_or_default(), code);
    assert_eq!(found_message.as_deref().unwrap_or_default(), message);
    let mut text = format!("answer to step one is {status}");
    for part in [code, message] {
        if !part.is_empty() {
            text += ": ";
            text += part;
        }
    }
    assert_error(error, &text);
}

/// Invalid JSON, XML, plain text, and the format of REST web services.
#[test]
fn reads_rejections_in_every_format() {
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
        assert_rejected(&error, status, code, "m");
    }
}

#[test]
fn reads_rejections() {
    let unauthorized = StatusCode::UNAUTHORIZED;
    for (status, body, code, message) in [
        (
            unauthorized,
            r#"{"error" : {"code" : "UnknownIntegration", "message" : "Invalid login attempt."}}"#,
            "UnknownIntegration",
            "Invalid login attempt.",
        ),
        (StatusCode::OK, r#"{"error":{"code":"A"}}"#, "A", ""),
        (StatusCode::OK, r#"{"error":{}}"#, "", ""),
        (
            unauthorized,
            r#"{"error":{"message":"m"},"oauth_token":"x"}"#,
            "",
            "m",
        ),
        (
            unauthorized,
            r#"{"error":"A","error_description":"m"}"#,
            "A",
            "m",
        ),
        (unauthorized, r#"{"code":7,"message":"m"}"#, "7", "m"),
        (
            unauthorized,
            r#"{"error":{"code":"A\u001b[2J\r\n","message":"\u202e"}}"#,
            "A\\u{1b}[2J",
            "\\u{202e}",
        ),
        (
            unauthorized,
            r#"{"error":{"code":"A","message":"oauth_token=hunter2 is\nno token"}}"#,
            "A",
            "oauth_token=[hidden] is no token",
        ),
        (unauthorized, "", "", ""),
        (unauthorized, ANSWER, "", ""),
        (
            unauthorized,
            "oauth_token=hunter2",
            "",
            "oauth_token=[hidden]",
        ),
        (unauthorized, "{\"error\":", "", ""),
        (StatusCode::FOUND, "", "", ""),
        (StatusCode::METHOD_NOT_ALLOWED, "no", "", "no"),
    ] {
        let error = start().read(status, body.as_bytes()).unwrap_err();
        assert_rejected(&error, status, code, message);
    }
    let error = start().read(unauthorized, b"\xff").unwrap_err();
    assert_rejected(&error, unauthorized, "", "\u{fffd}");

    let body = format!(
        r#"{{"error":{{"code":"{0}","message":"{0}"}}}}"#,
        "é".repeat(10_000)
    );
    let error = start().read(unauthorized, body.as_bytes()).unwrap_err();
    let cut = format!("{}…", "é".repeat(200));
    assert_rejected(&error, unauthorized, &cut, &cut);
}

#[test]
fn an_empty_405_means_that_the_flow_is_not_enabled() {
    for body in ["", "\r\n"] {
        let error = start()
            .read(StatusCode::METHOD_NOT_ALLOWED, body.as_bytes())
            .unwrap_err();
        assert_error(
            &error,
            "answer to step one is 405 without a body: check the feature Token-based \
             Authentication, and the box `TBA: Authorization Flow` of the integration record",
        );
    }
}

#[track_caller]
fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}
