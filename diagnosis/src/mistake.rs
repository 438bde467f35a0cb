use std::fmt;

/// A mistake of a client, known by its signature or its header. `Display` is one sentence: what happened, and how it is mended in
/// that client.
///
/// [`Diagnosis`](crate::Diagnosis) finds them, and says what to do from a 401 on. Those up to
/// [`OtherMethodNameSigned`](Self::OtherMethodNameSigned) are recomputed: they are reported where the signature that was sent comes
/// out. The others are read off the header and the URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mistake {
    /// The query is not in the base string.
    QueryLeftOut,
    /// The query stands on the base string's URL.
    QueryInUri,
    /// The header's realm is in the base string.
    RealmSigned,
    /// The key lacks a secret; without the token's, the `&` may be missing too.
    SecretMissing {
        /// `consumer secret` or `token secret`.
        field: &'static str,
    },
    /// The key has the consumer key or the token id where a secret belongs.
    IdForSecret {
        /// `consumer key`, `token id` or `consumer key and token id`.
        field: &'static str,
    },
    /// The key has the two secrets in the wrong order.
    SecretsSwapped,
    /// The key's `&` is missing, or escaped.
    AmpersandMissing,
    /// White space, quotes or a byte order mark are around a credential, as around one that was read from a file.
    Whitespace {
        /// `consumer key`, `consumer secret`, `token id`, `token secret`, `both secrets` or `all credentials`.
        field: &'static str,
    },
    /// The secrets are not percent-encoded in the key.
    SecretsNotEncoded,
    /// The secrets are percent-encoded twice.
    SecretsEncodedTwice,
    /// The base string is the key and the key the text.
    KeyAndTextSwapped,
    /// `!'()*` are not escaped, or one of them, as JavaScript's `encodeURIComponent` and Java's `URLEncoder` leave them.
    PunctuationRaw,
    /// `/` is not escaped, as Python's `quote` leaves it.
    SlashRaw,
    /// A space is `+`, as in a form.
    SpaceAsPlus,
    /// A query's `+` is taken for itself and not for a space.
    PlusKept,
    /// Unreserved characters are escaped: `~`, or `-._~`.
    UnreservedEscaped,
    /// Escapes have hex digits in lower case.
    EscapesInLowerCase,
    /// The query is encoded once more than it should be.
    QueryEncodedTwice,
    /// The query's names or values are not encoded.
    QueryNotEncoded,
    /// The parameters or the URL are not encoded as parts of the base string.
    BaseStringNotEncoded,
    /// They are encoded twice.
    BaseStringEncodedTwice,
    /// The `&` between the base string's parts is escaped.
    SeparatorsEncoded,
    /// The parameters are not sorted, or not all of them together.
    NotSorted,
    /// They are sorted before they are encoded.
    SortedBeforeEncoding,
    /// They are sorted as the text `name=value`.
    SortedAsText,
    /// They are sorted as if upper and lower case were the same.
    SortedIgnoringCase,
    /// They are sorted by name alone.
    SortedByNameAlone,
    /// Of a name that is there twice one value alone is signed.
    RepeatsLost,
    /// Parameters without a value are not signed.
    EmptyValuesDropped,
    /// The method is signed in lower case, in whole or in part.
    MethodInLowerCase,
    /// Another method is signed.
    OtherMethod {
        /// The method that is signed.
        signed: &'static str,
    },
    /// `http` is signed where `https` is sent, or the other way round.
    OtherScheme {
        /// The scheme that is signed.
        signed: &'static str,
    },
    /// The host is signed in upper case, in whole or in part.
    HostInUpperCase,
    /// The host is signed with `_` for `-`.
    HostWithUnderscore,
    /// Another host is signed than the one that the request goes to.
    OtherHost,
    /// The scheme's own port is signed.
    DefaultPort,
    /// The port is not signed, though it is not the scheme's own.
    PortLeftOut,
    /// The path is decoded before it is encoded.
    PathDecoded,
    /// The path is encoded twice.
    PathEncodedTwice,
    /// The body is signed.
    BodySigned,
    /// The body's hash is signed or sent as `oauth_body_hash`.
    BodyHashSigned,
    /// `oauth_version` is signed and not sent.
    VersionNotSent,
    /// `oauth_version` is sent and not signed.
    VersionNotSigned,
    /// Another `oauth_signature_method` is signed than the one that is sent.
    OtherMethodNameSigned,

    /// The header is of another scheme than `OAuth`.
    NotOAuth,
    /// The header is not `name="value"` and commas between.
    Malformed,
    /// A value is not in double quotes.
    NotQuoted,
    /// A value is not percent-encoded.
    NotEncoded,
    /// A parameter has no value.
    Empty {
        /// Its name, or `parameter` where it is none of NetSuite's.
        name: &'static str,
    },
    /// A parameter is there twice.
    Twice {
        /// Its name, or `parameter` where it is none of NetSuite's.
        name: &'static str,
    },
    /// A parameter is missing.
    Missing {
        /// Its name.
        name: &'static str,
    },
    /// Parameters of the query are in the header too.
    QueryInHeader,
    /// A parameter of the header is neither OAuth's nor in the query.
    ForeignParameter,
    /// The realm is in lower case or has a hyphen.
    RealmSpelling,
    /// The realm is another account's.
    OtherRealm,
    /// The URL's host is another account's.
    ForeignHost,
    /// Consumer key and token id stand for each other in the header.
    IdsSwapped,
    /// The consumer key or the token id is not the credentials'.
    OtherId {
        /// `consumer key` or `token id`.
        field: &'static str,
    },
    /// A secret stands in the header where the consumer key or the token id belongs.
    SecretInHeader,
    /// The nonce is not 6 to 64 letters and digits.
    Nonce,
    /// The timestamp is in milliseconds.
    TimestampInMilliseconds,
    /// The timestamp is not in whole seconds.
    Timestamp,
    /// `oauth_version` is not `1.0`.
    Version,
    /// The signature is made with another hash, and the header says so.
    OtherDigest {
        /// `SHA-1`, `SHA-512`, `SHA-384` or `MD5`.
        digest: &'static str,
    },
    /// The signature is made with another hash than the header says.
    MisnamedDigest {
        /// The one it is made with: `SHA-256`, `SHA-1`, `SHA-512`, `SHA-384` or `MD5`.
        digest: &'static str,
    },
    /// `oauth_signature_method` is not `HMAC-SHA256`.
    SignatureMethod,
    /// The signature is hex digits.
    SignatureInHex,
    /// The signature is hex digits in Base64.
    SignatureHexInBase64,
    /// The signature is in Base64's other alphabet, or has no padding.
    SignatureOtherBase64,
    /// The signature has line breaks.
    SignatureLineBreak,
    /// The signature is percent-encoded twice.
    SignatureEncodedTwice,
    /// The signature is neither Base64 nor hex digits, or is of no digest's length.
    SignatureMalformed,
}

impl fmt::Display for Mistake {
    #[expect(clippy::too_many_lines, reason = "a sentence for each")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::QueryLeftOut => {
                "the query is not signed: put its parameters into the base string, sorted together with the header's"
            }
            Self::QueryInUri => {
                "the URL is signed with its query on it: cut it at the `?`, and put the parameters among the sorted ones"
            }
            Self::RealmSigned => {
                "the realm is signed: put it into the header alone, and leave it out of the base string"
            }
            Self::SecretMissing { field } => {
                return write!(
                    f,
                    "the key lacks the {field}: make it of the consumer secret, `&` and the token secret"
                );
            }
            Self::IdForSecret { field } => {
                return write!(
                    f,
                    "the {field} stands in the key where a secret belongs: make it of the consumer secret, `&` and the token secret"
                );
            }
            Self::SecretsSwapped => {
                "the key begins with the token secret: make it of the consumer secret, `&` and the token secret, in this order"
            }
            Self::AmpersandMissing => {
                "the key has no `&` between the secrets, or an escaped one: encode each secret by itself and put a plain `&` between"
            }
            Self::Whitespace { field } => {
                return write!(
                    f,
                    "white space, quotes or a byte order mark stand around the {field}: trim what is read from a file or an environment variable"
                );
            }
            Self::SecretsNotEncoded => {
                "the secrets are not percent-encoded in the key: encode each before they are joined with `&`"
            }
            Self::SecretsEncodedTwice => {
                "the secrets are percent-encoded twice in the key: hand the library the secrets as NetSuite shows them"
            }
            Self::KeyAndTextSwapped => {
                "the base string was the key and the key the text: swap the arguments of the HMAC function"
            }
            Self::PunctuationRaw => {
                "`!`, `'`, `(`, `)` or `*` is not escaped: escape all but letters, digits, `-`, `.`, `_` and `~`, where `encodeURIComponent` and form encoders leave more"
            }
            Self::SlashRaw => {
                "`/` is not escaped: escape it too, in Python with `quote(text, safe='')`"
            }
            Self::SpaceAsPlus => {
                "a space is signed as `+`: write it as `%20`, with `rawurlencode` for `urlencode` in PHP and `quote` for `quote_plus` in Python"
            }
            Self::PlusKept => {
                "a `+` in the query is signed as a plus, and NetSuite reads it as a space: write `%2B` or `%20` into the URL, whichever is meant"
            }
            Self::UnreservedEscaped => {
                "`~`, `-`, `.` or `_` is escaped: leave these four as they are, like letters and digits"
            }
            Self::EscapesInLowerCase => {
                "escapes are in lower case: write their hex digits in upper case, `%2F` and not `%2f`, in C# with `Uri.EscapeDataString`"
            }
            Self::QueryEncodedTwice => {
                "the query is encoded once more than it should be: decode its names and values before they are encoded for the base string"
            }
            Self::QueryNotEncoded => {
                "names or values of the query are not encoded by themselves: encode each, before they are joined and the whole is encoded again"
            }
            Self::BaseStringNotEncoded => {
                "the base string's URL or parameters are not encoded as a whole: encode each of the two, then join them with `&`"
            }
            Self::BaseStringEncodedTwice => {
                "the base string's URL or parameters are encoded twice as a whole: encode each of the two once"
            }
            Self::SeparatorsEncoded => {
                "the `&` between method, URL and parameters is escaped: encode the parts, then join them with a plain `&`"
            }
            Self::NotSorted => {
                "the parameters are not sorted: sort those of the query and of the header together, by encoded name and then by encoded value"
            }
            Self::SortedBeforeEncoding => {
                "the parameters are sorted before they are encoded: encode names and values first, then sort"
            }
            Self::SortedAsText => {
                "the parameters are sorted as the text `name=value`: sort by name, and by value where names are equal"
            }
            Self::SortedIgnoringCase => {
                "the parameters are sorted without regard to case: sort by bytes, upper case before lower"
            }
            Self::SortedByNameAlone => {
                "parameters of one name are not sorted by their values: sort by name, and by value where names are equal"
            }
            Self::RepeatsLost => {
                "a name that the query has twice is signed once: keep the parameters in a list, where a map holds one value a name"
            }
            Self::EmptyValuesDropped => {
                "parameters without a value are not signed: sign them as `name=`, or leave them out of the URL"
            }
            Self::MethodInLowerCase => {
                "the method is signed in lower case: write it in upper case into the base string"
            }
            Self::OtherMethod { signed } => {
                return write!(
                    f,
                    "the method that is signed is {signed}: sign the one that is sent"
                );
            }
            Self::OtherScheme { signed } => {
                return write!(
                    f,
                    "the URL is signed with {signed}: sign the scheme that the request is sent with, which for NetSuite is https"
                );
            }
            Self::HostInUpperCase => {
                "the host is signed in upper case: write it in lower case into the base string"
            }
            Self::HostWithUnderscore => {
                "the host is signed with `_`: host names have `-`, as in 1234567-sb1, and only the realm has `_`"
            }
            Self::OtherHost => {
                "another host is signed than the one that the request goes to: sign the URL that is sent, with the account's own host"
            }
            Self::DefaultPort => {
                "the scheme's own port is signed: leave `:443` off the host, and `:80` with http"
            }
            Self::PortLeftOut => {
                "the port is not signed: leave it in the base string's URL unless it is the scheme's own"
            }
            Self::PathDecoded => {
                "the path is signed decoded: take it as it stands in the URL, escapes included, and encode that"
            }
            Self::PathEncodedTwice => {
                "the path is encoded before the base string encodes it: take it as it stands in the URL, and encode that once"
            }
            Self::BodySigned => {
                "the body is signed: OAuth signs no JSON, so hand the signer the method and the URL alone"
            }
            Self::BodyHashSigned => {
                "the body's hash is signed or sent as `oauth_body_hash`: switch body hashes off, which NetSuite does not ask for"
            }
            Self::VersionNotSent => {
                "oauth_version is signed and not sent: send `oauth_version=\"1.0\"` in the header"
            }
            Self::VersionNotSigned => {
                "oauth_version is sent and not signed: put `oauth_version=1.0` among the signed parameters"
            }
            Self::OtherMethodNameSigned => {
                "the oauth_signature_method that is signed is not the one that is sent: write `HMAC-SHA256` into both"
            }
            Self::NotOAuth => {
                "the header is not of the scheme `OAuth`: begin it with `OAuth` and a space"
            }
            Self::Malformed => {
                "the header is not a list of `name=\"value\"`: put a comma between every two parameters, and nothing else"
            }
            Self::NotQuoted => {
                "a value in the header is not in double quotes: write `name=\"value\"`"
            }
            Self::NotEncoded => {
                "a value in the header is not percent-encoded: encode every value, the signature's `+`, `/` and `=` included"
            }
            Self::Empty { name } => {
                return write!(
                    f,
                    "the header's {name} is empty: give it a value or leave it out"
                );
            }
            Self::Twice { name } => {
                return write!(f, "the header has its {name} twice: send it once");
            }
            Self::Missing { name } => {
                return write!(f, "the header has no {name}: send it");
            }
            Self::QueryInHeader => {
                "parameters of the query are in the header too: sign them, and send them in the URL alone"
            }
            Self::ForeignParameter => {
                "the header has a parameter that is neither OAuth's nor in the URL: put it into the URL's query, and leave it out of the header"
            }
            Self::RealmSpelling => {
                "the realm is spelt like the host: write it in upper case and with `_`, as in 1234567_SB1"
            }
            Self::OtherRealm => {
                "the realm is not this account's: send the account id of Setup > Company > Company Information"
            }
            Self::ForeignHost => {
                "the URL's host belongs to another account: send to the account's own host, and take key and token from the same account"
            }
            Self::IdsSwapped => {
                "consumer key and token id stand for each other in the header: swap them"
            }
            Self::OtherId { field } => {
                return write!(
                    f,
                    "the header's {field} is not that of these credentials: compare it with NetSuite's, for this account"
                );
            }
            Self::SecretInHeader => {
                "a secret stands in the header where the consumer key or the token id belongs: send the id, and reset the secret, which has been sent"
            }
            Self::Nonce => {
                "the nonce is not one that NetSuite takes: make it of 6 to 64 letters and digits, at best 20, without hyphens or Base64's `+/=`"
            }
            Self::TimestampInMilliseconds => {
                "the timestamp is in milliseconds: divide it by 1000 and leave the fraction off"
            }
            Self::Timestamp => {
                "the timestamp is not in whole seconds since 1970: send about ten digits and nothing else"
            }
            Self::Version => "oauth_version is not `1.0`: send that, or leave it out",
            Self::OtherDigest { digest } => {
                return write!(
                    f,
                    "the signature is made with {digest}, as its length shows: use HMAC-SHA256, and name it in oauth_signature_method"
                );
            }
            Self::MisnamedDigest { digest } => {
                return write!(
                    f,
                    "the signature is made with {digest}, as its length shows, and oauth_signature_method says otherwise: use HMAC-SHA256, and name it so"
                );
            }
            Self::SignatureMethod => {
                "oauth_signature_method is not `HMAC-SHA256`: send and sign it, spelt so"
            }
            Self::SignatureInHex => {
                "the signature is in hex digits: take the HMAC's bytes and encode them in Base64"
            }
            Self::SignatureHexInBase64 => {
                "the signature is the HMAC's hex digits in Base64: take its bytes, in PHP with `hash_hmac(…, true)`, and encode those"
            }
            Self::SignatureOtherBase64 => {
                "the signature is in Base64 for URLs, or without padding: use the alphabet with `+` and `/`, and pad with `=`"
            }
            Self::SignatureLineBreak => {
                "the signature has a line break: use a Base64 encoder that breaks no lines, in Ruby `strict_encode64`"
            }
            Self::SignatureEncodedTwice => {
                "the signature is percent-encoded twice in the header: encode it once"
            }
            Self::SignatureMalformed => {
                "the signature is no digest in Base64: send the HMAC's 32 bytes as 44 characters, percent-encoded"
            }
        };
        f.write_str(text)
    }
}
