use crate::error::Field;
use crate::macros::display;

/// Declares [`Step`] from a table: the number, the name, the menu path, Oracle's help page, the
/// credentials that NetSuite shows in this step, and what the step does.
macro_rules! steps {
    ($($step:ident $number:literal $name:literal $menu_path:literal $page:literal [$($field:ident)*] $doc:literal;)*) => {
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
            $(#[doc = concat!("Step ", $number, ": ", $doc, ".")] $step = $number,)*
        }

        impl Step {
            /// All steps, in their order.
            pub const ALL: &[Self] = &[$(Self::$step),*];

            /// Returns the number of the step, from 0 to 6.
            pub fn number(self) -> u8 {
                self as u8
            }

            /// Returns a short name, such as `integration record`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$step => $name,)* }
            }

            /// Returns the path in NetSuite's menu, with NetSuite's labels.
            pub fn menu_path(self) -> &'static str {
                match self { $(Self::$step => $menu_path,)* }
            }

            /// Returns the credentials that NetSuite shows in this step.
            pub fn fields(self) -> &'static [Field] {
                match self { $(Self::$step => &[$(Field::$field),*],)* }
            }

            /// Returns the URL of Oracle's help page.
            pub fn help_url(self) -> &'static str {
                match self { $(Self::$step => concat!(
                    "https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/", $page, ".html"
                ),)* }
            }
        }
    };
}

steps! {
    Account 0 "account and hosts" "Setup > Company > Company Information" "article_1104025021"
        [AccountId] "find the account ID and the hosts";
    Features 1 "features" "Setup > Company > Enable Features > SuiteCloud" "bridgehead_4253254429"
        [] "enable the features of the account";
    Integration 2 "integration record" "Setup > Integration > Manage Integrations" "bridgehead_4249032125"
        [ConsumerKey ConsumerSecret]
        "create the integration record, which yields consumer key and consumer secret";
    Role 3 "role" "Setup > Users/Roles > Manage Roles" "bridgehead_4248124361"
        [] "create a role that may log in with access tokens";
    User 4 "user" "Lists > Employees > Employees" "bridgehead_4249025340"
        [] "give the user access and the role";
    Token 5 "access token" "Setup > Users/Roles > Access Tokens" "bridgehead_4254081947"
        [TokenId TokenSecret] "create the access token, which yields the token id and the token secret";
    Deployment 6 "script deployment" "Customization > Scripting > Script Deployments" "section_4618456517"
        [] "release the script deployment to the role. Only RESTlets need it";
}

display!(Step, menu_path);
