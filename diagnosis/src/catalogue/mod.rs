//! Every known mistake: what the client does differently, its name, and how to fix it.
//!
//! An entry here is all that the search needs. To add a mistake, add an entry to the step in which
//! the client goes wrong, and a client that makes it to the tests.

mod encoders;
mod header;
mod key;
mod order;
mod passport;
mod query;
mod text;
mod url;

use std::sync::LazyLock;

pub(crate) use self::encoders::{ENCODERS, Feature, NamedEncoder, SECRETS_ENCODER};
pub(crate) use self::header::*;
pub(crate) use self::key::SECRETS_NOT_ENCODED;
use crate::client::{Client, Place};

/// One mistake.
pub(crate) struct Entry {
    /// Stable, for scripts.
    pub(crate) code: &'static str,
    /// What happened; `{}` is the subject of the way.
    pub(crate) what: &'static str,
    /// How to fix it in that client.
    pub(crate) fix: &'static str,
    pub(crate) frequency: Frequency,
    /// Every way to make it; empty if the header or the URL shows the mistake.
    pub(crate) ways: &'static [Way],
}

/// One way to make a mistake: its subject, and the choices of a client that makes it.
pub(crate) struct Way(pub(crate) &'static str, pub(crate) fn(&mut Client));

/// How common a mistake is. It decides which pairs are tried first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Frequency {
    /// Several published clients or reports have it.
    Common,
    /// One published client or report has it.
    Occasional,
    /// It was only thought of, as a variant of another; it is not tried together with others.
    Rare,
}

/// What one client does differently.
#[derive(Clone, Copy)]
pub(crate) enum Change {
    Way(&'static Entry, &'static Way),
    Encoder(&'static NamedEncoder, Place),
}

impl Change {
    pub(crate) fn apply(self, client: &mut Client) {
        match self {
            Self::Way(_, Way(_, change)) => change(client),
            Self::Encoder(named, place) => client.encode(place, named.encoder()),
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
    /// The ways of an entry share its likelihood, and an occasional entry counts a quarter of a
    /// common one. The quarter is a guess: it only decides which pairs are tried first.
    pub(crate) fn unlikelihood(self) -> usize {
        let ways = match self {
            Self::Way(entry, _) => entry.ways.len(),
            // Most clients use one encoder everywhere; the other four places share the rest.
            Self::Encoder(_, Place::Everywhere) => 2,
            Self::Encoder(..) => 8,
        };
        match self.frequency() {
            Frequency::Common => ways,
            Frequency::Occasional | Frequency::Rare => ways.saturating_mul(4),
        }
    }

    /// Whether the change is only about the token secret, which the flow's step one does not have.
    pub(crate) fn is_about_token_secret(self) -> bool {
        matches!(self, Self::Way(_, Way("token secret", _)))
    }

    pub(crate) fn frequency(self) -> Frequency {
        match self {
            Self::Way(entry, _) => entry.frequency,
            // In one place alone, an encoder that is seldom seen is rare.
            Self::Encoder(named, Place::Outer | Place::Url)
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
