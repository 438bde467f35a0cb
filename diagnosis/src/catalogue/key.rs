//! Mistakes with the key.

use super::entry::Frequency::{Common, Occasional};
use super::entry::{Entry, rare, way};
use crate::client::encoder::Times;
use crate::client::key::{Around, Digest, Form, Half, Join};

const FIX: &str = "make the key of the consumer secret, `&` and the token secret";

/// The ways to sign something around a value: around the secrets, encoded with them or not, and
/// around the ids.
macro_rules! around {
    ($($encoded:ident, $raw:ident, $ids:ident: $($around:ident),*;)*) => {
        &[$($(
            $encoded("token secret", |client| client.key.around_token = Around::$around),
            $encoded("consumer secret", |client| client.key.around_consumer = Around::$around),
            $encoded("secrets", |client| {
                client.key.around_consumer = Around::$around;
                client.key.around_token = Around::$around;
            }),
            $raw("token secret", |client| {
                client.key.around_token = Around::$around;
                client.key.encoded = Times::Never;
            }),
            $raw("consumer secret", |client| {
                client.key.around_consumer = Around::$around;
                client.key.encoded = Times::Never;
            }),
            $raw("secrets", |client| {
                client.key.around_consumer = Around::$around;
                client.key.around_token = Around::$around;
                client.key.encoded = Times::Never;
            }),
            $ids("token id", |client| client.header.token_id = Around::$around),
            $ids("consumer key", |client| client.header.consumer_key = Around::$around),
            $ids("credentials", |client| {
                client.key.around_consumer = Around::$around;
                client.key.around_token = Around::$around;
                client.header.consumer_key = Around::$around;
                client.header.token_id = Around::$around;
            }),
            $ids("credentials", |client| {
                client.key.around_consumer = Around::$around;
                client.key.around_token = Around::$around;
                client.key.encoded = Times::Never;
                client.header.consumer_key = Around::$around;
                client.header.token_id = Around::$around;
            }),
        )*)*]
    };
}

/// The ways to sign a word for one secret or for both.
macro_rules! words {
    ($($word:literal),*) => {
        &[$(
            way(concat!("token secret is the word `", $word, "`"), |client| {
                client.key.token = Half::Word($word);
            }),
            way(concat!("secrets are the word `", $word, "`"), |client| {
                client.key.consumer = Half::Word($word);
                client.key.token = Half::Word($word);
            }),
            rare(concat!("consumer secret is the word `", $word, "`"), |client| {
                client.key.consumer = Half::Word($word);
            }),
        )*]
    };
}

/// The ways to sign placeholders for the secrets, encoded or not.
macro_rules! placeholders {
    ($($kind:ident: $consumer:literal, $token:literal;)*) => {
        &[$(
            $kind(concat!("secrets are placeholders such as `", $token, "`"), |client| {
                client.key.consumer = Half::Word($consumer);
                client.key.token = Half::Word($token);
            }),
            $kind(concat!("secrets are placeholders such as `", $token, "`"), |client| {
                client.key.consumer = Half::Word($consumer);
                client.key.token = Half::Word($token);
                client.key.encoded = Times::Never;
            }),
        )*]
    };
}

/// The ways to sign another form of the secrets, encoded or not.
macro_rules! forms {
    ($($encoded:ident, $raw:ident: $form:ident, $name:literal;)*) => {
        &[$(
            $encoded($name, |client| client.key.form = Form::$form),
            $raw($name, |client| {
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
            way("token secret", |client| client.key.token = Half::Word("")),
            way("token secret", |client| {
                client.key.token = Half::Word("");
                client.key.join = Join::Nothing;
            }),
            way("consumer secret", |client| {
                client.key.consumer = Half::Word("");
            }),
            rare("consumer secret", |client| {
                client.key.consumer = Half::Word("");
                client.key.join = Join::Nothing;
            }),
            way("consumer secret, like the token secret,", |client| {
                client.key.consumer = Half::Word("");
                client.key.token = Half::Word("");
            }),
        ],
    },
    Entry {
        code: "secret-unset",
        what: "the {} in the key",
        fix: "set the variable that holds the secret: it was empty, and the client signed the word that its language prints for nothing",
        frequency: Common,
        ways: words!("undefined", "null", "None"),
    },
    Entry {
        code: "secret-unset",
        what: "the {} in the key",
        fix: "set the variables that hold the secrets, where the client looks for them: it has left the placeholders in",
        frequency: Occasional,
        ways: placeholders!(
            way: "{{consumer_secret}}", "{{token_secret}}";
            rare: "{{consumerSecret}}", "{{tokenSecret}}";
            rare: "{{CONSUMER_SECRET}}", "{{TOKEN_SECRET}}";
            rare: "{{consumer_secret}}", "{{access_token_secret}}";
            rare: "${consumer_secret}", "${token_secret}";
            rare: "${CONSUMER_SECRET}", "${TOKEN_SECRET}";
        ),
    },
    Entry {
        code: "id-for-secret",
        what: "the {} is in the key instead of a secret",
        fix: FIX,
        frequency: Common,
        ways: &[
            way("token id", |client| client.key.token = Half::Id),
            rare("consumer key", |client| client.key.consumer = Half::Id),
            way("consumer key, like the token id,", |client| {
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
        ways: &[way("", |client| client.key.swapped = true)],
    },
    Entry {
        code: "ampersand-missing",
        what: "the `&` between the secrets is missing or escaped",
        fix: "encode each secret by itself and put a plain `&` between them, even if one is empty",
        frequency: Common,
        ways: &[
            way("", |client| client.key.join = Join::Nothing),
            way("", |client| client.key.join = Join::EscapedAmpersand),
            way("", |client| client.key.join = Join::HtmlAmpersand),
        ],
    },
    Entry {
        code: "key-and-text-swapped",
        what: "the text is used as the key, and the key as the text",
        fix: "swap the arguments of the HMAC function",
        frequency: Common,
        ways: &[way("", |client| client.digest = Digest::Swapped)],
    },
    SECRETS_NOT_ENCODED,
    Entry {
        code: "secrets-encoded-twice",
        what: "the secrets are percent-encoded twice in the key",
        fix: "pass the secrets to the library as NetSuite shows them",
        frequency: Occasional,
        ways: &[way("", |client| client.key.encoded = Times::Twice)],
    },
    Entry {
        code: "secrets-converted",
        what: "the secrets are {} in the key",
        fix: "use the text of each secret as NetSuite shows it, as UTF-8",
        frequency: Occasional,
        ways: forms!(
            rare, way: FromHex, "decoded from hex digits to bytes";
            way, rare: PythonBytes, "printed as Python prints bytes, `b'…'`,";
            way, way: ToBase64, "encoded in Base64";
            rare, rare: FromBase64, "decoded from Base64";
            rare, rare: UpperCase, "in upper case";
            rare, rare: LowerCase, "in lower case";
            rare, rare: Decoded, "percent-decoded";
            rare, rare: Sha256, "hashed";
        ),
    },
    Entry {
        code: "whitespace",
        what: "whitespace, quotes or a byte order mark are around the {}",
        fix: "trim what comes from a file or an environment variable, and check what was pasted",
        frequency: Common,
        ways: around!(
            way, way, way: LineFeed;
            way, rare, rare: LineEnd, Quotes;
            rare, rare, rare: SpaceAfter, SpaceBefore, Spaces, LineFeedBefore, LineFeeds, CarriageReturn, Tab,
            SingleQuotes, ByteOrderMark;
        ),
    },
];

/// Reported beside another mistake too, if that one is made with secrets that are not encoded.
pub(crate) const SECRETS_NOT_ENCODED: Entry = Entry {
    code: "secrets-not-encoded",
    what: "the secrets are not percent-encoded in the key",
    fix: "encode each secret before they are joined with `&`",
    frequency: Common,
    ways: &[way("", |client| client.key.encoded = Times::Never)],
};
