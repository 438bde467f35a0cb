use std::borrow::Cow;
use std::fmt;

use crate::catalogue::Entry;

/// A mistake of a client: its code, what happened, and how to fix it.
///
/// `Display` shows `what: fix`.
///
/// ```
/// use http::{Method, Uri};
/// use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
/// use netsuite_oauth1_diagnosis::Diagnosis;
///
/// let credentials = |consumer_secret, token_secret| {
///     let consumer = Consumer::new("key", consumer_secret)?;
///     Ok::<_, netsuite_oauth1::Error>(Credentials::new(
///         "1234567".parse()?, consumer, Token::new("id", token_secret)?,
///     ))
/// };
/// let uri = Uri::from_static("https://1234567.restlets.api.netsuite.com/rest/tokeninfo");
/// let client = Signer::new(credentials("b", "a")?); // the secrets are swapped
/// let header = client.authorize(&Method::GET, &uri)?;
/// let diagnosis = Diagnosis::of_header(
///     &credentials("a", "b")?, &Method::GET, &uri.to_string(), header.as_str(), b"",
/// );
/// let mistake = &diagnosis.mistakes()[0];
/// assert_eq!(mistake.code(), "secrets-swapped");
/// println!("{}. {}.", mistake.what(), mistake.fix());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Mistake {
    code: &'static str,
    what: Cow<'static, str>,
    fix: &'static str,
    is_proven: bool,
}

impl Mistake {
    pub(crate) fn new(entry: &Entry) -> Self {
        Self::about(entry, "")
    }

    /// Creates a mistake about a subject, such as the field that is wrong.
    pub(crate) fn about(entry: &Entry, subject: &str) -> Self {
        let what = if entry.what.contains("{}") {
            entry.what.replace("{}", subject).into()
        } else {
            entry.what.into()
        };
        Self {
            code: entry.code,
            what,
            fix: entry.fix,
            is_proven: true,
        }
    }

    /// Marks a difference from Oracle's help that may have no effect: nothing proves that NetSuite
    /// rejects it.
    pub(crate) fn unproven(self) -> Self {
        Self {
            is_proven: false,
            ..self
        }
    }

    pub(crate) fn is_proven(&self) -> bool {
        self.is_proven
    }

    /// Returns the stable name of the mistake for scripts, such as `query-left-out`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Returns what happened, such as "the query is not signed".
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }

    /// Returns how to fix the mistake in the client.
    #[must_use]
    pub fn fix(&self) -> &'static str {
        self.fix
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.fix)
    }
}

impl fmt::Debug for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Mistake").field(&self.code).finish()
    }
}
