//! Walking the whole journal: does it agree with itself, and the vault with it?

use super::chain::{self, Break, ChainFault, Hash, Head};
use super::error::StoreError;
use super::handle::Store;
use super::tables::{JOURNAL, VAULT, vault_key, vault_parts};
use super::{journal, vault};
use redb::{ReadTransaction, ReadableTable};

/// Rows checked in one transaction.
const PAGE: usize = 4096;

/// What the walk found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainReport {
    /// Facts that follow from each other without fault, from the first.
    pub facts: u64,
    /// The hash of the last of them.
    pub head_hash: Hash,
    /// The first fault.
    pub fault: Option<ChainFault>,
}

impl Store {
    /// Checks every fact against the chain, and every protected value against its fact. A value that
    /// is gone from the vault is no fault: it may have been purged. `progress` runs from 0 to 1.
    pub fn verify_chain(&self, progress: &mut dyn FnMut(f64)) -> Result<ChainReport, StoreError> {
        let last = self.read(|txn| Ok(txn.open_table(JOURNAL)?.last()?.map_or(0, |(seq, _)| seq.value())))?;
        let mut head = Head::NONE;
        let mut fault = None;
        let mut next = 0;
        while fault.is_none() {
            let Some(after) = self.read(|txn| walk(txn, &mut head, next, &mut fault))? else {
                break;
            };
            next = after;
            progress(head.seq as f64 / last.max(1) as f64);
        }
        if fault.is_none() {
            fault = self.walk_vault()?;
        }
        progress(1.0);
        Ok(ChainReport { facts: head.seq, head_hash: head.hash, fault })
    }

    fn walk_vault(&self) -> Result<Option<ChainFault>, StoreError> {
        let mut next = Some(vault_key(0, 0).to_vec());
        while let Some(from) = next {
            match self.read(|txn| walk_vault(txn, &from))? {
                Ok(after) => next = after,
                Err(fault) => return Ok(Some(fault)),
            }
        }
        Ok(None)
    }
}

/// Follows up to a page of rows from `from` on; answers where the next page begins, if there is one.
fn walk(
    txn: &ReadTransaction,
    head: &mut Head,
    from: u64,
    fault: &mut Option<ChainFault>,
) -> Result<Option<u64>, StoreError> {
    let mut rows = 0;
    for row in txn.open_table(JOURNAL)?.range(from..)?.take(PAGE) {
        let (seq, row) = row?;
        match chain::follow(head, seq.value(), row.value()) {
            Ok(_) => rows += 1,
            Err(Break::Fault(found)) => {
                *fault = Some(found);
                return Ok(None);
            }
            Err(newer) => return Err(newer.into()),
        }
    }
    Ok((rows == PAGE).then_some(head.seq + 1))
}

/// Checks up to a page of protected values; answers the key the next page begins with.
fn walk_vault(txn: &ReadTransaction, from: &[u8]) -> Result<Result<Option<Vec<u8>>, ChainFault>, StoreError> {
    let head = journal::head_of(&txn.open_table(JOURNAL)?)?;
    let mut fact = None;
    for (at, row) in txn.open_table(VAULT)?.range(from..)?.enumerate() {
        let (key, sealed) = row?;
        if at == PAGE {
            return Ok(Ok(Some(key.value().to_vec())));
        }
        let Some((seq, index)) = vault_parts(key.value()) else {
            return Ok(Err(ChainFault::Vault { seq: head.seq }));
        };
        if !matches!(&fact, Some((of, _)) if *of == seq) {
            fact = vault::fact_in(txn, seq)?.map(|fact| (seq, fact));
        }
        match &fact {
            Some((_, fact)) if vault::commits(fact, index, sealed.value()) => {}
            _ => return Ok(Err(ChainFault::Vault { seq })),
        }
    }
    Ok(Ok(None))
}
