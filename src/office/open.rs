//! Opening a store as its office, and what its errors mean to whoever wanted in.

use super::Office;
use super::clock::Clock;
use crate::model::trouble::Trouble;
use crate::store::{Holder, Store, StoreError};
use chrono::NaiveDate;
use std::path::Path;

/// How a store is opened.
pub struct Opening<'a> {
    pub path: &'a Path,
    pub login: &'a str,
    /// The day to show, instead of the machine's.
    pub today: Option<NaiveDate>,
    /// False: only to read, where the store was closed cleanly.
    pub write: bool,
}

/// Opens a store and starts its office.
///
/// # Errors
/// No store, not a store, held, damaged, not permitted; or a day is told that lies before its last fact.
pub fn open(how: &Opening<'_>) -> Result<Office, Trouble> {
    let (store, writable) = open_store(how).map_err(|error| of(how.path, error))?;
    let office = Office::start(store, writable, how.path, Clock::new(how.today))?;
    let last = office.shared().books().last_day;
    match (how.today, last) {
        (Some(asked), Some(last)) if asked < last => Err(Trouble::ClockBack { asked, last }),
        _ => Ok(office),
    }
}

/// The store, and whether it may be written.
fn open_store(how: &Opening<'_>) -> Result<(Store, bool), StoreError> {
    let holder = Holder { login: how.login.to_owned(), pid: std::process::id(), since: chrono::Utc::now() };
    if !how.write {
        match Store::open_read_only(how.path) {
            // Not closed cleanly: only a writer can repair it.
            Err(StoreError::NeedsWriter) => {}
            result => return result.map(|store| (store, false)),
        }
    }
    Store::open(how.path, &holder, &mut |_| {}).map(|store| (store, true))
}

/// Files made from here on are the maker's alone.
pub fn private_files() {
    crate::store::private_umask();
}

/// What a store's error means to whoever wanted to reach it.
pub fn of(path: &Path, error: StoreError) -> Trouble {
    let path = path.to_path_buf();
    match error {
        StoreError::Missing => Trouble::Missing { path },
        StoreError::Exists => Trouble::Exists { path },
        StoreError::NotAStore => Trouble::NotAStore { path },
        StoreError::Newer { found, known } => Trouble::Newer { path, found, known },
        StoreError::Damaged { detail } => {
            let backup = super::backup::last(&path).map(|last| last.path).filter(|backup| backup.exists());
            Trouble::Damaged { path, detail, backup }
        }
        StoreError::Held { pid, login, since } => Trouble::Held { path, pid, login, since },
        StoreError::Denied { detail } => Trouble::Denied { path, detail },
        StoreError::DiskFull => Trouble::DiskFull { path },
        other => Trouble::Other { path, detail: other.to_string() },
    }
}
