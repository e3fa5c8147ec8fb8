//! The word table of headers and of what stands under them.

use crate::model::incoming::{Column, ListKind};
use crate::text::fold;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// Headers shorter than this are looked for whole only: inside others they would be found by chance.
const INSIDE: usize = 4;

#[derive(Deserialize, Default)]
struct Table {
    columns: Heads,
    contacts: Heads,
    units: Heads,
    schedule: Heads,
    submissions: Heads,
    wan: Signs,
    values: Values,
    rows: Rows,
    tables: BTreeMap<String, Vec<String>>,
}

/// What is written above columns, by what they mean.
type Heads = BTreeMap<Column, Vec<String>>;

#[derive(Deserialize, Default)]
struct Signs {
    signs: Vec<String>,
}

/// What stands in cells that say how far something is, or that there is nothing.
#[derive(Deserialize, Default)]
pub struct Values {
    pub done: Vec<String>,
    pub under_way: Vec<String>,
    pub nil: Vec<String>,
}

/// What rows begin with that are none of the list.
#[derive(Deserialize, Default)]
pub struct Rows {
    pub totals: Vec<String>,
    pub notes: Vec<String>,
    pub unit: Vec<String>,
    pub filled_by: Vec<String>,
    pub checked_by: Vec<String>,
}

/// The heads of one sort of list.
struct Known {
    heads: HashMap<String, Column>,
    /// Longest first.
    long: Vec<(String, Column)>,
}

/// The table, ready to be asked.
pub struct Words {
    issues: Known,
    contacts: Known,
    units: Known,
    schedule: Known,
    submissions: Known,
    wan: Vec<String>,
    tables: BTreeMap<String, Vec<String>>,
    pub values: Values,
    pub rows: Rows,
}

/// The table of headers. It is part of the program: a test reads it.
pub static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let table: Table = toml::from_str(include_str!("headers.toml")).unwrap_or_default();
    Words {
        issues: Known::of(&table.columns),
        contacts: Known::of(&table.contacts),
        units: Known::of(&table.units),
        schedule: Known::of(&table.schedule),
        submissions: Known::of(&table.submissions),
        wan: table.wan.signs,
        tables: table.tables,
        values: table.values,
        rows: table.rows,
    }
});

impl Known {
    fn of(table: &Heads) -> Self {
        let heads: HashMap<String, Column> = table
            .iter()
            .flat_map(|(column, words)| words.iter().map(|word| (plain(word), *column)))
            .collect();
        let mut long: Vec<(String, Column)> = heads
            .iter()
            .filter(|(word, _)| word.chars().count() >= INSIDE)
            .map(|(word, column)| (word.clone(), *column))
            .collect();
        long.sort_by_key(|(word, _)| (std::cmp::Reverse(word.chars().count()), word.clone()));
        Self { heads, long }
    }
}

impl Words {
    /// The columns that a sort of list may have, in their order.
    pub fn columns(&self, kind: ListKind) -> Vec<Column> {
        let mut columns: Vec<Column> = self.of(kind).heads.values().copied().collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// The code of the table that the name of a file speaks of.
    pub fn table_in(&self, name: &str) -> Option<&str> {
        let named = |words: &Vec<String>| words.iter().any(|word| name.contains(word.as_str()));
        self.tables.iter().find(|(_, words)| named(words)).map(|(code, _)| code.as_str())
    }

    fn of(&self, kind: ListKind) -> &Known {
        match kind {
            ListKind::Issues | ListKind::Ledger => &self.issues,
            ListKind::Contacts => &self.contacts,
            ListKind::Units => &self.units,
            ListKind::Schedule => &self.schedule,
            ListKind::Submissions => &self.submissions,
        }
    }

    /// What a header means in a sort of list: by the whole of it, by one of its parts (of two levels the lower), by a known one
    /// inside it.
    pub fn column(&self, kind: ListKind, header: &str) -> Option<Column> {
        let whole = plain(header);
        if whole.is_empty() {
            return None;
        }
        let of = self.of(kind);
        let known = |text: &str| of.heads.get(text).copied();
        let one_of = |level: &str| level.split(['\u{3001}', '\u{53CA}', '\u{548C}']).find_map(known);
        let found = known(&whole).or_else(|| whole.split(['/', '_']).rev().find_map(one_of));
        let inside = || of.long.iter().find(|(word, _)| whole.contains(word.as_str())).map(|(_, c)| *c);
        let column = found.or_else(inside)?;
        let in_wan = self.wan.iter().any(|sign| header.contains(sign.as_str()));
        Some(if column == Column::AmountYuan && in_wan { Column::AmountWan } else { column })
    }
}

/// A header without spaces, line ends and brackets, half-width.
pub fn plain(text: &str) -> String {
    let mut depth = 0_usize;
    let mut plain = String::new();
    for c in fold(text).chars() {
        match c {
            '(' | '[' | '\u{3014}' => depth += 1,
            ')' | ']' | '\u{3015}' => depth = depth.saturating_sub(1),
            c if c.is_whitespace() || is_nothing(c) || matches!(c, '*' | ':') => {}
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    // All of it in brackets: then that is the header.
    if plain.is_empty() && depth == 0 && text.chars().any(char::is_alphanumeric) {
        return fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
    }
    plain.to_lowercase()
}

/// Characters that show nothing: zero-width spaces and marks.
pub fn is_nothing(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{2060}' | '\u{00AD}' | '\u{202A}'..='\u{202E}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_and_says_nothing_twice() {
        let table: Table = toml::from_str(include_str!("headers.toml")).unwrap();
        let lists = [&table.columns, &table.contacts, &table.units, &table.schedule, &table.submissions];
        for (heads, least) in lists.into_iter().zip([150, 25, 25, 20, 25]) {
            let mut seen: BTreeMap<String, Column> = BTreeMap::new();
            for (column, words) in heads {
                for word in words {
                    let before = seen.insert(plain(word), *column);
                    assert!(before.is_none_or(|before| before == *column), "{word}: {before:?}, {column:?}");
                }
            }
            assert!(seen.len() > least, "{}", seen.len());
        }
    }

    #[test]
    fn headers_as_offices_write_them() {
        for (header, column) in [
            ("单 位", Column::Unit),
            ("存在问题\n（具体表现）", Column::Title),
            ("责任人及联系电话", Column::Person),
            ("整改情况/整改时限", Column::Due),
            ("涉及金额（万元）", Column::AmountWan),
            ("涉及金额（元）", Column::AmountYuan),
            ("整改责任人姓名", Column::Person),
            ("县（市、区）", Column::Unit),
            ("序　号", Column::RowNo),
        ] {
            assert_eq!(WORDS.column(ListKind::Issues, header), Some(column), "{header}");
        }
        assert_eq!(WORDS.column(ListKind::Issues, "甲乙丙"), None);
        assert_eq!(WORDS.column(ListKind::Issues, ""), None);
    }
}
