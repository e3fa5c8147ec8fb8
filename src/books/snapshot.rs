//! The checkpoint of the books: everything but the full records of issues, as bytes. What only writers need
//! (acts by op id, trails of undo) comes last, and whoever only reads leaves it packed.

use super::sheet::Sheet;
use super::{Act, Books, Trail};
use crate::model::record::Record;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Raised whenever a column of the sheet comes to mean something else.
const VERSION: u32 = 2;

/// The small part of a checkpoint; the packed sheet follows it, and then the acts.
#[derive(Serialize, Deserialize)]
struct Head {
    /// What the columns mean; another one is not read, and the journal is replayed.
    version: u32,
    seq: u64,
    last_day: Option<NaiveDate>,
    held: Vec<Record>,
}

/// What writers need.
#[derive(Default, Serialize, Deserialize)]
struct Acts {
    ops: Vec<Act>,
    trails: BTreeMap<u32, Trail>,
}

impl Books {
    /// The books as bytes. Read back by [`Books::unpack`] of the same program version or a later one.
    pub fn pack(&self) -> Vec<u8> {
        let mut ops: Vec<Act> = self.ops.values().copied().collect();
        ops.sort_by_key(|act| act.first);
        let head = Head {
            version: VERSION,
            seq: self.seq,
            last_day: self.last_day,
            held: self.held.values().map(|record| record.as_ref().clone()).collect(),
        };
        let acts = Acts { ops, trails: self.trails.clone() };
        let head = rmp_serde::to_vec_named(&head).unwrap_or_default();
        let mut bytes = (head.len() as u64).to_le_bytes().to_vec();
        bytes.extend(head);
        self.sheet.pack(&mut bytes);
        bytes.extend(rmp_serde::to_vec(&acts).unwrap_or_default());
        bytes
    }

    /// The books of a checkpoint, to be written to or only read; `None` when the bytes are none, and the
    /// journal must be replayed.
    pub fn unpack(bytes: &[u8], write: bool) -> Option<Self> {
        let (len, rest) = bytes.split_at_checked(8)?;
        let len = u64::from_le_bytes(len.try_into().ok()?);
        let (head, mut rest) = rest.split_at_checked(usize::try_from(len).ok()?)?;
        let head: Head = rmp_serde::from_slice(head).ok()?;
        if head.version != VERSION {
            return None;
        }
        let sheet = Arc::new(Sheet::unpack(&mut rest)?);
        let acts = if write { rmp_serde::from_slice(rest).ok()? } else { Acts::default() };
        let mut books = Books {
            seq: head.seq,
            last_day: head.last_day,
            held: Arc::new(head.held.into_iter().map(|record| (record.subject, Arc::new(record))).collect()),
            ops: acts.ops.into_iter().map(|act| (act.op, act)).collect(),
            trails: acts.trails,
            sheet,
            ..Books::default()
        };
        books.read_pack();
        Some(books)
    }
}
