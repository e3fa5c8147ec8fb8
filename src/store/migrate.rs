//! From the schema a file has to the one this program knows. A newer one is refused.

use super::backup;
use super::error::StoreError;
use super::handle::begin_write;
use super::tables::META;
use redb::{Database, ReadTransaction, ReadableDatabase, TableError, WriteTransaction};
use std::path::{Path, PathBuf};

/// Brings a file from schema n to n + 1, n being its place in [`STEPS`] counted from 1.
pub(super) type Step = fn(&WriteTransaction) -> Result<(), StoreError>;

/// The steps so far: none, schema 1 is the first.
const STEPS: &[Step] = &[];

/// The schema of the files this program writes.
pub const SCHEMA: u32 = 1 + STEPS.len() as u32;

const NAME: &[u8] = b"schema";

/// The schema of a file; a file without one is no store.
pub(super) fn schema_of(txn: &ReadTransaction) -> Result<u32, StoreError> {
    let meta = match txn.open_table(META) {
        Ok(meta) => meta,
        Err(TableError::Storage(error)) => return Err(error.into()),
        Err(_) => return Err(StoreError::NotAStore),
    };
    let row = meta.get(NAME)?.ok_or(StoreError::NotAStore)?;
    let found = u32::from_be_bytes(row.value().try_into().map_err(|_| StoreError::NotAStore)?);
    match found {
        0 => Err(StoreError::NotAStore),
        found if found > SCHEMA => Err(StoreError::Newer { found, known: SCHEMA }),
        found => Ok(found),
    }
}

pub(super) fn set_schema(txn: &WriteTransaction, schema: u32) -> Result<(), StoreError> {
    txn.open_table(META)?.insert(NAME, schema.to_be_bytes().as_slice())?;
    Ok(())
}

/// Brings a file up to [`SCHEMA`].
pub(super) fn bring_up(db: &Database, path: &Path, found: u32) -> Result<(), StoreError> {
    walk(db, path, found, STEPS)
}

/// One commit a step, so that a crash leaves a whole file of some schema. Before the first step the
/// file is copied aside; a copy that stands there already is of an earlier try, and kept.
pub(super) fn walk(db: &Database, path: &Path, found: u32, steps: &[Step]) -> Result<(), StoreError> {
    let due = steps.iter().zip(1u32..).filter(|(_, from)| *from >= found);
    for (step, from) in due {
        if from == found {
            match backup::copy(&db.begin_read()?, &aside(path, found), backup::Copied::Everything) {
                Ok(()) | Err(StoreError::Exists) => {}
                Err(error) => return Err(error),
            }
        }
        let txn = begin_write(db)?;
        step(&txn)?;
        set_schema(&txn, from + 1)?;
        txn.commit()?;
    }
    Ok(())
}

/// Where the copy of a file of an older schema goes.
fn aside(path: &Path, schema: u32) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".schema-{schema}"));
    PathBuf::from(name)
}
