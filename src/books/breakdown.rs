//! Counting a list by one of its columns.

use super::Books;
use super::bits::Bits;
use super::select::{Asker, With};
use super::sheet::day_of;
use crate::model::breakdown::{By, Share};
use crate::model::field::Field;
use crate::model::state::State;
use std::collections::HashMap;

/// A value as rows have it; missing is 0, or an empty text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key<'a> {
    Number(i64),
    Text(&'a str),
}

impl Books {
    /// Rows counted by a column: units and months in their order, anything else the most frequent first.
    pub fn breakdown(&self, rows: &Bits, by: By, asker: &Asker) -> Vec<Share> {
        let overdue = &self.pressing_on(asker.today).overdue;
        let mut counts: HashMap<Key<'_>, [u32; 3]> = HashMap::new();
        for row in rows.rows() {
            let count = counts.entry(self.key(row, by)).or_default();
            count[0] += 1;
            count[1] += u32::from(self.sheet.state_of(row).is_some_and(State::is_open));
            count[2] += u32::from(overdue.has(row));
        }
        let mut counts: Vec<(Key<'_>, [u32; 3])> = counts.into_iter().collect();
        counts.sort_by_key(|(key, count)| (self.place_in_order(*key, by), u32::MAX - count[0], *key));
        let share = |(key, [issues, open, overdue]): (Key<'_>, [u32; 3])| {
            let (label, term) = self.told(key, by);
            Share { label, term, issues, open, overdue }
        };
        counts.into_iter().map(share).collect()
    }

    fn key(&self, row: usize, by: By) -> Key<'_> {
        let sheet = &self.sheet;
        let month = |day: i32| {
            use chrono::Datelike;
            Key::Number(day_of(day).map_or(0, |day| i64::from(day.year()) * 12 + i64::from(day.month0()) + 1))
        };
        let number = |code: u16| Key::Number(i64::from(code));
        match by {
            By::Unit => number(sheet.unit[row]),
            By::Place => Key::Text(sheet.place.get(row)),
            By::Category => number(sheet.category[row]),
            By::Item => number(if sheet.item[row] == 0 { sheet.category[row] } else { sheet.item[row] }),
            By::Stage => number(sheet.stage[row]),
            By::State => Key::Number(i64::from(sheet.state[row]) + 1),
            By::Lead => number(sheet.lead[row]),
            By::Source => number(sheet.source[row]),
            By::With => Key::Number(match self.with(row) {
                With::Nobody => 0,
                With::Office => -1,
                With::Unit(unit) => i64::from(unit),
            }),
            By::Due => month(sheet.due[row]),
            By::Found => month(sheet.found[row]),
            By::Closed => month(sheet.closed[row]),
        }
    }

    /// What has an order of its own stands in it; what is missing stands last.
    fn place_in_order(&self, key: Key<'_>, by: By) -> i64 {
        match (key, by) {
            (Key::Number(0) | Key::Text(""), _) => i64::MAX,
            (Key::Number(-1), By::With) => -1,
            (Key::Number(unit), By::Unit | By::Lead | By::With) => {
                u32::try_from(unit).map_or(i64::MAX, |unit| self.unit_order(unit))
            }
            (Key::Number(number), By::State | By::Due | By::Found | By::Closed) => number,
            _ => 0,
        }
    }

    fn told(&self, key: Key<'_>, by: By) -> (String, Option<String>) {
        let quoted = |name: &str, value: &str| {
            let blank = value.contains(char::is_whitespace);
            Some(if blank { format!("{name}:\"{value}\"") } else { format!("{name}:{value}") })
        };
        let number = match key {
            Key::Text("") | Key::Number(0) => return (String::new(), None),
            Key::Text(place) => return (place.to_owned(), quoted("place", place)),
            Key::Number(number) => number,
        };
        let month = |name: &str| {
            let text = format!("{:04}-{:02}", (number - 1) / 12, (number - 1) % 12 + 1);
            let term = format!("{name}:{text}");
            (text, Some(term))
        };
        let unit = |name: &str| {
            let id = u32::try_from(number).unwrap_or(0);
            let code = self.unit(id).map_or("", |unit| unit.text(Field::Code));
            (self.unit_name(id).to_owned(), quoted(name, code))
        };
        let word = |name: &str| {
            let word = u16::try_from(number).ok().and_then(|n| self.sheet.codes.word(n)).unwrap_or_default();
            (word.to_owned(), quoted(name, word))
        };
        match by {
            By::Unit => unit("unit"),
            By::Lead => unit("lead"),
            By::With if number < 0 => (self.office_name(), Some("with:office".to_owned())),
            By::With => unit("with"),
            By::State => {
                let code = u8::try_from(number - 1).ok().and_then(State::from_byte).map_or("", State::code);
                (code.to_owned(), quoted("state", code))
            }
            By::Due => month("due"),
            By::Found => month("found"),
            By::Closed => month("closed"),
            By::Category => {
                let (code, term) = word("cat");
                let known = self.pack.iter().flat_map(|pack| &pack.categories).find(|known| known.id == code);
                (known.map_or(code, |known| known.short.clone()), term)
            }
            By::Item => {
                let (code, _) = word("item");
                let of_item = self.pack.iter().flat_map(|pack| pack.items()).find(|item| item.id == code);
                match of_item {
                    Some(item) => (format!("{code} {}", item.text), quoted("item", &code)),
                    None => self.told(key, By::Category),
                }
            }
            By::Stage => {
                let (word, _) = word("stage");
                (word, None)
            }
            By::Source => word("source"),
            By::Place => (String::new(), None),
        }
    }
}
