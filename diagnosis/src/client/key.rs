//! The key of the HMAC (RFC 5849 section 3.4.2), and what a client computes from key and text.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::encoder::{Encoder, Times};
use crate::buffer::Buffer;
use crate::convert::{from_hex, to_hex, write_repr};
use crate::keys::Keys;

/// How a client builds the key from the secrets.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) consumer: Half,
    pub(crate) token: Half,
    pub(crate) around_consumer: Around,
    pub(crate) around_token: Around,
    pub(crate) form: Form,
    pub(crate) encoded: Times,
    pub(crate) encoder: Encoder,
    pub(crate) join: Join,
    /// Whether step one of the flow is signed with a token secret, although it has no token yet.
    pub(crate) always_with_token_secret: bool,
    /// Whether the half of the token comes first.
    pub(crate) swapped: bool,
}

/// What one half of the key is built from.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Half {
    #[default]
    Secret,
    /// The consumer key or the token id.
    Id,
    /// A fixed text.
    Word(&'static str),
}

/// The separator between the halves.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Join {
    #[default]
    Ampersand,
    Nothing,
    EscapedAmpersand,
    /// `&amp;`.
    HtmlAmpersand,
}

/// How the secrets are converted before they are percent-encoded.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    #[default]
    Plain,
    FromHex,
    FromBase64,
    ToBase64,
    /// `b'…'`.
    PythonBytes,
    UpperCase,
    LowerCase,
    /// Percent-decoded.
    Decoded,
    /// Hashed, in hex digits.
    Sha256,
}

/// Stray characters around a value that was read from a file or pasted.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Around {
    #[default]
    Nothing,
    LineFeed,
    LineEnd,
    SpaceAfter,
    SpaceBefore,
    Quotes,
    Spaces,
    LineFeedBefore,
    LineFeeds,
    CarriageReturn,
    Tab,
    SingleQuotes,
    ByteOrderMark,
}

/// What a client computes from the key and the text.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Digest {
    #[default]
    Hmac,
    /// An HMAC in which the key and the text are swapped.
    Swapped,
    /// A plain hash of the text, without the key.
    Text,
    TextThenKey,
    KeyThenText,
}

impl Around {
    /// Returns the characters before and after the value.
    fn sides(self) -> [&'static str; 2] {
        match self {
            Self::Nothing => ["", ""],
            Self::LineFeed => ["", "\n"],
            Self::LineEnd => ["", "\r\n"],
            Self::SpaceAfter => ["", " "],
            Self::SpaceBefore => [" ", ""],
            Self::Quotes => ["\"", "\""],
            Self::Spaces => [" ", " "],
            Self::LineFeedBefore => ["\n", ""],
            Self::LineFeeds => ["", "\n\n"],
            Self::CarriageReturn => ["", "\r"],
            Self::Tab => ["", "\t"],
            Self::SingleQuotes => ["'", "'"],
            Self::ByteOrderMark => ["\u{feff}", ""],
        }
    }

    pub(crate) fn surround(self, value: &mut Buffer) {
        if self != Self::Nothing {
            let [before, after] = self.sides();
            let mut surrounded = Buffer::with_capacity(value.len() + 8);
            surrounded.extend(before.as_bytes());
            surrounded.extend(value);
            surrounded.extend(after.as_bytes());
            *value = surrounded;
        }
    }
}

impl Key {
    /// Builds the key. In step one of the flow there is no token yet, and so no token secret.
    pub(crate) fn write(self, keys: Keys<'_>, has_token: bool) -> Buffer {
        let (consumer, token_id) = (keys.consumer, keys.token_id());
        let token_secret = if has_token || self.always_with_token_secret {
            keys.token_secret()
        } else {
            ""
        };
        let halves = [
            (
                self.consumer,
                consumer.secret(),
                consumer.key(),
                self.around_consumer,
            ),
            (self.token, token_secret, token_id, self.around_token),
        ];
        let [first, second] = halves.map(|(half, secret, id, around)| {
            let mut text = match half {
                Half::Secret => self.form.apply(secret),
                Half::Id => id.into(),
                Half::Word(word) => word.into(),
            };
            around.surround(&mut text);
            let mut encoded = Buffer::with_capacity(text.len() * 3);
            self.encoder.write_times(&text, self.encoded, &mut encoded);
            encoded
        });
        let [first, second] = if self.swapped {
            [second, first]
        } else {
            [first, second]
        };
        let mut key = first;
        key.extend(match self.join {
            Join::Ampersand => b"&",
            Join::Nothing => b"",
            Join::EscapedAmpersand => b"%26",
            Join::HtmlAmpersand => b"&amp;",
        });
        key.extend(&second);
        key
    }
}

impl Form {
    /// Converts a secret. If it cannot be decoded, it stays as it is.
    fn apply(self, secret: &str) -> Buffer {
        match self {
            Self::Plain => secret.into(),
            Self::FromHex => from_hex(secret.as_bytes()).unwrap_or(secret.into()),
            Self::FromBase64 => {
                let mut decoded = Zeroizing::new(vec![0; secret.len()]);
                match STANDARD.decode_slice(secret, &mut decoded) {
                    // Decoding returns a length within the buffer.
                    Ok(length) => Buffer::from(&decoded[..length]),
                    Err(_) => secret.into(),
                }
            }
            Self::ToBase64 => Buffer::from(&**Zeroizing::new(STANDARD.encode(secret))),
            Self::PythonBytes => {
                let mut printed = Buffer::from("b");
                write_repr(secret.as_bytes(), &mut printed);
                printed
            }
            Self::UpperCase => secret
                .bytes()
                .map(|byte| byte.to_ascii_uppercase())
                .collect(),
            Self::LowerCase => secret
                .bytes()
                .map(|byte| byte.to_ascii_lowercase())
                .collect(),
            Self::Decoded => percent_encoding::percent_decode_str(secret).collect(),
            Self::Sha256 => {
                use sha2::Digest;
                to_hex(&sha2::Sha256::digest(secret))
            }
        }
    }
}
