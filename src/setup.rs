//! The steps of setting up Token-Based Authentication in NetSuite.

use std::fmt;

/// A step of setting up Token-Based Authentication in NetSuite.
///
/// `Display` prints its [menu path](Self::menu_path).
///
/// ```
/// use netsuite_oauth1::setup::Step;
///
/// for step in Step::ALL {
///     println!("{}. {step}", step.number());
/// }
/// assert_eq!(Step::Integration.menu_path(), "Setup > Integration > Manage Integrations");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Step {
    /// Step 1: enable the features of the account.
    Features,
    /// Step 2: create the integration record, which yields the consumer key and the consumer secret.
    Integration,
    /// Step 3: create a role that may log in with access tokens.
    Role,
    /// Step 4: give the user access and the role.
    User,
    /// Step 5: create the access token, which yields the token id and the token secret.
    Token,
}

impl Step {
    /// All steps, in their order.
    pub const ALL: &[Self] = &[
        Self::Features,
        Self::Integration,
        Self::Role,
        Self::User,
        Self::Token,
    ];

    /// Returns the number of the step, from 1 to 5.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Features => 1,
            Self::Integration => 2,
            Self::Role => 3,
            Self::User => 4,
            Self::Token => 5,
        }
    }

    /// Returns the place in NetSuite's menu, with NetSuite's labels.
    #[must_use]
    pub fn menu_path(self) -> &'static str {
        match self {
            Self::Features => "Setup > Company > Enable Features > SuiteCloud",
            Self::Integration => "Setup > Integration > Manage Integrations",
            Self::Role => "Setup > Users/Roles > Manage Roles",
            Self::User => "Lists > Employees > Employees",
            Self::Token => "Setup > Users/Roles > Access Tokens",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.menu_path())
    }
}
