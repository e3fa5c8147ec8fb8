//! Undo and redo: new facts that restore the fields an earlier act changed, no others.

use super::{Context, rights, workflow};
use crate::books::draft::Draft;
use crate::model::fact::{Change, Fact};
use crate::model::field::Field;
use crate::model::ids::{OpId, Subject};
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::verb::Verb;

/// Takes back the facts of one act, last first. All or none.
///
/// # Errors
/// Not one's own, not undoable, or somebody changed the same field since.
pub fn take_back(
    draft: &mut Draft<'_>,
    context: &Context,
    facts: &[Fact],
    op: OpId,
    verb: Verb,
) -> Result<Vec<Subject>, Refusal> {
    let nothing = if verb == Verb::Redo { Why::NothingToRedo } else { Why::NothingToUndo };
    let mut subjects = Vec::new();
    if facts.is_empty() {
        return Err(nothing.into());
    }
    for fact in facts.iter().rev() {
        if !undoable(fact) {
            let refusal = Refusal::new(Why::CannotUndo { seq: fact.seq, verb: fact.verb });
            if !fact.subject.kind.is_work() {
                return Err(refusal.way(Way::Back));
            }
            return Err(refusal
                .way(Way::Verb { verb: Verb::Amend })
                .way(Way::Verb { verb: Verb::Void })
                .way(Way::Back));
        }
        let own = fact.actor == context.actor.id || rights::is_office(draft.books, &context.actor);
        if !own {
            return Err(Why::NoRight.into());
        }
        still_open(draft, context, fact, verb)?;
        let undone = restore(draft, context, fact, op, verb)?;
        subjects.push(undone.subject);
        draft.apply(undone);
    }
    Ok(subjects)
}

/// An act is taken back only while its issue stands where the act left it or where the verb could still
/// be done; books are kept by those who keep them.
fn still_open(draft: &Draft<'_>, context: &Context, fact: &Fact, verb: Verb) -> Result<(), Refusal> {
    let Some(record) = draft.record(fact.subject) else { return Ok(()) };
    if !fact.subject.kind.is_work() {
        let may = rights::keeps(draft.books, &context.actor, "units");
        return if may { Ok(()) } else { Err(Why::NoRight.into()) };
    }
    // What an entry of a register changed is checked field by field.
    if fact.subject.kind.is_entry() {
        return Ok(());
    }
    let moved = fact.changes.iter().any(|change| change.cell.field == Field::State);
    let open =
        workflow::row(fact.verb).is_none_or(|row| row.from.is_empty() || row.from.contains(&record.state()));
    if moved || open || verb == Verb::Redo {
        return Ok(());
    }
    Err(super::decide::wrong_state(draft.books, record, fact.verb))
}

/// A number once given, a pack in force, a member or a unit taken in: these stay.
fn undoable(fact: &Fact) -> bool {
    let made = fact.verb == Verb::Unit
        && fact.changes.iter().any(|c| c.cell.field == Field::Code && c.old.is_none());
    let kept = made
        || matches!(
            fact.verb,
            Verb::Accept | Verb::Pack | Verb::Member | Verb::Handover | Verb::Reveal | Verb::Purge
        );
    !kept && !fact.changes.iter().any(|change| super::decide::is_number(&change.cell))
}

fn restore(draft: &Draft<'_>, context: &Context, fact: &Fact, op: OpId, verb: Verb) -> Result<Fact, Refusal> {
    let empty = crate::model::record::Record::new(fact.subject);
    let record = draft.record(fact.subject).unwrap_or(&empty);
    let mut changes = Vec::new();
    for change in &fact.changes {
        if record.cells.get(&change.cell) != change.new.as_ref() {
            let (field, by, at) = (change.cell.field, fact.by.clone(), fact.at);
            return Err(Why::ChangedSince { field, by, at }.into());
        }
        changes.push(Change { cell: change.cell, old: change.new.clone(), new: change.old.clone() });
    }
    Ok(Fact {
        seq: draft.next_seq(),
        at: context.at,
        day: context.today,
        on: context.today,
        actor: context.actor.id,
        party: None,
        by: context.actor.name.clone(),
        paper: String::new(),
        seat: context.seat,
        op,
        verb,
        subject: fact.subject,
        changes,
        reason: String::new(),
        undoes: Some(fact.seq),
    })
}
