use std::fmt;

/// A hint that is not a mistake, such as what to check next.
///
/// ```
/// # use http::{Method, Uri};
/// # use netsuite_oauth1::{Consumer, Credentials, Signer, Token};
/// # use netsuite_oauth1_diagnosis::Diagnosis;
/// # let credentials = |consumer_secret, token_secret| {
/// #     let consumer = Consumer::new("key", consumer_secret)?;
/// #     Ok::<_, netsuite_oauth1::Error>(Credentials::new(
/// #         "1234567".parse()?, consumer, Token::new("id", token_secret)?,
/// #     ))
/// # };
/// # let uri = Uri::from_static("https://1234567.restlets.api.netsuite.com/rest/tokeninfo");
/// # let client = Signer::new(credentials("b", "a")?); // the secrets are swapped
/// # let header = client.authorize(&Method::GET, &uri)?;
/// # let diagnosis = Diagnosis::of_header(
/// #     &credentials("a", "b")?, &Method::GET, &uri.to_string(), header.as_str(), b"",
/// # );
/// for note in diagnosis.notes() {
///     println!("Note: {}.", note.what());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Note {
    code: &'static str,
    what: &'static str,
}

impl Note {
    pub(crate) const BODY_HASH: Self = Self {
        code: "body-hash",
        what: "the header has an oauth_body_hash: NetSuite does not require it, but tolerates it if it is signed",
    };
    pub(crate) const STEP_ONE: Self = Self {
        code: "flow-step-one",
        what: "this is step one of the three-step flow: it needs no oauth_token, and its key ends with `&`",
    };
    pub(crate) const STEP_THREE: Self = Self {
        code: "flow-step-three",
        what: "this is step three of the three-step flow, which is signed with the request token from step one: give that token's id and secret as the credentials",
    };
    pub(crate) const HEADER_UNWRAPPED: Self = Self {
        code: "header-unwrapped",
        what: "the header was read without the quotes, escapes or line breaks of the text that it was copied from. If the client sends them, it must leave them out",
    };
    pub(crate) const ENVELOPE_UNWRAPPED: Self = Self {
        code: "envelope-unwrapped",
        what: "the envelope was read without the backslashes of the code or JSON that it was copied from. If the client sends them, it must leave them out",
    };
    pub(crate) const PASSWORD_UNWRAPPED: Self = Self {
        code: "password-unwrapped",
        what: "the token password was read without the quotes around it. A connection string of ADO.NET needs them; other clients must leave them out",
    };
    pub(crate) const PLACEHOLDER: Self = Self {
        code: "placeholder",
        what: "the URL's path or query has text that looks like a placeholder or a missing value, such as `{{name}}`, `undefined` or `***`. If it is not data, set the variable where the client looks for it, or copy the URL that was really sent",
    };
    pub(crate) const OTHER_HOST: Self = Self {
        code: "other-host",
        what: "the URL's host is not under `netsuite.com`. NetSuite computes the signature with its own host, so behind a proxy, the host may be the cause: sign the URL that the proxy sends to NetSuite",
    };
    pub(crate) const LOGIN_AUDIT_TRAIL: Self = Self {
        code: "login-audit-trail",
        what: "if NetSuite rejects this request, the cause is not in the signature but, for example, a reused nonce, a clock that is off, a token of another account or a missing permission: look for it in the Login Audit Trail (Setup > Users/Roles > User Management > View Login Audit Trail)",
    };
    pub(crate) const COMPARE: Self = Self {
        code: "compare",
        what: "first check that the client uses exactly these secrets. Then check that the URL is the one that was sent: the client, a proxy or a redirect may change it after signing. If both are right, the client makes an unlisted mistake: compare its base string, if it shows one, with the expected one",
    };
    pub(crate) const COMPARE_FIELDS: Self = Self {
        code: "compare",
        what: "first check that the client uses exactly these secrets. If it does, it makes an unlisted mistake: compare its base string, if it shows one, with the expected one",
    };
    pub(crate) const NOT_ALL_PAIRS: Self = Self {
        code: "not-all-tried",
        what: "the work is limited, so not all pairs of mistakes were tried: diagnose a shorter request of this client, without a body and with few parameters",
    };
    pub(crate) const TOO_LONG: Self = Self {
        code: "too-long",
        what: "the URL, the header, a field or a secret is longer than 8192 bytes, or the TokenPassport is not in the first 65,536 characters: diagnose a shorter request of this client",
    };
    pub(crate) const FIX_FIRST: Self = Self {
        code: "fix-first",
        what: "fix the mistakes above, then diagnose a new request",
    };

    /// Returns the stable name of the note for scripts, such as `login-audit-trail`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Returns the text of the note.
    #[must_use]
    pub fn what(&self) -> &'static str {
        self.what
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what)
    }
}

impl fmt::Debug for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Note").field(&self.code).finish()
    }
}
