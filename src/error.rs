use crate::macros::names;

/// Why an account id, a credential or a request was rejected before anything was signed.
///
/// No message contains a consumer key, a token id or a secret. If a message quotes a character,
/// that character is the invalid one.
///
/// ```
/// use http::{Method, Uri};
/// use netsuite_oauth1::Error;
/// # use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
///
/// # let signer = Signer::new(Credentials::new(
/// #     "1234567".parse()?, Consumer::new("key", "secret")?, Token::new("id", "secret")?,
/// # ));
/// let uri = Uri::from_static("https://1234567.restlets.api.netsuite.com/rest/tokeninfo?a=%4");
/// let error = signer.authorize(&Method::GET, &uri).unwrap_err();
/// assert!(matches!(error, Error::QueryEscapeInvalid { at: 2, .. }));
/// assert_eq!(
///     error.to_string(),
///     "invalid escape at byte 2 of the query: expected `%` and two hex digits",
/// );
/// # Ok::<(), netsuite_oauth1::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The account id is too long for a label of a host name.
    #[error("account id of {found} bytes: expected at most 63, such as `1234567_SB1`")]
    #[non_exhaustive]
    AccountIdTooLong {
        /// The number of bytes.
        found: usize,
    },

    /// The account id contains a character that host names do not allow, or a `_` or `-` that is
    /// not between two letters or digits.
    #[error(
        "invalid character {found:?} at byte {at} of the account id: expected letters and digits, with single `_` or `-` between them"
    )]
    #[non_exhaustive]
    AccountIdInvalid {
        /// The character.
        found: char,
        /// Its position, in bytes from the start.
        at: usize,
    },

    /// The account id or another credential is empty.
    #[error("empty {field}: expected the value that NetSuite shows")]
    #[non_exhaustive]
    CredentialEmpty {
        /// The credential.
        field: Field,
    },

    /// A credential begins or ends with whitespace, such as the line break at the end of a file, or
    /// contains a control character, U+FFFE or U+FFFF.
    #[error(
        "whitespace or control character at byte {at} of the {field}: expected the value alone"
    )]
    #[non_exhaustive]
    CredentialInvalid {
        /// The credential.
        field: Field,
        /// The position of the character, in bytes from the start.
        at: usize,
    },

    /// [`Credentials::from_lookup`](crate::Credentials::from_lookup) found values that are missing
    /// or invalid.
    #[error("{}", lookup(missing, invalid))]
    #[non_exhaustive]
    LookupFailed {
        /// The fields without a value.
        missing: Vec<Field>,
        /// The fields with an invalid value, each with its own error.
        invalid: Vec<(Field, Error)>,
    },

    /// NetSuite does not accept the nonce's length or one of its characters.
    #[error("invalid nonce: expected 6 to 64 ASCII letters and digits")]
    NonceInvalid,

    /// The text of a timestamp is not a number of seconds, or the number is too large.
    #[error(
        "invalid timestamp: expected whole seconds in decimal digits, at most {}",
        u64::MAX
    )]
    TimestampInvalid,

    /// The time is before 1970 or after 9999.
    #[error("time {unix} (Unix seconds) out of range: expected 0 to 253402300799")]
    #[non_exhaustive]
    TimestampOutOfRange {
        /// The time, in Unix seconds.
        unix: i128,
    },

    /// The URL has no host, for instance because it is only a path.
    #[error("no host in the URL: expected an absolute URL")]
    HostMissing,

    /// The host belongs to a different account from the signer's.
    ///
    /// NetSuite would answer 401 without saying why.
    #[error("host of account `{found}` in the URL: expected `{expected}`, the signer's account")]
    #[non_exhaustive]
    HostForeign {
        /// The account's part of the host, in lower case. It may not be a valid account id.
        found: String,
        /// The signer's account, spelled as in its host names.
        expected: String,
    },

    /// The URL has no scheme, or a scheme other than `http` and `https`.
    #[error("unsupported URL scheme {found:?}: expected \"https\" or \"http\"")]
    #[non_exhaustive]
    SchemeUnsupported {
        /// The scheme in lower case, empty if there is none.
        found: String,
    },

    /// The URL's scheme is `http` and its host belongs to NetSuite, which serves only `https`.
    ///
    /// Other hosts, such as a stand-in on localhost, may use `http`.
    #[error("plain `http` to NetSuite: expected `https`")]
    SchemeInsecure,

    /// The URL contains a user name or a password.
    #[error("user name or password in the URL: expected none")]
    UserInfoPresent,

    /// The host is followed by text that is not a port.
    #[error("invalid port after the host: expected `:` and 0 to 65535")]
    PortInvalid,

    /// The query contains a `%` without two hex digits after it.
    #[error("invalid escape at byte {at} of the query: expected `%` and two hex digits")]
    #[non_exhaustive]
    QueryEscapeInvalid {
        /// The position of the `%`, in bytes from the start of the query.
        at: usize,
    },

    /// A name or value in the query decodes to invalid UTF-8.
    #[error(
        "invalid UTF-8 in the name or value at byte {at} of the query: expected percent-encoded UTF-8"
    )]
    #[non_exhaustive]
    QueryUtf8Invalid {
        /// The start of the name or value, in bytes from the start of the query.
        at: usize,
    },

    /// The query contains a protocol parameter that is already in the header.
    ///
    /// A protocol parameter must not be sent twice (RFC 5849 section 3.1). NetSuite answers with
    /// `parameter_rejected`.
    #[error(
        "parameter `{name}` at byte {at} of the query: expected it only in the `Authorization` header"
    )]
    #[non_exhaustive]
    QueryParameterReserved {
        /// The parameter's name.
        name: String,
        /// Its position, in bytes from the start of the query.
        at: usize,
    },

    /// The request's body is an HTML form. NetSuite does not accept forms, and OAuth would have to
    /// sign the form's fields.
    #[error(
        "body of type `application/x-www-form-urlencoded`: expected a type that is not signed, such as JSON"
    )]
    ContentTypeUnsupported,

    /// The request's header map is full.
    #[error("full header map: expected room for `Authorization`")]
    HeadersFull,

    /// NetSuite does not accept this limit and offset for a SuiteQL query.
    #[error(
        "invalid limit {limit} or offset {offset}: expected a limit of 1 to 1000, and an offset that is a multiple of it"
    )]
    #[non_exhaustive]
    SuiteqlPageInvalid {
        /// The limit.
        limit: u32,
        /// The offset.
        offset: u64,
    },

    /// A record's type or id cannot be a path segment of a URL.
    #[error("invalid record type or id {found:?}: expected a name or a number")]
    #[non_exhaustive]
    RecordSegmentInvalid {
        /// The type or the id.
        found: String,
    },
}

names! {
    /// One of the five values that make up [`Credentials`](crate::Credentials). `Display` writes
    /// its name.
    ///
    /// ```
    /// use netsuite_oauth1::Field;
    ///
    /// assert_eq!(Field::ConsumerSecret.to_string(), "consumer secret");
    /// assert_eq!(Field::ConsumerSecret.variable(), "NETSUITE_CONSUMER_SECRET");
    /// ```
    Field {
        AccountId = "account id",
        ConsumerKey = "consumer key",
        ConsumerSecret = "consumer secret",
        TokenId = "token id",
        TokenSecret = "token secret",
    }
}

impl Field {
    /// Returns the name that [`Credentials::from_lookup`](crate::Credentials::from_lookup) looks
    /// up.
    pub fn variable(self) -> &'static str {
        match self {
            Self::AccountId => "NETSUITE_ACCOUNT_ID",
            Self::ConsumerKey => "NETSUITE_CONSUMER_KEY",
            Self::ConsumerSecret => "NETSUITE_CONSUMER_SECRET",
            Self::TokenId => "NETSUITE_TOKEN_ID",
            Self::TokenSecret => "NETSUITE_TOKEN_SECRET",
        }
    }
}

/// Writes the message of [`Error::LookupFailed`].
fn lookup(missing: &[Field], invalid: &[(Field, Error)]) -> String {
    let mut parts = Vec::new();
    if !missing.is_empty() {
        let names: Vec<_> = missing.iter().map(|field| field.variable()).collect();
        parts.push(format!("missing {}", names.join(", ")));
    }
    for (field, error) in invalid {
        parts.push(format!("invalid {}: {error}", field.variable()));
    }
    parts.join("; ")
}
