//! A file made beside its target under a temporary name, and put in its place whole or not at all.

use super::error::StoreError;
use super::place::{folder_of, sync_folder};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(0);

/// An empty file under a temporary name; removed when dropped.
pub(super) struct Temp {
    path: PathBuf,
}

impl Drop for Temp {
    fn drop(&mut self) {
        // After `land` there is nothing to remove.
        let _ = fs::remove_file(&self.path);
    }
}

impl Temp {
    /// Creates one for `target`, its owner's alone, and removes those that dead processes left.
    pub(super) fn beside(target: &Path) -> Result<(Temp, File), StoreError> {
        let Some(name) = target.file_name() else {
            return Err(StoreError::NotAStore);
        };
        sweep(folder_of(target), name);
        let mut own = prefix(name);
        own.push(format!("{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
        let path = folder_of(target).join(own);
        let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path)?;
        Ok((Temp { path }, file))
    }

    /// Its path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Makes the file durable and gives it its name. An existing target is never replaced.
    pub(super) fn land(self, target: &Path) -> Result<(), StoreError> {
        File::open(&self.path)?.sync_all()?;
        match renameat_with(CWD, &self.path, CWD, target, RenameFlags::NOREPLACE) {
            Ok(()) => {}
            // A file system that cannot promise it: a second name never replaces either, and the
            // first goes when `self` is dropped.
            Err(Errno::INVAL | Errno::NOSYS) => fs::hard_link(&self.path, target)?,
            Err(error) => return Err(error.into()),
        }
        sync_folder(folder_of(target)).map_err(|error| StoreError::Unknown { detail: error.to_string() })
    }
}

fn prefix(name: &OsStr) -> OsString {
    let mut prefix = name.to_owned();
    prefix.push(".new-");
    prefix
}

fn sweep(folder: &Path, name: &OsStr) {
    let prefix = prefix(name);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let left = entry.file_name();
        let Some(tail) = left.as_bytes().strip_prefix(prefix.as_bytes()) else {
            continue;
        };
        if maker(tail).is_some_and(is_dead) {
            // What stays is only in the way of nobody.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The process in the tail of a temporary name: `pid-number`.
fn maker(tail: &[u8]) -> Option<Pid> {
    let (pid, number) = std::str::from_utf8(tail).ok()?.split_once('-')?;
    number.parse::<u32>().ok()?;
    Pid::from_raw(pid.parse().ok().filter(|pid| *pid > 0)?)
}

fn is_dead(pid: Pid) -> bool {
    test_kill_process(pid) == Err(Errno::SRCH)
}
