//! What stands behind a number of a table: the rows that were counted.

use super::row::{EntryRow, OwedRow};
use serde::{Deserialize, Serialize};

/// Which number of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// What its line is called: the first text in it; empty: the line of totals.
    pub line: String,
    /// Heading (empty: none) and key of its column.
    pub heading: String,
    pub column: String,
}

/// The rows that were counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Behind {
    /// Issues: a filter line that keeps to exactly them.
    Issues(String),
    Entries(Vec<EntryRow>),
    Papers(Vec<OwedRow>),
    /// Nothing is counted there.
    Nothing,
}
