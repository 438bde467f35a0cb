use std::fmt;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use time::Duration;
use url::{Position, Url};

use super::finding::Finding;
use super::problem::{self, Answer, NO_RESPONSE, PROBES, Probe, TOKEN_INFO_ALONE};
use super::{Step, Verdict};
use crate::account::{AccountId, Service};
use crate::audit::AuditCode;
use crate::clean::clean;
use crate::flow::{Error, TokenInfo, request};
use crate::http_date::ClockError;
use crate::signer::Signer;

/// Checks the setup of an account with a few signed requests.
///
/// It starts with the simplest request, and then calls the services that you name. The requests
/// change nothing in the account, unless the script of a RESTlet does.
///
/// It does no I/O: send each [request](Self::next_request) with any HTTP client, without redirects
/// and retries, and pass the response to [`read`](Self::read).
///
/// NetSuite locks a user after five failed logins, so the check stops at the first refused login.
/// If it checks REST web services, it makes one more attempt there: with a Web Services Only Role,
/// NetSuite may refuse only the first request.
///
/// `Display` prints a table of the steps and a paragraph for each [finding](Self::findings), 80
/// columns wide.
///
/// ```
/// use http::{HeaderMap, StatusCode};
/// use netsuite_oauth1::setup::{Check, Step, Verdict};
/// # use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
/// # let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret")?);
/// # let signer = Signer::new(Credentials::new("1234567".parse()?, consumer, token));
/// # let send = |_| {
/// #     let body = r#"{"error": {"code": "INVALID_LOGIN_ATTEMPT", "message": "Invalid login."}}"#;
/// #     (StatusCode::UNAUTHORIZED, HeaderMap::new(), body)
/// # };
/// let mut check = Check::new(signer);
/// while let Some(request) = check.next_request()? {
///     let (status, headers, body) = send(request); // with any HTTP client
///     check.read(status, &headers, body.as_bytes());
/// }
/// println!("{check}");
///
/// // If NetSuite refused the login, only the Login Audit Trail shows the cause.
/// assert_eq!(check.verdict(Step::Token), Verdict::Undecided);
/// check.narrow("token_rejected".parse()?);
/// assert_eq!(check.verdict(Step::Token), Verdict::Refuted);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Check {
    signer: Signer,
    restlets: Url,
    suitetalk: Url,
    record_type: Option<String>,
    restlet: Option<Url>,
    /// The probe without a response so far, and its request line.
    pending: Option<(Probe, String)>,
    /// The answer to each of [`PROBES`].
    answers: [Option<Answer>; PROBES.len()],
    pub(super) findings: Vec<Finding>,
    audit_code: Option<AuditCode>,
    pub(super) clock_offset: Option<Duration>,
    pub(super) token_info: Option<TokenInfo>,
}

impl Check {
    /// Creates a check of only the credentials, with `/rest/tokeninfo`.
    ///
    /// ```
    /// use netsuite_oauth1::setup::Check;
    /// # use netsuite_oauth1::{Credentials, Signer};
    /// # let signer = Signer::new(Credentials::from_lookup(|_| Some("1234567"))?);
    ///
    /// let mut check = Check::new(signer);
    /// let request = check.next_request()?.ok_or("the check has ended")?;
    /// assert_eq!(request.uri().path(), "/rest/tokeninfo");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(signer: Signer) -> Self {
        let account_id = signer.account_id();
        Self {
            restlets: account_id.url(Service::Restlets),
            suitetalk: account_id.url(Service::SuiteTalk),
            signer,
            record_type: None,
            restlet: None,
            pending: None,
            answers: [None; PROBES.len()],
            findings: Vec::new(),
            audit_code: None,
            clock_offset: None,
            token_info: None,
        }
    }

    /// Also checks REST web services and SuiteQL.
    ///
    /// It requests the server time, the metadata catalog, and one record twice: from a list and
    /// with SuiteQL. The name must be both a record type and a SuiteQL table, such as `customer`.
    #[must_use]
    pub fn with_rest(mut self, record_type: impl Into<String>) -> Self {
        self.record_type = Some(record_type.into());
        self
    }

    /// Also sends a GET to a RESTlet. The account runs its script.
    ///
    /// ```
    /// use netsuite_oauth1::setup::Check;
    /// # use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
    /// # let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret")?);
    /// # let signer = Signer::new(Credentials::new("1234567".parse()?, consumer, token));
    ///
    /// let restlet = signer.account_id().restlet_url("customscript_orders", 1);
    /// let check = Check::new(signer).with_rest("customer").with_restlet(restlet);
    /// # Ok::<(), netsuite_oauth1::Error>(())
    /// ```
    #[must_use]
    pub fn with_restlet(mut self, url: Url) -> Self {
        self.restlet = Some(url);
        self
    }

    /// Replaces the hosts derived from the account id, for instance with those on the subtab
    /// Company URLs. Only scheme, host and port of the URLs are used.
    #[must_use]
    pub fn with_hosts(mut self, restlets: Url, suitetalk: Url) -> Self {
        self.restlets = restlets;
        self.suitetalk = suitetalk;
        self
    }

    /// Returns the next signed request, or `None` at the end of the check.
    ///
    /// Only the SuiteQL request has a body. Until a response is [read](Self::read), each call
    /// returns the same request with a new signature.
    ///
    /// # Errors
    ///
    /// [`Error::SigningFailed`] and [`Error::UrlInvalid`], if a URL from
    /// [`with_restlet`](Self::with_restlet) or [`with_hosts`](Self::with_hosts), or a URL with the
    /// record type, cannot be signed or requested.
    ///
    /// # Panics
    ///
    /// Panics if the system has no source of randomness or no clock.
    pub fn next_request(&mut self) -> Result<Option<Request<String>>, Error> {
        let Some((probe, url)) = self.next_probe() else {
            return Ok(None);
        };
        let mut request = request(Method::GET, &url)?;
        if let (Probe::SuiteQl, Some(record_type)) = (probe, &self.record_type) {
            *request.method_mut() = Method::POST;
            let json = HeaderValue::from_static("application/json");
            request.headers_mut().insert(CONTENT_TYPE, json);
            let transient = HeaderValue::from_static("transient");
            request.headers_mut().insert("prefer", transient);
            // A table name is one word. Any other character could end the JSON string or the name.
            let is_word = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
            let table: String = record_type.chars().filter(is_word).collect();
            *request.body_mut() = format!(r#"{{"q": "SELECT id FROM {table}"}}"#);
        }
        self.signer.sign(&mut request)?;
        let target = &url[Position::BeforePath..Position::AfterQuery];
        self.pending = Some((probe, format!("{} {target}", request.method())));
        Ok(Some(request))
    }

    /// Reads the response to the last request. Does nothing if no request is pending.
    ///
    /// Returns what the response shows, or `None` if NetSuite accepted the request.
    ///
    /// # Panics
    ///
    /// Panics if the system has no clock.
    pub fn read(
        &mut self,
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Option<&Finding> {
        let (probe, line) = self.pending.take()?;
        if let Some(offset) = Signer::clock_offset_of(headers, self.signer.now()) {
            self.clock_offset = Some(offset);
        }
        if probe == Probe::TokenInfo {
            self.token_info = TokenInfo::read(status, body).ok();
        }
        let (answer, finding) = self.classify(probe, &line, status, headers, body);
        self.answers[probe as usize] = Some(answer);
        let is_second_opinion = probe == Probe::ServerTime && self.is_first_refused();
        if is_second_opinion && self.is_login_accepted() {
            // One login cannot be both accepted and refused: the first refusal had another reason.
            let (_, alone) = TOKEN_INFO_ALONE;
            self.findings = vec![alone.with_evidence(&line, "accepted")];
        }
        let finding = finding?;
        // Two requests may show the same problem.
        let is_same = |known: &Finding| known.reason() == finding.reason();
        let known = self.findings.iter().position(is_same);
        let index = known.unwrap_or_else(|| {
            self.findings.push(finding);
            self.findings.len() - 1
        });
        Some(&self.findings[index])
    }

    /// Records that the pending request got no response, and why: for instance, the host does not
    /// exist.
    pub fn no_response(&mut self, reason: &dyn fmt::Display) {
        let Some((probe, line)) = self.pending.take() else {
            return;
        };
        let (answer, mut finding) = NO_RESPONSE;
        self.answers[probe as usize] = Some(answer);
        if self.is_login_accepted() {
            // NetSuite answered before, so the network is at fault.
            finding.steps = &[];
        }
        if let Some(reason) = clean(&reason.to_string()) {
            finding = finding.with_evidence(&line, &reason);
        }
        self.findings.push(finding);
    }

    /// Narrows down a refused login with the code from the column Detail of the Login Audit Trail.
    ///
    /// Most codes leave one step. `permission_denied` and `InvalidSignature` leave two.
    pub fn narrow(&mut self, code: AuditCode) {
        let before = self.audit_code.map(Finding::audit_code);
        let is_other =
            |known: &Finding| !problem::is_login_refused(known) && Some(known) != before.as_ref();
        self.findings.retain(is_other);
        self.findings.push(Finding::audit_code(code));
        self.audit_code = Some(code);
    }

    /// Returns the verdict on a step.
    pub fn verdict(&self, step: Step) -> Verdict {
        if let Some(finding) = self.finding_about(step) {
            return finding.verdict();
        }
        let is_proven = match step {
            Step::Deployment => self.answer(Probe::Restlet) == Some(Answer::Accepted),
            _ => self.is_login_accepted(),
        };
        if is_proven {
            Verdict::Proven
        } else {
            Verdict::NotTested
        }
    }

    /// Returns the verdict on the clock: within five minutes of NetSuite's or not.
    pub fn clock(&self) -> Verdict {
        let is_named = self.audit_code == Some(AuditCode::InvalidTimestamp);
        match self.clock_offset {
            _ if is_named || self.clock_error().is_some() => Verdict::Refuted,
            Some(_) => Verdict::Proven,
            None => Verdict::NotTested,
        }
    }

    /// Returns all findings, in the order in which they were found.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Returns whether NetSuite refused the login and only the Login Audit Trail shows the cause.
    pub fn needs_audit_code(&self) -> bool {
        self.audit_code.is_none() && self.findings.iter().any(problem::is_login_refused)
    }

    /// Returns the finding that decides the verdict on a step.
    pub(super) fn finding_about(&self, step: Step) -> Option<&Finding> {
        let about = || self.findings.iter().filter(|f| f.steps.contains(&step));
        let refuted = about().find(|finding| finding.verdict() == Verdict::Refuted);
        refuted.or_else(|| about().next())
    }

    pub(super) fn is_login_accepted(&self) -> bool {
        let shows_it = |answer| matches!(answer, Answer::Accepted | Answer::ServiceRefused);
        self.answers.into_iter().flatten().any(shows_it)
    }

    pub(super) fn answer(&self, probe: Probe) -> Option<Answer> {
        // There is one place for each probe.
        self.answers[probe as usize]
    }

    /// Returns the id of the account that is checked.
    pub fn account_id(&self) -> &AccountId {
        self.signer.account_id()
    }

    /// Returns the clock error if it is large enough for NetSuite to refuse every request.
    pub(super) fn clock_error(&self) -> Option<ClockError> {
        let error = self.clock_offset.map(ClockError);
        error.filter(|error| error.is_too_large())
    }

    /// Whether the RESTlet has the same host as the accepted `/rest/tokeninfo` request.
    pub(super) fn is_restlet_on_known_host(&self) -> bool {
        let restlet = self.restlet.as_ref().map(Url::origin);
        restlet == Some(self.restlets.origin())
            && self.answer(Probe::TokenInfo) == Some(Answer::Accepted)
    }

    /// Chooses the next request that can reveal something, and returns its URL.
    fn next_probe(&self) -> Option<(Probe, Url)> {
        let is_refusal = |answer: &&Option<_>| **answer == Some(Answer::LoginRefused);
        let refusals = self.answers.iter().filter(is_refusal).count();
        let has_second_attempt = self.is_first_refused() && self.record_type.is_some();
        if self.clock_error().is_some() || refusals > usize::from(has_second_attempt) {
            return None;
        }
        let is_open = |probe: &Probe| self.answer(*probe).is_none();
        let mut open = PROBES.into_iter().filter(is_open);
        open.find_map(|probe| Some((probe, self.url(probe)?)))
    }

    fn is_first_refused(&self) -> bool {
        self.answer(Probe::TokenInfo) == Some(Answer::LoginRefused)
    }

    /// Returns the URL of a probe, if it was asked for and can reveal something.
    fn url(&self, probe: Probe) -> Option<Url> {
        let at = |host: &Url, path: &str, query: Option<&str>| {
            let mut url = host.clone();
            url.set_path(path);
            url.set_query(query);
            url.set_fragment(None);
            url
        };
        // Without the feature or the permission, all of REST web services fails.
        let catalog = self.answer(Probe::MetadataCatalog);
        let is_rest_off = matches!(catalog, Some(Answer::ServiceRefused | Answer::Nothing));
        let host = self.record_type.as_ref().map(|_| &self.suitetalk);
        let working_host = host.filter(|_| !is_rest_off);
        Some(match probe {
            Probe::TokenInfo => at(&self.restlets, "/rest/tokeninfo", None),
            Probe::ServerTime => at(host?, "/services/rest/system/v1/serverTime", None),
            Probe::MetadataCatalog => at(host?, "/services/rest/record/v1/metadata-catalog", None),
            Probe::Record => {
                let mut url = at(working_host?, "/services/rest/record/v1", Some("limit=1"));
                // A URL that cannot have a path has no host either, so it cannot be signed.
                if let Ok(mut segments) = url.path_segments_mut() {
                    segments.extend(&self.record_type);
                }
                url
            }
            Probe::SuiteQl => {
                let query = Some("limit=1&offset=0");
                at(working_host?, "/services/rest/query/v1/suiteql", query)
            }
            Probe::Restlet => self.restlet.clone().filter(|_| !self.is_first_refused())?,
        })
    }
}
