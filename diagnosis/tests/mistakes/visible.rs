//! Mistakes that are visible in the header and the URL.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use netsuite_oauth1_diagnosis::{Mistake, Verdict};
use sha1::{Digest, Sha1};
use sha2::Sha512;

use crate::bugs::{edit, set};
use crate::client::{Client, Edit, Request, hex, hmac as sign, strict};
use crate::flow::{STEP_ONE, STEP_THREE, step_one};
use crate::{PLAIN, PORT, RICH, SEARCH, codes, diagnose};

/// Returns the codes for a right header after a change to it.
fn change(change: impl Fn(&str) -> String) -> Vec<&'static str> {
    let mut sent = Client::default().send(&PLAIN);
    sent.header = change(&sent.header);
    codes(diagnose(&PLAIN, &sent).mistakes())
}

#[test]
fn two_hex_digits_follow_a_percent_sign() {
    for nonce in ["abcdef%4g", "abcdef%g4"] {
        let found = change(|header| header.replace("fjaLirsIcCGVZWzBX0pg", nonce));
        assert!(found.contains(&"not-encoded"), "{nonce}: {found:?}");
    }
}

#[test]
fn quotes_around_the_realm_are_not_another_spelling() {
    for (realm, code) in [
        ("%221234567_SB1%22", "whitespace"),
        ("1234567_SB1%20", "whitespace"),
        ("1234567-sb1", "realm-spelling"),
        ("%FF", "other-realm"),
    ] {
        let found = change(|header| header.replace("1234567_SB1", realm));
        assert_eq!(found, [code], "{realm}");
    }
}

#[test]
fn a_header_without_a_signature_lacks_it() {
    let found = change(|header| {
        let (before, _) = header.split_once(", oauth_signature=\"").unwrap();
        before.to_owned()
    });
    assert_eq!(found, ["missing"]);
}

#[test]
fn role_is_a_parameter_of_the_flow_only() {
    let with = |parameter: &str| {
        let start = format!("OAuth {parameter}, ");
        move |header: &str| header.replacen("OAuth ", &start, 1)
    };
    assert!(change(with("role=\"3\"")).contains(&"foreign-parameter"));
    let mut sent = step_one().send(&STEP_ONE);
    sent.header = with("entity=\"3\"")(&sent.header);
    let diagnosis = diagnose(&STEP_ONE, &sent);
    let found = codes(diagnosis.mistakes());
    assert!(found.contains(&"foreign-parameter"), "{diagnosis}");
}

#[test]
fn step_three_of_the_flow_needs_a_nonce_but_no_realm() {
    let client = Client {
        oauth: vec![|pairs, _| set(pairs, "oauth_verifier", "abc123")],
        send: vec![|pairs, _| pairs.retain(|(name, _)| name != "realm" && name != "oauth_nonce")],
        ..Client::default()
    };
    let diagnosis = diagnose(&STEP_THREE, &client.send(&STEP_THREE));
    let missing = diagnosis.mistakes().iter();
    let missing: Vec<&str> = missing
        .filter(|mistake| mistake.code() == "missing")
        .map(Mistake::what)
        .collect();
    assert_eq!(missing, ["oauth_nonce is missing"], "{diagnosis}");
}

/// Oracle's help asks for letters and digits, but nothing proves that NetSuite rejects others.
#[test]
fn only_a_short_nonce_is_known_to_be_wrong() {
    let nonces: [(Edit, bool); 4] = [
        (
            |pairs, _| set(pairs, "oauth_nonce", "0b6a9f3e-1111-4222-8333-abcdefabcdef"),
            false,
        ),
        (|pairs, _| set(pairs, "oauth_nonce", "aB+/cd=="), false),
        (|pairs, _| set(pairs, "oauth_nonce", &"a".repeat(65)), false),
        (|pairs, _| set(pairs, "oauth_nonce", "abcde"), true),
    ];
    for (edit, is_proven) in nonces {
        let mut client = Client::default();
        client.oauth.push(edit);
        let diagnosis = diagnose(&PLAIN, &client.send(&PLAIN));
        assert_eq!(codes(diagnosis.mistakes()), ["nonce"], "{diagnosis}");
        assert_eq!(diagnosis.verdict(), Verdict::Explained);
        let text = diagnosis.to_string();
        assert!(text.contains("signature is correct"), "{text}");
        assert_eq!(
            text.contains("something else is wrong"),
            is_proven,
            "{text}"
        );
        assert_eq!(text.contains("come and go"), !is_proven, "{text}");
    }
}

#[test]
fn a_timestamp_has_digits_only() {
    for (timestamp, code) in [
        ("1508242306000", "timestamp-in-milliseconds"),
        ("150824230600x", "timestamp"),
        ("150824230x", "timestamp"),
        ("150824230600", "timestamp"),
    ] {
        let found = change(|header| header.replace("1508242306", timestamp));
        assert!(found.contains(&code), "{timestamp}: {found:?}");
    }
}

#[test]
fn one_secret_as_the_signature_is_not_plaintext() {
    for secret in [PLAIN.secrets[1], PLAIN.secrets[3]] {
        let mut client = Client::default();
        client.send.push(if secret == PLAIN.secrets[1] {
            |pairs, request| edit(pairs, "oauth_signature", |_| request.secrets[1].to_owned())
        } else {
            |pairs, request| edit(pairs, "oauth_signature", |_| request.secrets[3].to_owned())
        });
        let diagnosis = diagnose(&PLAIN, &client.send(&PLAIN));
        let found = codes(diagnosis.mistakes());
        assert!(!found.contains(&"signature-method"), "{diagnosis}");
    }
}

/// A plain hash of the text and the key, instead of an HMAC.
#[test]
fn recognizes_a_plain_hash_with_sha_1_and_sha_512() {
    let sha_1: fn(&[u8], &[u8]) -> Vec<u8> =
        |key, text| Sha1::digest([text, key].concat()).to_vec();
    let sha_512: fn(&[u8], &[u8]) -> Vec<u8> =
        |key, text| Sha512::digest([text, key].concat()).to_vec();
    for mac in [sha_1, sha_512] {
        let client = Client {
            mac,
            ..Client::default()
        };
        let diagnosis = diagnose(&PLAIN, &client.send(&PLAIN));
        assert_eq!(diagnosis.verdict(), Verdict::Explained, "{diagnosis}");
    }
}

fn hmac_sha1(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).unwrap();
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

/// The length of a digest alone does not show the method.
#[test]
fn a_digest_of_20_bytes_is_an_hmac_only_if_it_is_recomputed_or_named() {
    let cut: fn(&[u8], &[u8]) -> Vec<u8> = |key, text| sign(key, text)[..20].to_vec();
    let plain: fn(&[u8], &[u8]) -> Vec<u8> = |_, text| Sha1::digest(text).to_vec();
    let hmac: fn(&[u8], &[u8]) -> Vec<u8> = hmac_sha1;
    let named: Edit = |pairs, _| set(pairs, "oauth_signature_method", "HMAC-SHA1");
    let other: Edit = |pairs, _| set(pairs, "oauth_signature_method", "HMAC-SHA512");
    let unnamed: Edit = |pairs, _| pairs.retain(|(name, _)| name != "oauth_signature_method");
    for (mac, method, expected, says_hmac) in [
        (cut, None, vec!["other-digest"], false),
        (cut, Some(named), vec!["other-digest"], true),
        (
            cut,
            Some(other),
            vec!["other-digest", "signature-method"],
            false,
        ),
        (plain, None, vec!["plain-hash", "other-digest"], false),
        (plain, Some(named), vec!["plain-hash", "other-digest"], true),
        (hmac, None, vec!["misnamed-digest"], true),
        (hmac, Some(named), vec!["other-digest"], true),
        (hmac, Some(unnamed), vec!["missing", "other-digest"], true),
    ] {
        let client = Client {
            mac,
            oauth: method.into_iter().collect(),
            ..Client::default()
        };
        let diagnosis = diagnose(&PLAIN, &client.send(&PLAIN));
        assert_eq!(codes(diagnosis.mistakes()), expected, "{diagnosis}");
        let what: Vec<&str> = diagnosis.mistakes().iter().map(Mistake::what).collect();
        assert_eq!(what.concat().contains("HMAC-SHA1"), says_hmac, "{what:?}");
    }
}

#[test]
fn an_hmac_sha1_is_named_beside_another_mistake() {
    let unnamed: Edit = |pairs, _| pairs.retain(|(name, _)| name != "oauth_signature_method");
    for (method, expected) in [
        (None, ["query-left-out", "misnamed-digest"].as_slice()),
        (
            Some(unnamed),
            &["query-left-out", "missing", "other-digest"],
        ),
    ] {
        let client = Client {
            mac: hmac_sha1,
            split: |_| Vec::new(),
            oauth: method.into_iter().collect(),
            ..Client::default()
        };
        let diagnosis = diagnose(&PLAIN, &client.send(&PLAIN));
        assert_eq!(codes(diagnosis.mistakes()), expected, "{diagnosis}");
        let last = diagnosis.mistakes().last().unwrap();
        assert!(last.what().contains("HMAC-SHA1"), "{last}");
    }
}

#[test]
fn a_signature_of_another_length_is_compared_with_a_hash_of_that_length() {
    for (length, hash) in [
        (16, "16 bytes, like MD5"),
        (20, "20 bytes, like SHA-1"),
        (48, "48 bytes, like SHA-384"),
        (64, "64 bytes, like SHA-512"),
    ] {
        let mut sent = Client::default().send(&PLAIN);
        let (front, _) = sent.header.split_once("oauth_signature=").unwrap();
        let signature = strict(&STANDARD.encode(vec![1; length]));
        sent.header = format!("{front}oauth_signature=\"{signature}\"");
        let diagnosis = diagnose(&PLAIN, &sent);
        assert_eq!(codes(diagnosis.mistakes()), ["other-digest"], "{diagnosis}");
        let expected = format!("the signature has {hash}, but an HMAC-SHA256 has 32 bytes");
        assert_eq!(diagnosis.mistakes()[0].what(), expected);
    }
}

/// A `+` that is not encoded may arrive as a space.
#[test]
fn a_space_in_the_signature_was_a_plus() {
    let mut tested = 0;
    for request in [RICH, PLAIN, PORT, SEARCH] {
        let mut client = Client::default();
        let right = client.send(&request);
        client
            .send
            .push(|pairs, _| edit(pairs, "oauth_signature", |value| value.replace('+', " ")));
        let sent = client.send(&request);
        if sent != right {
            tested += 1;
            let diagnosis = diagnose(&request, &sent);
            assert_eq!(codes(diagnosis.mistakes()), ["not-encoded"], "{diagnosis}");
        }
    }
    assert!(tested > 0);
}

#[test]
fn hex_digits_with_a_label_are_told_apart() {
    let hex: fn(&[u8]) -> String = |digest| STANDARD.encode(hex(digest));
    let labelled: fn(&[u8]) -> String =
        |digest| STANDARD.encode(format!("(stdin)= {}\n", crate::client::hex(digest)));
    for (signature, is_labelled) in [(hex, false), (labelled, true)] {
        let client = Client {
            signature,
            ..Client::default()
        };
        let diagnosis = diagnose(&PLAIN, &client.send(&PLAIN));
        let mistake = &diagnosis.mistakes()[0];
        assert_eq!(mistake.code(), "signature-hex-in-base64");
        assert_eq!(mistake.what().contains("openssl"), is_labelled, "{mistake}");
    }
}

#[test]
fn whitespace_may_be_signed_around_an_id() {
    let key: fn(&mut Vec<(String, String)>, &Request) =
        |pairs, _| edit(pairs, "oauth_consumer_key", |id| format!("{id}\n"));
    let token: fn(&mut Vec<(String, String)>, &Request) =
        |pairs, _| edit(pairs, "oauth_token", |id| format!("{id}\n"));
    for add in [key, token] {
        let client = Client {
            add: vec![add],
            ..Client::default()
        };
        let diagnosis = diagnose(&PLAIN, &client.send(&PLAIN));
        assert_eq!(codes(diagnosis.mistakes()), ["whitespace"], "{diagnosis}");
    }
}

#[test]
fn the_end_of_an_ipv6_address_is_not_a_port() {
    let url = "https://[2001:db8::ab]/r?id=1";
    let mut sent = Client::default().send(&Request { url, ..PLAIN });
    sent.url = url.replace("db8::ab", "DB8::AB");
    let diagnosis = diagnose(&PLAIN, &sent);
    assert_eq!(diagnosis.verdict(), Verdict::Right, "{diagnosis}");
}
