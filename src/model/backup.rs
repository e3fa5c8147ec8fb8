//! A backup: where it goes, and what is in it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Where a backup goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BackupTo {
    /// The office's own folder for backups; the newest so many stay.
    Own {
        keep: u32,
    },
    File {
        path: PathBuf,
    },
    Folder {
        folder: PathBuf,
        keep: u32,
    },
}

/// What a backup holds. The same is written beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    pub path: PathBuf,
    pub at: DateTime<Utc>,
    pub campaign: String,
    pub synthetic: bool,
    /// Sequence and hash (hexadecimal) of its last fact.
    pub seq: u64,
    pub head: String,
    pub bytes: u64,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// Files of evidence that lie beside it.
    pub evidence: u32,
    /// Protected names are in it.
    pub names: bool,
    pub program: String,
    pub schema: u32,
}

/// How long ago the last backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupAge {
    /// Whole days; `None`: there never was one.
    pub days: Option<i64>,
    /// Facts since.
    pub facts: u64,
}
