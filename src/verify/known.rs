//! The credentials that a verifier knows, found by what a header says of them.

use std::collections::BTreeMap;
use std::ops::Bound::{Included, Unbounded};
use std::sync::Arc;

use super::header::Header;
use super::refusal::Cause;
use crate::account::AccountId;
use crate::authorization;
use crate::credentials::Credentials;
use crate::encode::encode;
use crate::signer::Signer;

/// All credentials. A search takes time in the logarithm of their number.
pub(super) struct KnownCredentials {
    /// By realm, as it stands in the header.
    accounts: BTreeMap<Vec<u8>, Account>,
    /// By the header's head, as a [`Signer`] writes it.
    heads: BTreeMap<Vec<u8>, Arc<Known>>,
}

struct Account {
    id: AccountId,
    /// By consumer key, then by token id, both percent-encoded.
    consumers: BTreeMap<Vec<u8>, BTreeMap<Vec<u8>, Arc<Known>>>,
}

/// One of the credentials. It stays where it is, so that a map that grows leaves no key behind.
pub(super) struct Known {
    pub(super) number: usize,
    pub(super) owner: Arc<Owner>,
    pub(super) signer: Signer,
}

/// What credentials are without their secrets.
pub(super) struct Owner {
    pub(super) account_id: AccountId,
    pub(super) consumer_key: String,
    pub(super) token_id: String,
}

impl KnownCredentials {
    /// Of two with the same account, consumer key and token id the last counts.
    pub(super) fn new(credentials: impl IntoIterator<Item = Credentials>) -> Self {
        let mut all = Self {
            accounts: BTreeMap::new(),
            heads: BTreeMap::new(),
        };
        for (number, credentials) in credentials.into_iter().enumerate() {
            let owner = Arc::new(Owner {
                account_id: credentials.account_id().clone(),
                consumer_key: credentials.consumer().key().to_owned(),
                token_id: credentials.token().id().to_owned(),
            });
            let [realm, consumer_key, token_id] = [
                owner.account_id.realm(),
                &owner.consumer_key,
                &owner.token_id,
            ]
            .map(|text| encode(text).to_string().into_bytes());
            let account = all.accounts.entry(realm).or_insert_with(|| Account {
                id: owner.account_id.clone(),
                consumers: BTreeMap::new(),
            });
            let known = Arc::new(Known {
                number,
                owner,
                signer: Signer::new(credentials),
            });
            let head = authorization::before_nonce(known.signer.head()).to_vec();
            all.heads.insert(head, Arc::clone(&known));
            let tokens = account.consumers.entry(consumer_key).or_default();
            tokens.insert(token_id, known);
        }
        all
    }

    /// Finds the credentials that a header names.
    pub(super) fn find(&self, header: &Header<'_>) -> Result<&Known, Cause> {
        let Some(account) = self.accounts.get(&*header.realm.canonical()) else {
            // The commonest mistake is the spelling of the host name.
            let realm = header.realm.decode();
            let meant: Option<AccountId> = String::from_utf8_lossy(&realm).parse().ok();
            let meant = meant.and_then(|id| self.accounts.get(id.realm().as_bytes()));
            return Err(match meant.map(|account| account.id.clone()) {
                Some(expected) => Cause::RealmSpelling { expected },
                None => Cause::UnknownAccount,
            });
        };
        let in_account = || account.id.clone();
        let tokens = account.consumers.get(&*header.consumer_key.canonical());
        let tokens = tokens.ok_or_else(|| Cause::UnknownConsumer {
            account: in_account(),
        })?;
        let known = tokens.get(&*header.token.canonical());
        let known = known.ok_or_else(|| Cause::UnknownToken {
            account: in_account(),
        })?;
        Ok(known)
    }

    /// Finds the credentials with whose head a header begins, and returns what follows it.
    pub(super) fn find_by_head<'a>(&self, header: &'a [u8]) -> Option<(&Known, &'a [u8])> {
        // No head is the beginning of another: the one that a text begins with is the last that does not come after it.
        let until = (Unbounded, Included(header));
        let (head, known) = self.heads.range::<[u8], _>(until).next_back()?;
        Some((known, header.strip_prefix(head.as_slice())?))
    }
}
