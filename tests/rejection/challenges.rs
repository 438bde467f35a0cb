//! Reads `WWW-Authenticate` (RFC 9110 section 11.6.1), well-formed or not.

use crate::read;

/// Checks the realm, and the report's line about the challenge.
#[track_caller]
fn assert_read(values: &[&str], realm: Option<&str>, line: Option<&str>) {
    let headers: Vec<_> = values
        .iter()
        .map(|value| ("www-authenticate", *value))
        .collect();
    let rejection = read(401, &headers, "");
    assert_eq!(rejection.realm(), realm, "{values:?}");
    let report = format!("{rejection:#}");
    let mut lines = report.lines();
    let found = lines.find_map(|line| line.strip_prefix("WWW-Authenticate: "));
    assert_eq!(found, line, "{values:?}");
}

const REALM: Option<&str> = Some("1234567");
const REFUSED: Option<&str> = Some("OAuth: token_rejected: Invalid login attempt.");

#[test]
fn reads_the_parameters_of_oauth_in_any_spelling() {
    for value in [
        r#"OAuth realm="1234567", error="token_rejected", error_description="Invalid login attempt.""#,
        r#"OAuth realm="1234567",error=token_rejected , error_description = "Invalid login attempt.""#,
        r#"OAuth REALM=1234567, ,error="token_rejected",error_description="Invalid login attempt."#,
        r#"Negotiate YWJj==, OAuth realm="1\2\34567", error="token_rejected", error_description="Invalid\ login attempt.", realm="2""#,
        r#"@@, "", OAuth realm="1234567", error="token_rejected", error_description="Invalid login attempt.""#,
    ] {
        assert_read(&[value], REALM, REFUSED);
    }
    let lower = r#"oauth realm="1234567", error="token_rejected""#;
    assert_read(&[lower], REALM, Some("oauth: token_rejected"));
    let quotes = r#"OAuth error_description="say \"no\" \\ \"#;
    assert_read(&[quotes], None, Some(r#"OAuth: say "no" \"#));
}

#[test]
fn reads_oauth_beside_other_schemes() {
    let basic = r#"Basic realm="simple, OAuth realm=\"0\"", OAuth realm="1234567", error="token_rejected", error_description="Invalid login attempt.", Bearer realm="9""#;
    assert_read(&[basic], REALM, REFUSED);
    let values = [
        r#"Bearer error="invalid_token""#,
        r#"OAuth realm="1234567""#,
        r#"OAuth error="token_rejected", error_description="Invalid login attempt.""#,
    ];
    assert_read(&values, REALM, REFUSED);
}

#[test]
fn reads_nothing_where_there_is_no_challenge_or_no_parameter() {
    for (value, line) in [
        ("", None),
        ("=", None),
        ("realm=1", None),
        ("OAuth", Some("OAuth")),
        ("OAuth ,", Some("OAuth")),
        ("OAuth @", Some("OAuth")),
        ("OAuth realm=", Some("OAuth")),
        ("OAuth realm=\"\"", Some("OAuth")),
        ("Basic realm=\"1\"", Some("Basic")),
    ] {
        assert_read(&[value], None, line);
    }
}
