use std::fmt::{self, Write};

use super::Step;
use super::check::{Answer, Check, Probe};
use crate::clean::{clean, join};
use crate::http_date::ClockError;

/// What a [`Check`] found out about a step. `Display` prints it as in the check's table.
///
/// ```
/// use netsuite_oauth1::setup::Verdict;
///
/// assert_eq!(Verdict::NotTested.to_string(), "not tested");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// NetSuite's answers show that the step is done, as far as the checked services need it.
    Proven,
    /// NetSuite's answers show that something is missing. A [`Finding`](super::Finding) says what.
    Refuted,
    /// Something is missing here or in another step, and NetSuite's answers do not tell which.
    Undecided,
    /// No answer says anything about the step.
    NotTested,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Proven => "proven",
            Self::Refuted => "refuted",
            Self::Undecided => "undecided",
            Self::NotTested => "not tested",
        })
    }
}

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
                    let mut text = String::new();
                    for step in steps {
                        text += if text.is_empty() {
                            "one of the steps "
                        } else {
                            ", "
                        };
                        text += &step.number().to_string();
                    }
                    text
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

/// Breaks text into lines of at most 80 columns, indentation included. Breaks long words too.
pub(super) struct Wrapped<'a>(pub(super) &'a str, pub(super) usize);

impl fmt::Display for Wrapped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let &Self(text, indentation) = self;
        let mut column = indentation;
        for (index, word) in text.split_whitespace().enumerate() {
            let length = word.chars().count();
            if index > 0 && column + 1 + length > WIDTH {
                write!(f, "\n{:indentation$}", "")?;
                column = indentation;
            } else if index > 0 {
                f.write_char(' ')?;
                column += 1;
            }
            for c in word.chars() {
                if column == WIDTH {
                    write!(f, "\n{:indentation$}", "")?;
                    column = indentation;
                }
                f.write_char(c)?;
                column += 1;
            }
        }
        Ok(())
    }
}

const WIDTH: usize = 80;
