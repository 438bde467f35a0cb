//! The search: no mistake, then each alone, then every two that one client can make together.

use std::mem;
use std::rc::Rc;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha512};
use zeroize::Zeroizing;

use crate::client::Client;
use crate::mistake::Mistake;
use crate::parameters::{AllWritten, Order};
use crate::request::Request;
use crate::signature::{Hash, Signature};
use crate::variations::{self, Variation};

/// The mistakes with which a signature comes out, for each explanation. None at all is the explanation that nothing is wrong.
pub(crate) struct Found {
    pub(crate) explanations: Vec<Vec<Mistake>>,
    /// Each mistake was tried, at least alone.
    pub(crate) is_complete: bool,
}

/// Looks for the mistakes with which one of these clients makes this signature.
///
/// A signature that comes out is proof: two of 32 bytes are not the same by chance. Two mistakes are not looked for once one alone
/// is found. `None` where nothing can be computed.
pub(crate) fn explain(
    request: &Request<'_>,
    signature: &Signature,
    clients: &[Client],
) -> Option<Found> {
    let Some(hash @ (Hash::Sha256 | Hash::Sha512)) = signature.digest() else {
        return None;
    };
    let variations = variations::all();
    let mut work = Work::new(request);
    let mut searches: Vec<Search<'_>> = Vec::new();
    for client in clients {
        let search = Search::new(request, signature, *client, hash)?;
        if search.right.makes(signature) {
            return Some(Found {
                explanations: vec![Vec::new()],
                is_complete: true,
            });
        }
        searches.push(search);
    }
    let mut is_complete = true;
    for search in &mut searches {
        is_complete &= search.try_each(&variations, &mut work);
        if search.has_found() {
            break;
        }
    }
    if !searches.iter().any(Search::has_found) {
        for search in &mut searches {
            search.try_pairs(&mut work);
            if search.has_found() {
                break;
            }
        }
    }
    let mut explanations = Vec::new();
    for found in searches.into_iter().flat_map(|search| search.found) {
        if !explanations.contains(&found.mistakes) {
            explanations.push(found.mistakes);
        }
    }
    Some(Found {
        explanations,
        is_complete,
    })
}

/// From one client on: no mistake, then each alone, then every two.
struct Search<'a> {
    request: &'a Request<'a>,
    signature: &'a Signature,
    hash: Hash,
    right: Attempt<'a>,
    alone: Vec<Alone<'a>>,
    found: Vec<Explanation>,
}

struct Explanation {
    place: usize,
    client: Client,
    mistakes: Vec<Mistake>,
}

/// A variation that has been tried, and is tried together with others.
struct Alone<'a> {
    /// Among the variations.
    place: usize,
    variation: &'a Variation,
    attempt: Attempt<'a>,
}

impl<'a> Search<'a> {
    fn new(
        request: &'a Request<'a>,
        signature: &'a Signature,
        client: Client,
        hash: Hash,
    ) -> Option<Self> {
        // This one is made whatever it takes.
        let right = Attempt::new(request, client, hash, &[], &mut Work { left: usize::MAX })?;
        Some(Self {
            request,
            signature,
            hash,
            right,
            alone: Vec::new(),
            found: Vec::new(),
        })
    }

    /// Tries each mistake alone; `false` if one is left out, since it takes too much.
    fn try_each(&mut self, variations: &'a [Variation], work: &mut Work) -> bool {
        let clients = variations
            .iter()
            .map(|variation| variation.made_by(self.right.choices));
        let mut all: Vec<(usize, Client)> = clients.enumerate().collect();
        // Those that join the parameters again, or write them again, last: on a long request they leave nothing for the others.
        all.sort_by_key(|(_, client)| {
            let (client, right) = (client.simplified(self.request), &self.right.client);
            (
                !right.has_same_parameters(&client),
                !right.has_same_query(&client),
            )
        });
        let mut is_complete = true;
        for (place, client) in all {
            let Some(variation) = variations.get(place) else {
                continue;
            };
            let last = self.alone.last().map(|alone| &alone.attempt);
            let known: Vec<&Attempt<'_>> = [&self.right].into_iter().chain(last).collect();
            let Some(attempt) = Attempt::new(self.request, client, self.hash, &known, work) else {
                is_complete = false;
                continue;
            };
            let mistake = variation.mistake;
            if !attempt.is_same(&self.right) && attempt.makes(self.signature) {
                self.push(place, attempt.client, vec![mistake]);
            }
            // Of several ways to one mistake that come to the same here, one is enough.
            let is_known = |known: &Alone<'_>| {
                known.variation.mistake == mistake && attempt.is_same(&known.attempt)
            };
            if variation.is_paired && !self.alone.iter().any(is_known) {
                self.alone.push(Alone {
                    place,
                    variation,
                    attempt,
                });
            }
        }
        self.alone.sort_by_key(|alone| alone.place);
        self.found.sort_by_key(|found| found.place);
        is_complete
    }

    /// Tries every two mistakes, as far as the work goes.
    fn try_pairs(&mut self, work: &mut Work) {
        let alone = mem::take(&mut self.alone);
        for (at, b) in alone.iter().enumerate() {
            for a in alone.iter().take(at) {
                if work.take(1, 100).is_none() {
                    return;
                }
                let [first, second] = [a, b].map(|one| one.variation);
                let pair = second.made_by(a.attempt.choices);
                // Two that do not go together, since both make the same choice, or two ways to the same mistake.
                if first.mistake == second.mistake || pair != first.made_by(b.attempt.choices) {
                    continue;
                }
                let known = [&a.attempt, &b.attempt, &self.right];
                let simplified = pair.simplified(self.request);
                if known.iter().any(|known| known.client == simplified) {
                    continue;
                }
                let attempt = Attempt::new(self.request, pair, self.hash, &known, work);
                // One that takes too much may be followed by others that share more with what is known.
                let Some(attempt) = attempt else {
                    continue;
                };
                if !known.iter().any(|known| attempt.is_same(known))
                    && attempt.makes(self.signature)
                {
                    self.push(at, attempt.client, vec![first.mistake, second.mistake]);
                }
            }
        }
    }

    fn has_found(&self) -> bool {
        !self.found.is_empty()
    }

    fn push(&mut self, place: usize, client: Client, mut mistakes: Vec<Mistake>) {
        if client.key.leaves_unencoded(self.request) {
            mistakes.push(Mistake::SecretsNotEncoded);
        }
        // Two that do the same are one explanation, under the likelier name.
        if !self.found.iter().any(|known| known.client == client) {
            self.found.push(Explanation {
                place,
                client,
                mistakes,
            });
        }
    }
}

/// What a diagnosis may still spend on attempts, so that it ends in time however long the request is. It is counted and not timed: the
/// same request has the same answer everywhere.
///
/// Each mistake is tried alone before any two are. Of those the likeliest are tried first, each with all that are likelier, so that it is the
/// unlikely ones that a long request is not tried with.
///
/// The unit is what SHA-256 takes for a byte, some 0.4 nanoseconds.
struct Work {
    left: usize,
}

impl Work {
    fn new(request: &Request<'_>) -> Self {
        // To read the request has taken some already.
        let read = request.query.len().saturating_mul(1_000);
        Self {
            left: 22_000_000_usize.saturating_sub(read),
        }
    }

    /// Takes off what `count` of something take; `None`, and nothing is taken off, if too little is left.
    fn take(&mut self, count: usize, each: usize) -> Option<()> {
        self.left = self.left.checked_sub(count.saturating_mul(each))?;
        Some(())
    }
}

/// What one client signs, and with which key. What two of them do alike they share.
struct Attempt<'a> {
    /// Every choice, and those of them that make a difference here.
    choices: Client,
    client: Client,
    uri: Rc<Vec<u8>>,
    written: AllWritten<'a>,
    parameters: Rc<Vec<u8>>,
    text: Rc<Vec<u8>>,
    key: Rc<Zeroizing<Vec<u8>>>,
    keyed: Rc<Keyed>,
}

impl<'a> Attempt<'a> {
    /// Does what a client does; where one in `known` does a step the same, its outcome is taken. `None` if that is too much work.
    fn new(
        request: &'a Request<'_>,
        choices: Client,
        hash: Hash,
        known: &[&Self],
        work: &mut Work,
    ) -> Option<Self> {
        let client = choices.simplified(request);
        let find = |is_same: fn(&Client, &Client) -> bool| {
            let mut known = known.iter().copied();
            known.find(|known| is_same(&known.client, &client))
        };
        let uri = if let Some(known) = find(Client::has_same_uri) {
            Rc::clone(&known.uri)
        } else {
            work.take(request.path.len(), 10)?;
            Rc::new(client.uri_part(request))
        };
        let query = if let Some(known) = find(Client::has_same_query) {
            Rc::clone(&known.written.query)
        } else {
            work.take(request.query.len(), 350)?;
            work.take(request.shape.query_size, 6)?;
            Rc::new(client.query(request))
        };
        let body = if let Some(known) = find(Client::has_same_body) {
            Rc::clone(&known.written.body)
        } else {
            let body = request.body.parameters(client.parameters.body);
            work.take(body.len(), 350)?;
            work.take(client.parameters.body.size(request), 5)?;
            Rc::new(client.body(request))
        };
        let header = if let Some(known) = find(Client::has_same_header) {
            Rc::clone(&known.written.header)
        } else {
            work.take(request.sent.parameters.len(), 350)?;
            Rc::new(client.header(request))
        };
        let written = AllWritten {
            query,
            body,
            header,
        };
        let parameters = if let Some(known) = find(Client::has_same_parameters) {
            Rc::clone(&known.parameters)
        } else {
            let each = if client.parameters.order == Order::Encoded {
                65
            } else {
                250
            };
            work.take(written.len(), each)?;
            work.take(request.shape.query_size, 1)?;
            work.take(client.parameters.body.size(request), 1)?;
            Rc::new(client.parameters_part(request, &written))
        };
        let is_same_text = |a: &Client, b: &Client| {
            a.text == b.text && a.uri == b.uri && a.parameters == b.parameters
        };
        let text = match find(is_same_text) {
            Some(known) => Rc::clone(&known.text),
            None => Rc::new(client.base_string(request, &uri, &parameters)),
        };
        // SHA-512 takes longer for it all.
        let each = if hash == Hash::Sha512 { 5 } else { 1 };
        work.take(text.len().saturating_add(800), each)?;
        let key = if let Some(known) = find(|a, b| a.key == b.key) {
            Rc::clone(&known.key)
        } else {
            let (consumer, token) = (request.credentials.consumer(), request.credentials.token());
            work.take(
                consumer.secret().len().saturating_add(token.secret().len()),
                25,
            )?;
            Rc::new(client.key.write(request))
        };
        let is_same_keyed = |a: &Client, b: &Client| a.key == b.key && !a.key.is_text;
        let keyed = if let Some(known) = find(is_same_keyed) {
            Rc::clone(&known.keyed)
        } else {
            let key = if client.key.is_text { &*text } else { &**key };
            work.take(key.len(), each)?;
            Rc::new(Keyed::new(hash, key))
        };
        Some(Self {
            choices,
            client,
            uri,
            written,
            parameters,
            text,
            key,
            keyed,
        })
    }

    /// Whether it comes to the same signature, for this request.
    fn is_same(&self, other: &Self) -> bool {
        self.text == other.text
            && self.key == other.key
            && self.client.key.is_text == other.client.key.is_text
    }

    fn makes(&self, signature: &Signature) -> bool {
        let text = if self.client.key.is_text {
            &**self.key
        } else {
            &*self.text
        };
        self.keyed.signs(text, &signature.digest)
    }
}

/// HMAC with its key, which is wiped on drop.
///
/// In a box each: next to one that is larger, the smaller would take along what is on the stack beside it.
enum Keyed {
    Sha256(Box<Hmac<Sha256>>),
    Sha512(Box<Hmac<Sha512>>),
}

impl Keyed {
    fn new(hash: Hash, key: &[u8]) -> Self {
        const ANY: &str = "HMAC takes a key of any length (RFC 2104 section 2)";
        match hash {
            Hash::Sha512 => match Hmac::new_from_slice(key) {
                Ok(mac) => Self::Sha512(Box::new(mac)),
                Err(_) => unreachable!("{ANY}"),
            },
            _ => match Hmac::new_from_slice(key) {
                Ok(mac) => Self::Sha256(Box::new(mac)),
                Err(_) => unreachable!("{ANY}"),
            },
        }
    }

    fn signs(&self, text: &[u8], digest: &[u8]) -> bool {
        match self {
            Self::Sha256(mac) => Hmac::clone(mac)
                .chain_update(text)
                .verify_slice(digest)
                .is_ok(),
            Self::Sha512(mac) => Hmac::clone(mac)
                .chain_update(text)
                .verify_slice(digest)
                .is_ok(),
        }
    }
}
