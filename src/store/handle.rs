//! The open store: where reads and writes go through, and what happens when the engine gives out.

use super::error::StoreError;
use super::place::Place;
use redb::{Database, ReadOnlyDatabase, ReadTransaction, ReadableDatabase, WriteTransaction};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock};

/// An open store. It may be shared between threads: reads go side by side, also beside an append;
/// appends wait for each other.
pub struct Store {
    // Declared before `place`: the engine closes before the lock is let go.
    db: RwLock<Option<Db>>,
    dead: AtomicBool,
    pub(super) place: Place,
}

/// The engine, open to write or to read only.
pub(super) enum Db {
    Own(Box<Database>),
    Read(ReadOnlyDatabase),
}

impl Db {
    fn begin_read(&self) -> Result<ReadTransaction, StoreError> {
        Ok(match self {
            Db::Own(db) => db.begin_read()?,
            Db::Read(db) => db.begin_read()?,
        })
    }

    pub(super) fn close(self) -> Result<(), StoreError> {
        shielded(|| match self {
            Db::Own(db) => Ok(db.close()?),
            Db::Read(db) => Ok(db.close()?),
        })
    }
}

/// Runs a piece of engine work. The engine may panic on a file that was damaged behind its back:
/// that is damage to report, not a reason to fall.
pub(super) fn shielded<T>(work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(StoreError::damaged("the file contradicts itself")))
}

/// Begins a write of two phases: the file flips to the new state only after that state is on disk.
pub(super) fn begin_write(db: &Database) -> Result<WriteTransaction, StoreError> {
    let mut txn = db.begin_write()?;
    txn.set_two_phase_commit(true);
    Ok(txn)
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Store({})", self.place.path().display())
    }
}

impl Store {
    pub(super) fn over(db: Db, place: Place) -> Self {
        Self { db: RwLock::new(Some(db)), dead: AtomicBool::new(false), place }
    }

    /// Runs `work` in one read transaction.
    pub(super) fn read<T>(
        &self,
        work: impl FnOnce(&ReadTransaction) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let db = self.db.read().unwrap_or_else(PoisonError::into_inner);
        let db = db.as_ref().ok_or(StoreError::Dead)?;
        shielded(|| work(&db.begin_read()?))
    }

    /// Runs `work` in one write transaction and commits it.
    pub(super) fn write<T>(
        &self,
        work: impl FnOnce(&WriteTransaction) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let db = self.db.read().unwrap_or_else(PoisonError::into_inner);
        let db = match db.as_ref() {
            Some(Db::Own(db)) if !self.dead.load(Ordering::Acquire) => db,
            Some(Db::Read(_)) => return Err(StoreError::Denied { detail: "opened to read only".into() }),
            _ => return Err(StoreError::Dead),
        };
        let prepared = shielded(|| {
            let txn = begin_write(db)?;
            let value = work(&txn)?;
            Ok((txn, value))
        });
        let (txn, value) = prepared.inspect_err(|error| {
            if error.kills_handle() {
                self.dead.store(true, Ordering::Release);
            }
        })?;
        match shielded(|| Ok(txn.commit()?)) {
            Ok(()) => Ok(value),
            Err(error) => {
                self.dead.store(true, Ordering::Release);
                Err(StoreError::Unknown { detail: error.to_string() })
            }
        }
    }

    /// Closes the engine and puts what `open` gives in its place; until then every other call waits.
    /// When `open` fails the handle stays dead. Only who holds the lock may.
    pub(super) fn replace(&self, open: impl FnOnce() -> Result<Db, StoreError>) -> Result<(), StoreError> {
        let mut db = self.db.write().unwrap_or_else(PoisonError::into_inner);
        if !self.place.is_locked() {
            return Err(StoreError::Dead);
        }
        self.dead.store(true, Ordering::Release);
        if let Some(old) = db.take() {
            // It gave out, or somebody doubts it: its own last word decides nothing.
            let _ = old.close();
        }
        *db = Some(open()?);
        self.dead.store(false, Ordering::Release);
        Ok(())
    }

    /// Closes the file cleanly and lets the lock go. Every later call answers [`StoreError::Dead`].
    /// Everything acknowledged is durable already, whatever this answers; after an error the next
    /// open only takes longer. Dropping the store does the same and says nothing.
    pub fn close(&self) -> Result<(), StoreError> {
        let mut db = self.db.write().unwrap_or_else(PoisonError::into_inner);
        self.dead.store(true, Ordering::Release);
        let closed = db.take().map_or(Ok(()), Db::close);
        self.place.unlock();
        closed
    }
}
