use std::fmt;

use crate::error::Field;

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

struct Row {
    name: &'static str,
    menu_path: &'static str,
    fields: &'static [Field],
    help_url: &'static str,
}

/// The rows of the steps, in their order.
const ROWS: [Row; 7] = [
    Row {
        name: "account and hosts",
        menu_path: "Setup > Company > Company Information",
        fields: &[Field::AccountId],
        help_url: "https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/article_1104025021.html",
    },
    Row {
        name: "features",
        menu_path: "Setup > Company > Enable Features > SuiteCloud",
        fields: &[],
        help_url: "https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/bridgehead_4253254429.html",
    },
    Row {
        name: "integration record",
        menu_path: "Setup > Integration > Manage Integrations",
        fields: &[Field::ConsumerKey, Field::ConsumerSecret],
        help_url: "https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/bridgehead_4249032125.html",
    },
    Row {
        name: "role",
        menu_path: "Setup > Users/Roles > Manage Roles",
        fields: &[],
        help_url: "https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/bridgehead_4248124361.html",
    },
    Row {
        name: "user",
        menu_path: "Lists > Employees > Employees",
        fields: &[],
        help_url: "https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/bridgehead_4249025340.html",
    },
    Row {
        name: "access token",
        menu_path: "Setup > Users/Roles > Access Tokens",
        fields: &[Field::TokenId, Field::TokenSecret],
        help_url: "https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/bridgehead_4254081947.html",
    },
    Row {
        name: "script deployment",
        menu_path: "Customization > Scripting > Script Deployments",
        fields: &[],
        help_url: "https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4618456517.html",
    },
];

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
        self as u8
    }

    /// Returns a short name, such as `integration record`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Returns the place in NetSuite's menu, with NetSuite's labels.
    #[must_use]
    pub fn menu_path(self) -> &'static str {
        self.row().menu_path
    }

    /// Returns the credentials that the page shows. [`Field`] names the constructor argument that
    /// takes each of them.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        self.row().fields
    }

    /// Returns the address of Oracle's page.
    #[must_use]
    pub fn help_url(self) -> &'static str {
        self.row().help_url
    }

    fn row(self) -> &'static Row {
        // One row for each of the seven variants.
        &ROWS[self as usize]
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.menu_path())
    }
}
