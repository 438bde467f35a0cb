//! Times each public call on typical NetSuite requests.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use http::{Method, Request, Uri};
use netsuite_oauth1::{BaseString, Consumer, Credentials, Signer, Token};
use url::Url;

const RECORD: &str =
    "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/record/v1/employee/40";
const RESTLET: &str = "https://1234567-sb1.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=1234&deploy=1";
const SUITEQL: &str = "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/query/v1/suiteql?limit=1000&offset=2000";
const FILTER: &str = "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/record/v1/customer?q=email%20START_WITH%20%22caf%C3%A9%22%20AND%20companyname%20CONTAIN%20%22O%27Neil%20%26%20Sons%22&limit=100";

/// Four credentials of 64 hex digits, as NetSuite issues them.
fn credentials() -> Credentials {
    let [key, secret, id, token_secret] = ["0a", "1b", "2c", "3d"].map(|digits| digits.repeat(32));
    Credentials::new(
        "1234567_SB1".parse().unwrap(),
        Consumer::new(key, secret).unwrap(),
        Token::new(id, token_secret).unwrap(),
    )
}

fn authorize(criterion: &mut Criterion) {
    let signer = Signer::new(credentials());
    let parameters: Vec<_> = (0..100)
        .map(|index| format!("parameter{index}=value{index}"))
        .collect();
    let hundred = format!("{RESTLET}&{}", parameters.join("&"));
    let mut group = criterion.benchmark_group("authorize");
    for (name, method, url) in [
        ("REST GET", Method::GET, RECORD),
        ("RESTlet POST", Method::POST, RESTLET),
        ("SuiteQL page", Method::POST, SUITEQL),
        ("q= with escapes", Method::GET, FILTER),
        ("100 parameters", Method::GET, &hundred),
    ] {
        let url = Url::parse(url).unwrap();
        group.bench_with_input(BenchmarkId::from_parameter(name), &url, |bencher, url| {
            bencher.iter(|| signer.authorize(&method, url).unwrap());
        });
    }
}

fn endpoint(criterion: &mut Criterion) {
    let signer = Signer::new(credentials());
    let url = Url::parse(RESTLET).unwrap();
    let endpoint = signer.endpoint(&Method::POST, &url).unwrap();
    let mut group = criterion.benchmark_group("endpoint");
    group.bench_function("prepare", |bencher| {
        bencher.iter(|| signer.endpoint(&Method::POST, black_box(&url)).unwrap());
    });
    group.bench_function("authorize", |bencher| {
        bencher.iter(|| black_box(&endpoint).authorize());
    });
}

fn sign(criterion: &mut Criterion) {
    let signer = Signer::new(credentials());
    let uri: Uri = RESTLET.parse().unwrap();
    let mut request = Request::post(uri)
        .header("Content-Type", "application/json")
        .body(())
        .unwrap();
    criterion.bench_function("sign", |bencher| {
        bencher.iter(|| signer.sign(black_box(&mut request)).unwrap());
    });
}

/// Builds the base string, without the MAC.
fn base_string(criterion: &mut Criterion) {
    let url = Url::parse(RESTLET).unwrap();
    let (key, id) = ("0a".repeat(32), "2c".repeat(32));
    let parameters = [
        ("oauth_consumer_key", key.as_str()),
        ("oauth_token", &id),
        ("oauth_nonce", "fjaLirsIcCGVZWzBX0pg"),
        ("oauth_timestamp", "1508242306"),
        ("oauth_signature_method", "HMAC-SHA256"),
        ("oauth_version", "1.0"),
    ];
    criterion.bench_function("base string", |bencher| {
        bencher.iter(|| {
            BaseString::new(&Method::POST, black_box(&url), black_box(parameters)).unwrap()
        });
    });
}

/// Creates a `Signer` from five strings.
fn signer(criterion: &mut Criterion) {
    criterion.bench_function("credentials to signer", |bencher| {
        bencher.iter(|| Signer::new(credentials()));
    });
}

criterion_group!(benches, authorize, endpoint, sign, base_string, signer);
criterion_main!(benches);
