//! Every known mistake: what the client does differently, its name, and how to fix it.
//!
//! The search needs nothing but an entry. To add a mistake, add an entry to the file of the step in
//! which the client goes wrong, and a client that makes the mistake to the tests.

mod encoders;
mod entry;
mod header;
mod key;
mod order;
mod passport;
mod query;
mod text;
mod url;

use std::sync::LazyLock;

use self::encoders::{ENCODERS, NamedEncoder};
pub(crate) use self::encoders::{Feature, SECRETS_ENCODER};
use self::entry::Way;
pub(crate) use self::entry::{Entry, Frequency};
pub(crate) use self::header::*;
pub(crate) use self::key::SECRETS_NOT_ENCODED;
use crate::client::{Client, Place};

/// What one client does differently.
#[derive(Clone, Copy)]
pub(crate) enum Change {
    Way(&'static Entry, &'static Way),
    Encoder(&'static NamedEncoder, Place),
}

impl Change {
    pub(crate) fn apply(self, client: &mut Client) {
        match self {
            Self::Way(_, way) => (way.change)(client),
            Self::Encoder(named, place) => client.encode(place, named.encoder()),
        }
    }

    /// Whether two changes are ways to make the same mistake.
    pub(crate) fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Self::Way(..), Self::Way(..)) => self.code() == other.code(),
            (Self::Encoder(_, a), Self::Encoder(_, b)) => a != Place::Key && b != Place::Key,
            _ => false,
        }
    }

    /// Returns the code of a mistake that is not an encoder's.
    pub(crate) fn code(self) -> Option<&'static str> {
        match self {
            Self::Way(entry, _) => Some(entry.code),
            Self::Encoder(..) => None,
        }
    }

    /// Returns the place of an encoder.
    pub(crate) fn place(self) -> Option<Place> {
        match self {
            Self::Way(..) => None,
            Self::Encoder(_, place) => Some(place),
        }
    }

    /// Returns how unlikely the change is, so that the product of two is how unlikely both are.
    ///
    /// The ways of an entry share its likelihood, and an occasional entry counts half of a common
    /// one. All of these numbers are guesses: they only decide which pairs are tried first.
    pub(crate) fn unlikelihood(self) -> usize {
        let ways = match self {
            Self::Way(entry, _) => entry.ways.iter().filter(|way| !way.is_rare).count(),
            // Most clients use one encoder everywhere, some for the secrets too.
            Self::Encoder(_, Place::Everywhere | Place::Key) => 2,
            Self::Encoder(..) => 8,
        };
        match self.frequency() {
            Frequency::Common => ways,
            Frequency::Occasional | Frequency::Rare => ways.saturating_mul(2),
        }
    }

    /// Whether the change is only about the token secret, which the flow's step one does not have.
    pub(crate) fn is_about_token_secret(self) -> bool {
        matches!(self, Self::Way(_, way) if way.subject == "token secret")
    }

    pub(crate) fn frequency(self) -> Frequency {
        match self {
            Self::Way(_, way) if way.is_rare => Frequency::Rare,
            Self::Way(entry, _) => entry.frequency,
            // In one place alone, an encoder that is seldom seen is rare.
            Self::Encoder(named, Place::Inner | Place::Outer | Place::Url)
                if named.frequency != Frequency::Common =>
            {
                Frequency::Rare
            }
            Self::Encoder(named, _) => named.frequency,
        }
    }
}

/// All changes that show in the signature of a header, the most common first.
pub(crate) static OF_HEADERS: LazyLock<Vec<Change>> = LazyLock::new(|| {
    // Of two explanations, the first is reported as the likelier one.
    let mut all = ways(&[header::SIGNED, query::ALL, key::ALL, url::ALL]);
    all.extend(encoders(&[Place::Everywhere]));
    all.extend(ways(&[text::ALL, order::ALL]));
    let places = [Place::Inner, Place::Outer, Place::Url, Place::Key];
    all.extend(encoders(&places));
    all.sort_by_key(|change| change.frequency());
    all
});

/// All changes that show in the signature of a TokenPassport or a token password.
pub(crate) static OF_PASSPORTS: LazyLock<Vec<Change>> = LazyLock::new(|| {
    let mut all = ways(&[passport::ALL, key::ALL, text::ENDS]);
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
        let all = ENCODERS.iter();
        all.map(move |named| Change::Encoder(named, *place))
    })
}
