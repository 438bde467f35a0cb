//! The percent-encoders that clients use, and a mistake for each difference from RFC 3986.

use std::sync::LazyLock;

use super::entry::Entry;
use super::entry::Frequency::{self, Common, Occasional, Rare};
use crate::client::encoder::Charset::{Ascii, Escape, Kept, Latin1, Units, Utf8Twice};
use crate::client::encoder::{Characters, Charset, Encoder};

const STRICT: Encoder = Encoder::STRICT;

/// Each encoder that published clients or reports use, and a few variants of them.
pub(crate) static ENCODERS: &[(Frequency, Encoder)] = &[
    // JavaScript's `encodeURIComponent`, Perl's old `uri_escape`, .NET before 4.5.
    (Common, STRICT.keeping("!'()*")),
    // Python's `quote`.
    (Common, STRICT.keeping("/")),
    // A hand-written table of escapes, and Java's `String.format("%%%02x")`.
    (Common, STRICT.in_lower_case()),
    // Python's `quote_plus`, Go's `QueryEscape`, Ruby's `CGI.escape`.
    (Common, STRICT.with_plus()),
    // Java's `URLEncoder`, Ruby's `encode_www_form_component`, HTML forms.
    (Common, STRICT.keeping("*").escaping("~").with_plus()),
    // Java's `URLEncoder`, then `replace("+", "%20")`.
    (Occasional, STRICT.keeping("*").escaping("~")),
    (Occasional, STRICT.keeping("*")),
    // PHP's `urlencode`.
    (Common, STRICT.escaping("~").with_plus()),
    // PHP's `rawurlencode` before 5.3, Python's `quote` before 3.7.
    (Occasional, STRICT.escaping("~")),
    // .NET's `WebUtility.UrlEncode`.
    (Common, STRICT.keeping("!()*").escaping("~").with_plus()),
    // .NET's `HttpUtility.UrlEncode`.
    (
        Common,
        STRICT
            .keeping("!()*")
            .escaping("~")
            .with_plus()
            .in_lower_case(),
    ),
    // .NET's `HttpUtility.UrlEncode`, then `Replace("+", "%20")`.
    (
        Occasional,
        STRICT.keeping("!()*").escaping("~").in_lower_case(),
    ),
    (Occasional, STRICT.keeping("!()*").escaping("~")),
    (Occasional, STRICT.keeping("!()*")),
    // JavaScript's `encodeURI`, .NET's `EscapeUriString`.
    (Common, STRICT.keeping(":/?&=+,;@#$!'()*")),
    // JavaScript's `escape`.
    (
        Common,
        STRICT.keeping("@*+/").escaping("~").in_charset(Escape),
    ),
    // Rust's `NON_ALPHANUMERIC`, and regular expressions that keep only letters and digits.
    (Occasional, STRICT.escaping("-._~")),
    // Java's `URLEncoder.encode(text, "ISO-8859-1")`, with the usual replacements or without.
    (
        Occasional,
        STRICT.keeping("*").escaping("~").in_charset(Latin1),
    ),
    (Common, STRICT.in_charset(Latin1)),
    (
        Occasional,
        STRICT
            .keeping("*")
            .escaping("~")
            .with_plus()
            .in_charset(Latin1),
    ),
    // Perl, if it takes the bytes of a UTF-8 string for characters.
    (Common, STRICT.in_charset(Utf8Twice)),
    // A shell's `printf %%%02x` for each character.
    (Occasional, STRICT.in_lower_case().in_charset(Units)),
    // JavaScript's `charCodeAt` in a loop.
    (Occasional, STRICT.in_charset(Units)),
    (Rare, STRICT.in_charset(Escape)),
    // Java's `getBytes("US-ASCII")`.
    (Occasional, STRICT.in_charset(Ascii)),
    // A loop that encodes everything except Unicode letters.
    (Occasional, STRICT.in_charset(Kept)),
    // Go's `PathEscape`.
    (Occasional, STRICT.keeping("$&+=:@")),
    // Incomplete tables of escapes.
    (Rare, STRICT.keeping(":")),
    (Rare, STRICT.keeping(",")),
    (Rare, STRICT.keeping("!'()*/")),
];

/// Variants of the known encoders, which are only tried alone: each combined with another that
/// differs in something else than the characters that it keeps, and incomplete tables.
pub(crate) static VARIANTS: LazyLock<Vec<Encoder>> = LazyLock::new(|| {
    let known = || ENCODERS.iter().map(|(_, encoder)| *encoder);
    let keeps_nothing = |encoder: &Encoder| encoder.kept == Characters::UNRESERVED;
    let combined = known()
        .filter(keeps_nothing)
        .flat_map(|other| known().filter_map(move |encoder| encoder.combined(other)));
    combined.chain(incomplete_tables()).collect()
});

/// Returns the encoders that keep some of the characters that `encodeURIComponent` keeps.
fn incomplete_tables() -> impl Iterator<Item = Encoder> {
    const OFTEN_KEPT: &str = "!'()*";
    (0..1 << OFTEN_KEPT.len()).map(|set| {
        let is_kept = |(at, _): &(usize, char)| set >> at & 1 == 1;
        let kept: String = OFTEN_KEPT
            .char_indices()
            .filter(is_kept)
            .map(|(_, character)| character)
            .collect();
        STRICT.keeping(&kept)
    })
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
