//! The key, as a client may make it: RFC 5849 section 3.4.2.

use zeroize::Zeroizing;

use crate::encode::{encode, is_unreserved};
use crate::encoding::Times;
use crate::request::Request;

/// Section 3.4.2.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) consumer: Half,
    pub(crate) token: Half,
    pub(crate) around_consumer: Around,
    pub(crate) around_token: Around,
    pub(crate) encoded: Times,
    pub(crate) joined: Joined,
    /// The token's half comes first.
    pub(crate) swapped: bool,
    /// The key is hashed as the text, with the text as key.
    pub(crate) is_text: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Half {
    #[default]
    Secret,
    /// The consumer key, or the token id.
    Id,
    Nothing,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Joined {
    #[default]
    Ampersand,
    Nothing,
    EscapedAmpersand,
}

/// What is around a value that was read from a file, or pasted.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Around {
    #[default]
    Nothing,
    LineFeed,
    LineEnd,
    SpaceAfter,
    SpaceBefore,
    Quotes,
    // And these, which are rarer.
    Spaces,
    LineFeedBefore,
    LineFeeds,
    CarriageReturn,
    Tab,
    SingleQuotes,
    ByteOrderMark,
}

impl Around {
    /// Returns what is before the value, and what is after it.
    pub(crate) fn sides(self) -> [&'static str; 2] {
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
}

impl Key {
    pub(crate) fn write(self, request: &Request<'_>) -> Zeroizing<Vec<u8>> {
        let (consumer, token) = (request.credentials.consumer(), request.credentials.token());
        let consumer = match self.consumer {
            Half::Secret => consumer.secret(),
            Half::Id => consumer.key(),
            Half::Nothing => "",
        };
        let token = match self.token {
            Half::Secret => token.secret(),
            Half::Id => token.id(),
            Half::Nothing => "",
        };
        let with_sides = |secret, around: Around| {
            let [before, after] = around.sides();
            [before, secret, after]
        };
        let consumer = with_sides(consumer, self.around_consumer);
        let token = with_sides(token, self.around_token);
        let [first, second] = if self.swapped {
            [token, consumer]
        } else {
            [consumer, token]
        };
        // Of the right size at once: a `Vec` that grows leaves what it held behind. Encoded twice, a byte is at most five.
        let length: usize = first.iter().chain(&second).map(|text| text.len()).sum();
        let size = length.saturating_mul(5).saturating_add(3);
        let mut key = Zeroizing::new(Vec::with_capacity(size));
        self.write_half(first, &mut key);
        key.extend_from_slice(match self.joined {
            Joined::Ampersand => b"&",
            Joined::Nothing => b"",
            Joined::EscapedAmpersand => b"%26",
        });
        self.write_half(second, &mut key);
        key
    }

    /// Whether it is not encoded, with something around that is reported in place of that, and a secret that should be.
    pub(crate) fn leaves_unencoded(self, request: &Request<'_>) -> bool {
        let around = [self.around_consumer, self.around_token];
        let (consumer, token) = (request.credentials.consumer(), request.credentials.token());
        self.encoded == Times::Never
            && around != [Around::Nothing; 2]
            && [consumer.secret(), token.secret()]
                .iter()
                .any(|secret| !secret.bytes().all(is_unreserved))
    }

    fn write_half(self, texts: [&str; 3], key: &mut Vec<u8>) {
        for text in texts {
            match self.encoded {
                Times::Never => key.extend_from_slice(text.as_bytes()),
                times => {
                    for piece in encode(text) {
                        match (times, piece.strip_prefix('%')) {
                            (Times::Twice, Some(digits)) => {
                                key.extend_from_slice(b"%25");
                                key.extend_from_slice(digits.as_bytes());
                            }
                            _ => key.extend_from_slice(piece.as_bytes()),
                        }
                    }
                }
            }
        }
    }
}
