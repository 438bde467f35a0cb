//! A header is valid once. Retries, redirects and cookies must not break that.

use std::collections::HashSet;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

use clients::StandIn;
use http::{Method, StatusCode};
use netsuite_oauth1::audit::AuditCode;
use reqwest_middleware::ClientBuilder;
use reqwest_retry::{RetryTransientMiddleware, policies::ExponentialBackoff};

use crate::client::{Client, Sent, nonce, signer};
use crate::reqwest_retry as example;

const RESTLET: &str = "/app/site/hosting/restlet.nl?script=6&deploy=1";
const RECORD: &str = "/services/rest/record/v1/customer/107";
const MOVED: &str = "/app/site/hosting/restlet.nl?script=moved&deploy=1";

#[test]
fn each_retry_has_a_fresh_nonce() {
    for client in [Client::Reqwest, Client::Tower] {
        let netsuite = StandIn::start().unwrap();
        netsuite.be_busy(2);
        let answer = client.send(&signer(), &Sent::get(netsuite.url(RECORD)));
        assert_eq!(answer.unwrap().status, StatusCode::OK, "{client:?}");
        let nonces: HashSet<_> = netsuite.received().iter().map(nonce).collect();
        assert_eq!(nonces.len(), 3, "{client:?}");
        assert_eq!(netsuite.audit_trail(), [], "{client:?}");
    }
}

#[test]
fn sends_each_request_once_without_a_retry_layer() {
    for client in [Client::Hyper, Client::Ureq] {
        let netsuite = StandIn::start().unwrap();
        netsuite.be_busy(1);
        let answer = client.send(&signer(), &Sent::get(netsuite.url(RESTLET)));
        let answer = answer.unwrap();
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{client:?}");
        assert!(answer.text().contains("SSS_REQUEST_LIMIT_EXCEEDED"));
        assert_eq!(netsuite.received().len(), 1, "{client:?}");
    }
}

/// NetSuite may have processed the request already. Only the concurrency limit rules that out.
#[test]
fn does_not_retry_after_a_server_error_or_a_lost_connection() {
    for client in Client::ALL {
        for answer in [
            "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            "HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            "",
        ] {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            let address = listener.local_addr().unwrap();
            let server = thread::spawn(move || count_requests(&listener, answer));
            let sent = Sent {
                method: Method::POST,
                url: format!("http://{address}{RECORD}"),
                headers: &[("content-type", "application/json")],
                body: b"{}",
            };
            let answered = client.send(&signer(), &sent);
            assert_eq!(answered.is_ok(), !answer.is_empty(), "{client:?}");
            // A connection without a request ends `count_requests`.
            drop(TcpStream::connect(address).unwrap());
            assert_eq!(server.join().unwrap(), 1, "{client:?} {answer:?}");
        }
    }
}

/// Gives each request the same answer and closes the connection. Returns the number of requests.
fn count_requests(listener: &TcpListener, answer: &str) -> usize {
    for count in 0.. {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n{}") {
            let mut byte = [0];
            if stream.read(&mut byte).unwrap() == 0 {
                return count;
            }
            request.extend(byte);
        }
        stream.write_all(answer.as_bytes()).unwrap();
    }
    unreachable!("`0..` does not end")
}

#[tokio::test]
async fn a_signer_outside_the_retry_layer_replays_its_nonce() {
    let netsuite = StandIn::start().unwrap();
    netsuite.be_busy(1);
    let once = ExponentialBackoff::builder().build_with_max_retries(1);
    let client = ClientBuilder::new(reqwest::Client::new())
        .with(example::Sign(signer()))
        .with(RetryTransientMiddleware::new_with_policy(once))
        .build();
    let response = client.get(netsuite.url(RECORD)).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(netsuite.audit_trail(), [AuditCode::NonceUsed]);
}

#[test]
fn clients_follow_no_redirects() {
    for client in Client::ALL {
        let netsuite = StandIn::start().unwrap();
        let answer = client.send(&signer(), &Sent::get(netsuite.url(MOVED)));
        let answer = answer.unwrap();
        assert_eq!(answer.status, StatusCode::FOUND, "{client:?}");
        assert_eq!(answer.headers["location"], RESTLET, "{client:?}");
        assert_eq!(netsuite.received().len(), 1, "{client:?}");
    }
}

/// With redirects on, reqwest repeats the old header, and ureq drops it.
#[tokio::test]
async fn a_followed_redirect_ends_in_a_refused_login() {
    let netsuite = StandIn::start().unwrap();
    let client = ClientBuilder::new(reqwest::Client::new())
        .with(example::Sign(signer()))
        .build();
    let response = client.get(netsuite.url(MOVED)).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    let received = netsuite.received();
    assert_eq!(received.len(), 2);
    assert_eq!(nonce(&received[0]), nonce(&received[1]));
    assert_eq!(netsuite.audit_trail(), [AuditCode::InvalidSignature]);

    let netsuite = StandIn::start().unwrap();
    let signer = signer();
    let sign = move |mut request: http::Request<ureq::SendBody>,
                     next: ureq::middleware::MiddlewareNext| {
        signer.sign(&mut request).unwrap();
        next.handle(request)
    };
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .middleware(sign)
        .build()
        .into();
    let url = netsuite.url(MOVED);
    let called = tokio::task::spawn_blocking(move || agent.get(url).call());
    let error = called.await.unwrap().unwrap_err();
    assert!(matches!(error, ureq::Error::StatusCode(400)), "{error}");
    assert_eq!(
        netsuite.audit_trail(),
        [AuditCode::MissingTokenPassportRequiredFields]
    );
}

#[tokio::test]
async fn clients_return_no_cookies() {
    let netsuite = StandIn::start().unwrap();
    let client = example::client(signer()).unwrap();
    for _ in 0..2 {
        let response = client.get(netsuite.url(RESTLET)).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert!(response.headers().contains_key("set-cookie"));
    }
    let url = netsuite.url(RESTLET);
    tokio::task::spawn_blocking(move || {
        let agent = crate::ureq_middleware::agent(signer());
        for _ in 0..2 {
            let response = agent.get(&url).call().unwrap();
            assert!(response.headers().contains_key("set-cookie"));
        }
    })
    .await
    .unwrap();
    let received = netsuite.received();
    assert_eq!(received.len(), 4);
    assert!(received.iter().all(|r| !r.headers.contains_key("cookie")));
}

#[test]
fn a_restlet_rejects_a_cookie_beside_the_header() {
    for client in Client::ALL {
        let netsuite = StandIn::start().unwrap();
        let mut sent = Sent::get(netsuite.url(RESTLET));
        sent.headers = &[("cookie", "JSESSIONID=x")];
        let answer = client.send(&signer(), &sent).unwrap();
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{client:?}");
        assert!(answer.text().contains("INVALID_REQUEST"), "{client:?}");
        // The login succeeded, because cookies are not signed.
        assert_eq!(netsuite.audit_trail(), [], "{client:?}");
    }
}
