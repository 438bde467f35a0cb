//! A correct header has no mistake, and a damaged header gets no wrong explanation.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use http::{Method, Uri};
use netsuite_oauth1::{Nonce, Signer, Timestamp};
use netsuite_oauth1_diagnosis::{Diagnosis, Verdict};
use proptest::prelude::*;
use proptest::sample::select;
use url::Url;

use crate::client::{Client, Request};
use crate::{PLAIN, RICH, codes, credentials, diagnose};

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// A header from the `Signer` has no mistake, for a `Url` and for a `Uri`.
    #[test]
    fn a_header_from_the_signer_is_right(
        method in select(vec![Method::GET, Method::PATCH, "get".parse().unwrap(), "M-SEARCH'".parse().unwrap()]),
        scheme in select(vec!["https", "HTTPS"]),
        host in select(vec!["1234567-sb1.restlets.api.netsuite.com", "rest.netsuite.com", "H.Example", "[::1]", "127.0.0.1"]),
        port in select(vec!["", ":", ":443", ":0443", ":80", ":8443"]),
        path in prop::collection::vec(select(ATOMS), 0..6),
        query in prop::option::of(prop::collection::vec((prop::collection::vec(select(ATOMS), 0..3), prop::collection::vec(select(ATOMS), 0..4)), 0..8)),
        nonce in "[0-9A-Za-z]{6,64}",
        timestamp in 0_u64..99_999_999_999,
    ) {
        let pieces = query.map(|query| query.iter().map(|(name, value)| format!("{}={}", name.concat(), value.concat())).collect::<Vec<_>>().join("&"));
        let query = pieces.map(|query| format!("?{query}")).unwrap_or_default();
        let text = format!("{scheme}://{host}{port}/{}{query}", path.concat());
        let signer = Signer::new(credentials(&RICH));
        let (nonce, timestamp) = (Nonce::new(&nonce).unwrap(), Timestamp::from_unix(timestamp));
        let url = Url::parse(&text).unwrap();
        let header = signer.authorize_with(&method, &url, &nonce, timestamp).unwrap();
        assert_right(&Diagnosis::of_header(&credentials(&RICH), &method, url.as_str(), header.as_str(), b"{}"))?;
        let uri: Uri = text.parse().unwrap();
        let header = signer.authorize_with(&method, &uri, &nonce, timestamp).unwrap().into_header_value();
        assert_right(&Diagnosis::of_header(&credentials(&RICH), &method, &text, &header, b""))?;
    }

    /// Any bytes get a diagnosis, which shows no secret.
    #[test]
    fn diagnoses_any_bytes_without_showing_a_secret(
        bytes in prop::collection::vec(any::<u8>(), 0..120),
        pieces in prop::collection::vec(select(PIECES), 0..14),
        body in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let url = "https://h/p?a=b&oauth_nonce=1&%zz=%";
        for header in [bytes.clone(), [b"OAuth ".as_slice(), &bytes].concat(), pieces.concat().into_bytes(), format!("OAuth {}", pieces.concat()).into_bytes()] {
            let diagnosis = Diagnosis::of_header(&credentials(&PLAIN), &Method::GET, url, &header, &body);
            prop_assert!(diagnosis.verdict() != Verdict::Right);
            let shown = format!("{diagnosis} {diagnosis:?}");
            prop_assert!([PLAIN.secrets[1], PLAIN.secrets[3]].iter().all(|secret| !shown.contains(secret)));
        }
    }

    /// Any text gets a diagnosis as a TokenPassport, a token password and step one of the flow.
    #[test]
    fn diagnoses_any_text_without_showing_a_secret(
        text in ".{0,60}",
        xml in prop::collection::vec(select(XML), 0..24),
        pieces in prop::collection::vec(select(PIECES), 0..14),
    ) {
        let credentials = credentials(&PLAIN);
        let url = format!("https://h/rest/requesttoken?{text}");
        let (id, consumer) = (credentials.account_id(), credentials.consumer());
        for text in [text, xml.concat(), format!("<tokenPassport>{}", xml.concat()), pieces.concat(), format!("OAuth {}", pieces.concat())] {
            let diagnoses = [
                Diagnosis::of_passport(&credentials, &text),
                Diagnosis::of_password(&credentials, &text),
                Diagnosis::of_header(&credentials, &Method::POST, &url, &text, text.as_bytes()),
                Diagnosis::of_request_token(id, consumer, &Method::POST, &url, &text, b"").unwrap(),
            ];
            for diagnosis in diagnoses {
                prop_assert!(diagnosis.verdict() != Verdict::Right);
                let shown = format!("{diagnosis} {diagnosis:?}");
                prop_assert!([PLAIN.secrets[1], PLAIN.secrets[3]].iter().all(|secret| !shown.contains(secret)));
            }
        }
    }
}

/// Pieces of a TokenPassport.
const XML: &[&str] = &[
    "<",
    ">",
    "/",
    "</",
    "/>",
    "<tokenPassport>",
    "</tokenPassport>",
    "<p:account>",
    "</p:account>",
    "<token>",
    "</token>",
    "<nonce/>",
    "<signature algorithm=\"HMAC_SHA256\">",
    "</signature>",
    "<signature a='",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<!",
    "&",
    "&amp;",
    "&#",
    "&#x41;",
    "&#1114112;",
    ";",
    " ",
    "\n",
    "=",
    "\"",
    "'",
    "é",
    "abc",
    "{{",
    "}}",
    PLAIN.secrets[1],
    PLAIN.secrets[3],
];

fn assert_right(diagnosis: &Diagnosis) -> Result<(), TestCaseError> {
    prop_assert_eq!(diagnosis.verdict(), Verdict::Right, "{}", diagnosis);
    Ok(())
}

/// Damages 500 headers, or `CASES` headers, in ways that no mistake of the catalogue describes: it
/// replaces a character of the signature, a secret, the nonce, the timestamp or the URL. Half of
/// the requests are plain, and half have many difficulties. `SEED` repeats a run.
#[test]
fn a_damaged_header_gets_no_wrong_explanation() {
    const REQUEST: Request = Request {
        method: "GET",
        url: "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/record/v1/employee/40?limit=5",
        body: "",
        ..PLAIN
    };
    let from_environment = |name: &str| Some(std::env::var(name).ok()?.parse::<u64>().unwrap());
    let seed = from_environment("SEED").unwrap_or_else(rand_seed);
    println!("SEED={seed}");
    let damage = |number: u64| {
        let mut random = (seed ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let hex: &str = Box::leak(format!("{random:016x}").repeat(4).into_boxed_str());
        let mut draw = |below: u64| {
            random ^= random >> 31;
            random = random.wrapping_mul(0xbf58_476d_1ce4_e5b9);
            usize::try_from((random >> 33) % below).unwrap()
        };
        let (original, id, other_id) = if number % 10 < 5 {
            (REQUEST, "employee/40", "employee/41")
        } else {
            (RICH, "eid:A", "eid:B")
        };
        let mut request = original;
        match number % 5 {
            0 => request.secrets[1] = hex,
            1 => request.secrets[3] = hex,
            2 => request.url = original.url.replace(id, other_id).leak(),
            _ => {}
        }
        let mut sent = Client::default().send(&request);
        sent.url = original.url.to_owned();
        let replaced = match number % 5 {
            3 => {
                let end = sent.header.rfind("%3D").unwrap();
                let start = sent.header.find("oauth_signature=\"").unwrap() + 17;
                let places: Vec<usize> = (start..end)
                    .filter(|at| {
                        let around = &sent.header[at.saturating_sub(2)..*at];
                        sent.header.as_bytes()[*at] != b'%' && !around.contains('%')
                    })
                    .collect();
                let at = places[draw(places.len() as u64)];
                let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
                let mut letter = char::from(letters[draw(62)]);
                if sent.header[at..].starts_with(letter) {
                    letter = if letter == 'A' { 'B' } else { 'A' };
                }
                sent.header.replace_range(at..=at, &letter.to_string());
                true
            }
            4 if number.is_multiple_of(2) => {
                sent.header = sent.header.replace("fjaLirsIcCGVZWzBX0pg", &hex[44..]);
                false
            }
            4 => {
                let timestamp = 1_000_000_000 + draw(900_000_000);
                sent.header = sent.header.replace("1508242306", &timestamp.to_string());
                false
            }
            _ => false,
        };
        let diagnosis = diagnose(&original, &sent);
        let verdict = diagnosis.verdict();
        assert!(
            verdict == Verdict::Unexplained || verdict == Verdict::NotComputed,
            "{number}: {diagnosis}\n{sent:?}"
        );
        assert_eq!(diagnosis.alternatives(), [[]; 0]);
        // The last of the 43 characters has bits that belong to no byte.
        let is_true = |code: &str| replaced && code == "signature-malformed";
        assert!(
            codes(diagnosis.mistakes()).into_iter().all(is_true),
            "{number}: {diagnosis}\n{sent:?}"
        );
    };
    let cases = from_environment("CASES").unwrap_or(500);
    let next = AtomicU64::new(0);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= cases {
                        break;
                    }
                    damage(number);
                }
            });
        }
    });
}

/// Returns a different number in each run.
fn rand_seed() -> u64 {
    RandomState::new().hash_one(0)
}

const ATOMS: &[&str] = &[
    "a",
    "id",
    "Z",
    "~",
    "-",
    "%20",
    "+",
    "%2B",
    "%2f",
    "!",
    "'",
    "(",
    ")",
    "*",
    ":",
    "@",
    "[0]",
    "%C3%A9",
    "%E7%A7%81",
    "%25",
    "=",
    "%26",
    "/",
    "role",
    "realm",
];

const PIECES: &[&str] = &[
    "realm=\"123456\"",
    "oauth_signature=",
    "\"",
    "'",
    ",",
    ", ",
    "=",
    " ",
    "%",
    "%2",
    "%41",
    "%FF",
    "\t",
    "é",
    "oauth_signature=\"abcd\"",
    "oauth_signature=\"%252B\"",
    "oauth_nonce=\"\"",
    "oauth_nonce=abcdef",
    "oauth_timestamp=\"12\"",
    "oauth_token=\"t\"",
    "a=\"b\"",
    "OAuth",
    ", Basic ",
    "Bearer OAuth ",
    "\nOAuth ",
    "curl -H '",
    "Authorization: ",
    "\\\"",
    "\"\"",
    "`\"",
    "&quot;",
    "\n",
    "{{a}}",
    "oauth_version",
    "oauth_signature=\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D\"",
    "oauth_signature=\"00000000000000000000000000000000000000000000000000000000000000ff\"",
];
