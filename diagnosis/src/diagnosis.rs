//! What is wrong with a header that was refused: the mistakes of its client, found by making them.

use std::fmt;

use http::Method;

use crate::client::Client;
use crate::mistake::Mistake;
use crate::request::Request;
use crate::search::Found;
use crate::target::Target;
use netsuite_oauth1::Credentials;

/// What is wrong with a request that was refused, whichever client has signed it.
///
/// NetSuite answers a wrong signature like a wrong password, and never says what it has signed itself. But a client that signs wrongly
/// makes one of a few mistakes, and whoever has its credentials can make them too: the signature is computed under each known
/// [`Mistake`], then under every two of them, until the one that was sent comes out. That it does is proof. What the header and the
/// URL show by themselves, such as a realm in lower case, is reported beside.
///
/// # From a 401 to its cause
///
/// 1. Take one request as it was sent: method, URL with its query, and the `Authorization` header. Postman's console, a proxy or
///    `curl -v` shows them. The header may be old.
/// 2. Take the four credentials from where that client takes them, and the account id.
/// 3. Ask:
///
/// ```
/// use http::{Method, Uri};
/// use netsuite_oauth1_diagnosis::{Diagnosis, Mistake};
/// # use netsuite_oauth1::{Consumer, Credentials, Token};
/// # let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret2")?);
///
/// let credentials = Credentials::new("1234567_SB1".parse()?, consumer, token);
/// let uri = Uri::from_static("https://1234567-sb1.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=6&deploy=1");
/// let authorization = r#"OAuth realm="1234567_SB1", oauth_consumer_key="key", oauth_token="id", oauth_nonce="fjaLirsIcCGVZWzBX0pg",
///     oauth_timestamp="1508242306", oauth_signature_method="HMAC-SHA256", oauth_version="1.0",
///     oauth_signature="2jTbtjEDadap8cBu7BthYURQUjfFDGOiMyPA67uAba8%3D""#;
///
/// let diagnosis = Diagnosis::new(&credentials, &Method::GET, &uri, authorization, b"");
/// assert_eq!(diagnosis.mistakes(), [Mistake::QueryLeftOut]);
/// println!("{diagnosis}");
/// # Ok::<(), netsuite_oauth1::Error>(())
/// ```
///
/// 4. Mend what it names, there, and send a new request.
/// 5. Where the signature is right, the cause is not in it: read the Login Audit Trail's code, and look it up as an
///    [`AuditCode`](netsuite_oauth1::audit::AuditCode). A header that was sent twice, a clock that is off, a token of another account, a role without its
///    permission: a signature shows none of these.
/// 6. Where it is not explained, one of what you gave is not what the client had: most often a secret, or the URL, which a proxy, a
///    redirect or the client itself has changed after it was signed. Then hold [`Signer::explain`](netsuite_oauth1::Signer::explain) against the client's own
///    base string, if it shows one.
///
/// HMAC-SHA1 is recognised by the signature's length and is not recomputed: mend it first, and ask again. Whether a nonce was used
/// and a timestamp is of now is not looked at. A header may be given with its name before it, and a URL without scheme and host, which is
/// then taken for one of the account's own hosts.
///
/// A diagnosis ends in a few milliseconds in a release build, and in some hundred in a debug build: one of a base string of up to some 500
/// bytes tries every two mistakes, and the longer it is, the fewer of the unlikely ones it tries together; where it is so long that
/// not even each alone is tried, its text says so. A JSON body is tried as text up to 4096 bytes, and a header is read up to 8192.
///
/// No text of it has a consumer key, a token id, a secret or a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    mistakes: Vec<Mistake>,
    signature: Signature,
    alternatives: Vec<Vec<Mistake>>,
}

/// What is known of the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signature {
    Explained,
    Unexplained,
    /// Nor is it explained, and some mistakes were not tried.
    NotAllTried,
    /// There is none, or none that is computed here.
    NotComputed,
}

impl Diagnosis {
    /// Looks for what is wrong with a request, from the credentials that it was to be signed with, its method, its `&Url` or `&Uri`,
    /// the value of its `Authorization` header (a `&str`, bytes or a `&HeaderValue`) and its body, empty where there is none.
    ///
    /// Give the URL as it was sent, by the rule of [`Target`]: a `Uri` where it is copied from somewhere.
    ///
    /// Any header gives an answer, and so does a URL that [`Signer`](netsuite_oauth1::Signer) would refuse.
    #[must_use]
    pub fn new<'a>(
        credentials: &Credentials,
        method: &Method,
        url: impl Into<Target<'a>>,
        authorization: impl AsRef<[u8]>,
        body: &[u8],
    ) -> Self {
        let request = Request::new(
            credentials,
            method.as_str(),
            url.into(),
            authorization.as_ref(),
            body,
        );
        let (explanations, is_complete) = match explain(&request) {
            Some(found) => (found.explanations, Some(found.is_complete)),
            None => (Vec::new(), None),
        };
        let mut explanations = explanations.into_iter();
        let first = explanations.next();
        let signature = match (&first, is_complete) {
            (Some(_), _) => Signature::Explained,
            (None, Some(true)) => Signature::Unexplained,
            (None, Some(false)) => Signature::NotAllTried,
            (None, None) => Signature::NotComputed,
        };
        let mut mistakes = first.unwrap_or_default();
        for fault in request.faults() {
            if !mistakes.contains(&fault) {
                mistakes.push(fault);
            }
        }
        Self {
            mistakes,
            signature,
            alternatives: explanations.collect(),
        }
    }

    /// Returns the mistakes: first the one or two that the signature was made with, then what the header and the URL show.
    #[must_use]
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }

    /// Whether the signature is accounted for: it is right, or it comes out with the first one or two of the mistakes.
    ///
    /// Where it is not, the mistakes are true, and there is another that is not known.
    #[must_use]
    pub fn explains_signature(&self) -> bool {
        self.signature == Signature::Explained
    }

    /// Returns other mistakes that make the same signature of this request, less likely ones after likelier ones.
    ///
    /// A request whose one parameter is empty is signed the same without its query and without its empty values: another request tells
    /// the two apart.
    #[must_use]
    pub fn alternatives(&self) -> &[Vec<Mistake>] {
        &self.alternatives
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for mistake in &self.mistakes {
            writeln!(f, "* {mistake}")?;
        }
        for alternative in &self.alternatives {
            let texts: Vec<String> = alternative.iter().map(Mistake::to_string).collect();
            writeln!(
                f,
                "* or, with the same signature here: {}",
                texts.join("; and ")
            )?;
        }
        f.write_str(match (self.signature, self.mistakes.is_empty()) {
            (Signature::Explained, true) => {
                "The signature is right, and so is the header's form: the Login Audit Trail's code tells why it was refused, such as a nonce that was used before, a clock that is off or a token of another account."
            }
            (Signature::Explained, false) => "Nothing else is wrong with the signature.",
            (Signature::Unexplained, _) => {
                "No known mistake makes this signature, nor do two of them that were tried together: see that the URL is the one that was sent and that the secrets are those that the client has."
            }
            (Signature::NotAllTried, _) => {
                "No mistake that was tried makes this signature, and not all known ones were tried: the request is too long. See that the URL is the one that was sent and that the secrets are those that the client has, or ask about a shorter request."
            }
            (Signature::NotComputed, _) => {
                "The signature could not be computed again: mend this first, and ask once more with a new header."
            }
        })
    }
}

/// Explains the signature; `None` where it is not one that can be computed here.
fn explain(request: &Request<'_>) -> Option<Found> {
    let signature = request.sent.signature.as_ref()?;
    let mut clients = Vec::new();
    if request.has_query_in_header() {
        // That much the header shows: most often the parameters are signed once all the same.
        let mut merging = Client::default();
        merging.parameters.merged = true;
        clients.push(merging);
    }
    clients.push(Client::default());
    crate::search::explain(request, signature, &clients)
}
