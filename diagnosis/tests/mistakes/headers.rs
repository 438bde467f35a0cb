//! Headers and URLs as they are copied, and as clients write them: each is named for what it is, and for nothing else.

use http::{Method, Uri};
use netsuite_oauth1_diagnosis::{Diagnosis, Mistake};

use crate::client::{Client, Job};
use crate::{JOB, PLAIN, credentials, diagnose};

/// Diagnoses the right header of a request after a change to it.
fn change(job: &Job, change: impl Fn(&str) -> String) -> Diagnosis {
    let mut sent = Client(&[]).send(job);
    sent.header = change(&sent.header);
    diagnose(job, &sent)
}

#[test]
fn a_header_with_its_name_is_right() {
    for before in [
        "Authorization: ",
        "authorization:",
        "> authorization: ",
        "  >Authorization:\t",
        "> ",
    ] {
        let diagnosis = change(&JOB, |header| format!("{before}{header}\r\n"));
        assert!(diagnosis.explains_signature(), "{before}: {diagnosis}");
        assert_eq!(diagnosis.mistakes(), [], "{before}");
    }
}

/// The path decides between the account's hosts.
#[test]
fn a_url_without_a_host_is_taken_for_the_accounts_own() {
    for job in [JOB, PLAIN] {
        let mut sent = Client(&[]).send(&job);
        let host = sent.url.find(".com").unwrap() + 4;
        sent.url.drain(..host);
        let diagnosis = diagnose(&job, &sent);
        assert!(diagnosis.explains_signature(), "{diagnosis}");
        assert_eq!(diagnosis.mistakes(), []);
    }
}

#[test]
fn other_separators_than_commas() {
    for separator in [" ", "; ", "&", "", " , ;", "\t;"] {
        let diagnosis = change(&JOB, |header| header.replace(", ", separator));
        assert!(diagnosis.explains_signature(), "{separator:?}: {diagnosis}");
        assert_eq!(diagnosis.mistakes(), [Mistake::Malformed], "{separator:?}");
    }
    for separator in [",", " ,\r\n  ", ",,"] {
        let diagnosis = change(&JOB, |header| header.replace(", ", separator));
        assert_eq!(diagnosis.mistakes(), [], "{separator:?}");
    }
    let unquoted = change(&JOB, |header| header.replace(", ", ";").replace('"', ""));
    assert_eq!(
        unquoted.mistakes(),
        [Mistake::NotQuoted, Mistake::Malformed]
    );
    assert!(unquoted.explains_signature());
}

/// A header that was cut off somewhere lacks what comes after, and nothing is made up beside: only the value that was cut may be judged.
#[test]
fn a_header_that_is_cut_off() {
    let header = Client(&[]).send(&JOB).header;
    // What comes last is the signature's padding.
    for end in 0..header.len() - "%3D\"".len() {
        let diagnosis = change(&JOB, |header| header[..end].to_owned());
        assert!(!diagnosis.explains_signature(), "{end}: {diagnosis}");
        assert_eq!(diagnosis.alternatives(), [[]; 0], "{end}");
        let is_cut = |name| header[..end].rfind(name) > header[..end].rfind(',');
        let is_true = |mistake: &Mistake| match mistake {
            Mistake::NotOAuth => end < "OAuth ".len(),
            Mistake::Missing { name } => !header[..end].contains(&format!("{name}=")),
            Mistake::Empty { .. }
            | Mistake::NotQuoted
            | Mistake::Malformed
            | Mistake::NotEncoded => true,
            Mistake::OtherRealm => is_cut("realm="),
            Mistake::OtherId { .. } => is_cut("oauth_consumer_key=") || is_cut("oauth_token="),
            Mistake::Nonce => is_cut("oauth_nonce="),
            Mistake::Version => is_cut("oauth_version="),
            Mistake::SignatureMalformed | Mistake::SignatureOtherBase64 => {
                is_cut("oauth_signature=")
            }
            _ => false,
        };
        assert!(
            diagnosis.mistakes().iter().all(is_true),
            "{end}: {diagnosis}"
        );
    }
}

/// An empty value is one mistake, whatever else it is not.
#[test]
fn empty_values() {
    for name in [
        "realm",
        "oauth_consumer_key",
        "oauth_token",
        "oauth_nonce",
        "oauth_timestamp",
        "oauth_signature_method",
        "oauth_signature",
        "oauth_version",
    ] {
        let diagnosis = change(&PLAIN, |header| {
            let (before, after) = header.split_once(&format!("{name}=\"")).unwrap();
            let (_, after) = after.split_once('"').unwrap();
            format!("{before}{name}=\"\"{after}")
        });
        // Something was signed, and nothing is sent: that shows too.
        let signed = [Mistake::OtherMethodNameSigned, Mistake::VersionNotSent];
        let mut mistakes = diagnosis.mistakes().to_vec();
        mistakes.retain(|mistake| !signed.contains(mistake));
        assert_eq!(mistakes, [Mistake::Empty { name }], "{diagnosis}");
    }
}

/// What NetSuite does not know is not passed over where it is signed and sent rightly.
#[test]
fn parameters_that_do_not_belong_into_the_header() {
    let find = |url: &'static str, names: &[&str]| {
        // Signed as a parameter of the query, and sent in the header.
        let mut sent = Client(&[]).send(&Job { url, ..PLAIN });
        let (bare, query) = sent.url.split_once('?').unwrap();
        for piece in query.split('&') {
            let (name, value) = piece.split_once('=').unwrap();
            if names.contains(&name) {
                sent.header = format!("{}, {name}=\"{value}\"", sent.header);
            }
        }
        sent.url = bare.to_owned();
        let diagnosis = diagnose(&PLAIN, &sent);
        assert!(diagnosis.explains_signature(), "{diagnosis}");
        diagnosis.mistakes().to_vec()
    };
    let host = "https://123456.restlets.api.netsuite.com/r";
    let url = |query: &str| -> &'static str { format!("{host}?{query}").leak() };
    assert_eq!(
        find(url("script=6&deploy=1"), &["script", "deploy"]),
        [Mistake::ForeignParameter]
    );
    assert_eq!(
        find(url("oauth_body_hash=abc"), &["oauth_body_hash"]),
        [Mistake::BodyHashSigned]
    );
    // The three-step flow has these.
    assert_eq!(
        find(
            url("oauth_verifier=abc&oauth_callback=oob"),
            &["oauth_verifier", "oauth_callback"]
        ),
        []
    );
}

/// Two or more encoders differ in nothing that is signed here: the one is named that makes no more of it.
#[test]
fn no_space_is_blamed_where_there_is_none() {
    use crate::client::Flaw::{JavaUrlEncoder, PhpUrlEncode};
    let find = |flaw, url| {
        let job = Job { url, ..PLAIN };
        let diagnosis = diagnose(&job, &Client(&[flaw]).send(&job));
        assert!(
            !format!("{diagnosis:?}").contains("SpaceAsPlus"),
            "{diagnosis}"
        );
        diagnosis.mistakes().to_vec()
    };
    let (tilde, asterisk) = ("https://h.example/p?q=a~b", "https://h.example/p?q=a*b");
    assert_eq!(find(PhpUrlEncode, tilde), [Mistake::UnreservedEscaped]);
    assert_eq!(find(JavaUrlEncoder, tilde), [Mistake::UnreservedEscaped]);
    assert_eq!(find(JavaUrlEncoder, asterisk), [Mistake::PunctuationRaw]);
}

/// Signed over Python's `hmac` in its plain form: the base string is right, and the key is what `key` makes of the secrets.
#[test]
fn rarer_white_space_around_a_secret() {
    let [_, consumer, _, token] = JOB.secrets;
    for (before, after) in [
        (" ", " "),
        ("\n", ""),
        ("", "\n\n"),
        ("", "\r"),
        ("", "\t"),
        ("'", "'"),
        ("\u{feff}", ""),
    ] {
        let around = |secret: &str| -> &'static str { format!("{before}{secret}{after}").leak() };
        let with = |place: usize, secret: &'static str| {
            let mut job = JOB;
            job.secrets[place] = secret;
            Client(&[]).send(&job)
        };
        for (sent, field) in [
            (with(1, around(consumer)), "consumer secret"),
            (with(3, around(token)), "token secret"),
        ] {
            assert_eq!(
                diagnose(&JOB, &sent).mistakes(),
                [Mistake::Whitespace { field }],
                "{before:?} {after:?}"
            );
        }
    }
}

/// Where encoding would have changed a secret, that it was left out is said too.
#[test]
fn white_space_around_secrets_that_are_not_encoded() {
    use crate::client::Flaw::{SecretsRaw, TokenSecretLine};
    let field = "token secret";
    let whitespace = Mistake::Whitespace { field };
    let find = |job: &Job| {
        let sent = Client(&[TokenSecretLine, SecretsRaw]).send(job);
        diagnose(job, &sent).mistakes().to_vec()
    };
    assert_eq!(find(&JOB), [whitespace, Mistake::SecretsNotEncoded]);
    assert_eq!(find(&PLAIN), [whitespace]);
}

/// As `oauth-1.0a` makes text of JSON's values: `'' + value`.
#[test]
fn members_that_are_no_text() {
    let nested =
        r#"{"entity":{"id":"12"},"memo":null,"items":[1,null,"a b",[2,3]],"n":1.50,"isOn":true}"#;
    // What Node 20 prints for `String(value)` of each; `items` is `[1,null,'a b',[2,3]]`.
    let signed = r#"{"entity":"[object Object]","memo":"null","items":"1,,a b,2,3","n":"1.50","isOn":"true"}"#;
    let sent = Client(&[crate::client::Flaw::BodyMembers]).send(&Job {
        body: signed,
        ..JOB
    });
    let job = Job {
        body: nested,
        ..JOB
    };
    assert_eq!(diagnose(&job, &sent).mistakes(), [Mistake::BodySigned]);
}

/// As forms are read, a `+` would be a space and a `%2B` a `+`.
#[test]
fn a_body_that_is_a_name_as_it_stands() {
    let body = r#"{"q":"a+b=c&d%2B"}"#;
    let job = Job { body, ..JOB };
    let sent = Client(&[crate::client::Flaw::BodyAsForm]).send(&job);
    assert_eq!(diagnose(&job, &sent).mistakes(), [Mistake::BodySigned]);
}

/// A method in mixed case, and the host of a sandbox for that of production.
#[test]
fn other_methods_and_hosts() {
    let post = Job {
        method: "Post",
        ..PLAIN
    };
    // The client signs the method as it is given, and HTTP libraries send it in upper case.
    let sent = Client(&[]).send(&post);
    assert_eq!(
        diagnose(&PLAIN, &sent).mistakes(),
        [Mistake::MethodInLowerCase]
    );
    let mut sent = Client(&[]).send(&Job {
        url: PLAIN.url.replace("123456.", "123456-sb1.").leak(),
        ..PLAIN
    });
    sent.url = PLAIN.url.to_owned();
    assert_eq!(diagnose(&PLAIN, &sent).mistakes(), [Mistake::OtherHost]);
}

/// A key of any length can be tried, but not as often.
#[test]
fn long_secrets() {
    let mut job = PLAIN;
    job.secrets[1] = "k(".repeat(100_000).leak();
    let mut sent = Client(&[]).send(&job);
    let uri: Uri = sent.url.parse().unwrap();
    let find = |header: &str| Diagnosis::new(&credentials(&job), &Method::POST, &uri, header, b"");
    assert!(find(&sent.header).explains_signature());
    sent.header = sent.header.replace("1508242306", "1508242307");
    let text = find(&sent.header).to_string();
    assert!(text.contains("not all known ones were tried"), "{text}");
}
