//! What comes in: taken down, answered, checked, and what becomes of it.

use super::Context;
use super::decide::find as find_issue;
use super::enter::{self, entry};
use super::read::Input;
use super::route;
use super::step::Step;
use crate::books::draft::Draft;
use crate::model::command::{Command, Set};
use crate::model::field::Field;
use crate::model::ids::{Kind, Subject};
use crate::model::record::Record;
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::value::Value;
use crate::model::verb::Verb;
use chrono::NaiveDate;

/// What becomes of an intake or a clue makes something else, or adds to it: the records made.
pub fn consequences(
    draft: &mut Draft<'_>,
    context: &Context,
    command: &Command,
    seen: &Record,
    input: &Input,
) -> Result<Vec<Subject>, Refusal> {
    let disposal = input.text(Field::Disposal);
    // One matter may become several; but what has become something is not closed as nothing.
    let again = seen.text(Field::Status) == "disposed";
    if again && disposal == "nothing" {
        let (kind, status) = (seen.subject.kind, seen.text(Field::Status).to_owned());
        return Err(Refusal::new(Why::WrongStatus { kind, status }).way(Way::Back));
    }
    match disposal {
        "transferred" => transferred(draft, context, command, seen),
        "issue" => made(draft, context, command, Verb::Register, seen),
        "clue" if seen.subject.kind == Kind::Intake => clue(draft, context, command, seen),
        "merge" => merged(draft, context, command, input),
        _ => Ok(Vec::new()),
    }
}

/// A new issue with what the entry says of it.
fn made(
    draft: &mut Draft<'_>,
    context: &Context,
    command: &Command,
    verb: Verb,
    seen: &Record,
) -> Result<Vec<Subject>, Refusal> {
    let mut issue = Command::new(verb, command.op);
    (issue.on, issue.party) = (command.on.clone(), command.party.clone());
    (issue.by, issue.paper) = (command.by.clone(), command.paper.clone());
    let unit = seen.reference(Field::Unit).and_then(|unit| draft.books.unit(unit));
    let mut put = |field: Field, text: &str| {
        if !text.is_empty() {
            issue.sets.push(Set { field: field.code().to_owned(), text: text.to_owned() });
        }
    };
    put(Field::Unit, unit.map_or("", |unit| unit.text(Field::Code)));
    // An item says its category; one typed now may be of another than the entry was taken for.
    let class = if seen.text(Field::Item).is_empty() { Field::Category } else { Field::Item };
    for field in [Field::Place, class, Field::Title, Field::Desc] {
        put(field, seen.text(field));
    }
    if let Some(deadline) = seen.deadline(Field::Deadline) {
        put(Field::Deadline, &deadline.text);
    }
    enter::follow(draft, context, &issue)
}

/// What is about the office itself is confidential, whether or not somebody marked it.
pub fn keep_close(step: &mut Step<'_>) {
    let books = step.draft.books;
    let kind = step.record.reference(Field::Unit).and_then(|unit| books.unit(unit));
    let kind = kind.map_or("", |unit| unit.text(Field::UnitKind));
    let bureau =
        books.pack.iter().flat_map(|pack| &pack.unit_kinds).any(|known| known.leads && known.id == kind);
    if bureau && step.record.get(Field::Confidential).is_none() {
        step.set(Field::Confidential, Value::Flag(true));
    }
}

/// A clue with what the intake says of it. It rests on the intake, by number.
fn clue(
    draft: &mut Draft<'_>,
    context: &Context,
    command: &Command,
    seen: &Record,
) -> Result<Vec<Subject>, Refusal> {
    let subject = Subject { kind: Kind::Clue, id: draft.next_id(Kind::Clue) };
    let seq = enter::next_seq(draft, Kind::Clue);
    let input = Input::default();
    let standing = super::rights::Standing { party: None, by: context.actor.name.clone() };
    let on = super::decide::done_on(draft, context, command)?;
    let mut step = Step::new(draft, context, command, input, standing, on, Record::new(subject));
    step.set(Field::NoSeq, Value::Int(i64::from(seq)));
    step.set_text(Field::No, 0, &crate::books::lookup::number(super::registers::prefix(Kind::Clue), seq));
    step.set(Field::Status, Value::Code("open".into()));
    step.set(Field::ReceivedOn, Value::Day(on));
    for field in [
        Field::Unit,
        Field::Place,
        Field::Category,
        Field::Item,
        Field::Title,
        Field::Desc,
        Field::Channel,
        Field::Lead,
        Field::Confidential,
    ] {
        step.set(field, seen.get(field).cloned());
    }
    route_to(&mut step);
    keep_close(&mut step);
    let fact = step.fact(command.verb, draft.next_seq());
    draft.apply(fact);
    Ok(vec![subject])
}

/// Handed to a body outside: the clue is, which an intake becomes first.
fn transferred(
    draft: &mut Draft<'_>,
    context: &Context,
    command: &Command,
    seen: &Record,
) -> Result<Vec<Subject>, Refusal> {
    let mut subjects = match seen.subject.kind {
        Kind::Intake => clue(draft, context, command, seen)?,
        _ => vec![seen.subject],
    };
    let named = subjects.first().and_then(|subject| draft.record(*subject));
    let name = named.map(|record| enter::name_of(draft, record)).unwrap_or_default();
    let mut transfer = Command { verb: Verb::Transfer, subjects: vec![name], ..command.clone() };
    transfer.sets.retain(|set| [Field::ToBody.code(), Field::Materials.code()].contains(&set.field.as_str()));
    transfer.base = None;
    let made = enter::follow(draft, context, &transfer)?;
    subjects.retain(|subject| *subject != seen.subject);
    subjects.extend(made.into_iter().filter(|subject| subject.kind == Kind::Transfer));
    Ok(subjects)
}

/// The same fact once more: the issue (or clue) named counts another complaint.
fn merged(
    draft: &mut Draft<'_>,
    context: &Context,
    command: &Command,
    input: &Input,
) -> Result<Vec<Subject>, Refusal> {
    let Some(Value::Words(into)) = input.get(Field::Into) else {
        let fields = vec![Field::Into];
        return Err(Refusal::new(Why::Missing { fields }).way(Way::Fill { field: Field::Into }));
    };
    let mut subjects = Vec::new();
    for name in into {
        let record = match entry(draft, Kind::Clue, name) {
            Some(clue) => clue,
            None => find_issue(draft, name)?,
        };
        let standing = super::rights::Standing { party: None, by: context.actor.name.clone() };
        let on = super::decide::done_on(draft, context, command)?;
        let mut step = Step::new(draft, context, command, Input::default(), standing, on, record);
        step.count_up(Field::Complaints);
        let fact = step.fact(command.verb, draft.next_seq());
        subjects.push(fact.subject);
        draft.apply(fact);
    }
    Ok(subjects)
}

/// Taken down: received on the day of the act, to be answered within the working days of the plan.
pub fn take(step: &mut Step<'_>, made: &[Subject]) -> Result<(), Refusal> {
    step.set(Field::ReceivedOn, Value::Day(step.on));
    complete(step);
    if step.record.get(Field::ReplyDue).is_none() && owes_reply(&step.record) {
        let due = reply_due(step);
        step.set(Field::ReplyDue, due.map(Value::Day));
    }
    if !step.input.text(Field::Disposal).is_empty() {
        dispose(step, made)?;
    }
    Ok(())
}

/// True when somebody waits for an answer: not for an unsigned letter, nor for an opened box.
pub fn owes_reply(intake: &Record) -> bool {
    !intake.flag(Field::Anonymous)
        && intake.get(Field::Letters).is_none()
        && intake.get(Field::RepliedOn).is_none()
}

/// The day to remind of the reply on. A clock of the office's own: a plan that gives none has none.
fn reply_due(step: &Step<'_>) -> Option<NaiveDate> {
    let days = step.draft.books.pack.as_ref()?.clocks.reply_working_days?;
    step.draft.books.calendar.add_working_days(step.on, u16::try_from(days).ok()?)
}

/// What the item says by itself, and the section it would go to.
fn complete(step: &mut Step<'_>) {
    let item = step.record.text(Field::Item).to_owned();
    let category =
        step.draft.books.pack.as_ref().and_then(|pack| pack.category_of(&item)).map(|c| c.id.clone());
    if let Some(category) = category {
        step.set(Field::Category, Value::Code(category));
    }
    let stage = (step.draft.books.pack.as_ref())
        .and_then(|pack| pack.stage_of(step.record.text(Field::Place)))
        .map(|stage| stage.name.clone());
    step.set(Field::Stage, stage.map(Value::Code));
    route_to(step);
}

fn route_to(step: &mut Step<'_>) {
    let lead =
        route::of(step.draft.books, &step.record).and_then(|route| step.draft.books.unit_coded(&route.lead));
    if !step.record.text(Field::Category).is_empty() {
        step.set(Field::Lead, lead.map(Value::Ref));
    }
}

/// The complainant has been answered.
pub fn reply(step: &mut Step<'_>) {
    step.set(Field::RepliedOn, Value::Day(step.on));
}

/// A clue has been looked into.
pub fn check(step: &mut Step<'_>) {
    step.set(Field::CheckedOn, Value::Day(step.on));
}

/// What became of it: the numbers of what it was made into stand beside it.
pub fn dispose(step: &mut Step<'_>, made: &[Subject]) -> Result<(), Refusal> {
    step.set(Field::Status, Value::Code("disposed".into()));
    step.set(Field::DisposedOn, Value::Day(step.on));
    let mut issues = step.record.words(Field::Issues).to_vec();
    let mut papers = step.record.words(Field::Papers).to_vec();
    for subject in made {
        let Some(record) = step.draft.record(*subject) else { continue };
        let name = enter::name_of(step.draft, record);
        let list = if subject.kind == Kind::Issue { &mut issues } else { &mut papers };
        if !list.contains(&name) {
            list.push(name);
        }
    }
    step.set(Field::Issues, (!issues.is_empty()).then_some(Value::Words(issues)));
    step.set(Field::Papers, (!papers.is_empty()).then_some(Value::Words(papers)));
    Ok(())
}
