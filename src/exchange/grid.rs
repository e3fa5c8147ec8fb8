//! A sheet, or a table, as a grid of texts.

use serde::{Deserialize, Serialize};

/// Cells that a file may have at all: what is more is no list that an office keeps.
pub const CELLS: usize = 2_500_000;

/// A merged region, both ends included, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    pub from: (u32, u32),
    pub to: (u32, u32),
}

impl Merged {
    fn holds(&self, row: u32, column: u32) -> bool {
        (self.from.0..=self.to.0).contains(&row) && (self.from.1..=self.to.1).contains(&column)
    }
}

/// A sheet of a workbook, or a table of a document. Cells are text as the file's own program would show it:
/// days as `2021-07-15`, whole numbers without a point.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Grid {
    pub name: String,
    /// Hidden in its own program: not read, but told.
    pub hidden: bool,
    /// The row of the file that the first of these rows is, counted from 1.
    pub first_row: u32,
    pub rows: Vec<Vec<String>>,
    /// Paragraphs that stand above the table and below it, in a document.
    pub around: (Vec<String>, Vec<String>),
    /// Merged regions, by the rows and columns of `rows`.
    pub merged: Vec<Merged>,
    /// Cells whose value is not in the file, by row and column; they are empty here.
    pub unread: Vec<(u32, u32, Unread)>,
}

/// Why the value of a cell is not in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unread {
    /// A formula that was never computed.
    Formula,
    /// A number too long to be kept as one: its last digits are lost.
    Digits,
}

impl Grid {
    /// A grid of texts.
    pub fn of(name: &str, rows: Vec<Vec<String>>) -> Self {
        Self { name: name.to_owned(), first_row: 1, rows, ..Self::default() }
    }

    /// The text of a cell; empty outside.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|row| row.get(column)).map_or("", String::as_str)
    }

    /// The text of a cell, or that of the region it is part of.
    pub fn merged_cell(&self, row: usize, column: usize) -> &str {
        let own = self.cell(row, column);
        if !own.is_empty() {
            return own;
        }
        let (r, c) = (row as u32, column as u32);
        let region = self.merged.iter().find(|region| region.holds(r, c));
        region.map_or("", |region| self.cell(region.from.0 as usize, region.from.1 as usize))
    }

    /// The same, of regions within one column: what is written once for several rows.
    pub fn cell_above(&self, row: usize, column: usize) -> &str {
        let (r, c) = (row as u32, column as u32);
        let one_column = |region: &&Merged| region.from.1 == region.to.1 && region.holds(r, c);
        match self.merged.iter().find(one_column) {
            Some(region) => self.cell(region.from.0 as usize, column),
            None => self.cell(row, column),
        }
    }

    /// True when all that a row says is one text over several columns.
    pub fn is_across(&self, row: usize) -> bool {
        let cells = self.rows.get(row).into_iter().flatten().enumerate();
        let mut filled = cells.filter(|(_, cell)| !cell.is_empty()).map(|(column, _)| column);
        let (Some(only), None) = (filled.next(), filled.next()) else { return false };
        let wide = |region: &Merged| region.to.1 > region.from.1 && region.holds(row as u32, only as u32);
        self.merged.iter().any(wide)
    }

    /// The widest row.
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }
}
