//! The search: no mistake, then each alone, then every two that one client can make together.

use std::collections::HashSet;

use crate::attempt::{Attempts, Output, padded};
use crate::catalogue::{
    Change, Feature, Frequency, OF_HEADERS, OF_PASSPORTS, SECRETS_ENCODER, SECRETS_NOT_ENCODED,
};
use crate::client::encoder::{Encoder, Times};
use crate::client::key::{Form, Half};
use crate::client::text::Pieces;
use crate::client::{Client, Place};
use crate::mistake::Mistake;
use crate::request::{Case, Sent};
use crate::signature::{Hash, Signature};

/// How a signature comes out.
pub(crate) struct Found {
    /// The likeliest first; the explanation that nothing is wrong has no mistakes.
    pub(crate) explanations: Vec<Explanation>,
    /// Whether all pairs were tried.
    pub(crate) is_complete: bool,
}

pub(crate) struct Explanation {
    pub(crate) client: Client,
    pub(crate) mistakes: Vec<Mistake>,
}

/// How many explanations are reported.
const MOST_EXPLANATIONS: usize = 4;

/// Looks for the mistakes with which one of these clients makes a signature.
///
/// A signature that comes out is proof, because two of 32 bytes are not equal by chance. Pairs are
/// not tried if a single mistake is found.
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
    let mut search = Search {
        attempts,
        case,
        changes,
        sent: padded(signature.digest()),
        explanations: Vec::new(),
        is_complete: true,
    };
    for client in clients {
        if search.try_out(client) == Some(true) {
            search.explanations.push(Explanation {
                client: *client,
                mistakes: Vec::new(),
            });
            return search.found();
        }
    }
    let mut singles = Vec::new();
    for client in clients {
        singles.push(search.try_singles(client));
        if search.has_found() {
            return search.found();
        }
    }
    for (client, singles) in clients.iter().zip(&singles) {
        search.try_pairs(client, singles);
        if search.has_found() {
            return search.found();
        }
    }
    search.found()
}

struct Search<'a, 'b> {
    attempts: &'a mut Attempts<'b>,
    case: &'a Case<'a>,
    changes: &'static [Change],
    sent: Output,
    explanations: Vec<Explanation>,
    is_complete: bool,
}

/// A change that makes a difference by itself.
struct Single {
    change: Change,
    client: Client,
    text: Pieces,
}

impl Single {
    /// Whether one client is likely to make both mistakes.
    fn is_compatible(&self, other: &Self) -> bool {
        let is_rare = |single: &Self| single.change.frequency() == Frequency::Rare;
        !is_rare(self) && !is_rare(other)
    }
}

impl Search<'_, '_> {
    /// Whether a client makes the signature; `None` if that is too much work.
    fn try_out(&mut self, client: &Client) -> Option<bool> {
        let output = self.attempts.output(client);
        self.is_complete &= output.is_some();
        Some(output? == self.sent)
    }

    /// Tries each mistake, and returns those that make a difference.
    fn try_singles(&mut self, base: &Client) -> Vec<Single> {
        let right = self.attempts.output(base);
        let mut seen: HashSet<(Output, Option<Place>)> = HashSet::new();
        let mut singles = Vec::new();
        for change in self.changes.iter().copied() {
            if !self.case.has_token && change.is_about_token_secret() {
                continue;
            }
            let mut client = *base;
            change.apply(&mut client);
            let text = self.attempts.text(&client);
            let output = text
                .as_ref()
                .and_then(|text| self.attempts.sign(&client, text));
            let (Some(text), Some(output)) = (text, output) else {
                self.is_complete = false;
                continue;
            };
            if output == self.sent {
                self.push(base, &client, &[change]);
            }
            // Of several changes in one place with one outcome, one is enough for the pairs.
            if Some(output) != right && seen.insert((output, change.place())) {
                singles.push(Single {
                    change,
                    client,
                    text,
                });
            }
        }
        singles
    }

    /// Tries every two mistakes, the likeliest first.
    fn try_pairs(&mut self, base: &Client, singles: &[Single]) {
        self.attempts.remembers_parameters = false;
        let mut pairs: Vec<(&Single, &Single)> = Vec::new();
        for (at, second) in singles.iter().enumerate() {
            let firsts = singles.iter().take(at).map(|first| (first, second));
            pairs.extend(firsts.filter(|(first, second)| first.is_compatible(second)));
        }
        let rarity = |(first, second): &(&Single, &Single)| {
            let [first, second] = [first, second].map(|single| single.change.unlikelihood());
            first.saturating_mul(second)
        };
        pairs.sort_by_key(rarity);
        let mut found_at = None;
        for pair @ (first, second) in pairs {
            // A rarer explanation is not worth the time.
            if found_at.is_some_and(|rarest| rarity(&pair) > rarest) {
                return;
            }
            let mut client = first.client;
            second.change.apply(&mut client);
            // A client does each step one way: the second mistake may replace the first.
            if client == first.client || client == second.client {
                continue;
            }
            let output = if client.has_same_text(&first.client) {
                self.attempts.sign(&client, &first.text)
            } else if client.has_same_text(&second.client) {
                self.attempts.sign(&client, &second.text)
            } else {
                self.attempts.output(&client)
            };
            let Some(output) = output else {
                self.is_complete = false;
                return;
            };
            if output == self.sent {
                self.push(base, &client, &[first.change, second.change]);
                found_at = Some(rarity(&pair));
            }
            if self.explanations.len() >= MOST_EXPLANATIONS {
                return;
            }
        }
    }

    fn has_found(&self) -> bool {
        !self.explanations.is_empty()
    }

    fn found(self) -> Found {
        Found {
            explanations: self.explanations,
            is_complete: self.is_complete,
        }
    }

    fn push(&mut self, base: &Client, client: &Client, changes: &[Change]) {
        if self.explanations.len() >= MOST_EXPLANATIONS {
            return;
        }
        let mut mistakes: Vec<Mistake> = Vec::new();
        for at in 0..changes.len() {
            for mistake in self.name(base, changes, at) {
                if !mistakes.contains(&mistake) {
                    mistakes.push(mistake);
                }
            }
        }
        let not_encoded = Mistake::new(&SECRETS_NOT_ENCODED);
        if self.leaves_secrets_raw(client) && !mistakes.contains(&not_encoded) {
            mistakes.push(not_encoded);
        }
        // Two ways to one mistake are one explanation.
        let codes = |mistakes: &[Mistake]| -> HashSet<&'static str> {
            mistakes.iter().map(Mistake::code).collect()
        };
        let is_known = |known: &Explanation| codes(&known.mistakes) == codes(&mistakes);
        if !self.explanations.iter().any(is_known) {
            let client = *client;
            self.explanations.push(Explanation { client, mistakes });
        }
    }

    /// Names one of several changes; an encoder by each of its features that makes a difference.
    fn name(&mut self, base: &Client, changes: &[Change], at: usize) -> Vec<Mistake> {
        // `at` is an index of the changes.
        let (mut encoder, place) = match changes[at] {
            Change::Way(entry, way) => return vec![Mistake::about(entry, way.0)],
            Change::Encoder(named, place) => (named.encoder(), place),
        };
        let where_it_is = match place {
            Place::Everywhere | Place::Key => "",
            Place::Inner => " in names and values",
            Place::Outer => " where the base string's parts are encoded as a whole",
            Place::Url => " in the URL",
        };
        let mut mistakes = Vec::new();
        for feature in Feature::ALL {
            let mut without = encoder;
            (feature.undo)(&mut without);
            let is_covered = |mistake: &Mistake| Some(mistake.code()) == feature.covered_by;
            if without == encoder || mistakes.iter().any(is_covered) {
                continue;
            }
            let client = rebuilt(base, changes, at, without, place);
            if self.attempts.output(&client) == Some(self.sent) {
                encoder = without;
            } else {
                mistakes.push(Mistake::about(&feature.entry, where_it_is));
            }
        }
        if place == Place::Key && !mistakes.is_empty() {
            return vec![Mistake::new(&SECRETS_ENCODER)];
        }
        mistakes
    }

    /// Whether secrets are in the key that should be encoded and are not.
    fn leaves_secrets_raw(&self, client: &Client) -> bool {
        let key = client.key;
        let (consumer, token) = (
            self.case.credentials.consumer(),
            self.case.credentials.token(),
        );
        let halves = [
            (key.consumer, consumer.secret()),
            (key.token, token.secret()),
        ];
        let is_raw = |(half, secret): &(Half, &str)| {
            let unreserved = crate::client::encoder::Characters::UNRESERVED;
            *half == Half::Secret && !secret.bytes().all(|byte| unreserved.contains(byte))
        };
        key.encoded == Times::Never && key.form == Form::Plain && halves.iter().any(is_raw)
    }
}

/// Applies the changes again, one of them with another encoder.
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

/// Whether signatures with this hash are computed.
pub(crate) fn is_computed(hash: Hash) -> bool {
    matches!(hash, Hash::Sha1 | Hash::Sha256 | Hash::Sha512)
}
