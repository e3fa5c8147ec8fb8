//! One record with everything about it.

use super::entries;
use super::lines::history;
use super::query::Desk;
use crate::api::answer::{Basis, Card, OpenVerb};
use crate::books::draft::Draft;
use crate::model::field::Field;
use crate::model::record::Record;
use crate::model::refusal::{Refusal, Why};
use crate::model::row::PersonRow;
use crate::model::value::Value;
use crate::rules::{decide, forms};

/// Facts on a card at most, the newest.
const FACTS: u32 = 1_000;

/// The card of an issue or a unit, by number or name.
pub fn card(desk: &Desk<'_>, what: &str) -> Result<Card, Refusal> {
    let mut draft = Draft::new(desk.books);
    desk.hold(&mut draft, &[what.to_owned()]);
    match decide::find(&draft, what) {
        Ok(issue) => issue_card(desk, &draft, what, issue),
        Err(refusal) => match entries::called(&draft, what) {
            Some(entry) => entry_card(desk, &draft, what, entry),
            None => unit_card(desk, what).ok_or(refusal),
        },
    }
}

fn issue_card(desk: &Desk<'_>, draft: &Draft<'_>, what: &str, issue: Record) -> Result<Card, Refusal> {
    let name = desk.books.issue_name(issue.subject.id);
    let verbs = forms::verbs(draft, &desk.context(), &issue, &name)
        .into_iter()
        .map(|(verb, party, refusal)| OpenVerb { verb, party, refusal })
        .collect();
    let pack = desk.books.pack.as_deref();
    let category = pack.and_then(|pack| pack.categories.iter().find(|c| c.id == issue.text(Field::Category)));
    let item = pack.and_then(|pack| pack.items().find(|item| item.id == issue.text(Field::Item)));
    Ok(Card {
        row: Some(desk.row(issue.subject.id as usize - 1)),
        entry: None,
        measures: desk.measures(&issue),
        history: history(desk, Some(what.to_owned()), None, Some(FACTS), 0)?,
        names: names(desk, &issue),
        verbs,
        contacts: contacts(desk, &issue),
        category_name: category.map_or_else(String::new, |category| category.name.clone()),
        item_text: item.map_or_else(String::new, |item| item.text.clone()),
        record: issue,
    })
}

fn entry_card(desk: &Desk<'_>, draft: &Draft<'_>, what: &str, entry: Record) -> Result<Card, Refusal> {
    let verbs = forms::entry_verbs(draft, &desk.context(), &entry)
        .into_iter()
        .map(|(verb, party, refusal)| OpenVerb { verb, party, refusal })
        .collect();
    let pack = desk.books.pack.as_deref();
    let category = pack.and_then(|pack| pack.categories.iter().find(|c| c.id == entry.text(Field::Category)));
    let item = pack.and_then(|pack| pack.items().find(|item| item.id == entry.text(Field::Item)));
    Ok(Card {
        row: None,
        entry: Some(entries::row(desk, &entry)),
        measures: Vec::new(),
        history: history(desk, Some(what.to_owned()), None, Some(FACTS), 0)?,
        names: names(desk, &entry),
        verbs,
        contacts: contacts(desk, &entry),
        category_name: category.map_or_else(String::new, |category| category.name.clone()),
        item_text: item.map_or_else(String::new, |item| item.text.clone()),
        record: desk.stripped(entry),
    })
}

fn unit_card(desk: &Desk<'_>, what: &str) -> Option<Card> {
    let unit = desk.books.units_called(what).first().copied()?;
    let record = desk.books.unit(unit)?.clone();
    Some(Card {
        row: None,
        entry: None,
        measures: Vec::new(),
        history: history(desk, Some(record.text(Field::Code).to_owned()), None, Some(FACTS), 0).ok()?,
        names: names(desk, &record),
        verbs: Vec::new(),
        contacts: desk.books.people_of(unit),
        category_name: String::new(),
        item_text: String::new(),
        record,
    })
}

fn names(desk: &Desk<'_>, record: &Record) -> Vec<(u32, String)> {
    let mut ids: Vec<u32> = Vec::new();
    for value in record.cells.values() {
        match value {
            Value::Ref(id) => ids.push(*id),
            Value::Refs(more) => ids.extend(more),
            _ => {}
        }
    }
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(|id| (id, desk.books.unit_name(id).to_owned())).collect()
}

/// Whom to ring about an issue: the unit's people, then the section's.
fn contacts(desk: &Desk<'_>, issue: &Record) -> Vec<PersonRow> {
    let units = [Field::Unit, Field::Lead].into_iter().filter_map(|field| issue.reference(field));
    units.flat_map(|unit| desk.books.people_of(unit)).collect()
}

/// The clauses a record rests on: its item, its routing, its deadline.
pub fn basis(desk: &Desk<'_>, what: &str) -> Result<Basis, Refusal> {
    let mut draft = Draft::new(desk.books);
    desk.hold(&mut draft, &[what.to_owned()]);
    let issue = decide::find(&draft, what)?;
    let pack = desk.books.pack.as_ref().ok_or(Why::Internal { detail: "no pack".into() })?;
    let mut clauses = Vec::new();
    if let Some(item) = pack.items().find(|item| item.id == issue.text(Field::Item)) {
        clauses.push((item.id.clone(), item.text.clone()));
    }
    let basis = issue.text(Field::RouteBasis);
    if !basis.is_empty() {
        clauses.push((basis.to_owned(), pack.clause_text(basis).unwrap_or_default()));
    }
    if let Some(deadline) = issue.deadline(Field::Deadline).filter(|deadline| !deadline.clause.is_empty()) {
        clauses.push((deadline.clause.clone(), deadline.text.clone()));
    }
    Ok(Basis { clauses })
}
