//! SOAP `TokenPassport`s and token passwords, built by hand.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use netsuite_oauth1::{Nonce, Signer, Timestamp};
use netsuite_oauth1_diagnosis::{Diagnosis, Verdict};
use sha1::Sha1;

use crate::client::{hmac, sha256, strict};
use crate::{PLAIN, RICH, assert_shows_no_secret, codes, credentials};

/// The five fields, the base string and the key.
type Parts = ([String; 5], String, Vec<u8>);

fn parts() -> Parts {
    let [key, consumer_secret, id, token_secret] = RICH.secrets;
    let fields = [RICH.account, key, id, "fjaLirsIcCGVZWzBX0pg", "1508242306"];
    let text = fields.map(strict).join("&");
    let key = [consumer_secret, token_secret].map(strict).join("&");
    (fields.map(str::to_owned), text, key.into_bytes())
}

fn envelope(fields: &[String; 5], signature: &str, algorithm: &str) -> String {
    let [account, key, id, nonce, timestamp] = fields;
    let signature = signature.replace('&', "&amp;");
    format!(
        "<soap:Envelope><soap:Header>\n<ns1:tokenPassport xmlns:ns1=\"urn:messages_2025_2\">\
         <ns2:account>{account}</ns2:account><ns2:consumerKey>{key}</ns2:consumerKey>\
         <ns2:token>{id}</ns2:token><ns2:nonce>{nonce}</ns2:nonce>\n\
         <ns2:timestamp>{timestamp}</ns2:timestamp>\
         <ns2:signature algorithm=\"{algorithm}\">{signature}</ns2:signature>\
         </ns1:tokenPassport></soap:Header><soap:Body/></soap:Envelope>"
    )
}

fn diagnose(fields: &[String; 5], digest: Vec<u8>, algorithm: &str) -> Diagnosis {
    let envelope = envelope(fields, &STANDARD.encode(digest), algorithm);
    let diagnosis = Diagnosis::of_passport(&credentials(&RICH), &envelope);
    assert_shows_no_secret(&RICH, &diagnosis);
    diagnosis
}

#[test]
fn a_right_passport_has_no_mistake() {
    let (fields, text, key) = parts();
    let diagnosis = diagnose(&fields, hmac(&key, text.as_bytes()), "HMAC_SHA256");
    assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
}

#[test]
fn a_passport_and_a_password_from_the_signer_have_no_mistake() {
    let signer = Signer::new(credentials(&RICH));
    let nonce = Nonce::new("fjaLirsIcCGVZWzBX0pg").unwrap();
    let timestamp = Timestamp::from_unix(1_508_242_306);
    let passport = signer.token_passport_with(&nonce, timestamp);
    let xml = passport.into_xml("2025_2").unwrap();
    let diagnosis = Diagnosis::of_passport(&credentials(&RICH), &xml);
    assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
    let password = signer.token_password_with(&nonce, timestamp);
    let diagnosis = Diagnosis::of_password(&credentials(&RICH), password.as_str());
    assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
    let diagnosis = Diagnosis::of_password(&credentials(&PLAIN), password.as_str());
    assert_eq!(diagnosis.verdict(), Verdict::Unexplained, "{diagnosis}");
}

#[test]
fn a_password_may_be_pasted_with_quotes() {
    let signer = Signer::new(credentials(&RICH));
    let password = signer.token_password();
    for quote in ["\"", "'"] {
        let pasted = format!("{quote}{}{quote}\n", password.as_str());
        let diagnosis = Diagnosis::of_password(&credentials(&RICH), &pasted);
        assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
        assert_eq!(diagnosis.notes()[0].code(), "password-unwrapped");
    }
}

/// The signature from
/// [jacobsvante/netsuite#4](https://github.com/jacobsvante/netsuite/issues/4). This repository's
/// code did not compute it.
#[test]
fn the_passport_of_a_public_report_has_no_mistake() {
    let [key, _, id, _] = PLAIN.secrets;
    let fields = [PLAIN.account, key, id, "fjaLirsIcCGVZWzBX0pg", "1508242306"];
    let envelope = envelope(
        &fields.map(str::to_owned),
        "RT8CL3t/Sb0/zfUmVIYoCmA6QjppQ6BiHinvEbPecao=",
        "HMAC_SHA256",
    );
    let diagnosis = Diagnosis::of_passport(&credentials(&PLAIN), &envelope);
    assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
}

#[test]
fn names_every_mistake_in_the_base_string() {
    for (code, change) in [
        (
            "account-spelling",
            (|t| t.replace("1234567_SB1", "1234567-sb1")) as fn(&str) -> String,
        ),
        ("account-left-out", |t| t.replace("1234567_SB1&", "")),
        ("fields-in-other-order", |t| {
            let fields: Vec<&str> = t.split('&').collect();
            [fields[0], fields[2], fields[1], fields[3], fields[4]].join("&")
        }),
        ("separators-encoded", |t| t.replace('&', "%26")),
        ("separators-encoded", |t| t.replace('&', "")),
        ("timestamp-differs", |t| {
            t.replace("1508242306", "1508242305")
        }),
        ("timestamp-differs", |t| {
            t.replace("1508242306", "1508242304")
        }),
        ("timestamp-differs", |t| {
            t.replace("1508242306", "1508242303")
        }),
        ("algorithm-signed", |t| format!("{t}&HMAC-SHA256")),
        ("line-feed-signed", |t| format!("{t}\n")),
    ] {
        let (fields, text, key) = parts();
        let digest = hmac(&key, change(&text).as_bytes());
        let diagnosis = diagnose(&fields, digest, "HMAC_SHA256");
        assert_eq!(codes(diagnosis.mistakes()), [code], "{diagnosis}");
        assert_eq!(diagnosis.verdict(), Verdict::Explained);
    }
}

#[test]
fn names_fields_that_are_not_encoded() {
    let (mut fields, _, key) = parts();
    "a/b+c=".clone_into(&mut fields[3]);
    for (code, text) in [
        ("fields-not-encoded", fields.join("&")),
        (
            "fields-encoded-twice",
            fields
                .clone()
                .map(|field| strict(&strict(&field)))
                .join("&"),
        ),
    ] {
        let diagnosis = diagnose(&fields, hmac(&key, text.as_bytes()), "HMAC_SHA256");
        assert_eq!(codes(diagnosis.mistakes()), [code, "nonce"], "{diagnosis}");
    }
}

#[test]
fn the_account_may_be_signed_as_the_realm_and_sent_as_a_host_name() {
    let (mut fields, text, key) = parts();
    "1234567-sb1".clone_into(&mut fields[0]);
    let diagnosis = diagnose(&fields, hmac(&key, text.as_bytes()), "HMAC_SHA256");
    assert_eq!(diagnosis.verdict(), Verdict::Explained, "{diagnosis}");
}

/// A base string that is not encoded may hold any character.
#[test]
fn a_proof_escapes_misleading_characters() {
    let (mut fields, _, key) = parts();
    "a 'bé\u{202e}c".clone_into(&mut fields[3]);
    let text = fields.join("&");
    let diagnosis = diagnose(&fields, hmac(&key, text.as_bytes()), "HMAC_SHA256");
    let signed = diagnosis.proof().unwrap().signed().unwrap();
    assert!(signed.contains("&a 'bé\\u{202e}c&"), "{signed}");
}

#[test]
fn names_mistakes_in_the_key_and_in_the_sent_fields() {
    let (fields, text, key) = parts();
    let [_, consumer_secret, ..] = RICH.secrets;
    let short = format!("{}&", strict(consumer_secret)).into_bytes();
    let diagnosis = diagnose(&fields, hmac(&short, text.as_bytes()), "HMAC_SHA256");
    assert_eq!(
        codes(diagnosis.mistakes()),
        ["secret-missing"],
        "{diagnosis}"
    );
    let diagnosis = diagnose(&fields, sha256(text.as_bytes()), "HMAC_SHA256");
    assert_eq!(codes(diagnosis.mistakes()), ["plain-hash"], "{diagnosis}");
    let diagnosis = diagnose(&fields, hmac(&key, text.as_bytes()), "HMAC-SHA256");
    assert_eq!(
        codes(diagnosis.mistakes()),
        ["signature-method"],
        "{diagnosis}"
    );

    let mut lower = fields.clone();
    lower[0] = "1234567_sb1".to_owned();
    let text = lower.clone().map(|field| strict(&field)).join("&");
    let diagnosis = diagnose(&lower, hmac(&key, text.as_bytes()), "HMAC_SHA256");
    assert_eq!(
        codes(diagnosis.mistakes()),
        ["realm-spelling"],
        "{diagnosis}"
    );
}

#[test]
fn names_a_hash_that_netsuite_does_not_accept() {
    let (fields, text, key) = parts();
    let mut mac = Hmac::<Sha1>::new_from_slice(&key).unwrap();
    mac.update(text.as_bytes());
    let sha1 = mac.finalize().into_bytes().to_vec();
    // No signature is recomputed with SHA-384 or MD5, whose digests have 48 and 16 bytes.
    for (digest, verdict) in [
        (sha1, Verdict::Explained),
        (vec![1; 48], Verdict::NotComputed),
        (vec![1; 16], Verdict::NotComputed),
    ] {
        let diagnosis = diagnose(&fields, digest, "HMAC_SHA256");
        assert_eq!(codes(diagnosis.mistakes()), ["other-digest"], "{diagnosis}");
        assert_eq!(diagnosis.verdict(), verdict, "{diagnosis}");
    }
}

/// A change to an envelope.
type Edit = fn(&str) -> String;

/// Diagnoses the right envelope after a change to it.
fn change(change: impl Fn(&str) -> String) -> Diagnosis {
    let (fields, text, key) = parts();
    let signature = STANDARD.encode(hmac(&key, text.as_bytes()));
    let envelope = envelope(&fields, &signature, "HMAC_SHA256");
    Diagnosis::of_passport(&credentials(&RICH), &change(&envelope))
}

/// Changes the texts of the six elements.
fn change_texts(envelope: &str, change: impl Fn(&str) -> String) -> String {
    let pieces = envelope
        .split('<')
        .map(|piece| match piece.split_once('>') {
            Some((tag, text)) if tag.starts_with("ns2:") => format!("{tag}>{}", change(text)),
            _ => piece.to_owned(),
        });
    pieces.collect::<Vec<_>>().join("<")
}

#[test]
fn an_envelope_is_read_as_an_xml_parser_does() {
    let each = |text: &str, escape: fn(char) -> String| text.chars().map(escape).collect();
    let texts: [&dyn Fn(&str) -> String; 5] = [
        &|text| format!("<![CDATA[{text}]]>"),
        &|text| each(text, |c| format!("&#{};", u32::from(c))),
        &|text| each(text, |c| format!("&#x{:X};", u32::from(c))),
        &|text| format!("\n  <!-- </ns2:token> & -->{text}\t"),
        &|text| {
            let (first, rest) = text.split_at(3);
            format!("{first}<!-- x --><![CDATA[{rest}]]>")
        },
    ];
    for edit in texts {
        let diagnosis = change(|envelope| change_texts(envelope, edit));
        assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
    }
    let envelopes: [Edit; 11] = [
        |envelope| envelope.replace("ns2:", "").replace("ns1:", ""),
        |envelope| envelope.replace("ns2:", "platformCore_1.x:"),
        |envelope| envelope.replace("algorithm=\"HMAC_SHA256\"", "algorithm='HMAC_SHA256'"),
        |envelope| envelope.replace("algorithm=\"", "x='>' ns2:algorithm\n = \""),
        |envelope| format!("<?xml version=\"1.0\"?>\n<!-- <tokenPassport/> -->{envelope}"),
        |envelope| {
            format!("POST /services/NetSuitePort_2025_2 HTTP/1.1\r\nX: a&b\r\n\r\n{envelope}")
        },
        |envelope| envelope.replace("ns2:account>", "ns2:account >"),
        // The header before the TokenPassport has elements with the same names.
        |envelope| envelope.replace("<soap:Header>", "<soap:Header><x:token>1</x:token>"),
        // Only the children of the TokenPassport are its fields.
        |envelope| {
            let nested = "<x:other><x:nonce>1</x:nonce><x:token/></x:other><ns2:account>";
            envelope.replace("<ns2:account>", nested)
        },
        // The text of an unknown element does not belong to the field before it.
        |envelope| envelope.replace("<ns2:token>", "<ns2:note>1</ns2:note><ns2:token>"),
        // Only the TokenPassport was copied, and the rest was cut off.
        |envelope| {
            let (_, rest) = envelope.split_once("<soap:Header>").unwrap();
            rest.split_once("</soap:Header>").unwrap().0.to_owned() + "<soap:Bo"
        },
    ];
    for edit in envelopes {
        let diagnosis = change(edit);
        assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
    }
}

#[test]
fn an_envelope_copied_from_json_is_read_without_backslashes() {
    let diagnosis = change(|envelope| {
        let escaped = envelope.replace('"', "\\\"").replace("</", "<\\/");
        escaped.replace('\n', "\\n")
    });
    assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
    assert_eq!(diagnosis.notes()[0].code(), "envelope-unwrapped");
}

/// Removing one level of backslashes leaves almost as many.
#[test]
fn backslashes_are_removed_once() {
    let credentials = credentials(&PLAIN);
    let envelope = "\\".repeat(65_000) + "\"";
    let diagnosis = Diagnosis::of_passport(&credentials, &envelope);
    assert_eq!(diagnosis.verdict(), Verdict::NotComputed);
}

#[test]
fn a_passport_after_65536_characters_is_not_read() {
    let credentials = credentials(&PLAIN);
    let passport = Signer::new(credentials.clone()).token_passport();
    let passport = passport.into_xml("2025_2").unwrap();
    // The limit counts characters, and `é` has two bytes.
    let before = |count: usize| format!("<a>{}</a>", "é".repeat(count - "<a></a>".len()));
    let longest = before(65_536 - passport.chars().count());
    let diagnosis = Diagnosis::of_passport(&credentials, &(longest + &passport + "<b>"));
    assert_eq!(diagnosis.verdict(), Verdict::Right);
    for envelope in [before(65_536) + &passport, before(65_500) + &passport] {
        let diagnosis = Diagnosis::of_passport(&credentials, &envelope);
        assert_eq!(diagnosis.verdict(), Verdict::NotComputed);
        assert_eq!(diagnosis.notes()[0].code(), "too-long");
    }
}

#[test]
fn an_unexplained_passport_says_nothing_about_a_url() {
    let diagnosis = change(|envelope| envelope.replace("1508242306", "1608242306"));
    assert_eq!(diagnosis.verdict(), Verdict::Unexplained);
    assert!(!diagnosis.to_string().contains("URL"), "{diagnosis}");
}

#[test]
fn names_elements_that_are_repeated_or_not_in_a_passport() {
    let diagnosis = change(|envelope| {
        let (before, after) = envelope.split_once("<ns2:nonce>").unwrap();
        format!("{before}<ns2:nonce>fjaLirsIcCGVZWzBX0pg</ns2:nonce><ns2:nonce>{after}")
    });
    assert_eq!(codes(diagnosis.mistakes()), ["twice"], "{diagnosis}");
    let diagnosis = change(|envelope| envelope.replace(":tokenPassport", ":passport"));
    assert_eq!(codes(diagnosis.mistakes()), ["missing"], "{diagnosis}");
    assert!(diagnosis.to_string().contains("tokenPassport is missing"));
    // The elements are read without it.
    assert_eq!(diagnosis.verdict(), Verdict::Explained, "{diagnosis}");
    let diagnosis = change(|envelope| change_texts(envelope, |_| "{{value}}".to_owned()));
    assert_eq!(
        codes(diagnosis.mistakes()),
        ["placeholder"; 6],
        "{diagnosis}"
    );
    let diagnosis = change(|envelope| change_texts(envelope, |_| " ".to_owned()));
    assert_eq!(codes(diagnosis.mistakes()), ["empty"; 6], "{diagnosis}");
}

#[test]
fn says_that_an_envelope_is_not_well_formed() {
    let edits: [(Edit, &str); 4] = [
        (
            |envelope| envelope.replace("</ns2:token>", "</ns2:tokn>"),
            "line 2",
        ),
        (
            |envelope| envelope.replace("</ns2:nonce>", "&</ns2:nonce>"),
            "line 2",
        ),
        (
            |envelope| envelope.replace("</ns1:tokenPassport>", ""),
            "line 3",
        ),
        (
            |envelope| envelope[..envelope.find("</ns2:token>").unwrap()].to_owned(),
            "line 2",
        ),
    ];
    for (edit, line) in edits {
        let diagnosis = change(edit);
        assert_eq!(diagnosis.verdict(), Verdict::NotComputed, "{diagnosis}");
        assert_eq!(codes(diagnosis.mistakes()), ["malformed"], "{diagnosis}");
        assert!(diagnosis.to_string().contains(line), "{diagnosis}");
    }
}

#[test]
fn a_text_without_a_passport_lacks_it() {
    for (text, code) in [
        ("", "missing"),
        ("<a/>", "missing"),
        ("no xml", "missing"),
        ("<a><account>1</account></a>", "missing"),
        ("<tokenPassport>", "malformed"),
        ("<<<>>>&;", "malformed"),
    ] {
        let diagnosis = Diagnosis::of_passport(&credentials(&RICH), text);
        assert_eq!(diagnosis.verdict(), Verdict::NotComputed);
        assert_eq!(codes(diagnosis.mistakes()), [code], "{diagnosis}");
        assert!(!diagnosis.to_string().contains("header"), "{diagnosis}");
    }
    let diagnosis = Diagnosis::of_passport(&credentials(&RICH), "<tokenPassport/>");
    assert_eq!(codes(diagnosis.mistakes()), ["missing"; 6], "{diagnosis}");
    let diagnosis = Diagnosis::of_password(&credentials(&RICH), "abc");
    assert_eq!(diagnosis.verdict(), Verdict::NotComputed);
}
