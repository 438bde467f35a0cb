//! The search for the mistakes that explain a signature: none, then each alone, then pairs.

use std::collections::HashSet;
use std::mem;

use crate::attempt::{Attempt, Attempts, Parts};
use crate::buffer::Buffer;
use crate::catalogue::{
    Change, Difference, Frequency, OF_HEADERS, OF_PASSPORTS, SECRETS_ENCODER, SECRETS_NOT_ENCODED,
};
use crate::client::encoder::{Alphabet, Encoder, Times};
use crate::client::key::{Form, Half};
use crate::client::query::Query;
use crate::client::url::Url;
use crate::client::{Client, Place, Steps};
use crate::mac::{Output, padded};
use crate::mistake::Mistake;
use crate::request::{Case, Sent};
use crate::signature::{Hash, Signature};

/// The result of a search.
pub(crate) struct Found {
    /// The explanations, the likeliest first. A correct signature has one without mistakes.
    pub(crate) explanations: Vec<Explanation>,
    /// Whether all pairs were tried.
    pub(crate) is_complete: bool,
}

pub(crate) struct Explanation {
    pub(crate) mistakes: Vec<Mistake>,
    /// The base string that the client signed.
    pub(crate) text: Buffer,
    /// Whether the signature is an HMAC, and not a plain hash.
    pub(crate) is_hmac: bool,
}

/// Finds the mistakes with which one of these clients produces the signature.
///
/// An equal signature is proof, because two 32-byte signatures do not match by chance. Pairs
/// are only tried if no single mistake explains the signature.
pub(crate) fn explain(
    attempts: &mut Attempts<'_>,
    case: &Case<'_>,
    signature: &Signature,
    clients: &[Client],
) -> Found {
    let changes = match case.sent {
        Sent::Request(_) => &*OF_HEADERS,
        Sent::Passport(_) => &*OF_PASSPORTS,
    };
    let bases: Vec<Attempt> = clients
        .iter()
        .map(|client| attempts.expect(client))
        .collect();
    let mut search = Search {
        attempts,
        case,
        changes,
        sent: padded(signature.digest()),
        explanations: Vec::new(),
        has_likely: false,
        is_complete: true,
    };
    for base in &bases {
        if search.attempts.sign(&base.parts()) == search.sent {
            search.explanations.push(Explanation {
                mistakes: Vec::new(),
                text: base.parts().text(),
                is_hmac: true,
            });
            return search.found();
        }
    }
    let mut singles = Vec::new();
    for base in &bases {
        singles.push(search.try_singles(base));
        if search.has_likely {
            return search.found();
        }
    }
    // A pair of common mistakes is likelier than a rare one.
    let rare = mem::take(&mut search.explanations);
    for (base, singles) in bases.iter().zip(&singles) {
        search.try_pairs(base, singles, !rare.is_empty());
        if !search.explanations.is_empty() {
            break;
        }
    }
    for explanation in rare {
        search.add(explanation);
    }
    search.found()
}

struct Search<'a, 'b> {
    attempts: &'a mut Attempts<'b>,
    case: &'a Case<'a>,
    changes: &'static [Change],
    sent: Output,
    explanations: Vec<Explanation>,
    /// Whether an explanation is not rare.
    has_likely: bool,
    is_complete: bool,
}

/// A change that affects the signature, and that is tried in pairs.
struct Single {
    change: Change,
    attempt: Attempt,
    /// The steps that differ from a correct client.
    steps: Steps,
    unlikelihood: usize,
}

impl Search<'_, '_> {
    /// Tries each mistake alone, and returns the changes to try in pairs.
    fn try_singles(&mut self, base: &Attempt) -> Vec<Single> {
        let mut seen: HashSet<(Output, Option<Place>)> = HashSet::new();
        let mut encoders: HashSet<(Place, Times, Encoder)> = HashSet::new();
        let (of_text, of_key) = (alphabet_of_text(self.case), alphabet_of_key(self.case));
        let mut singles = Vec::new();
        for change in self.changes.iter().copied() {
            if !change.is_for(self.case.has_token, &base.client) {
                continue;
            }
            // Many encoders encode these characters in the same way.
            if let Change::Encoder(encoder, place, _) = change {
                let is_key = place == Place::Key;
                let alphabet = if is_key { of_key } else { of_text };
                let (times, encoder) = encoder.within(Times::Once, alphabet);
                if !encoders.insert((place, times, encoder)) {
                    continue;
                }
            }
            let mut client = base.client;
            change.apply(&mut client);
            if !self.attempts.has_work_left() {
                self.is_complete = false;
                return singles;
            }
            let attempt = self.attempts.make(&client, &[base]);
            if attempt.parts().is_same(&base.parts()) {
                continue;
            }
            let output = self.attempts.sign(&attempt.parts());
            if output == self.sent {
                self.push(base, &attempt.parts(), &[change]);
                self.has_likely |= change.frequency() != Frequency::Rare;
            }
            // One of several changes with the same signature and place is enough for the pairs.
            if change.frequency() != Frequency::Rare && seen.insert((output, change.place())) {
                singles.push(Single {
                    change,
                    steps: client.steps_unlike(&base.client),
                    attempt,
                    unlikelihood: change.unlikelihood(),
                });
            }
        }
        singles
    }

    /// Tries pairs of mistakes, or only of common ones, the likeliest first.
    fn try_pairs(&mut self, base: &Attempt, singles: &[Single], only_common: bool) {
        let is_tried =
            |single: &Single| !only_common || single.change.frequency() == Frequency::Common;
        let singles: Vec<&Single> = singles.iter().filter(|single| is_tried(single)).collect();
        let mut pairs: Vec<(usize, &Single, &Single)> = Vec::new();
        for (at, second) in singles.iter().enumerate() {
            pairs.extend(singles[..at].iter().map(|first| {
                let unlikelihood = first.unlikelihood * second.unlikelihood;
                (unlikelihood, *first, *second)
            }));
        }
        pairs.sort_by_key(|(unlikelihood, ..)| *unlikelihood);
        for (_, first, second) in pairs {
            let [a, b] = [&first.attempt, &second.attempt];
            if !self.attempts.has_work_left() {
                self.is_complete = false;
                return;
            }
            let made;
            let parts = if first.steps.has(second.steps) {
                let mut client = a.client;
                second.change.apply(&mut client);
                made = self.attempts.make(&client, &[a, b]);
                let parts = made.parts();
                // One mistake may hide the other, or replace it.
                if parts.is_same(&a.parts()) || parts.is_same(&b.parts()) {
                    continue;
                }
                parts
            } else {
                // Neither changes a step of the other, so each step was done for one of the two.
                Attempt::both([a, b], second.steps)
            };
            if self.attempts.sign(&parts) == self.sent {
                self.push(base, &parts, &[first.change, second.change]);
            }
        }
    }

    fn found(self) -> Found {
        Found {
            explanations: self.explanations,
            is_complete: self.is_complete,
        }
    }

    fn push(&mut self, base: &Attempt, parts: &Parts<'_>, changes: &[Change]) {
        let mut mistakes: Vec<Mistake> = Vec::new();
        for at in 0..changes.len() {
            for mistake in self.name(&base.client, changes, at) {
                if !mistakes.contains(&mistake) {
                    mistakes.push(mistake);
                }
            }
        }
        let not_encoded = Mistake::new(&SECRETS_NOT_ENCODED);
        let mut client = base.client;
        for change in changes {
            change.apply(&mut client);
        }
        if self.leaves_secrets_raw(&client) && !mistakes.contains(&not_encoded) {
            mistakes.push(not_encoded);
        }
        self.add(Explanation {
            mistakes,
            text: parts.text(),
            is_hmac: parts.is_hmac(),
        });
    }

    /// Adds an explanation. Two ways to make the same mistakes are one explanation.
    fn add(&mut self, explanation: Explanation) {
        let codes = |explanation: &Explanation| -> HashSet<&'static str> {
            explanation.mistakes.iter().map(Mistake::code).collect()
        };
        let mut known = self.explanations.iter().map(codes);
        let is_known = known.any(|known| known == codes(&explanation));
        if !is_known {
            self.explanations.push(explanation);
        }
    }

    /// Names one of several changes. An encoder gets a mistake for each difference from RFC 3986
    /// that affects this signature.
    fn name(&mut self, base: &Client, changes: &[Change], at: usize) -> Vec<Mistake> {
        // `at` is an index of the changes.
        let (mut encoder, place) = match changes[at] {
            Change::Way(entry, way) => return vec![Mistake::about(entry, way.subject)],
            Change::Encoder(encoder, place, _) => (encoder, place),
        };
        let where_it_is = match place {
            Place::Everywhere | Place::Key => "",
            Place::Inner => " in names and values",
            Place::Outer => " in the URL and the joined parameters",
            Place::Url => " in the URL",
        };
        let mut mistakes = Vec::new();
        for difference in Difference::ALL {
            let mut without = encoder;
            (difference.undo)(&mut without);
            let is_covered = |mistake: &Mistake| Some(mistake.code()) == difference.covered_by;
            if without == encoder || mistakes.iter().any(is_covered) {
                continue;
            }
            let client = rebuilt(base, changes, at, without, place);
            let attempt = self.attempts.make(&client, &[]);
            if self.attempts.sign(&attempt.parts()) == self.sent {
                encoder = without;
            } else {
                mistakes.push(Mistake::about(&difference.entry, where_it_is));
            }
        }
        if place == Place::Key && !mistakes.is_empty() {
            return vec![Mistake::new(&SECRETS_ENCODER)];
        }
        mistakes
    }

    /// Whether the key contains secrets that should be percent-encoded, but are not.
    fn leaves_secrets_raw(&self, client: &Client) -> bool {
        let key = client.key;
        let keys = self.case.keys;
        let token_secret = if self.case.has_token {
            keys.token_secret()
        } else {
            ""
        };
        let halves = [
            (key.consumer, keys.consumer.secret()),
            (key.token, token_secret),
        ];
        let is_raw = |(half, secret): &(Half, &str)| {
            let unreserved = crate::client::encoder::Characters::UNRESERVED;
            *half == Half::Secret && !secret.bytes().all(|byte| unreserved.contains(byte))
        };
        key.encoded == Times::Never && key.form == Form::Plain && halves.iter().any(is_raw)
    }
}

/// Returns the characters of the base string and of its parts.
fn alphabet_of_text(case: &Case<'_>) -> Alphabet {
    // What percent-encoding and joining add.
    let mut alphabet = Alphabet::of(b"%=&");
    match &case.sent {
        Sent::Passport(fields) => fields.iter().for_each(|field| alphabet.add(field)),
        Sent::Request(request) => {
            alphabet.add(&Url::default().write(request));
            for parameter in Query::default().parameters(&request.query) {
                alphabet.add(&parameter.name);
                alphabet.add(&parameter.value);
            }
            for (name, value) in &request.parameters {
                alphabet.add(name);
                alphabet.add(value);
            }
        }
    }
    alphabet
}

/// Returns the characters of the secrets.
fn alphabet_of_key(case: &Case<'_>) -> Alphabet {
    let mut alphabet = Alphabet::default();
    alphabet.add(case.keys.consumer.secret().as_bytes());
    alphabet.add(case.keys.token_secret().as_bytes());
    alphabet
}

/// Applies the changes again, but one of them with another encoder.
fn rebuilt(base: &Client, changes: &[Change], at: usize, encoder: Encoder, place: Place) -> Client {
    let mut client = *base;
    for (other, change) in changes.iter().enumerate() {
        if other == at {
            client.encode(place, encoder);
        } else {
            change.apply(&mut client);
        }
    }
    client
}

/// Whether signatures with this hash can be recomputed.
pub(crate) fn is_computed(hash: Hash) -> bool {
    matches!(hash, Hash::Sha1 | Hash::Sha256 | Hash::Sha512)
}
