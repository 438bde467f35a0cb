//! The SOAP `tokenPassport`, read by an XML parser.

mod support;

use netsuite_oauth1::token_passport::TokenPassport;
use netsuite_oauth1::{Nonce, Signer, Timestamp};
use proptest::prelude::*;
use roxmltree::{Document, Node};
use time::Duration;

use crate::support::{NONCE, NOW, credentials, signer_with};

const MESSAGES: &str = "urn:messages_2025_2.platform.webservices.netsuite.com";
const CORE: &str = "urn:core_2025_2.platform.webservices.netsuite.com";

#[test]
fn writes_the_passport_as_one_element_with_its_namespaces() {
    let xml = passport(&signer_with("key", "id"))
        .into_xml("2025_2")
        .unwrap();
    assert_eq!(
        xml,
        "<platformMsgs:tokenPassport xmlns:platformMsgs=\"urn:messages_2025_2.platform.webservices.netsuite.com\" \
         xmlns:platformCore=\"urn:core_2025_2.platform.webservices.netsuite.com\">\
         <platformCore:account>1234567_SB1</platformCore:account>\
         <platformCore:consumerKey>key</platformCore:consumerKey>\
         <platformCore:token>id</platformCore:token>\
         <platformCore:nonce>abcdef</platformCore:nonce>\
         <platformCore:timestamp>7</platformCore:timestamp>\
         <platformCore:signature algorithm=\"HMAC_SHA256\">OMuVioELU2fqpkvtThrFdeVUcnqTkCfo5srN4yVIGCI=</platformCore:signature>\
         </platformMsgs:tokenPassport>"
    );
}

/// Clients in Node.js, Java and Ruby send the element in `messages` and its children in `core`, in
/// this order.
#[test]
fn has_the_namespaces_and_the_order_of_other_clients() {
    let passport = passport(&signer_with("key", "id"));
    let signature = passport.signature.clone();
    let envelope = format!(
        r#"<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Header>{}</Header><Body/></Envelope>"#,
        passport.into_xml("2025_2").unwrap()
    );
    let document = Document::parse(&envelope).unwrap();
    let header = document.root_element().first_element_child().unwrap();
    let element = header.first_element_child().unwrap();
    assert_eq!(element.tag_name(), (MESSAGES, "tokenPassport").into());
    assert_eq!(element.attributes().len(), 0);
    let children: Vec<Node<'_, '_>> = element.children().collect();
    let names: Vec<&str> = children
        .iter()
        .map(|child| child.tag_name().name())
        .collect();
    assert_eq!(
        names,
        [
            "account",
            "consumerKey",
            "token",
            "nonce",
            "timestamp",
            "signature"
        ]
    );
    for child in &children {
        assert_eq!(child.tag_name().namespace(), Some(CORE));
    }
    let texts: Vec<&str> = children.iter().map(|child| child.text().unwrap()).collect();
    assert_eq!(
        texts,
        ["1234567_SB1", "key", "id", "abcdef", "7", &signature]
    );
    let attributes: Vec<(&str, &str)> = children
        .iter()
        .flat_map(Node::attributes)
        .map(|attribute| (attribute.name(), attribute.value()))
        .collect();
    assert_eq!(attributes, [("algorithm", "HMAC_SHA256")]);
}

#[test]
fn escapes_hostile_values() {
    for hostile in [
        "<&\"'>",
        "]]></platformCore:consumerKey><platformCore:consumerKey>x",
        "&amp;",
        "<!--",
        "é\u{1f600}\u{fffd}",
        "a  b",
    ] {
        let xml = passport(&signer_with(hostile, hostile))
            .into_xml("2025_2")
            .unwrap();
        let document = Document::parse(&xml).unwrap();
        for name in ["consumerKey", "token"] {
            assert_eq!(text(&document, name), hostile);
        }
        assert_eq!(document.root_element().children().count(), 6);
    }
}

#[test]
fn accepts_every_version_of_two_releases_a_year() {
    for version in ["2025_2", "2019_1", "2017_2"] {
        let xml = passport(&signer_with("key", "id"))
            .into_xml(version)
            .unwrap();
        assert!(
            xml.contains(&format!("urn:messages_{version}.platform")),
            "{xml}"
        );
        assert!(
            xml.contains(&format!("urn:core_{version}.platform")),
            "{xml}"
        );
    }
    for version in [
        "",
        "2025",
        "2025_",
        "2025_0",
        "2025_3",
        "2025_22",
        "25_2",
        "20255_2",
        "2025-2",
        "2020.2.0",
        "_2",
        "v2025_2",
        " 2025_2",
        "2025_2\"><x",
        "２０２５_2",
    ] {
        let error = passport(&signer_with("key", "id"))
            .into_xml(version)
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "invalid endpoint version {version:?}: expected a year and a release such as \"2025_2\""
            )
        );
    }
}

/// The signature was computed with Python's `hmac`, for the credentials of Oracle's help.
#[test]
fn signs_for_an_old_endpoint() {
    let secrets = [
        "ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4",
        "d26ad321a4b2f23b0741c8d38392ce01c3e23e109df6c96eac6d099e9ab9e8b5",
        "2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc",
        "c29a677df7d5439a458c063654187e3d678d73aca8e3c9d8bea1478a3eb0d295",
    ];
    let signer = Signer::new(credentials("1234567_SB1", secrets));
    let nonce = Nonce::new(NONCE).unwrap();
    let passport = signer.token_passport_with(&nonce, Timestamp::from_unix(NOW));
    let xml = passport.into_xml("2017_2").unwrap();
    assert!(
        xml.contains("algorithm=\"HMAC_SHA256\">RT8CL3t/Sb0/zfUmVIYoCmA6QjppQ6BiHinvEbPecao=<"),
        "{xml}"
    );
}

/// The signature was computed with Python's `hmac`.
#[test]
fn signs_the_encoded_values() {
    let passport = passport(&signer_with("k&y =é", "i%d"));
    let expected = "p6Y+y7E3utY8M8LHBgnm07UaW7EZ3ocyzJWyE4wxqok=";
    assert_eq!(passport.signature, expected);
}

#[test]
fn each_passport_has_its_own_nonce_and_the_clock_offset() {
    let signer = signer_with("key", "id").with_clock_offset(Duration::days(-365));
    let (first, second) = (signer.token_passport(), signer.token_passport());
    assert_ne!(first.nonce, second.nonce);
    assert_ne!(first.signature, second.signature);
    let year_ago = Timestamp::now().unix() - 365 * 24 * 60 * 60;
    assert!(
        first.timestamp.unix().abs_diff(year_ago) < 60,
        "without the clock offset"
    );
}

proptest! {
    #![proptest_config(support::random::config(256))]

    #[test]
    fn a_parser_reads_the_credentials_back(key in "[^\\pC\\s]{1,20}", id in "[!-~]{1,20}") {
        let signer = signer_with(&key, &id);
        let xml = passport(&signer).into_xml("2025_2").unwrap();
        let document = Document::parse(&xml).unwrap();
        prop_assert_eq!(text(&document, "consumerKey"), key);
        prop_assert_eq!(text(&document, "token"), id);
    }
}

fn text(document: &Document<'_>, name: &str) -> String {
    let mut nodes = document
        .descendants()
        .filter(|node| node.has_tag_name((CORE, name)));
    let node = nodes.next().unwrap();
    assert!(nodes.next().is_none());
    assert_eq!(node.children().count(), 1, "text and nothing else");
    node.text().unwrap().to_owned()
}

fn passport(signer: &Signer) -> TokenPassport {
    signer.token_passport_with(&Nonce::new("abcdef").unwrap(), Timestamp::from_unix(7))
}
