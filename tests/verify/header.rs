//! The syntax of the header.

use http::header::AUTHORIZATION;
use http::{HeaderMap, Method, Uri};
use netsuite_oauth1::Timestamp;
use netsuite_oauth1::audit::AuditCode::{MissingTokenPassportRequiredFields, ParameterRejected};

use crate::support::{NOW, RESTLET};
use crate::{
    assert_accepted, assert_error, assert_rejected, header, parameters, reference, verifier,
};

#[test]
fn accepts_parameters_in_any_order() {
    let mut shuffled = parameters(&[]);
    for _ in 0..8 {
        assert_accepted(&reference::header(&shuffled));
        shuffled.rotate_left(1);
        assert_accepted(&reference::header(&shuffled));
        shuffled.swap(0, 5);
    }
}

#[test]
fn accepts_optional_whitespace_empty_elements_and_any_case_of_the_scheme() {
    let right = header(&[]);
    for odd in [
        right.replace(", ", ","),
        right.replace(", ", "\t ,  \t"),
        right.replace(", ", ", ,, "),
        right.replace(", ", ",\t\t"),
        right.replace('=', " = "),
        right.replace('=', "\t= \t"),
        right.replace("OAuth ", "OAUTH\t"),
        right.replace("OAuth ", "oauth   ,, "),
        format!("  {right}\t"),
        format!("{right},"),
        format!("{right} , ,"),
    ] {
        assert_accepted(&odd);
    }
}

#[test]
fn accepts_other_escapes_of_the_same_text() {
    let right = header(&[]);
    for (from, to) in [
        ("consumer-key", "consumer%2dkey"),
        ("consumer-key", "c%6Fnsumer%2Dkey"),
        ("token-id", "%74oken-id"),
        ("1234567_SB1", "1234567%5fSB1"),
        ("HMAC-SHA256", "HMAC%2DSHA256"),
        ("\"1.0\"", "\"1%2E0\""),
        ("1508242306", "%3150824230%36"),
        ("fjaLirs", "%66jaLirs"),
        ("oauth_nonce", "oauth%5Fnonce"),
        ("realm", "%72ealm"),
        ("%3D\"", "%3d\""),
    ] {
        let odd = right.replace(from, to);
        assert_ne!(odd, right);
        assert_accepted(&odd);
    }
}

#[test]
fn rejects_a_request_without_a_header_or_with_two() {
    let (uri, now) = (Uri::from_static(RESTLET), Timestamp::from_unix(NOW));
    let verify = |headers: &HeaderMap| {
        verifier()
            .verify(&Method::GET, &uri, headers, now)
            .unwrap_err()
    };
    let mut headers = HeaderMap::new();
    assert_error(
        &verify(&headers),
        MissingTokenPassportRequiredFields,
        "no `Authorization` header",
    );
    let right = header(&[]);
    headers.append(AUTHORIZATION, right.parse().unwrap());
    headers.append(AUTHORIZATION, right.parse().unwrap());
    assert_error(
        &verify(&headers),
        ParameterRejected,
        "more than one `Authorization` header",
    );
}

#[test]
fn rejects_another_scheme() {
    for other in [
        "",
        " ",
        "OAut",
        "Basic Y29uc3VtZXIta2V5",
        "OAuth2 realm=\"1234567_SB1\"",
        "OAuth,realm=\"1234567_SB1\"",
        "realm=\"1234567_SB1\"",
        "\u{fc}",
    ] {
        assert_rejected(
            other,
            MissingTokenPassportRequiredFields,
            "unknown scheme in the `Authorization` header: expected `OAuth`",
        );
    }
}

#[test]
fn rejects_a_malformed_list() {
    for (text, at) in [
        ("OAuth realm", 11),
        ("OAuth realm oauth_nonce=\"a\"", 12),
        ("OAuth \"a\"", 6),
        ("OAuth =\"a\"", 6),
        ("OAuth a=\"b\" c=\"d\"", 12),
        ("OAuth a=\"b\"c=\"d\"", 11),
        ("OAuth a=\"b\";c=\"d\"", 11),
        ("OAuth a+b=\"c\"", 7),
        ("OAuth a%=\"c\"", 7),
        ("OAuth a%4g=\"c\"", 7),
        ("OAuth é=\"c\"", 6),
        ("OAuth a\"=\"c\"", 7),
    ] {
        assert_rejected(
            text,
            ParameterRejected,
            &format!(
                "malformed header at byte {at}: expected `name=\"value\"`, separated by commas"
            ),
        );
    }
}

#[test]
fn rejects_an_unquoted_value() {
    for (text, at) in [
        ("OAuth realm=1234567", 12),
        ("OAuth a=\"b\", realm=", 19),
        ("OAuth realm= \t1234567_SB1, a=\"b\"", 14),
        ("OAuth realm='1'", 12),
        ("OAuth realm=,", 12),
    ] {
        assert_rejected(
            text,
            ParameterRejected,
            &format!("unquoted value in the header at byte {at}: expected double quotes"),
        );
    }
}

#[test]
fn rejects_an_unterminated_value() {
    for text in ["OAuth a=\"b\", c=\"", "OAuth a=\"b\", c=\"d%41"] {
        assert_rejected(
            text,
            ParameterRejected,
            "unterminated value in the header at byte 13: expected a closing double quote",
        );
    }
}

#[test]
fn rejects_a_value_that_is_not_percent_encoded() {
    for (text, at) in [
        ("OAuth a=\"b+c\"", 10),
        ("OAuth a=\"b c\"", 10),
        ("OAuth a=\"b/\"", 10),
        ("OAuth a=\"b=\"", 10),
        ("OAuth a=\"b,\"", 10),
        ("OAuth a=\"b\\\"\"", 10),
        ("OAuth a=\"%\"", 9),
        ("OAuth a=\"%4\"", 9),
        ("OAuth a=\"%zz\"", 9),
        ("OAuth a=\"%4g\"", 9),
        ("OAuth a=\"%41%%41\"", 12),
        ("OAuth a=\"bé\"", 10),
        ("OAuth a=\"b!\"", 10),
        ("OAuth a=\"b*\"", 10),
    ] {
        assert_rejected(
            text,
            ParameterRejected,
            &format!(
                "invalid character in the header at byte {at}: expected an unreserved character or `%` and two hex digits"
            ),
        );
    }
    // Many clients do not escape the signature.
    let raw = header(&[]).replace("%3D", "=");
    let at = raw.len() - 2;
    assert_rejected(
        &raw,
        ParameterRejected,
        &format!(
            "invalid character in the header at byte {at}: expected an unreserved character or `%` and two hex digits"
        ),
    );
}

#[test]
fn rejects_a_name_or_value_that_is_not_utf_8() {
    for (text, at) in [
        ("OAuth a=\"%80\"", 9),
        ("OAuth a=\"b\", c=\"x%C3%28\"", 16),
        ("OAuth a=\"%ED%A0%80\"", 9),
        ("OAuth %FF=\"a\"", 6),
    ] {
        assert_rejected(
            text,
            ParameterRejected,
            &format!("invalid UTF-8 in the header's name or value at byte {at}"),
        );
    }
}

/// A header of 256 KiB gets the same error as a short one.
#[test]
fn rejects_a_long_header_for_the_right_reason() {
    let length = 1 << 18;
    let long = |text: &str| text.repeat(length / text.len());
    let malformed = |at| {
        format!("malformed header at byte {at}: expected `name=\"value\"`, separated by commas")
    };
    for (text, text_of_error) in [
        (long("="), malformed(6)),
        (long("\""), malformed(6)),
        (long("a"), malformed(6 + length)),
        (long("%"), malformed(6)),
        (long("%41"), malformed(6 + length / 3 * 3)),
        (
            long("a=\"b\","),
            "repeated parameter in the header, which is not one of NetSuite's own".to_owned(),
        ),
    ] {
        assert_rejected(&format!("OAuth {text}"), ParameterRejected, &text_of_error);
    }
    for text in [long(","), long(" ")] {
        assert_rejected(
            &format!("OAuth {text}"),
            MissingTokenPassportRequiredFields,
            "no realm in the header",
        );
    }
}
