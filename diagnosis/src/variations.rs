//! Every known mistake, as the choices that a client makes otherwise for it.

use crate::client::{Client, Method, Separators};
use crate::encoding::{Characters, Encoding, Times};
use crate::key::{Around, Half, Joined};
use crate::mistake::Mistake;
use crate::parameters::{Body, Order, Query, Repeats, Version};
use crate::uri::{Case, Host, Path, Port};
use netsuite_oauth1::Service;

/// One way to make a mistake.
pub(crate) struct Variation {
    pub(crate) mistake: Mistake,
    /// It is tried together with others too, and not alone only.
    pub(crate) is_paired: bool,
    change: Box<dyn Fn(&mut Client)>,
}

impl Variation {
    /// Returns a client that makes this mistake beside what it does already.
    pub(crate) fn made_by(&self, mut client: Client) -> Client {
        (self.change)(&mut client);
        client
    }
}

/// Returns all of them, the likeliest first.
pub(crate) fn all() -> Vec<Variation> {
    let mut all = Vec::new();
    query(&mut all);
    key(&mut all);
    encoding(&mut all);
    order(&mut all);
    method_and_url(&mut all);
    extra(&mut all);
    whitespace(&mut all);
    // A body has many characters, and each of them makes a parameter: with others it is tried last.
    add(&mut all, Mistake::BodySigned, |client| {
        client.parameters.body = Body::Characters;
    });
    let often = all.len();
    rare(&mut all);
    for variation in all.iter_mut().skip(often) {
        variation.is_paired = false;
    }
    all
}

fn add(all: &mut Vec<Variation>, mistake: Mistake, change: impl Fn(&mut Client) + 'static) {
    let change = Box::new(change);
    all.push(Variation {
        mistake,
        is_paired: true,
        change,
    });
}

fn query(all: &mut Vec<Variation>) {
    add(all, Mistake::QueryLeftOut, |client| {
        client.parameters.query = Query::LeftOut;
    });
    add(all, Mistake::QueryInUri, |client| {
        client.uri.with_query = true;
        client.parameters.query = Query::LeftOut;
    });
    add(all, Mistake::QueryInUri, |client| {
        client.uri.with_query = true;
    });
    add(all, Mistake::RealmSigned, |client| {
        client.parameters.with_realm = true;
    });
}

fn key(all: &mut Vec<Variation>) {
    for joined in [Joined::Ampersand, Joined::Nothing] {
        let field = "token secret";
        add(all, Mistake::SecretMissing { field }, move |client| {
            client.key.token = Half::Nothing;
            client.key.joined = joined;
        });
    }
    let field = "consumer secret";
    add(all, Mistake::SecretMissing { field }, |client| {
        client.key.consumer = Half::Nothing;
    });
    let field = "token id";
    add(all, Mistake::IdForSecret { field }, |client| {
        client.key.token = Half::Id;
    });
    let field = "consumer key";
    add(all, Mistake::IdForSecret { field }, |client| {
        client.key.consumer = Half::Id;
    });
    let field = "consumer key and token id";
    add(all, Mistake::IdForSecret { field }, |client| {
        client.key.consumer = Half::Id;
        client.key.token = Half::Id;
    });
    add(all, Mistake::SecretsSwapped, |client| {
        client.key.swapped = true;
    });
    for joined in [Joined::Nothing, Joined::EscapedAmpersand] {
        add(all, Mistake::AmpersandMissing, move |client| {
            client.key.joined = joined;
        });
    }
    add(all, Mistake::KeyAndTextSwapped, |client| {
        client.key.is_text = true;
    });
    add(all, Mistake::SecretsNotEncoded, |client| {
        client.key.encoded = Times::Never;
    });
    add(all, Mistake::SecretsEncodedTwice, |client| {
        client.key.encoded = Times::Twice;
    });
}

/// Each in three places: everywhere, names and values alone, and the URL alone.
fn encoding(all: &mut Vec<Variation>) {
    let mut everywhere = |mistake, change: fn(&mut Encoding)| {
        add(all, mistake, move |client| {
            change(&mut client.parameters.encoding);
            change(&mut client.text.encoding);
            change(&mut client.text.uri_encoding);
        });
        add(all, mistake, move |client| {
            change(&mut client.parameters.encoding);
        });
        add(all, mistake, move |client| {
            change(&mut client.text.uri_encoding);
        });
    };
    everywhere(Mistake::PunctuationRaw, |encoding| {
        encoding.kept = COMPONENT;
    });
    everywhere(Mistake::SlashRaw, |encoding| {
        encoding.kept = UNRESERVED.and(Characters::SLASH);
    });
    everywhere(Mistake::PunctuationRaw, |encoding| {
        encoding.kept = UNRESERVED.and(Characters::ASTERISK);
    });
    everywhere(Mistake::EscapesInLowerCase, |encoding| {
        encoding.lower_case = true;
    });
    everywhere(Mistake::UnreservedEscaped, |encoding| {
        encoding.kept = NO_TILDE;
    });
    everywhere(Mistake::UnreservedEscaped, |encoding| {
        encoding.kept = Characters::ALPHANUMERIC;
    });
    everywhere(Mistake::SpaceAsPlus, |encoding| {
        encoding.space_is_plus = true;
    });
    everywhere(Mistake::SpaceAsPlus, |encoding| {
        encoding.space_is_plus = true;
        encoding.kept = FORM;
    });
    everywhere(Mistake::SpaceAsPlus, |encoding| {
        encoding.space_is_plus = true;
        encoding.kept = NO_TILDE;
    });

    add(all, Mistake::PlusKept, |client| {
        client.parameters.query = Query::PlusKept;
    });
    for query in [Query::Raw, Query::NamesRaw] {
        add(all, Mistake::QueryEncodedTwice, move |client| {
            client.parameters.query = query;
        });
    }
    for (names, values) in [(Times::Twice, Times::Twice), (Times::Once, Times::Twice)] {
        add(all, Mistake::QueryEncodedTwice, move |client| {
            client.parameters.names = names;
            client.parameters.values = values;
        });
    }
    for query in [Query::Decoded, Query::Raw] {
        for (names, values) in [
            (Times::Never, Times::Never),
            (Times::Once, Times::Never),
            (Times::Never, Times::Once),
        ] {
            add(all, Mistake::QueryNotEncoded, move |client| {
                client.parameters.query = query;
                client.parameters.names = names;
                client.parameters.values = values;
            });
        }
    }
    for (mistake, times) in [
        (Mistake::BaseStringNotEncoded, Times::Never),
        (Mistake::BaseStringEncodedTwice, Times::Twice),
    ] {
        add(all, mistake, move |client| client.text.parameters = times);
        add(all, mistake, move |client| client.text.uri = times);
        add(all, mistake, move |client| {
            client.text.parameters = times;
            client.text.uri = times;
        });
    }
    for separators in [Separators::SecondEncoded, Separators::BothEncoded] {
        add(all, Mistake::SeparatorsEncoded, move |client| {
            client.text.separators = separators;
        });
    }
}

fn order(all: &mut Vec<Variation>) {
    for (mistake, order) in [
        (Mistake::NotSorted, Order::QueryFirst),
        (Mistake::NotSorted, Order::QueryLast),
        (Mistake::NotSorted, Order::AsSent),
        (Mistake::SortedBeforeEncoding, Order::Decoded),
        (Mistake::SortedAsText, Order::Joined),
        (Mistake::SortedIgnoringCase, Order::IgnoringCase),
        (Mistake::SortedByNameAlone, Order::NamesAlone),
    ] {
        add(all, mistake, move |client| client.parameters.order = order);
    }
    for repeats in [Repeats::LastKept, Repeats::FirstKept] {
        add(all, Mistake::RepeatsLost, move |client| {
            client.parameters.repeats = repeats;
        });
    }
    add(all, Mistake::EmptyValuesDropped, |client| {
        client.parameters.without_empty = true;
    });
}

fn method_and_url(all: &mut Vec<Variation>) {
    for signed in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
        add(all, Mistake::OtherMethod { signed }, move |client| {
            client.text.method = Method::Other(signed);
        });
    }
    add(all, Mistake::MethodInLowerCase, |client| {
        client.text.method = Method::Lower;
    });
    for signed in ["http", "https"] {
        add(all, Mistake::OtherScheme { signed }, move |client| {
            client.uri.scheme = Some(signed);
        });
    }
    for case in [Case::Written, Case::UpperAccount, Case::Upper] {
        add(all, Mistake::HostInUpperCase, move |client| {
            client.uri.case = case;
        });
    }
    add(all, Mistake::HostWithUnderscore, |client| {
        client.uri.with_underscore = true;
    });
    for host in [
        Host::Own(Service::Restlets),
        Host::Own(Service::SuiteTalk),
        Host::Own(Service::App),
        Host::Production,
        Host::Common("rest.netsuite.com"),
        Host::Common("webservices.netsuite.com"),
        Host::Common("system.netsuite.com"),
    ] {
        add(all, Mistake::OtherHost, move |client| {
            client.uri.host = host;
        });
    }
    add(all, Mistake::DefaultPort, |client| {
        client.uri.port = Port::Always;
    });
    add(all, Mistake::PortLeftOut, |client| {
        client.uri.port = Port::Never;
    });
    add(all, Mistake::PathDecoded, |client| {
        client.uri.path = Path::Decoded;
    });
    for path in [Path::EncodedTwice, Path::PercentEncodedTwice] {
        add(all, Mistake::PathEncodedTwice, move |client| {
            client.uri.path = path;
        });
    }
}

/// What is signed beside query and header, or left out of it.
fn extra(all: &mut Vec<Variation>) {
    for body in [Body::Members, Body::Form, Body::Appended] {
        add(all, Mistake::BodySigned, move |client| {
            client.parameters.body = body;
        });
    }
    for body in [Body::Hash, Body::HexHash] {
        add(all, Mistake::BodyHashSigned, move |client| {
            client.parameters.body = body;
        });
    }
    add(all, Mistake::VersionNotSent, |client| {
        client.parameters.version = Version::Added;
    });
    add(all, Mistake::VersionNotSigned, |client| {
        client.parameters.version = Version::LeftOut;
    });
    for name in ["HMAC-SHA256", "HMAC-SHA1", "HMAC_SHA256", "HMAC-SHA512"] {
        add(all, Mistake::OtherMethodNameSigned, move |client| {
            client.parameters.signature_method = Some(name);
        });
    }
}

fn whitespace(all: &mut Vec<Variation>) {
    for around in [
        Around::LineFeed,
        Around::LineEnd,
        Around::SpaceAfter,
        Around::SpaceBefore,
        Around::Quotes,
    ] {
        around_secrets(all, around);
        for encoded in [Times::Once, Times::Never] {
            let field = "all credentials";
            add(all, Mistake::Whitespace { field }, move |client| {
                client.key.around_consumer = around;
                client.key.around_token = around;
                client.key.encoded = encoded;
                client.parameters.consumer_key = around;
                client.parameters.token_id = around;
            });
        }
        let field = "consumer key";
        add(all, Mistake::Whitespace { field }, move |client| {
            client.parameters.consumer_key = around;
        });
        let field = "token id";
        add(all, Mistake::Whitespace { field }, move |client| {
            client.parameters.token_id = around;
        });
    }
}

/// What is around a secret shows in the key, encoded or not, and what is around an id in the base string.
fn around_secrets(all: &mut Vec<Variation>, around: Around) {
    for encoded in [Times::Once, Times::Never] {
        let field = "token secret";
        add(all, Mistake::Whitespace { field }, move |client| {
            client.key.around_token = around;
            client.key.encoded = encoded;
        });
        let field = "consumer secret";
        add(all, Mistake::Whitespace { field }, move |client| {
            client.key.around_consumer = around;
            client.key.encoded = encoded;
        });
        let field = "both secrets";
        add(all, Mistake::Whitespace { field }, move |client| {
            client.key.around_consumer = around;
            client.key.around_token = around;
            client.key.encoded = encoded;
        });
    }
}

/// What is seen so rarely that it is not tried together with others.
fn rare(all: &mut Vec<Variation>) {
    for around in [
        Around::Spaces,
        Around::LineFeedBefore,
        Around::LineFeeds,
        Around::CarriageReturn,
        Around::Tab,
        Around::SingleQuotes,
        Around::ByteOrderMark,
    ] {
        around_secrets(all, around);
    }
    for kept in [
        UNRESERVED.and(Characters::APOSTROPHE),
        UNRESERVED.and(Characters::PARENTHESES),
        // `URLEncoder` with `.replace("+", "%20")`.
        FORM,
    ] {
        add(all, Mistake::PunctuationRaw, move |client| {
            client.parameters.encoding.kept = kept;
            client.text.encoding.kept = kept;
            client.text.uri_encoding.kept = kept;
        });
    }
    add(all, Mistake::MethodInLowerCase, |client| {
        client.text.method = Method::Capitalized;
    });
    add(all, Mistake::OtherHost, |client| {
        client.uri.host = Host::Sandbox;
    });
    add(all, Mistake::BodySigned, |client| {
        client.parameters.body = Body::Name;
    });
}

const UNRESERVED: Characters = Characters::UNRESERVED;

/// What JavaScript's `encodeURIComponent` keeps.
const COMPONENT: Characters = UNRESERVED
    .and(Characters::EXCLAMATION_MARK)
    .and(Characters::APOSTROPHE)
    .and(Characters::PARENTHESES)
    .and(Characters::ASTERISK);

/// What PHP's `urlencode` keeps.
const NO_TILDE: Characters = UNRESERVED.without(Characters::TILDE);

/// What HTML forms and Java's `URLEncoder` keep.
const FORM: Characters = NO_TILDE.and(Characters::ASTERISK);
