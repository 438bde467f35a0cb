use http::{HeaderMap, StatusCode};
use time::Duration;

use super::check::{Check, Probe};
use super::{Step, Verdict};
use crate::audit::AuditCode;
use crate::clean;
use crate::rejection::{Kind, Rejection};

/// Something that a [`Check`] found: what is wrong, in which step, and what to do.
///
/// `Display` prints it over several lines of at most 80 columns.
///
/// ```
/// use netsuite_oauth1::audit::AuditCode;
/// use netsuite_oauth1::setup::{Check, Step};
/// # use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
/// # let (consumer, token) = (Consumer::new("key", "secret")?, Token::new("id", "secret")?);
/// # let signer = Signer::new(Credentials::new("1234567".parse()?, consumer, token));
///
/// let mut check = Check::new(signer);
/// check.narrow(AuditCode::FeatureDisabled);
/// for finding in check.findings() {
///     assert_eq!(finding.steps(), [Step::Features]);
///     println!("{}: {}", finding.reason(), finding.remedy());
/// }
/// # Ok::<(), netsuite_oauth1::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub(super) steps: &'static [Step],
    /// Whether all of the steps need work. Otherwise one of them does.
    is_certain: bool,
    /// Whether the Login Audit Trail can narrow it down.
    pub(super) is_login_refusal: bool,
    pub(super) is_clock: bool,
    reason: String,
    evidence: Option<String>,
    remedy: String,
}

/// The outcome of one request, as far as the credentials are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// NetSuite accepted the login and did what was asked.
    Accepted,
    /// NetSuite accepted the login, but the service did not do what was asked.
    ServiceRefused,
    LoginRefused,
    /// The response says nothing about the credentials.
    Nothing,
}

impl Finding {
    /// Returns the steps to look at. Empty if the problem is outside NetSuite's setup.
    #[must_use]
    pub fn steps(&self) -> &'static [Step] {
        self.steps
    }

    /// Returns [`Verdict::Refuted`] if the steps need work, or [`Verdict::Undecided`] if one of them
    /// does.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.is_certain {
            Verdict::Refuted
        } else {
            Verdict::Undecided
        }
    }

    /// Returns what is wrong, in one sentence without a full stop.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Returns the request and the answer that show it. Secrets are masked.
    #[must_use]
    pub fn evidence(&self) -> Option<&str> {
        self.evidence.as_deref()
    }

    /// Returns what to do, in one sentence without a full stop.
    #[must_use]
    pub fn remedy(&self) -> &str {
        &self.remedy
    }

    fn new(steps: &'static [Step], reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            steps,
            is_certain: true,
            is_login_refusal: false,
            is_clock: false,
            reason: reason.into(),
            evidence: None,
            remedy: remedy.into(),
        }
    }

    fn undecided(mut self) -> Self {
        self.is_certain = false;
        self
    }

    /// Shows the evidence, masked because the URL of a RESTlet may have a key in its query.
    fn with_evidence(mut self, evidence: &str) -> Self {
        self.evidence = Some(clean::mask(evidence));
        self
    }

    /// NetSuite refused the login and did not say why.
    fn login_refused() -> Self {
        let steps = &[
            Step::Features,
            Step::Integration,
            Step::Role,
            Step::User,
            Step::Token,
        ];
        let reason = "the login was refused";
        let finding = Self::new(
            steps,
            reason,
            "only the Login Audit Trail shows the cause: open Setup > Users/Roles > User Management > View \
            Login Audit Trail, choose Use Advanced Search, add Detail to the result columns, and look up the \
            code of this login; do so before you check again, because five failed logins lock the \
            user for 30 minutes",
        );
        Self {
            is_login_refusal: true,
            ..finding.undecided()
        }
    }

    /// The code that the Login Audit Trail shows for the refused login.
    pub(super) fn audit_code(code: AuditCode) -> Self {
        let reason = format!("{code}: {}", code.meaning());
        let steps = code.setup_steps();
        let remedy = match code {
            // One code for three boxes.
            AuditCode::PermissionDenied => {
                "check that the role has the permission Log in using Access Tokens or User Access \
                Tokens; then check that the employee's tab Access has Give Access ticked and lists \
                the role, and that neither role nor employee is inactive"
            }
            // Nothing else can differ, because this crate signed the request.
            AuditCode::InvalidSignature => {
                "the consumer secret or the token secret is wrong: compare both with your copies; \
                NetSuite shows them only once, so if in doubt create a new access token, and if \
                that does not help, reset the integration's credentials"
            }
            _ => code.remedy(),
        };
        let finding = Self::new(steps, reason, remedy);
        Self {
            is_certain: steps.len() == 1,
            is_login_refusal: true,
            is_clock: code == AuditCode::InvalidTimestamp,
            ..finding
        }
    }

    fn clock(offset: Duration) -> Self {
        let minutes = offset.whole_minutes();
        let side = if minutes < 0 { "ahead of" } else { "behind" };
        let reason = format!("the clock is {} minutes {side} NetSuite's", minutes.abs());
        let remedy = "set the system clock, or use Signer::with_clock_offset; NetSuite accepts up to \
            five minutes";
        Self {
            is_clock: true,
            ..Self::new(&[], reason, remedy)
        }
    }

    /// Another request shows that the login is accepted.
    pub(super) fn token_info_alone(line: &str) -> Self {
        Self::new(
            &[],
            "/rest/tokeninfo refuses the login and REST web services accept it",
            "nothing, if the role is a Web Services Only Role and you call no RESTlet",
        )
        .with_evidence(&format!("{line}: accepted"))
    }

    pub(super) fn no_response(steps: &'static [Step], line: &str, reason: &str) -> Self {
        let reason = clean::clean(reason).unwrap_or_default();
        let remedy = "check the account id, the hosts on the subtab Company URLs, and the network";
        Self::new(steps, "there was no response", remedy)
            .undecided()
            .with_evidence(&format!("{line}: {reason}"))
    }
}

impl Check {
    /// Decides what a response shows.
    pub(super) fn classify(
        &self,
        probe: Probe,
        line: &str,
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> (Answer, Option<Finding>) {
        let rejection = Rejection::from_parts(status, headers, body);
        let is_page = status.is_success() && !is_json(body) && probe != Probe::Restlet;
        let Some(rejection) = rejection else {
            if !is_page {
                return (Answer::Accepted, None);
            }
            let finding = self
                .not_json(probe)
                .with_evidence(&format!("{line}: {}", status.as_u16()));
            return (Answer::Nothing, Some(finding));
        };
        let (answer, finding) = match rejection.kind() {
            _ if is_page => (Answer::Nothing, self.not_json(probe)),
            Kind::LoginRefused | Kind::MalformedHeader if self.is_clock_off() => {
                let offset = self.clock_offset.unwrap_or_default();
                (Answer::LoginRefused, Finding::clock(offset))
            }
            Kind::LoginRefused if self.is_login_accepted() => {
                let remedy = "sign and send the request again; if it is refused again, look it up in \
                    the Login Audit Trail";
                let reason = "the login was refused here, but accepted before";
                let steps: &[Step] = match probe {
                    Probe::Restlet => &[Step::Deployment],
                    _ => &[],
                };
                let finding = Finding::new(steps, reason, remedy).undecided();
                (Answer::LoginRefused, finding)
            }
            Kind::LoginRefused => (Answer::LoginRefused, Finding::login_refused()),
            Kind::WrongDomain if probe == Probe::Restlet && self.is_restlet_on_known_host() => {
                let remedy = "add the role on the subtab Audience of the script deployment";
                let reason = "the role is not in the deployment's Audience";
                let finding = Finding::new(&[Step::Deployment], reason, remedy);
                (Answer::ServiceRefused, finding)
            }
            Kind::WrongDomain if probe == Probe::Restlet => {
                let remedy = "compare the host with the subtab Company URLs, and add the role on the \
                    subtab Audience of the script deployment";
                let reason = "wrong host, or the role is not in the deployment's Audience";
                let finding = Finding::new(&[Step::Account, Step::Deployment], reason, remedy);
                (Answer::Nothing, finding.undecided())
            }
            Kind::WrongDomain | Kind::Redirect => {
                let reason = "the host is not the account's host for this service";
                let remedy = "take the host from the subtab Company URLs: the account may have moved to \
                    another data center";
                let finding = Finding::new(&[Step::Account], reason, remedy);
                (Answer::Nothing, finding)
            }
            Kind::Permission => lacking(probe, &rejection),
            // The code has many meanings, and the message may be in any language.
            Kind::Unknown if is_workbook(probe, &rejection) => {
                let (answer, finding) = lacking(probe, &rejection);
                (answer, finding.undecided())
            }
            Kind::ScriptNotFound if probe == Probe::Restlet => {
                let remedy = "compare script and deploy with the deployment's page, and set its \
                    Status to Released";
                let reason = "the script deployment does not exist or is not released";
                let finding = Finding::new(&[Step::Deployment], reason, remedy);
                (Answer::ServiceRefused, finding)
            }
            Kind::ConcurrencyLimit | Kind::ServerError => {
                let reason = "NetSuite was busy or not available, so this was not tested";
                let finding = Finding::new(&[], reason, "run the check again later");
                (Answer::Nothing, finding.undecided())
            }
            Kind::Request if probe == Probe::Restlet && status == StatusCode::BAD_REQUEST => {
                let reason = "the RESTlet ran and ended with an error";
                let remedy = "read the script's Execution Log: the setup allows the call";
                (Answer::Accepted, Finding::new(&[], reason, remedy))
            }
            Kind::LoginPage | Kind::ScriptNotFound if probe != Probe::Restlet => {
                (Answer::Nothing, self.not_json(probe))
            }
            kind => {
                let finding = Finding::new(&[], kind.meaning(), rejection.to_do()).undecided();
                match rejection.login_accepted() {
                    Some(true) => (Answer::ServiceRefused, finding),
                    _ => (Answer::Nothing, finding),
                }
            }
        };
        let evidence = format!("{line}: {}", Answered(status, &rejection));
        (answer, Some(finding.with_evidence(&evidence)))
    }

    /// A page instead of JSON.
    fn not_json(&self, probe: Probe) -> Finding {
        if probe == Probe::TokenInfo {
            let remedy = "take the host from the subtab Company URLs";
            return Finding::new(&[Step::Account], "the answer is a page, not JSON", remedy)
                .undecided();
        }
        let remedy = "tick REST Web Services on the subtab SuiteCloud, and compare the host with the \
            subtab Company URLs";
        // The host is right if it answered before.
        if self.answer(Probe::ServerTime) == Some(Answer::Accepted) {
            let reason = "the feature REST Web Services is off";
            return Finding::new(&[Step::Features], reason, remedy);
        }
        let reason =
            "a page instead of JSON: the feature REST Web Services is off, or the host is wrong";
        Finding::new(&[Step::Account, Step::Features], reason, remedy).undecided()
    }
}

/// The login was accepted, but the role lacks a permission or the account a feature.
fn lacking(probe: Probe, rejection: &Rejection) -> (Answer, Finding) {
    let feature = || rejection.message().and_then(quoted);
    let named = rejection.permission().or_else(feature);
    let default = match probe {
        Probe::TokenInfo => "Log in using Access Tokens",
        Probe::ServerTime | Probe::MetadataCatalog => "REST Web Services",
        Probe::Record | Probe::SuiteQl => "SuiteAnalytics Workbook",
        Probe::Restlet => "SuiteScript",
    };
    let name = named.unwrap_or(default);
    let finding = if rejection.code() == Some("FEATURE_DISABLED") {
        let reason = format!("the feature {name} is off");
        let remedy = format!("tick {name}, agree to its terms, and save");
        Finding::new(&[Step::Features], reason, remedy)
    } else {
        let place = match name {
            "SuiteAnalytics Workbook" => " (level Edit, under Reports)",
            "REST Web Services" | "SuiteScript" => " (level Full, under Setup)",
            _ => "",
        };
        let reason = format!("the role lacks the permission {name}");
        let remedy = format!("add {name}{place} to the role: choose Add, then Save");
        Finding::new(&[Step::Role], reason, remedy)
    };
    (Answer::ServiceRefused, finding)
}

/// The status, the code and the message of a response.
struct Answered<'a>(StatusCode, &'a Rejection);

impl std::fmt::Display for Answered<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.as_u16())?;
        for text in [self.1.code(), self.1.message()].into_iter().flatten() {
            write!(f, " {text}")?;
        }
        Ok(())
    }
}

/// NetSuite answers `USER_ERROR` if a list or a query needs SuiteAnalytics Workbook.
fn is_workbook(probe: Probe, rejection: &Rejection) -> bool {
    matches!(probe, Probe::Record | Probe::SuiteQl) && rejection.code() == Some("USER_ERROR")
}

fn is_json(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"{")
}

/// Returns the text in single quotation marks, which is how messages name a feature.
fn quoted(message: &str) -> Option<&str> {
    let (_, rest) = message.split_once('\'')?;
    let (name, _) = rest.split_once('\'')?;
    Some(name.trim()).filter(|name| !name.is_empty())
}
