//! The two texts of a [`Rejection`]: a line for a log, and a report for a ticket.

use std::fmt::{self, Display, Formatter};

use time::OffsetDateTime;

use super::Rejection;
use super::body::{Detail, Shape};
use super::cause::Cause;
use super::kind::Kind;
use super::reason::{LOGIN, PASSPORT_CHECK};
use crate::printable::join;
use crate::step::Step;
use crate::timestamp::Timestamp;

impl Display for Rejection {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let status = self.status();
        f.write_str(status.as_str())?;
        if let Some(reason) = status.canonical_reason() {
            write!(f, " {reason}")?;
        }
        write!(f, ": {}", self.kind())?;
        if f.alternate() {
            return self.report(f);
        }
        for text in [self.code(), self.message()].into_iter().flatten() {
            write!(f, ": {text}")?;
        }
        match (self.permission(), self.causes().first()) {
            (Some(permission), _) => write!(f, " (permission: {permission})"),
            (None, Some(cause)) => write!(f, " (likeliest cause: {})", cause.code()),
            (None, None) => Ok(()),
        }
    }
}

fn line(f: &mut Formatter<'_>, name: &str, text: &dyn Display) -> fmt::Result {
    write!(f, "\n{name}: {text}")
}

impl Rejection {
    fn report(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let is_accepted = self.login_accepted() == Some(true);
        if is_accepted {
            let text = "accepted, so the credentials and the signature are right";
            line(f, "login", &text)?;
        }
        self.response(f)?;
        match (self.can_retry(), self.retry_after()) {
            (false, _) => {}
            (true, None) => line(f, "retry", &"later, signed again")?,
            (true, Some(wait)) => write!(f, "\nretry: in {} s, signed again", wait.as_secs())?,
        }
        line(f, "to do", &self.to_do())?;
        for note in self.notes().into_iter().flatten() {
            line(f, "note", &note)?;
        }
        // The missing permission is printed above, and the Login Audit Trail does not show it.
        if !is_accepted {
            self.list_causes(f)?;
        }
        line(f, "next check", &self.next_check())
    }

    /// Prints the response, and compares it with the account and the clock.
    fn response(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let found = &*self.found;
        if found.body.details.is_empty() {
            line(f, "body", &found.body.shape.describe())?;
        }
        for Detail { code, message } in &found.body.details {
            let text = join(&[code.as_deref(), message.as_deref()], ": ");
            line(f, "body", &text)?;
        }
        if let Some(fault) = &found.body.fault {
            line(f, "fault", fault)?;
        }
        let challenge = &found.challenge;
        if challenge.scheme.is_some() {
            let texts = [&challenge.scheme, &challenge.error, &challenge.description];
            let text = join(&texts.map(Option::as_deref), ": ");
            line(f, "WWW-Authenticate", &text)?;
        }
        if let Some(realm) = self.realm() {
            line(f, "realm", &realm)?;
            match (found.is_own_realm(), &found.account_id) {
                (Some(true), _) => f.write_str(", which is the account's")?,
                (Some(false), Some(account_id)) => write!(f, ", but the account is {account_id}")?,
                _ => {}
            }
        }
        if let Some(date) = found.date {
            line(f, "date", &Utc(date))?;
        }
        if let Some(error) = found.clock_error() {
            write!(f, "\nclock: {error} NetSuite's")?;
        }
        Ok(())
    }

    fn list_causes(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (at, cause) in self.causes().iter().enumerate() {
            if at == MAX_CAUSES {
                let more = self.causes().len() - at;
                return write!(f, "\nand {more} less likely causes");
            }
            write!(f, "\n{}. {cause}\n   {}", at + 1, cause.remedy())?;
            for step in cause.setup_steps() {
                write!(f, "\n   setup step {}: {step}", step.number())?;
            }
        }
        Ok(())
    }

    pub(crate) fn to_do(&self) -> String {
        match self.permission() {
            Some(permission) => format!(
                "add the permission {permission} to the role, on the subtab Permissions, and save: {}",
                Step::Role
            ),
            None => self.found.reason.to_do.to_owned(),
        }
    }

    fn notes(&self) -> [Option<&'static str>; 4] {
        let (kind, shape, note) = (self.kind(), self.found.body.shape, self.found.reason.note);
        let is_page = shape == Shape::Page && kind != Kind::ServerError;
        let is_like_restlet = kind == Kind::LoginRefused
            && note.is_some()
            && !matches!(shape, Shape::Rest | Shape::Soap);
        let is_vague = kind == Kind::Unknown && self.found.body.has_code("USER_ERROR");
        [
            is_page.then_some("REST web services answer in JSON; a page has been seen if the feature REST Web Services is off or the host is wrong"),
            is_like_restlet.then_some("a RESTlet whose script or deployment is missing may answer like this too"),
            is_vague.then_some("USER_ERROR can mean anything, and this message is not a known English one"),
            note,
        ]
    }

    /// Returns the single check that tells the likeliest causes apart, without a full stop.
    fn next_check(&self) -> String {
        let mut check = self.found.reason.next_check;
        if check == LOGIN.next_check && self.found.body.is_soap() {
            check = PASSPORT_CHECK;
        }
        let start = match self.causes().first().and_then(Cause::evidence) {
            Some(_) if check.contains("/rest/tokeninfo") => "when cause 1 is fixed, ",
            _ => "",
        };
        let (subdomain, realm) = match &self.found.account_id {
            Some(id) => (id.subdomain(), id.realm()),
            None => ("<account>", "<account>"),
        };
        let check = check.replace("<account>", subdomain);
        format!("{start}{}", check.replace("<ACCOUNT>", realm))
    }
}

/// A time in UTC, to be entered into the search of the Login Audit Trail.
struct Utc(Timestamp);

impl Display for Utc {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Ok(time) = OffsetDateTime::try_from(self.0) else {
            return self.0.fmt(f);
        };
        let (date, (hour, minute, second)) = (time.date(), time.to_hms());
        write!(f, "{date} {hour:02}:{minute:02}:{second:02} UTC")
    }
}

/// How many causes the report shows. The others are rare.
const MAX_CAUSES: usize = 5;
