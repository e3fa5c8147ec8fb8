//! A copy of the store that is known to open. Copying the file itself while it is open gives none.

use super::chain::Head;
use super::error::StoreError;
use super::handle::{Db, Store, begin_write, shielded};
use super::open::{CACHE, builder, open_to_write};
use super::place::{Identity, Place, folder_of, sync_folder};
use super::tables::{JOURNAL, KEYED, NUMBERED, PERSONAL, VAULT};
use super::temp::Temp;
use super::{journal, migrate};
use redb::backends::FileBackend;
use redb::{
    Key, ReadTransaction, ReadableDatabase, ReadableTable, TableDefinition, TableError, TableHandle, Value,
    WriteTransaction,
};
use std::fs::{self, OpenOptions};
use std::path::Path;

/// What a copy holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    Everything,
    /// Neither protected values nor personal things, which might repeat them.
    WithoutNames,
}

impl Store {
    /// Copies everything, as of one moment, to a new file and answers the head that is in it. The copy
    /// is checked as a whole, chain and vault too, before it gets its name; an existing file is never
    /// replaced. Appends may go on meanwhile.
    pub fn backup(&self, to: &Path, what: Copied) -> Result<Head, StoreError> {
        self.read(|txn| {
            copy(txn, to, what)?;
            journal::head_of(&txn.open_table(JOURNAL)?)
        })
    }

    /// Writes the whole file anew, so that nothing of removed rows is left in it. Every other call waits.
    /// At any moment the old file stands there or the new one, whole.
    pub fn rewrite(&self) -> Result<(), StoreError> {
        self.replace(|| {
            self.place.expect_unmoved()?;
            let path = self.place.path();
            let mut aside = path.as_os_str().to_owned();
            aside.push(".rewritten");
            let aside = std::path::PathBuf::from(aside);
            // What a dead process left of an earlier try.
            let _ = fs::remove_file(&aside);
            let (old, _) = open_to_write(path, &mut |_| {})?;
            let copied = shielded(|| copy(&old.begin_read()?, &aside, Copied::Everything));
            let closed = shielded(|| Ok(old.close()?));
            if copied.is_ok() && closed.is_ok() {
                fs::rename(&aside, path)?;
                sync_folder(folder_of(path))?;
            }
            let (db, identity) = open_to_write(path, &mut |_| {})?;
            self.place.moved_to(identity);
            copied?;
            Ok(Db::Own(Box::new(db)))
        })
    }
}

/// Copies what a transaction sees to a new file, checks the copy and gives it its name.
pub(super) fn copy(from: &ReadTransaction, to: &Path, what: Copied) -> Result<(), StoreError> {
    if fs::symlink_metadata(to).is_ok() {
        return Err(StoreError::Exists);
    }
    let (temp, file) = Temp::beside(to)?;
    shielded(|| {
        let db = builder(CACHE).create_with_backend(FileBackend::new(file)?)?;
        let txn = begin_write(&db)?;
        for table in NUMBERED {
            copy_table(from, &txn, table)?;
        }
        for table in KEYED {
            let names = table.name() == VAULT.name() || table.name() == PERSONAL.name();
            match what {
                Copied::WithoutNames if names => drop(txn.open_table(table)?),
                _ => copy_table(from, &txn, table)?,
            }
        }
        txn.commit()?;
        Ok(db.close()?)
    })?;
    check(from, temp.path())?;
    temp.land(to)
}

fn copy_table<K: Key + 'static, V: Value + 'static>(
    from: &ReadTransaction,
    to: &WriteTransaction,
    table: TableDefinition<'static, K, V>,
) -> Result<(), StoreError> {
    let from = match from.open_table(table) {
        // A file of an older schema may lack it.
        Err(TableError::TableDoesNotExist(_)) => return Ok(()),
        from => from?,
    };
    let mut copy = to.open_table(table)?;
    for row in from.iter()? {
        let (key, value) = row?;
        copy.insert(key.value(), value.value())?;
    }
    Ok(())
}

/// Opens the copy like any store, and walks it.
fn check(from: &ReadTransaction, path: &Path) -> Result<(), StoreError> {
    let file = OpenOptions::new().read(true).write(true).open(path)?;
    let identity = Identity::of(&file.metadata()?);
    let db = shielded(|| {
        let db = builder(CACHE).create_with_backend(FileBackend::new(file)?)?;
        migrate::schema_of(&db.begin_read()?)?;
        Ok(db)
    })?;
    let copy = Store::over(Db::Own(Box::new(db)), Place::new(path.to_owned(), identity, None));
    let report = copy.verify_chain(&mut |_| {})?;
    let head = journal::head_of(&from.open_table(JOURNAL)?)?;
    copy.close()?;
    match report.fault {
        Some(fault) => Err(fault.into()),
        None if (report.facts, report.head_hash) != (head.seq, head.hash) => {
            Err(StoreError::damaged("the copy is not what was copied"))
        }
        None => Ok(()),
    }
}
