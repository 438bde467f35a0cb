//! Mistakes in the key (RFC 5849 section 3.4.2).

use super::entry::Frequency::{Common, Occasional};
use super::entry::Requests::{StepOne, WithToken};
use super::entry::{Entry, rare, way};
use crate::client::encoder::Times;
use crate::client::key::{Around, Digest, Form, Half, Join};

const FIX: &str = "build the key from the consumer secret, `&` and the token secret (empty in step one of the three-step flow), in this order";

/// The ways to sign stray characters around a value: around the secrets, percent-encoded or not,
/// and around the ids.
macro_rules! around {
    ($($encoded:ident, $raw:ident, $ids:ident: $($around:ident),*;)*) => {
        &[$($(
            $encoded("token secret", |client| client.key.around_token = Around::$around)
                .only(WithToken),
            $encoded("consumer secret", |client| client.key.around_consumer = Around::$around),
            $encoded("secrets", |client| {
                client.key.around_consumer = Around::$around;
                client.key.around_token = Around::$around;
            }),
            $raw("token secret", |client| {
                client.key.around_token = Around::$around;
                client.key.encoded = Times::Never;
            })
            .only(WithToken),
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

/// The ways to sign with a word instead of one secret or both.
macro_rules! words {
    ($($word:literal),*) => {
        &[$(
            way(concat!("the word `", $word, "` instead of the token secret"), |client| {
                client.key.token = Half::Word($word);
            }),
            way(concat!("the word `", $word, "` instead of each secret"), |client| {
                client.key.consumer = Half::Word($word);
                client.key.token = Half::Word($word);
            }),
            rare(concat!("the word `", $word, "` instead of the consumer secret"), |client| {
                client.key.consumer = Half::Word($word);
            }),
        )*]
    };
}

/// The ways to sign with placeholders for the secrets, percent-encoded or not.
macro_rules! placeholders {
    ($($kind:ident: $consumer:literal, $token:literal;)*) => {
        &[$(
            $kind(concat!("placeholders such as `", $token, "` instead of the secrets"), |client| {
                client.key.consumer = Half::Word($consumer);
                client.key.token = Half::Word($token);
            }),
            $kind(concat!("placeholders such as `", $token, "` instead of the secrets"), |client| {
                client.key.consumer = Half::Word($consumer);
                client.key.token = Half::Word($token);
                client.key.encoded = Times::Never;
            }),
            rare(concat!("the placeholder `", $token, "` instead of the token secret"), |client| {
                client.key.token = Half::Word($token);
            }),
            rare(concat!("the placeholder `", $token, "` instead of the token secret"), |client| {
                client.key.token = Half::Word($token);
                client.key.encoded = Times::Never;
            }),
        )*]
    };
}

/// The ways to sign with a converted form of the secrets, percent-encoded or not.
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
        what: "the key lacks the {}",
        fix: FIX,
        frequency: Common,
        ways: &[
            way("token secret", |client| client.key.token = Half::Word("")).only(WithToken),
            way("token secret", |client| {
                client.key.token = Half::Word("");
                client.key.join = Join::Nothing;
            })
            .only(WithToken),
            way("consumer secret", |client| {
                client.key.consumer = Half::Word("");
            }),
            rare("consumer secret", |client| {
                client.key.consumer = Half::Word("");
                client.key.join = Join::Nothing;
            }),
            way("consumer secret and the token secret", |client| {
                client.key.consumer = Half::Word("");
                client.key.token = Half::Word("");
            }),
        ],
    },
    Entry {
        code: "secret-unset",
        what: "the key has {}",
        fix: "set the variable that holds the secret, in step one of the flow to an empty text: it has no value, and the client signed with the word that its language prints for that",
        frequency: Common,
        ways: words!("undefined", "null", "None"),
    },
    Entry {
        code: "secret-unset",
        what: "the key has {}",
        fix: "define the variables of the placeholders where the client looks for them, in Postman in the selected environment",
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
        what: "the key has the {}",
        fix: FIX,
        frequency: Common,
        ways: &[
            way("token id instead of the token secret", |client| {
                client.key.token = Half::Id;
            })
            .only(WithToken),
            rare("consumer key instead of the consumer secret", |client| {
                client.key.consumer = Half::Id;
            }),
            way(
                "consumer key and the token id instead of the secrets",
                |client| {
                    client.key.consumer = Half::Id;
                    client.key.token = Half::Id;
                },
            ),
        ],
    },
    Entry {
        code: "token-in-step-one",
        what: "the key has a {}, although step one of the three-step flow has no token yet",
        fix: "build the key from the consumer secret and `&`, and nothing else",
        frequency: Common,
        ways: &[
            way("token secret", |client| {
                client.key.always_with_token_secret = true;
            })
            .only(StepOne),
            way("token id", |client| client.key.token = Half::Id).only(StepOne),
        ],
    },
    Entry {
        code: "secrets-swapped",
        what: "the secrets are swapped in the key",
        fix: FIX,
        frequency: Occasional,
        ways: &[way("", |client| client.key.swapped = true)],
    },
    Entry {
        code: "ampersand-missing",
        what: "the `&` between the secrets is missing, or is encoded as `%26` or `&amp;`",
        fix: "percent-encode each secret by itself, and put a plain `&` between them, even if one is empty",
        frequency: Common,
        ways: &[
            way("", |client| client.key.join = Join::Nothing),
            way("", |client| client.key.join = Join::EscapedAmpersand),
            way("", |client| client.key.join = Join::HtmlAmpersand),
        ],
    },
    Entry {
        code: "key-and-text-swapped",
        what: "the key and the text of the HMAC are swapped",
        fix: "swap the arguments of the HMAC function: the key is made from the secrets",
        frequency: Common,
        ways: &[way("", |client| client.digest = Digest::Swapped)],
    },
    SECRETS_NOT_ENCODED,
    Entry {
        code: "secrets-encoded-twice",
        what: "the secrets in the key are percent-encoded twice",
        fix: "pass the secrets to the library as NetSuite shows them: the library encodes them",
        frequency: Occasional,
        ways: &[way("", |client| client.key.encoded = Times::Twice)],
    },
    Entry {
        code: "secrets-converted",
        what: "the secrets in the key are {}",
        fix: "use each secret exactly as NetSuite shows it, as a text in UTF-8",
        frequency: Occasional,
        ways: forms!(
            rare, way: FromHex, "decoded from hex digits";
            way, rare: PythonBytes, "written as Python prints bytes, `b'…'`";
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
        what: "whitespace, quotes or a byte order mark around the {} are signed too",
        fix: "trim values that come from a file or an environment variable, and check values that were pasted",
        frequency: Common,
        ways: around!(
            way, way, way: LineFeed;
            way, rare, rare: LineEnd, Quotes;
            rare, rare, rare: SpaceAfter, SpaceBefore, Spaces, LineFeedBefore, LineFeeds, CarriageReturn, Tab,
            SingleQuotes, ByteOrderMark;
        ),
    },
];

/// Also reported beside another mistake, if that mistake leaves the secrets unencoded.
pub(crate) const SECRETS_NOT_ENCODED: Entry = Entry {
    code: "secrets-not-encoded",
    what: "the secrets in the key are not percent-encoded",
    fix: "percent-encode each secret before you join them with `&`",
    frequency: Common,
    ways: &[way("", |client| client.key.encoded = Times::Never)],
};
