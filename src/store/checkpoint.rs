//! The checkpoint: records and sheet as of one fact, so that a start need not replay everything.

use super::chain::Hash;
use super::error::StoreError;
use super::handle::Store;
use super::tables::{Bytes, JOURNAL, RECORDS, SHEET, record_key};
use super::{codec, journal, sum};
use crate::model::fact::Fact;
use crate::model::ids::Subject;
use crate::model::record::Record;
use redb::{ReadTransaction, ReadableTable, Table, WriteTransaction};

/// Bytes of a chunk of the sheet: only chunks that changed are written again. A little under a power
/// of two, because with its key it must not spill into a page twice as large.
const CHUNK: usize = (64 << 10) - 256;
/// The most that is reserved on the word of the file alone.
const RESERVE: u64 = 256 << 20;
/// Bytes of the row that describes the sheet: as-of, length, sum.
const HEADER: usize = 8 + 8 + sum::LEN;

/// What a start needs.
#[derive(Debug)]
pub struct Loaded {
    /// The sheet as last checkpointed, and the fact it is as of; `None` when there is none yet.
    pub sheet: Option<(u64, Vec<u8>)>,
    /// Sequence of the last fact; 0 when there are none.
    pub head: u64,
    /// Its hash.
    pub head_hash: Hash,
    /// The facts after the sheet, or all of them.
    pub tail: Vec<Fact>,
}

impl Store {
    /// Sheet, tail and head, from one moment.
    pub fn load(&self) -> Result<Loaded, StoreError> {
        self.read(|txn| {
            let sheet = read_sheet(txn)?;
            let as_of = sheet.as_ref().map_or(0, |(as_of, _)| *as_of);
            let head = journal::head_of(&txn.open_table(JOURNAL)?)?;
            if as_of > head.seq {
                return Err(StoreError::damaged(format!("the sheet knows facts after {}", head.seq)));
            }
            let tail = journal::page(txn, as_of + 1, usize::MAX)?.into_iter().map(|(fact, _)| fact).collect();
            Ok(Loaded { sheet, head: head.seq, head_hash: head.hash, tail })
        })
    }

    /// Keeps a sheet as of fact `as_of`, and the records changed since the last checkpoint, in one
    /// commit. It never goes back behind the last one. The sheet is opaque bytes. Should it fail, no
    /// fact is lost: the next start replays more.
    pub fn checkpoint(&self, as_of: u64, sheet: &[u8], records: &[Record]) -> Result<(), StoreError> {
        self.place.expect_unmoved()?;
        self.place.expect_room(sheet.len() as u64)?;
        self.write(|txn| {
            let head = journal::head_of(&txn.open_table(JOURNAL)?)?.seq;
            let mut table = txn.open_table(SHEET)?;
            let last = read_header(&table)?.map_or(0, |header| header.as_of);
            if as_of < last || as_of > head {
                return Err(StoreError::bad(format!("a checkpoint of {as_of} after {last} at head {head}")));
            }
            write_records(txn, records)?;
            write_sheet(&mut table, as_of, sheet)
        })
    }

    /// A record as of the last checkpoint; `None` when it was not there yet.
    pub fn record(&self, subject: Subject) -> Result<Option<Record>, StoreError> {
        let what = || format!("record {} {}", subject.kind.byte(), subject.id);
        let key = record_key(subject);
        let stored = self.read(|txn| match txn.open_table(RECORDS)?.get(key.as_slice())? {
            Some(value) => match sum::checked(&key, value.value()) {
                Some(stored) => Ok(Some(stored.to_vec())),
                None => Err(StoreError::damaged(format!("{} fails its sum", what()))),
            },
            None => Ok(None),
        })?;
        match stored {
            Some(stored) => codec::decode(&stored).map(Some).map_err(|flaw| flaw.of(what())),
            None => Ok(None),
        }
    }
}

fn write_records(txn: &WriteTransaction, records: &[Record]) -> Result<(), StoreError> {
    let mut table = txn.open_table(RECORDS)?;
    for record in records {
        let key = record_key(record.subject);
        let value = sum::signed(&key, &codec::encode(record)?);
        table.insert(key.as_slice(), value.as_slice())?;
    }
    Ok(())
}

fn write_sheet(table: &mut Table<u64, Bytes>, as_of: u64, sheet: &[u8]) -> Result<(), StoreError> {
    let mut header = Vec::with_capacity(HEADER);
    header.extend_from_slice(&as_of.to_be_bytes());
    header.extend_from_slice(&(sheet.len() as u64).to_be_bytes());
    header.extend_from_slice(&sum::of(&header, sheet));
    table.insert(0, header.as_slice())?;
    let mut next = 1;
    for chunk in sheet.chunks(CHUNK) {
        let same = table.get(next)?.is_some_and(|old| old.value() == chunk);
        if !same {
            table.insert(next, chunk)?;
        }
        next += 1;
    }
    table.retain_in(next.., |_, _| false)?;
    Ok(())
}

/// The row that describes the sheet.
struct Header {
    as_of: u64,
    len: u64,
    sum: [u8; sum::LEN],
    /// The bytes of `as_of` and `len`, which the sum covers too.
    said: [u8; 16],
}

fn flawed() -> StoreError {
    StoreError::damaged("the sheet fails its sum")
}

fn read_header(table: &impl ReadableTable<u64, Bytes>) -> Result<Option<Header>, StoreError> {
    let Some(row) = table.get(0)? else {
        return Ok(None);
    };
    let header: &[u8; HEADER] = row.value().try_into().map_err(|_| flawed())?;
    let (said, sum) = header.split_first_chunk::<16>().ok_or_else(flawed)?;
    let (as_of, len) = said.split_first_chunk::<8>().ok_or_else(flawed)?;
    Ok(Some(Header {
        as_of: u64::from_be_bytes(*as_of),
        len: u64::from_be_bytes(len.try_into().map_err(|_| flawed())?),
        sum: sum.try_into().map_err(|_| flawed())?,
        said: *said,
    }))
}

fn read_sheet(txn: &ReadTransaction) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
    let table = txn.open_table(SHEET)?;
    let Some(header) = read_header(&table)? else {
        return Ok(None);
    };
    let mut sheet = Vec::with_capacity(header.len.min(RESERVE) as usize);
    for chunk in table.range(1..)? {
        let (_, chunk) = chunk?;
        sheet.extend_from_slice(chunk.value());
    }
    if sheet.len() as u64 != header.len || sum::of(&header.said, &sheet) != header.sum {
        return Err(flawed());
    }
    Ok(Some((header.as_of, sheet)))
}
