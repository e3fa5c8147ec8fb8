//! What can be said in a letter: values by name, and lists of them.

use crate::model::field::Field;
use crate::model::letter::{Line, Piece, line};
use crate::model::table::{Cell, Sort};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Values by name. One that is not there is not known.
pub type Entry = BTreeMap<&'static str, Line>;

/// All that can be said of what a letter is about.
#[derive(Debug, Clone, Default)]
pub struct Values {
    pub one: Entry,
    pub lists: BTreeMap<&'static str, Vec<Entry>>,
}

impl Values {
    /// Puts a value under its name; an empty one is not known.
    pub fn put(&mut self, name: &'static str, value: Line) {
        put(&mut self.one, name, value);
    }

    /// Puts a list; its entries are numbered from 1.
    pub fn list(&mut self, name: &'static str, entries: impl IntoIterator<Item = Entry>) {
        let numbered = entries.into_iter().zip(1_i64..).map(|(mut entry, n)| {
            entry.entry("n").or_insert_with(|| count(n));
            entry
        });
        self.lists.insert(name, numbered.collect());
    }

    /// Adds all of others; what is there already stays.
    pub fn add(&mut self, others: Values) {
        for (name, value) in others.one {
            self.one.entry(name).or_insert(value);
        }
        for (name, list) in others.lists {
            self.lists.entry(name).or_insert(list);
        }
    }

    /// True where a list has entries, or a value is known and not zero.
    pub fn has(&self, name: &str) -> bool {
        match self.lists.get(name) {
            Some(list) => !list.is_empty(),
            None => self.one.get(name).is_some_and(|value| !is_nothing(value)),
        }
    }
}

fn is_nothing(value: &Line) -> bool {
    let nothing = |piece: &Piece| {
        let zero = matches!(piece, Piece::Value { cell: Cell::Count(0) | Cell::Fen(0), .. });
        zero || matches!(piece, Piece::Blank)
    };
    value.iter().all(nothing)
}

/// Values of an entry, without those that are not known.
pub fn entry<const N: usize>(values: [(&'static str, Line); N]) -> Entry {
    let mut entry = Entry::new();
    for (name, value) in values {
        put(&mut entry, name, value);
    }
    entry
}

fn put(entry: &mut Entry, name: &'static str, value: Line) {
    if !value.is_empty() {
        entry.insert(name, value);
    }
}

/// A text; not known when empty.
pub fn text(text: &str) -> Line {
    line(text)
}

/// A cell of a table, told as there; not known when missing.
pub fn cell(cell: Cell, sort: Sort) -> Line {
    if cell == Cell::Missing { Line::new() } else { vec![Piece::Value { cell, sort }] }
}

/// So many.
pub fn count(n: i64) -> Line {
    cell(Cell::Count(n), Sort::Count)
}

/// So many; not known when there is no number.
pub fn count_of(n: Option<i64>) -> Line {
    cell(Cell::count(n), Sort::Count)
}

/// How many there are.
pub fn number(n: usize) -> Line {
    count(i64::try_from(n).unwrap_or(i64::MAX))
}

/// A day; not known when there is none.
pub fn day(day: Option<NaiveDate>) -> Line {
    cell(Cell::day(day), Sort::Day)
}

/// Money in fen, told in yuan.
pub fn yuan(fen: Option<i64>) -> Line {
    cell(Cell::fen(fen), Sort::Yuan)
}

/// Money in fen, told in ten thousands.
pub fn wan(fen: i64) -> Line {
    cell(Cell::Fen(fen), Sort::Wan)
}

/// So many of so many.
pub fn rate(part: i64, whole: i64) -> Line {
    cell(Cell::Rate { part, whole }, Sort::Rate)
}

/// A code of a field; not known when empty.
pub fn code(field: Field, code: &str) -> Line {
    cell(Cell::code(field, code), Sort::Text)
}
