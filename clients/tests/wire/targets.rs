//! The server receives the URL that was signed, byte for byte.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::thread;

use clients::StandIn;
use http::{Method, StatusCode};

use crate::client::{Client, Sent, nonce, signer};

/// A URL after `/services/rest/record/v1/`, the target that hyper, tower and ureq send (they take a
/// `Uri`), and the target that reqwest sends (it takes a `Url`). `None`: the URL is rejected, and
/// nothing is sent.
const TARGETS: &[(&str, Option<&str>, Option<&str>)] = &[
    same("customer/107"),
    same("salesOrder/7/!transform/invoice"),
    same("customer/eid:A%20B"),
    same("customer/eid:a%2Fb%3f!'()*~-._"),
    same("customer/a+b;c=d,e@f$g&h"),
    same("customer/%E4%zz%"),
    same("customer//x/"),
    same("customer?q=name%20IS%20%22A%26B%22&fields=a,b"),
    same("customer?b=%2B+1&a=2&b=1&b=1&%62=%c3%a9"),
    same("customer?a=b=c;d&&e&=f&"),
    same("customer?"),
    same("customer?filter[0][name]=a&filter[1]=b"),
    same("customer[0]/x"),
    same("customer?id=1&id2=2&id-=3"),
    same("customer?q=(a)!*:@/?$"),
    same("customer?q=a|b^c`d{e}"),
    same("customer?realm=x&role=3&user_oauth_token=y"),
    // `Uri` and `Url` differ.
    (
        "customer?q='A'",
        Some("customer?q='A'"),
        Some("customer?q=%27A%27"),
    ),
    (
        "customer/a/../b/./c",
        Some("customer/a/../b/./c"),
        Some("customer/b/c"),
    ),
    ("customer?q=\"A\"", None, Some("customer?q=%22A%22")),
    (
        "customer/\"{A}\"",
        Some("customer/\"{A}\""),
        Some("customer/%22%7BA%7D%22"),
    ),
    ("customer\\x", Some("customer\\x"), Some("customer/x")),
    ("customer?q=A B", None, Some("customer?q=A%20B")),
    ("customer/A B", None, Some("customer/A%20B")),
    ("customer?q=<A>", None, Some("customer?q=%3CA%3E")),
    (
        "customer?q=é",
        Some("customer?q=é"),
        Some("customer?q=%C3%A9"),
    ),
    (
        "customer/eid:é",
        Some("customer/eid:é"),
        Some("customer/eid:%C3%A9"),
    ),
    // Fragments are not sent.
    ("customer?q=A#B", Some("customer?q=A"), Some("customer?q=A")),
    // The signer rejects these.
    ("customer?q=%", None, None),
    ("customer?q=%zz", None, None),
    ("customer?q=%E4", None, None),
    ("customer?oauth_token=x", None, None),
];

const fn same(target: &str) -> (&str, Option<&str>, Option<&str>) {
    (target, Some(target), Some(target))
}

#[test]
fn every_client_sends_the_url_that_was_signed() {
    let netsuite = StandIn::start().unwrap();
    for client in Client::ALL {
        for (target, as_uri, as_url) in TARGETS {
            let expected = if client == Client::Reqwest {
                as_url
            } else {
                as_uri
            };
            let path = format!("{ROOT}{target}");
            let before = netsuite.received().len();
            let answer = client.send(&signer(), &Sent::get(netsuite.url(&path)));
            let received = netsuite.received().split_off(before);
            let Some(expected) = expected else {
                assert!(answer.is_err(), "{client:?} sent {target:?}: {answer:?}");
                assert_eq!(received.len(), 0, "{client:?} sent {target:?}");
                continue;
            };
            let expected = format!("{ROOT}{expected}");
            match answer {
                Ok(answer) => assert_eq!(
                    answer.status,
                    StatusCode::OK,
                    "{client:?} {target:?}: {:?}",
                    netsuite.audit_trail().last()
                ),
                Err(error) => panic!("{client:?} did not send {target:?}: {error}"),
            }
            assert_eq!(received.len(), 1, "{client:?} {target:?}");
            assert_eq!(received[0].target, *expected, "{client:?} {target:?}");

            // The raw request line, before any server parses it, agrees.
            let line = request_line(client, &path);
            assert_eq!(line, format!("GET {expected} HTTP/1.1"), "{client:?}");
        }
    }
    assert_eq!(netsuite.audit_trail(), []);
}

/// Sends a GET to a minimal server and returns the request line.
fn request_line(client: Client, path: &str) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}{path}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            head.extend(byte);
        }
        let answer = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
        stream.write_all(answer).unwrap();
        String::from_utf8(head).unwrap()
    });
    client.send(&signer(), &Sent::get(url)).unwrap();
    let head = server.join().unwrap();
    head.lines().next().unwrap().to_owned()
}

#[test]
fn signs_every_method() {
    let netsuite = StandIn::start().unwrap();
    let url = netsuite.url("/app/site/hosting/restlet.nl?script=6&deploy=1");
    for client in Client::ALL {
        for (method, body) in [
            (Method::GET, ""),
            (Method::DELETE, ""),
            (Method::POST, r#"{"order":1}"#),
            (Method::PUT, r#"{"order":2}"#),
            (Method::PATCH, r#"{"order":3}"#),
        ] {
            let sent = Sent {
                method: method.clone(),
                url: url.clone(),
                headers: &[("content-type", "application/json")],
                body: body.as_bytes(),
            };
            let answer = client.send(&signer(), &sent).unwrap();
            assert_eq!(answer.status, StatusCode::OK, "{client:?} {method}");
            let echo = format!(r#"{{"method":"{method}","query":"script=6&deploy=1"}}"#);
            let expected = if body.is_empty() { &echo } else { body };
            assert_eq!(answer.text(), expected, "{client:?} {method}");
        }
    }
    let received = netsuite.received();
    let nonces: std::collections::HashSet<_> = received.iter().map(nonce).collect();
    assert_eq!((received.len(), nonces.len()), (20, 20));
}

const ROOT: &str = "/services/rest/record/v1/";
