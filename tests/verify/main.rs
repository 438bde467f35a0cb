//! Requests that a `Verifier` accepts or rejects. The plain reference signs nearly all of them. It
//! shares no code with the crate.

mod credentials;
mod debug;
mod header;
mod parameters;
mod properties;
#[path = "../reference/mod.rs"]
mod reference;
mod replay;
mod server;
mod signature;
#[path = "../support/mod.rs"]
mod support;
mod tamper;
mod timestamp;
mod url;

use http::{Method, Uri};
use netsuite_oauth1::Timestamp;
use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::verify::{Error, Verified, Verifier};

use crate::support::{NONCE, NOW, RESTLET, SECRETS, headers, random, strategies};

fn verifier() -> Verifier {
    Verifier::new([support::credentials("1234567_SB1", SECRETS)])
}

/// Returns the parameters of a correctly signed header for a GET of `RESTLET`.
///
/// `changes` replaces parameters, adds them or, with `None`, removes them before signing.
fn parameters(changes: &[(&str, Option<&str>)]) -> Vec<(String, String)> {
    let timestamp = NOW.to_string();
    let mut parameters = reference::parameters("1234567_SB1", SECRETS, NONCE, &timestamp);
    for (name, value) in changes {
        let index = parameters.iter().position(|(other, _)| other == name);
        match (index, value) {
            (Some(index), Some(value)) => (*value).clone_into(&mut parameters[index].1),
            (Some(index), None) => drop(parameters.remove(index)),
            (None, Some(value)) => parameters.push(((*name).to_owned(), (*value).to_owned())),
            (None, None) => panic!("no parameter {name} to remove"),
        }
    }
    let request = reference::Request {
        method: "GET",
        url: RESTLET,
    };
    let (_, signature) = request.signature(&parameters, [SECRETS[1], SECRETS[3]]);
    parameters.push(("oauth_signature".to_owned(), signature));
    parameters
}

/// Returns a correctly signed header with these changes.
fn header(changes: &[(&str, Option<&str>)]) -> String {
    reference::header(&parameters(changes))
}

fn verify(verifier: &Verifier, header: &str, now: u64) -> Result<Verified, Error> {
    let (uri, now) = (Uri::from_static(RESTLET), Timestamp::from_unix(now));
    verifier.verify(&Method::GET, &uri, &headers(header), now)
}

/// Signs a request with the reference, and returns the header.
fn sign(method: &str, url: &str) -> String {
    let (_, header) = reference::Request { method, url }.sign("1234567_SB1", SECRETS, NONCE, NOW);
    header
}

#[track_caller]
fn assert_accepted(header: &str) {
    let verified =
        verify(&verifier(), header, NOW).unwrap_or_else(|error| panic!("{error}: {header}"));
    assert_eq!(verified.account_id().realm(), "1234567_SB1");
    assert_eq!(verified.consumer_key(), SECRETS[0]);
    assert_eq!(verified.token_id(), SECRETS[2]);
    assert_eq!(verified.nonce().as_str(), NONCE);
    assert_eq!(verified.timestamp(), Timestamp::from_unix(NOW));
}

#[track_caller]
fn assert_error(error: &Error, code: AuditCode, text: &str) {
    assert_eq!(error.to_string(), format!("{code}: {text}"));
    assert_eq!(error.code(), code);
    let shown = format!("{error} {error:?} {error:#?}");
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[track_caller]
fn assert_rejected(header: &str, code: AuditCode, text: &str) {
    assert_error(&verify(&verifier(), header, NOW).unwrap_err(), code, text);
}

/// Asserts that only the nonce is wrong, because it was used before.
#[track_caller]
fn assert_used(result: Result<Verified, Error>) {
    assert_eq!(result.unwrap_err().code(), AuditCode::NonceUsed);
}
