//! The journal: appending to it and reading from it. Every fact read is checked against the chain.

use super::chain::{self, ChainFault, Hash, Head};
use super::error::StoreError;
use super::handle::Store;
use super::tables::{Bytes, JOURNAL};
use super::vault;
use crate::model::fact::Fact;
use redb::{ReadTransaction, ReadableTable, WriteTransaction};
use std::fmt;

/// Rows read in one transaction: a caller that takes its time must not pin the space of old ones.
const PAGE: usize = 1024;

/// What one commit adds.
#[derive(Clone, Default)]
pub struct Batch {
    /// The facts, numbered on from the head without gaps.
    pub facts: Vec<Fact>,
    /// Protected values: sequence of the fact (one of these), which of its changes, and the salted
    /// bytes whose [`super::commitment`] stands there in place of the value.
    pub vault: Vec<(u64, u16, Vec<u8>)>,
    /// Protected values that go for good: sequence of the fact they stand under, and which of its changes.
    pub forget: Vec<(u64, u16)>,
}

impl fmt::Debug for Batch {
    /// Only how much: what is in it may be protected.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Batch({} facts, {} protected values)", self.facts.len(), self.vault.len())
    }
}

impl Store {
    /// Appends a batch in one durable commit and answers the new head. Nothing is written when
    /// another fact than `expected_head` is last, when the file was moved or the disk is all but
    /// full. After [`StoreError::Unknown`] the batch is kept or it is not: [`Store::reopen`], then
    /// look for its op ids.
    pub fn append(&self, expected_head: u64, batch: &Batch) -> Result<Head, StoreError> {
        self.place.expect_unmoved()?;
        self.place.expect_room(0)?;
        let head = self.write(|txn| append_to(txn, expected_head, batch))?;
        // Gone while it was being written: what was written is gone with it, or it is not.
        self.place.expect_unmoved().map_err(|error| StoreError::Unknown { detail: error.to_string() })?;
        Ok(head)
    }

    /// The last fact and its hash.
    pub fn head(&self) -> Result<Head, StoreError> {
        self.read(|txn| head_of(&txn.open_table(JOURNAL)?))
    }

    /// One fact with its hash; `None` when there is none of this sequence.
    pub fn fact(&self, seq: u64) -> Result<Option<(Fact, Hash)>, StoreError> {
        let page = self.read(|txn| page(txn, seq, 1))?;
        Ok(page.into_iter().next().filter(|(fact, _)| fact.seq == seq))
    }

    /// Up to `limit` facts from `from` on as they are stored: the fact, its hash, the bytes. Each is checked
    /// against the one before.
    pub fn stored(&self, from: u64, limit: usize) -> Result<Vec<(Fact, Hash, Vec<u8>)>, StoreError> {
        self.read(|txn| {
            let journal = txn.open_table(JOURNAL)?;
            if from == 0 || from > head_of(&journal)?.seq {
                return Ok(Vec::new());
            }
            let mut head = head_at(&journal, from - 1)?;
            let mut stored = Vec::new();
            for row in journal.range(from..)?.take(limit) {
                let (seq, row) = row?;
                let fact = chain::follow(&mut head, seq.value(), row.value())?;
                let bytes = chain::split(row.value()).map_or(&[][..], |(_, bytes)| bytes);
                stored.push((fact, head.hash, bytes.to_vec()));
            }
            Ok(stored)
        })
    }

    /// Hands out the facts from `from` on in order, each with its hash, until `each` answers false.
    /// Facts appended meanwhile are among them.
    pub fn facts(&self, from: u64, each: &mut dyn FnMut(Fact, Hash) -> bool) -> Result<(), StoreError> {
        let mut next = from.max(1);
        loop {
            let page = self.read(|txn| page(txn, next, PAGE))?;
            if page.is_empty() {
                return Ok(());
            }
            next += page.len() as u64;
            for (fact, hash) in page {
                if !each(fact, hash) {
                    return Ok(());
                }
            }
        }
    }
}

/// Appends a batch inside a transaction.
pub(super) fn append_to(
    txn: &WriteTransaction,
    expected_head: u64,
    batch: &Batch,
) -> Result<Head, StoreError> {
    let mut journal = txn.open_table(JOURNAL)?;
    let mut head = head_of(&journal)?;
    if head.seq != expected_head {
        return Err(StoreError::HeadMoved { expected: expected_head, found: head.seq });
    }
    vault::put(txn, batch)?;
    for fact in &batch.facts {
        if fact.seq != head.seq + 1 {
            return Err(StoreError::bad(format!("fact {} follows fact {}", fact.seq, head.seq)));
        }
        let (next, row) = chain::forge(head, fact)?;
        journal.insert(fact.seq, row.as_slice())?;
        head = next;
    }
    Ok(head)
}

/// The head of a journal; its hash is checked against the row before.
pub(super) fn head_of(journal: &impl ReadableTable<u64, Bytes>) -> Result<Head, StoreError> {
    let Some((seq, row)) = journal.last()? else {
        return Ok(Head::NONE);
    };
    let seq = seq.value();
    let before = seq.checked_sub(1).ok_or(ChainFault::Gap { seq })?;
    let mut head = head_at(journal, before)?;
    chain::follow(&mut head, seq, row.value())?;
    Ok(head)
}

/// The head as it was when `seq` was the last fact, on the word of that row.
fn head_at(journal: &impl ReadableTable<u64, Bytes>, seq: u64) -> Result<Head, StoreError> {
    if seq == 0 {
        return Ok(Head::NONE);
    }
    let row = journal.get(seq)?.ok_or(ChainFault::Gap { seq })?;
    let (hash, _) = chain::split(row.value()).ok_or(ChainFault::Unreadable { seq })?;
    Ok(Head { seq, hash: *hash })
}

/// Up to `limit` facts from `from` on, each checked against the one before.
pub(super) fn page(txn: &ReadTransaction, from: u64, limit: usize) -> Result<Vec<(Fact, Hash)>, StoreError> {
    let journal = txn.open_table(JOURNAL)?;
    if from == 0 || from > head_of(&journal)?.seq {
        return Ok(Vec::new());
    }
    let mut head = head_at(&journal, from - 1)?;
    let mut facts = Vec::new();
    for row in journal.range(from..)?.take(limit) {
        let (seq, row) = row?;
        let fact = chain::follow(&mut head, seq.value(), row.value())?;
        facts.push((fact, head.hash));
    }
    Ok(facts)
}
