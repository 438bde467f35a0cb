use std::fmt;

/// The outcome of a [`Diagnosis`](crate::Diagnosis).
///
/// ```
/// use netsuite_oauth1_diagnosis::Verdict;
///
/// assert_eq!(Verdict::NotComputed.to_string(), "not computed");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// The signature is correct, and no mistake was found.
    Right,
    /// The mistakes explain the signature, or the signature is correct and other mistakes were
    /// found. Fix all of them.
    Explained,
    /// No known mistake, and no pair that was tried, produces this signature. The listed mistakes
    /// are not the only ones.
    Unexplained,
    /// No signature was compared, because none was sent, it cannot be recomputed, or an input is
    /// too long.
    NotComputed,
}

impl Verdict {
    /// Returns the verdict as text for scripts: `right`, `explained`, `unexplained` or `not
    /// computed`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Explained => "explained",
            Self::Unexplained => "unexplained",
            Self::NotComputed => "not computed",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
