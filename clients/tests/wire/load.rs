//! Many tasks share one signer.

use std::collections::HashSet;
use std::sync::Arc;

use clients::StandIn;
use http::{Request, StatusCode};
use http_body_util::Full;
use hyper::body::Bytes;

use crate::client::{Answer, nonce, signer};
use crate::hyper_client;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn signs_ten_thousand_requests_from_64_tasks_without_a_repeated_nonce() {
    let netsuite = Arc::new(StandIn::start().unwrap());
    let signer = Arc::new(signer());
    let client = hyper_client::client();
    let tasks: Vec<_> = (0..64)
        .map(|task| {
            let (netsuite, signer) = (Arc::clone(&netsuite), Arc::clone(&signer));
            let client = client.clone();
            tokio::spawn(async move {
                for number in (task..10_000).step_by(64) {
                    let url = format!("/services/rest/record/v1/customer/{number}?task={task}");
                    let mut request = Request::get(netsuite.url(&url))
                        .body(Full::<Bytes>::default())
                        .unwrap();
                    signer.sign(&mut request).unwrap();
                    let response = client.request(request).await.unwrap();
                    let answer = Answer::read(response).await.unwrap();
                    assert_eq!(answer.status, StatusCode::OK);
                    assert!(answer.text().contains(&format!("customer/{number}\"")));
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let received = netsuite.received();
    let nonces: HashSet<_> = received.iter().map(nonce).collect();
    assert_eq!((received.len(), nonces.len()), (10_000, 10_000));
    assert_eq!(netsuite.audit_trail(), []);
}
