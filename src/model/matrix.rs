//! Tables of units against something: each cell is missing, a signed zero or a count, and opens its rows.

use super::row::Chased;
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
    /// Missing, and its day has not come.
    pub ahead: bool,
    /// What opens its rows.
    pub opens: String,
    /// What sort of thing that is.
    pub opens_as: Opened,
    /// The papers that can be asked for here, by the names that commands give them.
    pub missing: Vec<String>,
    /// The last chase for any of them.
    pub chased: Option<Chased>,
}

/// What opens the rows of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opened {
    Nothing,
    /// A filter of the issue list.
    Issues,
    /// The name of a paper.
    Paper,
    /// Words that name several papers.
    Papers,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixColumn {
    pub code: String,
    /// In the words of the plan; of a month, the month.
    pub label: String,
    pub due: Option<NaiveDate>,
    /// Words that name its papers; empty where it has none.
    pub papers: String,
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

/// What a column comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Total {
    /// The sum of its counts.
    pub sum: i64,
    /// Units that owe something there.
    pub owed: usize,
    /// Units of which something is missing, and of these those whose day has not come.
    pub missing: usize,
    pub ahead: usize,
    /// Units that signed nothing but zero.
    pub nil: usize,
}

impl Matrix {
    /// What a column comes to.
    pub fn total(&self, column: usize) -> Total {
        let mut total = Total::default();
        for cell in self.rows.iter().filter_map(|row| row.cells.get(column)) {
            let missing = cell.state == CellState::Missing;
            total.sum += cell.n.unwrap_or(0);
            total.owed += usize::from(cell.state != CellState::Exempt);
            total.missing += usize::from(missing);
            total.ahead += usize::from(missing && cell.ahead);
            total.nil += usize::from(cell.state == CellState::Zero);
        }
        total
    }

    /// The cells of a column that something is missing of, each with its unit, in the order of units.
    pub fn missing(&self, column: usize) -> impl Iterator<Item = (&MatrixRow, &MatrixCell)> {
        let cells = self.rows.iter().filter_map(move |row| Some((row, row.cells.get(column)?)));
        cells.filter(|(_, cell)| cell.state == CellState::Missing)
    }

    /// The column whose day came last, the first of several: what is asked about first.
    pub fn latest(&self, today: NaiveDate) -> Option<usize> {
        let due = |at: &usize| self.columns[*at].due.filter(|due| *due <= today);
        (0..self.columns.len())
            .filter(|at| due(at).is_some())
            .max_by_key(|at| (due(at), std::cmp::Reverse(*at)))
    }
}
