use clap::Parser;

/// Finds which mistake of a client made NetSuite reject a request.
#[derive(Parser)]
#[command(
    name = "netsuite-diagnosis",
    version,
    max_term_width = 100,
    after_help = "\
Credentials come from NETSUITE_ACCOUNT_ID, NETSUITE_CONSUMER_KEY, NETSUITE_CONSUMER_SECRET,
NETSUITE_TOKEN_ID and NETSUITE_TOKEN_SECRET, or from a file (--credentials). They are never printed,
and nothing is sent over the network.

Exit codes:
  0  right: no mistake found, or nothing was rejected
  1  explained: the mistakes are named, or the response rejects the request
  2  the arguments or the input cannot be used
  3  unexplained: no known mistake makes this signature
  4  not computed: there is no signature to compare"
)]
pub(crate) struct Arguments {
    /// Read the credentials from a TOML file with `account_id`, `consumer_key`, `consumer_secret`,
    /// `token_id` and `token_secret`
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) credentials: Option<String>,

    /// Print one JSON object
    #[arg(long, global = true)]
    pub(crate) json: bool,

    #[command(subcommand)]
    pub(crate) subcommand: Subcommand,
}

#[derive(clap::Subcommand)]
pub(crate) enum Subcommand {
    /// Diagnose the Authorization header of a rejected request
    #[command(after_help = "\
Example:
  netsuite-diagnosis header GET \"$url\" \"$authorization\"
  pbpaste | netsuite-diagnosis header POST \"$url\" - --body-file body.json")]
    Header {
        /// The method that was sent
        method: String,
        /// The URL that was sent; one with spaces, quotes or braces is read as a browser sends it
        url: String,
        /// The header's value, with or without `Authorization:`; `-` reads standard input
        authorization: String,
        /// The body that was sent, in case it was signed
        #[arg(long, value_name = "TEXT")]
        body: Option<String>,
        /// A file with the body
        #[arg(long, value_name = "FILE", conflicts_with = "body")]
        body_file: Option<String>,
    },

    /// Explain a response that rejects a request
    #[command(after_help = "\
Example:
  curl -i -H \"Authorization: $authorization\" \"$url\" | netsuite-diagnosis response

With credentials, the response's realm and clock are compared with yours, so use a fresh response.")]
    Response {
        /// A file with what `curl -i` printed [default: standard input]
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
        /// A file with the password [default: standard input]
        file: Option<String>,
    },

    /// Sign a request, and show each step
    #[command(after_help = "\
Example:
  netsuite-diagnosis explain GET \"$url\" --nonce fjaLirsIcCGVZWzBX0pg --timestamp 1508242306

With the nonce and the timestamp of another client's request, the first step that differs from what
that client shows is the mistake. The header is a real one: do not publish it within five minutes.")]
    Explain {
        /// The method
        method: String,
        /// The URL; one with spaces, quotes or braces is read as a browser sends it
        url: String,
        /// The nonce [default: a random one]
        #[arg(long)]
        nonce: Option<String>,
        /// The timestamp, in seconds since 1970 [default: now]
        #[arg(long, value_name = "SECONDS")]
        timestamp: Option<u64>,
    },
}
