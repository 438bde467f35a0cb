//! The percent-encoders that clients use, and the names of what they do differently.

use super::entry::Entry;
use super::entry::Frequency::{self, Common, Occasional, Rare};
use crate::client::encoder::{Characters, Charset, Encoder};

/// An encoder, as its differences from RFC 3986.
pub(crate) struct NamedEncoder {
    /// Reserved characters that it leaves as they are.
    keeps: &'static str,
    /// Unreserved characters that it escapes.
    escapes: &'static str,
    space_is_plus: bool,
    lower_case: bool,
    charset: Charset,
    pub(crate) frequency: Frequency,
}

const STRICT: NamedEncoder = NamedEncoder {
    keeps: "",
    escapes: "",
    space_is_plus: false,
    lower_case: false,
    charset: Charset::Utf8,
    frequency: Rare,
};

/// What follows is keyed by what users call: the functions of their languages.
pub(crate) static ENCODERS: &[NamedEncoder] = &[
    // JavaScript's `encodeURIComponent`, Perl's old `uri_escape`, .NET before 4.5.
    NamedEncoder {
        keeps: "!'()*",
        frequency: Common,
        ..STRICT
    },
    // Python's `quote`.
    NamedEncoder {
        keeps: "/",
        frequency: Common,
        ..STRICT
    },
    // A table of escapes that someone wrote, and Java's `String.format("%%%02x")`.
    NamedEncoder {
        lower_case: true,
        frequency: Common,
        ..STRICT
    },
    // Python's `quote_plus`, Go's `QueryEscape`, Ruby's `CGI.escape`.
    NamedEncoder {
        space_is_plus: true,
        frequency: Common,
        ..STRICT
    },
    // Java's `URLEncoder`, Ruby's `encode_www_form_component`, HTML forms.
    NamedEncoder {
        keeps: "*",
        escapes: "~",
        space_is_plus: true,
        frequency: Common,
        ..STRICT
    },
    // The same with `replace("+", "%20")`.
    NamedEncoder {
        keeps: "*",
        escapes: "~",
        frequency: Occasional,
        ..STRICT
    },
    NamedEncoder {
        keeps: "*",
        frequency: Occasional,
        ..STRICT
    },
    // PHP's `urlencode`.
    NamedEncoder {
        escapes: "~",
        space_is_plus: true,
        frequency: Common,
        ..STRICT
    },
    // PHP's `rawurlencode` before 5.3, Python's `quote` before 3.7.
    NamedEncoder {
        escapes: "~",
        frequency: Occasional,
        ..STRICT
    },
    // .NET's `WebUtility.UrlEncode`.
    NamedEncoder {
        keeps: "!()*",
        escapes: "~",
        space_is_plus: true,
        frequency: Common,
        ..STRICT
    },
    // .NET's `HttpUtility.UrlEncode`.
    NamedEncoder {
        keeps: "!()*",
        escapes: "~",
        space_is_plus: true,
        lower_case: true,
        frequency: Common,
        ..STRICT
    },
    // The same with `Replace("+", "%20")`.
    NamedEncoder {
        keeps: "!()*",
        escapes: "~",
        lower_case: true,
        frequency: Occasional,
        ..STRICT
    },
    NamedEncoder {
        keeps: "!()*",
        escapes: "~",
        frequency: Occasional,
        ..STRICT
    },
    // JavaScript's `encodeURI`, .NET's `EscapeUriString`.
    NamedEncoder {
        keeps: ":/?&=+,;@#$!'()*",
        frequency: Common,
        ..STRICT
    },
    // JavaScript's `escape`.
    NamedEncoder {
        keeps: "@*+/",
        escapes: "~",
        charset: Charset::Escape,
        frequency: Common,
        ..STRICT
    },
    // Rust's `NON_ALPHANUMERIC`, and letters and digits by a regular expression.
    NamedEncoder {
        escapes: "-._~",
        frequency: Occasional,
        ..STRICT
    },
    // `URLEncoder.encode(text, "ISO-8859-1")`, with the usual replacements and without.
    NamedEncoder {
        keeps: "*",
        escapes: "~",
        charset: Charset::Latin1,
        frequency: Occasional,
        ..STRICT
    },
    NamedEncoder {
        charset: Charset::Latin1,
        frequency: Common,
        ..STRICT
    },
    NamedEncoder {
        keeps: "*",
        escapes: "~",
        space_is_plus: true,
        charset: Charset::Latin1,
        frequency: Occasional,
        ..STRICT
    },
    // Perl, of a string of bytes that it takes for characters.
    NamedEncoder {
        charset: Charset::Utf8Twice,
        frequency: Common,
        ..STRICT
    },
    // The same, in a shell with `printf %%%02x`.
    NamedEncoder {
        lower_case: true,
        charset: Charset::Units,
        frequency: Occasional,
        ..STRICT
    },
    // A loop over `charCodeAt`.
    NamedEncoder {
        charset: Charset::Units,
        frequency: Occasional,
        ..STRICT
    },
    NamedEncoder {
        charset: Charset::Escape,
        frequency: Rare,
        ..STRICT
    },
    // `getBytes("US-ASCII")`.
    NamedEncoder {
        charset: Charset::Ascii,
        frequency: Occasional,
        ..STRICT
    },
    // A loop that escapes every character but Unicode's letters.
    NamedEncoder {
        charset: Charset::Kept,
        frequency: Occasional,
        ..STRICT
    },
    // A table of escapes that ends too early.
    NamedEncoder {
        keeps: "'",
        frequency: Rare,
        ..STRICT
    },
    NamedEncoder {
        keeps: "()",
        frequency: Rare,
        ..STRICT
    },
    NamedEncoder {
        keeps: "!",
        frequency: Rare,
        ..STRICT
    },
    // Go's `PathEscape`.
    NamedEncoder {
        keeps: "$&+=:@",
        frequency: Occasional,
        ..STRICT
    },
    NamedEncoder {
        keeps: ":",
        frequency: Rare,
        ..STRICT
    },
    NamedEncoder {
        keeps: ",",
        frequency: Rare,
        ..STRICT
    },
    NamedEncoder {
        keeps: "!'()*/",
        frequency: Rare,
        ..STRICT
    },
    NamedEncoder {
        keeps: "!'()*",
        lower_case: true,
        frequency: Rare,
        ..STRICT
    },
    NamedEncoder {
        keeps: "/",
        space_is_plus: true,
        frequency: Rare,
        ..STRICT
    },
    NamedEncoder {
        space_is_plus: true,
        lower_case: true,
        frequency: Rare,
        ..STRICT
    },
];

impl NamedEncoder {
    pub(crate) const fn encoder(&self) -> Encoder {
        Encoder {
            kept: Characters::UNRESERVED
                .with(Characters::of(self.keeps))
                .without(Characters::of(self.escapes)),
            space_is_plus: self.space_is_plus,
            lower_case: self.lower_case,
            charset: self.charset,
        }
    }
}

/// One difference between an encoder and RFC 3986, under its own name.
pub(crate) struct Feature {
    pub(crate) entry: Entry,
    /// Takes the difference back.
    pub(crate) undo: fn(&mut Encoder),
    /// The code of a mistake beside which this one is not reported.
    pub(crate) covered_by: Option<&'static str>,
}

const fn feature(entry: Entry, undo: fn(&mut Encoder)) -> Feature {
    let covered_by = None;
    Feature {
        entry,
        undo,
        covered_by,
    }
}

impl Feature {
    /// Every difference, in the order in which they are reported.
    pub(crate) const ALL: &[Self] = &[
        feature(
            Entry {
                code: "escapes-in-lower-case",
                what: "escapes are signed in lower case{}",
                fix: "write their hex digits in upper case, `%2F` instead of `%2f`, in C# with `Uri.EscapeDataString`",
                frequency: Common,
                ways: &[],
            },
            |encoder| encoder.lower_case = false,
        ),
        feature(
            Entry {
                code: "space-as-plus",
                what: "a space is signed as `+`{}",
                fix: "encode it as `%20`: `rawurlencode` instead of `urlencode` in PHP, `quote` instead of `quote_plus` in Python, `replace(\"+\", \"%20\")` in Java",
                frequency: Common,
                ways: &[],
            },
            |encoder| encoder.space_is_plus = false,
        ),
        feature(
            Entry {
                code: "reserved-raw",
                what: "reserved characters such as `:`, `?`, `&` or `=` are not escaped{}",
                fix: "escape everything except letters, digits, `-`, `.`, `_` and `~`: in JavaScript use `encodeURIComponent` instead of `encodeURI` or `escape`, and escape `!'()*` as well",
                frequency: Common,
                ways: &[],
            },
            |encoder| encoder.kept = encoder.kept.without(Characters::of(":?&=+,;@#$")),
        ),
        Self {
            covered_by: Some("reserved-raw"),
            ..feature(
                Entry {
                    code: "slash-raw",
                    what: "`/` is not escaped{}",
                    fix: "escape it too: in Python with `quote(text, safe='')`, in JavaScript with `encodeURIComponent` instead of `escape`",
                    frequency: Common,
                    ways: &[],
                },
                |encoder| encoder.kept = encoder.kept.without(Characters::of("/")),
            )
        },
        feature(
            Entry {
                code: "punctuation-raw",
                what: "`!`, `'`, `(`, `)` or `*` is not escaped{}",
                fix: "escape everything except letters, digits, `-`, `.`, `_` and `~`: JavaScript's `encodeURIComponent`, Java's `URLEncoder` and .NET's `UrlEncode` leave some of the five",
                frequency: Common,
                ways: &[],
            },
            |encoder| encoder.kept = encoder.kept.without(Characters::of("!'()*")),
        ),
        feature(
            Entry {
                code: "unreserved-escaped",
                what: "`~`, `-`, `.` or `_` is escaped{}",
                fix: "leave these four as they are, like letters and digits",
                frequency: Common,
                ways: &[],
            },
            |encoder| encoder.kept = encoder.kept.with(Characters::UNRESERVED),
        ),
        feature(
            Entry {
                code: "not-utf-8",
                what: "characters that are not ASCII are not encoded as the bytes of their UTF-8 text, but in another character set such as Latin-1{}",
                fix: "convert the text to UTF-8 bytes once, and escape each byte, in JavaScript with `encodeURIComponent` instead of `escape`",
                frequency: Common,
                ways: &[],
            },
            |encoder| encoder.charset = Charset::Utf8,
        ),
    ];
}

/// The secrets' encoder is not that of RFC 3986.
pub(crate) static SECRETS_ENCODER: Entry = Entry {
    code: "secrets-encoder",
    what: "the secrets are encoded in the key with an encoder that differs from RFC 3986's",
    fix: "encode each secret so that everything except letters, digits, `-`, `.`, `_` and `~` becomes an escape in upper case",
    frequency: Common,
    ways: &[],
};
