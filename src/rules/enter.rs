//! Deciding a command on entries of registers: found or made, by whose right, with which fields.

use super::decide::{all, asked_party, check_needs, done_on, find as find_issue};
use super::read::{Input, Reader};
use super::registers::{Entry, prefix};
use super::since::check_base;
use super::step::Step;
use super::{Context, intake, lock, orders, rights, submissions, supervise, work};
use crate::books::draft::Draft;
use crate::books::lookup::number;
use crate::model::command::Command;
use crate::model::fact::Fact;
use crate::model::field::Field;
use crate::model::ids::{Kind, Subject};
use crate::model::record::{Cell, Record};
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::sealed::seal;
use crate::model::value::{FieldType, Value};
use crate::model::verb::Verb;

/// Decides a verb of the registers, subject by subject.
pub fn decide(
    draft: &mut Draft<'_>,
    context: &Context,
    command: &Command,
    row: &Entry,
) -> Result<Vec<Subject>, Refusal> {
    if command.subjects.is_empty() && !row.on.is_empty() {
        return Err(Why::NoSubject.into());
    }
    let named: Vec<String> = match (row.on.is_empty(), row.on.contains(&Kind::Submission)) {
        (true, _) => vec![String::new()],
        (false, true) if command.verb == Verb::Chase => submissions::lacking(draft, &command.subjects)?,
        (false, true) => submissions::spread(draft, &command.subjects)?,
        (false, false) => command.subjects.clone(),
    };
    let mut subjects = Vec::new();
    for name in named {
        let made = one(draft, context, command, row, &name).map_err(|mut refusal| {
            if refusal.no.is_empty() {
                refusal.no.clone_from(&name);
            }
            refusal
        })?;
        subjects.extend(made);
    }
    subjects.dedup();
    Ok(subjects)
}

/// What a step works on.
pub struct Worked {
    pub record: Record,
    /// What names a record that is made when it is first worked on.
    pub given: Vec<(Field, Value)>,
    /// The issue or clue that the new entry is about.
    pub about: Option<Record>,
}

/// The record a step works on: the entry named, a new one, or one that is made when first worked on.
pub fn subject(draft: &Draft<'_>, row: &Entry, name: &str) -> Result<Worked, Refusal> {
    let about =
        if row.makes.is_some() && !row.on.is_empty() { Some(any(draft, row.on, name)?) } else { None };
    let (record, given) = match row.makes {
        Some(kind) => (Record::new(Subject { kind, id: draft.next_id(kind) }), Vec::new()),
        None if row.on == [Kind::Submission] => submissions::find_or_new(draft, name)?,
        None if row.on == [Kind::Task] => work::find_or_new_task(draft, name)?,
        None if row.on == [Kind::Ruling] => work::find_or_new_ruling(draft, name)?,
        None => (any(draft, row.on, name)?, Vec::new()),
    };
    Ok(Worked { record, given, about })
}

/// The issue or entry a number names, of one of some kinds.
///
/// # Errors
/// There is none.
pub fn any(draft: &Draft<'_>, kinds: &[Kind], name: &str) -> Result<Record, Refusal> {
    let entry = kinds.iter().filter(|kind| kind.is_entry()).find_map(|kind| entry(draft, *kind, name));
    match entry {
        Some(entry) => Ok(entry),
        None if kinds.contains(&Kind::Issue) => find_issue(draft, name),
        None => Err(Why::UnknownNumber { text: name.to_owned(), nearest: None }.into()),
    }
}

/// The entry of a kind with this number: `XS-003`, `xs3`.
pub fn entry(draft: &Draft<'_>, kind: Kind, name: &str) -> Option<Record> {
    let folded = crate::text::fold(name.trim()).to_uppercase();
    let seq = folded.strip_prefix(prefix(kind)).filter(|_| !prefix(kind).is_empty())?;
    let seq: i64 = seq.trim_start_matches('-').parse().ok()?;
    let found = draft.of_kind(kind).into_iter().find(|record| record.int(Field::NoSeq) == Some(seq))?;
    Some(found.clone())
}

/// The number of a record as other records name it.
pub fn name_of(draft: &Draft<'_>, record: &Record) -> String {
    match record.text(Field::No) {
        "" if record.subject.kind == Kind::Issue => format!("#{}", record.subject.id),
        "" => draft.books.name_of(record.subject),
        no => no.to_owned(),
    }
}

fn one(
    draft: &mut Draft<'_>,
    context: &Context,
    command: &Command,
    row: &Entry,
    name: &str,
) -> Result<Vec<Subject>, Refusal> {
    let Worked { record, given, about } = subject(draft, row, name)?;
    if let Some(issue) = about.as_ref().filter(|about| about.subject.kind == Kind::Issue)
        && !issue.state().is_counted()
    {
        return Err(super::decide::wrong_state(draft.books, issue, command.verb));
    }
    let status = record.text(Field::Status).to_owned();
    if !row.from.is_empty() && row.makes.is_none() && !row.from.contains(&status.as_str()) {
        return Err(Refusal::new(Why::WrongStatus { kind: record.subject.kind, status }).way(Way::Back));
    }
    let on = done_on(draft, context, command)?;
    let reader = Reader { books: draft.books, day: on };
    let mut input = reader.input(command, (record.rev > 0).then_some(&record))?;
    if let Some(cell) = input.values.keys().find(|cell| !row.takes(cell.field, record.subject.kind)) {
        return Err(Why::FieldNotSettable { field: cell.field }.into());
    }
    numbers(draft, &mut input)?;
    input.values.extend(given.into_iter().map(|(field, value)| (Cell::main(field), Some(value))));
    let mut seen = record.clone();
    for (cell, value) in &input.values {
        match value {
            Some(value) => seen.cells.insert(*cell, value.clone()),
            None => seen.cells.remove(cell),
        };
    }
    let party = asked_party(&command.party)?;
    // Whose step it is goes by what the entry is about: an order's by its issue.
    let whose = about.as_ref().unwrap_or(&seen);
    let (books, by, paper) = (draft.books, &command.by, &command.paper);
    let standing = rights::standing(books, context, whose, row.parties, party, by, paper)?;
    if row.reason && command.reason.trim().is_empty() {
        return Err(Refusal::new(Why::NeedsReason).way(Way::WithReason));
    }
    check_needs(row.needs, &seen, &input, record.rev > 0 && command.verb != Verb::Nil)?;
    hide(draft, context, &mut input)?;
    check_base(draft, context, command, &record, &input.values)?;
    // What else an act makes comes first, so that this entry can name it.
    let made = match command.verb {
        Verb::Take | Verb::Dispose => intake::consequences(draft, context, command, &seen, &input)?,
        _ => Vec::new(),
    };
    // What was made may have left its trace on the entry itself.
    let record = draft.record(record.subject).cloned().unwrap_or(record);
    let facts = {
        let mut step = Step::new(draft, context, command, input, standing, on, record);
        work_on(&mut step, row, about.as_ref(), &made)?
    };
    let mut subjects: Vec<Subject> = Vec::new();
    for fact in facts {
        if !subjects.contains(&fact.subject) {
            subjects.push(fact.subject);
        }
        draft.apply(fact);
    }
    subjects.extend(made);
    if command.verb == Verb::Meet {
        let name = subjects.first().and_then(|s| draft.record(*s)).map(|record| name_of(draft, record));
        let decisions = super::decide::input_text(command, Field::Decisions);
        let title =
            if decisions.is_empty() { super::decide::input_text(command, Field::Title) } else { decisions };
        if let Some(request) = work::request(command, title, &name.unwrap_or_default()) {
            subjects.extend(all(draft, context, &request)?);
        }
    }
    Ok(subjects)
}

fn work_on(
    step: &mut Step<'_>,
    row: &Entry,
    about: Option<&Record>,
    made: &[Subject],
) -> Result<Vec<Fact>, Refusal> {
    if row.makes.is_some() {
        give_number(step);
    }
    step.set_typed();
    if !row.to.is_empty() {
        step.set(Field::Status, Value::Code(row.to.to_owned()));
    }
    match step.command.verb {
        Verb::Take => intake::take(step, made)?,
        Verb::Reply => intake::reply(step),
        Verb::Check => intake::check(step),
        Verb::Dispose => intake::dispose(step, made)?,
        Verb::Order => orders::order(step),
        Verb::Transfer => orders::transfer(step)?,
        Verb::Outcome => orders::outcome(step)?,
        Verb::Receipt => orders::receipt(step)?,
        Verb::HandIn => submissions::hand_in(step, false)?,
        Verb::Nil => submissions::hand_in(step, true)?,
        Verb::Receive => submissions::receive(step)?,
        Verb::HandBack => submissions::hand_back(step)?,
        Verb::Chase => supervise::chased(step)?,
        Verb::Done => work::done(step),
        Verb::Settle => work::settle(step)?,
        Verb::Inspect => work::inspect(step)?,
        Verb::Publish => work::publish(step)?,
        Verb::Meet => step.set(Field::MetOn, Value::Day(step.on)),
        Verb::Lock => lock::fix(step)?,
        _ => {}
    }
    if matches!(step.record.subject.kind, Kind::Intake | Kind::Clue) {
        intake::keep_close(step);
    }
    if !step.changes_anything() {
        return Err(Why::NothingToChange.into());
    }
    let mut facts = Vec::new();
    let mut seq = step.draft.next_seq();
    if let Some(about) = about {
        let name = name_of(step.draft, about);
        let field = if about.subject.kind == Kind::Issue { Field::Issues } else { Field::RestsOn };
        step.set(field, Value::Words(vec![name]));
        step.set(Field::Unit, about.get(Field::Unit).cloned());
        facts.push(step.fact(step.command.verb, seq));
        seq += 1;
        facts.push(orders::noted(step, about, step.record.text(Field::No), seq));
    } else {
        facts.push(step.fact(step.command.verb, seq));
    }
    Ok(facts)
}

/// The next number of the register.
fn give_number(step: &mut Step<'_>) {
    let kind = step.record.subject.kind;
    let seq = next_seq(step.draft, kind);
    step.set(Field::NoSeq, Value::Int(i64::from(seq)));
    step.set_text(Field::No, 0, &number(prefix(kind), seq));
}

/// The sequence the next entry of a kind gets: the highest ever given and one more.
pub fn next_seq(draft: &Draft<'_>, kind: Kind) -> u32 {
    let given = draft.of_kind(kind).into_iter().filter_map(|record| record.int(Field::NoSeq)).max();
    u32::try_from(given.unwrap_or(0)).unwrap_or(0) + 1
}

/// Numbers as typed become those of records that exist.
pub fn numbers(draft: &Draft<'_>, input: &mut Input) -> Result<(), Refusal> {
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| kind.is_work()).collect();
    for (cell, value) in &mut input.values {
        if cell.field.kind() != FieldType::Numbers {
            continue;
        }
        if let Some(Value::Words(words)) = value {
            for word in words {
                *word = name_of(draft, &any(draft, &kinds, word)?);
            }
        }
    }
    Ok(())
}

/// Protected values go to the vault; the facts hold what commits to them.
fn hide(draft: &mut Draft<'_>, context: &Context, input: &mut Input) -> Result<(), Refusal> {
    let kept = draft.books.campaign().is_some_and(|campaign| campaign.flag(Field::KeepNames));
    let secret: Vec<Cell> =
        input.values.keys().filter(|cell| cell.field.kind() == FieldType::Secret).copied().collect();
    for cell in secret {
        let Some(Some(Value::Text(text))) = input.values.get(&cell) else { continue };
        if !kept {
            return Err(Refusal::new(Why::NamesNotKept { field: cell.field }).way(Way::Back));
        }
        let place = draft.next_seq() << 16 | cell.field as u64;
        let (value, sealed) = seal(text, &context.seed, place);
        if let Value::Sealed(commitment) = value {
            draft.secrets.insert(commitment, sealed);
        }
        input.values.insert(cell, Some(value));
    }
    Ok(())
}

/// A command that follows from another, in the same act.
pub fn follow(draft: &mut Draft<'_>, context: &Context, command: &Command) -> Result<Vec<Subject>, Refusal> {
    all(draft, context, command)
}
