use super::*;

#[test]
fn states() {
    for state in ["a", "nnbs6b8n0zjlmhrlisv", "AZaz09", &"a".repeat(512)] {
        assert_eq!(State::new(state).unwrap().as_str(), state);
    }
    for found in [0, 513, 1 << 20] {
        assert_eq!(
            State::new(&"a".repeat(found)).unwrap_err(),
            Error::StateLength { found }
        );
    }
    for (state, found, at) in [
        ("a-b", '-', 1),
        ("aé", 'é', 1),
        ("&", '&', 0),
        ("a\n", '\n', 1),
        ("٣", '٣', 0),
    ] {
        assert_eq!(
            State::new(state).unwrap_err(),
            Error::StateCharacter { found, at }
        );
    }
    let (first, second) = (State::random(), State::random());
    assert_ne!(first.as_str(), second.as_str());
    assert_eq!(State::new(first.as_str()).unwrap().as_str().len(), 20);
}

#[test]
fn a_token_is_encoded_in_the_address() {
    let body = "oauth_token=a%26state%3Dx%23&oauth_token_secret=s&oauth_callback_confirmed=true";
    let request_token = start().read(StatusCode::OK, body.as_bytes()).unwrap();
    let url = request_token.authorize_url(&State::new("abc").unwrap());
    assert_eq!(url.query(), Some("oauth_token=a%26state%3Dx%23&state=abc"));
    assert_eq!(url.fragment(), None);
}

/// The redirect of `section_156536698849` has the callback URL's own query before what NetSuite adds.
#[test]
fn callbacks() {
    let state = State::new("abc").unwrap();
    let request_token = request_token(&start());
    for callback in [
        "https://my.example.com/TBA/?callbackRequest&oauth_token=3b7a&oauth_verifier=5e2f&company=1234567-sb1&role=3&entity=9&state=abc",
        "/?state=abc&entity=9&role=3&company=1234567_sb1&oauth_verifier=5e2f&oauth_token=3b7a&other=1",
        "/?oauth_token=+3%62%37a&oauth_verifier=5e2f%0A&company=1234567%5fSB1&role=3&entity=9&state=abc",
    ] {
        let approval = request_token.read_callback(&state, &uri(callback)).unwrap();
        assert_eq!(approval.account_id().realm(), "1234567_SB1");
        assert_eq!(approval.role(), Some("3"));
        assert_eq!(approval.entity(), Some("9"));
        assert!(header(&approval.request().unwrap()).contains("oauth_verifier=\"5e2f\""));
    }
    let url =
        Url::parse("https://h/?oauth_token=3b7a&oauth_verifier=5e2f&company=1&state=abc").unwrap();
    let approval = request_token.read_callback(&state, &url).unwrap();
    assert_eq!((approval.role(), approval.entity()), (None, None));
    let empty = uri("/?oauth_token=3b7a&oauth_verifier=5e2f&company=1&state=abc&role=&entity=%20");
    let approval = request_token.read_callback(&state, &empty).unwrap();
    assert_eq!((approval.role(), approval.entity()), (None, None));
}

#[test]
fn a_callback_from_another_account() {
    let start = start().with_account_id("7654321".parse().unwrap());
    let error = request_token(&start)
        .read_callback(&State::new("abc").unwrap(), &uri(GOOD_CALLBACK))
        .unwrap_err();
    let expected = Error::OtherAccount {
        found: "1234567-sb1".parse().unwrap(),
        expected: "7654321".parse().unwrap(),
    };
    assert_eq!(error, expected);
}

#[test]
fn callbacks_with_another_state() {
    let rest = "oauth_token=3b7a&oauth_verifier=5e2f&company=1";
    refuse(rest, &missing("state"));
    refuse(&format!("{rest}&state="), &missing("state"));
    refuse(&format!("{rest}&state=abd"), &Error::StateDiffers);
    refuse(&format!("{rest}&state=abcd"), &Error::StateDiffers);
    refuse(&format!("{rest}&state=ABC"), &Error::StateDiffers);
    refuse(&format!("{rest}&state=abc&state=abc"), &doubled("state"));
    refuse(&format!("{rest}&state=%ff"), &bad("state"));
    // Nothing else is said to somebody who does not have it.
    refuse(
        "oauth_token=3b7b&oauth_verifier=&state=abd",
        &Error::StateDiffers,
    );
    refuse("", &missing("state"));
}

#[test]
fn callbacks_for_another_token() {
    let rest = "oauth_verifier=5e2f&company=1&state=abc";
    refuse(rest, &missing("oauth_token"));
    refuse(&format!("{rest}&oauth_token=3b7b"), &Error::TokenDiffers);
    refuse(&format!("{rest}&oauth_token=3B7A"), &Error::TokenDiffers);
    refuse(
        &format!("{rest}&oauth_token=3b7a&oauth_token=3b7b"),
        &doubled("oauth_token"),
    );
    refuse(&format!("{rest}&oauth_token=%zz"), &bad("oauth_token"));
}

#[test]
fn denied() {
    let rest = "oauth_token=3b7a&state=abc";
    refuse(&format!("{rest}&oauth_verifier="), &Error::Denied);
    refuse(&format!("{rest}&oauth_verifier"), &Error::Denied);
    refuse(
        &format!("{rest}&oauth_verifier=%20&company=1&role=3&entity=9"),
        &Error::Denied,
    );
    refuse(rest, &missing("oauth_verifier"));
    refuse(
        &format!("{rest}&oauth_verifier=&oauth_verifier=5e2f"),
        &doubled("oauth_verifier"),
    );
    for verifier in ["%ff", "%00", "5e%0A2f", "%1b"] {
        refuse(
            &format!("{rest}&oauth_verifier={verifier}&company=1"),
            &bad("oauth_verifier"),
        );
    }
}

#[test]
fn callbacks_with_a_bad_company_role_or_entity() {
    let rest = "oauth_token=3b7a&oauth_verifier=5e2f&state=abc";
    refuse(rest, &missing("company"));
    refuse(&format!("{rest}&company="), &missing("company"));
    refuse(&format!("{rest}&company=1&company=2"), &doubled("company"));
    refuse(
        &format!("{rest}&company=evil.example%2F"),
        &Error::Company("evil.".parse::<netsuite_oauth1::AccountId>().unwrap_err()),
    );
    refuse(&format!("{rest}&company=1&role=3&role=4"), &doubled("role"));
    refuse(&format!("{rest}&company=1&entity=%"), &bad("entity"));
    refuse(&format!("{rest}&company=1&role=3%1b[2J"), &bad("role"));
}

/// Refuses a callback, and shows nothing of it.
#[track_caller]
fn refuse(query: &str, expected: &Error) {
    let state = State::new("abc").unwrap();
    let request_token = request_token(&start());
    let callback = uri(&format!("/back?{query}"));
    let error = request_token.read_callback(&state, &callback).unwrap_err();
    assert_eq!(error, *expected, "{query}");
    let text = format!("{error} {error:?}");
    for hidden in ["5e2f", "3b7", "abc", "abd"] {
        assert!(!text.contains(hidden), "{text}");
    }
}

fn missing(field: &'static str) -> Error {
    Error::MissingField {
        place: CALLBACK,
        field,
    }
}

fn doubled(field: &'static str) -> Error {
    Error::DoubledField {
        place: CALLBACK,
        field,
    }
}

fn bad(field: &'static str) -> Error {
    Error::BadField {
        place: CALLBACK,
        field,
    }
}
