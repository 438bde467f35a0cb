use crate::macros::display;

/// Declares [`Kind`] from its meanings.
macro_rules! kinds {
    ($($kind:ident = $meaning:literal;)*) => {
        /// What a rejection is about. `Display` prints its [`meaning`](Self::meaning).
        ///
        /// ```
        /// use http::{HeaderMap, StatusCode};
        /// use netsuite_oauth1::rejection::{Kind, Rejection};
        ///
        /// let status = StatusCode::TOO_MANY_REQUESTS;
        /// let rejection = Rejection::from_parts(status, &HeaderMap::new(), "").ok_or("an answer")?;
        /// assert_eq!(rejection.kind(), Kind::ConcurrencyLimit);
        /// assert!(rejection.can_retry());
        /// # Ok::<(), &str>(())
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $(#[doc = concat!("Means that ", $meaning, ".")] $kind,)*
        }

        impl Kind {
            /// Returns the meaning, in one sentence without a full stop.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$kind => $meaning,)* }
            }
        }
    };
}

kinds! {
    LoginRefused = "NetSuite refused the login";
    MalformedHeader = "NetSuite could not read the request or its credentials";
    WrongDomain = "the host belongs to another account or another service";
    Permission = "the role lacks a permission, or the account lacks a feature";
    ConcurrencyLimit = "the account has too many requests at once";
    ContentType = "NetSuite does not accept the request's Content-Type";
    ScriptNotFound = "the script, the deployment or the URL does not exist";
    Method = "NetSuite does not accept the method at this URL";
    Request = "the request is at fault, not the login";
    LoginPage = "a login page came instead of an answer";
    Redirect = "a redirect came instead of an answer";
    ServerError = "NetSuite, or a proxy in front of it, is down or failed";
    Unknown = "the response does not say what is wrong";
}

display!(Kind, meaning);
