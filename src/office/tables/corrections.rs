//! What was typed after a month had been handed in and belongs before its end, and what was put right since:
//! it stands in the next month as corrections, each with its reason. What was handed in stays.

use super::{Body, columns, keeps, movement, place, unit_cell};
use crate::books::replay::taken_back;
use crate::model::fact::Fact;
use crate::model::field::Field;
use crate::model::filter::Filter;
use crate::model::ids::{Kind, Subject};
use crate::model::record::Record;
use crate::model::refusal::Refusal;
use crate::model::table::{Cell, Note, Sort};
use crate::model::verb::Verb;
use crate::office::load::all_facts;
use crate::office::query::Desk;
use crate::office::{lines, report};
use crate::rules::lock;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// T14: of the month that a word of the filter names, else of this one.
///
/// # Errors
/// No month is called so, or it has not begun.
pub fn corrections(desk: &Desk<'_>, filter: &Filter) -> Result<Body, Refusal> {
    let (named, rest) = movement::parted(filter);
    let this = crate::books::owed::month_of(desk.asker.today);
    let (month, first) = lock::month(named.as_deref().unwrap_or(&this), desk.asker.today)?;
    let heads = columns(&[
        ("n", Sort::Ordinal),
        ("no", Sort::Text),
        ("unit", Sort::Text),
        ("act", Sort::Text),
        ("what-changed", Sort::Text),
        ("acted-on", Sort::Day),
        ("typed-on", Sort::Day),
        ("by-whom", Sort::Text),
        ("reason", Sort::Text),
    ]);
    let mut body = Body { columns: heads, period: month.clone(), ..Body::default() };
    let Some(last) = report::before(desk, first) else {
        body.notes.push(Note::new("no-month-before"));
        return Ok(body);
    };
    let bound = report::locked(desk, &month).map_or(u64::MAX, report::seq_of);
    let facts = since(desk, last, bound, lock::last_day(first))?;
    let kept = facts.into_iter().filter(|fact| keeps(&rest, unit_of(desk, fact)));
    body.rows = kept.enumerate().map(|(at, fact)| line(desk, at, fact)).collect();
    body.notes.push(Note::new("corrections"));
    Ok(body)
}

/// The facts after a month was fixed (and before the next was) that belong before its end, or put right by the
/// end of the next one what was there then; as far as they are still in force.
fn since(desk: &Desk<'_>, last: &Record, bound: u64, end: NaiveDate) -> Result<Vec<Fact>, Refusal> {
    let (seq, as_of) = (report::seq_of(last), report::as_of(last));
    let all = all_facts(desk.shared.store(), 1).map_err(|error| lines::store_refusal(&error))?;
    let facts: Vec<&Fact> = all.iter().filter(|fact| fact.seq < bound).collect();
    let back = taken_back(&all[..facts.len()]);
    let there: BTreeSet<Subject> =
        facts.iter().filter(|fact| fact.seq < seq && fact.on <= as_of).map(|fact| fact.subject).collect();
    let target = |fact: &Fact| facts.get(usize::try_from(fact.undoes?).ok()?.checked_sub(1)?);
    let corrects = |fact: &Fact| match fact.verb {
        // What came after the hand-in and was taken back again never counted.
        Verb::Undo | Verb::Redo => target(fact).is_some_and(|undone| undone.seq < seq && undone.on <= as_of),
        _ if back.contains(&fact.seq) => false,
        Verb::Amend => fact.on <= as_of || (fact.on <= end && there.contains(&fact.subject)),
        _ => fact.on <= as_of,
    };
    let work = |fact: &Fact| fact.subject.kind.is_work() && fact.subject.kind != Kind::Lock;
    let seen = |fact: &Fact| desk.sight.fact(desk.books, fact);
    let kept = facts.iter().filter(|fact| fact.seq > seq && work(fact) && corrects(fact) && seen(fact));
    Ok(kept.map(|fact| (*fact).clone()).collect())
}

fn unit_of(desk: &Desk<'_>, fact: &Fact) -> Option<u32> {
    match fact.subject.kind {
        Kind::Issue => {
            let unit = *desk.books.sheet.unit.get(fact.subject.id as usize - 1)?;
            (unit != 0).then_some(u32::from(unit))
        }
        _ => desk.books.record(fact.subject)?.reference(Field::Unit),
    }
}

fn line(desk: &Desk<'_>, at: usize, fact: Fact) -> Vec<Cell> {
    let unit = unit_of(desk, &fact);
    let member = Subject { kind: Kind::Member, id: fact.actor };
    let actor = desk.books.held.get(&member).map_or("", |member| member.text(Field::Name)).to_owned();
    let by = if fact.by.is_empty() { actor } else { fact.by.clone() };
    let fields: Vec<String> = fact.changes.iter().map(|change| change.cell.field.code().to_owned()).collect();
    vec![
        place(at),
        Cell::text(&desk.books.name_of(fact.subject)),
        unit_cell(desk, unit),
        Cell::Verb(fact.verb),
        Cell::Fields(fields),
        Cell::Day(fact.on),
        Cell::Day(fact.day),
        Cell::text(&by),
        Cell::text(&fact.reason),
    ]
}
