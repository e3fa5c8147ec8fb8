//! Deciding a command: facts, or a refusal. Several records are one act; each is judged by itself.

use super::read::{Input, LINE, Reader};
use super::since::check_base;
use super::step::Step;
use super::{
    Context, enter, extension, finish, keep, ledger, life, pairs, protect, registers, rights, start,
    supervise, undo, work, workflow,
};
use crate::books::Books;
use crate::books::draft::Draft;
use crate::model::command::Command;
use crate::model::fact::{Fact, Party};
use crate::model::field::Field;
use crate::model::ids::{Kind, Subject};
use crate::model::record::{Cell, Record};
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::state::State;
use crate::model::value::Value;
use crate::model::verb::Verb;
use chrono::NaiveDate;
use std::borrow::Cow;

/// What an act came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// First and last fact.
    pub first: u64,
    pub last: u64,
    pub subjects: Vec<Subject>,
    /// It had been decided and kept before; nothing new.
    pub repeated: bool,
    /// Of a bulk: the records for which it was refused, each with the reason. The others are done.
    pub refused: Vec<Refusal>,
}

/// Decides a command on the draft and applies its facts there.
///
/// # Errors
/// A refusal; the draft is then as before.
pub fn decide(draft: &mut Draft<'_>, context: &Context, command: &Command) -> Result<Decided, Refusal> {
    let command = &said_cleanly(command)?;
    let mark = draft.facts.len();
    let first = draft.next_seq();
    let mut refused = Vec::new();
    let named = |mut refusal: Refusal| {
        refusal.verb = refusal.verb.or(Some(command.verb));
        refusal
    };
    let works = workflow::row(command.verb).is_some() || registers::row(command.verb).is_some();
    let subjects = match command.subjects.len() > 1 && works {
        true => bulk(draft, context, command, &mut refused),
        false => all(draft, context, command),
    };
    let subjects = subjects.inspect_err(|_| draft.rewind(mark)).map_err(named)?;
    let refused = refused.into_iter().map(named).collect();
    Ok(Decided { first, last: draft.next_seq() - 1, subjects, repeated: false, refused })
}

/// A bulk: each record is judged by itself, what can be done is done, all of it one act. Refused when
/// nothing can be done.
fn bulk(
    draft: &mut Draft<'_>,
    context: &Context,
    command: &Command,
    refused: &mut Vec<Refusal>,
) -> Result<Vec<Subject>, Refusal> {
    let mut subjects: Vec<Subject> = Vec::new();
    for name in &command.subjects {
        let mark = draft.facts.len();
        let one = Command { subjects: vec![name.clone()], ..command.clone() };
        match all(draft, context, &one) {
            Ok(done) => {
                for subject in done {
                    if !subjects.contains(&subject) {
                        subjects.push(subject);
                    }
                }
            }
            Err(refusal) => {
                draft.rewind(mark);
                refused.push(refusal);
            }
        }
    }
    match subjects.is_empty() {
        true => Err(refused.remove(0)),
        false => Ok(subjects),
    }
}

/// The command with who, on what paper and why cleaned once for all verbs.
fn said_cleanly(command: &Command) -> Result<Command, Refusal> {
    let mut clean = command.clone();
    let said =
        [(&mut clean.by, Field::Name), (&mut clean.paper, Field::File), (&mut clean.reason, Field::Opinion)];
    for (text, field) in said {
        *text = crate::text::clean(text).trim().to_owned();
        if text.chars().count() > LINE {
            return Err(Why::TooLong { field, limit: LINE as u32 }.into());
        }
    }
    Ok(clean)
}

/// Decides a command that may be part of an act: facts decided so far stay when it is refused.
///
/// # Errors
/// A refusal.
pub fn all(draft: &mut Draft<'_>, context: &Context, command: &Command) -> Result<Vec<Subject>, Refusal> {
    if let Some(entry) = registers::row_for(command.verb, &command.subjects) {
        return enter::decide(draft, context, command, entry);
    }
    let Some(row) = workflow::row(command.verb) else {
        return match protect::is_own(command.verb) {
            true => protect::decide(draft, context, command),
            false => keep::decide(draft, context, command),
        };
    };
    let made = row.from.is_empty();
    if command.subjects.is_empty() && !made {
        return Err(Why::NoSubject.into());
    }
    let named: Vec<&str> =
        if made { vec![""] } else { command.subjects.iter().map(String::as_str).collect() };
    let mut subjects = Vec::new();
    for name in named {
        let facts = one(draft, context, command, row, name).map_err(|mut refusal| {
            if refusal.no.is_empty() {
                name.clone_into(&mut refusal.no);
            }
            refusal
        })?;
        if pairs::joins(command.verb) {
            subjects.extend(pairs::join(draft, context, command, name)?);
        }
        let note = (command.verb == Verb::Note)
            .then(|| work::request(command, input_text(command, Field::NoteText), name))
            .flatten();
        for fact in facts {
            if !subjects.contains(&fact.subject) {
                subjects.push(fact.subject);
            }
            draft.apply(fact);
        }
        if let Some(request) = note {
            subjects.extend(all(draft, context, &request)?);
        }
        if command.verb == Verb::Register {
            found_by(draft, context, command, &subjects)?;
        }
    }
    Ok(subjects)
}

/// What was typed for a field.
pub fn input_text(command: &Command, field: Field) -> &str {
    command.sets.iter().find(|set| set.field == field.code()).map_or("", |set| set.text.as_str())
}

/// An issue that rests on an inspection (or a meeting) is named there too.
fn found_by(
    draft: &mut Draft<'_>,
    context: &Context,
    command: &Command,
    made: &[Subject],
) -> Result<(), Refusal> {
    let Some(issue) = made.first().and_then(|subject| draft.record(*subject)).cloned() else { return Ok(()) };
    for name in issue.words(Field::RestsOn).to_vec() {
        let entry = enter::any(draft, &[Kind::Inspection, Kind::Meeting], &name);
        let Ok(entry) = entry else { continue };
        let by = context.actor.name.clone();
        let standing = rights::Standing { party: None, by };
        let on = done_on(draft, context, command)?;
        let mut step = Step::new(draft, context, command, Input::default(), standing, on, entry);
        let mut issues = step.record.words(Field::Issues).to_vec();
        issues.push(enter::name_of(draft, &issue));
        step.set(Field::Issues, Value::Words(issues));
        let fact = step.fact(command.verb, draft.next_seq());
        draft.apply(fact);
    }
    Ok(())
}

fn one(
    draft: &Draft<'_>,
    context: &Context,
    command: &Command,
    row: &workflow::Row,
    name: &str,
) -> Result<Vec<Fact>, Refusal> {
    let record = if row.from.is_empty() {
        Record::new(Subject::issue(draft.next_id(Kind::Issue)))
    } else {
        find(draft, name)?
    };
    let made = row.from.is_empty();
    if !made && !row.starts(record.state(), verify_apart(draft.books)) {
        return Err(wrong_state(draft.books, &record, command.verb));
    }
    let on = done_on(draft, context, command)?;
    let reader = Reader { books: draft.books, day: on };
    let mut input = reader.input(command, (!made).then_some(&record))?;
    enter::numbers(draft, &mut input)?;
    if let Some(cell) = input.values.keys().find(|cell| !row.takes(cell.field)) {
        return Err(Why::FieldNotSettable { field: cell.field }.into());
    }
    let mut seen = Cow::Borrowed(&record);
    for (cell, value) in input.values.iter().filter(|(cell, _)| cell.part == 0) {
        match value {
            Some(value) => seen.to_mut().cells.insert(*cell, value.clone()),
            None => seen.to_mut().cells.remove(cell),
        };
    }
    let party = asked_party(&command.party)?;
    // Whose step it is goes by the record as it stands; a new one by what was typed.
    let whose: &Record = if made { &seen } else { &record };
    let standing = rights::standing(
        draft.books,
        context,
        whose,
        row.parties_in(record.state()),
        party,
        &command.by,
        &command.paper,
    )?;
    if row.reason && command.reason.trim().is_empty() {
        return Err(Why::NeedsReason.into());
    }
    check_needs(row.needs_in(record.state()), &seen, &input, made || command.verb == Verb::Submit)?;
    check_base(draft, context, command, &record, &input.values)?;
    let mut step = Step::new(draft, context, command, input, standing, on, record);
    match command.verb {
        Verb::Register => start::register(&mut step),
        Verb::Submit => start::submit(&mut step),
        Verb::Return | Verb::Decline => start::turn_away(&mut step),
        Verb::Accept => start::accept(&mut step),
        Verb::Assign | Verb::Reassign => start::assign(&mut step),
        Verb::Amend => ledger::amend(&mut step),
        Verb::Plan => ledger::plan(&mut step),
        Verb::Progress => ledger::progress(&mut step),
        Verb::Note => ledger::note(&mut step),
        Verb::Evidence => ledger::evidence(&mut step),
        Verb::Extend => extension::extend(&mut step),
        Verb::DecideExtension => extension::decide(&mut step),
        Verb::Claim => finish::claim(&mut step),
        Verb::Close => finish::close(&mut step),
        Verb::SendBack => finish::send_back(&mut step),
        Verb::Unfounded => finish::unfounded(&mut step),
        Verb::Void => finish::void(&mut step),
        Verb::Merge => pairs::merge(&mut step),
        Verb::Unmerge => pairs::unmerge(&mut step),
        // Checked here; what they join is not this issue alone.
        Verb::Split | Verb::Link => Ok(Vec::new()),
        Verb::Acknowledge => life::acknowledge(&mut step),
        Verb::Bounce => life::bounce(&mut step),
        Verb::ApprovePlan => life::approve_plan(&mut step),
        Verb::Standing => life::standing(&mut step),
        Verb::Verify => life::verify(&mut step),
        Verb::Reopen => life::reopen(&mut step),
        Verb::Chase => supervise::chase(&mut step),
        Verb::Timed => supervise::timed(&mut step),
        Verb::List => supervise::list(&mut step),
        Verb::Delist => supervise::delist(&mut step),
        _ => Err(Why::NoSubject.into()),
    }
}

/// The issue a number names, as the draft has it.
///
/// # Errors
/// There is none, or the office has not read it from the store.
pub fn find(draft: &Draft<'_>, name: &str) -> Result<Record, Refusal> {
    let id = number(draft, name);
    let record = id.and_then(|id| draft.record(Subject::issue(id)));
    record.cloned().ok_or_else(|| Why::UnknownNumber { text: name.to_owned(), nearest: None }.into())
}

/// The internal number of the issue a name means.
pub fn number(draft: &Draft<'_>, name: &str) -> Option<u32> {
    match draft.books.split_number(name)? {
        (Some(unit), seq) => draft.by_number(unit, seq),
        (None, id) => Some(id),
    }
}

/// True when the pack parts verifying from closing.
pub fn verify_apart(books: &Books) -> bool {
    books.pack.as_ref().is_some_and(|pack| pack.steps.verify_then_close)
}

/// The refusal of a verb that does not start from the issue's state.
pub fn wrong_state(books: &Books, record: &Record, verb: Verb) -> Refusal {
    let verify_apart = verify_apart(books);
    let state = record.state();
    let day = match state {
        State::Closed => record.day(Field::ClosedOn),
        _ => record.day(Field::MovedOn),
    };
    let refusal = Refusal::new(Why::WrongState { state, day });
    let pending = record.pending_extension().is_some();
    let measures = !record.parts(crate::model::field::Group::Measure).is_empty();
    match workflow::next(state, measures, pending, verify_apart).filter(|next| *next != verb) {
        Some(next) => refusal.way(Way::Verb { verb: next }).way(Way::Back),
        None if verb != Verb::Reopen && matches!(state, State::Closed | State::Unfounded) => {
            refusal.way(Way::Verb { verb: Verb::Reopen }).way(Way::Back)
        }
        None => refusal.way(Way::Back),
    }
}

/// The day an act was done: as typed, not after today.
pub fn done_on(draft: &Draft<'_>, context: &Context, command: &Command) -> Result<NaiveDate, Refusal> {
    let typed = command.on.trim();
    if typed.is_empty() {
        return Ok(context.today);
    }
    let reader = Reader { books: draft.books, day: context.today };
    let day = reader.day(typed).ok_or_else(|| Why::BadValue {
        field: Field::ActOn,
        text: typed.to_owned(),
        expected: crate::model::refusal::Expected::Day,
    })?;
    if day > context.today {
        return Err(Why::FutureDay { day, today: context.today }.into());
    }
    Ok(day)
}

/// The party a command names, if any.
///
/// # Errors
/// It is not a party.
pub fn asked_party(code: &str) -> Result<Option<Party>, Refusal> {
    if code.is_empty() {
        return Ok(None);
    }
    let known = || Party::ALL.iter().map(|party| party.code().to_owned()).collect();
    Party::from_code(code).map(Some).ok_or_else(|| {
        Why::UnknownCode { field: Field::ContactRole, text: code.to_owned(), known: known() }.into()
    })
}

/// What a verb needs is given now, or stands there already.
///
/// # Errors
/// Something is missing.
pub fn check_needs(
    needs: &[Field],
    seen: &Record,
    input: &super::read::Input,
    stored: bool,
) -> Result<(), Refusal> {
    let given = |field: Field| {
        input.get(field).is_some()
            || input.values.iter().any(|(cell, value)| cell.field == field && value.is_some())
            || (stored && seen.get(field).is_some())
    };
    // An item says its category.
    let item = given(Field::Item);
    let missing: Vec<Field> = needs
        .iter()
        .copied()
        .filter(|field| {
            !(given(*field) || (*field == Field::Category && item))
                && field.group() != crate::model::field::Group::Measure
        })
        .collect();
    match missing.first() {
        None => Ok(()),
        Some(first) => {
            Err(Refusal::new(Why::Missing { fields: missing.clone() }).way(Way::Fill { field: *first }))
        }
    }
}

/// Undoes or redoes; the facts of the act are handed in by the office, which reads them from the store.
pub fn take_back(
    draft: &mut Draft<'_>,
    context: &Context,
    facts: &[Fact],
    op: crate::model::ids::OpId,
    verb: Verb,
) -> Result<Decided, Refusal> {
    let mark = draft.facts.len();
    let first = draft.next_seq();
    let subjects = undo::take_back(draft, context, facts, op, verb).inspect_err(|_| draft.rewind(mark))?;
    Ok(Decided { first, last: draft.next_seq() - 1, subjects, repeated: false, refused: Vec::new() })
}

/// True when a cell is one a number rests on.
pub fn is_number(cell: &Cell) -> bool {
    matches!(cell.field, Field::No | Field::NoSeq | Field::NoUnit)
}
