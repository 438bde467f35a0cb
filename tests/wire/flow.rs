//! The three-step flow from end to end.

use http::StatusCode;
use netsuite_oauth1::flow::{Error, Start};
use netsuite_oauth1::{Consumer, Signer};
use url::Url;

use crate::clients::{Client, Sent};
use crate::stand_in::{StandIn, credentials};
use crate::three_step_flow::{say_yes, walk};

const CALLBACK: &str = "https://my.example.com/callback?from=NetSuite&x=a%20b";

fn start(netsuite: &StandIn, consumer: Consumer) -> Start {
    let root: Url = netsuite.url("/").parse().unwrap();
    let start = Start::new(consumer, CALLBACK).unwrap();
    start.with_hosts(root.clone(), root)
}

fn consumer() -> Consumer {
    credentials().unwrap().consumer().clone()
}

/// Walks as far as it goes, to the error of the flow.
fn refused(start: &Start) -> Error {
    let error = walk(start, say_yes).unwrap_err();
    *error.downcast().unwrap()
}

#[test]
fn a_user_who_says_yes() {
    for is_known in [false, true] {
        let netsuite = StandIn::start().unwrap();
        let mut start = start(&netsuite, consumer());
        if is_known {
            start = start
                .with_account_id("1234567-sb1".parse().unwrap())
                .with_role(3);
        }
        let token = walk(&start, say_yes).unwrap();
        assert_eq!(token.account_id().realm(), "1234567_SB1");

        // What it is for.
        let sent = Sent::get(netsuite.url("/rest/tokeninfo"));
        let answer = Client::Ureq.send(&Signer::new(token), &sent).unwrap();
        assert_eq!(answer.status, StatusCode::OK);

        let received = netsuite.received();
        let paths: Vec<_> = received
            .iter()
            .map(|r| (r.method.as_str(), r.target.path()))
            .collect();
        let expected = [
            ("POST", "/rest/requesttoken"),
            ("GET", "/app/login/secure/authorizetoken.nl"),
            ("POST", "/rest/accesstoken"),
            ("GET", "/rest/tokeninfo"),
        ];
        assert_eq!(paths, expected);
        let first = received[0].headers["authorization"].to_str().unwrap();
        assert_eq!(first.contains("realm=\"1234567_SB1\""), is_known, "{first}");
        assert_eq!(first.contains("role=\"3\""), is_known, "{first}");
        assert!(!first.contains("oauth_token="), "{first}");
        assert!(!received[1].headers.contains_key("authorization"));
        assert!(received.iter().all(|received| received.body.is_empty()));
    }
}

#[test]
fn a_user_who_says_no() {
    let netsuite = StandIn::start().unwrap();
    netsuite.deny();
    assert_eq!(refused(&start(&netsuite, consumer())), Error::Denied);
    assert_eq!(netsuite.received().len(), 2, "there is no step three");
}

#[test]
fn a_consumer_with_a_wrong_secret() {
    let netsuite = StandIn::start().unwrap();
    let consumer = Consumer::new(consumer().key(), "guessed").unwrap();
    let error = refused(&start(&netsuite, consumer));
    let Error::Refused { status, code, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(*status, StatusCode::UNAUTHORIZED);
    assert_eq!(code.as_deref(), Some("INVALID_LOGIN_ATTEMPT"));
    assert_eq!(netsuite.received().len(), 1);
}

#[test]
fn another_account_than_the_one_that_was_asked_for() {
    let netsuite = StandIn::start().unwrap();
    let start = start(&netsuite, consumer()).with_account_id("7654321".parse().unwrap());
    let error = refused(&start);
    assert!(matches!(error, Error::OtherAccount { .. }), "{error}");
}

#[test]
fn a_verifier_that_somebody_has_made_up() {
    let netsuite = StandIn::start().unwrap();
    let start = start(&netsuite, consumer());
    let walked = walk(&start, |url| {
        Ok(say_yes(url)?.replace("oauth_verifier=", "oauth_verifier=0"))
    });
    let error: Error = *walked.unwrap_err().downcast().unwrap();
    let Error::Refused { status, .. } = error else {
        panic!("{error}")
    };
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert_eq!(netsuite.received().len(), 3);
}
