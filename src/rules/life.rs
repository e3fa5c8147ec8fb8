//! Turns in the life of an issue: acknowledged, bounced, measures approved, standing, verified apart
//! from closing, opened again.

use super::finish::{after, check_claimant};
use super::ledger::finish;
use super::start::hand_over;
use super::step::Step;
use crate::model::fact::Fact;
use crate::model::field::{Field, Group};
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::state::State;
use crate::model::value::Value;
use crate::model::verb::Verb;

/// Bounces after which only the chief says whose an issue is.
pub const BOUNCES: i64 = 2;

/// Received by those who have to see to it.
pub fn acknowledge(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    after(step, Field::AssignedOn)?;
    step.go(State::Rectifying);
    finish(step, Verb::Acknowledge)
}

/// The section says it is not its own: the routing is open again.
pub fn bounce(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    after(step, Field::AssignedOn)?;
    if step.record.int(Field::Bounced).unwrap_or(0) >= BOUNCES {
        let times = step.record.int(Field::Bounced).unwrap_or(0) as u32;
        return Err(Refusal::new(Why::BouncedOut { times })
            .way(Way::Verb { verb: Verb::Note })
            .way(Way::Back));
    }
    let part = step.record.next_part(Group::Bounce);
    let (reason, by) = (step.command.reason.clone(), step.standing.by.clone());
    let from = step.record.get(Field::Lead).cloned();
    step.set_part(Field::BouncedOn, part, Value::Day(step.on));
    step.set_text(Field::BouncedBy, part, &by);
    step.set_part(Field::BouncedFrom, part, from);
    step.set_text(Field::BounceReason, part, &reason);
    step.count_up(Field::Bounced);
    step.set(Field::Lead, None);
    step.set(Field::RouteGap, Value::Flag(true));
    step.go(State::Registered);
    finish(step, Verb::Bounce)
}

/// The section agrees to the measures, or asks for better ones.
pub fn approve_plan(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    if step.input.text(Field::Decision) == "agreed" {
        step.go(State::Rectifying);
        return finish(step, Verb::ApprovePlan);
    }
    if step.command.reason.trim().is_empty() {
        return Err(Refusal::new(Why::NeedsReason).way(Way::WithReason));
    }
    let part = step.record.next_part(Group::Rework);
    let (reason, by) = (step.command.reason.clone(), step.standing.by.clone());
    step.set_part(Field::ReworkOn, part, Value::Day(step.on));
    step.set_text(Field::ReworkBy, part, &by);
    step.set_text(Field::ReworkText, part, &reason);
    finish(step, Verb::ApprovePlan)
}

/// Goes on for good: what is to be reached, and the day it is looked at again.
pub fn standing(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    let review = step.input.get(Field::ReviewOn).cloned();
    if let Some(Value::Day(day)) = review
        && day <= step.on
    {
        return Err(Why::DayBefore { day, earliest: step.on, field: Some(Field::ActOn) }.into());
    }
    step.set_typed();
    step.set(Field::Standing, Value::Flag(true));
    finish(step, Verb::Standing)
}

/// Found to be done; the office closes it afterwards.
pub fn verify(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    if !step.draft.books.pack.as_ref().is_some_and(|pack| pack.steps.verify_then_close) {
        return Err(Refusal::new(Why::StepOff).way(Way::Verb { verb: Verb::Close }).way(Way::Back));
    }
    after(step, Field::ClaimedOn)?;
    check_claimant(step)?;
    step.set_typed();
    let by = step.standing.by.clone();
    step.set(Field::VerifiedOn, Value::Day(step.on));
    step.set_text(Field::VerifiedBy, 0, &by);
    step.go(State::Verified);
    finish(step, Verb::Verify)
}

/// Another round under the same number; what the round before came to stays beside it.
pub fn reopen(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    after(step, Field::ClosedOn)?;
    let due = step.input.get(Field::Deadline).and_then(|value| match value {
        Value::Deadline(deadline) => deadline.due,
        _ => None,
    });
    if let Some(day) = due.filter(|due| *due < step.on) {
        return Err(Why::DayBefore { day, earliest: step.on, field: Some(Field::ActOn) }.into());
    }
    let round = step.record.int(Field::Round).unwrap_or(1);
    let part = u16::try_from(round).unwrap_or(u16::MAX);
    let kept = [
        (Field::State, Field::RoundEnd),
        (Field::ClosedOn, Field::RoundClosedOn),
        (Field::LateDays, Field::RoundLateDays),
        (Field::Statement, Field::RoundStatement),
        (Field::VerifiedBy, Field::RoundVerifiedBy),
    ];
    for (from, to) in kept {
        let value = step.record.get(from).cloned();
        step.set_part(to, part, value);
    }
    let (reason, by) = (step.command.reason.clone(), step.standing.by.clone());
    step.set_part(Field::ReopenedOn, part, Value::Day(step.on));
    step.set_text(Field::ReopenedBy, part, &by);
    step.set_text(Field::ReopenReason, part, &reason);
    for field in OVER {
        step.set(*field, None);
    }
    step.set_typed();
    let deadline = step.record.get(Field::Deadline).cloned();
    step.set(Field::OriginalDeadline, deadline);
    step.set(Field::Round, Value::Int(round + 1));
    match step.record.reference(Field::Lead) {
        Some(_) => hand_over(step)?,
        None => step.go(State::Registered),
    }
    finish(step, Verb::Reopen)
}

/// What belongs to the round that is over.
const OVER: &[Field] = &[
    Field::ClaimedOn,
    Field::ClaimedBy,
    Field::Statement,
    Field::VerifiedOn,
    Field::VerifiedBy,
    Field::VerifyWay,
    Field::Opinion,
    Field::ClosedOn,
    Field::LateDays,
    Field::ExitReason,
    Field::CheckedBy,
];
