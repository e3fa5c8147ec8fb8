//! What changed since a day: unit by unit in figures, and the issues that make them.

use super::figures::Tally;
use super::row::IssueRow;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What happened to an issue between two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// Counted now and not then.
    Added,
    /// Counted then and not now: unfounded, merged, void, or its entry taken back.
    Removed,
    /// Counted for another unit then.
    MovedIn,
    /// Counted for another unit now.
    MovedOut,
    Rectified,
    Closed,
    /// Rectified then, and not now.
    Reopened,
    /// Overdue now and not then.
    FellOverdue,
    /// Overdue then and not now.
    NoLongerOverdue,
    Listed,
    Delisted,
    /// Its deadline was moved later.
    Extended,
}

impl Move {
    /// Every one, in the order in which they are told.
    pub const ALL: [Move; 12] = [
        Move::Added,
        Move::Removed,
        Move::MovedIn,
        Move::MovedOut,
        Move::Rectified,
        Move::Closed,
        Move::Reopened,
        Move::FellOverdue,
        Move::NoLongerOverdue,
        Move::Listed,
        Move::Delisted,
        Move::Extended,
    ];

    /// The name in JSON and in message ids.
    pub fn code(self) -> &'static str {
        match self {
            Move::Added => "added",
            Move::Removed => "removed",
            Move::MovedIn => "moved_in",
            Move::MovedOut => "moved_out",
            Move::Rectified => "rectified",
            Move::Closed => "closed",
            Move::Reopened => "reopened",
            Move::FellOverdue => "fell_overdue",
            Move::NoLongerOverdue => "no_longer_overdue",
            Move::Listed => "listed",
            Move::Delisted => "delisted",
            Move::Extended => "extended",
        }
    }
}

/// What the earlier day was taken from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "from")]
pub enum Since {
    #[default]
    Day,
    /// The last meeting before today.
    Meeting { no: String, title: String },
    /// The last period that was handed in and fixed.
    Report { period: String },
}

/// How the figures of one unit (or of all) moved. `issues` of `then`, plus `added` and `moved_in`, less
/// `removed` and `moved_out`, are those of `now`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Change {
    pub code: String,
    pub name: String,
    pub then: Tally,
    pub now: Tally,
    /// Days the oldest overdue issue is overdue now; 0 when there is none.
    pub worst_days: i64,
    /// How many issues did what, in the order of [`Move::ALL`].
    pub moves: [u32; 12],
}

impl Change {
    /// How many did this.
    pub fn count(&self, what: Move) -> u32 {
        self.moves[what as usize]
    }
}

/// An issue that moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub row: IssueRow,
    pub moves: Vec<Move>,
}

/// What changed between the evening of a day and another.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Diff {
    pub since: NaiveDate,
    pub what: Since,
    /// The later day.
    pub as_of: NaiveDate,
    /// The scope asked for, in words; empty for all.
    pub scope: String,
    pub total: Change,
    /// Units of which anything was counted then or now, in their order.
    pub units: Vec<Change>,
    /// Issues that moved, by unit and number.
    pub rows: Vec<Moved>,
}
