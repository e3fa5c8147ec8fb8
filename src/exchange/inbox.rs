//! Two folders of one's own: what others sent and was put there, and what the program writes for others.

use super::grid::Grid;
use super::guide::Guide;
use super::incoming::understand;
use super::place;
use crate::model::incoming::ListKind;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, ErrorKind};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Files listed at most.
const MOST: usize = 500;

/// A file that lies in one of the folders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub name: String,
    pub path: PathBuf,
    /// Bytes.
    pub size: u64,
    /// When it was last written.
    pub at: SystemTime,
}

/// Bytes up to which a file is read only to see what it is about.
pub const SMALL: u64 = 4 << 20;

/// What a file is about, as far as its name does not tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// Its title and who it says it comes from.
    pub said: String,
    pub kind: Option<ListKind>,
}

impl About {
    /// Of a file that was read.
    pub fn of(grids: &[Grid]) -> Self {
        let (incoming, seen) = understand("", grids, &Guide::default());
        let found = seen.iter().any(|sheet| sheet.header.is_some());
        Self { said: format!("{} {}", incoming.unit, incoming.title), kind: found.then_some(incoming.kind) }
    }
}

/// The files of a folder, newest first. The folder is made, its owner's alone, where it is not there yet.
///
/// # Errors
/// It cannot be made or read.
pub fn list(folder: &Path) -> io::Result<Vec<Waiting>> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)?.flatten().take(MOST * 4) {
        let name = entry.file_name().to_string_lossy().into_owned();
        // A link could lead anywhere; what begins with a point is somebody's bookkeeping.
        let Ok(about) = entry.metadata() else { continue };
        if !about.file_type().is_file() || name.starts_with(['.', '~']) {
            continue;
        }
        let at = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        found.push(Waiting { name, path: entry.path(), size: about.len(), at });
    }
    found.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.name.cmp(&b.name)));
    found.truncate(MOST);
    Ok(found)
}

/// Writes a file into a folder, under this name or, where that is taken, one with a number: its path. It is
/// there whole or not at all.
///
/// # Errors
/// The folder does not take it.
pub fn put(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    under_free_name(folder, name, |path| place::put(path, bytes, false))
}

/// Puts something into a folder by `put`, under this name or, where that is taken, one with a number.
pub(super) fn under_free_name(
    folder: &Path,
    name: &str,
    put: impl Fn(&Path) -> io::Result<()>,
) -> io::Result<PathBuf> {
    let (stem, end) =
        name.rsplit_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
    for n in 1..1_000 {
        let name = if n == 1 { name.to_owned() } else { format!("{stem}-{n}{end}") };
        let path = folder.join(name);
        match put(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            result => return result.map(|()| path),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_folder_of_ones_own_lists_the_newest_first_and_overwrites_nothing() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("a/inbox");
        assert_eq!(list(&folder).unwrap(), []);
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
        let first = put(&folder, "表.csv", b"1").unwrap();
        let second = put(&folder, "表.csv", b"2").unwrap();
        assert_eq!((fs::read(&first).unwrap(), fs::read(&second).unwrap()), (b"1".to_vec(), b"2".to_vec()));
        assert!(second.ends_with("表-2.csv"));
        assert_eq!(fs::metadata(&second).unwrap().permissions().mode() & 0o777, 0o600);
        fs::File::open(&first)
            .unwrap()
            .set_modified(SystemTime::now() + std::time::Duration::from_secs(9))
            .unwrap();
        fs::write(folder.join(".hidden"), "").unwrap();
        std::os::unix::fs::symlink("/etc/passwd", folder.join("link")).unwrap();
        let names: Vec<String> = list(&folder).unwrap().into_iter().map(|waiting| waiting.name).collect();
        assert_eq!(names, ["表.csv", "表-2.csv"]);
    }
}
