//! How a diagnosis is printed.

use std::fmt;

use crate::diagnosis::Diagnosis;
use crate::mistake::Mistake;
use crate::verdict::Verdict;

impl fmt::Display for Diagnosis {
    /// Shows the verdict, each mistake with its fix, and the base strings.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let has_mistakes = !self.mistakes().is_empty();
        let is_proven = self.mistakes().iter().any(Mistake::is_proven);
        f.write_str(match self.verdict() {
            Verdict::Right => "Right: the signature is correct, and no mistake was found.",
            Verdict::Explained
                if self.is_signature_correct() && !is_proven =>
            {
                "Explained: the signature is correct for this request, but Oracle's help asks for something else, which may be the cause."
            }
            Verdict::Explained if self.is_signature_correct() => {
                "Explained: the signature is correct for this request, but something else is wrong."
            }
            Verdict::Explained => {
                "Explained: the following leads to exactly this signature."
            }
            Verdict::Unexplained if is_proven => {
                "Unexplained: the following is wrong, but with these credentials it does not explain the signature."
            }
            Verdict::Unexplained => {
                "Unexplained: no known mistake produces this signature, and neither does any pair that was tried."
            }
            Verdict::NotComputed if has_mistakes => {
                "Not computed: the signature is missing, or cannot be recomputed."
            }
            Verdict::NotComputed => {
                "Not computed: an input is too long."
            }
        })?;
        if has_mistakes {
            write!(f, "\n\n{}", Listed(self.mistakes()))?;
        }
        for alternative in self.alternatives() {
            let or = "Or the following, which produces the same signature for this request:";
            write!(f, "\n\n{or}\n\n{}", Listed(alternative))?;
        }
        if let Some(proof) = self.proof() {
            write!(f, "\n\n{proof}")?;
        }
        for note in self.notes() {
            write!(f, "\n\nNote: {note}.")?;
        }
        Ok(())
    }
}

/// Mistakes as a numbered list.
struct Listed<'a>(&'a [Mistake]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, mistake) in (1..).zip(self.0) {
            let (what, code, fix) = (mistake.what(), mistake.code(), mistake.fix());
            let line = if number > 1 { "\n" } else { "" };
            write!(f, "{line}{number}. {what} ({code})\n   Fix: {fix}.")?;
        }
        Ok(())
    }
}
