use std::fmt;

/// Something that is worth knowing, but not a mistake.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Note {
    code: &'static str,
    what: &'static str,
}

impl Note {
    pub(crate) const BODY_HASH: Self = Self {
        code: "body-hash",
        what: "the header has an oauth_body_hash: NetSuite does not ask for it, and tolerates it if it is signed",
    };
    pub(crate) const STEP_ONE: Self = Self {
        code: "flow-step-one",
        what: "this is step one of the three-step flow: its header has no oauth_token, and its key ends with the `&`",
    };
    pub(crate) const STEP_THREE: Self = Self {
        code: "flow-step-three",
        what: "this is step three of the three-step flow: it is signed with the request token of step one and its secret, so diagnose it with these",
    };
    pub(crate) const LOGIN_AUDIT_TRAIL: Self = Self {
        code: "login-audit-trail",
        what: "the signature does not show a nonce that was used before, a clock that is off, a token of another account or a role without its permission: the Login Audit Trail names the cause",
    };
    pub(crate) const COMPARE: Self = Self {
        code: "compare",
        what: "the client may make a mistake that is not in the list, or may not have what you gave: first check that the secrets are those that the client uses, then that the URL is the one that was sent, because a proxy, a redirect or the client itself may change it after it is signed; then compare the client's base string, if it shows one, with the expected one",
    };
    pub(crate) const NOT_ALL_PAIRS: Self = Self {
        code: "not-all-tried",
        what: "the request is long, so not all pairs of mistakes were tried: a shorter request may tell more",
    };
    pub(crate) const TOO_LONG: Self = Self {
        code: "too-long",
        what: "the URL, the header or a secret is longer than 8192 bytes, so nothing was computed: try a shorter request",
    };
    pub(crate) const FIX_FIRST: Self = Self {
        code: "fix-first",
        what: "the signature cannot be recomputed: fix the mistakes, and diagnose a new header",
    };

    /// Returns the stable name of the note, in kebab case, for scripts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Returns the note's text.
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
