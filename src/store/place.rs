//! Where a store lies: which file it is, whether it is still there, whether there is room.

use super::error::StoreError;
use super::lock::Lock;
use rustix::fs::{Mode, statvfs};
use std::fs::{self, File, Metadata};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Free bytes below which nothing is written, unless the caller sets another floor.
const FLOOR: u64 = 16 << 20;

/// Makes every file and folder this process creates from now on its owner's alone. Call it first.
pub fn private_umask() {
    rustix::process::umask(Mode::from_raw_mode(0o077));
}

/// A file, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    dev: u64,
    ino: u64,
}

impl Identity {
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self { dev: metadata.dev(), ino: metadata.ino() }
    }
}

/// The place of an open store.
pub(super) struct Place {
    path: PathBuf,
    identity: Mutex<Identity>,
    floor: AtomicU64,
    lock: Mutex<Option<Lock>>,
}

impl Place {
    pub(super) fn new(path: PathBuf, identity: Identity, lock: Option<Lock>) -> Self {
        Self { path, identity: Mutex::new(identity), floor: AtomicU64::new(FLOOR), lock: Mutex::new(lock) }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// That the path still leads to the file that was opened: an engine goes on committing into a
    /// file that was removed, and a second store may by then stand at the path.
    pub(super) fn expect_unmoved(&self) -> Result<(), StoreError> {
        match fs::metadata(&self.path) {
            Ok(metadata) if Identity::of(&metadata) == self.identity() => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Err(error.into()),
            _ => Err(StoreError::Moved),
        }
    }

    fn identity(&self) -> Identity {
        *self.identity.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The path leads to another file now, by our own doing.
    pub(super) fn moved_to(&self, identity: Identity) {
        *self.identity.lock().unwrap_or_else(PoisonError::into_inner) = identity;
    }

    /// That `bytes` may be written without going below the floor.
    pub(super) fn expect_room(&self, bytes: u64) -> Result<(), StoreError> {
        expect_room(folder_of(&self.path), self.floor.load(Ordering::Relaxed).saturating_add(bytes))
    }

    pub(super) fn set_floor(&self, bytes: u64) {
        self.floor.store(bytes, Ordering::Relaxed);
    }

    pub(super) fn is_locked(&self) -> bool {
        self.lock.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    pub(super) fn unlock(&self) {
        self.lock.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// That a new store may be written here.
pub(super) fn expect_room_for_new(folder: &Path) -> Result<(), StoreError> {
    expect_room(folder, FLOOR)
}

fn expect_room(folder: &Path, bytes: u64) -> Result<(), StoreError> {
    let room = statvfs(folder)?;
    if room.f_bavail.saturating_mul(room.f_frsize) < bytes { Err(StoreError::DiskFull) } else { Ok(()) }
}

/// The folder a file lies in.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes a change of names in a folder durable.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Creates a folder and those above it, each its owner's alone, and makes their names durable.
pub(super) fn make_folders(folder: &Path) -> Result<(), StoreError> {
    match fs::metadata(folder) {
        Ok(metadata) if metadata.is_dir() => return Ok(()),
        Ok(_) => return Err(StoreError::Denied { detail: format!("{} is no folder", folder.display()) }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(StoreError::Denied { detail: error.to_string() });
        }
        Err(error) => return Err(error.into()),
    }
    let above = folder_of(folder);
    make_folders(above)?;
    match fs::DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error.into()),
        _ => Ok(sync_folder(above)?),
    }
}
