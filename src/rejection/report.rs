//! The two texts of a [`Rejection`]: a line for a log, and a report for a ticket.

use std::fmt;

use time::OffsetDateTime;

use super::Rejection;
use super::body::{Detail, Shape};
use super::cause::Cause;
use super::kind::Kind;
use super::reason::{LOGIN, PASSPORT_CHECK};
use crate::step::Step;
use crate::timestamp::Timestamp;

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            self.report(f)
        } else {
            self.line(f)
        }
    }
}

impl Rejection {
    fn line(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts = [Some(self.kind().meaning()), self.code(), self.message()];
        write!(f, "{}: {}", self.status_line(), joined(texts))?;
        match (self.permission(), self.causes().first()) {
            (Some(permission), _) => write!(f, " (permission: {permission})"),
            (None, Some(cause)) => write!(f, " (likeliest cause: {})", cause.code()),
            (None, None) => Ok(()),
        }
    }

    fn status_line(&self) -> String {
        let status = self.status();
        match status.canonical_reason() {
            Some(reason) => format!("{} {reason}", status.as_str()),
            None => status.as_str().to_owned(),
        }
    }

    fn report(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.status_line(), self.kind())?;
        if self.login_accepted() == Some(true) {
            f.write_str("\nlogin: accepted, so the credentials and the signature are right")?;
        }
        self.response(f)?;
        match (self.can_retry(), self.retry_after()) {
            (false, _) => {}
            (true, None) => f.write_str("\nretry: later, signed again")?,
            (true, Some(wait)) => write!(f, "\nretry: in {} s, signed again", wait.as_secs())?,
        }
        write!(f, "\nto do: {}", self.to_do())?;
        for note in self.notes() {
            write!(f, "\nnote: {note}")?;
        }
        // What the role lacks is said above, and the Login Audit Trail does not show it.
        if self.login_accepted() != Some(true) {
            self.list_causes(f)?;
        }
        write!(f, "\nnext check: {}", self.next_check())
    }

    /// Prints what the response says, and how it compares with the account and the clock.
    fn response(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = &*self.found;
        if found.body.details.is_empty() {
            write!(f, "\nbody: {}", found.body.shape.describe())?;
        }
        for Detail { code, message } in &found.body.details {
            write!(
                f,
                "\nbody: {}",
                joined([code.as_deref(), message.as_deref(), None])
            )?;
        }
        if let Some(fault) = found.body.fault() {
            write!(f, "\nfault: {fault}")?;
        }
        let challenge = &found.challenge;
        if challenge.scheme.is_some() {
            let texts = [&challenge.scheme, &challenge.error, &challenge.description];
            let texts = joined(texts.map(Option::as_deref));
            write!(f, "\nWWW-Authenticate: {texts}")?;
        }
        if let Some(realm) = self.realm() {
            write!(f, "\nrealm: {realm}")?;
            match (self.is_own_realm(), &found.account_id) {
                (Some(true), _) => f.write_str(", as the account")?,
                (Some(false), Some(account_id)) => write!(f, ", but the account is {account_id}")?,
                _ => {}
            }
        }
        if let Some(date) = found.date {
            write!(f, "\ndate: {}", Utc(date))?;
        }
        if let Some(error) = self.clock_error() {
            write!(f, "\nclock: {error} NetSuite's")?;
        }
        Ok(())
    }

    fn list_causes(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let causes = self.causes();
        for (cause, number) in causes.iter().take(MAX_CAUSES).zip(1..) {
            write!(f, "\n{number}. {cause}\n   {}", cause.remedy())?;
            for step in cause.setup_steps() {
                write!(f, "\n   setup step {}: {step}", step.number())?;
            }
        }
        match causes.len().saturating_sub(MAX_CAUSES) {
            0 => Ok(()),
            more => write!(f, "\nand {more} less likely causes"),
        }
    }

    /// Returns what to change, without a full stop.
    pub(crate) fn to_do(&self) -> String {
        match &self.found.permission {
            Some(permission) => format!(
                "add the permission {permission} to the role, on the subtab Permissions, and save: {}",
                Step::Role
            ),
            None => self.found.reason.to_do.to_owned(),
        }
    }

    fn notes(&self) -> impl Iterator<Item = &'static str> {
        let is_page = self.found.body.shape == Shape::Page && self.kind() != Kind::ServerError;
        let of_page = "REST web services answer in JSON; a page has been seen if the feature REST Web Services is off or the host is wrong";
        let is_like_restlet = self.kind() == Kind::LoginRefused
            && self.found.reason.note.is_some()
            && self.found.body.shape != Shape::Rest
            && !self.found.body.is_soap();
        let of_restlet = "a RESTlet whose script or deployment is missing may answer like this too";
        let notes = [
            is_page.then_some(of_page),
            is_like_restlet.then_some(of_restlet),
            self.found.reason.note,
        ];
        notes.into_iter().flatten()
    }

    /// Returns the one check that tells the likeliest causes apart, without a full stop.
    fn next_check(&self) -> String {
        let mut check = self.found.reason.next_check;
        if check == LOGIN.next_check && self.found.body.is_soap() {
            check = PASSPORT_CHECK;
        }
        let cause = self.found.causes.first();
        let start = match cause.and_then(Cause::evidence) {
            Some(_) if check.contains("/rest/tokeninfo") => "when cause 1 is fixed, ",
            _ => "",
        };
        let check = match &self.found.account_id {
            None => check.replace("<ACCOUNT>", "<account>"),
            Some(id) => check
                .replace("<account>", id.subdomain())
                .replace("<ACCOUNT>", id.realm()),
        };
        format!("{start}{check}")
    }
}

/// Joins the texts that there are.
fn joined(texts: [Option<&str>; 3]) -> String {
    let texts: Vec<&str> = texts.into_iter().flatten().collect();
    texts.join(": ")
}

/// A time in UTC, as a search of the Login Audit Trail takes it.
struct Utc(Timestamp);

impl fmt::Display for Utc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(time) = OffsetDateTime::try_from(self.0) else {
            return self.0.fmt(f);
        };
        let (date, (hour, minute, second)) = (time.date(), time.to_hms());
        write!(f, "{date} {hour:02}:{minute:02}:{second:02} UTC")
    }
}

/// How many causes the report shows: the rest has hardly ever been the cause.
const MAX_CAUSES: usize = 5;
