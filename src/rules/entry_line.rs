//! Quick entry: reads a line like `ty 2.1 示例三小 家教 26人 3900元 7月15日前` while it is typed.

use super::entry_words::{
    DEADLINE_ENDS, DEADLINE_WORDS, STUDENT_SIGNS, TEACHER_SIGNS, WAN_SIGNS, YUAN_SIGNS, before,
};
use super::read::{Reader, count, money};
use crate::books::Books;
use crate::model::deadline::DeadlineKind;
use crate::model::entry::{Piece, Taken};
use crate::model::field::Field;
use crate::pack::Pack;
use crate::text;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a line says, field by field, as texts for a command.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    pub pieces: Vec<Piece>,
    /// Field -> what to set.
    pub values: BTreeMap<Field, String>,
}

/// Reads a line on a day.
pub fn read(books: &Books, line: &str, today: NaiveDate) -> Line {
    let mut reading =
        Reading { books, reader: Reader { books, day: today }, line: Line::default(), text: Vec::new() };
    let words: Vec<&str> = line.split_whitespace().collect();
    for word in &words {
        reading.word(word);
    }
    reading.finish()
}

struct Reading<'a> {
    books: &'a Books,
    reader: Reader<'a>,
    line: Line,
    /// Words that nothing else claimed: the sentence.
    text: Vec<String>,
}

impl Reading<'_> {
    fn word(&mut self, word: &str) {
        let day = is_month_and_day(&text::fold(word)) && self.deadline(word);
        let read = day || self.item(word) || self.category(word) || self.amount(word) || self.people(word);
        let _ = read || self.deadline(word) || self.unit(word) || self.place(word) || self.sentence(word);
    }

    fn take(&mut self, field: Field, taken: Taken, word: &str, value: String, reading: String) -> bool {
        if self.line.values.contains_key(&field) {
            return false;
        }
        self.line.values.insert(field, value);
        self.line.pieces.push(Piece { word: word.to_owned(), taken, reading });
        true
    }

    fn item(&mut self, word: &str) -> bool {
        let folded = text::fold(word);
        let Some(pack) = &self.books.pack else { return false };
        let Some((id, reading)) =
            pack.items().find(|item| item.id == folded).map(|i| (i.id.clone(), i.text.clone()))
        else {
            return false;
        };
        self.take(Field::Item, Taken::Item, word, id, reading)
    }

    /// A category by its number, code or short name.
    fn category(&mut self, word: &str) -> bool {
        if self.line.values.contains_key(&Field::Item) {
            return false;
        }
        let folded = text::fold(word);
        let Some(pack) = &self.books.pack else { return false };
        let found = pack
            .categories
            .iter()
            .find(|c| c.id == folded || c.short == word || c.code.eq_ignore_ascii_case(&folded))
            .map(|c| (c.id.clone(), c.short.clone()));
        // A code of two letters may be a unit's as well: the unit goes first where none is given yet.
        let unit_first =
            !self.line.values.contains_key(&Field::Unit) && !self.books.units_called(word).is_empty();
        match found {
            Some((id, short)) if !unit_first => self.take(Field::Category, Taken::Category, word, id, short),
            _ => false,
        }
    }

    fn amount(&mut self, word: &str) -> bool {
        let folded = text::fold(word);
        let signed = before(&folded, WAN_SIGNS).or_else(|| before(&folded, YUAN_SIGNS)).is_some();
        match money(word).filter(|_| signed || is_plain_sum(&folded)) {
            Some(fen) => self.take(Field::Amount, Taken::Amount, word, yuan(fen), yuan(fen)),
            None => false,
        }
    }

    fn people(&mut self, word: &str) -> bool {
        let folded = text::fold(word);
        let (field, taken) = if before(&folded, TEACHER_SIGNS).is_some() {
            (Field::Persons, Taken::Persons)
        } else if before(&folded, STUDENT_SIGNS).is_some() {
            (Field::Students, Taken::Students)
        } else {
            return false;
        };
        match count(word) {
            Some(n) => self.take(field, taken, word, n.to_string(), n.to_string()),
            None => false,
        }
    }

    fn deadline(&mut self, word: &str) -> bool {
        let folded = text::fold(word);
        let worded = DEADLINE_WORDS.contains(&word)
            || (DEADLINE_ENDS.iter().any(|end| word.ends_with(end)) && folded.chars().count() <= 16)
            || folded.starts_with('+')
            || (folded.len() == 4
                && folded.starts_with(['0', '1'])
                && folded.chars().all(|c| c.is_ascii_digit()));
        if !worded {
            return false;
        }
        let reading = self.reader.reading(word);
        if matches!(reading.kind, DeadlineKind::Error | DeadlineKind::Unknown)
            || (reading.due.is_none() && !reading.standing)
        {
            return false;
        }
        let due = reading.due.map_or_else(String::new, |due| due.to_string());
        self.take(Field::Deadline, Taken::Deadline, word, word.to_owned(), due)
    }

    fn unit(&mut self, word: &str) -> bool {
        if self.line.values.contains_key(&Field::Unit) {
            return false;
        }
        let units = self.books.units_called(word);
        let reporting: Vec<u32> = units.into_iter().filter(|unit| self.reports(*unit)).collect();
        match reporting[..] {
            [unit] => {
                let name = self.books.unit_name(unit).to_owned();
                let code = self.books.unit(unit).map_or_else(String::new, |u| u.text(Field::Code).to_owned());
                self.take(Field::Unit, Taken::Unit, word, code, name)
            }
            _ => false,
        }
    }

    fn reports(&self, unit: u32) -> bool {
        let kind = self.books.unit(unit).map_or("", |unit| unit.text(Field::UnitKind));
        self.books.pack.as_ref().is_some_and(|pack| pack.unit_kinds.iter().any(|k| k.id == kind && k.reports))
    }

    /// The first word after the unit that is no keyword of an item is the place.
    fn place(&mut self, word: &str) -> bool {
        let is_keyword =
            |pack: &Arc<Pack>| keyword_item(pack, word).is_some() && pack.stage_of(word).is_none();
        if self.books.pack.as_ref().is_some_and(is_keyword) {
            return false;
        }
        self.take(Field::Place, Taken::Place, word, word.to_owned(), word.to_owned())
    }

    fn sentence(&mut self, word: &str) -> bool {
        self.text.push(word.to_owned());
        self.line.pieces.push(Piece { word: word.to_owned(), taken: Taken::Text, reading: word.to_owned() });
        true
    }

    fn finish(mut self) -> Line {
        if !self.text.is_empty() {
            self.line.values.insert(Field::Title, self.text.join(" "));
        }
        let proposed = self.books.pack.as_ref().and_then(|pack| self.propose(pack));
        if let Some((item, reading)) = proposed {
            self.line.pieces.push(Piece { word: String::new(), taken: Taken::Item, reading });
            self.line.values.insert(Field::Item, item);
        }
        self.line
    }

    /// The item the sentence's keywords speak for, inside the category if one was typed.
    fn propose(&self, pack: &Pack) -> Option<(String, String)> {
        if self.line.values.contains_key(&Field::Item) {
            return None;
        }
        let text = self.text.join(" ");
        let category = self.line.values.get(&Field::Category);
        let fits =
            |id: &str| category.is_none_or(|wanted| pack.category_of(id).is_some_and(|c| c.id == *wanted));
        let (item, _) = pack.propose_item(&text).into_iter().find(|(item, _)| fits(&item.id))?;
        Some((item.id.clone(), item.text.clone()))
    }
}

fn keyword_item(pack: &Pack, word: &str) -> Option<String> {
    pack.items()
        .find(|item| item.keywords.iter().any(|keyword| word.contains(keyword.as_str())))
        .map(|i| i.id.clone())
}

/// `0715`, `1231`: a month and a day.
fn is_month_and_day(folded: &str) -> bool {
    let digits = folded.len() == 4 && folded.chars().all(|c| c.is_ascii_digit());
    let part = |range: std::ops::Range<usize>| folded.get(range).and_then(|part| part.parse::<u32>().ok());
    digits && matches!((part(0..2), part(2..4)), (Some(1..=12), Some(1..=31)))
}

/// Bare digits count as a sum from 100 on; `0715` is a day, `26` says nothing.
fn is_plain_sum(folded: &str) -> bool {
    folded.len() >= 3 && !folded.starts_with('0') && folded.chars().all(|c| c.is_ascii_digit())
}

fn yuan(fen: i64) -> String {
    if fen % 100 == 0 { (fen / 100).to_string() } else { format!("{}.{:02}", fen / 100, fen % 100) }
}
