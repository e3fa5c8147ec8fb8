//! Creating, opening and reopening a store.

use super::error::StoreError;
use super::handle::{Db, Store, begin_write, shielded};
use super::journal::{self, Batch};
use super::lock::{self, Holder};
use super::place::{Identity, Place, expect_room_for_new, folder_of, make_folders};
use super::temp::Temp;
use super::{migrate, tables};
use crate::model::field::Field;
use crate::model::ids::Subject;
use crate::model::value::Value;
use redb::backends::FileBackend;
use redb::{Builder, Database, ReadableDatabase, WriteTransaction};
use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

/// Memory the engine may keep pages in, in bytes.
pub(super) const CACHE: usize = 64 << 20;
/// The same for who only reads: the sheet is read once, and kept pages would be memory touched for nothing.
const READING: usize = 1 << 20;
/// The first bytes of a file of the engine.
const MAGIC: [u8; 9] = *b"redb\x1A\x0A\xA9\x0D\x0A";
/// A reader that opens the store alone holds the engine's lock for moments: how often and how long
/// an opener waits for it.
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(20);

impl Store {
    /// Creates a store at `path` with its first batch, durable and closed. Missing folders are made.
    /// The store appears whole or not at all, and an existing file is never replaced
    /// ([`StoreError::Exists`]). [`StoreError::Unknown`]: it stands there, but a power cut now might
    /// take it.
    pub fn create(path: &Path, who: &Holder, first: &Batch) -> Result<(), StoreError> {
        if fs::symlink_metadata(path).is_ok() {
            return Err(StoreError::Exists);
        }
        make_folders(folder_of(path))?;
        expect_room_for_new(folder_of(path))?;
        let (temp, file) = Temp::beside(path)?;
        shielded(|| {
            let db = builder(CACHE).create_with_backend(FileBackend::new(file)?)?;
            let txn = begin_write(&db)?;
            found(&txn, who, first)?;
            txn.commit()?;
            Ok(db.close()?)
        })?;
        temp.land(path)
    }

    /// Opens a store to write. The whole file is checked first; `progress` hears how far that is,
    /// from 0 to 1. [`StoreError::Held`] names who has it open.
    pub fn open(path: &Path, who: &Holder, progress: &mut dyn FnMut(f64)) -> Result<Store, StoreError> {
        let path = resolve(path)?;
        // Before the lock: no lock file beside what is no store.
        expect_magic(&File::open(&path)?)?;
        let lock = lock::take(&path, who)?;
        let (db, identity) = open_to_write(&path, progress)?;
        Ok(Store::over(Db::Own(Box::new(db)), Place::new(path, identity, Some(lock))))
    }

    /// Opens a store to read only, beside other readers. Nothing is written, not even a lock file.
    /// The file is not checked as a whole. What is read is: a fact by the chain, anything else by its
    /// sum. But in a damaged file a record, a protected value or a personal thing may seem not to be
    /// there. [`StoreError::Held`]: an office has it open, ask there. [`StoreError::NeedsWriter`]: open
    /// it to write once.
    pub fn open_read_only(path: &Path) -> Result<Store, StoreError> {
        let path = resolve(path)?;
        let file = File::open(&path)?;
        expect_magic(&file)?;
        let identity = Identity::of(&file.metadata()?);
        let db = shielded(|| {
            let db = builder(READING).open_read_only_with_backend(FileBackend::new(file)?)?;
            let found = migrate::schema_of(&db.begin_read()?)?;
            if found < migrate::SCHEMA { Err(StoreError::NeedsWriter) } else { Ok(db) }
        });
        match db {
            Ok(db) => Ok(Store::over(Db::Read(db), Place::new(path, identity, None))),
            Err(StoreError::Held { .. }) => Err(lock::held(&path)),
            Err(error) => Err(error),
        }
    }

    /// Opens the same file anew after a call that left the handle dead, keeping the lock. What an
    /// unknown commit wrote is there afterwards, whole, or not at all. [`StoreError::Moved`] when the
    /// path leads to another file now. After `close`, and for who only reads, [`StoreError::Dead`].
    pub fn reopen(&self, progress: &mut dyn FnMut(f64)) -> Result<(), StoreError> {
        self.replace(|| {
            self.place.expect_unmoved()?;
            let (db, _) = open_to_write(self.place.path(), progress)?;
            self.place.expect_unmoved()?;
            Ok(Db::Own(Box::new(db)))
        })
    }

    /// Sets the free bytes below which nothing is appended (16 MiB unless set).
    pub fn set_floor(&self, bytes: u64) {
        self.place.set_floor(bytes);
    }
}

pub(super) fn builder(cache: usize) -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(cache).set_check_integrity_on_open(true);
    builder
}

/// Lays out a new store: every table, what the file is, the first batch.
pub(super) fn found(txn: &WriteTransaction, who: &Holder, first: &Batch) -> Result<(), StoreError> {
    for table in tables::NUMBERED {
        txn.open_table(table)?;
    }
    for table in tables::KEYED {
        txn.open_table(table)?;
    }
    let mut meta = txn.open_table(tables::META)?;
    for (name, text) in [
        ("created", who.since.to_rfc3339().as_str()),
        ("creator", &who.login),
        ("program", env!("CARGO_PKG_VERSION")),
        ("pack", first_pack(first)),
    ] {
        meta.insert(name.as_bytes(), text.as_bytes())?;
    }
    drop(meta);
    migrate::set_schema(txn, migrate::SCHEMA)?;
    journal::append_to(txn, 0, first)?;
    Ok(())
}

/// The pack the campaign begins with: a label for whoever looks into the file, no truth.
fn first_pack(first: &Batch) -> &str {
    let changes =
        first.facts.iter().filter(|fact| fact.subject == Subject::CAMPAIGN).flat_map(|fact| &fact.changes);
    let pack = changes.filter(|change| change.cell.field == Field::PackId).find_map(|c| c.new.as_ref());
    match pack {
        Some(Value::Text(id) | Value::Code(id)) => id,
        _ => "",
    }
}

/// The file itself behind links, so that one store has one lock file; only a plain file will do.
fn resolve(path: &Path) -> Result<PathBuf, StoreError> {
    let path = fs::canonicalize(path)?;
    if fs::metadata(&path)?.is_file() { Ok(path) } else { Err(StoreError::NotAStore) }
}

/// An empty file too is no store: ours appear whole.
fn expect_magic(file: &File) -> Result<(), StoreError> {
    let mut start = [0; MAGIC.len()];
    match file.read_exact_at(&mut start, 0) {
        Ok(()) if start == MAGIC => Ok(()),
        Ok(()) => Err(StoreError::NotAStore),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Err(StoreError::NotAStore),
        Err(error) => Err(error.into()),
    }
}

pub(super) fn open_to_write(
    path: &Path,
    progress: &mut dyn FnMut(f64),
) -> Result<(Database, Identity), StoreError> {
    for _ in 1..TRIES {
        match try_open_to_write(path, progress) {
            Err(StoreError::Held { .. }) => std::thread::sleep(PAUSE),
            outcome => return outcome,
        }
    }
    try_open_to_write(path, progress)
}

fn try_open_to_write(path: &Path, progress: &mut dyn FnMut(f64)) -> Result<(Database, Identity), StoreError> {
    let file = OpenOptions::new().read(true).write(true).open(path)?;
    expect_magic(&file)?;
    let identity = Identity::of(&file.metadata()?);
    let db = check_and_open(file, progress)?;
    let found = shielded(|| migrate::schema_of(&db.begin_read()?))?;
    migrate::bring_up(&db, path, found)?;
    progress(1.0);
    Ok((db, identity))
}

/// The engine keeps its callback for itself, so the check runs on a thread of its own and tells
/// how far it is through a channel.
fn check_and_open(file: File, progress: &mut dyn FnMut(f64)) -> Result<Database, StoreError> {
    let (tell, told) = mpsc::channel();
    std::thread::scope(|scope| {
        let opening = scope.spawn(move || {
            shielded(|| {
                let mut builder = builder(CACHE);
                builder.set_repair_callback(move |session| {
                    // Nobody listening any more is nobody to tell.
                    let _ = tell.send(session.progress());
                });
                Ok(builder.create_with_backend(FileBackend::new(file)?)?)
            })
        });
        told.iter().for_each(progress);
        opening.join().unwrap_or_else(|_| Err(StoreError::damaged("the file contradicts itself")))
    })
}
