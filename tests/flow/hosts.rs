use super::*;

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
            "host of account `7654321` in the URL: expected `1234567-sb1`, the signer's \
             account"
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
    assert_eq!(start.request().unwrap_err(), Error::UrlInvalid);
}

#[test]
fn step_three_rejects_hosts_of_another_account_than_the_callbacks() {
    let other = url("https://7654321.restlets.api.netsuite.com");
    let start = start().with_hosts(other.clone(), other);
    assert!(start.request().is_ok(), "the account is not known yet");
    assert_error(
        &approval(&start).request().unwrap_err(),
        "host of account `7654321` in the URL: expected `1234567-sb1`, the signer's \
             account",
    );
}

#[track_caller]
fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}
