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
    /// On the supervised list now.
    pub listed: u32,
    /// Were on it, and are off it.
    pub delisted: u32,
    pub amount_fen: i64,
    pub refunded_fen: i64,
}

impl Tally {
    /// The sum of several, without a name.
    pub fn sum(of: &[Tally]) -> Tally {
        let mut sum = Tally::default();
        for one in of {
            sum.issues += one.issues;
            sum.rectified += one.rectified;
            sum.closed += one.closed;
            sum.rectifying += one.rectifying;
            sum.claimed += one.claimed;
            sum.unrouted += one.unrouted;
            sum.reported += one.reported;
            sum.overdue += one.overdue;
            sum.soon += one.soon;
            sum.listed += one.listed;
            sum.delisted += one.delisted;
            sum.amount_fen += one.amount_fen;
            sum.refunded_fen += one.refunded_fen;
        }
        sum
    }
}

/// How one paper stands that all units owe, to be said in a line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PaperSaid {
    pub name: String,
    /// The month it is about; empty where it is about none.
    pub period: String,
    pub due: Option<NaiveDate>,
    pub owed: u32,
    pub handed: u32,
    /// Of these, signed as nothing found.
    pub nil: u32,
    /// Who has not handed it in, in the order of units.
    pub missing: Vec<String>,
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
    /// The monthly screening that fell due last, or else the paper that did.
    pub last_due: Option<PaperSaid>,
}
