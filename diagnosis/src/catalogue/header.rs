//! Mistakes in the header: first those that change the signature, then those that are visible in
//! the header or the URL.

use super::entry::Frequency::{Common, Occasional};
use super::entry::{Entry, rare, way};
use crate::client::parameters::{Body, Callback, Realm, Version};

/// The ways to sign a timestamp that is a few seconds off the sent one.
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

/// Mistakes that change the signature.
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
        what: "oauth_version is signed, but not sent",
        fix: "add `oauth_version=\"1.0\"` to the header",
        frequency: Common,
        ways: &[way("", |client| client.header.version = Version::Added)],
    },
    Entry {
        code: "version-not-signed",
        what: "oauth_version is sent, but not signed",
        fix: "add `oauth_version=1.0` to the parameters in the base string",
        frequency: Common,
        ways: left_out!(way: "oauth_version"),
    },
    Entry {
        code: "verifier-not-signed",
        what: "oauth_verifier is sent, but not signed",
        fix: "add oauth_verifier to the parameters in the base string: everything in the header is signed except the realm and the signature",
        frequency: Common,
        ways: left_out!(way: "oauth_verifier"),
    },
    Entry {
        code: "parameter-not-signed",
        what: "{} is sent, but not signed",
        fix: "sign everything in the header except the realm and the signature",
        frequency: Occasional,
        ways: left_out!(
            way: "oauth_token", "oauth_callback", "role";
            rare: "oauth_body_hash", "oauth_signature_method", "oauth_nonce", "oauth_timestamp",
            "oauth_consumer_key"
        ),
    },
    Entry {
        code: "parameter-not-signed",
        what: "the form in the body is not signed, although it has OAuth parameters",
        fix: "send them in the header, and sign them",
        frequency: Common,
        ways: &[way("", |client| client.body = Body::NotSigned)],
    },
    Entry {
        code: "token-signed-empty",
        what: "an empty oauth_token is signed, but not sent",
        fix: "leave oauth_token out of the base string in step one of the three-step flow",
        frequency: Occasional,
        ways: &[way("", |client| client.header.with_empty_token = true)],
    },
    Entry {
        code: "other-method-name-signed",
        what: "the signed oauth_signature_method differs from the sent one",
        fix: "write `HMAC-SHA256` in both the base string and the header",
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
        what: "the signed timestamp differs from the sent one by a few seconds",
        fix: "read the clock once, and use that timestamp in both the base string and the header",
        frequency: Common,
        ways: shifts!(way: -1, 1; rare: -2, 2, -3, 3, -4, 4, -5, 5),
    },
    Entry {
        code: "callback-encoded-twice",
        what: "oauth_callback is percent-encoded once too often, either in the base string or in the header",
        fix: "pass the plain callback URL to the code that signs and to the code that writes the header: each of them encodes it like any other value",
        frequency: Common,
        ways: &[
            way("", |client| client.header.callback = Callback::EncodedAgain),
            way("", |client| client.header.callback = Callback::DecodedAgain),
        ],
    },
];

const fn visible(code: &'static str, what: &'static str, fix: &'static str) -> Entry {
    Entry {
        code,
        what,
        fix,
        frequency: Common,
        ways: &[],
    }
}

/// Declares mistakes that are visible in the header or the URL.
macro_rules! visible {
    ($($name:ident: $code:literal, $what:literal, $fix:literal;)*) => {
        $(pub(crate) static $name: Entry = visible($code, $what, $fix);)*
    };
}

visible! {
    NOT_OAUTH: "not-oauth", "the header is not OAuth 1.0a but {}", "sign with OAuth 1.0a, so that the header begins with `OAuth` and a space, and turn off any other authentication in the client";
    TWO_SCHEMES: "two-schemes", "the header authenticates twice: with OAuth and with {}", "send one Authorization header, with OAuth only: turn off the other authentication in the client, and check that no proxy adds it";
    PLACEHOLDER: "placeholder", "{} instead of a value", "set the variable where the client looks for it, in Postman in the selected environment. If a log hides the value, copy the one that was sent";
    PLAINTEXT: "signature-method", "the signature consists of both secrets (the method PLAINTEXT), not of an HMAC", "use HMAC-SHA256, and reset both secrets because they were sent: use Reset Credentials on the integration record, then revoke the token and create a new one";
    PLAINTEXT_IN_STEP_ONE: "signature-method", "the signature is the consumer secret (the method PLAINTEXT), not an HMAC", "use HMAC-SHA256, and reset the consumer secret because it was sent: use Reset Credentials on the integration record";
    PLAINTEXT_NAMED: "signature-method", "the method is PLAINTEXT, whose signature consists of the secrets", "use HMAC-SHA256, because NetSuite does not accept PLAINTEXT. If the secrets were sent, reset them: use Reset Credentials on the integration record, then revoke the token and create a new one";
    SIGNATURE_METHOD: "signature-method", "oauth_signature_method is not `HMAC-SHA256`", "sign with HMAC-SHA256, and write its name exactly like this in the header and in the base string";
    MALFORMED: "malformed", "the header is not a list of `name=\"value\"` separated by commas", "separate the parameters with a comma and spaces, and nothing else";
    NOT_XML: "malformed", "the envelope is not well-formed XML: {}", "copy the whole envelope as it was sent: if the client sends it like this, use an XML library, which escapes values";
    CUT: "header-cut", "the header ends inside a value, before its closing quote", "copy the whole header, or find out what shortens it: many logs cut long lines";
    NOT_QUOTED: "not-quoted", "a value in the header is not in double quotes", "write each parameter as `name=\"value\"`";
    NOT_ENCODED: "not-encoded", "a value in the header is not percent-encoded", "percent-encode every value, including `+`, `/` and `=` in the signature";
    TOKEN_IN_STEP_ONE: "token-in-step-one", "oauth_token is sent, although step one of the three-step flow has no token yet", "leave it out, as Oracle's help does. Nothing proves that NetSuite rejects it";
    EMPTY: "empty", "{} is empty", "give it a value, or leave it out if it is optional";
    TWICE: "twice", "{} is sent twice", "send it once";
    IN_URL: "parameter-in-url", "{} in the URL, not in the header", "send it in the header, as Oracle's help does. RFC 5849 (section 3.5) allows the URL too, but nothing proves that NetSuite reads it there";
    IN_BODY: "parameter-in-body", "{} in the body, not in the header", "send it in the header, as Oracle's help does. RFC 5849 (section 3.5) allows a form too, but nothing proves that NetSuite reads it there";
    IN_HEADER_AND_URL: "twice", "{} in the header and in the URL", "send it once, in the header";
    MISSING: "missing", "{} is missing", "add it";
    QUERY_IN_HEADER: "query-in-header", "query parameters are repeated in the header", "sign them, but send them only in the URL";
    FOREIGN_PARAMETER: "foreign-parameter", "the header has a parameter that is neither an OAuth parameter nor in the URL", "move it to the URL's query";
    REALM_SPELLING: "realm-spelling", "the {} is the right account id in the wrong spelling", "write it in upper case and with `_`, as in `1234567_SB1`: only host names are written as `1234567-sb1`";
    OTHER_REALM: "other-realm", "the {} is not the account id in these credentials", "send the account id that Setup > Company > Company Information shows";
    PLACEHOLDER_IN_URL: "placeholder", "the URL has {} instead of a value", "set the variable where the client looks for it, in Postman in the selected environment, or copy the URL that was really sent";
    FOREIGN_HOST: "foreign-host", "the URL's host belongs to another account", "use the host that Setup > Company > Company Information shows on the subtab Company URLs, and credentials of the same account";
    HOST_SPELLING: "host-spelling", "the URL's host has the right account id in the wrong spelling", "write the account in the host in lower case and with `-`, as in `1234567-sb1`: only the realm is written as `1234567_SB1`";
    IDS_SWAPPED: "ids-swapped", "the consumer key and the token id are swapped", "send the consumer key as oauth_consumer_key (in SOAP, consumerKey), and the token id as oauth_token (in SOAP, token)";
    OTHER_ID: "other-id", "the {} that was sent is not the one in these credentials", "use the same credentials in the client and here: each id belongs to the secret that NetSuite showed with it";
    ID_WITH_WHITESPACE: "whitespace", "the {} is sent with whitespace or quotes around it", "trim values that come from a file or an environment variable, and check values that were pasted";
    SECRET_IN_HEADER: "secret-in-header", "a secret is sent instead of the {}", "send the id, and reset the secret in NetSuite because it was sent";
    SECRET_SENT: "secret-in-header", "the {} is sent in a parameter of the header", "remove the parameter, because a secret is only used in the key of the signature. Reset the secret because it was sent: for a consumer secret, use Reset Credentials on the integration record; for a token secret, revoke the token and create a new one";
    SECRET_IN_URL: "secret-in-url", "the {} is sent in the query of the URL", "remove the parameter, because a secret is only used in the key of the signature. Reset the secret because it was sent: for a consumer secret, use Reset Credentials on the integration record; for a token secret, revoke the token and create a new one";
    SECRET_AS_SIGNATURE: "secret-in-header", "the {} is sent as the signature", "send the HMAC-SHA256 of the base string instead. Reset the secret because it was sent: for a consumer secret, use Reset Credentials on the integration record; for a token secret, revoke the token and create a new one";
    NONCE: "nonce", "the nonce is not what Oracle's help asks for: 6 to 64 letters and digits", "use about 20 letters and digits, without hyphens and without Base64's `+/=`. Nothing proves that NetSuite rejects other characters, but if it does, that explains failures that come and go";
    NONCE_TOO_SHORT: "nonce", "the nonce has fewer than 6 characters", "use about 20 letters and digits: NetSuite rejects a shorter nonce (nonce_rejected in the Login Audit Trail)";
    TIMESTAMP_IN_MILLISECONDS: "timestamp-in-milliseconds", "the timestamp is in milliseconds, not in seconds", "divide it by 1000, and drop the fraction";
    TIMESTAMP: "timestamp", "the timestamp is not a whole number of seconds since 1970", "send only digits, such as `1508242306`";
    VERSION: "version", "oauth_version is not `1.0`", "send `1.0`, or leave oauth_version out";
    OTHER_DIGEST: "other-digest", "the signature method is {}, which NetSuite does not accept", "use HMAC-SHA256, and name it in oauth_signature_method: many libraries use HMAC-SHA1 unless you choose another method";
    DIGEST_LENGTH: "other-digest", "the signature has {}, but an HMAC-SHA256 has 32 bytes", "use HMAC-SHA256, and encode all of its 32 bytes in Base64";
    MISNAMED_DIGEST: "misnamed-digest", "the signature uses {}, but oauth_signature_method names another method", "use HMAC-SHA256 for the signature, and name it in oauth_signature_method";
    SIGNATURE_IN_HEX: "signature-in-hex", "the signature is in hex digits, not in Base64", "encode the bytes of the HMAC in Base64: in JavaScript, use `digest('base64')` instead of `digest('hex')`; in Python, `base64.b64encode(mac.digest())`; in PHP, `base64_encode(hash_hmac('sha256', $text, $key, true))`";
    SIGNATURE_HEX_IN_BASE64: "signature-hex-in-base64", "the signature is the hex digits of the HMAC, encoded in Base64", "encode the bytes of the HMAC instead: in PHP, use `hash_hmac('sha256', $text, $key, true)`; in Python, `digest()` instead of `hexdigest()`; in a shell, `openssl dgst -sha256 -hmac \"$key\" -binary | base64`";
    SIGNATURE_LABELLED: "signature-hex-in-base64", "the signature is the text that openssl prints (hex digits with a label or a line feed), encoded in Base64", "encode the bytes of the HMAC instead: `openssl dgst -sha256 -hmac \"$key\" -binary | base64`";
    SIGNATURE_PRINTED: "signature-printed", "the signature is sent as Python prints bytes, `b'…'`", "decode the bytes to a string: `base64.b64encode(digest).decode()`";
    SIGNATURE_OTHER_BASE64: "signature-other-base64", "the signature is in URL-safe Base64, or its padding is missing", "use standard Base64, with `+`, `/` and the padding `=`";
    SIGNATURE_LINE_BREAK: "signature-line-break", "the signature contains a line break", "use a Base64 encoder that adds no line breaks: in Ruby, `Base64.strict_encode64`; in Python, `base64.b64encode`; in Java, `Base64.getEncoder()`; in Perl, `encode_base64($digest, '')`";
    SIGNATURE_ENCODED_TWICE: "signature-encoded-twice", "the signature is percent-encoded twice in the header", "percent-encode it once";
    SIGNATURE_ENCODED: "signature-encoded", "the signature is percent-encoded", "send the Base64 text as it is, with `+`, `/` and `=`: only an Authorization header has a percent-encoded signature";
    SIGNATURE_WITH_SPACE: "signature-malformed", "the signature has a space instead of a `+`", "send the Base64 text as it is: a decoder of forms changes `+` to a space";
    PASSPORT_SIGNATURE_MALFORMED: "signature-malformed", "the signature is not a digest in Base64", "encode the 32 bytes of the HMAC in Base64, which gives 44 characters";
    SIGNATURE_MALFORMED: "signature-malformed", "the signature is not a digest in Base64", "encode the 32 bytes of the HMAC in Base64, which gives 44 characters, then percent-encode these";
    PASSPORT_DIGEST: "other-digest", "the signature uses {}, which NetSuite does not accept", "use HMAC-SHA256";
    PASSWORD_ALGORITHM: "signature-method", "the token password does not end with `&HMAC-SHA256`", "after the signature, write `&HMAC-SHA256`, with a hyphen and not an underscore";
    ALGORITHM: "signature-method", "the algorithm of the signature is not `HMAC_SHA256`", "write `algorithm=\"HMAC_SHA256\"` on the element, with an underscore";
}
