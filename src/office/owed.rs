//! Papers owed, as rows: who owes what, since when, and whom to ring.

use super::query::Desk;
use crate::books::owed::{Key, Owed, Standing, standing};
use crate::model::field::{Field, Group};
use crate::model::record::Record;
use crate::model::row::{Chased, OwedRow, PersonRow};
use crate::text::{fold, pinyin};
use std::collections::HashMap;

/// The papers that all of some words name: a paper, a month, a unit, a row of the plan. With `missing`, only
/// those that are not there.
pub fn list<'a>(desk: &Desk<'_>, what: &'a str, missing: bool) -> Vec<OwedRow> {
    let owed = desk.books.owed();
    let submissions = desk.books.submissions();
    let mut people: HashMap<u32, Option<PersonRow>> = HashMap::new();
    // What gives the very name of a paper, or the code of a unit, means that and nothing like it.
    let paper = |word: &str| owed.iter().any(|owed| owed.name == word || owed.key.doc == word);
    let unit = |word: &str| desk.books.unit_coded(word).map(|unit| desk.books.with_below(unit));
    let means = |word: &'a str| match (paper(word), unit(word)) {
        (true, _) => Means::Paper(word),
        (false, Some(units)) => Means::Units(units),
        (false, None) => {
            let called = desk.books.units_called(word);
            let units = called.iter().flat_map(|unit| desk.books.with_below(*unit)).collect();
            Means::Words(word, units)
        }
    };
    let words: Vec<Means<'_>> = what.split_whitespace().map(means).collect();
    let fits = |owed: &Owed, word: &Means<'_>| match word {
        Means::Paper(word) => owed.name == *word || owed.key.doc == *word,
        Means::Units(units) => units.contains(&owed.key.unit),
        Means::Words(word, units) => units.contains(&owed.key.unit) || names(owed, word),
    };
    let named = owed.iter().filter(|owed| words.iter().all(|word| fits(owed, word)));
    let mut rows = Vec::new();
    for owed in named {
        let record = submissions.get(&owed.key).copied();
        if missing && !matches!(standing(record), Standing::Missing | Standing::Back) {
            continue;
        }
        let unit = owed.key.unit;
        let person = people.entry(unit).or_insert_with(|| desk.books.people_of(unit).into_iter().next());
        rows.push(row(desk, owed, record, person.clone()));
    }
    rows
}

/// What a word of a question about papers means.
enum Means<'a> {
    Paper(&'a str),
    Units(Vec<u32>),
    /// It may be a month, a row, one of these units, or a part of a name.
    Words(&'a str, Vec<u32>),
}

fn names(owed: &Owed, word: &str) -> bool {
    let folded = fold(word);
    let Key { doc, period, .. } = &owed.key;
    folded.eq_ignore_ascii_case(doc)
        || (!period.is_empty() && (crate::rules::submissions::period_is(word, period) || *period == folded))
        || owed.row.is_some_and(|row| row.to_string() == folded)
        || pinyin::matches(word, &owed.name).is_some()
}

/// The last chase for a paper.
pub fn chased(record: Option<&Record>) -> Option<Chased> {
    let record = record?;
    let parts = record.parts(Group::Chase);
    let last = parts.last().copied()?;
    Some(Chased {
        on: record.day_of(Field::ChasedOn, last)?,
        by: record.text_of(Field::ChasedBy, last).to_owned(),
        promised_for: record.day_of(Field::PromisedFor, last),
        times: parts.len() as u32,
    })
}

fn row(desk: &Desk<'_>, owed: &Owed, record: Option<&Record>, person: Option<PersonRow>) -> OwedRow {
    let Key { doc, period, unit, receiver } = &owed.key;
    let flag = |field: Field| record.is_some_and(|record| record.flag(field));
    let day = |field: Field| record.and_then(|record| record.day(field));
    let int = |field: Field| record.and_then(|record| record.int(field));
    let (state, n) = match standing(record) {
        Standing::Missing => ("missing", None),
        Standing::Back => ("back", None),
        Standing::Zero => ("zero", Some(0)),
        Standing::Given(n) => ("count", (!owed.cells.is_empty()).then_some(n)),
    };
    OwedRow {
        name: desk.books.paper_name(&owed.key),
        doc: doc.clone(),
        paper: owed.name.clone(),
        row: owed.row,
        period: (!period.is_empty()).then(|| period.clone()),
        unit: desk.books.unit_name(*unit).to_owned(),
        unit_code: desk.books.unit(*unit).map_or("", |unit| unit.text(Field::Code)).to_owned(),
        receiver: (*receiver != 0).then(|| desk.books.unit_name(*receiver).to_owned()),
        due: owed.due,
        state: state.to_owned(),
        n,
        on: day(Field::HandedOn),
        electronic: flag(Field::Electronic),
        stamped: flag(Field::Stamped),
        taken_on: day(Field::TakenOn),
        late_days: late_days(desk, owed, record),
        chased: chased(record).filter(|_| matches!(state, "missing" | "back")),
        returned: int(Field::Returned).and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
        person,
    }
}

/// Days late: when it was handed in first, or until today while it is missing.
pub fn late_days(desk: &Desk<'_>, owed: &Owed, record: Option<&Record>) -> Option<i64> {
    let first = record.and_then(|record| record.int(Field::LateDays));
    let days = first.unwrap_or_else(|| (desk.asker.today - owed.late_after).num_days());
    (days > 0).then_some(days)
}
