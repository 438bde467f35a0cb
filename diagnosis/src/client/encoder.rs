//! The percent-encoders of clients (RFC 5849 section 3.6).

use crate::buffer::Buffer;

/// How often a text is percent-encoded.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Times {
    Never,
    #[default]
    Once,
    Twice,
}

/// A percent-encoder. The default encodes as RFC 3986 says.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Encoder {
    /// The ASCII characters that are not encoded.
    pub(crate) kept: Characters,
    pub(crate) space_is_plus: bool,
    pub(crate) lower_case: bool,
    pub(crate) charset: Charset,
}

/// How an encoder represents non-ASCII characters.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Charset {
    #[default]
    Utf8,
    /// Each byte of the UTF-8 text is taken for a Latin-1 character, and encoded as UTF-8 again.
    Utf8Twice,
    /// `%FC`, and `?` for a character that Latin-1 lacks.
    Latin1,
    /// `?` for each non-ASCII character.
    Ascii,
    /// `%FC` and `%u20AC`, as JavaScript's `escape` does.
    Escape,
    /// `%FC` and `%20AC`: the hex digits of each UTF-16 unit.
    Units,
    /// Not encoded.
    Kept,
}

impl Default for Encoder {
    fn default() -> Self {
        Self::STRICT
    }
}

impl Encoder {
    /// Encodes as RFC 3986 says.
    pub(crate) const STRICT: Self = Self {
        kept: Characters::UNRESERVED,
        space_is_plus: false,
        lower_case: false,
        charset: Charset::Utf8,
    };

    /// Also keeps these reserved characters.
    pub(crate) const fn keeping(self, reserved: &str) -> Self {
        let kept = self.kept.with(Characters::of(reserved));
        Self { kept, ..self }
    }

    /// Also encodes these unreserved characters.
    pub(crate) const fn escaping(self, unreserved: &str) -> Self {
        let kept = self.kept.without(Characters::of(unreserved));
        Self { kept, ..self }
    }

    pub(crate) const fn with_plus(self) -> Self {
        let space_is_plus = true;
        Self {
            space_is_plus,
            ..self
        }
    }

    pub(crate) const fn in_lower_case(self) -> Self {
        let lower_case = true;
        Self { lower_case, ..self }
    }

    pub(crate) const fn in_charset(self, charset: Charset) -> Self {
        Self { charset, ..self }
    }

    /// Combines what two encoders do differently. `None` if each has a charset of its own.
    pub(crate) fn combined(self, other: Self) -> Option<Self> {
        let charsets = (self.charset, other.charset);
        let ((charset, Charset::Utf8) | (Charset::Utf8, charset)) = charsets else {
            return None;
        };
        let kept_by_both = self.kept.within(other.kept);
        let escaped = Characters::UNRESERVED.without(kept_by_both);
        Some(Self {
            kept: self.kept.with(other.kept).without(escaped),
            space_is_plus: self.space_is_plus || other.space_is_plus,
            lower_case: self.lower_case || other.lower_case,
            charset,
        })
    }

    /// Returns a canonical number of times and encoder, which are the same for all encoders that
    /// encode texts with these characters in the same way.
    pub(crate) fn within(self, times: Times, alphabet: Alphabet) -> (Times, Self) {
        let is_kept =
            alphabet.is_ascii() && alphabet.ascii().without(self.kept) == Characters::default();
        if times == Times::Never || is_kept {
            return (Times::Never, Self::default());
        }
        // The second time, the characters that the first time has written are encoded too.
        let characters = alphabet.ascii().with(Characters::WRITTEN);
        let encoder = Self {
            kept: self.kept.within(characters),
            space_is_plus: self.space_is_plus && alphabet.ascii().contains(b' '),
            lower_case: self.lower_case,
            charset: if alphabet.is_ascii() {
                Charset::Utf8
            } else {
                self.charset
            },
        };
        (times, encoder)
    }

    /// Encodes a text once.
    pub(crate) fn write(self, text: &[u8], to: &mut Buffer) {
        if self.charset == Charset::Utf8 || text.is_ascii() {
            to.reserve(text.len());
            for byte in text {
                if self.kept.contains(*byte) {
                    to.push(*byte);
                } else {
                    self.write_escape(*byte, to);
                }
            }
            return;
        }
        // Invalid UTF-8 is encoded byte by byte, as Latin-1.
        let characters: Vec<char> = match str::from_utf8(text) {
            Ok(text) if self.charset != Charset::Utf8Twice => text.chars().collect(),
            _ => text.iter().copied().map(char::from).collect(),
        };
        for character in characters {
            self.write_character(character, to);
        }
    }

    /// Encodes a text as often as `times` says.
    pub(crate) fn write_times(self, text: &[u8], times: Times, to: &mut Buffer) {
        match times {
            Times::Never => to.extend(text),
            Times::Once => self.write(text, to),
            Times::Twice => {
                let mut once = Buffer::with_capacity(text.len() * 3);
                self.write(text, &mut once);
                self.write(&once, to);
            }
        }
    }

    fn write_character(self, character: char, to: &mut Buffer) {
        let code = u32::from(character);
        match (self.charset, u8::try_from(code)) {
            (_, Ok(byte)) if byte.is_ascii() => self.write_byte(byte, to),
            (Charset::Latin1 | Charset::Escape | Charset::Units, Ok(byte)) => {
                self.write_byte(byte, to);
            }
            (Charset::Latin1 | Charset::Ascii, _) => self.write_byte(b'?', to),
            (Charset::Escape, _) => self.write_units(character, b"%u", to),
            (Charset::Units, _) => self.write_units(character, b"%", to),
            (Charset::Kept, _) => to.extend(character.encode_utf8(&mut [0; 4]).as_bytes()),
            (Charset::Utf8 | Charset::Utf8Twice, _) => {
                for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                    self.write_byte(byte, to);
                }
            }
        }
    }

    fn write_units(self, character: char, before: &[u8], to: &mut Buffer) {
        for unit in character.encode_utf16(&mut [0; 2]) {
            to.extend(before);
            for byte in unit.to_be_bytes() {
                to.extend(&self.digits(byte));
            }
        }
    }

    fn write_byte(self, byte: u8, to: &mut Buffer) {
        if self.kept.contains(byte) {
            to.push(byte);
        } else {
            self.write_escape(byte, to);
        }
    }

    fn write_escape(self, byte: u8, to: &mut Buffer) {
        if byte == b' ' && self.space_is_plus {
            to.push(b'+');
        } else {
            let [high, low] = self.digits(byte);
            to.extend(&[b'%', high, low]);
        }
    }

    fn digits(self, byte: u8) -> [u8; 2] {
        let digits = if self.lower_case {
            b"0123456789abcdef"
        } else {
            b"0123456789ABCDEF"
        };
        // An index below 16: half of a byte.
        [byte >> 4, byte & 15].map(|half| digits[usize::from(half)])
    }
}

/// A set of ASCII characters, with one bit for each.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Characters([u64; 2]);

impl Characters {
    pub(crate) const UNRESERVED: Self =
        Self::of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// The characters that an encoder writes in place of others.
    const WRITTEN: Self =
        Self::of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%+?");

    /// Returns the set of the characters in an ASCII text.
    pub(crate) const fn of(text: &str) -> Self {
        let mut set = [0; 2];
        let mut rest = text.as_bytes();
        while let [byte, after @ ..] = rest {
            assert!(byte.is_ascii(), "a character that is not ASCII");
            set[(*byte >> 6) as usize] |= 1 << (*byte & 63);
            rest = after;
        }
        Self(set)
    }

    pub(crate) const fn with(self, other: Self) -> Self {
        let ([a, b], [c, d]) = (self.0, other.0);
        Self([a | c, b | d])
    }

    pub(crate) const fn without(self, other: Self) -> Self {
        let ([a, b], [c, d]) = (self.0, other.0);
        Self([a & !c, b & !d])
    }

    fn within(self, other: Self) -> Self {
        let ([a, b], [c, d]) = (self.0, other.0);
        Self([a & c, b & d])
    }

    pub(crate) fn contains(self, byte: u8) -> bool {
        // The bits of the first and the last 64 ASCII characters.
        let [low, high] = self.0;
        let half = if byte < 64 { low } else { high };
        byte.is_ascii() && half >> (byte & 63) & 1 == 1
    }
}

/// The set of the bytes in a text, with one bit for each.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Alphabet([u64; 4]);

impl Alphabet {
    pub(crate) fn of(text: &[u8]) -> Self {
        let mut alphabet = Self::default();
        alphabet.add(text);
        alphabet
    }

    pub(crate) fn add(&mut self, text: &[u8]) {
        for byte in text {
            // An index below 4: a byte divided by 64.
            self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
        }
    }

    fn ascii(self) -> Characters {
        let [a, b, ..] = self.0;
        Characters([a, b])
    }

    fn is_ascii(self) -> bool {
        let [.., c, d] = self.0;
        c | d == 0
    }
}
