//! Supervision of an issue, in the order the paper gives: chased, told to rectify by a day, put on the
//! supervised list and taken off it again. None of it moves the state or the deadline.

use super::finish::after;
use super::ledger::finish;
use super::orders::with_order;
use super::step::Step;
use crate::model::fact::Fact;
use crate::model::field::{Field, Group};
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::value::Value;
use crate::model::verb::Verb;
use crate::pack::Act;
use crate::text;

/// Chased by message, telephone or letter; what was promised keeps it silent until that day.
pub fn chase(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    chased(step)?;
    finish(step, Verb::Chase)
}

/// Who was chased how, what was answered and promised: of an issue, or of a paper that is not there.
pub fn chased(step: &mut Step<'_>) -> Result<(), Refusal> {
    if let Some(Value::Day(day)) = step.input.get(Field::PromisedFor).cloned()
        && day < step.on
    {
        return Err(Why::DayBefore { day, earliest: step.on, field: Some(Field::ActOn) }.into());
    }
    let part = step.record.next_part(Group::Chase);
    let by = step.standing.by.clone();
    step.set_part(Field::ChasedOn, part, Value::Day(step.on));
    for field in [Field::ChaseWay, Field::Answered, Field::PromisedFor, Field::ChaseText] {
        let value = step.input.get(field).cloned();
        step.set_part(field, part, value);
    }
    step.set_text(Field::ChasedBy, part, &by);
    Ok(())
}

/// Told to rectify by a set day.
pub fn timed(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    let grounds = grounds(step, Act::Timed)?;
    if let Some(Value::Day(day)) = step.input.get(Field::TimedDue).cloned()
        && day < step.on
    {
        return Err(Why::DayBefore { day, earliest: step.on, field: Some(Field::ActOn) }.into());
    }
    let due = step.input.get(Field::TimedDue).cloned();
    step.set(Field::TimedOn, Value::Day(step.on));
    step.set(Field::TimedFor, Value::Words(grounds));
    step.set(Field::TimedDue, due.clone());
    let due = match due {
        Some(Value::Day(day)) => Some(day),
        _ => None,
    };
    let demand = step.input.text(Field::Demand).to_owned();
    Ok(with_order(step, "timed", due, &demand))
}

/// Put on the supervised list.
pub fn list(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    if step.record.flag(Field::Listed) {
        return Err(Why::NothingToChange.into());
    }
    let grounds = grounds(step, Act::List)?;
    step.set(Field::Listed, Value::Flag(true));
    step.set(Field::ListedOn, Value::Day(step.on));
    step.set(Field::ListedFor, Value::Words(grounds));
    for field in [Field::ListLevel, Field::ListCountersign] {
        let said = step.input.get(field).cloned();
        step.set(field, said);
    }
    step.set(Field::DelistedOn, None);
    step.set(Field::DelistCheck, None);
    let due = match step.input.get(Field::OrderDue) {
        Some(Value::Day(day)) => Some(*day),
        _ => None,
    };
    let demand = step.input.text(Field::Demand).to_owned();
    Ok(with_order(step, "listing", due, &demand))
}

/// Taken off the list, after closing and a check.
pub fn delist(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    if !step.record.flag(Field::Listed) {
        return Err(Refusal::new(Why::NotListed).way(Way::Back));
    }
    after(step, Field::ListedOn)?;
    after(step, Field::ClosedOn)?;
    let check = step.input.get(Field::DelistCheck).cloned();
    step.set(Field::Listed, None);
    step.set(Field::DelistedOn, Value::Day(step.on));
    step.set(Field::DelistCheck, check);
    finish(step, Verb::Delist)
}

/// The grounds typed, in the words of the pack: by number in its order, by id, or word for word.
pub fn grounds(step: &Step<'_>, act: Act) -> Result<Vec<String>, Refusal> {
    let known: Vec<_> = step.draft.books.pack.iter().flat_map(|pack| &pack.grounds).collect();
    let known: Vec<_> = known.into_iter().filter(|ground| ground.act == act).collect();
    let Some(Value::Words(typed)) = step.input.get(Field::Grounds) else { return Ok(Vec::new()) };
    let mut named_so: Vec<String> = Vec::new();
    for word in typed.iter().flat_map(|word| word.split_whitespace()) {
        let folded = text::fold(word).to_lowercase();
        let number = folded.parse::<usize>().ok().and_then(|n| known.get(n.checked_sub(1)?).copied());
        let named = known.iter().copied().find(|ground| {
            ground.id == folded || ground.text == word || ground.aliases.iter().any(|alias| alias == word)
        });
        let ground = number.or(named).ok_or_else(|| {
            let known = known.iter().enumerate().map(|(n, ground)| format!("{} {}", n + 1, ground.text));
            Why::UnknownCode { field: Field::Grounds, text: word.to_owned(), known: known.collect() }
        })?;
        if !named_so.contains(&ground.text) {
            named_so.push(ground.text.clone());
        }
    }
    Ok(named_so)
}
