//! Work beside the issues: rows of the plan done, what the plan leaves open settled, inspections,
//! publicity.

use super::enter::entry;
use super::step::Step;
use crate::books::draft::Draft;
use crate::model::command::Command;
use crate::model::field::Field;
use crate::model::ids::{Kind, Subject};
use crate::model::record::Record;
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::value::Value;
use crate::model::verb::Verb;

/// A record and the values that name it, for a record that is made when it is first worked on.
pub type Found = (Record, Vec<(Field, Value)>);

/// The ad-hoc task with a number, or the row of the plan with one.
pub fn find_or_new_task(draft: &Draft<'_>, name: &str) -> Result<Found, Refusal> {
    if let Some(task) = entry(draft, Kind::Task, name) {
        return Ok((task, Vec::new()));
    }
    let unknown = || Refusal::from(Why::UnknownNumber { text: name.to_owned(), nearest: None });
    let row: u32 = name.trim().parse().map_err(|_| unknown())?;
    let pack = draft.books.pack.as_ref().ok_or_else(unknown)?;
    let task = pack.schedule.iter().find(|task| task.no == row).ok_or_else(unknown)?;
    let known =
        draft.of_kind(Kind::Task).into_iter().find(|record| record.int(Field::PlanRow) == Some(row.into()));
    match known {
        Some(record) => Ok((record.clone(), Vec::new())),
        None => {
            let subject = Subject { kind: Kind::Task, id: draft.next_id(Kind::Task) };
            let title = Value::Text(task.work.clone());
            let given = vec![(Field::PlanRow, Value::Int(row.into())), (Field::Title, title)];
            Ok((Record::new(subject), given))
        }
    }
}

/// The ruling on an open question of the plan, by its id.
pub fn find_or_new_ruling(draft: &Draft<'_>, name: &str) -> Result<Found, Refusal> {
    let unknown = || Refusal::from(Why::UnknownNumber { text: name.to_owned(), nearest: None });
    let pack = draft.books.pack.as_ref().ok_or_else(unknown)?;
    let wanted = crate::text::fold(name.trim()).to_uppercase();
    let settle = pack.settle.iter().find(|settle| settle.id == wanted || settle.also.contains(&wanted));
    let settle = settle.ok_or_else(unknown)?;
    let known = draft.of_kind(Kind::Ruling).into_iter().find(|r| r.text(Field::SettleId) == settle.id);
    match known {
        Some(record) => Ok((record.clone(), Vec::new())),
        None => {
            let subject = Subject { kind: Kind::Ruling, id: draft.next_id(Kind::Ruling) };
            let title = Value::Text(settle.about.clone());
            Ok((
                Record::new(subject),
                vec![(Field::SettleId, Value::Text(settle.id.clone())), (Field::Title, title)],
            ))
        }
    }
}

/// A row of the plan or an ad-hoc task is done.
pub fn done(step: &mut Step<'_>) {
    let by = step.standing.by.clone();
    step.set(Field::FinishedOn, Value::Day(step.on));
    step.set_text(Field::FinishedBy, 0, &by);
}

/// One of the two claims holds, or a day that is named.
pub fn settle(step: &mut Step<'_>) -> Result<(), Refusal> {
    let id = step.record.text(Field::SettleId).to_owned();
    let pack = step.draft.books.pack.clone();
    let settle = pack.as_ref().and_then(|pack| pack.settle.iter().find(|settle| settle.id == id));
    let chosen = step.input.text(Field::Chosen).to_owned();
    let named = step.input.get(Field::SettledDue).cloned();
    let claim = settle.and_then(|settle| match chosen.as_str() {
        "a" => settle.a.due,
        "b" => settle.b.as_ref().and_then(|claim| claim.due),
        _ => None,
    });
    let due = named.or(claim.map(Value::Day));
    let dated = settle.is_some_and(|settle| settle.overdue_on.is_some());
    if due.is_none() && dated {
        let fields = vec![Field::SettledDue];
        return Err(Refusal::new(Why::Missing { fields }).way(Way::Fill { field: Field::SettledDue }));
    }
    let by = step.standing.by.clone();
    step.set(Field::SettledDue, due);
    step.set_text(Field::SettledBy, 0, &by);
    Ok(())
}

/// An inspection, by the day it began.
pub fn inspect(step: &mut Step<'_>) -> Result<(), Refusal> {
    if let Some(to) = step.record.day(Field::InspectedTo).filter(|to| *to < step.on) {
        return Err(Why::DayBefore { day: to, earliest: step.on, field: Some(Field::ActOn) }.into());
    }
    step.set(Field::InspectedOn, Value::Day(step.on));
    Ok(())
}

/// Something published. A circular on cases says that names are disguised.
pub fn publish(step: &mut Step<'_>) -> Result<(), Refusal> {
    let about_cases = !step.record.words(Field::Issues).is_empty();
    if about_cases && !step.record.flag(Field::Anonymised) {
        let fields = vec![Field::Anonymised];
        return Err(Refusal::new(Why::Missing { fields }).way(Way::Fill { field: Field::Anonymised }));
    }
    step.set(Field::PublishedOn, Value::Day(step.on));
    Ok(())
}

/// The request that follows from an instruction or a meeting that says who owes what by when: an entry of
/// its own, resting on where it was said.
pub fn request(command: &Command, title: &str, rests_on: &str) -> Option<Command> {
    let typed = |field: Field| {
        let set = command.sets.iter().find(|set| set.field == field.code());
        set.map(|set| set.text.trim()).filter(|text| !text.is_empty())
    };
    let (owed_by, deadline) = (typed(Field::OwedBy)?, typed(Field::Deadline)?);
    let mut request = Command { verb: Verb::Task, subjects: Vec::new(), sets: Vec::new(), ..command.clone() };
    (request.base, request.party) = (None, String::new());
    let title: String = title.chars().take(super::read::LINE).collect();
    Some(
        request
            .set(Field::Title.code(), title)
            .set(Field::OwedBy.code(), owed_by)
            .set(Field::Deadline.code(), deadline)
            .set(Field::RestsOn.code(), rests_on),
    )
}
