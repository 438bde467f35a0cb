//! Clients as their authors wrote them: OAuth 1.0a by hand, in plain steps, with the line that each flaw changes. It shares no code
//! with the crate.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256, Sha512};

/// What one line of a client does wrongly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    // What is signed of the query.
    QueryLeftOut,
    QueryInUri,
    QueryInUriToo,
    QueryEncodedAgain,
    NamesEncodedAgain,
    EncodedTwice,
    PlusKept,
    NothingEncoded,
    NamesNotEncoded,
    ValuesNotEncoded,
    QueryAsItStands,
    // The order of the parameters.
    SortedBeforeEncoding,
    SortedAsText,
    SortedIgnoringCase,
    SortedByName,
    QueryAtTheEnd,
    QueryAtTheStart,
    // Parameters that get lost.
    FirstOfRepeats,
    LastOfRepeats,
    EmptyDropped,
    // Parameters that are added.
    RealmSigned,
    BodyAsForm,
    BodyMembers,
    BodyCharacters,
    BodyAppended,
    BodyHash,
    BodyHexHash,
    VersionNotSent,
    VersionNotSigned,
    Sha1Signed,
    // The encoder.
    EncodeUriComponent,
    PathByEncodeUriComponent,
    PythonQuote,
    PathByPythonQuote,
    PythonQuotePlus,
    JavaUrlEncoder,
    PhpUrlEncode,
    TildeEscaped,
    NonAlphanumeric,
    LowerCaseEscapes,
    // The base string's parts.
    MethodLowerCase,
    MethodGet,
    SchemeHttp,
    AccountUpperCase,
    HostUpperCase,
    HostUnderscore,
    OtherHost,
    Port443,
    NoPort,
    PathDecoded,
    PathEncodedAgain,
    PathPercentEncodedAgain,
    ParametersRaw,
    UriRaw,
    BothRaw,
    ParametersTwice,
    SecondSeparatorEscaped,
    AllEscaped,
    // The key.
    NoTokenSecret,
    NoTokenSecretNorAmpersand,
    NoConsumerSecret,
    NoAmpersand,
    AmpersandEscaped,
    TokenIdForSecret,
    ConsumerKeyForSecret,
    IdsForSecrets,
    SecretsSwapped,
    KeyAndTextSwapped,
    TokenSecretLine,
    ConsumerSecretLine,
    SecretLines,
    TokenSecretSpace,
    ConsumerSecretLineEnd,
    TokenSecretQuoted,
    AllLines,
    SecretsRaw,
    SecretsTwice,
    ConsumerKeyLine,
    TokenIdSpace,
    // The digest.
    Sha1,
    Sha1NamedSha256,
    Sha256NamedSha1,
    Sha512,
    // The signature in the header.
    Hex,
    HexInBase64,
    UrlSafe,
    NoPadding,
    LineBreak,
    SignatureTwice,
    SignatureRaw,
    // The header.
    QueryInHeader,
    Unquoted,
    RealmLowerCase,
    RealmHyphen,
    RealmMissing,
    RealmOther,
    NonceTwice,
    ShortNonce,
    UuidNonce,
    Milliseconds,
    Fraction,
    Version2,
    IdsSwapped,
    OtherToken,
    SecretForKey,
    Basic,
    ForeignHost,
}

use Flaw::{
    AccountUpperCase, AllEscaped, AllLines, AmpersandEscaped, Basic, BodyAppended, BodyAsForm,
    BodyCharacters, BodyHash, BodyHexHash, BodyMembers, BothRaw, ConsumerKeyForSecret,
    ConsumerKeyLine, ConsumerSecretLine, ConsumerSecretLineEnd, EmptyDropped, EncodeUriComponent,
    EncodedTwice, FirstOfRepeats, ForeignHost, Fraction, Hex, HexInBase64, HostUnderscore,
    HostUpperCase, IdsForSecrets, IdsSwapped, JavaUrlEncoder, KeyAndTextSwapped, LastOfRepeats,
    LineBreak, LowerCaseEscapes, MethodGet, MethodLowerCase, Milliseconds, NamesEncodedAgain,
    NamesNotEncoded, NoAmpersand, NoConsumerSecret, NoPadding, NoPort, NoTokenSecret,
    NoTokenSecretNorAmpersand, NonAlphanumeric, NonceTwice, NothingEncoded, OtherHost, OtherToken,
    ParametersRaw, ParametersTwice, PathByEncodeUriComponent, PathByPythonQuote, PathDecoded,
    PathEncodedAgain, PathPercentEncodedAgain, PhpUrlEncode, PlusKept, Port443, PythonQuote,
    PythonQuotePlus, QueryAsItStands, QueryAtTheEnd, QueryAtTheStart, QueryEncodedAgain,
    QueryInHeader, QueryInUri, QueryInUriToo, QueryLeftOut, RealmHyphen, RealmLowerCase,
    RealmMissing, RealmOther, RealmSigned, SchemeHttp, SecondSeparatorEscaped, SecretForKey,
    SecretLines, SecretsRaw, SecretsSwapped, SecretsTwice, Sha1, Sha1NamedSha256, Sha1Signed,
    Sha256NamedSha1, Sha512 as Sha512Used, ShortNonce, SignatureRaw, SignatureTwice, SortedAsText,
    SortedBeforeEncoding, SortedByName, SortedIgnoringCase, TildeEscaped, TokenIdForSecret,
    TokenIdSpace, TokenSecretLine, TokenSecretQuoted, TokenSecretSpace, Unquoted, UriRaw, UrlSafe,
    UuidNonce, ValuesNotEncoded, Version2, VersionNotSent, VersionNotSigned,
};

/// What a client is to send, and with what.
#[derive(Clone)]
pub(crate) struct Job {
    pub(crate) account: &'static str,
    /// Consumer key, consumer secret, token id, token secret.
    pub(crate) secrets: [&'static str; 4],
    pub(crate) method: &'static str,
    pub(crate) url: &'static str,
    pub(crate) body: &'static str,
}

/// What it sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) url: String,
    pub(crate) header: String,
}

/// A client with its flaws.
pub(crate) struct Client<'a>(pub(crate) &'a [Flaw]);

impl Client<'_> {
    fn has(&self, flaw: Flaw) -> bool {
        self.0.contains(&flaw)
    }

    fn has_any(&self, flaws: &[Flaw]) -> bool {
        flaws.iter().any(|flaw| self.has(*flaw))
    }

    pub(crate) fn send(&self, job: &Job) -> Sent {
        let mut url = job.url.to_owned();
        if self.has(ForeignHost) {
            url = url.replace("1234567-sb1.", "7654321.");
        }
        let [mut key, _, mut id, _] = job.secrets.map(str::to_owned);
        if self.has(IdsSwapped) {
            (key, id) = (id, key);
        }
        if self.has(SecretForKey) {
            job.secrets[1].clone_into(&mut key);
        }
        if self.has(OtherToken) {
            id = "0f".repeat(32);
        }
        let nonce = if self.has(ShortNonce) {
            "4711"
        } else if self.has(UuidNonce) {
            "0b5e3a8c-6f7d-4c1e-9a2b-3c4d5e6f7a8b"
        } else {
            "fjaLirsIcCGVZWzBX0pg"
        };
        let timestamp = if self.has(Milliseconds) {
            "1508242306123"
        } else if self.has(Fraction) {
            "1508242306.123456"
        } else {
            "1508242306"
        };
        let method = if self.has_any(&[Sha1, Sha256NamedSha1]) {
            "HMAC-SHA1"
        } else {
            "HMAC-SHA256"
        };
        let version = if self.has(Version2) { "2.0" } else { "1.0" };
        let realm = if self.has(RealmLowerCase) {
            job.account.to_lowercase()
        } else if self.has(RealmHyphen) {
            job.account.replace('_', "-")
        } else if self.has(RealmOther) {
            "7654321".to_owned()
        } else {
            job.account.to_owned()
        };

        let mut oauth = vec![
            ("oauth_consumer_key", key),
            ("oauth_token", id),
            ("oauth_nonce", nonce.to_owned()),
            ("oauth_timestamp", timestamp.to_owned()),
            ("oauth_signature_method", method.to_owned()),
            ("oauth_version", version.to_owned()),
        ];
        let base_string = self.base_string(job, &url, &realm, &oauth);
        let signature = self.signature(job, &base_string);

        if self.has(VersionNotSent) {
            oauth.pop();
        }
        let mut header: Vec<(String, String)> = Vec::new();
        if !self.has(RealmMissing) {
            header.push(("realm".to_owned(), strict(realm.as_bytes())));
        }
        for (name, value) in oauth {
            header.push((name.to_owned(), strict(value.as_bytes())));
            if name == "oauth_nonce" && self.has(NonceTwice) {
                header.push((name.to_owned(), strict(value.as_bytes())));
            }
        }
        if self.has(QueryInHeader) {
            for (name, value) in read_query(&url, true) {
                header.push((strict(&name), strict(&value)));
            }
        }
        let signature = if self.has(SignatureRaw) {
            signature
        } else if self.has(SignatureTwice) {
            strict(strict(signature.as_bytes()).as_bytes())
        } else {
            strict(signature.as_bytes())
        };
        header.push(("oauth_signature".to_owned(), signature));
        let quote = if self.has(Unquoted) { "" } else { "\"" };
        let parameters: Vec<String> = header
            .iter()
            .map(|(name, value)| format!("{name}={quote}{value}{quote}"))
            .collect();
        let scheme = if self.has(Basic) { "OAuth1" } else { "OAuth" };
        Sent {
            url,
            header: format!("{scheme} {}", parameters.join(", ")),
        }
    }

    fn base_string(&self, job: &Job, url: &str, realm: &str, oauth: &[(&str, String)]) -> Vec<u8> {
        let method = if self.has(MethodLowerCase) {
            job.method.to_lowercase()
        } else if self.has(MethodGet) {
            "GET".to_owned()
        } else {
            job.method.to_owned()
        };
        let uri = self.uri(url);
        let parameters = self.parameters(job, url, realm, oauth);
        let uri_part = if self.has_any(&[UriRaw, BothRaw]) {
            uri
        } else if self.has(PathByEncodeUriComponent) {
            encode(&uri, b"!'()*", b"", false, false)
        } else if self.has(PathByPythonQuote) {
            encode(&uri, b"/", b"", false, false)
        } else {
            self.encode(&uri)
        };
        let mut parameters_part = if self.has_any(&[ParametersRaw, BothRaw]) {
            parameters
        } else if self.has(ParametersTwice) {
            self.encode(&self.encode(&parameters))
        } else {
            self.encode(&parameters)
        };
        if self.has(BodyAppended) {
            let body = format!("&{}", job.body);
            parameters_part.extend(if self.has_any(&[ParametersRaw, BothRaw]) {
                body.into_bytes()
            } else if self.has(ParametersTwice) {
                self.encode(&self.encode(body.as_bytes()))
            } else {
                self.encode(body.as_bytes())
            });
        }
        let (first, second) = if self.has(AllEscaped) {
            ("%26", "%26")
        } else if self.has(SecondSeparatorEscaped) {
            ("&", "%26")
        } else {
            ("&", "&")
        };
        [
            method.as_bytes(),
            first.as_bytes(),
            &uri_part,
            second.as_bytes(),
            &parameters_part,
        ]
        .concat()
    }

    fn uri(&self, url: &str) -> Vec<u8> {
        let (scheme, rest) = url.split_once("://").unwrap();
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let slash = rest.find('/').unwrap_or(rest.len());
        let (authority, path) = rest.split_at(slash);
        let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
        let scheme = if self.has(SchemeHttp) { "http" } else { scheme };
        let mut host = host.to_owned();
        if self.has(OtherHost) {
            "rest.netsuite.com".clone_into(&mut host);
        }
        let (account, domain) = host.split_once('.').unwrap();
        let mut account = account.to_owned();
        if self.has(HostUnderscore) {
            account = account.replace('-', "_");
        }
        if self.has(AccountUpperCase) {
            account = account.to_uppercase();
        }
        let mut host = format!("{account}.{domain}");
        if self.has(HostUpperCase) {
            host = host.to_uppercase();
        }
        let port = match port {
            "" if self.has(Port443) && scheme == "https" => ":443".to_owned(),
            "" if self.has(Port443) => ":80".to_owned(),
            "" => String::new(),
            _ if self.has(NoPort) => String::new(),
            port => format!(":{port}"),
        };
        let path = if self.has(PathDecoded) {
            unescape(path, false)
        } else if self.has(PathEncodedAgain) {
            let segments: Vec<String> = path
                .split('/')
                .map(|part| strict(part.as_bytes()))
                .collect();
            segments.join("/").into_bytes()
        } else if self.has(PathPercentEncodedAgain) {
            path.replace('%', "%25").into_bytes()
        } else {
            path.as_bytes().to_vec()
        };
        let mut uri = format!("{scheme}://{host}{port}").into_bytes();
        uri.extend(path);
        if self.has_any(&[QueryInUri, QueryInUriToo]) {
            uri.extend(format!("?{query}").bytes());
        }
        uri
    }

    #[expect(
        clippy::too_many_lines,
        reason = "most clients have all of it in one place"
    )]
    fn parameters(&self, job: &Job, url: &str, realm: &str, oauth: &[(&str, String)]) -> Vec<u8> {
        let mut query: Vec<(Vec<u8>, Vec<u8>)> = if self.has_any(&[QueryLeftOut, QueryInUri]) {
            Vec::new()
        } else if self.has_any(&[QueryEncodedAgain, QueryAsItStands]) {
            raw_query(url)
        } else if self.has(NamesEncodedAgain) {
            let values = read_query(url, true).into_iter().map(|(_, value)| value);
            raw_query(url)
                .into_iter()
                .map(|(name, _)| name)
                .zip(values)
                .collect()
        } else {
            read_query(url, !self.has(PlusKept))
        };
        if self.has(EmptyDropped) {
            query.retain(|(_, value)| !value.is_empty());
        }
        if self.has_any(&[FirstOfRepeats, LastOfRepeats]) {
            let mut kept: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
            for (name, value) in query {
                match kept.iter_mut().find(|(other, _)| *other == name) {
                    None => kept.push((name, value)),
                    Some(place) if self.has(LastOfRepeats) => place.1 = value,
                    Some(_) => {}
                }
            }
            query = kept;
        }
        let text = |text: &str| text.as_bytes().to_vec();
        let hash = Sha256::digest(job.body.as_bytes());
        if self.has(BodyHash) {
            query.push((text("oauth_body_hash"), text(&STANDARD.encode(hash))));
        }
        if self.has(BodyHexHash) {
            query.push((text("oauth_body_hash"), text(&hex(&hash))));
        }
        if self.has(BodyAsForm) {
            query.push((text(job.body), Vec::new()));
        }
        if self.has(BodyMembers) {
            let body: serde_json::Map<String, serde_json::Value> =
                serde_json::from_str(job.body).unwrap();
            for (name, value) in body {
                let value = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                query.push((text(&name), text(&value)));
            }
        }
        if self.has(BodyCharacters) {
            for (at, c) in job.body.chars().enumerate() {
                query.push((text(&at.to_string()), text(&c.to_string())));
            }
        }
        let mut header: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
        for (name, value) in oauth {
            let mut value = value.clone();
            match *name {
                "oauth_consumer_key" if self.has_any(&[ConsumerKeyLine, AllLines]) => {
                    value.push('\n');
                }
                "oauth_token" if self.has(AllLines) => value.push('\n'),
                "oauth_token" if self.has(TokenIdSpace) => value.push(' '),
                "oauth_version" if self.has(VersionNotSigned) => continue,
                "oauth_signature_method" if self.has(Sha1Signed) => {
                    "HMAC-SHA1".clone_into(&mut value);
                }
                _ => {}
            }
            header.push((text(name), text(&value)));
        }
        if self.has(RealmSigned) {
            header.push((text("realm"), text(realm)));
        }

        let mut all = query;
        let count = all.len();
        all.extend(header);
        if self.has(SortedBeforeEncoding) {
            all.sort();
        }
        let mut encoded: Vec<(Vec<u8>, Vec<u8>)> = all
            .iter()
            .map(|(name, value)| {
                let raw = self.has_any(&[NothingEncoded, QueryAsItStands]);
                let name = if raw || self.has(NamesNotEncoded) {
                    name.clone()
                } else {
                    self.encode(name)
                };
                let value = if raw || self.has(ValuesNotEncoded) {
                    value.clone()
                } else {
                    self.encode(value)
                };
                if self.has(EncodedTwice) {
                    (self.encode(&name), self.encode(&value))
                } else {
                    (name, value)
                }
            })
            .collect();
        if self.has(SortedIgnoringCase) {
            let lower = |text: &[u8]| text.to_ascii_lowercase();
            encoded.sort_by_key(|(name, value)| (lower(name), lower(value)));
        } else if self.has(SortedByName) {
            encoded.sort_by(|(a, _), (b, _)| a.cmp(b));
        } else if self.has(QueryAtTheEnd) {
            encoded[count..].sort();
            encoded.rotate_left(count);
        } else if self.has(QueryAtTheStart) {
            encoded[count..].sort();
        } else if !self.has_any(&[SortedBeforeEncoding, SortedAsText]) {
            encoded.sort();
        }
        let mut joined: Vec<Vec<u8>> = encoded
            .iter()
            .map(|(name, value)| [name.as_slice(), b"=", value].concat())
            .collect();
        if self.has(SortedAsText) {
            joined.sort();
        }
        joined.join(&b'&')
    }

    fn encode(&self, text: &[u8]) -> Vec<u8> {
        let (mut raw, mut escaped, mut plus): (&[u8], &[u8], bool) = (b"", b"", false);
        if self.has(EncodeUriComponent) {
            raw = b"!'()*";
        } else if self.has(PythonQuote) {
            raw = b"/";
        } else if self.has(PythonQuotePlus) {
            plus = true;
        } else if self.has(JavaUrlEncoder) {
            (raw, escaped, plus) = (b"*", b"~", true);
        } else if self.has(PhpUrlEncode) {
            (escaped, plus) = (b"~", true);
        } else if self.has(TildeEscaped) {
            escaped = b"~";
        } else if self.has(NonAlphanumeric) {
            escaped = b"-._~";
        }
        encode(text, raw, escaped, plus, self.has(LowerCaseEscapes))
    }

    fn signature(&self, job: &Job, base_string: &[u8]) -> String {
        let [key, consumer_secret, id, token_secret] = job.secrets;
        let (mut consumer, mut token) = (consumer_secret.to_owned(), token_secret.to_owned());
        if self.has_any(&[ConsumerKeyForSecret, IdsForSecrets]) {
            key.clone_into(&mut consumer);
        }
        if self.has_any(&[TokenIdForSecret, IdsForSecrets]) {
            id.clone_into(&mut token);
        }
        if self.has_any(&[ConsumerSecretLine, SecretLines, AllLines]) {
            consumer.push('\n');
        }
        if self.has(ConsumerSecretLineEnd) {
            consumer.push_str("\r\n");
        }
        if self.has_any(&[TokenSecretLine, SecretLines, AllLines]) {
            token.push('\n');
        }
        if self.has(TokenSecretSpace) {
            token.push(' ');
        }
        if self.has(TokenSecretQuoted) {
            token = format!("\"{token}\"");
        }
        if self.has_any(&[NoTokenSecret, NoTokenSecretNorAmpersand]) {
            token = String::new();
        }
        if self.has(NoConsumerSecret) {
            consumer = String::new();
        }
        if !self.has(SecretsRaw) {
            (consumer, token) = (strict(consumer.as_bytes()), strict(token.as_bytes()));
        }
        if self.has(SecretsTwice) {
            (consumer, token) = (strict(consumer.as_bytes()), strict(token.as_bytes()));
        }
        if self.has(SecretsSwapped) {
            (consumer, token) = (token, consumer);
        }
        let ampersand = if self.has_any(&[NoAmpersand, NoTokenSecretNorAmpersand]) {
            ""
        } else if self.has(AmpersandEscaped) {
            "%26"
        } else {
            "&"
        };
        let key = format!("{consumer}{ampersand}{token}").into_bytes();
        let (key, text) = if self.has(KeyAndTextSwapped) {
            (base_string, key.as_slice())
        } else {
            (key.as_slice(), base_string)
        };
        let mut digest = if self.has(Sha512Used) {
            let mut mac = Hmac::<Sha512>::new_from_slice(key).unwrap();
            mac.update(text);
            mac.finalize().into_bytes().to_vec()
        } else {
            let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
            mac.update(text);
            mac.finalize().into_bytes().to_vec()
        };
        if self.has_any(&[Sha1, Sha1NamedSha256]) {
            // SHA-1 is known by its length alone, and no dependency computes it here.
            digest.truncate(20);
        }
        if self.has(Hex) {
            hex(&digest)
        } else if self.has(HexInBase64) {
            STANDARD.encode(hex(&digest))
        } else if self.has(UrlSafe) {
            URL_SAFE.encode(digest)
        } else if self.has(NoPadding) {
            STANDARD_NO_PAD.encode(digest)
        } else if self.has(LineBreak) {
            STANDARD.encode(digest) + "\n"
        } else {
            STANDARD.encode(digest)
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

fn strict(text: &[u8]) -> String {
    String::from_utf8(encode(text, b"", b"", false, false)).unwrap()
}

fn encode(text: &[u8], raw: &[u8], escaped: &[u8], plus: bool, lower_case: bool) -> Vec<u8> {
    let mut encoded = Vec::new();
    for byte in text {
        let is_unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
        if raw.contains(byte) || is_unreserved && !escaped.contains(byte) {
            encoded.push(*byte);
        } else if plus && *byte == b' ' {
            encoded.push(b'+');
        } else if lower_case {
            encoded.extend(format!("%{byte:02x}").bytes());
        } else {
            encoded.extend(format!("%{byte:02X}").bytes());
        }
    }
    encoded
}

fn raw_query(url: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let pieces = query.split('&').filter(|piece| !piece.is_empty());
    pieces
        .map(|piece| {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            (name.as_bytes().to_vec(), value.as_bytes().to_vec())
        })
        .collect()
}

fn read_query(url: &str, plus_is_space: bool) -> Vec<(Vec<u8>, Vec<u8>)> {
    raw_query(url)
        .into_iter()
        .map(|(name, value)| {
            let read = |text: Vec<u8>| unescape(&String::from_utf8(text).unwrap(), plus_is_space);
            (read(name), read(value))
        })
        .collect()
}

fn unescape(text: &str, plus_is_space: bool) -> Vec<u8> {
    let text = if plus_is_space {
        text.replace('+', " ")
    } else {
        text.to_owned()
    };
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(&part.as_bytes()[2..]);
    }
    bytes
}
