//! Tables of units against something: each cell is missing, a signed zero or a count, and opens its rows.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What the columns are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Across {
    /// Self-check by category.
    UnitsCategories,
    /// Papers of the schedule and ad-hoc requests.
    UnitsTasks,
    /// Monthly screening.
    UnitsMonths,
    /// Open issues by responsible section.
    UnitsSections,
}

impl Across {
    /// Every one, in the order of the keys that choose it.
    pub const ALL: [Across; 4] =
        [Across::UnitsCategories, Across::UnitsTasks, Across::UnitsMonths, Across::UnitsSections];

    /// The name on the command line and in message ids.
    pub fn code(self) -> &'static str {
        match self {
            Across::UnitsCategories => "units-categories",
            Across::UnitsTasks => "units-tasks",
            Across::UnitsMonths => "units-months",
            Across::UnitsSections => "units-sections",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|across| across.code() == code)
    }
}

/// How a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellState {
    /// Owed, and not there. Never a zero.
    Missing,
    /// Signed as nothing.
    Zero,
    Count,
    /// Nothing is owed here.
    Exempt,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixCell {
    pub state: CellState,
    /// `None` unless a count or a zero. Of a paper without figures: how many of those owed are there.
    pub n: Option<i64>,
    /// How many are owed, where a cell stands for several papers.
    pub of: Option<i64>,
    /// The day it was handed in (the last of several).
    pub on: Option<NaiveDate>,
    /// Days late when handed in first, or until today while missing; `None` when in time.
    pub late_days: Option<i64>,
    /// Sent back, and not handed in again.
    pub back: bool,
    /// What opens its rows: a filter of the issue list, or the name of a paper.
    pub opens: String,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixColumn {
    pub code: String,
    /// In the words of the plan.
    pub label: String,
    pub due: Option<NaiveDate>,
}

/// One unit's line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixRow {
    pub unit: String,
    pub unit_code: String,
    pub cells: Vec<MatrixCell>,
}

/// A whole table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matrix {
    pub across: Across,
    pub columns: Vec<MatrixColumn>,
    pub rows: Vec<MatrixRow>,
}

impl Matrix {
    /// The sum of a column's counts, and how many of its cells are missing.
    pub fn total(&self, column: usize) -> (i64, usize) {
        let cells = self.rows.iter().filter_map(|row| row.cells.get(column));
        let missing = cells.clone().filter(|cell| cell.state == CellState::Missing).count();
        (cells.filter_map(|cell| cell.n).sum(), missing)
    }
}
