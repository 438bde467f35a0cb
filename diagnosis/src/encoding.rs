//! Percent-encoding, as a client may do it: RFC 5849 section 3.6.

/// How often something is encoded.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Times {
    Never,
    #[default]
    Once,
    Twice,
}

/// Section 3.6, and what is taken for it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Encoding {
    /// Which characters stay as they are.
    pub(crate) kept: Characters,
    pub(crate) space_is_plus: bool,
    pub(crate) lower_case: bool,
}

impl Default for Encoding {
    fn default() -> Self {
        Self {
            kept: Characters::UNRESERVED,
            space_is_plus: false,
            lower_case: false,
        }
    }
}

impl Encoding {
    /// Takes back what makes no difference to these characters.
    pub(crate) fn simplify(&mut self, present: Characters) {
        let kept = self.kept.0 & present.0;
        self.kept = Characters(kept | Characters::UNRESERVED.0 & !present.0);
        self.space_is_plus &= present.0 & Characters::SPACE.0 != 0;
    }

    pub(crate) fn write(self, text: &[u8], to: &mut Vec<u8>) {
        let digits = if self.lower_case {
            b"0123456789abcdef"
        } else {
            b"0123456789ABCDEF"
        };
        let digit = |half: u8| digits.get(usize::from(half)).copied().unwrap_or_default();
        for byte in text.iter().copied() {
            if self.kept.0 & Characters::of(byte).0 != 0 {
                to.push(byte);
            } else if byte == b' ' && self.space_is_plus {
                to.push(b'+');
            } else {
                to.extend([b'%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
    }

    pub(crate) fn write_times(self, text: &[u8], times: Times, to: &mut Vec<u8>) {
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

    /// Whether all bytes are ones that stay in nearly every alphabet: most of what is signed is nothing else.
    ///
    /// All of them are looked at, so that many are at once.
    fn keeps(self, text: &[u8]) -> bool {
        let kept =
            |is_kept: fn(&u8) -> bool| text.iter().fold(true, |all, byte| all & is_kept(byte));
        if self.kept.0 & Characters::MARKS.0 == 0 {
            kept(u8::is_ascii_alphanumeric)
        } else {
            kept(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
        }
    }
}

/// A set of characters, as far as encoders tell them apart.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Characters(u16);

impl Characters {
    /// Letters and digits.
    pub(crate) const ALPHANUMERIC: Self = Self(1);
    /// `-`, `.` and `_`.
    pub(crate) const MARKS: Self = Self(2);
    pub(crate) const TILDE: Self = Self(4);
    pub(crate) const UNRESERVED: Self = Self(1 | 2 | 4);
    pub(crate) const SLASH: Self = Self(8);
    pub(crate) const ASTERISK: Self = Self(16);
    pub(crate) const APOSTROPHE: Self = Self(32);
    pub(crate) const PARENTHESES: Self = Self(64);
    pub(crate) const EXCLAMATION_MARK: Self = Self(128);
    const SPACE: Self = Self(256);
    /// What every encoder escapes.
    const OTHER: Self = Self(512);

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Returns those of a text.
    pub(crate) fn in_text(text: &[u8]) -> Self {
        let all = text.iter().copied();
        all.fold(Self::default(), |all, byte| all.and(Self::of(byte)))
    }

    /// Whether none of them is to be escaped.
    pub(crate) fn are_unreserved(self) -> bool {
        self.without(Self::UNRESERVED) == Self::default()
    }

    fn of(byte: u8) -> Self {
        let place = usize::from(byte);
        ALL.get(place).copied().unwrap_or(Self::OTHER)
    }
}

#[expect(clippy::indexing_slicing, reason = "it would fail to compile")]
static ALL: [Characters; 256] = {
    let mut all = [Characters::OTHER; 256];
    let mut byte = 0_u8;
    while byte < u8::MAX {
        all[byte as usize] = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Characters::ALPHANUMERIC,
            b'-' | b'.' | b'_' => Characters::MARKS,
            b'~' => Characters::TILDE,
            b'/' => Characters::SLASH,
            b'*' => Characters::ASTERISK,
            b'\'' => Characters::APOSTROPHE,
            b'(' | b')' => Characters::PARENTHESES,
            b'!' => Characters::EXCLAMATION_MARK,
            b' ' => Characters::SPACE,
            _ => Characters::OTHER,
        };
        byte += 1;
    }
    all
};
