//! The schedule as a band of time: phases, rows with what is claimed of their days, who is missing by name.

use super::row::{OwedRow, TaskRow};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The whole band.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timetable {
    /// First and last day of it.
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub phases: Vec<PhaseSpan>,
    /// The rows of the plan, then the ad-hoc requests.
    pub lines: Vec<TimeLine>,
}

/// A phase, from the day after the one before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseSpan {
    pub no: u32,
    pub name: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeLine {
    pub task: TaskRow,
    /// Where the plan says it; empty for an ad-hoc request.
    pub clause: String,
    /// Units that owe something in it.
    pub units: u32,
    /// What the plan claims of it in two ways, until somebody settles it.
    pub claims: Vec<Claim>,
    /// What it asks of its units, and every turn of a monthly duty that stands in this row.
    pub papers: Vec<Paper>,
    /// The papers that are missing, in the order of days and units.
    pub lacking: Vec<OwedRow>,
}

/// One side of a disagreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The open question it is a side of, and what that is about.
    pub id: String,
    pub about: String,
    pub clause: String,
    /// Verbatim.
    pub text: String,
    pub due: Option<NaiveDate>,
}

/// One paper that a row asks for, or one turn of a monthly one, and how many units gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    pub name: String,
    /// `2021-08`, of a turn.
    pub month: Option<String>,
    pub due: NaiveDate,
    /// It may be handed in already: not so a turn whose month has not begun.
    pub begun: bool,
    pub owed: u32,
    pub handed: u32,
    /// Signed as nothing found.
    pub nil: u32,
    pub missing: Vec<String>,
}

impl TimeLine {
    /// First and last day it takes, with both sides of what is not settled and every turn.
    pub fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        let turns = || self.months().map(|turn| turn.due);
        let days = || {
            let claimed = self.claims.iter().filter_map(|claim| claim.due);
            [self.task.from, self.task.due].into_iter().flatten().chain(claimed).chain(turns())
        };
        Some((days().min()?, days().max()?))
    }

    /// The turns of a monthly duty, in order.
    pub fn months(&self) -> impl Iterator<Item = &Paper> {
        self.papers.iter().filter(|paper| paper.month.is_some())
    }

    /// Its day, or that of one of its turns, is past and not all is there.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        let owes = self.task.owed == 0 || !self.task.missing.is_empty();
        let own = self.task.due.is_some_and(|due| due < today) && owes && !self.is_done();
        own || self.months().any(|turn| turn.due < today && !turn.missing.is_empty())
    }

    /// Nothing of what it asks for is missing, or it was marked as done.
    pub fn is_done(&self) -> bool {
        self.task.done_on.is_some() || (self.units > 0 && self.task.missing.is_empty())
    }

    /// The papers that are missing though their day has come, or else all that are.
    pub fn pressing(&self, today: NaiveDate) -> Vec<&OwedRow> {
        let due: Vec<&OwedRow> = self.lacking.iter().filter(|row| row.due <= today).collect();
        if due.is_empty() { self.lacking.iter().collect() } else { due }
    }
}
