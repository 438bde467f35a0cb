//! Decides what the response to a request of the check shows.

use http::{HeaderMap, StatusCode};

use super::Step;
use super::check::Check;
use super::finding::{Answer, Finding};
use super::probe::Probe;
use crate::rejection::{Kind, Rejection};

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
