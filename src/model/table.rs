//! A computed table, as it is handed in or handed on: columns, lines, totals, what the counts mean. No
//! formatting and no words of the program in it: what a plan or a person wrote stands as text, the rest as
//! keys that the words of a language are found by.

use super::field::Field;
use super::incoming::Revision;
use super::matrix::Across;
use super::paper::{Breach, Paper};
use super::report::FixedMark;
use super::verb::Verb;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The tables there are, in the order of their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableId {
    /// Issues on the list, one a line.
    ProblemList,
    /// Measures of the issues, one a line.
    Ledger,
    /// Clues and issues handed to bodies outside.
    Transfers,
    /// The screening of one month, one unit a line.
    Screening,
    /// Figures by unit and category.
    Statistics,
    /// Rows of the schedule.
    Schedule,
    /// Who answers the telephone.
    Contacts,
    /// Who has handed in what.
    Papers,
    /// Who was held to account.
    Outcomes,
    /// Supervision orders.
    Orders,
    /// Units by how far they are.
    Ranking,
    /// One page of figures by category.
    Summary,
    /// How the issues of a month came to be so many.
    Movement,
    /// What was put right after a month had been handed in.
    Corrections,
    /// How long what is overdue has been.
    Ages,
    /// How each unit does, for those who judge it.
    Evaluation,
    /// What changed since a day, by unit.
    Changes,
}

impl TableId {
    /// Every table, in the order of their numbers.
    pub const ALL: [TableId; 17] = [
        TableId::ProblemList,
        TableId::Ledger,
        TableId::Transfers,
        TableId::Screening,
        TableId::Statistics,
        TableId::Schedule,
        TableId::Contacts,
        TableId::Papers,
        TableId::Outcomes,
        TableId::Orders,
        TableId::Ranking,
        TableId::Summary,
        TableId::Movement,
        TableId::Corrections,
        TableId::Ages,
        TableId::Evaluation,
        TableId::Changes,
    ];

    /// Its number, from 1: `T5` is 5.
    pub fn number(self) -> usize {
        self as usize + 1
    }

    /// The name on the command line and in message ids.
    pub fn code(self) -> &'static str {
        match self {
            TableId::ProblemList => "problem-list",
            TableId::Ledger => "ledger",
            TableId::Transfers => "transfers",
            TableId::Screening => "screening",
            TableId::Statistics => "statistics",
            TableId::Schedule => "schedule",
            TableId::Contacts => "contacts",
            TableId::Papers => "papers",
            TableId::Outcomes => "outcomes",
            TableId::Orders => "orders",
            TableId::Ranking => "ranking",
            TableId::Summary => "summary",
            TableId::Movement => "movement",
            TableId::Corrections => "corrections",
            TableId::Ages => "ages",
            TableId::Evaluation => "evaluation",
            TableId::Changes => "changes",
        }
    }

    /// The table of a number (`T5`, any case) or code.
    pub fn from_code(text: &str) -> Option<Self> {
        let numbered = |table: &TableId| text.eq_ignore_ascii_case(&format!("T{}", table.number()));
        Self::ALL.into_iter().find(|table| numbered(table) || text.eq_ignore_ascii_case(table.code()))
    }
}

/// What sort of value a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The number of the line: never added up.
    Ordinal,
    Text,
    /// So many of something.
    Count,
    /// Money, told in yuan.
    Yuan,
    /// Money, told in ten thousands of yuan.
    Wan,
    Rate,
    Points,
    Day,
}

/// What several columns stand under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    pub key: String,
    /// In the words of the plan; `None`: the key has words of its own.
    pub label: Option<String>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Unique in its group.
    pub key: String,
    /// In the words of the plan; `None`: the key has words of its own.
    pub label: Option<String>,
    pub group: Option<Heading>,
    pub sort: Sort,
    /// Of the record, not of the line: said once for all lines of a record.
    pub shared: bool,
    /// How wide it should be, in half Han characters, where the plan says so.
    pub width: Option<u32>,
    /// What may be entered in a form, where that is a list.
    pub choices: Vec<Cell>,
}

impl Column {
    /// A column whose key has words.
    pub fn new(key: &str, sort: Sort) -> Self {
        Self {
            key: key.to_owned(),
            label: None,
            group: None,
            sort,
            shared: false,
            width: None,
            choices: Vec::new(),
        }
    }

    /// A column in the words of the plan.
    pub fn labelled(key: &str, label: &str, sort: Sort) -> Self {
        Self { label: Some(label.to_owned()), ..Self::new(key, sort) }
    }

    /// The same under a heading.
    pub fn under(self, heading: &Heading) -> Self {
        Self { group: Some(heading.clone()), ..self }
    }

    /// The same, said once a record.
    pub fn shared(self) -> Self {
        Self { shared: true, ..self }
    }
}

/// One cell. Missing is never zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Not known.
    Missing,
    /// There can be nothing here.
    NotApplicable,
    /// What a plan or a person wrote.
    Text(String),
    /// Words of the program, by their key, with a number in them.
    Said {
        key: String,
        n: i64,
    },
    /// Codes of a field, several in a row.
    Codes {
        field: Field,
        codes: Vec<String>,
    },
    Count(i64),
    /// An act, by what it is called.
    Verb(Verb),
    /// Fields, by their codes.
    Fields(Vec<String>),
    /// Money in fen.
    Fen(i64),
    /// So many of so many.
    Rate {
        part: i64,
        whole: i64,
    },
    /// How far a rate moved, in hundredths of a percentage point.
    Points(i64),
    Day(NaiveDate),
    /// A protected name: the field of an entry, by its number. Whoever may look at it asks for it there.
    Kept {
        of: String,
        field: Field,
    },
}

impl Cell {
    /// Words of the program.
    pub fn said(key: &str) -> Self {
        Cell::Said { key: key.to_owned(), n: 0 }
    }

    /// A text; missing when empty.
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Cell::Missing } else { Cell::Text(text.to_owned()) }
    }

    /// A code of a field; missing when empty.
    pub fn code(field: Field, code: &str) -> Self {
        if code.is_empty() { Cell::Missing } else { Cell::Codes { field, codes: vec![code.to_owned()] } }
    }

    /// A day; missing when there is none.
    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Cell::Missing, Cell::Day)
    }

    /// A count; missing when there is none.
    pub fn count(n: Option<i64>) -> Self {
        n.map_or(Cell::Missing, Cell::Count)
    }

    /// Money in fen; missing when there is none.
    pub fn fen(fen: Option<i64>) -> Self {
        fen.map_or(Cell::Missing, Cell::Fen)
    }
}

/// Something said under the table, by its key, with a number in it and names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub key: String,
    pub n: i64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

impl Note {
    /// A note without a number.
    pub fn new(key: &str) -> Self {
        Self::counted(key, 0)
    }

    /// A note with a number.
    pub fn counted(key: &str, n: i64) -> Self {
        Self { key: key.to_owned(), n, names: Vec::new() }
    }

    /// A note that counts names and tells them.
    pub fn naming(key: &str, names: Vec<String>) -> Self {
        Self { key: key.to_owned(), n: names.len() as i64, names }
    }
}

/// A whole table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub id: TableId,
    /// How it stands on paper.
    pub paper: Paper,
    /// Name of the campaign.
    pub campaign: String,
    /// Who hands it in.
    pub unit: String,
    /// The day it is computed for.
    pub as_of: NaiveDate,
    /// The month it is about: `2021-08`; empty where it is about none.
    pub period: String,
    /// Of made-up data.
    pub synthetic: bool,
    /// The filter it was made under, one word a term; empty: all that its reader sees.
    pub scope: Vec<String>,
    pub columns: Vec<Column>,
    /// The line of totals; `None` where nothing can be added up.
    pub total: Option<Vec<Cell>>,
    pub rows: Vec<Vec<Cell>>,
    /// How many lines each record takes, in order; empty: each line is a record of its own.
    pub runs: Vec<u32>,
    /// The revision of the record that each line shows, where a line shows one: a file that comes back edited
    /// tells by it what had changed since. Empty: the lines show none.
    pub revisions: Vec<Revision>,
    pub notes: Vec<Note>,
    /// Rules that its sums break.
    pub breaches: Vec<Breach>,
    /// It was handed in so, and is fixed. Never part of what is kept.
    #[serde(default)]
    pub fixed: Option<FixedMark>,
    /// It is a table of units against one thing, and called after that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub across: Option<Across>,
}

impl Table {
    /// The entries whose protected names stand in it as kept, each once, in order.
    pub fn kept(&self) -> Vec<String> {
        let mut entries: Vec<String> = Vec::new();
        for cell in self.rows.iter().flatten() {
            if let Cell::Kept { of, .. } = cell
                && !entries.contains(of)
            {
                entries.push(of.clone());
            }
        }
        entries
    }

    /// Writes in a protected name of an entry that was looked at; one that was removed is not known any more.
    pub fn tell(&mut self, entry: &str, field: &str, name: Option<&str>) {
        let is = |cell: &Cell| matches!(cell, Cell::Kept { of, field: kept } if of == entry && kept.code() == field);
        for cell in self.rows.iter_mut().flatten().filter(|cell| is(cell)) {
            *cell = name.map_or(Cell::Missing, Cell::text);
        }
    }
}

/// The line of totals of some lines: counts, money and the two sides of rates added up, the rest empty. A
/// shared column is added once a record. Where nothing in a column is known, its total is not known either.
pub fn totals(columns: &[Column], rows: &[Vec<Cell>], runs: &[u32]) -> Vec<Cell> {
    let firsts = firsts(rows.len(), runs);
    let total = |(at, column): (usize, &Column)| {
        let cells = rows.iter().zip(&firsts).filter(|(_, first)| !column.shared || **first);
        sum(column.sort, cells.filter_map(|(row, _)| row.get(at)))
    };
    columns.iter().enumerate().map(total).collect()
}

/// For each line whether it is the first of its record.
pub fn firsts(rows: usize, runs: &[u32]) -> Vec<bool> {
    if runs.is_empty() {
        return vec![true; rows];
    }
    let run = |run: &u32| (0..*run).map(|line| line == 0);
    runs.iter().flat_map(run).take(rows).collect()
}

fn sum<'a>(sort: Sort, cells: impl Iterator<Item = &'a Cell>) -> Cell {
    let mut all: Option<(i64, i64)> = None;
    for cell in cells {
        let (part, whole) = match cell {
            Cell::Count(n) | Cell::Fen(n) => (*n, 0),
            Cell::Rate { part, whole } => (*part, *whole),
            _ => continue,
        };
        let (parts, wholes) = all.unwrap_or_default();
        all = Some((parts.saturating_add(part), wholes.saturating_add(whole)));
    }
    match (sort, all) {
        (Sort::Count, Some((n, _))) => Cell::Count(n),
        (Sort::Yuan | Sort::Wan, Some((fen, _))) => Cell::Fen(fen),
        (Sort::Rate, Some((part, whole))) => Cell::Rate { part, whole },
        _ => Cell::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_called_by_number_and_code() {
        assert_eq!(TableId::from_code("t5"), Some(TableId::Statistics));
        assert_eq!(TableId::from_code("T12"), Some(TableId::Summary));
        assert_eq!(TableId::from_code("Problem-List"), Some(TableId::ProblemList));
        assert_eq!(TableId::from_code("T18"), None);
        assert_eq!(TableId::from_code(""), None);
        for (at, table) in TableId::ALL.into_iter().enumerate() {
            assert_eq!((table.number(), TableId::from_code(table.code())), (at + 1, Some(table)));
        }
    }

    #[test]
    fn a_total_adds_what_is_known_and_no_line_twice() {
        let columns = [
            Column::new("n", Sort::Ordinal),
            Column::new("persons", Sort::Count).shared(),
            Column::new("students", Sort::Count),
            Column::new("amount", Sort::Wan),
            Column::new("rate", Sort::Rate),
            Column::new("filed", Sort::Count),
        ];
        let row = |n, persons, students, fen, part| {
            vec![
                Cell::Count(n),
                Cell::Count(persons),
                students,
                Cell::Fen(fen),
                Cell::Rate { part, whole: 4 },
                Cell::Missing,
            ]
        };
        let rows = [
            row(1, 3, Cell::Count(0), 4_999, 1),
            row(1, 3, Cell::Missing, 5_001, 2),
            row(2, 5, Cell::Count(7), 0, 0),
        ];
        assert_eq!(
            totals(&columns, &rows, &[2, 1]),
            [
                Cell::Missing,
                Cell::Count(8),
                Cell::Count(7),
                Cell::Fen(10_000),
                Cell::Rate { part: 3, whole: 12 },
                Cell::Missing
            ]
        );
        assert_eq!(totals(&columns, &[], &[])[1], Cell::Missing);
    }
}
