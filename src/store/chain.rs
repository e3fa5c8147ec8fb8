//! The hash chain: what a row of the journal is, and whether it follows from the row before.
//!
//! `hash = SHA-256(domain || hash before || stored bytes)`. The stored bytes are hashed as they lie in
//! the file, never an encoding made again. The chain finds rows changed, removed, added or put in
//! another order; it cannot find a tail cut off, or a chain computed anew from some row to the end:
//! for that, compare a head that was written down elsewhere.

use super::codec::{self, Flaw};
use super::error::StoreError;
use crate::model::fact::Fact;
use sha2::{Digest, Sha256};

/// A hash of the chain.
pub type Hash = [u8; 32];

/// Algorithm byte of SHA-256; another algorithm would be another byte.
const SHA256: u8 = 1;
const DOMAIN: &[u8] = b"duban journal 1\0";

/// The last fact and its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Its sequence; 0 when there are no facts.
    pub seq: u64,
    /// Its hash; all zero when there are no facts.
    pub hash: Hash,
}

impl Head {
    /// The head of an empty journal.
    pub const NONE: Head = Head { seq: 0, hash: [0; 32] };
}

/// The first place where a journal disagrees with itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainFault {
    /// This fact is missing or out of order.
    Gap { seq: u64 },
    /// The hash of this fact is not that of its bytes and the hash before it.
    Chain { seq: u64 },
    /// The bytes of this fact cannot be read.
    Unreadable { seq: u64 },
    /// A protected value is not the one this fact commits to.
    Vault { seq: u64 },
}

impl From<ChainFault> for StoreError {
    fn from(fault: ChainFault) -> Self {
        StoreError::damaged(match fault {
            ChainFault::Gap { seq } => format!("fact {seq} is missing or out of order"),
            ChainFault::Chain { seq } => format!("fact {seq} does not match its hash"),
            ChainFault::Unreadable { seq } => format!("fact {seq} cannot be read"),
            ChainFault::Vault { seq } => {
                format!("a protected value of fact {seq} is not the one it commits to")
            }
        })
    }
}

/// Why a row does not follow.
pub(super) enum Break {
    Fault(ChainFault),
    /// A newer program wrote it, with this schema byte.
    Newer(u8),
}

impl From<Break> for StoreError {
    fn from(broken: Break) -> Self {
        match broken {
            Break::Fault(fault) => fault.into(),
            Break::Newer(found) => Flaw::Newer(found).of("a fact"),
        }
    }
}

/// What a fact says of a protected value in its place: the hash of the bytes kept in the vault,
/// salt included.
pub fn commitment(sealed: &[u8]) -> Hash {
    crate::model::sealed::commitment(sealed)
}

fn link(before: &Hash, stored: &[u8]) -> Hash {
    Sha256::new().chain_update(DOMAIN).chain_update(before).chain_update(stored).finalize().into()
}

/// The row of a fact that follows `head`, and the head it makes.
pub(super) fn forge(head: Head, fact: &Fact) -> Result<(Head, Vec<u8>), StoreError> {
    let stored = codec::encode(fact)?;
    let hash = link(&head.hash, &stored);
    let mut row = Vec::with_capacity(1 + hash.len() + stored.len());
    row.push(SHA256);
    row.extend_from_slice(&hash);
    row.extend_from_slice(&stored);
    Ok((Head { seq: fact.seq, hash }, row))
}

/// The hash and the stored fact of a row; `None` for bytes that are no row.
pub(super) fn split(row: &[u8]) -> Option<(&Hash, &[u8])> {
    match row.split_first() {
        Some((&SHA256, rest)) => rest.split_first_chunk::<32>(),
        _ => None,
    }
}

/// Checks that a row follows `head`, moves `head` on to it, and returns its fact.
pub(super) fn follow(head: &mut Head, seq: u64, row: &[u8]) -> Result<Fact, Break> {
    let due = head.seq + 1;
    if seq != due {
        return Err(Break::Fault(ChainFault::Gap { seq: seq.min(due) }));
    }
    let Some((hash, stored)) = split(row) else {
        return Err(Break::Fault(ChainFault::Unreadable { seq }));
    };
    if *hash != link(&head.hash, stored) {
        return Err(Break::Fault(ChainFault::Chain { seq }));
    }
    let fact: Fact = codec::decode(stored).map_err(|flaw| match flaw {
        Flaw::Newer(found) => Break::Newer(found),
        Flaw::Unreadable => Break::Fault(ChainFault::Unreadable { seq }),
    })?;
    if fact.seq != seq {
        return Err(Break::Fault(ChainFault::Gap { seq }));
    }
    *head = Head { seq, hash: *hash };
    Ok(fact)
}
