//! What can go wrong with a store. Details never carry the text of a record.

use chrono::{DateTime, Utc};
use redb::{CommitError, DatabaseError, StorageError, TableError, TransactionError};
use std::io::{Error as IoError, ErrorKind};

/// Why a store did not do what it was asked. Only [`StoreError::Unknown`] leaves it open whether
/// something was written; after every other error nothing was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// There is no file at this path.
    #[error("there is no store here")]
    Missing,
    /// There is a file at this path already.
    #[error("there is a file here already")]
    Exists,
    /// The file was not made by this program.
    #[error("this file is not a store")]
    NotAStore,
    /// A newer program wrote it: `found` is its schema, `known` the newest known here.
    #[error("the store has schema {found}, this program knows {known}")]
    Newer { found: u32, known: u32 },
    /// It fails its checks.
    #[error("the store is damaged: {detail}")]
    Damaged { detail: String },
    /// Somebody works on it; `pid` 0 and no login when the holder left no word.
    #[error("the store is held by process {pid} of {login}")]
    Held { pid: u32, login: String, since: Option<DateTime<Utc>> },
    /// Not closed cleanly, or of an older schema: it must be opened to write first.
    #[error("the store must be opened to write before it can be read")]
    NeedsWriter,
    /// The file or its folder may not be read or written.
    #[error("denied: {detail}")]
    Denied { detail: String },
    /// No room on the disk, or less than the floor.
    #[error("the disk is full")]
    DiskFull,
    /// The file at the path is no longer the one that was opened.
    #[error("the file was moved, replaced or removed")]
    Moved,
    /// Anything else the system said.
    #[error("{detail}")]
    Io { detail: String },
    /// Somebody appended first: the last fact is `found`, not `expected`.
    #[error("the last fact is {found}, not {expected}")]
    HeadMoved { expected: u64, found: u64 },
    /// What was handed in does not fit together; a mistake of the caller.
    #[error("the batch does not fit: {detail}")]
    BadBatch { detail: String },
    /// The handle is closed, or gave out in an earlier call: `reopen` it first.
    #[error("the handle is dead, the store must be reopened")]
    Dead,
    /// A commit gave no clear answer: it is kept, or it is not. `reopen`, then look.
    #[error("the outcome is unknown: {detail}")]
    Unknown { detail: String },
}

impl StoreError {
    /// Damage, in words.
    pub(super) fn damaged(detail: impl Into<String>) -> Self {
        Self::Damaged { detail: detail.into() }
    }

    /// The caller's mistake, in words.
    pub(super) fn bad(detail: impl Into<String>) -> Self {
        Self::BadBatch { detail: detail.into() }
    }

    /// Whether the engine gave out, so that the handle takes no more writes.
    pub(super) fn kills_handle(&self) -> bool {
        !matches!(self, Self::HeadMoved { .. } | Self::BadBatch { .. } | Self::Newer { .. })
    }
}

impl From<IoError> for StoreError {
    fn from(error: IoError) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::Missing,
            ErrorKind::AlreadyExists => Self::Exists,
            ErrorKind::IsADirectory => Self::NotAStore,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                Self::Denied { detail: error.to_string() }
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Io { detail: error.to_string() },
        }
    }
}

impl From<rustix::io::Errno> for StoreError {
    fn from(error: rustix::io::Errno) -> Self {
        IoError::from(error).into()
    }
}

impl From<StorageError> for StoreError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Corrupted(detail) => Self::Damaged { detail },
            // The engine reports some damage as an I/O error.
            StorageError::Io(error)
                if matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof) =>
            {
                Self::damaged(error.to_string())
            }
            StorageError::Io(error) => error.into(),
            StorageError::PreviousIo | StorageError::DatabaseClosed => Self::Dead,
            other => Self::Io { detail: other.to_string() },
        }
    }
}

impl From<TableError> for StoreError {
    fn from(error: TableError) -> Self {
        match error {
            TableError::Storage(error) => error.into(),
            other => Self::damaged(other.to_string()),
        }
    }
}

impl From<TransactionError> for StoreError {
    fn from(error: TransactionError) -> Self {
        match error {
            TransactionError::Storage(error) => error.into(),
            other => Self::Io { detail: other.to_string() },
        }
    }
}

impl From<CommitError> for StoreError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Storage(error) => error.into(),
            other => Self::Io { detail: other.to_string() },
        }
    }
}

impl From<DatabaseError> for StoreError {
    fn from(error: DatabaseError) -> Self {
        match error {
            DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => {
                Self::Held { pid: 0, login: String::new(), since: None }
            }
            DatabaseError::RepairAborted => Self::NeedsWriter,
            DatabaseError::UpgradeRequired(_) => Self::NotAStore,
            DatabaseError::Storage(error) => error.into(),
            other => Self::Io { detail: other.to_string() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_reports_damage_in_two_ways_and_both_are_damage() {
        for kind in [ErrorKind::InvalidData, ErrorKind::UnexpectedEof] {
            let error: StoreError = DatabaseError::Storage(StorageError::Io(kind.into())).into();
            assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
        }
        let error: StoreError = StorageError::Corrupted("page".into()).into();
        assert_eq!(error, StoreError::damaged("page"));
    }

    #[test]
    fn a_full_disk_and_a_closed_door_keep_their_names() {
        assert_eq!(StoreError::from(StorageError::Io(ErrorKind::StorageFull.into())), StoreError::DiskFull);
        let denied = StoreError::from(rustix::io::Errno::ROFS);
        assert!(matches!(denied, StoreError::Denied { .. }), "{denied:?}");
        let denied = StoreError::from(rustix::io::Errno::ACCESS);
        assert!(matches!(denied, StoreError::Denied { .. }), "{denied:?}");
        assert_eq!(StoreError::from(StorageError::PreviousIo), StoreError::Dead);
    }

    #[test]
    fn a_batch_that_does_not_fit_leaves_the_handle_alive() {
        assert!(!StoreError::HeadMoved { expected: 1, found: 2 }.kills_handle());
        assert!(!StoreError::bad("order").kills_handle());
        assert!(StoreError::DiskFull.kills_handle());
    }
}
