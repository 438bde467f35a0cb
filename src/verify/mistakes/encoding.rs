//! Percent-encoding, as a client may do it: RFC 5849 section 3.6.

use std::borrow::Cow;

/// How often something is encoded.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Times {
    Never,
    #[default]
    Once,
    Twice,
}

/// Section 3.6, and what is taken for it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Encoding {
    pub(super) alphabet: Alphabet,
    pub(super) space_is_plus: bool,
    pub(super) lower_case: bool,
}

/// Which characters stay as they are.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// Letters, digits, `-`, `.`, `_` and `~`.
    #[default]
    Unreserved,
    /// And `!'()*`, as JavaScript's `encodeURIComponent` has it.
    Component,
    /// And `/`, as Python's `quote` has it.
    Slash,
    /// And `*`, but not `~`, as HTML forms and Java's `URLEncoder` have it.
    Form,
    /// And `*`.
    Asterisk,
    /// But not `~`, as PHP's `urlencode` has it.
    NoTilde,
    /// Letters and digits alone.
    Alphanumeric,
}

impl Encoding {
    pub(super) fn write(self, text: &[u8], to: &mut Vec<u8>) {
        let kept = match self.alphabet {
            Alphabet::Unreserved => &UNRESERVED,
            Alphabet::Component => &COMPONENT,
            Alphabet::Slash => &SLASH,
            Alphabet::Form => &FORM,
            Alphabet::Asterisk => &ASTERISK,
            Alphabet::NoTilde => &NO_TILDE,
            Alphabet::Alphanumeric => &ALPHANUMERIC,
        };
        let digits = if self.lower_case {
            b"0123456789abcdef"
        } else {
            b"0123456789ABCDEF"
        };
        let digit = |half: u8| digits.get(usize::from(half)).copied().unwrap_or_default();
        for byte in text.iter().copied() {
            if kept.get(usize::from(byte)) == Some(&true) {
                to.push(byte);
            } else if byte == b' ' && self.space_is_plus {
                to.push(b'+');
            } else {
                to.extend([b'%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
    }

    pub(super) fn write_times(self, text: &[u8], times: Times, to: &mut Vec<u8>) {
        if times == Times::Never || self.keeps(text) {
            to.extend_from_slice(text);
            return;
        }
        if times == Times::Once {
            self.write(text, to);
            return;
        }
        let mut once = Vec::with_capacity(text.len());
        self.write(text, &mut once);
        self.write(&once, to);
    }

    /// Encodes text without a copy where nothing is escaped in it.
    pub(super) fn encode(self, text: &[u8], times: Times) -> Cow<'_, [u8]> {
        if times == Times::Never || self.keeps(text) {
            return Cow::Borrowed(text);
        }
        let mut encoded = Vec::with_capacity(text.len());
        self.write_times(text, times, &mut encoded);
        Cow::Owned(encoded)
    }

    /// Whether all bytes are ones that stay in nearly every alphabet: most of what is signed is nothing else.
    ///
    /// All of them are looked at, so that many are at once.
    fn keeps(self, text: &[u8]) -> bool {
        let kept =
            |is_kept: fn(&u8) -> bool| text.iter().fold(true, |all, byte| all & is_kept(byte));
        if self.alphabet == Alphabet::Alphanumeric {
            kept(u8::is_ascii_alphanumeric)
        } else {
            kept(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
        }
    }
}

static UNRESERVED: Kept = kept(b"-._~");
static COMPONENT: Kept = kept(b"-._~!'()*");
static SLASH: Kept = kept(b"-._~/");
static FORM: Kept = kept(b"-._*");
static ASTERISK: Kept = kept(b"-._~*");
static NO_TILDE: Kept = kept(b"-._");
static ALPHANUMERIC: Kept = kept(b"");

/// Whether each byte stays as it is.
type Kept = [bool; 256];

#[expect(clippy::indexing_slicing, reason = "it would fail to compile")]
const fn kept(punctuation: &[u8]) -> Kept {
    let mut kept = [false; 256];
    let mut byte = 0_u8;
    while byte < u8::MAX {
        kept[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    let mut rest = punctuation;
    while let [first, after @ ..] = rest {
        kept[*first as usize] = true;
        rest = after;
    }
    kept
}
