//! What stands behind a number of a table: the rows that were counted.

use super::row::{EntryRow, OwedRow};
use super::table::Cell;
use serde::{Deserialize, Serialize};

/// Which line of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfLine {
    Total,
    /// What it is called: the first text in it.
    Called(String),
    /// What belongs to none of those that are called by a name.
    Rest,
}

impl OfLine {
    /// The line with these cells.
    pub fn of(line: &[Cell]) -> Self {
        let text = line.iter().find_map(|cell| match cell {
            Cell::Text(text) => Some(text.clone()),
            _ => None,
        });
        text.map_or(Self::Rest, Self::Called)
    }

    /// Its name, where it has one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Called(name) => Some(name),
            Self::Total | Self::Rest => None,
        }
    }

    /// It counts what this one does.
    pub fn holds(&self, name: &str) -> bool {
        match self {
            Self::Total => true,
            Self::Called(own) => own == name,
            Self::Rest => false,
        }
    }
}

/// Which number of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub line: OfLine,
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
