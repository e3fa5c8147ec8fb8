//! Why an office could not be reached or a store not be opened or created.

use chrono::{DateTime, Utc};
use std::path::PathBuf;

/// What stands between a seat and its office. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// There is no store at this path.
    Missing { path: PathBuf },
    /// There is a store at this path already.
    Exists { path: PathBuf },
    /// The file is not a store of this program.
    NotAStore { path: PathBuf },
    /// A newer program wrote it.
    Newer { path: PathBuf, found: u32, known: u32 },
    /// It fails its checksums.
    Damaged { path: PathBuf, detail: String },
    /// Somebody works on it.
    Held { path: PathBuf, pid: u32, login: String, since: Option<DateTime<Utc>> },
    /// The file or its folder may not be written (or read).
    Denied { path: PathBuf, detail: String },
    /// No room on the disk.
    DiskFull { path: PathBuf },
    /// The login is no member of this campaign.
    UnknownMember { login: String },
    /// The pack in force, or the one given, cannot be read.
    Pack { errors: Vec<String> },
    /// The day asked for lies before the last day the store has seen.
    ClockBack { asked: chrono::NaiveDate, last: chrono::NaiveDate },
    /// Anything else the system said.
    Other { path: PathBuf, detail: String },
}
