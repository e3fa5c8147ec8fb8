//! Papers owed and tables of them, in words: never a sign, never a blank for what is missing.

use super::Words;
use crate::model::matrix::{CellState, MatrixCell};
use crate::model::row::{OwedRow, TaskRow};
use chrono::NaiveDate;
use i18n_embed_fl::fl;

impl Words {
    /// How a paper stands: missing and how long, nil, a count, sent back.
    pub fn owed(&self, row: &OwedRow) -> String {
        let late = row.late_days.unwrap_or(0);
        match row.state.as_str() {
            "missing" if late > 0 => fl!(self.loader, "owed-missing-late", n = late),
            "missing" => fl!(self.loader, "owed-missing"),
            "back" => fl!(self.loader, "owed-back"),
            "zero" => self.lateness(fl!(self.loader, "owed-zero"), late),
            _ => {
                let given = match row.n {
                    Some(n) => n.to_string(),
                    None => fl!(self.loader, "owed-given"),
                };
                self.lateness(given, late)
            }
        }
    }

    fn lateness(&self, said: String, late: i64) -> String {
        if late > 0 { format!("{said} {}", fl!(self.loader, "owed-late", n = late)) } else { said }
    }

    /// One paper said: how many owe it, how many handed it in, who is missing.
    pub fn papers_said(&self, name: &str, rows: &[&OwedRow]) -> String {
        let mut missing: Vec<String> = Vec::new();
        let mut units: Vec<&str> = Vec::new();
        let mut nil = 0;
        for row in rows {
            if !units.contains(&row.unit.as_str()) {
                units.push(&row.unit);
            }
            nil += usize::from(row.state == "zero");
            let there = !matches!(row.state.as_str(), "missing" | "back");
            if !there && !missing.contains(&row.unit) {
                missing.push(row.unit.clone());
            }
        }
        let (owed, handed) = (units.len(), units.len() - missing.len());
        let mut said = fl!(self.loader, "papers-said", name = name, owed = owed, handed = handed);
        if nil > 0 {
            said.push_str(&fl!(self.loader, "papers-nil", n = nil));
        }
        if missing.is_empty() {
            return said;
        }
        said + &fl!(self.loader, "papers-missing", n = missing.len(), names = self.list(&missing))
    }

    /// How a row of the schedule stands: done, or how many of the papers owed are there.
    pub fn row_stands(&self, row: &TaskRow, near: NaiveDate) -> String {
        if let Some(day) = row.done_on {
            return fl!(self.loader, "row-done", day = self.day_near(day, near));
        }
        match row.owed {
            0 => String::new(),
            owed => fl!(self.loader, "row-handed", handed = row.handed, owed = owed),
        }
    }

    /// A cell of a table of units.
    pub fn matrix_cell(&self, cell: &MatrixCell) -> String {
        let late = cell.late_days.unwrap_or(0);
        match cell.state {
            CellState::Exempt => fl!(self.loader, "cell-exempt"),
            CellState::Missing if cell.back => fl!(self.loader, "cell-back"),
            CellState::Missing => match (cell.n, cell.of) {
                (Some(n), Some(of)) if of > 1 => format!("{n}/{of}"),
                _ => fl!(self.loader, "cell-missing"),
            },
            CellState::Zero if late > 0 => fl!(self.loader, "cell-late", n = late),
            CellState::Zero => fl!(self.loader, "cell-zero"),
            CellState::Count if late > 0 => fl!(self.loader, "cell-late", n = late),
            CellState::Count if cell.of.is_some() => fl!(self.loader, "owed-given"),
            CellState::Count => cell.n.unwrap_or(0).to_string(),
        }
    }

    /// A column's sum, and how many of its cells are missing.
    pub fn matrix_total(&self, (sum, missing): (i64, usize)) -> String {
        match missing {
            0 => sum.to_string(),
            n => format!("{sum} {}", fl!(self.loader, "cell-so-many-missing", n = n)),
        }
    }
}
