//! What the words of a file mean in the books: its units, its classes, the issues it speaks of.

use super::same;
use crate::books::Books;
use crate::books::lookup::names_of;
use crate::model::ids::Kind;
use crate::model::incoming::{Column, Incoming, IncomingRow};
use crate::model::state::State;
use crate::text::fold;
use std::collections::HashMap;

/// Characters a name of a unit has at least to be looked for inside other words.
const INSIDE: usize = 2;

/// The unit that goes by exactly these words, or whose longest name stands in them; `None` for none or several.
pub fn unit_of(books: &Books, words: &str) -> Option<u32> {
    let words = fold(words);
    let words = words.trim();
    let mut found: Vec<(usize, u32)> = Vec::new();
    for unit in books.of_kind(Kind::Unit).filter(|unit| !words.is_empty() && !unit.cells.is_empty()) {
        for name in names_of(unit) {
            let whole = name.eq_ignore_ascii_case(words);
            let inside = name.chars().count() >= INSIDE && !name.is_ascii() && words.contains(name);
            if whole || inside {
                let length = if whole { usize::MAX } else { name.len() };
                found.push((length, unit.subject.id));
            }
        }
    }
    let best = found.iter().map(|(length, _)| *length).max()?;
    let mut units: Vec<u32> =
        found.into_iter().filter(|(length, _)| *length == best).map(|(_, id)| id).collect();
    units.sort_unstable();
    units.dedup();
    match units[..] {
        [unit] => Some(unit),
        _ => None,
    }
}

/// The class that some words name, or that is named in them.
pub fn category_of(books: &Books, words: &str) -> Option<String> {
    let words = fold(words);
    let words = words.trim();
    if words.is_empty() {
        return None;
    }
    let categories = &books.pack.as_ref()?.categories;
    let named = |name: &str| !name.is_empty() && (words.contains(name) || name.contains(words));
    let exact = categories.iter().find(|category| category.id == words || category.code == words);
    let found = exact.or_else(|| {
        let mut fit = categories.iter().filter(|category| named(&category.short) || named(&category.name));
        let first = fit.next();
        if fit.next().is_some() { None } else { first }
    });
    found.map(|category| category.id.clone())
}

/// The issues there are, by what a file may say of them.
pub struct Known {
    by_words: HashMap<(u32, String, String), u32>,
    /// Unit, the row's own number and place, of issues that came with the file: each with its class.
    by_row: HashMap<(u32, String, String), Vec<(u32, String)>>,
}

impl Known {
    /// Of the books as they stand; what is void, merged or turned away is not there.
    pub fn of(books: &Books, incoming: &Incoming) -> Self {
        let sheet = &books.sheet;
        let gone = |row: usize| {
            matches!(sheet.state_of(row), None | Some(State::Void | State::Rejected | State::Merged))
        };
        let mut known = Self { by_words: HashMap::new(), by_row: HashMap::new() };
        for row in books.rows().filter(|row| !gone(*row)) {
            let id = row as u32 + 1;
            let words = (u32::from(sheet.unit[row]), same(sheet.place.get(row)), same(sheet.title.get(row)));
            known.by_words.insert(words, id);
            if sheet.codes.word(sheet.file[row]) == Some(incoming.file.as_str()) {
                let no = sheet.file_row.get(row).to_owned();
                let place = (u32::from(sheet.unit[row]), no, same(sheet.place.get(row)));
                let class = sheet.codes.word(sheet.category[row]).unwrap_or_default().to_owned();
                known.by_row.entry(place).or_default().push((id, class));
            }
        }
        known
    }

    /// The issue a row speaks of, where it does not give our number: by place and words, else by its own
    /// number in the same file at the same place. A file may number each of its sheets from one: then the class
    /// tells, and where that does not either none is meant.
    pub fn find(&self, unit: u32, place: &str, title: &str, class: &str, row: &IncomingRow) -> Option<u32> {
        let words = (unit, same(place), same(title));
        let numbered = || {
            let no = row.get(Column::RowNo);
            let all = self.by_row.get(&(unit, no.to_owned(), same(place))).filter(|_| !no.is_empty())?;
            let mut fit = all.iter().filter(|(_, known)| class.is_empty() || known == class);
            let first = fit.next();
            if fit.next().is_some() { None } else { first.map(|(id, _)| *id) }
        };
        self.by_words.get(&words).copied().or_else(numbered)
    }

    /// Takes in an issue that a row has just made.
    pub fn add(&mut self, unit: u32, place: &str, title: &str, id: u32) {
        self.by_words.insert((unit, same(place), same(title)), id);
    }

    /// Every issue of some units that came from an earlier version of the file. Another unit may give its file the
    /// same name.
    pub fn of_file(&self, units: &[u32]) -> Vec<u32> {
        let mine = self.by_row.iter().filter(|((unit, ..), _)| units.contains(unit));
        let mut ids: Vec<u32> = mine.flat_map(|(_, all)| all.iter().map(|(id, _)| *id)).collect();
        ids.sort_unstable();
        ids
    }
}
