//! Figures that are said aloud.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How many issues of one unit (or of all) stand where.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    pub code: String,
    pub name: String,
    /// On the list: numbered, not unfounded, merged or void.
    pub issues: u32,
    /// Verified or closed.
    pub rectified: u32,
    pub closed: u32,
    pub rectifying: u32,
    pub claimed: u32,
    /// Numbered, routing not settled.
    pub unrouted: u32,
    /// Reported and not numbered yet: not counted in `issues`.
    pub reported: u32,
    pub overdue: u32,
    pub soon: u32,
    pub listed: u32,
    pub amount_fen: i64,
    pub refunded_fen: i64,
}

/// The state of the campaign or of a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    pub today: NaiveDate,
    /// The scope asked for, in words; empty for all.
    pub scope: String,
    pub total: Tally,
    pub units: Vec<Tally>,
    /// The phase that runs, and the days left in it (negative when all are past).
    pub phase: String,
    pub phase_days_left: Option<i64>,
    /// The next dated rows of the schedule: printed time, work, days left.
    pub next_tasks: Vec<(String, String, i64)>,
}
