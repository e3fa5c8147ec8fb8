//! Issues that belong together: one merged into another and taken out again, a part split off, two sides
//! of one matter linked.

use super::Context;
use super::decide::{all, asked_party, done_on, find};
use super::enter::name_of;
use super::ledger::finish;
use super::read::Input;
use super::rights::Standing;
use super::step::Step;
use crate::books::draft::Draft;
use crate::model::command::{Command, Set};
use crate::model::fact::{Change, Fact};
use crate::model::field::Field;
use crate::model::ids::{Kind, Subject};
use crate::model::record::{Cell, Record};
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::state::State;
use crate::model::value::Value;
use crate::model::verb::Verb;

/// The same matter as another issue: that one goes on and counts the complaint.
pub fn merge(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    let main = main_issue(step, Field::Into)?;
    let state = step.record.state();
    step.set(Field::Into, Value::Words(vec![name_of(step.draft, &main)]));
    step.set(Field::FormerState, Value::State(state));
    step.go(State::Merged);
    let mut facts = finish(step, Verb::Merge)?;
    facts.push(counted(step, &main, 1, facts[0].seq + 1));
    Ok(facts)
}

/// Not the same matter after all.
pub fn unmerge(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    let Some(Value::State(former)) = step.record.get(Field::FormerState).cloned() else {
        return Err(Why::NothingToChange.into());
    };
    let main = step.record.words(Field::Into).first().cloned();
    let main = main.and_then(|name| find(step.draft, &name).ok());
    step.set(Field::Into, None);
    step.set(Field::FormerState, None);
    step.go(former);
    let mut facts = finish(step, Verb::Unmerge)?;
    if let Some(main) = main {
        facts.push(counted(step, &main, -1, facts[0].seq + 1));
    }
    Ok(facts)
}

/// The issue that goes on: another one, numbered, and not itself merged away or voided.
fn main_issue(step: &Step<'_>, field: Field) -> Result<Record, Refusal> {
    let Some(Value::Words(names)) = step.input.get(field) else {
        return Err(Refusal::new(Why::Missing { fields: vec![field] }).way(Way::Fill { field }));
    };
    let [name] = names.as_slice() else {
        return Err(Why::Ambiguous { text: names.join(" "), names: names.clone() }.into());
    };
    let main = find(step.draft, name)?;
    let gone = !main.state().is_counted() || main.subject == step.record.subject;
    if gone {
        return Err(super::decide::wrong_state(step.draft.books, &main, step.command.verb));
    }
    Ok(main)
}

/// One complaint more, or one less, on the issue that goes on.
fn counted(step: &Step<'_>, main: &Record, more: i64, seq: u64) -> Fact {
    let old = main.int(Field::Complaints);
    let new = (old.unwrap_or(0) + more).max(0);
    let change = Change {
        cell: Cell::main(Field::Complaints),
        old: old.map(Value::Int),
        new: (new > 0).then_some(Value::Int(new)),
    };
    Fact { changes: vec![change], ..super::orders::noted(step, main, "", seq) }
}

/// Links an issue with another, or with a new one made from what was typed: what was split off, or the
/// other side of the matter. The step itself has been checked.
///
/// # Errors
/// Neither is named, or the new issue cannot be made.
pub fn join(
    draft: &mut Draft<'_>,
    context: &Context,
    command: &Command,
    name: &str,
) -> Result<Vec<Subject>, Refusal> {
    let one = find(draft, name)?;
    let typed = |field: Field| {
        command.sets.iter().any(|set| set.field == field.code() && !set.text.trim().is_empty())
    };
    let other = match (typed(Field::Into), command.verb) {
        (true, Verb::Link) => {
            let into = command.sets.iter().find(|set| set.field == Field::Into.code());
            find(draft, into.map_or("", |set| set.text.trim()))?
        }
        (false, Verb::Link) if !typed(Field::Item) => {
            let fields = vec![Field::Into];
            return Err(Refusal::new(Why::Missing { fields }).way(Way::Fill { field: Field::Into }));
        }
        _ => {
            let made = all(draft, context, &part_of(draft, command, &one))?;
            let made = made.first().and_then(|subject| draft.record(*subject));
            made.cloned().ok_or(Why::NothingToChange)?
        }
    };
    if other.subject == one.subject {
        return Err(Why::NothingToChange.into());
    }
    let [first, second] = [(&one, &other), (&other, &one)];
    for (record, linked) in [first, second] {
        let by = if command.by.is_empty() { context.actor.name.clone() } else { command.by.clone() };
        let standing = Standing { party: asked_party(&command.party)?, by };
        let on = done_on(draft, context, command)?;
        let mut step = Step::new(draft, context, command, Input::default(), standing, on, record.clone());
        let mut names = step.record.words(Field::Linked).to_vec();
        let name = name_of(draft, linked);
        if names.contains(&name) {
            return Err(Why::NothingToChange.into());
        }
        names.push(name);
        step.set(Field::Linked, Value::Words(names));
        let fact = step.fact(command.verb, draft.next_seq());
        draft.apply(fact);
    }
    Ok(vec![one.subject, other.subject])
}

/// The command that makes the other issue: what was typed, and the rest from the first.
fn part_of(draft: &Draft<'_>, command: &Command, one: &Record) -> Command {
    let mut made = Command { subjects: Vec::new(), base: None, ..command.clone() };
    made.verb = Verb::Register;
    made.reason.clear();
    let has = |made: &Command, field: Field| made.sets.iter().any(|set| set.field == field.code());
    let mut put = |field: Field, text: &str| {
        if !text.is_empty() && !has(&made, field) {
            made.sets.push(Set { field: field.code().to_owned(), text: text.to_owned() });
        }
    };
    let unit = one.reference(Field::Unit).and_then(|unit| draft.books.unit(unit));
    put(Field::Unit, unit.map_or("", |unit| unit.text(Field::Code)));
    let typed_class =
        command.sets.iter().any(|set| set.field == Field::Item.code() || set.field == Field::Category.code());
    for field in [Field::Place, Field::Title, Field::Source] {
        put(field, one.text(field));
    }
    if !typed_class {
        put(Field::Category, one.text(Field::Category));
        put(Field::Item, one.text(Field::Item));
    }
    made
}

/// True for the verbs that end in [`join`].
pub fn joins(verb: Verb) -> bool {
    matches!(verb, Verb::Split | Verb::Link)
}

/// Issues linked with one, by name.
pub fn linked(record: &Record) -> &[String] {
    if record.subject.kind == Kind::Issue { record.words(Field::Linked) } else { &[] }
}
