//! Putting a file where it was asked for: whole or not at all, and over nothing that is there.

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Writes beside the place, then moves there. With `replace` it takes the place of a file of that name.
///
/// # Errors
/// `AlreadyExists` without `replace`; else what the system says. Nothing is left beside the place.
pub fn put(path: &Path, bytes: &[u8], replace: bool) -> io::Result<()> {
    let beside = beside(path)?;
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    let placed =
        written.and_then(|()| if replace { fs::rename(&beside, path) } else { settle(&beside, path) });
    if placed.is_err() {
        // What went wrong first is told; a leftover is named after this process and harms nobody.
        let _ = fs::remove_file(&beside);
    }
    placed
}

/// Moves a file to a name that is free, even when somebody takes the name at the same moment.
pub(super) fn settle(beside: &Path, path: &Path) -> io::Result<()> {
    match renameat_with(CWD, beside, CWD, path, RenameFlags::NOREPLACE) {
        // A file system without that promise: looking first is the best there is.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
            if fs::symlink_metadata(path).is_ok() {
                return Err(ErrorKind::AlreadyExists.into());
            }
            fs::rename(beside, path)
        }
        other => other.map_err(io::Error::from),
    }
}

fn beside(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or(ErrorKind::InvalidInput)?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{}.part", std::process::id()));
    Ok(path.with_file_name(hidden))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_put_over_nothing_unless_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("表.xlsx");
        put(&path, b"one", false).unwrap();
        assert_eq!(put(&path, b"two", false).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"one");
        put(&path, b"two", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        let nowhere = folder.path().join("none").join("a.csv");
        assert_eq!(put(&nowhere, b"x", false).unwrap_err().kind(), ErrorKind::NotFound);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside");
    }
}
