use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
use url::Url;

// Four credentials of 64 hex digits, like those that NetSuite issues. They are from Oracle's help.
/// The consumer key.
pub const CONSUMER_KEY: &str = "ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4";
/// The consumer secret.
pub const CONSUMER_SECRET: &str =
    "d26ad321a4b2f23b0741c8d38392ce01c3e23e109df6c96eac6d099e9ab9e8b5";
/// The token id.
pub const TOKEN_ID: &str = "2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc";
/// The token secret.
pub const TOKEN_SECRET: &str = "c29a677df7d5439a458c063654187e3d678d73aca8e3c9d8bea1478a3eb0d295";

/// The realm, which is the account of [`URL`].
pub const REALM: &str = "123456";

/// The request of every row: a POST to a RESTlet.
pub const URL: &str =
    "https://123456.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=6&deploy=1";

/// Returns the credentials of every row.
pub fn credentials() -> Credentials {
    Credentials::new(
        REALM.parse().unwrap(),
        Consumer::new(CONSUMER_KEY, CONSUMER_SECRET).unwrap(),
        Token::new(TOKEN_ID, TOKEN_SECRET).unwrap(),
    )
}

/// Returns the signer of every row.
pub fn signer() -> Signer {
    Signer::new(credentials())
}

/// Returns the MAC key. Hex digits need no percent-encoding.
pub fn mac_key() -> String {
    format!("{CONSUMER_SECRET}&{TOKEN_SECRET}")
}

/// Returns the URL of a search with this many parameters.
///
/// The names share their first ten characters, so a comparison has to read almost all of a name.
/// `step` shuffles them. It must be a prime that does not divide `count`.
pub fn search(count: u32, step: u32) -> Url {
    let parameters: Vec<String> = (0..count)
        .map(|index| index * step % count)
        .map(|number| format!("custparam_{number:05}=value_{number:05}"))
        .collect();
    let mut url = Url::parse(URL).unwrap();
    url.set_query((count > 0).then_some(parameters.join("&").as_str()));
    url
}
