use clap::Parser;

/// Finds out why NetSuite rejects requests that are signed with OAuth 1.0a (Token-Based
/// Authentication)
#[derive(Parser)]
#[command(
    name = "netsuite-diagnosis",
    version,
    max_term_width = 100,
    after_help = "\
The credentials come from the environment variables NETSUITE_ACCOUNT_ID, NETSUITE_CONSUMER_KEY,
NETSUITE_CONSUMER_SECRET, NETSUITE_TOKEN_ID and NETSUITE_TOKEN_SECRET, or from a file (--credentials).
Step one of the three-step flow (POST to /rest/requesttoken) needs no token.
The command never prints a secret, and sends nothing over the network.

Exit codes:
  0  right: no mistake was found, or the response does not reject the request
  1  explained: the mistakes are listed, or the response rejects the request
  2  error: the arguments, the credentials or the input cannot be used
  3  unexplained: no known mistake produces this signature
  4  not computed: no signature was compared"
)]
pub(crate) struct Arguments {
    /// Read the credentials from a TOML file with the keys `account_id`, `consumer_key`,
    /// `consumer_secret`, `token_id` and `token_secret`
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) credentials: Option<String>,

    /// Print the result as one JSON object
    #[arg(long, global = true)]
    pub(crate) json: bool,

    #[command(subcommand)]
    pub(crate) subcommand: Subcommand,
}

#[derive(clap::Subcommand)]
pub(crate) enum Subcommand {
    /// Diagnose the Authorization header of a rejected request
    #[command(after_help = "\
Examples:
  netsuite-diagnosis header GET \"$url\" \"$authorization\"
  pbpaste | netsuite-diagnosis header POST \"$url\" - --body-file body.json")]
    Header {
        /// The method that was sent
        method: String,
        /// The URL that was sent. Spaces and quotes are encoded as a browser does
        url: String,
        /// The value of the header, with or without `Authorization:`, as copied from a log, JSON or
        /// a curl command. `-` reads standard input
        #[arg(allow_hyphen_values = true)]
        authorization: String,
        /// The body that was sent. Some clients sign it by mistake
        #[arg(long, value_name = "TEXT")]
        body: Option<String>,
        /// A file with the body that was sent
        #[arg(long, value_name = "FILE", conflicts_with = "body")]
        body_file: Option<String>,
    },

    /// Explain a response from NetSuite that rejects a request
    #[command(after_help = "\
Example:
  curl -i -H \"Authorization: $authorization\" \"$url\" | netsuite-diagnosis response

The command compares the server's clock with yours, so use a response that has just arrived. It needs
no credentials. If the account id is given, it is compared with the realm in the response.")]
    Response {
        /// A file with the output of `curl -i` [default: standard input]
        file: Option<String>,
    },

    /// Diagnose the TokenPassport of a SOAP envelope
    #[command(after_help = "\
Example:
  netsuite-diagnosis passport envelope.xml")]
    Passport {
        /// A file with the envelope [default: standard input]
        file: Option<String>,
    },

    /// Diagnose a token password of SuiteAnalytics Connect
    #[command(after_help = "\
Example:
  pbpaste | netsuite-diagnosis password")]
    Password {
        /// A file with the token password [default: standard input]
        file: Option<String>,
    },

    /// Sign a request, and show each step of the signature
    #[command(after_help = "\
Example:
  netsuite-diagnosis explain GET \"$url\" --nonce fjaLirsIcCGVZWzBX0pg --timestamp 1508242306

To compare with another client, pass the nonce and the timestamp of its request: the first step that
differs is the mistake. The printed header is valid for five minutes, so keep it secret until then.")]
    Explain {
        /// The method to sign
        method: String,
        /// The URL to sign. Spaces and quotes are encoded as a browser does
        url: String,
        /// The nonce to sign [default: a random nonce]
        #[arg(long)]
        nonce: Option<String>,
        /// The timestamp to sign, in seconds since 1970 [default: the current time]
        #[arg(long, value_name = "SECONDS")]
        timestamp: Option<u64>,
    },
}
