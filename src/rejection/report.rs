//! The two texts of a [`Rejection`]: a line for a log, and a report for a ticket.

use std::fmt;

use time::OffsetDateTime;

use super::Rejection;
use super::body::{Detail, Shape};
use super::cause::Cause;
use super::code::Phrase;
use super::found::{ClockError, Found};
use super::kind::Kind;
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
        self.headline(f)?;
        let pair = Pair(self.code(), self.message());
        if pair != Pair(None, None) {
            write!(f, ": {pair}")?;
        }
        match (self.permission(), self.causes().first()) {
            (Some(permission), _) => write!(f, " (permission: {permission})"),
            (None, Some(cause)) => write!(f, " (likeliest cause: {})", cause.code()),
            (None, None) => Ok(()),
        }
    }

    fn headline(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.status();
        f.write_str(status.as_str())?;
        if let Some(reason) = status.canonical_reason() {
            write!(f, " {reason}")?;
        }
        write!(f, ": {}", self.kind())
    }

    fn report(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = &*self.found;
        self.headline(f)?;
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
        for note in found.notes() {
            write!(f, "\nnote: {note}")?;
        }
        // What the role lacks is said above, and the Login Audit Trail does not show it.
        if self.login_accepted() != Some(true) {
            self.list_causes(f)?;
        }
        write!(f, "\nnext check: {}", found.next_check())
    }

    /// Prints what the response says, and how it compares with the account and the clock.
    fn response(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = &*self.found;
        if found.details.is_empty() {
            write!(f, "\nbody: {}", found.shape.describe())?;
        }
        for Detail { code, message } in found.details.iter() {
            write!(f, "\nbody: {}", Pair(code.as_deref(), message.as_deref()))?;
        }
        if let Shape::Soap {
            fault: Some(fault), ..
        } = &found.shape
        {
            write!(f, "\nfault: {fault}")?;
        }
        let challenge = &found.challenge;
        if let Some(scheme) = &challenge.scheme {
            write!(f, "\nWWW-Authenticate: {scheme}")?;
            let pair = Pair(challenge.error.as_deref(), challenge.description.as_deref());
            if pair != Pair(None, None) {
                write!(f, ": {pair}")?;
            }
        }
        if let Some(realm) = self.realm() {
            write!(f, "\nrealm: {realm}")?;
            match (found.is_own_realm(), &found.account_id) {
                (Some(true), _) => f.write_str(", as the account")?,
                (Some(false), Some(account_id)) => write!(f, ", but the account is {account_id}")?,
                _ => {}
            }
        }
        if let Some(date) = found.date {
            write!(f, "\ndate: {}", Utc(date))?;
        }
        if let Some(error) = found.clock_error() {
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
}

impl Found {
    fn has_code(&self, codes: &[&str]) -> bool {
        self.details.codes().any(|code| codes.contains(&code))
    }

    /// Returns what to change, without a full stop.
    pub(super) fn to_do(&self) -> String {
        let text = match self.kind {
            Kind::LoginRefused => self.login_to_do(),
            Kind::MalformedHeader if self.phrase == Some(Phrase::TwoCredentials) => {
                "send the TokenPassport alone: remove ApplicationInfo, Passport and the cookie JSESSIONID"
            }
            Kind::MalformedHeader if self.shape.is_soap() => {
                "send one TokenPassport with account, consumer key, token, nonce, timestamp and signature, each once"
            }
            Kind::MalformedHeader => {
                "send one `Authorization` header as the signer wrote it, and no copy of its parameters in the query"
            }
            Kind::WrongDomain => {
                "take the host from Setup > Company > Company Information > Company URLs: SOAP and REST share one, RESTlets have another"
            }
            Kind::Permission => return self.permission_to_do(),
            Kind::ConcurrencyLimit => {
                "send fewer requests at once, and retry after a delay that grows and varies: SOAP, REST and RESTlets share the account's limit"
            }
            Kind::ContentType => "send `application/json`, or the type that the script expects",
            Kind::ScriptNotFound if self.details.codes().next().is_none() => {
                "compare the URL with the documentation; for a RESTlet, compare `script` and `deploy` with the script deployment, whose status must be Released"
            }
            Kind::ScriptNotFound => {
                "compare `script` and `deploy` with the script deployment, whose status must be Released"
            }
            Kind::Method if self.shape == Shape::Empty => {
                "send a method that the URL accepts; at /rest/requesttoken, tick TBA: Authorization Flow on the integration record"
            }
            Kind::Method => "send a method that the script or the record accepts",
            Kind::Request if self.has_code(&["UNSUPPORTED_WS_VERSION", "INVALID_WS_VERSION"]) => {
                "use a SOAP endpoint that Oracle supports: a TokenPassport needs 2015.2 or later"
            }
            Kind::Request => "change the request as the message says",
            Kind::LoginPage => {
                "send to the account's own host for the service, and follow no redirect"
            }
            Kind::Redirect => {
                "take the host from Setup > Company > Company Information > Company URLs, and sign for the URL that is really sent: a redirect makes the signature invalid"
            }
            Kind::ServerError if self.has_code(&["ACCT_TEMP_UNAVAILABLE"]) => {
                "wait as long as the message says: the account is unavailable, or failed logins have locked the user"
            }
            Kind::ServerError => {
                "retry only if the call may be repeated safely: it may have been carried out"
            }
            Kind::Unknown if self.is_credentials_fault() => {
                "look up the column Detail of Setup > Users/Roles > User Management > View Login Audit Trail: NetSuite refused the TokenPassport, and only the message says more"
            }
            Kind::Unknown if self.details.is_empty() => {
                "find out who answered: NetSuite's errors have a code or a message"
            }
            Kind::Unknown => "read the message: no code or phrase in the response is known",
        };
        text.to_owned()
    }

    fn login_to_do(&self) -> &'static str {
        if self.has_code(&["TWO_FA_REQD"]) {
            "log in with a token: the request logs in with a user's email and password, and the role requires two-factor authentication"
        } else if self.is_session_over() {
            "send the request again with a new TokenPassport: the session is over"
        } else if self.has_code(&["INVALID_LOGIN_IP", "DISALLWD_IP_ADDRESS"]) {
            "allow the IP address that the request comes from, for the account or the user"
        } else if self.has_code(&["ACCT_DISABLED"]) {
            "ask the account's administrator why the account is disabled"
        } else if self.challenge.scheme.is_some() && !self.challenge.is_oauth() {
            "find out who answered: NetSuite's challenge for TBA has the scheme OAuth, so the header did not arrive or a proxy answered"
        } else {
            "look up the column Detail of Setup > Users/Roles > User Management > View Login Audit Trail before sending again: five failed logins lock the user for 30 minutes"
        }
    }

    fn permission_to_do(&self) -> String {
        if let Some(permission) = &self.permission {
            return format!(
                "add the permission {permission} to the role, on the subtab Permissions, and save: {}",
                Step::Role
            );
        }
        if self.has_code(&["WS_FEATURE_REQD"]) {
            return format!("tick SOAP Web Services: {}", Step::Features);
        }
        if self.names_feature() {
            return format!(
                "enable the feature that the message names: {}",
                Step::Features
            );
        }
        format!(
            "compare the permissions of the role ({}) and the features of the account ({}) with what the request needs",
            Step::Role,
            Step::Features
        )
    }

    fn notes(&self) -> Vec<&'static str> {
        let mut notes = Vec::new();
        if self.shape == Shape::Page && self.kind != Kind::ServerError {
            notes.push(
                "REST web services answer in JSON; a page has been seen if the feature REST Web Services is off or the host is wrong",
            );
        }
        match self.kind {
            Kind::LoginRefused if !self.causes.is_empty() => {
                if !self.shape.is_soap() && self.shape != Shape::Rest {
                    notes.push("a RESTlet whose script or deployment is missing may answer like this too");
                }
                notes.push(
                    "if many requests run at once, the account's concurrency limit may look like this; all services share it",
                );
            }
            Kind::WrongDomain if self.status == 403 => notes.push(
                "a RESTlet also answers 403 if the deployment's Audience lacks the role, and has been seen to for a refused login",
            ),
            Kind::Permission if self.phrase == Some(Phrase::RoleMayNot) => {
                notes.push("lists, `?q=` and SuiteQL need this permission; one record by its id does not");
            }
            Kind::Unknown if self.has_code(&["USER_ERROR"]) => {
                notes.push("USER_ERROR stands for anything, and the message is not one that is known in English");
            }
            _ => {}
        }
        notes
    }

    /// Returns the one check that tells the likeliest causes apart, without a full stop.
    fn next_check(&self) -> String {
        let account = match &self.account_id {
            Some(account_id) => account_id.subdomain(),
            None => "<account>",
        };
        let tokeninfo = format!(
            "{}GET https://{account}.restlets.api.netsuite.com/rest/tokeninfo, signed",
            match self.causes.first().and_then(Cause::evidence) {
                Some(_) => "when cause 1 is fixed, ",
                None => "",
            }
        );
        let record =
            format!("https://{account}.suitetalk.api.netsuite.com/services/rest/record/v1");
        match self.kind {
            Kind::LoginRefused if self.causes.is_empty() => {
                format!("{tokeninfo} with a token: an answer proves setup steps 1 to 5")
            }
            Kind::LoginRefused | Kind::MalformedHeader if self.shape.is_soap() => format!(
                "{tokeninfo} with the same credentials: an answer means that only the TokenPassport is wrong, a refusal that the credentials or the setup are"
            ),
            Kind::LoginRefused | Kind::MalformedHeader => format!(
                "{tokeninfo} with the same credentials: an answer means that this URL is signed wrong, a refusal that the credentials or the setup are wrong"
            ),
            Kind::WrongDomain | Kind::LoginPage | Kind::Redirect => format!(
                "GET https://rest.netsuite.com/rest/datacenterurls?account={}, not signed: it lists the account's hosts",
                self.account_id.as_ref().map_or("<account>", |id| id.realm())
            ),
            Kind::Permission if self.phrase == Some(Phrase::RoleMayNot) => format!(
                "GET {record}/<type>/<id>: if one record comes and {record}/<type>?limit=1 does not, only SuiteAnalytics Workbook is missing"
            ),
            Kind::Permission if self.login_accepted() == Some(true) => {
                "Setup > Users/Roles > Show Role Differences, which lists what the role really has"
                    .to_owned()
            }
            Kind::ConcurrencyLimit => {
                "Setup > Integration > Integration Management > Integration Governance, which shows the limit"
                    .to_owned()
            }
            Kind::ServerError => format!(
                "GET https://{account}.suitetalk.api.netsuite.com/services/rest/system/v1/serverTime, signed: an answer means that NetSuite is up"
            ),
            Kind::Permission
            | Kind::ContentType
            | Kind::ScriptNotFound
            | Kind::Method
            | Kind::Request
            | Kind::Unknown => format!(
                "{tokeninfo} with the same credentials: an answer proves the login, so that only this request is left"
            ),
        }
    }
}

/// A code and a message, as far as there are any.
#[derive(PartialEq)]
struct Pair<'a>(Option<&'a str>, Option<&'a str>);

impl fmt::Display for Pair<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0, self.1) {
            (Some(code), Some(message)) => write!(f, "{code}: {message}"),
            (Some(text), None) | (None, Some(text)) => f.write_str(text),
            (None, None) => Ok(()),
        }
    }
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

impl fmt::Display for ClockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.whole_seconds();
        let side = if seconds < 0 { "ahead of" } else { "behind" };
        let plural = if seconds.unsigned_abs() == 1 { "" } else { "s" };
        write!(f, "{} second{plural} {side}", seconds.unsigned_abs())
    }
}

/// How many causes the report shows: the rest has hardly ever been the cause.
const MAX_CAUSES: usize = 5;
