//! The last steps of an issue: claimed, verified and closed, sent back, found unfounded, voided.

use super::ledger::{finish, measures_done, refund};
use super::rights;
use super::step::Step;
use crate::model::fact::{Fact, Party};
use crate::model::field::{Field, Group};
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::state::State;
use crate::model::value::Value;
use crate::model::verb::Verb;

/// The unit says it is done. Measures still open and money not refunded need a reason.
pub fn claim(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    after(step, Field::AssignedOn)?;
    after_rework(step)?;
    measures_done(step)?;
    refund(step);
    let parts = step.record.parts(Group::Measure);
    let at_once = step.record.text(Field::RectType) == "immediate";
    if parts.is_empty() && !at_once {
        return Err(Refusal::new(Why::NoMeasures).way(Way::Verb { verb: Verb::Plan }).way(Way::Back));
    }
    let open = parts.iter().filter(|part| !step.record.flag_of(Field::Done, **part)).count();
    let refundable = step.record.int(Field::Refundable);
    let refunded = step.record.int(Field::Refunded);
    let owed = refundable.is_some_and(|sum| refunded.unwrap_or(0) < sum);
    if (open > 0 || owed) && step.command.reason.trim().is_empty() {
        let why = Why::Unfinished { open: open as u32, total: parts.len() as u32, refunded, refundable };
        return Err(Refusal::new(why)
            .way(Way::Verb { verb: Verb::Progress })
            .way(Way::WithReason)
            .way(Way::Back));
    }
    long_enough(step, Field::Statement)?;
    let (statement, by) = (step.input.text(Field::Statement).to_owned(), step.standing.by.clone());
    step.set_text(Field::Statement, 0, &statement);
    step.set(Field::ClaimedOn, Value::Day(step.on));
    step.set_text(Field::ClaimedBy, 0, &by);
    step.go(State::Claimed);
    finish(step, Verb::Claim)
}

/// Verified by another than claimed it, and closed: late or in time by the day it was done.
pub fn close(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    if step.record.state() == State::Verified {
        after(step, Field::VerifiedOn)?;
    } else {
        after(step, Field::ClaimedOn)?;
        check_claimant(step)?;
        step.set_typed();
        let by = step.standing.by.clone();
        step.set(Field::VerifiedOn, Value::Day(step.on));
        step.set_text(Field::VerifiedBy, 0, &by);
    }
    demanded(step)?;
    step.set(Field::ClosedOn, Value::Day(step.on));
    let due = step.record.deadline(Field::Deadline).and_then(|deadline| deadline.due);
    let done = step.record.day(Field::ClaimedOn).unwrap_or(step.on);
    // Days overdue when an extension was asked for stay counted, whatever it granted.
    let asked_late = step.record.parts(Group::Extension).into_iter().filter_map(|part| {
        match step.record.part(Field::AskedLate, part) {
            Some(Value::Int(days)) => Some(*days),
            _ => None,
        }
    });
    let kept = asked_late.max().unwrap_or(0);
    step.set(Field::LateDays, due.map(|due| Value::Int((done - due).num_days().max(kept).max(0))));
    step.go(State::Closed);
    finish(step, Verb::Close)
}

/// What the plan asks of a closing beside the rest: evidence, and for a listed issue who countersigned.
fn demanded(step: &mut Step<'_>) -> Result<(), Refusal> {
    let Some(pack) = step.draft.books.pack.clone() else { return Ok(()) };
    if pack.steps.evidence_required && step.record.parts(Group::Evidence).is_empty() {
        return Err(Refusal::new(Why::NoEvidence).way(Way::Verb { verb: Verb::Evidence }).way(Way::Back));
    }
    let signed = step.input.get(Field::Countersign).cloned();
    if pack.steps.listed_countersign && step.record.flag(Field::Listed) && signed.is_none() {
        let fields = vec![Field::Countersign];
        return Err(Refusal::new(Why::Missing { fields }).way(Way::Fill { field: Field::Countersign }));
    }
    step.set(Field::Countersign, signed);
    Ok(())
}

/// A text is as long as the plan asks for.
pub fn long_enough(step: &Step<'_>, field: Field) -> Result<(), Refusal> {
    let least = step.draft.books.pack.as_ref().map_or(0, |pack| pack.steps.min_text);
    let long = step.input.text(field).chars().count() >= least as usize;
    if long { Ok(()) } else { Err(Why::TooShort { field, least }.into()) }
}

/// Who claimed does not verify.
pub fn check_claimant(step: &Step<'_>) -> Result<(), Refusal> {
    let claimant = step.record.text(Field::ClaimedBy).to_owned();
    if claimant.is_empty() || !same_person(&claimant, &step.standing.by) {
        return Ok(());
    }
    let unit = rights::party_name(step.draft.books, &step.record, Party::Unit);
    Err(Refusal::new(Why::SamePerson { name: claimant, unit }).way(Way::Back))
}

/// The claim does not hold: what is still asked for, and by when.
pub fn send_back(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    after(step, Field::ClaimedOn)?;
    let part = step.record.next_part(Group::Rework);
    let (reason, by) = (step.command.reason.clone(), step.standing.by.clone());
    step.set_part(Field::ReworkOn, part, Value::Day(step.on));
    step.set_text(Field::ReworkBy, part, &by);
    step.set_text(Field::ReworkText, part, &reason);
    step.set_typed();
    for field in [Field::ClaimedOn, Field::ClaimedBy, Field::VerifiedOn, Field::VerifiedBy] {
        step.set(field, None);
    }
    step.count_up(Field::Returned);
    step.go(State::Rectifying);
    finish(step, Verb::SendBack)
}

/// Checked, and it is not so. Two people stand for that.
pub fn unfounded(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    let second = step.input.text(Field::CheckedBy).to_owned();
    if same_person(&second, &step.standing.by) {
        let unit = rights::party_name(step.draft.books, &step.record, Party::Section);
        return Err(Why::SamePerson { name: second, unit }.into());
    }
    step.set_typed();
    leave(step, State::Unfounded);
    finish(step, Verb::Unfounded)
}

/// Entered by mistake. The number stays given.
pub fn void(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    leave(step, State::Void);
    finish(step, Verb::Void)
}

fn leave(step: &mut Step<'_>, state: State) {
    let reason = step.command.reason.clone();
    step.set_text(Field::ExitReason, 0, &reason);
    step.go(state);
}

/// Names that differ only in blanks or width are one person's.
fn same_person(a: &str, b: &str) -> bool {
    let bare =
        |name: &str| crate::text::fold(name).chars().filter(|c| !c.is_whitespace()).collect::<String>();
    bare(a) == bare(b)
}

/// The day of the step is not before the last demand for rework.
fn after_rework(step: &Step<'_>) -> Result<(), Refusal> {
    let last = step.record.parts(Group::Rework).last().copied();
    match last.and_then(|part| step.record.day_of(Field::ReworkOn, part)) {
        Some(earliest) if step.on < earliest => {
            Err(Why::DayBefore { day: step.on, earliest, field: Some(Field::ReworkOn) }.into())
        }
        _ => Ok(()),
    }
}

/// The day of the step is not before a day of the record.
pub fn after(step: &Step<'_>, field: Field) -> Result<(), Refusal> {
    match step.record.day(field) {
        Some(earliest) if step.on < earliest => {
            Err(Why::DayBefore { day: step.on, earliest, field: Some(field) }.into())
        }
        _ => Ok(()),
    }
}
