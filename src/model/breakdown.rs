//! A list counted by one of its columns: what stands there, how often, and the term that keeps to it.

use serde::{Deserialize, Serialize};

/// What issues can be counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    Unit,
    Place,
    Category,
    Item,
    Stage,
    State,
    Lead,
    With,
    Source,
    /// Month of the deadline.
    Due,
    /// Month in which it was found.
    Found,
    /// Month of closing.
    Closed,
}

/// The issues that have one value there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// As the campaign calls it; a state is its code, a month `2021-09`, missing is empty.
    pub label: String,
    /// The term that keeps a list to it; `None` where the filter language has none for what is missing.
    pub term: Option<String>,
    pub issues: u32,
    pub open: u32,
    pub overdue: u32,
}
