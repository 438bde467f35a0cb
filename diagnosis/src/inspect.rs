//! Mistakes that are visible in the header and the URL, without computing a signature.

use netsuite_oauth1::AccountId;

use crate::buffer::Buffer;
use crate::catalogue as mistakes;
use crate::convert::{decode, decode_form};
use crate::header::{Header, OPTIONAL, REQUIRED, UNNAMED_PARAMETER};
use crate::keys::Keys;
use crate::mistake::Mistake;
use crate::note::Note;
use crate::placeholder;
use crate::request::{FlowStep, Request, Sent};
use crate::signature::Signature;

/// Finds the mistakes that are visible in the header and the URL.
pub(crate) fn mistakes(request: &Request<'_>, header: &Header) -> Vec<Mistake> {
    let mut found = header.mistakes.clone();
    if header.signature.is_none() && header.other_scheme.is_some() {
        return found;
    }
    let keys = request.keys;
    let is_secret = |(_, value): &&(Buffer, Buffer)| keys.name_of_secret(value).is_some();
    let secrets = |parameters: &[(Buffer, Buffer)]| parameters.iter().filter(is_secret).count();
    let repeated = request.parameters.len() - request.merged.len();
    // A secret must be removed from both.
    if repeated > secrets(&request.parameters) - secrets(&request.merged) {
        // The copied parameters must go, whatever else is wrong with them.
        let others = [&mistakes::TWICE, &mistakes::EMPTY]
            .map(|entry| Mistake::about(entry, UNNAMED_PARAMETER));
        found.retain(|mistake| !others.contains(mistake));
        found.push(Mistake::new(&mistakes::QUERY_IN_HEADER));
    }
    found.extend(misplaced(request, header));
    found.extend(sent_secrets(request));
    let is_foreign = |parameter: &(Buffer, Buffer)| {
        let name = &parameter.0;
        let is_role = request.flow.is_some() && **name == *b"role";
        !name.starts_with(b"oauth_") && !is_role && !is_secret(&parameter)
    };
    if request.merged.iter().any(is_foreign) {
        found.push(Mistake::new(&mistakes::FOREIGN_PARAMETER));
    }
    let account_id = request.keys.account_id;
    if let Some(shape) = request.url.placeholder_in_host() {
        let shape = format!("`{shape}`");
        found.push(Mistake::about(&mistakes::PLACEHOLDER_IN_URL, &shape));
    } else if let Some(account) = request.url.other_account(account_id) {
        let is_same = account.parse().is_ok_and(|id: AccountId| id == *account_id);
        found.push(Mistake::new(if is_same {
            &mistakes::HOST_SPELLING
        } else {
            &mistakes::FOREIGN_HOST
        }));
    }
    if let Some(realm) = request.realm.as_ref().filter(|realm| is_value(realm)) {
        found.extend(account_id_mistake(realm, account_id, "realm"));
    }
    found.extend(id_mistakes(request));
    found.extend(value_mistakes(request));
    if let Some(signature) = &header.signature {
        let secret = signature.name_of_secret(keys);
        let as_signature = |name| Mistake::about(&mistakes::SECRET_AS_SIGNATURE, name);
        match plaintext(request, signature).or_else(|| secret.map(as_signature)) {
            Some(mistake) => found.push(mistake),
            None if names_plaintext(request, signature) => {}
            None if is_value(&signature.value) => found.extend(signature.mistakes.iter().cloned()),
            None => {}
        }
    }
    found
}

/// Finds secrets in the parameters of the header and of the query, whatever their names are.
fn sent_secrets(request: &Request<'_>) -> Vec<Mistake> {
    let keys = request.keys;
    // `compare_ids` names a secret that is sent instead of an id.
    let is_id = |name: &[u8]| matches!(name, b"oauth_consumer_key" | b"oauth_token");
    let parameters = request.parameters.iter();
    let in_header = parameters
        .filter(|(name, _)| !is_id(name))
        .map(|(_, value)| value)
        .chain(&request.realm)
        .filter_map(|value| keys.name_of_secret(value))
        .map(|name| Mistake::about(&mistakes::SECRET_SENT, name));
    let pieces = request.query.iter();
    let in_query = pieces
        .filter(|piece| !is_id(&decode(&piece.name)))
        .filter_map(|piece| {
            // A `+` of the secret may not be encoded.
            let name = keys.name_of_secret(&decode_form(&piece.value));
            name.or_else(|| keys.name_of_secret(&decode(&piece.value)))
        })
        .map(|name| Mistake::about(&mistakes::SECRET_IN_URL, name));
    let mut found = Vec::new();
    for mistake in in_header.chain(in_query) {
        if !found.contains(&mistake) {
            found.push(mistake);
        }
    }
    found
}

/// Whether a value is neither empty nor a placeholder, for which there is a mistake already.
pub(crate) fn is_value(value: &[u8]) -> bool {
    !value.is_empty() && placeholder::shape(value).is_none()
}

fn has(parameters: &[(Buffer, Buffer)], name: &str) -> bool {
    let mut names = parameters.iter().map(|(name, _)| name);
    names.any(|other| **other == *name.as_bytes())
}

/// Finds required parameters that are not in the header, and parameters that are sent twice.
fn misplaced(request: &Request<'_>, header: &Header) -> Vec<Mistake> {
    let [mut in_url, mut in_body, mut in_both] = [const { Vec::new() }; 3];
    let mut found = Vec::new();
    for name in OPTIONAL.into_iter().chain(REQUIRED) {
        if header.has(name) && has(&request.in_query, name) {
            in_both.push(name);
        }
    }
    for name in required(request.flow).filter(|name| !header.has(name)) {
        if has(&request.in_query, name) {
            in_url.push(name);
        } else if has(&request.in_body, name) {
            in_body.push(name);
        } else {
            found.push(Mistake::about(&mistakes::MISSING, name));
        }
    }
    let subject = |names: &[&str]| match names {
        [] => None,
        [name] => Some(format!("{name} is")),
        [first, second] => Some(format!("{first} and {second} are")),
        _ => Some("the OAuth parameters are".to_owned()),
    };
    let both = subject(&in_both).map(|them| Mistake::about(&mistakes::IN_HEADER_AND_URL, &them));
    found.extend(both);
    for (entry, names) in [(&mistakes::IN_URL, in_url), (&mistakes::IN_BODY, in_body)] {
        found.extend(subject(&names).map(|them| Mistake::about(entry, &them).unproven()));
    }
    found
}

/// Whether the header lacks parameters that a form in the body has, so that the form is signed.
pub(crate) fn has_parameters_in_body(request: &Request<'_>, header: &Header) -> bool {
    let mut required = required(request.flow).filter(|name| !header.has(name));
    required.any(|name| has(&request.in_body, name))
}

/// Finds unusual parameters that are not mistakes.
pub(crate) fn notes(request: &Request<'_>, header: &Header) -> Vec<Note> {
    let mut notes = Vec::new();
    if header.is_unwrapped {
        notes.push(Note::HEADER_UNWRAPPED);
    }
    if header.has("oauth_body_hash") {
        notes.push(Note::BODY_HASH);
    }
    if request.url.may_have_placeholder() {
        notes.push(Note::PLACEHOLDER);
    }
    if request.url.is_elsewhere() {
        notes.push(Note::OTHER_HOST);
    }
    match request.flow {
        Some(FlowStep::One) => notes.push(Note::STEP_ONE),
        Some(FlowStep::Three) => notes.push(Note::STEP_THREE),
        None => {}
    }
    notes
}

/// Returns the names that the header must have. Step one of the flow has no token yet, and the flow
/// needs no realm.
fn required(flow: Option<FlowStep>) -> impl Iterator<Item = &'static str> {
    let names = REQUIRED.into_iter().filter(move |name| match flow {
        None => true,
        Some(FlowStep::One) => !matches!(*name, "realm" | "oauth_token"),
        Some(FlowStep::Three) => *name != "realm",
    });
    names.chain(match flow {
        None => None,
        Some(FlowStep::One) => Some("oauth_callback"),
        Some(FlowStep::Three) => Some("oauth_verifier"),
    })
}

/// Compares the account id in a field with the credentials.
pub(crate) fn account_id_mistake(
    sent: &[u8],
    account_id: &AccountId,
    field: &str,
) -> Option<Mistake> {
    let inside = unwrapped(sent);
    if sent == account_id.realm().as_bytes() {
        return None;
    }
    let meant = str::from_utf8(inside).ok();
    let meant: Option<AccountId> = meant.and_then(|meant| meant.parse().ok());
    let entry = if meant.as_ref() != Some(account_id) {
        &mistakes::OTHER_REALM
    } else if inside.len() < sent.len() {
        &mistakes::ID_WITH_WHITESPACE
    } else {
        &mistakes::REALM_SPELLING
    };
    Some(Mistake::about(entry, field))
}

/// Compares the consumer key and the token id of a header with the credentials.
fn id_mistakes(request: &Request<'_>) -> Vec<Mistake> {
    let [consumer_key, mut token] =
        ["oauth_consumer_key", "oauth_token"].map(|name| request.get(name).map(|id| &**id));
    let mut found = Vec::new();
    if request.flow == Some(FlowStep::One) {
        let in_step_one = token.map(|_| Mistake::new(&mistakes::TOKEN_IN_STEP_ONE).unproven());
        found.extend(in_step_one);
        token = None;
    }
    found.extend(compare_ids([consumer_key, token], request.keys));
    found
}

/// Compares a sent consumer key and a sent token id with the credentials.
pub(crate) fn compare_ids(sent: [Option<&[u8]>; 2], keys: Keys<'_>) -> Vec<Mistake> {
    let own = [keys.consumer.key(), keys.token_id()].map(str::as_bytes);
    let secrets = [keys.consumer.secret(), keys.token_secret()].map(str::as_bytes);
    if own[0] != own[1] && sent == [Some(own[1]), Some(own[0])] {
        return vec![Mistake::new(&mistakes::IDS_SWAPPED)];
    }
    let fields = ["consumer key", "token id"];
    let all = sent.into_iter().zip(own).zip(fields);
    let found = all.filter_map(|((sent, own), field)| {
        let sent = sent?;
        if sent == own || placeholder::shape(sent).is_some() {
            None
        } else if secrets.contains(&sent) {
            Some(Mistake::about(&mistakes::SECRET_IN_HEADER, field))
        } else if unwrapped(sent) == own {
            Some(Mistake::about(&mistakes::ID_WITH_WHITESPACE, field))
        } else {
            Some(Mistake::about(&mistakes::OTHER_ID, field))
        }
    });
    found.collect()
}

/// Removes whitespace and quotes around a value.
fn unwrapped(value: &[u8]) -> &[u8] {
    let value = value.trim_ascii();
    let without = |quote: &[u8]| value.strip_prefix(quote)?.strip_suffix(quote);
    without(b"\"").or(without(b"'")).unwrap_or(value)
}

/// Checks the nonce, the timestamp and the version.
fn value_mistakes(request: &Request<'_>) -> impl Iterator<Item = Mistake> {
    let nonce = request
        .get("oauth_nonce")
        .filter(|nonce| is_value(nonce))
        .and_then(|nonce| nonce_mistake(nonce));
    let timestamp = request
        .get("oauth_timestamp")
        .filter(|timestamp| is_value(timestamp))
        .and_then(|timestamp| timestamp_mistake(timestamp));
    let version = request
        .get("oauth_version")
        .filter(|version| ***version != *b"1.0" && is_value(version))
        .map(|_| Mistake::new(&mistakes::VERSION));
    [nonce, timestamp, version].into_iter().flatten()
}

pub(crate) fn nonce_mistake(nonce: &[u8]) -> Option<Mistake> {
    if nonce.len() < 6 {
        return Some(Mistake::new(&mistakes::NONCE_TOO_SHORT));
    }
    let is_usual = nonce.len() <= 64 && nonce.iter().all(u8::is_ascii_alphanumeric);
    (!is_usual).then(|| Mistake::new(&mistakes::NONCE).unproven())
}

pub(crate) fn timestamp_mistake(timestamp: &[u8]) -> Option<Mistake> {
    let is_number = timestamp.iter().all(u8::is_ascii_digit);
    match timestamp.len() {
        13 if is_number => Some(Mistake::new(&mistakes::TIMESTAMP_IN_MILLISECONDS)),
        // Eleven digits last until the year 5138.
        1..=11 if is_number => None,
        _ => Some(Mistake::new(&mistakes::TIMESTAMP)),
    }
}

/// Compares the length of a signature with the method that the header names. The length alone does
/// not show the method: a signature may be cut, or be a plain hash. `is_hmac` says that the
/// signature was recomputed as an HMAC.
pub(crate) fn digest_mistakes(
    sent: &Sent<'_>,
    signature: Option<&Signature>,
    is_hmac: bool,
) -> Vec<Mistake> {
    let hash = signature.and_then(Signature::other_hash);
    let length = hash.map(|hash| Mistake::about(&mistakes::DIGEST_LENGTH, hash.length()));
    let request = match sent {
        Sent::Request(request) => request,
        Sent::Passport(_) => {
            let used = hash.map(|hash| Mistake::about(&mistakes::PASSPORT_DIGEST, hash.name()));
            return if is_hmac { used } else { length }.into_iter().collect();
        }
    };
    if signature.is_some_and(|signature| plaintext(request, signature).is_some()) {
        return Vec::new();
    }
    let name = request.get("oauth_signature_method");
    let name = name.filter(|name| is_value(name));
    let is = |method: &str| name.is_some_and(|name| **name == *method.as_bytes());
    let is_other = name.is_some() && !is("HMAC-SHA256");
    match hash {
        Some(hash) if is(hash.name()) || is_hmac && name.is_none() => {
            vec![Mistake::about(&mistakes::OTHER_DIGEST, hash.name())]
        }
        Some(hash) if is_hmac => {
            vec![Mistake::about(&mistakes::MISNAMED_DIGEST, hash.name())]
        }
        _ => {
            let is_plaintext = signature.is_some_and(|it| names_plaintext(request, it));
            let method = is_other.then(|| {
                Mistake::new(if is_plaintext {
                    &mistakes::PLAINTEXT_NAMED
                } else {
                    &mistakes::SIGNATURE_METHOD
                })
            });
            length.into_iter().chain(method).collect()
        }
    }
}

/// Recognizes secrets in the signature (PLAINTEXT, RFC 5849 section 3.4.4), whatever method the
/// header names.
fn plaintext(request: &Request<'_>, signature: &Signature) -> Option<Mistake> {
    let keys = request.keys;
    let encoded = &signature.value;
    let decoded = decode(encoded);
    let is_in = |text: &[u8], secret: &[u8]| {
        let mut windows = text.windows(secret.len().max(1));
        !secret.is_empty() && windows.any(|window| window == secret)
    };
    let [has_consumer, has_token] = [keys.consumer.secret(), keys.token_secret()]
        .map(str::as_bytes)
        .map(|secret| is_in(encoded, secret) || is_in(&decoded, secret));
    if has_consumer && has_token {
        Some(Mistake::new(&mistakes::PLAINTEXT))
    } else if request.flow == Some(FlowStep::One) && has_consumer {
        Some(Mistake::new(&mistakes::PLAINTEXT_IN_STEP_ONE))
    } else {
        None
    }
}

/// Whether the header names PLAINTEXT, and the signature is not a digest. The digest of an HMAC
/// shows that only the name is wrong.
fn names_plaintext(request: &Request<'_>, signature: &Signature) -> bool {
    let name = request.get("oauth_signature_method");
    let is_named = name.is_some_and(|name| name.eq_ignore_ascii_case(b"PLAINTEXT"));
    is_named && signature.hash().is_none()
}
