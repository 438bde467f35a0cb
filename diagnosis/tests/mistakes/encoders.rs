//! The percent-encoders of languages and libraries.

use netsuite_oauth1_diagnosis::Verdict;

use crate::bugs::everywhere;
use crate::client::{Client, Request, escape, lower_escapes, strict};
use crate::{PLAIN, diagnose};

/// Every printable ASCII character that is not a letter or a digit, a Latin-1 letter, and another
/// character.
const REQUEST: Request = Request {
    url: "https://1234567-sb1.restlets.api.netsuite.com/r?q=a%20%21%22%23%24%25%26%27%28%29%2A%2B\
          %2C-.%2F%3A%3B%3C%3D%3E%3F%40%5B%5C%5D%5E_%60%7B%7C%7D~%C3%A9%E5%90%8Dz",
    ..PLAIN
};

fn keep(text: &str, kept: &[u8]) -> String {
    escape(text.as_bytes(), kept)
}

fn plus(encoded: &str) -> String {
    encoded.replace("%20", "+")
}

fn without_tilde(encoded: &str) -> String {
    encoded.replace('~', "%7E")
}

/// Encodes the non-ASCII UTF-16 units in another way.
fn units(text: &str, unit: fn(u16) -> String) -> String {
    let encode = |code: u16| match u8::try_from(code) {
        Ok(byte) if byte.is_ascii() => escape(&[byte], b""),
        _ => unit(code),
    };
    text.encode_utf16().map(encode).collect()
}

/// Java's `getBytes("ISO-8859-1")` writes `?` for other characters.
fn latin_1(code: u16) -> String {
    escape(&[u8::try_from(code).unwrap_or(b'?')], b"")
}

type Encode = fn(&str) -> String;

/// The two bytes of `Ã` in UTF-8 are 64 apart.
#[test]
fn knows_latin_1_of_any_letter() {
    let url = "https://1234567-sb1.restlets.api.netsuite.com/r?q=%C3%83";
    let request = Request { url, ..PLAIN };
    let mut client = Client::default();
    everywhere(&mut client, |text| units(text, latin_1));
    let diagnosis = diagnose(&request, &client.send(&request));
    assert_eq!(diagnosis.verdict(), Verdict::Explained, "{diagnosis}");
}

const ENCODERS: &[(&str, Encode)] = &[
    ("JavaScript encodeURIComponent", |text| keep(text, b"!'()*")),
    ("JavaScript encodeURI", |text| {
        keep(text, b":/?&=+,;@#$!'()*")
    }),
    ("JavaScript escape", |text| {
        let raw = |encoded: String| {
            let raw = encoded.replace("%40", "@").replace("%2A", "*");
            without_tilde(&raw.replace("%2B", "+").replace("%2F", "/"))
        };
        raw(units(text, |code| match u8::try_from(code) {
            Ok(byte) => format!("%{byte:02X}"),
            Err(_) => format!("%u{code:04X}"),
        }))
    }),
    ("JavaScript charCodeAt", |text| {
        units(text, |code| format!("%{code:02X}"))
    }),
    ("a shell's printf", |text| {
        lower_escapes(&units(text, |code| format!("%{code:02x}")))
    }),
    ("Python quote", |text| keep(text, b"/")),
    ("Python quote before 3.7", |text| {
        without_tilde(&strict(text))
    }),
    ("Python quote_plus", |text| plus(&strict(text))),
    ("Java String.format", |text| lower_escapes(&strict(text))),
    ("Java URLEncoder", |text| {
        without_tilde(&plus(&keep(text, b"*")))
    }),
    ("Java URLEncoder with %20", |text| {
        without_tilde(&keep(text, b"*"))
    }),
    ("Java URLEncoder with %20 and ~", |text| keep(text, b"*")),
    ("Java URLEncoder in Latin-1", |text| {
        let encoded = plus(&units(text, latin_1)).replace("%2A", "*");
        without_tilde(&encoded)
    }),
    ("Java URLEncoder in Latin-1 with %20", |text| {
        without_tilde(&units(text, latin_1).replace("%2A", "*"))
    }),
    ("Latin-1", |text| units(text, latin_1)),
    ("Java getBytes(\"US-ASCII\")", |text| {
        units(text, |_| "%3F".to_owned())
    }),
    ("PHP urlencode", |text| without_tilde(&plus(&strict(text)))),
    (".NET WebUtility.UrlEncode", |text| {
        without_tilde(&plus(&keep(text, b"!()*")))
    }),
    (".NET HttpUtility.UrlEncode", |text| {
        lower_escapes(&without_tilde(&plus(&keep(text, b"!()*"))))
    }),
    (".NET HttpUtility.UrlEncode with %20", |text| {
        lower_escapes(&without_tilde(&keep(text, b"!()*")))
    }),
    (".NET WebUtility.UrlEncode with %20", |text| {
        without_tilde(&keep(text, b"!()*"))
    }),
    ("Rust NON_ALPHANUMERIC", |text| {
        let encoded = strict(text).replace('-', "%2D").replace('.', "%2E");
        without_tilde(&encoded.replace('_', "%5F"))
    }),
    ("Perl, with bytes as characters", |text| {
        let characters: String = text.bytes().map(char::from).collect();
        strict(&characters)
    }),
    ("letters of any language", |text| {
        strict(text).replace("%C3%A9%E5%90%8D", "é名")
    }),
    ("Go PathEscape", |text| keep(text, b"$&+=:@")),
    (".NET WebUtility.UrlEncode with %20 and ~", |text| {
        keep(text, b"!()*")
    }),
    ("encodeURIComponent with three of five replaced", |text| {
        keep(text, b"!*")
    }),
    ("PHP urlencode(utf8_encode())", |text| {
        let twice: String = text.bytes().map(char::from).collect();
        without_tilde(&plus(&strict(&twice)))
    }),
    ("Perl with Latin-1 and punctuation", |text| {
        let kept = units(text, latin_1).replace("%21", "!").replace("%2A", "*");
        let kept = kept.replace("%27", "'").replace("%28", "(");
        kept.replace("%29", ")")
    }),
    ("a table without quotes", |text| keep(text, b"'")),
    ("a table without parentheses", |text| keep(text, b"()")),
    ("a table without !", |text| keep(text, b"!")),
    ("a table without :", |text| keep(text, b":")),
    ("a table without ,", |text| keep(text, b",")),
    ("encodeURIComponent that keeps /", |text| {
        keep(text, b"!'()*/")
    }),
    ("encodeURIComponent in lower case", |text| {
        lower_escapes(&keep(text, b"!'()*"))
    }),
    ("quote_plus that keeps /", |text| plus(&keep(text, b"/"))),
    ("quote_plus in lower case", |text| {
        lower_escapes(&plus(&strict(text)))
    }),
];

#[test]
fn knows_the_encoders_of_languages() {
    let mut missed = Vec::new();
    for (name, encode) in ENCODERS {
        let mut client = Client::default();
        everywhere(&mut client, *encode);
        let diagnosis = diagnose(&REQUEST, &client.send(&REQUEST));
        if diagnosis.verdict() != Verdict::Explained {
            missed.push(format!("{name}: {}", encode("a *~é名z")));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}
