//! The credentials that a verifier knows.

use std::sync::Arc;

use super::encoded::{Buffer, Encoded};
use super::error::Kind;
use crate::account::AccountId;
use crate::credentials::Credentials;
use crate::signer::Signer;

/// All credentials, sorted by [`Known::names`].
pub(super) struct KnownCredentials(Vec<Known>);

pub(super) struct Known {
    pub(super) owner: Arc<Owner>,
    pub(super) signer: Signer,
}

/// Credentials without their secrets.
pub(super) struct Owner {
    pub(super) account_id: AccountId,
    pub(super) consumer_key: String,
    pub(super) token_id: String,
}

impl KnownCredentials {
    /// Derives the keys. Of two credentials with the same account, consumer key and token id, the
    /// last counts.
    pub(super) fn new(credentials: impl IntoIterator<Item = Credentials>) -> Self {
        let known = credentials.into_iter().map(|credentials| Known {
            owner: Arc::new(Owner {
                account_id: credentials.account_id().clone(),
                consumer_key: credentials.consumer().key().to_owned(),
                token_id: credentials.token().id().to_owned(),
            }),
            signer: Signer::new(credentials),
        });
        let mut known: Vec<_> = known.collect();
        known.reverse();
        known.sort_by(|a, b| a.names().cmp(&b.names()));
        known.dedup_by(|next, kept| next.names() == kept.names());
        Self(known)
    }

    /// Finds the credentials that a header names, and the number that tells them from all others.
    pub(super) fn find(&self, names: [Encoded<'_>; 3]) -> Result<(usize, &Known), Kind> {
        let mut buffers = [(); 3].map(|()| Buffer::new());
        let [realm, consumer_key, token] = &mut buffers;
        let names = [
            names[0].decode(realm),
            names[1].decode(consumer_key),
            names[2].decode(token),
        ];
        match self.position(&names) {
            Some(number) => Ok((number, &self.0[number])),
            None => Err(self.unknown(names)),
        }
    }

    /// Returns where credentials are that begin with these names.
    fn position(&self, names: &[&[u8]]) -> Option<usize> {
        let known = &self.0;
        known
            .binary_search_by(|known| known.names()[..names.len()].cmp(names))
            .ok()
    }

    #[cold]
    fn unknown(&self, names: [&[u8]; 3]) -> Kind {
        let account = |names: &[&[u8]]| {
            let at = self.position(names)?;
            Some(self.0[at].owner.account_id.clone())
        };
        if let Some(account) = account(&names[..2]) {
            return Kind::TokenUnknown { account };
        }
        if let Some(account) = account(&names[..1]) {
            return Kind::ConsumerUnknown { account };
        }
        // The most common mistake is to spell the account id as in a host name.
        let meant = String::from_utf8_lossy(names[0]).parse::<AccountId>().ok();
        match meant.and_then(|id| account(&[id.realm().as_bytes()])) {
            Some(expected) => Kind::RealmMisspelled { expected },
            None => Kind::RealmUnknown,
        }
    }
}

impl Known {
    /// Returns the names in the header: realm, consumer key and token id.
    fn names(&self) -> [&[u8]; 3] {
        let owner = &*self.owner;
        [
            owner.account_id.realm(),
            &owner.consumer_key,
            &owner.token_id,
        ]
        .map(str::as_bytes)
    }
}
