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
    /// With the newest backup that is known of.
    Damaged { path: PathBuf, detail: String, backup: Option<PathBuf> },
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
    /// Nobody serves at this socket.
    NoOffice { socket: PathBuf },
    /// The account may not connect to the office of a group.
    NotInGroup { socket: PathBuf, login: String },
    /// Seat and office are programs that do not understand each other.
    OtherProgram { own: u32, office: u32, program: String },
    /// Several members share the account: login and name of each. The secret given was wrong, or must be
    /// waited with.
    WhoAreYou { members: Vec<(String, String)>, wrong: bool, wait_seconds: u64 },
    /// An office for a group tells its own day.
    OwnDay,
    /// The account has as many seats as it may.
    TooManySeats { limit: u32 },
    /// A folder that others may enter or write, where they must not.
    LooseFolder { path: PathBuf },
    /// No group is called so.
    NoGroup { name: String },
    /// Anything else the system said.
    Other { path: PathBuf, detail: String },
}
