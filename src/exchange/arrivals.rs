//! Files that a terminal sends into the inbox: caught in a folder beside it, then put there under free names.

use super::inbox::{self, Waiting};
use super::place::settle;
use crate::text::clean;
use rustix::process::{Pid, test_kill_process};
use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What folders for catching are called before the number of their process.
const BESIDE: &str = ".receiving-";

/// A folder inside the inbox in which files are caught; it goes with the value, and what is left in it.
pub struct Net {
    inbox: PathBuf,
    pub folder: PathBuf,
}

impl Net {
    /// Spreads it; what a desk that broke down has left is cleared away.
    ///
    /// # Errors
    /// The inbox does not take it.
    pub fn spread(inbox: &Path) -> io::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(inbox)?;
        for entry in fs::read_dir(inbox)?.flatten() {
            if is_forsaken(&entry.file_name()) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        let folder = inbox.join(format!("{BESIDE}{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        DirBuilder::new().mode(0o700).create(&folder)?;
        Ok(Self { inbox: inbox.to_owned(), folder })
    }

    /// Moves what was caught into the inbox, each file its owner's alone, over nothing that is there: what
    /// has come, in the order of names.
    ///
    /// # Errors
    /// The inbox does not take one; those before it are there.
    pub fn haul(self) -> io::Result<Vec<Waiting>> {
        let mut caught: Vec<PathBuf> = fs::read_dir(&self.folder)?.flatten().map(|e| e.path()).collect();
        caught.sort();
        let mut come = Vec::new();
        for path in caught {
            let about = fs::symlink_metadata(&path)?;
            if !about.is_file() {
                continue;
            }
            fs::set_permissions(&path, Permissions::from_mode(0o600))?;
            // The sender's clock would hide it among older files.
            let at = SystemTime::now();
            File::options().append(true).open(&path)?.set_modified(at)?;
            let name = readable(path.file_name().unwrap_or_default());
            let path = inbox::under_free_name(&self.inbox, &name, |place| settle(&path, place))?;
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            come.push(Waiting { name, path, size: about.len(), at });
        }
        Ok(come)
    }
}

impl Drop for Net {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn is_forsaken(name: &OsStr) -> bool {
    let pid = name.to_str().and_then(|name| name.strip_prefix(BESIDE)).and_then(|pid| pid.parse().ok());
    pid.and_then(Pid::from_raw).is_some_and(|pid| test_kill_process(pid) == Err(rustix::io::Errno::SRCH))
}

/// A name as people read it: Windows sends it in the national code. One that would hide the file, or be
/// hidden, is none.
fn readable(name: &OsStr) -> String {
    let bytes = name.as_bytes();
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::GB18030.decode(bytes).0.into_owned(),
    };
    let text = clean(&text).replace('/', "_");
    let text = text.trim().trim_start_matches(['.', '~']);
    if text.is_empty() { "file".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_caught_lies_in_the_inbox_over_nothing_and_readable() {
        let home = tempfile::tempdir().unwrap();
        let inbox = home.path().join("inbox");
        inbox::put(&inbox, "表.csv", b"old").unwrap();
        fs::create_dir(inbox.join(format!("{BESIDE}999999999"))).unwrap();
        let net = Net::spread(&inbox).unwrap();
        let folder = net.folder.clone();
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
        fs::write(folder.join("表.csv"), b"new").unwrap();
        fs::write(folder.join(".hidden"), b"x").unwrap();
        let (national, _, _) = encoding_rs::GB18030.encode("台账.xls");
        fs::write(folder.join(OsStr::from_bytes(&national)), b"gb").unwrap();
        std::os::unix::fs::symlink("/etc/passwd", folder.join("link")).unwrap();
        let come = net.haul().unwrap();
        let mut names: Vec<&str> = come.iter().map(|file| file.name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["hidden", "台账.xls", "表-2.csv"]);
        assert!(come.iter().all(|file| file.path.is_file()
            && fs::metadata(&file.path).unwrap().permissions().mode() & 0o777 == 0o600));
        assert_eq!(fs::read(inbox.join("表.csv")).unwrap(), b"old");
        let left: Vec<_> = fs::read_dir(&inbox).unwrap().flatten().map(|e| e.file_name()).collect();
        assert_eq!(left.len(), 4, "nothing is left beside: {left:?}");
    }
}
