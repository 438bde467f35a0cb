use std::borrow::Cow;
use std::fmt::{self, Write};

use crate::audit::AuditCode;
use crate::clean;
use crate::http_date::ClockError;
use crate::step::Step;

/// What a [`Check`](super::Check) found out about a step. `Display` prints it as in the check's table.
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
    /// NetSuite's answers show that something is missing. A [`Finding`] says what.
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

/// Something that a [`Check`](super::Check) found: what is wrong, in which step, and what to do.
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
    pub(super) verdict: Verdict,
    pub(super) steps: &'static [Step],
    pub(super) reason: Cow<'static, str>,
    pub(super) remedy: Cow<'static, str>,
    pub(super) evidence: Option<String>,
}

impl Finding {
    /// Returns the steps to look at. Empty if the problem is outside NetSuite's setup.
    pub fn steps(&self) -> &'static [Step] {
        self.steps
    }

    /// Returns [`Verdict::Refuted`] if the steps need work, or [`Verdict::Undecided`] if one of
    /// them does.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Returns the problem, in one sentence without a full stop.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Returns the request and the response that show the problem. Secrets are masked.
    pub fn evidence(&self) -> Option<&str> {
        self.evidence.as_deref()
    }

    /// Returns what to do, in one sentence without a full stop.
    pub fn remedy(&self) -> &str {
        &self.remedy
    }

    pub(super) fn new(
        verdict: Verdict,
        steps: &'static [Step],
        reason: impl Into<Cow<'static, str>>,
        remedy: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            verdict,
            steps,
            reason: reason.into(),
            remedy: remedy.into(),
            evidence: None,
        }
    }

    /// Adds the evidence. It is masked, because a RESTlet's query may contain a key.
    pub(super) fn with_evidence(mut self, line: &str, answer: &str) -> Self {
        self.evidence = Some(clean::mask(&format!("{line}: {answer}")));
        self
    }

    pub(super) fn audit_code(code: AuditCode) -> Self {
        let remedy = match code {
            // This crate signed the request, so only the secrets can be wrong.
            AuditCode::InvalidSignature => {
                "the consumer secret or the token secret is wrong: compare both with your copies; \
                NetSuite shows them only once, so if in doubt create a new access token, and if \
                that does not help, reset the integration's credentials"
            }
            _ => code.remedy(),
        };
        let verdict = match code.setup_steps() {
            [_] => Verdict::Refuted,
            _ => Verdict::Undecided,
        };
        let reason = format!("{code}: {}", code.meaning());
        Self::new(verdict, code.setup_steps(), reason, remedy)
    }

    pub(super) fn clock(error: ClockError) -> Self {
        let reason = format!("the clock is {error} NetSuite's");
        let remedy = "set the system clock, or use Signer::with_clock_offset; NetSuite accepts up to \
            five minutes";
        Self::new(Verdict::Refuted, &[], reason, remedy)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Finding: {}", Wrapped(self.reason(), 9))?;
        if let Some(evidence) = self.evidence() {
            write!(f, "\n  Seen:  {}", Wrapped(evidence, 9))?;
        }
        write!(f, "\n  To do: {}.", Wrapped(self.remedy(), 9))?;
        for step in self.steps() {
            let place = format!("step {}, {}: {step}", step.number(), step.name());
            write!(f, "\n  Where: {}", Wrapped(&place, 9))?;
        }
        Ok(())
    }
}

/// Wraps text at 80 columns, including the indentation. Long words are broken.
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
