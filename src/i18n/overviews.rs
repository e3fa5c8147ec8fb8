//! Tables of units in words: their cells, their columns, what each comes to, and the lines that are read aloud.

use super::Words;
use crate::model::figures::PaperSaid;
use crate::model::matrix::{Across, CellState, Matrix, MatrixCell, MatrixColumn, MatrixRow, Total};
use crate::model::row::{Chased, OwedRow};
use crate::model::timetable::{Paper, TimeLine};
use crate::text::{pad, width};
use chrono::NaiveDate;
use i18n_embed_fl::fl;

/// Columns that a line to be read aloud takes at most, and how many lines there are.
pub const SAID: usize = 60;
const LINES: usize = 3;

impl Words {
    /// The head of a column.
    pub fn matrix_column(&self, across: Across, column: &MatrixColumn) -> String {
        match across {
            Across::UnitsMonths => self.month_said(&column.code),
            _ => column.label.clone(),
        }
    }

    /// What the papers of a column are called where they are spoken of.
    pub fn matrix_paper(&self, across: Across, column: &MatrixColumn) -> String {
        match across {
            Across::UnitsMonths => {
                fl!(self.loader, "papers-screening", month = self.month_said(&column.code))
            }
            Across::UnitsCategories => fl!(self.loader, "matrix-self-check"),
            _ => column.label.clone(),
        }
    }

    /// A cell of a table of units.
    pub fn matrix_cell(&self, cell: &MatrixCell) -> String {
        let said = match cell.state {
            CellState::Exempt => return fl!(self.loader, "cell-exempt"),
            CellState::Missing if cell.back => return fl!(self.loader, "cell-back"),
            CellState::Missing => {
                return match (cell.n, cell.of) {
                    (Some(n), Some(of)) if of > 1 => format!("{n}/{of}"),
                    _ if cell.ahead => fl!(self.loader, "cell-ahead"),
                    _ => fl!(self.loader, "cell-missing"),
                };
            }
            CellState::Zero => fl!(self.loader, "cell-zero"),
            CellState::Count if cell.of.is_some() => String::new(),
            CellState::Count => cell.n.unwrap_or(0).to_string(),
        };
        match cell.late_days.filter(|late| *late > 0) {
            // What was found is told, however late it was.
            Some(late) => format!("{said} {}", fl!(self.loader, "cell-late", n = late)).trim().to_owned(),
            None if said.is_empty() => fl!(self.loader, "owed-given"),
            None => said,
        }
    }

    /// What a column comes to: its sum, how many are missing, and how many are not due.
    pub fn matrix_total(&self, total: Total) -> String {
        let mut said = vec![total.sum.to_string()];
        let (late, ahead) = (total.missing - total.ahead, total.ahead);
        if late > 0 {
            said.push(fl!(self.loader, "cell-so-many-missing", n = late));
        }
        if ahead > 0 {
            said.push(fl!(self.loader, "cell-so-many-ahead", n = ahead));
        }
        said.join(" ")
    }

    /// The last chase for something owed: what was promised, when and by whom.
    pub fn chased(&self, chased: &Chased, near: NaiveDate) -> String {
        let (day, by) = (self.day_near(chased.on, near), chased.by.as_str());
        let promised = chased.promised_for.map(|day| self.day_near(day, near));
        match (promised, by) {
            (Some(promised), "") => fl!(self.loader, "desk-promised", day = promised),
            (Some(promised), by) => {
                fl!(self.loader, "chased-promised", promised = promised, day = day, by = by)
            }
            (None, "") => fl!(self.loader, "desk-chased", day = day),
            (None, by) => fl!(self.loader, "chased-by", day = day, by = by),
        }
    }

    /// A table of units in at most three lines to be read aloud.
    pub fn matrix_said(&self, matrix: &Matrix, today: NaiveDate) -> Vec<String> {
        match matrix.across {
            Across::UnitsSections => vec![self.sections_said(matrix)],
            Across::UnitsCategories => vec![self.self_check_said(matrix)],
            Across::UnitsTasks | Across::UnitsMonths => self.columns_said(matrix, today),
        }
    }

    fn sections_said(&self, matrix: &Matrix) -> String {
        let mut open: Vec<(i64, &str)> = (0..matrix.columns.len())
            .map(|at| (matrix.total(at).sum, matrix.columns[at].label.as_str()))
            .filter(|(n, _)| *n > 0)
            .collect();
        open.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
        let all: i64 = open.iter().map(|(n, _)| n).sum();
        let named: Vec<String> = open.iter().map(|(n, name)| format!("{name}{n}")).collect();
        let line =
            |some: usize| fl!(self.loader, "matrix-said-open", n = all, sections = named[..some].join(" "));
        (0..=named.len()).rev().map(line).find(|line| width(line) <= SAID).unwrap_or_else(|| line(0))
    }

    fn self_check_said(&self, matrix: &Matrix) -> String {
        let all = |row: &MatrixRow, state| row.cells.iter().all(|cell| cell.state == state);
        let lacks = |row: &&MatrixRow| row.cells.iter().any(|cell| cell.state == CellState::Missing);
        let missing: Vec<String> = matrix.rows.iter().filter(lacks).map(|row| row.unit.clone()).collect();
        let owed = matrix.rows.len() as u32;
        let said = PaperSaid {
            name: fl!(self.loader, "matrix-self-check"),
            owed,
            handed: owed - missing.len() as u32,
            nil: matrix.rows.iter().filter(|row| all(row, CellState::Zero)).count() as u32,
            missing,
            ..PaperSaid::default()
        };
        self.paper_said(&said, SAID)
    }

    /// The columns whose day came last, one line each: those that something is missing of before the others.
    fn columns_said(&self, matrix: &Matrix, today: NaiveDate) -> Vec<String> {
        let due = |at: &usize| matrix.columns[*at].due.is_some_and(|due| due <= today);
        let mut columns: Vec<usize> = (0..matrix.columns.len()).filter(due).collect();
        columns.sort_by_key(|at| {
            (matrix.missing(*at).next().is_none(), std::cmp::Reverse(matrix.columns[*at].due))
        });
        let line = |at: usize| self.paper_said(&self.column_said(matrix, at), SAID);
        let said: Vec<String> = columns.into_iter().take(LINES).map(line).collect();
        if said.is_empty() { vec![fl!(self.loader, "matrix-said-nothing-due")] } else { said }
    }

    /// A column as a paper that is spoken of.
    pub fn column_said(&self, matrix: &Matrix, at: usize) -> PaperSaid {
        let total = matrix.total(at);
        PaperSaid {
            name: self.matrix_paper(matrix.across, &matrix.columns[at]),
            due: matrix.columns[at].due,
            owed: total.owed as u32,
            handed: (total.owed - total.missing) as u32,
            nil: total.nil as u32,
            missing: matrix.missing(at).map(|(row, _)| row.unit.clone()).collect(),
            ..PaperSaid::default()
        }
    }

    /// A paper where it stands beside its unit: the screening of a month, or its name.
    pub fn paper_named(&self, row: &OwedRow) -> String {
        match &row.period {
            Some(period) => fl!(self.loader, "papers-screening", month = self.month_said(period)),
            None => row.paper.clone(),
        }
    }

    /// How many units owe something in a row of the schedule, how many gave it, how many have not; or that it
    /// is done.
    pub fn line_stands(&self, line: &TimeLine, near: NaiveDate) -> String {
        if let Some(day) = line.task.done_on {
            return fl!(self.loader, "row-done", day = self.day_near(day, near));
        }
        let (owed, missing) = (line.units, line.task.missing.len() as u32);
        let handed = owed.saturating_sub(missing);
        match (owed, missing) {
            (0, _) => String::new(),
            (_, 0) => fl!(self.loader, "line-all-in", owed = owed, handed = handed),
            _ => fl!(self.loader, "line-stands", owed = owed, handed = handed, missing = missing),
        }
    }

    /// How long a row has left, how late it is, or that nothing of it is missing.
    pub fn line_left(&self, line: &TimeLine) -> String {
        if line.is_done() {
            return self.get("line-done");
        }
        match line.task.days_left {
            Some(days) if days < 0 => {
                let n = days.unsigned_abs();
                let id = if line.task.missing.is_empty() { "desk-past" } else { "line-late" };
                self.with(id, &[("n", n.to_string())])
            }
            Some(days) => self.days_left(days),
            None => String::new(),
        }
    }

    /// The same where there is little room.
    pub fn line_stands_short(&self, line: &TimeLine, near: NaiveDate) -> String {
        let (owed, missing) = (line.units, line.task.missing.len() as u32);
        if owed == 0 || line.task.done_on.is_some() {
            return self.line_stands(line, near);
        }
        if line.task.days_left.is_some_and(|days| days < 0) && missing > 0 {
            return fl!(self.loader, "line-short-missing", owed = owed, missing = missing);
        }
        fl!(self.loader, "line-short-in", owed = owed, handed = owed.saturating_sub(missing))
    }

    /// What a row is about in few words: the first thing it asks for, and whether there is more.
    pub fn line_work_short(&self, line: &TimeLine) -> String {
        match line.task.deliverables.as_slice() {
            [] => line.task.work.clone(),
            [one] => one.clone(),
            [first, ..] => fl!(self.loader, "line-work-more", name = first.as_str()),
        }
    }

    /// A paper of a row in a number of columns: when it is due, how many gave it, who did not.
    pub fn paper_stands(&self, paper: &Paper, name: usize, near: NaiveDate, columns: usize) -> String {
        let due = self.day_near(paper.due, near);
        let said = PaperSaid {
            name: format!("{} {}", pad(&due, 5), pad(&self.paper_called(paper), name)),
            due: Some(paper.due),
            owed: paper.owed,
            handed: paper.handed,
            nil: paper.nil,
            missing: paper.missing.clone(),
            ..PaperSaid::default()
        };
        self.paper_said(&said, columns)
    }

    /// The name of a paper of a row: the screening of a month, or its own.
    pub fn paper_called(&self, paper: &Paper) -> String {
        match &paper.month {
            Some(month) => fl!(self.loader, "papers-screening", month = self.month_said(month)),
            None => paper.name.clone(),
        }
    }

    /// The turns of a monthly duty, each said by itself with at most so many names; those that have not begun
    /// together.
    pub fn turns(&self, turns: &[&Paper], named: usize, today: NaiveDate) -> Vec<String> {
        let month = |turn: &Paper| self.month_short(turn.month.as_deref().unwrap_or_default());
        let said = |turn: &&Paper| {
            let (month, missing) = (month(turn), turn.missing.len());
            let names = self.list(&turn.missing);
            match missing {
                0 => fl!(self.loader, "turn-all-in", month = month),
                n if turn.due >= today => fl!(self.loader, "turn-open", month = month, n = n),
                n if n <= named => fl!(self.loader, "turn-missing", month = month, n = n, names = names),
                n => fl!(self.loader, "turn-missing-many", month = month, n = n),
            }
        };
        let (begun, ahead): (Vec<&Paper>, Vec<&Paper>) = turns.iter().partition(|turn| turn.begun);
        let ahead = match ahead.as_slice() {
            [] => None,
            [one] => Some(fl!(self.loader, "turn-ahead", month = month(one))),
            [first, .., last] => {
                Some(fl!(self.loader, "turns-ahead", first = month(first), last = month(last)))
            }
        };
        begun.iter().map(said).chain(ahead).collect()
    }

    /// A month in the narrowest place.
    pub fn month_short(&self, month: &str) -> String {
        let first = NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d");
        first.map_or_else(|_| month.to_owned(), |day| day.format(&self.get("month-short")).to_string())
    }
}
