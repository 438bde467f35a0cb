use std::error::Error;

use url::Url;

/// A URL as it is sent.
pub(crate) struct Sent {
    pub(crate) text: String,
    /// Says that the URL was changed.
    pub(crate) note: Option<&'static str>,
}

const NOTE: &str = "the URL contains characters that must be percent-encoded, so it was encoded as a browser does. If the client sent a different URL, give that URL";

/// Reads a URL as people paste it: percent-encodes invalid characters as a browser does.
pub(crate) fn as_sent(text: &str) -> Result<Sent, Box<dyn Error>> {
    let text = text.trim();
    let is_impossible = |c: char| !c.is_ascii_graphic() || "\"<>\\^`{}".contains(c);
    if !text.contains(is_impossible) {
        return Ok(Sent {
            text: text.to_owned(),
            note: None,
        });
    }
    // A URL without a host, as in a proxy's log, cannot be parsed, so it temporarily gets one.
    let base = "https://host";
    let is_path = text.starts_with('/');
    let absolute = if is_path {
        format!("{base}{text}")
    } else {
        text.to_owned()
    };
    let url = Url::parse(&absolute).map_err(|error| format!("invalid URL: {error}"))?;
    let text = url.as_str();
    let text = if is_path {
        text.strip_prefix(base).unwrap_or(text)
    } else {
        text
    };
    Ok(Sent {
        text: text.to_owned(),
        note: Some(NOTE),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_a_valid_url() {
        let text = "https://h.example/a%2f!'()*/[0]?q=a+b&c=|~";
        let sent = as_sent(text).unwrap();
        assert_eq!(sent.text, text);
        assert_eq!(sent.note, None);
    }

    #[test]
    fn encodes_invalid_characters_as_a_browser_does() {
        for (pasted, expected) in [
            (
                "https://h.example/r?q=a IS \"b\"",
                "https://h.example/r?q=a%20IS%20%22b%22",
            ),
            ("/r?q={1}", "/r?q={1}"),
            ("https://h.example/{id}", "https://h.example/%7Bid%7D"),
            ("https://h.example/é", "https://h.example/%C3%A9"),
        ] {
            let sent = as_sent(pasted).unwrap();
            assert_eq!(sent.text, expected);
            assert_eq!(sent.note, Some(NOTE));
        }
    }

    #[test]
    fn rejects_text_that_is_not_a_url() {
        assert!(as_sent("OAuth realm=\"1\"").is_err());
    }
}
