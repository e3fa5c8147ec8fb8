//! The lock file beside a store: it says who works on the store since when.
//!
//! The engine locks the store file too; this lock is what gives the refusal its words. The kernel
//! lets it go when its holder dies, so what a dead holder wrote is no obstacle. The file stays: to
//! remove it would open a gap between two openers.

use super::error::StoreError;
use chrono::{DateTime, Utc};
use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Who opens a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The process.
    pub pid: u32,
    /// The login it runs under.
    pub login: String,
    /// Since when, by the caller's clock.
    pub since: DateTime<Utc>,
}

/// A lock held; dropping it lets go.
pub(super) struct Lock {
    file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Only so that nobody is named who is gone.
        let _ = self.file.set_len(0);
    }
}

fn path_of(store: &Path) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

/// Locks a store for `who`, or answers who holds it.
pub(super) fn take(store: &Path, who: &Holder) -> Result<Lock, StoreError> {
    let path = path_of(store);
    let file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(&path)?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => {}
        Err(Errno::WOULDBLOCK) => return Err(held(store)),
        Err(error) => return Err(error.into()),
    }
    let lock = Lock { file };
    // The words are a courtesy; a full disk must not keep anybody from reading.
    let _ = write_words(&lock.file, who);
    Ok(lock)
}

fn write_words(file: &File, who: &Holder) -> std::io::Result<()> {
    file.set_len(0)?;
    file.write_all_at(&serde_json::to_vec(who)?, 0)
}

/// The refusal that names the holder, as far as its words can be read.
pub(super) fn held(store: &Path) -> StoreError {
    let words = fs::read(path_of(store)).unwrap_or_default();
    match serde_json::from_slice::<Holder>(&words) {
        Ok(holder) => StoreError::Held { pid: holder.pid, login: holder.login, since: Some(holder.since) },
        Err(_) => StoreError::Held { pid: 0, login: String::new(), since: None },
    }
}
