//! Backups while the office serves: made beside the work, checked, described, the old ones cleared away.

use super::Shared;
use super::lines::store_refusal;
use super::query::Desk;
use crate::model::backup::{Backup, BackupAge, BackupTo};
use crate::model::field::Field;
use crate::model::refusal::{Refusal, StoreTrouble, Why};
use crate::rules::rights;
use crate::store::{self, Copied, SCHEMA};
use chrono::Utc;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What the name of a backup in a folder begins with.
const PREFIX: &str = "duban-";
/// Days after which the last backup is too old, and facts from which a store without one is missed.
pub const OLD_DAYS: i64 = 7;
pub const MANY_FACTS: u64 = 200;

/// Makes a backup. The books are not held meanwhile: the work goes on.
pub fn backup(shared: &Shared, login: &str, to: &BackupTo, names: bool) -> Result<Backup, Refusal> {
    let (campaign, synthetic) = {
        let books = shared.books();
        let unknown = || Why::UnknownMember { login: login.to_owned() };
        let actor = rights::actor(&books, login).ok_or_else(unknown)?;
        if !rights::keeps(&books, &actor, "members") {
            return Err(Why::NoRight.into());
        }
        let record = books.campaign();
        let id = books.pack.as_ref().map_or_else(String::new, |pack| pack.id.clone());
        (id, record.is_some_and(|record| record.flag(Field::Synthetic)))
    };
    let own = own_folder(shared.path());
    if shared.is_served() && !matches!(to, BackupTo::Own { .. }) {
        return Err(Why::OwnFolderOnly { folder: own.display().to_string() }.into());
    }
    let folder = match to {
        BackupTo::Own { .. } => Some(&own),
        BackupTo::Folder { folder, .. } => Some(folder),
        BackupTo::File { .. } => None,
    };
    let at = Utc::now();
    let path = match (folder, to) {
        (Some(folder), _) => {
            private_folder(folder)?;
            let seq = shared.books().seq;
            folder.join(format!("{PREFIX}{}-{seq}.redb", at.format("%Y%m%d-%H%M%S%3f")))
        }
        (None, BackupTo::File { path }) => path.clone(),
        (None, _) => own.clone(),
    };
    let what = if names { Copied::Everything } else { Copied::WithoutNames };
    let head = shared.store().backup(&path, what).map_err(|error| store_refusal(&error))?;
    let evidence = store::evidence(shared.path(), &path).map_err(|error| store_refusal(&error))?;
    let (bytes, sha256) = sum(&path).map_err(|error| refused(&error))?;
    let made = Backup {
        at,
        campaign,
        synthetic,
        seq: head.seq,
        head: head.hash.iter().map(|byte| format!("{byte:02x}")).collect(),
        bytes,
        sha256,
        evidence,
        names,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema: SCHEMA,
        path,
    };
    write_json(&manifest(&made.path), &made).map_err(|error| refused(&error))?;
    write_json(&last_file(shared.path()), &made).map_err(|error| refused(&error))?;
    if let (Some(folder), BackupTo::Own { keep } | BackupTo::Folder { keep, .. }) = (folder, to) {
        clear(folder, *keep);
    }
    Ok(made)
}

/// The last backup made of a store, as far as it is known.
pub fn last(store: &Path) -> Option<Backup> {
    serde_json::from_slice(&fs::read(last_file(store)).ok()?).ok()
}

/// Where a store's own backups lie.
fn own_folder(store: &Path) -> PathBuf {
    store.parent().unwrap_or(Path::new(".")).join("backups")
}

fn last_file(store: &Path) -> PathBuf {
    beside(store, ".backup.json")
}

fn manifest(backup: &Path) -> PathBuf {
    beside(backup, ".json")
}

fn beside(path: &Path, tail: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(tail);
    PathBuf::from(name)
}

/// Removes all but the newest so many of the backups that were made here. The newest stays whatever happens;
/// what has no description of ours is not touched.
fn clear(folder: &Path, keep: u32) {
    let found = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let ours = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let described = fs::read(manifest(path)).is_ok_and(|text| {
            serde_json::from_slice::<Backup>(&text)
                .is_ok_and(|backup| backup.path.file_name() == path.file_name())
        });
        name.starts_with(PREFIX) && name.ends_with(".redb") && described
    };
    let mut ours: Vec<PathBuf> = found.filter(ours).collect();
    // Their names begin with their moment.
    ours.sort_unstable();
    let old = ours.len().saturating_sub(keep.max(1) as usize);
    for path in ours.into_iter().take(old) {
        // What cannot be removed is only in the way of nobody.
        let _ = fs::remove_file(&path);
        let _ = fs::remove_file(manifest(&path));
        let _ = fs::remove_dir_all(beside(&path, ".evidence"));
    }
}

fn private_folder(folder: &Path) -> Result<(), Refusal> {
    use std::os::unix::fs::DirBuilderExt;
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| refused(&error))
}

fn sum(path: &Path) -> std::io::Result<(u64, String)> {
    let (mut file, mut sum, mut bytes) = (fs::File::open(path)?, Sha256::new(), 0);
    let mut part = vec![0; 1 << 20];
    loop {
        let n = file.read(&mut part)?;
        if n == 0 {
            let sum = sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
            return Ok((bytes, sum));
        }
        bytes += n as u64;
        sum.update(&part[..n]);
    }
}

/// Written beside and renamed, so that it is there whole or not at all; its owner's alone.
fn write_json(path: &Path, backup: &Backup) -> std::io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let fresh = beside(path, ".new");
    let _ = fs::remove_file(&fresh);
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh)?;
    file.write_all(&serde_json::to_vec_pretty(backup)?)?;
    file.sync_all()?;
    fs::rename(&fresh, path)
}

fn refused(error: &std::io::Error) -> Refusal {
    let detail = match error.kind() {
        std::io::ErrorKind::StorageFull => StoreTrouble::DiskFull,
        _ => StoreTrouble::Other(error.to_string()),
    };
    Why::StoreRefused { detail }.into()
}

impl Desk<'_> {
    /// How old the last backup is, for who can make one, once that is something to be told.
    pub fn backup_age(&self) -> Option<BackupAge> {
        let made_up = self.books.campaign().is_some_and(|campaign| campaign.flag(Field::Synthetic));
        if made_up || !rights::keeps(self.books, &self.actor, "members") {
            return None;
        }
        let last = last(self.shared.path());
        let age = BackupAge {
            days: last.as_ref().map(|last| (self.shared.clock.now() - last.at).num_days()),
            facts: self.books.seq.saturating_sub(last.map_or(0, |last| last.seq)),
        };
        let old = match age.days {
            Some(days) => days >= OLD_DAYS && age.facts > 0,
            None => age.facts >= MANY_FACTS,
        };
        old.then_some(age)
    }
}
