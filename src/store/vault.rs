//! The vault: protected values, each where a fact commits to it. They are read one at a time.

use super::chain::{self, ChainFault, commitment};
use super::codec;
use super::error::StoreError;
use super::handle::Store;
use super::journal::Batch;
use super::tables::{JOURNAL, VAULT, vault_key};
use crate::model::fact::Fact;
use crate::model::value::Value;
use redb::{ReadTransaction, WriteTransaction};

impl Store {
    /// The salted bytes that change `index` of fact `seq` commits to; `None` when there are none, or
    /// no more.
    pub fn vault(&self, seq: u64, index: u16) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|txn| {
            let Some(sealed) = txn.open_table(VAULT)?.get(vault_key(seq, index).as_slice())? else {
                return Ok(None);
            };
            let sealed = sealed.value().to_vec();
            match fact_in(txn, seq)? {
                Some(fact) if commits(&fact, index, &sealed) => Ok(Some(sealed)),
                _ => Err(ChainFault::Vault { seq }.into()),
            }
        })
    }
}

/// Whether a change of a fact commits to these bytes.
pub(super) fn commits(fact: &Fact, index: u16, sealed: &[u8]) -> bool {
    let change = fact.changes.get(usize::from(index));
    change.and_then(|change| change.new.as_ref()) == Some(&Value::Sealed(commitment(sealed)))
}

/// Puts the protected values of a batch into the vault, each under a fact of the batch.
pub(super) fn put(txn: &WriteTransaction, batch: &Batch) -> Result<(), StoreError> {
    let mut vault = txn.open_table(VAULT)?;
    for (seq, index, sealed) in &batch.vault {
        let fact = batch.facts.iter().find(|fact| fact.seq == *seq);
        if !fact.is_some_and(|fact| commits(fact, *index, sealed)) {
            return Err(StoreError::bad(format!("no commitment for change {index} of fact {seq}")));
        }
        vault.insert(vault_key(*seq, *index).as_slice(), sealed.as_slice())?;
    }
    for (seq, index) in &batch.forget {
        vault.remove(vault_key(*seq, *index).as_slice())?;
    }
    Ok(())
}

/// A fact without its place in the chain.
pub(super) fn fact_in(txn: &ReadTransaction, seq: u64) -> Result<Option<Fact>, StoreError> {
    let Some(row) = txn.open_table(JOURNAL)?.get(seq)? else {
        return Ok(None);
    };
    let (_, stored) = chain::split(row.value()).ok_or(ChainFault::Unreadable { seq })?;
    codec::decode(stored).map(Some).map_err(|flaw| flaw.of(format_args!("fact {seq}")))
}
