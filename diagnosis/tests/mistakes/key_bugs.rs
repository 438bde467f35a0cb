//! Bugs in the key, the signature and the header.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
use hmac::{Hmac, KeyInit, Mac};

use crate::bugs::{Bug, bug, edit, set};
use crate::client::{Request, escape, hex, hmac as sign, sha256};
use crate::text_bugs::with_own_encoder;

fn secrets(request: &Request) -> [String; 2] {
    [request.secrets[1].to_owned(), request.secrets[3].to_owned()]
}

fn bytes(texts: [String; 2]) -> [Vec<u8>; 2] {
    texts.map(String::into_bytes)
}

pub(crate) static OF_KEYS: &[Bug] = &[
    bug("secret-missing", "secrets", |c| {
        c.secrets = |request| bytes([secrets(request)[0].clone(), String::new()]);
    }),
    bug("secret-missing", "key", |c| c.key = |consumer, _| consumer),
    bug("secret-missing", "secrets", |c| {
        c.secrets = |request| bytes([String::new(), secrets(request)[1].clone()]);
    }),
    bug("secret-unset", "secrets", |c| {
        c.secrets = |_| bytes(["undefined".to_owned(), "undefined".to_owned()]);
    }),
    bug("secret-unset", "secrets", |c| {
        c.secrets = |request| bytes([secrets(request)[0].clone(), "None".to_owned()]);
    }),
    bug("secret-unset", "secrets", |c| {
        c.secrets = |_| {
            bytes([
                "{{consumer_secret}}".to_owned(),
                "{{token_secret}}".to_owned(),
            ])
        };
    }),
    bug("id-for-secret", "secrets", |c| {
        c.secrets = |request| bytes([secrets(request)[0].clone(), request.secrets[2].to_owned()]);
    }),
    bug("id-for-secret", "secrets", |c| {
        c.secrets = |request| bytes([request.secrets[0], request.secrets[2]].map(str::to_owned));
    }),
    bug("secrets-swapped", "key", |c| {
        c.key = |consumer, token| [token, consumer].join(&b'&');
    }),
    bug("ampersand-missing", "key", |c| {
        c.key = |consumer, token| [consumer, token].concat();
    }),
    bug("ampersand-missing", "key", |c| {
        c.key = |consumer, token| [consumer, token].join(b"&amp;".as_slice());
    }),
    bug("key-and-text-swapped", "mac", |c| {
        c.mac = |key, text| sign(text, key);
    }),
    bug("plain-hash", "mac", |c| c.mac = |_, text| sha256(text)),
    bug("plain-hash", "mac", |c| {
        c.mac = |key, text| sha256(&[text, key].concat());
    }),
    bug("secrets-not-encoded", "encode secret", |c| {
        c.encode_secret = <[u8]>::to_vec;
    }),
    bug("secrets-encoded-twice", "encode secret", |c| {
        c.encode_secret = |secret| escape(escape(secret, b"").as_bytes(), b"").into_bytes();
    }),
    bug("secrets-encoder", "encode secret", with_own_encoder),
    bug("secrets-converted", "secrets", |c| {
        c.secrets = |request| secrets(request).map(|secret| STANDARD.encode(secret).into_bytes());
    }),
    bug("secrets-converted", "secrets", |c| {
        c.secrets = |request| secrets(request).map(|secret| format!("b'{secret}'").into_bytes());
    }),
    bug("whitespace", "secrets", |c| {
        c.secrets = |request| {
            bytes([
                secrets(request)[0].clone(),
                secrets(request)[1].clone() + "\n",
            ])
        };
    }),
    bug("whitespace", "secrets", |c| {
        c.secrets = |request| {
            bytes([
                secrets(request)[0].clone() + "\r\n",
                secrets(request)[1].clone(),
            ])
        };
    }),
    bug("whitespace", "secrets", |c| {
        c.secrets = |request| bytes(secrets(request).map(|secret| format!("\"{secret}\"")));
    }),
    bug("whitespace", "ids", |c| {
        c.add
            .push(|pairs, _| edit(pairs, "oauth_token", |id| format!("{id}\n")));
    }),
];

pub(crate) static OF_HEADERS: &[Bug] = &[
    bug("version-not-sent", "send version", |c| {
        c.send
            .push(|pairs, _| pairs.retain(|(name, _)| name != "oauth_version"));
    }),
    bug("version-not-signed", "send version", |c| {
        c.add
            .push(|pairs, _| pairs.retain(|(name, _)| name != "oauth_version"));
    }),
    bug("parameter-not-signed", "sign token", |c| {
        c.add
            .push(|pairs, _| pairs.retain(|(name, _)| name != "oauth_token"));
    }),
    bug("verifier-not-signed", "send verifier", |c| {
        c.send
            .push(|pairs, _| set(pairs, "oauth_verifier", "abc123"));
    }),
    bug("other-method-name-signed", "method name", |c| {
        c.add
            .push(|pairs, _| set(pairs, "oauth_signature_method", "HMAC-SHA1"));
    }),
    bug("timestamp-differs", "timestamp", |c| {
        c.send
            .push(|pairs, _| edit(pairs, "oauth_timestamp", |_| "1508242307".to_owned()));
    }),
    bug("callback-encoded-twice", "callback", |c| {
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
    bug("other-digest", "mac", |c| {
        c.mac = |key, text| {
            let mut mac = Hmac::<sha1::Sha1>::new_from_slice(key).unwrap();
            mac.update(text);
            mac.finalize().into_bytes().to_vec()
        };
        c.oauth
            .push(|pairs, _| set(pairs, "oauth_signature_method", "HMAC-SHA1"));
    }),
    bug("misnamed-digest", "mac", |c| {
        c.mac = |key, text| {
            let mut mac = Hmac::<sha2::Sha512>::new_from_slice(key).unwrap();
            mac.update(text);
            mac.finalize().into_bytes().to_vec()
        };
    }),
    bug("signature-method", "method name", |c| {
        c.oauth
            .push(|pairs, _| set(pairs, "oauth_signature_method", "HMAC_SHA256"));
    }),
    bug("signature-in-hex", "signature", |c| c.signature = hex),
    bug("signature-hex-in-base64", "signature", |c| {
        c.signature = |digest| STANDARD.encode(hex(digest));
    }),
    bug("signature-hex-in-base64", "signature", |c| {
        c.signature = |digest| STANDARD.encode(format!("SHA2-256(stdin)= {}\n", hex(digest)));
    }),
    bug("signature-printed", "signature", |c| {
        c.signature = |digest| format!("b'{}'", STANDARD.encode(digest));
    }),
    bug("signature-other-base64", "signature", |c| {
        c.signature = |digest| URL_SAFE.encode(digest);
    }),
    bug("signature-other-base64", "signature", |c| {
        c.signature = |digest| STANDARD_NO_PAD.encode(digest);
    }),
    bug("signature-line-break", "signature", |c| {
        c.signature = |digest| STANDARD.encode(digest) + "\n";
    }),
    bug("signature-encoded-twice", "signature", |c| {
        c.signature = |digest| escape(STANDARD.encode(digest).as_bytes(), b"");
    }),
    bug("not-encoded", "header value", |c| {
        c.header_value = str::to_owned;
    }),
    bug("query-in-header", "header query", |c| {
        c.send
            .push(|pairs, _| pairs.push(("id".to_owned(), "1".to_owned())));
    }),
    bug("foreign-parameter", "header query", |c| {
        c.oauth.push(|pairs, _| set(pairs, "color", "blue"));
    }),
    bug("not-quoted", "header", |c| {
        c.header = |pairs| {
            let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
            format!("OAuth {}", pairs.collect::<Vec<_>>().join(", "))
        };
    }),
    bug("malformed", "header", |c| {
        c.header = |pairs| {
            let pairs = pairs
                .iter()
                .map(|(name, value)| format!("{name}=\"{value}\""));
            format!("OAuth {}", pairs.collect::<Vec<_>>().join("&"))
        };
    }),
    bug("not-oauth", "header", |c| {
        c.header = |pairs| {
            let pairs = pairs
                .iter()
                .map(|(name, value)| format!("{name}=\"{value}\""));
            format!("OAuth1 {}", pairs.collect::<Vec<_>>().join(", "))
        };
    }),
    bug("realm-spelling", "realm", |c| {
        c.send
            .push(|pairs, _| edit(pairs, "realm", str::to_lowercase));
    }),
    bug("missing", "realm", |c| {
        c.send
            .push(|pairs, _| pairs.retain(|(name, _)| name != "realm"));
    }),
    bug("other-realm", "realm", |c| {
        c.send.push(|pairs, _| set(pairs, "realm", "7654321"));
    }),
    bug("empty", "realm", |c| {
        c.send.push(|pairs, _| set(pairs, "realm", ""));
    }),
    bug("twice", "nonce twice", |c| {
        c.send.push(|pairs, _| {
            pairs.push(("oauth_nonce".to_owned(), "fjaLirsIcCGVZWzBX0pg".to_owned()));
        });
    }),
    bug("nonce", "nonce", |c| {
        c.oauth.push(|pairs, _| set(pairs, "oauth_nonce", "4711"));
    }),
    bug("nonce", "nonce", |c| {
        c.oauth
            .push(|pairs, _| set(pairs, "oauth_nonce", "0b5e3a8c-6f7d-4c1e-9a2b-3c4d5e6f7a8b"));
    }),
    bug("timestamp-in-milliseconds", "timestamp", |c| {
        c.oauth
            .push(|pairs, _| set(pairs, "oauth_timestamp", "1508242306123"));
    }),
    bug("timestamp", "timestamp", |c| {
        c.oauth
            .push(|pairs, _| set(pairs, "oauth_timestamp", "1508242306.123"));
    }),
    bug("version", "version", |c| {
        c.oauth.push(|pairs, _| set(pairs, "oauth_version", "2.0"));
    }),
    bug("ids-swapped", "sent ids", |c| {
        c.oauth.push(|pairs, request| {
            set(pairs, "oauth_consumer_key", request.secrets[2]);
            set(pairs, "oauth_token", request.secrets[0]);
        });
    }),
    bug("other-id", "sent ids", |c| {
        c.oauth.push(|pairs, _| set(pairs, "oauth_token", "0f0f"));
    }),
    bug("whitespace", "sent ids", |c| {
        c.oauth
            .push(|pairs, _| edit(pairs, "oauth_token", |id| format!("{id}\n")));
    }),
    bug("secret-in-header", "sent ids", |c| {
        c.oauth
            .push(|pairs, request| set(pairs, "oauth_consumer_key", request.secrets[1]));
    }),
    bug("host-spelling", "host", |c| {
        c.host = |host| host.replace("1234567-sb1", "1234567_sb1");
        c.sent_url = |url| url.replace("1234567-sb1", "1234567_SB1");
    }),
    bug("foreign-host", "host", |c| {
        c.host = |host| host.replace("1234567-sb1", "7654321");
        c.sent_url = |url| url.replace("1234567-sb1", "7654321");
    }),
];
