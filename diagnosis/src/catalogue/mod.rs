//! All known mistakes: what a client does differently, what to call it, and how to fix it.
//!
//! An entry is all that the search needs. To add a mistake, add an entry to the file of the step
//! that the client does wrong, and add a client that makes the mistake to the tests.

mod base_string;
mod encoders;
mod entry;
mod header;
mod key;
mod order;
mod passport;
mod query;
mod url;

use std::sync::LazyLock;

pub(crate) use self::encoders::{Difference, SECRETS_ENCODER};
use self::encoders::{ENCODERS, VARIANTS};
pub(crate) use self::entry::{Entry, Frequency};
use self::entry::{Requests, Way};
pub(crate) use self::header::*;
pub(crate) use self::key::SECRETS_NOT_ENCODED;
use crate::client::encoder::Encoder;
use crate::client::parameters::Body;
use crate::client::{Client, Place};

/// One thing that a client does differently.
#[derive(Clone, Copy)]
pub(crate) enum Change {
    Way(&'static Entry, &'static Way),
    Encoder(Encoder, Place, Frequency),
}

impl Change {
    pub(crate) fn apply(self, client: &mut Client) {
        match self {
            Self::Way(_, way) => (way.change)(client),
            Self::Encoder(encoder, place, _) => client.encode(place, encoder),
        }
    }

    /// Returns the place where an encoder is used.
    pub(crate) fn place(self) -> Option<Place> {
        match self {
            Self::Way(..) => None,
            Self::Encoder(_, place, _) => Some(place),
        }
    }

    /// Returns how unlikely the change is. The product of two is how unlikely the pair is.
    ///
    /// The ways of an entry share its likelihood, and an occasional entry is half as likely as a
    /// common one. These numbers are guesses. They only decide which pairs are tried first.
    pub(crate) fn unlikelihood(self) -> usize {
        let ways = match self {
            Self::Way(entry, _) => entry.ways.iter().filter(|way| !way.is_rare).count(),
            // Most clients use one encoder everywhere, and some also use it for the secrets.
            Self::Encoder(_, Place::Everywhere | Place::Key, _) => 2,
            Self::Encoder(..) => 8,
        };
        match self.frequency() {
            Frequency::Common => ways,
            Frequency::Occasional | Frequency::Rare => ways * 2,
        }
    }

    /// Whether the change is tried for a request with or without a token, which a correct client
    /// signs.
    pub(crate) fn is_for(self, has_token: bool, correct: &Client) -> bool {
        match self {
            Self::Way(_, way) => match way.requests {
                Requests::All => true,
                Requests::WithToken => has_token,
                Requests::StepOne => !has_token,
                Requests::WithoutForm => correct.body == Body::NotSigned,
            },
            Self::Encoder(..) => true,
        }
    }

    pub(crate) fn frequency(self) -> Frequency {
        match self {
            Self::Way(_, way) if way.is_rare => Frequency::Rare,
            Self::Way(entry, _) => entry.frequency,
            Self::Encoder(.., frequency) => frequency,
        }
    }
}

/// All changes that affect the signature of a header, the most common first.
pub(crate) static OF_HEADERS: LazyLock<Vec<Change>> = LazyLock::new(|| {
    // The first of two explanations is reported as the likelier one.
    let mut all = ways(&[header::SIGNED, query::ALL, key::ALL, url::ALL]);
    all.extend(encoders(&[Place::Everywhere]));
    all.extend(ways(&[base_string::ALL, order::ALL]));
    let places = [Place::Inner, Place::Outer, Place::Url, Place::Key];
    all.extend(encoders(&places));
    all.sort_by_key(|change| change.frequency());
    all
});

/// All changes that affect the signature of a TokenPassport or a token password, the most common
/// first.
pub(crate) static OF_PASSPORTS: LazyLock<Vec<Change>> = LazyLock::new(|| {
    let mut all = ways(&[passport::ALL, key::ALL, base_string::SHARED_WITH_PASSPORTS]);
    all.extend(encoders(&[Place::Everywhere, Place::Key]));
    all.sort_by_key(|change| change.frequency());
    all
});

fn ways(groups: &[&'static [Entry]]) -> Vec<Change> {
    let entries = groups.iter().copied().flatten();
    entries
        .flat_map(|entry| entry.ways.iter().map(move |way| Change::Way(entry, way)))
        .collect()
}

fn encoders(places: &[Place]) -> impl Iterator<Item = Change> {
    places.iter().flat_map(|place| {
        let known = ENCODERS.iter().copied();
        let variants = VARIANTS.iter().map(|encoder| (Frequency::Rare, *encoder));
        let all = known.chain(variants);
        all.map(|(frequency, encoder)| Change::Encoder(encoder, *place, frequency))
    })
}
