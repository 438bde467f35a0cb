//! Published values. Each case has a test named after it. `tests/vectors/README.md` lists the
//! sources.

mod steps;

use http::Method;
use netsuite_oauth1::BaseString;
use url::Url;

use self::steps::{
    base_string, load, pairs, request, signed_base_string, step_one, step_three, text,
    token_passport, uri,
};

const NETSUITE: &str = include_str!("../vectors/netsuite.json");
const RFC5849: &str = include_str!("../vectors/rfc5849.json");

#[test]
fn reproduces_oracle_rest_get_employee() {
    request("oracle-rest-get-employee");
}

#[test]
fn reproduces_oracle_restlet_post() {
    request("oracle-restlet-post");
}

#[test]
fn reproduces_oracle_restlet_post_legacy_host() {
    request("oracle-restlet-post-legacy-host");
}

#[test]
fn reproduces_ledgersync_restlet_post() {
    request("ledgersync-restlet-post");
}

#[test]
fn reproduces_celigo_revoketoken() {
    request("celigo-revoketoken");
}

#[test]
fn reproduces_oracle_step_one() {
    step_one("oracle-step-one");
}

#[test]
fn reproduces_celigo_step_one_without_role() {
    step_one("celigo-step-one-without-role");
}

#[test]
fn reproduces_oracle_step_three() {
    step_three("oracle-step-three");
}

#[test]
fn reproduces_oracle_token_passport() {
    token_passport("oracle-token-passport");
}

#[test]
fn reproduces_oracle_connect_token_password() {
    token_passport("oracle-connect-token-password");
}

#[test]
fn reproduces_rfc5849_3_4_1_1() {
    base_string("rfc5849-3.4.1.1");
}

#[test]
fn reproduces_rfc5849_1_2_photos() {
    base_string("rfc5849-1.2-photos");
}

#[test]
fn reproduces_ruby_oauth_photos() {
    signed_base_string("ruby-oauth-photos");
}

#[test]
fn reproduces_ruby_oauth_initialize() {
    base_string("ruby-oauth-initialize");
}

#[test]
fn reproduces_gomodule_hmac_sha256() {
    signed_base_string("gomodule-hmac-sha256");
}

#[test]
fn reproduces_gomodule_special_characters() {
    base_string("gomodule-special-characters");
}

#[test]
fn reproduces_gomodule_duplicate_pair_encoded_path() {
    base_string("gomodule-duplicate-pair-encoded-path");
}

#[test]
fn reproduces_liboauth_eran() {
    base_string("liboauth-eran");
}

#[test]
fn reproduces_oauth_sign_cjk() {
    base_string("oauth-sign-cjk");
}

#[test]
fn reproduces_oauth_sign_brackets() {
    base_string("oauth-sign-brackets");
}

#[test]
fn percent_encodes_as_published() {
    let cases = load(RFC5849)["percent_encoding"]["cases"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(cases.len(), 10);
    for case in cases {
        let [raw, encoded] = [text(&case[0]), text(&case[1])];
        let base_string = BaseString::new(&Method::GET, &uri("https://h"), [("", raw)]).unwrap();
        assert_eq!(base_string.parameters(), format!("={encoded}"), "{raw:?}");
    }
}

#[test]
fn normalizes_parameters_as_published() {
    let cases = load(RFC5849)["parameter_normalization"]["cases"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(cases.len(), 5);
    for case in cases {
        let base_string =
            BaseString::new(&Method::GET, &uri("https://h"), pairs(&case[0])).unwrap();
        assert_eq!(base_string.parameters(), text(&case[1]), "{}", case[0]);
    }
}

#[test]
fn builds_base_string_uris_as_published() {
    let cases = load(RFC5849)["base_string_uri"]["cases"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(cases.len(), 8);
    for case in cases {
        let [url, expected] = [text(&case[0]), text(&case[1])];
        let none: [(&str, &str); 0] = [];
        let from_uri = BaseString::new(&Method::GET, &uri(url), none).unwrap();
        assert_eq!(from_uri.uri(), expected, "{url} as a Uri");
        let from_url = BaseString::new(&Method::GET, &Url::parse(url).unwrap(), none).unwrap();
        assert_eq!(from_url.uri(), expected, "{url} as a Url");
    }
}

#[test]
fn every_case_has_a_test() {
    let tests = include_str!("vectors.rs");
    for (file, list) in [
        (NETSUITE, "requests"),
        (NETSUITE, "three_step_flow"),
        (NETSUITE, "token_passports"),
        (RFC5849, "base_strings"),
    ] {
        for case in load(file)[list].as_array().unwrap() {
            let call = format!("(\"{}\");", text(&case["id"]));
            assert!(tests.contains(&call), "no test calls {call}");
        }
    }
}
