//! Extensions: asked for, and decided. The first deadline is never erased; days overdue are kept.

use super::finish::after;
use super::ledger::finish;
use super::step::Step;
use crate::books::Books;
use crate::model::fact::{Fact, Party};
use crate::model::field::{Field, Group};
use crate::model::record::Record;
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::value::Value;
use crate::model::verb::Verb;

/// A later deadline is asked for. One at a time.
pub fn extend(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    if step.record.pending_extension().is_some() {
        return Err(Refusal::new(Why::ExtensionPending)
            .way(Way::Verb { verb: Verb::DecideExtension })
            .way(Way::Back));
    }
    after(step, Field::AssignedOn)?;
    let current = step.record.deadline(Field::Deadline).cloned().ok_or(Why::NoDeadline)?;
    let due = current.due.ok_or(Why::NoDeadline)?;
    let asked = step.input.get(Field::ExtendTo).cloned();
    let Some(Value::Deadline(to)) = &asked else {
        return Err(Why::Missing { fields: vec![Field::ExtendTo] }.into());
    };
    if to.due.is_none_or(|to| to <= due) {
        return Err(Why::NotLater { current: due }.into());
    }
    let late = (step.on - due).num_days().max(0);
    let part = step.record.next_part(Group::Extension);
    let (reason, by) = (step.command.reason.clone(), step.standing.by.clone());
    step.set_part(Field::ExtendFrom, part, Value::Deadline(Box::new(current)));
    step.set_part(Field::ExtendTo, part, asked);
    step.set_text(Field::ExtendReason, part, &reason);
    step.set_part(Field::AskedOn, part, Value::Day(step.on));
    step.set_text(Field::AskedBy, part, &by);
    step.set_part(Field::AskedLate, part, Value::Int(late));
    step.set_part(Field::Decision, part, Value::Code("pending".into()));
    finish(step, Verb::Extend)
}

/// The extension asked for is agreed to or refused. What comes late, again or on a listed issue is the
/// chief's to decide.
pub fn decide(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    let Some(part) = step.record.pending_extension() else {
        return Err(Refusal::new(Why::NoExtensionPending)
            .way(Way::Verb { verb: Verb::Extend })
            .way(Way::Back));
    };
    let asked_on = step.record.day_of(Field::AskedOn, part).unwrap_or(step.on);
    if step.on < asked_on {
        return Err(Why::DayBefore { day: step.on, earliest: asked_on, field: Some(Field::AskedOn) }.into());
    }
    check_level(step, part)?;
    let agreed = step.input.text(Field::Decision) == "agreed";
    let (by, paper) = (step.standing.by.clone(), step.command.paper.clone());
    step.set_part(Field::Decision, part, Value::Code(if agreed { "agreed" } else { "refused" }.into()));
    step.set_part(Field::DecidedOn, part, Value::Day(step.on));
    step.set_text(Field::DecidedBy, part, &by);
    step.set_text(Field::DecisionPaper, part, &paper);
    if agreed {
        let to = step.record.part(Field::ExtendTo, part).cloned();
        step.set(Field::Deadline, to);
        step.count_up(Field::Extensions);
    }
    finish(step, Verb::DecideExtension)
}

fn check_level(step: &Step<'_>, part: u16) -> Result<(), Refusal> {
    let late = match step.record.part(Field::AskedLate, part) {
        Some(Value::Int(days)) => *days,
        _ => 0,
    };
    let times = step.record.int(Field::Extensions).unwrap_or(0);
    let needs_chief = needs_chief(step.draft.books, &step.record, late);
    let own = super::rights::own_parties(step.draft.books, &step.context.actor, &step.record);
    let is_chief = match step.standing.party {
        Some(party) => party == Party::Chief,
        None => own.contains(&Party::Chief),
    };
    if needs_chief && !is_chief {
        let (late_days, times) = (late as u32, times as u32);
        let refusal = Refusal::new(Why::OnlyChief { late_days, times });
        return Err(refusal.way(Way::RecordFor { party: Party::Chief }).way(Way::Back));
    }
    Ok(())
}

/// True when the plan leaves an extension to the chief: asked late, once too often, of a listed issue.
pub fn needs_chief(books: &Books, issue: &Record, late: i64) -> bool {
    let Some(pack) = books.pack.as_ref() else { return false };
    let times = issue.int(Field::Extensions).unwrap_or(0);
    let levels = &pack.extensions;
    (late > 0 && levels.chief_when_late)
        || times + 1 >= i64::from(levels.chief_from)
        || (issue.flag(Field::Listed) && levels.chief_when_listed)
}
