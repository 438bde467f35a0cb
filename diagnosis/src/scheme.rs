//! Authentication schemes, such as `OAuth` (RFC 9110 section 11.1).

/// The schemes that are recognized, each with its name in the text of a mistake.
const KNOWN: [(&[u8], &str); 6] = [
    (b"OAuth", "OAuth again"),
    (b"Basic", "Basic authentication"),
    (b"Bearer", "a bearer token of OAuth 2.0"),
    (b"NLAuth", "NLAuth, which sends a user name and a password"),
    (b"Digest", "Digest authentication"),
    (b"", EMPTY),
];

/// The name of the scheme of an empty header.
pub(crate) const EMPTY: &str = "empty";

/// The name of the scheme if a parameter follows it without a space.
pub(crate) const JOINED: &str = "`OAuth` without a space after it";

/// The name of the scheme if the header has only parameters.
pub(crate) const MISSING: &str = "a list of parameters without `OAuth` before it";

/// Returns the scheme at the start of a header. It is empty if a parameter comes first.
pub(crate) fn of(header: &[u8]) -> &[u8] {
    let is_parameter = |text: &[u8]| text.starts_with(b"oauth_") || text.starts_with(b"realm=");
    if is_parameter(header) {
        return b"";
    }
    match header.split_at_checked(b"OAuth".len()) {
        Some((scheme, rest)) if is_parameter(rest) => return scheme,
        _ => {}
    }
    let end = header.iter().position(u8::is_ascii_whitespace);
    &header[..end.unwrap_or(header.len())]
}

/// Returns the name of a scheme. An unknown scheme is not shown, because it may be a secret.
pub(crate) fn name(scheme: &[u8]) -> &'static str {
    let mut known = KNOWN.into_iter();
    let found = known.find(|(known, _)| known.eq_ignore_ascii_case(scheme));
    found.map_or("another scheme", |(_, name)| name)
}

/// Splits a header into one part for each scheme. A client that sends two headers, or a proxy that
/// joins them, produces such a text: `Basic …, OAuth …`.
pub(crate) fn split(header: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    // `Bearer OAuth …`, from a client that takes the whole header for a token.
    let (first, rest) = header.split_at(of(header).len());
    let rest = rest.trim_ascii_start();
    if of(rest).eq_ignore_ascii_case(b"OAuth") {
        parts.push(first);
        start = header.len() - rest.len();
    }
    let mut is_quoted = false;
    let pieces = header.split(|byte| {
        is_quoted ^= *byte == b'"';
        !is_quoted && matches!(byte, b',' | b';' | b'\n')
    });
    for piece in pieces {
        let text = piece.trim_ascii_start();
        let text = match text.split_at_checked("authorization:".len()) {
            Some((name, rest)) if name.eq_ignore_ascii_case(b"authorization:") => {
                rest.trim_ascii_start()
            }
            _ => text,
        };
        let scheme = of(text);
        let is_known = |(known, _): &(&[u8], _)| known.eq_ignore_ascii_case(scheme);
        let is_start =
            !scheme.is_empty() && scheme.len() < text.len() && KNOWN.iter().any(is_known);
        if is_start && at > start {
            // Without the separator before the piece.
            parts.push(&header[start..at - 1]);
            // The text is the end of the piece.
            start = at + piece.len() - text.len();
        }
        at += piece.len() + 1;
    }
    parts.push(&header[start..]);
    parts
}
