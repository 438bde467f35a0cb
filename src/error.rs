use crate::account::AccountId;

/// The one error of signing: what was found, where, and what was expected.
///
/// No text of an error contains a consumer key, a token id or a secret; where a single character is
/// named, it is the one that may not stand there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The account id is empty.
    #[error("the account id is empty: expected one such as `1234567` or `1234567_SB1`")]
    EmptyAccountId,

    /// The account id has a character that could not stand in a host name and in the realm.
    #[error("the account id has {found:?} at byte {at}: expected letters, digits, `_` and `-`")]
    AccountIdCharacter {
        /// The character.
        found: char,
        /// Where it stands, in bytes from the start.
        at: usize,
    },

    /// The account id begins or ends with `_` or `-`, or has two of them in a row: no host has such a name.
    #[error(
        "the account id has a `_` or `-` at byte {at} that does not stand between two letters or digits"
    )]
    AccountIdSeparator {
        /// Where it stands, in bytes from the start.
        at: usize,
    },

    /// The account id is longer than a label of a host name can be.
    #[error("the account id has {found} characters: expected at most 63")]
    AccountIdLength {
        /// How many characters it has.
        found: usize,
    },

    /// One of the four credentials is empty.
    #[error("the {field} is empty")]
    EmptyCredential {
        /// `consumer key`, `consumer secret`, `token id` or `token secret`.
        field: &'static str,
    },

    /// One of the four credentials begins or ends with white space, as a secret read from a file does.
    #[error("the {field} {side} with white space: expected the value alone, without a line break")]
    CredentialWhitespace {
        /// `consumer key`, `consumer secret`, `token id` or `token secret`.
        field: &'static str,
        /// `begins` or `ends`.
        side: &'static str,
    },

    /// One of the four credentials has a control character in it.
    #[error("the {field} has a control character at byte {at}")]
    CredentialControl {
        /// `consumer key`, `consumer secret`, `token id` or `token secret`.
        field: &'static str,
        /// Where it stands, in bytes from the start.
        at: usize,
    },

    /// The nonce is shorter or longer than NetSuite takes.
    #[error("the nonce has {found} bytes: expected 6 to 64")]
    NonceLength {
        /// How many bytes it has.
        found: usize,
    },

    /// The nonce has a character other than the ASCII letters and digits.
    #[error("the nonce has {found:?} at byte {at}: expected ASCII letters and digits")]
    NonceCharacter {
        /// The character.
        found: char,
        /// Where it stands, in bytes from the start.
        at: usize,
    },

    /// A time before 1970, or one that a calendar date cannot hold.
    #[error("the time {unix} (Unix seconds) is out of range: expected 0 to 253402300799")]
    TimestampRange {
        /// The time, in Unix seconds.
        unix: i128,
    },

    /// The URL has no host, as a path alone has none.
    #[error("the URL has no host: expected an absolute URL")]
    NoHost,

    /// The URL's scheme is another than `http` and `https`, or it has none.
    #[error("the URL's scheme is {found:?}: expected \"https\" or \"http\"")]
    UnsupportedScheme {
        /// The scheme, in lower case; empty where there is none.
        found: String,
    },

    /// The URL carries a user name or a password.
    #[error("the URL has a user name or password before the host: expected none")]
    UserInfo,

    /// What follows the host is no port number.
    #[error("the URL's host is followed by text that is no port: expected `:` and 0 to 65535")]
    InvalidPort,

    /// The query has a `%` without two hex digits after it.
    #[error("the query has a `%` at byte {at} that two hex digits do not follow")]
    BadEscape {
        /// Where the `%` stands, in bytes from the start of the query.
        at: usize,
    },

    /// A name or value in the query decodes to bytes that are no UTF-8.
    #[error("the query's name or value at byte {at} decodes to bytes that are not UTF-8")]
    NotUtf8 {
        /// Where the name or value begins, in bytes from the start of the query.
        at: usize,
    },

    /// The query has a protocol parameter that the header carries too.
    ///
    /// A protocol parameter must be sent once (RFC 5849 section 3.1): NetSuite answers with
    /// `parameter_rejected`.
    #[error("the query has `{name}` at byte {at}, which the `Authorization` header carries")]
    ProtocolParameterInQuery {
        /// The parameter's name.
        name: String,
        /// Where it begins, in bytes from the start of the query.
        at: usize,
    },

    /// The host belongs to another account than the signer.
    #[error(
        "the URL's host is that of account `{found}`: expected `{}`, the host name of account `{expected}`",
        .expected.subdomain()
    )]
    ForeignHost {
        /// The account's part of the host, in lower case.
        found: String,
        /// The signer's account.
        expected: AccountId,
    },

    /// The request's body is an HTML form, which NetSuite does not take and OAuth would have to sign.
    #[error(
        "the request's Content-Type is `application/x-www-form-urlencoded`: expected a body that is not signed, such as JSON"
    )]
    FormBody,

    /// The request has so many headers that no other fits.
    #[error("the request's header map is full")]
    TooManyHeaders,

    /// The version of a SOAP endpoint is not one that NetSuite could have.
    #[error("the endpoint version is {found:?}: expected a year and a release, such as \"2025_2\"")]
    EndpointVersion {
        /// The version.
        found: String,
    },

    /// A credential has a character that XML 1.0 has no way to write.
    #[error("the {field} has a character at byte {at} that XML cannot hold")]
    NotXml {
        /// `consumer key` or `token id`.
        field: &'static str,
        /// Where it stands, in bytes from the start.
        at: usize,
    },
}
