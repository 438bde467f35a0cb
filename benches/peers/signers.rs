//! The peers, each called as its documentation shows. Work that a peer's interface lets a user do
//! once is not measured.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Display, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use benches::{
    CONSUMER_KEY, CONSUMER_SECRET, REALM, RESERVED, TOKEN_ID, TOKEN_SECRET, apart, by_hand,
    with_oauth1_request,
};
use hmac::{Hmac, KeyInit, Mac};
use http::Method;
use http::header::AUTHORIZATION;
use oauth1_request::signature_method::{Sign, SignatureMethod};
use percent_encoding::{percent_encode, utf8_percent_encode};
use reqwest_oauth1::OAuthClientProvider;
use sha2::Sha256;
use url::Url;

/// Signs the same POST request once more.
pub(crate) type Call = Box<dyn FnMut() -> String>;

/// One way to sign without this crate.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    /// Whether it takes the URL with its query, instead of names and values.
    pub(crate) takes_url: bool,
    /// Prepares everything that its interface lets a user prepare once for one URL.
    pub(crate) prepare: fn(&Url) -> Call,
}

/// The two references of every bench.
pub(crate) const REFERENCES: [Peer; 2] = [
    Peer {
        name: "`oauth1-request` 0.6.1, SHA-1",
        takes_url: false,
        prepare: |url| with_oauth1_request(url, oauth1_request::HMAC_SHA1),
    },
    Peer {
        name: "by hand: `hmac`, `percent-encoding`, `format!`",
        takes_url: true,
        prepare: |url| {
            let url = url.clone();
            Box::new(move || by_hand(&Method::POST, &url))
        },
    },
];

/// The other peers, roughly in order of speed.
pub(crate) const PEERS: [Peer; 8] = [
    Peer {
        name: "`oauth1-request` 0.6.1, SHA-256 added by its user",
        takes_url: false,
        prepare: |url| with_oauth1_request(url, HmacSha256),
    },
    Peer {
        name: "`reqwest-oauth1` 0.3.0, SHA-1, with its request",
        takes_url: true,
        prepare: |url| {
            let url = url.clone();
            let secrets = reqwest_oauth1::Secrets::new(CONSUMER_KEY, CONSUMER_SECRET)
                .token(TOKEN_ID, TOKEN_SECRET);
            let parameters = reqwest_oauth1::OAuthParameters::new()
                .realm(REALM)
                .version(true);
            let client = reqwest::Client::new().oauth1_with_params(secrets, parameters);
            Box::new(move || {
                let request = client.post(url.clone()).generate_signature().unwrap();
                let request = request.build().unwrap();
                let header = &request.headers()[AUTHORIZATION];
                header.to_str().unwrap().to_owned()
            })
        },
    },
    Peer {
        name: "`oauth1-header` 0.1.0, SHA-1",
        takes_url: false,
        prepare: |url| {
            let (uri, query) = apart(url);
            let credentials = oauth1_header::Credentials::new(
                CONSUMER_KEY,
                CONSUMER_SECRET,
                TOKEN_ID,
                TOKEN_SECRET,
            );
            // It takes borrowed names and values. They are leaked, so the map is built only once.
            let query = query.into_iter().map(|(k, v)| (&*k.leak(), &*v.leak()));
            let query: HashMap<_, _> = query.collect();
            Box::new(move || credentials.auth(&oauth1_header::http::Method::POST, &uri, &query))
        },
    },
    Peer {
        name: "`oauth-1a` 0.1.1, SHA-1",
        takes_url: false,
        prepare: |url| {
            use oauth_1a::{
                AuthorizationType, ClientId, ClientSecret, Nonce, OAuthData, SignableRequest,
                SignatureMethod, SigningKey, Token, TokenSecret,
            };
            let (uri, query) = apart(url);
            let query: BTreeMap<_, _> = query.into_iter().collect();
            let uri = Url::parse(&uri).unwrap();
            let request = SignableRequest::new("POST".parse().unwrap(), uri, query);
            let key = SigningKey::with_token(
                ClientSecret(CONSUMER_SECRET.to_owned()),
                TokenSecret(TOKEN_SECRET.to_owned()),
            );
            let mut data = OAuthData {
                client_id: ClientId(CONSUMER_KEY.to_owned()),
                token: Some(Token(TOKEN_ID.to_owned())),
                signature_method: SignatureMethod::HmacSha1,
                nonce: Nonce::generate(),
            };
            Box::new(move || {
                data.regen_nonce();
                data.authorization(request.clone(), AuthorizationType::Request, &key)
            })
        },
    },
    Peer {
        name: "`oauth10a` 3.0.0, SHA-256 added by its user",
        takes_url: true,
        prepare: |url| with_oauth10a::<HmacSha256>(url),
    },
    Peer {
        name: "`oauth1` 1.0.0, SHA-1",
        takes_url: false,
        prepare: |url| {
            let (uri, query) = apart(url);
            let consumer = oauth1::Token::new(CONSUMER_KEY, CONSUMER_SECRET);
            let token = oauth1::Token::new(TOKEN_ID, TOKEN_SECRET);
            Box::new(move || {
                // It takes ownership of the map, so each call needs a new one.
                let query = query.iter().map(|(k, v)| (&**k, Cow::from(&**v)));
                oauth1::authorize("POST", &uri, &consumer, Some(&token), Some(query.collect()))
            })
        },
    },
    Peer {
        name: "`oauth-client` 0.8.0, SHA-1",
        takes_url: false,
        prepare: |url| {
            let (uri, query) = apart(url);
            let query: HashMap<_, _> = query
                .into_iter()
                .map(|(k, v)| (Cow::from(k), Cow::from(v)))
                .collect();
            let consumer = oauth_client::Token::new(CONSUMER_KEY, CONSUMER_SECRET);
            let token = oauth_client::Token::new(TOKEN_ID, TOKEN_SECRET);
            Box::new(move || {
                let (header, _form) = oauth_client::authorization_header(
                    "POST",
                    &uri,
                    &consumer,
                    Some(&token),
                    Some(&query),
                );
                header
            })
        },
    },
    Peer {
        name: "`oauth10a` 3.0.0, SHA-512",
        takes_url: true,
        prepare: |url| with_oauth10a::<oauth10a::signer::HmacSha512>(url),
    },
];

fn with_oauth10a<M: oauth10a::signer::SignatureMethod<Error: fmt::Debug> + fmt::Debug + 'static>(
    url: &Url,
) -> Call {
    let url = url.clone();
    Box::new(move || {
        oauth10a::signer::Signer::<M>::new(TOKEN_ID, TOKEN_SECRET, CONSUMER_KEY, CONSUMER_SECRET)
            .unwrap()
            .sign(&Method::POST, &url)
            .unwrap()
    })
}

/// HMAC-SHA256, with the traits that two peers offer for custom signature methods.
#[derive(Clone, Debug)]
struct HmacSha256;

impl oauth10a::signer::SignatureMethod for HmacSha256 {
    type Error = fmt::Error;

    const SIGNATURE_METHOD: &'static str = "HMAC-SHA256";

    fn digest(key: &str, base_string: &str) -> Result<String, fmt::Error> {
        let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
        mac.update(base_string.as_bytes());
        Ok(STANDARD.encode(mac.finalize().into_bytes()))
    }
}

impl SignatureMethod for HmacSha256 {
    type Sign = HmacSha256Sign;

    fn sign_with(self, client_secret: &str, token_secret: Option<&str>) -> HmacSha256Sign {
        let mut key = String::with_capacity(256);
        let secrets = [client_secret, token_secret.unwrap_or_default()];
        let [client, token] = secrets.map(|secret| utf8_percent_encode(secret, &RESERVED));
        write!(key, "{client}&{token}").unwrap();
        HmacSha256Sign(Hmac::new_from_slice(key.as_bytes()).unwrap())
    }
}

struct HmacSha256Sign(Hmac<Sha256>);

impl Sign for HmacSha256Sign {
    type Signature = HmacSha256Signature;

    fn get_signature_method_name(&self) -> &'static str {
        "HMAC-SHA256"
    }

    fn request_method(&mut self, method: &str) {
        write!(self, "{method}&").unwrap();
    }

    fn uri<T: Display>(&mut self, uri: T) {
        write!(self, "{uri}&").unwrap();
    }

    fn parameter<V: Display>(&mut self, key: &str, value: V) {
        write!(self, "{key}%3D{value}").unwrap();
    }

    fn delimiter(&mut self) {
        self.0.update(b"%26");
    }

    fn end(self) -> HmacSha256Signature {
        HmacSha256Signature(self.0.finalize().into_bytes().into())
    }
}

struct HmacSha256Signature([u8; 32]);

impl Display for HmacSha256Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut signature = [0; 44];
        STANDARD.encode_slice(self.0, &mut signature).unwrap();
        write!(f, "{}", percent_encode(&signature, &RESERVED))
    }
}

impl Write for HmacSha256Sign {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}
