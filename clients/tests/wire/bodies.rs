//! Bodies are not signed and arrive unchanged.

use std::convert::Infallible;
use std::io::Cursor;
use std::pin::Pin;
use std::task::{Context, Poll};

use clients::StandIn;
use http::{Method, Request, StatusCode};
use hyper::body::{Body, Bytes, Frame};
use reqwest_middleware::ClientBuilder;
use tower::ServiceExt;
use ureq::SendBody;

use crate::client::{Answer, Client, Sent, signer};
use crate::reqwest_retry::Sign;

use crate::{hyper_client, tower_filter, ureq_middleware};

const RESTLET: &str = "/app/site/hosting/restlet.nl?script=6&deploy=1";

/// A streaming body of unknown length.
#[derive(Clone)]
struct Pieces(Bytes);

impl Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let length = self.0.len().min(50_021);
        let piece = self.0.split_to(length);
        Poll::Ready((length > 0).then_some(Ok(Frame::data(piece))))
    }
}

/// Builds a pseudo-random JSON string of 5 MB, in which a lost or reordered chunk is noticed.
fn five_megabytes() -> Bytes {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        b"0123456789abcdef"[(state >> 28) as usize]
    };
    let mut body = vec![b'"'];
    body.extend(std::iter::repeat_with(&mut next).take(5_000_000));
    body.push(b'"');
    body.into()
}

fn request(netsuite: &StandIn, body: &Bytes) -> Request<Pieces> {
    Request::post(netsuite.url(RESTLET))
        .header("content-type", "application/json")
        .body(Pieces(body.clone()))
        .unwrap()
}

/// Asserts that the body arrived in chunks and unchanged, and that the echo equals it.
#[track_caller]
fn check(netsuite: &StandIn, body: &Bytes, status: StatusCode, returned: &[u8]) {
    assert_eq!(status, StatusCode::OK, "{:?}", netsuite.audit_trail());
    let received = netsuite.received();
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].headers["transfer-encoding"], "chunked");
    assert!(!received[0].headers.contains_key("content-length"));
    // Not `assert_eq!`, which would print 10 MB.
    assert!(received[0].body == body, "the body changed on its way");
    assert!(returned == body, "the echo differs");
}

#[tokio::test]
async fn hyper_streams_five_megabytes() {
    let netsuite = StandIn::start().unwrap();
    let body = five_megabytes();
    let mut request = request(&netsuite, &body);
    signer().sign(&mut request).unwrap();
    let response = hyper_client::client().request(request).await.unwrap();
    let answer = Answer::read(response).await.unwrap();
    check(&netsuite, &body, answer.status, &answer.body);
}

#[tokio::test]
async fn tower_streams_five_megabytes_inside_a_retry() {
    let netsuite = StandIn::start().unwrap();
    let body = five_megabytes();
    let service = tower_filter::service(signer());
    let response = service.oneshot(request(&netsuite, &body)).await.unwrap();
    let answer = Answer::read(response).await.unwrap();
    check(&netsuite, &body, answer.status, &answer.body);
}

#[tokio::test]
async fn reqwest_streams_five_megabytes_without_a_retry() {
    let netsuite = StandIn::start().unwrap();
    let body = five_megabytes();
    let client = ClientBuilder::new(reqwest::Client::new()).with(Sign(signer()));
    let request = || {
        let request = reqwest::Request::new(Method::POST, netsuite.url(RESTLET).parse().unwrap());
        let body = reqwest::Body::wrap(Pieces(body.clone()));
        let builder = reqwest::RequestBuilder::from_parts(reqwest::Client::new(), request);
        builder.body(body).build().unwrap()
    };
    let response = client.build().execute(request()).await.unwrap();
    let (status, returned) = (response.status(), response.bytes().await.unwrap());
    check(&netsuite, &body, status, &returned);

    let retrying = crate::reqwest_retry::client(signer()).unwrap();
    let error = retrying.execute(request()).await.unwrap_err();
    assert!(error.to_string().contains("cloneable"), "{error}");
    assert_eq!(netsuite.received().len(), 1);
}

#[test]
fn ureq_streams_five_megabytes() {
    let netsuite = StandIn::start().unwrap();
    let body = five_megabytes();
    let agent = ureq_middleware::agent(signer());
    let mut reader = Cursor::new(body.clone());
    let response = agent
        .post(netsuite.url(RESTLET))
        .header("content-type", "application/json")
        .send(SendBody::from_reader(&mut reader));
    let mut response = response.unwrap();
    let status = response.status();
    let returned = response.body_mut().with_config().limit(1 << 23);
    check(&netsuite, &body, status, &returned.read_to_vec().unwrap());
}

/// `Signer::sign` sees the content type and rejects it. The reqwest example uses
/// `Signer::authorize`, which does not see the content type. So NetSuite rejects that request.
#[test]
fn rejects_a_form_body() {
    for client in Client::ALL {
        let netsuite = StandIn::start().unwrap();
        let sent = Sent {
            method: Method::POST,
            url: netsuite.url(RESTLET),
            headers: &[("content-type", "application/x-www-form-urlencoded")],
            body: b"a=b",
        };
        let answer = client.send(&signer(), &sent);
        if client == Client::Reqwest {
            let answer = answer.unwrap();
            assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        } else {
            let error = answer.unwrap_err().to_string();
            assert!(error.contains("x-www-form-urlencoded"), "{error}");
            assert_eq!(netsuite.received().len(), 0, "{client:?}");
        }
    }
}
