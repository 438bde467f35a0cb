//! Mistakes with the header: those that show in the signature, and those that the header or the
//! URL shows by itself.

use super::entry::Frequency::{Common, Occasional};
use super::entry::{Entry, rare, way};
use crate::client::parameters::{Callback, Realm, Version};

/// The ways to sign a timestamp a few seconds before or after the sent timestamp.
macro_rules! shifts {
    ($($kind:ident: $($seconds:literal),*);*) => {
        &[$($($kind("", |client| client.header.timestamp_shift = $seconds),)*)*]
    };
}

/// The ways to leave a parameter out of the base string.
macro_rules! left_out {
    ($($kind:ident: $($name:literal),*);*) => {
        &[$($($kind($name, |client| client.header.left_out = Some($name)),)*)*]
    };
}

/// The mistakes that show in the signature.
pub(super) static SIGNED: &[Entry] = &[
    Entry {
        code: "realm-signed",
        what: "the realm is signed",
        fix: "send the realm in the header, but leave it out of the base string",
        frequency: Common,
        ways: &[
            way("", |client| client.header.realm = Realm::Sent),
            rare("", |client| client.header.realm = Realm::Own),
        ],
    },
    Entry {
        code: "version-not-sent",
        what: "oauth_version is signed and not sent",
        fix: "send `oauth_version=\"1.0\"` in the header",
        frequency: Common,
        ways: &[way("", |client| client.header.version = Version::Added)],
    },
    Entry {
        code: "version-not-signed",
        what: "oauth_version is sent and not signed",
        fix: "add `oauth_version=1.0` to the signed parameters",
        frequency: Common,
        ways: left_out!(way: "oauth_version"),
    },
    Entry {
        code: "verifier-not-signed",
        what: "oauth_verifier is sent and not signed",
        fix: "add oauth_verifier to the signed parameters, like everything in the header except the realm and the signature",
        frequency: Common,
        ways: left_out!(way: "oauth_verifier"),
    },
    Entry {
        code: "parameter-not-signed",
        what: "{} is sent and not signed",
        fix: "sign everything that is in the header except the realm and the signature",
        frequency: Occasional,
        ways: left_out!(
            way: "oauth_token", "oauth_callback", "role";
            rare: "oauth_body_hash", "oauth_signature_method", "oauth_nonce", "oauth_timestamp",
            "oauth_consumer_key"
        ),
    },
    Entry {
        code: "token-signed-empty",
        what: "an empty oauth_token is signed and not sent",
        fix: "leave oauth_token out of the base string in the flow's step one",
        frequency: Occasional,
        ways: &[way("", |client| client.header.with_empty_token = true)],
    },
    Entry {
        code: "other-method-name-signed",
        what: "the oauth_signature_method that is signed is not the one that is sent",
        fix: "write `HMAC-SHA256` into the base string and into the header",
        frequency: Common,
        ways: &[
            way("", |client| {
                client.header.signature_method = Some("HMAC-SHA256");
            }),
            way("", |client| {
                client.header.signature_method = Some("HMAC-SHA1");
            }),
            rare("", |client| {
                client.header.signature_method = Some("HMAC_SHA256");
            }),
            rare("", |client| {
                client.header.signature_method = Some("HMAC-SHA512");
            }),
        ],
    },
    Entry {
        code: "timestamp-differs",
        what: "the timestamp that is signed is a few seconds off the one that is sent",
        fix: "read the clock once, and use the same timestamp for the base string and the header",
        frequency: Common,
        ways: shifts!(way: -1, 1; rare: -2, 2, -3, 3, -4, 4, -5, 5),
    },
    Entry {
        code: "callback-encoded-twice",
        what: "oauth_callback is encoded once more in the base string than in the header, or the other way round",
        fix: "encode the callback URL once for the header, and its encoded form once more for the base string, as every value",
        frequency: Common,
        ways: &[
            way("", |client| client.header.callback = Callback::EncodedAgain),
            way("", |client| client.header.callback = Callback::DecodedAgain),
        ],
    },
];

const fn observed(code: &'static str, what: &'static str, fix: &'static str) -> Entry {
    Entry {
        code,
        what,
        fix,
        frequency: Common,
        ways: &[],
    }
}

/// Declares mistakes that the header or the URL shows by itself.
macro_rules! observed {
    ($($name:ident: $code:literal, $what:literal, $fix:literal;)*) => {
        $(pub(crate) static $name: Entry = observed($code, $what, $fix);)*
    };
}

observed! {
    NOT_OAUTH: "not-oauth", "the header is {}, not OAuth 1.0a", "begin the header with `OAuth` and a space, and sign it: turn off the other kind of authentication in the client";
    PLAINTEXT: "signature-method", "the signature method is PLAINTEXT, so the signature consists of both secrets, which have been sent", "use HMAC-SHA256, and reset both secrets in NetSuite: the integration's with Reset Credentials, and the token's with a new token";
    SIGNATURE_METHOD: "signature-method", "oauth_signature_method is not `HMAC-SHA256`", "sign with HMAC-SHA256, and send and sign its name in this spelling";
    MALFORMED: "malformed", "the header is not a list of `name=\"value\"` with commas between", "put a comma between every two parameters, and nothing else";
    NOT_QUOTED: "not-quoted", "a value in the header is not in double quotes", "write `name=\"value\"`";
    NOT_ENCODED: "not-encoded", "a value in the header is not percent-encoded", "encode every value, including `+`, `/` and `=` of the signature";
    EMPTY: "empty", "the header's {} is empty", "send a value, or leave the parameter out";
    TWICE: "twice", "the header has its {} twice", "send it once";
    MISSING: "missing", "the header has no {}", "send it";
    QUERY_IN_HEADER: "query-in-header", "parameters of the query are in the header too", "sign them, but send them in the URL alone";
    FOREIGN_PARAMETER: "foreign-parameter", "the header has a parameter that is neither OAuth's nor in the URL", "move it to the URL's query";
    REALM_SPELLING: "realm-spelling", "the realm is spelled like the host", "write it in upper case and with `_`, as in 1234567_SB1";
    OTHER_REALM: "other-realm", "the realm is not this account's", "send the account id from Setup > Company > Company Information";
    FOREIGN_HOST: "foreign-host", "the URL's host belongs to another account", "send to the account's own host, and use a key and a token of the same account";
    IDS_SWAPPED: "ids-swapped", "the consumer key and the token id are swapped in the header", "send the consumer key as oauth_consumer_key and the token id as oauth_token";
    OTHER_ID: "other-id", "the header's {} is not the one in these credentials", "compare it with NetSuite's, for this account";
    ID_WITH_WHITESPACE: "whitespace", "whitespace or quotes are around the {} in the header", "trim what comes from a file or an environment variable, and check what was pasted";
    SECRET_IN_HEADER: "secret-in-header", "a secret is in the header instead of the {}", "send the id, and reset the secret in NetSuite, because it has been sent";
    NONCE: "nonce", "the nonce is not 6 to 64 letters and digits", "use about 20 letters and digits, without hyphens and without Base64's `+/=`. Oracle's help asks for that; that NetSuite rejects other characters is not proven, but if it does, that explains failures that come and go";
    TIMESTAMP_IN_MILLISECONDS: "timestamp-in-milliseconds", "the timestamp is in milliseconds, not in seconds", "divide it by 1000 and drop the fraction";
    TIMESTAMP: "timestamp", "the timestamp is not a whole number of seconds since 1970", "send about ten digits and nothing else";
    VERSION: "version", "oauth_version is not `1.0`", "send `1.0`, or leave it out";
    OTHER_DIGEST: "other-digest", "the signature is made with {}, which NetSuite does not accept", "use HMAC-SHA256, and name it in oauth_signature_method: it is often not the default of a library";
    MISNAMED_DIGEST: "misnamed-digest", "the signature is made with {}, but oauth_signature_method names another hash", "use HMAC-SHA256 for both";
    SIGNATURE_IN_HEX: "signature-in-hex", "the signature is in hex digits", "encode the HMAC's bytes in Base64";
    SIGNATURE_HEX_IN_BASE64: "signature-hex-in-base64", "the signature is the HMAC's hex digits in Base64", "encode the HMAC's bytes themselves, in PHP with `hash_hmac(…, true)` and in a shell with `openssl dgst -binary`";
    SIGNATURE_LABELLED: "signature-hex-in-base64", "the signature is what openssl printed, hex digits with a line feed or a label, in Base64", "encode the HMAC's bytes themselves, in a shell with `openssl dgst -sha256 -hmac \"$key\" -binary | base64`";
    SIGNATURE_PRINTED: "signature-printed", "the signature is printed as Python prints bytes, `b'…'`", "decode the bytes first, `base64.b64encode(digest).decode()`";
    SIGNATURE_OTHER_BASE64: "signature-other-base64", "the signature is in Base64 for URLs, or without padding", "use the alphabet with `+` and `/`, and pad with `=`";
    SIGNATURE_LINE_BREAK: "signature-line-break", "the signature has a line break", "use a Base64 encoder that breaks no lines, in Ruby `strict_encode64`";
    SIGNATURE_ENCODED_TWICE: "signature-encoded-twice", "the signature is percent-encoded twice in the header", "encode it once";
    SIGNATURE_MALFORMED: "signature-malformed", "the signature is not a digest in Base64", "send the HMAC's 32 bytes as 44 characters of Base64, percent-encoded";
    PASSWORD_ALGORITHM: "signature-method", "the token password does not end in `&HMAC-SHA256`", "end it with the signature, `&` and `HMAC-SHA256`";
    ALGORITHM: "signature-method", "the signature's algorithm is not `HMAC_SHA256`", "write `algorithm=\"HMAC_SHA256\"`, with an underscore";
}
