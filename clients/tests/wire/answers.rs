//! The stand-in answers as Oracle's help describes.

use clients::{StandIn, credentials};
use http::{Method, StatusCode};
use netsuite_oauth1::rejection::{Kind, Rejection};
use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
use serde_json::{Value, json};
use time::Duration;

use crate::client::{Answer, Client, Sent, signer};

const RESTLET: &str = "/app/site/hosting/restlet.nl?script=6&deploy=1";

/// Returns a signer with the right key and token id, but the wrong secrets.
fn forger() -> Signer {
    let known = credentials().unwrap();
    Signer::new(Credentials::new(
        known.account_id().clone(),
        Consumer::new(known.consumer().key(), "guessed").unwrap(),
        Token::new(known.token().id(), "guessed").unwrap(),
    ))
}

#[track_caller]
fn send(
    signer: &Signer,
    method: Method,
    url: String,
    headers: &[(&'static str, &'static str)],
    body: &'static str,
) -> Answer {
    let sent = Sent {
        method,
        url,
        headers,
        body: body.as_bytes(),
    };
    Client::Hyper.send(signer, &sent).unwrap()
}

#[test]
fn a_restlet_reports_errors_in_the_content_type_of_the_request() {
    let netsuite = StandIn::start().unwrap();
    for (media_type, body) in [
        (
            "application/json",
            r#"{"error":{"code":"INVALID_LOGIN_ATTEMPT","message":"Invalid login attempt."}}"#,
        ),
        (
            "application/xml; charset=utf-8",
            "<error><code>INVALID_LOGIN_ATTEMPT</code><message>Invalid login attempt.</message></error>",
        ),
        (
            "text/plain",
            "error code: INVALID_LOGIN_ATTEMPT\nerror message: Invalid login attempt.",
        ),
    ] {
        let headers = &[("content-type", media_type)];
        let answer = send(&forger(), Method::POST, netsuite.url(RESTLET), headers, "x");
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.text(), body);
        assert_eq!(
            answer.headers["www-authenticate"],
            "OAuth realm=\"1234567_SB1\", error=\"token_rejected\", error_description=\"Invalid login attempt.\""
        );
    }
}

#[test]
fn rest_reports_errors_with_o_error_details() {
    let netsuite = StandIn::start().unwrap();
    let url = netsuite.url("/services/rest/record/v1/customer/107");
    let answer = send(&forger(), Method::GET, url, &[], "");
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.headers.contains_key("www-authenticate"));
    let body: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(body["title"], "Unauthorized");
    assert_eq!(body["status"], 401);
    assert_eq!(body["o:errorDetails"][0]["o:errorCode"], "INVALID_LOGIN");
}

#[test]
fn rejection_recognizes_each_answer() {
    let (restlet, record) = (RESTLET, "/services/rest/record/v1/customer/107");
    let (right, wrong) = (signer(), forger());
    let late = signer().with_clock_offset(Duration::minutes(-6));
    for (signer, url, is_busy, kind) in [
        (&wrong, restlet, false, Kind::LoginRefused),
        (&wrong, record, false, Kind::LoginRefused),
        (&wrong, "/rest/tokeninfo", false, Kind::LoginRefused),
        (&late, restlet, false, Kind::MalformedHeader),
        (&late, record, false, Kind::LoginRefused),
        (&right, restlet, true, Kind::ConcurrencyLimit),
        (&right, record, true, Kind::ConcurrencyLimit),
        (
            &right,
            "/app/site/hosting/restlet.nl?script=6",
            false,
            Kind::ScriptNotFound,
        ),
        (
            &right,
            "/app/site/hosting/restlet.nl?script=moved&deploy=1",
            false,
            Kind::Redirect,
        ),
        (
            &right,
            "/services/rest/query/v1/suiteql",
            false,
            Kind::Method,
        ),
    ] {
        let netsuite = StandIn::start().unwrap();
        netsuite.be_busy(usize::from(is_busy));
        let answer = send(signer, Method::GET, netsuite.url(url), &[], "");
        let rejection = Rejection::from_parts(answer.status, &answer.headers, &answer.body)
            .unwrap()
            .with_account_id(right.account_id());
        assert_eq!(rejection.kind(), kind, "{url}: {rejection}");
        assert_eq!(rejection.can_retry(), is_busy, "{url}: {rejection}");
        let has_challenge = answer.headers.contains_key("www-authenticate");
        let report = format!("{rejection:#}");
        assert_eq!(
            report.contains(", which is the account's"),
            has_challenge,
            "{url}: {report}"
        );
    }
}

#[test]
fn suiteql_returns_pages_of_rows() {
    let netsuite = StandIn::start().unwrap();
    let headers = &[
        ("content-type", "application/json"),
        ("prefer", "transient"),
    ];
    let url = |query| netsuite.url(&format!("/services/rest/query/v1/suiteql{query}"));
    let sql = r#"{"q": "SELECT id FROM customer"}"#;
    for (query, expected) in [
        ("?limit=1000&offset=0", (1000, true, "0")),
        ("?limit=1000&offset=1000", (1000, true, "1000")),
        ("?limit=1000&offset=2000", (500, false, "2000")),
        ("", (1000, true, "0")),
    ] {
        let answer = send(&signer(), Method::POST, url(query), headers, sql);
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        let body: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(body["items"].as_array().unwrap().len(), expected.0);
        let found = (&body["count"], &body["hasMore"], &body["items"][0]["id"]);
        let (count, has_more, first) = expected;
        assert_eq!(
            found,
            (&json!(count), &json!(has_more), &json!(first)),
            "{query}"
        );
        assert_eq!(body["totalResults"], 2500);
    }
    for (query, headers) in [
        ("?limit=1000&offset=0", &headers[..1]),
        ("?limit=1001&offset=0", headers),
        ("?limit=0&offset=0", headers),
        ("?limit=1000&offset=500", headers),
    ] {
        let answer = send(&signer(), Method::POST, url(query), headers, sql);
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
    }
}

#[test]
fn a_revoked_token_is_rejected() {
    let netsuite = StandIn::start().unwrap();
    let get = |url: &str| send(&signer(), Method::GET, netsuite.url(url), &[], "");
    assert_eq!(get("/rest/tokeninfo").status, StatusCode::OK);
    // The request is for NetSuite. Only its path and query are used here.
    let request = signer().revoke_token_request().unwrap();
    let url = request.uri().path_and_query().unwrap();
    assert_eq!(
        get("/rest/revoketoken?token=x").status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(get(url.as_str()).status, StatusCode::OK);
    assert_eq!(get("/rest/tokeninfo").status, StatusCode::UNAUTHORIZED);
}

#[test]
fn dropping_the_stand_in_closes_its_port() {
    let netsuite = StandIn::start().unwrap();
    let sent = Sent::get(netsuite.url("/rest/tokeninfo"));
    assert!(Client::Ureq.send(&signer(), &sent).is_ok());
    drop(netsuite);
    assert!(Client::Ureq.send(&signer(), &sent).is_err());
}
