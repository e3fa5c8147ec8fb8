//! Entries of registers as rows, and lists of them under a filter.

use super::query::Desk;
use crate::books::draft::Draft;
use crate::books::filter_words::nearest_of;
use crate::model::field::Field;
use crate::model::ids::Kind;
use crate::model::record::Record;
use crate::model::refusal::{Refusal, Why};
use crate::model::row::{EntryCell, EntryRow};
use crate::model::value::Value;
use crate::rules::{enter, forms, submissions, work};
use crate::text::{fold, pinyin};
use chrono::NaiveDate;

/// All entries a name means: one, or each of several papers.
pub fn all_called(draft: &Draft<'_>, what: &str) -> Vec<Record> {
    let papers = submissions::spread(draft, &[what.to_owned()]).unwrap_or_default();
    let found = |name: &String| submissions::find_or_new(draft, name).ok().map(|(record, _)| record);
    let mut all: Vec<Record> = papers.iter().filter_map(found).collect();
    all.extend(called(draft, what));
    all
}

/// The entry a name means: a number, a paper, a row of the plan, an open question.
pub fn called(draft: &Draft<'_>, what: &str) -> Option<Record> {
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| kind.is_entry()).collect();
    let numbered = kinds.iter().find_map(|kind| enter::entry(draft, *kind, what));
    let paper = || {
        let full = submissions::spread(draft, &[what.to_owned()]).ok()?;
        submissions::find_or_new(draft, full.first()?).ok().map(|(record, _)| record)
    };
    let others = || {
        let task = work::find_or_new_task(draft, what).ok();
        task.or_else(|| work::find_or_new_ruling(draft, what).ok()).map(|(record, _)| record)
    };
    numbered.or_else(paper).or_else(others).filter(|record| !record.cells.is_empty())
}

/// An entry as a row.
pub fn row(desk: &Desk<'_>, record: &Record) -> EntryRow {
    let record = &desk.stripped(record.clone());
    let due = due(record);
    let context = desk.context();
    let draft = Draft::new(desk.books);
    EntryRow {
        kind: record.subject.kind,
        id: record.subject.id,
        no: desk.books.name_of(record.subject),
        status: record.text(Field::Status).to_owned(),
        unit: record.reference(Field::Unit).map_or("", |unit| desk.books.unit_name(unit)).to_owned(),
        title: title(desk, record),
        on: ON.iter().find_map(|field| record.day(*field)),
        late: due.is_some_and(|due| due < desk.asker.today),
        due,
        issues: record.words(Field::Issues).to_vec(),
        papers: record.words(Field::Papers).to_vec(),
        cells: cells(desk, record),
        next: forms::next_of_entry(&draft, &context, record),
    }
}

/// The day something happened, whichever the kind has.
const ON: [Field; 9] = [
    Field::ReceivedOn,
    Field::IssuedOn,
    Field::SentOn,
    Field::SanctionedOn,
    Field::HandedOn,
    Field::InspectedOn,
    Field::PublishedOn,
    Field::MetOn,
    Field::FinishedOn,
];

/// The day something is still owed on the entry.
pub fn due(record: &Record) -> Option<NaiveDate> {
    match record.subject.kind {
        Kind::Intake if record.get(Field::RepliedOn).is_none() => record.day(Field::ReplyDue),
        Kind::Order if record.get(Field::FeedbackOn).is_none() => record.day(Field::OrderDue),
        Kind::Transfer if record.get(Field::FeedbackOn).is_none() => {
            record.deadline(Field::HandlingDue).and_then(|deadline| deadline.due)
        }
        Kind::Task if record.get(Field::FinishedOn).is_none() => {
            record.deadline(Field::Deadline).and_then(|deadline| deadline.due)
        }
        Kind::Inspection => record.day(Field::RevisitOn),
        _ => None,
    }
}

fn title(desk: &Desk<'_>, record: &Record) -> String {
    let own = [Field::Title, Field::Demand, Field::ToBody].into_iter().map(|field| record.text(field));
    let own = own.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    match record.subject.kind {
        Kind::Submission => desk.books.doc_name(record.text(Field::Doc)),
        Kind::Outcome => record.text(Field::Authority).to_owned(),
        _ => own.to_owned(),
    }
}

fn cells(desk: &Desk<'_>, record: &Record) -> Vec<EntryCell> {
    let unit = |id: &u32| desk.books.unit_name(*id).to_owned();
    let named = |value: &Value| match value {
        Value::Ref(id) => Some(unit(id)),
        Value::Refs(ids) => Some(ids.iter().map(unit).collect::<Vec<_>>().join("、")),
        _ => None,
    };
    let shown = record.cells.iter().filter(|(cell, _)| cell.part == 0 && cell.field != Field::NoSeq);
    shown
        .map(|(cell, value)| EntryCell { field: cell.field, value: value.clone(), named: named(value) })
        .collect()
}

/// The entries of a kind under a filter, newest first; what is owed comes before.
pub fn list(desk: &Desk<'_>, kind: Kind, filter: &str) -> Result<Vec<EntryRow>, Refusal> {
    let tests = filter.split_whitespace().map(|word| test(desk, word)).collect::<Result<Vec<_>, _>>()?;
    let records = desk.books.of_kind(kind).map(AsRef::as_ref).filter(|record| !record.cells.is_empty());
    let mut rows: Vec<EntryRow> = records
        .map(|record| row(desk, record))
        .filter(|row| tests.iter().all(|test| test.holds(row)))
        .collect();
    rows.sort_by_key(|row| (row.due.is_none(), row.due, std::cmp::Reverse(row.id)));
    Ok(rows)
}

/// One word of a filter.
enum Test {
    Unit(Vec<String>),
    Status(String),
    Number(String),
    Late,
    Text(String),
}

/// What a term may be called, for saying which is nearest.
const TERMS: [&str; 4] = ["unit", "state", "no", "is"];

fn test(desk: &Desk<'_>, word: &str) -> Result<Test, Refusal> {
    let folded = fold(word);
    let Some((key, value)) = folded.split_once(':') else {
        let late = crate::books::filter_words::is_overdue_flag(word);
        return Ok(if late { Test::Late } else { Test::Text(word.to_owned()) });
    };
    if value.is_empty() {
        return Err(Why::EmptyTerm { text: word.to_owned() }.into());
    }
    match crate::books::filter_words::term_code(key) {
        Some("unit") => {
            let units = desk.books.units_called(value);
            let below = units.iter().flat_map(|unit| desk.books.with_below(*unit));
            let names: Vec<String> = below.map(|unit| desk.books.unit_name(unit).to_owned()).collect();
            if names.is_empty() {
                return Err(Why::UnknownUnit {
                    text: value.to_owned(),
                    nearest: desk.books.nearest_unit(value),
                }
                .into());
            }
            Ok(Test::Unit(names))
        }
        Some("state") => Ok(Test::Status(value.to_owned())),
        Some("no") => Ok(Test::Number(value.to_uppercase())),
        Some("is") if value == "overdue" => Ok(Test::Late),
        _ => {
            let nearest = nearest_of(TERMS.into_iter(), key);
            Err(Why::UnknownTerm { text: key.to_owned(), nearest }.into())
        }
    }
}

impl Test {
    fn holds(&self, row: &EntryRow) -> bool {
        match self {
            Test::Unit(names) => names.contains(&row.unit),
            Test::Status(status) => row.status == *status,
            Test::Number(no) => row.no.to_uppercase() == *no || row.issues.contains(no),
            Test::Late => row.late,
            Test::Text(text) => {
                let texts = row.cells.iter().filter_map(|cell| match &cell.value {
                    Value::Text(text) | Value::Code(text) => Some(text.as_str()),
                    _ => cell.named.as_deref(),
                });
                row.no.eq_ignore_ascii_case(text)
                    || texts.into_iter().any(|known| pinyin::matches(text, known).is_some())
            }
        }
    }
}
