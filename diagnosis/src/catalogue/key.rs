//! Mistakes with the key.

use super::Frequency::{Common, Occasional, Rare};
use super::{Entry, Way};
use crate::client::encoder::Times;
use crate::client::key::{Around, Digest, Form, Half, Join};

const FIX: &str = "make the key of the consumer secret, `&` and the token secret";

/// The ways to sign something around a value: around one secret or both, encoded with them or
/// not, around an id, and around everything.
macro_rules! around {
    ($($around:ident),*) => {
        &[$(
            Way("token secret", |client| client.key.around_token = Around::$around),
            Way("consumer secret", |client| client.key.around_consumer = Around::$around),
            Way("secrets", |client| {
                client.key.around_consumer = Around::$around;
                client.key.around_token = Around::$around;
            }),
            Way("token secret", |client| {
                client.key.around_token = Around::$around;
                client.key.encoded = Times::Never;
            }),
            Way("consumer secret", |client| {
                client.key.around_consumer = Around::$around;
                client.key.encoded = Times::Never;
            }),
            Way("secrets", |client| {
                client.key.around_consumer = Around::$around;
                client.key.around_token = Around::$around;
                client.key.encoded = Times::Never;
            }),
            Way("token id", |client| client.header.token_id = Around::$around),
            Way("consumer key", |client| client.header.consumer_key = Around::$around),
            Way("credentials", |client| {
                client.key.around_consumer = Around::$around;
                client.key.around_token = Around::$around;
                client.header.consumer_key = Around::$around;
                client.header.token_id = Around::$around;
            }),
            Way("credentials", |client| {
                client.key.around_consumer = Around::$around;
                client.key.around_token = Around::$around;
                client.key.encoded = Times::Never;
                client.header.consumer_key = Around::$around;
                client.header.token_id = Around::$around;
            }),
        )*]
    };
}

/// The ways to sign a word for one secret or for both.
macro_rules! unset {
    ($($word:literal),*) => {
        &[$(
            Way(concat!("token secret is the word `", $word, "`"), |client| {
                client.key.token = Half::Word($word);
            }),
            Way(concat!("consumer secret is the word `", $word, "`"), |client| {
                client.key.consumer = Half::Word($word);
            }),
            Way(concat!("secrets are the word `", $word, "`"), |client| {
                client.key.consumer = Half::Word($word);
                client.key.token = Half::Word($word);
            }),
        )*]
    };
}

/// The ways to sign placeholders for the secrets, encoded or not.
macro_rules! placeholders {
    ($($consumer:literal, $token:literal;)*) => {
        &[$(
            Way(concat!("secrets are placeholders such as `", $token, "`"), |client| {
                client.key.consumer = Half::Word($consumer);
                client.key.token = Half::Word($token);
            }),
            Way(concat!("secrets are placeholders such as `", $token, "`"), |client| {
                client.key.consumer = Half::Word($consumer);
                client.key.token = Half::Word($token);
                client.key.encoded = Times::Never;
            }),
        )*]
    };
}

/// The ways to sign another form of the secrets, encoded or not.
macro_rules! forms {
    ($($form:ident, $name:literal;)*) => {
        &[$(
            Way($name, |client| client.key.form = Form::$form),
            Way($name, |client| {
                client.key.form = Form::$form;
                client.key.encoded = Times::Never;
            }),
        )*]
    };
}

pub(super) static ALL: &[Entry] = &[
    Entry {
        code: "secret-missing",
        what: "the {} is missing in the key",
        fix: FIX,
        frequency: Common,
        ways: &[
            Way("token secret", |client| client.key.token = Half::Word("")),
            Way("token secret", |client| {
                client.key.token = Half::Word("");
                client.key.join = Join::Nothing;
            }),
            Way("consumer secret", |client| {
                client.key.consumer = Half::Word("");
            }),
            Way("consumer secret", |client| {
                client.key.consumer = Half::Word("");
                client.key.join = Join::Nothing;
            }),
        ],
    },
    Entry {
        code: "secret-unset",
        what: "the {} in the key",
        fix: "set the variable that holds the secret: it was empty, and the client signed the word that its language prints for nothing",
        frequency: Common,
        ways: unset!("undefined", "null", "None"),
    },
    Entry {
        code: "secret-unset",
        what: "the {} in the key",
        fix: "set the variables that hold the secrets, where the client looks for them: it has left the placeholders in",
        frequency: Occasional,
        ways: placeholders!(
            "{{consumer_secret}}", "{{token_secret}}";
        ),
    },
    Entry {
        code: "secret-unset",
        what: "the {} in the key",
        fix: "set the variables that hold the secrets, where the client looks for them: it has left the placeholders in",
        frequency: Rare,
        ways: placeholders!(
            "{{consumerSecret}}", "{{tokenSecret}}";
            "{{CONSUMER_SECRET}}", "{{TOKEN_SECRET}}";
            "{{consumer_secret}}", "{{access_token_secret}}";
            "${consumer_secret}", "${token_secret}";
            "${CONSUMER_SECRET}", "${TOKEN_SECRET}";
        ),
    },
    Entry {
        code: "id-for-secret",
        what: "the {} is in the key instead of a secret",
        fix: FIX,
        frequency: Common,
        ways: &[
            Way("token id", |client| client.key.token = Half::Id),
            Way("consumer key", |client| client.key.consumer = Half::Id),
            Way("consumer key, like the token id,", |client| {
                client.key.consumer = Half::Id;
                client.key.token = Half::Id;
            }),
        ],
    },
    Entry {
        code: "secrets-swapped",
        what: "the key begins with the token secret",
        fix: "make the key of the consumer secret, `&` and the token secret, in this order",
        frequency: Occasional,
        ways: &[Way("", |client| client.key.swapped = true)],
    },
    Entry {
        code: "ampersand-missing",
        what: "the `&` between the secrets is missing or escaped",
        fix: "encode each secret by itself and put a plain `&` between them, even if one is empty",
        frequency: Common,
        ways: &[
            Way("", |client| client.key.join = Join::Nothing),
            Way("", |client| client.key.join = Join::EscapedAmpersand),
            Way("", |client| client.key.join = Join::HtmlAmpersand),
        ],
    },
    Entry {
        code: "key-and-text-swapped",
        what: "the text is used as the key, and the key as the text",
        fix: "swap the arguments of the HMAC function",
        frequency: Common,
        ways: &[Way("", |client| client.digest = Digest::Swapped)],
    },
    SECRETS_NOT_ENCODED,
    Entry {
        code: "secrets-encoded-twice",
        what: "the secrets are percent-encoded twice in the key",
        fix: "pass the secrets to the library as NetSuite shows them",
        frequency: Occasional,
        ways: &[Way("", |client| client.key.encoded = Times::Twice)],
    },
    Entry {
        code: "secrets-converted",
        what: "the secrets are {} in the key",
        fix: "use the text of each secret as NetSuite shows it, as UTF-8",
        frequency: Occasional,
        ways: forms!(
            FromHex, "decoded from hex digits to bytes";
            PythonBytes, "printed as Python prints bytes, `b'…'`,";
            ToBase64, "encoded in Base64";
        ),
    },
    Entry {
        code: "secrets-converted",
        what: "the secrets are {} in the key",
        fix: "use the text of each secret as NetSuite shows it, as UTF-8",
        frequency: Rare,
        ways: forms!(
            FromBase64, "decoded from Base64";
            UpperCase, "in upper case";
            LowerCase, "in lower case";
            Decoded, "percent-decoded";
            Sha256, "hashed";
        ),
    },
    Entry {
        code: "whitespace",
        what: "whitespace or quotes are around the {}",
        fix: "trim what comes from a file or an environment variable, and check what was pasted",
        frequency: Common,
        ways: around!(LineFeed),
    },
    Entry {
        code: "whitespace",
        what: "whitespace or quotes are around the {}",
        fix: "trim what comes from a file or an environment variable, and check what was pasted",
        frequency: Occasional,
        ways: around!(LineEnd, SpaceAfter, Quotes),
    },
    Entry {
        code: "whitespace",
        what: "whitespace, quotes or a byte order mark are around the {}",
        fix: "trim what comes from a file or an environment variable, and check what was pasted",
        frequency: Rare,
        ways: around!(
            SpaceBefore,
            Spaces,
            LineFeedBefore,
            LineFeeds,
            CarriageReturn,
            Tab,
            SingleQuotes,
            ByteOrderMark
        ),
    },
];

/// Reported beside another mistake too, if that one is made with secrets that are not encoded.
pub(crate) const SECRETS_NOT_ENCODED: Entry = Entry {
    code: "secrets-not-encoded",
    what: "the secrets are not percent-encoded in the key",
    fix: "encode each secret before they are joined with `&`",
    frequency: Common,
    ways: &[Way("", |client| client.key.encoded = Times::Never)],
};
