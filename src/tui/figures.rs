//! Tab 6: which table of figures is shown, the number under the cursor, the groups that are left out.

use crate::model::behind::{OfLine, Place};
use crate::model::figures::Tally;
use crate::model::paper::Wanted;
use crate::model::table::{Cell, Column, Sort, Table, TableId};
use std::collections::{BTreeMap, BTreeSet};

/// What the tab shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum View {
    #[default]
    Statistics,
    Movement,
    Ages,
    Summary,
    Evaluation,
    Ranking,
    Chart,
    Changes,
}

impl View {
    /// Every one, in the order in which they are gone through. A ranking is only shown to who asks for it.
    pub const ALL: [View; 8] = [
        View::Statistics,
        View::Movement,
        View::Ages,
        View::Chart,
        View::Changes,
        View::Summary,
        View::Evaluation,
        View::Ranking,
    ];

    /// The name in message ids.
    pub fn code(self) -> &'static str {
        match self {
            View::Statistics => "statistics",
            View::Movement => "movement",
            View::Ages => "ages",
            View::Summary => "summary",
            View::Evaluation => "evaluation",
            View::Ranking => "ranking",
            View::Chart => "chart",
            View::Changes => "changes",
        }
    }

    /// The table that is exported from it.
    pub fn table(self) -> TableId {
        match self {
            View::Statistics | View::Chart => TableId::Statistics,
            View::Movement => TableId::Movement,
            View::Changes => TableId::Changes,
            View::Ages => TableId::Ages,
            View::Summary => TableId::Summary,
            View::Evaluation => TableId::Evaluation,
            View::Ranking => TableId::Ranking,
        }
    }

    /// The tables it is drawn from.
    pub fn tables(self) -> &'static [TableId] {
        match self {
            View::Statistics => &[TableId::Statistics],
            View::Movement => &[TableId::Movement],
            View::Changes => &[TableId::Changes],
            View::Ages => &[TableId::Ages],
            View::Summary => &[TableId::Summary],
            View::Evaluation => &[TableId::Evaluation],
            View::Ranking => &[TableId::Ranking],
            View::Chart => &[TableId::Statistics, TableId::Ages, TableId::Movement],
        }
    }
}

/// What tab 6 holds.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    pub view: View,
    pub tables: BTreeMap<TableId, Table>,
    /// The figures by class, for the chart.
    pub classes: Vec<Tally>,
    /// The line under the cursor, the line of totals first; in the chart the bar.
    pub row: usize,
    /// The column under the cursor, among those shown.
    pub column: usize,
    /// The list was opened from a number: one step back leads to it again.
    pub opened: bool,
    /// What changes are told since; empty: as is usual.
    pub since: String,
    /// Headings that are left out.
    pub hidden: BTreeSet<String>,
}

impl Figures {
    /// How a table is wanted for the screen: in its longer form, and also when its sums do not add up.
    pub fn wanted(&self, id: TableId) -> Wanted {
        let form = if id == TableId::Statistics { "statistics-board" } else { "" };
        let since = if id == TableId::Changes { self.since.clone() } else { String::new() };
        Wanted { form: form.to_owned(), anyway: true, since, ..Wanted::default() }
    }

    /// The table on the screen.
    pub fn table(&self) -> Option<&Table> {
        self.tables.get(&self.view.table())
    }

    /// Takes a table in; the cursor stays on its line.
    pub fn take(&mut self, table: Table) {
        let current = self.line();
        let own = table.id == self.view.table();
        self.tables.insert(table.id, table);
        if own {
            let at = self.lines().iter().position(|line| OfLine::of(line) == current);
            self.row = at.unwrap_or(self.row).min(self.lines().len().saturating_sub(1));
            self.column = self.column.min(self.columns().len().saturating_sub(1));
        }
    }

    /// The lines of the table, the line of totals first.
    pub fn lines(&self) -> Vec<&Vec<Cell>> {
        let table = self.table();
        let total = table.and_then(|table| table.total.as_ref());
        total.into_iter().chain(table.into_iter().flat_map(|table| &table.rows)).collect()
    }

    /// The columns with figures that are shown, each with its place in the table.
    pub fn columns(&self) -> Vec<(usize, &Column)> {
        let columns = self.table().map_or(&[][..], |table| &table.columns);
        let first = self.first();
        let shown = |(at, column): &(usize, &Column)| {
            let heading = column.group.as_ref().map_or("", |group| group.key.as_str());
            *at != first && column.key != "n" && !self.hidden.contains(heading)
        };
        columns.iter().enumerate().filter(shown).collect()
    }

    /// The column that names each line.
    pub fn first(&self) -> usize {
        let columns = self.table().map_or(&[][..], |table| &table.columns);
        columns.iter().position(|column| column.sort == Sort::Text).unwrap_or(0)
    }

    /// The headings of the table, in order.
    pub fn headings(&self) -> Vec<&Column> {
        let mut found: Vec<&Column> = Vec::new();
        for column in self.table().map_or(&[][..], |table| &table.columns) {
            let key = |column: &Column| column.group.as_ref().map(|group| group.key.clone());
            if column.group.is_some() && found.last().is_none_or(|last| key(last) != key(column)) {
                found.push(column);
            }
        }
        found
    }

    /// Moves the cursor of a table.
    pub fn step(&mut self, down: isize, right: isize) {
        let last = |len: usize| len.saturating_sub(1);
        self.row = self.row.saturating_add_signed(down).min(last(self.lines().len()));
        self.column = self.column.saturating_add_signed(right).min(last(self.columns().len()));
    }

    /// The number under the cursor of a table.
    pub fn place(&self) -> Option<Place> {
        let (_, column) = *self.columns().get(self.column)?;
        let line = self.line();
        let heading = column.group.as_ref().map_or_else(String::new, |group| group.key.clone());
        Some(Place { line, heading, column: column.key.clone() })
    }

    /// The line under the cursor.
    pub fn line(&self) -> OfLine {
        let total = self.table().is_some_and(|table| table.total.is_some()) && self.row == 0;
        let line = self.lines().get(self.row).map(|line| OfLine::of(line));
        line.filter(|_| !total).unwrap_or(OfLine::Total)
    }
}
