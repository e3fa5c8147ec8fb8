//! The campaign in one paragraph: the figures of the tables, as they are said.

use super::figures::Tally;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The figures of a paragraph. What the plan keeps from the member is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub as_of: NaiveDate,
    /// The scope asked for, in words; empty for all.
    pub scope: String,
    pub total: Tally,
    /// By category, in the order of the plan; the name is the plan's short one.
    pub categories: Vec<Tally>,
    /// By unit, in the order of tables: those that report, and any other of which there is something to count.
    pub units: Vec<Tally>,
    pub orders: i64,
    pub transferred: Option<i64>,
    /// Of those handed over, those of which a case was opened; `None` also while all bodies are silent.
    pub filed: Option<i64>,
    /// Persons held to account: talked to, by the party, by law, contract ended; one may be counted in several.
    pub people: Option<[i64; 4]>,
    /// Persons held to account in any way, and with how many sanctions.
    pub held: Option<(i64, i64)>,
    /// Cases made public.
    pub told: i64,
    /// Issues that are two sides of one matter, each counted on its own.
    pub linked: u32,
    /// Rectified again in a second round.
    pub reopened: u32,
    /// Days the oldest overdue issue is overdue, and its number.
    pub oldest: Option<(i64, String)>,
}
