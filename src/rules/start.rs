//! The first steps of an issue: registered, submitted, turned away, numbered, assigned.

use super::rights;
use super::route;
use super::step::Step;
use crate::books::lookup::number;
use crate::model::deadline::Deadline;
use crate::model::fact::{Fact, Party};
use crate::model::field::Field;
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::state::State;
use crate::model::value::Value;
use crate::model::verb::Verb;

/// Days after which an entry counts as made late.
const BACKFILL_DAYS: i64 = 3;

/// A new issue. Typed by a unit it is a draft; a section reports it; the office numbers it at once.
pub fn register(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    step.set_typed();
    complete(step)?;
    step.set(Field::Round, Value::Int(1));
    if step.record.get(Field::FoundOn).is_none() {
        step.set(Field::FoundOn, Value::Day(step.on));
    }
    let found = step.record.day(Field::FoundOn).unwrap_or(step.on);
    if found > step.context.today {
        return Err(Why::FutureDay { day: found, today: step.context.today }.into());
    }
    if (step.context.today - step.on).num_days() > BACKFILL_DAYS {
        step.set(Field::Backfilled, Value::Flag(true));
    }
    step.go(State::Draft);
    let mut seq = step.draft.next_seq();
    let mut facts = vec![step.fact(Verb::Register, seq)];
    let own = rights::own_parties(step.draft.books, &step.context.actor, &step.record);
    let party = step.standing.party;
    let is = |wanted: Party| party == Some(wanted) || (party.is_none() && own.contains(&wanted));
    if is(Party::Office) || is(Party::Section) || is(Party::Discipline) {
        seq += 1;
        facts.push(report(step, seq));
    }
    if is(Party::Office) {
        facts.extend(take_in(step, seq + 1)?);
    }
    Ok(facts)
}

/// What the item and the place say by themselves.
fn complete(step: &mut Step<'_>) -> Result<(), Refusal> {
    let item = step.record.text(Field::Item).to_owned();
    let Some(pack) = step.draft.books.pack.clone() else { return Ok(()) };
    if let Some(category) = pack.category_of(&item) {
        let typed = step.input.text(Field::Category);
        if !typed.is_empty() && typed != category.id {
            return Err(Why::UnknownCode {
                field: Field::Item,
                text: item,
                known: category_items(&pack, typed),
            }
            .into());
        }
        step.set(Field::Category, Value::Code(category.id.clone()));
    }
    if step.record.text(Field::Stage).is_empty()
        && let Some(stage) = pack.stage_of(step.record.text(Field::Place))
    {
        step.set(Field::Stage, Value::Code(stage.name.clone()));
    }
    Ok(())
}

fn category_items(pack: &crate::pack::Pack, category: &str) -> Vec<String> {
    pack.items()
        .filter(|item| pack.category_of(&item.id).is_some_and(|c| c.id == category))
        .map(|i| i.id.clone())
        .collect()
}

/// A draft is handed up.
pub fn submit(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    step.set_typed();
    let seq = step.draft.next_seq();
    Ok(vec![report(step, seq)])
}

fn report(step: &mut Step<'_>, seq: u64) -> Fact {
    step.set(Field::ReportedOn, Value::Day(step.on));
    step.go(State::Reported);
    step.fact(Verb::Submit, seq)
}

/// Back to the unit for completion, or not taken up at all.
pub fn turn_away(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    let verb = step.command.verb;
    if verb == Verb::Return {
        step.set(Field::ReportedOn, None);
        step.go(State::Draft);
    } else {
        let reason = step.command.reason.clone();
        step.set_text(Field::ExitReason, 0, &reason);
        step.go(State::Rejected);
    }
    Ok(vec![step.fact(verb, step.draft.next_seq())])
}

/// Numbered, routed and, where the routing is settled, assigned.
pub fn accept(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    step.set_typed();
    take_in(step, step.draft.next_seq())
}

fn take_in(step: &mut Step<'_>, seq: u64) -> Result<Vec<Fact>, Refusal> {
    let unit = step.record.reference(Field::Unit).ok_or(Why::Missing { fields: vec![Field::Unit] })?;
    let code = step.draft.books.unit(unit).map_or_else(String::new, |unit| unit.text(Field::Code).to_owned());
    let next = step.draft.next_number(unit);
    step.set(Field::NoUnit, Value::Ref(unit));
    step.set(Field::NoSeq, Value::Int(i64::from(next)));
    step.set(Field::No, Value::Text(number(&code, next)));
    step.go(State::Registered);
    let chosen = step.input.get(Field::Lead).is_some();
    let settled = route::set(step, chosen);
    if settled {
        hand_over(step)?;
    }
    Ok(vec![step.fact(Verb::Accept, seq)])
}

/// To the section that has to see to it, or to another one.
pub fn assign(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    let verb = step.command.verb;
    let before = step.record.reference(Field::Lead);
    // Bounced twice: now the chief says whose it is.
    let times = step.record.int(Field::Bounced).unwrap_or(0);
    let unsettled = step.record.state() == State::Registered;
    if unsettled && times >= super::life::BOUNCES && !by_chief(step) {
        let refusal = Refusal::new(Why::BouncedOut { times: times as u32 });
        return Err(refusal.way(Way::RecordFor { party: Party::Chief }).way(Way::Back));
    }
    step.set_typed();
    step.set(Field::RouteGap, None);
    if verb == Verb::Assign {
        hand_over(step)?;
    } else if step.record.reference(Field::Lead) == before {
        return Err(Why::NothingToChange.into());
    } else {
        let reason = step.command.reason.clone();
        step.set_text(Field::RouteBasis, 0, &reason);
        if step.record.state() == State::Registered {
            hand_over(step)?;
        }
    }
    let kept = matches!(step.input.get(Field::KeepRule), Some(Value::Flag(true)));
    step.set(Field::KeepRule, None);
    let mut facts = vec![step.fact(verb, step.draft.next_seq())];
    if kept {
        if !by_chief(step) {
            let refusal = Refusal::new(Why::OnlyChief { late_days: 0, times: times as u32 });
            return Err(refusal.way(Way::RecordFor { party: Party::Chief }).way(Way::Back));
        }
        facts.push(route::rule(step, facts[0].seq + 1));
    }
    Ok(facts)
}

/// The chief acts himself, or it is recorded for him.
fn by_chief(step: &Step<'_>) -> bool {
    let own = rights::own_parties(step.draft.books, &step.context.actor, &step.record);
    step.standing.party == Some(Party::Chief)
        || (step.standing.party.is_none() && own.contains(&Party::Chief))
}

/// The clock starts: assigned, and straight on to rectifying where the pack has no step between.
pub fn hand_over(step: &mut Step<'_>) -> Result<(), Refusal> {
    step.set(Field::AssignedOn, Value::Day(step.on));
    if step.record.deadline(Field::Deadline).is_none()
        && let Some(deadline) = phase_deadline(step)
    {
        // The phase is over: the office sets a day, or the issue would be late the moment it is entered.
        if deadline.due.is_some_and(|due| due < step.on) {
            let refusal = Refusal::new(Why::Missing { fields: vec![Field::Deadline] });
            return Err(refusal.way(Way::Fill { field: Field::Deadline }));
        }
        step.set(Field::Deadline, Value::Deadline(Box::new(deadline)));
    }
    let deadline = step.record.get(Field::Deadline).cloned();
    if step.record.get(Field::OriginalDeadline).is_none() {
        step.set(Field::OriginalDeadline, deadline);
    }
    let acknowledged = step.draft.books.pack.as_ref().is_some_and(|pack| pack.steps.acknowledge);
    step.go(if acknowledged { State::Assigned } else { State::Rectifying });
    Ok(())
}

/// The deadline of an issue that names none: the end of the phase in which issues are rectified.
fn phase_deadline(step: &Step<'_>) -> Option<Deadline> {
    let pack = step.draft.books.pack.as_ref()?;
    let phase = pack.rectification_phase()?;
    let reader = super::read::Reader { books: step.draft.books, day: step.on };
    Some(Deadline::from_reading(&reader.reading(&phase.deadline), &phase.clause))
}
