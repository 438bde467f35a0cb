//! The percent-encoders that clients use, and a mistake for each difference from RFC 3986.

use super::entry::Entry;
use super::entry::Frequency::{self, Common, Occasional, Rare};
use crate::client::encoder::{Characters, Charset, Encoder};

/// An encoder, described by its differences from RFC 3986.
pub(crate) struct NamedEncoder {
    /// Reserved characters that are not encoded.
    keeps: &'static str,
    /// Unreserved characters that are encoded.
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

/// Each encoder that published clients or reports use, and a few variants of them.
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
    // A hand-written table of escapes, and Java's `String.format("%%%02x")`.
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
    // Java's `URLEncoder`, then `replace("+", "%20")`.
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
    // .NET's `HttpUtility.UrlEncode`, then `Replace("+", "%20")`.
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
    // Rust's `NON_ALPHANUMERIC`, and regular expressions that keep only letters and digits.
    NamedEncoder {
        escapes: "-._~",
        frequency: Occasional,
        ..STRICT
    },
    // Java's `URLEncoder.encode(text, "ISO-8859-1")`, with the usual replacements or without.
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
    // Perl, if it takes the bytes of a UTF-8 string for characters.
    NamedEncoder {
        charset: Charset::Utf8Twice,
        frequency: Common,
        ..STRICT
    },
    // A shell's `printf %%%02x` for each character.
    NamedEncoder {
        lower_case: true,
        charset: Charset::Units,
        frequency: Occasional,
        ..STRICT
    },
    // JavaScript's `charCodeAt` in a loop.
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
    // Java's `getBytes("US-ASCII")`.
    NamedEncoder {
        charset: Charset::Ascii,
        frequency: Occasional,
        ..STRICT
    },
    // A loop that encodes everything except Unicode letters.
    NamedEncoder {
        charset: Charset::Kept,
        frequency: Occasional,
        ..STRICT
    },
    // An incomplete table of escapes.
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

/// One difference between an encoder and RFC 3986.
pub(crate) struct Difference {
    pub(crate) entry: Entry,
    /// Removes the difference from an encoder.
    pub(crate) undo: fn(&mut Encoder),
    /// If a mistake with this code is reported, this one is not.
    pub(crate) covered_by: Option<&'static str>,
}

const fn difference(entry: Entry, undo: fn(&mut Encoder)) -> Difference {
    let covered_by = None;
    Difference {
        entry,
        undo,
        covered_by,
    }
}

impl Difference {
    /// All differences, in the order in which they are reported.
    pub(crate) const ALL: &[Self] = &[
        difference(
            Entry {
                code: "escapes-in-lower-case",
                what: "percent-encoding has lower-case hex digits{}",
                fix: "write the hex digits in upper case, `%2F` instead of `%2f`: in C#, use `Uri.EscapeDataString` instead of `HttpUtility.UrlEncode`",
                frequency: Common,
                ways: &[],
            },
            |encoder| encoder.lower_case = false,
        ),
        difference(
            Entry {
                code: "space-as-plus",
                what: "a space is encoded as `+`{}",
                fix: "encode it as `%20`: in PHP, use `rawurlencode` instead of `urlencode`; in Python, `quote(text, safe='')` instead of `quote_plus`; in Java, add `.replace(\"+\", \"%20\")` after `URLEncoder.encode`",
                frequency: Common,
                ways: &[],
            },
            |encoder| encoder.space_is_plus = false,
        ),
        difference(
            Entry {
                code: "reserved-raw",
                what: "reserved characters such as `:`, `?`, `&` or `=` are not percent-encoded{}",
                fix: "percent-encode everything except letters, digits, `-`, `.`, `_` and `~`: in JavaScript, use `encodeURIComponent` instead of `encodeURI` or `escape`, and encode `!'()*` as well",
                frequency: Common,
                ways: &[],
            },
            |encoder| encoder.kept = encoder.kept.without(Characters::of(":?&=+,;@#$")),
        ),
        Self {
            covered_by: Some("reserved-raw"),
            ..difference(
                Entry {
                    code: "slash-raw",
                    what: "`/` is not percent-encoded{}",
                    fix: "encode it as `%2F`: in Python, use `quote(text, safe='')`; in JavaScript, `encodeURIComponent` instead of `escape`",
                    frequency: Common,
                    ways: &[],
                },
                |encoder| encoder.kept = encoder.kept.without(Characters::of("/")),
            )
        },
        difference(
            Entry {
                code: "punctuation-raw",
                what: "`!`, `'`, `(`, `)` or `*` is not percent-encoded{}",
                fix: "percent-encode these five too: in JavaScript, add `.replace(/[!'()*]/g, c => '%' + c.charCodeAt(0).toString(16).toUpperCase())` after `encodeURIComponent`; in Java, `.replace(\"*\", \"%2A\")` after `URLEncoder.encode`; in C#, use `Uri.EscapeDataString` instead of `UrlEncode`",
                frequency: Common,
                ways: &[],
            },
            |encoder| encoder.kept = encoder.kept.without(Characters::of("!'()*")),
        ),
        difference(
            Entry {
                code: "unreserved-escaped",
                what: "`~`, `-`, `.` or `_` is percent-encoded{}",
                fix: "leave these four as they are, like letters and digits: in Java, add `.replace(\"%7E\", \"~\")` after `URLEncoder.encode`; in PHP, use `rawurlencode` instead of `urlencode`",
                frequency: Common,
                ways: &[],
            },
            |encoder| encoder.kept = encoder.kept.with(Characters::UNRESERVED),
        ),
        difference(
            Entry {
                code: "not-utf-8",
                what: "non-ASCII characters are not encoded as UTF-8 but in another way, such as Latin-1 or UTF-8 twice{}",
                fix: "convert the text to UTF-8 once, and percent-encode each byte: in JavaScript, use `encodeURIComponent` instead of `escape`; in Java, `URLEncoder.encode(text, \"UTF-8\")`",
                frequency: Common,
                ways: &[],
            },
            |encoder| encoder.charset = Charset::Utf8,
        ),
    ];
}

/// Reported for the secrets' encoder instead of its differences, which would reveal characters of
/// the secrets.
pub(crate) static SECRETS_ENCODER: Entry = Entry {
    code: "secrets-encoder",
    what: "the secrets in the key are percent-encoded differently from RFC 3986",
    fix: "percent-encode everything in each secret except letters, digits, `-`, `.`, `_` and `~`, with upper-case hex digits",
    frequency: Common,
    ways: &[],
};
