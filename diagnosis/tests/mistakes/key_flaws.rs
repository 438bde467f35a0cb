//! Flaws of the key, of the signature and of the header.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
use hmac::{Hmac, KeyInit, Mac};

use crate::client::{Job, escape, hex, hmac as sign, sha256};
use crate::flaws::{Flaw, edit, flaw, set};
use crate::text_flaws::with_own_encoder;

fn secrets(job: &Job) -> [String; 2] {
    [job.secrets[1].to_owned(), job.secrets[3].to_owned()]
}

fn bytes(texts: [String; 2]) -> [Vec<u8>; 2] {
    texts.map(String::into_bytes)
}

pub(crate) static OF_KEYS: &[Flaw] = &[
    flaw("secret-missing", "secrets", |c| {
        c.secrets = |job| bytes([secrets(job)[0].clone(), String::new()]);
    }),
    flaw("secret-missing", "key", |c| c.key = |consumer, _| consumer),
    flaw("secret-missing", "secrets", |c| {
        c.secrets = |job| bytes([String::new(), secrets(job)[1].clone()]);
    }),
    flaw("secret-unset", "secrets", |c| {
        c.secrets = |_| bytes(["undefined".to_owned(), "undefined".to_owned()]);
    }),
    flaw("secret-unset", "secrets", |c| {
        c.secrets = |job| bytes([secrets(job)[0].clone(), "None".to_owned()]);
    }),
    flaw("secret-unset", "secrets", |c| {
        c.secrets = |_| {
            bytes([
                "{{consumer_secret}}".to_owned(),
                "{{token_secret}}".to_owned(),
            ])
        };
    }),
    flaw("id-for-secret", "secrets", |c| {
        c.secrets = |job| bytes([secrets(job)[0].clone(), job.secrets[2].to_owned()]);
    }),
    flaw("id-for-secret", "secrets", |c| {
        c.secrets = |job| bytes([job.secrets[0], job.secrets[2]].map(str::to_owned));
    }),
    flaw("secrets-swapped", "key", |c| {
        c.key = |consumer, token| [token, consumer].join(&b'&');
    }),
    flaw("ampersand-missing", "key", |c| {
        c.key = |consumer, token| [consumer, token].concat();
    }),
    flaw("ampersand-missing", "key", |c| {
        c.key = |consumer, token| [consumer, token].join(b"&amp;".as_slice());
    }),
    flaw("key-and-text-swapped", "mac", |c| {
        c.mac = |key, text| sign(text, key);
    }),
    flaw("plain-hash", "mac", |c| c.mac = |_, text| sha256(text)),
    flaw("plain-hash", "mac", |c| {
        c.mac = |key, text| sha256(&[text, key].concat());
    }),
    flaw("secrets-not-encoded", "encode secret", |c| {
        c.encode_secret = <[u8]>::to_vec;
    }),
    flaw("secrets-encoded-twice", "encode secret", |c| {
        c.encode_secret = |secret| escape(escape(secret, b"").as_bytes(), b"").into_bytes();
    }),
    flaw("secrets-encoder", "encode secret", with_own_encoder),
    flaw("secrets-converted", "secrets", |c| {
        c.secrets = |job| secrets(job).map(|secret| STANDARD.encode(secret).into_bytes());
    }),
    flaw("secrets-converted", "secrets", |c| {
        c.secrets = |job| secrets(job).map(|secret| format!("b'{secret}'").into_bytes());
    }),
    flaw("whitespace", "secrets", |c| {
        c.secrets = |job| bytes([secrets(job)[0].clone(), secrets(job)[1].clone() + "\n"]);
    }),
    flaw("whitespace", "secrets", |c| {
        c.secrets = |job| bytes([secrets(job)[0].clone() + "\r\n", secrets(job)[1].clone()]);
    }),
    flaw("whitespace", "secrets", |c| {
        c.secrets = |job| bytes(secrets(job).map(|secret| format!("\"{secret}\"")));
    }),
    flaw("whitespace", "ids", |c| {
        c.add
            .push(|pairs, _| edit(pairs, "oauth_token", |id| format!("{id}\n")));
    }),
];

pub(crate) static OF_HEADERS: &[Flaw] = &[
    flaw("version-not-sent", "send version", |c| {
        c.send
            .push(|pairs, _| pairs.retain(|(name, _)| name != "oauth_version"));
    }),
    flaw("version-not-signed", "send version", |c| {
        c.add
            .push(|pairs, _| pairs.retain(|(name, _)| name != "oauth_version"));
    }),
    flaw("parameter-not-signed", "sign token", |c| {
        c.add
            .push(|pairs, _| pairs.retain(|(name, _)| name != "oauth_token"));
    }),
    flaw("verifier-not-signed", "send verifier", |c| {
        c.send
            .push(|pairs, _| set(pairs, "oauth_verifier", "abc123"));
    }),
    flaw("other-method-name-signed", "method name", |c| {
        c.add
            .push(|pairs, _| set(pairs, "oauth_signature_method", "HMAC-SHA1"));
    }),
    flaw("timestamp-differs", "timestamp", |c| {
        c.send
            .push(|pairs, _| edit(pairs, "oauth_timestamp", |_| "1508242307".to_owned()));
    }),
    flaw("callback-encoded-twice", "callback", |c| {
        c.send.push(|pairs, _| {
            set(
                pairs,
                "oauth_callback",
                "https%3A%2F%2Fmy.example%2Fcallback",
            );
        });
        c.add
            .push(|pairs, _| set(pairs, "oauth_callback", "https://my.example/callback"));
    }),
    flaw("other-digest", "mac", |c| {
        c.mac = |key, text| {
            let mut mac = Hmac::<sha1::Sha1>::new_from_slice(key).unwrap();
            mac.update(text);
            mac.finalize().into_bytes().to_vec()
        };
        c.oauth
            .push(|pairs, _| set(pairs, "oauth_signature_method", "HMAC-SHA1"));
    }),
    flaw("misnamed-digest", "mac", |c| {
        c.mac = |key, text| {
            let mut mac = Hmac::<sha2::Sha512>::new_from_slice(key).unwrap();
            mac.update(text);
            mac.finalize().into_bytes().to_vec()
        };
    }),
    flaw("signature-method", "method name", |c| {
        c.oauth
            .push(|pairs, _| set(pairs, "oauth_signature_method", "HMAC_SHA256"));
    }),
    flaw("signature-in-hex", "signature", |c| c.signature = hex),
    flaw("signature-hex-in-base64", "signature", |c| {
        c.signature = |digest| STANDARD.encode(hex(digest));
    }),
    flaw("signature-hex-in-base64", "signature", |c| {
        c.signature = |digest| STANDARD.encode(format!("SHA2-256(stdin)= {}\n", hex(digest)));
    }),
    flaw("signature-printed", "signature", |c| {
        c.signature = |digest| format!("b'{}'", STANDARD.encode(digest));
    }),
    flaw("signature-other-base64", "signature", |c| {
        c.signature = |digest| URL_SAFE.encode(digest);
    }),
    flaw("signature-other-base64", "signature", |c| {
        c.signature = |digest| STANDARD_NO_PAD.encode(digest);
    }),
    flaw("signature-line-break", "signature", |c| {
        c.signature = |digest| STANDARD.encode(digest) + "\n";
    }),
    flaw("signature-encoded-twice", "signature", |c| {
        c.signature = |digest| escape(STANDARD.encode(digest).as_bytes(), b"");
    }),
    flaw("not-encoded", "header value", |c| {
        c.header_value = str::to_owned;
    }),
    flaw("query-in-header", "header query", |c| {
        c.send
            .push(|pairs, _| pairs.push(("id".to_owned(), "1".to_owned())));
    }),
    flaw("foreign-parameter", "header query", |c| {
        c.oauth.push(|pairs, _| set(pairs, "color", "blue"));
    }),
    flaw("not-quoted", "header", |c| {
        c.header = |pairs| {
            let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
            format!("OAuth {}", pairs.collect::<Vec<_>>().join(", "))
        };
    }),
    flaw("malformed", "header", |c| {
        c.header = |pairs| {
            let pairs = pairs
                .iter()
                .map(|(name, value)| format!("{name}=\"{value}\""));
            format!("OAuth {}", pairs.collect::<Vec<_>>().join("&"))
        };
    }),
    flaw("not-oauth", "header", |c| {
        c.header = |pairs| {
            let pairs = pairs
                .iter()
                .map(|(name, value)| format!("{name}=\"{value}\""));
            format!("OAuth1 {}", pairs.collect::<Vec<_>>().join(", "))
        };
    }),
    flaw("realm-spelling", "realm", |c| {
        c.send
            .push(|pairs, _| edit(pairs, "realm", str::to_lowercase));
    }),
    flaw("missing", "realm", |c| {
        c.send
            .push(|pairs, _| pairs.retain(|(name, _)| name != "realm"));
    }),
    flaw("other-realm", "realm", |c| {
        c.send.push(|pairs, _| set(pairs, "realm", "7654321"));
    }),
    flaw("empty", "realm", |c| {
        c.send.push(|pairs, _| set(pairs, "realm", ""));
    }),
    flaw("twice", "nonce twice", |c| {
        c.send.push(|pairs, _| {
            pairs.push(("oauth_nonce".to_owned(), "fjaLirsIcCGVZWzBX0pg".to_owned()));
        });
    }),
    flaw("nonce", "nonce", |c| {
        c.oauth.push(|pairs, _| set(pairs, "oauth_nonce", "4711"));
    }),
    flaw("nonce", "nonce", |c| {
        c.oauth
            .push(|pairs, _| set(pairs, "oauth_nonce", "0b5e3a8c-6f7d-4c1e-9a2b-3c4d5e6f7a8b"));
    }),
    flaw("timestamp-in-milliseconds", "timestamp", |c| {
        c.oauth
            .push(|pairs, _| set(pairs, "oauth_timestamp", "1508242306123"));
    }),
    flaw("timestamp", "timestamp", |c| {
        c.oauth
            .push(|pairs, _| set(pairs, "oauth_timestamp", "1508242306.123"));
    }),
    flaw("version", "version", |c| {
        c.oauth.push(|pairs, _| set(pairs, "oauth_version", "2.0"));
    }),
    flaw("ids-swapped", "sent ids", |c| {
        c.oauth.push(|pairs, job| {
            set(pairs, "oauth_consumer_key", job.secrets[2]);
            set(pairs, "oauth_token", job.secrets[0]);
        });
    }),
    flaw("other-id", "sent ids", |c| {
        c.oauth.push(|pairs, _| set(pairs, "oauth_token", "0f0f"));
    }),
    flaw("whitespace", "sent ids", |c| {
        c.oauth
            .push(|pairs, _| edit(pairs, "oauth_token", |id| format!("{id}\n")));
    }),
    flaw("secret-in-header", "sent ids", |c| {
        c.oauth
            .push(|pairs, job| set(pairs, "oauth_consumer_key", job.secrets[1]));
    }),
    flaw("foreign-host", "host", |c| {
        c.host = |host| host.replace("1234567-sb1", "7654321");
        c.sent_url = |url| url.replace("1234567-sb1", "7654321");
    }),
];
