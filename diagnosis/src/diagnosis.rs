use std::mem;

use http::Method;
use netsuite_oauth1::{AccountId, Consumer, Credentials};

use crate::attempt::Attempts;
use crate::client::Client;
use crate::client::parameters::Body;
use crate::header::Header;
use crate::inspect;
use crate::keys::Keys;
use crate::mistake::Mistake;
use crate::note::Note;
use crate::passport::Passport;
use crate::proof::Proof;
use crate::request::{Case, FlowStep, Request, Sent, Url};
use crate::search::{self, Found};
use crate::signature::Signature;
use crate::verdict::Verdict;

/// The longest URL, header, field or secret, in bytes: servers accept URLs and headers of 8 KiB or
/// less.
const LONGEST: usize = 8 * 1024;

/// The mistakes that explain why NetSuite rejects a request.
///
/// The diagnosis signs the request with each known mistake, and then with pairs of them, until the
/// result is the signature that was sent. It also reports mistakes that are visible in the header
/// and the URL, such as a realm in lower case.
///
/// `Display` shows the verdict, each mistake with its fix, and the base strings. Neither `Display`
/// nor `Debug` shows a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    verdict: Verdict,
    mistakes: Vec<Mistake>,
    alternatives: Vec<Vec<Mistake>>,
    notes: Vec<Note>,
    proof: Option<Proof>,
    is_signature_correct: bool,
    work: usize,
}

impl Diagnosis {
    /// Diagnoses an `Authorization` header.
    ///
    /// Pass the method, the URL and the header's value exactly as they were sent. The header may be
    /// old, because the diagnosis uses no clock. A URL without a host, as in a proxy's log, gets a
    /// host of the account. Pass the body too, because some clients sign it by mistake. It may be
    /// empty.
    ///
    /// The URL, the header and each secret may have up to 8192 bytes. Of a body longer than 4096
    /// bytes, only the hash is tried.
    ///
    /// ```
    /// use http::Method;
    /// use netsuite_oauth1::{Consumer, Credentials, Token};
    /// use netsuite_oauth1_diagnosis::{Diagnosis, Verdict};
    ///
    /// let credentials = Credentials::new(
    ///     "1234567_SB1".parse()?,
    ///     Consumer::new("key", "secret")?,
    ///     Token::new("id", "secret2")?,
    /// );
    /// let url = "https://1234567-sb1.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=6&deploy=1";
    /// let authorization = r#"OAuth realm="1234567_SB1", oauth_consumer_key="key", oauth_token="id",
    ///     oauth_nonce="fjaLirsIcCGVZWzBX0pg", oauth_timestamp="1508242306",
    ///     oauth_signature_method="HMAC-SHA256", oauth_version="1.0",
    ///     oauth_signature="2jTbtjEDadap8cBu7BthYURQUjfFDGOiMyPA67uAba8%3D""#;
    ///
    /// let diagnosis = Diagnosis::of_header(&credentials, &Method::GET, url, authorization, b"");
    /// assert_eq!(diagnosis.verdict(), Verdict::Explained);
    /// assert_eq!(diagnosis.mistakes()[0].code(), "query-left-out");
    /// println!("{diagnosis}");
    /// # Ok::<(), netsuite_oauth1::Error>(())
    /// ```
    #[must_use]
    pub fn of_header(
        credentials: &Credentials,
        method: &Method,
        url: &str,
        authorization: impl AsRef<[u8]>,
        body: &[u8],
    ) -> Self {
        let authorization = authorization.as_ref();
        Self::of_request(credentials.into(), method, url, authorization, body)
    }

    /// Diagnoses the `Authorization` header of step one of the three-step flow, which asks for a
    /// request token and so is signed without a token.
    ///
    /// Returns `None` unless the URL's path ends with `/rest/requesttoken`, because any other
    /// request needs a token. If you have a token, use [`of_header`](Self::of_header): it also
    /// recognizes a client that signs step one with a token.
    ///
    /// ```
    /// use netsuite_oauth1::Consumer;
    /// use netsuite_oauth1::flow::Start;
    /// use netsuite_oauth1_diagnosis::{Diagnosis, Verdict};
    ///
    /// let consumer = Consumer::new("key", "secret")?;
    /// let request = Start::new(consumer.clone(), "https://my.example.com/callback")?.request()?;
    /// let diagnosis = Diagnosis::of_request_token(
    ///     &"1234567".parse()?,
    ///     &consumer,
    ///     request.method(),
    ///     &request.uri().to_string(),
    ///     &request.headers()["authorization"],
    ///     b"",
    /// );
    /// assert_eq!(diagnosis.map(|diagnosis| diagnosis.verdict()), Some(Verdict::Right));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of_request_token(
        account_id: &AccountId,
        consumer: &Consumer,
        method: &Method,
        url: &str,
        authorization: impl AsRef<[u8]>,
        body: &[u8],
    ) -> Option<Self> {
        let keys = Keys {
            account_id,
            consumer,
            token: None,
        };
        let is_step_one = Url::read(url, account_id).flow_step() == Some(FlowStep::One);
        is_step_one.then(|| Self::of_request(keys, method, url, authorization.as_ref(), body))
    }

    /// Diagnoses the TokenPassport of a SOAP envelope.
    ///
    /// It must be in the first 65,536 characters of the envelope.
    ///
    /// ```
    /// use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
    /// use netsuite_oauth1_diagnosis::{Diagnosis, Verdict};
    ///
    /// let credentials = Credentials::new(
    ///     "1234567".parse()?,
    ///     Consumer::new("key", "secret")?,
    ///     Token::new("id", "secret")?,
    /// );
    /// let passport = Signer::new(credentials.clone()).token_passport();
    /// let diagnosis = Diagnosis::of_passport(&credentials, &passport.into_xml("2025_2")?);
    /// assert_eq!(diagnosis.verdict(), Verdict::Right);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of_passport(credentials: &Credentials, envelope: &str) -> Self {
        let keys = Keys::from(credentials);
        if is_too_long(keys, &[]) {
            return Self::too_long();
        }
        match Passport::from_envelope(envelope, keys) {
            Some(passport) => Self::of_fields(keys, passport),
            None => Self::too_long(),
        }
    }

    /// Diagnoses a token password of SuiteAnalytics Connect.
    ///
    /// ```
    /// use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
    /// use netsuite_oauth1_diagnosis::{Diagnosis, Verdict};
    ///
    /// let credentials = Credentials::new(
    ///     "1234567".parse()?,
    ///     Consumer::new("key", "secret")?,
    ///     Token::new("id", "secret")?,
    /// );
    /// let password = Signer::new(credentials.clone()).token_password();
    /// let diagnosis = Diagnosis::of_password(&credentials, password.as_str());
    /// assert_eq!(diagnosis.verdict(), Verdict::Right);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of_password(credentials: &Credentials, password: &str) -> Self {
        let keys = Keys::from(credentials);
        if is_too_long(keys, &[password.as_bytes()]) {
            return Self::too_long();
        }
        let passport = Passport::from_password(password, keys);
        Self::of_fields(keys, passport)
    }

    fn of_request(
        keys: Keys<'_>,
        method: &Method,
        url: &str,
        authorization: &[u8],
        body: &[u8],
    ) -> Self {
        if is_too_long(keys, &[url.as_bytes(), authorization]) {
            return Self::too_long();
        }
        let mut header = Header::read(authorization);
        let (realm, parameters) = (header.realm.take(), mem::take(&mut header.parameters));
        let request = Request::new(keys, method.as_str(), url, realm, parameters, body);
        let mut in_query = request.in_query.iter();
        if let Some((_, value)) = in_query.find(|(name, _)| **name == *b"oauth_signature") {
            header.add_signature(value);
        }
        if let Some(signature) = &mut header.signature {
            signature.reject_secret(keys);
        }
        let mistakes = inspect::mistakes(&request, &header);
        let notes = inspect::notes(&request, &header);
        let mut clients = Vec::new();
        if request.has_query_in_header() {
            // Most clients that copy the query into the header sign it only once.
            let mut client = Client::default();
            client.header.merged = true;
            clients.push(client);
        }
        clients.push(Client::default());
        if inspect::has_parameters_in_body(&request, &header) {
            let in_body = clients.iter_mut().map(|client| &mut client.body);
            in_body.for_each(|body| *body = Body::Form);
        }
        let case = Case {
            keys,
            has_token: request.flow != Some(FlowStep::One),
            sent: Sent::Request(Box::new(request)),
        };
        Self::new(&case, header.signature.as_ref(), &clients, mistakes, notes)
    }

    fn of_fields(keys: Keys<'_>, passport: Passport) -> Self {
        if is_too_long(keys, &passport.fields.each_ref().map(|field| &**field)) {
            return Self::too_long();
        }
        let case = Case {
            keys,
            has_token: true,
            sent: Sent::Passport(passport.fields),
        };
        let clients = [Client::default()];
        let signature = passport.signature.as_ref();
        Self::new(
            &case,
            signature,
            &clients,
            passport.mistakes,
            passport.notes,
        )
    }

    fn new(
        case: &Case<'_>,
        signature: Option<&Signature>,
        clients: &[Client],
        mut visible: Vec<Mistake>,
        mut notes: Vec<Note>,
    ) -> Self {
        let digest_mistakes = |is_hmac| inspect::digest_mistakes(&case.sent, signature, is_hmac);
        let hash = signature.and_then(Signature::hash);
        let (Some(signature), Some(hash)) =
            (signature, hash.filter(|hash| search::is_computed(*hash)))
        else {
            notes.push(Note::FIX_FIRST);
            visible.extend(digest_mistakes(false));
            return Self {
                verdict: Verdict::NotComputed,
                mistakes: visible,
                alternatives: Vec::new(),
                notes,
                proof: None,
                is_signature_correct: false,
                work: 0,
            };
        };
        let mut attempts = Attempts::new(case, hash);
        let Found {
            explanations,
            is_complete,
        } = search::explain(&mut attempts, case, signature, clients);
        let mut explanations = explanations.into_iter();
        let first = explanations.next();
        let signed = first.as_ref().map(|first| &*first.text);
        let proof = Proof::new(case.keys, signed, attempts.expected());
        let is_explained = first.is_some();
        visible.extend(digest_mistakes(
            first.as_ref().is_some_and(|first| first.is_hmac),
        ));
        let mut mistakes = first.map_or(Vec::new(), |first| first.mistakes);
        let is_signature_correct = is_explained && mistakes.is_empty();
        for mistake in visible {
            if !mistakes.contains(&mistake) {
                mistakes.push(mistake);
            }
        }
        let verdict = match (is_explained, mistakes.is_empty()) {
            (true, true) => Verdict::Right,
            (true, false) => Verdict::Explained,
            (false, _) => Verdict::Unexplained,
        };
        match verdict {
            // With NetSuite's own host, the signature may be wrong.
            Verdict::Right if notes.contains(&Note::OTHER_HOST) => {}
            Verdict::Right => notes.push(Note::LOGIN_AUDIT_TRAIL),
            Verdict::Explained
                if is_signature_correct
                    && !mistakes.iter().any(Mistake::is_proven)
                    && !notes.contains(&Note::OTHER_HOST) =>
            {
                notes.push(Note::LOGIN_AUDIT_TRAIL);
            }
            Verdict::Unexplained => {
                notes.push(match case.sent {
                    Sent::Request(_) => Note::COMPARE,
                    Sent::Passport(_) => Note::COMPARE_FIELDS,
                });
                notes.extend((!is_complete).then_some(Note::NOT_ALL_PAIRS));
            }
            Verdict::Explained | Verdict::NotComputed => {}
        }
        Self {
            verdict,
            mistakes,
            alternatives: explanations.map(|other| other.mistakes).collect(),
            notes,
            proof: (!is_signature_correct).then_some(proof),
            is_signature_correct,
            work: attempts.work(),
        }
    }

    fn too_long() -> Self {
        Self {
            verdict: Verdict::NotComputed,
            mistakes: Vec::new(),
            alternatives: Vec::new(),
            notes: vec![Note::TOO_LONG],
            proof: None,
            is_signature_correct: false,
            work: 0,
        }
    }

    /// Returns the outcome.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Returns all mistakes: first those that explain the signature, then those that are visible in
    /// the header and the URL.
    #[must_use]
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }

    /// Returns other explanations, the likeliest first: mistakes that produce the same signature
    /// for this request.
    ///
    /// Another request can tell them apart. For example, if the only query parameter is empty, a
    /// client that ignores the query and a client that ignores empty parameters produce the same
    /// signature.
    #[must_use]
    pub fn alternatives(&self) -> &[Vec<Mistake>] {
        &self.alternatives
    }

    /// Returns hints that are not mistakes.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Whether the signature is right for the request, although something else may be wrong.
    pub(crate) fn is_signature_correct(&self) -> bool {
        self.is_signature_correct
    }

    /// Returns the amount of work that the search took, for the bench.
    #[doc(hidden)]
    #[must_use]
    pub fn work(&self) -> usize {
        self.work
    }

    /// Returns the signed base string and the expected one.
    ///
    /// `None` if the signature is correct, or if no signature was compared.
    #[must_use]
    pub fn proof(&self) -> Option<&Proof> {
        self.proof.as_ref()
    }
}

fn is_too_long(keys: Keys<'_>, texts: &[&[u8]]) -> bool {
    let secrets = [keys.consumer.secret(), keys.token_secret()];
    let secrets = secrets.iter().map(|secret| secret.len());
    let mut lengths = secrets.chain(texts.iter().map(|text| text.len()));
    lengths.any(|length| length > LONGEST)
}
