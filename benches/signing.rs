//! How long the calls of a user take, each on a request as NetSuite's users send it.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use http::Method;
use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
use url::Url;

const RESTLET: &str = "https://1234567-sb1.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=1234&deploy=1";

/// Four credentials of 64 hex digits, as NetSuite makes them.
fn signer() -> Signer {
    let [key, secret, id, token_secret] = ["0a", "1b", "2c", "3d"].map(|digits| digits.repeat(32));
    Signer::new(Credentials::new(
        "1234567_SB1".parse().unwrap(),
        Consumer::new(key, secret).unwrap(),
        Token::new(id, token_secret).unwrap(),
    ))
}

fn authorize(criterion: &mut Criterion) {
    let signer = signer();
    let url = Url::parse(RESTLET).unwrap();
    criterion.bench_function("authorize/restlet POST", |bencher| {
        bencher.iter(|| signer.authorize(&Method::POST, black_box(&url)).unwrap());
    });
}

criterion_group!(benches, authorize);
criterion_main!(benches);
