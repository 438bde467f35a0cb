//! Prints a check as a table of the steps, and its findings.

use std::fmt;

use super::check::Check;
use super::finding::{Verdict, Wrapped};
use super::problem::{Answer, Probe};
use crate::clean::clean;
use crate::http_date::ClockError;
use crate::printable::join;
use crate::step::Step;

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        row(f, "Step", &"Verdict", "Detail")?;
        for &step in Step::ALL {
            let name = format!("{} {}", step.number(), step.name());
            let verdict = self.verdict(step);
            row(f, &name, &verdict, &self.detail(step, verdict))?;
        }
        let clock = match self.clock_offset {
            Some(offset) => format!("{} NetSuite", ClockError(offset)),
            None => String::new(),
        };
        row(f, "  clock", &self.clock(), &clock)?;
        for finding in &self.findings {
            write!(f, "\n\n{finding}")?;
        }
        Ok(())
    }
}

impl Check {
    fn detail(&self, step: Step, verdict: Verdict) -> String {
        if let Some(finding) = self.finding_about(step) {
            return match finding.steps() {
                [_] => finding.reason().to_owned(),
                steps => {
                    let numbers = steps.iter().map(|step| step.number().to_string());
                    format!(
                        "one of the steps {}",
                        numbers.collect::<Vec<_>>().join(", ")
                    )
                }
            };
        }
        if verdict != Verdict::Proven {
            return String::new();
        }
        let accepted = |probe, text| (self.answer(probe) == Some(Answer::Accepted)).then_some(text);
        let info = self.token_info.as_ref();
        match step {
            Step::Account => self.account_id().to_string(),
            Step::Features => {
                let features = [
                    Some("Token-based Authentication"),
                    accepted(Probe::MetadataCatalog, "REST Web Services"),
                    accepted(Probe::Restlet, "SuiteScript"),
                ];
                join(&features, ", ")
            }
            Step::Role => {
                let accepted = [
                    Some("login"),
                    accepted(Probe::MetadataCatalog, "REST"),
                    accepted(Probe::Record, "records"),
                    accepted(Probe::SuiteQl, "SuiteQL"),
                    accepted(Probe::Restlet, "RESTlet"),
                ];
                let name = info.and_then(|info| clean(info.role_name.as_deref()?));
                join(&[name.as_deref(), Some(&join(&accepted, ", "))], ": ")
            }
            Step::User => {
                let name = info.and_then(|info| clean(info.entity_name.as_deref()?));
                join(&[name.as_deref()], "")
            }
            Step::Integration | Step::Token | Step::Deployment => String::new(),
        }
    }
}

/// Prints one row of the table, after a line break unless it is the first.
fn row(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    verdict: &dyn fmt::Display,
    detail: &str,
) -> fmt::Result {
    let start = if name == "Step" { "" } else { "\n" };
    if detail.is_empty() {
        return write!(f, "{start}{name:<22}{verdict}");
    }
    write!(f, "{start}{name:<22}{verdict:<12}{}", Wrapped(detail, 34))
}
