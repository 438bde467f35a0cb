//! The parameters of the `Authorization` header: their names, their fixed values and their order.

pub(crate) const REALM: &str = "realm";
pub(crate) const CONSUMER_KEY: &str = "oauth_consumer_key";
pub(crate) const TOKEN: &str = "oauth_token";
pub(crate) const NONCE: &str = "oauth_nonce";
pub(crate) const TIMESTAMP: &str = "oauth_timestamp";
pub(crate) const SIGNATURE_METHOD: &str = "oauth_signature_method";
pub(crate) const VERSION: &str = "oauth_version";
pub(crate) const SIGNATURE: &str = "oauth_signature";

/// An additional parameter in step one of the flow.
pub(crate) const CALLBACK: &str = "oauth_callback";

/// What all names but `realm` begin with.
pub(crate) const PREFIX: &str = "oauth_";

/// The only signature method that NetSuite accepts.
pub(crate) const HMAC_SHA256: &str = "HMAC-SHA256";

/// The only version of OAuth that has a signature.
pub(crate) const VERSION_1_0: &str = "1.0";

/// The header between nonce and timestamp, and between timestamp and signature, in the order of
/// [`HEADER`]: literals, because constants cannot be concatenated.
pub(crate) const AFTER_NONCE: &[u8] = b"\", oauth_timestamp=\"";
pub(crate) const AFTER_TIME: &[u8] =
    b"\", oauth_signature_method=\"HMAC-SHA256\", oauth_version=\"1.0\", oauth_signature=\"";

/// All parameters, in the order of Oracle's RESTlet header
/// ([`section_1534941295`](https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_1534941295.html)).
pub(crate) const HEADER: [&str; 8] = [
    REALM,
    CONSUMER_KEY,
    TOKEN,
    NONCE,
    TIMESTAMP,
    SIGNATURE_METHOD,
    VERSION,
    SIGNATURE,
];

/// The protocol parameters, which a query must not repeat (RFC 5849 section 3.1), in the order of
/// their names. `realm` is not one: in a query it is an ordinary parameter.
pub(crate) const RESERVED: [&str; 7] = [
    CONSUMER_KEY,
    NONCE,
    SIGNATURE,
    SIGNATURE_METHOD,
    TIMESTAMP,
    TOKEN,
    VERSION,
];
