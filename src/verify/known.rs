//! The credentials that a verifier knows.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::encoded::Buffer;
use super::error::Kind;
use super::header::Header;
use crate::account::AccountId;
use crate::credentials::Credentials;
use crate::signer::Signer;

/// All credentials, by the bytes that a header names them with.
pub(super) struct KnownCredentials {
    /// By realm.
    accounts: BTreeMap<Vec<u8>, Account>,
}

struct Account {
    id: AccountId,
    /// By consumer key, then by token id.
    consumers: BTreeMap<Vec<u8>, BTreeMap<Vec<u8>, Known>>,
}

pub(super) struct Known {
    /// Tells these credentials from all others.
    pub(super) number: usize,
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
        let mut accounts = BTreeMap::new();
        for (number, credentials) in credentials.into_iter().enumerate() {
            let owner = Owner {
                account_id: credentials.account_id().clone(),
                consumer_key: credentials.consumer().key().to_owned(),
                token_id: credentials.token().id().to_owned(),
            };
            let account = accounts
                .entry(owner.account_id.realm().as_bytes().to_vec())
                .or_insert_with(|| Account {
                    id: owner.account_id.clone(),
                    consumers: BTreeMap::new(),
                });
            let key = owner.consumer_key.as_bytes().to_vec();
            let tokens = account.consumers.entry(key).or_default();
            let id = owner.token_id.as_bytes().to_vec();
            let known = Known {
                number,
                owner: Arc::new(owner),
                signer: Signer::new(credentials),
            };
            tokens.insert(id, known);
        }
        Self { accounts }
    }

    /// Finds the credentials that a header names.
    pub(super) fn find(&self, header: &Header<'_>) -> Result<&Known, Kind> {
        let mut buffer = Buffer::new();
        let realm = header.realm.decode(&mut buffer);
        let account = self
            .accounts
            .get(realm)
            .ok_or_else(|| self.unknown_realm(realm))?;
        let tokens = account
            .consumers
            .get(header.consumer_key.decode(&mut buffer))
            .ok_or_else(|| Kind::UnknownConsumer {
                account: account.id.clone(),
            })?;
        tokens
            .get(header.token.decode(&mut buffer))
            .ok_or_else(|| Kind::UnknownToken {
                account: account.id.clone(),
            })
    }

    /// Recognizes the most common mistake: the account id as it is spelled in a host name.
    fn unknown_realm(&self, realm: &[u8]) -> Kind {
        let meant = String::from_utf8_lossy(realm).parse::<AccountId>().ok();
        match meant.and_then(|id| self.accounts.get(id.realm().as_bytes())) {
            Some(account) => Kind::RealmSpelling {
                expected: account.id.clone(),
            },
            None => Kind::UnknownAccount,
        }
    }
}
