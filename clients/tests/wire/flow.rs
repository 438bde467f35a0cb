//! The three-step flow, end to end.

use clients::{StandIn, credentials};
use http::{Request, StatusCode};
use netsuite_oauth1::flow::{Error, Start};
use netsuite_oauth1::{Consumer, Signer};
use url::Url;

use crate::client::{Client, Sent};
use crate::three_step_flow::{consent, walk};

const CALLBACK: &str = "https://my.example.com/callback?from=NetSuite&x=a%20b";

fn start(netsuite: &StandIn, consumer: Consumer) -> Start {
    let root: Url = netsuite.url("/").parse().unwrap();
    let start = Start::new(consumer, CALLBACK).unwrap();
    start.with_hosts(root.clone(), root)
}

fn consumer() -> Consumer {
    credentials().unwrap().consumer().clone()
}

/// Runs the flow and returns its error.
fn error_of(start: &Start) -> Error {
    let error = walk(start, consent).unwrap_err();
    *error.downcast().unwrap()
}

#[test]
fn a_user_who_consents_gets_a_token_that_works() {
    for is_known in [false, true] {
        let netsuite = StandIn::start().unwrap();
        let mut start = start(&netsuite, consumer());
        if is_known {
            start = start
                .with_account_id("1234567-sb1".parse().unwrap())
                .with_role(3);
        }
        let token = walk(&start, consent).unwrap();
        assert_eq!(token.account_id().realm(), "1234567_SB1");

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
fn a_user_who_declines_ends_the_flow_after_step_two() {
    let netsuite = StandIn::start().unwrap();
    netsuite.decline();
    assert_eq!(error_of(&start(&netsuite, consumer())), Error::UserDeclined);
    assert_eq!(netsuite.received().len(), 2, "step three was sent");
}

#[test]
fn rejects_a_wrong_consumer_secret_in_step_one() {
    let netsuite = StandIn::start().unwrap();
    let consumer = Consumer::new(consumer().key(), "guessed").unwrap();
    let error = error_of(&start(&netsuite, consumer));
    let Error::RequestRejected { status, code, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(*status, StatusCode::UNAUTHORIZED);
    assert_eq!(code.as_deref(), Some("INVALID_LOGIN_ATTEMPT"));
    assert_eq!(netsuite.received().len(), 1);
}

#[test]
fn rejects_a_callback_from_another_account() {
    let netsuite = StandIn::start().unwrap();
    let start = start(&netsuite, consumer()).with_account_id("7654321".parse().unwrap());
    let error = error_of(&start);
    assert!(matches!(error, Error::CompanyDiffers { .. }), "{error}");
}

#[test]
fn rejects_a_made_up_verifier_in_step_three() {
    let netsuite = StandIn::start().unwrap();
    let start = start(&netsuite, consumer());
    let walked = walk(&start, |url| {
        Ok(consent(url)?.replace("oauth_verifier=", "oauth_verifier=0"))
    });
    let error: Error = *walked.unwrap_err().downcast().unwrap();
    let Error::RequestRejected { status, .. } = error else {
        panic!("{error}")
    };
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert_eq!(netsuite.received().len(), 3);
}

#[test]
fn every_client_can_send_a_request_of_the_flow() {
    let netsuite = StandIn::start().unwrap();
    let start = start(&netsuite, consumer());
    assert_every_client_sends(|| start.request().unwrap());
    assert_eq!(netsuite.received().len(), 3);
}

#[test]
fn every_client_can_send_a_request_to_a_token_endpoint() {
    let netsuite = StandIn::start().unwrap();
    let signer = Signer::new(credentials().unwrap());
    assert_every_client_sends(|| {
        let mut request = signer.token_info_request().unwrap();
        // Sends it to the stand-in instead of NetSuite.
        *request.uri_mut() = netsuite.url("/rest/tokeninfo").parse().unwrap();
        signer.sign(&mut request).unwrap();
        request
    });
}

#[track_caller]
fn assert_every_client_sends(request: impl Fn() -> Request<String>) {
    let agent: ureq::Agent = ureq::Agent::config_builder().build().into();
    assert_eq!(agent.run(request()).unwrap().status(), StatusCode::OK);

    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(async {
        let converted = reqwest::Request::try_from(request()).unwrap();
        let response = reqwest::Client::new().execute(converted).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);

        let executor = hyper_util::rt::TokioExecutor::new();
        let client = hyper_util::client::legacy::Client::builder(executor).build_http::<String>();
        let response = client.request(request()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
    });
}
