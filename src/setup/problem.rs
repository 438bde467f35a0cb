//! The requests of a check, their outcomes, and the problems that they show.

use std::borrow::Cow;

use super::finding::{Finding, Verdict};
use crate::step::Step;

/// One request of the check, in the order of sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Probe {
    TokenInfo,
    ServerTime,
    MetadataCatalog,
    Record,
    SuiteQl,
    Restlet,
}

pub(super) const PROBES: [Probe; 6] = [
    Probe::TokenInfo,
    Probe::ServerTime,
    Probe::MetadataCatalog,
    Probe::Record,
    Probe::SuiteQl,
    Probe::Restlet,
];

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

/// Declares problems with fixed texts: the answer, the verdict, the steps, the reason and the
/// remedy.
macro_rules! problems {
    ($($name:ident = $answer:ident $verdict:ident [$($step:ident)*] $reason:literal $remedy:literal;)*) => {
        $(pub(super) const $name: (Answer, Finding) = (
            Answer::$answer,
            Finding {
                verdict: Verdict::$verdict,
                steps: &[$(Step::$step),*],
                reason: Cow::Borrowed($reason),
                remedy: Cow::Borrowed($remedy),
                evidence: None,
            },
        );)*
    };
}

problems! {
    LOGIN_REFUSED = LoginRefused Undecided [Features Integration Role User Token]
        "the login was refused"
        "only the Login Audit Trail shows the cause: open Setup > Users/Roles > User Management > View Login Audit Trail, choose Use Advanced Search, add Detail to the result columns, and look up the code of this login; do so before you check again, because five failed logins lock the user for 30 minutes";
    LOGIN_REFUSED_HERE = LoginRefused Undecided []
        "the login was refused here, but accepted before"
        "sign and send the request again; if it is refused again, look it up in the Login Audit Trail";
    TOKEN_INFO_ALONE = Accepted Refuted []
        "/rest/tokeninfo refuses the login and REST web services accept it"
        "nothing, if the role is a Web Services Only Role and you call no RESTlet";
    NO_RESPONSE = Nothing Undecided [Account]
        "there was no response"
        "check the account id, the hosts on the subtab Company URLs, and the network";
    BUSY = Nothing Undecided []
        "NetSuite was busy or not available, so this was not tested"
        "run the check again later";
    WRONG_HOST = Nothing Refuted [Account]
        "the host is not the account's host for this service"
        "take the host from the subtab Company URLs: the account may have moved to another data center";
    PAGE = Nothing Undecided [Account]
        "the answer is a page, not JSON"
        "take the host from the subtab Company URLs";
    REST_OFF = Nothing Refuted [Features]
        "the feature REST Web Services is off"
        "tick REST Web Services on the subtab SuiteCloud, and compare the host with the subtab Company URLs";
    REST_OFF_OR_WRONG_HOST = Nothing Undecided [Account Features]
        "a page instead of JSON: the feature REST Web Services is off, or the host is wrong"
        "tick REST Web Services on the subtab SuiteCloud, and compare the host with the subtab Company URLs";
    AUDIENCE = ServiceRefused Refuted [Deployment]
        "the role is not in the deployment's Audience"
        "add the role on the subtab Audience of the script deployment";
    AUDIENCE_OR_WRONG_HOST = Nothing Undecided [Account Deployment]
        "wrong host, or the role is not in the deployment's Audience"
        "compare the host with the subtab Company URLs, and add the role on the subtab Audience of the script deployment";
    SCRIPT_NOT_FOUND = ServiceRefused Refuted [Deployment]
        "the script deployment does not exist or is not released"
        "compare script and deploy with the deployment's page, and set its Status to Released";
    SCRIPT_FAILED = Accepted Refuted []
        "the RESTlet ran and ended with an error"
        "read the script's Execution Log: the setup allows the call";
}

/// Whether NetSuite refused the login and did not say why.
pub(super) fn is_login_refused(finding: &Finding) -> bool {
    finding.reason == LOGIN_REFUSED.1.reason
}
