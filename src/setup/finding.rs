use time::Duration;

use super::{Step, Verdict};
use crate::audit::AuditCode;
use crate::clean;

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

    pub(super) fn new(
        steps: &'static [Step],
        reason: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
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

    pub(super) fn undecided(mut self) -> Self {
        self.is_certain = false;
        self
    }

    /// Shows the evidence, masked because the URL of a RESTlet may have a key in its query.
    pub(super) fn with_evidence(mut self, evidence: &str) -> Self {
        self.evidence = Some(clean::mask(evidence));
        self
    }

    /// NetSuite refused the login and did not say why.
    pub(super) fn login_refused() -> Self {
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

    pub(super) fn clock(offset: Duration) -> Self {
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
