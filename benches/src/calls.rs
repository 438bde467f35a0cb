use std::hint::black_box;

use hmac::{Hmac, KeyInit, Mac};
use http::header::AUTHORIZATION;
use http::{HeaderMap, Method, Request, Uri};
use netsuite_oauth1::verify::Verifier;
use netsuite_oauth1::{Nonce, Timestamp};
use sha2::Sha256;
use url::Url;

use crate::request::{URL, credentials, mac_key, signer};

/// Runs one call.
pub type Call = Box<dyn FnMut()>;

/// A call of this crate that is measured.
#[derive(Debug)]
pub struct Row {
    /// The call in Markdown.
    pub name: &'static str,
    /// The most that the call may cost.
    pub bounds: Bounds,
    /// The text that the call must authenticate.
    pub text: MacText,
    /// Prepares everything that a user prepares once.
    pub prepare: fn() -> Call,
}

/// The most that a call may cost.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Instructions beyond those of [`bare_mac`].
    pub instructions: f64,
    /// Its time, divided by the time of `oauth1-request`.
    pub of_oauth1_request: f64,
    /// Heap allocations.
    pub allocations: u64,
}

/// The text that a call must authenticate.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum MacText {
    /// The whole base string.
    BaseString,
    /// The base string from the nonce on. Everything before it is already hashed.
    FromNonce,
}

/// The calls of this crate. Each signing call draws a fresh nonce and reads the clock.
pub const OWN_CALLS: [Row; 5] = [
    Row {
        name: "`Endpoint::authorize`",
        bounds: Bounds {
            instructions: 1500.0,
            of_oauth1_request: 0.25,
            allocations: 1,
        },
        text: MacText::FromNonce,
        prepare: || {
            let url = Url::parse(URL).unwrap();
            let endpoint = signer().endpoint(&Method::POST, &url).unwrap();
            Box::new(move || {
                drop(black_box(black_box(&endpoint).authorize()));
            })
        },
    },
    Row {
        name: "`Signer::authorize`",
        bounds: Bounds {
            instructions: 3800.0,
            of_oauth1_request: 0.45,
            allocations: 1,
        },
        text: MacText::BaseString,
        prepare: || {
            let (signer, url) = (signer(), Url::parse(URL).unwrap());
            Box::new(move || {
                let authorization = black_box(&signer).authorize(&Method::POST, black_box(&url));
                drop(black_box(authorization.unwrap()));
            })
        },
    },
    // Each call replaces the header, so the header map's allocation is not counted.
    Row {
        name: "`Signer::sign`",
        bounds: Bounds {
            instructions: 4600.0,
            of_oauth1_request: 0.52,
            allocations: 1,
        },
        text: MacText::BaseString,
        prepare: || {
            let signer = signer();
            let mut request = Request::post(URL.parse::<Uri>().unwrap())
                .header("content-type", "application/json")
                .body(())
                .unwrap();
            Box::new(move || black_box(&signer).sign(black_box(&mut request)).unwrap())
        },
    },
    Row {
        name: "`Verifier::verify`",
        bounds: VERIFIER,
        text: MacText::BaseString,
        prepare: || verify(str::to_owned),
    },
    Row {
        name: "`Verifier::verify`, parameters in another order",
        bounds: VERIFIER,
        text: MacText::BaseString,
        prepare: || verify(in_another_order),
    },
];

const VERIFIER: Bounds = Bounds {
    instructions: 6500.0,
    of_oauth1_request: 0.75,
    allocations: 0,
};

/// Prepares the MAC that every signature needs: clone a keyed `Hmac`, and finish it over the text.
pub fn bare_mac(text: MacText) -> Call {
    let mut keyed = hmac(mac_key().as_bytes());
    let base_string = base_string();
    let text = match text {
        MacText::BaseString => base_string,
        MacText::FromNonce => {
            let name = "oauth_nonce%3D";
            let nonce_at = base_string.find(name).unwrap() + name.len();
            keyed.update(&base_string.as_bytes()[..nonce_at]);
            base_string[nonce_at..].to_owned()
        }
    };
    Box::new(move || {
        let mut mac = black_box(&keyed).clone();
        mac.update(black_box(text.as_bytes()));
        black_box(mac.finalize().into_bytes());
    })
}

/// Prepares a one-shot `Hmac`, including the key setup, over the base string.
pub fn one_shot_mac() -> Call {
    let (key, base_string) = (mac_key(), base_string());
    Box::new(move || {
        let mut mac = hmac(black_box(key.as_bytes()));
        mac.update(black_box(base_string.as_bytes()));
        black_box(mac.finalize().into_bytes());
    })
}

fn hmac(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).unwrap()
}

fn base_string() -> String {
    let url = Url::parse(URL).unwrap();
    let (nonce, timestamp) = (Nonce::random(), Timestamp::now());
    let explanation = signer().explain(&Method::POST, &url, &nonce, timestamp);
    explanation.unwrap().base_string().as_str().to_owned()
}

/// Prepares verifiers and signed requests.
///
/// A request that a server has just received is in the processor's cache. So each request goes to
/// eight verifiers in turn. When all verifiers have seen all requests, new verifiers replace them.
fn verify(spell: fn(&str) -> String) -> Call {
    let new_verifiers = || [(); 8].map(|()| Verifier::new([credentials()]));
    let (signer, url) = (signer(), Url::parse(URL).unwrap());
    let requests: Vec<(Timestamp, HeaderMap)> = (0..1024)
        .map(|number| {
            // Half a minute apart, so the sets of used nonces soon reach their final size.
            let now = Timestamp::from_unix(1_508_242_306 + 30 * number);
            let authorization = signer
                .authorize_with(&Method::POST, &url, &Nonce::random(), now)
                .unwrap();
            let value = spell(authorization.as_str()).try_into().unwrap();
            (now, HeaderMap::from_iter([(AUTHORIZATION, value)]))
        })
        .collect();
    let (mut verifiers, mut next) = (new_verifiers(), 0);
    Box::new(move || {
        if next == requests.len() * verifiers.len() {
            (verifiers, next) = (new_verifiers(), 0);
        }
        let verifier = &verifiers[next % verifiers.len()];
        let (now, headers) = &requests[next / verifiers.len()];
        next += 1;
        let verified = verifier.verify(&Method::POST, black_box(&url), black_box(headers), *now);
        black_box(verified.unwrap());
    })
}

/// Reorders the parameters of a header, as another client would send them.
fn in_another_order(header: &str) -> String {
    let parameters = header.strip_prefix("OAuth ").unwrap();
    let mut parameters: Vec<&str> = parameters.split(", ").collect();
    parameters.sort_by_key(|parameter| {
        let name = parameter.split('=').next().unwrap();
        OTHER_ORDER.iter().position(|known| *known == name)
    });
    format!("OAuth {}", parameters.join(", "))
}

const OTHER_ORDER: [&str; 8] = [
    "realm",
    "oauth_token",
    "oauth_consumer_key",
    "oauth_nonce",
    "oauth_timestamp",
    "oauth_signature_method",
    "oauth_version",
    "oauth_signature",
];
