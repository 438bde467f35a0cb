//! What each flaw is to be called, and whose it is.

use netsuite_oauth1_diagnosis::Mistake;

use crate::client::Flaw;

/// A flaw, the step of signing that it is made in (a client does each step one way), and its name.
pub(crate) struct Known {
    pub(crate) flaw: Flaw,
    pub(crate) step: &'static str,
    pub(crate) mistake: Mistake,
}

const fn known(flaw: Flaw, step: &'static str, mistake: Mistake) -> Known {
    Known {
        flaw,
        step,
        mistake,
    }
}

/// All of them; where a client was seen to have it, that one is named.
pub(crate) const FLAWS: &[Known] = &[
    // usulix/laravel-netsuite, pull request 4; activepieces, pull request 9552.
    known(Flaw::QueryLeftOut, "query", Mistake::QueryLeftOut),
    known(Flaw::QueryInUri, "query", Mistake::QueryInUri),
    known(Flaw::QueryInUriToo, "query", Mistake::QueryInUri),
    // YelpArchive/yelp-api, pull request 43, in C#.
    known(Flaw::QueryEncodedAgain, "query", Mistake::QueryEncodedTwice),
    // oauth-1.0a, which decodes values and not names: adobe/aio-commerce-sdk, pull request 574.
    known(Flaw::NamesEncodedAgain, "query", Mistake::QueryEncodedTwice),
    // postman-app-support, issue 678.
    known(Flaw::EncodedTwice, "encoding", Mistake::QueryEncodedTwice),
    known(Flaw::PlusKept, "query", Mistake::PlusKept),
    known(Flaw::NothingEncoded, "encoding", Mistake::QueryNotEncoded),
    // DevDefined.OAuth, issue 19; nemiro.oauth, issue 13; both in C#.
    known(Flaw::NamesNotEncoded, "encoding", Mistake::QueryNotEncoded),
    known(Flaw::ValuesNotEncoded, "encoding", Mistake::QueryNotEncoded),
    known(Flaw::QueryAsItStands, "query", Mistake::QueryNotEncoded),
    // oauth-sign, issue 5; activepieces, pull request 12555; J7mbo/twitter-api-php, issue 12.
    known(
        Flaw::SortedBeforeEncoding,
        "order",
        Mistake::SortedBeforeEncoding,
    ),
    known(Flaw::SortedAsText, "order", Mistake::SortedAsText),
    known(
        Flaw::SortedIgnoringCase,
        "order",
        Mistake::SortedIgnoringCase,
    ),
    // ROAuth, pull request 7, in R.
    known(Flaw::SortedByName, "order", Mistake::SortedByNameAlone),
    known(Flaw::QueryAtTheEnd, "order", Mistake::NotSorted),
    known(Flaw::QueryAtTheStart, "order", Mistake::NotSorted),
    known(Flaw::FirstOfRepeats, "repeats", Mistake::RepeatsLost),
    // PHP's parse_str: PHPoAuthLib, issue 481; league/oauth1-client, pull request 148.
    known(Flaw::LastOfRepeats, "repeats", Mistake::RepeatsLost),
    known(Flaw::EmptyDropped, "empty", Mistake::EmptyValuesDropped),
    known(Flaw::RealmSigned, "realm signed", Mistake::RealmSigned),
    known(Flaw::BodyAsForm, "body", Mistake::BodySigned),
    // oauth-1.0a with `data: {…}`, and with `data: JSON.stringify(…)`.
    known(Flaw::BodyMembers, "body", Mistake::BodySigned),
    known(Flaw::BodyCharacters, "body", Mistake::BodySigned),
    known(Flaw::BodyAppended, "body", Mistake::BodySigned),
    known(Flaw::BodyHash, "body", Mistake::BodyHashSigned),
    known(Flaw::BodyHexHash, "body", Mistake::BodyHashSigned),
    known(Flaw::VersionNotSent, "version", Mistake::VersionNotSent),
    known(Flaw::VersionNotSigned, "version", Mistake::VersionNotSigned),
    known(
        Flaw::Sha1Signed,
        "method name",
        Mistake::OtherMethodNameSigned,
    ),
    // Mastercard/oauth1-signer-nodejs, pull request 12; osmlab/ohauth, pull request 5; meteor, issue 570.
    known(Flaw::EncodeUriComponent, "encoder", Mistake::PunctuationRaw),
    // activepieces, pull request 12555: `/!transform`.
    known(
        Flaw::PathByEncodeUriComponent,
        "encoder",
        Mistake::PunctuationRaw,
    ),
    known(Flaw::PythonQuote, "encoder", Mistake::SlashRaw),
    known(Flaw::PathByPythonQuote, "encoder", Mistake::SlashRaw),
    known(Flaw::PythonQuotePlus, "encoder", Mistake::SpaceAsPlus),
    // eclipse-ee4j/jersey, issue 783.
    known(Flaw::JavaUrlEncoder, "encoder", Mistake::SpaceAsPlus),
    known(Flaw::PhpUrlEncode, "encoder", Mistake::SpaceAsPlus),
    known(Flaw::TildeEscaped, "encoder", Mistake::UnreservedEscaped),
    // Rust's percent_encoding::NON_ALPHANUMERIC.
    known(Flaw::NonAlphanumeric, "encoder", Mistake::UnreservedEscaped),
    // C#'s HttpUtility.UrlEncode: 7digital/SevenDigital.Api.Wrapper, pull request 62.
    known(Flaw::LowerCaseEscapes, "case", Mistake::EscapesInLowerCase),
    known(Flaw::MethodLowerCase, "method", Mistake::MethodInLowerCase),
    known(
        Flaw::MethodGet,
        "method",
        Mistake::OtherMethod { signed: "GET" },
    ),
    known(
        Flaw::SchemeHttp,
        "scheme",
        Mistake::OtherScheme { signed: "http" },
    ),
    known(
        Flaw::AccountUpperCase,
        "host case",
        Mistake::HostInUpperCase,
    ),
    known(Flaw::HostUpperCase, "host case", Mistake::HostInUpperCase),
    known(
        Flaw::HostUnderscore,
        "underscore",
        Mistake::HostWithUnderscore,
    ),
    // Oracle's own page: its header is for one host and its signature for this one (section_1534941295).
    known(Flaw::OtherHost, "host", Mistake::OtherHost),
    // .NET's UriBuilder: YelpArchive/yelp-api, pull request 43.
    known(Flaw::Port443, "port", Mistake::DefaultPort),
    known(Flaw::NoPort, "port", Mistake::PortLeftOut),
    known(Flaw::PathDecoded, "path", Mistake::PathDecoded),
    known(Flaw::PathEncodedAgain, "path", Mistake::PathEncodedTwice),
    known(
        Flaw::PathPercentEncodedAgain,
        "path",
        Mistake::PathEncodedTwice,
    ),
    // Apex: salesforce.stackexchange.com, question 97646.
    known(Flaw::ParametersRaw, "parts", Mistake::BaseStringNotEncoded),
    known(Flaw::UriRaw, "parts", Mistake::BaseStringNotEncoded),
    known(Flaw::BothRaw, "parts", Mistake::BaseStringNotEncoded),
    known(
        Flaw::ParametersTwice,
        "parts",
        Mistake::BaseStringEncodedTwice,
    ),
    // zcalhoun/ns-tools, r-tools.r, in R, before its "Change".
    known(
        Flaw::SecondSeparatorEscaped,
        "separators",
        Mistake::SeparatorsEncoded,
    ),
    known(Flaw::AllEscaped, "separators", Mistake::SeparatorsEncoded),
    known(
        Flaw::NoTokenSecret,
        "key",
        Mistake::SecretMissing {
            field: "token secret",
        },
    ),
    known(
        Flaw::NoTokenSecretNorAmpersand,
        "key",
        Mistake::SecretMissing {
            field: "token secret",
        },
    ),
    known(
        Flaw::NoConsumerSecret,
        "key",
        Mistake::SecretMissing {
            field: "consumer secret",
        },
    ),
    known(Flaw::NoAmpersand, "ampersand", Mistake::AmpersandMissing),
    known(
        Flaw::AmpersandEscaped,
        "ampersand",
        Mistake::AmpersandMissing,
    ),
    // NetSweet/netsuite, issue 557, in Ruby.
    known(
        Flaw::TokenIdForSecret,
        "key",
        Mistake::IdForSecret { field: "token id" },
    ),
    known(
        Flaw::ConsumerKeyForSecret,
        "key",
        Mistake::IdForSecret {
            field: "consumer key",
        },
    ),
    known(
        Flaw::IdsForSecrets,
        "key",
        Mistake::IdForSecret {
            field: "consumer key and token id",
        },
    ),
    known(Flaw::SecretsSwapped, "key order", Mistake::SecretsSwapped),
    known(Flaw::KeyAndTextSwapped, "hmac", Mistake::KeyAndTextSwapped),
    known(
        Flaw::TokenSecretLine,
        "key",
        Mistake::Whitespace {
            field: "token secret",
        },
    ),
    known(
        Flaw::ConsumerSecretLine,
        "key",
        Mistake::Whitespace {
            field: "consumer secret",
        },
    ),
    known(
        Flaw::SecretLines,
        "key",
        Mistake::Whitespace {
            field: "both secrets",
        },
    ),
    known(
        Flaw::TokenSecretSpace,
        "key",
        Mistake::Whitespace {
            field: "token secret",
        },
    ),
    known(
        Flaw::ConsumerSecretLineEnd,
        "key",
        Mistake::Whitespace {
            field: "consumer secret",
        },
    ),
    known(
        Flaw::TokenSecretQuoted,
        "key",
        Mistake::Whitespace {
            field: "token secret",
        },
    ),
    known(
        Flaw::AllLines,
        "key",
        Mistake::Whitespace {
            field: "all credentials",
        },
    ),
    known(Flaw::SecretsRaw, "key encoding", Mistake::SecretsNotEncoded),
    known(
        Flaw::SecretsTwice,
        "key encoding",
        Mistake::SecretsEncodedTwice,
    ),
    known(
        Flaw::ConsumerKeyLine,
        "ids",
        Mistake::Whitespace {
            field: "consumer key",
        },
    ),
    known(
        Flaw::TokenIdSpace,
        "ids",
        Mistake::Whitespace { field: "token id" },
    ),
    // oauthlib's default; suiteplus/nscabinet before pull request 31.
    known(
        Flaw::Sha1,
        "digest",
        Mistake::OtherDigest { digest: "SHA-1" },
    ),
    known(
        Flaw::Sha1NamedSha256,
        "digest",
        Mistake::MisnamedDigest { digest: "SHA-1" },
    ),
    known(
        Flaw::Sha256NamedSha1,
        "digest",
        Mistake::MisnamedDigest { digest: "SHA-256" },
    ),
    known(
        Flaw::Sha512,
        "digest",
        Mistake::MisnamedDigest { digest: "SHA-512" },
    ),
    // R's hmac(…, serialize = FALSE) gives hex digits: zcalhoun/ns-tools, which puts them in Base64.
    known(Flaw::Hex, "signature", Mistake::SignatureInHex),
    known(
        Flaw::HexInBase64,
        "signature",
        Mistake::SignatureHexInBase64,
    ),
    known(Flaw::UrlSafe, "signature", Mistake::SignatureOtherBase64),
    known(Flaw::NoPadding, "signature", Mistake::SignatureOtherBase64),
    // Ruby's Base64.encode64.
    known(Flaw::LineBreak, "signature", Mistake::SignatureLineBreak),
    // DevDefined.OAuth, issue 2.
    known(
        Flaw::SignatureTwice,
        "header encoding",
        Mistake::SignatureEncodedTwice,
    ),
    // DropNet, issue 3; Postman with "Encode the parameters in the authorization header" off.
    known(Flaw::SignatureRaw, "header encoding", Mistake::NotEncoded),
    // timbal-ai/timbal, pull request 80.
    known(Flaw::QueryInHeader, "header query", Mistake::QueryInHeader),
    // NetSweet/netsuite, issue 557.
    known(Flaw::Unquoted, "quotes", Mistake::NotQuoted),
    // netsuitephp/netsuite-php, issue 121.
    known(Flaw::RealmLowerCase, "realm", Mistake::RealmSpelling),
    known(Flaw::RealmHyphen, "realm", Mistake::RealmSpelling),
    known(
        Flaw::RealmMissing,
        "realm",
        Mistake::Missing { name: "realm" },
    ),
    known(Flaw::RealmOther, "realm", Mistake::OtherRealm),
    known(
        Flaw::NonceTwice,
        "nonce twice",
        Mistake::Twice {
            name: "oauth_nonce",
        },
    ),
    known(Flaw::ShortNonce, "nonce", Mistake::Nonce),
    known(Flaw::UuidNonce, "nonce", Mistake::Nonce),
    // JavaScript's Date.now().
    known(
        Flaw::Milliseconds,
        "timestamp",
        Mistake::TimestampInMilliseconds,
    ),
    // Python's time.time().
    known(Flaw::Fraction, "timestamp", Mistake::Timestamp),
    known(Flaw::Version2, "version", Mistake::Version),
    known(Flaw::IdsSwapped, "sent ids", Mistake::IdsSwapped),
    known(
        Flaw::OtherToken,
        "sent ids",
        Mistake::OtherId { field: "token id" },
    ),
    known(Flaw::SecretForKey, "sent ids", Mistake::SecretInHeader),
    known(Flaw::Basic, "scheme of the header", Mistake::NotOAuth),
    known(Flaw::ForeignHost, "host", Mistake::ForeignHost),
];
