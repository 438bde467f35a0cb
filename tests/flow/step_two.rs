use std::collections::HashSet;

use super::*;

#[test]
fn accepts_states_of_1_to_512_letters_and_digits() {
    for state in ["a", "nnbs6b8n0zjlmhrlisv", "AZaz09", &"a".repeat(512)] {
        assert_eq!(State::new(state).unwrap().as_str(), state);
        let parsed: State = state.parse().unwrap();
        assert_eq!(parsed.to_string(), state);
        assert_eq!(parsed.as_ref(), state);
    }
    let long = "a".repeat(513);
    for state in ["", &long, &long.repeat(2000), "a-b", "aé", "&", "a\n", "٣"] {
        assert_error(&State::new(state).unwrap_err(), INVALID_STATE);
    }
}

#[test]
fn random_states_have_128_bits_and_differ() {
    let states: HashSet<String> = (0..1000).map(|_| State::random().to_string()).collect();
    assert_eq!(states.len(), 1000);
    for state in &states {
        assert_eq!(state.len(), 32);
        assert!(
            state.bytes().all(|byte| byte.is_ascii_hexdigit()),
            "{state}"
        );
        assert!(State::new(state).is_ok());
    }
    // Every digit takes every value.
    for at in 0..32 {
        let digits: HashSet<&str> = states.iter().map(|state| &state[at..=at]).collect();
        assert_eq!(digits.len(), 16, "at {at}");
    }
}

#[test]
fn a_token_is_encoded_in_the_address() {
    let body = "oauth_token=a%26state%3Dx%23&oauth_token_secret=s&oauth_callback_confirmed=true";
    let request_token = start().read(StatusCode::OK, body.as_bytes()).unwrap();
    let url = request_token
        .authorize_url(&State::new("abc").unwrap())
        .unwrap();
    assert_eq!(url.query(), Some("oauth_token=a%26state%3Dx%23&state=abc"));
    assert_eq!(url.fragment(), None);
}

/// In Oracle's example the callback URL has a query of its own:
/// <https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156536698849.html>.
#[test]
fn a_callback_may_have_its_parameters_in_any_order_and_encoding() {
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

/// A published client in Rust handles these callbacks.
#[test]
fn reads_and_rejects_the_callbacks_of_another_client() {
    let state = State::new("STATE123").unwrap();
    let read = |token: &str, callback: &str| {
        let token = Token::new(token, "secret").unwrap();
        start().resume(token).read_callback(&state, &uri(callback))
    };
    let approved = "/callback?oauth_token=reqtoken111&oauth_verifier=verifier222&company=1234567_SB1&\
                    role=3&entity=9&state=STATE123";
    let approval = read("reqtoken111", approved).unwrap();
    let request = approval.request().unwrap();
    assert!(header(&request).contains("oauth_verifier=\"verifier222\""));
    assert_eq!(
        read("OTHERTOKEN", approved).unwrap_err(),
        Error::TokenDiffers
    );
    let declined = "/callback?oauth_token=reqtoken111&state=STATE123";
    assert_eq!(
        read("reqtoken111", declined).unwrap_err(),
        Error::UserDeclined
    );
}

#[test]
fn finds_the_state_of_a_callback() {
    for callback in [
        GOOD_CALLBACK,
        "https://h/back?state=%61bc+",
        "/?x&state=abc&x",
    ] {
        assert_eq!(callback_state(&uri(callback)).unwrap().as_str(), "abc");
    }
    let error = |callback: &str| callback_state(&uri(callback)).unwrap_err();
    assert_error(&error("/back"), &missing(CALLBACK, "state"));
    assert_error(&error("/back?state="), &missing(CALLBACK, "state"));
    assert_error(
        &error("/back?state=a&state=a"),
        &repeated(CALLBACK, "state"),
    );
    assert_error(&error("/back?state=%ff"), &invalid(CALLBACK, "state"));
    assert_error(&error("/back?state=a%2Db"), INVALID_STATE);
}

#[test]
fn rejects_a_callback_from_another_account() {
    let start = start().with_account_id("7654321".parse().unwrap());
    let error = request_token(&start)
        .read_callback(&State::new("abc").unwrap(), &uri(GOOD_CALLBACK))
        .unwrap_err();
    assert_error(
        &error,
        "company `1234567_SB1` in the callback: expected `7654321`",
    );
}

#[test]
fn rejects_a_callback_with_another_state() {
    let rest = "oauth_token=3b7a&oauth_verifier=5e2f&company=1";
    let differs =
        "different `state` in the callback: expected the state of this user's session".to_owned();
    rejects(rest, &missing(CALLBACK, "state"));
    rejects(&format!("{rest}&state="), &missing(CALLBACK, "state"));
    for state in ["abd", "abcd", "ABC"] {
        rejects(&format!("{rest}&state={state}"), &differs);
    }
    rejects(
        &format!("{rest}&state=abc&state=abc"),
        &repeated(CALLBACK, "state"),
    );
    rejects(&format!("{rest}&state=%ff"), &invalid(CALLBACK, "state"));
    // Whoever does not know the state learns nothing else.
    rejects("oauth_token=3b7b&oauth_verifier=&state=abd", &differs);
    rejects("", &missing(CALLBACK, "state"));
}

#[test]
fn rejects_a_callback_for_another_token() {
    let rest = "oauth_verifier=5e2f&company=1&state=abc";
    let differs =
        "different `oauth_token` in the callback: expected the id of the request token".to_owned();
    rejects(rest, &missing(CALLBACK, "oauth_token"));
    rejects(&format!("{rest}&oauth_token=3b7b"), &differs);
    rejects(&format!("{rest}&oauth_token=3B7A"), &differs);
    rejects("oauth_token=3b7b&state=abc", &differs);
    rejects(
        &format!("{rest}&oauth_token=3b7a&oauth_token=3b7b"),
        &repeated(CALLBACK, "oauth_token"),
    );
    rejects(
        &format!("{rest}&oauth_token=%zz"),
        &invalid(CALLBACK, "oauth_token"),
    );
}

#[test]
fn a_callback_without_a_verifier_means_that_the_user_declined() {
    let declined = "no `oauth_verifier` in the callback: the user declined";
    for callback in [
        "oauth_token=3b7a&state=abc",
        "oauth_token=3b7a&state=abc&oauth_verifier=",
        "oauth_token=3b7a&state=abc&oauth_verifier",
        "oauth_token=3b7a&state=abc&oauth_verifier=%20&company=1&role=3&entity=9",
        "state=abc",
        "state=abc&oauth_token=&oauth_verifier=",
        "state=abc&company=1&role=3&entity=9",
    ] {
        rejects(callback, declined);
    }
}

#[test]
fn rejects_a_callback_with_an_invalid_verifier() {
    let rest = "oauth_token=3b7a&state=abc";
    rejects(
        &format!("{rest}&oauth_verifier=&oauth_verifier=5e2f"),
        &repeated(CALLBACK, "oauth_verifier"),
    );
    for verifier in ["%ff", "%00", "5e%0A2f", "%1b"] {
        rejects(
            &format!("{rest}&oauth_verifier={verifier}&company=1"),
            &invalid(CALLBACK, "oauth_verifier"),
        );
    }
}

#[test]
fn rejects_a_callback_with_an_invalid_company_role_or_entity() {
    let rest = "oauth_token=3b7a&oauth_verifier=5e2f&state=abc";
    rejects(rest, &missing(CALLBACK, "company"));
    rejects(&format!("{rest}&company="), &missing(CALLBACK, "company"));
    rejects(
        &format!("{rest}&company=1&company=2"),
        &repeated(CALLBACK, "company"),
    );
    rejects(
        &format!("{rest}&company=evil.example%2F"),
        "invalid `company` in the callback: invalid character '.' at byte 4 of the account id: \
         expected letters and digits, with single `_` or `-` between them",
    );
    rejects(
        &format!("{rest}&company=1&role=3&role=4"),
        &repeated(CALLBACK, "role"),
    );
    rejects(
        &format!("{rest}&company=1&entity=%"),
        &invalid(CALLBACK, "entity"),
    );
    rejects(
        &format!("{rest}&company=1&role=3%1b[2J"),
        &invalid(CALLBACK, "role"),
    );
}

#[track_caller]
fn rejects(query: &str, text: &str) {
    let callback = uri(&format!("/back?{query}"));
    let error = request_token(&start())
        .read_callback(&State::new("abc").unwrap(), &callback)
        .unwrap_err();
    assert_error(&error, text);
}

const CALLBACK: Place = Place::Callback;

const INVALID_STATE: &str = "invalid state: expected 1 to 512 ASCII letters and digits";
