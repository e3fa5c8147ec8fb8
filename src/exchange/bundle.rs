//! A folder of files that grows beside its place and takes it whole, with the hash of every file; and whether
//! one that was made so is still what it was.

use super::place;
use rustix::process::{Pid, test_kill_process};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// What stands between the name of a folder and the number of the process while it grows.
const GROWING: &str = ".making-";

/// A file of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// From the folder on, with `/` between.
    pub path: String,
    pub bytes: u64,
    /// SHA-256, in hexadecimal.
    pub hash: String,
}

/// The folder while it grows. It goes away unless it is finished.
pub struct Bundle {
    root: PathBuf,
    target: PathBuf,
    files: Vec<Bound>,
}

impl Bundle {
    /// Begins a folder that is to lie at `target`; what broken runs have left of one is cleared away.
    ///
    /// # Errors
    /// `AlreadyExists` where something lies there that is no empty folder; else what the system says.
    pub fn begin(target: &Path) -> io::Result<Self> {
        match fs::read_dir(target).map(|mut inside| inside.next().is_none()) {
            Ok(true) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Ok(false) => return Err(ErrorKind::AlreadyExists.into()),
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                return Err(ErrorKind::AlreadyExists.into());
            }
            Err(error) => return Err(error),
        }
        let name = target.file_name().ok_or(ErrorKind::InvalidInput)?.to_string_lossy().into_owned();
        let above = target.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let start = format!(".{name}{GROWING}");
        for entry in fs::read_dir(above)?.flatten() {
            let pid = entry.file_name().to_str().and_then(|found| found.strip_prefix(&start)?.parse().ok());
            let gone = |pid| test_kill_process(pid) == Err(rustix::io::Errno::SRCH);
            if pid.and_then(Pid::from_raw).is_some_and(gone) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        let root = above.join(format!("{start}{}", std::process::id()));
        DirBuilder::new().mode(0o700).create(&root)?;
        Ok(Self { root, target: target.to_owned(), files: Vec::new() })
    }

    /// Puts a file in, folders on the way made.
    ///
    /// # Errors
    /// The disk does not take it.
    pub fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<Bound> {
        let place = self.root.join(path);
        if let Some(above) = place.parent() {
            DirBuilder::new().recursive(true).mode(0o700).create(above)?;
        }
        place::put(&place, bytes, false)?;
        let bound = Bound { path: path.to_owned(), bytes: bytes.len() as u64, hash: hash_of(bytes) };
        self.files.push(bound.clone());
        Ok(bound)
    }

    /// Lists the hashes in a file that `sha256sum -c` reads, and gives the folder its place.
    ///
    /// # Errors
    /// `AlreadyExists` where something has come to lie there meanwhile; else what the system says.
    pub fn finish(mut self, sums: &str, remark: &str) -> io::Result<Vec<Bound>> {
        let line = |file: &Bound| format!("{}  {}\n", file.hash, file.path);
        let remark = if remark.is_empty() { String::new() } else { format!("# {remark}\n") };
        let text: String = std::iter::once(remark).chain(self.files.iter().map(line)).collect();
        self.put(sums, text.as_bytes())?;
        File::open(&self.root)?.sync_all()?;
        // Over an empty folder this is one step; over anything else it fails.
        fs::rename(&self.root, &self.target).map_err(|error| match error.kind() {
            ErrorKind::DirectoryNotEmpty | ErrorKind::NotADirectory => ErrorKind::AlreadyExists.into(),
            _ => error,
        })?;
        Ok(std::mem::take(&mut self.files))
    }
}

impl Drop for Bundle {
    fn drop(&mut self) {
        // Once it has its place there is nothing here any more.
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// What is wrong with a folder: files by their path.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Amiss {
    pub files: usize,
    pub gone: Vec<String>,
    pub changed: Vec<String>,
    pub strange: Vec<String>,
}

impl Amiss {
    /// True when every file is there and is what it was, and no other is.
    pub fn is_nothing(&self) -> bool {
        self.gone.is_empty() && self.changed.is_empty() && self.strange.is_empty()
    }
}

/// Hashes the files of a folder again and compares them with its list; `None` where it has no such list.
///
/// # Errors
/// The folder cannot be read.
pub fn check(folder: &Path, sums: &str) -> io::Result<Option<Amiss>> {
    let text = match fs::read_to_string(folder.join(sums)) {
        Ok(text) => text,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let listed: BTreeMap<&str, &str> =
        lines.filter_map(|line| line.split_once("  ").map(|(hash, path)| (path, hash))).collect();
    let mut amiss = Amiss { files: listed.len(), ..Amiss::default() };
    for path in files_of(folder)? {
        if path != sums && !listed.contains_key(path.as_str()) {
            amiss.strange.push(path);
        }
    }
    for (path, hash) in listed {
        let inside = Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        match hash_of_file(&folder.join(path)) {
            _ if !inside => amiss.changed.push(path.to_owned()),
            Ok(found) if found == hash => {}
            Ok(_) => amiss.changed.push(path.to_owned()),
            Err(_) => amiss.gone.push(path.to_owned()),
        }
    }
    Ok(Some(amiss))
}

/// Paths of all files in a folder and below, in order.
fn files_of(folder: &Path) -> io::Result<Vec<String>> {
    let (mut found, mut todo) = (Vec::new(), vec![PathBuf::new()]);
    while let Some(inside) = todo.pop() {
        for entry in fs::read_dir(folder.join(&inside))? {
            let entry = entry?;
            let path = inside.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                todo.push(path);
            } else {
                found.push(path.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// SHA-256 in hexadecimal.
pub fn hash_of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hash_of_file(path: &Path) -> io::Result<String> {
    let (mut file, mut digest, mut bytes) = (File::open(path)?, Sha256::new(), [0; 65_536]);
    loop {
        match file.read(&mut bytes)? {
            0 => return Ok(hex(&digest.finalize())),
            n => digest.update(&bytes[..n]),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_there_whole_or_not_at_all_and_tells_when_it_was_touched() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("归档");
        let mut half = Bundle::begin(&target).unwrap();
        half.put("a/b.txt", b"x").unwrap();
        drop(half);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0, "a half one leaves nothing");
        fs::create_dir(home.path().join(".归档.making-999999999")).unwrap();
        let mut whole = Bundle::begin(&target).unwrap();
        whole.put("a/b.txt", b"x").unwrap();
        whole.put("c.txt", b"y").unwrap();
        assert!(!target.exists());
        assert_eq!(whole.finish("sums", "remark").unwrap().len(), 3);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1, "what a dead run left is gone");
        assert_eq!(Bundle::begin(&target).err().map(|e| e.kind()), Some(ErrorKind::AlreadyExists));
        assert_eq!(
            Bundle::begin(&target.join("c.txt")).err().map(|e| e.kind()),
            Some(ErrorKind::AlreadyExists)
        );
        assert_eq!(check(&target, "sums").unwrap().map(|a| (a.files, a.is_nothing())), Some((2, true)));
        fs::write(target.join("c.txt"), "z").unwrap();
        fs::remove_file(target.join("a/b.txt")).unwrap();
        fs::write(target.join("a/new"), "").unwrap();
        let amiss = check(&target, "sums").unwrap().unwrap();
        assert_eq!(
            (amiss.gone, amiss.changed, amiss.strange),
            (vec!["a/b.txt".into()], vec!["c.txt".into()], vec!["a/new".into()])
        );
        assert_eq!(check(home.path(), "sums").unwrap(), None);
    }
}
