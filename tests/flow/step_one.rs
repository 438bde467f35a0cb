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
        assert_eq!(new(url), Err(Error::CallbackUrlInvalid), "{url:?}");
    }
    assert_error(
        &Error::CallbackUrlInvalid,
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
fn an_answer_may_have_its_fields_in_any_order_and_encoding() {
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
            "oauth_token=a%EF%BF%BF&oauth_token_secret=hunter2&oauth_callback_confirmed=true",
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
    for token in ["%", "%4", "%4g", "%+1", "%C3%A9%C3"] {
        let body = ANSWER.replace("3b7a", token);
        let error = start().read(StatusCode::OK, body.as_bytes()).unwrap_err();
        assert_error(&error, &invalid("oauth_token"));
    }
    let error = start().read(StatusCode::OK, b"oauth_token=3\xff");
    assert_error(&error.unwrap_err(), &invalid("oauth_token"));
    assert_error(
        &Error::CallbackUnconfirmed,
        "unconfirmed callback URL in the response to step one: expected \
         `oauth_callback_confirmed=true`",
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
