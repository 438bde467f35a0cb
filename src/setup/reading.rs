//! Interprets the response to a request of the check.

use http::{HeaderMap, StatusCode};

use super::check::Check;
use super::finding::Finding;
use super::problem::{
    AUDIENCE, AUDIENCE_OR_WRONG_HOST, Answer, BUSY, LOGIN_REFUSED, LOGIN_REFUSED_HERE, PAGE, Probe,
    REST_OFF, REST_OFF_OR_WRONG_HOST, SCRIPT_FAILED, SCRIPT_NOT_FOUND, WRONG_HOST,
};
use super::{Step, Verdict};
use crate::printable::join;
use crate::rejection::{Kind, Rejection};

impl Check {
    pub(super) fn classify(
        &self,
        probe: Probe,
        line: &str,
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> (Answer, Option<Finding>) {
        let rejection = Rejection::from_parts(status, headers, body);
        let is_json = body.trim_ascii_start().starts_with(b"{");
        let is_page = status.is_success() && !is_json && probe != Probe::Restlet;
        let (answer, finding) = match &rejection {
            _ if is_page => self.page(probe),
            Some(rejection) => self.read_rejection(probe, status, rejection),
            None => return (Answer::Accepted, None),
        };
        let code = rejection.as_ref().and_then(Rejection::code);
        let message = rejection.as_ref().and_then(Rejection::message);
        let seen = join(&[Some(status.as_str()), code, message], " ");
        (answer, Some(finding.with_evidence(line, &seen)))
    }

    fn read_rejection(
        &self,
        probe: Probe,
        status: StatusCode,
        rejection: &Rejection,
    ) -> (Answer, Finding) {
        let is_restlet = probe == Probe::Restlet;
        // NetSuite's response to a list or a query without the permission SuiteAnalytics Workbook.
        let is_workbook = matches!(probe, Probe::Record | Probe::SuiteQl)
            && rejection.code() == Some("USER_ERROR");
        let kind = rejection.kind();
        if let Some(error) = self.clock_error()
            && matches!(kind, Kind::LoginRefused | Kind::MalformedHeader)
        {
            return (Answer::LoginRefused, Finding::clock(error));
        }
        match kind {
            Kind::LoginRefused if !self.is_login_accepted() => LOGIN_REFUSED,
            Kind::LoginRefused => {
                let (answer, mut finding) = LOGIN_REFUSED_HERE;
                if is_restlet {
                    // This may also mean that the script is missing.
                    finding.steps = &[Step::Deployment];
                }
                (answer, finding)
            }
            Kind::WrongDomain if is_restlet && self.is_restlet_on_known_host() => AUDIENCE,
            Kind::WrongDomain if is_restlet => AUDIENCE_OR_WRONG_HOST,
            Kind::WrongDomain | Kind::Redirect => WRONG_HOST,
            Kind::Permission => lacking(probe, rejection, Verdict::Refuted),
            // The code has many meanings, and the message may be in any language.
            Kind::Unknown if is_workbook => lacking(probe, rejection, Verdict::Undecided),
            Kind::ScriptNotFound if is_restlet => SCRIPT_NOT_FOUND,
            Kind::ConcurrencyLimit | Kind::ServerError => BUSY,
            Kind::Request if is_restlet && status == StatusCode::BAD_REQUEST => SCRIPT_FAILED,
            Kind::LoginPage | Kind::ScriptNotFound if !is_restlet => self.page(probe),
            kind => {
                let answer = match rejection.login_accepted() {
                    Some(true) => Answer::ServiceRefused,
                    _ => Answer::Nothing,
                };
                let remedy = rejection.to_do();
                let finding = Finding::new(Verdict::Undecided, &[], kind.meaning(), remedy);
                (answer, finding)
            }
        }
    }

    /// A page instead of JSON. The host is right if it sent JSON before.
    fn page(&self, probe: Probe) -> (Answer, Finding) {
        match probe {
            Probe::TokenInfo => PAGE,
            _ if self.answer(Probe::ServerTime) == Some(Answer::Accepted) => REST_OFF,
            _ => REST_OFF_OR_WRONG_HOST,
        }
    }
}

/// The login was accepted, but the role lacks a permission, or the account lacks a feature.
fn lacking(probe: Probe, rejection: &Rejection, verdict: Verdict) -> (Answer, Finding) {
    // Messages name a feature in single quotation marks.
    let quoted = || {
        let (_, rest) = rejection.message()?.split_once('\'')?;
        let (name, _) = rest.split_once('\'')?;
        Some(name.trim()).filter(|name| !name.is_empty())
    };
    let name = rejection
        .permission()
        .or_else(quoted)
        .unwrap_or(match probe {
            Probe::TokenInfo => "Log in using Access Tokens",
            Probe::ServerTime | Probe::MetadataCatalog => "REST Web Services",
            Probe::Record | Probe::SuiteQl => "SuiteAnalytics Workbook",
            Probe::Restlet => "SuiteScript",
        });
    let finding = if rejection.code() == Some("FEATURE_DISABLED") {
        let reason = format!("the feature {name} is off");
        let remedy = format!("tick {name}, agree to its terms, and save");
        Finding::new(verdict, &[Step::Features], reason, remedy)
    } else {
        let place = match name {
            "SuiteAnalytics Workbook" => " (level Edit, under Reports)",
            "REST Web Services" | "SuiteScript" => " (level Full, under Setup)",
            _ => "",
        };
        let reason = format!("the role lacks the permission {name}");
        let remedy = format!("add {name}{place} to the role: choose Add, then Save");
        Finding::new(verdict, &[Step::Role], reason, remedy)
    };
    (Answer::ServiceRefused, finding)
}
