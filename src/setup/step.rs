use std::fmt;

use crate::error::Field;

/// Expands a page id to the address in Oracle's help.
macro_rules! help {
    ($id:literal) => {
        concat!(
            "https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/",
            $id,
            ".html"
        )
    };
}

/// A step of setting up Token-Based Authentication in NetSuite.
///
/// `Display` prints its [menu path](Self::menu_path).
///
/// ```
/// use netsuite_oauth1::Field;
/// use netsuite_oauth1::setup::Step;
///
/// for step in Step::ALL {
///     println!("{}. {}: {step}", step.number(), step.name());
/// }
/// assert_eq!(Step::Integration.menu_path(), "Setup > Integration > Manage Integrations");
/// assert_eq!(Step::Integration.fields(), [Field::ConsumerKey, Field::ConsumerSecret]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Step {
    /// Step 0: find the account ID and the hosts.
    Account,
    /// Step 1: enable the features of the account.
    Features,
    /// Step 2: create the integration record, which yields consumer key and consumer secret.
    Integration,
    /// Step 3: create a role that may log in with access tokens.
    Role,
    /// Step 4: give the user access and the role.
    User,
    /// Step 5: create the access token, which yields the token id and the token secret.
    Token,
    /// Step 6: release the script deployment to the role. Only RESTlets need it.
    Deployment,
}

impl Step {
    /// All steps, in their order.
    pub const ALL: &[Self] = &[
        Self::Account,
        Self::Features,
        Self::Integration,
        Self::Role,
        Self::User,
        Self::Token,
        Self::Deployment,
    ];

    /// Returns the number of the step, from 0 to 6.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Account => 0,
            Self::Features => 1,
            Self::Integration => 2,
            Self::Role => 3,
            Self::User => 4,
            Self::Token => 5,
            Self::Deployment => 6,
        }
    }

    /// Returns a short name, such as `integration record`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Account => "account and hosts",
            Self::Features => "features",
            Self::Integration => "integration record",
            Self::Role => "role",
            Self::User => "user",
            Self::Token => "access token",
            Self::Deployment => "script deployment",
        }
    }

    /// Returns the place in NetSuite's menu, with NetSuite's labels.
    #[must_use]
    pub fn menu_path(self) -> &'static str {
        match self {
            Self::Account => "Setup > Company > Company Information",
            Self::Features => "Setup > Company > Enable Features > SuiteCloud",
            Self::Integration => "Setup > Integration > Manage Integrations",
            Self::Role => "Setup > Users/Roles > Manage Roles",
            Self::User => "Lists > Employees > Employees",
            Self::Token => "Setup > Users/Roles > Access Tokens",
            Self::Deployment => "Customization > Scripting > Script Deployments",
        }
    }

    /// Returns the credentials that the page shows. [`Field`] names the constructor argument that
    /// takes each of them.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Account => &[Field::AccountId],
            Self::Integration => &[Field::ConsumerKey, Field::ConsumerSecret],
            Self::Token => &[Field::TokenId, Field::TokenSecret],
            Self::Features | Self::Role | Self::User | Self::Deployment => &[],
        }
    }

    /// Returns what to do there, in one sentence without a full stop.
    #[must_use]
    pub fn action(self) -> &'static str {
        match self {
            Self::Account => {
                "copy the Account ID, and compare the hosts on the subtab Company URLs"
            }
            Self::Features => {
                "tick Token-based Authentication and the feature of each service that you call"
            }
            Self::Integration => {
                "set State to Enabled, tick Token-based Authentication, and copy Consumer Key and \
                Consumer Secret when you save"
            }
            Self::Role => {
                "add the permission Log in using Access Tokens and those of each service that you call"
            }
            Self::User => "on the tab Access, tick Give Access and add the role",
            Self::Token => {
                "choose the integration, the user and the role, and copy Token ID and Token Secret \
                when you save"
            }
            Self::Deployment => "set Status to Released, and add the role on the subtab Audience",
        }
    }

    /// Returns how to check in NetSuite that the step is done, in one sentence without a full stop.
    ///
    /// [`Check`](super::Check) checks it from outside.
    #[must_use]
    pub fn check(self) -> &'static str {
        match self {
            Self::Account => {
                "the subtab Company URLs lists the hosts, each beginning with the account ID in \
                lower case and with `-` for `_`"
            }
            Self::Features => "after Save, the boxes are still ticked when you open the page again",
            Self::Integration => "the list shows the integration with the State Enabled",
            Self::Role => {
                "the saved role lists each permission: a row without Add is dropped silently"
            }
            Self::User => {
                "the saved employee shows Give Access ticked and the role on the subtab Roles, and \
                neither the employee nor the role is inactive"
            }
            Self::Token => {
                "the list shows the token with this integration, user and role, and it is neither \
                revoked nor inactive"
            }
            Self::Deployment => {
                "the deployment shows the Status Released, and its subtab Audience has the role"
            }
        }
    }

    /// Returns the address of Oracle's page.
    #[must_use]
    pub fn help_url(self) -> &'static str {
        match self {
            Self::Account => help!("article_1104025021"),
            Self::Features => help!("bridgehead_4253254429"),
            Self::Integration => help!("bridgehead_4249032125"),
            Self::Role => help!("bridgehead_4248124361"),
            Self::User => help!("bridgehead_4249025340"),
            Self::Token => help!("bridgehead_4254081947"),
            Self::Deployment => help!("section_4618456517"),
        }
    }
}

/// The place of a value in the setup.
impl Field {
    /// Returns the step of NetSuite's setup whose page shows the value.
    ///
    /// ```
    /// use netsuite_oauth1::{Field, setup::Step};
    ///
    /// assert_eq!(Field::ConsumerSecret.step(), Step::Integration);
    /// ```
    #[must_use]
    pub fn step(self) -> Step {
        match self {
            Self::AccountId => Step::Account,
            Self::ConsumerKey | Self::ConsumerSecret => Step::Integration,
            Self::TokenId | Self::TokenSecret => Step::Token,
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.menu_path())
    }
}
