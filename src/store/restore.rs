//! Putting a backup in the place of a store. The store that stood there stays beside it.

use super::backup::{Copied, copy};
use super::chain::Head;
use super::error::StoreError;
use super::handle::{Store, shielded};
use super::lock::{self, Holder};
use super::open::open_to_write;
use super::place::{folder_of, make_folders, sync_folder};
use redb::ReadableDatabase;
use std::fs;
use std::path::{Path, PathBuf};

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The head that is in force now.
    pub head: Head,
    /// Where the store that stood there lies now, and its head as far as it could be read.
    pub before: Option<(PathBuf, Option<u64>)>,
}

/// Walks a whole file, chain and vault, and answers its head.
pub fn check_file(path: &Path) -> Result<Head, StoreError> {
    let store = Store::open_read_only(path)?;
    let report = store.verify_chain(&mut |_| {})?;
    let head = store.head()?;
    store.close()?;
    match report.fault {
        Some(fault) => Err(fault.into()),
        None => Ok(head),
    }
}

/// Puts the backup `from` in the place `to`. `aside` is the name that the store there gets; both names lead
/// to the old store until the new one takes over in one step.
pub fn restore(from: &Path, to: &Path, aside: &Path, who: &Holder) -> Result<Restored, StoreError> {
    let head = check_file(from)?;
    let folder = folder_of(to);
    make_folders(folder)?;
    let stands = fs::symlink_metadata(to).is_ok();
    // Nobody may work on what is replaced, nor begin to meanwhile.
    let _lock = if stands { Some(lock::take(to, who)?) } else { None };
    let mut name = to.as_os_str().to_owned();
    name.push(".restored");
    let fresh = PathBuf::from(name);
    // What a dead process left of an earlier try.
    let _ = fs::remove_file(&fresh);
    let source = Store::open_read_only(from)?;
    let copied = source.read(|txn| copy(txn, &fresh, Copied::Everything));
    source.close()?;
    copied?;
    let before = if stands {
        let old = Store::open_read_only(to).and_then(|store| store.head()).ok().map(|head| head.seq);
        keep_aside(to, aside)?;
        Some((aside.to_owned(), old))
    } else {
        None
    };
    fs::rename(&fresh, to)?;
    sync_folder(folder)?;
    // That it opens is the proof of it.
    let (db, _) = open_to_write(to, &mut |_| {})?;
    shielded(|| {
        drop(db.begin_read()?);
        Ok(db.close()?)
    })?;
    evidence(from, to)?;
    Ok(Restored { head, before })
}

/// A second name for the old store; where the file system has none, a copy.
fn keep_aside(store: &Path, aside: &Path) -> Result<(), StoreError> {
    if fs::symlink_metadata(aside).is_ok() {
        return Err(StoreError::Exists);
    }
    if fs::hard_link(store, aside).is_err() {
        fs::copy(store, aside)?;
        fs::File::open(aside)?.sync_all()?;
    }
    Ok(sync_folder(folder_of(aside))?)
}

/// Files of evidence that lie beside one store and not beside another. They are named by their hash: the
/// same name is the same file.
pub fn evidence(from: &Path, to: &Path) -> Result<u32, StoreError> {
    let beside = |store: &Path| {
        let mut name = store.as_os_str().to_owned();
        name.push(".evidence");
        PathBuf::from(name)
    };
    let (from, to) = (beside(from), beside(to));
    let mut files = 0;
    let Ok(found) = fs::read_dir(&from) else { return Ok(0) };
    for entry in found.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file())) {
        make_folders(&to)?;
        let target = to.join(entry.file_name());
        files += 1;
        if target.exists() {
            continue;
        }
        if fs::hard_link(entry.path(), &target).is_err() {
            fs::copy(entry.path(), &target)?;
            fs::File::open(&target)?.sync_all()?;
        }
    }
    if files > 0 {
        sync_folder(&to)?;
    }
    Ok(files)
}
