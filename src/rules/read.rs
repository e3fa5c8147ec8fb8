//! Reads typed values: a text becomes the value of a field, or a refusal says what was expected.

use super::entry_words::{
    ABOUT_SIGNS, CODE_WORDS, COUNT_SIGNS, LIST_MARKS, MEASURE_MARKS, NO, STUDENT_SIGNS, TEACHER_SIGNS,
};
use super::entry_words::{WAN_SIGNS, YES, YUAN_SIGNS, before};
use crate::books::Books;
use crate::books::filter_words::nearest_of;
use crate::calendar::{self, Anchor};
use crate::model::command::Command;
use crate::model::deadline::{Deadline, DeadlineKind, Reading};
use crate::model::field::{Field, Group};
use crate::model::record::{Cell, Record};
use crate::model::refusal::{Expected, Refusal, Why};
use crate::model::value::{FieldType, Value};
use crate::text;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// Characters a line may have.
pub const LINE: usize = 200;
/// Parts of one sort an issue may have.
pub const PARTS: u16 = 999;
/// Characters a text may have.
pub const TEXT: usize = 20_000;

/// The typed values of a command. `None` clears the field.
#[derive(Debug, Clone, Default)]
pub struct Input {
    pub values: BTreeMap<Cell, Option<Value>>,
}

impl Input {
    /// The value typed for a field of the record itself.
    pub fn get(&self, field: Field) -> Option<&Value> {
        self.part(field, 0)
    }

    /// The value typed for a field of a part.
    pub fn part(&self, field: Field, part: u16) -> Option<&Value> {
        self.values.get(&Cell { field, part }).and_then(Option::as_ref)
    }

    /// Text typed for a field; empty when none.
    pub fn text(&self, field: Field) -> &str {
        match self.get(field) {
            Some(Value::Text(text) | Value::Code(text)) => text,
            _ => "",
        }
    }

    /// Parts of a group for which anything was typed.
    pub fn parts(&self, group: Group) -> Vec<u16> {
        let mut parts: Vec<u16> =
            self.values.keys().filter(|c| c.field.group() == group).map(|c| c.part).collect();
        parts.dedup();
        parts.sort_unstable();
        parts.dedup();
        parts
    }
}

/// Reads values on a day, against the books.
pub struct Reader<'a> {
    pub books: &'a Books,
    /// The day counted periods start from.
    pub day: NaiveDate,
}

impl Reader<'_> {
    /// Reads all values of a command for a record (a new part gets the record's next number).
    ///
    /// # Errors
    /// An unknown field, or a value that is not of its sort.
    pub fn input(&self, command: &Command, record: Option<&Record>) -> Result<Input, Refusal> {
        let mut input = Input::default();
        for set in &command.sets {
            let (name, part) = split_part(&set.field);
            if name == MEASURE {
                self.measure(&set.text, part.unwrap_or_else(|| next_part(record, &input)), &mut input)?;
                continue;
            }
            let field = Field::from_code(name).ok_or_else(|| unknown_field(name))?;
            if field.is_kept_by_verbs() {
                return Err(Why::FieldNotSettable { field }.into());
            }
            let part = match field.group() {
                Group::Measure if field == Field::Done => part.unwrap_or(0),
                Group::Cell => {
                    part.ok_or_else(|| Why::UnknownField { name: set.field.clone(), nearest: None })?
                }
                Group::Measure => part.unwrap_or_else(|| record.map_or(1, |r| r.next_part(Group::Measure))),
                _ => part.unwrap_or(0),
            };
            if part > PARTS {
                return Err(Why::UnknownField { name: set.field.clone(), nearest: None }.into());
            }
            // A deadline sent back as it stands was settled on its own day: it is not read again from today.
            let stands = record.and_then(|record| record.deadline_of(field, part));
            let value = match stands {
                Some(stands) if stands.text == set.text.trim() => {
                    Some(Value::Deadline(Box::new(stands.clone())))
                }
                _ => self.value(field, &set.text)?,
            };
            input.values.insert(Cell { field, part }, value);
        }
        Ok(input)
    }

    /// A measure on one line: what is done; who answers for it; by when.
    fn measure(&self, line: &str, part: u16, input: &mut Input) -> Result<(), Refusal> {
        let pieces: Vec<&str> = line.split(MEASURE_MARKS).map(str::trim).collect();
        for (field, piece) in [Field::Action, Field::Person, Field::Due].into_iter().zip(pieces) {
            let value = self.value(field, piece)?;
            input.values.insert(Cell { field, part }, value);
        }
        Ok(())
    }

    /// Reads one value; an empty text is no value.
    ///
    /// # Errors
    /// The text is not of the field's sort.
    pub fn value(&self, field: Field, typed: &str) -> Result<Option<Value>, Refusal> {
        let line = text::clean(typed);
        let line = line.trim();
        if line.is_empty() {
            return Ok(None);
        }
        let bad = |expected| Refusal::from(Why::BadValue { field, text: line.to_owned(), expected });
        Ok(Some(match field.kind() {
            FieldType::Line | FieldType::Secret => Value::Text(short(field, line, LINE)?),
            FieldType::Text => Value::Text(short(field, text::clean_text(typed).trim(), TEXT)?),
            FieldType::Int => Value::Int(count(line).ok_or_else(|| bad(Expected::Count))?),
            FieldType::Fen => Value::Fen(money(line).ok_or_else(|| bad(Expected::Money))?),
            FieldType::Day => Value::Day(self.day(line).ok_or_else(|| bad(Expected::Day))?),
            FieldType::Flag => Value::Flag(yes_no(line).ok_or_else(|| bad(Expected::YesNo))?),
            FieldType::Code => Value::Code(self.code(field, line)?),
            FieldType::Unit => Value::Ref(self.unit(line)?),
            FieldType::Units => {
                let names = line.split(LIST_MARKS).map(str::trim).filter(|name| !name.is_empty());
                Value::Refs(names.map(|name| self.unit(name)).collect::<Result<_, _>>()?)
            }
            FieldType::Words if matches!(field, Field::Sanctions | Field::Checks) => {
                let words = line.split(LIST_MARKS).map(str::trim).filter(|word| !word.is_empty());
                Value::Words(words.map(|word| self.code(field, word)).collect::<Result<_, _>>()?)
            }
            FieldType::Words | FieldType::Numbers => {
                let words = line.split(LIST_MARKS).map(str::trim).filter(|word| !word.is_empty());
                Value::Words(words.map(str::to_owned).collect())
            }
            FieldType::Deadline => Value::Deadline(Box::new(self.deadline(line)?)),
            FieldType::State => return Err(Why::FieldNotSettable { field }.into()),
        }))
    }

    /// The unit a name means.
    ///
    /// # Errors
    /// No unit or several answer to it.
    pub fn unit(&self, name: &str) -> Result<u32, Refusal> {
        let found = self.books.units_called(name);
        match found[..] {
            [unit] => Ok(unit),
            [] => Err(Why::UnknownUnit { text: name.to_owned(), nearest: self.nearest_unit(name) }.into()),
            _ => {
                let names = found.iter().map(|unit| self.books.unit_name(*unit).to_owned()).collect();
                Err(Why::Ambiguous { text: name.to_owned(), names }.into())
            }
        }
    }

    fn nearest_unit(&self, name: &str) -> Option<String> {
        let units = self.books.of_kind(crate::model::ids::Kind::Unit);
        let names: Vec<&str> = units.map(|unit| self.books.unit_name(unit.subject.id)).collect();
        nearest_of(names.into_iter().filter(|name| !name.is_empty()), name)
    }

    /// How a phrase reads as a deadline from this day.
    pub fn reading(&self, phrase: &str) -> Reading {
        let year = self.books.pack.as_ref().map_or(self.day.year(), |pack| pack.campaign.year);
        let anchor = Anchor { day: self.day, time: None, year };
        calendar::read(phrase, &anchor, &self.books.calendar)
    }

    /// A deadline with a day, or one that stands for good.
    ///
    /// # Errors
    /// The phrase gives neither.
    pub fn deadline(&self, phrase: &str) -> Result<Deadline, Refusal> {
        let reading = self.reading(phrase);
        if reading.due.is_none() && !reading.standing && reading.kind != DeadlineKind::Recurring {
            return Err(Why::UnreadDeadline { text: phrase.to_owned(), reason: reading.reason }.into());
        }
        Ok(Deadline::from_reading(&reading, ""))
    }

    /// One day, as people write days.
    pub fn day(&self, phrase: &str) -> Option<NaiveDate> {
        if let Ok(day) = NaiveDate::parse_from_str(phrase, "%Y-%m-%d") {
            return Some(day);
        }
        let reading = self.reading(phrase);
        let one =
            matches!(reading.kind, DeadlineKind::Point | DeadlineKind::Entry) && reading.recurrence.is_none();
        reading.due.filter(|_| one || reading.kind == DeadlineKind::Policy)
    }

    fn code(&self, field: Field, typed: &str) -> Result<String, Refusal> {
        let known = choices(self.books, field);
        let folded = text::fold(typed).to_lowercase();
        let called =
            |code: &str| CODE_WORDS.iter().any(|(known, words)| *known == code && words.contains(&typed));
        let found = known
            .iter()
            .find(|(code, label)| {
                code.to_lowercase() == folded
                    || called(code)
                    || label == typed
                    || text::fold(label).to_lowercase() == folded
            })
            .or_else(|| known.iter().find(|(_, label)| text::pinyin::matches(typed, label).is_some()));
        match found {
            Some((code, _)) => Ok(code.clone()),
            None => Err(Why::UnknownCode {
                field,
                text: typed.to_owned(),
                known: known
                    .into_iter()
                    .map(|(code, label)| if label.is_empty() { code } else { label })
                    .collect(),
            }
            .into()),
        }
    }
}

/// The name under which a whole measure is typed on one line.
pub const MEASURE: &str = "measure";

/// The codes a field takes and their labels; labels the pack does not give are empty. Where the pack has
/// names only, the name is stored.
pub fn choices(books: &Books, field: Field) -> Vec<(String, String)> {
    let own = |codes: &[&str]| codes.iter().map(|code| ((*code).to_owned(), String::new())).collect();
    let names = |choices: &[crate::pack::Choice]| {
        choices.iter().map(|choice| (choice.name.clone(), choice.name.clone())).collect()
    };
    let Some(pack) = &books.pack else { return Vec::new() };
    match field {
        Field::Category => pack.categories.iter().map(|c| (c.id.clone(), c.short.clone())).collect(),
        Field::Item => pack.items().map(|item| (item.id.clone(), item.text.clone())).collect(),
        Field::Stage => pack.stages.iter().map(|stage| (stage.name.clone(), stage.name.clone())).collect(),
        Field::Ownership => names(&pack.ownerships),
        Field::Source => names(&pack.sources),
        Field::UnitKind => pack.unit_kinds.iter().map(|kind| (kind.id.clone(), kind.name.clone())).collect(),
        Field::RectType => own(&["immediate", "by_date", "standing"]),
        Field::VerifyWay => own(&["papers", "on_site", "call_back"]),
        Field::Decision => own(&["agreed", "refused"]),
        Field::NoteKind => own(&["memo", "instruction", "call"]),
        Field::Channel => names(&pack.channels),
        Field::Method => names(&pack.inspection.methods),
        Field::Object => names(&pack.inspection.objects),
        Field::PublicityKind => names(&pack.publicity),
        Field::Satisfied => own(&["satisfied", "mostly", "unsatisfied", "unreached"]),
        Field::Disposal => own(&["issue", "clue", "merge", "transferred", "nothing"]),
        Field::CheckResult => own(&["true", "partly", "untrue", "unverifiable", "pending"]),
        Field::FeedbackResult => own(&["in_time", "late", "not_done"]),
        Field::ListLevel => own(&["county", "city", "province"]),
        Field::SentWay => own(&["in_person", "courier", "letter"]),
        Field::Checks => {
            let checks = pack.items().flat_map(|item| &item.checks);
            checks.map(|check| (check.clone(), check.clone())).collect()
        }
        Field::Identity => own(super::sanctions::IDENTITIES),
        Field::Sanctions => own(&super::sanctions::all()),
        Field::Chosen => own(&["a", "b", "other"]),
        Field::ChaseWay => own(&["call", "group", "written"]),
        Field::EvidenceKind => own(&["electronic", "paper"]),
        Field::ContactRole => own(&["liaison", "leader", "head", "inspector"]),
        _ => Vec::new(),
    }
}

fn split_part(name: &str) -> (&str, Option<u16>) {
    match name.split_once('.') {
        Some((name, part)) => (name, part.parse().ok().filter(|part| *part > 0)),
        None => (name, None),
    }
}

fn next_part(record: Option<&Record>, input: &Input) -> u16 {
    let stored = record.map_or(1, |record| record.next_part(Group::Measure));
    let typed = input.parts(Group::Measure).last().map_or(1, |last| last.saturating_add(1));
    stored.max(typed)
}

fn unknown_field(name: &str) -> Refusal {
    let nearest = nearest_of(Field::ALL.iter().map(|field| field.code()), name);
    Why::UnknownField { name: name.to_owned(), nearest }.into()
}

fn short(field: Field, text: &str, limit: usize) -> Result<String, Refusal> {
    if text.chars().count() > limit {
        return Err(Why::TooLong { field, limit: limit as u32 }.into());
    }
    Ok(text.to_owned())
}

/// A count, with or without a measure word.
pub fn count(typed: &str) -> Option<i64> {
    let folded = text::fold(typed);
    let signs = [STUDENT_SIGNS, TEACHER_SIGNS, COUNT_SIGNS];
    let number = signs.iter().find_map(|signs| before(&folded, signs)).unwrap_or(&folded);
    number.replace(',', "").parse().ok().filter(|n| (0..=100_000_000).contains(n))
}

/// An amount in fen, typed in yuan or ten thousand yuan.
pub fn money(typed: &str) -> Option<i64> {
    let folded = text::fold(typed);
    let exact = ABOUT_SIGNS.iter().find_map(|sign| folded.strip_prefix(sign)).unwrap_or(&folded);
    let (number, unit) = match before(exact, WAN_SIGNS) {
        Some(number) => (number, 1_000_000),
        None => (before(exact, YUAN_SIGNS).unwrap_or(exact), 100),
    };
    decimal(&number.replace(',', ""), unit)
}

/// A decimal number times a unit; `None` when it is not whole then, negative or too large.
fn decimal(number: &str, unit: i64) -> Option<i64> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if part.len() > 6 || whole.is_empty() || !whole.chars().chain(part.chars()).all(|c| c.is_ascii_digit()) {
        return None;
    }
    let scale = 10_i64.pow(part.len() as u32);
    let part: i64 = if part.is_empty() { 0 } else { part.parse().ok()? };
    let all = whole.parse::<i64>().ok()?.checked_mul(scale)?.checked_add(part)?.checked_mul(unit)?;
    (all % scale == 0).then_some(all / scale).filter(|fen| *fen <= 100_000_000_000_000)
}

/// Yes or no.
pub fn yes_no(typed: &str) -> Option<bool> {
    let folded = text::fold(typed).to_lowercase();
    match (YES.contains(&folded.as_str()), NO.contains(&folded.as_str())) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_in_fen() {
        assert_eq!(money("3900"), Some(390_000));
        assert_eq!(money("３９００元"), Some(390_000));
        assert_eq!(money("3,900.50元"), Some(390_050));
        assert_eq!(money("1.2万"), Some(1_200_000));
        assert_eq!(money("约2万元"), Some(2_000_000));
        assert_eq!(money("0"), Some(0));
        assert_eq!(money("1.234"), None);
        assert_eq!(money("-3"), None);
        assert_eq!(money("很多"), None);
        assert_eq!(money("99999999999999999999"), None);
    }

    #[test]
    fn counts_take_their_measure_words() {
        assert_eq!(count("26人"), Some(26));
        assert_eq!(count("26名学生"), Some(26));
        assert_eq!(count("２６"), Some(26));
        assert_eq!(count("2.5"), None);
        assert_eq!(count(""), None);
    }
}
