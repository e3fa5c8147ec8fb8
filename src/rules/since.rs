//! What others changed in a record since somebody read it: nothing is written over unseen.

use super::Context;
use crate::books::Books;
use crate::books::draft::Draft;
use crate::model::command::Command;
use crate::model::fact::Fact;
use crate::model::field::Field;
use crate::model::ids::{Kind, Subject};
use crate::model::record::{Cell, Record};
use crate::model::refusal::{Clash, Refusal, Said, Why};
use crate::model::value::Value;
use std::collections::BTreeMap;

/// The values were seen at the command's base. Where the record has changed since, nothing is done: all
/// changes are told, beside what was to be put in their place.
///
/// # Errors
/// The record changed since.
pub fn check_base(
    draft: &Draft<'_>,
    context: &Context,
    command: &Command,
    record: &Record,
    typed: &BTreeMap<Cell, Option<Value>>,
) -> Result<(), Refusal> {
    let Some(base) = command.base.filter(|base| *base < record.rev) else { return Ok(()) };
    let drafted = draft.since.iter().chain(&draft.facts);
    let mut newer: Vec<&Fact> =
        drafted.filter(|fact| fact.subject == record.subject && fact.seq > base).collect();
    newer.sort_unstable_by_key(|fact| fact.seq);
    newer.dedup_by_key(|fact| fact.seq);
    // The first fact says what was read, the last what stands there now.
    let mut cells: BTreeMap<Cell, (&Option<Value>, &Option<Value>, &Fact)> = BTreeMap::new();
    for fact in newer {
        for change in fact.changes.iter().filter(|change| !is_bookkeeping(change.cell.field)) {
            let read = cells.get(&change.cell).map_or(&change.old, |known| known.0);
            cells.insert(change.cell, (read, &change.new, fact));
        }
    }
    let changed = cells.into_iter().filter(|(_, (read, now, _))| read != now);
    let clash = |(cell, (_, now, fact)): (Cell, (&Option<Value>, &Option<Value>, &Fact))| {
        let mine = typed.get(&cell).filter(|mine| !same(mine, now));
        Clash {
            cell,
            by: who(draft, fact),
            at: fact.at,
            day: (fact.day != context.today).then_some(fact.day),
            theirs: said(draft.books, now),
            mine: mine.map(|mine| said(draft.books, mine)),
        }
    };
    let clashes: Vec<Clash> = changed.map(clash).collect();
    match clashes.is_empty() {
        true => Ok(()),
        false => Err(Why::Conflict { rev: record.rev, clashes }.into()),
    }
}

/// The same value; of deadlines the same day, however it is written.
fn same(a: &Option<Value>, b: &Option<Value>) -> bool {
    match (a, b) {
        (Some(Value::Deadline(a)), Some(Value::Deadline(b))) if a.due.is_some() => a.due == b.due,
        _ => a == b,
    }
}

/// Fields that only keep the books: they change with others that are told.
fn is_bookkeeping(field: Field) -> bool {
    matches!(field, Field::NoSeq | Field::NoUnit | Field::MovedOn | Field::RouteGap | Field::Order)
}

/// Who typed it: whoever wants to talk about it asks him.
fn who(draft: &Draft<'_>, fact: &Fact) -> String {
    let member = draft.record(Subject { kind: Kind::Member, id: fact.actor });
    member.map_or_else(|| fact.by.clone(), |member| member.text(Field::Name).to_owned())
}

/// A value with the names of the units it refers to.
fn said(books: &Books, value: &Option<Value>) -> Said {
    let name = match value {
        Some(Value::Ref(id)) => books.unit_name(*id).to_owned(),
        Some(Value::Refs(ids)) => ids.iter().map(|id| books.unit_name(*id)).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    };
    Said { value: value.clone(), name }
}
