//! Each request is accepted once, whatever the clock does, and on any number of threads.

use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use http::{HeaderMap, Method, Uri};
use netsuite_oauth1::Timestamp;
use netsuite_oauth1::audit::AuditCode::{
    InvalidSignature, InvalidTimestamp, NonceUsed, VersionRejected,
};

use crate::support::{NOW, RESTLET, headers};
use crate::timestamp::{assert_forgotten, at};
use crate::{assert_error, assert_used, header, verifier, verify};

#[test]
fn rejects_a_nonce_used_before_while_its_timestamp_is_in_the_window() {
    let right = header(&[]);
    let verifier = verifier();
    verify(&verifier, &right, NOW - 300).unwrap();
    for now in [NOW - 300, NOW - 299, NOW, NOW + 299, NOW + 300] {
        assert_error(
            &verify(&verifier, &right, now).unwrap_err(),
            NonceUsed,
            "nonce `fjaLirsIcCGVZWzBX0pg` used before with timestamp 1508242306",
        );
    }
    for now in [NOW - 301, NOW + 301] {
        let error = verify(&verifier, &right, now).unwrap_err();
        assert_eq!(error.code(), InvalidTimestamp);
    }
}

#[test]
fn accepts_another_nonce_or_another_timestamp() {
    let verifier = verifier();
    for changes in [
        &[][..],
        &[("oauth_nonce", Some("fjaLirsIcCGVZWzBX0ph"))],
        &[("oauth_nonce", Some("fjaLirsIcCGVZWzBX0p"))],
        &[("oauth_nonce", Some("fjalirsIcCGVZWzBX0pg"))],
        &[("oauth_timestamp", Some("1508242307"))],
        &[("oauth_timestamp", Some("1508242305"))],
    ] {
        let header = header(changes);
        verify(&verifier, &header, NOW).unwrap();
        assert_used(verify(&verifier, &header, NOW));
    }
}

#[test]
fn a_rejected_request_does_not_use_up_its_nonce() {
    let right = header(&[]);
    let wrong = right.replace("%3D\"", "%3d\"").replace("1.0", "1.1");
    let verifier = verifier();
    let (uri, now) = (Uri::from_static(RESTLET), Timestamp::from_unix(NOW));
    for (answer, code) in [
        (verify(&verifier, &wrong, NOW), VersionRejected),
        (verify(&verifier, &right, NOW + 301), InvalidTimestamp),
        (
            verifier.verify(&Method::PUT, &uri, &headers(&right), now),
            InvalidSignature,
        ),
    ] {
        assert_eq!(answer.unwrap_err().code(), code);
    }
    verify(&verifier, &right, NOW).unwrap();
}

#[test]
fn a_clock_that_jumps_ahead_and_back_lets_no_replay_through() {
    let verifier = verifier();
    verify(&verifier, &at(NOW), NOW).unwrap();
    // After the jump ahead, the verifier forgets the first request.
    verify(&verifier, &at(NOW + 10_000), NOW + 10_000).unwrap();
    for now in [NOW - 300, NOW, NOW + 300] {
        assert_forgotten(&verifier, NOW, now);
    }
    // Later timestamps are accepted. The request from the future is still known when its time
    // comes.
    verify(&verifier, &at(NOW + 1), NOW).unwrap();
    verify(&verifier, &at(NOW + 600), NOW + 600).unwrap();
    verify(&verifier, &at(NOW + 9_000), NOW + 9_000).unwrap();
    assert_used(verify(&verifier, &at(NOW + 10_000), NOW + 10_001));
}

#[test]
fn eight_threads_accept_each_of_2000_headers_once() {
    const THREADS: usize = 8;
    const HEADERS: usize = 2_000;
    let requests: Vec<HeaderMap> = (0..HEADERS)
        .map(|number| headers(&header(&[("oauth_nonce", Some(&format!("nonce{number}")))])))
        .collect();
    let accepted: Vec<AtomicUsize> = requests.iter().map(|_| AtomicUsize::new(0)).collect();
    let (verifier, barrier) = (verifier(), Barrier::new(THREADS));
    let (uri, now) = (Uri::from_static(RESTLET), Timestamp::from_unix(NOW));
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                barrier.wait();
                for (headers, accepted) in requests.iter().zip(&accepted) {
                    match verifier.verify(&Method::GET, &uri, headers, now) {
                        Ok(_) => drop(accepted.fetch_add(1, Ordering::Relaxed)),
                        Err(error) => assert_eq!(error.code(), NonceUsed),
                    }
                }
            });
        }
    });
    for (number, accepted) in accepted.into_iter().enumerate() {
        assert_eq!(accepted.into_inner(), 1, "header {number}");
    }
}
