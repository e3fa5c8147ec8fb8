//! The screening of one month, one unit a line. What was not handed in is blank, and no zero.

use super::{Against, Body, Cause, place, unit_cell};
use crate::books::owed::{Key, Owed, SCREENING, SCREENING_PARTS, Standing, month_of, standing};
use crate::books::sheet::day_of;
use crate::model::field::Field;
use crate::model::filter::{Filter, Test};
use crate::model::record::Record;
use crate::model::refusal::{Refusal, Why};
use crate::model::state::State;
use crate::model::table::{Cell, Column, Heading, Note, Sort};
use crate::office::query::Desk;
use crate::office::{matrix, owed};
use crate::rules::submissions::period_is;
use crate::text::fold;
use std::collections::{BTreeMap, HashMap};

/// T4, of the month a word of the filter names, else of the last that is due.
///
/// # Errors
/// No month is called so.
pub fn screening(desk: &Desk<'_>, filter: &Filter) -> Result<Body, Refusal> {
    let all: Vec<Owed> = desk.books.owed().into_iter().filter(|owed| !owed.key.period.is_empty()).collect();
    let Some(period) = period(desk, &all, filter)? else { return Ok(Body::default()) };
    let of_month = |owed: &&Owed| owed.key.period == period && super::keeps(filter, Some(owed.key.unit));
    let keys: Vec<String> = all.first().map_or_else(Vec::new, |owed| owed.cells.clone());
    let submissions = desk.books.submissions();
    let line = |(at, owed): (usize, &Owed)| {
        let record = submissions.get(&owed.key).copied();
        let there = matches!(standing(record), Standing::Zero | Standing::Given(_));
        let given = record.filter(|_| there);
        let figures = given.map_or_else(Vec::new, matrix::figures);
        let figure = |key: &String| {
            let typed = figures.iter().find(|(known, _)| known == key).map(|(_, n)| *n);
            // A signed nothing says zero of everything.
            let nil = given.is_some_and(|record| record.flag(Field::Nil)).then_some(0);
            Cell::count(typed.or(nil))
        };
        let text = |field: Field| Cell::text(given.map_or("", |record| record.text(field)));
        let mut cells = vec![place(at), unit_cell(desk, Some(owed.key.unit))];
        cells.push(Cell::said(if there { "yes" } else { "not-in" }));
        cells.extend(ordered(&keys).map(figure));
        cells.push(match given {
            Some(record) => Cell::said(if record.flag(Field::Nil) { "yes" } else { "no" }),
            None => Cell::Missing,
        });
        cells.extend([text(Field::Filler), text(Field::Reviewer)]);
        cells.push(Cell::day(given.and_then(|record| record.day(Field::HandedOn))));
        cells.push(match owed::late_days(desk, owed, record) {
            Some(n) => Cell::Said { key: if there { "late" } else { "late-missing" }.into(), n },
            None => Cell::Missing,
        });
        cells
    };
    let paper = |owed: &Owed| Cause {
        line: desk.books.unit_name(owed.key.unit).to_owned(),
        records: vec![desk.books.paper_name(&owed.key)],
    };
    let papers = all.iter().filter(of_month).map(paper).collect();
    let beyond = beyond(desk, &period, all.iter().filter(of_month), &submissions);
    let mut notes = vec![Note::new("screening")];
    if !beyond.is_empty() {
        notes.push(Note::naming("complaints-beyond", beyond));
    }
    Ok(Body {
        against: Against { papers, ..Against::default() },
        columns: columns(&keys),
        rows: all.iter().filter(of_month).enumerate().map(line).collect(),
        adds_up: true,
        period,
        notes,
        ..Body::default()
    })
}

/// Units of which more issues were entered in the month that came from complaints than their reports say became
/// issues: what was entered has not come through the register. Of each how many, and how many it reported.
fn beyond<'o>(
    desk: &Desk<'_>,
    period: &str,
    owed: impl Iterator<Item = &'o Owed>,
    submissions: &HashMap<Key, &Record>,
) -> Vec<String> {
    let sheet = &desk.books.sheet;
    let pack = desk.books.pack.as_deref();
    let source = pack.and_then(|pack| pack.screening.as_ref()?.complaints.as_deref());
    let Some(source) = source.and_then(|source| sheet.codes.known(source)) else { return Vec::new() };
    let entered = |row: &usize| {
        sheet.source[*row] == source
            && sheet.state_of(*row).is_some_and(State::is_counted)
            && day_of(sheet.reported[*row]).is_some_and(|day| month_of(day) == period)
    };
    let mut found: BTreeMap<u32, i64> = BTreeMap::new();
    for row in desk.books.rows().filter(entered) {
        *found.entry(u32::from(sheet.unit[row])).or_default() += 1;
    }
    let told = |owed: &Owed| {
        let record = submissions.get(&owed.key).copied();
        let given = record.filter(|_| matches!(standing(record), Standing::Zero | Standing::Given(_)))?;
        let reported =
            matrix::figures(given).iter().find(|(key, _)| key == "to_issue").map_or(0, |(_, n)| *n);
        let entered = found.get(&owed.key.unit).copied().filter(|entered| *entered > reported)?;
        Some(format!("{} {entered}>{reported}", desk.books.unit_name(owed.key.unit)))
    };
    owed.filter_map(told).collect()
}

fn period(desk: &Desk<'_>, all: &[Owed], filter: &Filter) -> Result<Option<String>, Refusal> {
    let named = filter.terms.iter().find_map(|term| match &term.test {
        Test::Words(word) => Some((word, term.negated)),
        _ => None,
    });
    let Some((word, negated)) = named else {
        let last = all.iter().rev().find(|owed| owed.due <= desk.asker.today);
        return Ok(last.or(all.first()).map(|owed| owed.key.period.clone()));
    };
    let called = |owed: &&Owed| period_is(word, &owed.key.period) || fold(word) == owed.key.period;
    match all.iter().find(called).filter(|_| !negated) {
        Some(owed) => Ok(Some(owed.key.period.clone())),
        None => Err(Why::TermNotHere { text: word.clone() }.into()),
    }
}

/// The figures in the order of the table: the total, where they came in, what was found, what became of them.
fn ordered(keys: &[String]) -> impl Iterator<Item = &String> {
    let own = |key: &&String| SCREENING.contains(&key.as_str());
    let (head, tail) = keys.split_at(keys.len().min(1));
    head.iter().chain(tail.iter().filter(move |key| !own(key))).chain(tail.iter().filter(own))
}

fn columns(keys: &[String]) -> Vec<Column> {
    let heading = |key: &str| Heading { key: key.to_owned(), label: None };
    let (channels, found, became) = (heading("channels"), heading("found"), heading("became"));
    let place = |key: &str| SCREENING.iter().position(|known| *known == key);
    let of = |key: &String| match place(key) {
        Some(0) => Column::new(key, Sort::Count),
        Some(at) if at <= SCREENING_PARTS => Column::new(key, Sort::Count).under(&found),
        Some(_) => Column::new(key, Sort::Count).under(&became),
        None => Column::labelled(key, key, Sort::Count).under(&channels),
    };
    let mut columns = super::columns(&[("n", Sort::Ordinal), ("unit", Sort::Text), ("screened", Sort::Text)]);
    columns.extend(ordered(keys).map(of));
    columns.extend(super::columns(&[
        ("nil", Sort::Text),
        ("filler", Sort::Text),
        ("reviewer", Sort::Text),
        ("handed-on", Sort::Day),
        ("remark", Sort::Text),
    ]));
    columns
}
